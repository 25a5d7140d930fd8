"""What is said beside an order that is under way, and takes nothing out of it, moves nothing and calls nothing off."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from parsers import Context, Flag, Line, OrderContext
from tests.parsers.shop import flags, lines
from tests.parsers.two_trades import CUSTOMERS, reading

STORE = CUSTOMERS["bicycles"].addresses[1][1]
ORDER = OrderContext(
    "SO-20261120-0004",
    "confirmed",
    (
        Line("TU-26-A", "", Decimal(30), "条"),
        Line("HM-M-R", "", Decimal(3), "箱"),
        Line("PM-F", "", Decimal(10), "支"),
    ),
    date(2026, 11, 27),
    STORE,
)
TUBES, HELMETS, PUMPS = "30 条 TU-26-A", "3 箱 HM-M-R", "10 支 PM-F"
OPEN = Context(open_orders=(ORDER,))
PENDING = Context(pending=replace(ORDER, status="awaiting_confirmation"))


@pytest.mark.parametrize(
    "text",
    [
        "打气筒别寄快递",
        "内胎甭放太阳下",
        "头盔勿发错",
        "打气筒吊牌摘下来",
        "we have no more floor pumps in stock",
        "no more damaged floor pumps please",
        "no more late floor pump deliveries",
    ],
)
def test_how_goods_are_handled_takes_none_out(text: str) -> None:
    found = reading("bicycles", text, OPEN)
    assert len(found.lines) != 2 and found.intent != "cancel_order"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打气筒别上了", [TUBES, HELMETS]),
        ("打气筒莫放", [TUBES, HELMETS]),
        ("打气筒踢出去", [TUBES, HELMETS]),
        ("no more floor pumps, ours still work", [TUBES, HELMETS]),
        ("头盔加2箱，打气筒别放太阳下", [TUBES, "5 箱 HM-M-R", PUMPS]),
        ("we got no more floor pumps left, add 5 pcs", [TUBES, HELMETS, "15 支 PM-F"]),
    ],
)
def test_what_is_taken_out(text: str, expected: list[str]) -> None:
    found = reading("bicycles", text, OPEN)
    assert (found.verdict, lines(found)) == ("accept", expected)


@pytest.mark.parametrize(
    ("text", "verdict", "expected"),
    [
        ("红头盔M不要了，白的显脏", "review", [TUBES, PUMPS]),
        ("Remove the red helmets, we use white", "review", [TUBES, PUMPS]),
        ("红头盔M不要了，换白的", "accept", [TUBES, "3 箱 HM-M-W", PUMPS]),
        ("Remove the red helmets M, white ones instead", "accept", [TUBES, "3 箱 HM-M-W", PUMPS]),
    ],
)
def test_another_kind_comes_where_it_is_said_to(text: str, verdict: str, expected: list[str]) -> None:
    found = reading("bicycles", text, OPEN)
    assert (found.verdict, lines(found)) == (verdict, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不要整箱", "40 - LT-F"),
        ("不要整盒的", "40 - LT-F"),
        ("每盒", "40 - LT-F"),
        ("整箱", "40 箱 LT-F"),
        ("散盒", "40 盒 LT-F"),
    ],
)
def test_a_unit_that_is_not_wanted_is_no_answer(text: str, expected: str) -> None:
    asked = replace(
        ORDER,
        status="needs_clarification",
        lines=(Line("LT-F", "", Decimal(40), None),),
        flags=(Flag("lines[0].unit", "missing", ("盒", "箱")),),
    )
    found = reading("bicycles", text, Context(pending=asked))
    assert lines(found) == [expected]
    assert (flags(found) == []) is ("-" not in expected.split())
