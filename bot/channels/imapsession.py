"""Opens an IMAP session: the line and its security, the sign-in, and who we say we are; each failure in one line."""

import contextlib
import imaplib
import logging
import re
import socket
import ssl
from collections.abc import Iterator
from datetime import datetime

from imapclient import IMAPClient
from imapclient.exceptions import CapabilityError, LoginError

from bot.channels import tls
from bot.channels.base import ChannelError
from bot.channels.imapsettings import ImapSettings
from bot.channels.oauth import TokenSource

log = logging.getLogger(__name__)

_CLIENT = {"name": "jiedan", "version": "0.1.0", "vendor": "jiedan"}
_BYTES = re.compile(r"^(?:\w+ failed: )?b?['\"](.*)['\"]$")


def opened(settings: ImapSettings, *, now: datetime, tokens: TokenSource | None) -> IMAPClient:
    """A signed-in session without a folder; `now` (aware) is when a token must be good. Raises ChannelError."""
    place = place_of(settings)
    context = _tls_context(settings)
    with explained(place):
        client = IMAPClient(
            settings.host,
            settings.served_port,
            ssl=settings.security == "tls",
            ssl_context=context,
            timeout=settings.timeout,
        )
    try:
        with explained(place):
            client.normalise_times = False  # aware times, in the server's zone
            _keep_alive(client)
            if settings.security == "starttls":
                _secure(client, place, context)
            _sign_in(client, settings, now, tokens)
            _identify(client, place)
    except BaseException:
        with contextlib.suppress(Exception):
            client.shutdown()
        raise
    return client


def place_of(settings: ImapSettings) -> str:
    return f"{settings.host}:{settings.served_port}"


@contextlib.contextmanager
def explained(place: str) -> Iterator[None]:
    """Turns every way of failing into a ChannelError with one line."""
    try:
        yield
    except ChannelError:
        raise
    except imaplib.IMAP4.abort as error:
        raise ChannelError(f"{place} hung up: {words(error)}") from error
    except imaplib.IMAP4.error as error:
        raise ChannelError(f"{place} refused: {words(error)}") from error
    except OSError as error:
        raise ChannelError(f"{place}: {tls.explained(error)}") from error
    except (ValueError, IndexError, TypeError, KeyError, AttributeError, AssertionError) as error:
        # What the client library makes of an answer that is no IMAP.
        raise ChannelError(f"{place} answered what is no IMAP: {words(error)}") from error


def words(error: BaseException) -> str:
    """The server's own words, without what the client library puts around them."""
    text = " ".join(str(error).split())
    match = _BYTES.match(text)
    return (match.group(1) if match else text)[:200] or type(error).__name__


def _tls_context(settings: ImapSettings) -> ssl.SSLContext | None:
    if settings.security == "plain":
        return None
    try:
        return tls.context(settings.ca_file)
    except ValueError as error:
        raise ChannelError(str(error), permanent=True) from None


def _keep_alive(client: IMAPClient) -> None:
    """The system itself probes a line that is silent in IDLE: half-dead ones are found in some two minutes."""
    line = client.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _secure(client: IMAPClient, place: str, context: ssl.SSLContext | None) -> None:
    try:
        client.starttls(ssl_context=context)
    except CapabilityError:
        raise ChannelError(
            f"{place} offers no STARTTLS; no password was sent in the open", permanent=True
        ) from None


def _sign_in(client: IMAPClient, settings: ImapSettings, now: datetime, tokens: TokenSource | None) -> None:
    try:
        if tokens is not None:
            client.oauth2_login(settings.user, tokens.access_token(now=now))
        elif settings.password is not None:
            client.login(settings.user, settings.password.get_secret_value())
    except LoginError as error:
        if isinstance(error.__context__, imaplib.IMAP4.abort):
            raise error.__context__ from None  # the line broke, nobody was refused
        if tokens is not None:
            tokens.forget()  # the next connection brings a fresh one
        raise ChannelError(
            f"{place_of(settings)} refuses the sign-in of {settings.user}: {words(error)}", permanent=True
        ) from None


def _identify(client: IMAPClient, place: str) -> None:
    """RFC 2971; 163.com, 126.com and yeah.net refuse SELECT to a client that has not said who it is."""
    if client.has_capability("ID"):
        try:
            client.id_(_CLIENT)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            log.info("%s does not take ID: %s", place, words(error))
