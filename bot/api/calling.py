"""A call as the operations see it, who makes it, and what it is answered with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from bot.api.problems import Problem, of_validation
from bot.api.settings import ApiSettings
from bot.channels.base import Keep
from bot.desk.desk import Desk
from store import apikeys
from store.apikeys import ApiKey, Role
from store.database import Database, Tx

CHANNEL: Literal["api"] = "api"
LONGEST_KEY = 200

Body = TypeVar("Body", bound=BaseModel)


@dataclass(frozen=True)
class Api:
    """What the operations work with."""

    settings: ApiSettings
    db: Database
    keep: Keep
    desk: Desk
    zone: tzinfo
    clock: Callable[[], datetime]


@dataclass(frozen=True)
class Call:
    """One call of a known program; `parts` come from the path."""

    key: ApiKey
    now: datetime
    parts: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def read(self, model: type[Body]) -> Body:
        """The body by its model. Raises Problem."""
        if self.kind not in {"", "application/json"}:
            raise Problem(415, "wrong_kind", f"the body is {self.kind[:60]}; send application/json")
        try:
            return model.model_validate_json(self.body)
        except ValidationError as error:
            raise of_validation(error) from None

    @property
    def is_ours(self) -> bool:
        """Whether a program of the company's own calls, and none that acts for one customer."""
        return self.key.customer_code is None

    @property
    def kind(self) -> str:
        """The media type of the body, in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def idempotency_key(self, stated: str | None) -> str | None:
        """The caller's own key of this call, from the header or the body. Raises Problem."""
        header = self.headers.get("idempotency-key", "").strip()
        # The draft of the header writes a string of RFC 8941, most programs write the bare word.
        header = header[1:-1] if len(header) > 1 and header[0] == header[-1] == '"' else header
        if header and stated and header != stated:
            raise Problem(400, "bad_request", "header and body give two different idempotency keys")
        found = header or (stated or "").strip()
        if len(found) > LONGEST_KEY or not found.isprintable():
            raise Problem(
                400, "bad_request", f"an idempotency key is one line of {LONGEST_KEY} characters at most"
            )
        return found or None

    def customer(self, stated: str | None) -> str | None:
        """The customer that the call is for: as stated, or the key's only one. Raises Problem for another's."""
        own = self.key.customer_code
        if own is not None and stated not in {None, own}:
            raise Problem(403, "not_allowed_here", f"the key {self.key.name} acts for customer {own} only")
        return own or stated


@dataclass(frozen=True)
class Answer:
    """A status, a JSON body, and headers; with a `media_type` the body are the bytes of a file."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str | None = None

    @classmethod
    def file(cls, name: str, content: bytes, media_type: str) -> "Answer":
        return cls(
            content, headers={"Content-Disposition": f'attachment; filename="{name}"'}, media_type=media_type
        )


@dataclass(frozen=True)
class Kept:
    """A message that was kept: once it is dealt with, or the caller has waited enough, `told` says what became of it."""

    inbox_id: int
    told: Callable[[], Answer]


def authenticated(tx: Tx, authorization: str) -> ApiKey:
    """The key of an Authorization header (RFC 6750). Raises Problem."""
    scheme, _, secret = authorization.strip().partition(" ")
    key = apikeys.by_secret(tx, secret.strip()) if scheme.lower() == "bearer" and secret.strip() else None
    if key is None:
        raise Problem(
            401,
            "no_key",
            "send a key in use: Authorization: Bearer KEY (jiedan api-keys make)",
            headers={"WWW-Authenticate": 'Bearer realm="jiedan"'},
        )
    return key


def must_have(key: ApiKey, role: Role) -> None:
    """Raises Problem where the key has not this role."""
    if role not in key.roles:
        raise Problem(403, "not_allowed_here", f"the key {key.name} has not the role {role}")
