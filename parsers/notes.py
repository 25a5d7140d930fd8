"""The note: what the sender requires beyond products, place and day, in the sender's own words."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers import phrases
from parsers.annotate import Annotated
from parsers.delivery_words import BLANK, says
from parsers.segments import Block
from parsers.spans import Span

Stretch = tuple[int, int]
"""[start, end) of the surface."""

_SENTENCE = re.compile(
    r"(?:[^\n。；;!！?？.]|(?<=\d)\.(?=\d)|\.(?![\s)]|$)|(?<=\b(?:no|rd|st|av))\.|(?<=\bmax)\.)+"
)
_CLAUSE = re.compile(r"(?:[^,，]|,(?=\d{3}))+")
# Longer than any requirement that a driver reads.
_LONGEST = 400
# What may follow a window in its clause and still belong to it: 中午以前一定卸完.
_SHORT = 12
# So many letters of a name of goods may be none of its parts: a plural, a small word.
_OF_ITS_NAME = 2
# What may stand before a window in its clause and still lead to it.
_LEAD = 6
_KINDS = (
    "handled",
    "later",
    "checked",
    "noun",
    "shortage",
    "at_site",
    "alike",
    "asked_of",
    "papers",
    "carried",
    "quality",
    "marks",
    "packing",
    "call",
    "door",
    "transport",
    "fresh",
    "price",
    "hours",
    "request",
    "outweighs",
)
# Facts of the header that have their own field: a clause that is nothing else is no requirement.
_FACTS = frozenset(
    ["date", "payment", "address", "address_label", "phone", "email", "po", "order_ref", "money"]
)
_HAN = re.compile(r"[㐀-鿿]")
_COURTESY = re.compile(
    r"^\W*(?:thanks?|thank you|谢谢|多谢|辛苦了?|please|pls|好|ok|hi|hello|dear [\w ]{0,20})\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """The note and the stretches of the surface that it was taken from."""

    note: str | None
    stretches: tuple[Stretch, ...] = ()


def find(annotated: Annotated, taken: Sequence[Stretch]) -> Found:
    """The requirements of the blocks that speak. Clauses in `taken` name ordered products."""
    taken = _apart([(first, _head(annotated, first, last)) for first, last in taken])
    stretches = [
        stretch
        for block in annotated.voice
        for stretch in (
            _in_form(annotated, block) if _is_form(annotated, block) else _in_block(annotated, block, taken)
        )
    ]
    if not stretches:
        return Found(None)
    merged = _merged(annotated, stretches)
    merged = [(_behind_a_yes(annotated, start, end), end) for start, end in merged]
    words = "；".join(dict.fromkeys(annotated.source(start, end) for start, end in merged))
    return Found(words[:_LONGEST] or None, tuple(merged))


def _behind_a_yes(annotated: Annotated, start: int, end: int) -> int:
    """Where the requirement begins behind a yes that it is added to: "Yes, but not before ten"."""
    assent = phrases.book("notes")["assents"].pattern.match(annotated.lowered[start:end])
    return start + assent.end() if assent is not None and start + assent.end() < end else start


def _is_form(annotated: Annotated, block: Block) -> bool:
    return block in annotated.files and not annotated.files[block].running


def _in_form(annotated: Annotated, block: Block) -> Iterator[Stretch]:
    """What a form remarks, in the columns and lines for it: all else on it was printed before anybody ordered."""
    book = phrases.book("forms")
    for pattern in (book["remark"].pattern, book["requires"].pattern):
        for match in pattern.finditer(annotated.lowered, block.start, block.end):
            yield match.span("words")
    tables = () if annotated.files[block].changes else annotated.tables.get(block, ())
    for table in tables:
        for row in table.rows:
            for column, cell in row.cells:
                reason = book["reasons"].pattern.search(column.heading.text)
                if column.role == "note" and cell.text and not row.totals and not reason:
                    yield cell.start, cell.end


def requires(said: str) -> bool:
    """Whether lower-cased words by themselves ask for something that goes with the goods."""
    return phrases.book("notes").says(said, _KINDS)


def _in_block(annotated: Annotated, block: Block, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    tables = annotated.tables.get(block, ())
    for sentence in _SENTENCE.finditer(annotated.lowered, block.start, block.end):
        if any(table.start <= sentence.start() < table.end for table in tables):
            continue
        clauses = [
            clause
            for match in _CLAUSE.finditer(annotated.lowered, *sentence.span())
            for clause in _freed(annotated, match.span(), taken)
        ]
        wanted = [_requires(annotated, clause, taken) for clause in clauses]
        _widen(annotated, clauses, wanted, taken)
        for clause, chosen in zip(clauses, wanted, strict=True):
            if chosen:
                yield _reasoned(annotated, clause)
            else:
                yield from _windows(annotated, clause, taken)


def _reasoned(annotated: Annotated, clause: Stretch) -> Stretch:
    """The clause without the reason that it gives for what it requires."""
    begin, end = clause
    while begin < end and annotated.text[begin] in " ,":
        begin += 1
    reason = phrases.book("notes")["reason"].pattern.search(annotated.lowered, begin, end)
    return (clause[0], reason.start()) if reason and reason.start() > begin else clause


def _freed(annotated: Annotated, clause: Stretch, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    """The clause; one that orders or dates in its first words is cut behind them: 两盆 她说别包纸, 周三送到麻烦按铃."""
    text = annotated.lowered
    begun = taken[bisect_left(taken, (clause[0], 0)) : bisect_left(taken, (clause[1], 0))]
    ordered = max((last for _, last in begun), default=clause[0])
    dated = [span.end for span in _inside(annotated, clause) if span.label == "date"]
    start = max(ordered, *dated[:1]) if dated else ordered
    if start in (clause[0], clause[1]) or ordered >= clause[1]:
        yield clause
        return
    asks = phrases.book("notes")["opens"].pattern.search(text, start, clause[1])
    if ordered == clause[0]:
        # Only a day stands before: its words belong to what follows, but for a requirement that begins anew.
        yield from ((clause[0], asks.start()), (asks.start(), clause[1])) if asks else (clause,)
        return
    yield clause[0], ordered
    start = ordered
    for end in [asks.start(), clause[1]] if asks else [clause[1]]:
        for match in re.finditer(r"[^ ]+(?: (?![㐀-鿿])[^ ]+)*", text[start:end]):
            yield start + match.start(), start + match.end()
        start = end


def _head(annotated: Annotated, first: int, ordered: int) -> int:
    """Where the clause begins that goes on behind what is ordered: 线我放门口了 begins with the thing, which is no order."""
    text = annotated.lowered
    if not (_HAN.search(text[ordered - 1 : ordered]) and _HAN.search(text[ordered : ordered + 1])):
        return ordered
    heads = [match.end() for match in BLANK.finditer(text, first, ordered)]
    if heads and not any(span.label in ("quantity", "bare") for span in annotated.inside(heads[-1], ordered)):
        return heads[-1]
    return ordered


def _windows(annotated: Annotated, clause: Stretch, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    """Hours stand for themselves in a clause that says what to bring; else with what the clause says after them."""
    inside = _inside(annotated, clause)
    dated = any(span.label == "date" for span in inside)
    said = annotated.lowered[clause[0] : clause[1]]
    past = dated and says("happened", said) and not says("brings", said)
    for span in inside:
        if span.label != "clock" or past:
            continue
        if span.value.bare and not (dated and not _touches(clause, taken)):
            continue
        start = _part_of_day(annotated, clause, span)
        if (
            _HAN.search(said)
            and not dated
            and span.start - clause[0] <= _LEAD
            and not _touches(clause, taken)
        ):
            # 务必赶在十点之前: what leads to the hour belongs to it.
            start = clause[0]
        rest = (span.end, clause[1])
        alone = _touches(rest, taken) or rest[1] - rest[0] > _SHORT
        if not (_HAN.search(said) or _touches(clause, taken) or _facts(annotated, clause)):
            # Deliveries 8am-2pm only: what is said of the hours in English stands before them too.
            yield clause
            return
        yield start, span.end if alone else clause[1]


def _part_of_day(annotated: Annotated, clause: Stretch, clock: Span) -> int:
    """Where the hour begins with the day's part that stands in its day: 早 of 明早7点 tells which seven."""
    before = next((s for s in _inside(annotated, clause) if s.label == "date" and s.end == clock.start), None)
    if before is not None and annotated.lowered[before.end - 1] in "早晚朝夜":
        return before.start
    return clock.start


