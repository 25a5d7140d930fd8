"""Several processes at once, and some of them really killed: nothing twice, nothing lost, order kept."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest
import sqlalchemy as sa

from store import inbox, orders, outbox
from store.database import Database
from tests.store.making import MINUTE, NOW, draft, envelope, order

ROOT = Path(__file__).parents[2]


class Child:
    """A worker process; `line` waits for what it says next."""

    def __init__(self, action: str, url: str, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.workers", action, url, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def line(self) -> str:
        return _open(self.process.stdout).readline().strip()

    def go(self) -> None:
        stdin = _open(self.process.stdin)
        stdin.write("\n")
        stdin.flush()

    def kill(self) -> None:
        """kill -9: no handler of the process runs."""
        self.process.kill()
        self.process.wait()

    def finish(self) -> list[str]:
        out, _ = self.process.communicate(timeout=90)
        assert self.process.returncode == 0
        return out.split()


def _open(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


@pytest.fixture
def start() -> Iterator[Callable[..., Child]]:
    children: list[Child] = []

    def started(action: str, url: str, *arguments: str) -> Child:
        children.append(Child(action, url, *arguments))
        return children[-1]

    yield started
    for child in children:
        child.kill()
        for pipe in (child.process.stdin, child.process.stdout):
            if pipe is not None:
                pipe.close()


def _until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_killed_between_claim_and_commit_the_step_repeats_whole(
    db: Database, db_url: str, start: Callable[..., Child]
) -> None:
    with db.begin() as tx:
        inbox.keep(tx, envelope())
    child = start("claim_and_hang", db_url)
    assert child.line() == "claimed"
    with db.read() as tx:
        assert (orders.listing(tx), outbox.recent(tx)) == ((), ())
    child.kill()
    with db.begin() as tx:
        assert orders.listing(tx) == ()

        def claimed() -> bool:
            return inbox.claim(tx, now=NOW) is not None

        _until(claimed)  # PostgreSQL notices a dead client a moment later
    second = start("work", db_url)
    assert second.finish() == ["ready", "done"]
    with db.read() as tx:
        assert [one.order_no for one in orders.listing(tx)] == ["SO-20261124-0001"]
        assert [one.inbox_id for one in outbox.recent(tx)] == [1]


def test_killed_while_sending_the_message_is_due_after_its_lease(
    db: Database, db_url: str, start: Callable[..., Child]
) -> None:
    with db.begin() as tx:
        outbox.enqueue(tx, draft(), now=NOW)
    child = start("send_and_hang", db_url)
    assert child.line() == "sending"
    child.kill()
    with db.begin() as tx:
        assert outbox.claim(tx, now=NOW + 4 * MINUTE, lease=MINUTE) is None
        item = outbox.claim(tx, now=NOW + 5 * MINUTE, lease=MINUTE)
    assert item
    assert item.attempts == 2


def test_workers_at_once_one_killed_each_message_once_and_in_order(
    db: Database, db_url: str, start: Callable[..., Child]
) -> None:
    count, talks = 150, 12
    with db.begin() as tx:
        for number in range(count):
            inbox.keep(tx, envelope(number, sender=f"c{number % talks}@example.cn"))
    victim = start("work_and_hang", db_url)
    assert [victim.line() for _ in range(5)] == [*["done"] * 4, "claimed"]
    children = [start("work", db_url) for _ in range(2)]
    assert [child.line() for child in children] == ["ready", "ready"]
    victim.kill()
    assert sum(child.finish().count("done") for child in children) == count - 4
    with db.read() as tx:
        assert {item.state for item in inbox.recent(tx, limit=count)} == {"done"}
        booked = orders.listing(tx)
        assert len(booked) == len({one.order_no for one in booked}) == count
        assert [one.order_no for one in reversed(booked)] == [
            f"SO-20261124-{number:04d}" for number in range(1, count + 1)
        ]
        receipts = outbox.recent(tx, limit=2 * count)
        assert len(receipts) == len({one.inbox_id for one in receipts}) == count
        for talk in range(talks):
            answered = [
                one.inbox_id or 0 for one in receipts if one.conversation == f"email:c{talk}@example.cn"
            ]
            assert answered == sorted(answered, reverse=True)


def test_senders_at_once_each_message_once(db: Database, db_url: str, start: Callable[..., Child]) -> None:
    with db.begin() as tx:
        for number in range(60):
            outbox.enqueue(tx, draft(number, conversation=f"telegram:{number % 9}"), now=NOW)
    children = [start("deliver", db_url) for _ in range(3)]
    said = [int(word) for child in children for word in child.finish() if word != "ready"]
    assert sorted(said) == list(range(1, 61))


def test_of_two_that_change_an_order_at_once_one_is_told_that_it_is_stale(
    db: Database, db_url: str, start: Callable[..., Child]
) -> None:
    with db.begin() as tx:
        orders.create(tx, order("SO-1"), by="x")
    children = [start("advance", db_url, "SO-1") for _ in range(3)]
    for child in children:
        assert child.line() == "ready"
    for child in children:
        child.go()
    assert sorted(child.line() for child in children) == ["moved", "stale", "stale"]
    with db.read() as tx:
        assert len(orders.history(tx, "SO-1")) == 2


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_processes_that_start_on_nothing(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, start: Callable[..., Child]
) -> None:
    url = f"sqlite:///{tmp_path}/new.db" if kind == "sqlite" else request.getfixturevalue("postgres").create()
    children = [start("migrate", url) for _ in range(2)]
    for child in children:
        assert child.line() == "ready"
        child.go()
    assert [child.line() for child in children] == ["migrated", "migrated"]


def test_a_lease_passes_on_after_kill_9(db: Database, db_url: str, start: Callable[..., Child]) -> None:
    child = start("hold_and_hang", db_url, "imap:orders@example.com/INBOX")
    assert child.line() == "held"
    assert db.hold("imap:orders@example.com/INBOX") is None
    other = db.hold("imap:sales@example.com/INBOX")
    assert other
    child.kill()
    taken = None

    def hold() -> bool:
        nonlocal taken
        taken = db.hold("imap:orders@example.com/INBOX")
        return taken is not None

    _until(hold)
    assert taken
    taken.release()
    other.release()


def test_a_lease_that_is_released_can_be_held_again(db: Database) -> None:
    first = db.hold("clock")
    assert first
    assert first.alive()
    assert db.hold("clock") is None
    first.release()
    first.release()
    assert not first.alive()
    with db.hold("clock") or pytest.fail("not released") as second:
        assert second.alive()
        assert not first.alive()
    third = db.hold("clock")
    assert third
    third.release()


def test_a_lease_whose_connection_broke_is_not_alive(postgres_db: Database) -> None:
    lease = postgres_db.hold("clock")
    assert lease
    with postgres_db.begin() as tx:
        tx.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        )
    _until(lambda: not lease.alive())
    again = postgres_db.hold("clock")
    assert again
    again.release()


def test_a_lease_holds_no_transaction_open(postgres_db: Database) -> None:
    with postgres_db.hold("clock") or pytest.fail("held"), postgres_db.read() as tx:
        query = "SELECT state FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert set(tx.scalars(sa.text(query))) <= {"idle"}
