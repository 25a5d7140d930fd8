"""Writes a decision down: order events, outgoing messages, the review, and the message's end, in one open transaction."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.desk import identity
from bot.desk.case import Case, Change, Decision, Language, Reply
from bot.desk.content import from_data
from bot.desk.desk import Desk
from bot.desk.examining import Examined
from bot.desk.replies import Texts
from parsers.directory import Directory
from parsers.jsonform import reading_to_json
from parsers.reading import Customer
from store import conversations, inbox, orders, outbox, reviews
from store.database import Tx
from store.envelope import Envelope
from store.inbox import InboxItem
from store.order import Order
from store.outbox import OutgoingDraft

_RE = re.compile(r"^\s*(?:(?:re|回复|答复|回覆)\s*[:：]\s*)+", re.IGNORECASE)
_REFERENCES_KEPT = 20


def write(
    tx: Tx, item: InboxItem, examined: Examined, decision: Decision, *, desk: Desk, now: datetime
) -> Order | None:
    """Everything that a decision says about a fresh message; the order as it stands then."""
    case = examined.case
    order = carry_out(tx, item, case, decision, desk=desk, now=now, key=f"inbox:{item.id}")
    if case.writer.customer is not None:
        conversations.identify(tx, item.envelope.conversation, case.writer.customer.code)
    about = order or decision.about
    number = about.order_no if about else None
    if decision.review is not None:
        reviews.open(tx, inbox_id=item.id, order_no=number, reason=decision.review, now=now)
    inbox.finish(
        tx,
        item.id,
        outcome=decision.outcome,
        reason=decision.reason,
        order_no=number,
        reading_json=reading_to_json(examined.reading),
        now=now,
    )
    return order


def carry_out(
    tx: Tx, item: InboxItem, case: Case, decision: Decision, *, desk: Desk, now: datetime, key: str
) -> Order | None:
    """The order events and the outgoing messages of a decision. `key` makes each message one of its kind."""
    order = _changed(tx, case, decision.change, desk=desk) if decision.change else None
    catalog, directory = desk.company(tx)
    for number, reply in enumerate(decision.replies):
        about = reply.order or order or decision.about
        if reply.to_customer:
            draft = _to_customer(
                tx, reply, about, case.customer, desk=desk, directory=directory, key=f"{key}:{number}"
            )
        else:
            texts = desk.texts(catalog, directory, case.language)
            draft = _answer(item.envelope, reply, about, case, texts, key=f"{key}:{number}")
        if draft is not None and draft.to:  # a mail without a sender can only be answered by a person
            outbox.enqueue(tx, replace(draft, inbox_id=item.id), now=now)
    return order


def put_aside(tx: Tx, item: InboxItem, reason: str, *, desk: Desk, now: datetime) -> None:
    """A message that cannot be dealt with waits for an operator, and its writer is told, if that is no machine."""
    reviews.open(tx, inbox_id=item.id, order_no=None, reason=reason, now=now)
    envelope = item.envelope
    since = now - timedelta(hours=desk.settings.handover_hours)
    told = outbox.recent(tx, conversation=envelope.conversation, limit=30)
    if (
        envelope.automated
        or not envelope.reply_to
        or any(one.kind == "handover" and one.queued_at > since for one in told)
    ):
        return
    catalog, directory = desk.company(tx)
    language = identity.language(None, envelope.text, default=desk.settings.language)
    texts = desk.texts(catalog, directory, language)
    draft = answer_to(
        envelope,
        kind="handover",
        language=language,
        text=texts.text(Reply("handover", "handover"), None),
        subject=texts.subject("handover", None),
        key=f"inbox:{item.id}:aside",
    )
    outbox.enqueue(tx, replace(draft, inbox_id=item.id), now=now)


def answer_to(
    envelope: Envelope, *, kind: str, language: Language, text: str, subject: str, key: str
) -> OutgoingDraft:
    """A message that answers this one: by its channel, and by mail in its thread (RFC 5322, 3.6.4)."""
    mail = envelope.channel == "email"
    own = [envelope.message_id] if envelope.message_id else []
    references = [*envelope.references, *(one for one in own if one not in envelope.references)]
    old = _RE.sub("", envelope.subject or "").strip()
    return OutgoingDraft(
        channel=envelope.channel,
        conversation=envelope.conversation,
        to=envelope.reply_to,
        kind=kind,
        language=language,
        text=text,
        dedupe_key=key,
        subject=(f"Re: {old}" if old else subject) if mail else None,
        in_reply_to=envelope.message_id,
        references=tuple(references[-_REFERENCES_KEPT:]) if mail else (),
    )


def address_on_file(tx: Tx, customer: Customer) -> tuple[str, str, str] | None:
    """Where the customer is reached by the file: (channel, conversation, to), or None.

    By mail; else in the Telegram chat that they have written to us in, for a handle alone cannot be written to.
    """
    if customer.emails:
        address = customer.emails[0].strip().lower()
        return "email", f"email:{address}", address
    for known in conversations.of_customer(tx, customer.code):
        if known.channel == "telegram":
            return "telegram", known.key, known.reply_to
    return None


def _changed(tx: Tx, case: Case, change: Change, *, desk: Desk) -> Order:
    if change.order is not None:
        events = list(change.events)
        return orders.append(tx, change.order.order_no, events, expected_version=change.order.version)
    first, *rest = change.events
    content = from_data(first.data)
    envelope = case.envelope
    day = envelope.received_at.astimezone(desk.settings.tzinfo).date()
    order = Order(
        order_no=orders.next_order_no(tx, day=day),
        status=first.data.get("to", "draft"),
        version=0,
        placed_at=envelope.received_at,
        customer=content.customer,
        channel=envelope.channel,
        conversation=envelope.conversation,
        reply_to=envelope.reply_to,
        language=case.language,
        on_behalf_of_rep=case.writer.rep.name if case.writer.rep else None,
        lines=content.lines,
        currency=content.currency,
        delivery_date=content.delivery_date,
        delivery_address=content.delivery_address,
        payment=content.payment,
        po_number=content.po_number,
        note=content.note,
        urgent=content.urgent,
        flags=content.flags,
    )
    return orders.create(tx, order, by=first.by, events=rest)


def _answer(
    envelope: Envelope, reply: Reply, order: Order | None, case: Case, texts: Texts, *, key: str
) -> OutgoingDraft:
    number = order.order_no if order else None
    for_rep = case.writer.kind == "rep"
    draft = answer_to(
        envelope,
        kind=reply.kind,
        language=case.language,
        text=texts.text(reply, order, orders=case.orders, for_rep=for_rep),
        subject=texts.subject(reply.kind, number),
        key=key,
    )
    return replace(draft, order_no=number, buttons=texts.buttons(reply, order, orders=case.orders))


def _to_customer(
    tx: Tx,
    reply: Reply,
    order: Order | None,
    customer: Customer | None,
    *,
    desk: Desk,
    directory: Directory,
    key: str,
) -> OutgoingDraft | None:
    reached = address_on_file(tx, customer) if customer else None
    if reached is None or order is None or customer is None:
        return None
    channel, conversation, to = reached
    language = identity.language(customer, "", earlier=order.language, default=desk.settings.language)
    texts = desk.texts(desk.company(tx)[0], directory, language)
    return OutgoingDraft(
        channel=channel,
        conversation=conversation,
        to=to,
        kind=reply.kind,
        language=language,
        text=texts.text(reply, order),
        dedupe_key=key,
        subject=texts.subject(reply.kind, order.order_no) if channel == "email" else None,
        order_no=order.order_no,
    )
