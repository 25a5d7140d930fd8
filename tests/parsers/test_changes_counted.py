"""Numbers in a change that count no goods (orders, points, named lines), and what is said twice of one line."""

from dataclasses import replace
from decimal import Decimal

import pytest

from parsers import Context, Flag, Line
from tests.parsers.camp import order, reading
from tests.parsers.people import asked
from tests.parsers.people import reading as answer
from tests.parsers.shop import lines

ROPE, MATS, CHAIRS = "20 卷 RP-4", "30 张 MAT-G", "6 把 CH-1"
OPEN = Context(open_orders=(order("SO-20261123-0008", ROPE, MATS, CHAIRS),))
GAS = Context(open_orders=(order("SO-20261123-0008", "48 罐 GS-230", "24 罐 GS-450", "2 包 PG-20"),))


@pytest.mark.parametrize(
    "text",
    [
        "麻烦帮忙改一张单：SO-20261123-0008，折叠椅加到9把",
        "SO-20261123-0008有两点变动：其一，折叠椅改9把。其二，其他不变",
        "那单有一处更正：折叠椅改成9把",
        "Two positions must be corrected: folding chairs - 9 instead of 6. The rest stays",
        "three small corrections: folding chairs - 9 instead of 6. The others remain",
        "折叠椅6把不够，要9把，风绳防潮垫两个不动",
        "那单折叠椅6把用不到，改成9把",
        "chairs: make it 9, don't touch the mats or the ropes",
        "折叠椅多加3把，风绳还是20卷",
    ],
)
def test_what_counts_no_goods(text: str) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", [ROPE, MATS, "9 把 CH-1"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("throw in four stoves for the big tents please", [ROPE, MATS, CHAIRS, "4 台 SV-1"]),
        ("那单折叠椅加2把，风绳20卷不够，要25卷", ["25 卷 RP-4", MATS, "8 把 CH-1"]),
        ("take the mats off, still plenty in the depot (40 pcs). chairs from 6 to 9", [ROPE, "9 把 CH-1"]),
    ],
)
def test_beside_other_changes(text: str, expected: list[str]) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


def test_the_same_line_by_two_of_its_words() -> None:
    found = reading("气罐大小改一下：450g的只留12罐，地钉照旧", GAS)
    assert (found.verdict, lines(found)) == ("accept", ["48 罐 GS-230", "12 罐 GS-450", "2 包 PG-20"])


HOW_MANY = Flag("lines[0].quantity", "ambiguous")


@pytest.mark.parametrize(
    "text",
    [
        "按8箱写就行，送的那一箱我自己跟经理说",
        "8箱啦，一箱唔夠用",
        "8箱，店里哪装得下80箱",
        "8箱，够两个班用",
    ],
)
def test_what_is_spoken_of_beside_the_answer(text: str) -> None:
    found = answer(text, context=asked(HOW_MANY, lines=(Line("LB-09", "", None, "箱"),)))
    assert [(line.quantity, line.unit) for line in found.lines] == [(Decimal(8), "箱")]
    assert found.verdict == "accept"


def test_two_answers_are_none() -> None:
    found = answer("8箱，9箱", context=asked(HOW_MANY, lines=(Line("LB-09", "", None, "箱"),)))
    assert found.verdict != "accept"


def test_a_reference_with_slashes_counts_nothing() -> None:
    found = reading(
        "there is a change from our side for QT/IX/2026/017, chairs from 6 to 9. the rest stays", OPEN
    )
    assert (found.verdict, lines(found)) == ("accept", [ROPE, MATS, "9 把 CH-1"])


def test_a_weekday_says_which_day_another_one_is() -> None:
    which = Flag("delivery_date", "conflict")
    found = answer(
        "The 26th please. I had the calendar wrong, it is Thursday",
        context=asked(which, lines=(Line("LB-09", "", Decimal(2), "箱"),)),
    )
    assert (found.delivery_date.isoformat() if found.delivery_date else None) == "2026-11-26"


def test_only_what_came_goes_back() -> None:
    came = replace(order("SO-20261118-0002", ROPE, MATS), status="delivered")
    coming = order("SO-20261122-0006", CHAIRS)
    found = reading("昨天到的防潮垫有3张是破的，这3张退掉", Context(open_orders=(came, coming)))
    assert (found.intent, found.order_no) == ("return_request", "SO-20261118-0002")
