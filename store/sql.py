"""Where the two databases' SQL differs."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from store.database import Tx
from store.tables import versions

Step = Callable[[int], object]
"""Who watches a long piece of work: called with the number of rows that were done since."""

_ROWS_AT_ONCE = 2_000
_KEYS_AT_ONCE = 500


def ignored(_rows: int) -> None:
    """The step of who does not watch."""


def insert(tx: Tx, table: sa.Table) -> postgresql.Insert:
    """An INSERT that knows ON CONFLICT, which both databases write alike."""
    if tx.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)  # type: ignore[return-value]  # same methods, another class


def row_lock(query: "sa.Select[Any]", table: sa.Table, *, wait: bool = False) -> "sa.Select[Any]":
    """Lock the chosen row until the end of the transaction; `wait` for other holders, or pass over theirs.

    PostgreSQL only; SQLite's dialect leaves it out, and there BEGIN IMMEDIATE lets one writer in at a time.
    """
    return query.with_for_update(skip_locked=not wait, of=table)


def in_parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many at a time as either database takes in the list of one statement."""
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        yield keys[start : start + _KEYS_AT_ONCE]


def newest(
    table: sa.Table, *, limit: int, state: str | None, conversation: str | None, after: int | None
) -> "sa.Select[Any]":
    """The newest rows of the inbox or the outbox, newest first; `after`: only those of a greater id."""
    query = sa.select(table).order_by(table.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(table.c.state == state)
    if conversation is not None:
        query = query.where(table.c.conversation == conversation)
    if after is not None:
        query = query.where(table.c.id > after)
    return query


def bump(tx: Tx, name: str) -> int:
    """Count the version of a file of the company up by one, and return it."""
    statement = insert(tx, versions).values(name=name, version=1)
    statement = statement.on_conflict_do_update(
        index_elements=["name"], set_={"version": versions.c.version + 1}
    )
    return int(tx.execute(statement.returning(versions.c.version)).scalar_one())


def version(tx: Tx, name: str) -> int:
    """The version that `bump` counted to; 0 before the first."""
    return tx.scalar(sa.select(versions.c.version).where(versions.c.name == name)) or 0


def replace_rows(tx: Tx, table: sa.Table, values: list[dict[str, Any]], *, step: Step = ignored) -> int:
    """Put these rows of a file of the company in place of all that were there, and count its version up; returns how many.

    `step` hears how many more are written.
    """
    if tx.dialect.name == "postgresql":
        # Two imports at once would both delete the old rows and then trip over each other's new ones.
        tx.execute(sa.text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))
    tx.execute(sa.delete(table))
    for start in range(0, len(values), _ROWS_AT_ONCE):
        part = values[start : start + _ROWS_AT_ONCE]
        tx.execute(sa.insert(table), part)
        step(len(part))
    bump(tx, table.name)
    return len(values)
