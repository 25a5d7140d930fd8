"""Which part of a mail is new, quoted, forwarded, a signature or a disclaimer. Marked, never deleted."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from parsers import phrases, signoffs
from parsers.forwardheader import ForwardHeader
from parsers.mailhead_words import subject_kind
from parsers.mailheads import Head, above, begins
from parsers.normalize import plain
from parsers.values import frozen

__all__ = [
    "Block",
    "ForwardHeader",
    "Kind",
    "hides_answers",
    "passes_on",
    "split",
    "unmarked",
    "without_asked",
]

Kind = Literal["new", "quote", "forward", "signature", "disclaimer", "greeting", "attachment"]


@frozen
class Block:
    """`text[start:end]` is of one kind; `depth` counts the mails that it was passed on through (0: the sender's own).

    The header lines of a quoted or forwarded mail are a 'quote'; a forwarded body is 'new' at its depth.
    """

    kind: Kind
    start: int
    end: int
    header: ForwardHeader | None = None
    depth: int = 0


@frozen
class _Row:
    """`text` is the row without quote marks and outer blanks; `marks` how many marks it had, `indent` how far it stands in."""

    start: int
    end: int
    text: str
    marks: int
    indent: int


@dataclass(slots=True)
class _Rows:
    """The rows of the whole mail, their texts apart, the blocks found so far, and for whom the sender speaks."""

    rows: list[_Row]
    texts: list[str]
    blocks: list[Block]
    wards: Callable[[str], bool]

    def add(self, kind: Kind, first: int, last: int, header: ForwardHeader | None, depth: int) -> None:
        if first < last:
            self.blocks.append(Block(kind, self.rows[first].start, self.rows[last - 1].end, header, depth))


# "> ", ">>", "|>", and the entity that a program forgot to resolve.
_MARKS = re.compile(r"(?:\|?>[ \t]?|&gt;[ \t]?){1,40}")
_FOREIGN_MARKS = "|:»¦│┃"
_UNEVEN = {ord("："): ":", 0x3000: " ", 0xA0: " ", 0x202F: " ", ord("＞"): ">"} | dict.fromkeys(
    (0xFEFF, 0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x2066, 0x2067, 0x2068, 0x2069)
)
_DEEPEST = 5
_LEAST_INDENT = 2
_LONGEST_COURTESY = 60
# A quoted row that was broken by a program on its way goes on without its mark.
_BROKEN_OVER = 60
_BROKEN_REST = 30


def split(
    subject: str | None, text: str, *, wards: Callable[[str], bool] = lambda _: False
) -> tuple[Block, ...]:
    """Blocks that cover the whole of `text` in order.

    `wards` are the addresses for which the sender speaks: in an answer to one of them that asks to deal with what it
    quotes, a rep passes on what is quoted.
    """
    if not text:
        return ()
    rows = _rows(text)
    mail = _Rows(rows, [row.text for row in rows], [], wards)
    _part(mail, 0, 0, 0, subject, None)
    return tuple(_merged(mail.blocks, len(text)))


def without_asked(text: str, blocks: Sequence[Block], questions: Collection[str]) -> tuple[Block, ...]:
    """The blocks, in which rows that say over again what we asked word for word are a quote, with or without marks."""
    asked = {_letters(question) for question in questions} - {""}
    if not asked:
        return tuple(blocks)
    found: list[Block] = []
    for block in blocks:
        if block.kind not in ("new", "greeting") or block.depth:
            found.append(block)
            continue
        position = block.start
        for row in text[block.start : block.end].splitlines(keepends=True):
            kind: Kind = "quote" if _letters(row) in asked else block.kind
            found.append(replace(block, kind=kind, start=position, end=position + len(row)))
            position += len(row)
    return tuple(_merged(found, len(text)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def unmarked(text: str, blocks: Sequence[Block]) -> str:
    """The text with blanks in place of the quote marks of what is passed on; every offset stays."""
    pieces: list[str] = []
    position = 0
    for block in blocks:
        if block.depth and block.kind != "quote" and ">" in text[block.start : block.end]:
            pieces.append(text[position : block.start])
            for row in text[block.start : block.end].splitlines(keepends=True):
                found = _MARKS.match(row)
                end = found.end() if found else 0
                pieces.append(" " * end + row[end:] if not row[:end].endswith("\n") else row)
            position = block.end
    pieces.append(text[position:])
    return "".join(pieces)


def passes_on(words: str) -> bool:
    """Whether the words over another mail only pass it on: 见下面, please book, FYI."""
    said = words.strip().lower()
    book = phrases.book("letters")
    if book["passes_on"].pattern.search(said):
        return not book["asks"].pattern.search(book["requests"].pattern.sub(" ", said))
    return len(said) <= _LONGEST_COURTESY and book["courtesy"].pattern.search(said) is not None


def hides_answers(text: str, blocks: Sequence[Block]) -> bool:
    """Whether the sender says that answers stand within a quote whose rows have no marks to tell them by."""
    said = "".join(text[b.start : b.end] for b in blocks if b.kind == "new" and not b.depth).lower()
    if not phrases.book("letters")["within"].pattern.search(said):
        return False
    return any(
        b.kind == "quote" and ">" not in _starts(text[b.start : b.end]) for b in blocks if b.depth == 1
    )


def _starts(text: str) -> set[str]:
    return {row.lstrip()[:1] for row in text.splitlines()}


def _rows(text: str) -> list[_Row]:
    rows: list[_Row] = []
    position = 0
    for line in text.splitlines(keepends=True):
        even = line.translate(_UNEVEN).rstrip()
        bare = even.lstrip()
        found = _MARKS.match(bare)
        marks = found.group().count(">") + found.group().count("&gt;") if found else 0
        inner = bare[found.end() :].strip() if found else bare
        rows.append(_Row(position, position + len(line), inner, marks, len(even) - len(bare)))
        position += len(line)
    return rows


def _part(
    mail: _Rows, index: int, base: int, depth: int, subject: str | None, header: ForwardHeader | None
) -> int:
    """One mail's rows from `index` on, which have `base` marks: its own words, and what it quotes or passes on.

    Returns the row behind it: rows with fewer marks are the outer writer's again.
    """
    rows = mail.rows
    kind = subject_kind(subject)
    # Full-width colons stand behind Chinese marks.
    answered = plain(subject or "") if kind == "answers" else None
    own, said = index, False
    while index < len(rows):
        row = rows[index]
        if row.text and row.marks < base:
            break
        deeper = row.marks > base
        head = begins(mail.texts, index, answered) if row.text else None
        if head is None and not deeper:
            index += 1
            continue
        opens = index if head is not None else above(mail.texts, own, index)
        words = _own(mail, own, opens, depth, header, said=said)
        said = said or bool(words)
        if (
            head is not None
            and depth < _DEEPEST
            and _passes(head, kind, words, deeper=deeper, wards=mail.wards if not depth else None)
        ):
            mail.add("quote", index, head.body, head.header, depth + 1)
            body = _next(rows, head.body)
            inner = max(base, rows[body].marks) if body < len(rows) else base
            index = _part(mail, head.body, inner, depth + 1, head.header.subject, head.header)
        else:
            end = _quote_end(rows, index, head, base)
            mail.add("quote", opens, end, head.header if head else header, depth + 1)
            index = end
        own = index
    _own(mail, own, index, depth, header, said=said)
    return index


def _next(rows: Sequence[_Row], index: int) -> int:
    """The first row from `index` on that says something."""
    while index < len(rows) and not rows[index].text:
        index += 1
    return index


def _passes(head: Head, kind: str, words: str, *, deeper: bool, wards: Callable[[str], bool] | None) -> bool:
    """Whether the mail that begins here is passed on, and not only quoted, under these words of the writer."""
    if head.passed:
        return True
    if kind != "passes" and wards is not None and head.header.address and wards(head.header.address):
        return not words or passes_on(words)
    if deeper or kind != "plain":
        return kind == "passes"
    return not head.attributed and passes_on(words)


def _quote_end(rows: Sequence[_Row], index: int, head: Head | None, base: int) -> int:
    """The row behind a quote: where its marks end, or the end of the mail if it has none."""
    body = head.body if head is not None else index
    first = _next(rows, body)
    if first == len(rows):
        return first
    if rows[first].marks > base:
        return _marked_end(rows, first, base)
    if rows[index].marks > base:
        # The header had marks and what follows has none.
        return max(body, index + 1)
    if head is not None and head.attributed:
        mark = rows[first].text[0]
        if mark in _FOREIGN_MARKS and _all_begin(rows, first, mark):
            return _run_end(rows, first, lambda row: row.text.startswith(mark))
        if rows[first].indent >= _LEAST_INDENT:
            return _run_end(rows, first, lambda row: row.indent >= _LEAST_INDENT)
    return len(rows)


def _all_begin(rows: Sequence[_Row], first: int, mark: str) -> bool:
    """Whether the rows down to the next blank one begin with this mark."""
    index = first
    while index < len(rows) and rows[index].text.startswith(mark):
        index += 1
    return index == len(rows) or not rows[index].text


def _marked_end(rows: Sequence[_Row], first: int, base: int) -> int:
    end = index = first
    while index < len(rows):
        row = rows[index]
        if row.marks > base:
            end = index + 1
        elif row.text and not _rest_of_broken(rows, index, base):
            break
        index += 1
    return end


def _rest_of_broken(rows: Sequence[_Row], index: int, base: int) -> bool:
    row, before = rows[index], rows[index - 1]
    return (
        before.marks > base
        and len(before.text) >= _BROKEN_OVER
        and len(row.text) <= _BROKEN_REST
        and row.text[0].islower()
        and index + 1 < len(rows)
        and rows[index + 1].marks > base
    )


def _run_end(rows: Sequence[_Row], first: int, holds: Callable[[_Row], bool]) -> int:
    end = index = first
    while index < len(rows) and (not rows[index].text or holds(rows[index])):
        if rows[index].text:
            end = index + 1
        index += 1
    return end


def _own(mail: _Rows, first: int, last: int, depth: int, header: ForwardHeader | None, *, said: bool) -> str:
    """Mark the sender's own rows as new, signature and disclaimer; what is newly said in them."""
    texts = mail.texts[first:last]
    kinds = signoffs.kinds(texts, said=said)
    for place, kind in enumerate(kinds, first):
        mail.add(kind, place, place + 1, header, depth)
    return "\n".join(text for text, kind in zip(texts, kinds, strict=True) if kind == "new").strip()


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
