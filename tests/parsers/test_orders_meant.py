"""Which of several orders is meant, by the day on which it is due, and what is said of an order as a whole."""

from dataclasses import replace
from datetime import date

import pytest

from parsers import Context, OrderContext
from tests.parsers.camp import STORE, order, reading
from tests.parsers.shop import lines

LAST = order("SO-20261021-0009", "5 箱 GS-230", "20 卷 RP-4", "30 张 MAT-G", "2 箱 CH-1")
OCTOBER = order("SO-20261012-0012", "30 张 MAT-G", "20 卷 RP-4", "4 箱 GS-230")
NOVEMBER = order("SO-20261118-0015", "6 顶 TN-2", "8 包 PG-20")
DUE_8 = replace(OCTOBER, delivery_date=date(2026, 12, 8), delivery_address=STORE)
DUE_15 = replace(NOVEMBER, delivery_date=date(2026, 12, 15))


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("12月8日送仓库的那张单请撤销，15日那张继续送", DUE_8),
        ("客户那边停了，12月8号发仓库的那单取消，15号那单继续发", DUE_8),
        ("8号要送到仓库去的那批不要了，15号的继续走", DUE_8),
        ("12月15号到门店的那单撤了吧，8号那张正常执行", DUE_15),
        ("12月15日送门店的那单先别取消，8号那单取消", DUE_8),
        ("Please cancel the order due 8 December, the other one continues", DUE_8),
        (
            "SO-20261012-0012 cannot proceed, please cancel it. SO-20261118-0015 should still be shipped.",
            DUE_8,
        ),
    ],
)
def test_of_two_orders_called_by_their_days_only_the_one_called_off_is_off(
    text: str, off: OrderContext
) -> None:
    found = reading(text, Context(open_orders=(DUE_8, DUE_15)))
    assert (found.intent, found.verdict, found.order_no) == ("cancel_order", "accept", off.order_no)


@pytest.mark.parametrize("text", ["15号那张继续送", "15号那张单继续，8号那张退掉"])
def test_an_order_that_goes_on_is_not_called_off(text: str) -> None:
    found = reading(text, Context(open_orders=(DUE_8, DUE_15)))
    assert (found.intent, found.verdict, found.order_no) != ("cancel_order", "accept", DUE_15.order_no)


TOMORROW = replace(OCTOBER, delivery_date=date(2026, 11, 26))


@pytest.mark.parametrize(
    ("text", "order_no", "comes"),
    [
        ("明天那车上再给我塞两把折叠椅吧，刚卖空", TOMORROW.order_no, "2 把 CH-1"),
        ("明天要送的那趟车里麻烦再捎2台炉头", TOMORROW.order_no, "2 台 SV-1"),
        ("周二那车再装3卷6mm的风绳", NOVEMBER.order_no, "3 卷 RP-6"),
        ("please fit two chairs into Tuesday's delivery", NOVEMBER.order_no, "2 把 CH-1"),
    ],
)
def test_what_comes_on_the_load_of_a_day_comes_to_the_order_due_then(
    text: str, order_no: str, comes: str
) -> None:
    due = replace(NOVEMBER, delivery_date=date(2026, 12, 1))
    found = reading(text, Context(open_orders=(TOMORROW, due)))
    assert (found.intent, found.verdict, found.order_no) == ("amend_order", "accept", order_no)
    assert lines(found)[-1] == comes
    assert len(lines(found)) > 1


@pytest.mark.parametrize(
    "text", ["周二那车再装3卷6mm的风绳", "please fit two chairs into Tuesday's delivery"]
)
def test_nothing_comes_unseen_on_the_load_of_a_day_on_which_no_order_is_due(text: str) -> None:
    assert reading(text, Context(open_orders=(TOMORROW,))).verdict == "review"


def test_the_load_of_a_day_is_no_order_by_itself() -> None:
    assert reading("明天送2把折叠椅", Context(open_orders=(TOMORROW,))).intent == "new_order"
    assert reading("明天那车几点到", Context(open_orders=(TOMORROW,))).intent == "order_status"


@pytest.mark.parametrize(
    ("text", "intent", "day"),
    [
        ("could you shift our delivery to Thursday 3 December please?", "amend_order", date(2026, 12, 3)),
        ("please rearrange the delivery for Friday 4 December", "amend_order", date(2026, 12, 4)),
    ],
)
def test_a_delivery_that_is_shifted(text: str, intent: str, day: date | None) -> None:
    found = reading(text, Context(open_orders=(OCTOBER, NOVEMBER)))
    assert (found.intent, found.delivery_date) == (intent, day)
    assert found.order_no is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (
            "Six of the folding chairs have cracked legs. Campers are returning to my shop every day to shout",
            "complaint",
        ),
        ("We are returning 6 folding chairs to you, they have cracked legs", "return_request"),
        ("we want to return 6 folding chairs", "return_request"),
    ],
)
def test_who_comes_back_to_the_shop_sends_nothing_back(text: str, intent: str) -> None:
    found = reading(text, Context(last_order=replace(LAST, status="delivered")))
    assert (found.intent, lines(found)) == (intent, ["6 把 CH-1"])


@pytest.mark.parametrize(
    "text",
    [
        "Hi! Do you have the folding chair in stock? And any discount if we buy 24 pcs",
        "Is the folding chair available, and what would 24 pcs cost?",
    ],
)
def test_what_is_asked_about_twice_is_one_line(text: str) -> None:
    found = reading(text, Context())
    assert (found.intent, found.verdict, lines(found)) == ("inquiry", "accept", ["24 把 CH-1"])


def test_all_that_was_ordered_is_annulled() -> None:
    found = reading(
        "The shop stays shut. Could you please annul what I ordered from you?",
        Context(open_orders=(OCTOBER,)),
    )
    assert (found.intent, found.verdict, found.order_no) == ("cancel_order", "accept", OCTOBER.order_no)
