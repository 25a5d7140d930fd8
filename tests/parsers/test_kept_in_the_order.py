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
    assert len(found.lines) != 2
    assert found.intent != "cancel_order"


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


@pytest.mark.parametrize(
    "text",
    [
        "the last pallet arrived two days early",
        "婚礼延两天，货照送",
        "我推4天前的单子",
    ],
)
def test_what_else_moves_moves_no_order(text: str) -> None:
    found = reading("bicycles", text, OPEN)
    assert found.verdict == "review"
    assert found.delivery_date in (None, ORDER.delivery_date)


@pytest.mark.parametrize(
    "text",
    [
        "scratch that, 4 pcs",
        "please drop it and ring the bell",
        "drop it as usual",
        "not to start our order before Tuesday please",
        "do not proceed with the order if freight went up",
        "we can't load the order by hand",
        "our order is not required to be shrink-wrapped",
        "订的货不用派车了，自提",
        "那单不提了，直接送",
        "前天的单别做了改白的",
        "货不拿了吗？",
        "货别发了先，等我电话",
        "师傅走了，内胎没人用，所以那单取消，只要打气筒",
        "helmets got dear so cancel the order, only the floor pumps please",
        "cancel it, we'll re-order 5 pcs now",
    ],
)
def test_an_order_is_not_called_off_unseen(text: str) -> None:
    found = reading("bicycles", text, OPEN)
    assert (found.intent, found.verdict) != ("cancel_order", "accept")


@pytest.mark.parametrize(
    "text",
    [
        "please kill it, the club is gone",
        "please pull it, the buyer backed out",
        "那单不用安排了",
        "那批货别送了",
    ],
)
def test_an_order_is_called_off(text: str) -> None:
    found = reading("bicycles", text, OPEN)
    assert (found.intent, found.verdict) == ("cancel_order", "accept")


@pytest.mark.parametrize(
    "text",
    [
        "你们家东西不错，但这次坐垫破了",
        "货不错，但发错货了",
        "service is great, though a pump leaked",
        "we agree you are late again",
    ],
)
def test_praise_and_agreement_hide_no_claim(text: str) -> None:
    context = PENDING if "agree" in text else OPEN
    assert reading("bicycles", text, context).intent == "complaint"


def test_a_word_that_they_agree_is_a_yes_only_to_the_order() -> None:
    assert reading("bicycles", "we agree the price is too high", PENDING).intent != "confirm_order"
    assert reading("bicycles", "we agree", PENDING).verdict == "accept"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Received, thanks. Please go ahead", "accept"),
        ("已收悉，同意", "accept"),
        ("对，款到发货没问题", "accept"),
        ("确认，箱外都贴标签", "accept"),
        ("没问题，万一有事打我电话", "accept"),
        ("Confirmed. We will advise the porter", "accept"),
        ("confirmed, final approval given", "accept"),
        ("好的，款到再发", "review"),
        ("好的，周五再定", "review"),
        ("对的，我先核对一下", "review"),
        ("确认收到", "review"),
        ("ok, needs final approval", "review"),
    ],
)
def test_a_yes_with_a_word_beside_it(text: str, verdict: str) -> None:
    found = reading("bicycles", text, PENDING)
    assert (found.intent, found.verdict) == ("confirm_order", verdict)
