"""When a courier is where: the way from stop to stop, and the window that a customer is told. Pure."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.rounds import DETOUR, Place, kilometres
from bot.desk.toursettings import CourierSettings, TourSettings, clock
from parsers.directory import Directory
from store.order import Order
from store.order_events import OrderEvent

Window = tuple[datetime, datetime]
"""From when until when the courier comes."""


def setting_out(day: date, settings: TourSettings, zone: ZoneInfo, *, now: datetime) -> datetime:
    """When a tour of that day begins, in the company's zone: not before now."""
    return max(datetime.combine(day, clock(settings.begin), zone), now.astimezone(zone))


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
