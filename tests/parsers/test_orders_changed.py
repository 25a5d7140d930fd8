"""Changes told beside other things: which order, by how much, what stays as much as it was, and what only tells why."""

from datetime import date
from decimal import Decimal

import pytest

from parsers import Context, Flag, Line, OrderContext
from tests.parsers import larder
from tests.parsers.camp import order, reading
from tests.parsers.shop import lines

OPEN = Context(open_orders=(order("SO-20261123-0008", "20 卷 RP-4", "30 张 MAT-G", "6 把 CH-1"),))
ROPE, MATS, CHAIRS = "20 卷 RP-4", "30 张 MAT-G", "6 把 CH-1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("风绳换6毫米的吧，折叠椅还是那么多", ["20 卷 RP-6", MATS, CHAIRS]),
        ("昨天那单折叠椅加到8把，防潮垫照原来那么多", [ROPE, MATS, "8 把 CH-1"]),
        ("Can we drop the rope to 12 rolls? Mats and chairs as they are.", ["12 卷 RP-4", MATS, CHAIRS]),
        ("In place of the 4mm rope send us the 6mm, still 20 rolls.", ["20 卷 RP-6", MATS, CHAIRS]),
        ("那单防潮垫不要了，阁楼里找出来二十几张", [ROPE, CHAIRS]),
        ("Make the chairs 10, scout troop added some kids.", [ROPE, MATS, "10 把 CH-1"]),
        ("make the chairs 12 while you are at it", [ROPE, MATS, "12 把 CH-1"]),
        ("昨天那单风绳不要20卷了，要14卷，折叠椅还是6把", ["14 卷 RP-4", MATS, CHAIRS]),
    ],
)
def test_what_stays_and_what_tells_why(text: str, expected: list[str]) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


def test_what_was_just_changed_is_not_what_is_taken_off() -> None:
    # The word for what is not wanted is none of ours.
    assert reading("那单风绳给到30卷，锅铲不要", OPEN).verdict != "accept"


def test_so_many_more_of_an_order_that_is_not_known_are_just_so_many() -> None:
    two = (
        order("SO-20261120-0002", "20 卷 RP-4", "6 把 CH-1"),
        order("SO-20261123-0008", "40 卷 RP-4", "30 张 MAT-G"),
    )
    found = reading("风绳那单再多加5卷", Context(open_orders=two))
    assert lines(found) == ["5 卷 RP-4"]
    assert [(flag.field, flag.code) for flag in found.flags] == [("order_no", "ambiguous")]


@pytest.mark.parametrize(
    "text",
    [
        "Please cancel the order that should come on 4 December, the other one stays.",
        "we must call off the delivery you were going to send on December 4th",
    ],
)
def test_the_order_by_the_day_on_which_it_should_come(text: str) -> None:
    soon = larder.order("SO-20261119-0004", ("VI-5", 6, "箱"))
    later = OrderContext(
        "SO-20261120-0009",
        "confirmed",
        (Line("NO-1", "", Decimal(4), "箱"),),
        date(2026, 12, 4),
        soon.delivery_address,
    )
    found = larder.reading(text, soon, later)
    assert (found.intent, found.order_no, found.verdict) == ("cancel_order", "SO-20261120-0009", "accept")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("还是那几样，风绳加到30卷，折叠椅不拿了", ["30 卷 RP-4", MATS]),
        ("跟上次一样再来一份，风绳多一点，30卷", ["30 卷 RP-4", MATS, CHAIRS]),
    ],
)
def test_the_last_order_with_more_of_something(text: str, expected: list[str]) -> None:
    found = reading(text, Context(last_order=OPEN.open_orders[0]))
    assert (found.intent, found.verdict, lines(found)) == ("new_order", "accept", expected)


def test_more_of_something_without_how_many_is_not_carried_out() -> None:
    assert (
        reading("跟上次一样再来一份，风绳多一点", Context(last_order=OPEN.open_orders[0])).verdict != "accept"
    )


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("2箱，一箱二十四罐的", "accept"), ("2箱，一箱二十罐的", "review")],
)
def test_what_one_of_a_unit_holds_is_no_amount(text: str, verdict: str) -> None:
    asked = Flag("lines[0].unit", "ambiguous", ("罐", "排", "箱"), "2罐、2排还是2箱？")
    found = reading(text, Context(pending=order(None, "2 - GS-230", flags=(asked,))))
    assert (found.verdict, lines(found)) == (verdict, ["2 箱 GS-230"])


def test_the_one_line_that_is_written_with_an_unknown_word() -> None:
    asked = Flag("lines[0].sku", "ambiguous", ("RP-4", "RP-6"), "4mm or 6mm?")
    pending = OrderContext(
        None,
        "pending",
        (Line(None, "", Decimal(8), "卷"), Line("MAT-G", "", Decimal(30), "张")),
        None,
        None,
        (asked,),
    )
    found = reading("6毫米的。那防潮的也跟着换成橙色", Context(pending=pending))
    assert lines(found)[0] == "8 卷 RP-6"
    assert lines(found)[1] == "30 张 MAT-O" or found.verdict == "review"


