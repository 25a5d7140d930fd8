"""Tables with the variants of a product as columns (品名 | S | M | L): a cell is how much of its row's product in its column's variant.

Each filled cell becomes a row of an ordinary table (see `tables`), so that whoever reads those reads these as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from parsers import headings, phrases, tables, traits, wordlists
from parsers.cells import LONGEST_ROW, Cell, TextRow, is_rule, parted, text_rows
from parsers.headings import NAMING, Column
from parsers.tables import Row, Table

_SEPARATORS = ("|", "\t", ",", "  ", " ")
# Of one variant nobody makes columns; more than these are no variants.
_FEWEST, _MOST, _LONGEST_VARIANT = 2, 24, 12
_BLANK = re.compile(phrases.slot("grids", "blank") + "?")
_AMOUNT = re.compile(phrases.slot("grids", "amount"))
_MEASURE = re.compile(phrases.slot("grids", "measure"))
_SIZE_WORDS = re.compile(
    rf"(?:{traits.LETTERED}|{phrases.slot('grids', 'bare_size')}){phrases.slot('grids', 'behind_size')}?"
)


@dataclass(frozen=True, slots=True)
class Heads:
    """What the columns hold: `names` and `variants` are their places; `total` is that of the row's sum."""

    columns: tuple[Column, ...]
    names: tuple[int, ...]
    variants: tuple[int, ...]
    total: int | None


def find(text: str, start: int = 0, end: int | None = None) -> list[Table]:
    """All tables of `text[start:end]`, those with variants as columns included; `text` in lower case."""
    stop = len(text) if end is None else end
    found: list[Table] = []
    position = start
    for grid in _grids(list(text_rows(text, start, stop))):
        found += tables.find(text, position, max(position, grid.start - 1))
        found.append(grid)
        position = min(grid.end + 1, stop)
    return [*found, *tables.find(text, position, stop)] if position < stop else found


def heads(cells: Sequence[str]) -> Heads | None:
    """The columns of a row of headings whose variants stand side by side; None if there are none. In lower case."""
    variants = [place for place, cell in enumerate(cells) if _variant(cell)]
    if len(variants) < _FEWEST:
        return None
    columns = tuple(headings.column(cell) for cell in cells)
    variants = [place for place in variants if columns[place].role in ("", "spec")]
    if not _FEWEST <= len(variants) <= _MOST or variants[-1] - variants[0] != len(variants) - 1:
        return None
    if len({cells[place] for place in variants}) < len(variants):
        return None
    first = variants[0]
    names = [place for place in range(first) if columns[place].role in (*NAMING, "")]
    named = any(columns[place].role in NAMING or cells[place] in _styles() for place in names)
    if not names or (
        not named and not _plainly_variants([*(cells[n] for n in names), *(cells[n] for n in variants)])
    ):
        # Where no heading says that names stand below, a row of numbers is one of amounts.
        return None
    sums = [
        place
        for place in range(variants[-1] + 1, len(cells))
        if columns[place].role in ("amount", "quantity") or headings.sums_up(cells[place])
    ]
    return Heads(columns, tuple(names), tuple(variants), sums[0] if sums else None)


def amounts(cells: Sequence[str], head: Heads) -> list[int] | None:
    """The places of the cells that order something; None if the row is none of the grid, or says what no number is."""
    under = [cells[place] for place in head.variants if place < len(cells)]
    if not any(cells[place] for place in head.names if place < len(cells)):
        return None
    if not all(_BLANK.fullmatch(cell) or _AMOUNT.fullmatch(cell) for cell in under):
        return None
    filled = [place for place in head.variants if place < len(cells) and _number(cells[place])]
    if head.total is not None and head.total < len(cells) and filled:
        told = _AMOUNT.fullmatch(cells[head.total])
        if told and float(told["amount"]) != sum(_number(cells[place]) for place in filled):
            return None
    return filled


@cache
def _styles() -> frozenset[str]:
    return frozenset(wordlists.load("tables")["style"]["words"])


def _plainly_variants(cells: Sequence[str]) -> bool:
    return all(_SIZE_WORDS.fullmatch(cell) or not re.search(r"\d", cell) for cell in cells)


def _variant(cell: str) -> bool:
    return len(cell) <= _LONGEST_VARIANT and bool(
        traits.of(cell) or _SIZE_WORDS.fullmatch(cell) or _MEASURE.fullmatch(cell)
    )


def _number(cell: str) -> float:
    found = _AMOUNT.fullmatch(cell)
    return float(found["amount"]) if found else 0.0


