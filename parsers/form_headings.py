"""The headings of a sheet's tables: rows of them, two rows as one, columns without any, tables beside each other."""

import re
from collections.abc import Iterator, Sequence

from parsers import headings, tables, units
from parsers.cells import has_number
from parsers.form_labels import LONGEST_LABEL, low
from parsers.headings import NAMING, Column

ONLY_NUMBER = re.compile(r"[\d.,\s]{1,12}")
_DIGIT = re.compile(r"\d")
_FEWEST, _LONGEST_GUESSED = 2, 20
_COUNTED = re.compile(r"\d{1,6}(?:\.\d{1,3})?\s?(?P<unit>[a-z]{1,8}\.?|[㐀-鿿]{1,2})?|[-—–/]")


def heading_row(row: Sequence[str]) -> list[Column] | None:
    """The columns, if the cells are headings of an order table."""
    filled = [cell for cell in row if cell]
    # No heading is a number: what most rows hold need not be looked up.
    if len(filled) < _FEWEST or any(ONLY_NUMBER.fullmatch(cell) for cell in filled):
        return None
    found = tables.header("\t".join(_one_cell(cell) for cell in row))
    return found if found is not None and len(found) == len(row) else None


def guessed_row(row: Sequence[str], below: Sequence[Sequence[str]]) -> list[str] | None:
    """The headings that the words of a row must be, though none of our books have them: below them each row has a name and an
    amount with its unit, in one column each."""
    heads = [low(cell).strip() for cell in row]
    filled = [n for n, head in enumerate(heads) if head]
    if len(filled) < _FEWEST or len(filled) < len(row):
        return None
    if any(
        _DIGIT.search(h) or h.endswith(":") or len(h) > _LONGEST_GUESSED or headings.sums_up(h) for h in heads
    ):
        return None
    rows: list[Sequence[str]] = []
    for cells in below:
        told = [cell for cell in cells if cell]
        if not told or len(cells) > len(row) or headings.sums_up(low(told[0])):
            break
        if len(told) >= _FEWEST:
            rows.append([*cells, *[""] * (len(row) - len(cells))])
    if not rows:
        return None
    known = columns(row)
    counted = [
        n
        for n in filled
        if known[n].role in ("", "quantity", "aside")
        and all(not cells[n] or _COUNTED.fullmatch(low(cells[n])) for cells in rows)
        and any(_unit_behind(cells[n]) for cells in rows)
    ]
    named = [n for n in filled if known[n].role in NAMING] or [
        n
        for n in filled
        if known[n].role == "" and n not in counted and all(_words(cells[n]) for cells in rows)
    ][:1]
    if not named or not counted or {known[n].role for n in counted} == {"aside"}:
        return None
    told = list(row)
    if not any(known[n].role in NAMING for n in named):
        told[named[0]] = "品名"
    free = [n for n in counted if known[n].role != "aside"]
    if len(free) == 1:
        told[free[0]] = "数量"
    return told if heading_row(told) is not None else None


def _unit_behind(cell: str) -> bool:
    found = _COUNTED.fullmatch(low(cell))
    return found is not None and units.named(found["unit"] or "") is not None


def _words(cell: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}|[㐀-鿿]", cell))


def columns(heads: Sequence[str]) -> list[Column]:
    """What stands under each of the headings."""
    found = [headings.column(_one_cell(head)) for head in heads]
    return headings.of(found) or found


def with_second(heads: Sequence[str], found: Sequence[Column], below: Sequence[str]) -> list[str] | None:
    """The headings where the row below them has headings too: the row that tells more, or both as one; None where it
    has none."""
    second = heading_row(below)
    if any(cell and cell == head for cell, head in zip(below, heads, strict=False)):
        # Cells that are merged downwards stand in both rows: the two are one.
        joined = _two_rows(heads, below)
        if joined is not None and heading_row(joined) is not None:
            return joined
    if second is not None:
        return list(below if _weight(second) > _weight(found) else heads)
    joined = _two_rows(heads, below)
    return joined if joined is not None and heading_row(joined) is not None else None


def filled(heads: Sequence[str], below: Sequence[Sequence[str]]) -> list[str]:
    """A column without a heading beside one that names products or amounts belongs to it, as merged cells leave it."""
    width = max([len(heads), *(len(row) for row in below)])
    result = [*heads, *[""] * (width - len(heads))]
    known = columns(result)
    for number in range(1, width):
        if result[number]:
            continue
        cells = [row[number] for row in below if len(row) > number and row[number]]
        role = known[number - 1].role
        if role == "quantity" and cells and all(_unit(cell) for cell in cells):
            result[number] = "单位"
        elif role in ("product", "spec") and len(cells) * 2 >= len(below) and cells:
            result[number] = "规格"
    return result


def halves(columns: Sequence[Column], heads: Sequence[str]) -> Iterator[tuple[list[int], list[str]]]:
    """The tables that stand beside each other under one header: where its names and amounts repeat."""
    names = [n for n, column in enumerate(columns) if column.role in ("product", "code")]
    again = [n for n in names if heads[n] == heads[names[0]]] if names else []
    amounts = [n for n, column in enumerate(columns) if column.role == "quantity"]
    if len(again) < _FEWEST or len(amounts) != len(again):
        yield list(range(len(columns))), list(heads)
        return
    # The first heading of all begins each of them: the row's number before the name.
    begins = [n - again[0] for n in again]
    for start, end in zip(begins, [*begins[1:], len(columns)], strict=True):
        part = list(range(start, end))
        yield part, [heads[n] for n in part]


def _weight(columns: Sequence[Column]) -> int:
    return len([column for column in columns if column.role])


def _two_rows(heads: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """Headings in two rows as one: 数量 over 箱 and 瓶 is 数量(箱) and 数量(瓶)."""
    width = max(len(heads), len(below))
    upper, lower = [*heads, *[""] * width][:width], [*below, *[""] * width][:width]
    fresh = [cell for cell, head in zip(lower, upper, strict=True) if cell and cell != head]
    if not fresh or any(has_number(cell) or len(cell) > LONGEST_LABEL for cell in fresh):
        return None
    alone = len(fresh) == 1 and [cell for cell in below if cell] == fresh
    if alone and not headings.column(_one_cell(fresh[0])).role and units.named(low(fresh[0])) is None:
        # One word alone below the headings is the name of the group that follows.
        return None
    joined: list[str] = []
    over = ""
    for head, cell in zip(upper, lower, strict=True):
        over = head or over
        joined.append(over if not cell or cell == head else f"{over}({cell})" if over else cell)
        if head and not cell:
            over = ""
    return joined


def _one_cell(head: str) -> str:
    """A heading in lower case, without the bar that would part it."""
    return low(head).replace("|", "/")


def _unit(cell: str) -> bool:
    found = units.at(low(cell), 0)
    return found is not None and len(cell) <= LONGEST_LABEL
