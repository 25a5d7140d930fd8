"""What reports reckon with: of each order of a period what it was worth, and what happened to it when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast

import sqlalchemy as sa

from store import orders, stops
from store.database import Tx
from store.order import Order
from store.order_events import OrderEvent
from store.sql import in_parts
from store.states import State
from store.tables import orders as rows
from store.tables import reviews

_NOT_BOOKED: frozenset[State] = frozenset({"draft", "confirmation_sent", "on_hold", "cancelled"})
_BY_A_PERSON = frozenset({"review_accepted", "operator_wrote", "conversation_taken"})


@dataclass(frozen=True, slots=True)
class LineFact:
    """A line of an order: what it is of, and what it comes to in the order's currency."""

    sku: str | None
    text: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Fact:
    """An order as reports see it. `booked_at`: when it was agreed, None while it never was; `touchless`: no person had to do
    anything until then. `asked`: what had to be asked of its customer, each once, as `field code`. `returned`: some of it came
    or comes back. `rating`: the score from 1 to 5 that its customer gave last."""

    order_no: str
    placed_at: datetime
    status: State
    channel: str
    customer_code: str | None
    customer: str
    rep: str | None
    carriers: tuple[str, ...]
    currency: str | None
    total: Decimal | None
    lines: tuple[LineFact, ...]
    booked_at: datetime | None
    touchless: bool
    asked: tuple[str, ...]
    delivery_date: date | None
    delivered_at: datetime | None
    returned: bool
    courier: str | None = None
    rating: int | None = None


def facts(tx: Tx, *, since: datetime, until: datetime) -> Iterator[Fact]:
    """Of each order that was placed from `since` until before `until`, the oldest first."""
    query = sa.select(rows.c.order_no).where(rows.c.placed_at >= since, rows.c.placed_at < until)
    numbers = list(tx.scalars(query.order_by(rows.c.placed_at, rows.c.order_no)))
    for some in in_parts(numbers):
        by_whom = stops.couriers_of(tx, some)
        histories, looked_at = orders.histories(tx, some), _looked_at(tx, some)
        for order in orders.several(tx, some):
            history = histories[order.order_no]
            yield _fact(order, history, looked_at.get(order.order_no), by_whom.get(order.order_no))


def _looked_at(tx: Tx, order_nos: Sequence[str]) -> Mapping[str, datetime]:
    """When a person was first asked to look at something of each order."""
    query = sa.select(reviews.c.order_no, sa.func.min(reviews.c.id).label("first")).where(
        reviews.c.order_no.in_(order_nos), sa.or_(reviews.c.kind.is_(None), reviews.c.kind != "silence")
    )
    first = query.group_by(reviews.c.order_no).subquery()
    found = sa.select(reviews.c.order_no, reviews.c.opened_at).join(first, first.c.first == reviews.c.id)
    return {row.order_no: row.opened_at for row in tx.execute(found)}


def _arrived(event: OrderEvent) -> datetime:
    """When the goods were there, which may be told only later."""
    told = event.data.get("delivered_at")
    return datetime.fromisoformat(told) if told else event.at


def _fact(
    order: Order, history: Sequence[OrderEvent], looked_at: datetime | None, courier: str | None
) -> Fact:
    reached = [(cast("State", event.data["to"]), event.at) for event in history if event.data.get("to")]
    booked_at = next((at for state, at in reached if state not in _NOT_BOOKED), None)
    if booked_at is None:
        booked_at = next((event.at for event in history if event.kind == "order_confirmed"), None)
    until = booked_at or history[-1].at
    people = order.channel == "staff" or (looked_at is not None and looked_at <= until)
    people = people or any(event.kind in _BY_A_PERSON and event.at <= until for event in history)
    asked = dict.fromkeys(
        f"{flag['field'].rpartition('.')[2]} {flag['code']}"
        for event in history
        for flag in event.data.get("flags") or ()
    )
    return Fact(
        order_no=order.order_no,
        placed_at=order.placed_at,
        status=order.status,
        channel=order.channel,
        customer_code=order.customer.code,
        customer=order.customer.company or order.customer.contact or "",
        rep=order.on_behalf_of_rep,
        carriers=tuple(dict.fromkeys(shipment.carrier for shipment in order.shipments)),
        currency=order.currency,
        total=order.total,
        lines=tuple(LineFact(line.sku, line.text, line.amount) for line in order.lines),
        booked_at=booked_at,
        touchless=booked_at is not None and not people,
        asked=tuple(asked),
        delivery_date=order.delivery_date,
        delivered_at=next((_arrived(one) for one in history if one.data.get("to") == "delivered"), None),
        returned=any(state in {"returning", "returned"} for state, _ in reached),
        courier=courier,
        rating=next(
            (event.data["score"] for event in reversed(history) if event.kind == "survey_answered"), None
        ),
    )
