"""Which of a form's columns say how much is ordered, where several do: boxes, how many are in each, and what they come to."""

from collections.abc import Sequence
from decimal import Decimal

from parsers import headings, rowsums
from parsers.form_labels import low
from parsers.headings import Column

ORDERED, BESIDE = "数量", "箱数"
"""Headings for the column of amounts, and for the one that says the same again."""
_PAIR = 2


def settle(
    heads: list[str], columns: Sequence[Column], rows: Sequence[list[str]], sums: Sequence[list[str]]
) -> str | None:
    """Put the amounts of two columns that say the same in two units into the first of them, whose heading is changed; what
    only one of them says stands there too. Gives why an operator looks where they disagree."""
    places = [n for n, column in enumerate(columns) if _amounts(column, heads[n])]
    if len(places) != _PAIR:
        return None
    first, second = places
    if not any(columns[n].role == "quantity" for n in places) or heads[first] == heads[second]:
        return None
    both = [row for row in rows if _told(row[first]) and _told(row[second])]
    packs = [n for n, head in enumerate(heads) if headings.packs(low(head))]
    if both and not packs:
        return None
    if both and not _agree(both, first, second, packs):
        every = all(any(_told(row[n]) for n in packs) for row in both)
        return "amounts in two units that do not agree" if every else None
    if not both and {columns[n].role for n in places} != {"quantity"} and not packs:
        return None
    measured = next((n for n, column in enumerate(columns) if column.role == "unit"), None)
    mixed = any(not _told(row[first]) and _told(row[second]) for row in rows)
    for row in rows:
        at = first if _told(row[first]) else second
        if not _told(row[at]):
            continue
        stated = row[measured].strip() if measured is not None and columns[at].role == "quantity" else ""
        unit = headings.counted(low(heads[at])) or columns[at].unit or stated
        row[first] = f"{row[at].strip()} {unit}" if unit and row[at].strip()[-1:].isdigit() else row[at]
    if mixed:
        # What is counted in two units has no sum.
        for row in sums:
            row[first] = ""
    for row in rows:
        row[second] = ""
    heads[first], heads[second] = ORDERED, BESIDE
    return None


def _amounts(column: Column, head: str) -> bool:
    return column.role == "quantity" or (column.role in ("", "aside") and bool(headings.counted(low(head))))


def _told(cell: str) -> Decimal | None:
    """The number in the cell, if it is one above zero."""
    return next((one for one in rowsums.values(low(cell)) if one > 0), None)


def _agree(rows: Sequence[Sequence[str]], first: int, second: int, packs: Sequence[int]) -> bool:
    """Whether the rows' two amounts come to the same by what is in a box."""
    for row in rows:
        small, large = sorted((_told(row[first]) or Decimal(1), _told(row[second]) or Decimal(1)))
        sizes = [size for n in packs if (size := _last(row[n]))]
        if all(not rowsums.close(small * size, large) for size in sizes):
            return False
    return True


def _last(cell: str) -> Decimal | None:
    """What is in a box: 24, 24只/箱, 1x24."""
    return next(
        iter(rowsums.values(low(cell).rpartition("x")[2].rpartition("*")[2].rpartition("×")[2])), None
    )
