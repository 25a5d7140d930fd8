"""Answers that speak of what was offered and do not mean it: units and kinds that are refused, put off or only told of."""

from decimal import Decimal

import pytest

from parsers import Context, Flag, Line, OrderContext
from tests.parsers.camp import SHOP, order, reading
from tests.parsers.shop import lines

PEGS, CHAIRS = "2 包 PG-20", "6 把 CH-1"
SMALL = Flag("lines[0].unit", "ambiguous", ("罐", "排", "箱"), "小气罐30是罐、排还是箱？")
LARGE = Flag("lines[1].unit", "ambiguous", ("罐", "排", "箱"), "大气罐20是罐、排还是箱？")
ONE = Context(pending=order(None, "30 - GS-230", PEGS, flags=(SMALL,)))
BOTH = Context(pending=order(None, "30 - GS-230", "20 - GS-450", flags=(SMALL, LARGE)))


def _kinds(text: str, *skus: str) -> Context:
    asked = Flag("lines[0].sku", "ambiguous", skus, text)
    own = (Line(None, text[:3], Decimal(10), None), Line("CH-1", "", Decimal(6), "把"))
    return Context(pending=OrderContext(None, "pending", own, None, SHOP, (asked,)))


ROPE = _kinds("风绳4mm还是6mm？", "RP-4", "RP-6")
MATS = _kinds("防潮垫要墨绿、橙色还是藏青？", "MAT-G", "MAT-O", "MAT-N")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("哪里是罐，是排", ["30 排 GS-230", PEGS]),
        ("箱不要，罐", ["30 罐 GS-230", PEGS]),
        ("不要30了，20罐", ["20 罐 GS-230", PEGS]),
        ("箱箱箱！哪是罐啊，30罐摆两天就没了", ["30 箱 GS-230", PEGS]),
        # How much a unit holds is no amount.
        ("按罐算的，30罐，六罐一排正好五排", ["30 罐 GS-230", PEGS]),
        ("我讲的30是排啦，整排的（里头6罐）", ["30 排 GS-230", PEGS]),
        # What was said is what is meant, and why something comes beside it is no change.
        (
            "小气罐说的是30排，我没写清楚。炉头也给拿6台吧，有两间要换新的",
            ["30 排 GS-230", PEGS, "6 台 SV-1"],
        ),
    ],
)
def test_the_unit_that_is_meant(text: str, expected: list[str]) -> None:
    found = reading(text, ONE)
    assert (found.intent, found.verdict, lines(found)) == ("clarification", "accept", expected)


def test_what_is_put_off_stays_asked() -> None:
    found = reading("230的论排，30排。450的先放一放，问过店里再说", BOTH)
    assert (found.verdict, lines(found)) == ("clarify", ["30 排 GS-230", "20 - GS-450"])


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("罐吧，要不箱也行", ONE),
        ("要结实那款，4的拉两天就断", ROPE),
        ("bright one please, the navy ones fade", MATS),
    ],
)
def test_what_is_only_told_of_is_not_chosen_unseen(text: str, context: Context) -> None:
    assert reading(text, context).verdict != "accept"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("要粗的那款，4的拉两天就断了", "RP-6"),
        ("6 is right. 4 mm would snap", "RP-6"),
        ("the thicker one", "RP-6"),
    ],
)
def test_what_is_wanted_beside_what_is_told_of(text: str, expected: str) -> None:
    found = reading(text, ROPE)
    assert (found.verdict, lines(found)) == ("accept", [f"10 卷 {expected}", CHAIRS])


DAY = Flag(
    "delivery_date",
    "ambiguous",
    ("2027-04-06", "2027-06-04"),
    "Is 04/06 the 4th of June or the 6th of April?",
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("June naturally, sorry! By April the tents are all lent out :)", "2027-06-04"),
        ("It is April, the sixth. June is far too late for the fair.", "2027-04-06"),
        # Neither answers by itself.
        ("In April everybody is away, the fair is in June", None),
    ],
)
def test_of_two_months_the_one_that_answers_first_is_meant(text: str, day: str | None) -> None:
    found = reading(text, Context(pending=order(None, PEGS, flags=(DAY,))))
    assert (str(found.delivery_date) if found.delivery_date else None) == day


LAMP = Flag("lines[1].sku", "unknown", (), "驱蚊灯我们没有，需要别的吗？")
PACKS = Flag("lines[0].unit", "unknown", (), "地钉按包卖，要多少包？")
UNSOLD = (Line("PG-20", "", Decimal(1), "托盘"), Line(None, "", Decimal(10), "个"), Line("CH-1", "", Decimal(6), "把"))  # fmt: skip
NOT_OURS = Context(pending=OrderContext(None, "pending", UNSOLD, None, SHOP, (PACKS, LAMP)))


@pytest.mark.parametrize(
    "text",
    [
        "没有驱蚊灯那一项划掉好了。地钉改按包开，给我36包",
        "驱蚊灯那一行删了吧，地钉36包",
        "驱蚊灯那项不要了，地钉36包",
        "驱蚊灯那10个不要了，地钉36包",
    ],
)
def test_the_row_of_what_we_do_not_have_is_done_without(text: str) -> None:
    found = reading(text, NOT_OURS)
    assert (found.verdict, lines(found)) == ("accept", ["36 包 PG-20", CHAIRS])


@pytest.mark.parametrize(
    "text",
    [
        "没有驱蚊灯的话那一项留着等货，地钉36包",
        "没有驱蚊灯那一项不能划，地钉36包",
        "驱蚊灯那5个不要了，地钉36包",
        "遮阳网那一项划掉，地钉36包",
    ],
)
def test_the_row_of_what_we_do_not_have_stays_asked(text: str) -> None:
    found = reading(text, NOT_OURS)
    assert found.verdict != "accept"
    assert "10 个 -" in lines(found)
