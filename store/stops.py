"""The stops of our own couriers: one for each order that we deliver ourselves.

States: `waiting` for a tour → `planned` (a courier, a day, a window) → `out` → `delivered`; a stop where nobody was
`waits` again, with one failure more. What happens to an order happens to its stop too (`keep_up`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa

from store.database import Tx
from store.lease import advisory_key
from store.order import Order
from store.order_events import OrderEvent
from store.sql import insert, row_lock
from store.states import LINE_OF_LIFE, State
from store.tables import orders, stops

StopState = Literal["waiting", "planned", "out", "delivered"]
OWN = "own"
"""The carrier of what we deliver ourselves."""
_ON_TOUR: tuple[StopState, ...] = ("planned", "out")
_BY_HAND = "status_advanced"
"""What a carrier tells of another parcel of the order says nothing of ours."""
_THERE: frozenset[State] = frozenset({"delivered", "completed"})
_NOT_OUT: frozenset[State] = frozenset(
    {*LINE_OF_LIFE[: LINE_OF_LIFE.index("shipped")], "cancelled", "returning", "returned"}
)
"""In these states of its order nobody is on the way with the goods."""


@dataclass(frozen=True, slots=True)
class Stop:
    """`position` within the courier's tour of the day; `since` and `until`: the window that the customer was told.
    `reported`: a person was told that no courier takes it."""

    order_no: str
    state: StopState
    courier: str | None
    day: date | None
    position: int | None
    since: datetime | None
    until: datetime | None
    delivered_at: datetime | None
    signed_by: str | None
    failures: int
    reported: bool

    @property
    def on_time(self) -> bool:
        return self.delivered_at is not None and self.until is not None and self.delivered_at <= self.until


def one_at_a_time(tx: Tx) -> None:
    """Nobody else plans tours or moves stops until the transaction ends; call it before anything is read of them.

    PostgreSQL only; SQLite lets one writer in at a time anyway.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": advisory_key("planning of tours")})


def hold(tx: Tx, order_nos: Iterable[str]) -> None:
    """Nobody changes these orders until the transaction ends. Call it before their stops are written: who changes an order has
    the order first and then its stop, and would else wait for us while we wait for them."""
    numbers = sorted(set(order_nos))
    query = sa.select(orders.c.order_no).where(orders.c.order_no.in_(numbers)).order_by(orders.c.order_no)
    tx.execute(row_lock(query, orders, wait=True)).all()


def keep_up(tx: Tx, order: Order, event: OrderEvent) -> None:
    """What happened to the order, as it stands now, holds for its stop, whoever has said so; nothing where we do not deliver it."""
    if all(one.carrier != OWN for one in order.shipments):
        return
    if event.kind == "shipment_added" and event.data["shipment"]["carrier"] == OWN:
        _wait(tx, order.order_no)
    stop, to = get(tx, order.order_no), event.data.get("to")
    if stop is None:
        return
    if event.kind == "stop_failed":
        put_off(tx, stop, failures=stop.failures + 1)
    elif to in _THERE:
        if stop.state != "delivered":
            told = event.data.get("delivered_at")
            at = datetime.fromisoformat(told) if told else event.at
            note(tx, stop.order_no, state="delivered", delivered_at=at, signed_by=event.data.get("signed_by"))
    elif to in _NOT_OUT:
        if stop.state != "delivered":
            put_off(tx, stop)
    elif to == "in_transit" and stop.state in {"out", "delivered"}:
        # Nobody was there; or it was not there after all.
        put_off(tx, stop, failures=stop.failures + (stop.state == "out"))
    elif to == "out_for_delivery" and stop.state in {"planned", "delivered"} and event.kind == _BY_HAND:
        note(tx, stop.order_no, state="out" if stop.courier else "waiting", delivered_at=None, signed_by=None)
    elif event.data.get("signed_by") and stop.state == "delivered" and not stop.signed_by:
        note(tx, stop.order_no, signed_by=event.data["signed_by"])
    elif stop.state == "planned" and _is_later(order, event, than=stop.day):
        put_off(tx, stop)


