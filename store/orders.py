"""The orders: their events, which are never changed, and each order as it stands after them."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa

from store import archive, assignments, shipments, stops
from store.database import Tx
from store.errors import NoSuchOrder, StaleOrder, UnreadableOrder
from store.order import Order, Shipment
from store.order_events import TOLD, OrderEvent, apply, begin, first_event
from store.order_json import order_from_json, order_to_json
from store.sql import insert, row_lock
from store.states import FINAL, UNDER_WAY, State
from store.tables import (
    AFTERCARE,
    BREACHED,
    PROMISED,
    UNNOTICED,
    UNTOLD,
    WAITING,
    inbox,
    order_events,
    order_numbers,
    orders,
    outbox,
)

log = logging.getLogger(__name__)

# What decoding a stored form raises that another program, or a hand in the database, has written.
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class OrderMessage:
    """A message that belongs to an order: `id` in the inbox ("in") or the outbox ("out")."""

    direction: Literal["in", "out"]
    at: datetime
    channel: str
    id: int


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
            **_row(begun, first),
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
    order = _whole(tx, order_no, row.version)
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
        tx.execute(statement.values(told_from=told_from, **_row(order, events[-1])))
        _write_events(tx, order_no, events, after=expected_version)
        archive.keep_order(tx, order)
    return order


def get(tx: Tx, order_no: str) -> Order | None:
    """Raises UnreadableOrder."""
    version = tx.scalar(sa.select(orders.c.version).where(orders.c.order_no == order_no))
    return None if version is None else _whole(tx, order_no, version)


def several(tx: Tx, order_nos: Sequence[str]) -> tuple[Order, ...]:
    """These orders, as far as they are there, in this order."""
    found: dict[str, Order] = {}
    for some in _in_parts(order_nos):
        query = sa.select(orders).where(orders.c.order_no.in_(some))
        found.update((order.order_no, order) for order in _decoded(tx, query))
    return tuple(found[order_no] for order_no in order_nos if order_no in found)


def history(tx: Tx, order_no: str) -> tuple[OrderEvent, ...]:
    """What happened to it, oldest first; event number n made version n."""
    return histories(tx, [order_no])[order_no]


def histories(tx: Tx, order_nos: Sequence[str]) -> Mapping[str, tuple[OrderEvent, ...]]:
    """The history of each of these orders, by its number."""
    found: dict[str, list[OrderEvent]] = {order_no: [] for order_no in order_nos}
    for some in _in_parts(order_nos):
        query = sa.select(order_events).where(order_events.c.order_no.in_(some))
        for row in tx.execute(query.order_by(order_events.c.version)):
            found[row.order_no].append(_event(row))
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


def messages(tx: Tx, order_no: str) -> tuple[OrderMessage, ...]:
    """The mails and chats that belong to an order, both ways, oldest first."""
    return all_messages(tx, [order_no])[order_no]


def all_messages(tx: Tx, order_nos: Sequence[str]) -> Mapping[str, tuple[OrderMessage, ...]]:
    """The messages of each of these orders, by its number."""
    found: dict[str, list[OrderMessage]] = {order_no: [] for order_no in order_nos}
    for some in _in_parts(order_nos):
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
    for some in _in_parts(order_nos):
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


def unannounced(tx: Tx, *, now: datetime) -> tuple[Order, tuple[OrderEvent, ...]] | None:
    """The next order with changes that its customer was not told of (kinds in `order.TOLD`), and those changes.

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
    order = _whole(tx, row.order_no, row.version)
    try:
        return order, tuple(_event(event) for event in tx.execute(events.order_by(order_events.c.version)))
    except _UNREADABLE as error:
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


def waiting(tx: Tx, *, now: datetime) -> Order | None:
    """The order that waits for its customer and is to be looked at (again) now, the longest due first, or None.

    Every event of such an order makes it due; `look_again` says when it is due next. It stays ours until the transaction ends. Raises UnreadableOrder.
    """
    query = sa.select(orders.c.order_no, orders.c.version).where(WAITING, orders.c.look_at <= now)
    query = query.order_by(orders.c.look_at, orders.c.order_no).limit(1)
    row = tx.execute(row_lock(query, orders)).first()
    return None if row is None else _whole(tx, row.order_no, row.version)


def look_again(tx: Tx, order_no: str, *, at: datetime | None) -> None:
    """The order that waits is looked at again then; None: only after something has happened to it."""
    tx.execute(sa.update(orders).where(orders.c.order_no == order_no).values(look_at=at))


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


def events_after(tx: Tx, order_no: str, version: int) -> tuple[OrderEvent, ...]:
    """What happened to an order after this version, the oldest first."""
    query = sa.select(order_events).where(
        order_events.c.order_no == order_no, order_events.c.version > version
    )
    return tuple(_event(row) for row in tx.execute(query.order_by(order_events.c.version)))


