"""Our own deliveries are planned: which courier takes what, in which order, and when each customer is told they come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.desk import arrivals, due
from bot.desk.desk import Desk
from bot.desk.progress import Refused
from bot.desk.rounds import Goal, Place
from bot.desk.toursettings import CourierSettings, Fleet, clock
from parsers.directory import Directory
from store import cursors, orders, stops
from store.database import Database, Tx
from store.order import Order
from store.stops import Stop

BY = "jiedan"
NO_TIME = "there is no time left that day"
_PLANNED = ("shipped", "in_transit")
_CURSOR = "tours"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a planning came to: the orders that are on a tour now, and those that wait on, with the reason."""

    orders: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()


def plan_due_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Plans today's tours once it is time to, once a day, and not when the day is over; False if there was nothing to do."""
    local, settings = now.astimezone(desk.settings.tzinfo), desk.fleet.settings
    if not clock(settings.plan_at) <= local.time() < clock(settings.end):
        return False
    with db.begin() as tx:
        if (cursors.get(tx, _CURSOR) or "") >= local.date().isoformat():
            return False
        plan(tx, day=local.date(), desk=desk, now=now)
        cursors.put(tx, _CURSOR, local.date().isoformat())
    return True


def plan(tx: Tx, *, day: date, desk: Desk, now: datetime) -> Planned:
    """Puts what waits and may be delivered that day on tours. Who is on one already stays there, with the time that the
    customer was told: what comes later is visited after them.

    What no courier can take waits on; a person is told once. So does what nobody set out with on an earlier day. Raises
    Refused for a day that is past.
    """
    today = now.astimezone(desk.settings.tzinfo).date()
    if day < today:
        raise Refused(f"{day} is past")
    stops.one_at_a_time(tx)
    concerned = (*stops.waiting(tx, statuses=_PLANNED), *stops.unfinished(tx, before=today))
    stops.hold(tx, [stop.order_no for stop in concerned])
    _take_up(tx, today, desk=desk, now=now)
    directory = desk.company(tx)[1]
    before: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops.of_day(tx, day):
        before[stop.courier or ""].append(stop)
    taken: dict[str, list[Goal]] = defaultdict(list)
    left: dict[str, str] = {}
    waiting = {stop.order_no: stop for stop in stops.waiting(tx, statuses=_PLANNED)}
    found = {order.order_no: order for order in orders.several(tx, list(waiting))}
    for order_no, order in found.items():
        if order.delivery_date is not None and order.delivery_date > day:
            continue
        courier, why = _courier(order, desk.fleet, before, taken)
        if courier is None:
            left[order_no] = why
        else:
            taken[courier.name].append(_goal(order, courier, directory))
    planned: list[str] = []
    for name, goals in taken.items():
        courier = desk.fleet.courier(name)
        if courier is None:
            continue
        on_tour = _write(
            tx, courier, goals, found, before[name], day=day, desk=desk, directory=directory, now=now
        )
        planned += on_tour
        left |= {goal.order_no: NO_TIME for goal in goals if goal.order_no not in on_tour}
    for order_no, why in left.items():
        if not waiting[order_no].reported:
            stops.note(tx, order_no, reported=True)
            reason = f"nobody delivers {order_no} on {day}: {why}"
            due.open_review(tx, desk.settings, kind="other", reason=reason, order_no=order_no, now=now)
    return Planned(tuple(planned), tuple(left.items()))


def _take_up(tx: Tx, today: date, *, desk: Desk, now: datetime) -> None:
    """What is left of earlier days: who was not set out for waits again; what became of the others only a courier knows."""
    for stop in stops.unfinished(tx, before=today):
        if stop.state == "planned":
            stops.put_off(tx, stop)
        elif not stop.reported:
            stops.note(tx, stop.order_no, reported=True)
            reason = f"{stop.courier} set out with {stop.order_no} on {stop.day}, and what became of it was not told"
            due.open_review(tx, desk.settings, kind="other", reason=reason, order_no=stop.order_no, now=now)


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
    return Goal(order.order_no, address, district, arrivals.place(order, directory))


def _write(
    tx: Tx,
    courier: CourierSettings,
    goals: Sequence[Goal],
    found: Mapping[str, Order],
    before: Sequence[Stop],
    *,
    day: date,
    desk: Desk,
    directory: Directory,
    now: datetime,
) -> tuple[str, ...]:
    """Puts what the courier can reach that day behind what they have; the numbers of these orders."""
    settings, zone = desk.fleet.settings, desk.settings.tzinfo
    at = arrivals.setting_out(day, settings, zone, now=now)
    place, position = settings.depot_at, 0
    if before:
        last = before[-1]
        at = max(at, last.since.astimezone(zone) if last.since else at)
        place = _place_of(tx, last, directory) or place
        position = last.position or len(before)
    end = arrivals.over(day, settings, zone)
    reached = arrivals.within(goals, settings, at=at, start=place, end=end)
    for number, (goal, there) in enumerate(reached, position + 1):
        since, until = arrivals.window(there, settings)
        event = arrivals.announced(courier, (since, until), by=BY, now=now)
        orders.append(tx, goal.order_no, [event], expected_version=found[goal.order_no].version)
        stops.note(
            tx,
            goal.order_no,
            state="planned",
            courier=courier.name,
            day=day,
            position=number,
            since=since,
            until=until,
            reported=False,
        )
    return tuple(goal.order_no for goal, _ in reached)


def _place_of(tx: Tx, stop: Stop, directory: Directory) -> Place | None:
    order = orders.get(tx, stop.order_no)
    return arrivals.place(order, directory) if order else None
