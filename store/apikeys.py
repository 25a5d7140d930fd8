"""The keys of programs that call us, and what they called. A key is a secret: only its digest is kept."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast, get_args

import sqlalchemy as sa

from store.columns import storable
from store.database import Tx
from store.errors import StoreError
from store.tables import api_calls, api_keys

Role = Literal["read", "orders", "moves"]
"""What a key may do: look at orders, bring messages and orders in, move orders."""
ROLES: tuple[Role, ...] = get_args(Role)

NAME = re.compile(r"\w[\w .@+-]{0,59}")
"""A key's name stands in every order's history, and in the identity of what its program sends: no slash, no end of line."""
_PREFIX = "jiedan_"
_LONGEST_PATH = 300


class BadKeyName(StoreError):  # noqa: N818
    """No name for a key, or one that is in use."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """`customer_code`: the only customer that its program acts for; None: it acts for all."""

    id: int
    name: str
    roles: tuple[Role, ...]
    customer_code: str | None
    made_at: datetime
    made_by: str
    revoked_at: datetime | None
    revoked_by: str | None


@dataclass(frozen=True, slots=True)
class ApiCall:
    at: datetime
    by: str
    method: str
    path: str
    status: int


def make(
    tx: Tx, name: str, *, roles: tuple[Role, ...], customer_code: str | None = None, by: str, now: datetime
) -> str:
    """A new key; returns the secret, which is shown this once. Raises BadKeyName."""
    if not NAME.fullmatch(name):
        raise BadKeyName(f"{name!r} cannot name a key: letters, figures, blanks and . @ + - _, 60 at most")
    if tx.scalar(sa.select(api_keys.c.id).where(api_keys.c.name == name, _IN_USE)) is not None:
        raise BadKeyName(f"there is a key {name} already; revoke it first, or take another name")
    secret = _PREFIX + secrets.token_urlsafe(32)
    tx.execute(
        sa.insert(api_keys).values(
            name=name,
            digest=_digest(secret),
            roles=[role for role in ROLES if role in roles],
            customer_code=customer_code,
            made_at=now,
            made_by=by,
        )
    )
    return secret


def by_secret(tx: Tx, secret: str) -> ApiKey | None:
    """The key in use that has this secret."""
    row = tx.execute(sa.select(api_keys).where(api_keys.c.digest == _digest(secret), _IN_USE)).first()
    return None if row is None else _key(row)


def listing(tx: Tx) -> tuple[ApiKey, ...]:
    """All keys, the revoked ones too, the newest first."""
    return tuple(_key(row) for row in tx.execute(sa.select(api_keys).order_by(api_keys.c.id.desc())))


def revoke(tx: Tx, name: str, *, by: str, now: datetime) -> bool:
    """The key stops working; False if none of this name is in use."""
    statement = sa.update(api_keys).where(api_keys.c.name == name, _IN_USE)
    return tx.execute(statement.values(revoked_at=now, revoked_by=by)).rowcount == 1


def record_call(tx: Tx, call: ApiCall) -> None:
    tx.execute(
        sa.insert(api_calls).values(
            at=call.at, by=call.by, method=call.method, path=call.path[:_LONGEST_PATH], status=call.status
        )
    )


def calls(tx: Tx, *, name: str | None = None, limit: int = 50) -> tuple[ApiCall, ...]:
    """The last calls, of one key or of all, the newest first."""
    query = sa.select(api_calls).order_by(api_calls.c.id.desc()).limit(limit)
    if name is not None:
        query = query.where(api_calls.c.by == name)
    return tuple(ApiCall(row.at, row.by, row.method, row.path, row.status) for row in tx.execute(query))


def discard_calls(tx: Tx, *, before: datetime) -> int:
    """Forget the calls before this moment; how many there were."""
    return tx.execute(sa.delete(api_calls).where(api_calls.c.at < before)).rowcount


_IN_USE = api_keys.c.revoked_at.is_(None)


def _key(row: "sa.Row[Any]") -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        roles=tuple(cast("list[Role]", row.roles)),
        customer_code=row.customer_code,
        made_at=row.made_at,
        made_by=row.made_by,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(storable(secret).encode()).hexdigest()
