"""What is near to a cancellation, an assent, an addition or a doubled amount, and is none."""

from datetime import date
from decimal import Decimal

import pytest

from parsers import Context, Flag, Line, OrderContext
from tests.parsers.company import CUSTOMER, reading
from tests.parsers.shop import lines

HOME = CUSTOMER.addresses[0][1]
BULBS, SWITCHES, HOSES = "20 只 LB-09", "6 个 SW-01", "4 卷 HS-15"
GOODS = (
    Line("LB-09", "", Decimal(20), "只"),
    Line("SW-01", "", Decimal(6), "个"),
    Line("HS-15", "", Decimal(4), "卷"),
)
OPEN = Context(open_orders=(OrderContext("SO-20261120-0004", "confirmed", GOODS, None, HOME),))
SUMMARY = Context(pending=OrderContext("SO-20261120-0004", "awaiting_confirmation", GOODS, None, HOME))
UNKNOWN = Context(
    pending=OrderContext(
        "SO-20261120-0004",
        "pending",
        (GOODS[0], Line(None, "5把 钉耙", Decimal(5), "把")),
        None,
        HOME,
        (Flag("lines[1].sku", "unknown"),),
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SO-20261120-0004那单取消15米水管", [BULBS, SWITCHES]),
        ("cancel SO-20261120-0004 garden hose 15m", [BULBS, SWITCHES]),
    ],
)
def test_one_line_is_cancelled(text: str, expected: list[str]) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    "text",
    [
        "SO-20261120-0004 please cancel 2 of the garden hose 15m",
        "cancel SO-20261120-0004's garden hoses",
        "15米水管那单（0004）取消3卷",
    ],
)
def test_some_of_an_order_is_not_all_of_it(text: str) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict) != ("cancel_order", "accept")


@pytest.mark.parametrize(
    "text",
    [
        "9瓦灯泡和15米水管那单（0004）取消",
        "cancel SO-20261120-0004 please",
        "cancel SO-20261120-0004, no bulbs needed",
    ],
)
def test_an_order_is_cancelled(text: str) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict) == ("cancel_order", "accept")


@pytest.mark.parametrize(
    "text",
    [
        "划掉吧，整单都不要了",
        "不要了，另外一个也划掉",
        "没有就不要了，其余的也不要了",
        "leave it out, leave the other out too",
        "leave it out, drop the entire order",
    ],
)
def test_more_than_one_line_is_done_without(text: str) -> None:
    found = reading(text, UNKNOWN)
    assert found.verdict == "review" or found.intent == "cancel_order"


@pytest.mark.parametrize("text", ["没有就不要了，去掉吧", "no such rake, no problem, leave it out then"])
def test_one_line_is_done_without(text: str) -> None:
    found = reading(text, UNKNOWN)
    assert (found.verdict, lines(found)) == ("accept", [BULBS])


@pytest.mark.parametrize(
    "text",
    [
        "please don't push it thru yet",
        "do not push through, my uncle decides",
        "先别按单备货",
        "没有按单送，漏了两卷",
        "几时可以按单送",
        "没有要改的，下午回你准信",
        "唔使改，听日答复你",
        "没问题，不用改，周五送",
        "nobody asked you to push it thru",
        "nothing to amend, I will tell you on Friday",
        "You did not amend it!",
        "Don't alter it, I want the bulbs 12W",
        "你们没有修改！",
    ],
)
def test_no_assent(text: str) -> None:
    found = reading(text, SUMMARY)
    assert (found.intent, found.verdict) != ("confirm_order", "accept")


@pytest.mark.parametrize(
    "text",
    [
        "nothing to amend, push it thru",
        "请按单备货",
        "就按单出吧",
        "没有要改的，安排吧",
        "No changes, thanks",
    ],
)
def test_assent(text: str) -> None:
    found = reading(text, SUMMARY)
    assert (found.intent, found.verdict) == ("confirm_order", "accept")


def test_a_day_beside_nothing_to_change_is_a_change() -> None:
    found = reading("没有要改的，周五送", SUMMARY)
    assert (found.intent, found.delivery_date) == ("amend_order", date(2026, 11, 27))


def test_a_way_to_pay_beside_nothing_to_change_is_not_lost() -> None:
    found = reading("无需改动，货到付款", SUMMARY)
    assert (found.intent, found.verdict, found.payment) == ("amend_order", "accept", "cod")


@pytest.mark.parametrize(
    "text",
    [
        "New order: 20 garden hoses 15m. Please send with this order a catalogue.",
        "15米水管20卷，发票放到订单里",
        "20 garden hoses 15m. Put everything in this order.",
        "新订单：15米水管20卷，跟昨天那单一起送",
    ],
)
def test_an_order_of_its_own(text: str) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict) != ("amend_order", "accept")


@pytest.mark.parametrize(
    "text",
    [
        "30米水管2卷，跟周五那单一起走",
        "add 2 garden hoses 30m to our existing order",
        "30米水管2卷，放进已下的订单",
    ],
)
def test_goods_come_to_an_order(text: str) -> None:
    found = reading(text, OPEN)
    assert (found.intent, lines(found)) == ("amend_order", [BULBS, SWITCHES, HOSES, "2 卷 HS-30"])


@pytest.mark.parametrize(
    "text", ["那单9瓦灯泡双份收据", "9瓦灯泡要两倍亮的", "那单9瓦灯泡用两倍的泡沫", "9瓦灯泡贵了两倍"]
)
def test_nothing_is_doubled(text: str) -> None:
    assert "40 只 LB-09" not in lines(reading(text, OPEN))


@pytest.mark.parametrize("text", ["那单9瓦灯泡要两倍", "9瓦灯泡改双份", "9瓦灯泡要两倍的量"])
def test_the_amount_is_doubled(text: str) -> None:
    assert lines(reading(text, OPEN)) == ["40 只 LB-09", SWITCHES, HOSES]
