"""Where another mail begins within a mail: the line over it, its header, or "On ..., ... wrote:"; words in mailheads.toml."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Literal

from parsers import wordlists
from parsers.maildates import moment
from parsers.normalize import plain

Subject = Literal["passes", "answers", "plain"]


@dataclass(frozen=True, slots=True)
class ForwardHeader:
    """The header that a mail program writes over a quoted or forwarded mail.

    `date` is aware if it states a zone; `written` are its words.
    """

    name: str | None = None
    address: str | None = None
    date: datetime | None = None
    to: str | None = None
    subject: str | None = None
    written: str = ""

    def sent(self, before: datetime) -> datetime | None:
        """The date, which is not after `before`, in whose zone it is if it states none."""
        stated = moment(self.written, before=before) if self.written else self.date
        if stated is None:
            return None
        return stated if stated.tzinfo is not None else stated.replace(tzinfo=before.tzinfo)


@dataclass(frozen=True, slots=True)
class Head:
    """Another mail begins: its body at row `body`. `passed`: its mark says that it is forwarded; None: does not say.

    `attributed`: "On ..., ... wrote:", which programs write over quotes with marks before their rows.
    """

    body: int
    header: ForwardHeader
    passed: bool | None
    attributed: bool = False


_FIELDS = ("from", "date", "to", "subject", "other")
_ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_LABEL = re.compile(r"[|*_\s]{0,6}([^|*:\t\n]{1,24}?)[*_\s]{0,4}(?::|\||\t)[*_|\s]{0,6}(.*)", re.DOTALL)
_QUOTE_MARKS = re.compile(r"[>\s]{0,40}")
_EDGES = " \t-_=*~>:.#<[]()|"
_RULE = re.compile(r"[-_=*~]{2}")
_FUSED_END = re.compile(r"[-_=]{3,}\s{0,4}")
_CJK_GAP = re.compile(r"(?<=[㐀-鿿])\s{1,4}(?=[㐀-鿿])")
_BESIDE_ADDRESS = re.compile(r"[<\[(][^<>\[\]()\s]{1,64}@[^<>\[\]()\s]{1,130}[>\])]")
_CLOCK = re.compile(r"\d[:.]\d\d(?!\d)")
_DATE_AND_TIME = re.compile(r"^.*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?\W{0,3}", re.IGNORECASE)
# "As I wrote on Monday:" reminds of a mail and quotes none.
_REMINDS = re.compile(
    r"(?:\b(?:i|we|you|he|she|they|as)|[我你您他她们])\s{0,2}(?:have |had )?$", re.IGNORECASE
)
_LONGEST_ROW = 400
_LONGEST_MARK = 90
_LONGEST_FIELD = 2_000
# "On ..., ... wrote:" is broken where it is long.
_BROKEN_OVER = 3
_GAP = 6
_LEAST_WITHOUT_ADDRESS = 3
_LEAST_WITH_ADDRESS = 2


def subject_kind(subject: str | None) -> Subject:
    """Whether a mail of this subject passes another one on or answers it; the first of several prefixes counts."""
    first = re.match(
        r"\s{0,9}(?:[\[【][^\]】]{1,30}[\]】]\s{0,3}){0,2}([^:\[\]]{1,24}?)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?:",
        plain(subject or "")[:200],
    )
    if first is None:
        return "plain"
    word = _even(first[1])
    answers, passes = word in _listed("answers"), word in _listed("passes")
    # VS is an answer in Finland and a forward in Denmark.
    if answers == passes:
        return "plain"
    return "answers" if answers else "passes"


def begins(rows: Sequence[str], index: int) -> Head | None:
    """The mail that begins at row `index`, if one does. Rows come without their quote marks and outer blanks."""
    row = rows[index]
    if not row or len(row) > _LONGEST_FIELD:
        return None
    mark = _mark(rows, index)
    if mark is not None:
        return mark
    attributed = _wrote(rows, index)
    if attributed is not None:
        return attributed
    return _bare_header(rows, index)


def field(row: str) -> tuple[str, str] | None:
    """(what it states, its value) of a row of a header."""
    # A row that a table of the page was: the label is a cell.
    found = _LABEL.match(row[:_LONGEST_FIELD].lstrip("> \t"))
    if found is None:
        return None
    label = _labels().get(_even(found[1]))
    return None if label is None else (label, found[2].strip(" |*\t;"))


def is_mark(row: str, kind: Literal["forwarded", "original"]) -> bool:
    """Whether a row is the line that programs write over a forwarded or an answered mail."""
    if len(row) > _LONGEST_MARK:
        return False
    return _even(row) in _listed(kind) and (
        bool(_RULE.search(row)) or (kind == "forwarded" and plain(row).rstrip().endswith(":"))
    )


def is_attribution(text: str) -> bool:
    """Whether a text is "On ..., ... wrote:" of some language."""
    text = plain(text).strip()
    if len(text) > _LONGEST_ROW or not text.endswith((":", "-", ">")):
        return False
    inner = text.strip("-: \t")
    beside = _BESIDE_ADDRESS.search(inner)
    if text.endswith(":") and beside and _CLOCK.search(inner) and moment(inner):
        return True
    verb = _verbs().search(inner)
    if verb is None or (beside is None and _REMINDS.search(inner[: verb.start()])):
        return False
    return beside is not None or moment(inner) is not None


def _mark(rows: Sequence[str], index: int) -> Head | None:
    row = rows[index]
    for kind in ("forwarded", "original"):
        if is_mark(row, kind):
            return _under(rows, index + 1, passed=True if kind == "forwarded" else None)
    even = _even(row)
    if len(row) <= _LONGEST_MARK and even in _listed("original") | _listed("forwarded"):
        # Without its dashes the mark is a word like another, unless a header follows at once.
        following = next(
            (place for place in range(index + 1, min(index + _GAP, len(rows))) if rows[place]), None
        )
        if following is not None and field(rows[following]) is not None:
            head = _under(rows, index + 1, passed=True if even in _listed("forwarded") else None)
            return head if head.header.address or head.header.name else None
        return None
    if _RULE.match(row):
        return _by(rows, index) or _fused(rows, index)
    return None


def _listed_mark(row: str) -> bool:
    return is_mark(row, "forwarded") or is_mark(row, "original")


def _by(rows: Sequence[str], index: int) -> Head | None:
    """Notes: ----- Forwarded by Ann Lee/Mill on 02/11/2026 10:44 -----"""
    even = _even(rows[index])
    if len(rows[index]) > _LONGEST_ROW or not any(even.startswith(by) for by in _listed("by")):
        return None
    return _under(rows, index + 1, passed=True) if moment(rows[index]) or "@" in even or "/" in even else None


def _fused(rows: Sequence[str], index: int) -> Head | None:
    """Yahoo's plain text: the mark and the whole header in one row."""
    row = rows[index]
    parts = _FUSED_END.split(row, maxsplit=2)
    if len(parts) != 3 or not parts[2]:
        return None
    kind = _even(parts[1])
    if kind not in _listed("forwarded") | _listed("original"):
        return None
    found = [(match.start(), match.end(), match[1]) for match in _fused_labels().finditer(parts[2])]
    values: dict[str, str] = {}
    for (_, end, label), following in zip(found, [*(start for start, _, _ in found[1:]), None], strict=True):
        values.setdefault(_labels()[_even(label)], parts[2][end:following].strip(" ;"))
    if "from" not in values:
        return None
    return Head(index + 1, _values(values), True if kind in _listed("forwarded") else None)


