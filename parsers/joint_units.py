"""The unit that is told once for all bare amounts of a message: all in pcs, 都是箱, 单位：个, pieces not cartons.

A bare number means the product's default unit, which may be a carton where the sender counts pieces: what he says
of it counts more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from parsers import phrases, units
from parsers.catalog import Catalog
from parsers.drafts import DOUBTFUL, Block, Draft
from parsers.quantities import Amount
from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class Told:
    """Where it is said, the unit that is meant and, where that is said, the one that is not."""

    start: int
    end: int
    unit: str
    instead_of: str | None


def hold(block: Block, text: str, catalog: Catalog) -> None:
    """Give the bare amounts of the block's lines the unit that the text tells for all of them."""
    lines = [draft for draft in block.drafts if draft.role == "line" and draft.amount is not None]
    bare = [draft for draft in lines if _is_bare(draft)]
    for told in find(text, catalog.sale_units):
        for draft in lines:
            if draft.amount is not None and _same(draft.amount.value.unit, told.instead_of):
                draft.certainty = min(draft.certainty, DOUBTFUL)
        for draft in bare:
            if draft.amount is not None:
                draft.amount = _in_unit(draft.amount, told)
        if bare:
            block.gaps[:] = [gap for gap in block.gaps if not told.start <= gap.start < told.end]


def find(text: str, words: frozenset[str]) -> Iterator[Told]:
    """What the text says of units alone, in clauses of their own; `words` are those that may be units."""
    for phrase in phrases.book("joint_units").within(text):
        for match in phrase.pattern.finditer(text):
            said = match.groupdict()
            other = said.get("other")
            if said["unit"] in words and (other is None or other in words):
                yield Told(match.start(), match.end(), said["unit"], other)


def _is_bare(draft: Draft) -> bool:
    return draft.amount is not None and draft.amount.label == "bare" and draft.amount.value.unit is None


def _in_unit(amount: Span, told: Told) -> Span:
    value: Amount = amount.value
    return replace(amount, value=replace(value, unit=told.unit))


def _same(word: str | None, other: str | None) -> bool:
    if word is None or other is None:
        return False
    return word == other or (units.named(word) is not None and units.named(word) == units.named(other))
