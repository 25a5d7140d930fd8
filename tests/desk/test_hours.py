"""Working time and quiet hours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.desk.hours import QuietHours, WorkingHours

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
WORK = WorkingHours()


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("since", "hours", "due"),
    [
        ("2026-11-23 10:00", 4, "2026-11-23 14:00"),
        ("2026-11-23 16:00", 4, "2026-11-24 11:00"),
        ("2026-11-23 14:00", 4, "2026-11-24 09:00"),  # the end of work is no working time
        ("2026-11-23 06:00", 1, "2026-11-23 10:00"),
        ("2026-11-23 22:00", 1, "2026-11-24 10:00"),
        ("2026-11-27 17:00", 2, "2026-11-30 10:00"),  # over the weekend
        ("2026-11-28 12:00", 0, "2026-11-30 09:00"),
        ("2026-11-23 09:00", 27, "2026-11-26 09:00"),
    ],
)
def test_so_many_hours_of_working_time_later(since: str, hours: float, due: str) -> None:
    assert WORK.after(at(since), hours, SHANGHAI) == at(due)
    assert WORK.after(at(since).astimezone(UTC), hours, SHANGHAI) == at(due), "whatever zone the moment is in"


def test_closed_days_and_a_week_of_ones_own() -> None:
    closed = WorkingHours(closed=(date(2026, 11, 24),))
    assert closed.after(at("2026-11-23 16:00"), 4, SHANGHAI) == at("2026-11-25 11:00")
    saturdays = WorkingHours(days=("sat",), begin="10:00", end="12:30")
    assert saturdays.after(at("2026-11-23 16:00"), 3, SHANGHAI) == at("2026-12-05 10:30")


def test_a_change_of_the_clocks_takes_no_hour_away() -> None:
    nights = WorkingHours(days=("sat", "sun"), begin="00:00", end="23:00")
    # In the night to 2026-10-25 the clocks of Berlin go back: that day has one hour more.
    assert nights.after(at("2026-10-25 00:00", BERLIN), 4, BERLIN) == at("2026-10-25 03:00", BERLIN)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    st.floats(0, 100),
    st.floats(0, 100),
)
def test_later_is_later_and_always_in_working_time(since: datetime, one: float, more: float) -> None:
    first = WORK.after(since, one, SHANGHAI)
    assert since <= first <= WORK.after(since, one + more, SHANGHAI)
    local = first.astimezone(SHANGHAI)
    assert local.weekday() < 5
    assert 9 <= local.hour < 18
    assert first - since >= timedelta(hours=one) - timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("now", "over"),
    [
        ("2026-11-23 20:59", None),
        ("2026-11-23 21:00", "2026-11-24 08:00"),
        ("2026-11-24 00:30", "2026-11-24 08:00"),
        ("2026-11-24 07:59", "2026-11-24 08:00"),
        ("2026-11-24 08:00", None),
    ],
)
def test_quiet_hours_over_midnight(now: str, over: str | None) -> None:
    assert QuietHours().until(at(now), SHANGHAI) == (at(over) if over else None)


def test_quiet_hours_within_a_day_in_another_zone_and_none() -> None:
    noon = QuietHours(begin="12:00", end="14:00")
    assert noon.until(at("2026-11-23 13:00"), SHANGHAI) == at("2026-11-23 14:00")
    assert noon.until(at("2026-11-23 14:00"), SHANGHAI) is None
    assert QuietHours().until(at("2026-11-23 10:00"), BERLIN) == at("2026-11-23 08:00", BERLIN)
    assert QuietHours(begin="08:00", end="08:00").until(at("2026-11-23 08:00"), SHANGHAI) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"begin": "nine"},
        {"begin": "18:00", "end": "09:00"},
        {"days": []},
        {"days": ["noday"]},
        {"end": "25:00"},
    ],
)
def test_hours_that_are_none_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        WorkingHours.model_validate(wrong)
