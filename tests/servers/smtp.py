"""A real SMTP server (aiosmtpd) that takes mails and, if it is told where, hands them on to Dovecot's LMTP."""

import asyncio
import base64
import contextlib
import smtplib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class SmtpServer:
    """A running server. What it took is in `mails`; `answers` maps a verb or a recipient to what it says instead."""

    port: int = 0
    lmtp_port: int | None = None
    user: str = "shop"
    password: str = "secret"
    access_tokens: set[str] = field(default_factory=set)
    mails: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    before_answer: Callable[[], None] = lambda: None
    """Called after a mail was taken and before the 250 is said."""

    async def handle_MAIL(  # noqa: N802
        self, _server: Any, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.mails.append(envelope)
        if self.lmtp_port is not None:
            await asyncio.to_thread(self._hand_on, envelope)
        await asyncio.to_thread(self.before_answer)
        return "250 2.0.0 Ok: queued as 4F2A"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        words = base64.b64decode(args[1]).decode()
        token = words.partition("auth=Bearer ")[2].rstrip("\x01")
        if token in self.access_tokens:
            return AuthResult(success=True)
        problem = base64.b64encode(b'{"status":"400","schemes":"Bearer"}').decode()
        await server.push(f"334 {problem}")
        await server._reader.readline()
        return AuthResult(success=False, handled=False)

    def _hand_on(self, envelope: Envelope) -> None:
        assert self.lmtp_port is not None
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.sendmail(envelope.mail_from or "", envelope.rcpt_tos, envelope.original_content or b"")

    def _may_enter(
        self, _server: Any, _session: Session, _envelope: Any, mechanism: str, data: Any
    ) -> AuthResult:
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (
            self.user.encode(),
            self.password.encode(),
        )
        return AuthResult(success=good, handled=False)


@contextlib.contextmanager
def running(
    *,
    lmtp_port: int | None = None,
    certificate: tuple[Path, Path] | None = None,
    implicit_tls: bool = False,
    auth: bool = False,
    utf8: bool = False,
) -> Iterator[SmtpServer]:
    """Starts a server and ends it. `certificate` (cert, key) offers STARTTLS, or TLS from the first byte.

    `utf8` offers SMTPUTF8.
    """
    server = SmtpServer(lmtp_port=lmtp_port)
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate)
    started, stop = threading.Event(), threading.Event()

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(
            lambda: SMTP(
                server,
                hostname="mx.example.cn",
                enable_SMTPUTF8=utf8,
                tls_context=None if implicit_tls else context,
                require_starttls=context is not None and not implicit_tls,
                # aiosmtpd warns where it sees no STARTTLS; with TLS from the first byte it offers AUTH only.
                auth_required=auth and not implicit_tls,
                auth_require_tls=not implicit_tls,
                authenticator=server._may_enter,
                loop=loop,
            ),
            "127.0.0.1",
            0,
            ssl=context if implicit_tls else None,
        )
        server.port = listening.sockets[0].getsockname()[1]
        started.set()
        while not stop.is_set():
            await asyncio.sleep(0.02)
        listening.close()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield server
    finally:
        stop.set()
        thread.join(5)
