"""A small SMTP server on this machine: a mail program can hand in an order without any account."""

import asyncio
import hashlib
import logging
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from typing import Annotated, Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from pydantic import BaseModel, ConfigDict, Field

from bot.channels.base import ChannelError, Keep
from bot.channels.mime import envelope_from_bytes

log = logging.getLogger(__name__)

HOSTNAME = "jiedan.localhost"
_TRACE = 200  # bytes that our own field may add


class SmtpDoorSettings(BaseModel):
    """The built-in SMTP server, for trying things out and for programs on the same machine. It asks nobody for a password."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        "127.0.0.1", description="The address to listen on; anything but 127.0.0.1 opens it to others"
    )
    port: Annotated[int, Field(ge=0, le=65535)] = Field(2525, description="The port; 0 takes any free one")
    size_cap: Annotated[int, Field(ge=10_000, le=60_000_000)] = Field(
        30 * 1024 * 1024,
        description="The largest mail that is taken, in bytes; larger ones are refused with 552",
    )
    timeout: Annotated[float, Field(gt=0, le=3600)] = Field(
        120.0, description="How long a client may be silent, in seconds"
    )


class SmtpDoor:
    """Listens until it is told to stop. Its 250 means that the mail is committed to the inbox."""

    def __init__(self, settings: SmtpDoorSettings, *, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self.name = f"smtp door {settings.host}:{settings.port}"
        self.port: int | None = None
        """The port that it listens on, once it does."""
        self.ready = threading.Event()

    def run(self, keep: Keep, stop: threading.Event) -> None:
        """Raises ChannelError where the port cannot be had."""
        asyncio.run(self._serve(keep, stop))

    async def _serve(self, keep: Keep, stop: threading.Event) -> None:
        settings, loop = self._settings, asyncio.get_running_loop()
        handler = _Handler(keep, clock=self._clock, size_cap=settings.size_cap)
        try:
            server = await loop.create_server(
                lambda: _Server(
                    handler,
                    data_size_limit=settings.size_cap,
                    enable_SMTPUTF8=True,
                    hostname=HOSTNAME,
                    ident="jiedan",
                    timeout=settings.timeout,
                    loop=loop,
                ),
                settings.host,
                settings.port,
                family=socket.AF_INET if settings.host == "127.0.0.1" else socket.AF_UNSPEC,
            )
        except OSError as error:
            raise ChannelError(
                f"smtp_door: cannot listen on {settings.host}:{settings.port}: {error.strerror or error}",
                permanent=True,
            ) from None
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        log.info("mail is taken at %s:%s", settings.host, self.port)
        try:
            while not stop.is_set():
                await asyncio.sleep(0.1)
        finally:
            server.close()
            await handler.finished()
            self.ready.clear()


class _Server(SMTP):
    """Hangs up on browsers: a page could make one post a mail to this machine, in a customer's name.

    Postfix does the same (smtpd_forbidden_commands).
    """

    async def smtp_POST(self, _: str) -> None:  # noqa: N802
        await self.smtp_QUIT("")

    smtp_GET = smtp_PUT = smtp_PATCH = smtp_DELETE = smtp_HEAD = smtp_OPTIONS = smtp_CONNECT = smtp_POST  # noqa: N815


class _Handler:
    def __init__(self, keep: Keep, *, clock: Callable[[], datetime], size_cap: int) -> None:
        self._keep = keep
        self._clock = clock
        self._size_cap = size_cap
        self._busy: set[asyncio.Task[Any]] = set()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        task = asyncio.ensure_future(asyncio.to_thread(self._take, envelope))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        # Shielded: a client that hangs up while we commit does not undo the commit.
        return await asyncio.shield(task)

    async def finished(self) -> None:
        """What is in hand is committed before the server goes."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=1.5)

    def _take(self, incoming: Envelope) -> str:
        try:
            now = self._clock()
            raw = _traced(incoming.original_content or b"", now)
            message = envelope_from_bytes(
                raw,
                source=f"smtp:{hashlib.sha256(raw).hexdigest()}",
                received_at=now,
                envelope_from=(incoming.mail_from or "").strip("<>"),  # an empty one comes as "<>"
                envelope_to=incoming.rcpt_tos,
                size_cap=self._size_cap + _TRACE,
            )
            new = self._keep(message)
        except Exception:
            log.exception("a mail could not be kept")
            return "451 4.3.0 it could not be kept, try again later"
        return "250 2.0.0 kept" if new else "250 2.0.0 kept before"


def _traced(content: bytes, now: datetime) -> bytes:
    """The mail with the trace that each receiving server adds (RFC 5321, 4.4).

    A program that sends the same words each week, without a Date, must not look as if it repeated one mail.
    """
    return f"Received: by {HOSTNAME} with ESMTP; {format_datetime(now)}\r\n".encode() + content
