"""Record, act, record: what is in the outbox goes out once, whatever fails or is killed on the way."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from bot.channels.base import ChannelError
from bot.channels.delivery import LEASE, deliver_one
from bot.channels.retry import SCHEDULE, next_attempt
from bot.channels.smtp import SmtpSender, SmtpSettings
from store import outbox
from store.database import Database
from store.outbox import OutboxItem
from tests.channels.mailing import killed_at
from tests.end_to_end.bot import Home
from tests.servers.smtp import SmtpServer
from tests.store.making import MINUTE, NOW, draft


class Spoken:
    """A sender that does what it is told."""

    name = "email"

    def __init__(self, act: Callable[[OutboxItem], str]) -> None:
        self.act = act
        self.sent: list[OutboxItem] = []

    def send(self, item: OutboxItem) -> str:
        receipt = self.act(item)
        self.sent.append(item)
        return receipt


def failing(error: Exception) -> Spoken:
    def act(_: OutboxItem) -> str:
        raise error

    return Spoken(act)


def good() -> Spoken:
    return Spoken(lambda item: "250 ok")


def queue(db: Database, *numbers: int, **fields: object) -> list[int]:
    with db.begin() as tx:
        return [outbox.enqueue(tx, draft(number, **fields), now=NOW) or 0 for number in numbers]


def row(db: Database, outbox_id: int) -> OutboxItem:
    with db.read() as tx:
        found = outbox.get(tx, outbox_id)
    assert found is not None
    return found


def deliver(db: Database, sender: Spoken, now: datetime = NOW) -> bool:
    return deliver_one(db, {"email": sender}, now=now, rand=lambda: 0.5)


def test_the_attempt_is_committed_before_the_act_and_the_receipt_after(db: Database, db_url: str) -> None:
    (number,) = queue(db, 1)

    def act(item: OutboxItem) -> str:
        with Database.open(db_url) as another:
            seen = row(another, item.id)
        assert (seen.state, seen.attempts, seen.due_at) == ("sending", 1, NOW + LEASE)
        return "250 taken"

    assert deliver(db, Spoken(act))
    done = row(db, number)
    assert (done.state, done.receipt, done.sent_at, done.reason) == ("sent", "250 taken", NOW, None)
    assert not deliver(db, good())


def test_a_temporary_failure_waits_with_its_reason_and_goes_out_later(db: Database) -> None:
    (number,) = queue(db, 1)
    assert deliver(db, failing(ChannelError("the server is full")))
    waiting = row(db, number)
    assert (waiting.state, waiting.reason, waiting.due_at) == ("queued", "the server is full", NOW + MINUTE)
    assert not deliver(db, good(), NOW + MINUTE / 2)
    assert deliver(db, good(), NOW + MINUTE)
    done = row(db, number)
    assert (done.state, done.attempts, done.reason) == ("sent", 2, None)


def test_a_permanent_failure_is_not_repeated_and_the_operator_reads_why(
    sqlite_url: str, tmp_path: Path
) -> None:
    with Database.open(sqlite_url) as db:
        queue(db, 1)
        refused = ChannelError(
            "the server refused the recipient li@example.cn: 550 5.1.1 no such user", permanent=True
        )
        assert deliver(db, failing(refused))
        assert not deliver(db, good(), NOW + 1000 * MINUTE)
    home = Home(tmp_path, config=f'[database]\nurl = "{sqlite_url}"\n')
    (listed,) = home.listed("outbox")
    assert (listed["state"], listed["reason"]) == ("failed", refused.reason)
    assert "550 5.1.1 no such user" in home.jiedan("outbox", "list")


def test_after_two_days_it_is_given_up(sqlite_db: Database) -> None:
    (number,) = queue(sqlite_db, 1)
    now, tries = NOW, 0
    while row(sqlite_db, number).state == "queued":
        now = row(sqlite_db, number).due_at
        assert deliver(sqlite_db, failing(ChannelError("it refuses connections")), now)
        tries += 1
    assert tries == len(SCHEDULE) + 1
    assert timedelta(days=1.5) < now - NOW < timedelta(days=2.5)
    assert row(sqlite_db, number).reason == "given up after 14 attempts: it refuses connections"


def test_what_nobody_foresaw_is_tried_again(sqlite_db: Database, caplog: pytest.LogCaptureFixture) -> None:
    (number,) = queue(sqlite_db, 1)
    assert deliver(sqlite_db, failing(KeyError("oops")))
    assert (row(sqlite_db, number).state, row(sqlite_db, number).reason) == ("queued", "KeyError: 'oops'")
    assert "failed for now" in caplog.text


def test_a_channel_that_is_not_configured_fails_for_good(sqlite_db: Database) -> None:
    (number,) = queue(sqlite_db, 1, channel="telegram")
    assert deliver(sqlite_db, good())
    assert row(sqlite_db, number).reason == "nothing here sends by telegram: it is not configured"
    assert row(sqlite_db, number).state == "failed"


def test_one_that_fails_does_not_hold_up_other_conversations(sqlite_db: Database) -> None:
    queue(sqlite_db, 1)
    queue(sqlite_db, 2, conversation="email:wang@example.cn", to="wang@example.cn")
    assert deliver(sqlite_db, failing(ChannelError("not now")))
    sender = good()
    assert deliver(sqlite_db, sender)
    assert [item.to for item in sender.sent] == ["wang@example.cn"]


def test_a_slow_server_is_not_overtaken(sqlite_db: Database) -> None:
    """While a sender lives, nobody else sends its message, however long the server takes."""
    queue(sqlite_db, 1)
    lease = timedelta(seconds=1.5)

    def act(_: OutboxItem) -> str:
        began = time.monotonic()
        while (passed := time.monotonic() - began) < 3 * lease.total_seconds():
            now = NOW + timedelta(seconds=passed)
            assert not deliver_one(sqlite_db, {"email": good()}, now=now, lease=lease)
            time.sleep(0.05)
        return "250 at last"

    assert deliver_one(sqlite_db, {"email": Spoken(act)}, now=NOW, lease=lease)
    with sqlite_db.read() as tx:
        (done,) = outbox.recent(tx)
    assert (done.state, done.receipt, done.attempts) == ("sent", "250 at last", 1)


@pytest.mark.parametrize(("database", "point"), [("sqlite_url", "before"), ("postgres_url", "after")])
def test_killed_around_the_act_it_goes_out_again_under_the_same_id(
    request: pytest.FixtureRequest, smtp_server: SmtpServer, database: str, point: str
) -> None:
    url: str = request.getfixturevalue(database)
    with Database.open(url) as db:
        queue(db, 1)
    killed_at(point, "tests.channels.deliveryworker", url, str(smtp_server.port))
    assert len(smtp_server.mails) == (point == "after")
    settings = {
        "host": "localhost",
        "port": smtp_server.port,
        "security": "plain",
        "from_address": "orders@example.com",
    }
    sender = SmtpSender(SmtpSettings.model_validate(settings), clock=lambda: NOW)
    with Database.open(url) as db:
        assert not deliver_one(db, {"email": sender}, now=NOW + LEASE / 2)
        assert deliver_one(db, {"email": sender}, now=NOW + 2 * LEASE)
        assert not deliver_one(db, {"email": sender}, now=NOW + 1000 * LEASE)
        with db.read() as tx:
            (done,) = outbox.recent(tx)
    assert (done.state, done.attempts) == ("sent", 2)
    ids = [message_from_bytes(each.original_content or b"")["Message-ID"] for each in smtp_server.mails]
    assert set(ids) == {done.message_id("example.com")}
    assert len(ids) == 1 + (point == "after")


def test_the_next_attempt_is_spread_and_heeds_what_the_other_side_asks() -> None:
    assert next_attempt(1, now=NOW, rand=0.0) == NOW + 0.8 * MINUTE
    assert next_attempt(1, now=NOW, rand=1.0) == NOW + 1.2 * MINUTE
    assert next_attempt(len(SCHEDULE), now=NOW, rand=0.5) == NOW + 840 * MINUTE
    assert next_attempt(len(SCHEDULE) + 1, now=NOW, rand=0.5) is None
    assert next_attempt(1, now=NOW, rand=0.5, retry_after=600) == NOW + 10 * MINUTE
    assert next_attempt(1, now=NOW, rand=0.5, retry_after=1e9) == NOW + timedelta(days=1)
    assert next_attempt(1, now=NOW, rand=0.5, retry_after=-5) == NOW + MINUTE
