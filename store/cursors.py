"""How far somebody has got: a listener in its mailbox, a daily job in its days. One short text a name."""

import sqlalchemy as sa

from store.database import Tx
from store.sql import insert
from store.tables import cursors


def get(tx: Tx, source: str) -> str | None:
    """How far `source` has got (`imap:…` "uidvalidity:last uid", `telegram:…` the next offset); None: it has not begun."""
    found: str | None = tx.scalar(sa.select(cursors.c.value).where(cursors.c.source == source))
    return found


def put(tx: Tx, source: str, value: str) -> None:
    """Set it in the transaction that keeps what was read or done up to there."""
    statement = insert(tx, cursors).values(source=source, value=value)
    tx.execute(statement.on_conflict_do_update(index_elements=["source"], set_={"value": value}))
