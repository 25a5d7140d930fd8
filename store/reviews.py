"""What waits for an operator: readings that are not certain enough, and what the desk cannot do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from store.database import Tx
from store.sql import in_parts, insert, row_lock
from store.tables import NOT_TOLD, UNSEEN, inbox, reviews

BY_ITSELF = "jiedan"
"""Who has decided what came about by itself."""

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
    kind: str | None = None
    due_at: datetime | None = None
    told_at: datetime | None = None
    noticed_at: datetime | None = None

    def overdue(self, now: datetime) -> bool:
        """Whether nobody has seen to it in time."""
        return self.state == "open" and self.due_at is not None and self.due_at <= now


def open(  # noqa: A001
    tx: Tx,
    *,
    inbox_id: int | None,
    order_no: str | None,
    reason: str,
    now: datetime,
    kind: str | None = None,
    due_at: datetime | None = None,
) -> int:
    """Ask an operator; its id. A message is asked about once: asked again, its review opens anew.

    `kind`: what it is about (`complaint`, `silence` …); `due_at`: until when somebody has to see to it.
    """
    statement = insert(tx, reviews).values(
        inbox_id=inbox_id,
        order_no=order_no,
        reason=reason,
        opened_at=now,
        state="open",
        kind=kind,
        due_at=due_at,
    )
    statement = statement.on_conflict_do_update(
        index_elements=["inbox_id"],
        set_={
            "order_no": sa.func.coalesce(statement.excluded.order_no, reviews.c.order_no),
            "reason": statement.excluded.reason,
            "state": "open",
            "decided_by": None,
            "decided_at": None,
            "kind": statement.excluded.kind,
            "due_at": statement.excluded.due_at,
            "told_at": None,
            "noticed_at": None,
        },
    )
    return int(tx.execute(statement.returning(reviews.c.id)).scalar_one())


def count_by_order(tx: Tx, order_nos: Sequence[str], *, kind: str) -> Mapping[str, int]:
    """How many reviews of this kind each of these orders has, open or not."""
    found: dict[str, int] = {}
    for some in in_parts(order_nos):
        query = sa.select(reviews.c.order_no, sa.func.count()).where(
            reviews.c.order_no.in_(some), reviews.c.kind == kind
        )
        found.update((order_no, count) for order_no, count in tx.execute(query.group_by(reviews.c.order_no)))
    return found


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


def waits_about(tx: Tx, *, order_no: str, conversation: str) -> bool:
    """Whether a person has to see to something about this order, or to a message of this conversation, before it can go on;
    what was asked or told beside an order that was dealt with is no matter of the order."""
    beside = sa.and_(reviews.c.kind.in_(("inquiry", "complaint")), inbox.c.outcome != "routed")
    query = (
        sa.select(reviews.c.id)
        .select_from(reviews.outerjoin(inbox, inbox.c.id == reviews.c.inbox_id))
        .where(
            reviews.c.state == "open",
            sa.not_(sa.func.coalesce(beside, sa.false())),
            sa.or_(reviews.c.order_no == order_no, inbox.c.conversation == conversation),
        )
    )
    return tx.execute(query.limit(1)).first() is not None


def of_messages(tx: Tx, keys: Sequence[str], *, reason: str) -> tuple[Review, ...]:
    """The open reviews for this reason of messages in these conversations, in the order of the messages."""
    query = (
        sa.select(reviews)
        .join(inbox, inbox.c.id == reviews.c.inbox_id)
        .where(reviews.c.state == "open", reviews.c.reason == reason, inbox.c.conversation.in_(keys))
    )
    return tuple(_review(row) for row in tx.execute(query.order_by(reviews.c.inbox_id)))


def answered(tx: Tx, order_no: str, *, kind: str, now: datetime) -> None:
    """What a person should have seen to has come about by itself: the open reviews of this kind about the order are closed."""
    statement = sa.update(reviews).where(
        reviews.c.state == "open", reviews.c.order_no == order_no, reviews.c.kind == kind
    )
    tx.execute(statement.values(state="accepted", decided_by=BY_ITSELF, decided_at=now))


def overdue(tx: Tx, *, now: datetime, limit: int = 50) -> tuple[Review, ...]:
    """The open reviews that are overdue and that nobody was told of, the longest overdue first; they stay ours until the
    transaction ends."""
    query = sa.select(reviews).where(UNSEEN, reviews.c.due_at <= now)
    query = query.order_by(reviews.c.due_at, reviews.c.id).limit(limit)
    return tuple(_review(row) for row in tx.execute(row_lock(query, reviews)))


def mark_told(tx: Tx, review_ids: Sequence[int], *, now: datetime) -> None:
    """The operators were told that these are overdue."""
    tx.execute(sa.update(reviews).where(reviews.c.id.in_(review_ids)).values(told_at=now))


def unnoticed(tx: Tx, *, limit: int = 20) -> tuple[Review, ...]:
    """The open reviews that the staff were not told of, the oldest first; they stay ours until the transaction ends."""
    query = sa.select(reviews).where(NOT_TOLD).order_by(reviews.c.id).limit(limit)
    return tuple(_review(row) for row in tx.execute(row_lock(query, reviews)))


def mark_noticed(tx: Tx, review_ids: Sequence[int] | None = None, *, now: datetime) -> None:
    """The staff know that these wait; None: of all that do."""
    statement = sa.update(reviews).where(NOT_TOLD)
    if review_ids is not None:
        statement = statement.where(reviews.c.id.in_(review_ids))
    tx.execute(statement.values(noticed_at=now))


def _review(row: "sa.Row[Any]") -> Review:
    return Review(**row._mapping)
