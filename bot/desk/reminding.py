"""Silence: a customer who does not answer is reminded, in working time and never more often than the company says; then a
person is told."""

from datetime import datetime, timedelta

from bot.desk import copies, due, identity, matching, quiet, silence
from bot.desk.addressing import name_on_file
from bot.desk.case import Reply
from bot.desk.clarification import questions
from bot.desk.desk import Desk
from bot.desk.walking import one_step
from store import conversations, inbox, orders, outbox, reviews, worklists
from store.database import Database, Tx
from store.order import Order
from store.order_events import OrderEvent
from store.outbox import OutboxItem, OutgoingDraft

LATER = timedelta(minutes=30)
"""When it is looked at again where a person speaks with the customer, or a message is not dealt with yet."""
BY = "jiedan"


def remind_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Looks at one order that waits for its customer: reminds them, tells a person, or says when to look again; False if
    there is none to look at.

    What cannot be done waits for an operator. Raises DatabaseDown.
    """
    with one_step(
        db,
        logged="the customer of order %s could not be reminded",
        told=lambda _: "the customer was not reminded",
        put_aside=lambda tx, order_no, _: worklists.look_again(tx, order_no, at=None),
        desk=desk,
        now=now,
    ) as step:
        order = step.order = worklists.waiting(step.tx, now=now)
        if order is None:
            return False
        _look(step.tx, order, desk=desk, now=now)
    return True


def _look(tx: Tx, order: Order, *, desk: Desk, now: datetime) -> None:
    asked = outbox.asked(tx, order.order_no)
    history = orders.history(tx, order.order_no)
    step = silence.next_step(order, history, heard=_heard(tx, order, asked), settings=desk.settings)
    if step is None or step.at > now:
        worklists.look_again(tx, order.order_no, at=step.at if step else None)
        return
    if _in_other_hands(tx, order, asked):
        worklists.look_again(tx, order.order_no, at=now + LATER)
        return
    reached = asked is not None and asked.state == "sent" and bool(asked.to)
    if asked is None or not reached or step.kind == "person" or now - step.at > silence.STALE:
        _tell_a_person(tx, order, history, asked, desk=desk, now=now)
        return
    until = quiet.until(tx, desk, _asked_code(order), now=now)
    if until is not None:
        worklists.look_again(tx, order.order_no, at=until)
        return
    _remind(tx, order, asked, step.number, desk=desk, now=now)


def _asked_code(order: Order) -> str | None:
    """The code of the customer who is asked; None where it is the rep who placed the order."""
    return None if order.on_behalf_of_rep else order.customer.code


def _heard(tx: Tx, order: Order, asked: OutboxItem | None) -> datetime:
    """When the two were last heard of each other."""
    if asked is None:
        return order.placed_at
    thread = conversations.get(tx, asked.conversation)
    said = asked.sent_at or asked.queued_at
    return max(said, thread.last_message_at) if thread is not None else said


def _in_other_hands(tx: Tx, order: Order, asked: OutboxItem | None) -> bool:
    """Whether a person speaks with the customer or has to see to something, or the customer's word has just come in."""
    conversation = asked.conversation if asked is not None else order.conversation
    return (
        conversations.taken(tx, conversation, _asked_code(order))
        or reviews.waits_about(tx, order_no=order.order_no, conversation=conversation)
        or inbox.waits_in(tx, conversation)
        or (asked is not None and asked.state in {"queued", "sending"})
    )


def _remind(tx: Tx, order: Order, asked: OutboxItem, number: int, *, desk: Desk, now: datetime) -> None:
    catalog, directory = desk.company(tx)
    customer = directory.customer(order.customer.code) if order.customer.code else None
    open_now = matching.loaded(tx, order).content
    put = questions(open_now.flags, open_now.lines)
    reply = Reply("reminder", "reminder", {"questions": put, "number": number})
    language = identity.language(None, "", earlier=asked.language, default=desk.settings.language)
    texts = desk.texts(catalog, directory, language)
    rep = order.on_behalf_of_rep
    draft = OutgoingDraft(
        channel=asked.channel,
        conversation=asked.conversation,
        to=asked.to,
        kind=reply.kind,
        language=language,
        text=texts.text(reply, order, greeted=rep or name_on_file(customer, order), for_rep=rep is not None),
        dedupe_key=f"remind:{order.order_no}:{order.version}",
        subject=asked.subject,
        order_no=order.order_no,
        buttons=texts.buttons(reply, order),
        in_reply_to=asked.in_reply_to,
        references=asked.references,
    )
    outbox.enqueue(tx, draft, now=now)
    copies.enqueue(
        tx,
        draft,
        lambda texts, greeted: (texts.text(reply, order, greeted=greeted), texts.buttons(reply, order)),
        row="reminder",
        order=order,
        customer=customer,
        desk=desk,
        now=now,
        wrote="rep" if rep else "customer",
    )
    event = OrderEvent("customer_reminded", now, BY, asked.channel, data={"number": number})
    orders.append(tx, order.order_no, [event], expected_version=order.version)


def _tell_a_person(
    tx: Tx,
    order: Order,
    history: tuple[OrderEvent, ...],
    asked: OutboxItem | None,
    *,
    desk: Desk,
    now: datetime,
) -> None:
    """An operator has it on the list with its due time; the customer's sales rep, who may know more, gets a message."""
    if asked is not None and asked.state == "failed":
        reason = f"the customer was not reached: {asked.reason or 'the message did not go out'}"
    elif asked is None or not asked.to:
        reason = (
            f"the order is {order.status}, and its customer cannot be asked: there is nowhere to write to"
        )
    else:
        reminded = sum(event.kind == "customer_reminded" for event in history)
        what = "the question" if order.flags else "the read-back"
        reason = f"no answer to {what} of order {order.order_no}, reminded {reminded} times"
    due_at = due.open_review(
        tx, desk.settings, kind="silence", reason=reason, order_no=order.order_no, now=now
    )
    if order.on_behalf_of_rep is None:
        copies.tell_rep(tx, order, "silence", {"due_at": due_at}, key=f"silence:{order.order_no}:{order.version}", desk=desk, now=now)  # fmt: skip
    event = OrderEvent("silence_reported", now, BY, "staff", reason)
    orders.append(tx, order.order_no, [event], expected_version=order.version)
