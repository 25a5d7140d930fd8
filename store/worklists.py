"""The lists from which the jobs draw orders, one at a time: what is still to be told of them, and when to look at them again.

Each list is a column or two of the order's row, and every event of the order fills them anew (`order_rows.values`). What is
drawn stays ours until the transaction ends; another process draws the next.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from store import order_rows, shipments
from store.database import Tx
from store.errors import UnreadableOrder
from store.order import Order
from store.order_events import TOLD, OrderEvent
from store.sql import row_lock
from store.tables import AFTERCARE, PROMISED, UNNOTICED, UNTOLD, WAITING, order_events, orders


def unannounced(tx: Tx, *, now: datetime) -> tuple[Order, tuple[OrderEvent, ...]] | None:
    """The next order with changes that its customer was not told of (kinds in `order_events.TOLD`), and those changes.

    The order stays ours until the transaction ends: enqueue the news and `mark_announced` in it, or `tell_later`.
    Raises UnreadableOrder; `put_aside` lets the others go on.
    """
    query = sa.select(orders.c.order_no, orders.c.version, orders.c.announced)
    query = query.where(UNTOLD, sa.or_(orders.c.tell_at.is_(None), orders.c.tell_at <= now))
    query = query.order_by(orders.c.changed_at, orders.c.order_no).limit(1)
    row = tx.execute(row_lock(query, orders)).first()
    if row is None:
        return None
    events = sa.select(order_events).where(
        order_events.c.order_no == row.order_no,
        order_events.c.version > row.announced,
        order_events.c.version <= row.version,
        order_events.c.kind.in_(TOLD),
    )
    order = order_rows.load(tx, row.order_no, row.version)
    try:
        return order, tuple(
            order_rows.event(event) for event in tx.execute(events.order_by(order_events.c.version))
        )
    except order_rows.UNREADABLE as error:
        raise UnreadableOrder(row.order_no, row.version, error) from error


def mark_announced(tx: Tx, order_no: str, upto_version: int) -> None:
    """The customer knows of everything up to this version; also after an answer that told them already."""
    tx.execute(
        sa.update(orders)
        .where(orders.c.order_no == order_no, orders.c.announced < upto_version)
        .values(announced=upto_version)
    )


def tell_later(tx: Tx, order_no: str, *, at: datetime) -> None:
    """The news of this order wait until then, or until something else happens to it."""
    tx.execute(sa.update(orders).where(orders.c.order_no == order_no).values(tell_at=at))


def put_aside(tx: Tx, order_no: str, *, version: int) -> bool:
    """The news up to this version could not be told: it waits for the next change of a kind in `order_events.TOLD`.

    `announced` stays, so all of it is told then. False, and nothing is written, if the order changed meanwhile.
    """
    statement = (
        sa.update(orders)
        .where(orders.c.order_no == order_no, orders.c.version == version)
        .values(told_from=orders.c.announced)
    )
    return tx.execute(statement).rowcount == 1


def unnoticed(tx: Tx) -> tuple[str, int] | None:
    """Number and version of the next order to which something happened that the staff were not told of.

    It stays ours until the transaction ends: tell them what follows its `noticed` version, and `mark_noticed`.
    """
    query = sa.select(orders.c.order_no, orders.c.noticed).where(UNNOTICED)
    query = query.order_by(orders.c.changed_at, orders.c.order_no).limit(1)
    row = tx.execute(row_lock(query, orders)).first()
    return None if row is None else (row.order_no, row.noticed)


def mark_noticed(tx: Tx, order_no: str | None = None) -> None:
    """The staff know of all that happened to this order; None: to every order."""
    statement = sa.update(orders).where(UNNOTICED)
    if order_no is not None:
        statement = statement.where(orders.c.order_no == order_no)
    tx.execute(statement.values(noticed=orders.c.version))


def waiting(tx: Tx, *, now: datetime) -> Order | None:
    """The order that waits for its customer and is to be looked at (again) now, the longest due first, or None.

    Every event of such an order makes it due; `look_again` says when it is due next. It stays ours until the transaction ends. Raises UnreadableOrder.
    """
    return _first(tx, WAITING, orders.c.look_at <= now, by=orders.c.look_at)


def look_again(tx: Tx, order_no: str, *, at: datetime | None) -> None:
    """The order that waits is looked at again then; None: only after something has happened to it."""
    tx.execute(sa.update(orders).where(orders.c.order_no == order_no).values(look_at=at))


def promised(tx: Tx, *, upto: date, today: date) -> Order | None:
    """The next order under way that shall be there by the day `upto`, or of which a carrier expects a parcel to be there
    only after its day, and that was not looked at `today`; or None.

    Every event of such an order lets it be looked at again, as does `watch_again`; `watched` says that it was. It stays ours until the transaction
    ends. Raises UnreadableOrder.
    """
    return _first(
        tx,
        PROMISED,
        sa.or_(orders.c.promised <= upto.isoformat(), shipments.late(orders.c.order_no, orders.c.promised)),
        sa.or_(orders.c.watched_on.is_(None), orders.c.watched_on != today.isoformat()),
        by=orders.c.promised,
    )


def watched(tx: Tx, order_no: str, *, today: date) -> None:
    """The promised day of this order was looked at today."""
    tx.execute(sa.update(orders).where(orders.c.order_no == order_no).values(watched_on=today.isoformat()))


def watch_again(tx: Tx, order_no: str) -> None:
    """Something else became known of when this order will be there."""
    tx.execute(sa.update(orders).where(orders.c.order_no == order_no).values(watched_on=None))


def followed(tx: Tx, *, now: datetime) -> Order | None:
    """The completed order that is to be looked at (again) now, or None; as `waiting`, with `follow_again`."""
    return _first(tx, AFTERCARE, orders.c.follow_at <= now, by=orders.c.follow_at)


def follow_again(tx: Tx, order_no: str, *, at: datetime | None) -> None:
    """The completed order is looked at again then; None: only after something has happened to it."""
    tx.execute(sa.update(orders).where(orders.c.order_no == order_no).values(follow_at=at))


def _first(
    tx: Tx, listed: "sa.TextClause", *conditions: "sa.ColumnElement[bool]", by: "sa.ColumnElement[Any]"
) -> Order | None:
    query = sa.select(orders.c.order_no, orders.c.version).where(listed, *conditions)
    row = tx.execute(row_lock(query.order_by(by, orders.c.order_no).limit(1), orders)).first()
    return None if row is None else order_rows.load(tx, row.order_no, row.version)