def _requires(annotated: Annotated, clause: Stretch, taken: Sequence[Stretch]) -> bool:
    text = _unplaced(annotated, clause)
    book = phrases.book("notes")
    if _touches(clause, taken) or _COURTESY.match(text) or _of_lines(annotated, clause):
        return False
    if any(text.strip(" -,.") == annotated.lowered[s.start : s.end] for s in _corrections(annotated, clause)):
        # Hang on: what follows corrects an amount.
        return False
    tells = ("told_en", "asks_en") if text.isascii() else ("told", "asks_zh")
    if book[tells[0]].pattern.search(text) and not book[tells[1]].pattern.search(text):
        return False
    if _of_delivery(text) or book.says(text, _KINDS):
        return not book["desk"].pattern.search(text) or book.says(text, ("marks", "outweighs"))
    if _HAN.search(text) or book["desk"].pattern.search(text):
        return False
    if book.says(text, ("as_named", "bidden")) and not _facts(annotated, clause):
        return not any(span.label in ("quantity", "bare") for span in _inside(annotated, clause))
    return book["polite"].pattern.search(text) is not None and not _facts(annotated, clause)


def _corrections(annotated: Annotated, clause: Stretch) -> list[Span]:
    return [span for span in _inside(annotated, clause) if span.label == "correct"]


