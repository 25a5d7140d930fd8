"""Positions of a list that the message answers, by the list that it quotes or the order that it is about."""

from decimal import Decimal

import pytest

from parsers import Context, Line, OrderContext
from tests.parsers.company import lines

QUOTED = """

> On Monday we offered:
> 1) LED bulb 9W   500 pcs   CNY 4.20
> 2) Terracotta pot 20cm   200 pcs   CNY 6.50
> 3) Garden hose 15m   20 rolls   CNY 44.00
"""
ORDER = OrderContext(
    "SO-20261110-0001",
    "confirmed",
    (Line("LB-09", "", Decimal(20), "只"), Line("PT-20", "", Decimal(5), "个")),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We take item 2 only: 300 pcs. Item 1 is too expensive, item 3 we do not need.", ["300 个 PT-20"]),
        ("Please send 400 pcs of item 1 and 10 rolls of item 3.", ["400 只 LB-09", "10 卷 HS-15"]),
        ("第二项要300个，第一项不要了。", ["300 个 PT-20"]),
        ("1和3要，1拿500只，3拿10卷", ["500 只 LB-09", "10 卷 HS-15"]),
        ("2)要300个，3)不要", ["300 个 PT-20"]),
        ("1)500只，3)10卷", ["500 只 LB-09", "10 卷 HS-15"]),
        ("2号来300个，3号10卷", ["300 个 PT-20", "10 卷 HS-15"]),
        ("3号下午送，2)要300个", ["300 个 PT-20"]),
        ("Thanks. 500 pcs of no. 1 and 10 rolls of no. 3 please.", ["500 只 LB-09", "10 卷 HS-15"]),
        ("1) 大花盆 30个\n2) 15米水管 4卷", ["30 个 PT-20", "4 卷 HS-15"]),
    ],
)
def test_a_position_of_the_quoted_offer_is_its_product(text: str, expected: list[str]) -> None:
    assert lines(text + QUOTED) == expected


def test_a_position_of_the_order_is_its_product() -> None:
    text = "Please change position 2 of SO-20261110-0001 to 8 pcs."
    assert lines(text, Context(open_orders=(ORDER,))) == ["20 只 LB-09", "8 个 PT-20"]


def test_without_a_list_a_position_is_nothing() -> None:
    assert lines("item 2, 300 pcs") == []
