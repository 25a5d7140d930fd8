"""A yes to an order that was read back, and what is none: a yes on a condition, to a part, to have received it."""

import pytest

from parsers import Context
from tests.parsers.music import reading
from tests.parsers.people import order
from tests.parsers.shop import lines

BACK = order("SO-20261122-0009", ("CP-B", 3, "盒"), ("CB-3", 20, "根"), address="宁波市海曙区柳汀街10号")
WAITING = Context(pending=BACK)


@pytest.mark.parametrize(
    "said",
    [
        "嗯没错，安排吧",
        "对对对，就这么发",
        "看过了，没毛病，走起",
        "Checked, all fine, go",
        "啱晒，照出",
        "Yep that's the lot. Ship it.",
        "如果没问题就发",
    ],
)
def test_a_yes(said: str) -> None:
    found = reading(said, WAITING)
    assert (found.intent, found.verdict, found.order_no) == ("confirm_order", "accept", BACK.order_no)


@pytest.mark.parametrize(
    "said",
    [
        "可以，但是要等我老板点头",
        "OK if the price stays",
        "确认，前提是周三能到",
        "没问题，除了地址",
        "Looks right except the delivery day",
        "好的，不过先别发，等我付款",
        "嗯嗯，再想想",
        "确认收到",
        "收到你们的确认单了",
        "是3盒变调夹没错，线不是20根",
    ],
)
def test_no_yes_that_is_acted_upon(said: str) -> None:
    assert reading(said, WAITING).verdict != "accept"


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("对的，就是线再多5根", ["3 盒 CP-B", "25 根 CB-3"]),
        ("行吧，变调夹改银的", ["3 盒 CP-S", "20 根 CB-3"]),
        ("可以，线就不要了", ["3 盒 CP-B"]),
        ("Yes but silver capo, not black", ["3 盒 CP-S", "20 根 CB-3"]),
        ("Fine. And add 2 tuners.", ["3 盒 CP-B", "20 根 CB-3", "2 个 TN-01"]),
    ],
)
def test_a_yes_with_a_change(said: str, changed: list[str]) -> None:
    found = reading(said, WAITING)
    assert (found.intent, found.verdict, found.order_no) == ("amend_order", "accept", BACK.order_no)
    assert lines(found) == changed
