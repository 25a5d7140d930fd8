"""Brings Telegram's updates in, by long polling or through a webhook; each is committed before Telegram may forget it."""

import asyncio
import hmac
import json
import logging
import random
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.base import ChannelError, Keep
from bot.channels.pages import texts
from bot.channels.retry import reconnect_delay
from bot.channels.telegramclient import Recording, Standing, channel_error, connected, recording
from bot.channels.telegrammessage import Me, RemoteFile, fetched
from bot.channels.telegramsettings import TelegramSettings
from bot.channels.telegramupdates import ALLOWED, NOBODY, Incoming, Staffing, incoming
from store.outbox import OutgoingDraft

log = logging.getLogger(__name__)

Say = Callable[[OutgoingDraft], None]
"""Commits a message to the outbox, unless one with its `dedupe_key` is there."""

_LARGEST_CALL = 1_000_000
_FETCH_ATTEMPTS = 3
_FETCH_PATIENCE = 6
"""So many times a request's own timeout a file may take, all attempts together: everybody's messages wait behind it."""


class Reception:
    """What is done with one update, whichever way it came: fetch its files, keep it, acknowledge it."""

    def __init__(
        self,
        settings: TelegramSettings,
        *,
        keep: Keep,
        say: Say,
        company: str,
        clock: Callable[[], datetime],
        staffing: Staffing,
    ) -> None:
        self._settings, self._keep, self._say = settings, keep, say
        self._company, self._clock, self._staffing = company, clock, staffing

    async def take(self, bot: Bot, me: Me, raw: Mapping[str, Any]) -> None:
        """Returns once the update is committed (or is nothing to us); raises only if the database is down."""
        policy = self._settings.group_policy
        told = incoming(raw, me=me, received_at=self._clock(), group_policy=policy, staffing=self._staffing)
        if told is None:
            log.debug("update %s is nothing to us", raw.get("update_id"))
            return
        told = await self._with_files(bot, told)
        await run_in_threadpool(self._store, told)
        if told.callback_id is not None:
            await _acknowledge(bot, told.callback_id, told.pressed)

    def _store(self, told: Incoming) -> None:
        envelope = told.envelope
        self._keep(envelope)
        if told.greet:
            draft = OutgoingDraft(
                channel="telegram",
                conversation=envelope.conversation,
                to=envelope.reply_to,
                kind="welcome",
                language=told.language,
                text=texts.text("welcome", told.language, company=self._company),
                dedupe_key=f"welcome:{envelope.source}",
            )
            self._say(draft)

    async def _with_files(self, bot: Bot, told: Incoming) -> Incoming:
        envelope = told.envelope
        for file in told.files:
            content, problem = await self._fetch_in_time(bot, file)
            problems = (*envelope.problems, problem) if problem else envelope.problems
            attachments = (*envelope.attachments, fetched(file, content))
            envelope = replace(envelope, attachments=attachments, problems=problems)
        return replace(told, envelope=envelope)

    async def _fetch_in_time(self, bot: Bot, file: RemoteFile) -> tuple[bytes | None, str | None]:
        limit = self._settings.timeout * _FETCH_PATIENCE
        try:
            # The client limits each read, and a file that drips has one every moment.
            async with asyncio.timeout(limit):
                return await self._fetch(bot, file)
        except TimeoutError:
            return None, f"{file.filename} could not be fetched: it took longer than {limit:g} s"

    async def _fetch(self, bot: Bot, file: RemoteFile) -> tuple[bytes | None, str | None]:
        cap = self._settings.file_cap
        if file.size > cap:
            return None, f"{file.filename} was not fetched: it has {file.size} bytes, more than {cap}"
        reason = ""
        for attempt in range(_FETCH_ATTEMPTS):
            try:
                remote = await bot.get_file(file.file_id)
                if (remote.file_size or 0) > cap:
                    return None, f"{file.filename} was not fetched: it has {remote.file_size} bytes"
                content = bytes(await remote.download_as_bytearray())
                if len(content) > cap:
                    return None, f"{file.filename} was not kept: it has {len(content)} bytes, more than {cap}"
                return content, None
            except BadRequest as error:
                reason = str(error)
                break
            except (TelegramError, RuntimeError, OSError) as error:
                reason = str(error)
                await asyncio.sleep(0.2 * 2**attempt)
        # The message itself must not wait for its file; the update's JSON still names it.
        return None, f"{file.filename} could not be fetched: {' '.join(reason.split())[:120]}"


