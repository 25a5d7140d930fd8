"""An order as a pure value."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, get_args

from store.states import FINAL, State

_NO_MINOR_UNIT = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "XPF", "PYG", "RWF"})


@dataclass(frozen=True, slots=True)
class LineItem:
    """One product of an order; `unit_price` and `amount` are for the line's own `unit`, in the order's currency.
    `remembered`: the product is what the customer's words (`text`) were settled to mean in an earlier order.
    `first_part`: so much is sent at once, as the customer wants it, and what is short as soon as it is in."""

    sku: str | None
    text: str
    quantity: Decimal | None
    unit: str | None
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    spec: str | None = None
    remembered: bool = False
    first_part: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that the customer has not answered; as the flags of the reading contract. `asked`: how many times it was put."""

    field: str
    code: str
    candidates: tuple[str, ...] = ()
    question: str | None = None
    asked: int = 0


Mode = Literal["express", "road", "rail", "air", "sea"]
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel, and how it travels: `mode` by which way, `insurance` for what it is insured, in words; None: nobody has said."""

    carrier: str
    tracking_number: str
    status: str = "shipped"
    mode: Mode | None = None
    insurance: str | None = None


@dataclass(frozen=True, slots=True)
class OrderParty:
    code: str | None = None
    company: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None


BreachStage = Literal["reported", "investigated", "corrected"]
"""How far the dealing with a breach of the rules has come; once closed there is none any more."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands after its events; `version` counts them. `assigned`: the people and departments whose it is.
    `score`: from 1 to 5, as its customer said last."""

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
    assigned: tuple[str, ...] = ()
    breach: "BreachStage | None" = None
    score: int | None = None

    @property
    def waits(self) -> bool:
        """Whether we wait for the customer's answer about it."""
        return self.status not in FINAL and (
            self.status in {"draft", "confirmation_sent"} or bool(self.flags)
        )

    @property
    def total(self) -> Decimal | None:
        """The sum of the lines, or None while one of them has no price."""
        amounts = [line.amount for line in self.lines]
        if not amounts or any(amount is None for amount in amounts):
            return None
        return sum((a for a in amounts if a is not None), Decimal(0))


def amount_of(quantity: Decimal | None, unit_price: Decimal | None, currency: str | None) -> Decimal | None:
    """What a line costs, rounded half up to the currency's smallest unit; None while something is open."""
    if quantity is None or unit_price is None:
        return None
    places = Decimal(1) if currency in _NO_MINOR_UNIT else Decimal("0.01")
    return (quantity * unit_price).quantize(places, ROUND_HALF_UP)
