"""What waits for an operator: readings that are not certain enough, and what the desk cannot do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from store.database import Tx
from store.sql import insert
from store.tables import reviews

ReviewState = Literal["open", "accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class Review:
    id: int
    inbox_id: int | None
    order_no: str | None
    reason: str
    opened_at: datetime
    state: ReviewState
    decided_by: str | None
    decided_at: datetime | None


def open(tx: Tx, *, inbox_id: int | None, order_no: str | None, reason: str, now: datetime) -> int:  # noqa: A001
    """Ask an operator; its id. A message is asked about once: asked again, its review opens anew."""
    statement = insert(tx, reviews).values(
        inbox_id=inbox_id, order_no=order_no, reason=reason, opened_at=now, state="open"
    )
    statement = statement.on_conflict_do_update(
        index_elements=["inbox_id"],
        set_={
            "order_no": sa.func.coalesce(statement.excluded.order_no, reviews.c.order_no),
            "reason": statement.excluded.reason,
            "state": "open",
            "decided_by": None,
            "decided_at": None,
        },
    )
    return int(tx.execute(statement.returning(reviews.c.id)).scalar_one())


def listing(tx: Tx, *, state: ReviewState | None = "open", limit: int = 200) -> tuple[Review, ...]:
    """Reviews in this state (None: all), the oldest first."""
    query = sa.select(reviews).order_by(reviews.c.id).limit(limit)
    if state is not None:
        query = query.where(reviews.c.state == state)
    return tuple(_review(row) for row in tx.execute(query))


def count(tx: Tx) -> int:
    """How many wait for a decision."""
    return tx.scalar(sa.select(sa.func.count()).where(reviews.c.state == "open")) or 0


def get(tx: Tx, review_id: int) -> Review | None:
    row = tx.execute(sa.select(reviews).where(reviews.c.id == review_id)).first()
    return None if row is None else _review(row)


def decide(
    tx: Tx, review_id: int, *, decision: Literal["accepted", "rejected"], by: str, now: datetime
) -> bool:
    """Note the operator's decision; False if the review is not open (decided meanwhile, or unknown)."""
    statement = (
        sa.update(reviews)
        .where(reviews.c.id == review_id, reviews.c.state == "open")
        .values(state=decision, decided_by=by, decided_at=now)
    )
    return tx.execute(statement).rowcount == 1


def _review(row: "sa.Row[Any]") -> Review:
    return Review(**row._mapping)
