"""python-telegram-bot's client as we use it: bounded times, the updates' JSON as it came, its errors in our words."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.channels.base import ChannelError
from bot.channels.telegrammessage import Me
from bot.channels.telegramsettings import TelegramSettings

# The library's own switch to the way of its next version; without it each 429 comes with a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")

_CONNECTIONS = 8  # at a time, of each client


class Recording(HTTPXRequest):
    """Remembers the last answer, so that updates are kept byte for byte and one odd update does not hide the rest."""

    last: bytes = b""

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        status, self.last = await super().do_request(*args, **options)
        return status, self.last

    def updates(self) -> list[dict[str, Any]] | None:
        """The updates of the last answer, or None if it was none that held any."""
        with suppress(ValueError):
            answer = json.loads(self.last)
            if isinstance(answer, dict) and answer.get("ok") and isinstance(answer.get("result"), list):
                return [each for each in answer["result"] if isinstance(each, dict) and "update_id" in each]
        return None


def client(settings: TelegramSettings, *, polling: Recording | None = None, keep_alive: bool = True) -> Bot:
    """A client that has not connected yet; without `keep_alive` each call has a connection of its own."""
    root = settings.api_url.rstrip("/")
    limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=0)
    kept: dict[str, Any] = {} if keep_alive else {"limits": limits}
    return Bot(
        settings.token.get_secret_value(),
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=HTTPXRequest(**_times(settings), httpx_kwargs=kept),
        get_updates_request=polling or request(settings),
    )


def request(settings: TelegramSettings) -> HTTPXRequest:
    return HTTPXRequest(**_times(settings))


def recording(settings: TelegramSettings) -> Recording:
    return Recording(**_times(settings))


@asynccontextmanager
async def connected(
    settings: TelegramSettings, *, polling: Recording | None = None
) -> AsyncIterator[tuple[Bot, Me]]:
    """The client and who it is. Raises ChannelError where the token or the server does not work."""
    bot = client(settings, polling=polling)
    try:
        yield bot, await _introduced(bot)
    finally:
        # It may be the very network that is gone.
        with suppress(Exception):
            await bot.shutdown()


class Standing:
    """A client for calls that come now and then on one event loop: it asks who it is once, at the first.

    No connection stays open between the calls, so there is nothing to close at the end.
    """

    def __init__(self, settings: TelegramSettings) -> None:
        self._bot = client(settings, keep_alive=False)
        self._me: Me | None = None
        self._asking = asyncio.Lock()

    async def ready(self) -> tuple[Bot, Me]:
        """The client and who it is. Raises ChannelError while the token or the server does not work; ask again then."""
        async with self._asking:
            if self._me is None:
                self._me = await _introduced(self._bot)
        return self._bot, self._me


async def _introduced(bot: Bot) -> Me:
    try:
        await bot.initialize()
    except TelegramError as error:
        raise channel_error(error) from None
    return Me(bot.bot.id, bot.bot.username or "")


def channel_error(error: Exception) -> ChannelError:
    """What the Bot API's refusal means for a delivery. (https://core.telegram.org/bots/api#making-requests)"""
    words = " ".join(str(error).split())[:200]
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        seconds = wait if isinstance(wait, int | float) else wait.total_seconds()
        return ChannelError(
            f"telegram: too many messages, asked to wait {seconds:g} s", retry_after=float(seconds)
        )
    if isinstance(error, Forbidden):
        return ChannelError(f"telegram: {words}", permanent=True)
    if isinstance(error, InvalidToken):
        return ChannelError("telegram: the server does not accept the token", permanent=False)
    if isinstance(error, ChatMigrated):
        return ChannelError(f"telegram: the group has moved to {error.new_chat_id}")
    if isinstance(error, BadRequest):
        return ChannelError(f"telegram: {words}", permanent=True)
    if isinstance(error, TimedOut):
        return ChannelError("telegram: no answer in time")
    if isinstance(error, Conflict):
        return ChannelError(f"telegram: {words}")
    if isinstance(error, TelegramError):
        return ChannelError(f"telegram: {words}")
    return ChannelError(f"telegram: {type(error).__name__}: {words}")


def _times(settings: TelegramSettings) -> dict[str, Any]:
    limit = settings.timeout
    return {
        "connection_pool_size": _CONNECTIONS,
        "connect_timeout": min(limit, 10.0),
        "read_timeout": limit,
        "write_timeout": limit,
        "pool_timeout": limit,
    }
