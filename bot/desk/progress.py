"""An order on its way: what an operator does to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.desk import parcels
from store import orders
from store.database import Database, Tx
from store.errors import StaleOrder
from store.order import Order
from store.order_events import Disallowed, OrderEvent
from store.states import FINAL, State, allowed


class Refused(Exception):  # noqa: N818
    """The desk does not do this; the text says why in one line, and what is possible instead."""


def advance(
    db: Database | Tx,
    order_no: str,
    *,
    to: State,
    reason: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order in its next state, if the table of transitions allows it. Raises Refused.

    For this and what follows: `db` may be the open transaction that it is to be a part of. With `expected_version` it
    raises StaleOrder where the order is at another, and nothing happens.
    """
    if to == "on_hold":
        return hold(
            db,
            order_no,
            reason=reason or "",
            by=by,
            channel=channel,
            now=now,
            expected_version=expected_version,
        )
    kind = "order_cancelled" if to == "cancelled" else "status_advanced"
    happened = OrderEvent(kind, now, by, channel, reason or None, {"to": to})
    return _happened(db, order_no, happened, expected_version)


def ship(
    db: Database | Tx,
    order_no: str,
    *,
    carrier: str | None = None,
    tracking_number: str = "",
    reason: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order as shipped, with its shipment; one that is on its way already gets a further shipment. Raises Refused.

    Without a carrier the number tells it, if it can; what goes by our own couriers needs no number (`parcels.shipment`).
    """
    try:
        shipment = parcels.shipment(carrier, tracking_number, order_no=order_no)
    except parcels.Unaddressed as error:
        raise Refused(str(error)) from None
    with _writing(db) as tx:
        order = _order(tx, order_no, expected_version)
        data: dict[str, Any] = {"shipment": asdict(shipment)}
        if order.status not in {"shipped", "in_transit", "out_for_delivery"}:
            data["to"] = "shipped"
        elif shipment.tracking_number in {one.tracking_number for one in order.shipments}:
            raise Refused(f"order {order_no} has the shipment {shipment.tracking_number} already")
        return _append(tx, order, OrderEvent("shipment_added", now, by, channel, reason, data))


def hold(
    db: Database | Tx,
    order_no: str,
    *,
    reason: str,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order on hold; `release` lets it go on from where it was. Raises Refused."""
    if not reason.strip():
        raise Refused("holding an order needs a reason")
    happened = OrderEvent("order_held", now, by, channel, reason or None)
    return _happened(db, order_no, happened, expected_version)


def release(
    db: Database | Tx,
    order_no: str,
    *,
    reason: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order back in the state that it was held from. Raises Refused."""
    happened = OrderEvent("order_released", now, by, channel, reason or None)
    return _happened(db, order_no, happened, expected_version)


def cancel(
    db: Database | Tx,
    order_no: str,
    *,
    reason: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order cancelled. Raises Refused once it has left the house."""
    happened = OrderEvent("order_cancelled", now, by, channel, reason or None)
    return _happened(db, order_no, happened, expected_version)


def signed(
    db: Database | Tx,
    order_no: str,
    *,
    name: str,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The delivered order with who signed for its goods. Raises Refused."""
    if not name.strip():
        raise Refused("somebody must have signed")
    with _writing(db) as tx:
        order = _order(tx, order_no, expected_version)
        if order.status not in {"delivered", "completed"}:
            raise Refused(f"order {order_no} is {order.status}: nobody has signed for it yet")
        data = {"signed_by": name.strip()}
        return _append(tx, order, OrderEvent("receipt_confirmed", now, by, channel, None, data))


def _happened(db: Database | Tx, order_no: str, happened: OrderEvent, expected_version: int | None) -> Order:
    with _writing(db) as tx:
        return _append(tx, _order(tx, order_no, expected_version), happened)


@contextmanager
def _writing(db: Database | Tx) -> Iterator[Tx]:
    """The open transaction itself, or one of its own."""
    if isinstance(db, Database):
        with db.begin() as tx:
            yield tx
    else:
        yield db


def _order(tx: Tx, order_no: str, expected_version: int | None) -> Order:
    order = orders.get(tx, order_no)
    if order is None:
        raise Refused(f"there is no order {order_no}")
    if expected_version is not None and expected_version != order.version:
        raise StaleOrder(order_no, expected=expected_version, found=order.version)
    return order


def _append(tx: Tx, order: Order, event: OrderEvent) -> Order:
    try:
        return orders.append(tx, order.order_no, [event], expected_version=order.version)
    except Disallowed as error:
        possible = ", ".join(allowed(order.status, held_from=order.held_from))
        if order.status in FINAL or not possible:
            possible = "nothing, it is final"
        text = str(error)
        raise Refused(text if "allowed" in text else f"{text}; allowed: {possible}") from None
