"""An order and what happened to it, as their rows hold them."""

from typing import Any

import sqlalchemy as sa

from store.database import Tx
from store.errors import UnreadableOrder
from store.order import Order
from store.order_events import OrderEvent
from store.order_json import order_from_json, order_to_json
from store.states import UNDER_WAY
from store.tables import orders

# What decoding a stored form raises that another program, or a hand in the database, has written.
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError)


def load(tx: Tx, order_no: str, version: int) -> Order:
    """The order as it stands; `version` is for the error. Raises UnreadableOrder."""
    try:
        return order(tx.execute(sa.select(orders).where(orders.c.order_no == order_no)).one())
    except UNREADABLE as error:
        raise UnreadableOrder(order_no, version, error) from error


def values(order: Order, last: OrderEvent) -> dict[str, Any]:
    """The columns that follow from the order after its last event, which makes it due again on the work lists."""
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


def order(row: "sa.Row[Any]") -> Order:
    """Raises what `UNREADABLE` lists."""
    return order_from_json(
        row.body, order_no=row.order_no, status=row.status, version=row.version, placed_at=row.placed_at
    )


def event(row: "sa.Row[Any]") -> OrderEvent:
    """Raises what `UNREADABLE` lists."""
    return OrderEvent(row.kind, row.at, row.by, row.channel, row.reason, row.data)
