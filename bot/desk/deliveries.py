"""Our own deliveries are made: couriers set out, hand over or find nobody there, and have their figures."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.desk import progress
from bot.desk.progress import LONGEST_NAME, Refused
from bot.desk.views import one_line
from store import orders, reviews, stops
from store.database import Database, Tx
from store.errors import StaleOrder
from store.order import Order
from store.order_events import Disallowed, OrderEvent
from store.stops import Stop


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


def start(
    db: Database, courier: str, *, day: date, by: str, channel: str, now: datetime
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The courier sets out: the orders that are out for delivery now, and those that cannot be, each with the reason."""
    with db.read() as tx:
        found = [stop for stop in stops.of_day(tx, day, courier=courier) if stop.state == "planned"]
    if not found:
        raise nothing_to_bring(courier, day)
    done, refused = [], []
    for stop in found:
        try:
            with db.begin() as tx:
                out(tx, stop.order_no, courier=courier, by=by, channel=channel, now=now)
            done.append(stop.order_no)
        except (Refused, StaleOrder) as error:
            refused.append((stop.order_no, str(error)))
    return tuple(done), tuple(refused)


def nothing_to_bring(courier: str, day: date) -> Refused:
    """What is said to a courier without a stop."""
    return Refused(
        f"{courier} has no stop on {day} to set out for", code="no_stops", courier=courier, day=day
    )


def out(tx: Tx, order_no: str, *, courier: str, by: str, channel: str, now: datetime) -> Order:
    """The courier has what this order needs for today. Raises Refused."""
    order = _order(tx, order_no)
    if order.status == "out_for_delivery":
        # Another parcel of it is out already.
        stops.note(tx, order_no, state="out")
        return order
    return progress.advance(
        tx, order_no, to="out_for_delivery", reason=courier, by=by, channel=channel, now=now
    )


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
    signed = one_line(signed_by, longest=LONGEST_NAME)
    if not signed:
        raise Refused("who signed for it?", code="needs_signer")
    stop, order = _own(tx, order_no), _order(tx, order_no)
    if stop.state == "delivered":
        raise Refused(
            f"order {order_no} is delivered already, signed for by {stop.signed_by or 'nobody who was named'}"
        )
    if at > now:
        raise Refused(f"{at.isoformat(' ', 'minutes')} is still to come")
    if at < order.placed_at:
        raise Refused(f"{at.isoformat(' ', 'minutes')} is before order {order_no} was placed")
    data = {"to": "delivered", "signed_by": signed, "delivered_at": at.isoformat()}
    event = OrderEvent("status_advanced", now, by, channel, f"signed for by {signed}", data)
    try:
        return orders.append(tx, order_no, [event], expected_version=order.version)
    except Disallowed as error:
        raise Refused(str(error), code=error.code, **error.values) from None


def failed(tx: Tx, order_no: str, *, reason: str, by: str, channel: str, now: datetime) -> Order:
    """It could not be handed over: it waits for another tour, and counts among its courier's failures. Raises Refused."""
    if not reason.strip():
        raise Refused("why could it not be handed over?", code="needs_reason", order_no=order_no)
    stop, order = _own(tx, order_no), _order(tx, order_no)
    if stop.state not in {"planned", "out"} or stop.day is None:
        raise Refused(
            f"order {order_no} is {stop.state}: no courier is on the way with it",
            code="nobody_on_the_way",
            order_no=order_no,
        )
    data = {"courier": stop.courier, "day": stop.day.isoformat()}
    if order.status != "in_transit":
        data["to"] = "in_transit"
    event = OrderEvent("stop_failed", now, by, channel, one_line(reason, longest=500), data)
    try:
        return orders.append(tx, order_no, [event], expected_version=order.version)
    except Disallowed as error:
        raise Refused(str(error), code=error.code, **error.values) from None


def performance(tx: Tx, *, since: date, until: date) -> tuple[Performance, ...]:
    """Each courier's figures of the stops of these days, both included; by name."""
    found: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops.between(tx, since, until):
        found[stop.courier or ""].append(stop)
    failures = _failures(tx, since=since, until=until)
    complaints = reviews.count_by_order(
        tx, [stop.order_no for some in found.values() for stop in some], kind="complaint"
    )
    return tuple(
        _figures(name, found.get(name, ()), failures[name], complaints)
        for name in sorted({*found, *failures})
    )


def _failures(tx: Tx, *, since: date, until: date) -> Counter[str]:
    """How often each courier found nobody there: an order that failed is on another's tour by now, or on none."""
    return Counter(
        str(event.data["courier"])
        for history in orders.histories(tx, stops.failed(tx)).values()
        for event in history
        if event.kind == "stop_failed" and since <= date.fromisoformat(event.data["day"]) <= until
    )


def _figures(name: str, some: Sequence[Stop], failures: int, complaints: Mapping[str, int]) -> Performance:
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
        failures=failures,
        complaints=sum(complaints.get(stop.order_no, 0) for stop in some),
        minutes=round(sum(minutes) / len(minutes), 1) if minutes else None,
    )


def _own(tx: Tx, order_no: str) -> Stop:
    stop = stops.get(tx, order_no)
    if stop is None:
        raise Refused(
            f"order {order_no} is not delivered by our own couriers", code="not_ours", order_no=order_no
        )
    return stop


def _order(tx: Tx, order_no: str) -> Order:
    order = orders.get(tx, order_no)
    if order is None:
        raise Refused(f"there is no order {order_no}", code="no_order", order_no=order_no)
    return order
