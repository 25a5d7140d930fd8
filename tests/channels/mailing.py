"""Mails to send and listeners to run, for the tests of the mail channels."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.imap import ImapListener
from bot.channels.imapsettings import ImapSettings
from bot.cli.wiring import StoredCursor, keeper
from scheduler.loops import Bell
from store import inbox
from store.database import Database
from store.inbox import InboxItem
from store.outbox import OutboxItem
from tests.servers.dovecot import PASSWORD
from tests.servers.fixtures_mail import Mailbox

CUSTOMER = "chenmin@baiwei.example.cn"
QUEUED = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def clock() -> datetime:
    """The server's own dates are real, so ours are too."""
    return datetime.now(UTC)


def mail(number: int = 1, text: str = "可乐两箱", *, sender: str = CUSTOMER, extra: str = "") -> bytes:
    """A customer's mail; `number` makes its Message-ID, `extra` are further header lines with their line ends."""
    return (
        f"From: <{sender}>\r\nTo: orders@hengtong.example.cn\r\nSubject: order {number}\r\n"
        f"Message-ID: <m{number}@baiwei.example.cn>\r\nDate: Tue, 24 Nov 2026 09:00:00 +0800\r\n{extra}"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{text}\r\n"
    ).encode()


def settings(mailbox: Mailbox, **changes: Any) -> ImapSettings:
    """Of this mailbox, over TLS as a company has it; `changes` replace single values."""
    values: dict[str, Any] = {
        "host": "localhost",
        "port": mailbox.server.tls_port,
        "ca_file": mailbox.server.ca,
        "user": mailbox.address,
        "password": PASSWORD,
        "timeout": 10.0,
        **changes,
    }
    return ImapSettings.model_validate(values)


def listener(db: Database, wanted: ImapSettings) -> ImapListener:
    """A listener that notes its place in the database and does not wait long after a failure."""
    name = f"imap:{wanted.own_address}/{wanted.folder}"
    return ImapListener(wanted, cursor=StoredCursor(db, name), clock=clock, rand=lambda: 0.0)


def read_all(db: Database, wanted: ImapSettings) -> None:
    """One listener, from its connection until there is nothing new, and its end."""
    one = listener(db, wanted)
    try:
        while one.poll_one(keeper(db, Bell(), clock=clock)):
            pass
    finally:
        one.close()


@contextmanager
def listening(db: Database, wanted: ImapSettings) -> Iterator[ImapListener]:
    """A listener that runs in a thread of its own until the end of the block."""
    one, stop = listener(db, wanted), threading.Event()
    thread = threading.Thread(target=one.run, args=(keeper(db, Bell(), clock=clock), stop), daemon=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.channels.imaplink._SLICE", 0.2)  # how soon it sees that it should stop
        patched.setattr("bot.channels.retry.RECONNECT_FIRST", 0.2)
        thread.start()
        try:
            yield one
        finally:
            stop.set()
            thread.join(20)
            assert not thread.is_alive()


def kept(db: Database) -> list[InboxItem]:
    """What is in the inbox, oldest first."""
    with db.read() as tx:
        return list(reversed(inbox.recent(tx, limit=1000)))


def subjects(db: Database) -> list[str]:
    return sorted(item.envelope.subject or "" for item in kept(db))


def killed_at(point: str, worker: str, *arguments: str) -> None:
    """Runs this module, which is given the point as well, and kills it once it says that it is there."""
    process = subprocess.Popen([sys.executable, "-m", worker, *arguments, point], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().decode().strip() == point
    finally:
        process.kill()
        process.communicate()


def outgoing(number: int = 1, **changes: Any) -> OutboxItem:
    """A message as it is claimed from the outbox."""
    values: dict[str, Any] = {
        "id": number,
        "channel": "email",
        "conversation": f"email:{CUSTOMER}",
        "to": CUSTOMER,
        "kind": "receipt",
        "language": "zh",
        "text": "您的订单已收到。",
        "subject": "订单确认",
        "dedupe_key": f"receipt:{number}",
        "token": "0a1b2c3d",
        "state": "sending",
        "attempts": 1,
        "queued_at": QUEUED,
        "due_at": QUEUED,
        "inbox_id": 1,
        **changes,
    }
    return OutboxItem(**values)
