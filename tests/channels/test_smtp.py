"""A mail goes out through a real SMTP server, or the operator reads in one line why not, and whether it will be tried again."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.channels.base import ChannelError
from bot.channels.smtp import SmtpSender, SmtpSettings
from tests.channels.mailing import CUSTOMER, clock, outgoing
from tests.servers import certificates, proxy, smtp
from tests.servers.smtp import SmtpServer
from tests.servers.tokens import TokenServer

OWN = "orders@hengtong.example.cn"


def sender(port: int, **changes: object) -> SmtpSender:
    values = {
        "host": "localhost",
        "port": port,
        "security": "plain",
        "from_address": OWN,
        "timeout": 5.0,
        **changes,
    }
    return SmtpSender(SmtpSettings.model_validate(values), clock=clock)


def taken(server: SmtpServer, number: int = -1) -> EmailMessage:
    raw = server.mails[number].original_content
    assert raw is not None
    return message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    return certificates.write(tmp_path_factory.mktemp("certificates"))


def test_a_mail_is_handed_over(smtp_server: SmtpServer) -> None:
    item = outgoing(
        cc=("rep@hengtong.example.cn", CUSTOMER), in_reply_to="<2@b.cn>", references=("<1@b.cn>",)
    )
    assert sender(smtp_server.port).send(item) == "250 2.0.0 Ok: queued as 4F2A"
    (envelope,) = smtp_server.mails
    assert envelope.mail_from == OWN
    assert envelope.rcpt_tos == [CUSTOMER, "rep@hengtong.example.cn"]
    mail = taken(smtp_server)
    assert mail["Subject"] == "订单确认"
    assert mail["References"] == "<1@b.cn> <2@b.cn>"
    assert mail.get_content().strip() == "您的订单已收到。"


def test_a_line_with_a_single_dot_arrives(smtp_server: SmtpServer) -> None:
    sender(smtp_server.port).send(outgoing(text="a\n.\nb\n..\n"))
    assert taken(smtp_server).get_content().splitlines() == ["a", ".", "b", ".."]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_over_tls_with_a_password(certificate: tuple[Path, Path, Path], security: str) -> None:
    ca, cert, key = certificate
    with smtp.running(certificate=(cert, key), implicit_tls=security == "tls", auth=True) as server:
        account = {"security": security, "ca_file": ca, "user": server.user}
        one = sender(server.port, password=server.password, **account)
        one.send(outgoing())
        assert len(server.mails) == 1
        assert one.check() == f"localhost:{server.port} ({security}), signed in as shop"
        with pytest.raises(ChannelError, match="refuses the sign-in of shop: 535") as error:
            sender(server.port, password="wrong", **account).send(outgoing())
        assert not error.value.permanent  # a mended password delivers what waits
        with pytest.raises(ChannelError, match="its certificate is not trusted: ") as error:
            sender(server.port, password=server.password, **(account | {"ca_file": None})).send(outgoing())
        assert not error.value.permanent
        assert len(server.mails) == 1


def test_nothing_goes_out_in_the_open_where_tls_was_asked_for(smtp_server: SmtpServer) -> None:
    with pytest.raises(ChannelError, match="offers no STARTTLS; the mail was not sent in the open") as error:
        sender(smtp_server.port, security="starttls").send(outgoing())
    assert not error.value.permanent
    with pytest.raises(ChannelError):
        sender(smtp_server.port, security="tls").send(outgoing())
    assert smtp_server.mails == []


def test_a_server_without_sign_in_is_said(smtp_server: SmtpServer) -> None:
    with pytest.raises(ChannelError, match="takes no sign-in on this port") as error:
        sender(smtp_server.port, user="shop", password="x").send(outgoing())
    assert not error.value.permanent


def test_a_token_signs_in_and_a_stale_one_is_renewed(
    certificate: tuple[Path, Path, Path], token_server: TokenServer
) -> None:
    ca, cert, key = certificate
    oauth = {"provider": "google", "client_id": "app", "refresh_token": "r", "token_url": token_server.url}
    with smtp.running(certificate=(cert, key), implicit_tls=True, auth=True) as server:
        one = sender(server.port, security="tls", ca_file=ca, user=OWN, oauth=oauth)
        server.access_tokens = {"access-2"}
        one.send(outgoing())
        assert len(server.mails) == 1
        server.access_tokens = set()
        with pytest.raises(ChannelError, match=f"refuses the sign-in of {OWN}: 535") as error:
            one.send(outgoing())
        assert not error.value.permanent
        token_server.answers = [(400, {"error": "invalid_grant"})]
        with pytest.raises(ChannelError, match="make a new refresh token") as error:
            one.send(outgoing())
        assert not error.value.permanent  # the messages wait for the new consent


@pytest.mark.parametrize(
    ("verb", "answer", "permanent"),
    [
        ("MAIL", "451 4.7.1 greylisted", False),
        ("MAIL", "553 5.7.1 not your address", True),
        (CUSTOMER, "450 4.2.1 try again", False),
        (CUSTOMER, "550 5.1.1 no such user", True),
        ("DATA", "452 4.2.2 mailbox full", False),
        ("DATA", "554 5.7.1 looks like spam", True),
    ],
)
def test_not_now_is_tried_again_and_never_is_not(
    smtp_server: SmtpServer, verb: str, answer: str, *, permanent: bool
) -> None:
    smtp_server.answers[verb] = answer
    with pytest.raises(ChannelError) as error:
        sender(smtp_server.port).send(outgoing())
    assert error.value.permanent is permanent
    assert error.value.reason.endswith(answer)
    assert smtp_server.mails == []


def test_a_copy_that_is_refused_does_not_cost_the_customer_the_mail(smtp_server: SmtpServer) -> None:
    smtp_server.answers["gone@hengtong.example.cn"] = "550 5.1.1 no such user"
    receipt = sender(smtp_server.port).send(outgoing(cc=("gone@hengtong.example.cn",)))
    assert receipt.endswith("(no copy to gone@hengtong.example.cn: 550 5.1.1 no such user)")
    assert smtp_server.mails[0].rcpt_tos == [CUSTOMER]


def test_an_address_beyond_ascii_needs_a_server_that_takes_it(smtp_server: SmtpServer) -> None:
    item = outgoing(to="李雷@baiwei.example.cn")
    with pytest.raises(ChannelError, match="the mail server cannot take it") as error:
        sender(smtp_server.port).send(item)
    assert error.value.permanent
    with smtp.running(utf8=True) as server:
        sender(server.port).send(item)
        assert server.mails[0].rcpt_tos == ["李雷@baiwei.example.cn"]
        assert "SMTPUTF8" in server.mails[0].mail_options
        assert "To: 李雷@baiwei.example.cn\r\n".encode() in (server.mails[0].original_content or b"")
        sender(server.port).send(outgoing())
        assert server.mails[1].mail_options == []  # plain mails ask for nothing special


def test_a_lost_answer_is_tried_again_under_the_same_id(smtp_server: SmtpServer) -> None:
    with proxy.running(smtp_server.port) as line:
        smtp_server.before_answer = line.rst
        one = sender(line.port)
        with pytest.raises(ChannelError) as error:
            one.send(outgoing())
        assert not error.value.permanent
        smtp_server.before_answer = lambda: None
        one.send(outgoing(attempts=2))
    first, second = (taken(smtp_server, number)["Message-ID"] for number in (0, 1))
    assert first == second


def test_a_line_that_is_cut_anywhere_is_tried_again(smtp_server: SmtpServer) -> None:
    with proxy.running(smtp_server.port) as line:
        one, sent = sender(line.port), 0
        for length in range(0, 500, 23):
            line.cut_after = length
            try:
                one.send(outgoing())
                sent += 1
            except ChannelError as error:
                assert not error.permanent, error.reason  # noqa: PT017
        assert sent < 22
        line.heal()
        one.send(outgoing())
    assert {taken(smtp_server, number)["Message-ID"] for number in range(len(smtp_server.mails))} == {
        "<jiedan-1-0a1b2c3d@hengtong.example.cn>"
    }


@contextmanager
def saying(greeting: bytes) -> Iterator[int]:
    """A port where each client is told the greeting and nothing else."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            lines = []
            while True:
                try:
                    line, _ = listening.accept()
                except OSError:
                    break
                lines.append(line)
                if greeting:
                    line.sendall(greeting)
                    line.shutdown(socket.SHUT_WR)
            for line in lines:
                line.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)


@pytest.mark.parametrize(
    ("greeting", "told"),
    [
        (b"", "it does not answer \\(timed out\\)"),
        (b"554 5.7.1 your address is on a list\r\n", "refused: 554 5.7.1 your address is on a list"),
        (b"421 4.7.0 too many connections\r\n", "refused: 421 4.7.0 too many connections"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "speaks no SMTP: /1.1 400 Bad Request"),
        (b"\x16\x03\x01\x02\x00", "speaks no SMTP: "),
    ],
)
def test_a_server_that_does_not_serve_keeps_the_mail_waiting(greeting: bytes, told: str) -> None:
    with saying(greeting) as port, pytest.raises(ChannelError, match=told) as error:
        sender(port, timeout=0.5).send(outgoing())
    assert not error.value.permanent
    assert "\n" not in error.value.reason


def test_nobody_listening_keeps_the_mail_waiting() -> None:
    with pytest.raises(ChannelError, match="it refuses connections") as error:
        sender(1).send(outgoing())
    assert not error.value.permanent