class TelegramListener:
    """Long polling, or with `webhook_url` the care for the webhook; `run` until stopped.

    Telegram forgets an update when we ask for later ones, so we ask only after it is committed. No place is
    noted on our side: what was not confirmed comes again, and is known by its number. (Numbers may start anew
    at a lower one after a week of silence, so an old place would even lose some.)
    """

    def __init__(
        self,
        settings: TelegramSettings,
        *,
        say: Say,
        company: str,
        clock: Callable[[], datetime],
        staffing: Staffing = NOBODY,
    ) -> None:
        self._settings, self._say, self._company, self._clock = settings, say, company, clock
        self._staffing = staffing
        self.name = f"telegram bot {settings.bot_id}"
        self.last_answer: float | None = None
        """When Telegram last answered a request for news, by time.monotonic()."""

    def run(self, keep: Keep, stop: threading.Event) -> None:
        """Raises ChannelError where the token is refused, or Telegram is silent for too long."""
        asyncio.run(self._until(keep, stop))

    async def _until(self, keep: Keep, stop: threading.Event) -> None:
        work = asyncio.ensure_future(self._hook() if self._settings.webhook_url else self._poll(keep))
        try:
            while not work.done() and not stop.is_set():
                await asyncio.wait({work}, timeout=0.2)
        finally:
            if not work.done():
                work.cancel()
            # A request that is cut off has confirmed nothing: what it held comes again.
            with suppress(asyncio.CancelledError):
                await work

    async def _poll(self, keep: Keep) -> None:
        reception = Reception(
            self._settings,
            keep=keep,
            say=self._say,
            company=self._company,
            clock=self._clock,
            staffing=self._staffing,
        )
        news = recording(self._settings)
        async with connected(self._settings, polling=news) as (bot, me):
            try:
                await bot.delete_webhook(drop_pending_updates=False)
            except TelegramError as error:
                raise channel_error(error) from None
            log.info("telegram: asking for news as @%s", me.username)
            self.last_answer = time.monotonic()
            confirmed_by: int | None = None
            failures = 0
            while True:
                try:
                    updates = await self._ask(bot, news, offset=confirmed_by)
                except InvalidToken as error:
                    raise channel_error(error) from None
                except TelegramError as error:
                    failures += 1
                    self._watch(error)
                    await asyncio.sleep(_pause(error, failures))
                    continue
                self.last_answer, failures = time.monotonic(), 0
                for raw in updates:
                    await reception.take(bot, me, raw)
                confirmed_by = max(int(raw["update_id"]) for raw in updates) + 1 if updates else None

    async def _ask(self, bot: Bot, news: Recording, *, offset: int | None) -> list[dict[str, Any]]:
        seconds = self._settings.poll_seconds
        news.last = b""
        try:
            # The client limits each read; a server that drips bytes would still hold it for ever.
            async with asyncio.timeout(seconds + self._settings.timeout * 2):
                await bot.get_updates(
                    offset=offset, timeout=timedelta(seconds=seconds), allowed_updates=list(ALLOWED)
                )
        except TimeoutError:
            raise TelegramError("no answer in time") from None
        except TelegramError:
            raise
        except Exception as error:
            if news.updates() is None:
                raise TelegramError(f"an answer that cannot be read: {type(error).__name__}") from error
        return news.updates() or []

    def _watch(self, error: TelegramError) -> None:
        silent = time.monotonic() - (self.last_answer or 0.0)
        log.warning("telegram: no news for %.0f s: %s", silent, channel_error(error).reason)
        if silent > self._settings.silence_seconds:
            # The supervisor starts us anew, with fresh connections and name look-ups.
            raise ChannelError(f"telegram: no answer for {silent:.0f} s: {channel_error(error).reason}")

    async def _hook(self) -> None:
        settings = self._settings
        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
        async with connected(settings) as (bot, me):
            try:
                # One connection at a time, so that the messages of a chat come in their order.
                await bot.set_webhook(
                    settings.webhook_url or "",
                    secret_token=secret,
                    allowed_updates=list(ALLOWED),
                    max_connections=1,
                    drop_pending_updates=False,
                )
            except TelegramError as error:
                raise channel_error(error) from None
            log.info("telegram: @%s is called at its webhook", me.username)
            told: datetime | None = None
            while True:
                with suppress(TelegramError):
                    info = await bot.get_webhook_info()
                    self.last_answer = time.monotonic()
                    if info.url != settings.webhook_url:
                        raise ChannelError("telegram: another program has taken the webhook away")
                    if info.last_error_date and info.last_error_date != told:
                        told = info.last_error_date
                        log.warning("telegram cannot reach the webhook: %s", info.last_error_message)
                await asyncio.sleep(60)


def webhook_routes(
    settings: TelegramSettings,
    *,
    keep: Keep,
    say: Say,
    company: str,
    clock: Callable[[], datetime],
    path: str = "/telegram",
    staffing: Staffing = NOBODY,
) -> list[Route]:
    """The route that Telegram calls; none without `webhook_url`. Its 200 means that the update is committed."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        return []
    secret = settings.webhook_secret.get_secret_value().encode()
    reception = Reception(settings, keep=keep, say=say, company=company, clock=clock, staffing=staffing)

    standing = Standing(settings)

    async def called(request: Request) -> Response:
        given = request.headers.get("x-telegram-bot-api-secret-token", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, secret):
            return PlainTextResponse("", 403)
        body = b""
        try:
            async for chunk in request.stream():
                body += chunk
                if len(body) > _LARGEST_CALL:
                    return PlainTextResponse("", 413)
        except ClientDisconnect:
            return PlainTextResponse("", 400)
        try:
            raw = json.loads(body)
            int(raw["update_id"])
        except (ValueError, TypeError, KeyError):
            return PlainTextResponse("", 400)
        try:
            bot, me = await standing.ready()
            await reception.take(bot, me, raw)
        except Exception:
            # Anything but 200 makes Telegram call again.
            log.exception("telegram: update %s could not be kept", raw.get("update_id"))
            return PlainTextResponse("", 503)
        return PlainTextResponse("")

    return [Route(path, called, methods=["POST"])]


async def _acknowledge(bot: Bot, callback_id: str, pressed: str | None) -> None:
    # The answer is kept already; that its button still turns (or the query is too old) costs nothing.
    with suppress(TelegramError):
        await bot.answer_callback_query(callback_id, text=f"✓ {pressed}"[:200] if pressed else None)


def _pause(error: TelegramError, failures: int) -> float:
    """Seconds until the next try; another program that asks for the same news must not be fought over."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return float(wait if isinstance(wait, int | float) else wait.total_seconds())
    rand = random.random()  # noqa: S311 - it spreads load, it guards nothing
    return min(reconnect_delay(failures, rand=rand), 60.0 if isinstance(error, Conflict) else 30.0)
