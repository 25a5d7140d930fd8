"""The stops of our own couriers: one for each order that we deliver ourselves.

States: `waiting` for a tour → `planned` (a courier, a day, a window) → `out` → `delivered`; a stop where nobody was
`waits` again, with one failure more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa

from store.database import Tx
from store.sql import insert
from store.tables import orders, stops

StopState = Literal["waiting", "planned", "out", "delivered"]
OWN = "own"
"""The carrier of what we deliver ourselves."""


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


def wait(tx: Tx, order_no: str) -> None:
    """The order waits for a tour, unless it is on one."""
    statement = insert(tx, stops).values(order_no=order_no, state="waiting", failures=0, reported=False)
    tx.execute(statement.on_conflict_do_nothing(index_elements=["order_no"]))


def arrived(tx: Tx, order_no: str, *, at: datetime, signed_by: str | None = None) -> None:
    """The order is delivered, whoever has said so; one that is no stop of ours is left alone."""
    query = sa.update(stops).where(stops.c.order_no == order_no, stops.c.state != "delivered")
    tx.execute(query.values(state="delivered", delivered_at=at, signed_by=signed_by))


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
