"""An order on its way: what an operator does to it, and the news of it to the customer, once each."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from bot.desk import identity, parcels
from bot.desk.addressing import answer_to, name_on_file, on_file
from bot.desk.case import Reply
from bot.desk.desk import Desk
from bot.desk.replies import Texts
from store import inbox, orders, outbox, reviews
from store.database import Database, Tx
from store.errors import DatabaseDown, StaleOrder
from store.order import Order
from store.order_events import Disallowed, OrderEvent
from store.outbox import OutgoingDraft
from store.states import FINAL, State, allowed

log = logging.getLogger(__name__)


class Refused(Exception):  # noqa: N818
    """The desk does not do this; the text says why in one line, and what is possible instead."""


def advance(
    db: Database | Tx,
    order_no: str,
    *,
    to: State,
    reason: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order in its next state, if the table of transitions allows it. Raises Refused.

    For this and what follows: `db` may be the open transaction that it is to be a part of. With `expected_version` it
    raises StaleOrder where the order is at another, and nothing happens.
    """
    if to == "on_hold":
        return hold(
            db,
            order_no,
            reason=reason or "",
            by=by,
            channel=channel,
            now=now,
            expected_version=expected_version,
        )
    kind = "order_cancelled" if to == "cancelled" else "status_advanced"
    happened = OrderEvent(kind, now, by, channel, reason or None, {"to": to})
    return _happened(db, order_no, happened, expected_version)


