"""One order table of a sheet: takes the rows below its headings, and writes those that order something into the form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsers import form_amounts, headings, rowsums
from parsers.attachments.document import Grid
from parsers.cells import ROW_NUMBER, has_number
from parsers.form import Form
from parsers.form_headings import ONLY_NUMBER, columns, halves
from parsers.form_labels import LONGEST_LABEL, low, names, ours, says
from parsers.headings import BRACKETS, NAMING, Column

_NOTHING = re.compile(r"(?:[-/0.,\s]|none|nil|n/a|无|没有|不要)*")
_LONGEST_GROUP, _FEWEST_CELLS = 40, 2
_COUNTED: tuple[headings.Role, ...] = ("quantity", "price", "amount", "")
# T-44010, HH20-065: what somebody numbers his goods by.
_CODE = re.compile(r"(?=.{0,20}[A-Za-z])[A-Za-z0-9][A-Za-z0-9./_-]{3,24}")
_HAN = re.compile(r"[㐀-鿿]")
Rows = Sequence[tuple[int, list[str]]]
"""Rows with their places in the grid."""


@dataclass(slots=True)
class FormTable:
    """`wraps`: a line may go on in the next one. `pending` are the rows taken, `sums` those that sum up."""

    grid: Grid
    form: Form
    heads: list[str]
    wraps: bool = False
    columns: list[Column] = field(init=False)
    pending: list[tuple[int, list[str]]] = field(default_factory=list)
    sums: list[tuple[int, list[str]]] = field(default_factory=list)
    grouped: bool = False

    def __post_init__(self) -> None:
        self.columns = columns(self.heads)

    def take(self, place: int) -> bool:
        """Take the row into the table; False where it is none of it."""
        row = [*self.grid.rows[place], *[""] * len(self.heads)][: len(self.heads)]
        filled = [(column, cell) for column, cell in zip(self.columns, row, strict=True) if cell]
        if not filled:
            return True
        first = low(filled[0][1])
        roles = {column.role for column, _ in filled}
        summing = [column for column, cell in filled[1:] if headings.sums_up(low(cell), alone=True)]
        # Total beside a product is its brand.
        goods = any(column.role == "product" and column not in summing for column, _ in filled)
        if headings.sums_up(first) or (summing and not goods):
            self.sums.append((place, row))
            return True
        if len(filled) == 1:
            if self.wraps and self._goes_on(place, row):
                return True
            # A group's heading between the rows; whatever says more is no part of the table.
            return self._heads_group(place, first)
        if any(says(kind, first) for kind in ("signs", "seller")) or names(first.strip()):
            return False
        if self.sums and "quantity" not in roles:
            return False
        named = sum(column.role in NAMING for column, _ in filled)
        if "quantity" in roles and not named:
            self.form.doubt("an amount without a name beside it")
        tells = {"quantity", "price", "unit", "amount", "number", "aside"} & roles
        if not named or not (tells or named > 1):
            return False
        if ":" in first and "quantity" not in roles:
            return False
        if self.grid.numbers[place] in self.grid.hidden:
            if any(column.role == "quantity" and _ordered(cell) for column, cell in filled):
                self.form.doubt("hidden rows with amounts")
            return True
        # A sum with rows behind it was that of a group.
        self.grouped = self.grouped or bool(self.sums)
        self.sums.clear()
        self.pending.append((place, row))
        return True

    def _heads_group(self, place: int, first: str) -> bool:
        """Whether a row of one cell is the name of the group below: short, or said in two languages before another row."""
        if ":" in first or len(first) > _LONGEST_GROUP:
            return False
        if len(first) <= LONGEST_LABEL:
            return True
        rows = self.grid.rows
        below = rows[place + 1] if place + 1 < len(rows) else ()
        return not has_number(first) and len([cell for cell in below if cell]) > _FEWEST_CELLS

    def _goes_on(self, place: int, row: Sequence[str]) -> bool:
        """Whether the one cell of a row belongs to the row right above it, and is put there."""
        numbers = self.grid.numbers
        if not self.pending or self.pending[-1][0] != place - 1 or numbers[place] != numbers[place - 1] + 1:
            return False
        column = next(number for number, cell in enumerate(row) if cell)
        if self.columns[column].role not in ("product", "spec", "note"):
            return False
        if column == 0:
            self.form.doubt("lines of which it is not clear to what row they belong")
            return False
        above = self.pending[-1][1]
        glue = "" if _HAN.match(row[column]) and _HAN.match(above[column][-1:]) else " "
        above[column] = f"{above[column]}{glue}{row[column]}".strip()
        return True

    def write(self) -> None:
        """Write its header and the rows that order something."""
        if not self.pending:
            self.form.blank = self.form.blank or any(column.role == "quantity" for column in self.columns)
            return
        # Of several sums the last is that of all; a single one behind sums of groups may be the last group's.
        sums = [] if self.grouped and len(self.sums) == 1 else self.sums[-1:]
        self._find_numbers()
        self._find_amounts()
        self._find_codes()
        self._find_labels()
        self._find_sums()
        for taken, heads in halves(self.columns, self.heads):
            self._write_half(taken, heads, sums)

    def _find_numbers(self) -> None:
        """Item may stand over the rows' own numbers, which show only while all rows are there."""
        named = [n for n, column in enumerate(self.columns) if column.role in NAMING]
        for number in named:
            values = [row[number] for _, row in self.pending if row[number]]
            counts = [int(value.rstrip(".)、")) for value in values if ROW_NUMBER.fullmatch(value)]
            rising = all(a < b for a, b in pairwise(counts)) and counts[:1] in ([1], [10])
            if len(named) > 1 and values and len(counts) == len(values) and rising:
                self.heads[number] = "No"
                self.columns[number] = headings.column("no")

    def _find_amounts(self) -> None:
        """Boxes beside what they come to are one amount."""
        rows = [row for _, row in self.pending]
        why = form_amounts.settle(self.heads, self.columns, rows, [row for _, row in self.sums])
        if why is not None:
            self.form.doubt(why)
        self.columns = columns(self.heads)

    def _find_codes(self) -> None:
        """A column under a heading that tells nothing names products where each of its cells is a code of its own."""
        for number, column in enumerate(self.columns):
            cells = [row[number] for _, row in self.pending if row[number]]
            telling = column.role or says("aside_column", low(self.heads[number])) or not cells
            if telling or len(set(cells)) < len(cells) or 2 * len(cells) < len(self.pending):
                continue
            if all(_CODE.fullmatch(cell) and has_number(cell) for cell in cells):
                self.heads[number] = "货号"
                self.columns[number] = headings.column("货号")

    def _find_labels(self) -> None:
        """A column that says the same of each row, as lists that programs write have it, tells of the order: who, where to."""
        for number, column in enumerate(self.columns):
            cells = {row[number] for _, row in self.pending}
            head = self.heads[number].replace("_", " ").strip(" :：")
            if column.role not in ("", "aside", "spec") or len(cells) != 1 or not head:
                continue
            value = next(iter(cells))
            if not value or not (says("label", low(head)) or says("column_label", low(head))):
                continue
            if not ours(f"{low(head)}:"):
                self.form.line(f"{head}: {value}", self.grid.place(self.pending[0][0]))
            for _, row in self.pending:
                row[number] = ""

    def _find_sums(self) -> None:
        """Columns whose headings tell nothing are prices and sums where every row proves it."""
        rows = [row for _, row in self.pending]
        by_role = {role: [n for n, c in enumerate(self.columns) if c.role == role] for role in _COUNTED}
        amounts = by_role["quantity"]
        ordered = [row for row in rows if amounts and _ordered(row[amounts[0]])]
        if len(amounts) == 1:
            free = [n for n in by_role[""] if all(rowsums.values(row[n]) for row in ordered)]
            for price in (*by_role["price"], *free):
                for total in (*by_role["amount"], *free):
                    if price != total and rowsums.proven(ordered, amounts[0], price, total):
                        self._call(price, "单价")
                        self._call(total, "金额")
        totals = [n for n, column in enumerate(self.columns) if column.role == "amount"]
        stated = [row[totals[0]] for _, row in self.sums if totals and row[totals[0]]]
        cells = [row[totals[0]] for row in rows if row[totals[0]]] if totals else []
        if stated and cells and not self.grouped:
            agree = [rowsums.adds_up(cells, cell) for cell in stated]
            if not any(agree) and False in agree:
                self.form.doubt("the total is not what the rows come to")

    def _call(self, number: int, name: str) -> None:
        """Give a column the heading that its numbers prove."""
        if self.columns[number].role:
            return
        unit = self.columns[number].unit
        self.heads[number] = f"{name}({unit})" if unit else name
        self.columns[number] = headings.column(self.heads[number])

    def _write_half(self, taken: Sequence[int], heads: Sequence[str], sums: Rows) -> None:
        """Write the columns `taken`, if they order something or may do so."""
        form = self.form
        rows = self.pending
        amounts = [n for n in taken if self.columns[n].role == "quantity"]
        old = [n for n in taken if self.columns[n].role == "aside" and says("old_column", low(self.heads[n]))]
        if old and len(amounts) == 1:
            form.changes = True
            rows = [(p, _changed(row, amounts[0], old[0])) for p, row in rows]
        ordered = [(p, row) for p, row in rows if any(_ordered(row[n]) for n in amounts)]
        if ordered:
            form.unfilled = form.unfilled or len(ordered) < len(rows)
        elif amounts:
            form.unfilled = form.blank = True
            return
        elif self._tells_of_stock(taken, rows):
            return
        form.ordered += len(ordered)
        self._doubts(taken, amounts, ordered, rows)
        form.tables += 1
        form.says_ordered = form.says_ordered or any(says("ordered", low(self.heads[n])) for n in amounts)
        form.line("\t".join(heads), self.grid.place(max(rows[0][0] - 1, 0)))
        for place, row in rows if form.changes else ordered or rows:
            form.row((row[n].replace("|", "/") for n in taken), self.grid.place(place))
        for place, row in sums:
            form.row((row[n] for n in taken), self.grid.place(place))
        form.text += "\n"
        self._due(taken, ordered)

    def _tells_of_stock(self, taken: Sequence[int], rows: Rows) -> bool:
        """Whether all numbers stand under headings of what is there, or was: a table that orders nothing."""
        numbers = [
            n
            for n in taken
            if self.columns[n].role not in NAMING
            and any(row[n] for _, row in rows)
            and all(not row[n] or ONLY_NUMBER.fullmatch(row[n]) for _, row in rows)
        ]
        told = [n for n in numbers if self.columns[n].role != "number"]
        return bool(told) and all(
            self.columns[n].role == "aside" and not headings.packs(low(self.heads[n])) for n in told
        )

    def _doubts(self, taken: Sequence[int], amounts: Sequence[int], ordered: Rows, rows: Rows) -> None:
        """What makes it unclear which numbers are ordered."""
        form = self.form
        if any(sum(_ordered(row[n]) for n in amounts) > 1 for _, row in ordered):
            form.doubt("rows with several amounts")
        if not ordered:
            form.doubt("no heading says which numbers are ordered")
        texts = [n for n in taken if self.columns[n].role in ("unit", "note")]
        if any(ONLY_NUMBER.fullmatch(row[n]) and _ordered(row[n]) for _, row in self.pending for n in texts):
            form.doubt("numbers where units or remarks should stand")
        self._unexplained(taken, ordered)
        if any(
            row[n] and not _ordered(row[n]) and not _NOTHING.fullmatch(low(row[n]))
            for _, row in rows
            for n in amounts
        ):
            form.doubt("an amount that is no number")

    def _unexplained(self, taken: Sequence[int], ordered: Rows) -> None:
        """Numbers under a heading that is not known may be ordered too: what is free, what another shop gets."""
        for number in taken:
            cells = [row[number] for _, row in ordered if row[number]]
            head = low(self.heads[number])
            name = BRACKETS.sub("", head).strip(" *:")
            if self.columns[number].role or not cells or says("aside_column", name):
                continue
            if all(ONLY_NUMBER.fullmatch(cell) for cell in cells) and any(_ordered(cell) for cell in cells):
                self.form.doubt(f"numbers under {head[:LONGEST_LABEL] or 'no heading'}")

    def _due(self, taken: Sequence[int], ordered: Rows) -> None:
        """The day of delivery that all rows of a column give."""
        for number in taken:
            head = low(self.heads[number]).strip(" *:")
            if self.columns[number].role == "quantity" or not says("due_column", head):
                continue
            days = {row[number] for _, row in ordered if row[number]}
            if len(days) == 1:
                self.form.line(f"交货日期: {days.pop()}", self.grid.place(ordered[0][0]))
            elif days:
                self.form.doubt("rows with different days of delivery")


def _changed(row: Sequence[str], new: int, old: int) -> list[str]:
    """The row with what its words of change come to as an amount: none of what is cancelled, as many of what stays."""
    cell = low(row[new]).strip()
    if says("cancels_cell", cell):
        amount = "0"
    elif not cell or says("stays_cell", cell):
        amount = row[old]
    else:
        amount = row[new]
    return [*row[:new], amount, *row[new + 1 :]]


def _ordered(cell: str) -> bool:
    return bool(cell) and _NOTHING.fullmatch(low(cell)) is None and has_number(cell)
