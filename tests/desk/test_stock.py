"""Short stock: what is asked, and what the ways out are."""

from dataclasses import replace

import pytest

from bot.desk.content import Content
from bot.desk.stock import shortages
from parsers.catalog import Catalog
from store.order import OrderParty
from tests.desk.making import CATALOG, item


def content(*lines: tuple[str, str, str], agreed: tuple[str, ...] = ()) -> Content:
    return Content(
        OrderParty("C001"),
        lines=tuple(item(sku, quantity, None, unit) for sku, quantity, unit in lines),
        agreed=agreed,
    )


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        ([("BV-ICET-500", "6", "箱")], {}),
        ([("BV-ICET-500", "90", "瓶")], {}),
        (
            [("BV-ICET-500", "7", "箱")],
            {"lines[0].stock": ("substitute=BV-GT-500", "available=6", "wait=6", "part=6")},
        ),
        ([("BV-ICET-500", "101", "箱")], {"lines[0].stock": ("available=6", "wait=6", "part=6")}),
        (
            [("BV-ICET-500", "91", "瓶")],
            {"lines[0].stock": ("substitute=BV-GT-500", "available=90", "wait=90", "part=90")},
        ),
        ([("BV-MILK-250", "1", "箱")], {"lines[0].stock": ("wait=0",)}),
        (
            [("BV-ICET-500", "4", "箱"), ("BV-ICET-500", "40", "瓶")],
            {"lines[1].stock": ("substitute=BV-GT-500", "available=30", "wait=30", "part=30")},
        ),
        ([("BV-ICET-500", "7", "板")], {}),
    ],
)
def test_shortages(lines: list[tuple[str, str, str]], asked: dict[str, tuple[str, ...]]) -> None:
    found = shortages(content(*lines), catalog=CATALOG)
    assert {flag.field: flag.candidates for flag in found} == asked
    assert all(flag.code == "short" for flag in found)


def test_what_was_agreed_or_stood_before_is_not_asked_again() -> None:
    wanted = ("BV-ICET-500", "10", "箱")
    assert shortages(content(wanted, agreed=("stock:BV-ICET-500",)), catalog=CATALOG) == ()
    assert shortages(content(wanted), catalog=CATALOG, before=content(wanted)) == ()
    fewer = content(("BV-ICET-500", "8", "箱"))
    assert shortages(fewer, catalog=CATALOG, before=content(wanted)) == ()
    more = content(("BV-ICET-500", "11", "箱"))
    assert len(shortages(more, catalog=CATALOG, before=content(wanted))) == 1


def test_an_unknown_stock_is_no_short_one() -> None:
    unknown = Catalog.build(replace(product, stock=None) for product in CATALOG)
    assert shortages(content(("BV-MILK-250", "1000", "箱")), catalog=unknown) == ()
