"""The staff's commands about our own couriers' tours: who brings what, setting out, nobody there, another courier or place."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from bot.desk import deliveries, rerouting
from bot.desk.progress import Refused
from bot.desk.stafftask import CHANNEL, Done, Task, UsageError
from bot.desk.views import Views
from store import orders, stops
from store.errors import StaleOrder

_DAY = re.compile(r"20\d\d-\d\d-\d\d\Z")
_PLACE = re.compile(r"\d{1,3}\Z", re.ASCII)


def tour(task: Task) -> Sequence[Done]:
    """`[COURIER] [DAY]`: the stops in their order, of one courier or of all; today's."""
    words, day = _without_day(task, task.command.words)
    planned = stops.of_day(task.tx, day, courier=_courier(task, words) if words else None)
    if not planned:
        return (Done(task.words.say("no_tours", day=day)),)
    found = {one.order_no: one for one in orders.several(task.tx, [stop.order_no for stop in planned])}
    catalog, directory = task.desk.company(task.tx)
    views = Views(catalog, directory, language=task.words.language, zone=task.desk.settings.tzinfo)
    lines: list[str] = []
    for stop, place in zip(planned, stops.places(planned).values(), strict=True):
        if place == 1:
            lines.append(task.words.say("tour_head", courier=stop.courier, day=day))
        order = found.get(stop.order_no)
        told = task.words.say(
            "tour_line",
            place=place,
            window=_window(task, stop.since, stop.until),
            order_no=stop.order_no,
            stage=task.words.say(f"stop_{stop.state}"),
            customer=(views.order(order)["customer_name"] or "") if order else "",
            phone=(order.customer.phone or "") if order else "",
            address=(order.delivery_address or "") if order else "",
        )
        lines.append(" ".join(told.split()))
    return (Done("\n".join(lines)),)


def depart(task: Task) -> Sequence[Done]:
    """`COURIER [DAY]`: all of the tour is out for delivery; what cannot be is told, and holds up nothing."""
    words, day = _without_day(task, task.command.words)
    if not words:
        raise UsageError
    courier, done = _courier(task, words), []
    planned = [one for one in stops.of_day(task.tx, day, courier=courier) if one.state == "planned"]
    if not planned:
        raise deliveries.nothing_to_bring(courier, day)
    for stop in planned:
        try:
            with task.tx.begin_nested():
                order = deliveries.out(
                    task.tx,
                    stop.order_no,
                    courier=courier,
                    by=task.person.name,
                    channel=CHANNEL,
                    now=task.now,
                )
            done.append(
                Done(task.words.say("moved", order_no=order.order_no, status=order.status), done=True)
            )
        except StaleOrder:
            why = task.words.say("refused_stale")
            done.append(Done(task.words.say("not_done", about=stop.order_no, why=why), done=False))
        except Refused as error:
            why = task.words.refusal(error)
            done.append(Done(task.words.say("not_done", about=stop.order_no, why=why), done=False))
    return done


def undelivered(task: Task) -> Sequence[Done]:
    """`NUMBER reason`: nobody was there; it waits for another tour."""
    order = deliveries.failed(
        task.tx, task.order_no(), reason=task.rest(), by=task.person.name, channel=CHANNEL, now=task.now
    )
    return (Done(task.words.say("undelivered", order_no=order.order_no, status=order.status), done=True),)


def reroute(task: Task) -> Sequence[Done]:
    """`NUMBER [COURIER] [PLACE] [DAY]`: what is not said stays as it is; without a place it is the last stop."""
    order_no, stated = task.order_no(), task.command.words[1:]
    if not stated:
        raise UsageError
    words, day = _without_day(task, stated)
    place = next((int(word) for word in words if _PLACE.match(word)), None)
    names = [word for word in words if not _PLACE.match(word)]
    moved = rerouting.move(
        task.tx,
        order_no,
        to=_courier(task, names) if names else None,
        day=day if len(words) < len(stated) else None,
        place=place,
        by=task.person.name,
        desk=task.desk,
        now=task.now,
    )
    told = task.words.say(
        "rerouted",
        order_no=order_no,
        courier=moved.courier,
        day=moved.day,
        place=moved.place,
        window=_window(task, *moved.window),
        count=len(moved.told),
    )
    return (Done(told, done=True),)


def _without_day(task: Task, words: Sequence[str]) -> tuple[list[str], date]:
    """The other words, and the day among them, else today."""
    left, day = [], task.now.astimezone(task.desk.settings.tzinfo).date()
    for word in words:
        try:
            day = date.fromisoformat(word) if _DAY.match(word) else day
        except ValueError:
            raise UsageError from None
        if not _DAY.match(word):
            left.append(word)
    return left, day


def _courier(task: Task, words: Sequence[str]) -> str:
    return rerouting.courier(task.desk.fleet, " ".join(words)).name


def _window(task: Task, since: datetime | None, until: datetime | None) -> str:
    zone = task.desk.settings.tzinfo
    return "–".join(f"{at.astimezone(zone):%H:%M}" for at in (since, until) if at)
