"""What changed between two versions of an order, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from store.order import LineItem

# The fields besides the lines whose change is told.
FIELDS = ("delivery_date", "delivery_address", "payment", "po_number", "note")


class Version(Protocol):
    """What an order says, or would say."""

    @property
    def lines(self) -> tuple[LineItem, ...]: ...
    @property
    def delivery_date(self) -> date | None: ...
    @property
    def delivery_address(self) -> str | None: ...
    @property
    def payment(self) -> str | None: ...
    @property
    def po_number(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line before and after; `added` has no before, `removed` no after."""

    kind: Literal["added", "removed", "changed"]
    before: LineItem | None
    after: LineItem | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the order before and after, e.g. `delivery_date`."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Difference:
    lines: tuple[LineChange, ...]
    fields: tuple[FieldChange, ...]

    def __bool__(self) -> bool:
        return bool(self.lines or self.fields)


def between(before: Version, after: Version) -> Difference:
    """The lines and fields in which `after` differs from `before`, in the order of `after`, removals in their place."""
    return Difference(
        tuple(_line_changes(before.lines, after.lines)),
        tuple(
            FieldChange(name, getattr(before, name), getattr(after, name))
            for name in FIELDS
            if getattr(before, name) != getattr(after, name)
        ),
    )


def _line_changes(before: Sequence[LineItem], after: Sequence[LineItem]) -> list[LineChange]:
    partner = _partners(before, after)
    taken = {old for old in partner if old is not None}
    changes = []
    for new, line in enumerate(after):
        old = partner[new]
        if old is None:
            changes.append(LineChange("added", None, line))
        elif _said(before[old]) != _said(line):
            changes.append(LineChange("changed", before[old], line))
    changes += [LineChange("removed", line, None) for old, line in enumerate(before) if old not in taken]
    return changes


def _partners(before: Sequence[LineItem], after: Sequence[LineItem]) -> list[int | None]:
    # The same product first; what is left over was swapped if it stands in the same place.
    partner: list[int | None] = [None] * len(after)
    free = set(range(len(before)))
    for new, line in enumerate(after):
        same = [old for old in sorted(free) if line.sku and before[old].sku == line.sku]
        if same:
            partner[new] = same[0]
            free.discard(same[0])
    for new in range(len(after)):
        if partner[new] is None and new in free:
            partner[new] = new
            free.discard(new)
    return partner


def _said(line: LineItem) -> tuple[object, ...]:
    text = line.text if line.sku is None else None
    return (line.sku, line.quantity, line.unit, line.unit_price, line.first_part, text)
