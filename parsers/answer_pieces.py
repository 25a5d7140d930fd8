"""What an answer says of the pieces that a line is cut into, which are no amounts of it."""

from collections.abc import Sequence
from dataclasses import replace

from parsers import cuts
from parsers.changewords import Clause
from parsers.orderlines import unit_of
from parsers.questions import Questions


def without(asked: Questions, said: Sequence[Clause]) -> tuple[list[Clause], dict[int, str]]:
    """The clauses without what only says into how many pieces a line is cut, and by what unit these lines are counted."""
    found: dict[int, str] = {}
    spans: list[tuple[int, int]] = []
    for block in asked.annotated.voice:
        for cut in cuts.find(asked.annotated.lowered, block.start, block.end):
            counted = {
                place: unit
                for place in range(len(asked.order.before))
                if (unit := _cut_by(asked, place, cut))
            }
            if len(counted) == 1:
                found |= counted
                spans.append((cut.start, cut.end))
    left = [
        [t for t in clause.tokens if not any(start <= t.start < end for start, end in spans)]
        for clause in said
    ]
    return [replace(one, tokens=rest) for rest, one in zip(left, said, strict=True) if rest], found


def _cut_by(asked: Questions, place: int, cut: cuts.Cut) -> str | None:
    """The unit of the line's product that the pieces are measured in, if they come to the line."""
    line = asked.order.before[place]
    product = asked.catalog.get(line.sku) if line.sku else None
    if product is None or line.quantity != cut.total:
        return None
    words = (cut.unit[:size] for size in range(len(cut.unit), 0, -1))
    return next(
        (
            found.unit
            for word in words
            if (found := unit_of(word, product, (), asked.catalog)).status == "found"
        ),
        None,
    )
