"""Machines are known by what they write in the header, and only our own server's word proves a sender."""

from datetime import UTC, datetime

import pytest

from bot.channels.compose import compose
from bot.channels.mime import envelope_from_bytes
from store.envelope import Envelope
from tests.channels.mailing import outgoing

NOW = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
OWN = "orders@hengtong.example.cn"


def read(
    header: str, *, sender: str = "li@baiwei.example.cn", subject: str = "订货", **changes: object
) -> Envelope:
    raw = f"{header}From: Li <{sender}>\r\nSubject: {subject}\r\n\r\n可乐两箱\r\n".encode()
    values = {"source": "test:1", "received_at": NOW, "own_addresses": (OWN,), **changes}
    return envelope_from_bytes(raw, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("Auto-Submitted: auto-replied\r\n", "Auto-Submitted: auto-replied"),
        ("Auto-Submitted: Auto-Generated; owner=x\r\n", "Auto-Submitted: auto-generated"),
        ("Return-Path: <>\r\n", "no return path"),
        ("Precedence: bulk\r\n", "Precedence: bulk"),
        ("Precedence: JUNK\r\n", "Precedence: junk"),
        ("List-Id: News <news.shop.example>\r\n", "mailing list"),
        ("List-Unsubscribe: <mailto:u@shop.example>\r\n", "newsletter"),
        ("X-Auto-Response-Suppress: OOF, AutoReply\r\n", "forbids automatic answers"),
        ("X-Auto-Response-Suppress: All\r\n", "forbids automatic answers"),
        ("X-Autoreply: yes\r\n", "automatic reply"),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n", "delivery report"),
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n", "read receipt"),
        ("Content-Type: multipart/report; report-type*0*=%; boundary=x\r\n", "delivery report"),
        ("Message-ID: <jiedan-17-0a1b2c3d@hengtong.example.cn>\r\n", "our own mails"),
    ],
)  # fmt: skip
def test_a_machine_is_known_by_its_header(header: str, why: str) -> None:
    assert why in (read(header).automated or "")


@pytest.mark.parametrize(
    "sender",
    [
        "noreply@shop.example", "No-Reply@shop.example", "do_not_reply+7@shop.example", "MAILER-DAEMON@mx.example",
        "postmaster@mx.example", "noreply-orders@shop.example", "bounces@shop.example", OWN,
    ],
)  # fmt: skip
def test_a_machine_is_known_by_its_address(sender: str) -> None:
    assert read("", sender=sender).automated


@pytest.mark.parametrize(
    "subject",
    [
        "自动回复：订货",
        "Automatic reply: order",
        "Out of Office: back on Monday",
        "Undeliverable: order",
        "退信：订货",
    ],
)
def test_a_machine_is_known_by_its_subject(subject: str) -> None:
    assert read("", subject=subject).automated


@pytest.mark.parametrize(
    ("header", "sender", "subject"),
    [
        ("", "li@baiwei.example.cn", "Re: 自动回复：订货"),
        ("Auto-Submitted: no\r\n", "li@baiwei.example.cn", "订货"),
        ("Precedence: normal\r\n", "li@baiwei.example.cn", "订货"),
        ("X-Auto-Response-Suppress: RN, NRN\r\n", "li@baiwei.example.cn", "订货"),
        ("Return-Path: <li@baiwei.example.cn>\r\n", "li@baiwei.example.cn", "订货"),
        ("Message-ID: <jiedan-17@baiwei.example.cn>\r\n", "li@baiwei.example.cn", "订货"),
        ("List-Id: our orders <orders.hengtong.example.cn>\r\nPrecedence: list\r\n", "li@baiwei.example.cn", "订货"),
        ("", "norelyea@baiwei.example.cn", "订货"),
        ("", "bouncer@club.example", "order for the club"),
    ],
)  # fmt: skip
def test_people_are_no_machines(header: str, sender: str, subject: str) -> None:
    assert read(header, sender=sender, subject=subject).automated is None


def test_what_smtp_said_counts_like_a_return_path() -> None:
    assert read("", envelope_from="").automated == "it has no return path, as bounces do"
    assert read("", envelope_from="li@baiwei.example.cn").automated is None
    assert read("", envelope_from=None).automated is None


def test_our_own_answers_are_known_when_they_come_back() -> None:
    sent = compose(outgoing(), from_address="shop@elsewhere.example", now=NOW).as_bytes()
    back = envelope_from_bytes(sent, source="test:1", received_at=NOW)
    assert back.automated == "one of our own mails came back"


