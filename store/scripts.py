"""The store as scripts see it: JSON-ready forms, each field as the contract on orders writes it.

Moments are ISO 8601 with the offset of `zone`; prices are decimal strings, quantities numbers.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Any

from store import inbox, orders, outbox, shipments
from store.database import Tx
from store.inbox import InboxState
from store.order import Order
from store.order_events import OrderEvent
from store.orders import OrderMessage
from store.outbox import OutboxState
from store.shipment import TrackingEvent
from store.states import State


def order_json(tx: Tx, order_no: str, *, zone: tzinfo = UTC) -> dict[str, Any] | None:
    """One order with its history and messages, or None if there is none of this number."""
    order = orders.get(tx, order_no)
    if order is None:
        return None
    told = shipments.events_of(tx, [order_no])
    return _order(order, orders.history(tx, order_no), orders.messages(tx, order_no), told, zone)


def orders_json(
    tx: Tx,
    *,
    status: State | None = None,
    customer: str | None = None,
    limit: int | None = None,
    zone: tzinfo = UTC,
) -> list[dict[str, Any]]:
    """The orders in a state or of a customer's code (None: any), the newest first."""
    found = orders.listing(tx, status=status, customer=customer, limit=limit)
    numbers = [order.order_no for order in found]
    histories, messages = orders.histories(tx, numbers), orders.all_messages(tx, numbers)
    told = shipments.events_of(tx, numbers)
    return [_order(order, histories[order.order_no], messages[order.order_no], told, zone) for order in found]


def inbox_json(
    tx: Tx,
    *,
    limit: int = 50,
    state: InboxState | None = None,
    conversation: str | None = None,
    zone: tzinfo = UTC,
) -> list[dict[str, Any]]:
    """What came in, the newest first."""
    return [
        {
            "id": item.id,
            "channel": item.envelope.channel,
            "state": item.state,
            "at": _moment(item.envelope.received_at, zone),
            "from": item.envelope.sender_address,
            "conversation": item.envelope.conversation,
            "subject": item.envelope.subject,
            "outcome": item.outcome,
            "order_no": item.order_no,
            "attempts": item.attempts,
            "reason": item.reason,
        }
        for item in inbox.recent(tx, limit=limit, state=state, conversation=conversation)
    ]


def outbox_json(
    tx: Tx,
    *,
    limit: int = 50,
    state: OutboxState | None = None,
    conversation: str | None = None,
    zone: tzinfo = UTC,
) -> list[dict[str, Any]]:
    """What goes out, the newest first; `at` is when it was sent, or queued while it was not."""
    return [
        {
            "id": item.id,
            "channel": item.channel,
            "state": item.state,
            "at": _moment(item.sent_at or item.queued_at, zone),
            "to": item.to,
            "conversation": item.conversation,
            "kind": item.kind,
            "subject": item.subject,
            "order_no": item.order_no,
            "attempts": item.attempts,
            "receipt": item.receipt,
            "reason": item.reason,
        }
        for item in outbox.recent(tx, limit=limit, state=state, conversation=conversation)
    ]


def _order(
    order: Order,
    history: Sequence[OrderEvent],
    messages: Sequence[OrderMessage],
    told: Mapping[tuple[str, str, str], Sequence[TrackingEvent]],
    zone: tzinfo,
) -> dict[str, Any]:
    return {
        "order_no": order.order_no,
        "status": order.status,
        "version": order.version,
        "customer": {
            "code": order.customer.code,
            "company": order.customer.company,
            "contact": order.customer.contact,
        },
        "on_behalf_of_rep": order.on_behalf_of_rep,
        "channel": order.channel,
        "lines": [
            {
                "sku": line.sku,
                "quantity": _number(line.quantity),
                "unit": line.unit,
                "unit_price": _price(line.unit_price),
                "amount": _price(line.amount),
                "text": line.text,
                "spec": line.spec,
            }
            for line in order.lines
        ],
        "currency": order.currency,
        "total": _price(order.total),
        "delivery_date": None if order.delivery_date is None else order.delivery_date.isoformat(),
        "delivery_address": order.delivery_address,
        "payment": order.payment,
        "po_number": order.po_number,
        "note": order.note,
        "urgent": order.urgent,
        "flags": [
            {
                "field": flag.field,
                "code": flag.code,
                "candidates": list(flag.candidates),
                "question": flag.question,
            }
            for flag in order.flags
        ],
        "shipments": [
            {
                "carrier": s.carrier,
                "tracking_number": s.tracking_number,
                "status": s.status,
                "events": [
                    {"at": _moment(x.at, zone), "status": x.status, "text": x.text, "place": x.place}
                    for x in told.get((order.order_no, s.carrier, s.tracking_number), ())
                ],
            }
            for s in order.shipments
        ],
        "placed_at": _moment(order.placed_at, zone),
        "history": [_event(event, zone) for event in history],
        "messages": [
            {"direction": m.direction, "at": _moment(m.at, zone), "channel": m.channel, "id": m.id}
            for m in messages
        ],
    }


def _event(event: OrderEvent, zone: tzinfo) -> dict[str, Any]:
    return {
        "at": _moment(event.at, zone),
        "event": event.kind,
        "by": event.by,
        "channel": event.channel,
        "reason": event.reason,
        "to": event.data.get("to"),
    }


def _moment(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")


def _price(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _number(quantity: Decimal | None) -> int | float | None:
    if quantity is None:
        return None
    return int(quantity) if quantity == quantity.to_integral_value() else float(quantity)
