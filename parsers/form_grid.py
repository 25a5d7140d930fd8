"""A table of a sheet whose columns are the sizes or colours of its rows' products (see `grids`): written into the form as it
stands, with the rows of goods that come in one size as a table of their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers import grids, headings, phrases
from parsers.attachments.document import Grid
from parsers.form import Form
from parsers.form_labels import low
from parsers.grids import Heads
from parsers.rowsums import values

# 均码 under the first size: the row's sum is its amount.
_ONE_SIZE = re.compile(phrases.slot("grids", "one_size"))
_FEWEST = 2


def grid_heads(row: Sequence[str]) -> Heads | None:
    """The columns, if the cells are headings with sizes or colours side by side."""
    return grids.heads([low(cell).strip() for cell in row]) if len(row) > _FEWEST else None


@dataclass(slots=True)
class FormGrid:
    """`pending` are the rows taken, each with whether it is of one size."""

    grid: Grid
    form: Form
    heads: list[str]
    columns: Heads
    pending: list[tuple[int, list[str], bool]] = field(default_factory=list)
    sums: list[tuple[int, list[str]]] = field(default_factory=list)

    def take(self, place: int) -> bool:
        """Take the row into the table; False where it is none of it."""
        row = [*self.grid.rows[place], *[""] * len(self.heads)][: len(self.heads)]
        cells = [low(cell).strip() for cell in row]
        filled = [cell for cell in cells if cell]
        if headings.sums_up(filled[0]):
            self.sums.append((place, row))
            return True
        if len(filled) < _FEWEST or self.sums:
            return False
        named = any(cells[n] for n in self.columns.names)
        single = self._single(cells)
        amounts = grids.amounts(cells, self.columns)
        if self.grid.numbers[place] in self.grid.hidden:
            if amounts or single:
                self.form.doubt("hidden rows with amounts")
            return True
        if named and (single or amounts):
            self.pending.append((place, row, single))
        elif amounts is None or not named:
            if any(values(cells[n]) for n in self.columns.variants):
                self.form.doubt("a row of sizes that does not add up")
                return True
            return False
        else:
            self.form.unfilled = True
        return True

    def _single(self, cells: Sequence[str]) -> bool:
        """Whether the row is of goods in one size: its sum alone is told."""
        total = self.columns.total
        told = [cells[n] for n in self.columns.variants if cells[n]]
        return (
            total is not None
            and bool(values(cells[total]))
            and len(told) <= 1
            and all(_ONE_SIZE.fullmatch(cell) for cell in told)
        )

    def write(self) -> None:
        """Write its rows under its headings, those of one size under headings of their own."""
        form, last = self.form, None
        for place, row, single in self.pending:
            if single != last:
                form.text += "\n" if last is not None else ""
                form.tables += 1
                form.line("品名\t数量\t备注" if single else "\t".join(self.heads), self.grid.place(place))
                last = single
            named = " ".join(row[n] for n in self.columns.names if row[n])
            total = self.columns.total
            notes = [
                row[n] for n, column in enumerate(self.columns.columns) if column.role == "note" and row[n]
            ]
            cells = row if not single or total is None else [named, row[total], *notes[:1]]
            form.row((cell.replace("|", "/") for cell in cells), self.grid.place(place))
            lows = [low(cell).strip() for cell in row]
            form.ordered += 1 if single else len(grids.amounts(lows, self.columns) or ())
        for place, row in self.sums[-1:] if self.pending else ():
            total = self.columns.total
            if not last:
                form.row(row, self.grid.place(place))
            elif total is not None:
                form.row((row[0], row[total]), self.grid.place(place))
        form.text += "\n"
