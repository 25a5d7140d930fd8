"""Sends to Telegram chats: long texts in parts, numbered choices as buttons, files behind them, and no chat waits for another's
limits."""

import asyncio
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from bot.channels.base import ChannelError
from bot.channels.pages import texts
from bot.channels.telegramclient import channel_error, client
from bot.channels.telegramsettings import TelegramSettings
from bot.channels.telegramupdates import message_key
from store.outbox import OutboxItem, OutgoingFile

log = logging.getLogger(__name__)

LONGEST_TEXT = 4096
LONGEST_DATA = 64
"""Bytes of a button's data. Both: https://core.telegram.org/bots/api#sendmessage"""

_MOST_REMEMBERED = 10_000


class TelegramSender:
    """Safe to share between threads. What goes out in parts and failed midway goes on where it stopped, within a process."""

    name = "telegram"

    def __init__(
        self, settings: TelegramSettings, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._chats = _Chats(burst=settings.burst, monotonic=monotonic)
        self._moved: OrderedDict[str, str] = OrderedDict()
        self._gone_out: OrderedDict[int, _GoneOut] = OrderedDict()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._bot: Bot | None = None
        self._thread: threading.Thread | None = None

    def send(self, item: OutboxItem) -> str:
        """`<chat>/<message>` of the text's last part, to which people reply. Raises ChannelError; a 403 and a 400 are permanent."""
        chat = self._moved.get(item.to, item.to)
        parts = split(item.text)
        if not parts:
            raise ChannelError("telegram: there is nothing to send", permanent=True)
        gone = self._gone_out.get(item.id, _GoneOut(0, ""))
        for number in range(gone.count, len(parts) + len(item.files)):
            self._chats.take(chat)
            try:
                if number < len(parts):
                    last = number == len(parts) - 1
                    message, chat = self._send_part(item, chat, parts[number], first=number == 0, last=last)
                    gone = _GoneOut(number + 1, message_key(message.chat_id, message.message_id))
                else:
                    chat = self._send_file(item, chat, item.files[number - len(parts)])
                    gone = _GoneOut(number + 1, gone.receipt)
            except RetryAfter as error:
                refused = channel_error(error)
                self._chats.rest(chat, refused.retry_after or 1.0)
                raise refused from None
            except TelegramError as error:
                raise channel_error(error) from None
            _remember(self._gone_out, item.id, gone)
        self._gone_out.pop(item.id, None)
        return gone.receipt

    def close(self) -> None:
        """Ends the connections; a later `send` makes new ones."""
        with self._lock:
            loop, bot, thread = self._loop, self._bot, self._thread
            self._loop = self._bot = self._thread = None
        if loop is None or bot is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(bot.shutdown(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()

    def _send_part(
        self, item: OutboxItem, chat: str, part: str, *, first: bool, last: bool
    ) -> tuple[Message, str]:
        markup = _markup(item, chat) if last else None
        reply = _answered(item, chat) if first else None
        try:
            return self._call(lambda bot: _message(bot, chat, part, markup, reply)), chat
        except ChatMigrated as error:
            moved = str(error.new_chat_id)
            log.info("telegram: group %s has become %s", chat, moved)
            _remember(self._moved, item.to, moved)
            return self._call(lambda bot: _message(bot, moved, part, markup, None)), moved
        except BadRequest as error:
            # The choices stand in the text too: better without buttons than not at all.
            if markup is None or "BUTTON" not in str(error).upper():
                raise
            return self._call(lambda bot: _message(bot, chat, part, None, reply)), chat

    def _send_file(self, item: OutboxItem, chat: str, file: OutgoingFile) -> str:
        """The chat, which may have moved."""
        try:
            self._call(lambda bot: _document(bot, chat, file))
        except ChatMigrated as error:
            moved = str(error.new_chat_id)
            _remember(self._moved, item.to, moved)
            self._call(lambda bot: _document(bot, moved, file))
            return moved
        return chat

    def _call(self, request: Callable[[Bot], Coroutine[Any, Any, Message]]) -> Message:
        loop, bot = self._connected()

        async def run() -> Message:
            await bot.initialize()
            async with asyncio.timeout(self._settings.timeout * 3):
                return await request(bot)

        future = asyncio.run_coroutine_threadsafe(run(), loop)
        try:
            return future.result(self._settings.timeout * 4)
        except TimeoutError:
            future.cancel()
            raise ChannelError("telegram: no answer in time") from None

    def _connected(self) -> tuple[asyncio.AbstractEventLoop, Bot]:
        # The client belongs to one event loop, and `send` is called from several threads.
        with self._lock:
            if self._loop is None or self._bot is None:
                self._loop = asyncio.new_event_loop()
                self._bot = client(self._settings)
                run = self._loop.run_forever
                self._thread = threading.Thread(target=run, name="telegram sender", daemon=True)
                self._thread.start()
            return self._loop, self._bot


@dataclass(frozen=True, slots=True)
class _GoneOut:
    """How many parts of a message went out, and the receipt of its text so far."""

    count: int
    receipt: str


def split(text: str, *, longest: int = LONGEST_TEXT) -> list[str]:
    """The text in parts of at most `longest` UTF-16 units (Telegram counts so), cut at line ends, else at blanks."""
    text = text.strip("\n") if text.strip() else ""
    parts = []
    while text:
        cut = _fitting(text, longest)
        if cut < len(text):
            at = text.rfind("\n", 1, cut + 1)
            at = text.rfind(" ", cut // 2, cut + 1) if at < 1 else at
            cut = at if at > 0 else cut
        part = text[:cut].strip("\n")
        if part.strip():
            parts.append(part)
        text = text[cut:].lstrip("\n")
    return parts


def _fitting(text: str, longest: int) -> int:
    """How many characters fit: those beyond the basic plane count as two."""
    if len(text) * 2 <= longest:
        return len(text)
    units = 0
    for index, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > longest:
            return index
    return len(text)


async def _message(bot: Bot, chat: str, part: str, markup: Any, reply: ReplyParameters | None) -> Message:
    return await bot.send_message(
        chat_id=chat,
        text=part,
        reply_markup=markup,
        reply_parameters=reply,
        link_preview_options=None,
    )


async def _document(bot: Bot, chat: str, file: OutgoingFile) -> Message:
    return await bot.send_document(chat_id=chat, document=InputFile(file.content, filename=file.name))


def _markup(item: OutboxItem, chat: str) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    usable = [
        InlineKeyboardButton(label[:60], callback_data=data)
        for label, data in item.buttons
        if label.strip() and 1 <= len(data.encode()) <= LONGEST_DATA
    ]
    if usable:
        return InlineKeyboardMarkup([[button] for button in usable[:100]])
    if item.kind == "welcome" and not chat.startswith("-"):
        share = KeyboardButton(texts.text("share_phone", item.language), request_contact=True)
        return ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)
    return None


def _answered(item: OutboxItem, chat: str) -> ReplyParameters | None:
    """In a group an answer names the message that it answers; in a private chat there is no doubt."""
    of, _, number = (item.in_reply_to or "").partition("/")
    if not chat.startswith("-") or of != chat or not number.isdigit():
        return None
    return ReplyParameters(int(number), allow_sending_without_reply=True)


@dataclass
class _Allowance:
    left: float
    at: float
    resting_until: float = 0.0


class _Chats:
    """How much each chat may still be sent: a few at once, then one a second, in a group 20 a minute."""

    def __init__(self, *, burst: int, monotonic: Callable[[], float]) -> None:
        self._burst, self._now = float(burst), monotonic
        self._known: OrderedDict[str, _Allowance] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, chat: str) -> None:
        """Raises ChannelError with the time to wait; only this chat's messages wait then."""
        rate = 1 / 3 if chat.startswith("-") else 1.0
        with self._lock:
            now = self._now()
            known = self._known.get(chat) or _Allowance(self._burst, now)
            _remember(self._known, chat, known)
            known.left = min(self._burst, known.left + (now - known.at) * rate)
            known.at = now
            wait = known.resting_until - now if known.resting_until > now else (1 - known.left) / rate
            if wait > 0:
                raise ChannelError(f"telegram: this chat has had enough for {wait:.0f} s", retry_after=wait)
            known.left -= 1

    def rest(self, chat: str, seconds: float) -> None:
        """Telegram asked us to leave this chat alone for so long."""
        with self._lock:
            now = self._now()
            known = self._known.get(chat) or _Allowance(self._burst, now)
            known.resting_until = now + seconds
            _remember(self._known, chat, known)


def _remember(known: "OrderedDict[Any, Any]", key: Any, value: Any) -> None:
    known[key] = value
    known.move_to_end(key)
    while len(known) > _MOST_REMEMBERED:
        known.popitem(last=False)
