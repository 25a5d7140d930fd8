"""Documents on sheets of A4: a head, the order's particulars, its lines as a table, and places to sign."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from bot.papers import fonts
from bot.papers.documents import Item, Kind, Sheet, words

_INK, _SOFT, _RULE, _HEAD = (HexColor(code) for code in ("#17211f", "#5b6a67", "#9aaaa6", "#e7eeec"))
_MARGIN = 18 * mm
_WIDE = A4[0] - 2 * _MARGIN
_PAD = 5.0
_FRAME = 6.0
"""What reportlab keeps free within the margins."""

Cell = Callable[[int, Item], str]
Column = tuple[str, float, bool, Cell]
"""Heading, share of the width, whether it is set to the right, and what stands in it."""


def sheet(kind: Kind, told: Sheet) -> bytes:
    """The document of this kind; any but a label."""
    fonts.register()
    t = words(told.language)
    story: list[Flowable] = [_particulars(kind, told, t), Spacer(1, 5 * mm), *_table(kind, told, t)]
    if told.note:
        story += [Spacer(1, 3 * mm), _words(f"{t['note']}: {told.note}")]
    if kind == "confirmation":
        story += [Spacer(1, 5 * mm), _words(t["sign_back"], soft=True)]
    story += [Spacer(1, 8 * mm), KeepTogether(_signatures(kind, t))]
    made = io.BytesIO()
    document = SimpleDocTemplate(
        made,
        pagesize=A4,
        leftMargin=_MARGIN - _FRAME,
        rightMargin=_MARGIN - _FRAME,
        topMargin=34 * mm,
        bottomMargin=18 * mm,
        title=f"{t['kinds'][kind]} {told.order_no}",
        author=told.company,
        creator="jiedan",
        lang="zh-CN" if told.language == "zh" else "en",
        invariant=1,
    )
    document.build(story, canvasmaker=_numbered(kind, told, t))
    return made.getvalue()


def _numbered(kind: Kind, told: Sheet, t: Mapping[str, Any]) -> Callable[..., Canvas]:
    """A canvas that writes head and foot of each page once it knows how many there are."""

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                _frame(self, kind, told, t, page=number, pages=len(self._pages))
                super().showPage()
            super().save()

    return Numbered


def _frame(canvas: Canvas, kind: Kind, told: Sheet, t: Mapping[str, Any], *, page: int, pages: int) -> None:
    top = A4[1] - 16 * mm
    canvas.setFillColor(_SOFT)
    draw(canvas, told.company, x=_MARGIN, y=top, size=10)
    canvas.setFillColor(_INK)
    draw(canvas, t["kinds"][kind], x=_MARGIN, y=top - 8 * mm, size=17, bold=True)
    code = Code128(told.order_no, barHeight=9 * mm, barWidth=0.28 * mm, quiet=False)
    code.drawOn(canvas, A4[0] - _MARGIN - code.width, top - 6 * mm)
    at = A4[0] - _MARGIN - fonts.width(told.order_no, 9)
    draw(canvas, told.order_no, x=at, y=top - 10 * mm, size=9)
    canvas.setStrokeColor(_RULE)
    canvas.line(_MARGIN, top - 13 * mm, A4[0] - _MARGIN, top - 13 * mm)
    canvas.setFillColor(_SOFT)
    foot = f"{t['version'].format(version=told.version)} · {t['printed'].format(at=told.printed_at)}"
    draw(canvas, foot, x=_MARGIN, y=10 * mm, size=8)
    numbered = t["page"].format(page=page, pages=pages)
    draw(canvas, numbered, x=A4[0] - _MARGIN - fonts.width(numbered, 8), y=10 * mm, size=8)


def draw(canvas: Canvas, text: str, *, x: float, y: float, size: float, bold: bool = False) -> None:
    """Text on one line, each character in a font that has it."""
    for font, run in fonts.runs(text, bold=bold):
        canvas.setFont(font, size)
        canvas.drawString(x, y, run)
        x += canvas.stringWidth(run, font, size)


def _particulars(kind: Kind, told: Sheet, t: Mapping[str, Any]) -> Flowable:
    day = told.delivery_date or t["open"]
    pairs = [
        ("order_no", told.order_no),
        ("placed_at", told.placed_at),
        ("customer", told.customer),
        ("po_number", told.po_number),
        ("contact", "  ".join(part for part in (told.contact, told.phone) if part)),
        ("delivery_date", f"{day} ({t['urgent']})" if told.urgent else day),
    ]
    if kind in {"confirmation", "pick"}:
        pairs.append(("delivery_address", told.delivery_address or t["open"]))
    if kind == "confirmation":
        pairs.append(("payment", t["payments"].get(told.payment, told.payment) or t["open"]))
    cells = [(_words(t[name], soft=True), _words(value)) for name, value in pairs if value]
    rows = [
        [*cells[at], *(cells[at + 1] if at + 1 < len(cells) else ("", ""))] for at in range(0, len(cells), 2)
    ]
    label = 24 * mm
    table = Table(rows, colWidths=[label, _WIDE / 2 - label] * 2)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ]
        )
    )
    return table


def _table(kind: Kind, told: Sheet, t: Mapping[str, Any]) -> list[Flowable]:
    items = [item for item in told.items if kind != "purchasing" or item.to_buy]
    if kind == "purchasing" and not items:
        return [_words(t["nothing_short"])]
    columns = _columns(kind, told, t)
    whole = sum(share for _, share, _, _ in columns)
    rows: list[list[Flowable]] = [
        [_words(heading, right=right, size=8.5, soft=True) for heading, _, right, _ in columns]
    ]
    rows += [
        [_words(cell(number, item), right=right) for _, _, right, cell in columns]
        for number, item in enumerate(items, 1)
    ]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), _HEAD),
        ("GRID", (0, 0), (-1, -1), 0.4, _RULE),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    if kind == "confirmation":
        total = f"{told.currency or ''} {told.total}".strip() if told.total is not None else t["open"]
        last = len(rows)
        blank = [""] * (len(columns) - 3)
        rows.append([_words(t["total"], bold=True), *blank, _words(total, right=True, bold=True), ""])
        style += [("SPAN", (0, last), (-3, last)), ("SPAN", (-2, last), (-1, last))]
    table = Table(rows, colWidths=[_WIDE * share / whole for _, share, _, _ in columns], repeatRows=1)
    table.setStyle(TableStyle(style))
    return [table]


def _columns(kind: Kind, told: Sheet, t: Mapping[str, Any]) -> Sequence[Column]:
    def named(_: int, item: Item) -> str:
        part = t["first_part"].format(quantity=item.first_part) if item.first_part else ""
        return f"{item.name} ({part})" if part else item.name

    number: Column = (t["number"], 6, False, lambda at, _: str(at))
    what: Column = (t["item"], 28, False, named)
    sku: Column = (t["sku"], 16, False, lambda _, item: item.sku)
    spec: Column = (t["spec"], 18, False, lambda _, item: item.spec)
    quantity: Column = (t["quantity"], 11, True, lambda _, item: item.quantity or t["open"])
    base: Column = (t["in_base"], 11, True, lambda _, item: item.in_base or "")
    if kind == "confirmation":
        currency = told.currency or "—"
        return (
            number,
            what,
            sku,
            quantity,
            (t["unit_price"].format(currency=currency), 14, True, lambda _, it: it.unit_price or t["open"]),
            (t["amount"].format(currency=currency), 14, True, lambda _, it: it.amount or t["open"]),
        )
    if kind == "purchasing":
        return (
            number,
            what,
            sku,
            base,
            (t["stock"], 11, True, lambda _, item: item.stock or t["unknown_stock"]),
            (t["to_buy"], 12, True, lambda _, item: item.to_buy or ""),
            (t["restock"], 18, False, lambda _, item: item.restock or ""),
            (t["substitute"], 16, False, lambda _, item: item.substitute or ""),
        )
    boxes: tuple[Column, ...] = ((t["done"], 8, False, lambda _, item: ""),)
    if kind == "production":
        boxes = (*boxes, (t["checked"], 8, False, lambda _, item: ""))
    return (number, what, sku, spec, quantity, base, *boxes)


def _signatures(kind: Kind, t: Mapping[str, Any]) -> Flowable:
    """Two places to sign, each with its lines."""
    by: Mapping[str, tuple[str, str]] = {
        "confirmation": ("seller", "buyer"),
        "pick": ("picked_by", "checked_by"),
        "purchasing": ("ordered_by", "checked_by"),
        "production": ("made_by", "inspected_by"),
    }
    asked = ("signature", "name", "date") if kind == "confirmation" else ("signature", "date")
    rows = [[_words(t[who], bold=True) for who in by[kind]]]
    rows += [[_words(f"{t[one]}:")] * 2 for one in asked]
    table = Table(rows, colWidths=[_WIDE / 2] * 2, rowHeights=[8 * mm] + [11 * mm] * len(asked))
    lines = [("LINEBELOW", (at, row), (at, row), 0.5, _RULE) for at in (0, 1) for row in range(1, len(rows))]
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("LEFTPADDING", (0, 0), (-1, -1), 0), *lines])
    )
    return table


def _words(
    text: str, *, bold: bool = False, soft: bool = False, right: bool = False, size: float = 9.5
) -> Paragraph:
    style = ParagraphStyle(
        "words",
        fontName=fonts.LATIN,
        fontSize=size,
        leading=size * 1.45,
        textColor=_SOFT if soft else _INK,
        alignment=TA_RIGHT if right else 0,
        # Breaks lines between Chinese characters; Latin words stay whole where the text has nothing else.
        wordWrap="CJK" if any(ord(character) > 0x2E7F for character in text) else None,
        splitLongWords=1,
    )
    return Paragraph(fonts.markup(text, bold=bold), style)