def ship(
    db: Database | Tx,
    order_no: str,
    *,
    carrier: str | None = None,
    tracking_number: str,
    reason: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order as shipped, with its shipment; one that is on its way already gets a further shipment. Raises Refused.

    Without a carrier the number tells it, if it can (`parcels.shipment`).
    """
    try:
        shipment = parcels.shipment(carrier, tracking_number)
    except parcels.Unaddressed as error:
        raise Refused(str(error)) from None
    with _writing(db) as tx:
        order = _order(tx, order_no, expected_version)
        data: dict[str, Any] = {"shipment": asdict(shipment)}
        if order.status not in {"shipped", "in_transit", "out_for_delivery"}:
            data["to"] = "shipped"
        elif shipment.tracking_number in {one.tracking_number for one in order.shipments}:
            raise Refused(f"order {order_no} has the shipment {shipment.tracking_number} already")
        return _append(tx, order, OrderEvent("shipment_added", now, by, channel, reason, data))


def hold(
    db: Database | Tx,
    order_no: str,
    *,
    reason: str,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order on hold; `release` lets it go on from where it was. Raises Refused."""
    if not reason.strip():
        raise Refused("holding an order needs a reason")
    happened = OrderEvent("order_held", now, by, channel, reason or None)
    return _happened(db, order_no, happened, expected_version)


def release(
    db: Database | Tx,
    order_no: str,
    *,
    reason: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order back in the state that it was held from. Raises Refused."""
    happened = OrderEvent("order_released", now, by, channel, reason or None)
    return _happened(db, order_no, happened, expected_version)


def cancel(
    db: Database | Tx,
    order_no: str,
    *,
    reason: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order cancelled. Raises Refused once it has left the house."""
    happened = OrderEvent("order_cancelled", now, by, channel, reason or None)
    return _happened(db, order_no, happened, expected_version)


def push_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Tells one customer what is new about an order, all that waits in one message; False if there is no news.

    The message and the note that it was told are one transaction: each change is told once. News that cannot be
    told waits for an operator, and for the order's next change; it keeps nobody else's. Raises DatabaseDown.
    """
    order: Order | None = None
    try:
        with db.begin() as tx:
            found = orders.unannounced(tx)
            if found is None:
                return False
            order, events = found
            _announce(tx, order, events, desk=desk, now=now)
    except DatabaseDown:
        raise
    except Exception as error:
        if order is None:
            raise
        log.exception("the news of order %s could not be told", order.order_no)
        _put_aside(db, order, error, now=now)
    return True


def _announce(tx: Tx, order: Order, events: tuple[OrderEvent, ...], *, desk: Desk, now: datetime) -> None:
    # What a customer's own message brought about was answered then and there.
    news = [event for event in events if "source" not in event.data]
    steps = tuple(dict.fromkeys(to for event in news for to in _leads_to(event, order)))
    told = tuple(step for step in steps if step in desk.settings.announce)
    if told or any(event.kind in {"shipment_added", "order_released"} for event in news):
        _push(tx, order, told, news, desk=desk, now=now)
    orders.mark_announced(tx, order.order_no, order.version)


def _put_aside(db: Database, order: Order, error: Exception, *, now: datetime) -> None:
    words = " ".join(str(error).split())
    reason = f"the customer was not told that it is {order.status}: {type(error).__name__}: {words}"[:500]
    with db.begin() as tx:
        if orders.put_aside(tx, order.order_no, version=order.version):
            reviews.open(tx, inbox_id=None, order_no=order.order_no, reason=reason, now=now)


def _push(
    tx: Tx, order: Order, steps: tuple[State, ...], news: list[OrderEvent], *, desk: Desk, now: datetime
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
    if order.reply_to:
        texts = desk.texts(catalog, directory, language)
        told = _told(draft, order, steps, news, texts, greeted=rep or name_on_file(customer, order))
        outbox.enqueue(tx, _threaded(tx, told, order), now=now)
    destination = on_file(tx, customer)
    if not (rep and shipped and destination and "tracking" in desk.settings.rep_customer_gets):
        return
    language = identity.language(customer, "", earlier=order.language, default=desk.settings.language)
    texts = desk.texts(catalog, directory, language)
    copy = replace(
        draft,
        channel=destination.channel,
        conversation=destination.conversation,
        to=destination.to,
        language=language,
        dedupe_key=f"{key}:customer",
    )
    outbox.enqueue(tx, _told(copy, order, steps, news, texts, greeted=name_on_file(customer, order)), now=now)


def _told(
    draft: OutgoingDraft,
    order: Order,
    steps: tuple[State, ...],
    news: list[OrderEvent],
    texts: Texts,
    *,
    greeted: str | None,
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
        reason=last.reason if last.kind in {"order_held", "order_cancelled"} else None,
    )
    subject = texts.subject(draft.kind, order.order_no) if draft.channel == "email" else None
    return replace(draft, text=text, subject=subject)


def _threaded(tx: Tx, draft: OutgoingDraft, order: Order) -> OutgoingDraft:
    """By mail the news stands in the thread of the customer's last message about the order."""
    if order.channel != "email":
        return draft
    for message in reversed(orders.messages(tx, order.order_no)):
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


def _happened(db: Database | Tx, order_no: str, happened: OrderEvent, expected_version: int | None) -> Order:
    with _writing(db) as tx:
        return _append(tx, _order(tx, order_no, expected_version), happened)


@contextmanager
def _writing(db: Database | Tx) -> Iterator[Tx]:
    """The open transaction itself, or one of its own."""
    if isinstance(db, Database):
        with db.begin() as tx:
            yield tx
    else:
        yield db


def _order(tx: Tx, order_no: str, expected_version: int | None) -> Order:
    order = orders.get(tx, order_no)
    if order is None:
        raise Refused(f"there is no order {order_no}")
    if expected_version is not None and expected_version != order.version:
        raise StaleOrder(order_no, expected=expected_version, found=order.version)
    return order


def _append(tx: Tx, order: Order, event: OrderEvent) -> Order:
    try:
        return orders.append(tx, order.order_no, [event], expected_version=order.version)
    except Disallowed as error:
        possible = ", ".join(allowed(order.status, held_from=order.held_from))
        if order.status in FINAL or not possible:
            possible = "nothing, it is final"
        text = str(error)
        raise Refused(text if "allowed" in text else f"{text}; allowed: {possible}") from None
