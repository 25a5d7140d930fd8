"""Tables and order forms in plain text: rows read by the columns that their header names.

Cells stand between bars, tabs or commas, or under their headings in aligned columns. A row's own number, its sum and
what is in stock are no amounts here, whatever number they are.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from parsers import units, wordlists

Role = Literal[
    "number", "code", "product", "spec", "quantity", "unit", "price", "amount", "note", "aside", ""
]

_ROLES: tuple[Role, ...] = (
    "number",
    "code",
    "product",
    "spec",
    "quantity",
    "unit",
    "price",
    "amount",
    "note",
    "aside",
)
_NAMING = ("code", "product", "spec")
_RULE = re.compile(r"[\s|+\-=_:.─━┄]*")
_BRACKETS = re.compile(r"[(\[（【]([^)\]）】]*)[)\]）】]")
_WIDE_BLANK = re.compile(r" {2,}|\t")
_ANY_BLANK = re.compile(r"[ \t]+")
_LONGEST_HEADING = 24
_TWO_SCRIPTS = re.compile(r"([^a-z]+)([a-z][^㐀-鿿]*)|([^㐀-鿿]*[a-z][^㐀-鿿]*)([㐀-鿿][^a-z]*)")


@dataclass(frozen=True, slots=True)
class Cell:
    """Offsets into the text that was given; `left` and `right` are its edges in columns of a fixed-width font."""

    start: int
    end: int
    text: str
    left: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """`unit` is what the heading states beside its name: 箱 of 数量(箱), usd of Price (USD)."""

    role: Role
    heading: Cell
    unit: str = ""


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
        return [cell for column, cell in self.cells if column.role in _NAMING and cell.text]


@dataclass(slots=True)
class Table:
    """`text[start:end]` is the header and its rows."""

    start: int
    end: int
    columns: list[Column]
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of text as it stands, with its place."""

    start: int
    text: str


def find(text: str, start: int = 0, end: int | None = None) -> list[Table]:
    """The tables of `text[start:end]` that name products and amounts in their header; `text` in lower case."""
    rows = list(text_rows(text, start, len(text) if end is None else end))
    tables: list[Table] = []
    place = 0
    while place < len(rows):
        header = _header(rows[place])
        if header is None:
            place += 1
            continue
        separator, columns = header
        table = Table(rows[place].start, rows[place].start + len(rows[place].text), columns)
        following = _body(table, separator, rows, place + 1)
        if table.rows:
            _decide_numbers(table)
            tables.append(table)
            place = following
        else:
            place += 1
    return tables


_NUMBERED = re.compile(r"\s{0,8}\|?\s{0,8}(\d{1,4})(?=[\s|]|[.)、:])[.)、:]?[\s|]*(?=\S)")


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


def headings(text: str) -> list[Column] | None:
    """The columns of a row whose cells are headings of an order form, None if they are not; `text` in lower case."""
    header = _header(TextRow(0, text))
    return header[1] if header is not None else None


def aligned(header: str, line: str) -> list[str]:
    """The cells of a line of aligned columns, one for each heading of `header`, in lower case as given."""
    columns = [_column(cell) for cell in cells_of(TextRow(0, header), "  ")]
    cells = cells_of(TextRow(0, line), "  ")
    under = {id(column): "" for column in columns}
    for column, cell in by_place(columns, cells):
        under[id(column)] = f"{under[id(column)]} {cell.text}".strip()
    return list(under.values())


def column(text: str) -> Column:
    """What stands under a heading; `text` in lower case."""
    return _column(Cell(0, len(text), text))


def sums_up(text: str) -> bool:
    """Whether a row that begins with this cell is the sum of those above; `text` in lower case."""
    first = re.split(r"[\s:：]", text, maxsplit=1)[0]
    return first in _total_words() or text.rstrip(" :：") in _total_words()


def is_rule(text: str) -> bool:
    """Whether the row only draws a line."""
    return _RULE.fullmatch(text) is not None


def text_rows(text: str, start: int, end: int) -> Iterator[TextRow]:
    """The rows of `text[start:end]`."""
    position = start
    for line in text[start:end].split("\n"):
        yield TextRow(position, line)
        position += len(line) + 1


def _header(row: TextRow) -> tuple[str, list[Column]] | None:
    """The separator and columns, if the row's cells are headings of an order form."""
    if not row.text.strip() or len(row.text) > 400:
        return None
    for separator in ("|", "\t", ",", "  "):
        if separator not in row.text:
            continue
        cells = cells_of(row, separator)
        columns = [_column(cell) for cell in cells]
        roles = [column.role for column in columns if column.role]
        named = set(roles) & set(_NAMING) or ({"number"} & set(roles) and "item" in row.text)
        filled = [cell for cell in cells if cell.text]
        if (
            roles.count("quantity") == 1
            and not {"code", "product"} & set(roles)
            and len(filled) > 2
            and _headings_only(filled)
        ):
            # 面料 | 颜色 | 用量: what a trade calls its goods may be no word of ours.
            return separator, [column if column.role else replace(column, role="spec") for column in columns]
        if len(cells) < 2 or not named or not {"quantity", "unit", "price"} & set(roles):
            continue
        if (
            2 * len(roles) > len(filled)
            and len(roles) >= 2
            and ("quantity" in roles or len(roles) < len(filled))
        ):
            return separator, columns
    return None


