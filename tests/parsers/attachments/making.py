"""Files as customers' programs make them, and what the shop of tests/parsers/company.py reads in them."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from parsers import Context, Reading, read
from parsers.attachments import formats
from tests.parsers.company import catalog, directory, message

Row = Sequence[Any]
CHINESE_FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(CHINESE_FONT))
TABLE: tuple[Row, ...] = (("品名", "数量", "单位"), ("9瓦灯泡", 20, "只"), ("大袋复合肥", 3, "袋"))
EXPECTED = ["20 只 LB-09", "3 袋 FT-25"]


def workbook(*sheets: Sequence[Row], names: Sequence[str] = (), merged: Sequence[str] = ()) -> Any:
    """A workbook of openpyxl; `merged` on its first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        for row in rows:
            sheet.append(row)
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    return book


def saved(book: Any) -> bytes:
    """The bytes of a workbook or a document."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(*sheets: Sequence[Row], names: Sequence[str] = (), merged: Sequence[str] = ()) -> bytes:
    return saved(workbook(*sheets, names=names, merged=merged))


def reading(
    text: str,
    *files: tuple[str, bytes],
    subject: str | None = None,
    context: Context | None = None,
    sender: str = "shop@luye.example.cn",
) -> Reading:
    """What a mail with these files means; the files are opened in this process."""
    documents = tuple(formats.read(name, "", data) for name, data in files)
    said = message(text, channel="email", subject=subject, context=context, sender=sender)
    return read(replace(said, attachments=documents), catalog=catalog(), directory=directory())


def document(*parts: str | Sequence[Row]) -> bytes:
    """A Word document: paragraphs, and tables of rows."""
    made = docx.Document()
    for part in parts:
        if isinstance(part, str):
            made.add_paragraph(part)
            continue
        table = made.add_table(rows=0, cols=len(part[0]))
        for row in part:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = "" if value is None else str(value)
    return saved(made)


def pdf(*parts: str | Sequence[Row], ruled: bool = True, font: str = CHINESE_FONT, **widths: Any) -> bytes:
    """A PDF: paragraphs, and tables with or without lines between their cells."""
    out = BytesIO()
    style = ParagraphStyle("plain", fontName=font, fontSize=10, leading=14)
    flow: list[Any] = []
    for part in parts:
        if isinstance(part, str):
            flow.append(Paragraph(part, style))
            continue
        rows = [[Paragraph(str(cell), style) if widths else str(cell or "") for cell in row] for row in part]
        commands: list[Any] = [("FONTNAME", (0, 0), (-1, -1), font)]
        if ruled:
            commands.append(("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)))
        flow += [
            Spacer(1, 10),
            Table(rows, style=TableStyle(commands), repeatRows=0, **widths),
            Spacer(1, 10),
        ]
    SimpleDocTemplate(out, pagesize=A4).build(flow)
    return out.getvalue()