MX = "Authentication-Results: mx.hengtong.example.cn; "
ELSE = "Authentication-Results: mx.evil.example; "


@pytest.mark.parametrize(
    ("header", "proven"),
    [
        (MX + "dmarc=pass header.from=baiwei.example.cn\r\n", True),
        (MX + "dkim=pass header.d=baiwei.example.cn\r\n", True),
        (MX + "dkim=pass header.d=example.cn\r\n", True),
        (MX + "spf=pass smtp.mailfrom=bounce@baiwei.example.cn\r\n", True),
        (MX + "dmarc=fail header.from=baiwei.example.cn\r\n", False),
        (MX + "spf=fail smtp.mailfrom=baiwei.example.cn; dkim=none\r\n", False),
        (MX + "dkim=pass header.d=evil.example\r\n", None),
        (MX + "dkim=pass header.d=cn\r\n", None),
        (MX + "dkim=pass header.d=iwei.example.cn\r\n", None),
        (MX + "dmarc=pass header.from=evil.example\r\n", None),
        (MX + 'spf=fail reason="; dkim=pass header.d=baiwei.example.cn"\r\n', False),
        (MX + "spf=none (dkim=pass header.d=baiwei.example.cn)\r\n", None),
        (MX + "none\r\n", None),
        ("", None),
        (ELSE + "dmarc=pass header.from=baiwei.example.cn\r\n", None),
        ("Authentication-Results: mx.hengtong.example.cn.evil.example; dmarc=pass\r\n", None),
        # What the sender wrote stands below what our server wrote.
        (MX + "dmarc=fail\r\n" + MX + "dmarc=pass header.from=baiwei.example.cn\r\n", False),
        (ELSE + "dmarc=pass\r\n" + MX + "dkim=none\r\n" + MX + "dmarc=pass\r\n", None),
    ],
)
def test_only_our_own_server_proves_a_sender(header: str, proven: bool | None) -> None:
    assert read(header, trusted_authserv="mx.hengtong.example.cn").proven is proven
    assert read(header).proven is None


def test_several_senders_are_never_proven() -> None:
    header = MX + "dmarc=pass header.from=baiwei.example.cn\r\nFrom: boss@baiwei.example.cn\r\n"
    envelope = read(header, trusted_authserv="mx.hengtong.example.cn")
    assert envelope.proven is None
    assert envelope.problems == ("it names several senders, the first was taken",)


@pytest.mark.parametrize(
    ("header", "to"),
    [
        ("", "li@baiwei.example.cn"),
        ("Reply-To: office@baiwei.example.cn\r\n", "office@baiwei.example.cn"),
        ("Reply-To: thief@evil.example\r\n", "li@baiwei.example.cn"),
        (MX + "dmarc=pass\r\nReply-To: li@private.example\r\n", "li@private.example"),
    ],
)
def test_answers_go_elsewhere_only_for_who_is_proven(header: str, to: str) -> None:
    assert read(header, trusted_authserv="mx.hengtong.example.cn").reply_to == to


OURS = "<jiedan-17-0a1b2c3d@hengtong.example.cn>"
OLDER = "<jiedan-3-99999999@hengtong.example.cn>"


@pytest.mark.parametrize(
    ("sender", "body", "bounced"),
    [
        ("mailer-daemon@mx.example", f"--- Below is a copy.\r\n\r\nReferences: {OLDER}\r\nMessage-ID: {OURS}\r\n", OURS),
        ("postmaster@mx.example", f"系统退信\r\n> Message-Id:\r\n {OURS}\r\n", OURS),
        ("mailer-daemon@mx.example", f"References: {OLDER}\r\n", None),
        ("mailer-daemon@mx.example", "Message-ID: <1@baiwei.example.cn>\r\n", None),
        ("li@baiwei.example.cn", f"Message-ID: {OURS}\r\n", None),
    ],
)  # fmt: skip
def test_a_mail_that_came_back_is_named(sender: str, body: str, bounced: str | None) -> None:
    raw = f"From: {sender}\r\nReturn-Path: <>\r\nMessage-ID: {OLDER[:-1]}.x>\r\n\r\n{body}".encode()
    assert envelope_from_bytes(raw, source="test:1", received_at=NOW).bounced == bounced