def _grids(rows: Sequence[TextRow]) -> Iterator[Table]:
    place = 0
    # The last row heads nothing.
    while place < len(rows) - 1:
        table = _at(rows, place)
        if table is None:
            place += 1
            continue
        yield table
        while place < len(rows) and rows[place].start <= table.end:
            place += 1


def _at(rows: Sequence[TextRow], place: int) -> Table | None:
    row = rows[place]
    if not row.text.strip() or len(row.text) > LONGEST_ROW:
        return None
    for separator in _SEPARATORS:
        if separator not in row.text:
            continue
        cells = parted(row, separator)
        head = heads([cell.text for cell in cells])
        if head is None:
            continue
        table = _body(rows, place, separator, cells, head)
        if table is not None:
            return table
    return None


def _body(
    rows: Sequence[TextRow], place: int, separator: str, header: Sequence[Cell], head: Heads
) -> Table | None:
    columns = [
        Column(column.role, cell, column.unit) for column, cell in zip(head.columns, header, strict=True)
    ]
    table = Table(rows[place].start, rows[place].start + len(rows[place].text), columns)
    blank = False
    for row in rows[place + 1 :]:
        if not row.text.strip():
            if blank:
                break
            blank = True
            continue
        if is_rule(row.text):
            continue
        cells = _under(row, separator, columns, head)
        texts = [cell.text for cell in cells]
        if cells and headings.sums_up(next((text for text in texts if text), "")):
            total = _totals(row, cells, head)
            if total is not None:
                table.rows.append(total)
            table.end = row.start + len(row.text)
            break
        filled = amounts(texts, head) if cells else None
        if filled is None:
            if row.text.strip() and not blank and len(table.rows) == 0:
                return None
            break
        if blank and not filled:
            break
        blank = False
        table.rows.extend(_opened(row, cells, columns, head, filled))
        table.end = row.start + len(row.text)
    return table if any(not row.totals for row in table.rows) else None


def _under(row: TextRow, separator: str, columns: Sequence[Column], head: Heads) -> list[Cell]:
    """The row's cells, one for each column; empty where they do not fit."""
    if len(row.text) > LONGEST_ROW:
        return []
    cells = parted(row, separator)
    empty = Cell(row.start, row.start, "")
    if separator == " ":
        # A name has blanks of its own: what is left of the numbers.
        behind = len(columns) - head.variants[0]
        if len(cells) <= behind or head.names != tuple(range(head.variants[0])) or len(head.names) > 1:
            return []
        named = cells[:-behind]
        text = row.text[named[0].start - row.start : named[-1].end - row.start]
        return [Cell(named[0].start, named[-1].end, text), *cells[-behind:]]
    if separator == "  " and len(cells) != len(columns):
        by_place = {id(column): cell for column, cell in tables.by_place(columns, cells)}
        return [by_place.get(id(column), empty) for column in columns] if len(cells) > 1 else []
    if not 1 < len(cells) <= len(columns):
        return []
    return [*cells, *[empty] * (len(columns) - len(cells))]


def _opened(
    row: TextRow, cells: Sequence[Cell], columns: Sequence[Column], head: Heads, filled: Sequence[int]
) -> Iterator[Row]:
    """One row for each filled cell, its name first; what else the row says stands in each, a remark in the first."""
    taken = {*head.names, *head.variants, head.total}
    others = [
        (column, cell) for n, (column, cell) in enumerate(zip(columns, cells, strict=True)) if n not in taken
    ]
    for number, place in enumerate(filled):
        named = [(Column("product", columns[n].heading), cells[n]) for n in head.names if cells[n].text]
        heading = columns[place].heading
        yield Row(
            row.start,
            row.start + len(row.text),
            [
                *named,
                (Column("spec", heading), heading),
                (Column("quantity", heading, columns[place].unit), cells[place]),
                *(one for one in others if not number or one[0].role != "note"),
            ],
            variant=heading,
        )


def _totals(row: TextRow, cells: Sequence[Cell], head: Heads) -> Row | None:
    """The sum of all where it is told: under its own heading, or as the row's only number."""
    numbers = [n for n in head.variants if _number(cells[n].text)]
    at = head.total if head.total is not None and _number(cells[head.total].text) else None
    at = numbers[0] if at is None and len(numbers) == 1 else at
    if at is None:
        return None
    quantity = (Column("quantity", head.columns[at].heading), cells[at])
    return Row(row.start, row.start + len(row.text), [quantity], totals=True)
