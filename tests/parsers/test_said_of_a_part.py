"""What sounds like a word of an order as a whole and is said of a part of it, of something else, or of what is not yet settled."""

from dataclasses import replace
from datetime import date

import pytest

from parsers import Context
from tests.parsers import five_trades
from tests.parsers.camp import STORE, order, reading
from tests.parsers.shop import lines

LAST = order("SO-20261021-0009", "5 箱 GS-230", "20 卷 RP-4", "30 张 MAT-G", "2 箱 CH-1")
OCTOBER = order("SO-20261012-0012", "30 张 MAT-G", "20 卷 RP-4", "4 箱 GS-230")
NOVEMBER = order("SO-20261118-0015", "6 顶 TN-2", "8 包 PG-20")
CHAIRS = order("SO-20261118-0016", "6 把 CH-1")


@pytest.mark.parametrize(
    "text",
    [
        "椅子不要红的",
        "不要椅子的配件",
        "椅子不用装箱了",
        "椅子上的标签去掉",
        "椅子的包装不要了",
        "please remove the tags from the chairs",
        "drop the chairs at the back door",
        "skip the chairs' assembly",
        "no chairs with scratches please",
        "chairs not needed before Friday",
    ],
)
def test_what_is_refused_of_the_only_goods_calls_no_order_off_unseen(text: str) -> None:
    assert reading(text, Context(open_orders=(CHAIRS,))).verdict != "accept"


@pytest.mark.parametrize(
    "text",
    [
        "椅子不要了",
        "please drop the chairs",
        "店里还多，椅子先不要了",
        "please drop the chairs, we found some",
        "折叠椅那6把取消吧，谢谢",
        "please drop the chairs because we found some",
    ],
)
def test_who_refuses_all_the_goods_of_an_order_calls_it_off(text: str) -> None:
    found = reading(text, Context(open_orders=(CHAIRS,)))
    assert (found.intent, found.verdict, found.order_no) == ("cancel_order", "accept", CHAIRS.order_no)


def test_a_day_and_a_place_of_two_orders_call_neither() -> None:
    due = Context(
        open_orders=(
            replace(OCTOBER, delivery_date=date(2026, 12, 8), delivery_address=STORE),
            replace(NOVEMBER, delivery_date=date(2026, 12, 15)),
        )
    )
    assert reading("8号要送到门店的那单取消", due).order_no is None
    assert reading("8号要送到仓库的那单取消", due).order_no == OCTOBER.order_no


@pytest.mark.parametrize("text", ["put 2 chairs on Friday's van", "明天那车上再给我塞两把折叠椅"])
def test_where_nothing_is_under_way_the_load_of_a_day_asks_for_no_order(text: str) -> None:
    found = reading(text, Context())
    assert (found.intent, found.verdict, lines(found)) == ("new_order", "accept", ["2 把 CH-1"])


@pytest.mark.parametrize(
    "text",
    [
        "上个月那几样防潮垫再照样拿一份",
        "上次那批风绳照单再配一遍",
        "上回拿的那几款垫子麻烦照样再进一批",
        "按清单再发一份",
        "照单子再给我发一份",
    ],
)
def test_some_goods_of_the_last_order_or_a_list_are_not_all_of_it(text: str) -> None:
    assert reading(text, Context(last_order=LAST)).verdict != "accept"


@pytest.mark.parametrize("text", ["上月拿的那几样露营货，麻烦照单再备一遍", "照原单再配一遍"])
def test_all_goods_of_the_last_order_come_again(text: str) -> None:
    found = reading(text, Context(last_order=LAST))
    assert (found.verdict, lines(found)) == ("accept", lines_of_last())


def lines_of_last() -> list[str]:
    return ["5 箱 GS-230", "20 卷 RP-4", "30 张 MAT-G", "2 箱 CH-1"]


def test_what_sells_well_is_wanted_in_the_same_breath() -> None:
    found = reading("照上次再来一份，折叠椅卖得不错要4箱，风绳不动", Context(last_order=LAST))
    assert (found.verdict, lines(found)) == ("accept", [*lines_of_last()[:3], "4 箱 CH-1"])


@pytest.mark.parametrize(
    "text",
    [
        "same as last time, paint comes off the chairs, be careful",
        "same as last time. The chair legs come off, that needs sorting.",
    ],
)
def test_what_comes_off_goods_takes_no_line_off_unseen(text: str) -> None:
    assert reading(text, Context(last_order=LAST)).verdict != "accept"


@pytest.mark.parametrize(
    "text",
    [
        "要是杏干没了换10袋来",
        "please reserve 10 bags dried apricots on the PO we will send",
        "please reserve 10 bags dried apricots against PO 4471, to be released later",
        "please earmark 10 bags dried apricots against the purchase order that comes next month",
    ],
)
def test_what_may_come_later_or_in_one_case_is_looked_at(text: str) -> None:
    assert five_trades.reading("grocer", text).verdict != "accept"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Please quote our PO 4471 and quote 10 bags dried apricots", "inquiry"),
        ("Please quote reference 4471: 10 bags dried apricots, delivered price", "inquiry"),
        ("Could you quote PO 4471 items: 10 bags dried apricots", "inquiry"),
        ("10 bags dried apricots please. Quote PO 4471 on the invoice.", "new_order"),
    ],
)
def test_a_price_is_asked_for_beside_a_number(text: str, intent: str) -> None:
    assert five_trades.reading("grocer", text).intent == intent