def breached(tx: Tx) -> tuple[Order, ...]:
    """The orders with a breach of the rules that is not closed, the oldest first."""
    query = sa.select(orders).where(BREACHED).order_by(orders.c.placed_at, orders.c.order_no)
    return tuple(_order(row) for row in tx.execute(query))


def promised(tx: Tx, *, upto: date, today: date) -> Order | None:
    """The next order under way that shall be there by the day `upto`, or of which a carrier expects a parcel to be there
    only after its day, and that was not looked at `today`; or None.

    Every event of such an order lets it be looked at again, as does `watch_again`; `watched` says that it was. It stays ours until the transaction
    ends. Raises UnreadableOrder.
    """
    query = sa.select(orders.c.order_no, orders.c.version).where(
        PROMISED,
        sa.or_(orders.c.promised <= upto.isoformat(), shipments.late(orders.c.order_no, orders.c.promised)),
        sa.or_(orders.c.watched_on.is_(None), orders.c.watched_on != today.isoformat()),
    )
    query = query.order_by(orders.c.promised, orders.c.order_no).limit(1)
    row = tx.execute(row_lock(query, orders)).first()
    return None if row is None else _whole(tx, row.order_no, row.version)


def watched(tx: Tx, order_no: str, *, today: date) -> None:
    """The promised day of this order was looked at today."""
    tx.execute(sa.update(orders).where(orders.c.order_no == order_no).values(watched_on=today.isoformat()))


def watch_again(tx: Tx, order_no: str) -> None:
    """Something else became known of when this order will be there."""
    tx.execute(sa.update(orders).where(orders.c.order_no == order_no).values(watched_on=None))


def followed(tx: Tx, *, now: datetime) -> Order | None:
    """The completed order that is to be looked at (again) now, or None; as `waiting`, with `follow_again`."""
    query = sa.select(orders.c.order_no, orders.c.version).where(AFTERCARE, orders.c.follow_at <= now)
    query = query.order_by(orders.c.follow_at, orders.c.order_no).limit(1)
    row = tx.execute(row_lock(query, orders)).first()
    return None if row is None else _whole(tx, row.order_no, row.version)


def follow_again(tx: Tx, order_no: str, *, at: datetime | None) -> None:
    """The completed order is looked at again then; None: only after something has happened to it."""
    tx.execute(sa.update(orders).where(orders.c.order_no == order_no).values(follow_at=at))


def under_way(tx: Tx) -> tuple[Order, ...]:
    """The orders that are booked and not there yet, the newest first."""
    return _listed(tx, orders.c.status.in_(UNDER_WAY), open_only=True, limit=None)


def put_aside(tx: Tx, order_no: str, *, version: int) -> bool:
    """The news up to this version could not be told: it waits for the next change of a kind in `order.TOLD`.

    `announced` stays, so all of it is told then. False, and nothing is written, if the order changed meanwhile.
    """
    statement = (
        sa.update(orders)
        .where(orders.c.order_no == order_no, orders.c.version == version)
        .values(told_from=orders.c.announced)
    )
    return tx.execute(statement).rowcount == 1


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
        return tuple(_order(row) for row in tx.execute(query))
    except _UNREADABLE:
        rows = tx.execute(query.with_only_columns(orders.c.order_no, orders.c.version))
        return tuple(_readable(tx, [(row.order_no, row.version) for row in rows]))


def _readable(tx: Tx, numbers: Iterable[tuple[str, int]]) -> Iterator[Order]:
    for order_no, version in numbers:
        try:
            yield _whole(tx, order_no, version)
        except UnreadableOrder as error:
            log.error("%s", error)


def _whole(tx: Tx, order_no: str, version: int) -> Order:
    """Raises UnreadableOrder."""
    try:
        return _order(tx.execute(sa.select(orders).where(orders.c.order_no == order_no)).one())
    except _UNREADABLE as error:
        raise UnreadableOrder(order_no, version, error) from error


def _in_parts(order_nos: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many at a time as either database takes in one statement."""
    for start in range(0, len(order_nos), 500):
        yield order_nos[start : start + 500]


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


def _row(order: Order, last: OrderEvent) -> dict[str, Any]:
    return {
        "status": order.status,
        "version": order.version,
        "customer_code": order.customer.code,
        "conversation": order.conversation,
        "changed_at": last.at,
        "look_at": last.at if order.waits else None,
        "tell_at": None,
        "breach": order.breach,
        "promised": order.delivery_date.isoformat()
        if order.delivery_date and order.status in UNDER_WAY
        else None,
        "watched_on": None,
        "follow_at": last.at if order.status == "completed" else None,
        "body": order_to_json(order),
    }


def _order(row: "sa.Row[Any]") -> Order:
    return order_from_json(
        row.body, order_no=row.order_no, status=row.status, version=row.version, placed_at=row.placed_at
    )


def _event(row: "sa.Row[Any]") -> OrderEvent:
    return OrderEvent(row.kind, row.at, row.by, row.channel, row.reason, row.data)
