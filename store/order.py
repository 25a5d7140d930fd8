"""An order as a pure value, and how each event changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, cast

from store.errors import StoreError
from store.states import FINAL, LINE_OF_LIFE, TRANSITIONS, State, allowed

__all__ = [
    "FINAL",
    "LINE_OF_LIFE",
    "TOLD",
    "TRANSITIONS",
    "Disallowed",
    "LineItem",
    "OpenQuestion",
    "Order",
    "OrderEvent",
    "OrderParty",
    "Shipment",
    "State",
    "allowed",
    "amount_of",
    "apply",
    "begin",
    "content",
    "first_event",
    "order_from_json",
    "order_to_json",
    "replay",
]

TOLD: frozenset[str] = frozenset(
    {"status_advanced", "shipment_added", "order_held", "order_released", "order_cancelled"}
)
"""The kinds of events that the customer is told of afterwards; the others are answers to a message already."""

_KINDS = TOLD | {
    "order_drafted",
    "order_booked",
    "order_changed",
    "question_asked",
    "order_confirmed",
    "request_recorded",
    "review_accepted",
    "review_rejected",
    "conversation_taken",
    "conversation_released",
    "operator_wrote",
}
# Where a kind of event leads if its `data` does not say `to`.
_LEADS_TO: Mapping[str, State] = {
    "order_drafted": "draft",
    "order_booked": "received",
    "order_confirmed": "confirmed",
    "order_held": "on_hold",
    "order_cancelled": "cancelled",
}
_NO_MINOR_UNIT = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "XPF", "PYG", "RWF"})


class Disallowed(StoreError):  # noqa: N818
    """The order's state does not allow this; the text says what it does allow."""


