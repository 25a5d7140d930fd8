"""Where another mail begins within a mail: the line over it, its header, or "On ..., ... wrote:"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.forwardheader import ForwardHeader, of_attribution, of_fields
from parsers.maildates import moment
from parsers.mailhead_words import (
    CLOCK,
    LONGEST_FIELD,
    LONGEST_MARK,
    LONGEST_ROW,
    RULE,
    even,
    field,
    fused_labels,
    is_attribution,
    is_mark,
    is_rule,
    labels,
    listed,
    subject_kind,
)
from parsers.normalize import plain

_FUSED_END = re.compile(r"[-_=]{3,}\s{0,4}")
# "On ..., ... wrote:" is broken where it is long.
_BROKEN_OVER = 3
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？")
_GAP = 6
_LEAST_WITHOUT_ADDRESS = 3
_LEAST_WITH_ADDRESS = 2
# Rows of a header that quoted rows follow at once.
_LEAST_OVER_QUOTE = 2
# A day, in figures or with its month in letters, behind a name or before one.
_DAY = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}|\d{1,2}:\d{2}|\d{1,2}月\d{1,2}[日号]|\d{1,2}\.? [^\W\d]{3,9},? \d{4}"
)
# What is left of such a row beside its days: a name, perhaps with an address, a weekday or an hour.
_NAME_ALONE = re.compile(
    r"[^\w㐀-鿿]*(?:(?:on|am|le|den|kl|at|um|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b[^\w㐀-鿿]*){0,3}"
    r"(?:(?!(?:For|By|On|Until|Till|From|Before|After|Deliver\w*|Order\w*|Need\w*|Ship\w*|Send\w*|Due|Goods|Week|Mon\w*|Tue\w*|Wed\w*"
    r"|Thu\w*|Fri\w*|Sat\w*|Sun\w*|We|Please|Date|Invoice|List|Items?|Stock|Lieferung|Bestellung)\b)[A-ZÀ-ÞĀ-ɏ][\w.’'-]*"
    r"(?: [A-ZÀ-ÞĀ-ɏ][\w.’'-]*){0,3}|(?![^，,:：]*[送单订要货发需到补])[㐀-鿿]{2,4})"
    r"[^\w㐀-鿿]*(?:[\w.+-]+@[\w.-]+[^\w㐀-鿿]*)?(?:(?:on|am|le|den|kl|at|um|h|Uhr|a\.?m|p\.?m|AM|PM|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b[^\w㐀-鿿]*){0,4}"
)


@dataclass(frozen=True, slots=True)
class Head:
    """Another mail begins: its body at row `body`. `passed`: its mark says that it is forwarded; None: does not say.

    `attributed`: "On ..., ... wrote:", which programs write over quotes with marks before their rows.
    """

    body: int
    header: ForwardHeader
    passed: bool | None
    attributed: bool = False


def begins(rows: Sequence[str], index: int, answers: str | None = None) -> Head | None:
    """The mail that begins at row `index`, if one does. Rows come without their quote marks and outer blanks.

    `answers` is the subject of the mail that they stand in, where it answers another one.
    """
    row = rows[index]
    if not row or len(row) > LONGEST_FIELD:
        return None
    mark = _mark(rows, index)
    if mark is not None:
        return mark
    attributed = _wrote(rows, index)
    if attributed is not None:
        return attributed
    return _bare_header(rows, index, answers)


def above(rows: Sequence[str], first: int, index: int) -> int:
    """The row from `first` on where the few words begin that stand right over quoted rows and say whose they are: a short header
    (From: and Date:), or a name and a day with a colon. `index` where there are none."""
    last = index
    while last > first and not rows[last - 1]:
        last -= 1
    top = last
    while top > first and last - top < _GAP and rows[top - 1] and field(rows[top - 1]) is not None:
        top -= 1
    head = field(rows[top]) if top < last else None
    if head is not None and head[0] == "from" and last - top >= _LEAST_OVER_QUOTE:
        return top
    if last == first:
        return index
    row = rows[last - 1]
    opens = last - 1 == first or not rows[last - 2]
    dated = row.endswith((":", "：")) and len(row) <= LONGEST_MARK and _names_and_dates(plain(row))
    return last - 1 if opens and dated else index


def _names_and_dates(row: str) -> bool:
    """Whether nothing but a name and a day stands there: a day by which something is wanted has other words."""
    rest, days = _DAY.subn(" ", row)
    return days > 0 and _NAME_ALONE.fullmatch(rest) is not None


def _mark(rows: Sequence[str], index: int) -> Head | None:
    row = rows[index]
    for kind in ("forwarded", "original"):
        if is_mark(row, kind):
            return _under(rows, index + 1, passed=True if kind == "forwarded" else None)
    bare = even(row)
    if len(row) <= LONGEST_MARK and (bare in listed("original") or bare in listed("forwarded")):
        # Without its dashes the mark is a word like another, unless a header follows at once.
        following = next(
            (place for place in range(index + 1, min(index + _GAP, len(rows))) if rows[place]), None
        )
        if following is not None and field(rows[following]) is not None:
            head = _under(rows, index + 1, passed=True if bare in listed("forwarded") else None)
            return head if head.header.address or head.header.name else None
        return None
    if RULE.match(row):
        return _by(rows, index) or _fused(rows, index)
    return None


def _listed_mark(row: str) -> bool:
    return is_mark(row, "forwarded") or is_mark(row, "original")


def _by(rows: Sequence[str], index: int) -> Head | None:
    """Notes: ----- Forwarded by Ann Lee/Mill on 02/11/2026 10:44 -----"""
    bare = even(rows[index])
    if len(rows[index]) > LONGEST_ROW or not any(bare.startswith(by) for by in listed("by")):
        return None
    return _under(rows, index + 1, passed=True) if moment(rows[index]) or "@" in bare or "/" in bare else None


def _fused(rows: Sequence[str], index: int) -> Head | None:
    """Yahoo's plain text: the mark and the whole header in one row."""
    row = rows[index]
    parts = _FUSED_END.split(row, maxsplit=2)
    if len(parts) != 3 or not parts[2]:
        return None
    kind = even(parts[1])
    if kind not in listed("forwarded") | listed("original"):
        return None
    found = [(match.start(), match.end(), match[1]) for match in fused_labels().finditer(parts[2])]
    if not found:
        return None
    values: dict[str, str] = {}
    for (_, end, label), following in zip(found, [*(start for start, _, _ in found[1:]), None], strict=True):
        values.setdefault(labels()[even(label)], parts[2][end:following].strip(" ;"))
    if "from" not in values:
        return None
    return Head(index + 1, of_fields(values), True if kind in listed("forwarded") else None)


