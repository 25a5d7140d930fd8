"""A person moves a stop: to another courier, another day, another place of the tour. Who is still reached in the window that they
were told hears nothing of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.desk import arrivals
from bot.desk.arrivals import Window
from bot.desk.desk import Desk
from bot.desk.progress import Refused
from bot.desk.rounds import Place
from bot.desk.toursettings import CourierSettings, Fleet, TourSettings
from store import orders, stops
from store.database import Tx
from store.states import LINE_OF_LIFE
from store.stops import Stop

_MOVABLE = frozenset(LINE_OF_LIFE[LINE_OF_LIFE.index("shipped") : LINE_OF_LIFE.index("delivered")])


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the stop is now, counted from 1 within its tour, and the orders whose customers are told something new."""

    order_no: str
    courier: str
    day: date
    place: int
    window: Window
    told: tuple[str, ...] = ()


def move(
    tx: Tx,
    order_no: str,
    *,
    to: str | None = None,
    day: date | None = None,
    place: int | None = None,
    by: str,
    desk: Desk,
    now: datetime,
) -> Moved:
    """Puts the stop on the tour of the courier `to`, of this day, at this place of it (1 is the first, None the last); courier and
    day that are not said stay as they are. One that waits for a tour goes on it at once, though the courier may be full or usually
    goes elsewhere: a person says so.

    Raises Refused, and StaleOrder if somebody changes the order meanwhile.
    """
    stops.one_at_a_time(tx)
    stops.hold(tx, [order_no])
    stop = _movable(tx, order_no)
    today = now.astimezone(desk.settings.tzinfo).date()
    day = day or (stop.day if stop.day and stop.day >= today else today)
    if day < today:
        raise Refused(f"{day} is past", code="day_past", day=day)
    if stop.state == "out" and day != stop.day:
        raise Refused(
            f"{stop.courier} is on the way with order {order_no}: it cannot go on another day",
            code="on_the_way",
            order_no=order_no,
            courier=stop.courier,
        )
    who = courier(desk.fleet, to or stop.courier)
    stops.hold(tx, [one.order_no for one in stops.of_day(tx, day, courier=who.name)])
    tour = [one for one in stops.of_day(tx, day, courier=who.name) if one.order_no != order_no]
    at = _index(tour, place)
    tour.insert(at, stop)
    found = {one.order_no: one for one in orders.several(tx, [one.order_no for one in tour])}
    begin = arrivals.setting_out(day, desk.fleet.settings, desk.settings.tzinfo, now=now)
    directory = desk.company(tx)[1]
    places = [arrivals.place(found[x.order_no], directory) if x.order_no in found else None for x in tour]
    windows = _windows(tour, places, at, begin=begin, settings=desk.fleet.settings)
    told: list[str] = []
    for number, (one, window) in enumerate(zip(tour, windows, strict=True), 1):
        is_moved = one.order_no == order_no
        stops.note(tx, one.order_no, position=number, since=window[0], until=window[1])
        if is_moved:
            state = "planned" if one.state == "waiting" else one.state
            stops.note(tx, order_no, state=state, courier=who.name, day=day, reported=False)
        news = window != _told(one) or (is_moved and who.name != one.courier)
        if news and one.order_no in found:
            event = arrivals.announced(who, window, by=by, now=now, anew=one.since is not None)
            orders.append(tx, one.order_no, [event], expected_version=found[one.order_no].version)
            told.append(one.order_no)
    return Moved(order_no, who.name, day, at + 1, windows[at], tuple(told))


def _movable(tx: Tx, order_no: str) -> Stop:
    order, stop = orders.get(tx, order_no), stops.get(tx, order_no)
    if order is None:
        raise Refused(f"there is no order {order_no}", code="no_order", order_no=order_no)
    if stop is None:
        raise Refused(
            f"order {order_no} is not delivered by our own couriers", code="not_ours", order_no=order_no
        )
    if order.status not in _MOVABLE or stop.state == "delivered":
        raise Refused(
            f"order {order_no} is {order.status}: nobody brings it now",
            code="nobody_brings",
            order_no=order_no,
            status=order.status,
        )
    return stop


def courier(fleet: Fleet, name: str | None) -> CourierSettings:
    """The courier of this name. Raises Refused."""
    names = ", ".join(one.name for one in fleet.couriers) or "none"
    if name is None:
        raise Refused(f"say which courier; there are: {names}", code="which_courier", names=names)
    found = fleet.courier(name)
    if found is None:
        raise Refused(f"there is no courier {name}; there are: {names}", code="no_such_courier", word=name, names=names)  # fmt: skip
    return found


def _index(tour: Sequence[Stop], place: int | None) -> int:
    """Where the stop comes in among the others; never before what is delivered already."""
    done = max((at for at, one in enumerate(tour, 1) if one.state == "delivered"), default=0)
    if place is None:
        return len(tour)
    if not 1 <= place <= len(tour) + 1:
        raise Refused(
            f"the tour has no place {place}, only 1 to {len(tour) + 1}",
            code="no_place",
            place=place,
            most=len(tour) + 1,
        )
    if place <= done:
        raise Refused(f"the first {done} stops are delivered already", code="place_past", done=done)
    return place - 1


def _windows(
    tour: Sequence[Stop],
    places: Sequence[Place | None],
    moved: int,
    *,
    begin: datetime,
    settings: TourSettings,
) -> tuple[Window, ...]:
    """When each stop is reached: within the window that was told where that can be kept, else in a new one. `moved`: the index
    of the stop before which nothing changes."""
    when, here = begin, settings.depot_at
    found: list[Window] = []
    for index, (stop, there) in enumerate(zip(tour, places, strict=True)):
        told = _told(stop)
        if stop.state == "delivered" and told is not None:
            found.append(told)
            here = there or here
            continue
        when += arrivals.way(here, there, settings)
        if told is not None and index != moved:
            # Who is reached too early waits for their time.
            when = max(when, told[0].astimezone(begin.tzinfo))
        kept = told is not None and (index < moved or told[0] <= when <= told[1])
        found.append(told if told is not None and kept else arrivals.window(when, settings))
        when += timedelta(minutes=settings.stop_minutes)
        here = there or here
    return tuple(found)


def _told(stop: Stop) -> Window | None:
    return (stop.since, stop.until) if stop.since is not None and stop.until is not None else None
