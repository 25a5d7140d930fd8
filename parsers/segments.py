"""Which part of a mail is new, quoted, forwarded, a signature or a disclaimer. Marked, never deleted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from parsers import names, phrases
from parsers.maildates import moment

Kind = Literal["new", "quote", "forward", "signature", "disclaimer", "greeting", "attachment"]


@dataclass(frozen=True, slots=True)
class ForwardHeader:
    """The header that a mail program writes over a quoted or forwarded mail; `date` is aware if it states a zone."""

    name: str | None = None
    address: str | None = None
    date: datetime | None = None
    to: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]` is of one kind; `depth` counts the mails that it was passed on through (0: the sender's own).

    The header lines of a quoted or forwarded mail are a 'quote'; a forwarded body is 'new' at its depth.
    """

    kind: Kind
    start: int
    end: int
    header: ForwardHeader | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Other:
    """Another mail begins: its body at row `body`; `passed` where it is forwarded and not quoted."""

    body: int
    header: ForwardHeader
    passed: bool


_FORWARD_SUBJECT = re.compile(
    r"^\s*(?:(?:re|回复)\s?[:：]\s*)?(?:fwd?|fw|tr|wg|rv|enc|i|转发|轉寄|轉發)\s*[:：]", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
# A header of fewer rows may be a form's (From: ... To: ...).
_LEAST_HEADER = 3
_SIGNATURE_ROWS = 9
_DEEPEST = 5
_LONGEST_MARK = 80
_LONGEST_ROW = 300
_LONGEST_SIGNATURE_ROW = 90


def split(subject: str | None, text: str) -> tuple[Block, ...]:
    """Blocks that cover the whole of `text` in order."""
    if not text:
        return ()
    blocks: list[Block] = []
    _part(_rows(text), 0, subject, None, blocks)
    return tuple(_merged(blocks, len(text)))


def _rows(text: str) -> list[_Row]:
    rows: list[_Row] = []
    position = 0
    for line in text.splitlines(keepends=True):
        rows.append(_Row(position, position + len(line), line.strip()))
        position += len(line)
    return rows


def _is(name: str, row: str) -> bool:
    """Whether a row is of this kind; no program and no person marks a mail by a longer one."""
    return len(row) <= _LONGEST_ROW and phrases.book("letters")[name].pattern.search(row) is not None


def _part(
    rows: Sequence[_Row], depth: int, subject: str | None, header: ForwardHeader | None, blocks: list[Block]
) -> None:
    """One mail's rows: its own words, then what it quotes or passes on."""
    forward = bool(subject and _FORWARD_SUBJECT.match(subject))
    cut, other = len(rows), None
    for index in range(len(rows)):
        other = _begins_other(rows, index, forward)
        if other is not None:
            cut = index
            break
    _own(rows[:cut], depth, header, blocks)
    if other is None:
        return
    if not other.passed:
        blocks.append(Block("quote", rows[cut].start, rows[-1].end, other.header, depth + 1))
        return
    blocks.append(Block("quote", rows[cut].start, rows[other.body - 1].end, other.header, depth + 1))
    if depth < _DEEPEST:
        _part(rows[other.body :], depth + 1, other.header.subject, other.header, blocks)
    elif other.body < len(rows):
        blocks.append(Block("quote", rows[other.body].start, rows[-1].end, other.header, depth + 1))


def _begins_other(rows: Sequence[_Row], index: int, forward: bool) -> _Other | None:
    text = rows[index].text
    if not text:
        return None
    marked = len(text) < _LONGEST_MARK and _is("forwarded", text)
    if marked or _is("original", text):
        end, header = _header(rows, index + 1)
        return _Other(end, header or ForwardHeader(), marked or (forward and header is not None))
    following = rows[index + 1].text if index + 1 < len(rows) else ""
    # Programs break the line "On ..., ... wrote:" where it is long.
    for words in (text, f"{text} {following}"):
        if _is("wrote", words):
            return _Other(index + 1, ForwardHeader(address=_first_address(words)), passed=False)
    field = phrases.book("letters")["header"].pattern.match(text)
    if field and (field["from"] or _is("delimiter", rows[index - 1].text if index else "")):
        end, header = _header(rows, index)
        if header is not None and (header.name or header.address) and end - index >= _LEAST_HEADER:
            return _Other(end, header, forward)
    return None


def _header(rows: Sequence[_Row], index: int) -> tuple[int, ForwardHeader | None]:
    """The header that begins at or after `index`: (the row after it, its values)."""
    values: dict[str, str] = {}
    while index < len(rows) and not rows[index].text:
        index += 1
    while index < len(rows):
        field = phrases.book("letters")["header"].pattern.match(rows[index].text)
        if not field:
            break
        name = next(key for key in ("from", "date", "to", "cc", "subject") if field[key])
        values.setdefault(name, field["value"].strip(" |"))
        index += 1
    if not values:
        return index, None
    sender = values.get("from", "")
    shown = re.split(r"[\[(<]", sender, maxsplit=1)[0].strip(" \"'“”<>;")
    return index, ForwardHeader(
        shown if shown and "@" not in shown else None,
        _first_address(sender),
        moment(values.get("date", "")),
        values.get("to"),
        values.get("subject"),
    )


def _first_address(text: str) -> str | None:
    found = _ADDRESS.search(text)
    return found.group().lower() if found else None


def _own(rows: Sequence[_Row], depth: int, header: ForwardHeader | None, blocks: list[Block]) -> None:
    """The sender's own rows: new text with inline quotes, then a signature and a disclaimer."""
    body = next((index for index, row in enumerate(rows) if _is("disclaimer", row.text)), len(rows))
    sign = _signature(rows[:body])
    for index, row in enumerate(rows):
        kind: Kind = "new"
        if index >= body or _is("program", row.text):
            kind = "disclaimer"
        elif row.text.startswith((">", "|>", "&gt;")):
            kind = "quote"
        elif index >= sign:
            kind = "signature"
        blocks.append(Block(kind, row.start, row.end, header, depth + 1 if kind == "quote" else depth))


def _signature(rows: Sequence[_Row]) -> int:
    """The index of the first row of the signature, or the number of rows."""
    last = len(rows)
    while last and (
        not rows[last - 1].text or rows[last - 1].text.startswith(">") or _is("program", rows[last - 1].text)
    ):
        last -= 1
    first = last
    while first > 0 and last - first < _SIGNATURE_ROWS:
        row = rows[first - 1].text
        if not row:
            # A blank row may stand inside a signature, if what is above still looks like one.
            above = rows[first - 2].text if first >= 2 else ""
            if not above or not (_is("closing", above) or _signs(above)):
                break
            first -= 1
            continue
        if _is("delimiter", row) or _is("closing", row):
            first -= 1
            break
        if not _signs(row):
            break
        first -= 1
    if not any(row.text for row in rows[:first]):
        return len(rows)
    return first if first < last else len(rows)


def _signs(row: str) -> bool:
    if len(row) > _LONGEST_SIGNATURE_ROW or _is("orders", row):
        return False
    return _is("contact", row) or _is("street", row) or names.signs(row)


def _merged(blocks: Sequence[Block], length: int) -> list[Block]:
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if last and (last.kind, last.depth, last.header) == (block.kind, block.depth, block.header):
            merged[-1] = Block(last.kind, last.start, block.end, last.header, last.depth)
        else:
            merged.append(block)
    if merged and merged[-1].end < length:
        last = merged[-1]
        merged[-1] = Block(last.kind, last.start, length, last.header, last.depth)
    return merged
