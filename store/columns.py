"""The column types: aware moments, exact decimals, and text that both databases can hold."""

import hashlib
import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_KEY = 600  # bytes; a PostgreSQL index row holds 2,704


def storable(text: str) -> str:
    """The text without what UTF-8 (lone surrogates) or PostgreSQL (NUL) cannot hold; U+FFFD stands in for it."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if _SURROGATE.search(text):
        # Through UTF-16, so that a pair that was written as two halves becomes its character.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def key_of(text: str) -> str:
    """The text as an index can hold it: a longer one keeps its beginning and is told apart by its digest."""
    text = storable(text)
    raw = text.encode()
    if len(raw) <= LONGEST_KEY:
        return text
    head = raw[: LONGEST_KEY - 80].decode(errors="ignore")
    return f"{head}#sha256:{hashlib.sha256(raw).hexdigest()}"


def json_text(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


class Moment(TypeDecorator[datetime]):
    """An aware moment, UTC in and out. Text of one width in SQLite, so that it sorts; timestamptz in PostgreSQL."""

    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(sa.String(27))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        value = value.astimezone(UTC)
        if dialect.name == "postgresql":
            return value
        return value.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment.astimezone(UTC)


class Amount(TypeDecorator[Decimal]):
    """An exact decimal, kept as its text: 12.50 stays 12.50 in both databases."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if not value.is_finite():
            raise ValueError(f"{value} is not an amount")
        return str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Words(TypeDecorator[str]):
    """Text that people wrote, whatever they wrote (see `storable`)."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Key(TypeDecorator[str]):
    """Text to find a row by, of any length (see `key_of`); the same text always finds the same row."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else key_of(value)


Json = sa.JSON(none_as_null=True)
RowId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
