"""A day on which the goods shall not come, or of which something else is told, is no day of delivery; nor is it lost."""

from datetime import date

import pytest

from tests.parsers.larder import order, reading
from tests.parsers.shop import flags, lines

BOTH = order("SO-20261120-0001", ("VI-5", 6, "箱"), ("SO-5", 3, "箱"))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("挂面10箱，不要周五送", "不要周五送"),
        ("挂面10箱，对。别在周五送", "别在周五送"),
        ("挂面10箱，除了周五都行", "除了周五都行"),
        ("挂面10箱，周五不方便", "周五不方便"),
        ("10 cartons of noodles, any day but Friday", "any day but Friday"),
        ("10 cartons of noodles, not before Friday", "not before Friday"),
        ("10 cartons of noodles, not on Friday please", "not on Friday"),
        ("挂面10箱，周五除外", "周五除外"),
        ("10 cartons of noodles, Friday is no good", "Friday is no good"),
        ("10 cartons of noodles, can't do Friday", "can't do Friday"),
        ("10 cartons of noodles, don't come Friday", "don't come Friday"),
        ("10 cartons of noodles, we close on Sunday", "we close on Sunday"),
    ],
)
def test_a_day_that_is_denied_is_noted_and_no_day_of_delivery(text: str, note: str) -> None:
    found = reading(text)
    assert (found.delivery_date, found.note, found.verdict) == (None, note, "accept")


def test_a_day_that_is_denied_and_cannot_be_noted_is_looked_at() -> None:
    found = reading("10 cartons of noodles but not Friday")
    assert (found.delivery_date, found.verdict) == (None, "review")


@pytest.mark.parametrize("text", ["对，但是别在周五送", "对。不要周五送", "yes but not on Friday"])
def test_a_yes_that_denies_the_day_books_nothing(text: str) -> None:
    assert reading(text, pending=BOTH).verdict == "review"


@pytest.mark.parametrize(
    "text",
    [
        "10 cartons of noodles, we ran out on Friday",
        "10 cartons of noodles, we were out on Friday",
        "10 cartons of noodles please, we ran out this morning",
        "10 cartons of noodles, no vinegar this week",
        "挂面10箱，周五就卖完了",
        "挂面10箱，这周不要陈醋",
        "挂面10箱，老板周五回来",
        "挂面10箱，周日我过生日",
        "10 cartons of noodles. We got the last ones on Monday",
    ],
)
def test_a_day_that_something_else_is_told_of_is_no_day_of_delivery(text: str) -> None:
    found = reading(text)
    assert (lines(found), found.delivery_date, found.verdict) == (["10 箱 NO-1"], None, "accept")


def test_what_came_on_a_day_comes_no_more_on_it() -> None:
    assert reading("10 cartons of noodles. Two cartons from Monday arrived crushed").delivery_date is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("挂面10箱，周五送", date(2026, 11, 27)),
        ("挂面10箱，周五不要太晚送", date(2026, 11, 27)),
        ("挂面10箱，要不要周五送都行，就周五送吧", date(2026, 11, 27)),
        ("挂面10箱，不要周五送，周四送", date(2026, 11, 26)),
        ("10 cartons of noodles, not Friday, deliver on Thursday", date(2026, 11, 26)),
        ("10 cartons of noodles, from Monday on", date(2026, 11, 30)),
        ("挂面10箱，节后送，12月4号到", date(2026, 12, 4)),
    ],
)
def test_a_day_that_is_wanted_stays(text: str, day: date) -> None:
    found = reading(text)
    assert (found.delivery_date, found.verdict) == (day, "accept")


@pytest.mark.parametrize(
    "text",
    [
        "挂面10箱，12月1号以后送",
        "10 cartons of noodles, deliver after Dec 1",
        "挂面10箱，周五之后送",
        "挂面10箱，过了周三再送",
    ],
)
def test_which_day_behind_the_one_that_is_named_is_asked(text: str) -> None:
    found = reading(text)
    assert (found.delivery_date, flags(found)) == (None, ["delivery_date ambiguous"])


@pytest.mark.parametrize(
    "text",
    [
        "挂面10箱，新地址明天发你",
        "10 cartons of noodles, new address to follow",
        "10 cartons of noodles, the new address I send you tomorrow",
        "挂面10箱，节后送",
        "10 cartons of noodles, after the holidays",
        "10 cartons of noodles, half on Wednesday half on Friday",
    ],
)
def test_a_place_or_a_day_that_follows_and_two_days_are_not_booked(text: str) -> None:
    assert reading(text).verdict != "accept"


def test_a_note_begins_behind_the_yes_that_it_goes_along_with() -> None:
    assert reading("Yes, but not before 10am", BOTH).note == "not before 10am"
