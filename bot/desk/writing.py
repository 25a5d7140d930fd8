"""Writes a decision down: order events, outgoing messages, the review, and the message's end, in one open transaction."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import datetime, timedelta
from typing import get_args

from bot.desk import areas, assignment, copies, due, identity, matching, printing, remembering
from bot.desk.addressing import Destination, answer_to, name_on_file, on_file
from bot.desk.audience import Reader
from bot.desk.case import Case, Change, Decision, Reply, Wished
from bot.desk.content import from_data, from_order
from bot.desk.desk import Desk
from bot.desk.reader import Examined
from parsers.jsonform import reading_to_json
from store import conversations, inbox, memory, orders, outbox, reviews, wishes
from store.database import Tx
from store.envelope import Envelope
from store.inbox import InboxItem
from store.order import Order
from store.outbox import OutgoingDraft
from store.states import State


def write(
    tx: Tx,
    item: InboxItem,
    examined: Examined,
    decision: Decision,
    *,
    parts: Sequence[InboxItem] = (),
    desk: Desk,
    now: datetime,
) -> Order | None:
    """Everything that a decision says about a fresh message, and the `parts` that were read as one with it; the order as
    it stands then."""
    case = examined.case
    order = carry_out(tx, item, case, decision, desk=desk, now=now, key=f"inbox:{item.id}")
    identity.settle(tx, case.writer, item.envelope, desk=desk, now=now)
    # A group is not the customer's alone.
    if case.writer.customer is not None and not item.envelope.in_group:
        conversations.identify(tx, item.envelope.conversation, case.writer.customer.code)
    about = order or decision.about
    number = about.order_no if about else None
    if decision.review is not None:
        kind = decision.review_kind
        ask_a_person(tx, item, examined, decision.review, number, kind=kind, desk=desk, now=now)
    inbox.finish(
        tx,
        item.id,
        outcome=decision.outcome,
        reason=decision.reason,
        order_no=number,
        reading_json=reading_to_json(examined.reading),
        now=now,
    )
    for part in parts:
        inbox.finish(
            tx,
            part.id,
            outcome=decision.outcome,
            reason=decision.reason,
            order_no=number,
            part_of=item.id,
            now=now,
        )
    return order


def carry_out(
    tx: Tx, item: InboxItem, case: Case, decision: Decision, *, desk: Desk, now: datetime, key: str
) -> Order | None:
    """The order events and the outgoing messages of a decision; the first order. `key` makes each message one of its kind.

    What answers a machine goes to the person whom the customer has on file, or nowhere (RFC 3834).
    """
    order = _one(tx, item, case, decision, desk=desk, now=now, key=key)
    for number, further in enumerate(decision.more, 2):
        _one(tx, item, case, further, desk=desk, now=now, key=f"{key}.{number}")
    return order


def _one(
    tx: Tx, item: InboxItem, case: Case, decision: Decision, *, desk: Desk, now: datetime, key: str
) -> Order | None:
    order = _changed(tx, case, decision.change, desk=desk) if decision.change else None
    if decision.wished is not None:
        _wish(tx, case, decision.wished, now=now)
    if order is not None and decision.change is not None:
        if not case.operator:
            reviews.answered(tx, order.order_no, kind="silence", now=now)
        _remember(tx, case, decision.change.order, order, now=now)
        areas.look(tx, decision.change.order, order, desk=desk, now=now)
        order = assignment.assign(tx, order, desk=desk, now=now)
    for number, reply in enumerate(decision.replies):
        about = reply.order or order or decision.about
        one_key = f"{key}:{number}"
        draft: OutgoingDraft | None
        if item.envelope.automated:
            draft = _to_customer(tx, reply, about, case, desk=desk, key=one_key)
        else:
            draft = _answer(tx, item.envelope, reply, about, case, desk=desk, key=one_key)
        if draft is not None and draft.to:  # a mail without a sender can only be answered by a person
            draft = replace(draft, inbox_id=item.id)
            draft = printing.with_confirmation(tx, draft, about, desk=desk, now=now)
            outbox.enqueue(tx, draft, now=now)
            _copy(tx, draft, reply, about, case, desk=desk, now=now)
    return order


def ask_a_person(
    tx: Tx,
    item: InboxItem,
    examined: Examined,
    reason: str,
    order_no: str | None,
    *,
    kind: due.Kind | None = None,
    desk: Desk,
    now: datetime,
) -> None:
    """The message waits for a person, until when its kind is due."""
    kind = kind or due.kind_of(examined.reading.intent)
    due.open_review(tx, desk.settings, kind=kind, reason=reason, inbox_id=item.id, order_no=order_no, now=now)


def _copy(
    tx: Tx, draft: OutgoingDraft, reply: Reply, about: Order | None, case: Case, *, desk: Desk, now: datetime
) -> None:
    row = copies.row_of(reply)
    if row is None:
        return
    # What one of them has asked is no matter of the others.
    reply = replace(reply, values={name: value for name, value in reply.values.items() if name != "besides"})
    code = about.customer.code if about else None
    wrote: Reader = "rep" if case.writer.kind == "rep" else "customer"
    copies.enqueue(
        tx,
        draft,
        lambda texts, greeted: (
            texts.text(reply, about, greeted=greeted, orders=case.orders),
            texts.buttons(reply, about, orders=case.orders),
        ),
        row=row,
        order=about,
        customer=case.customer or (desk.company(tx)[1].customer(code) if code else None),
        desk=desk,
        now=now,
        wrote=wrote,
        besides=_machine(case),
    )


def put_aside(tx: Tx, item: InboxItem, reason: str, *, desk: Desk, now: datetime) -> None:
    """A message that cannot be dealt with waits for an operator, and its writer is told, if that is no machine."""
    due.open_review(tx, desk.settings, kind="other", reason=reason, inbox_id=item.id, now=now)
    envelope = item.envelope
    since = now - timedelta(hours=desk.settings.handover_hours)
    told = matching.handed_over(tx, envelope.conversation, since=since)
    # Where a person speaks, the bot is silent.
    taken = conversations.taken(tx, envelope.conversation, envelope.customer_code)
    if told or taken or envelope.automated or not envelope.reply_to:
        return
    language = identity.language(None, envelope.text, default=desk.settings.language)
    texts = desk.texts(*desk.company(tx), language)
    draft = answer_to(
        envelope,
        kind="handover",
        language=language,
        text=texts.text(Reply("handover", "handover"), None),
        subject=texts.subject("handover", None),
        key=f"inbox:{item.id}:aside",
    )
    outbox.enqueue(tx, replace(draft, inbox_id=item.id), now=now)


def _changed(tx: Tx, case: Case, change: Change, *, desk: Desk) -> Order:
    if change.order is not None:
        events = list(change.events)
        return orders.append(tx, change.order.order_no, events, expected_version=change.order.version)
    first, *rest = change.events
    content = from_data(first.data)
    envelope = case.envelope
    # The news of an order go to a person: where a machine sent it, to the one on file, or to nobody.
    answered: Destination | None = Destination(envelope.channel, envelope.conversation, envelope.reply_to)
    if envelope.automated:
        answered = on_file(tx, case.customer, besides=_machine(case))
    nobody = Destination(envelope.channel, envelope.conversation, "")
    channel, conversation, to = astuple(answered or nobody)
    day = envelope.received_at.astimezone(desk.settings.tzinfo).date()
    order = Order(
        order_no=orders.next_order_no(tx, day=day),
        status=first.data.get("to", "draft"),
        version=0,
        placed_at=envelope.received_at,
        customer=content.customer,
        channel=channel,
        conversation=conversation,
        reply_to=to,
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
    return orders.create(tx, order, by=first.by, source=first.data.get("source"), events=rest)


def _wish(tx: Tx, case: Case, wished: Wished, *, now: datetime) -> None:
    filed = case.writer.customer
    if wished.stages is None and (filed is None or filed.stages is None):
        wishes.forget(tx, wished.who)
        return
    # Who wants to hear of all does so whatever the customers' file says.
    stages = get_args(State) if wished.stages is None else wished.stages
    wishes.put(tx, wished.who, stages, by=case.writer.by, now=now)


def _remember(tx: Tx, case: Case, before: Order | None, after: Order, *, now: datetime) -> None:
    """What an answer settles about the words of the customer, whether they or their sales rep wrote it."""
    customer = case.customer or case.writer.customer
    if customer is None or before is None:
        return
    memory.forget(tx, customer.code, remembering.corrected(before.lines, after.lines))
    pending = case.pending.content if case.pending and case.pending.order.order_no == after.order_no else None
    asked = case.corrects or pending
    if asked is not None:
        for said, sku in remembering.settled(asked, from_order(after)):
            memory.learn(tx, customer.code, said, sku, order_no=after.order_no, now=now)


def _answer(
    tx: Tx, envelope: Envelope, reply: Reply, order: Order | None, case: Case, *, desk: Desk, key: str
) -> OutgoingDraft:
    rep = case.writer.rep
    texts = desk.texts(*desk.company(tx), case.language)
    number = order.order_no if order else None
    draft = answer_to(
        envelope,
        kind=reply.kind,
        language=case.language,
        text=texts.text(
            reply,
            order,
            greeted=rep.name if rep else name_on_file(case.writer.customer, order),
            orders=case.orders,
            for_rep=rep is not None,
        ),
        subject=texts.subject(reply.kind, number),
        key=key,
    )
    return replace(
        draft,
        order_no=number,
        order_version=order.version if order else None,
        buttons=texts.buttons(reply, order, orders=case.orders),
    )


def _to_customer(
    tx: Tx, reply: Reply, order: Order | None, case: Case, *, desk: Desk, key: str
) -> OutgoingDraft | None:
    destination = on_file(tx, case.customer, besides=_machine(case))
    if destination is None:
        return None
    earlier = order.language if order else None
    language = identity.language(case.customer, "", earlier=earlier, default=desk.settings.language)
    texts = desk.texts(*desk.company(tx), language)
    number = order.order_no if order else None
    return OutgoingDraft(
        channel=destination.channel,
        conversation=destination.conversation,
        to=destination.to,
        kind=reply.kind,
        language=language,
        text=texts.text(reply, order, greeted=name_on_file(case.customer, order), orders=case.orders),
        dedupe_key=key,
        subject=texts.subject(reply.kind, number) if destination.channel == "email" else None,
        order_no=number,
        order_version=order.version if order else None,
        buttons=texts.buttons(reply, order, orders=case.orders),
    )


def _machine(case: Case) -> str:
    """The address of the machine that wrote, or nothing."""
    return case.envelope.sender_address if case.envelope.automated else ""
