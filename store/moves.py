"""Lists of moves: which were begun and told to their end, and what became of each row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from store.database import Tx
from store.sql import insert
from store.tables import move_lists, moves

MoveOutcome = Literal["moved", "refused", "stale", "unknown", "unusable", "failed"]
"""Done; forbidden by the order's state; at another version than expected; no such order; a row that says no move;
not done since the books could not be written."""


@dataclass(frozen=True, slots=True)
class MoveList:
    """A list of moves: where it came from (`api:<key's name>/…`, `drop:<file>`), and the digest of its bytes."""

    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """What became of one row, counted from 1; `status` and `version` are the order's after it."""

    row: int
    order_no: str
    outcome: MoveOutcome
    detail: str | None = None
    status: str | None = None
    version: int | None = None


def begin(tx: Tx, one: MoveList, *, now: datetime) -> None:
    """Note that this list is being worked on; again changes nothing."""
    values = {"source": one.source, "digest": one.digest, "begun_at": now}
    tx.execute(insert(tx, move_lists).values(**values).on_conflict_do_nothing())


def digests(tx: Tx, source: str) -> tuple[str, ...]:
    """The digests of all lists that came from there, the first first."""
    query = sa.select(move_lists.c.digest).where(move_lists.c.source == source)
    return tuple(tx.scalars(query.order_by(move_lists.c.begun_at, move_lists.c.digest)))


def finish(tx: Tx, one: MoveList, *, now: datetime) -> None:
    """All of the list was dealt with and told."""
    tx.execute(sa.update(move_lists).where(*_of(one, move_lists)).values(done_at=now))


def is_finished(tx: Tx, one: MoveList) -> bool:
    return tx.scalar(sa.select(move_lists.c.done_at).where(*_of(one, move_lists))) is not None


def record(tx: Tx, one: MoveList, told: MoveRow, *, now: datetime) -> bool:
    """Note what became of a row; False, and nothing is written, if somebody has noted it already."""
    statement = (
        insert(tx, moves)
        .values(
            source=one.source,
            digest=one.digest,
            row=told.row,
            at=now,
            order_no=told.order_no,
            outcome=told.outcome,
            detail=told.detail,
            status=told.status,
            version=told.version,
        )
        .on_conflict_do_nothing()
        .returning(moves.c.row)
    )
    return tx.scalar(statement) is not None


def recorded(tx: Tx, one: MoveList, row: int) -> MoveRow | None:
    """What became of this row, if it was dealt with."""
    found = tx.execute(sa.select(moves).where(*_of(one, moves), moves.c.row == row)).first()
    if found is None:
        return None
    return MoveRow(found.row, found.order_no, found.outcome, found.detail, found.status, found.version)


def _of(one: MoveList, table: sa.Table) -> "tuple[sa.ColumnElement[bool], ...]":
    return table.c.source == one.source, table.c.digest == one.digest
