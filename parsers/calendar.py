"""The days that people name by word: holidays and days of the lunar year, from a data table (2024 to 2030)."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from parsers import wordlists

_ONE_DAY = timedelta(days=1)


def holiday(name: str, *, year: int) -> tuple[date, date] | None:
    """First and last day of the holiday of the solar `year` (days off where they are announced), or None if the
    table does not know it."""
    row = _by_name().get(name.lower())
    if row is None:
        return None
    official = wordlists.load("holidays")["official"].get(str(year), {}).get(row["names"][0])
    if official:
        return official[0], official[1]
    first = _day(row, year)
    return (first, first + _ONE_DAY * (row.get("days", 1) - 1)) if first else None


def next_holiday(name: str, *, on_or_after: date) -> tuple[date, date] | None:
    """The first such holiday that has not begun before `on_or_after`."""
    for year in (on_or_after.year, on_or_after.year + 1):
        days = holiday(name, year=year)
        if days and days[0] >= on_or_after:
            return days
    return None


def names() -> tuple[str, ...]:
    """Every name that `holiday` knows, in lower case."""
    return tuple(_by_name())


def lunar(year: int, month: int, day: int) -> date | None:
    """The solar day of a day of the lunar `year` (which begins at the Spring Festival of that solar year), or None."""
    months = wordlists.load("holidays")["lunar"].get(str(year), {})
    first = months.get(str(month))
    return first + _ONE_DAY * (day - 1) if isinstance(first, date) and 1 <= day <= 30 else None


def is_day_off(day: date) -> bool:
    """A weekend that is not worked through in exchange, or one of the announced days off."""
    if day in wordlists.load("holidays")["worked"].get(str(day.year), ()):
        return False
    official = wordlists.load("holidays")["official"].get(str(day.year), {})
    return day.weekday() >= 5 or any(first <= day <= last for first, last in official.values())


@cache
def _by_name() -> dict[str, dict[str, Any]]:
    return {name: row for row in wordlists.load("holidays")["holiday"] for name in row["names"]}


def _day(row: dict[str, Any], year: int) -> date | None:
    if "fixed" in row:
        month, day = str(row["fixed"]).split("-")
        return date(year, int(month), int(day)) if 2024 <= year <= 2032 else None
    if "by_year" in row:
        found = row["by_year"].get(str(year))
        return found if isinstance(found, date) else None
    written, day_of_month = str(row["lunar"]).split("-")
    # The last lunar month falls into the next solar year.
    lunar_year = year - 1 if int(written) == 12 else year
    if day_of_month == "last":
        following = lunar(lunar_year + 1, 1, 1)
        return following - _ONE_DAY if following else None
    return lunar(lunar_year, int(written), int(day_of_month))
