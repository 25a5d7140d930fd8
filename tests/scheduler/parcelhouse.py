"""A company's house with parcels under way, and those who are asked about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.desk import progress
from scheduler.carriers.base import Answer, Asked, NotFoundYet, Outcome, Pushed, Tracker, TrackingError
from scheduler.carriers.settings import TrackingSettings
from scheduler.tracking import Tracking, track_one
from store import orders, shipments
from store.order import Order
from store.shipment import TrackingEvent, TrackingStatus
from store.shipments import Parcel
from tests.desk.house import House

CHEN = "chenmin@baiwei.example.cn"
SF, YTO = "SF1234567890123", "YT1234567890123"
STAFF: dict[str, Any] = {"by": "wang", "channel": "staff"}
SETTINGS = TrackingSettings.model_validate({"track17": {"key": "k"}})


@dataclass
class Scripted:
    """Answers with the way of each number as it stands in `ways`; raises the next of `errors` first."""

    name: str = "scripted"
    carriers: frozenset[str] = frozenset({"sf", "yto", "ups"})
    batch: int = 1
    pause: timedelta = timedelta(seconds=1)
    least: timedelta = timedelta(minutes=15)
    pushes: bool = False
    ways: dict[str, list[TrackingEvent]] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    errors: list[Exception] = field(default_factory=list)
    asked: list[tuple[datetime, tuple[str, ...]]] = field(default_factory=list)

    def happens(
        self, number: str, status: TrackingStatus, at: datetime, text: str = "", place: str = ""
    ) -> None:
        self.ways.setdefault(number, []).append(TrackingEvent(at, status, text or status, place))

    def ask(self, parcels: Sequence[Asked], *, now: datetime) -> Mapping[Asked, Outcome]:
        self.asked.append((now, tuple(parcel.tracking_number for parcel in parcels)))
        if self.errors:
            raise self.errors.pop(0)
        return {parcel: self._outcome(parcel.tracking_number) for parcel in parcels}

    def _outcome(self, number: str) -> Outcome:
        if number in self.outcomes:
            return self.outcomes[number]
        way = self.ways.get(number)
        return Answer(tuple(way), registered=True) if way else NotFoundYet("no trace", registered=True)

    def pushed(self, body: bytes, headers: Mapping[str, str]) -> tuple[Pushed, ...]:
        raise NotImplementedError

    def received(self, *, well: bool) -> str:
        return ""

    def check(self, *, now: datetime) -> str:
        return "well"


def shipped(
    house: House, number: str = SF, *, carrier: str | None = None, order_no: str | None = None
) -> str:
    """An order of a customer on file, shipped with this number and told so; its order number."""
    if order_no is None:
        house.mail(CHEN, "橙汁450ml 5箱，送店里")
        order_no = house.orders()[-1].order_no
    progress.ship(house.db, order_no, carrier=carrier, tracking_number=number, now=house.now, **STAFF)
    house.work()
    return order_no


def look(house: House, *trackers: Any, settings: TrackingSettings = SETTINGS) -> int:
    """Asks about all that is due, as the clock does second by second; how many steps that took."""
    tracking, steps = Tracking(settings, trackers), 0
    for second in range(300):
        now = house.now + timedelta(seconds=second)
        if track_one(house.db, tracking, now=now):
            steps += 1
            continue
        with house.db.read() as tx:
            if not any(shipments.any_due(tx, of=one.carriers, now=now) for one in trackers):
                break
    return steps


def parcels_of(house: House, order_no: str) -> tuple[Parcel, ...]:
    with house.db.read() as tx:
        return shipments.of_order(tx, order_no)


def events_of(house: House, order_no: str) -> list[tuple[str, str]]:
    """What was told of the order's parcels: status and words."""
    with house.db.read() as tx:
        told = shipments.events_of(tx, [order_no])
    return [(event.status, event.text) for way in told.values() for event in way]


def way_of(house: House, order: Order | str) -> list[str]:
    """The states that the order went through by its carriers' words."""
    number = order if isinstance(order, str) else order.order_no
    with house.db.read() as tx:
        history = orders.history(tx, number)
    return [e.data.get("to", "-") for e in history if e.kind == "shipment_tracked"]


def came_of(tracker: Tracker, parcel: Asked, *, now: datetime) -> object:
    """What asking about this parcel came to: its outcome, or the error that concerns the whole call."""
    try:
        return tracker.ask([parcel], now=now)[parcel]
    except TrackingError as error:
        return error
