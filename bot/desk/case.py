"""The values that deciding takes and gives: who writes, what is known, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.desk.clarification import Settled
from bot.desk.content import Content
from parsers.attachments.document import Document
from parsers.catalog import Catalog
from parsers.reading import Customer, Reading, Rep
from store.envelope import Envelope
from store.order import Order
from store.order_events import OrderEvent

Outcome = Literal["booked", "asked", "changed", "cancelled", "confirmed", "answered", "routed", "ignored"]
Language = Literal["zh", "en"]
Aside = Literal["gives_up_change", "says_no"]


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote, as far as the channel proves it. A stranger is nobody on file; the doubted claim to be somebody.

    `handle`: the one on file that the writer's account stands behind, or, of a stranger, the one that belongs to another
    account.
    """

    kind: Literal["customer", "rep", "stranger", "doubted"]
    address: str
    customer: Customer | None = None
    rep: Rep | None = None
    handle: str | None = None

    @property
    def by(self) -> str:
        """The name that the history gives to what this writer does."""
        if self.customer:
            return self.customer.code
        return self.rep.name if self.rep else self.address


@dataclass(frozen=True, slots=True)
class Pending:
    """An order that waits for an answer; `content` is what it would become, with the questions still open."""

    order: Order
    content: Content


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Our read-back as it stood before the writer: message `id` of the outbox, its words, and the order as it shows it.

    `outdated`: the order has changed since, or a later read-back says something else.
    """

    id: int
    text: str
    content: Content | None
    outdated: bool


@dataclass(frozen=True, slots=True)
class Late:
    """An answer to a question that is open no more; `label`: the choice that it makes, and whether that is what stands."""

    order: Order
    label: str | None = None
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What a message says after the goods went out: that they are there, a score, what to hear of. `order`: whose goods or survey it is about; `rest`: what is said beside a score."""

    kind: Literal["received", "score", "wish"]
    order: Order | None = None
    signed_by: str = ""
    score: int = 0
    rest: str = ""
    wish: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a message asks or tells beside its order: the words, and how they read by themselves."""

    kind: Literal["inquiry", "complaint", "order_status", "remark"]
    words: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known when one message is decided upon.

    `orders` are those that this writer may see and touch, the newest first; `customer` is whom the message
    concerns (the writer, or the one that a rep names). `supervised`: an operator has looked at the reading
    and wants it done. `settled`: the message is numbered choices or a plain yes.
    `unreadable`: why nobody can act on what was read; `idle`: why nothing follows from the message.
    `files`: what came along and may order something, opened.
    `answers_us`: by its headers it answers a message of ours. `read_back`: what a yes is said to. `rewrites`: the order that the
    message made when it was first written; now it says something else. `words`: the writer's own for products (`store.memory`);
    `words_of`: those of each of a rep's customers. `unplaced`: words that give an amount, and not of which line;
    `aside`: what a plain no is said to; `asked_what`: our last message here asked what shall be other; `which_line`: the order, with the question of which of its lines they are.
    `corrects`: what was asked about when a choice was made that is taken back now.
    `besides`: what is asked or told beside the order, which was read without it; `unsure`: it might be no order for that.
    """

    envelope: Envelope
    writer: Writer
    catalog: Catalog
    language: Language
    customer: Customer | None = None
    orders: tuple[Order, ...] = ()
    pending: Pending | None = None
    settled: Settled | None = None
    taken: bool = False
    answers_us: bool = False
    replies_last_hour: int = 0
    handover_due: bool = True
    supervised: bool = False
    operator: str | None = None
    unreadable: str | None = None
    idle: str | None = None
    files: tuple[Document, ...] = ()
    unplaced: str | None = None
    which_line: Content | None = None
    aside: Aside | None = None
    asked_what: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    words_of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    read_back: ReadBack | None = None
    late: Late | None = None
    after: Afterwards | None = None
    rewrites: Order | None = None
    corrects: Content | None = None
    besides: tuple[Beside, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one order; `order` None: a new one, whose number is given when it is written."""

    order: Order | None
    events: tuple[OrderEvent, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A message to send, as a template's name and what the template needs besides the changed order.

    `buttons` are (label, answer) pairs.
    """

    kind: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[tuple[str, str], ...] = ()
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Wished:
    """Of which stages of their orders somebody wants to hear (None: of those that everybody hears of); `who`: a customer's
    code, or a stranger's conversation."""

    who: str
    stages: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from a message; all of it is written in one transaction or none of it.

    `more`: what follows from it for further orders. `review_kind`: what a person has to see to, where that is not told by the
    intent of the message.
    """

    outcome: Outcome
    reason: str | None = None
    change: Change | None = None
    replies: tuple[Reply, ...] = ()
    review: str | None = None
    about: Order | None = None
    review_kind: Literal["complaint", "inquiry"] | None = None
    wished: Wished | None = None
    more: tuple["Decision", ...] = ()


def aware(now: datetime) -> datetime:
    """`now` itself; raises ValueError if it has no time zone."""
    if now.tzinfo is None:
        raise ValueError("now has no time zone")
    return now
