"""Our own deliveries: which courier takes what, in which order and when; and what became of each stop."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.desk import due, progress
from bot.desk.desk import Desk
from bot.desk.progress import Refused
from bot.desk.rounds import DETOUR, Goal, Place, kilometres, ordered
from bot.desk.toursettings import CourierSettings, TourSettings, clock
from parsers.directory import Directory
from store import inbox, orders, reviews, stops
from store.database import Database, Tx
from store.order import Order
from store.order_events import Disallowed, OrderEvent
from store.stops import Stop

BY = "jiedan"
_PLANNED = ("shipped", "in_transit")
_STEP = timedelta(minutes=30)
_CURSOR = "tours"


@dataclass(frozen=True)
class Fleet:
    """The company's couriers and how their tours are planned."""

    couriers: tuple[CourierSettings, ...]
    settings: TourSettings = field(default_factory=TourSettings)

    def courier(self, name: str) -> CourierSettings | None:
        return next((one for one in self.couriers if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a planning came to: the orders that are on a tour now, and those that wait on, with the reason."""

    orders: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Performance:
    """A courier's figures. `failures`: times that it could not be handed over; `minutes`: how long after the end of the window
    it was delivered, on average; below 0 is before it."""

    courier: str
    stops: int
    delivered: int
    on_time: int
    failures: int
    complaints: int
    minutes: float | None


def plan_due_one(db: Database, fleet: Fleet, *, desk: Desk, now: datetime) -> bool:
    """Plans today's tours once it is time to, once a day; False if there was nothing to do."""
    local = now.astimezone(desk.settings.tzinfo)
    if local.time() < clock(fleet.settings.plan_at):
        return False
    with db.begin() as tx:
        if (inbox.cursor(tx, _CURSOR) or "") >= local.date().isoformat():
            return False
        plan(tx, fleet, day=local.date(), desk=desk, now=now)
        inbox.set_cursor(tx, _CURSOR, local.date().isoformat())
    return True


def plan(tx: Tx, fleet: Fleet, *, day: date, desk: Desk, now: datetime) -> Planned:
    """Puts what waits and may be delivered that day on tours. Who is on one already stays there, with the time that the
    customer was told: what comes later is visited after them.

    What no courier can take waits on; a person is told once.
    """
    directory = desk.company(tx)[1]
    before: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops.of_day(tx, day):
        before[stop.courier or ""].append(stop)
    taken: dict[str, list[Goal]] = defaultdict(list)
    left: list[tuple[str, str]] = []
    waiting = {stop.order_no: stop for stop in stops.waiting(tx, statuses=_PLANNED)}
    found = {order.order_no: order for order in orders.several(tx, list(waiting))}
    for order_no, order in found.items():
        if order.delivery_date is not None and order.delivery_date > day:
            continue
        courier, why = _courier(order, fleet, before, taken)
        if courier is None:
            left.append((order_no, why))
            if not waiting[order_no].reported:
                stops.note(tx, order_no, reported=True)
                reason = f"nobody delivers {order_no} on {day}: {why}"
                due.open_review(tx, desk.settings, kind="other", reason=reason, order_no=order_no, now=now)
            continue
        taken[courier.name].append(_goal(order, courier, directory))
    planned: list[str] = []
    for name, goals in taken.items():
        courier = fleet.courier(name)
        if courier is not None:
            planned += _write(
                tx,
                fleet,
                courier,
                goals,
                found,
                before[name],
                day=day,
                desk=desk,
                directory=directory,
                now=now,
            )
    return Planned(tuple(planned), tuple(left))


def start(
    db: Database, courier: str, *, day: date, by: str, channel: str, now: datetime
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The courier sets out: the orders that are out for delivery now, and those that cannot be, each with the reason."""
    with db.read() as tx:
        found = [stop for stop in stops.of_day(tx, day, courier=courier) if stop.state == "planned"]
    if not found:
        raise Refused(f"{courier} has no stop on {day} to set out for")
    done, refused = [], []
    for stop in found:
        try:
            with db.begin() as tx:
                progress.advance(
                    tx, stop.order_no, to="out_for_delivery", reason=courier, by=by, channel=channel, now=now
                )
                stops.note(tx, stop.order_no, state="out")
            done.append(stop.order_no)
        except Refused as error:
            refused.append((stop.order_no, str(error)))
    return tuple(done), tuple(refused)


def delivered(
    tx: Tx,
    order_no: str,
    *,
    signed_by: str,
    at: datetime | None = None,
    by: str,
    channel: str,
    now: datetime,
) -> Order:
    """The order is delivered: who signed, and when (now, unless `at` says an earlier moment). Raises Refused."""
    at = at or now
    if not signed_by.strip():
        raise Refused("who signed for it?")
    if at > now:
        raise Refused(f"{at.isoformat(' ', 'minutes')} is still to come")
    stop = _own(tx, order_no)
    if stop.state == "delivered":
        raise Refused(f"order {order_no} is delivered already, signed for by {stop.signed_by}")
    signed = " ".join(signed_by.split())
    data = {"to": "delivered", "signed_by": signed, "delivered_at": at.isoformat()}
    order = _order(tx, order_no)
    event = OrderEvent("status_advanced", now, by, channel, f"signed for by {signed}", data)
    try:
        order = orders.append(tx, order_no, [event], expected_version=order.version)
    except Disallowed as error:
        raise Refused(str(error)) from None
    stops.note(tx, order_no, state="delivered", delivered_at=at, signed_by=signed)
    return order


def failed(tx: Tx, order_no: str, *, reason: str, by: str, channel: str, now: datetime) -> Order:
    """It could not be handed over: it waits for another tour. Raises Refused."""
    if not reason.strip():
        raise Refused("why could it not be handed over?")
    stop = _own(tx, order_no)
    if stop.state not in {"planned", "out"}:
        raise Refused(f"order {order_no} is {stop.state}: no courier is on the way with it")
    order = _order(tx, order_no)
    if order.status != "in_transit":
        order = progress.advance(
            tx, order_no, to="in_transit", reason=reason, by=by, channel=channel, now=now
        )
    anew = dict.fromkeys(("courier", "day", "position", "since", "until"))
    stops.note(tx, order_no, state="waiting", failures=stop.failures + 1, **anew)
    return order


def performance(tx: Tx, *, since: date, until: date) -> tuple[Performance, ...]:
    """Each courier's figures of the stops of these days, both included; by name."""
    found: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops.between(tx, since, until):
        found[stop.courier or ""].append(stop)
    complaints = reviews.count_by_order(
        tx, [stop.order_no for some in found.values() for stop in some], kind="complaint"
    )
    return tuple(_figures(name, some, complaints) for name, some in sorted(found.items()))


def _figures(name: str, some: Sequence[Stop], complaints: Mapping[str, int]) -> Performance:
    done = [stop for stop in some if stop.delivered_at is not None]
    minutes = [
        (stop.delivered_at - stop.until).total_seconds() / 60
        for stop in done
        if stop.delivered_at is not None and stop.until is not None
    ]
    return Performance(
        courier=name,
        stops=len(some),
        delivered=len(done),
        on_time=sum(stop.on_time for stop in done),
        failures=sum(stop.failures for stop in some),
        complaints=sum(complaints.get(stop.order_no, 0) for stop in some),
        minutes=round(sum(minutes) / len(minutes), 1) if minutes else None,
    )


def _courier(
    order: Order,
    fleet: Fleet,
    before: Mapping[str, Sequence[Stop]],
    taken: Mapping[str, Sequence[Goal]],
) -> tuple[CourierSettings | None, str]:
    """Who takes it: of those who deliver there the one with the most room left, who knows the place before who goes anywhere."""
    address = order.delivery_address or ""
    if not address:
        return None, "it has no address"
    there = [one for one in fleet.couriers if any(name in address for name in one.districts)]
    there = there or [one for one in fleet.couriers if not one.districts]
    if not there:
        return None, f"no courier delivers to {address}"

    def room(one: CourierSettings) -> int:
        return one.capacity - len(before.get(one.name, ())) - len(taken.get(one.name, ()))

    best = max(there, key=room)
    return (best, "") if room(best) > 0 else (None, "all who deliver there are full")


def _goal(order: Order, courier: CourierSettings, directory: Directory) -> Goal:
    address = order.delivery_address or ""
    district = next(
        (at for at, name in enumerate(courier.districts) if name in address), len(courier.districts)
    )
    return Goal(order.order_no, address, district, _place(order, directory))


def _place(order: Order, directory: Directory) -> Place | None:
    """The coordinates that the customers' file has for this very address."""
    customer = directory.customer(order.customer.code) if order.customer.code else None
    if customer is None or not order.delivery_address:
        return None
    labels = [label for label, address in customer.addresses if _same(address, order.delivery_address)]
    places = {label: (latitude, longitude) for label, latitude, longitude in customer.coordinates}
    return next((places[label] for label in labels if label in places), None)


def _same(one: str, other: str) -> bool:
    return re.sub(r"[\s,，]", "", one).casefold() == re.sub(r"[\s,，]", "", other).casefold()


def _write(
    tx: Tx,
    fleet: Fleet,
    courier: CourierSettings,
    goals: Sequence[Goal],
    found: Mapping[str, Order],
    before: Sequence[Stop],
    *,
    day: date,
    desk: Desk,
    directory: Directory,
    now: datetime,
) -> Iterator[str]:
    settings, zone = fleet.settings, desk.settings.tzinfo
    at = max(datetime.combine(day, clock(settings.begin), zone), now.astimezone(zone))
    place = settings.depot_at
    if before:
        last = before[-1]
        at = max(at, (last.until or at).astimezone(zone) - timedelta(minutes=settings.window_minutes))
        place = _place_of(tx, last, directory) or place
    for number, goal in enumerate(ordered(goals, start=place), len(before) + 1):
        at += _way(place, goal.place, settings)
        since = _floor(at)
        until = since + timedelta(minutes=settings.window_minutes)
        arrival = {
            "courier": courier.name,
            "phone": courier.phone,
            "since": since.isoformat(),
            "until": until.isoformat(),
        }
        order = found[goal.order_no]
        event = OrderEvent("stop_planned", now, BY, "staff", courier.name, {"arrival": arrival})
        orders.append(tx, order.order_no, [event], expected_version=order.version)
        stops.note(
            tx,
            order.order_no,
            state="planned",
            courier=courier.name,
            day=day,
            position=number,
            since=since,
            until=until,
            reported=False,
        )
        at += timedelta(minutes=settings.stop_minutes)
        place = goal.place or place
        yield order.order_no


def _place_of(tx: Tx, stop: Stop, directory: Directory) -> Place | None:
    order = orders.get(tx, stop.order_no)
    return _place(order, directory) if order else None


def _way(one: Place | None, other: Place | None, settings: TourSettings) -> timedelta:
    if one is None or other is None:
        return timedelta(minutes=settings.leg_minutes)
    return timedelta(hours=kilometres(one, other) * DETOUR / settings.speed)


def _floor(at: datetime) -> datetime:
    """The half hour that it lies in."""
    return at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)


def _own(tx: Tx, order_no: str) -> Stop:
    stop = stops.get(tx, order_no)
    if stop is None:
        raise Refused(f"order {order_no} is not delivered by our own couriers")
    return stop


def _order(tx: Tx, order_no: str) -> Order:
    order = orders.get(tx, order_no)
    if order is None:
        raise Refused(f"there is no order {order_no}")
    return order
