"""The company's working time, and the hours of the night in which nothing is pushed. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WEEK: tuple[Weekday, ...] = get_args(Weekday)
_LONGEST = 400
"""Days that are looked through for working time; a year of holidays is none."""


def _clock(text: str) -> str:
    try:
        at = time.fromisoformat(text)
    except ValueError:
        raise ValueError('must be a time of day such as "09:00"') from None
    if at.tzinfo is not None:
        raise ValueError('must be a time of day such as "09:00"')
    return text


TimeOfDay = Annotated[str, AfterValidator(_clock)]


class WorkingHours(BaseModel):
    """When people work at the company, in its time zone: what is said to be due is counted in this time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: tuple[Weekday, ...] = Field(
        ("mon", "tue", "wed", "thu", "fri"),
        min_length=1,
        description="The working days: mon, tue, wed, thu, fri, sat, sun",
    )
    begin: TimeOfDay = Field("09:00", description="When work begins")
    end: TimeOfDay = Field("18:00", description="When it ends, on the same day")
    closed: tuple[date, ...] = Field(
        (), description="Days on which nobody works, such as holidays", examples=[("2027-02-08",)]
    )

    @model_validator(mode="after")
    def _begins_first(self) -> "WorkingHours":
        if time.fromisoformat(self.begin) >= time.fromisoformat(self.end):
            raise ValueError("work must begin before it ends")
        return self

    def after(self, moment: datetime, hours: float, zone: ZoneInfo) -> datetime:
        """When so many hours of working time have passed since `moment`; never outside of working time."""
        left = timedelta(hours=hours)
        local = moment.astimezone(zone)
        day = local.date()
        for _ in range(_LONGEST):
            begin, end = self._of(day, zone)
            begin = max(begin, local)
            if self._works(day) and begin < end:
                # In UTC, so that a change of the clocks in between counts as it should.
                there = end.astimezone(UTC) - begin.astimezone(UTC)
                if left < there:
                    return (begin.astimezone(UTC) + left).astimezone(moment.tzinfo)
                left -= there
            day += timedelta(days=1)
        return moment + timedelta(days=_LONGEST)

    def _works(self, day: date) -> bool:
        return _WEEK[day.weekday()] in self.days and day not in self.closed

    def _of(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        begin, end = (time.fromisoformat(text) for text in (self.begin, self.end))
        return datetime.combine(day, begin, zone), datetime.combine(day, end, zone)


class QuietHours(BaseModel):
    """When nothing is sent but answers: news, reminders and copies wait until it is over. In the customer's time zone where
    the customers' file has one, else the company's; from `begin` to `end`, over midnight if `end` is the earlier."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    begin: TimeOfDay = Field("21:00", description="From then on; the same as end: there are no quiet hours")
    end: TimeOfDay = Field("08:00", description="Until then")

    def until(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours that `now` lies in are over, or None outside of them."""
        begin, end = time.fromisoformat(self.begin), time.fromisoformat(self.end)
        local = now.astimezone(zone)
        at = local.time().replace(tzinfo=None)
        over_midnight = begin > end
        quiet = (at >= begin or at < end) if over_midnight else begin <= at < end
        if not quiet:
            return None
        day = local.date() + timedelta(days=1 if over_midnight and at >= begin else 0)
        return datetime.combine(day, end, zone).astimezone(now.tzinfo)
