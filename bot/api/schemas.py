"""The shapes of the answers, as JSON Schema (draft 2020-12, which OpenAPI 3.1 uses)."""

from collections.abc import Mapping
from typing import Any, get_args

from bot.api.problems import CODES
from store.inbox import InboxState, Outcome
from store.moves import MoveOutcome
from store.order import MODES, BreachStage
from store.states import State

Schema = Mapping[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_DECIMAL: Schema = {
    "type": ["string", "null"],
    "description": "A decimal number as text, so that nothing is rounded",
    "examples": ["48.00"],
}


def _object(
    properties: Mapping[str, Schema], description: str = "", *, optional: Mapping[str, Schema] | None = None
) -> Schema:
    told = {"type": "object", "properties": {**properties, **(optional or {})}, "required": list(properties)}
    return {**told, "description": description} if description else told


def _list(of: str | Schema) -> Schema:
    return {"type": "array", "items": _ref(of) if isinstance(of, str) else of}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_CONFIRMATION: Schema = _object(
    {
        "at": _MOMENT,
        "by": _TEXT,
        "channel": _TEXT,
        "message": {"type": ["integer", "null"]},
        "message_id": _TEXT_OR_NULL,
        "words": _TEXT_OR_NULL,
        "read_back": {"type": ["integer", "string", "null"]},
        "text": _TEXT_OR_NULL,
    },
    "The proof of the customer's yes, and the text that it was said to",
)
_SHORT_LINE: Schema = {
    "anyOf": [
        _object(
            {
                "sku": _TEXT_OR_NULL,
                "text": _TEXT,
                "quantity": {"type": ["number", "null"]},
                "unit": _TEXT_OR_NULL,
                "unit_price": _DECIMAL,
            }
        ),
        {"type": "null"},
    ]
}
_ANYTHING: Schema = {"type": ["string", "number", "boolean", "null"]}
_CHANGES: Schema = _object(
    {
        "lines": _list(_object({"kind": _TEXT, "before": _SHORT_LINE, "after": _SHORT_LINE})),
        "fields": _list(_object({"field": _TEXT, "before": _ANYTHING, "after": _ANYTHING})),
    },
    "What the event changed in a booked order",
)

ANSWERS: Mapping[str, Schema] = {
    "State": {"type": "string", "enum": list(get_args(State)), "description": "The state of an order"},
    "Line": _object(
        {
            "sku": _TEXT_OR_NULL,
            "quantity": {"type": ["number", "null"]},
            "unit": _TEXT_OR_NULL,
            "unit_price": _DECIMAL,
            "amount": _DECIMAL,
            "text": {"type": "string", "description": "The product as it was named"},
            "spec": _TEXT_OR_NULL,
            "first_part": {
                "type": ["number", "null"],
                "description": "How much of it comes first, where it comes in parts",
            },
        },
        "A product of an order; null is what is still open",
    ),
    "Flag": _object(
        {
            "field": {"type": "string", "examples": ["lines[0].unit"]},
            "code": {"type": "string", "examples": ["missing", "ambiguous", "unknown", "conflict", "short"]},
            "candidates": _list(_TEXT),
            "question": _TEXT_OR_NULL,
        },
        "Something that must be answered before the order can be booked",
    ),
    "Order": _object(
        {
            "order_no": {"type": "string", "examples": ["SO-20261124-0007"]},
            "status": _ref("State"),
            "version": {
                "type": "integer",
                "description": "Counts what happened to it; a move names the one it was seen at",
            },
            "customer": _object({"code": _TEXT_OR_NULL, "company": _TEXT_OR_NULL, "contact": _TEXT_OR_NULL}),
            "on_behalf_of_rep": _TEXT_OR_NULL,
            "channel": {"type": "string", "examples": ["email", "telegram", "webchat", "api", "staff"]},
            "lines": _list("Line"),
            "currency": _TEXT_OR_NULL,
            "total": _DECIMAL,
            "delivery_date": {"type": ["string", "null"], "format": "date"},
            "delivery_address": _TEXT_OR_NULL,
            "payment": _TEXT_OR_NULL,
            "po_number": _TEXT_OR_NULL,
            "note": _TEXT_OR_NULL,
            "urgent": {"type": "boolean"},
            "flags": _list("Flag"),
            "shipments": _list(
                _object(
                    {
                        "carrier": _TEXT,
                        "tracking_number": _TEXT,
                        "status": _TEXT,
                        "mode": {
                            "type": ["string", "null"],
                            "enum": [*MODES, None],
                            "description": "How it travels",
                        },
                        "insurance": {"type": ["string", "null"], "description": "For what it is insured"},
                        "expected": {
                            "type": ["string", "null"],
                            "format": "date",
                            "description": "When its carrier expects it to be there",
                        },
                        "events": _list(
                            _object(
                                {"at": _MOMENT, "status": _TEXT, "text": _TEXT, "place": _TEXT},
                                "What its carrier told",
                            )
                        ),
                    },
                    "A parcel",
                )
            ),
            "signed_by": {"type": ["string", "null"], "description": "Who signed for the goods"},
            "assigned_to": _list(_TEXT),
            "breach": {
                "type": ["string", "null"],
                "enum": [*get_args(BreachStage), None],
                "description": "How far the dealing with a breach of the rules has come; null where there is none open",
            },
            "placed_at": _MOMENT,
            "confirmation": {"anyOf": [_CONFIRMATION, {"type": "null"}]},
            "history": _list(
                _object(
                    {
                        "at": _MOMENT,
                        "event": _TEXT,
                        "by": _TEXT,
                        "channel": _TEXT,
                        "reason": _TEXT_OR_NULL,
                        "to": _TEXT_OR_NULL,
                        "signed_by": _TEXT_OR_NULL,
                    },
                    optional={"changes": _CHANGES},
                )
            ),
            "messages": _list(
                _object({"direction": _TEXT, "at": _MOMENT, "channel": _TEXT, "id": {"type": "integer"}})
            ),
        }
    ),
    "Hits": _object(
        {
            "hits": _list(
                _object(
                    {
                        "kind": {"type": "string", "enum": ["order", "in", "out"]},
                        "order_no": _TEXT_OR_NULL,
                        "id": {"type": ["integer", "null"], "description": "Of the message"},
                        "at": _MOMENT,
                        "channel": _TEXT,
                        "who": _TEXT,
                        "excerpt": _TEXT,
                    }
                )
            )
        }
    ),
    "Orders": _object(
        {
            "orders": _list("Order"),
            "next": {"type": ["string", "null"], "description": "Path of the next page; null on the last"},
        }
    ),
    "Reply": _object(
        {
            "id": {"type": "integer", "description": "For `in_reply_to` of the message that answers it"},
            "kind": {"type": "string", "examples": ["receipt", "question", "confirmation", "handover"]},
            "language": _TEXT,
            "text": _TEXT,
            "choices": {
                **_list(_object({"label": _TEXT, "answer": _TEXT})),
                "description": "Buttons that can be shown; pressing one means a message with `answer` as its text",
            },
            "order_no": _TEXT_OR_NULL,
            "at": _MOMENT,
        },
        "What we say to the writer",
    ),
    "Message": _object(
        {
            "id": {"type": "integer"},
            "state": {"type": "string", "enum": list(get_args(InboxState))},
            "outcome": {
                "type": ["string", "null"],
                "enum": [*get_args(Outcome), None],
                "description": "booked; asked (a draft with open questions); routed (a person looks at it); null while it waits",
            },
            "reason": _TEXT_OR_NULL,
            "received_at": _MOMENT,
            "order_no": _TEXT_OR_NULL,
            "order": {"anyOf": [_ref("Order"), {"type": "null"}]},
            "replies": _list("Reply"),
        },
        "A message or an order that you brought, and what became of it",
    ),
    "Moves": _object(
        {
            "moved": {"type": "integer"},
            "not_moved": {"type": "integer"},
            "rows": _list(
                _object(
                    {
                        "row": {"type": "integer"},
                        "place": {"type": ["string", "null"], "description": "Where it stands in a file"},
                        "order_no": _TEXT,
                        "outcome": {
                            "type": "string",
                            "enum": list(get_args(MoveOutcome)),
                            "description": "moved; refused (`detail` says what is allowed); stale (another version); unknown "
                            "(no such order); unusable (the row says no move); failed (the books could not be written)",
                        },
                        "detail": _TEXT_OR_NULL,
                        "status": {"anyOf": [_ref("State"), {"type": "null"}]},
                        "version": {"type": ["integer", "null"]},
                    }
                )
            ),
        }
    ),
    "Problem": {
        "type": "object",
        "description": "What is refused (RFC 9457)",
        "properties": {
            "type": _TEXT,
            "title": _TEXT,
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": list(CODES)},
            "detail": {"type": "string", "description": "One line for a person"},
            "errors": _list(_object({"field": _TEXT, "message": _TEXT})),
            "allowed": _list("State"),
            "order_no": _TEXT,
            "order_status": _ref("State"),
            "version": {"type": "integer", "description": "The order's, as it stands now"},
            "message_id": {"type": "integer"},
        },
        "required": ["type", "title", "status", "code", "detail"],
    },
}
