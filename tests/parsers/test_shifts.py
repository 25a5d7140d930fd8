"""A day that is agreed, moved by so much: it counts from the order's own day, not from the day of the message."""

from datetime import date

import pytest

from parsers import Context
from tests.parsers.people import order, reading

# Due on 27 November, a Friday; the message comes on the Monday before.
OPEN = Context(open_orders=(order("SO-20261120-0004", ("LB-09", 5, "箱"), ("SW-01", 3, "盒")),))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("那单推迟一周吧", date(2026, 12, 4)),
        ("灯泡那单晚两天送", date(2026, 11, 29)),
        ("能不能提前两天送", date(2026, 11, 25)),
        ("延后一个月发", date(2026, 12, 27)),
        ("One day later please.", date(2026, 11, 28)),
        ("Could everything come a week later? I shall be away until the 30th.", date(2026, 12, 4)),
        ("please push SO-20261120-0004 back by two weeks", date(2026, 12, 11)),
        ("bring it forward two days if you can", date(2026, 11, 25)),
        ("推迟到12月5号", date(2026, 12, 5)),
        ("延迟到下周三", date(2026, 12, 2)),
    ],
)
def test_a_day_is_moved(text: str, day: date) -> None:
    found = reading(text, context=OPEN)
    assert (found.intent, found.delivery_date, found.note) == ("amend_order", day, None)


@pytest.mark.parametrize("text", ["灯泡改成8箱，提前一天通知", "灯泡改成8箱，提前半小时打电话"])
def test_a_notice_in_advance_moves_nothing(text: str) -> None:
    assert reading(text, context=OPEN).delivery_date == date(2026, 11, 27)


def test_two_days_that_differ_are_looked_at() -> None:
    assert reading("推迟两天，12月5号送", context=OPEN).verdict == "review"
