"""Of which stages of their orders a customer wants to hear, as they or the company said last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from store.database import Tx
from store.sql import insert
from store.tables import wishes


@dataclass(frozen=True, slots=True)
class Wish:
    """`who`: a customer's code, or the conversation of one who is not on file. `stages`: those that are told; no others."""

    who: str
    stages: tuple[str, ...]
    at: datetime
    by: str


def of(tx: Tx, who: Collection[str]) -> Wish | None:
    """The newest wish of any of these."""
    query = sa.select(wishes).where(wishes.c.who.in_(who)).order_by(wishes.c.at.desc()).limit(1)
    row = tx.execute(query).first()
    return None if row is None else _wish(row)


def listing(tx: Tx) -> tuple[Wish, ...]:
    return tuple(_wish(row) for row in tx.execute(sa.select(wishes).order_by(wishes.c.who)))


def put(tx: Tx, who: str, stages: Collection[str], *, by: str, now: datetime) -> None:
    statement = insert(tx, wishes).values(who=who, stages=list(stages), at=now, by=by)
    told = {name: statement.excluded[name] for name in ("stages", "at", "by")}
    tx.execute(statement.on_conflict_do_update(index_elements=["who"], set_=told))


def forget(tx: Tx, who: str) -> bool:
    """They hear of what the company tells everybody again; False if they had no wish."""
    return tx.execute(sa.delete(wishes).where(wishes.c.who == who)).rowcount == 1


def _wish(row: "sa.Row[tuple[str, list[str], datetime, str]]") -> Wish:
    return Wish(row.who, tuple(row.stages), row.at, row.by)
