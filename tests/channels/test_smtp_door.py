"""The SMTP door: its 250 means that the mail is committed, and no client can shut it."""

import smtplib
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from bot.channels.base import ChannelError, Keep
from bot.channels.smtpdoor import SmtpDoor, SmtpDoorSettings
from bot.cli.wiring import keeper
from scheduler.loops import Bell
from store import inbox
from store.database import Database
from store.envelope import Envelope
from store.errors import DatabaseDown
from tests.channels.mailing import CUSTOMER, QUEUED, kept, mail

TO = "orders@hengtong.example.cn"


class Days:
    """A clock that shows another day at each look."""

    def __init__(self) -> None:
        self.day = 0

    def __call__(self) -> datetime:
        self.day += 1
        return QUEUED + timedelta(days=self.day)


@contextmanager
def open_door(keep: Keep, **changes: object) -> Iterator[SmtpDoor]:
    settings = SmtpDoorSettings.model_validate({"port": 0, "timeout": 5.0, **changes})
    door, stop = SmtpDoor(settings, clock=Days()), threading.Event()
    thread = threading.Thread(target=door.run, args=(keep, stop), daemon=True)
    thread.start()
    try:
        assert door.ready.wait(10)
        yield door
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def door(db: Database) -> Iterator[SmtpDoor]:
    with open_door(keeper(db, Bell(), clock=lambda: QUEUED)) as opened:
        yield opened


def client(door: SmtpDoor) -> smtplib.SMTP:
    assert door.port is not None
    return smtplib.SMTP("127.0.0.1", door.port, timeout=10)


def test_a_mail_program_hands_in_an_order(db: Database, door: SmtpDoor) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"陈敏 <{CUSTOMER}>", TO, "订货"
    message["Message-ID"], message["Date"] = "<1@baiwei.example.cn>", "Tue, 24 Nov 2026 09:00:00 +0800"
    message.set_content("可乐两箱\n.\n橙汁一箱\n")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="订单.pdf")
    with client(door) as smtp:
        smtp.ehlo()
        assert smtp.has_extn("8bitmime")
        assert smtp.has_extn("smtputf8")
        assert smtp.esmtp_features["size"] == str(30 * 1024 * 1024)
        assert smtp.send_message(message) == {}
        (item,) = kept(db)  # already, before the client has said goodbye
    envelope = item.envelope
    assert envelope.text == "可乐两箱\n.\n橙汁一箱"
    assert (envelope.sender_address, envelope.sender_name) == (CUSTOMER, "陈敏")
    assert envelope.to == (TO,)
    assert [file.filename for file in envelope.attachments] == ["订单.pdf"]
    assert envelope.proven is None
    with db.read() as tx:
        trace, _, rest = inbox.raw(tx, item.id).partition(b"\r\n")
    assert trace.startswith(b"Received: by jiedan.localhost with ESMTP; ")
    assert rest.startswith(b"From: ")


def test_a_repeated_mail_is_kept_once_but_undated_words_of_another_day_are_another_order(
    db: Database, door: SmtpDoor
) -> None:
    undated = f"From: {CUSTOMER}\r\nSubject: weekly\r\n\r\n可乐两箱\r\n".encode()
    with client(door) as smtp:
        for content in (mail(1), mail(1), undated, undated):
            smtp.sendmail(CUSTOMER, [TO], content)
    assert [item.envelope.subject for item in kept(db)] == ["order 1", "weekly", "weekly"]


def test_a_bounce_is_known_by_its_empty_sender(db: Database, door: SmtpDoor) -> None:
    with client(door) as smtp:
        smtp.sendmail("", [TO], mail(1))
    assert kept(db)[0].envelope.automated == "it has no return path, as bounces do"


def test_while_the_database_is_away_the_client_keeps_the_mail(sqlite_db: Database) -> None:
    commit, away = keeper(sqlite_db, Bell(), clock=lambda: QUEUED), threading.Event()
    away.set()

    def keep(envelope: Envelope) -> bool:
        if away.is_set():
            raise DatabaseDown("the disk is full")
        return commit(envelope)

    with open_door(keep) as door, client(door) as smtp:
        with pytest.raises(smtplib.SMTPDataError) as error:
            smtp.sendmail(CUSTOMER, [TO], mail(1))
        assert error.value.smtp_code == 451
        away.clear()
        assert smtp.sendmail(CUSTOMER, [TO], mail(1)) == {}
    assert len(kept(sqlite_db)) == 1


