"""The messages that belong to orders, out of the inbox and the outbox."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from store.database import Tx
from store.sql import in_parts
from store.tables import inbox, order_events, outbox


@dataclass(frozen=True, slots=True)
class OrderMessage:
    """A message that belongs to an order: `id` in the inbox ("in") or the outbox ("out")."""

    direction: Literal["in", "out"]
    at: datetime
    channel: str
    id: int


def of_order(tx: Tx, order_no: str) -> tuple[OrderMessage, ...]:
    """The mails and chats that belong to an order, both ways, oldest first."""
    return of_orders(tx, [order_no])[order_no]


def of_orders(tx: Tx, order_nos: Sequence[str]) -> Mapping[str, tuple[OrderMessage, ...]]:
    """The messages of each of these orders, by its number."""
    found: dict[str, list[OrderMessage]] = {order_no: [] for order_no in order_nos}
    for some in in_parts(order_nos):
        came = sa.select(inbox.c.order_no, sa.literal("in"), inbox.c.received_at, inbox.c.channel, inbox.c.id)
        went = sa.select(
            outbox.c.order_no, sa.literal("out"), outbox.c.queued_at, outbox.c.channel, outbox.c.id
        )
        for query in (came.where(inbox.c.order_no.in_(some)), went.where(outbox.c.order_no.in_(some))):
            for order_no, *message in tx.execute(query):
                found[order_no].append(OrderMessage(*message))
    for order_no, further in _further(tx, order_nos):
        if further not in found[order_no]:
            found[order_no].append(further)
    return {
        order_no: tuple(sorted(each, key=lambda message: (message.at, message.direction, message.id)))
        for order_no, each in found.items()
    }


def _further(tx: Tx, order_nos: Sequence[str]) -> Iterator[tuple[str, OrderMessage]]:
    """The messages of which something came for these orders though they belong to another: several orders in one."""
    for some in in_parts(order_nos):
        query = sa.select(order_events.c.order_no, order_events.c.data).where(
            order_events.c.order_no.in_(some), order_events.c.version == 1
        )
        sources = {row.order_no: row.data.get("source") for row in tx.execute(query)}
        came = sa.select(inbox.c.source, inbox.c.received_at, inbox.c.channel, inbox.c.id)
        by_source = {row.source: row for row in tx.execute(came.where(inbox.c.source.in_(sources.values())))}
        for order_no, source in sources.items():
            row = by_source.get(source)
            if row is not None:
                yield order_no, OrderMessage("in", row.received_at, row.channel, row.id)
