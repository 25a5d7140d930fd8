"""A report as an xlsx file: its table with figures that can be reckoned with, the reasons for questions, and a chart."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.papers.report import Report, Row

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(report: Report, words: Mapping[str, Any], *, title: str) -> bytes:
    """The file; `words` are those of the table's headings, as `headings` names them."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = words["report"]
    _put(page, 1, [title], bold=True)
    heads = [words["by"][report.by], *(head for head, _ in figures(report.whole, report.currencies, words))]
    _put(page, 3, heads, bold=True)
    rows = [*report.rows, report.whole]
    for at, row in enumerate(rows, 4):
        label = words["whole"] if row is report.whole else row.label or words["nobody"]
        values = [value for _, value in figures(row, report.currencies, words)]
        _put(page, at, [label, *values], bold=row is report.whole)
        page.cell(at, heads.index(words["touchless"]) + 1).number_format = "0%"
    page.freeze_panes = "B4"
    page.column_dimensions["A"].width = 28
    for column in range(2, len(heads) + 1):
        page.column_dimensions[get_column_letter(column)].width = 13
    if report.rows:
        _chart(page, len(report.rows), len(rows), title=words["orders"])
    if report.reasons:
        second = book.create_sheet(words["reasons"])
        _put(second, 1, [words["reason"], words["orders"]], bold=True)
        for at, (reason, count) in enumerate(report.reasons, 2):
            _put(second, at, [words["asked_for"](reason), count])
        second.column_dimensions["A"].width = 36
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def figures(row: Row, currencies: Sequence[str], words: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The figures of a row with their headings, in the order of the table."""
    share = row.touchless_share
    return [
        (words["placed"], row.placed),
        (words["orders"], row.orders),
        (words["lines"], row.lines),
        *((f"{words['value']} {currency}", row.value.get(currency)) for currency in currencies),
        (words["unpriced"], row.unpriced),
        (words["touchless"], None if share is None else round(share, 3)),
        (words["asked"], row.asked),
        (words["minutes"], row.minutes),
        (words["delivered"], row.delivered),
        (words["late"], row.late),
        (words["returned"], row.returned),
        (words["cancelled"], row.cancelled),
        (words["rated"], row.rated),
        (words["score"], row.score),
    ]


def _put(page: Worksheet, row: int, values: Sequence[Any], *, bold: bool = False) -> None:
    for column, value in enumerate(values, 1):
        cell = page.cell(row, column)
        if isinstance(value, str):
            # What others have written is text, and never a formula.
            cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
            if isinstance(cell, Cell):
                cell.data_type = "s"
        else:
            cell.value = value
        if bold:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _chart(page: Worksheet, count: int, rows: int, *, title: str) -> None:
    chart = BarChart()
    chart.type, chart.title, chart.legend = "bar", title, None
    shown = min(count, 20)
    chart.add_data(Reference(page, min_col=3, min_row=3, max_row=3 + shown), titles_from_data=True)
    chart.set_categories(Reference(page, min_col=1, min_row=4, max_row=3 + shown))
    chart.height = 4 + 0.6 * shown
    page.add_chart(chart, f"A{rows + 6}")