def test_a_client_that_hangs_up_while_we_commit_undoes_nothing(sqlite_db: Database) -> None:
    commit, begun, go_on = (
        keeper(sqlite_db, Bell(), clock=lambda: QUEUED),
        threading.Event(),
        threading.Event(),
    )

    def keep(envelope: Envelope) -> bool:
        begun.set()
        assert go_on.wait(10)
        return commit(envelope)

    with open_door(keep) as door:
        assert door.port is not None
        line = socket.create_connection(("127.0.0.1", door.port), timeout=10)
        words = f"EHLO x\r\nMAIL FROM:<{CUSTOMER}>\r\nRCPT TO:<{TO}>\r\nDATA\r\n".encode()
        for command in words.splitlines(keepends=True):
            line.recv(4096)
            line.sendall(command)
        line.recv(4096)
        line.sendall(mail(1) + b".\r\n")
        assert begun.wait(10)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.close()
        go_on.set()
    assert len(kept(sqlite_db)) == 1  # the door finishes what is in hand before it closes


def test_what_is_too_large_is_refused_with_the_size(sqlite_db: Database) -> None:
    large = mail(1, "x" * 60 + "\r\n" * 20_000)
    with open_door(keeper(sqlite_db, Bell(), clock=lambda: QUEUED), size_cap=20_000) as door:
        with client(door) as smtp, pytest.raises(smtplib.SMTPSenderRefused) as declared:
            smtp.sendmail(CUSTOMER, [TO], large)
        assert declared.value.smtp_code == 552
        with client(door) as smtp:
            smtp.helo()  # an old client declares nothing
            smtp.mail(CUSTOMER)
            smtp.rcpt(TO)
            assert smtp.data(large)[0] == 552
            assert smtp.noop()[0] == 250
            smtp.sendmail(CUSTOMER, [TO], mail(2))
    assert [item.envelope.subject for item in kept(sqlite_db)] == ["order 2"]


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"x" * 200_000,
        b"EHLO " + b"\xff" * 100 + b"\r\nMAIL FROM:<\x00>\r\n",
        b"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n",
        b"EHLO x\r\nMAIL FROM:<a@b> SIZE=99999999999999999999\r\nMAIL FROM:<a@b> SIZE=x\r\n",
        b"EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nhalf a mail",
        b"EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n" + b"y" * 100_000 + b"\r\n.\r\n",
        b"EHLO x\r\nAUTH PLAIN AAAA\r\nSTARTTLS\r\nVRFY x\r\nEXPN x\r\nHELP\r\nNOSUCH\r\n",
        b"EHLO x\r\n" * 300,
    ],
)
def test_a_bad_client_shuts_no_door(sqlite_db: Database, said: bytes) -> None:
    with open_door(keeper(sqlite_db, Bell(), clock=lambda: QUEUED)) as door:
        assert door.port is not None
        for reset in (False, True):
            with suppress(OSError), socket.create_connection(("127.0.0.1", door.port), timeout=10) as line:
                line.sendall(said)
                if reset:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with client(door) as smtp:
            smtp.sendmail(CUSTOMER, [TO], mail(1))
    assert [item.envelope.subject for item in kept(sqlite_db)] == ["order 1"]


@pytest.mark.parametrize("verb", ["POST", "PUT", "GET", "OPTIONS"])
def test_a_page_in_a_browser_posts_no_order(sqlite_db: Database, verb: str) -> None:
    smuggled = (
        f"{verb} / HTTP/1.1\r\nHost: 127.0.0.1:2525\r\n\r\n"
        f"EHLO x\r\nMAIL FROM:<{CUSTOMER}>\r\nRCPT TO:<{TO}>\r\nDATA\r\n"
    ).encode()
    with open_door(keeper(sqlite_db, Bell(), clock=lambda: QUEUED)) as door:
        assert door.port is not None
        with socket.create_connection(("127.0.0.1", door.port), timeout=10) as line:
            said = b""
            with suppress(ConnectionError):
                line.sendall(smuggled + mail(1) + b".\r\n")
                while words := line.recv(4096):
                    said += words
    assert b"kept" not in said
    assert kept(sqlite_db) == []


def test_it_listens_on_this_machine_only_and_stops_beside_an_idle_client() -> None:
    with open_door(lambda envelope: True) as door:
        assert door.port is not None
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", door.port), timeout=5)
        idle = socket.create_connection(("127.0.0.1", door.port), timeout=5)
    idle.close()


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        door = SmtpDoor(SmtpDoorSettings(port=port), clock=Days())
        with pytest.raises(ChannelError, match=f"smtp_door: cannot listen on 127.0.0.1:{port}"):
            door.run(lambda envelope: True, threading.Event())