@dataclass(frozen=True, slots=True)
class LineItem:
    """One product of an order; `unit_price` and `amount` are for the line's own `unit`, in the order's currency."""

    sku: str | None
    text: str
    quantity: Decimal | None
    unit: str | None
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    spec: str | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that the customer has not answered; as the flags of the reading contract."""

    field: str
    code: str
    candidates: tuple[str, ...] = ()
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Shipment:
    carrier: str
    tracking_number: str
    status: str = "shipped"


@dataclass(frozen=True, slots=True)
class OrderParty:
    code: str | None = None
    company: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands after its events; `version` counts them."""

    order_no: str
    status: State
    version: int
    placed_at: datetime
    customer: OrderParty
    channel: str
    conversation: str
    reply_to: str
    language: str = "zh"
    on_behalf_of_rep: str | None = None
    lines: tuple[LineItem, ...] = ()
    currency: str | None = None
    delivery_date: date | None = None
    delivery_address: str | None = None
    payment: str | None = None
    po_number: str | None = None
    note: str | None = None
    urgent: bool = False
    flags: tuple[OpenQuestion, ...] = ()
    times_asked: int = 0
    shipments: tuple[Shipment, ...] = ()
    held_from: State | None = None

    @property
    def total(self) -> Decimal | None:
        """The sum of the lines, or None while one of them has no price."""
        amounts = [line.amount for line in self.lines]
        if not amounts or any(amount is None for amount in amounts):
            return None
        return sum((a for a in amounts if a is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """Something that happened to an order. Names are in the past tense.

    `data` is JSON-ready. Kinds: `order_drafted` (to `draft`), `order_booked` (to `received` or, waiting for
    the yes, `confirmation_sent`), `order_changed` (the content as it stands after), `question_asked`,
    `order_confirmed`, `status_advanced`, `shipment_added`, `order_held`, `order_released`,
    `order_cancelled`, `request_recorded` (return, complaint, feedback, question), and what an operator does beside
    it: `review_accepted`, `review_rejected`, `conversation_taken`, `conversation_released`, `operator_wrote`.
    In the `data` of every kind, `to` names the state that it leads to (`status_advanced` needs it), and the
    fields of `content` that are there replace the order's. `shipment_added` has a `shipment`
    (carrier, tracking_number, status).
    `by`: the customer's code or address, a rep's or an operator's name, or `jiedan`.
    """

    kind: str
    at: datetime
    by: str
    channel: str
    reason: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


def first_event(order: Order, *, by: str, reason: str | None = None) -> OrderEvent:
    """The event that makes this order: `order_drafted` for a draft, else `order_booked` to its status."""
    kind = "order_drafted" if order.status == "draft" else "order_booked"
    data = {**content(order), "to": order.status}
    return OrderEvent(kind, order.placed_at, by, order.channel, reason, data)


def begin(order_no: str, event: OrderEvent) -> Order:
    """The order that its first event makes. Raises Disallowed for an event that makes none."""
    if event.kind not in {"order_drafted", "order_booked"}:
        raise Disallowed(f"order {order_no} cannot begin with {event.kind}")
    to = _target(None, event)
    if to not in {"draft", *allowed("draft")} or to in {"on_hold", "cancelled"}:
        raise Disallowed(f"order {order_no} cannot begin as {to}")
    return _folded(_nothing(order_no, event), event)


def apply(order: Order, event: OrderEvent) -> Order:
    """The order after this event, one version on.

    Raises Disallowed, with one line, where the table of transitions or the order's state forbids it.
    """
    if event.kind not in _KINDS:
        raise Disallowed(f"{event.kind} is no event of an order")
    to = _target(order, event)
    if event.kind == "status_advanced" and to is None:
        raise Disallowed("status_advanced needs the state that it leads to")
    if event.kind == "order_released" and order.status != "on_hold":
        raise Disallowed(f"order {order.order_no} is {order.status}, not on_hold")
    changes = event.kind in {"order_changed", "question_asked"} or not _CONTENT.isdisjoint(event.data)
    if changes and order.status in FINAL:
        raise Disallowed(f"order {order.order_no} is {order.status} and cannot be changed")
    # A draft may be drafted again: the content changed and something is still open.
    stays = event.kind == "order_drafted" and to == order.status
    if to is not None and not stays:
        possible = allowed(order.status, held_from=order.held_from)
        if to not in possible:
            choice = ", ".join(possible) or "nothing: it is final"
            raise Disallowed(
                f"order {order.order_no} is {order.status} and cannot become {to}; allowed: {choice}"
            )
    return _folded(order, event)


def replay(order_no: str, events: Iterable[OrderEvent]) -> Order:
    """The order that these events add up to. What happened is not judged again: the table may have changed since.

    Raises ValueError without events.
    """
    order: Order | None = None
    for event in events:
        order = _folded(order or _nothing(order_no, event), event)
    if order is None:
        raise ValueError(f"order {order_no} has no events")
    return order


def amount_of(quantity: Decimal | None, unit_price: Decimal | None, currency: str | None) -> Decimal | None:
    """What a line costs, rounded half up to the currency's smallest unit; None while something is open."""
    if quantity is None or unit_price is None:
        return None
    places = Decimal(1) if currency in _NO_MINOR_UNIT else Decimal("0.01")
    return (quantity * unit_price).quantize(places, ROUND_HALF_UP)


def _nothing(order_no: str, event: OrderEvent) -> Order:
    return Order(order_no, "draft", 0, event.at, OrderParty(), event.channel, "", "")


def _target(order: Order | None, event: OrderEvent) -> State | None:
    to = event.data.get("to")
    if to is not None:
        if to not in TRANSITIONS:
            raise Disallowed(f"{to} is no state of an order; there are: {', '.join(TRANSITIONS)}")
        return cast(State, to)
    if event.kind == "order_released":
        return None if order is None else order.held_from
    return _LEADS_TO.get(event.kind)


def _folded(order: Order, event: OrderEvent) -> Order:
    after = replace(_with_content(order, event.data), version=order.version + 1)
    if event.kind == "question_asked":
        after = replace(after, times_asked=order.times_asked + 1)
    if event.kind == "shipment_added":
        shipment = Shipment(**event.data["shipment"])
        others = [
            s
            for s in order.shipments
            if (s.carrier, s.tracking_number) != (shipment.carrier, shipment.tracking_number)
        ]
        after = replace(after, shipments=(*others, shipment))
    to = _target(order, event)
    if to is None or to == order.status:
        return after
    held_from = order.status if to == "on_hold" else None
    return replace(after, status=to, held_from=held_from)


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
_CONTENT = frozenset(_PLAIN) | {"customer", "lines", "delivery_date", "flags"}


def content(order: Order) -> dict[str, Any]:
    """What an event can set, JSON-ready: everything but number, status, version, times and shipments."""
    return {
        "customer": {name: getattr(order.customer, name) for name in OrderParty.__slots__},
        **{name: getattr(order, name) for name in _PLAIN},
        "lines": [_line_to_json(line) for line in order.lines],
        "delivery_date": order.delivery_date.isoformat() if order.delivery_date else None,
        "flags": [_flag_to_json(flag) for flag in order.flags],
    }


def order_to_json(order: Order) -> dict[str, Any]:
    """The whole order as the store keeps it; `order_from_json` gives the same order back."""
    return {
        **content(order),
        "times_asked": order.times_asked,
        "shipments": [{name: getattr(s, name) for name in Shipment.__slots__} for s in order.shipments],
        "held_from": order.held_from,
    }


def order_from_json(
    body: Mapping[str, Any], *, order_no: str, status: State, version: int, placed_at: datetime
) -> Order:
    bare = Order(order_no, status, version, placed_at, OrderParty(), "", "", "")
    return replace(
        _with_content(bare, body),
        times_asked=body["times_asked"],
        shipments=tuple(Shipment(**shipment) for shipment in body["shipments"]),
        held_from=body["held_from"],
    )


def _with_content(order: Order, data: Mapping[str, Any]) -> Order:
    new: dict[str, Any] = {name: data[name] for name in _PLAIN if name in data}
    if "customer" in data:
        new["customer"] = OrderParty(**data["customer"])
    if "delivery_date" in data:
        day = data["delivery_date"]
        new["delivery_date"] = None if day is None else date.fromisoformat(day)
    if "flags" in data:
        new["flags"] = tuple(
            OpenQuestion(f["field"], f["code"], tuple(f.get("candidates") or ()), f.get("question"))
            for f in data["flags"]
        )
    if "lines" in data or "currency" in data:
        currency = new.get("currency", order.currency)
        forms = data["lines"] if "lines" in data else [_line_to_json(line) for line in order.lines]
        new["lines"] = tuple(_line_from_json(form, currency) for form in forms)
    return replace(order, **new)


def _line_to_json(line: LineItem) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "text": line.text,
        "quantity": None if line.quantity is None else str(line.quantity),
        "unit": line.unit,
        "unit_price": None if line.unit_price is None else str(line.unit_price),
        "spec": line.spec,
    }


def _line_from_json(form: Mapping[str, Any], currency: str | None) -> LineItem:
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
    )


def _flag_to_json(flag: OpenQuestion) -> dict[str, Any]:
    return {
        "field": flag.field,
        "code": flag.code,
        "candidates": list(flag.candidates),
        "question": flag.question,
    }


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
