"""Tables and order forms in plain text: rows read by the columns that their header names.

A row's own number, its sum and what is in stock are no amounts here, whatever number they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsers import headings, units
from parsers.cells import LONGEST_ROW, ROW_NUMBER, Cell, TextRow, has_number, is_rule, parted, text_rows
from parsers.headings import NAMING, Column, Role

# Fewer words that are headings may as well begin a sentence.
_FEWEST_BLANK = 3

_LONGEST_UNIT = 3
# What parts columns that an empty cell does not shift, and what stands in one of which nothing is wanted.
_BARS, _NOTHING = (
    ("|", "\t", ",", ";", "/", "-"),
    re.compile(r"(?:-{1,3}|[—–]{1,2}|/|无|没有|nil|none|n/?a)?"),
)


@dataclass(slots=True)
class Row:
    """One row's cells by the role of their column; several columns may name the product. `totals` marks the sum's row.

    `variant` is the heading that tells which of the row's products is meant (see `grids`)."""

    start: int
    end: int
    cells: list[tuple[Column, Cell]] = field(default_factory=list)
    totals: bool = False
    variant: Cell | None = None

    def first(self, role: Role) -> tuple[Column, Cell] | None:
        return next(
            ((column, cell) for column, cell in self.cells if column.role == role and cell.text), None
        )

    @property
    def naming(self) -> list[Cell]:
        return [cell for column, cell in self.cells if column.role in NAMING and cell.text]


@dataclass(slots=True)
class Table:
    """`text[start:end]` is the header and its rows."""

    start: int
    end: int
    columns: list[Column]
    rows: list[Row] = field(default_factory=list)


def find(text: str, start: int = 0, end: int | None = None) -> list[Table]:
    """The tables of `text[start:end]` that name products and amounts in their header; `text` in lower case."""
    rows = list(text_rows(text, start, len(text) if end is None else end))
    tables: list[Table] = []
    place = 0
    # The last row heads nothing.
    while place < len(rows) - 1:
        header = _header(rows[place])
        if header is None:
            place += 1
            continue
        separator, columns = header
        table = Table(rows[place].start, rows[place].start + len(rows[place].text), columns)
        following = _body(table, separator, rows, place + 1)
        # A list of which nobody has filled in anything is no table of what is wanted.
        if any(_filled(row) for row in table.rows):
            _decide_numbers(table)
            tables.append(table)
            place = following
        else:
            place += 1
    return tables


_NUMBERED = re.compile(
    r"\s{0,8}\|?\s{0,8}(?:(?:pos|position|posten|item|line|row|no|nr|lfd|序号|项)\b\.?\s?#?\s?)?(\d{1,4})(?=[\s|]|[.)、:])[.)、:]?[\s|]*(?=\S)"
)


def row_numbers(text: str) -> list[tuple[int, int]]:
    """Where the rows of lists and of tables without a header bear their own number: two rows or more that count on,
    each with another number behind that may be its amount. `text` in lower case."""
    found: list[tuple[int, int]] = []
    run: list[tuple[int, tuple[int, int]]] = []
    for row in (*text_rows(text, 0, len(text)), None):
        number = _row_number(row) if row is not None else None
        if number is not None and run and number[0] - run[-1][0] == _step(run, number[0]):
            run.append(number)
            continue
        if row is not None and not row.text.strip():
            continue
        if len(run) > 1:
            found.extend(place for _, place in run)
        run = [number] if number is not None and number[0] in (1, 10) else []
    return found


def _step(run: Sequence[tuple[int, tuple[int, int]]], number: int) -> int:
    if len(run) > 1:
        return run[1][0] - run[0][0]
    return 10 if number == 20 and run[0][0] == 10 else 1


def _row_number(row: TextRow) -> tuple[int, tuple[int, int]] | None:
    match = _NUMBERED.match(row.text)
    if match is None or units.at(row.text, match.end(1)) or units.at(row.text, match.end()):
        return None
    if not re.search(r"[\d一二两三四五六七八九十半]", row.text[match.end() :]):
        return None
    return int(match[1]), (row.start + match.start(1), row.start + match.end(1))


