"""Holidays and days of the lunar year, from the table."""

import itertools
from datetime import date, timedelta

import pytest

from parsers import calendar, wordlists

DATA = wordlists.load("holidays")


@pytest.mark.parametrize(("name", "year", "begins"), DATA["samples"]["valid"])
def test_a_holiday_begins(name: str, year: int, begins: str) -> None:
    days = calendar.holiday(name, year=year)
    assert days is not None
    assert days[0] == date.fromisoformat(begins)
    assert days[0] <= days[1]


@pytest.mark.parametrize(("name", "year"), DATA["samples"]["invalid"])
def test_no_such_holiday(name: str, year: int) -> None:
    assert calendar.holiday(name, year=year) is None


def test_names_are_written_in_lower_case_and_once() -> None:
    names = [name for row in DATA["holiday"] for name in row["names"]]
    assert names == [name.lower() for name in names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "today", "begins"),
    [
        ("国庆", date(2026, 9, 30), date(2026, 10, 1)),
        ("国庆", date(2026, 10, 1), date(2026, 10, 1)),
        ("国庆", date(2026, 10, 2), date(2027, 10, 1)),
        ("元旦", date(2026, 12, 31), date(2027, 1, 1)),
        ("小年", date(2026, 11, 25), date(2027, 1, 30)),
        ("除夕", date(2027, 1, 1), date(2027, 2, 5)),
        ("chinese new year", date(2026, 11, 25), date(2027, 2, 6)),
        ("xmas", date(2026, 11, 25), date(2026, 12, 25)),
    ],
)
def test_the_next_holiday(name: str, today: date, begins: date) -> None:
    found = calendar.next_holiday(name, on_or_after=today)
    assert found is not None
    assert found[0] == begins


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2026, 11, 27), False),
        (date(2026, 11, 28), True),
        (date(2026, 10, 1), True),
        (date(2026, 10, 7), True),
        (date(2026, 10, 8), False),
        (date(2026, 10, 10), False),
        (date(2026, 2, 14), False),
        (date(2026, 2, 23), True),
        (date(2027, 3, 1), False),
    ],
)
def test_days_off(day: date, off: bool) -> None:
    assert calendar.is_day_off(day) is off


@pytest.mark.parametrize(
    ("year", "month", "day", "solar"),
    [
        (2026, 1, 1, date(2026, 2, 17)),
        (2026, 8, 15, date(2026, 9, 25)),
        (2026, 12, 23, date(2027, 1, 30)),
        (2026, 1, 31, None),
        (2026, 13, 1, None),
        (2050, 1, 1, None),
    ],
)
def test_lunar_days(year: int, month: int, day: int, solar: date | None) -> None:
    assert calendar.lunar(year, month, day) == solar


@pytest.mark.parametrize("year", sorted(DATA["lunar"]))
def test_a_lunar_month_has_29_or_30_days(year: str) -> None:
    table = DATA["lunar"]
    months = sorted(table[year].values()) + sorted(table.get(str(int(year) + 1), {}).values())[:1]
    lengths = {later - first for first, later in itertools.pairwise(months)}
    assert lengths <= {timedelta(days=29), timedelta(days=30)}


def test_only_weekends_are_worked_in_exchange() -> None:
    worked = [day for days in DATA["worked"].values() for day in days]
    assert worked
    assert all(day.weekday() >= 5 for day in worked)
    official = [days for year in DATA["official"].values() for days in year.values()]
    assert not any(first <= day <= last for day in worked for first, last in official)