def _headings_only(cells: Sequence[Cell]) -> bool:
    return all(len(cell.text) <= _LONGEST_HEADING and not re.search(r"\d", cell.text) for cell in cells)


@cache
def _headings() -> dict[str, Role]:
    table = wordlists.load("tables")
    return {word: role for role in reversed(_ROLES) for word in table[role]["words"]}


@cache
def _total_words() -> tuple[str, ...]:
    return tuple(wordlists.load("tables")["total"]["words"])


def _column(cell: Cell) -> Column:
    bracket = _BRACKETS.search(cell.text)
    name = re.sub(r"[\s.*:：]+", " ", _BRACKETS.sub(" ", cell.text)).strip(" -/")
    if len(name) > _LONGEST_HEADING:
        return Column("", cell)
    unit = bracket[1].strip() if bracket else ""
    known = _headings()
    squeezed = name.replace(" ", "")
    role = known.get(name) or known.get(squeezed, "")
    if not role and "/" in name:
        role = known.get(name.split("/")[0].strip(), "")
    if not role and (both := _TWO_SCRIPTS.fullmatch(name)):
        # 品名 Product: the same heading in both languages.
        role = next((known[half] for part in both.groups("") if (half := part.strip(" /-")) in known), "")
    return Column(role, cell, unit)


def cells_of(row: TextRow, separator: str) -> list[Cell]:
    """The row's cells as `separator` parts them; two blanks stand for aligned columns, whose empty cells leave no trace."""
    text = row.text
    bounds: list[tuple[int, int]] = []
    if separator.isspace() and separator != "\t":
        position = 0
        for blank in (_WIDE_BLANK if separator == "  " else _ANY_BLANK).finditer(text):
            bounds.append((position, blank.start()))
            position = blank.end()
        bounds.append((position, len(text)))
        bounds = [(a, b) for a, b in bounds if text[a:b].strip()]
    else:
        position = 0
        for part in text.split(separator):
            bounds.append((position, position + len(part)))
            position += len(part) + 1
        if separator == "|":
            if text.lstrip().startswith("|"):
                bounds = bounds[1:]
            if text.rstrip().endswith("|"):
                bounds = bounds[:-1]
    return [_cell(row, a, b) for a, b in bounds]


def _cell(row: TextRow, start: int, end: int) -> Cell:
    while start < end and row.text[start].isspace():
        start += 1
    while end > start and row.text[end - 1].isspace():
        end -= 1
    left = _width(row.text[:start])
    return Cell(
        row.start + start, row.start + end, row.text[start:end], left, left + _width(row.text[start:end])
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


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


def _row(columns: Sequence[Column], separator: str, row: TextRow) -> Row | None:
    cells = cells_of(row, separator)
    sums = cells and sums_up(next((cell.text for cell in cells if cell.text), ""))
    if len(cells) < 2 or len(cells) > len(columns) + (separator != ","):
        return None
    result = Row(row.start, row.start + len(row.text), totals=bool(sums))
    if separator == "  " and len(cells) != len(columns):
        result.cells = by_place(columns, cells)
    else:
        result.cells = list(zip(columns, cells, strict=False))
    quantity = result.first("quantity")
    if sums:
        return result
    if not result.naming or (
        quantity is not None and not re.search(r"[\d一二两三四五六七八九十半几]", quantity[1].text)
    ):
        return None
    if quantity is None and separator in (",", "  ") and len(cells) < len(columns) - 1:
        return None
    return result


def by_place(columns: Sequence[Column], cells: Sequence[Cell]) -> list[tuple[Column, Cell]]:
    """Each cell under the heading that it stands closest to, in order; what has no cell stays empty."""
    pairs: list[tuple[Column, Cell]] = []
    first = 0
    for number, cell in enumerate(cells):
        last = len(columns) - (len(cells) - number - 1)
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
        counting = bool(values) and all(re.fullmatch(r"\d{1,4}[.)、]?", value) for value in values)
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
    if "quantity" not in roles or not roles & set(_NAMING):
        table.rows.clear()


def _rising(values: Sequence[str]) -> bool:
    numbers = [int(re.sub(r"\D", "", value)) for value in values]
    steps = {b - a for a, b in pairwise(numbers)}
    return steps <= {1} or steps <= {10} or len(numbers) == 1
