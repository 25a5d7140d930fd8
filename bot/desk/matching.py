"""Which orders a message may be about: those within its writer's reach, and the one that waits for an answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.desk.case import Pending, ReadBack, Writer
from bot.desk.clarification import Callback
from bot.desk.content import context, from_data, from_order
from parsers.directory import Directory
from parsers.reading import Context, Customer
from store import orders, outbox
from store.database import Tx
from store.envelope import Envelope
from store.order import Order
from store.order_events import replay
from store.states import FINAL

# So many of a customer's orders are looked at, the newest first.
LOOKED_AT = 50
ASKS_WHAT = "what_changes"
"""The kind of our message that asks what of a read-back shall be other."""


def within_reach(tx: Tx, writer: Writer, envelope: Envelope, directory: Directory) -> tuple[Order, ...]:
    """The orders that this writer may see and touch, the newest first.

    A customer's own; a rep's own and those of the rep's own customers; a stranger's of this very conversation,
    and of a group's conversation only those that this very person has placed.
    """
    found: dict[str, Order] = {}
    here = tuple(
        order
        for order in orders.of_conversation(tx, envelope.conversation, open_only=False, limit=LOOKED_AT)
        if not envelope.in_group or _placed_by(tx, order) == writer.by
    )
    if writer.kind == "customer" and writer.customer:
        code = writer.customer.code
        own = orders.of_customer(tx, code, open_only=False, limit=LOOKED_AT)
        found = {order.order_no: order for order in own}
        here = tuple(order for order in here if order.customer.code is None and not order.on_behalf_of_rep)
    elif writer.kind == "rep" and writer.rep:
        name = writer.rep.name
        for customer in directory.customers:
            if customer.rep == name:
                own = orders.of_customer(tx, customer.code, open_only=False, limit=LOOKED_AT)
                found |= {order.order_no: order for order in own}
        here = tuple(
            order for order in here if order.on_behalf_of_rep == name and order.customer.code is None
        )
    elif writer.kind == "stranger":
        here = tuple(order for order in here if order.customer.code is None and not order.on_behalf_of_rep)
    else:
        here = ()
    found |= {order.order_no: order for order in here}
    return tuple(sorted(found.values(), key=lambda order: (order.placed_at, order.order_no), reverse=True))


def pending(
    tx: Tx, envelope: Envelope, reach: tuple[Order, ...], *, pressed: Callback | None = None
) -> Pending | None:
    """The order that this message may answer to: the one whose message it replies to, else the one asked about last here,
    else the newest one that waits."""
    waiting = {order.order_no: order for order in reach if order.waits}
    if pressed is not None:
        chosen = waiting.get(pressed.order_no or "")
        return loaded(tx, chosen) if chosen else None
    for ours in answered(tx, envelope):
        if ours.order_no in waiting:
            return loaded(tx, waiting[ours.order_no])
    for item in outbox.recent(tx, conversation=envelope.conversation, limit=20):
        if item.kind in {"question", "confirmation", "reminder"} and item.order_no in waiting:
            return loaded(tx, waiting[item.order_no])
    newest = next(iter(waiting.values()), None)
    return loaded(tx, newest) if newest else None


def loaded(tx: Tx, order: Order) -> Pending:
    """The order with what it would become: the content as the last question or, later, a person's takeover has kept it."""
    if order.flags:
        for event in reversed(orders.history(tx, order.order_no)):
            kept = event.data.get("content") if event.kind == "question_asked" else event.data
            if kept and "lines" in kept:
                return Pending(order, from_data(kept))
    return Pending(order, from_order(order))


def read_back(tx: Tx, envelope: Envelope, order: Order) -> ReadBack | None:
    """The read-back of this order that the writer had before them: the one whose message they answer, else the newest
    that had gone out when they wrote; None if it was never read back."""
    shown = outbox.of_order(tx, order.order_no, kind="confirmation")
    if not shown:
        return None
    # Copies of it may have gone to others.
    here = tuple(one for one in shown if one.conversation == envelope.conversation)
    seen = (
        next((one for one in answered(tx, envelope) if one.id in {each.id for each in shown}), None)
        or next((one for one in (*here, *shown) if one.queued_at <= envelope.received_at), None)
        or shown[-1]
    )
    content = None
    if seen.order_version is not None:
        history = orders.history(tx, order.order_no)[: seen.order_version]
        content = from_order(replay(order.order_no, history))
    if content is None:
        current = shown[0].text == seen.text
    else:
        current = replace(content, flags=()) == replace(from_order(order), flags=())
    return ReadBack(
        seen.id, seen.text, content, outdated=not current or seen.queued_at > envelope.received_at
    )


def answered(tx: Tx, envelope: Envelope) -> Iterator[outbox.OutboxItem]:
    """The messages of ours that it answers by its headers, the nearest first."""
    for message in (envelope.in_reply_to, *reversed(envelope.references)):
        ours = _ours(tx, envelope, message) if message else None
        if ours is not None:
            yield ours


def reading_context(
    reach: tuple[Order, ...], waiting: Pending | None, customer: Customer | None, *, rep: bool
) -> Context:
    """What reading a message needs to know; `customer` None and `rep`: the orders of all the rep's customers."""
    mine = (
        reach
        if rep and customer is None
        else tuple(order for order in reach if order.customer.code == (customer.code if customer else None))
    )
    under_way = tuple(order for order in mine if order.status not in FINAL)
    others = tuple(
        order for order in under_way if waiting is None or order.order_no != waiting.order.order_no
    )
    if waiting is not None and waiting.order.status != "draft":
        others = under_way
    last = (
        None
        if rep and customer is None
        else next(
            (order for order in mine if order.status not in {"draft", "cancelled"} and order.lines), None
        )
    )
    return Context(
        open_orders=tuple(context(order) for order in others),
        last_order=context(last) if last else None,
        pending=context(waiting.order, waiting.content) if waiting else None,
    )


def _placed_by(tx: Tx, order: Order) -> str:
    return orders.history(tx, order.order_no)[0].by


def answers_us(tx: Tx, envelope: Envelope) -> bool:
    """Whether it answers a message of ours by its headers, as automatic replies and bounces do."""
    return next(answered(tx, envelope), None) is not None


def handed_over(tx: Tx, conversation: str, *, since: datetime) -> bool:
    """Whether the conversation has been told since then that a person will answer."""
    sent = outbox.recent(tx, conversation=conversation, limit=30)
    return any(one.kind == "handover" and one.queued_at > since for one in sent)


def asked_what(tx: Tx, conversation: str) -> bool:
    """Whether our newest message of the conversation asks what of a read-back shall be other."""
    newest = next(iter(outbox.recent(tx, conversation=conversation, limit=1)), None)
    return newest is not None and newest.kind == ASKS_WHAT


def _ours(tx: Tx, envelope: Envelope, message: str) -> outbox.OutboxItem | None:
    if envelope.channel == "email":
        return outbox.by_message_id(tx, message)
    return outbox.by_receipt(tx, channel=envelope.channel, receipt=message)
