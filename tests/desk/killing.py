"""A process that dies, or a statement that fails, at the n-th thing that it does to a database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count
from time import sleep
from typing import Any

import sqlalchemy as sa

from store import conversations, inbox, orders, outbox, reviews, wishes, worklists
from store.database import Database

_OPEN = sa.text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
)
# Ten seconds in all.
_TRIES, _PAUSE = 2000, 0.005


class Killed(BaseException):
    """As sudden as a signal: no `except Exception` sees it."""


class StatementError(Exception):
    """A statement that fails, as a bug or a broken driver makes it."""


@contextmanager
def at(number: int, error: type[BaseException]) -> Iterator[None]:
    """Raises `error` at the number-th statement or commit that any database is given inside; once.

    Whoever is killed leaves a connection that PostgreSQL only finds closed a moment later, with all its locks: that moment
    is waited for.
    """
    seen = 0
    left: list[sa.Engine] = []

    def count(connection: sa.Connection, *_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            left.append(connection.engine)
            raise error(f"at step {number}")

    for name in ("before_cursor_execute", "commit"):
        sa.event.listen(sa.Engine, name, count)
    try:
        yield
    finally:
        for name in ("before_cursor_execute", "commit"):
            sa.event.remove(sa.Engine, name, count)
        for engine in left:
            _released(engine)


@dataclass
class Turn:
    """A try of a step that is killed at its `number`-th statement or commit; not `killed` if it has not so many."""

    number: int
    killed: bool = False

    @contextmanager
    def until_killed(self) -> Iterator[None]:
        try:
            with at(self.number, Killed):
                yield
        except Killed:
            self.killed = True


def turns() -> Iterator[Turn]:
    """One try after the other, killed at the first statement, at the second and so on; the last one lives through the step."""
    for number in count(1):
        turn = Turn(number)
        yield turn
        if not turn.killed:
            return


def _released(engine: sa.Engine) -> None:
    """Wait until no other connection to the engine's PostgreSQL database has a transaction open."""
    if engine.dialect.name != "postgresql":
        return
    for _ in range(_TRIES):
        with engine.connect() as connection:
            if not connection.scalar(_OPEN):
                return
        sleep(_PAUSE)
    raise AssertionError("the transaction of the killed one is still open")


def everything(db: Database) -> dict[str, Any]:
    """All that the desk writes, without what chance decides."""
    with db.begin() as tx:
        found = orders.listing(tx)
        return {
            "inbox": [
                (one.id, one.state, one.outcome, one.reason, one.order_no, one.attempts)
                for one in inbox.recent(tx, limit=1000)
            ],
            "outbox": [
                (one.dedupe_key, one.kind, one.to, one.text, one.order_no, one.inbox_id)
                for one in outbox.recent(tx, limit=1000)
            ],
            "reviews": [asdict(one) for one in reviews.listing(tx, state=None)],
            "orders": found,
            "events": [(order.order_no, orders.history(tx, order.order_no)) for order in found],
            "untold": worklists.unannounced(tx, now=datetime.max.replace(tzinfo=UTC)) is not None,
            "wishes": wishes.listing(tx),
            "conversations": conversations.listing(tx),
        }
