"""An order on its way: what an operator does to it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Literal

from bot.desk import parcels
from bot.desk.parcels import Transport
from bot.desk.views import one_line
from store import orders
from store.database import Database, Tx, transaction_of
from store.errors import StaleOrder
from store.order import Order
from store.order_events import Disallowed, OrderEvent
from store.states import FINAL, HOLDABLE, State, allowed

BreachStep = Literal["report", "investigate", "correct", "close"]
BREACH_STEPS: Mapping[BreachStep, str] = {
    "report": "breach_reported",
    "investigate": "breach_investigated",
    "correct": "breach_corrected",
    "close": "breach_closed",
}

LONGEST_INSURANCE = 100
"""Characters of what is said of an insurance that are kept."""
LONGEST_NAME = 100
"""Characters of who signed that are kept."""
# What is in the way here is no state, so that the states that are allowed are beside the point.
_SAYS_ALL = frozenset({"breach_open", "no_breach", "breach_reported", "breach_investigated", "breach_holds"})


class Refused(Exception):  # noqa: N818
    """The desk does not do this; the text says why in one line, and what is possible instead. `code` and `values` say the
    same to those who put it in other words (`staffwords`)."""

    def __init__(self, text: str, *, code: str | None = None, **values: Any) -> None:
        super().__init__(text)
        self.code, self.values = code, values


def advance(
    db: Database | Tx,
    order_no: str,
    *,
    to: State,
    reason: str | None = None,
    signed_by: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order in its next state, if the table of transitions allows it; `signed_by`: who signed for the goods, where it
    is `delivered` now. Raises Refused.

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
    data: dict[str, Any] = {"to": to}
    if signed_by and signed_by.strip():
        if to != "delivered":
            raise Refused(f"somebody signs for what is delivered, not {to}", code="signed_elsewhere", to=to)
        data["signed_by"] = one_line(signed_by, longest=LONGEST_NAME)
    happened = OrderEvent(kind, now, by, channel, reason or None, data)
    return _happened(db, order_no, happened, expected_version)


def ship(
    db: Database | Tx,
    order_no: str,
    *,
    carrier: str | None = None,
    tracking_number: str = "",
    transport: Transport | None = None,
    reason: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order as shipped, with its shipment; one that is on its way already gets a further shipment. Raises Refused.

    Without a carrier the number tells it, if it can; what goes by our own couriers needs no number (`parcels.shipment`). How it
    travels is noted with it, and told to the customer.
    """
    try:
        shipment = parcels.shipment(carrier, tracking_number, order_no=order_no)
    except parcels.Unaddressed as error:
        raise Refused(str(error), code=error.code, **error.values) from None
    if transport is not None:
        insurance = one_line(transport.insurance or "", longest=LONGEST_INSURANCE) or None
        shipment = replace(shipment, mode=transport.mode, insurance=insurance)
    with transaction_of(db) as tx:
        order = _order(tx, order_no, expected_version)
        data: dict[str, Any] = {"shipment": asdict(shipment)}
        if order.status not in {"shipped", "in_transit", "out_for_delivery"}:
            data["to"] = "shipped"
        elif shipment.tracking_number in {one.tracking_number for one in order.shipments}:
            number = shipment.tracking_number
            raise Refused(
                f"order {order_no} has the shipment {number} already",
                code="has_shipment",
                order_no=order_no,
                number=number,
            )
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
        raise Refused("holding an order needs a reason", code="needs_reason", order_no=order_no)
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
    with transaction_of(db) as tx:
        order = _order(tx, order_no, expected_version)
        # Who was not told of the hold is not told of its end.
        data = {"internal": True} if _held_internally(tx, order) else {}
        return _append(tx, order, OrderEvent("order_released", now, by, channel, reason or None, data))


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


def assign(
    db: Database | Tx,
    order_no: str,
    *,
    to: Sequence[str],
    reason: str | None = None,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """The order in the hands of these people and departments and of nobody else; to nobody, if there are none. Raises
    Refused for one that is final."""
    with transaction_of(db) as tx:
        order = _order(tx, order_no, expected_version)
        if order.status in FINAL:
            raise Refused(
                f"order {order_no} is {order.status} and needs nobody any more",
                code="final",
                order_no=order_no,
                status=order.status,
            )
        names = list(dict.fromkeys(to))
        return _append(
            tx, order, OrderEvent("order_assigned", now, by, channel, reason or None, {"assigned": names})
        )


def breach(
    db: Database | Tx,
    order_no: str,
    *,
    step: BreachStep,
    text: str,
    by: str,
    channel: str,
    now: datetime,
    expected_version: int | None = None,
) -> Order:
    """A breach of the rules, step by step, each with its words: `report` stops the order where it can be held, `investigate`
    and `correct` record what was found and what is done about it, `close` ends it; `release` lets the order go on then.

    The customer hears nothing of it. Raises Refused.
    """
    if not text.strip():
        raise Refused(
            "each step of a breach needs its words: what happened, what was found, what is done",
            code="needs_words",
            order_no=order_no,
        )
    with transaction_of(db) as tx:
        order = _order(tx, order_no, expected_version)
        data: dict[str, Any] = {}
        if step == "report" and order.status in HOLDABLE:
            data["to"] = "on_hold"
        return _append(tx, order, OrderEvent(BREACH_STEPS[step], now, by, channel, text.strip(), data))


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
        raise Refused("somebody must have signed", code="needs_signer")
    with transaction_of(db) as tx:
        order = _order(tx, order_no, expected_version)
        if order.status not in {"delivered", "completed"}:
            raise Refused(
                f"order {order_no} is {order.status}: nobody has signed for it yet",
                code="not_delivered",
                order_no=order_no,
                status=order.status,
            )
        data = {"signed_by": one_line(name, longest=LONGEST_NAME)}
        return _append(tx, order, OrderEvent("receipt_confirmed", now, by, channel, None, data))


def _happened(db: Database | Tx, order_no: str, happened: OrderEvent, expected_version: int | None) -> Order:
    with transaction_of(db) as tx:
        return _append(tx, _order(tx, order_no, expected_version), happened)


def _held_internally(tx: Tx, order: Order) -> bool:
    """Whether the order is on hold for a breach of the rules, of which nobody outside hears."""
    held = [
        event.kind
        for event in orders.history(tx, order.order_no)
        if event.kind in {"order_held", "breach_reported"} or event.data.get("to") == "on_hold"
    ]
    return order.status == "on_hold" and held[-1:] == ["breach_reported"]


def _order(tx: Tx, order_no: str, expected_version: int | None) -> Order:
    order = orders.get(tx, order_no)
    if order is None:
        raise Refused(f"there is no order {order_no}", code="no_order", order_no=order_no)
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
        if error.code not in _SAYS_ALL and "allowed" not in text:
            text = f"{text}; allowed: {possible}"
        raise Refused(text, code=error.code, **error.values) from None
