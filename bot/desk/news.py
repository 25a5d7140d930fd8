"""The news of an order to its customer, once each; in quiet hours, and while a person speaks with them, they wait."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.desk import copies, identity, printing, quiet
from bot.desk.addressing import answer_to, name_on_file
from bot.desk.audience import Row
from bot.desk.case import Reply
from bot.desk.desk import Desk
from bot.desk.replies import Texts
from bot.desk.walking import one_step
from store import conversations, inbox, order_messages, orders, outbox, stops, wishes, worklists
from store.database import Database, Tx
from store.order import Order
from store.order_events import OrderEvent, signer
from store.outbox import OutgoingDraft
from store.states import UNDER_WAY, State

# What a customer hears whatever they want to hear of: without it they would wait for what does not come.
_ALWAYS: frozenset[State] = frozenset({"confirmation_sent", "on_hold", "cancelled", "returned"})

_ALWAYS_TOLD = frozenset({"order_released", "delivery_delayed", "stop_failed"})

LATER = timedelta(minutes=30)
"""When it is looked at again whether a person still speaks with the customer; handing back tells at once."""


def push_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Tells one customer what is new about an order, all that waits in one message; False if there is no news.

    The message and the note that it was told are one transaction: each change is told once. News that cannot be
    told waits for an operator, and for the order's next change; it keeps nobody else's. Raises DatabaseDown.
    """
    with one_step(
        db,
        logged="the news of order %s could not be told",
        told=lambda order: f"the customer was not told that it is {order.status}",
        put_aside=lambda tx, order_no, version: worklists.put_aside(tx, order_no, version=version),
        desk=desk,
        now=now,
    ) as step:
        found = worklists.unannounced(step.tx, now=now)
        if found is None:
            return False
        order, events = found
        step.order = order
        wait = _wait(step.tx, order, desk=desk, now=now)
        if wait is not None:
            worklists.tell_later(step.tx, order.order_no, at=wait)
        else:
            _announce(step.tx, order, events, desk=desk, now=now)
    return True


def _wait(tx: Tx, order: Order, *, desk: Desk, now: datetime) -> datetime | None:
    """Until when the customer is not to be told: quiet hours, or a person speaks with them; None: now."""
    code = (
        None if order.on_behalf_of_rep else order.customer.code
    )  # a rep is told, and that in the company's zone
    if conversations.taken(tx, order.conversation, code):
        return now + LATER
    return quiet.until(tx, desk, code, now=now)


def _announce(tx: Tx, order: Order, events: tuple[OrderEvent, ...], *, desk: Desk, now: datetime) -> None:
    # What a customer's own message brought about was answered then and there; what ends an inward hold is inward too. That it
    # may come late is no news of what is there.
    over = order.status not in UNDER_WAY
    news = [
        event
        for event in events
        if not (
            "source" in event.data
            or event.data.get("internal")
            or (over and event.kind == "delivery_delayed")
        )
    ]
    steps = tuple(dict.fromkeys(to for event in news for to in _leads_to(event, order)))
    wanted = _wanted(tx, order, desk)
    told = tuple(
        step for step in steps if step in desk.settings.announce and (step in _ALWAYS or wanted(step))
    )
    shipped = wanted("shipped") and any(event.kind == "shipment_added" for event in news)
    arrival = _arrival(tx, order, news)
    if told or shipped or arrival or any(event.kind in _ALWAYS_TOLD for event in news):
        _push(tx, order, told, news, arrival, desk=desk, now=now)
    worklists.mark_announced(tx, order.order_no, order.version)


def _wanted(tx: Tx, order: Order, desk: Desk) -> Callable[[State], bool]:
    """Which stages are told, as far as who is told of them has said, or else the customers' file says so."""
    code = None if order.on_behalf_of_rep else order.customer.code
    wish = wishes.of(tx, [code or order.conversation])
    filed = desk.company(tx)[1].customer(code) if code else None
    stages = wish.stages if wish is not None else filed.stages if filed is not None else None
    return lambda step: stages is None or step in stages


def _arrival(tx: Tx, order: Order, news: list[OrderEvent]) -> Mapping[str, str] | None:
    """When our own courier comes, as the last planning says, if that holds still: the stop may be off its tour again."""
    told: Mapping[str, str] | None = next(
        (event.data["arrival"] for event in reversed(news) if event.kind == "stop_planned"), None
    )
    stop = stops.get(tx, order.order_no) if told is not None else None
    if told is None or stop is None or stop.state not in {"planned", "out"}:
        return None
    return told if stop.courier == told["courier"] else None


