"""Workbooks (xlsx, xlsm, xls, xlsb, ods): the sheets that a person sees, with the values that formulas have come to."""

import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from parsers.attachments.document import (
    CROSSED_OUT,
    MOST_CELLS,
    MOST_ROWS,
    Grid,
    UnreadableFileError,
    flat,
    grid,
)
from parsers.attachments.sheetxml import Facts, facts
from parsers.attachments.sheetxml import shown as as_formatted

if TYPE_CHECKING:
    import python_calamine as calamine

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
UNCOMPUTED = "=?"
"""What stands for a formula whose value the file does not have."""
_MOST_SHEETS = 40


def read(data: bytes) -> tuple[Grid, ...]:
    """The visible sheets. Raises UnreadableFileError."""
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(BytesIO(data))
    except calamine.PasswordError:
        raise UnreadableFileError("protected by a password") from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError(f"a damaged workbook ({flat(str(error))[:80]})") from None
    known = facts(data) if data.startswith(b"PK") else {}
    sheets: list[Grid] = []
    left = MOST_CELLS
    visible = [
        sheet
        for sheet in book.sheets_metadata
        if sheet.visible is calamine.SheetVisibleEnum.Visible
        and sheet.typ is calamine.SheetTypeEnum.WorkSheet
    ]
    if len(visible) > _MOST_SHEETS:
        raise UnreadableFileError(f"more than {_MOST_SHEETS} sheets")
    for meta in visible:
        told = known.get(meta.name, Facts())
        # Before the library makes room for all cells between the first and the last.
        _bounded(told.height, told.width)
        try:
            sheet = book.get_sheet_by_name(meta.name)
        except (calamine.CalamineError, OSError, ValueError) as error:
            raise UnreadableFileError(
                f"a damaged sheet {meta.name[:40]!r} ({flat(str(error))[:80]})"
            ) from None
        _bounded(sheet.height, sheet.width)
        if sheet.start is None:
            continue
        found = _grid(sheet, told)
        if found is not None:
            left -= sum(len(row) for row in found.rows)
            if left < 0:
                raise UnreadableFileError(f"more than {MOST_CELLS:,} cells")
            sheets.append(found)
    return tuple(sheets)


def _bounded(height: int, width: int) -> None:
    if height > 50 * MOST_ROWS or height * width > 20 * MOST_CELLS:
        raise UnreadableFileError(f"more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells")


def _grid(sheet: "calamine.CalamineSheet", known: Facts) -> Grid | None:
    top, side = sheet.start or (0, 0)
    rows: list[list[str]] = []
    doubts: set[str] = set()
    for number, values in enumerate(sheet.to_python(), start=top):
        row = [""] * side
        struck = False
        for column, value in enumerate(values, start=side):
            at = (number, column)
            cell = shown(value)
            if at in known.uncomputed and not cell:
                cell = UNCOMPUTED
                doubts.add("formulas that were never computed")
            elif at in known.formats and isinstance(value, int | float):
                cell = as_formatted(cell, known.formats[at])
            if at in known.struck:
                # What has a line through it was taken off again.
                struck, cell = struck or bool(cell), ""
            row.append("" if column in known.hidden_columns else cell)
        if struck and any(row):
            doubts.add(CROSSED_OUT)
        rows.append(row)
    _spread(rows, sheet.merged_cell_ranges or [], top)
    hidden = frozenset(number + 1 for number in known.hidden_rows)
    return grid(sheet.name, rows, first=top + 1, doubts=tuple(sorted(doubts)), hidden=hidden)


def shown(value: Cell) -> str:
    """A value as a person would read it: 20 for 20.0, a day without midnight."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return number(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    return flat(str(value))


def number(value: float) -> str:
    """Without the tail that binary fractions leave: 0.1 + 0.2 is 0.3."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    nearest = round(value)
    if abs(value - nearest) < 1e-9 * max(1.0, abs(value)) and abs(value) < 1e15:
        return str(nearest)
    shown = f"{value:.10g}"
    return shown if "e" not in shown else format(value, "f").rstrip("0").rstrip(".")


def _spread(rows: list[list[str]], merged: list[tuple[tuple[int, int], tuple[int, int]]], top: int) -> None:
    """What is merged downwards holds for each of its rows: a name that stands before three sizes."""
    for (first, left), (last, right) in merged:
        if right != left or last == first:
            continue
        start = first - top
        if not (0 <= start < len(rows)) or left >= len(rows[start]):
            continue
        for place in range(start + 1, min(last - top, len(rows) - 1) + 1):
            if left < len(rows[place]) and not rows[place][left]:
                rows[place][left] = rows[start][left]
