"""The frozen values of a reading: what a message says, where it says so, and what must be asked.

The JSON forms are those of the reading contract, version 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from parsers.attachments.document import Document

Intent = Literal[
    "new_order",
    "amend_order",
    "cancel_order",
    "order_status",
    "confirm_order",
    "clarification",
    "return_request",
    "complaint",
    "feedback",
    "inquiry",
    "other",
]
FlagCode = Literal["missing", "ambiguous", "unknown", "conflict", "out_of_range"]
Verdict = Literal["accept", "clarify", "ignore", "review"]
Payment = Literal["prepaid", "cod", "monthly", "transfer", "lc", "wechat", "alipay", "deposit"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value was read: the words, where they stand in the message's text, how sure, and by which rule.

    `start` and `end` are character offsets into `Message.text` as the sender wrote it; both are -1
    where the value comes from the company's data (a default address) or from a file: `place` then says which
    file, and where in it.
    """

    text: str
    start: int
    end: int
    certainty: float
    rule: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One ordered product; `quantity` counts `unit`, `unit_price` is for one `price_unit` (or `unit`)."""

    sku: str | None
    text: str
    quantity: Decimal | None
    unit: str | None
    unit_price: Decimal | None = None
    price_unit: str | None = None
    spec: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Party:
    """The customer as the message states it; `code` where the sender's identity is on file."""

    code: str | None = None
    company: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that must be asked; `field` as in the contract, e.g. `lines[0].sku`."""

    field: str
    code: FlagCode
    candidates: tuple[str, ...] = ()
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message means, by the reading contract."""

    intent: Intent
    verdict: Verdict
    certainty: float
    order_no: str | None = None
    customer: Party = Party()
    on_behalf: bool = False
    lines: tuple[Line, ...] = ()
    currency: str | None = None
    delivery_date: date | None = None
    urgent: bool = False
    delivery_address: str | None = None
    payment: Payment | None = None
    note: str | None = None
    po_number: str | None = None
    flags: tuple[Flag, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    """Why an operator looks at what the files say, in words for the operator."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote: a mail address or a chat handle, and the display name, which proves nothing."""

    address: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class OrderContext:
    """An order that the customer has with us, as far as reading needs it."""

    order_no: str | None
    status: str
    lines: tuple[Line, ...] = ()
    delivery_date: date | None = None
    delivery_address: str | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What is already known when a message is read; `words` are the customer's own for products, by `ownwords.key`,
    with the SKU that each was settled to mean."""

    open_orders: tuple[OrderContext, ...] = ()
    last_order: OrderContext | None = None
    pending: OrderContext | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """One message to read. `now` is aware: the moment of receipt in the company's time zone.

    `customer_code` is set where the channel itself has proven who writes (a personal link of the web chat);
    it then outweighs the address. `attachments` are the files that came along, as far as they were opened.
    """

    id: str
    channel: Literal["email", "chat"]
    now: datetime
    sender: Sender
    text: str
    subject: str | None = None
    context: Context = Context()
    customer_code: str | None = None
    attachments: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """A row of the catalog; `units` are sizes in base units, `price` is for one base unit; `restock` is the day on which
    short stock is expected to be full again; `low_stock`: so much or less, in base units, is little."""

    sku: str
    name: str
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    spec: str = ""
    category: str = ""
    base_unit: str = ""
    units: Mapping[str, Decimal] = field(default_factory=dict)
    default_unit: str | None = None
    price: Decimal | None = None
    currency: str | None = None
    min_order: Decimal | None = None
    stock: Decimal | None = None
    substitute: str | None = None
    restock: date | None = None
    low_stock: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """A row of the customers' file; the first of `addresses` (label, address) is the default. `zone`: their time zone, where
    it is another than the company's. `coordinates`: label of an address, its latitude and longitude. `stages`: of
    which stages of their orders they hear, if not of all. `confirmation`: whether their orders wait for a yes ("always",
    "never", "above:AMOUNT" in the order's currency), where that is another than the company's rule."""

    code: str
    company: str
    company_en: str = ""
    contact: str = ""
    phone: str = ""
    emails: tuple[str, ...] = ()
    telegram: str = ""
    addresses: tuple[tuple[str, str], ...] = ()
    payment: Payment | None = None
    currency: str | None = None
    language: str = ""
    date_order: str = ""
    rep: str = ""
    zone: str = ""
    coordinates: tuple[tuple[str, float, float], ...] = ()
    stages: tuple[str, ...] | None = None
    confirmation: str = ""


@dataclass(frozen=True, slots=True)
class Rep:
    """A sales rep, who may order on behalf of customers."""

    name: str
    emails: tuple[str, ...] = ()
    telegram: str = ""
