"""What stands beside each other on a sheet: an order table with a block of labels at its side, parted by an empty column."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers import headings
from parsers.attachments.document import Grid
from parsers.form_headings import heading_row
from parsers.form_labels import low

_NARROWEST = 3


def sides(grid: Grid) -> Iterator[Grid]:
    """The sheet as it is, or the table with what stands above it, and then what stands beside it."""
    last = {n: place for place, row in enumerate(grid.rows) for n, cell in enumerate(row) if cell}
    for place, row in enumerate(grid.rows):
        if len(row) < _NARROWEST or "" not in row:
            continue
        for column in range(1, len(row) - 1):
            if last.get(column, -1) >= place:
                continue
            left, right = row[:column], row[column + 1 :]
            table, beside = (left, right) if _heads(left) else (right, left)
            if not _heads(table) or _heads(beside) or _tells(beside):
                continue
            lefts = _cut(grid, place, 0, column)
            rights = _cut(grid, place, column + 1, None)
            kept, other = (lefts, rights) if table is left else (rights, lefts)
            above = replace(grid, rows=grid.rows[:place], numbers=grid.numbers[:place])
            yield replace(kept, rows=(*above.rows, *kept.rows), numbers=(*above.numbers, *kept.numbers))
            yield other
            return
    yield grid


def _heads(cells: Sequence[str]) -> bool:
    return heading_row(cells) is not None


def _tells(cells: Sequence[str]) -> bool:
    """Whether the cells beside are headings of the same table, which an empty column only spaces out."""
    filled = [cell for cell in cells if cell]
    return not filled or any(headings.column(low(cell)).role for cell in filled)


def _cut(grid: Grid, place: int, start: int, end: int | None) -> Grid:
    """The columns from `start` on, from the row at `place` on; rows that have nothing there are left out."""
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for row, number in zip(grid.rows[place:], grid.numbers[place:], strict=True):
        cells = row[start:end]
        if any(cells):
            rows.append(tuple(cells))
            numbers.append(number)
    return replace(grid, rows=tuple(rows), numbers=tuple(numbers))
