"""What a company says about its own deliveries: who drives, where, how much a day, and how fast."""

from dataclasses import dataclass, field
from datetime import time
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class CourierSettings(BaseModel):
    """A courier of the company's own, who delivers orders that are shipped with the carrier `own`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=60)] = Field(
        description="Their name, as customers and lists show it", examples=["王师傅"]
    )
    phone: str = Field(
        "", description="Their telephone, which the customer is told", examples=["13800002001"]
    )
    districts: tuple[str, ...] = Field(
        (),
        description="Places where they deliver, as addresses name them, in the order of their usual round; empty for anywhere",
        examples=[("西湖区", "余杭区")],
    )
    capacity: Annotated[int, Field(ge=1, le=500)] = Field(20, description="How many stops they make in a day")


class TourSettings(BaseModel):
    """How the company's own deliveries are planned."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan_at: ClockTime = Field("07:00", description="From then on each day's tours are planned, once")
    begin: ClockTime = Field("09:00", description="When couriers set out")
    end: ClockTime = Field(
        "20:00", description="Later than that they come to nobody: what is left then waits for the next day"
    )
    depot: Annotated[str, Field(pattern=r"^(-?\d{1,3}(\.\d+)?\s*,\s*-?\d{1,3}(\.\d+)?)?$")] = Field(
        "", description="Where they set out from, as latitude, longitude", examples=["30.2741, 120.1551"]
    )
    stop_minutes: Annotated[float, Field(ge=0, le=240)] = Field(10, description="How long a stop takes")
    leg_minutes: Annotated[float, Field(ge=0, le=240)] = Field(
        15, description="How long the way to the next stop takes where its coordinates are not known"
    )
    speed: Annotated[float, Field(gt=0, le=120)] = Field(
        25, description="Kilometres an hour on the road, where coordinates are known"
    )
    window_minutes: Annotated[int, Field(ge=15, le=720)] = Field(
        120, description="How wide the window of arrival is that the customer is told"
    )

    @model_validator(mode="after")
    def _in_order(self) -> "TourSettings":
        if not max(self.begin, self.plan_at) < self.end:
            raise ValueError("tours must be planned and begin before they end")
        return self

    @property
    def depot_at(self) -> tuple[float, float] | None:
        latitude, _, longitude = self.depot.partition(",")
        return (float(latitude), float(longitude)) if longitude else None


@dataclass(frozen=True, slots=True)
class Fleet:
    """The company's couriers and how their tours are planned."""

    couriers: tuple[CourierSettings, ...] = ()
    settings: TourSettings = field(default_factory=TourSettings)

    def courier(self, name: str) -> CourierSettings | None:
        return next((one for one in self.couriers if one.name == name), None)


def clock(text: str) -> time:
    """A time of the settings."""
    return time.fromisoformat(text)