def header(text: str) -> list[Column] | None:
    """The columns of a row whose cells are headings of an order form, None if they are not; `text` in lower case."""
    found = _header(TextRow(0, text))
    return found[1] if found is not None else None


def aligned(header: str, line: str) -> list[str]:
    """The cells of a line of aligned columns, one for each heading of `header`, in lower case as given."""
    columns = _columns(TextRow(0, header), "  ")
    under = {id(column): "" for column in columns}
    for column, cell in by_place(columns, parted(TextRow(0, line), "  ")):
        under[id(column)] = f"{under[id(column)]} {cell.text}".strip()
    return list(under.values())


def _header(row: TextRow) -> tuple[str, list[Column]] | None:
    """The separator and columns, if the row's cells are headings of an order form."""
    if not row.text.strip() or len(row.text) > LONGEST_ROW:
        return None
    for separator in (*_BARS, "  "):
        if separator in row.text and (columns := headings.of(_columns(row, separator))) is not None:
            return separator, columns
    return _single_blanks(row)


def _single_blanks(row: TextRow) -> tuple[str, list[Column]] | None:
    """The columns of a row whose words are all headings (品名 规格 单价 数量), names first."""
    words = _columns(row, " ") if " " in row.text.strip() else []
    # A title of several words is no row of headings because one of them is.
    columns = headings.of(words) if words and all(column.role for column in words) else None
    roles = [column.role for column in columns or ()]
    names = [place for place, role in enumerate(roles) if role in NAMING]
    if columns is None or not all(roles) or len(roles) < _FEWEST_BLANK or "quantity" not in roles:
        return None
    return (" ", columns) if names and names == list(range(names[0], names[-1] + 1)) else None


def _columns(row: TextRow, separator: str) -> list[Column]:
    columns = [headings.under(cell) for cell in parted(row, separator)]
    if separator != "  ":
        return columns
    # 序号 品名    数量: two headings that stand close.
    close = [headings.under(cell) for cell in parted(row, " ")]
    found: list[Column] = []
    for column in columns:
        cell = column.heading
        words = [one for one in close if cell.start <= one.heading.start and one.heading.end <= cell.end]
        found += words if not column.role and all(one.role for one in words) else [column]
    return found


def _body(table: Table, separator: str, rows: Sequence[TextRow], place: int) -> int:
    """Read the rows below the header into the table; the place of the first row that is none of it."""
    blank = 0
    while place < len(rows):
        row = rows[place]
        if not row.text.strip():
            blank += 1
            if blank > 1:
                break
            place += 1
            continue
        if is_rule(row.text):
            place += 1
            continue
        read = _row(table.columns, separator, row)
        if read is None or (blank and not read.first("quantity")):
            break
        blank = 0
        table.rows.append(read)
        table.end = row.start + len(row.text)
        place += 1
        if read.totals:
            break
    return place


def _filled(row: Row) -> bool:
    quantity = row.first("quantity")
    return quantity is None or has_number(quantity[1].text)


def _row(columns: Sequence[Column], separator: str, row: TextRow) -> Row | None:
    found = _joined(columns, parted(row, separator), row) if separator == " " else parted(row, separator)
    if separator == "|" and len(found) < len(columns):
        # A bar at the rim may close an empty cell.
        found = whole if len(whole := parted(row, separator, rims=True)) == len(columns) else found
    unclear = False
    if separator == "\t" and len(found) != len(columns):
        # Tabs by which somebody has moved the columns under each other part no empty cells.
        heads = [column for column in columns if column.heading.text]
        cells = [cell for cell in found if cell.text]
        if len(cells) == len(heads):
            columns, found = heads, cells
            # Of two amounts nobody can tell whose heading is whose: how many is asked.
            counting = [
                column
                for column, cell in zip(heads, cells, strict=True)
                if column.role in ("quantity", "", "aside") and cell.text.strip().isdecimal()
            ]
            unclear = len(counting) > 1
    if len(found) < 2 or len(found) > len(columns) + (separator != ","):
        return None
    result = Row(row.start, row.start + len(row.text))
    if separator == "  " and len(found) != len(columns):
        result.cells = by_place(columns, found)
    else:
        result.cells = [
            (column, cell)
            for column, cell in zip(columns, found, strict=False)
            if not (unclear and column.role == "quantity")
        ]
    quantity = result.first("quantity")
    opening = next((cell.text for cell in found if cell.text), "")
    if headings.sums_up(opening) or any(headings.sums_up(cell.text, alone=True) for cell in result.naming):
        # 350 EA total: it may stand where others have their names.
        result.totals = True
        return result
    if not result.naming:
        return None
    if quantity is not None and not has_number(quantity[1].text):
        # Nothing of it, in columns that do not shift: the rows below go on.
        empty = separator in _BARS and len(found) == len(columns) and _NOTHING.fullmatch(quantity[1].text)
        return result if empty else None
    if quantity is None and separator in (",", "  ") and len(found) < len(columns) - 1:
        return None
    return result


