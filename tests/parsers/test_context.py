"""A message beside the orders that its sender has: which one it means, and what that order becomes."""

from decimal import Decimal

import pytest

from parsers import Context
from tests.parsers.people import order, reading

BULBS = order("SO-20261120-0004", ("LB-09", 5, "箱"), ("SW-01", 3, "盒"), address="宁波市江北区环城北路10号")
POTS = order("SO-20261122-0009", ("PT-12", 2, "箱"), address="宁波市鄞州区日丽路77号")
TWO = Context(open_orders=(BULBS, POTS))
ONE = Context(open_orders=(BULBS,))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("SO-20261122-0009 不要了", "SO-20261122-0009"),
        ("尾号0009那单不要了", "SO-20261122-0009"),
        ("昨天下的那单不要了", "SO-20261122-0009"),
        ("灯泡那单取消", "SO-20261120-0004"),
        ("城南店那张单取消", "SO-20261122-0009"),
        ("please cancel yesterday's order", "SO-20261122-0009"),
        ("please cancel my latest order", "SO-20261122-0009"),
    ],
)
def test_the_order_that_is_meant(text: str, number: str) -> None:
    found = reading(text, context=TWO)
    assert (found.intent, found.order_no) == ("cancel_order", number)
    assert found.verdict == "accept"


@pytest.mark.parametrize("text", ["那单不要了", "please cancel my order"])
def test_two_that_fit_are_asked(text: str) -> None:
    found = reading(text, context=TWO)
    assert found.order_no is None
    assert [(flag.code, flag.candidates) for flag in found.flags] == [
        ("ambiguous", ("SO-20261120-0004", "SO-20261122-0009"))
    ]


def test_a_number_of_somebody_else_s_is_never_resolved() -> None:
    found = reading("SO-20261101-0777 取消", context=ONE)
    assert (found.order_no, found.verdict) == ("SO-20261101-0777", "clarify")
    assert [(flag.field, flag.code) for flag in found.flags] == [("order_no", "unknown")]


@pytest.mark.parametrize("text", ["Please cancel order 99812", "取消订单99812"])
def test_a_number_in_no_form_of_ours_is_not_taken_for_the_order_that_is_open(text: str) -> None:
    found = reading(text, context=ONE)
    assert (found.intent, found.order_no, found.po_number) == ("cancel_order", "99812", None)
    assert [(flag.field, flag.code) for flag in found.flags] == [("order_no", "unknown")]


@pytest.mark.parametrize(("text", "day"), [("明天送", 24), ("后天下午送", 25)])
def test_a_day_alone_is_that_of_the_order_under_way(text: str, day: int) -> None:
    found = reading(text, context=ONE)
    assert (found.intent, found.order_no, found.verdict) == ("amend_order", BULBS.order_no, "accept")
    assert found.delivery_date is not None
    assert found.delivery_date.day == day
    assert [line.sku for line in found.lines] == ["LB-09", "SW-01"]


def test_a_day_alone_with_nothing_under_way_orders_nothing() -> None:
    assert reading("明天送").verdict != "accept"


def test_no_order_at_all_is_asked() -> None:
    assert [flag.code for flag in reading("昨天那单取消").flags] == ["missing"]


def test_their_own_number_neither_makes_an_order_ours_nor_hides_the_one_that_is_open() -> None:
    new = reading("Our order no. GF-5512: 5 cartons of LED bulb 9W", sender="office@hillside.example.com")
    assert (new.intent, new.po_number, new.order_no) == ("new_order", "GF-5512", None)
    moved = reading("Please move our order GF-5512 to 11 December", context=ONE)
    assert (moved.intent, moved.order_no, moved.po_number) == ("amend_order", "SO-20261120-0004", "GF-5512")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("那单9瓦灯泡改成8箱", [("LB-09", 8, "箱"), ("SW-01", 3, "盒")]),
        ("那单再加2箱9瓦灯泡", [("LB-09", 7, "箱"), ("SW-01", 3, "盒")]),
        ("那单9瓦灯泡减1箱", [("LB-09", 4, "箱"), ("SW-01", 3, "盒")]),
        ("那单一开开关不要了", [("LB-09", 5, "箱")]),
        ("那单9瓦灯泡换成12瓦灯泡", [("LB-12", 5, "箱"), ("SW-01", 3, "盒")]),
        ("那单再加1箱小花盆", [("LB-09", 5, "箱"), ("SW-01", 3, "盒"), ("PT-12", 1, "箱")]),
        (
            "please swap the LED bulb 9W for LED bulb 12W in my order",
            [("LB-12", 5, "箱"), ("SW-01", 3, "盒")],
        ),
    ],
)
def test_an_order_as_it_stands_after_the_change(text: str, lines: list[tuple[str, int, str]]) -> None:
    found = reading(text, context=ONE)
    assert found.intent == "amend_order"
    assert [(line.sku, line.quantity, line.unit) for line in found.lines] == [
        (sku, Decimal(quantity), unit) for sku, quantity, unit in lines
    ]
    assert found.delivery_address == BULBS.delivery_address
    assert found.delivery_date == BULBS.delivery_date


def test_the_last_order_again_with_a_change() -> None:
    found = reading("照上次的单子，9瓦灯泡加到8箱", context=Context(last_order=BULBS))
    assert (found.intent, found.order_no) == ("new_order", None)
    assert [(line.sku, line.quantity) for line in found.lines] == [
        ("LB-09", Decimal(8)),
        ("SW-01", Decimal(3)),
    ]
