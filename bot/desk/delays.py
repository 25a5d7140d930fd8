"""Promised days that may be missed: seen by the clock, told by a person, or by an incident that befalls many orders."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk import due, parcels
from bot.desk.desk import Desk
from bot.desk.progress import Refused
from bot.desk.walking import one_step
from parsers.carriers import carrier_named
from store import orders, shipments, stops, worklists
from store.database import Database, Tx, transaction_of
from store.delay import Cause
from store.errors import StaleOrder, UnreadableOrder
from store.order import Order
from store.order_events import OrderEvent
from store.states import LINE_OF_LIFE, UNDER_WAY

KIND = "delivery_delayed"
BY = "jiedan"
_TROUBLED = frozenset({"exception", "failed_attempt", "returning", "returned"})
# Before these states nobody has said how far the order is: it may well be out already.
_FOLLOWED_FROM = LINE_OF_LIFE.index("purchasing")
_PACKED, _SHIPPED = LINE_OF_LIFE.index("packed"), LINE_OF_LIFE.index("shipped")


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one order in an incident: told, or why not."""

    order_no: str
    outcome: str
    day: date | None = None


def watch_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Looks at one order whose promised day is near or past, each once a day and after each event, in working time; False
    if there is none to look at.

    Each cause is told once: that note, the order's event and the review are one transaction. Raises DatabaseDown.
    """
    zone = desk.settings.tzinfo
    if desk.settings.hours.after(now, 0, zone) != now:
        return False
    today = now.astimezone(zone).date()
    upto = today + timedelta(days=desk.settings.delays.warn_days)
    with one_step(
        db,
        logged="the promised day of order %s could not be looked at",
        told=lambda _: "the customer was not told of it",
        put_aside=lambda tx, order_no, _: worklists.watched(tx, order_no, today=today),
        desk=desk,
        now=now,
    ) as step:
        order = step.order = worklists.promised(step.tx, upto=upto, today=today)
        if order is None:
            return False
        _look(step.tx, order, today=today, desk=desk, now=now)
        worklists.watched(step.tx, order.order_no, today=today)
    return True


def delay(
    db: Database | Tx,
    order_no: str,
    *,
    reason: str,
    day: date | None = None,
    by: str,
    channel: str,
    now: datetime,
    zone: ZoneInfo,
    what: Cause = "person",
    cause: str | None = None,
) -> Order:
    """A person says that an order comes late, and when instead if that is known; its customer is told. `zone`: the company's,
    whose today is the first day that can be promised. Raises Refused."""
    with transaction_of(db) as tx:
        order = orders.get(tx, order_no)
        if order is None:
            raise Refused(f"there is no order {order_no}", code="no_order", order_no=order_no)
        if order.status not in UNDER_WAY:
            raise Refused(
                f"order {order_no} is {order.status}: there is nothing that could come late",
                code="not_under_way",
                status=order.status,
            )
        if not reason.strip():
            raise Refused("a delay needs a reason", code="needs_reason", order_no=order_no)
        if day is not None and day < now.astimezone(zone).date():
            raise Refused(f"{day} is past", code="day_past", day=day)
        event = _event(
            order,
            what,
            cause or f"person:{now.isoformat()}",
            by=by,
            channel=channel,
            now=now,
            reason=reason,
            day=day,
        )
        return orders.append(tx, order_no, [event], expected_version=order.version)


def incident(
    db: Database,
    *,
    what: Cause,
    reason: str,
    regions: Collection[str] = (),
    carriers: Collection[str] = (),
    couriers: Collection[str] = (),
    day: date | None = None,
    days: int | None = None,
    by: str,
    channel: str,
    now: datetime,
    zone: ZoneInfo,
    dry_run: bool = False,
) -> tuple[Told, ...]:
    """Tells the customers of all orders under way to these regions, by these carriers, or on the tours of these couriers of ours,
    of an incident; each once, however often it is repeated on a day of `zone`, the company's. `day` is the new day of all of
    them, `days` by how many each is moved. Each order is a transaction of its own and reported. Raises Refused."""
    if not (regions or carriers or couriers):
        raise Refused("an incident befalls a region, a carrier or a courier: name one")
    codes = {carrier_named(one) or one for one in carriers}
    where = ",".join(sorted((*regions, *codes, *couriers)))
    today = now.astimezone(zone).date()
    cause = f"{what}:{today}:{where}:{day or days or ''}:{reason.strip()}"
    with db.read() as tx:
        under_way = orders.under_way(tx)
        on_tour = {stop.order_no: stop for stop in stops.on_tour(tx)}
    theirs = {number for number, stop in on_tour.items() if stop.courier in couriers}
    found = [one for one in under_way if one.order_no in theirs or _befalls(one, regions, codes)]
    outcomes = []
    for order in found:
        stop = on_tour.get(order.order_no)
        promised = max(
            (one for one in (order.delivery_date, stop.day if stop else None) if one), default=None
        )
        moved = day or (promised + timedelta(days=days) if days and promised else None)
        if dry_run:
            outcomes.append(Told(order.order_no, "would be told", moved))
            continue
        outcomes.append(
            _tell(db, order.order_no, what, cause, reason, moved, by=by, channel=channel, now=now, zone=zone)
        )
    return tuple(outcomes)


def _tell(
    db: Database,
    order_no: str,
    what: Cause,
    cause: str,
    reason: str,
    day: date | None,
    *,
    by: str,
    channel: str,
    now: datetime,
    zone: ZoneInfo,
) -> Told:
    try:
        with db.begin() as tx:
            if _known(tx, order_no, cause):
                return Told(order_no, "told already")
            delay(
                tx,
                order_no,
                reason=reason,
                day=day,
                by=by,
                channel=channel,
                now=now,
                zone=zone,
                what=what,
                cause=cause,
            )
    except (Refused, StaleOrder, UnreadableOrder) as error:
        return Told(order_no, str(error))
    return Told(order_no, "told", day)


def _befalls(order: Order, regions: Collection[str], carriers: Collection[str]) -> bool:
    address = (order.delivery_address or "").casefold()
    there = any(region.strip().casefold() in address for region in regions if region.strip())
    return there or any(one.carrier in carriers for one in order.shipments)


def _look(tx: Tx, order: Order, *, today: date, desk: Desk, now: datetime) -> None:
    promised = order.delivery_date
    if promised is None or order.status not in UNDER_WAY:
        return
    stage = order.held_from if order.status == "on_hold" and order.held_from else order.status
    place = LINE_OF_LIFE.index(stage)
    troubled = order.status == "on_hold" or any(one.status in _TROUBLED for one in order.shipments)
    if _expected_later(tx, order, promised, desk=desk, now=now):
        return
    late = promised < today
    if not late and not troubled and place >= _PACKED:
        return
    what: Cause = "late" if late else "at_risk"
    cause = f"{what}:{promised.isoformat()}"
    history = orders.history(tx, order.order_no)
    if any(event.data.get("cause") == cause for event in history):
        return
    # Of an order whose stages nobody keeps, or that is out and not followed, only a person knows whether it is there.
    out = place >= _SHIPPED and all(one.status == "shipped" for one in order.shipments)
    kept = troubled or (place >= _FOLLOWED_FROM and not out)
    reason = _why(history, order)
    event = _event(order, what, cause, by=BY, channel="staff", now=now, reason=reason)
    silent = not (kept and desk.settings.delays.tell)
    if silent:
        event = OrderEvent("delay_noticed", now, BY, "staff", reason, event.data)
    orders.append(tx, order.order_no, [event], expected_version=order.version)
    told = f"order {order.order_no} was promised for {promised} and is {order.status}"
    due.open_review(
        tx,
        desk.settings,
        kind="other",
        reason=f"{told}: {reason}"[:500] if reason else told,
        order_no=order.order_no,
        now=now,
    )


def _expected_later(tx: Tx, order: Order, promised: date, *, desk: Desk, now: datetime) -> bool:
    """Tells of the day on which the last of the order's carriers expects to be there, if that is after the promised one;
    False if there is none, or it was told already. That day is the promised one from then on."""
    days = [one.expected for one in shipments.of_order(tx, order.order_no) if one.state == "followed"]
    day = date.fromisoformat(max((one for one in days if one), default=promised.isoformat()))
    cause = f"carrier:{day}"
    history = orders.history(tx, order.order_no)
    if day <= promised or any(event.data.get("cause") == cause for event in history):
        return False
    tells = desk.settings.delays.tell
    event = _event(
        order,
        "carrier",
        cause,
        by=BY,
        channel=parcels.CHANNEL,
        now=now,
        reason=_why(history, order),
        day=day if tells else None,
    )
    if not tells:
        event = replace(event, kind="delay_noticed")
        told = f"order {order.order_no} was promised for {promised}; its carrier expects {day}"
        due.open_review(tx, desk.settings, kind="other", reason=told, order_no=order.order_no, now=now)
    orders.append(tx, order.order_no, [event], expected_version=order.version)
    return True


def _why(history: Collection[OrderEvent], order: Order) -> str | None:
    """The reason as a person or the carrier has given it, and none that is made up."""
    kind = "order_held" if order.status == "on_hold" else "shipment_tracked"
    if kind == "shipment_tracked" and not any(one.status in _TROUBLED for one in order.shipments):
        return None
    return next((event.reason for event in reversed(tuple(history)) if event.kind == kind), None)


def _event(
    order: Order,
    what: Cause,
    cause: str,
    *,
    by: str,
    channel: str,
    now: datetime,
    reason: str | None,
    day: date | None = None,
) -> OrderEvent:
    promised = order.delivery_date.isoformat() if order.delivery_date else None
    data: Mapping[str, Any] = {"what": what, "cause": cause, "promised": promised}
    if day is not None:
        data = {**data, "delivery_date": day.isoformat()}
    return OrderEvent(KIND, now, by, channel, reason or None, dict(data))


def _known(tx: Tx, order_no: str, cause: str) -> bool:
    return any(event.data.get("cause") == cause for event in orders.history(tx, order_no))