def _under(rows: Sequence[str], index: int, *, passed: bool | None) -> Head:
    end, values = _fields(rows, index)
    if not values:
        end, values = _notes(rows, index)
    # Zoho closes the header with the same line, Notes with a rule.
    closing = next((place for place in range(end, min(end + 2, len(rows))) if rows[place]), None)
    if closing is not None and values and (_listed_mark(rows[closing]) or is_rule(rows[closing])):
        end = closing + 1
    return Head(end, _values(values), passed)


def _fields(rows: Sequence[str], index: int) -> tuple[int, dict[str, str]]:
    """The header that begins at or after `index`: (the row after it, its values)."""
    values: dict[str, str] = {}
    start = index
    while index < len(rows) and index - start < _GAP and not rows[index]:
        index += 1
    last: str | None = None
    first = index
    while index < len(rows):
        found = field(rows[index])
        if found is not None:
            last, value = found
            if last in values and last != "other":
                break
            values.setdefault(last, value)
        elif not (rows[index] and last is not None and _goes_on(rows, index, values, last)):
            following = rows[index + 1] if index + 1 < len(rows) else ""
            # A page's table may leave a blank row between the rows of a header.
            if rows[index] or "subject" in values or not following or field(following) is None:
                break
        index += 1
    return (index, values) if index > first else (start, {})


def _goes_on(rows: Sequence[str], index: int, values: dict[str, str], last: str) -> bool:
    """Whether a row goes on the field above: a list of people that was broken, or a value below its label."""
    if not values[last] and last != "subject":
        values[last] = rows[index]
        return True
    people = last in ("to", "other", "from") and ("@" in rows[index] or rows[index].endswith((">", ";", ",")))
    later = any(field(row) is not None for row in rows[index + 1 : index + 3])
    if last == "from" and people and "@" not in values[last]:
        values[last] += " " + rows[index]
    return people and later


def _notes(rows: Sequence[str], index: int) -> tuple[int, dict[str, str]]:
    """Notes writes who and when without labels: Ann Lee/Mill <ann@mill.example> / 02/11/2026 10:44 / To: ..."""
    found = [place for place in range(index, min(index + 6, len(rows))) if rows[place]][:3]
    if len(found) < 3 or moment(rows[found[1]]) is None or len(rows[found[0]]) > _LONGEST_MARK:
        return index, {}
    end, values = _fields(rows, found[2])
    if not values:
        return index, {}
    return end, {**values, "from": rows[found[0]], "date": rows[found[1]]}