def put_off(tx: Tx, stop: Stop, *, failures: int | None = None) -> None:
    """The stop is on no tour and waits for another."""
    anew = dict.fromkeys(("courier", "day", "position", "since", "until", "delivered_at", "signed_by"))
    count = stop.failures if failures is None else failures
    note(tx, stop.order_no, state="waiting", failures=count, reported=False, **anew)


def _is_later(order: Order, event: OrderEvent, *, than: date | None) -> bool:
    """Whether the event promises a day after this one."""
    day = order.delivery_date if "delivery_date" in event.data else None
    return day is not None and than is not None and day > than


def _wait(tx: Tx, order_no: str) -> None:
    statement = insert(tx, stops).values(order_no=order_no, state="waiting", failures=0, reported=False)
    tx.execute(statement.on_conflict_do_nothing(index_elements=["order_no"]))


def get(tx: Tx, order_no: str) -> Stop | None:
    row = tx.execute(sa.select(stops).where(stops.c.order_no == order_no)).first()
    return None if row is None else _stop(row)


def waiting(tx: Tx, *, statuses: Sequence[str]) -> tuple[Stop, ...]:
    """Stops that wait for a tour, of orders in these states; the longest placed first."""
    query = (
        sa.select(stops)
        .join(orders, orders.c.order_no == stops.c.order_no)
        .where(stops.c.state == "waiting", orders.c.status.in_(statuses))
        .order_by(orders.c.placed_at, orders.c.order_no)
    )
    return tuple(_stop(row) for row in tx.execute(query))


def of_day(tx: Tx, day: date, *, courier: str | None = None) -> tuple[Stop, ...]:
    """The stops of a day by courier and in their order."""
    query = sa.select(stops).where(stops.c.day == day, stops.c.courier.is_not(None))
    if courier is not None:
        query = query.where(stops.c.courier == courier)
    return tuple(_stop(row) for row in tx.execute(query.order_by(stops.c.courier, stops.c.position)))


def on_tour(tx: Tx) -> tuple[Stop, ...]:
    """The stops that couriers are to make, or are on the way to."""
    return tuple(_stop(row) for row in tx.execute(sa.select(stops).where(stops.c.state.in_(_ON_TOUR))))


def places(some: Sequence[Stop]) -> dict[str, int]:
    """The how-manieth of its courier's tour each of these stops is, which stand in their order; positions may have gaps."""
    found: dict[str, int] = {}
    last: Counter[str | None] = Counter()
    for stop in some:
        last[stop.courier] += 1
        found[stop.order_no] = last[stop.courier]
    return found


def unfinished(tx: Tx, before: date) -> tuple[Stop, ...]:
    """The stops of days before this one that were not delivered, the oldest first."""
    query = sa.select(stops).where(stops.c.day < before, stops.c.state.in_(_ON_TOUR))
    return tuple(_stop(row) for row in tx.execute(query.order_by(stops.c.day, stops.c.order_no)))


def failed(tx: Tx) -> tuple[str, ...]:
    """The numbers of the orders that could not be handed over at least once."""
    query = sa.select(stops.c.order_no).where(stops.c.failures > 0)
    return tuple(tx.scalars(query.order_by(stops.c.order_no)))


def between(tx: Tx, since: date, until: date) -> tuple[Stop, ...]:
    """The stops of these days, both included."""
    query = sa.select(stops).where(stops.c.day >= since, stops.c.day <= until)
    return tuple(
        _stop(row) for row in tx.execute(query.order_by(stops.c.day, stops.c.courier, stops.c.position))
    )


def couriers_of(tx: Tx, order_nos: Sequence[str]) -> dict[str, str]:
    """Who delivers each of these orders, as far as that is settled."""
    query = sa.select(stops.c.order_no, stops.c.courier).where(
        stops.c.order_no.in_(order_nos), stops.c.courier.is_not(None)
    )
    return {row.order_no: row.courier for row in tx.execute(query)}


def note(tx: Tx, order_no: str, **what: Any) -> None:
    """Set what is known of the stop, by the names of `Stop`."""
    tx.execute(sa.update(stops).where(stops.c.order_no == order_no).values(**what))


def _stop(row: "sa.Row[Any]") -> Stop:
    return Stop(**{name: getattr(row, name) for name in Stop.__slots__})
