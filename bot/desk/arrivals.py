"""When a courier is where: the way from stop to stop, and the window that a customer is told. Pure."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.rounds import DETOUR, Goal, Place, kilometres, ordered
from bot.desk.toursettings import CourierSettings, TourSettings, clock
from parsers.directory import Directory
from store.order import Order
from store.order_events import OrderEvent

Arrival = tuple[Goal, datetime]
"""A stop, and when the courier is there."""
Window = tuple[datetime, datetime]
"""From when until when the courier comes."""


def setting_out(day: date, settings: TourSettings, zone: ZoneInfo, *, now: datetime) -> datetime:
    """When a tour of that day begins, in the company's zone: not before now."""
    return max(datetime.combine(day, clock(settings.begin), zone), now.astimezone(zone))


def over(day: date, settings: TourSettings, zone: ZoneInfo) -> datetime:
    """From when on couriers come to nobody that day."""
    return datetime.combine(day, clock(settings.end), zone)


def route(
    goals: Sequence[Goal], settings: TourSettings, *, at: datetime, start: Place | None
) -> tuple[Arrival, ...]:
    """The goals in the order in which they are best visited from `start` on, each with when the courier is there."""
    found = []
    for goal in ordered(goals, start=start):
        at += way(start, goal.place, settings)
        found.append((goal, at))
        at += timedelta(minutes=settings.stop_minutes)
        start = goal.place or start
    return tuple(found)


def within(
    goals: Sequence[Goal], settings: TourSettings, *, at: datetime, start: Place | None, end: datetime
) -> tuple[Arrival, ...]:
    """The route of as many of the first goals as can be reached before `end`."""
    whole = route(goals, settings, at=at, start=start)
    fit, too_many = 0, len(goals) + 1
    if not whole or whole[-1][1] <= end:
        return whole
    best: tuple[Arrival, ...] = ()
    while too_many - fit > 1:
        count = (fit + too_many) // 2
        some = route(goals[:count], settings, at=at, start=start)
        if some[-1][1] <= end:
            fit, best = count, some
        else:
            too_many = count
    return best


def way(one: Place | None, other: Place | None, settings: TourSettings) -> timedelta:
    """How long it takes from one place to the other."""
    if one is None or other is None:
        return timedelta(minutes=settings.leg_minutes)
    return timedelta(hours=kilometres(one, other) * DETOUR / settings.speed)


def window(at: datetime, settings: TourSettings) -> Window:
    """What the customer is told of an arrival at `at`: from the half hour that it lies in."""
    since = at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
    return since, since + timedelta(minutes=settings.window_minutes)


def announced(
    courier: CourierSettings, when: Window, *, by: str, now: datetime, anew: bool = False
) -> OrderEvent:
    """What tells the customer who comes, and when; `anew`: in place of what they were told before."""
    since, until = when
    arrival = {
        "courier": courier.name,
        "phone": courier.phone,
        "since": since.isoformat(),
        "until": until.isoformat(),
    }
    data = {"arrival": arrival | ({"anew": True} if anew else {})}
    return OrderEvent("stop_planned", now, by, "staff", courier.name, data)


def place(order: Order, directory: Directory) -> Place | None:
    """The coordinates that the customers' file has for this very address."""
    customer = directory.customer(order.customer.code) if order.customer.code else None
    if customer is None or not order.delivery_address:
        return None
    labels = [label for label, address in customer.addresses if _same(address, order.delivery_address)]
    places = {label: (latitude, longitude) for label, latitude, longitude in customer.coordinates}
    return next((places[label] for label in labels if label in places), None)


def _same(one: str, other: str) -> bool:
    return re.sub(r"[\s,，]", "", one).casefold() == re.sub(r"[\s,，]", "", other).casefold()
