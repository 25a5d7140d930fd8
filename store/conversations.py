"""Conversations: through which channel we talk to whom, and where a person has taken over from the bot."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store.database import Tx
from store.envelope import Envelope
from store.sql import insert
from store.tables import conversations, takeovers


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread; `taken_by` names the person who answers in it, else the bot does."""

    key: str
    channel: str
    reply_to: str
    name: str | None
    customer_code: str | None
    last_message_at: datetime
    taken_by: str | None
    taken_at: datetime | None


_by_code = takeovers.alias("by_code")
_QUERY = sa.select(
    conversations,
    sa.func.coalesce(takeovers.c.by, _by_code.c.by).label("taken_by"),
    sa.func.coalesce(takeovers.c.at, _by_code.c.at, type_=takeovers.c.at.type).label("taken_at"),
).select_from(
    conversations.outerjoin(takeovers, takeovers.c.key == conversations.c.key).outerjoin(
        _by_code, _by_code.c.key == conversations.c.customer_code
    )
)


def listing(tx: Tx, *, limit: int = 200) -> tuple[Conversation, ...]:
    """The conversations, the one with the newest message first."""
    query = _QUERY.order_by(conversations.c.last_message_at.desc(), conversations.c.key).limit(limit)
    return tuple(_conversation(row) for row in tx.execute(query))


def get(tx: Tx, key: str) -> Conversation | None:
    row = tx.execute(_QUERY.where(conversations.c.key == key)).first()
    return None if row is None else _conversation(row)


def of_customer(tx: Tx, customer_code: str) -> tuple[Conversation, ...]:
    """A customer's conversations, the one with the newest message first."""
    query = _QUERY.where(conversations.c.customer_code == customer_code)
    return tuple(
        _conversation(row) for row in tx.execute(query.order_by(conversations.c.last_message_at.desc()))
    )


def touch(tx: Tx, envelope: Envelope) -> None:
    """A message came in: make its conversation, or note when, from where and (if proven) from whom."""
    statement = insert(tx, conversations).values(
        key=envelope.conversation,
        channel=envelope.channel,
        reply_to=envelope.reply_to,
        name=envelope.sender_name,
        customer_code=envelope.customer_code,
        last_message_at=envelope.received_at,
    )
    new, old = statement.excluded, conversations.c
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "reply_to": new.reply_to,
                "name": sa.func.coalesce(new.name, old.name),
                "customer_code": sa.func.coalesce(new.customer_code, old.customer_code),
                "last_message_at": sa.case(
                    (new.last_message_at > old.last_message_at, new.last_message_at),
                    else_=old.last_message_at,
                ),
            },
        )
    )


def identify(tx: Tx, key: str, customer_code: str | None) -> None:
    """This conversation is this customer's (None: nobody's on file)."""
    tx.execute(sa.update(conversations).where(conversations.c.key == key).values(customer_code=customer_code))


def take(tx: Tx, key: str, by: str, now: datetime) -> None:
    """A person answers from now on; `key` is a conversation's key or a customer's code (all of theirs)."""
    statement = insert(tx, takeovers).values(key=key, by=by, at=now)
    tx.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"by": by, "at": now}))


def release(tx: Tx, key: str) -> bool:
    """Hand it back to the bot; False if nobody had taken it."""
    return tx.execute(sa.delete(takeovers).where(takeovers.c.key == key)).rowcount == 1


def taken(tx: Tx, conversation: str, customer_code: str | None) -> bool:
    """Whether a person answers here: in this conversation, or to this customer everywhere."""
    known = sa.select(conversations.c.customer_code).where(conversations.c.key == conversation)
    keys = [conversation] if customer_code is None else [conversation, customer_code]
    query = sa.select(takeovers.c.key).where(
        takeovers.c.key.in_(keys) | takeovers.c.key.in_(known.scalar_subquery())
    )
    return tx.execute(query.limit(1)).first() is not None


def _conversation(row: "sa.Row[Any]") -> Conversation:
    return Conversation(**row._mapping)
