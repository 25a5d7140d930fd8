"""An order as a pure value: its states, the table of transitions, and how each event changes it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

State = Literal[
    "draft",
    "received",
    "reviewed",
    "confirmation_sent",
    "confirmed",
    "purchasing",
    "in_production",
    "inspected",
    "packed",
    "shipped",
    "in_transit",
    "out_for_delivery",
    "delivered",
    "completed",
    "on_hold",
    "cancelled",
    "returning",
    "returned",
]

# The line of an order's life; a company uses the stages that it needs, so forward may skip.
LINE_OF_LIFE: tuple[State, ...] = (
    "draft",
    "received",
    "reviewed",
    "confirmation_sent",
    "confirmed",
    "purchasing",
    "in_production",
    "inspected",
    "packed",
    "shipped",
    "in_transit",
    "out_for_delivery",
    "delivered",
    "completed",
)
FINAL: frozenset[State] = frozenset({"completed", "cancelled", "returned"})


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

    `data` is JSON-ready. Kinds: `order_drafted`, `order_booked` (to `received` or, waiting for the yes,
    `confirmation_sent`), `order_changed` (the content as it stands after), `question_asked`,
    `order_confirmed`, `status_advanced`, `shipment_added`, `order_held`, `order_released`,
    `order_cancelled`, `request_recorded` (return, complaint, feedback, question).
    `by`: the customer's code or address, a rep's or an operator's name, or `jiedan`.
    """

    kind: str
    at: datetime
    by: str
    channel: str
    reason: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
