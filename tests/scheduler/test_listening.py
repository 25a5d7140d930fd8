import threading

import psycopg
import pytest

from bot.channels.base import Keep
from scheduler.holding import Holding
from scheduler.listening import Listening, Supervisor
from store.database import Database
from store.envelope import Envelope
from tests.scheduler.waiting import until


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.listening.pause", lambda failures: 0.01)
    monkeypatch.setattr("scheduler.holding.LOOK", 0.02)


class Port:
    """A listener that fails as often as it is told to, then listens until it is stopped."""

    def __init__(self, name: str, *, fails: int = 0) -> None:
        self.name, self.fails, self.started = name, fails, 0
        self.listening = threading.Event()

    def run(self, keep: Keep, stop: threading.Event) -> None:
        self.started += 1
        if self.started <= self.fails:
            raise OSError("the line is dead")
        self.listening.set()
        stop.wait()
        self.listening.clear()


def keep(envelope: Envelope) -> bool:
    return True


def test_a_listener_that_dies_is_started_again_and_the_others_go_on(db: Database) -> None:
    bad, good = Port("bad", fails=3), Port("good")
    supervisors = [Supervisor(Listening(port), keep=keep, db=db) for port in (bad, good)]
    for supervisor in supervisors:
        supervisor.start()
    assert good.listening.wait(10)
    assert bad.listening.wait(10)
    assert (bad.started, good.started) == (4, 1)
    for supervisor in supervisors:
        supervisor.stop()
        supervisor.join(10)
        assert not supervisor.is_alive()


def test_a_mailbox_has_one_holder_and_the_next_takes_over(db: Database) -> None:
    ports = [Port("one"), Port("two")]
    first, second = (Supervisor(Listening(port, "mailbox:x"), keep=keep, db=db) for port in ports)
    first.start()
    assert ports[0].listening.wait(10)
    second.start()
    assert not ports[1].listening.wait(0.2)
    first.stop()
    first.join(10)
    assert ports[1].listening.wait(10)
    assert not ports[0].listening.is_set()
    second.stop()
    second.join(10)
    assert not second.is_alive()


def test_one_that_waits_for_a_lease_stops_at_once(db: Database) -> None:
    held = db.hold("mailbox:x")
    assert held is not None
    waiting = Supervisor(Listening(Port("one"), "mailbox:x"), keep=keep, db=db)
    waiting.start()
    waiting.stop()
    waiting.join(10)
    assert not waiting.is_alive()
    held.release()


def test_a_lost_lease_is_noticed(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = threading.Event()
    monkeypatch.setattr("store.lease.Lease.alive", lambda self: not lost.is_set())
    holding = Holding(db, "scheduler")
    with holding.held() as over:
        assert over is not None
        assert not over.is_set()
        lost.set()
        until(over.is_set)
    again = db.hold("scheduler")
    assert again is not None
    again.release()


def test_a_connection_that_is_cut_gives_the_mailbox_up_and_takes_it_again(
    postgres_db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    port = Port("one")
    supervisor = Supervisor(Listening(port, "mailbox:x"), keep=keep, db=postgres_db)
    supervisor.start()
    assert port.listening.wait(10)
    with psycopg.connect(
        postgres_db.url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
    ) as cutter:
        cutter.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON oid = database "
            "WHERE locktype = 'advisory' AND datname = current_database()"
        )
    until(lambda: port.started == 2 and port.listening.is_set())
    supervisor.stop()
    supervisor.join(10)
    assert not supervisor.is_alive()
    assert "mailbox:x: the lease is lost" in caplog.text
