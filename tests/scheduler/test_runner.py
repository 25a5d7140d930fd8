"""The runner in one process, with the real desk, the SMTP door and a maildir."""

import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.channels.base import ChannelError
from bot.channels.maildir import MaildirSender
from bot.channels.smtpdoor import SmtpDoor, SmtpDoorSettings
from bot.cli.wiring import keeper
from bot.desk import progress
from bot.desk.desk import Desk
from bot.desk.hours import QuietHours
from bot.desk.settings import DeskSettings
from bot.sample.company import load_where_empty
from scheduler.listening import Listening
from scheduler.loops import Bell
from scheduler.runner import ROLES, Parts, Role, Runner
from store import orders, outbox
from store.database import Database
from store.outbox import OutboxItem
from tests.scheduler.waiting import until


def clock() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def door() -> SmtpDoor:
    return SmtpDoor(SmtpDoorSettings(port=0), clock=clock)


@pytest.fixture
def box(tmp_path: Path) -> Path:
    return tmp_path / "outgoing"


@pytest.fixture
def parts(db: Database, door: SmtpDoor, box: Path) -> Parts:
    load_where_empty(db)
    inbox_bell = Bell()
    return Parts(
        db=db,
        # By day and by night.
        desk=Desk(settings=DeskSettings(quiet=QuietHours(begin="00:00", end="00:00"))),
        keep=keeper(db, inbox_bell, clock=clock),
        senders={"email": MaildirSender(box, from_address="orders@lanwu-home.example", clock=clock)},
        inbox_bell=inbox_bell,
        outbox_bell=Bell(),
        listeners=[Listening(door)],
    )


@contextmanager
def running(parts: Parts, *roles: Role) -> Iterator[Runner]:
    runner = Runner(parts, roles=roles or ROLES, clock=clock)
    runner.start()
    try:
        yield runner
    finally:
        assert runner.stop(within=20)


def post(door: SmtpDoor, text: str, *, sender: str = "hello@haitangli.example") -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "orders@lanwu-home.example", "订货"
    mail.set_content(text)
    assert door.ready.wait(20)
    with smtplib.SMTP("127.0.0.1", door.port or 0, timeout=20) as smtp:
        smtp.send_message(mail)


def texts(box: Path) -> list[str]:
    mails = [message_from_bytes(path.read_bytes()) for path in sorted((box / "new").glob("*"))]
    return [mail.get_payload(decode=True).decode() for mail in mails]  # type: ignore[union-attr]


def test_a_mail_is_answered_and_an_operators_step_told(parts: Parts, door: SmtpDoor, box: Path) -> None:
    with running(parts) as runner:
        post(door, "白毛巾10包，白浴巾20条")
        until(lambda: texts(box))
        with parts.db.read() as tx:
            (order,) = orders.listing(tx)
        assert order.order_no in texts(box)[0]
        progress.ship(
            parts.db,
            order.order_no,
            carrier="sf",
            tracking_number="SF1234567890",
            by="tester",
            channel="staff",
            now=clock(),
        )
        until(lambda: any("SF1234567890" in text for text in texts(box)))
        assert runner.alive()
    assert len(texts(box)) == 2


def test_a_role_that_is_not_named_does_not_run(parts: Parts, door: SmtpDoor, box: Path) -> None:
    with running(parts, "listen", "work"):
        post(door, "白毛巾10包")
        until(lambda: _queued(parts.db))
    assert not texts(box)
    with running(parts, "send"):
        until(lambda: texts(box))


def test_a_channel_that_hangs_holds_up_no_other(parts: Parts, door: SmtpDoor, box: Path) -> None:
    free, begun = threading.Event(), threading.Event()

    class Hanging:
        """Stands for a server that takes a connection and then says nothing."""

        name = "telegram"

        def send(self, item: OutboxItem) -> str:
            begun.set()
            free.wait()
            raise ChannelError("no answer")

    hanging = replace(parts, senders={**parts.senders, "telegram": Hanging()})
    with parts.db.begin() as tx:
        for number in range(3):
            draft = outbox.OutgoingDraft(
                channel="telegram",
                conversation=f"telegram:{number}",
                to=str(number),
                kind="say",
                language="zh",
                text="在吗",
                dedupe_key=f"say:{number}",
            )
            outbox.enqueue(tx, draft, now=clock())
    with running(hanging):
        try:
            assert begun.wait(20)
            post(door, "白毛巾10包")
            until(lambda: texts(box))
        finally:
            free.set()


def test_what_hangs_is_left_to_the_next_start(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    free, begun = threading.Event(), threading.Event()

    class Hanging:
        name = "busy"

        def run(self, keep: object, stop: threading.Event) -> None:
            begun.set()
            free.wait()

    runner = Runner(replace(parts, listeners=[Listening(Hanging())]), roles=["listen"], clock=clock)
    runner.start()
    assert begun.wait(20)
    assert not runner.stop(within=0.1)
    free.set()
    assert runner.stop(within=20)


def _queued(db: Database) -> bool:
    with db.read() as tx:
        return bool(outbox.recent(tx))
