"""A person speaks: takes a conversation over, writes in it, hands it back. The open orders in it remember who did."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from bot.desk.addressing import answer_to
from bot.desk.progress import Refused
from store import conversations, customers, inbox, orders, outbox
from store.conversations import Conversation
from store.database import Database, Tx
from store.order_events import OrderEvent
from store.outbox import OutgoingDraft

STAFF = "staff"
"""The channel of what an operator does."""


def take(db: Database, key: str, *, by: str, now: datetime) -> None:
    """A person answers from now on; the bot keeps silent. `key`: a conversation's, or a customer's code (all of theirs).

    Raises Refused where there is neither.
    """
    with db.begin() as tx:
        if conversations.get(tx, key) is None and customers.get(tx, key) is None:
            raise _unknown(key)
        conversations.take(tx, key, by, now)
        _record(tx, key, OrderEvent("conversation_taken", now, by, STAFF))


def release(db: Database, key: str, *, by: str, now: datetime) -> None:
    """Hands it back to the bot. Raises Refused if nobody had taken it."""
    with db.begin() as tx:
        if not conversations.release(tx, key):
            raise Refused(f"{key} is not taken; `conversations list` shows what is")
        _record(tx, key, OrderEvent("conversation_released", now, by, STAFF))


def say(db: Database, key: str, text: str, *, by: str, now: datetime, said: str | None = None) -> int:
    """Writes in a conversation as a person; the outbox id. `said`: an id of this saying, so that a repetition is the same.

    `key`: a conversation's, or a customer's code (the one that they wrote in last). Raises Refused for an unknown one.
    """
    if not text.strip():
        raise Refused("there is nothing to say")
    with db.begin() as tx:
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
            raise Refused("this was said already")
        _record(tx, thread.key, OrderEvent("operator_wrote", now, by, STAFF, data={"outbox_id": number}))
        return number


def _newest(tx: Tx, key: str) -> Conversation:
    thread = conversations.get(tx, key)
    if thread is not None:
        return thread
    for newest in conversations.of_customer(tx, key):
        return newest
    if customers.get(tx, key) is None:
        raise _unknown(key)
    raise Refused(f"{key} has not written yet: there is no conversation to write in")


def _unknown(key: str) -> Refused:
    return Refused(f"there is no customer and no conversation {key}")


def _record(tx: Tx, key: str, event: OrderEvent) -> None:
    found = (*orders.of_conversation(tx, key), *orders.of_customer(tx, key))
    for order in {order.order_no: order for order in found}.values():
        orders.append(tx, order.order_no, [event], expected_version=order.version)
