"""Sends mails through the company's SMTP server."""

import base64
import contextlib
import smtplib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from bot.channels import tls
from bot.channels.base import ChannelError
from bot.channels.compose import UTF8_POLICY, ascii_domain, beyond_ascii, compose, recipients
from bot.channels.oauth import OAuthSettings, TokenSource, xoauth2
from store.outbox import OutboxItem

_PORTS: dict[tls.Security, int] = {"tls": 465, "starttls": 587, "plain": 25}


class SmtpSettings(BaseModel):
    """The server that outgoing mails go through. Without this section they go to a maildir on this machine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(description="The server's name", examples=["smtp.example.cn"])
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(
        None, description="Its port; without one 465 for tls, 587 for starttls, 25 for plain", examples=[465]
    )
    security: tls.Security = Field(
        "tls", description="tls (from the first byte), starttls (required, never skipped) or plain"
    )
    ca_file: Path | None = Field(
        None,
        description="A PEM file of the authority to trust, where the server's certificate is a company's own",
        examples=["/etc/ssl/certs/company.pem"],
    )
    user: str | None = Field(
        None,
        description="The user to sign in as; without one nobody signs in",
        examples=["orders@example.cn"],
    )
    password: SecretStr | None = Field(
        None,
        description="The user's password (163 and QQ: the 授权码)",
        examples=["env:JIEDAN_SMTP_PASSWORD"],
    )
    oauth: OAuthSettings | None = Field(None, description="XOAUTH2 in place of the password")
    from_address: str = Field(
        description="The address that the mails come from",
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
        examples=["orders@example.cn"],
    )
    from_name: str = Field(
        "", description="The name that is shown beside it", examples=["恒通商贸"], pattern=r"^[^\r\n]*$"
    )
    reply_to: str | None = Field(
        None,
        description="Where answers should go, if not to from_address",
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
        examples=["orders@example.cn"],
    )
    timeout: Annotated[float, Field(gt=0, le=300)] = Field(
        30.0, description="How long the server may be silent, in seconds"
    )

    @model_validator(mode="after")
    def _one_way_in(self) -> "SmtpSettings":
        if self.user is None and (self.password or self.oauth):
            raise ValueError("password and oauth need user")
        if self.user is not None and (self.password is None) == (self.oauth is None):
            raise ValueError("user needs either password or oauth")
        return self


class SmtpSender:
    """One connection a mail: order mails are few, and an idle connection is one that may have died."""

    name = "email"

    def __init__(self, settings: SmtpSettings, *, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._tls = None if settings.security == "plain" else tls.context(settings.ca_file)
        self._tokens = TokenSource(settings.oauth, timeout=settings.timeout) if settings.oauth else None

    def send(self, item: OutboxItem) -> str:
        """The server's own words on taking it. Raises ChannelError.

        Permanent is only what concerns this mail: a 5xx to its sender, recipient or content. A server that
        cannot be reached or refuses the sign-in keeps all mails waiting, so that a mended password delivers them.
        """
        settings = self._settings
        mail = compose(
            item,
            from_address=settings.from_address,
            from_name=settings.from_name,
            reply_to=settings.reply_to,
            now=self._clock(),
        )
        with self._session() as server:
            content, options = _encoded(mail, server)
            refused = self._envelope(server, item, options)
            code, words = server.data(content)
            if code != 250:
                raise _refusal("the server refused the mail", code, words)
        told = f"{code} {_words(words)}"
        return f"{told} (no copy to {'; '.join(refused)})" if refused else told

    def check(self) -> str:
        """Connects and signs in, sends nothing; one line on what answered. Raises ChannelError."""
        with self._session() as server:
            code, words = server.noop()
        if code != 250:
            raise _refusal("the server does not serve", code, words)
        signed_in = f", signed in as {self._settings.user}" if self._settings.user else ""
        return f"{self._place()} ({self._settings.security}){signed_in}"

    def _envelope(self, server: smtplib.SMTP, item: OutboxItem, options: Sequence[str]) -> list[str]:
        """MAIL and RCPT; which copies were refused. If the addressee is refused, nothing is sent to anybody."""
        code, words = server.mail(ascii_domain(self._settings.from_address), options)
        if code != 250:
            raise _refusal(f"the server refused the sender {self._settings.from_address}", code, words)
        refused = []
        for number, address in enumerate(recipients(item)):
            code, words = server.rcpt(ascii_domain(address))
            if code in (250, 251):
                continue
            if number == 0:
                raise _refusal(f"the server refused the recipient {address}", code, words)
            refused.append(f"{address}: {code} {_words(words)}")
        return refused

    @contextlib.contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """A connection that is signed in, and ended in any case; every way of failing becomes a ChannelError."""
        with self._explained(), contextlib.closing(self._opened()) as server:
            yield server
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()

    def _opened(self) -> smtplib.SMTP:
        server = None
        try:
            with self._explained():
                server = self._connected()
                self._sign_in(server)
                return server
        except BaseException as error:
            if server is not None:
                server.close()
            if isinstance(error, ChannelError):
                raise ChannelError(error.reason, retry_after=error.retry_after) from None
            raise

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except ChannelError:
            raise
        except smtplib.SMTPResponseException as error:
            if error.smtp_code < 200:
                raise ChannelError(f"{self._place()} speaks no SMTP: {_words(error.smtp_error)}") from None
            raise _refusal(f"{self._place()} refused", error.smtp_code, error.smtp_error) from None
        except smtplib.SMTPServerDisconnected as error:
            if isinstance(error.__context__, TimeoutError):
                raise ChannelError(f"{self._place()}: {tls.explained(error.__context__)}") from None
            raise ChannelError(f"{self._place()} hung up in the middle") from None
        except (OSError, smtplib.SMTPException) as error:
            raise ChannelError(f"{self._place()}: {tls.explained(error)}") from None

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        port = settings.port or _PORTS[settings.security]
        if settings.security == "tls":
            return smtplib.SMTP_SSL(settings.host, port, timeout=settings.timeout, context=self._tls)
        server = smtplib.SMTP(settings.host, port, timeout=settings.timeout)
        if settings.security == "starttls":
            try:
                server.starttls(context=self._tls)
            except smtplib.SMTPNotSupportedError:
                server.close()
                raise ChannelError(
                    f"{self._place()} offers no STARTTLS; the mail was not sent in the open"
                ) from None
            except BaseException:
                server.close()
                raise
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        settings = self._settings
        server.ehlo_or_helo_if_needed()
        if settings.user is None:
            return
        try:
            if self._tokens is not None:
                self._sign_in_by_token(server, settings.user, self._tokens)
            elif settings.password is not None:
                server.login(settings.user, settings.password.get_secret_value())
        except smtplib.SMTPNotSupportedError:
            raise ChannelError(f"{self._place()} takes no sign-in on this port") from None
        except smtplib.SMTPAuthenticationError as error:
            raise ChannelError(
                f"{self._place()} refuses the sign-in of {settings.user}: {error.smtp_code} {_words(error.smtp_error)}"
            ) from None

    def _sign_in_by_token(self, server: smtplib.SMTP, user: str, tokens: TokenSource) -> None:
        for _ in range(2):
            token = tokens.access_token(now=self._clock())
            initial = base64.b64encode(xoauth2(user, token).encode()).decode("ascii")
            code, words = server.docmd("AUTH", f"XOAUTH2 {initial}")
            if code == 334:  # the reason, in base64; an empty answer ends the exchange
                code, words = server.docmd("")
            if code == 235:
                return
            tokens.forget()
        raise smtplib.SMTPAuthenticationError(code, words)

    def _place(self) -> str:
        return f"{self._settings.host}:{self._settings.port or _PORTS[self._settings.security]}"


def _encoded(mail: EmailMessage, server: smtplib.SMTP) -> tuple[bytes, list[str]]:
    """The mail's bytes, and the options of MAIL that they need: only an address beyond ASCII needs any (RFC 6531)."""
    beyond = beyond_ascii(mail)
    if beyond is None:
        return mail.as_bytes(), []
    if not server.has_extn("SMTPUTF8"):
        raise ChannelError(
            f"the address {beyond} is beyond ASCII: the mail server cannot take it", permanent=True
        )
    return mail.as_bytes(policy=UTF8_POLICY), ["SMTPUTF8", "BODY=8BITMIME"]


def _refusal(what: str, code: int, words: bytes | str) -> ChannelError:
    """4xx says "not now", 5xx "never so" (RFC 5321, 4.2.1); anything else is a server out of step."""
    return ChannelError(f"{what}: {code} {_words(words)}", permanent=500 <= code < 600)


def _words(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:200]
