"""Updates of the Bot API into envelopes: who wrote what in which chat, and which files came along. Pure.

In a group counts what `group_policy` says; what does not count gives None and is not kept, for it is
other people's talk. A pressed button is an answer: its text is what the button stands for.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Chat, Message, Update, User

from bot.channels.telegrammessage import (
    Command,
    Me,
    RemoteFile,
    command_of,
    files_of,
    is_addressed,
    is_for_another,
    label_of,
    said_otherwise,
    without_mention,
)
from bot.channels.telegramsettings import GroupPolicy
from store.envelope import Envelope

ALLOWED = ("message", "edited_message", "callback_query")
"""The kinds of updates that we ask for."""

# Who writes as a group or a channel: https://core.telegram.org/bots/api#message, sender_chat.
_ANONYMOUS_ADMIN, _AS_CHANNEL = 1087968824, 136817688
_GREETINGS = frozenset({"start", "help"})
# What a link to the bot carries: https://core.telegram.org/bots/features#deep-linking.
_DEEP_LINK = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What an update says. `envelope` has no attachments yet: `files` are to be fetched first.

    `greet`: somebody opened the chat or asked for help; `callback_id` and `pressed`: the button to acknowledge.
    """

    envelope: Envelope
    files: tuple[RemoteFile, ...] = ()
    greet: bool = False
    callback_id: str | None = None
    pressed: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Staffing:
    """Which chats and accounts are the company's own, and which texts are commands there: in a chat of the staff whatever looks
    like one (`is_command`), in somebody's private chat those that there are (`is_known`)."""

    chats: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    is_command: Callable[[str], bool] = lambda text: False
    is_known: Callable[[str], bool] = lambda text: False

    def orders(self, chat_id: int, user_id: int, text: str) -> bool:
        """Whether this text orders the bot to do something, in the name of somebody who works here or says so."""
        if chat_id in self.chats:
            return self.is_command(text)
        return chat_id == user_id and user_id in self.people and self.is_known(text)


NOBODY = Staffing()


def message_key(chat_id: int | str, message_id: int | str) -> str:
    """How a message is named in receipts and in `in_reply_to`."""
    return f"{chat_id}/{message_id}"


def _conversation(chat_id: int, writer_id: int) -> str:
    """In a group each member has a conversation of their own with us: one must not answer, or see, for another."""
    return f"telegram:{chat_id}" if chat_id > 0 else f"telegram:{chat_id}/{writer_id}"


def incoming(
    raw: Mapping[str, Any],
    *,
    me: Me,
    received_at: datetime,
    group_policy: GroupPolicy = "addressed",
    staffing: Staffing = NOBODY,
) -> Incoming | None:
    """What an update's JSON says to us; None if nothing. Never raises on what Telegram sends."""
    try:
        update = Update.de_json(dict(raw), None)
        if update.callback_query is not None:
            return _pressed(update.callback_query, raw, me=me, received_at=received_at, staffing=staffing)
        message = update.message or update.edited_message
        if message is None:
            return None
        return _written(
            message, raw, me=me, received_at=received_at, group_policy=group_policy, staffing=staffing
        )
    except Exception as error:  # noqa: BLE001 - a field that this client does not know must not stop the others
        return _unreadable(raw, error, me=me, received_at=received_at, policy=group_policy)


def _written(
    message: Message,
    raw: Mapping[str, Any],
    *,
    me: Me,
    received_at: datetime,
    group_policy: GroupPolicy,
    staffing: Staffing,
) -> Incoming | None:
    chat, user = message.chat, message.from_user
    edited = "edited_message" in raw
    text = message.text or message.caption or ""
    command = command_of(message, text, me)
    if chat.type not in {Chat.PRIVATE, Chat.GROUP, Chat.SUPERGROUP} or user is None:
        return None
    if message.is_automatic_forward:
        return None  # a channel's own post, in the group where it is talked about
    if _orders(message, user, text, me=me, staffing=staffing):
        automated = "a Telegram bot wrote it" if _is_bot(user) else None
        told = _envelope(raw, me, chat, user, message, text, received_at=received_at, automated=automated)
        return Incoming(replace(told, staff=True), language=_language(user))
    if chat.id in staffing.chats:
        return None  # talk among those who work here
    if chat.type != Chat.PRIVATE and not is_addressed(message, command, me=me, policy=group_policy):
        return None
    if edited and message.location is not None:
        return None  # a live location moves every few seconds
    files = files_of(message)
    if command is not None and command.name == "start" and _DEEP_LINK.fullmatch(command.rest):
        command = Command("start", "")
    words = [
        without_mention(message, text, me) if command is None else command.rest,
        *said_otherwise(message),
    ]
    said = "\n".join(word for word in words if word).strip()
    greet = command is not None and command.name in _GREETINGS and not said and not edited
    if command is not None and not said and not greet:
        said = command.name.replace("_", " ")  # /status asks for the status
    if not said and not files and not greet:
        return None  # a service message: somebody joined, a chat was renamed
    # A command that greets is answered with the welcome, not by the desk.
    automated = "a Telegram bot wrote it" if _is_bot(user) else "it only opens the chat" if greet else None
    envelope = _envelope(raw, me, chat, user, message, said, received_at=received_at, automated=automated)
    return Incoming(envelope, files, greet and not _is_bot(user), language=_language(user))


