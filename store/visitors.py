"""Who is behind a browser at the web chat: tokens, the company's personal links, and one-time codes.

A visitor is a stranger until identified. Tokens and codes are secrets: the database holds their digests only.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from store import conversations
from store.database import Tx
from store.tables import codes, inbox, links, visitors

CODE_VALID = timedelta(minutes=10)
CODE_ATTEMPTS = 5
CODES_AN_HOUR = 5
COUNTED_FOR = timedelta(hours=1)
SILENT_FOR = timedelta(days=30)
"""After so long a stranger who only looked at the page is forgotten: robots and probes hold no cookie."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """`id` is public (it stands in `webchat:<id>`); the token that the browser holds is not."""

    id: str
    customer_code: str | None
    made_at: datetime


def create(tx: Tx, *, now: datetime) -> str:
    """A new visitor; returns the token for the browser's cookie."""
    token = secrets.token_urlsafe(32)
    tx.execute(sa.insert(visitors).values(id=secrets.token_hex(8), token_digest=_digest(token), made_at=now))
    return token


def by_token(tx: Tx, token: str) -> Visitor | None:
    row = tx.execute(sa.select(visitors).where(visitors.c.token_digest == _digest(token))).first()
    return None if row is None else Visitor(row.id, row.customer_code, row.made_at)


def get(tx: Tx, visitor: str) -> Visitor | None:
    row = tx.execute(sa.select(visitors).where(visitors.c.id == visitor)).first()
    return None if row is None else Visitor(row.id, row.customer_code, row.made_at)


def identify(tx: Tx, visitor: str, customer_code: str | None) -> None:
    """This visitor is this customer from now on (None: a stranger again)."""
    tx.execute(sa.update(visitors).where(visitors.c.id == visitor).values(customer_code=customer_code))


def make_link(tx: Tx, customer_code: str, *, now: datetime, expires_at: datetime | None = None) -> str:
    """A personal link for this customer; returns its token, which is shown this once."""
    token = secrets.token_urlsafe(24)
    tx.execute(
        sa.insert(links).values(
            token_digest=_digest(token), customer_code=customer_code, made_at=now, expires_at=expires_at
        )
    )
    return token


def customer_of_link(tx: Tx, token: str, *, now: datetime) -> str | None:
    """Whose personal link this is, or None: unknown, expired or revoked."""
    code: str | None = tx.scalar(
        sa.select(links.c.customer_code).where(
            links.c.token_digest == _digest(token),
            links.c.expires_at.is_(None) | (links.c.expires_at > now),
        )
    )
    return code


def revoke_links(tx: Tx, customer_code: str) -> int:
    """All personal links of this customer stop working; returns how many there were.

    Who came by one, or by a code, is a stranger again: whoever opened a link that went astray would stay the customer.
    """
    theirs = visitors.c.customer_code == customer_code
    keys = [f"webchat:{visitor}" for visitor in tx.scalars(sa.select(visitors.c.id).where(theirs))]
    tx.execute(sa.update(visitors).where(theirs).values(customer_code=None))
    for key in keys:
        conversations.identify(tx, key, None)
    return tx.execute(sa.delete(links).where(links.c.customer_code == customer_code)).rowcount


def start_code(
    tx: Tx, visitor: str, customer_code: str, *, now: datetime, valid: timedelta = CODE_VALID
) -> str | None:
    """A six-digit code to send to the address on file; an older one of this visitor stops working.

    None if this visitor, or anybody for this customer, asked for too many within the hour.
    """
    recent = sa.select(sa.func.count()).where(
        codes.c.made_at > now - COUNTED_FOR,
        (codes.c.visitor == visitor) | (codes.c.customer_code == customer_code),
    )
    if (tx.scalar(recent) or 0) >= CODES_AN_HOUR:
        return None
    code = f"{secrets.randbelow(1_000_000):06d}"
    tx.execute(sa.update(codes).where(codes.c.visitor == visitor).values(used=True))
    tx.execute(
        sa.insert(codes).values(
            visitor=visitor,
            customer_code=customer_code,
            code_digest=_digest(f"{visitor}:{code}"),
            made_at=now,
            expires_at=now + valid,
            attempts=0,
            used=False,
        )
    )
    return code


def check_code(tx: Tx, visitor: str, code: str, *, now: datetime) -> str | None:
    """The customer whom the right code proves, who is then noted on the visitor; None if it is wrong.

    A wrong one counts, so commit either way; after a few the code is void.
    """
    query = sa.select(codes).where(codes.c.visitor == visitor, codes.c.used.is_(False))
    row = tx.execute(query.order_by(codes.c.id.desc()).limit(1).with_for_update()).first()
    if row is None or row.expires_at <= now or row.attempts >= CODE_ATTEMPTS:
        return None
    right = hmac.compare_digest(row.code_digest, _digest(f"{visitor}:{code.strip()}"))
    tx.execute(sa.update(codes).where(codes.c.id == row.id).values(attempts=codes.c.attempts + 1, used=right))
    if not right:
        return None
    identify(tx, visitor, row.customer_code)
    return str(row.customer_code)


def discard_expired(tx: Tx, *, now: datetime) -> int:
    """Delete the codes and links that no longer open anything, and strangers who never wrote; how many there were.

    Codes stay for the hour in which they count against asking for too many.
    """
    dead = (
        sa.delete(codes).where(codes.c.expires_at <= now, codes.c.made_at <= now - COUNTED_FOR),
        sa.delete(links).where(links.c.expires_at <= now),
        sa.delete(visitors).where(
            visitors.c.customer_code.is_(None),
            visitors.c.made_at <= now - SILENT_FOR,
            ~sa.exists().where(inbox.c.conversation == sa.literal("webchat:").concat(visitors.c.id)),
            ~sa.exists().where(codes.c.visitor == visitors.c.id),
        ),
    )
    return sum(tx.execute(statement).rowcount for statement in dead)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
