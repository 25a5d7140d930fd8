"""An order is called off where all of it is, and only then; what is added to one, or kept in it, takes no place in it."""

import pytest

from parsers import OrderContext
from tests.parsers.larder import order, reading
from tests.parsers.shop import lines

BOTH = order("SO-20261120-0001", ("VI-5", 6, "箱"), ("SO-5", 3, "箱"))
VINEGAR = order("SO-20261120-0001", ("VI-5", 6, "箱"))
NOODLES = order("SO-20261121-0002", ("NO-1", 4, "箱"))


@pytest.mark.parametrize(
    "text",
    [
        "剩下的不要了",
        "其余的取消吧",
        "就这些，其他的都不要了",
        "cancel the rest",
        "send the first six, cancel the rest",
        "everything else can be cancelled",
        "醋那单取消",
        "cancel my vinegar order",
    ],
)
def test_a_part_of_the_only_order_is_no_cancellation_unseen(text: str) -> None:
    assert reading(text, BOTH).verdict == "review"
    assert reading(text, pending=BOTH).verdict == "review"


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("那单取消", (BOTH,)),
        ("please cancel my order", (BOTH,)),
        ("陈醋那单取消", (VINEGAR,)),
        ("actually also cancel the other one", (BOTH,)),
        ("酱油那单取消", (BOTH, NOODLES)),
    ],
)
def test_a_whole_order_is_called_off(text: str, orders: tuple[OrderContext, ...]) -> None:
    found = reading(text, *orders)
    assert (found.intent, found.verdict, found.order_no) == ("cancel_order", "accept", "SO-20261120-0001")


@pytest.mark.parametrize(
    "text",
    [
        "取消，换挂面5箱",
        "取消吧，来挂面5箱",
        "cancel that and send 3 noodles",
        "cancel my order, send 3 cartons of noodles instead",
        "SO-20261120-0001 cancel. SO-20261121-0002: 12 cartons",
    ],
)
def test_a_cancellation_that_orders_besides_is_looked_at(text: str) -> None:
    assert reading(text, VINEGAR).verdict == "review"
    assert reading(text, VINEGAR, NOODLES).verdict == "review"


@pytest.mark.parametrize(
    "text",
    [
        "to the vinegar order add 5 cartons of noodles",
        "please add 5 cartons of noodles to the vinegar order",
        "the vinegar order: add 5 cartons of noodles",
        "早上订的陈醋再加5箱挂面一起送",
        "陈醋的那单加5箱挂面",
        "With the vinegar from this morning please also send 5 cartons of noodles",
    ],
)
def test_what_is_added_to_an_order_takes_no_place_in_it(text: str) -> None:
    found = reading(text, BOTH)
    assert (found.intent, found.verdict) == ("amend_order", "accept")
    assert lines(found) == ["6 箱 VI-5", "3 箱 SO-5", "5 箱 NO-1"]


def test_what_comes_in_the_place_of_a_line_still_takes_it() -> None:
    assert lines(reading("陈醋换成5箱挂面", BOTH)) == ["5 箱 NO-1", "3 箱 SO-5"]


@pytest.mark.parametrize(
    "text",
    [
        "the vinegar should be 4",
        "just the vinegar then, leave out the rest",
        "keep the vinegar, drop the soy sauce",
    ],
)
def test_what_becomes_of_lines_is_no_note(text: str) -> None:
    found = reading(text, BOTH)
    assert (found.intent, found.verdict, found.note) == ("amend_order", "accept", None)


@pytest.mark.parametrize(
    "text",
    [
        "The one that my wife sent must stay. The extra one is SO-20261121-0002, please cancel it.",
        "Kill SO-20261121-0002. Leave SO-20261120-0001 on the books, we want that.",
        "图案得重做，SO-20261121-0002整张作废，画好了再下单",
    ],
)
def test_which_of_two_is_called_off_is_told_by_the_sentence_before(text: str) -> None:
    found = reading(text, BOTH, NOODLES)
    assert (found.intent, found.verdict, found.order_no) == ("cancel_order", "accept", "SO-20261121-0002")
