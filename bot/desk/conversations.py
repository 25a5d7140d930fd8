"""A person speaks: takes a conversation over, writes in it, hands it back. The open orders in it remember who did."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import uuid4

from bot.desk import reviews as reviewing
from bot.desk.addressing import answer_to
from bot.desk.decide import TAKEN
from bot.desk.desk import Desk
from bot.desk.progress import Refused
from store import conversations, customers, inbox, orders, outbox, reviews
from store.conversations import Conversation
from store.database import Database, Tx, transaction_of
from store.inbox import InboxItem
from store.order_events import OrderEvent
from store.outbox import OutgoingDraft
from store.reviews import Review

STAFF = "staff"
"""The channel of what an operator does."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that came in while a person spoke with its writer, and the review that it waits in."""

    review: Review
    item: InboxItem


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a conversation: `id` in the inbox ("in") or the outbox ("out"), `by` its sender or our kind of message."""

    direction: Literal["in", "out"]
    at: datetime
    channel: str
    id: int
    by: str
    text: str


def take(db: Database | Tx, key: str, *, by: str, now: datetime) -> None:
    """A person answers from now on; the bot keeps silent. `key`: a conversation's, or a customer's code (all of theirs).

    Raises Refused where there is neither.
    """
    with transaction_of(db) as tx:
        if conversations.get(tx, key) is None and customers.get(tx, key) is None:
            raise _unknown(key)
        conversations.take(tx, key, by, now)
        _record(tx, key, OrderEvent("conversation_taken", now, by, STAFF))


def release(
    db: Database | Tx, key: str, *, by: str, now: datetime, done: bool = False
) -> tuple[Waiting, ...]:
    """Hands it back to the bot; what came in meanwhile and still waits. `done`: a person has seen to all of that.

    Raises Refused if nobody had taken it.
    """
    with transaction_of(db) as tx:
        left = waiting(tx, key)
        if not conversations.release(tx, key):
            raise Refused(
                f"{key} is not taken; `conversations list` shows what is", code="not_taken", key=key
            )
        for one in left if done else ():
            reviewing.done(tx, one.review, by=by, now=now)
        _record(tx, key, OrderEvent("conversation_released", now, by, STAFF))
        return () if done else left


def answer(db: Database | Tx, left: Sequence[Waiting], *, desk: Desk, by: str, now: datetime) -> int:
    """Lets the bot answer what came in meanwhile, the oldest first; how many still wait for a person."""
    for one in left:
        reviewing.answer(db, one.review.id, desk=desk, by=by, now=now)
    with transaction_of(db) as tx:
        found = [reviews.get(tx, one.review.id) for one in left]
    return sum(one is not None and one.state == "open" for one in found)


def waiting(tx: Tx, key: str) -> tuple[Waiting, ...]:
    """What came in while a person spoke and nobody has dealt with: in a conversation, or in all of a customer's."""
    threads = [key] if conversations.get(tx, key) else [one.key for one in conversations.of_customer(tx, key)]
    found = (
        (one, inbox.get(tx, one.inbox_id or 0)) for one in reviews.of_messages(tx, threads, reason=TAKEN)
    )
    return tuple(Waiting(one, item) for one, item in found if item is not None)


def say(db: Database | Tx, key: str, text: str, *, by: str, now: datetime, said: str | None = None) -> int:
    """Writes in a conversation as a person; the outbox id. `said`: an id of this saying, so that a repetition is the same.

    `key`: a conversation's, or a customer's code (the one that they wrote in last). Raises Refused for an unknown one.
    """
    if not text.strip():
        raise Refused("there is nothing to say", code="needs_words")
    with transaction_of(db) as tx:
        thread = _newest(tx, key)
        last = next(iter(inbox.recent(tx, conversation=thread.key, limit=1)), None)
        draft = OutgoingDraft(
            channel=thread.channel,
            conversation=thread.key,
            to=thread.reply_to,
            kind="say",
            language="zh",
            text=text.strip(),
            dedupe_key=f"say:{thread.key}:{said or uuid4().hex}",
        )
        if last is not None:
            answer = answer_to(
                last.envelope, kind="say", language="zh", text=draft.text, subject="", key=draft.dedupe_key
            )
            draft = replace(
                draft,
                subject=answer.subject or None,
                in_reply_to=answer.in_reply_to,
                references=answer.references,
                order_no=last.order_no,
            )
        number = outbox.enqueue(tx, draft, now=now)
        if number is None:
            raise Refused("this was said already", code="said_already")
        _record(tx, thread.key, OrderEvent("operator_wrote", now, by, STAFF, data={"outbox_id": number}))
        return number


def said(tx: Tx, key: str, *, limit: int) -> tuple[Said, ...]:
    """What was said both ways in a conversation, or in all of a customer's, the oldest of the newest first.

    Raises Refused where there is neither.
    """
    thread = conversations.get(tx, key)
    threads = (thread,) if thread is not None else conversations.of_customer(tx, key)
    if not threads:
        threads = (_newest(tx, key),)
    found = []
    for one in threads:
        for came in inbox.recent(tx, conversation=one.key, limit=limit):
            envelope = came.envelope
            found.append(
                Said("in", envelope.received_at, one.channel, came.id, envelope.sender_address, envelope.text)
            )
        found += [
            Said("out", went.queued_at, one.channel, went.id, went.kind, went.text)
            for went in outbox.recent(tx, conversation=one.key, limit=limit)
        ]
    return tuple(sorted(found, key=lambda each: (each.at, each.direction, each.id))[-limit:])


def _newest(tx: Tx, key: str) -> Conversation:
    thread = conversations.get(tx, key)
    if thread is not None:
        return thread
    for newest in conversations.of_customer(tx, key):
        return newest
    if customers.get(tx, key) is None:
        raise _unknown(key)
    raise Refused(f"{key} has not written yet: there is no conversation", code="has_not_written", key=key)


def _unknown(key: str) -> Refused:
    return Refused(f"there is no customer and no conversation {key}", code="no_conversation", key=key)


def _record(tx: Tx, key: str, event: OrderEvent) -> None:
    found = (*orders.of_conversation(tx, key), *orders.of_customer(tx, key))
    for order in {order.order_no: order for order in found}.values():
        orders.append(tx, order.order_no, [event], expected_version=order.version)
