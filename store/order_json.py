"""The JSON form of an order: the whole of it as the store keeps it, and its content, which events set."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from store.order import LineItem, OpenQuestion, Order, OrderParty, Shipment, amount_of
from store.states import State

_PLAIN = (
    "channel",
    "conversation",
    "reply_to",
    "language",
    "on_behalf_of_rep",
    "currency",
    "delivery_address",
    "payment",
    "po_number",
    "note",
    "urgent",
)
CONTENT = frozenset(_PLAIN) | {"customer", "lines", "delivery_date", "flags"}
"""The names of what an event can set."""


def content(order: Order) -> dict[str, Any]:
    """What an event can set, JSON-ready: everything but number, status, version, times and shipments."""
    return {
        "customer": {name: getattr(order.customer, name) for name in OrderParty.__slots__},
        **{name: getattr(order, name) for name in _PLAIN},
        "lines": [line_to_json(line) for line in order.lines],
        "delivery_date": order.delivery_date.isoformat() if order.delivery_date else None,
        "flags": [flag_to_json(flag) for flag in order.flags],
    }


def order_to_json(order: Order) -> dict[str, Any]:
    """The whole order as the store keeps it; `order_from_json` gives the same order back."""
    return {
        **content(order),
        "times_asked": order.times_asked,
        "shipments": [{name: getattr(s, name) for name in Shipment.__slots__} for s in order.shipments],
        "held_from": order.held_from,
        "assigned": list(order.assigned),
        "breach": order.breach,
        "score": order.score,
    }


def order_from_json(
    body: Mapping[str, Any], *, order_no: str, status: State, version: int, placed_at: datetime
) -> Order:
    bare = Order(order_no, status, version, placed_at, OrderParty(), "", "", "")
    return replace(
        with_content(bare, body),
        times_asked=body["times_asked"],
        shipments=tuple(Shipment(**shipment) for shipment in body["shipments"]),
        held_from=body["held_from"],
        assigned=tuple(body.get("assigned") or ()),
        breach=body.get("breach"),
        score=body.get("score"),
    )


def with_content(order: Order, data: Mapping[str, Any]) -> Order:
    """The order with what the data sets of its content."""
    new: dict[str, Any] = {name: data[name] for name in _PLAIN if name in data}
    if "customer" in data:
        new["customer"] = OrderParty(**data["customer"])
    if "delivery_date" in data:
        day = data["delivery_date"]
        new["delivery_date"] = None if day is None else date.fromisoformat(day)
    if "flags" in data:
        new["flags"] = tuple(flag_from_json(form) for form in data["flags"])
    if "lines" in data or "currency" in data:
        currency = new.get("currency", order.currency)
        forms = data["lines"] if "lines" in data else [line_to_json(line) for line in order.lines]
        new["lines"] = tuple(line_from_json(form, currency) for form in forms)
    return replace(order, **new)


def line_to_json(line: LineItem) -> dict[str, Any]:
    """The line without its amount, which `line_from_json` works out."""
    return {
        "sku": line.sku,
        "text": line.text,
        "quantity": None if line.quantity is None else format(line.quantity, "f"),
        "unit": line.unit,
        "unit_price": None if line.unit_price is None else format(line.unit_price, "f"),
        "spec": line.spec,
        "remembered": line.remembered,
        "first_part": None if line.first_part is None else format(line.first_part, "f"),
    }


def line_from_json(form: Mapping[str, Any], currency: str | None) -> LineItem:
    """A line of an order in this currency, with its amount."""
    quantity, price = _decimal(form.get("quantity")), _decimal(form.get("unit_price"))
    return LineItem(
        sku=form.get("sku"),
        text=form.get("text") or "",
        quantity=quantity,
        unit=form.get("unit"),
        unit_price=price,
        # Always worked out, so that an amount can never contradict its line.
        amount=amount_of(quantity, price, currency),
        spec=form.get("spec"),
        remembered=bool(form.get("remembered")),
        first_part=_decimal(form.get("first_part")),
    )


def flag_to_json(flag: OpenQuestion) -> dict[str, Any]:
    """An open question; `flag_from_json` gives it back."""
    return {
        "field": flag.field,
        "code": flag.code,
        "candidates": list(flag.candidates),
        "question": flag.question,
        "asked": flag.asked,
    }


def flag_from_json(form: Mapping[str, Any]) -> OpenQuestion:
    """The question that `flag_to_json` has written."""
    return OpenQuestion(
        form["field"],
        form["code"],
        tuple(form.get("candidates") or ()),
        form.get("question"),
        form.get("asked") or 0,
    )


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