def _under(rows: Sequence[str], index: int, *, passed: bool | None) -> Head:
    end, values = _fields(rows, index)
    if not values:
        end, values = _notes(rows, index)
    # Zoho closes the header with the same line, Notes with a rule.
    closing = next((place for place in range(end, min(end + 2, len(rows))) if rows[place]), None)
    if closing is not None and values and (_listed_mark(rows[closing]) or is_rule(rows[closing])):
        end = closing + 1
    return Head(end, of_fields(values), passed)


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
    if len(found) < 3 or moment(rows[found[1]]) is None or len(rows[found[0]]) > LONGEST_MARK:
        return index, {}
    end, values = _fields(rows, found[2])
    if not values:
        return index, {}
    return end, {**values, "from": rows[found[0]], "date": rows[found[1]]}


def _bare_header(rows: Sequence[str], index: int, answers: str | None) -> Head | None:
    """A header without a line over it. A form that says From and To is none."""
    ruled = is_rule(rows[index])
    place = (
        next((p for p in range(index + 1, min(index + 3, len(rows))) if rows[p]), index) if ruled else index
    )
    first = field(rows[place])
    if first is None or first[0] == "other":
        return None
    end, values = _fields(rows, place)
    header = of_fields(values)
    dated = header.date is not None and bool(CLOCK.search(plain(values.get("date", ""))))
    if header.address and first[0] != "from" and not ruled:
        enough = dated and len(values) >= _LEAST_WITHOUT_ADDRESS
    elif header.address:
        enough = len(values) >= _LEAST_WITH_ADDRESS and (header.date is not None or "subject" in values)
    else:
        whole = dated or ("subject" in values and "date" in values)
        enough = whole and len(values) >= _LEAST_WITHOUT_ADDRESS and (ruled or first[0] == "from")
        # Under a rule a name and what it answers will do.
        replied = subject_kind(values.get("subject")) != "plain"
        enough = enough or (ruled and first[0] == "from" and replied)
        # So they will where it bears the very subject that the mail around it answers.
        enough = enough or (first[0] == "from" and _answered(answers, values.get("subject")))
    return Head(end, header, None) if enough and (header.name or header.address) else None


def _answered(answer: str | None, subject: str | None) -> bool:
    """Whether the subject of an answer is this one, or begins it, behind its own mark of an answer."""
    if answer is None or subject is None:
        return False
    said = re.sub(r"\W+", "", answer[answer.rfind(":") + 1 :].casefold())
    return bool(said) and re.sub(r"\W+", "", subject[subject.rfind(":") + 1 :].casefold()).startswith(said)


def _wrote(rows: Sequence[str], index: int) -> Head | None:
    words = rows[index]
    if len(words) > LONGEST_ROW or not (
        any(c.isdigit() for c in words) or "@" in words or "<" in words or words.endswith(":")
    ):
        return None
    for last in range(index, min(index + _BROKEN_OVER, len(rows))):
        if last > index and not rows[last]:
            return None
        words = " ".join(rows[index : last + 1])
        if is_attribution(words):
            # What stands above an attribution is no part of it, but for its own beginning.
            within = any(
                is_attribution(" ".join(rows[later : last + 1])) for later in range(index + 1, last + 1)
            )
            if within and not _broken_before_address(rows, index, last):
                return None
            return Head(last + 1, of_attribution(plain(words)), None, attributed=True)
    return None


def _broken_before_address(rows: Sequence[str], index: int, last: int) -> bool:
    """Whether the rows are one attribution in two: the moment and a name, and the address of that name in <>."""
    opens = index == 0 or not rows[index - 1]
    first = rows[index]
    return (
        opens
        and last == index + 1
        and rows[last].startswith("<")
        and moment(first) is not None
        and not first.endswith(_SENTENCE_ENDS)
    )