def _push(
    tx: Tx,
    order: Order,
    steps: tuple[State, ...],
    news: list[OrderEvent],
    arrival: Mapping[str, str] | None,
    *,
    desk: Desk,
    now: datetime,
) -> None:
    catalog, directory = desk.company(tx)
    customer = directory.customer(order.customer.code) if order.customer.code else None
    rep = order.on_behalf_of_rep
    shipped = any(event.kind in {"shipment_added", "shipment_tracked"} for event in news)
    language = identity.language(
        None if rep else customer, "", earlier=order.language, default=desk.settings.language
    )
    key = f"push:{order.order_no}:{order.version}"
    draft = OutgoingDraft(
        channel=order.channel,
        conversation=order.conversation,
        to=order.reply_to,
        kind="push",
        language=language,
        text="",
        dedupe_key=key,
        order_no=order.order_no,
    )
    # Nowhere to: a machine sent the order, and nobody else is on file.
    if not order.reply_to:
        return
    texts = desk.texts(catalog, directory, language)
    arrived = order.status == "delivered" and "delivered" in steps
    signed_by = signer(orders.history(tx, order.order_no)) if arrived else None
    words = partial(_told, draft, order, steps, news, arrival=arrival, arrived=arrived, signed_by=signed_by)
    told = _threaded(tx, words(texts, greeted=rep or name_on_file(customer, order)), order)
    told = printing.with_confirmation(tx, told, order, desk=desk, now=now)
    outbox.enqueue(tx, told, now=now)

    def for_customer(texts: Texts, greeted: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
        copy = words(texts, greeted=greeted)
        return copy.text, copy.buttons

    row: Row = "tracking" if shipped else "confirmation" if told.kind == "confirmation" else "news"
    copies.enqueue(
        tx,
        told,
        for_customer,
        row=row,
        order=order,
        customer=customer,
        desk=desk,
        now=now,
        wrote="rep" if rep else "customer",
    )


def _told(
    draft: OutgoingDraft,
    order: Order,
    steps: tuple[State, ...],
    news: list[OrderEvent],
    texts: Texts,
    *,
    greeted: str | None,
    arrival: Mapping[str, str] | None,
    arrived: bool,
    signed_by: str | None,
) -> OutgoingDraft:
    """The draft with its words: the news, or the read-back where the order now waits for the customer's yes."""
    if order.status == "confirmation_sent":
        reply = Reply("confirmation", "confirmation")
        return replace(
            draft,
            kind=reply.kind,
            text=texts.text(reply, order, greeted=greeted),
            subject=texts.subject(reply.kind, order.order_no) if draft.channel == "email" else None,
            buttons=texts.buttons(reply, order),
        )
    last = news[-1]
    text = texts.push(
        order,
        steps,
        greeted=greeted,
        released=last.kind == "order_released",
        shipments=any(event.kind == "shipment_added" for event in news),
        arrival=arrival,
        reason=last.reason if last.kind in {"order_held", "order_cancelled"} else None,
        delay=next((event for event in reversed(news) if event.kind == "delivery_delayed"), None),
        undelivered=arrival is None
        and order.status == "in_transit"
        and any(event.kind == "stop_failed" for event in news),
        arrived=arrived,
        signed_by=signed_by,
    )
    subject = texts.subject(draft.kind, order.order_no) if draft.channel == "email" else None
    buttons = texts.arrival_buttons(order) if arrived else ()
    return replace(draft, text=text, subject=subject, buttons=buttons)


def _threaded(tx: Tx, draft: OutgoingDraft, order: Order) -> OutgoingDraft:
    """By mail the news stands in the thread of the customer's last message about the order."""
    if order.channel != "email":
        return draft
    for message in reversed(order_messages.of_order(tx, order.order_no)):
        item = inbox.get(tx, message.id) if message.direction == "in" else None
        if item is not None and item.envelope.conversation == order.conversation:
            answer = answer_to(
                item.envelope,
                kind=draft.kind,
                language="zh",
                text="",
                subject=draft.subject or "",
                key=draft.dedupe_key,
            )
            return replace(
                draft, subject=answer.subject, in_reply_to=answer.in_reply_to, references=answer.references
            )
    return draft


def _leads_to(event: OrderEvent, order: Order) -> tuple[State, ...]:
    if event.data.get("to"):
        return (event.data["to"],)
    if event.kind == "order_held":
        return ("on_hold",)
    if event.kind == "order_cancelled":
        return ("cancelled",)
    # After a release the order is where it was held from; that is where it stands now, or stood on the way.
    return (order.status,) if event.kind == "order_released" else ()
