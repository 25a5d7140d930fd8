"""A sheet of cells row by row: which rows belong to an order table, and the lines that stand around the tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.attachments.document import Grid
from parsers.form import Form
from parsers.form_grid import FormGrid, grid_heads
from parsers.form_headings import filled, guessed_row, heading_row, with_second
from parsers.form_labels import block, labelled, low, names, ours, says
from parsers.form_table import FormTable
from parsers.headings import Column

_LOOKED_AT = 50
_MOST_BLOCK_ROWS = 8
_SIDE_HEADS = 2


@dataclass(slots=True)
class Sheet:
    """One grid on its way into the form.

    `wraps`: a line may go on in the next one. `above` are the headings of the table on the page before.
    `sellers`: the last row of each column that spoke of us.
    """

    grid: Grid
    form: Form
    wraps: bool = False
    above: Sequence[str] = ()
    table: FormTable | FormGrid | None = None
    sellers: dict[int, int] = field(default_factory=dict)

    def write(self) -> list[str]:
        """Write all of it; the headings of its last table."""
        rows = self.grid.rows
        place = 0
        on_page = self.grid.name.startswith("page") and all(len(row) <= len(self.above) for row in rows)
        if self.above and on_page and not any(heading_row(row) for row in rows):
            # A table that goes on over the page without its headings.
            self.table = FormTable(self.grid, self.form, list(self.above), self.wraps)
        while place < len(rows):
            sizes = grid_heads(rows[place])
            header = heading_row(rows[place]) if sizes is None else None
            guessed = None
            if header is None and sizes is None and self.table is None:
                guessed = guessed_row(rows[place], rows[place + 1 : place + 1 + _LOOKED_AT])
            if sizes is not None:
                self._close()
                self.table = FormGrid(self.grid, self.form, list(rows[place]), sizes)
                place += 1
            elif header is not None:
                place = self._open(place, header)
            elif guessed is not None:
                self.table = FormTable(self.grid, self.form, guessed, self.wraps)
                place += 1
            elif self.table is not None and self.table.take(place):
                place += 1
            elif (end := self._side_by_side(place)) > place:
                place = end
            elif self._over_values(place):
                place += 2
            else:
                if self.grid.numbers[place] not in self.grid.hidden:
                    self._around(place)
                place += 1
        heads = list(self.table.heads) if isinstance(self.table, FormTable) else []
        self._close()
        return heads

    def _close(self) -> None:
        if self.table is not None:
            self.table.write()

    def _open(self, place: int, header: list[Column]) -> int:
        """Begin the table whose header stands at `place`; the place of its first row."""
        self._close()
        rows = self.grid.rows
        first = place + 1
        heads = with_second(rows[place], header, rows[first]) if first < len(rows) else None
        first += heads is not None
        heads = filled(heads or rows[place], rows[first : first + _LOOKED_AT])
        self.table = FormTable(self.grid, self.form, heads, self.wraps)
        return first

    def _around(self, place: int) -> None:
        """A row outside of tables; what stands under a name of ours says how to reach us."""
        for column, line in labelled(self.grid.rows[place]):
            text = low(line)
            if says("seller", text) or (self.sellers.get(column) == place - 1 and says("reach", text)):
                self.sellers[column] = place
            else:
                self._line(line, place)

    def _line(self, text: str, place: int) -> None:
        if not ours(low(text)):
            self.form.line(text, self.grid.place(place))

    def _over_values(self, place: int) -> bool:
        """Labels side by side with their values right below them: a line of label and value each."""
        rows = self.grid.rows
        heads = {n: cell for n, cell in enumerate(rows[place]) if cell}
        below = rows[place + 1] if place + 1 < len(rows) else ()
        values = {n: cell for n, cell in enumerate(below) if cell}
        if len(heads) < _SIDE_HEADS or not values or not values.keys() <= heads.keys():
            return False
        known = [
            says("label", low(cell).strip()) or says("block", low(cell).strip()) for cell in heads.values()
        ]
        if 2 * sum(known) <= len(known) or any(
            ":" in low(cell) for cell in (*heads.values(), *values.values())
        ):
            return False
        if any(names(low(cell).strip()) for cell in values.values()):
            return False
        for number, value in values.items():
            line = f"{heads[number]}: {value}"
            if not says("seller", low(line)):
                self._line(line, place)
        return True

    def _side_by_side(self, place: int) -> int:
        """Blocks that stand beside each other under headings of their own (bill to, ship to), each as one line."""
        rows = self.grid.rows
        heads = {number: cell for number, cell in enumerate(rows[place]) if cell}
        if not heads or not all(_heads_block(cell) for cell in heads.values()):
            return place
        if len(heads) < _SIDE_HEADS and len(rows) > place + 1 and len([c for c in rows[place + 1] if c]) != 1:
            return place
        end = place + 1
        blocks: dict[int, list[str]] = {number: [] for number in heads}
        while end < len(rows) and end - place <= _MOST_BLOCK_ROWS:
            row = rows[end]
            below = {number: cell for number, cell in enumerate(row) if cell}
            gap = self.grid.numbers[end] - self.grid.numbers[end - 1] > 1
            if gap or heading_row(row) is not None or any(_heads_block(cell) for cell in below.values()):
                break
            for number, cell in below.items():
                under = max((head for head in heads if head <= number), default=min(heads))
                blocks[under].append(cell)
            end += 1
        for number, cell in heads.items():
            if says("seller", low(cell)) or not blocks[number]:
                continue
            for line in block(cell.rstrip(" :："), blocks[number]):
                self._line(line, place)
        return end


def _heads_block(cell: str) -> bool:
    return says("block", low(cell).strip())
