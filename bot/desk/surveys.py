"""A short survey after an order is completed: asked once, reminded of once at most; then it is left at that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.desk import identity, quiet
from bot.desk.addressing import Destination, name_on_file, on_file
from bot.desk.aftercare import SURVEY
from bot.desk.case import Reply
from bot.desk.desk import Desk
from bot.desk.settings import DeskSettings
from bot.desk.walking import one_step
from store import conversations, orders, outbox, worklists
from store.database import Database, Tx
from store.order import Order
from store.order_events import OrderEvent
from store.outbox import OutgoingDraft

LATER = timedelta(minutes=30)
"""When it is looked at again where a person speaks with the customer."""
STALE = timedelta(days=14)
"""So late (the bot stood still) nobody is asked any more."""
BY = "jiedan"
_CHATS = frozenset({"email", "telegram", "webchat"})


@dataclass(frozen=True, slots=True)
class Step:
    """What is due at `at`: the survey, or the reminder of it."""

    kind: Literal["survey_sent", "survey_reminded"]
    at: datetime


def survey_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Looks at one completed order: asks its customer, reminds them once, or says when to look again; False if there is none
    to look at. Raises DatabaseDown."""
    with one_step(
        db,
        logged="the survey of order %s could not be sent",
        told=lambda order: f"the survey of order {order.order_no} could not be sent",
        put_aside=lambda tx, order_no, _: worklists.follow_again(tx, order_no, at=None),
        desk=desk,
        now=now,
    ) as step:
        order = step.order = worklists.followed(step.tx, now=now)
        if order is None:
            return False
        _look(step.tx, order, desk=desk, now=now)
    return True


def next_step(history: Sequence[OrderEvent], settings: DeskSettings) -> Step | None:
    """What is due for a completed order, or None. Pure."""
    survey = settings.survey
    done = next((event for event in reversed(history) if event.data.get("to") == "completed"), None)
    if done is None or not survey.ask or any(event.kind == "survey_answered" for event in history):
        return None
    asked = next((event.at for event in history if event.kind == "survey_sent"), None)
    if asked is None:
        at = settings.hours.after(done.at, survey.after_hours, settings.tzinfo)
        return Step("survey_sent", at)
    if not survey.remind or any(event.kind == "survey_reminded" for event in history):
        return None
    return Step("survey_reminded", settings.hours.after(asked, survey.remind_after_hours, settings.tzinfo))


def _look(tx: Tx, order: Order, *, desk: Desk, now: datetime) -> None:
    step = next_step(orders.history(tx, order.order_no), desk.settings)
    place = _place(tx, order, desk=desk) if step is not None else None
    if step is None or place is None or now - step.at > STALE:
        worklists.follow_again(tx, order.order_no, at=None)
        return
    code = order.customer.code
    if step.at > now:
        worklists.follow_again(tx, order.order_no, at=step.at)
    elif conversations.taken(tx, place.conversation, code):
        worklists.follow_again(tx, order.order_no, at=now + LATER)
    elif (until := quiet.until(tx, desk, code, now=now)) is not None:
        worklists.follow_again(tx, order.order_no, at=until)
    else:
        _ask(tx, order, step, place, desk=desk, now=now)


def _place(tx: Tx, order: Order, *, desk: Desk) -> Destination | None:
    """Where the customer themselves is asked: who ordered for them has not seen the goods."""
    if order.on_behalf_of_rep is None and order.channel in _CHATS and order.reply_to:
        return Destination(order.channel, order.conversation, order.reply_to)
    code = order.customer.code
    return on_file(tx, desk.company(tx)[1].customer(code) if code else None)


def _ask(tx: Tx, order: Order, step: Step, place: Destination, *, desk: Desk, now: datetime) -> None:
    catalog, directory = desk.company(tx)
    customer = directory.customer(order.customer.code) if order.customer.code else None
    language = identity.language(customer, "", earlier=order.language, default=desk.settings.language)
    texts = desk.texts(catalog, directory, language)
    reply = Reply(SURVEY, "survey", {"again": step.kind == "survey_reminded"})
    draft = OutgoingDraft(
        channel=place.channel,
        conversation=place.conversation,
        to=place.to,
        kind=SURVEY,
        language=language,
        text=texts.text(reply, order, greeted=name_on_file(customer, order)),
        dedupe_key=f"{step.kind}:{order.order_no}",
        subject=texts.subject(SURVEY, order.order_no) if place.channel == "email" else None,
        order_no=order.order_no,
        buttons=texts.score_buttons(order),
    )
    outbox.enqueue(tx, draft, now=now)
    event = OrderEvent(step.kind, now, BY, place.channel)
    orders.append(tx, order.order_no, [event], expected_version=order.version)
