"""The table of operations: what can be called, by whom, and what runs then. Routes and document are made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from pydantic import BaseModel

from bot.api import messages, moves, neworders, orders
from bot.api.calling import Answer, Api, Call, Kept
from bot.desk.moves import Verb
from bot.papers import documents
from store.apikeys import Role

Run = Callable[[Api, Call], Answer | Kept]


@dataclass(frozen=True)
class Parameter:
    name: str
    description: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    within: Literal["query", "header"] = "query"


@dataclass(frozen=True)
class Operation:
    """`answers`: statuses that are no problem, each with its meaning and the name of its schema. `problems`: the codes
    of those that are, beside what every call can meet. `files`: kinds of files that may be the body too; `produces`: kinds
    of files that may be the answer."""

    method: Literal["GET", "POST"]
    path: str
    name: str
    role: Role
    summary: str
    run: Run
    answers: Mapping[int, tuple[str, str]]
    description: str = ""
    body: type[BaseModel] | None = None
    files: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    problems: Mapping[int, str] = field(default_factory=dict)


_IDEMPOTENCY = Parameter(
    "Idempotency-Key",
    "Your own number of this call (or `idempotency_key` in the body): a second call with it does nothing and is "
    "answered what became of the first",
    within="header",
)
_WAIT = Parameter(
    "Prefer",
    "`wait=N`: how many seconds to wait for what becomes of it (RFC 7240); `wait=0` answers at once",
    within="header",
)
_BROUGHT: Mapping[int, tuple[str, str]] = {
    201: ("It was dealt with; `outcome` says how, `order` is the order as it stands now", "Message"),
    202: (
        "It is kept, and waits for a worker or (`outcome` is routed) for a person; look at it later",
        "Message",
    ),
}
_ONCE = Parameter(
    "Idempotency-Key",
    "Your own number of this call, if you want one: a second call with it does nothing more and is answered alike",
    within="header",
)
_UNUSABLE = {400: "bad_request", 413: "too_large", 415: "wrong_kind", 422: "invalid"}

_STEPS: tuple[tuple[Verb, type[moves.Step], str], ...] = (
    ("advance", moves.Advance, "Move an order to another state"),
    ("ship", moves.Ship, "Ship an order, with carrier and tracking number"),
    ("hold", moves.Hold, "Put an order on hold"),
    ("release", moves.Release, "Let an order go on from where it was held"),
    ("cancel", moves.Cancel, "Cancel an order"),
    ("assign", moves.Assign, "Say whose an order is"),
    ("breach", moves.Breach, "Record a breach of the rules, step by step"),
)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "POST",
        "/messages",
        "createMessage",
        "orders",
        "Bring in a message",
        messages.create,
        _BROUGHT,
        description="It is kept first, then read and decided as mails and chats are. What we answer is in `replies`.",
        body=messages.NewMessage,
        parameters=(_IDEMPOTENCY, _WAIT),
        problems=_UNUSABLE,
    ),
    Operation(
        "GET",
        "/messages/{id}",
        "showMessage",
        "orders",
        "What became of a message or an order that you brought",
        messages.show,
        {200: ("The message", "Message")},
        problems={404: "not_found"},
    ),
    Operation(
        "POST",
        "/orders",
        "createOrder",
        "orders",
        "Bring in an order",
        neworders.create,
        _BROUGHT,
        description="It is kept first, then checked by the rules that hold for every order (product, unit, minimum, price, "
        "stock, doubles) and booked, or kept as a draft whose `flags` say what is open.",
        body=neworders.NewOrder,
        parameters=(_IDEMPOTENCY, _WAIT),
        problems=_UNUSABLE,
    ),
    Operation(
        "GET",
        "/orders",
        "listOrders",
        "read",
        "List orders, the newest first",
        orders.listed,
        {200: ("A page of orders", "Orders")},
        parameters=(
            Parameter("status", "Only orders in this state", {"$ref": "#/components/schemas/State"}),
            Parameter("customer", "Only orders of this customer's code"),
            Parameter("assigned", "Only orders in the hands of this person or department"),
            Parameter(
                "changed_since",
                "Only orders to which something happened since then",
                {"type": "string", "format": "date-time"},
            ),
            Parameter(
                "limit",
                "How many a page has",
                {"type": "integer", "minimum": 1, "maximum": orders.MOST, "default": orders.USUAL},
            ),
            Parameter("before", "The last order of the page before; `next` has it already"),
        ),
        problems={404: "not_found", 422: "invalid"},
    ),
    Operation(
        "GET",
        "/orders/{order_no}",
        "showOrder",
        "read",
        "Show an order with its history",
        orders.show,
        {200: ("The order", "Order")},
        problems={404: "not_found"},
    ),
    Operation(
        "GET",
        "/search",
        "search",
        "read",
        "Find orders and messages by their words",
        orders.search,
        {200: ("What has all of the words, the newest first", "Hits")},
        parameters=(
            Parameter("q", "The words; each part between blanks must be there"),
            Parameter("customer", "Only what belongs to orders of this customer's code"),
            Parameter(
                "limit",
                "How many at most",
                {"type": "integer", "minimum": 1, "maximum": orders.MOST, "default": orders.USUAL},
            ),
        ),
        problems={422: "invalid"},
    ),
    Operation(
        "GET",
        "/orders/{order_no}/documents/{kind}",
        "printOrder",
        "read",
        "An order as a PDF",
        orders.printed,
        {200: ("The document", "")},
        description=f"`kind` is one of {', '.join(documents.KINDS)}. Nothing is printed of a draft or a cancelled order. "
        "A key for one customer has the confirmation only.",
        parameters=(
            Parameter(
                "language", "zh or en, instead of its reader's", {"type": "string", "enum": ["zh", "en"]}
            ),
            Parameter(
                "code", "What a label bears", {"type": "string", "enum": list(get_args(documents.Code))}
            ),
            Parameter(
                "parcels", "How many labels", {"type": "integer", "minimum": 1, "maximum": orders.LABELS}
            ),
        ),
        produces=(documents.MEDIA_TYPE,),
        problems={404: "not_found", 409: "not_possible", 422: "invalid"},
    ),
    *(
        Operation(
            "POST",
            f"/orders/{{order_no}}/{verb}",
            f"{verb}Order",
            "moves",
            summary,
            moves.step(verb, model),
            {200: ("The order after it", "Order")},
            description="The customer hears nothing of it."
            if verb in {"assign", "breach"}
            else "The customer is told as the company's table says.",
            body=model,
            parameters=(_ONCE,),
            problems={**_UNUSABLE, 404: "not_found", 409: "not_possible"},
        )
        for verb, model, summary in _STEPS
    ),
    Operation(
        "POST",
        "/moves",
        "moveOrders",
        "moves",
        "Move many orders",
        moves.many,
        {200: ("What became of each row; one that is refused stops no other", "Moves")},
        description="JSON, or a CSV or xlsx file with the headings order_no, state, carrier, tracking_number, reason (or their "
        "Chinese words).",
        body=moves.NewMoves,
        files=(moves.CSV, moves.XLSX),
        parameters=(_ONCE,),
        problems=_UNUSABLE,
    ),
)