def _pressed(
    query: CallbackQuery, raw: Mapping[str, Any], *, me: Me, received_at: datetime, staffing: Staffing
) -> Incoming | None:
    if not query.data:
        return None
    message = query.message
    chat = message.chat if message is not None else Chat(query.from_user.id, Chat.PRIVATE)
    label = label_of(message, query.data) if isinstance(message, Message) else None
    key = message_key(chat.id, message.message_id) if message is not None else None
    envelope = _envelope(
        raw,
        me,
        chat,
        query.from_user,
        None,
        query.data,
        received_at=received_at,
        automated="a Telegram bot wrote it" if _is_bot(query.from_user) else None,
        in_reply_to=key,
    )
    envelope = replace(envelope, staff=staffing.orders(chat.id, query.from_user.id, query.data))
    return Incoming(
        envelope, callback_id=query.id, pressed=label or query.data, language=_language(query.from_user)
    )


def _envelope(
    raw: Mapping[str, Any],
    me: Me,
    chat: Chat,
    user: User,
    message: Message | None,
    text: str,
    *,
    received_at: datetime,
    automated: str | None,
    in_reply_to: str | None = None,
) -> Envelope:
    name, number, handle = user.full_name, user.id, user.username
    # A channel's name is no person's handle, though it may look like one.
    if message is not None and message.sender_chat is not None and user.id in {_ANONYMOUS_ADMIN, _AS_CHANNEL}:
        name, number, handle = message.sender_chat.effective_name or name, message.sender_chat.id, None
    answered = message.reply_to_message if message is not None else None
    if answered is not None:
        in_reply_to = message_key(chat.id, answered.message_id)
    album = message.media_group_id if message is not None else None
    return Envelope(
        channel="telegram",
        source=f"telegram:{me.id}/{raw['update_id']}" + ("/edited" if "edited_message" in raw else ""),
        conversation=_conversation(chat.id, number),
        sender_address=f"@{handle.lower()}" if handle else f"tg:{number}",
        sender_id=str(number),
        sender_name=name or None,
        proven=True,
        reply_to=str(chat.id),
        received_at=received_at,
        text=text,
        raw=json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"),
        message_id=message_key(chat.id, message.message_id) if message is not None else None,
        in_reply_to=in_reply_to,
        references=(f"album:{album}",) if album else (),
        to=(f"@{me.username}",),
        automated=automated,
        edited="edited_message" in raw,
    )


def _unreadable(
    raw: Mapping[str, Any], error: Exception, *, me: Me, received_at: datetime, policy: GroupPolicy
) -> Incoming | None:
    """Better an envelope that an operator must look at than a message that nobody ever sees."""
    for kind in ("message", "edited_message"):
        message = raw.get(kind)
        chat = message.get("chat") if isinstance(message, dict) else None
        number = chat.get("id") if isinstance(chat, dict) else None
        if not isinstance(message, dict) or not isinstance(number, int):
            continue
        writer = message.get("from")
        user = writer.get("id") if isinstance(writer, dict) else None
        text = str(message.get("text") or message.get("caption") or "")
        if number < 0 and (policy == "never" or f"@{me.username}".lower() not in text.lower()):
            continue
        envelope = Envelope(
            channel="telegram",
            source=f"telegram:{me.id}/{raw.get('update_id')}" + ("/edited" if kind != "message" else ""),
            conversation=_conversation(number, user or number),
            sender_address=f"tg:{user or number}",
            sender_id=str(user or number),
            proven=True,
            reply_to=str(number),
            received_at=received_at,
            text=text,
            raw=json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass"),
            to=(f"@{me.username}",),
            problems=(f"Telegram sent something that could not be read in full ({type(error).__name__})",),
        )
        return Incoming(envelope)
    return None


def _orders(message: Message, user: User, text: str, *, me: Me, staffing: Staffing) -> bool:
    """Whether somebody of the staff gives a command of their own; what they pass on from others is none."""
    if is_for_another(text, me) or message.forward_origin is not None or message.via_bot is not None:
        return False
    return staffing.orders(message.chat.id, user.id, text)


def _is_bot(user: User) -> bool:
    return user.is_bot and user.id not in {_ANONYMOUS_ADMIN, _AS_CHANNEL}


def _language(user: User) -> str:
    return "zh" if (user.language_code or "").lower().startswith("zh") else "en"
