"""The note: what the sender requires beyond products, place and day, in the sender's own words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers import phrases
from parsers.annotate import Annotated
from parsers.delivery_words import says
from parsers.requirements import Stretch, apart, facts, inside, sentences, settled, touches
from parsers.segments import Block
from parsers.spans import Span

# Longer than any requirement that a driver reads.
_LONGEST = 400
# What may follow a window in its clause and still belong to it: 中午以前一定卸完.
_SHORT = 12
_SHORT_REASON = 32
_AMOUNTS = ("quantity", "bare")
# What may stand before a window in its clause and still lead to it.
_LEAD = 6
_HAN = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Found:
    """The note and the stretches of the surface that it was taken from."""

    note: str | None
    stretches: tuple[Stretch, ...] = ()


def find(annotated: Annotated, taken: Sequence[Stretch]) -> Found:
    """The requirements of the blocks that speak. Clauses in `taken` name ordered products."""
    taken = apart(annotated, taken)
    stretches = [
        stretch
        for block in annotated.voice
        for stretch in (
            _in_form(annotated, block) if is_form(annotated, block) else _in_block(annotated, block, taken)
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


def is_form(annotated: Annotated, block: Block) -> bool:
    """Whether the block is a form that came along, and no letter."""
    return block in annotated.files and not annotated.files[block].running


def _in_form(annotated: Annotated, block: Block) -> Iterator[Stretch]:
    """What a form remarks, in the columns and lines for it: all else on it was printed before anybody ordered."""
    book = phrases.book("forms")
    for pattern in (book["remark"].pattern, book["requires"].pattern):
        for match in pattern.finditer(annotated.lowered, block.start, block.end):
            if match.lastgroup is not None:
                yield match.span(match.lastgroup)
    tables = () if annotated.files[block].changes else annotated.tables.get(block, ())
    for table in tables:
        for row in table.rows:
            for column, cell in row.cells:
                reason = book["reasons"].pattern.search(column.heading.text)
                if column.role == "note" and cell.text and not row.totals and not reason:
                    yield cell.start, cell.end


def _in_block(annotated: Annotated, block: Block, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    price = phrases.book("notes")["beside_goods"].pattern
    for clauses in sentences(annotated, block, taken):
        for clause in clauses:
            # 茶叶按老价再要三箱: the price is no part of what is counted.
            prices = [one.span() for one in price.finditer(annotated.lowered, *clause.place)]
            counted = any(
                one.label in _AMOUNTS and not any(first <= one.start < last for first, last in prices)
                for one in inside(annotated, clause.place)
            )
            if not settled(clause) or (_at_an_hour(annotated, clause.place) and not clause.ruled):
                yield from _windows(annotated, clause.place, taken)
                yield from prices
            elif prices and counted and not annotated.lowered.startswith(("in ", "all in "), prices[0][0]):
                yield from prices
            else:
                yield _reasoned(annotated, clause.place)


def _at_an_hour(annotated: Annotated, clause: Stretch) -> bool:
    """Whether the clause says the day and the hour: of these the hour alone is noted, unless more is asked for."""
    return {"date", "clock"} <= {span.label for span in inside(annotated, clause)}


def _reasoned(annotated: Annotated, clause: Stretch) -> Stretch:
    """The clause without the long reason that it gives for what it requires; a few words tell how it is meant."""
    begin, end = clause
    while begin < end and annotated.text[begin] in " ,":
        begin += 1
    reason = phrases.book("notes")["reason"].pattern.search(annotated.lowered, begin, end)
    told = reason is not None and reason.start() > begin and end - reason.start() > _SHORT_REASON
    return (clause[0], reason.start()) if reason is not None and told else clause


def _windows(annotated: Annotated, clause: Stretch, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    """Hours stand for themselves in a clause that says what to bring; else with what the clause says after them."""
    spans = inside(annotated, clause)
    dated = any(span.label == "date" for span in spans)
    said = annotated.lowered[clause[0] : clause[1]]
    past = dated and says("happened", said) and not says("brings", said)
    # 尾款周五下午到: money has no window.
    past = past or any(
        span.label == "date" and says("money_then", annotated.lowered[clause[0] : span.start])
        for span in spans
    )
    for span in spans:
        if span.label != "clock" or past:
            continue
        if span.value.bare and not (dated and not touches(clause, taken)):
            continue
        start = _part_of_day(annotated, clause, span)
        if _HAN.search(said) and not dated and span.start - clause[0] <= _LEAD and not touches(clause, taken):
            # 务必赶在十点之前: what leads to the hour belongs to it.
            start = clause[0]
        rest = (span.end, clause[1])
        alone = touches(rest, taken) or rest[1] - rest[0] > _SHORT
        if not (_HAN.search(said) or touches(clause, taken) or facts(annotated, clause)):
            # Deliveries 8am-2pm only: what is said of the hours in English stands before them too.
            yield clause
            return
        yield start, _brought(annotated, span.end, clause[1]) if alone else clause[1]


def _brought(annotated: Annotated, start: int, end: int) -> int:
    """Where what is done by an hour ends that stands right behind it: 下午三点前要到."""
    behind = phrases.book("notes")["brought"].pattern.match(
        annotated.lowered[start : min(end, start + _SHORT)]
    )
    return start + behind.end() if behind is not None else start


def _part_of_day(annotated: Annotated, clause: Stretch, clock: Span) -> int:
    """Where the hour begins with the day's part that stands in its day: 早 of 明早7点 tells which seven."""
    before = next((s for s in inside(annotated, clause) if s.label == "date" and s.end == clock.start), None)
    if before is not None and annotated.lowered[before.end - 1] in "早晚朝夜":
        return before.start
    return clock.start


def _merged(annotated: Annotated, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Neighbouring clauses of one row as one stretch."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start - merged[-1][1] <= 2 and "\n" not in annotated.text[merged[-1][1] : start]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
