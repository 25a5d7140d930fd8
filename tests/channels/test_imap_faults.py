"""Lines that break at any byte, servers that fall silent, and processes that are killed: every mail is kept once."""

import json
from collections.abc import Callable
from contextlib import suppress

import pytest

from bot.channels.base import ChannelError
from bot.channels.retry import reconnect_delay
from bot.cli.wiring import keeper
from scheduler.loops import Bell
from store.database import Database
from tests.channels.mailing import clock, killed_at, listener, listening, mail, read_all, settings, subjects
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.fixtures_mail import Mailbox
from tests.servers.ports import until
from tests.servers.proxy import Proxy


def through(proxy: Proxy, mailbox: Mailbox, **changes: object) -> dict[str, object]:
    return {
        "port": proxy.port,
        "host": "127.0.0.1",
        "security": "plain",
        "ca_file": None,
        "timeout": 1.0,
        **changes,
    }


@pytest.mark.parametrize(
    "fail", [Proxy.fin, Proxy.rst, Proxy.black_hole, Proxy.refuse], ids=["FIN", "RST", "silence", "restart"]
)
def test_a_line_that_breaks_while_waiting_is_made_again(
    sqlite_db: Database, mailbox: Mailbox, imap_proxy: Proxy, fail: Callable[[Proxy], None]
) -> None:
    wanted = settings(mailbox, **through(imap_proxy, mailbox, idle_seconds=1))
    with listening(sqlite_db, wanted) as one:
        mailbox.deliver(mail(1))
        until(lambda: subjects(sqlite_db) == ["order 1"])
        fail(imap_proxy)
        if fail is Proxy.refuse:
            imap_proxy.rst()
        mailbox.deliver(mail(2))
        if fail in (Proxy.black_hole, Proxy.refuse):
            until(lambda: one.problem)
            imap_proxy.heal()
        until(lambda: subjects(sqlite_db) == ["order 1", "order 2"])
        until(lambda: one.problem is None)
    assert imap_proxy.connections < 20  # a dead line is no reason to spin


def test_a_line_that_is_cut_after_any_number_of_bytes(
    sqlite_db: Database, mailbox: Mailbox, imap_proxy: Proxy
) -> None:
    wanted = settings(mailbox, **through(imap_proxy, mailbox, batch=3))
    mailbox.deliver(*(mail(number, "可乐两箱\r\n" * 20) for number in range(4)))
    keep = keeper(sqlite_db, Bell(), clock=clock)
    one, broken = listener(sqlite_db, wanted), 0
    for length in range(0, 9_000, 211):
        imap_proxy.cut_after = length
        try:
            while one.poll_one(keep):
                pass
        except ChannelError:
            broken += 1
        one.close()
    assert broken > 10
    imap_proxy.heal()
    read_all(sqlite_db, wanted)
    assert subjects(sqlite_db) == [f"order {number}" for number in range(4)]
    with mailbox.server.login(mailbox.address) as client:
        assert len(client.search()) == len(client.search("SEEN")) == 4


def test_one_dead_server_never_stops_the_others(
    sqlite_db: Database, dovecot: Dovecot, mailbox: Mailbox, imap_proxy: Proxy
) -> None:
    healthy = Mailbox(dovecot, f"healthy-{mailbox.address}")
    imap_proxy.black_hole()
    dead = settings(mailbox, **through(imap_proxy, mailbox))
    with listening(sqlite_db, dead) as one, listening(sqlite_db, settings(healthy)):
        for number in range(3):
            healthy.deliver(mail(number))
            until(lambda: len(subjects(sqlite_db)) == number + 1)  # noqa: B023
        assert "timed out" in until(lambda: one.problem)


@pytest.mark.parametrize(
    ("database", "point"),
    [("sqlite_url", "fetched"), ("postgres_url", "committed"), ("sqlite_url", "marked")],
)
def test_killed_at_any_point_nothing_is_lost_or_kept_twice(
    request: pytest.FixtureRequest, mailbox: Mailbox, database: str, point: str
) -> None:
    url: str = request.getfixturevalue(database)
    mailbox.deliver(*(mail(number) for number in range(3)))
    wanted = settings(mailbox, move_to="Taken")
    told = wanted.model_dump(mode="json", exclude_none=True) | {"password": PASSWORD}
    killed_at(point, "tests.channels.mailworker", url, json.dumps(told))
    with mailbox.server.login(mailbox.address) as client:
        moved = 3 if point == "marked" else 0
        assert len(client.search()) == 3 - moved
        assert len(client.search("SEEN")) == 0
    with Database.open(url) as db:
        read_all(db, wanted)
        read_all(db, wanted)
        assert subjects(db) == ["order 0", "order 1", "order 2"]
    with mailbox.server.login(mailbox.address, "Taken") as client:
        assert len(client.search("SEEN")) == 3


def test_a_database_that_is_away_keeps_the_mail_at_the_server(sqlite_db: Database, mailbox: Mailbox) -> None:
    mailbox.deliver(mail(1))
    wanted = settings(mailbox)
    one = listener(sqlite_db, wanted)

    def keep(envelope: object) -> bool:
        raise ConnectionError("the database is away")

    for _ in range(3):
        with suppress(ConnectionError):
            one.poll_one(keep)
    one.close()
    with mailbox.server.login(mailbox.address) as client:
        assert len(client.search("UNSEEN")) == 1
    read_all(sqlite_db, wanted)
    assert subjects(sqlite_db) == ["order 1"]


def test_the_wait_doubles_up_to_five_minutes_and_is_spread() -> None:
    assert [reconnect_delay(failures, rand=1.0) for failures in (0, 1, 2, 3, 8, 9, 10_000)] == [
        0.0, 2.0, 4.0, 8.0, 256.0, 300.0, 300.0,
    ]  # fmt: skip
    assert reconnect_delay(3, rand=0.0) == 4.0