def test_what_was_asked_about_is_what_is_changed_next() -> None:
    asked = Flag("lines[0].sku", "ambiguous", ("RP-4", "RP-6"), "4mm or 6mm rope?")
    pending = OrderContext(
        None,
        "pending",
        (Line(None, "", Decimal(8), "卷"), Line("CH-1", "", Decimal(6), "把")),
        None,
        None,
        (asked,),
    )
    found = reading(
        "6mm please. Is the folding chair in stock? Make it 9 pcs then.", Context(pending=pending)
    )
    assert lines(found) == ["8 卷 RP-6", "9 把 CH-1"]


@pytest.mark.parametrize("text", ["Make the chairs 10, ladders add some.", "椅子加到8把，帮我找出两卷灯带"])
def test_what_may_be_wanted_besides_is_no_reason(text: str) -> None:
    assert reading(text, OPEN).verdict != "accept"


TWO = Context(
    open_orders=(
        order("SO-20261120-0002", "40 卷 RP-4", "2 箱 CH-1"),
        order("SO-20261123-0008", "20 卷 RP-4", "30 张 MAT-G", "6 把 CH-1"),
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "SO-20261123-0008 please: item 1 reduce from 20 to 12 rolls, item 2 deleted, the kids sit on logs",
            ["12 卷 RP-4", CHAIRS],
        ),
        (
            "On SO-20261123-0008: raise the folding chairs from 6 to 9 chairs. MAT-G stays 30.",
            [ROPE, MATS, "9 把 CH-1"],
        ),
        (
            "SO-20261123-0008: not 20 but 26 rolls of the rope, if you have them.",
            ["26 卷 RP-4", MATS, CHAIRS],
        ),
        ("SO-20261123-0008: the chairs can be dropped, mats stay at 30", [ROPE, MATS]),
        ("SO-20261123-0008, the rope removed please, rest as it is", [MATS, CHAIRS]),
    ],
)
def test_lines_by_their_places_and_old_amounts(text: str, expected: list[str]) -> None:
    found = reading(text, TWO)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Said twice.
        (
            "6mm rope rather than the 4mm. On SO-20261123-0008 swap the 4mm rope for 6mm rope, mats stay.",
            ["20 卷 RP-6", MATS, CHAIRS],
        ),
        # Whatever is denied of it right behind.
        ("For the rope we want 6mm, not that sewing thread", ["20 卷 RP-6", MATS, CHAIRS]),
        # The paper is no amount, and nothing comes of another order.
        ("那一张SO-20261123-0008，折叠椅改9把", [ROPE, MATS, "9 把 CH-1"]),
        ("防潮垫我重新算了，改成24张", [ROPE, "24 张 MAT-G", CHAIRS]),
        ("折叠椅改9把，防潮垫保持原样", [ROPE, MATS, "9 把 CH-1"]),
    ],
)
def test_what_says_nothing_more(text: str, expected: list[str]) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    "text",
    [
        "昨天订的风绳、防潮垫和折叠椅都取消掉",
        "那单撤了吧，防潮垫折叠椅这些都不要了",
        "风绳、防潮垫和折叠椅那单撤了吧",
        "Kill SO-20261123-0008 please",
        "The goods we requested last week are no longer wanted.",
        "Kindly halt the delivery, we lost the site",
    ],
)
def test_all_of_an_order_is_the_order(text: str) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("cancel_order", "accept", [])
    assert found.order_no == "SO-20261123-0008"


@pytest.mark.parametrize("text", ["防潮垫和折叠椅都取消掉", "昨天订的折叠椅取消掉"])
def test_some_of_an_order_are_not_the_order(text: str) -> None:
    assert reading(text, OPEN).intent == "amend_order"


def test_the_order_that_was_called_last_is_meant() -> None:
    twice = Context(
        open_orders=(
            order("SO-20261123-0008", "20 卷 RP-4", "6 把 CH-1"),
            order("SO-20261123-0009", "20 卷 RP-4", "6 把 CH-1"),
        )
    )
    found = reading(
        "We ordered it two times. The folding chair one is SO-20261123-0009, please cancel it.", twice
    )
    assert (found.intent, found.order_no, lines(found)) == ("cancel_order", "SO-20261123-0009", [])


@pytest.mark.parametrize(
    "text", ["那单防潮垫缩减6张", "Please deduct 6 mats from that order", "那单防潮垫应该是24张"]
)
def test_so_many_less_is_no_new_amount(text: str) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == (
        "amend_order",
        "accept",
        [ROPE, "24 张 MAT-G", CHAIRS],
    )