def _of_lines(annotated: Annotated, clause: Stretch) -> bool:
    """Whether it only says of goods that they are kept or left out: keep the lamps, where lamps are sold."""
    said = phrases.book("notes")["of_lines"].pattern.match(annotated.lowered[clause[0] : clause[1]])
    if said is None:
        return False
    group = "goods" if said["goods"] is not None else "goods_zh"
    first, last = (clause[0] + place for place in said.span(group))
    named = [span for span in annotated.inside(first, last) if span.label in ("part", "sku")]
    words = annotated.lowered[first:last].replace(" ", "")
    unnamed = len(words) - sum(span.end - span.start for span in named)
    return bool(named) and unnamed <= (_OF_ITS_NAME if words.isascii() else 0)


def _of_delivery(text: str) -> bool:
    """Whether the clause says how something of the delivery shall be, and does not tell what was."""
    book = phrases.book("notes")
    return all(book[part].pattern.search(text) for part in ("thing", "wish")) and not book[
        "told"
    ].pattern.search(text)


def _unplaced(annotated: Annotated, clause: Stretch) -> str:
    """What the clause says, but for its addresses: a back door in one is no requirement."""
    text = annotated.lowered[clause[0] : clause[1]]
    for span in annotated.inside(*clause):
        if span.label == "address":
            first, last = span.start - clause[0], span.end - clause[0]
            text = text[:first] + "·" * (last - first) + text[last:]
    return text


def _facts(annotated: Annotated, clause: Stretch) -> bool:
    return any(span.label in _FACTS for span in _inside(annotated, clause))


def _widen(
    annotated: Annotated, clauses: Sequence[Stretch], wanted: list[bool], taken: Sequence[Stretch]
) -> None:
    """Take in the clauses beside a requirement that belong to it: its condition before, its reason behind."""
    for index, clause in enumerate(clauses):
        beside = [wanted[other] for other in (index - 1, index + 1) if 0 <= other < len(wanted)]
        text = annotated.lowered[clause[0] : clause[1]]
        if (
            not wanted[index]
            and any(beside)
            and not _touches(clause, taken)
            and not _facts(annotated, clause)
            and not _COURTESY.match(text)
            and not phrases.book("notes")["desk"].pattern.search(text)
            and (
                phrases.book("notes")["limits"].pattern.match(text)
                or not any(span.label in ("quantity", "bare") for span in _inside(annotated, clause))
            )
        ):
            wanted[index] = True


def _inside(annotated: Annotated, clause: Stretch) -> list[Span]:
    """The spans of the clause; the stop behind an abbreviated month ends the clause as well (by 4 Dec.)."""
    return [span for span in annotated.inside(clause[0], clause[1] + 1) if span.start < clause[1]]


def _apart(taken: Sequence[Stretch]) -> list[Stretch]:
    """The stretches in order, what overlaps as one: of each clause only its neighbours need a look."""
    apart: list[Stretch] = []
    for first, last in sorted(taken):
        if apart and first < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(last, apart[-1][1]))
        else:
            apart.append((first, last))
    return apart


def _touches(clause: Stretch, taken: Sequence[Stretch]) -> bool:
    before = bisect_left(taken, (clause[1], 0)) - 1
    return before >= 0 and taken[before][1] > clause[0]


def _merged(annotated: Annotated, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Neighbouring clauses of one row as one stretch."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start - merged[-1][1] <= 2 and "\n" not in annotated.text[merged[-1][1] : start]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
