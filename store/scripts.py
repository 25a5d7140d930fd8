"""The store as scripts see it: JSON-ready forms, each field as the contract on orders writes it.

Moments are ISO 8601 with the offset of `zone`; prices are decimal strings, quantities numbers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Any

from store import archive, difference, inbox, order_messages, orders, outbox, shipments
from store.database import Tx
from store.inbox import InboxState
from store.order import LineItem, Order
from store.order_events import INTERNAL, INWARD_REASONS, OrderEvent, replay, signer
from store.order_messages import OrderMessage
from store.outbox import OutboxState
from store.shipment import TrackingEvent
from store.states import State


def order_json(tx: Tx, order_no: str, *, zone: tzinfo = UTC, internal: bool = True) -> dict[str, Any] | None:
    """One order with its history and messages, or None if there is none of this number.

    Without `internal`, for eyes outside of the company: whose work it is and breaches of the rules are left out.
    """
    order = orders.get(tx, order_no)
    if order is None:
        return None
    history, told = orders.history(tx, order_no), _told(tx, [order_no])
    return _order(
        order, history, order_messages.of_order(tx, order_no), told, _proofs(tx, [history]), zone, internal
    )


def orders_json(
    tx: Tx,
    *,
    status: State | None = None,
    customer: str | None = None,
    assigned: str | None = None,
    changed_since: datetime | None = None,
    before: str | None = None,
    limit: int | None = None,
    zone: tzinfo = UTC,
    internal: bool = True,
) -> list[dict[str, Any]]:
    """The orders that `orders.listing` gives; `internal` as of `order_json`."""
    found = orders.listing(
        tx,
        status=status,
        customer=customer,
        assigned=assigned,
        changed_since=changed_since,
        before=before,
        limit=limit,
    )
    numbers = [order.order_no for order in found]
    histories, messages = orders.histories(tx, numbers), order_messages.of_orders(tx, numbers)
    told, proofs = _told(tx, numbers), _proofs(tx, histories.values())
    return [
        _order(order, histories[order.order_no], messages[order.order_no], told, proofs, zone, internal)
        for order in found
    ]


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


def search_json(
    tx: Tx, query: str, *, customer: str | None = None, limit: int = 50, zone: tzinfo = UTC
) -> list[dict[str, Any]]:
    """What `archive.search` finds."""
    return [
        {
            "kind": hit.kind,
            "order_no": hit.order_no,
            "id": hit.id,
            "at": _moment(hit.at, zone),
            "channel": hit.channel,
            "who": hit.who,
            "excerpt": hit.excerpt,
        }
        for hit in archive.search(tx, query, customer=customer, limit=limit)
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """What carriers told, by order number, carrier and tracking number."""

    events: Mapping[tuple[str, str, str], Sequence[TrackingEvent]]
    days: Mapping[tuple[str, str, str], str]


def _told(tx: Tx, order_nos: Sequence[str]) -> _Told:
    return _Told(shipments.events_of(tx, order_nos), shipments.expected_of(tx, order_nos))


def _order(
    order: Order,
    history: Sequence[OrderEvent],
    messages: Sequence[OrderMessage],
    told: _Told,
    proofs: Mapping[str, int],
    zone: tzinfo,
    internal: bool,
) -> dict[str, Any]:
    changes, proof = dict(_changes(order.order_no, history)), _proof(history)
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
                "first_part": _number(line.first_part),
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
                "mode": s.mode,
                "insurance": s.insurance,
                "expected": told.days.get((order.order_no, s.carrier, s.tracking_number)),
                "events": [
                    {"at": _moment(x.at, zone), "status": x.status, "text": x.text, "place": x.place}
                    for x in told.events.get((order.order_no, s.carrier, s.tracking_number), ())
                ],
            }
            for s in order.shipments
        ],
        "signed_by": signer(history),
        "assigned_to": list(order.assigned) if internal else [],
        "breach": order.breach if internal else None,
        "placed_at": _moment(order.placed_at, zone),
        "confirmation": _confirmation(proof, proofs, zone) if proof else None,
        "history": [
            {
                **_event(event, zone, internal=internal),
                **({"changes": changes[number]} if number in changes else {}),
            }
            for number, event in enumerate(history)
            if internal or event.kind not in INTERNAL
        ],
        "messages": [
            {"direction": m.direction, "at": _moment(m.at, zone), "channel": m.channel, "id": m.id}
            for m in messages
        ],
    }


def _proof(history: Sequence[OrderEvent]) -> OrderEvent | None:
    return next((event for event in reversed(history) if event.kind == "order_confirmed"), None)


def _proofs(tx: Tx, histories: Iterable[Sequence[OrderEvent]]) -> Mapping[str, int]:
    """The messages in which these orders were confirmed, by their sources."""
    found = (_proof(history) for history in histories)
    return inbox.ids_of(tx, [event.data["source"] for event in found if event and event.data.get("source")])


def _confirmation(event: OrderEvent, proofs: Mapping[str, int], zone: tzinfo) -> dict[str, Any]:
    """The proof of the customer's yes: whose words, which message, and the exact text that they were said to."""
    return {
        "at": _moment(event.at, zone),
        "by": event.by,
        "channel": event.channel,
        "message": proofs.get(event.data.get("source") or ""),
        "message_id": event.data.get("message_id"),
        "words": event.data.get("text"),
        "read_back": event.data.get("read_back"),
        "text": event.data.get("confirmed_text"),
    }


def _changes(order_no: str, history: Sequence[OrderEvent]) -> Iterator[tuple[int, dict[str, Any]]]:
    """What each change of a booked order changed, with the place of its event in the history."""
    for number, event in enumerate(history):
        if event.kind != "order_changed" or not number:
            continue
        before, after = replay(order_no, history[:number]), replay(order_no, history[: number + 1])
        if changed := difference.between(before, after):
            yield (
                number,
                {
                    "lines": [
                        {"kind": one.kind, "before": _short(one.before), "after": _short(one.after)}
                        for one in changed.lines
                    ],
                    "fields": [
                        {"field": one.field, "before": _plain(one.before), "after": _plain(one.after)}
                        for one in changed.fields
                    ],
                },
            )


def _short(line: LineItem | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {
        "sku": line.sku,
        "text": line.text,
        "quantity": _number(line.quantity),
        "unit": line.unit,
        "unit_price": _price(line.unit_price),
    }


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def _event(event: OrderEvent, zone: tzinfo, *, internal: bool) -> dict[str, Any]:
    return {
        "at": _moment(event.at, zone),
        "event": event.kind,
        "by": event.by,
        "channel": event.channel,
        "reason": event.reason if internal or event.kind not in INWARD_REASONS else None,
        "to": event.data.get("to"),
        "signed_by": event.data.get("signed_by"),
    }


def _moment(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")


def _price(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _number(quantity: Decimal | None) -> int | float | None:
    if quantity is None:
        return None
    return int(quantity) if quantity == quantity.to_integral_value() else float(quantity)
