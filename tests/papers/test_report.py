"""Figures of a period: what counts, in which group, and that money of two currencies is never added."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from bot.console.reports import sheet
from bot.papers import chart
from bot.papers.report import By, Report, report
from store.facts import Fact, LineFact

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
PLACED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
COLA, TEA = LineFact("COLA", "可乐", Decimal("96.00")), LineFact("TEA", "茶", Decimal("33.50"))
AGREED = Fact(
    "SO-1", PLACED, "received", "email", "C001", "百味", None, (), "CNY", Decimal("129.50"), (COLA, TEA),
    booked_at=PLACED + timedelta(minutes=4), touchless=True, asked=(), delivery_date=date(2026, 11, 25), delivered_at=None,
    returned=False,
)  # fmt: skip
DRAFT = replace(
    AGREED, order_no="SO-2", status="draft", booked_at=None, touchless=False, asked=("sku ambiguous",)
)
CANCELLED = replace(AGREED, order_no="SO-3", status="cancelled")
FOREIGN = replace(
    AGREED, order_no="SO-4", customer_code="C008", customer="Maple", channel="telegram", rep="周倩", currency="USD",
    touchless=False, asked=("sku ambiguous", "delivery_date missing"), lines=(replace(COLA, amount=Decimal("9.90")),),
    booked_at=PLACED + timedelta(minutes=10), carriers=("sf",), rating=4,
)  # fmt: skip


def made(*facts: Fact, by: By = "all", **given: Any) -> Report:
    return report(
        facts, by=by, since=date(2026, 11, 1), until=date(2026, 11, 30), zone=ZONE, now=NOW, **given
    )


def test_drafts_and_cancelled_orders_have_no_value() -> None:
    row = made(AGREED, DRAFT, CANCELLED).whole
    assert (row.placed, row.orders, row.lines, row.cancelled) == (3, 1, 2, 1)
    assert row.value == {"CNY": Decimal("129.50")}
    assert row.touchless_share == 1


def test_money_of_two_currencies_stays_apart() -> None:
    found = made(AGREED, FOREIGN)
    assert found.whole.value == {"CNY": Decimal("129.50"), "USD": Decimal("9.90")}
    assert found.currencies == ("CNY", "USD")
    assert (found.whole.touchless_share, found.whole.minutes, found.whole.score) == (0.5, 7.0, 4.0)


def test_a_price_that_is_open_is_told_and_not_nothing() -> None:
    unpriced = replace(AGREED, lines=(COLA, replace(TEA, amount=None)), total=None)
    row = made(unpriced).whole
    assert (row.value, row.unpriced) == ({"CNY": Decimal("96.00")}, 1)


def test_groups() -> None:
    facts = (AGREED, FOREIGN, replace(AGREED, order_no="SO-5"))

    def rows(by: By) -> list[tuple[str, str, int]]:
        return [(row.key, row.label, row.orders) for row in made(*facts, by=by).rows]

    assert rows("channel") == [("email", "email", 2), ("telegram", "telegram", 1)]
    assert rows("customer") == [("C001", "百味", 2), ("C008", "Maple", 1)]
    assert rows("rep") == [("", "", 2), ("周倩", "周倩", 1)]
    assert rows("carrier") == [("sf", "sf", 1)]
    assert rows("product") == [("COLA", "COLA", 3), ("TEA", "TEA", 2)]
    assert rows("day") == [("2026-11-23", "2026-11-23", 3)]
    assert rows("week") == [("2026-11-23", "2026-11-23", 3)]
    assert rows("month") == [("2026-11", "2026-11", 3)]
    assert rows("all") == []
    labelled = made(*facts, by="product", label=lambda sku: f"<{sku}>")
    assert [row.label for row in labelled.rows] == ["<COLA>", "<TEA>"]


def test_a_product_counts_its_own_lines_only() -> None:
    cola, tea = made(AGREED, replace(AGREED, lines=(COLA, COLA)), by="product").rows
    assert (cola.key, cola.orders, cola.lines, cola.value) == ("COLA", 2, 3, {"CNY": Decimal("288.00")})
    assert (tea.key, tea.orders, tea.lines, tea.value) == ("TEA", 1, 1, {"CNY": Decimal("33.50")})


def test_days_are_the_companys() -> None:
    late_evening = replace(AGREED, placed_at=datetime(2026, 11, 23, 16, 30, tzinfo=UTC))
    assert [row.key for row in made(late_evening, by="day").rows] == ["2026-11-24"]


def test_late_is_after_its_day_or_not_there_though_it_is_over() -> None:
    def late(**given: Any) -> int:
        return made(replace(AGREED, **given)).whole.late

    assert late() == 0
    assert late(delivery_date=date(2026, 11, 23)) == 1
    assert late(delivery_date=None) == 0
    on_the_day = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)
    assert late(delivery_date=date(2026, 11, 23), status="delivered", delivered_at=on_the_day) == 0
    after = datetime(2026, 11, 23, 16, 1, tzinfo=UTC)
    assert late(delivery_date=date(2026, 11, 23), status="delivered", delivered_at=after) == 1
    assert late(delivery_date=date(2026, 11, 23), status="cancelled") == 0
    assert late(delivery_date=date(2026, 11, 23), status="completed") == 0


def test_the_reasons_count_orders() -> None:
    assert made(DRAFT, FOREIGN).reasons == (("sku ambiguous", 2), ("delivery_date missing", 1))


def test_the_sheet_has_figures_to_reckon_with_and_no_formula_of_others() -> None:
    evil = replace(AGREED, customer_code="C001", customer='=HYPERLINK("http://x","y")\x07')
    content = sheet(made(evil, FOREIGN, by="customer"), language="zh", company="恒通")
    book = load_workbook(io.BytesIO(content))
    first, second = book.worksheets
    heads = [cell.value for cell in first[3]]
    rows = {
        row[0].value: dict(zip(heads, (cell.value for cell in row), strict=True))
        for row in first.iter_rows(4)
    }
    assert first["A1"].value == "恒通 2026-11-01 – 2026-11-30"
    cell = first["A4"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x","y") ')
    assert rows["Maple"]["金额 USD"] == 9.9
    assert rows["合计"]["成交订单"] == 2
    assert rows["合计"]["无人工"] == 0.5
    assert [tuple(cell.value for cell in row) for row in second.iter_rows(2)] == [
        ("送货日期: 没有说", 1), ("货品: 有几种可能", 1),
    ]  # fmt: skip


def test_bars_are_drawn_to_scale_and_say_no_markup_of_others() -> None:
    drawn = chart.bars(
        [("<b>甲</b>", 10, "10"), ("很长很长很长很长很长很长很长的名字", 5, "5"), ("零", 0, "0")], title='a"b'
    )
    assert "<b>" not in drawn
    assert "&lt;b&gt;甲" in drawn
    assert 'width="450.0"' in drawn
    assert 'width="225.0"' in drawn
    assert "很长很长很长很长很长很长很长的…" in drawn
    assert chart.bars([], title="x").startswith("<svg")
