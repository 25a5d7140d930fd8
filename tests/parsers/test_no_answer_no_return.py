"""What looks like an answer, a cancellation, a return or a question after an order, and is none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from parsers import Context, Flag, Line, OrderContext
from tests.parsers.company import reading
from tests.parsers.shop import lines


def _line(quantity: int, unit: str, sku: str) -> Line:
    return Line(sku, f"{quantity} {unit} {sku}", Decimal(quantity), unit)


ORDER = OrderContext(
    "SO-20261120-0001",
    "confirmed",
    (_line(6, "盒", "SW-01"), _line(4, "卷", "HS-15"), _line(3, "箱", "PT-12")),
    date(2026, 11, 27),
)
OPEN = Context(open_orders=(ORDER,))
SHOP = "宁波市海曙区柳汀街10号"
PLACES = Flag("delivery_address", "ambiguous", ("宁波市鄞州区中山东路8号", SHOP), "送哪里？")
TOWNS = Flag("delivery_address", "ambiguous", ("5 Mill Road, Leeds", "9 Dock Street, Hull"), "Which?")
DAYS = Flag("delivery_date", "ambiguous", ("2026-12-04", "2026-12-05"), "哪天？")


def _asked(flag: Flag) -> Context:
    day = None if flag.field == "delivery_date" else date(2026, 12, 4)
    place = None if flag.field == "delivery_address" else SHOP
    waiting = replace(
        ORDER, order_no=None, status="pending", delivery_date=day, delivery_address=place, flags=(flag,)
    )
    return Context(pending=waiting)


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        *(
            (said, PLACES)
            for said in ("鄞州那家关门了", "除了中山东路都行", "账单寄中山东路", "为什么是鄞州？")
        ),
        *((said, TOWNS) for said in ("we don't use Leeds any more", "anything but Hull", "why Hull?")),
        *((said, DAYS) for said in ("11月4号下的单", "周五关门", "周五太早了", "friday no", "5号付款")),
        *((said, DAYS) for said in ("december is fine", "not in december", "周六加班吗")),
    ],
)
def test_what_chooses_none_is_asked_again(said: str, flag: Flag) -> None:
    assert reading(said, _asked(flag)).verdict == "clarify"


def test_a_month_that_was_said_is_no_other() -> None:
    assert reading("1月4号", _asked(DAYS)).delivery_date != date(2026, 12, 4)


@pytest.mark.parametrize(
    "said",
    [
        "水管客户停工了，不发了",
        "did you cancel our hose order?",
        "发票不要了",
        "收据不要了",
        "单子上的备注撤一下",
        "我先撤下",
        "我让司机过去拉走",
        "明天那单推迟两天",
        "some news: we have moved",
        "half the order was fine, thanks",
        "I will go over the shortage with you, thanks",
        "we will look at friday for delivery, thanks",
    ],
)
def test_what_is_not_sure_is_looked_at(said: str) -> None:
    assert reading(said, OPEN).verdict == "review"


@pytest.mark.parametrize("said", ["小花盆主家换方案了，不用了", "花盆客户改主意了，不用了"])
def test_goods_that_somebody_else_gave_up_are_one_line(said: str) -> None:
    found = reading(said, OPEN)
    assert (found.intent, lines(found)) == ("amend_order", ["6 盒 SW-01", "4 卷 HS-15"])


@pytest.mark.parametrize("said", ["水管客户取消了", "our client cancelled the hose, rest stays"])
def test_what_a_customer_cancelled_goes(said: str) -> None:
    assert lines(reading(said, OPEN)) == ["6 盒 SW-01", "3 箱 PT-12"]


@pytest.mark.parametrize("said", ["那单客户取消了", "客户把单取消了"])
def test_an_order_that_a_customer_cancelled_is_off(said: str) -> None:
    found = reading(said, OPEN)
    assert (found.intent, found.verdict) == ("cancel_order", "accept")


@pytest.mark.parametrize(
    "said",
    [
        "小花盆2箱，我下午顺路带走",
        "please collect them and send 2 boxes terracotta pot 12cm",
        "015号那批小花盆再来3箱",
        "send 2 boxes terracotta pot 12cm, say thanks to the driver",
    ],
)
def test_an_order_stays_an_order(said: str) -> None:
    assert reading(said, OPEN).intent == "new_order"


@pytest.mark.parametrize("said", ["小花盆请给我换成大花盆", "麻烦给我换成30米的水管"])
def test_a_change_is_no_return(said: str) -> None:
    assert reading(said, OPEN).intent == "amend_order"


@pytest.mark.parametrize("said", ["好的好的，我看一下再回你", "好的好的，太贵了", "对对，我在忙"])
def test_a_yes_to_put_off_confirms_nothing(said: str) -> None:
    waiting = replace(ORDER, order_no=None, status="pending", delivery_address=SHOP)
    assert reading(said, Context(pending=waiting)).verdict == "review"
