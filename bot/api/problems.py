"""What is refused, in one form for all: a problem document (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import ValidationError

MEDIA_TYPE = "application/problem+json"
_MOST_ERRORS = 20
_LONGEST = 300

CODES: Mapping[str, str] = {
    "bad_request": "the call cannot be understood",
    "no_key": "no key, or one that is not in use",
    "not_allowed_here": "the key's roles, or its customer, do not allow this",
    "not_found": "there is no such thing",
    "no_such_method": "this path does not know the method",
    "too_slow": "the body did not arrive in time",
    "not_possible": "the order's state does not allow this; `allowed` says what it does allow",
    "stale": "somebody changed the order meanwhile: look at it again",
    "too_large": "the body, or the list in it, is longer than is taken",
    "wrong_kind": "the body is of a kind that is not taken here",
    "invalid": "a field is missing, unknown or of no use; `errors` says which",
    "key_used_otherwise": "the idempotency key came before with another content",
    "too_many": "more calls than the key may make; `Retry-After` says when to go on",
    "failed": "a fault of ours; nothing happened, or it can be asked for with the same idempotency key",
    "busy": "the books cannot be reached or written at the moment; nothing happened",
}
"""Each `code` that a problem can have, and what it means."""


class Problem(Exception):  # noqa: N818
    """The call is answered with this; `more` are further fields of the document."""

    def __init__(
        self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.headers, self.more = dict(headers or {}), more

    def document(self) -> dict[str, Any]:
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            **self.more,
        }


def unknown(what: str) -> Problem:
    return Problem(404, "not_found", f"there is no {what}")


def invalid(errors: Sequence[Mapping[str, str]]) -> Problem:
    """Fields of no use: each with its `field` and a `message`."""
    first = errors[0]
    where = f"{first['field']}: " if first["field"] else ""
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return Problem(
        422, "invalid", f"{where}{first['message']}{more}"[:_LONGEST], errors=list(errors[:_MOST_ERRORS])
    )


def of_validation(error: ValidationError) -> Problem:
    """What a model says of a body, without repeating the body."""
    mistakes = error.errors(include_url=False, include_input=False, include_context=False)
    if mistakes[0]["type"] == "json_invalid":
        return Problem(400, "bad_request", f"the body is no JSON: {mistakes[0]['msg']}"[:_LONGEST])
    return invalid(
        [
            {
                "field": ".".join(str(part) for part in one["loc"])[:100],
                "message": one["msg"].removeprefix("Value error, ")[:_LONGEST],
            }
            for one in mistakes
        ]
    )
