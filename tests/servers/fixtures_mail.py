"""Fixtures of the mail servers: one Dovecot and one SMTP server a session, one mailbox a test."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.servers import dovecot as dovecots
from tests.servers import imapscript, tokens
from tests.servers import proxy as proxies
from tests.servers import smtp as smtps


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A fresh mailbox of a running Dovecot."""

    server: dovecots.Dovecot
    address: str

    def deliver(self, *mails: bytes) -> None:
        self.server.deliver(self.address, *mails)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[dovecots.Dovecot]:
    with dovecots.running() as server:
        yield server


@pytest.fixture(scope="session")
def dovecot_without_idle() -> Iterator[dovecots.Dovecot]:
    with dovecots.running(capability="IMAP4rev1 UIDPLUS MOVE ID") as server:
        yield server


@pytest.fixture
def mailbox(dovecot: dovecots.Dovecot) -> Mailbox:
    return Mailbox(dovecot, f"orders-{secrets.token_hex(4)}@hengtong.example.cn")


@pytest.fixture
def imap_proxy(dovecot: dovecots.Dovecot) -> Iterator[proxies.Proxy]:
    """A proxy before Dovecot's plain port."""
    with proxies.running(dovecot.port) as proxy:
        yield proxy


@pytest.fixture
def smtp_server() -> Iterator[smtps.SmtpServer]:
    """An SMTP server that only keeps what it takes."""
    with smtps.running() as server:
        yield server


@pytest.fixture
def smtp_relay(dovecot: dovecots.Dovecot) -> Iterator[smtps.SmtpServer]:
    """An SMTP server that delivers into Dovecot's mailboxes."""
    with smtps.running(lmtp_port=dovecot.lmtp_port) as server:
        yield server


@pytest.fixture
def imap_script() -> Iterator[imapscript.ImapScript]:
    """An IMAP server that can be made odd."""
    with imapscript.running() as script:
        yield script


@pytest.fixture
def token_server() -> Iterator[tokens.TokenServer]:
    """The token endpoint of an OAuth provider."""
    with tokens.running() as server:
        yield server