def _joined(columns: Sequence[Column], found: Sequence[Cell], row: TextRow) -> list[Cell]:
    """The cells where single blanks part them: a name has blanks of its own, what stands beside it has none."""
    names = [place for place, column in enumerate(columns) if column.role in NAMING]
    behind = len(columns) - names[-1] - 1
    told = zip(columns[len(columns) - behind :], found[len(found) - behind :], strict=False)
    if len(found) < len(columns) or not all(_fits(column, cell) for column, cell in told):
        return []
    first, last = found[names[0]], found[len(found) - behind - 1]
    empty = [Cell(last.end, last.end, "")] * (len(names) - 1)
    named = Cell(first.start, last.end, row.text[first.start - row.start : last.end - row.start])
    return [*found[: names[0]], named, *empty, *found[len(found) - behind :]]


def _fits(column: Column, cell: Cell) -> bool:
    """Whether the cell is what its heading says: a unit by its word, all others by a number."""
    if column.role == "unit":
        return units.named(cell.text) is not None or (
            len(cell.text) <= _LONGEST_UNIT and not has_number(cell.text)
        )
    return has_number(cell.text)


def by_place(columns: Sequence[Column], found: Sequence[Cell]) -> list[tuple[Column, Cell]]:
    """Each cell under the heading that it stands closest to, in order; what has no cell stays empty."""
    pairs: list[tuple[Column, Cell]] = []
    first = 0
    for number, cell in enumerate(found):
        last = len(columns) - (len(found) - number - 1)
        possible = columns[first : max(last, first + 1)]
        if not possible:
            break
        nearest = min(possible, key=lambda column: _distance(column.heading, cell))
        pairs.append((nearest, cell))
        first = columns.index(nearest, first) + 1
    return pairs


def _distance(heading: Cell, cell: Cell) -> int:
    overlap = min(heading.right, cell.right) - max(heading.left, cell.left)
    return min(abs(heading.left - cell.left), abs(heading.right - cell.right)) - max(0, overlap)


def _decide_numbers(table: Table) -> None:
    """A heading such as Item or Pos may stand over row numbers or over names: its cells tell."""
    for number, column in enumerate(table.columns):
        values = [
            cell.text
            for row in table.rows
            for own, cell in row.cells
            if own is column and cell.text and not row.totals
        ]
        counting = bool(values) and all(ROW_NUMBER.fullmatch(value) for value in values)
        role: Role = column.role
        amounts = bool(values) and all(re.fullmatch(r"[\d.,]+", value) for value in values)
        if not role and amounts and not any(other.role == "quantity" for other in table.columns):
            # A column of amounts under another name: that of the shop that they are for.
            role = "quantity"
        if role in ("product", "code") and counting and _rising(values):
            role = "number"
        elif column.role == "number" and not counting:
            role = "code"
        if role != column.role:
            changed = Column(role, column.heading, column.unit)
            table.columns[number] = changed
            for row in table.rows:
                row.cells = [(changed if own is column else own, cell) for own, cell in row.cells]
    roles = {column.role for column in table.columns}
    if "quantity" not in roles or not roles & set(NAMING):
        table.rows.clear()


def _rising(values: Sequence[str]) -> bool:
    numbers = [int(re.sub(r"\D", "", value)) for value in values]
    steps = {b - a for a, b in pairwise(numbers)}
    return steps <= {1} or steps <= {10} or len(numbers) == 1