def _bare_header(rows: Sequence[str], index: int) -> Head | None:
    """A header without a line over it. A form that says From and To is none."""
    ruled = is_rule(rows[index])
    place = (
        next((p for p in range(index + 1, min(index + 3, len(rows))) if rows[p]), index) if ruled else index
    )
    first = field(rows[place])
    if first is None or first[0] == "other":
        return None
    end, values = _fields(rows, place)
    header = _values(values)
    dated = header.date is not None and bool(_CLOCK.search(plain(values.get("date", ""))))
    if header.address and first[0] != "from" and not ruled:
        enough = dated and len(values) >= _LEAST_WITHOUT_ADDRESS
    elif header.address:
        enough = len(values) >= _LEAST_WITH_ADDRESS and (header.date is not None or "subject" in values)
    else:
        whole = dated or ("subject" in values and "date" in values)
        enough = whole and len(values) >= _LEAST_WITHOUT_ADDRESS and (ruled or first[0] == "from")
    return Head(end, header, None) if enough and (header.name or header.address) else None


def is_rule(row: str) -> bool:
    """A row that is a line drawn across."""
    return len(row) >= 2 and not row.strip("-_=*—–─━ ")


def _wrote(rows: Sequence[str], index: int) -> Head | None:
    words = rows[index]
    if len(words) > _LONGEST_ROW or not (any(c.isdigit() for c in words) or "@" in words or "<" in words):
        return None
    for last in range(index, min(index + _BROKEN_OVER, len(rows))):
        if last > index and not rows[last]:
            return None
        words = " ".join(rows[index : last + 1])
        if is_attribution(words):
            # What stands above an attribution is no part of it.
            if any(is_attribution(" ".join(rows[later : last + 1])) for later in range(index + 1, last + 1)):
                return None
            return Head(last + 1, _attributed(plain(words)), None, attributed=True)
    return None


def _attributed(words: str) -> ForwardHeader:
    address = _first_address(words)
    beside = _BESIDE_ADDRESS.search(words)
    name = None
    if beside is not None:
        before = _DATE_AND_TIME.sub("", words[: beside.start()])
        before = _verbs().sub(" ", before)
        before = re.split(r"[,;]\s", before)[-1]
        name = _tail_name(before.strip(" \t\"'“”„«»<>;,:-|("))
    shown = name if name and "@" not in name and not any(c.isdigit() for c in name) else None
    written = words.strip(" :-")
    return ForwardHeader(shown, address, moment(written), written=written)


def _tail_name(words: str) -> str | None:
    """The name that ends the words between date and address, without what some languages put before it."""
    tokens = words.split()
    kept: list[str] = []
    while tokens and not tokens[-1][0].islower() and tokens[-1][0].isascii() == words[-1:].isascii():
        kept.insert(0, tokens.pop())
    if kept[:1] == ["Uhr"]:
        del kept[0]
    return " ".join(kept) or None


def _values(values: dict[str, str]) -> ForwardHeader:
    sender = plain(values.get("from", ""))
    address = _first_address(sender)
    shown = re.split(r"[\[(<]|\bmailto:", sender, maxsplit=1)[0].strip(" \t\"'“”<>;,*|")
    shown = shown.partition("/")[0] if "/" in shown and "@" not in shown else shown
    date = values.get("date", "")
    return ForwardHeader(
        shown if shown and "@" not in shown else None,
        address,
        moment(date),
        values.get("to"),
        values.get("subject"),
        date,
    )


def _first_address(text: str) -> str | None:
    found = _ADDRESS.search(text)
    return found.group().strip("'").lower() if found else None


@lru_cache(maxsize=4096)
def _even(text: str) -> str:
    """A label or a mark without what stands around it, in one script and case."""
    bare = plain(text).strip(_EDGES).casefold()
    return _CJK_GAP.sub("", " ".join(bare.split()))


@cache
def _listed(kind: str) -> frozenset[str]:
    words = wordlists.load("mailheads")[kind]
    return frozenset(_even(word) for listed in words.values() for word in listed)


@cache
def _labels() -> dict[str, str]:
    """Each label of a header with the field that it names; a word of two fields (Data, De) names the first."""
    found: dict[str, str] = {}
    for kind in _FIELDS:
        for word in _listed(kind):
            found.setdefault(word, kind)
    return found


@cache
def _fused_labels() -> re.Pattern[str]:
    labels = {
        word for kind in _FIELDS for listed in wordlists.load("mailheads")[kind].values() for word in listed
    }
    longest_first = sorted((label for label in labels if len(label) > 1), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, longest_first))})\s?:\s?")


@cache
def _verbs() -> re.Pattern[str]:
    verbs = {word for listed in wordlists.load("mailheads")["wrote"].values() for word in listed}
    latin = sorted((verb for verb in verbs if verb[0].isalpha() and verb[0] < "Ͱ"), key=len, reverse=True)
    other = sorted(verbs - set(latin), key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, latin))})(?!\w)|(?:{'|'.join(map(re.escape, other))})",
        re.IGNORECASE,
    )
