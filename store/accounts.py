"""Which account of a chat stands behind a handle on file: handles change hands, an account's number does not."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from parsers.directory import address_key
from store.database import Tx
from store.sql import insert
from store.tables import accounts


@dataclass(frozen=True, slots=True)
class Account:
    """The account that a handle was first seen with; `claimed_by`: another one that has used the handle since."""

    handle: str
    account: str
    bound_at: datetime
    claimed_by: str | None
    claimed_at: datetime | None


def of_handle(tx: Tx, handle: str) -> Account | None:
    row = tx.execute(sa.select(accounts).where(accounts.c.handle == address_key(handle))).first()
    return None if row is None else Account(**row._mapping)


def of_account(tx: Tx, account: str) -> tuple[Account, ...]:
    """The handles that belong to this account, the newest first."""
    query = sa.select(accounts).where(accounts.c.account == account)
    return tuple(Account(**row._mapping) for row in tx.execute(query.order_by(accounts.c.bound_at.desc())))


def listing(tx: Tx) -> tuple[Account, ...]:
    """All of them, those that another account claims first."""
    query = sa.select(accounts).order_by(accounts.c.claimed_at.is_(None), accounts.c.handle)
    return tuple(Account(**row._mapping) for row in tx.execute(query))


def bind(tx: Tx, handle: str, account: str, *, now: datetime) -> None:
    """The handle belongs to this account from now on, if it belongs to none yet."""
    statement = insert(tx, accounts).values(handle=address_key(handle), account=account, bound_at=now)
    tx.execute(statement.on_conflict_do_nothing(index_elements=["handle"]))


def claim(tx: Tx, handle: str, account: str, *, now: datetime) -> bool:
    """Another account has used the handle; False if that was noted before."""
    statement = sa.update(accounts).where(
        accounts.c.handle == address_key(handle),
        sa.or_(accounts.c.claimed_by.is_(None), accounts.c.claimed_by != account),
    )
    return tx.execute(statement.values(claimed_by=account, claimed_at=now)).rowcount == 1


def accept(tx: Tx, handle: str, *, now: datetime) -> str | None:
    """The account that claims the handle is its owner's; its number, or None if nobody claims it."""
    known = of_handle(tx, handle)
    if known is None or known.claimed_by is None:
        return None
    statement = sa.update(accounts).where(accounts.c.handle == known.handle)
    tx.execute(statement.values(account=known.claimed_by, bound_at=now, claimed_by=None, claimed_at=None))
    return known.claimed_by


def forget(tx: Tx, handle: str) -> bool:
    """The next account that uses the handle will be its owner's; False if it belongs to none."""
    gone = sa.delete(accounts).where(accounts.c.handle == address_key(handle))
    return tx.execute(gone).rowcount == 1
