"""The orders: their events, which are never changed, and each order as it stands after them."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from store import archive, assignments, order_rows, shipments, stops
from store.database import Tx
from store.errors import NoSuchOrder, StaleOrder, UnreadableOrder
from store.order import Order, Shipment
from store.order_events import TOLD, OrderEvent, apply, begin, first_event
from store.sql import in_parts, insert, row_lock
from store.states import FINAL, UNDER_WAY, State
from store.tables import BREACHED, order_events, order_numbers, orders

log = logging.getLogger(__name__)


def next_order_no(tx: Tx, *, day: date) -> str:
    """`SO-YYYYMMDD-NNNN`, counted up within `day` (the company's); taken for good once the transaction commits."""
    statement = insert(tx, order_numbers).values(day=day.isoformat(), last=1)
    statement = statement.on_conflict_do_update(
        index_elements=["day"], set_={"last": order_numbers.c.last + 1}
    )
    number = tx.scalar(statement.returning(order_numbers.c.last))
    return f"SO-{day:%Y%m%d}-{number:04d}"


def create(
    tx: Tx,
    order: Order,
    *,
    by: str,
    reason: str | None = None,
    source: str | None = None,
    events: Sequence[OrderEvent] = (),
) -> Order:
    """Book or draft a new order by its first event (see `order.first_event`); `events` follow at once.

    Takes number, status, `placed_at` and content from `order`; returns it as it then stands
    (amounts are worked out here).
    """
    first = first_event(order, by=by, reason=reason, source=source)
    begun = begin(order.order_no, first)
    tx.execute(
        sa.insert(orders).values(
            order_no=order.order_no,
            placed_at=order.placed_at,
            told_from=0,
            announced=0,
            noticed=0,
            **order_rows.values(begun, first),
        )
    )
    _write_events(tx, order.order_no, [first], after=0)
    if events:
        return append(tx, order.order_no, events, expected_version=1)
    archive.keep_order(tx, begun)
    return begun


def append(tx: Tx, order_no: str, events: Sequence[OrderEvent], *, expected_version: int) -> Order:
    """Append what happened and return the order as it stands then.

    Raises StaleOrder if it is not at `expected_version`, NoSuchOrder, and Disallowed where the
    table of transitions forbids an event; nothing is written then. A shipment that is added is followed from then on.
    """
    query = sa.select(orders.c.version, orders.c.told_from).where(orders.c.order_no == order_no)
    row = tx.execute(row_lock(query, orders, wait=True)).first()
    if row is None:
        raise NoSuchOrder(order_no)
    if row.version != expected_version:
        raise StaleOrder(order_no, expected=expected_version, found=row.version)
    order = order_rows.load(tx, order_no, row.version)
    told_from = row.told_from
    for event in events:
        order = apply(order, event)
        if event.kind in TOLD:
            told_from = order.version
        stops.keep_up(tx, order, event)
        if event.kind == "shipment_added":
            shipments.follow(tx, order_no, Shipment(**event.data["shipment"]), now=event.at)
        if event.kind == "order_assigned":
            assignments.replace(tx, order_no, order.assigned)
    if events:
        statement = sa.update(orders).where(orders.c.order_no == order_no)
        tx.execute(statement.values(told_from=told_from, **order_rows.values(order, events[-1])))
        _write_events(tx, order_no, events, after=expected_version)
        archive.keep_order(tx, order)
    return order


def get(tx: Tx, order_no: str) -> Order | None:
    """Raises UnreadableOrder."""
    version = tx.scalar(sa.select(orders.c.version).where(orders.c.order_no == order_no))
    return None if version is None else order_rows.load(tx, order_no, version)


def several(tx: Tx, order_nos: Sequence[str]) -> tuple[Order, ...]:
    """These orders, as far as they are there, in this order."""
    found: dict[str, Order] = {}
    for some in in_parts(order_nos):
        query = sa.select(orders).where(orders.c.order_no.in_(some))
        found.update((order.order_no, order) for order in _decoded(tx, query))
    return tuple(found[order_no] for order_no in order_nos if order_no in found)


def history(tx: Tx, order_no: str) -> tuple[OrderEvent, ...]:
    """What happened to it, oldest first; event number n made version n."""
    return histories(tx, [order_no])[order_no]


def histories(tx: Tx, order_nos: Sequence[str]) -> Mapping[str, tuple[OrderEvent, ...]]:
    """The history of each of these orders, by its number."""
    found: dict[str, list[OrderEvent]] = {order_no: [] for order_no in order_nos}
    for some in in_parts(order_nos):
        query = sa.select(order_events).where(order_events.c.order_no.in_(some))
        for row in tx.execute(query.order_by(order_events.c.version)):
            found[row.order_no].append(order_rows.event(row))
    return {order_no: tuple(events) for order_no, events in found.items()}


def of_customer(tx: Tx, code: str, *, open_only: bool = True, limit: int = 100) -> tuple[Order, ...]:
    """A customer's orders, the newest first; `open_only` leaves out completed, cancelled and returned ones."""
    return _listed(tx, orders.c.customer_code == code, open_only=open_only, limit=limit)


def of_conversation(
    tx: Tx, conversation: str, *, open_only: bool = True, limit: int = 100
) -> tuple[Order, ...]:
    """The orders that came in through a conversation, the newest first."""
    return _listed(tx, orders.c.conversation == conversation, open_only=open_only, limit=limit)


def listing(
    tx: Tx,
    *,
    status: State | None = None,
    customer: str | None = None,
    assigned: str | None = None,
    changed_since: datetime | None = None,
    before: str | None = None,
    limit: int | None = None,
) -> tuple[Order, ...]:
    """Orders in a state, of a customer's code, of a person or a department, or all; the newest first.

    `changed_since`: only those to which something happened from then on. `before`: only those that come behind this
    order in the list, whose next page thus begins there.
    """
    conditions: list[sa.ColumnElement[bool]] = [sa.true()]
    if status is not None:
        conditions.append(orders.c.status == status)
    if customer is not None:
        conditions.append(orders.c.customer_code == customer)
    if assigned is not None:
        conditions.append(orders.c.order_no.in_(assignments.numbers(assigned)))
    if changed_since is not None:
        conditions.append(orders.c.changed_at >= changed_since)
    if before is not None:
        last = orders.alias("last")
        place = sa.select(last.c.placed_at).where(last.c.order_no == before).scalar_subquery()
        earlier = sa.and_(orders.c.placed_at == place, orders.c.order_no < before)
        conditions.append(sa.or_(orders.c.placed_at < place, earlier))
    return _listed(tx, sa.and_(*conditions), open_only=False, limit=limit)


def open_ones(tx: Tx) -> tuple[Order, ...]:
    """All orders that are neither completed, cancelled nor returned, the newest first."""
    return _listed(tx, sa.true(), open_only=True, limit=None)


def count(tx: Tx) -> int:
    """How many orders there are, in whatever state."""
    return tx.scalar(sa.select(sa.func.count()).select_from(orders)) or 0


def events_after(tx: Tx, order_no: str, version: int) -> tuple[OrderEvent, ...]:
    """What happened to an order after this version, the oldest first."""
    query = sa.select(order_events).where(
        order_events.c.order_no == order_no, order_events.c.version > version
    )
    return tuple(order_rows.event(row) for row in tx.execute(query.order_by(order_events.c.version)))


def breached(tx: Tx) -> tuple[Order, ...]:
    """The orders with a breach of the rules that is not closed, the oldest first."""
    query = sa.select(orders).where(BREACHED).order_by(orders.c.placed_at, orders.c.order_no)
    return tuple(order_rows.order(row) for row in tx.execute(query))


def under_way(tx: Tx) -> tuple[Order, ...]:
    """The orders that are booked and not there yet, the newest first."""
    return _listed(tx, orders.c.status.in_(UNDER_WAY), open_only=True, limit=None)


def _listed(
    tx: Tx, condition: "sa.ColumnElement[bool]", *, open_only: bool, limit: int | None
) -> tuple[Order, ...]:
    query = sa.select(orders).where(condition)
    if open_only:
        query = query.where(orders.c.status.not_in(FINAL))
    query = query.order_by(orders.c.placed_at.desc(), orders.c.order_no.desc()).limit(limit)
    return _decoded(tx, query)


def _decoded(tx: Tx, query: "sa.Select[Any]") -> tuple[Order, ...]:
    """The orders that the query finds; one that cannot be read is left out, and the others are listed all the same."""
    try:
        return tuple(order_rows.order(row) for row in tx.execute(query))
    except order_rows.UNREADABLE:
        rows = tx.execute(query.with_only_columns(orders.c.order_no, orders.c.version))
        return tuple(_readable(tx, [(row.order_no, row.version) for row in rows]))


def _readable(tx: Tx, numbers: Iterable[tuple[str, int]]) -> Iterator[Order]:
    for order_no, version in numbers:
        try:
            yield order_rows.load(tx, order_no, version)
        except UnreadableOrder as error:
            log.error("%s", error)


def _write_events(tx: Tx, order_no: str, events: Iterable[OrderEvent], *, after: int) -> None:
    rows = [
        {
            "order_no": order_no,
            "version": version,
            "kind": event.kind,
            "at": event.at,
            "by": event.by,
            "channel": event.channel,
            "reason": event.reason,
            "data": event.data,
        }
        for version, event in enumerate(events, after + 1)
    ]
    tx.execute(sa.insert(order_events), rows)
