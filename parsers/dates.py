"""Days and clock windows that a text names, in both languages, counted from a given moment."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from parsers.spans import Span

Relation = Literal["on", "by", "period", "before-holiday", "after"]


@dataclass(frozen=True, slots=True)
class DateValue:
    """`day` is None if the date does not exist or several readings remain (then they stand in `alternatives`).

    `written` is the text's own words. `out_of_range`: before today, more than two years ahead, or no such day.
    `weekday_conflict`: a stated weekday that is not the day's.
    """

    day: date | None
    alternatives: tuple[date, ...] = ()
    precision: Literal["day", "week", "month", "span"] = "day"
    relation: Relation = "on"
    out_of_range: bool = False
    weekday_conflict: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class ClockValue:
    """A clock time or a bound of the day (中午前, before 9am); `bare` is a part of day alone (上午, in the morning)."""

    written: str
    bare: bool = False


def find(text: str, *, now: datetime, date_order: str = "") -> list[Span]:
    """Spans 'date' (DateValue) and 'clock' (ClockValue). `date_order` is YMD, DMY, MDY or empty for unknown."""
    return []
