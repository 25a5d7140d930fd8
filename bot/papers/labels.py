"""Package labels of 100 by 150 mm, the usual size of label printers: to whom, from whom, and a code for the scanner."""

import io
from collections.abc import Iterator

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from bot.papers import fonts
from bot.papers.documents import Code, Sheet, words
from bot.papers.sheets import draw

SIZE = (100 * mm, 150 * mm)
_MARGIN = 6 * mm
_WIDE = SIZE[0] - 2 * _MARGIN


def label(told: Sheet, *, code: Code = "qr", parcels: int = 1) -> bytes:
    """A page for each of the parcels."""
    fonts.register()
    t = words(told.language)
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=SIZE, invariant=1, lang="zh-CN" if told.language == "zh" else "en")
    canvas.setTitle(f"{t['kinds']['label']} {told.order_no}")
    canvas.setAuthor(told.company)
    for number in range(1, parcels + 1):
        _page(canvas, told, t["parcel"].format(number=number, count=parcels), code=code)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _page(canvas: Canvas, told: Sheet, parcel: str, *, code: Code) -> None:
    t = words(told.language)
    y = SIZE[1] - _MARGIN - 5 * mm
    draw(canvas, told.order_no, x=_MARGIN, y=y, size=15, bold=True)
    y = _rule(canvas, y - 3 * mm)
    draw(canvas, t["receiver"], x=_MARGIN, y=y - 5 * mm, size=9)
    y -= 12 * mm
    for text, size, most in (
        (told.customer, 14, 2),
        ("  ".join(part for part in (told.contact, told.phone) if part), 13, 2),
        (told.delivery_address or t["open"], 14, 5),
    ):
        for line in _lines(text, size, most=most):
            draw(canvas, line, x=_MARGIN, y=y, size=size)
            y -= size * 1.35
        y -= 1.5 * mm
    _code(canvas, told.order_no, code)
    low = 50 * mm
    _rule(canvas, low)
    beside = _MARGIN + (44 * mm if code == "qr" else 0)
    y = low - (8 * mm if code == "qr" else 25 * mm)
    facts = [f"{t['sender']} {told.company}", parcel]
    if told.delivery_date:
        facts.append(f"{t['delivery_date']} {told.delivery_date}")
    if told.urgent:
        facts.append(t["urgent"])
    for fact in facts:
        for line in _lines(fact, 10, most=2, wide=SIZE[0] - _MARGIN - beside):
            draw(canvas, line, x=beside, y=y, size=10)
            y -= 5 * mm


def _rule(canvas: Canvas, y: float) -> float:
    canvas.setLineWidth(1)
    canvas.line(_MARGIN, y, SIZE[0] - _MARGIN, y)
    return y


def _code(canvas: Canvas, order_no: str, code: Code) -> None:
    if code == "code128":
        bars = Code128(order_no, barHeight=16 * mm, barWidth=0.42 * mm, quiet=False)
        bars.drawOn(canvas, (SIZE[0] - bars.width) / 2, 30 * mm)
        return
    side = 40 * mm
    widget = QrCodeWidget(order_no, barLevel="M", barWidth=side, barHeight=side, barBorder=2)
    drawing = Drawing(side, side)
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, _MARGIN - 2 * mm, 7 * mm)


def _lines(text: str, size: float, *, most: int, wide: float = _WIDE) -> list[str]:
    """The text in lines that fit, `most` of them; what is longer is made to end with an ellipsis."""
    lines = list(_broken(text, size, wide))
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and fonts.width(f"{last}…", size) > wide:
        last = last[:-1]
    return [*lines[: most - 1], f"{last}…"]


def _broken(text: str, size: float, wide: float) -> Iterator[str]:
    line = ""
    for character in " ".join(text.split()):
        if fonts.width(line + character, size) <= wide:
            line += character
            continue
        # A Latin word goes whole to the next line, unless it is a line by itself.
        head, blank, tail = line.rpartition(" ")
        if character.isascii() and character != " " and blank and tail.isascii():
            yield head
            line = tail + character
        else:
            yield line.rstrip()
            line = "" if character == " " else character
    if line:
        yield line
