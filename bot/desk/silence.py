"""What follows when a customer does not answer: which reminder is due when, and when a person is told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.desk.settings import DeskSettings
from store.order import Order
from store.order_events import OrderEvent

STALE = timedelta(days=7)
"""A reminder that is so late (the bot stood still) is none: a person looks first."""

# What the order says was put to the customer by the last of these, or changed by it.
_PUT = frozenset({"order_drafted", "order_booked", "order_changed", "question_asked", "order_released"})


@dataclass(frozen=True, slots=True)
class Step:
    """What is due at `at`: the reminder of this number (from 1), or a person."""

    kind: Literal["remind", "person"]
    at: datetime
    number: int = 0


def next_step(
    order: Order, history: Sequence[OrderEvent], *, heard: datetime, settings: DeskSettings
) -> Step | None:
    """What comes next in the silence about this order, or None if it does not wait for its customer (but for a person).

    `heard`: when either side was last heard: our question, or what the customer has written since.
    """
    put = _put(order, history)
    if put is None:
        return None
    after = history[put + 1 :]
    if any(event.kind == "silence_reported" for event in after):
        return None
    reminded = [event.at for event in after if event.kind == "customer_reminded"]
    # Whatever people do about the order gives it time.
    since = max(heard, history[put].at, *(event.at for event in after))
    delays = settings.reminders.after_hours
    if len(reminded) < len(delays):
        at = settings.hours.after(since, delays[len(reminded)], settings.tzinfo)
        return Step("remind", at, len(reminded) + 1)
    return Step("person", settings.hours.after(since, settings.reminders.person_after_hours, settings.tzinfo))


def _put(order: Order, history: Sequence[OrderEvent]) -> int | None:
    """Where in the history the customer was last asked; None where the next word is not theirs."""
    if not order.waits or order.status == "on_hold":
        return None
    for place in range(len(history) - 1, -1, -1):
        event = history[place]
        if event.kind in _PUT or "to" in event.data:
            # Where nothing was asked about what is open, a person has taken it.
            waits = event.kind == "question_asked" if order.flags else order.status == "confirmation_sent"
            return place if waits or event.kind == "order_released" else None
    return None
