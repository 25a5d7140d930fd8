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

from telegram import CallbackQuery, Chat, Message, MessageEntity, Update, User

from bot.channels.telegramsettings import GroupPolicy
from store.envelope import Attachment, Envelope

ALLOWED = ("message", "edited_message", "callback_query")
"""The kinds of updates that we ask for."""

# Who writes as a group or a channel: https://core.telegram.org/bots/api#message, sender_chat.
_ANONYMOUS_ADMIN, _AS_CHANNEL = 1087968824, 136817688
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?=\s|$)")
_TYPE = re.compile(r"[A-Za-z0-9.+-]{1,80}/[A-Za-z0-9.+-]{1,120}")
_GREETINGS = frozenset({"start", "help"})
# What a link to the bot carries: https://core.telegram.org/bots/features#deep-linking.
_DEEP_LINK = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that Telegram still holds; `size` in bytes, 0 if it does not say."""

    file_id: str
    filename: str
    content_type: str
    size: int


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
    command = _command(message, text, me)
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
    if chat.type != Chat.PRIVATE and not _counts(message, command, me=me, policy=group_policy):
        return None
    if edited and message.location is not None:
        return None  # a live location moves every few seconds
    files = _files(message)
    if command is not None and command.name == "start" and _DEEP_LINK.fullmatch(command.rest):
        command = _Command("start", "")
    words = [
        _without_mention(message, text, me) if command is None else command.rest,
        *_said_otherwise(message),
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
    label = _label(message, query.data) if isinstance(message, Message) else None
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
    match = _COMMAND.match(text)
    if match is not None and match[2] and match[2].lower() != me.username.lower():
        return False
    if message.forward_origin is not None or message.via_bot is not None:
        return False
    return staffing.orders(message.chat.id, user.id, text)


@dataclass(frozen=True, slots=True)
class _Command:
    name: str
    rest: str


def _command(message: Message, text: str, me: Me) -> _Command | None:
    """The command that the message begins with, unless it is another bot's."""
    match = _COMMAND.match(text)
    if match is None or (match[2] and match[2].lower() != me.username.lower()):
        return None
    entities = (*message.entities, *message.caption_entities)
    if not any(each.type == MessageEntity.BOT_COMMAND and each.offset == 0 for each in entities):
        return None
    return _Command(match[1].lower(), text[match.end() :].strip())


def _counts(message: Message, command: _Command | None, *, me: Me, policy: GroupPolicy) -> bool:
    if policy == "never":
        return False
    if policy == "all" or command is not None or any(True for _ in _mentions(message, me)):
        return True
    answered = message.reply_to_message
    return answered is not None and answered.from_user is not None and answered.from_user.id == me.id


def _mentions(message: Message, me: Me) -> "list[str]":
    """The spellings by which the message addresses the bot."""
    found = (
        message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
        if message.text
        else message.parse_caption_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    )
    return [
        text
        for entity, text in found.items()
        if (entity.user is not None and entity.user.id == me.id) or text.lower() == f"@{me.username.lower()}"
    ]


def _without_mention(message: Message, text: str, me: Me) -> str:
    for mention in _mentions(message, me):
        text = text.replace(mention, " ", 1)
    return text.strip() if text else ""


def _said_otherwise(message: Message) -> "list[str]":
    """What is said by other means than text: a shared contact, a place."""
    said = []
    if message.contact is not None:
        contact = message.contact
        name = " ".join(part for part in (contact.first_name, contact.last_name) if part)
        phone = contact.phone_number
        # Telegram leaves out the + of its users' numbers; what it finds in an address book it passes on as it is.
        whole = phone.startswith(("+", "0")) or contact.user_id is None
        said.append(f"{name} {phone if whole else f'+{phone}'}".strip())
    if message.venue is not None:
        said.append(f"{message.venue.address} ({message.venue.title})")
    elif message.location is not None:
        said.append(f"{message.location.latitude:.6f}, {message.location.longitude:.6f}")
    return said


def _files(message: Message) -> tuple[RemoteFile, ...]:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        name = f"photo-{message.message_id}.jpg"
        return (RemoteFile(largest.file_id, name, "image/jpeg", largest.file_size or 0),)
    # An animation comes as a document too: once is enough.
    for kind, fallback, content_type in (
        ("document", "file", "application/octet-stream"),
        ("video", "video.mp4", "video/mp4"),
        ("audio", "audio.mp3", "audio/mpeg"),
        ("voice", "voice.ogg", "audio/ogg"),
        ("video_note", "video.mp4", "video/mp4"),
        ("sticker", "sticker.webp", "image/webp"),
    ):
        file = getattr(message, kind)
        if file is not None:
            name = getattr(file, "file_name", None) or fallback
            told = getattr(file, "mime_type", None) or content_type
            return (
                RemoteFile(
                    file.file_id,
                    _plain(name),
                    told if _TYPE.fullmatch(told) else content_type,
                    file.file_size or 0,
                ),
            )
    return ()


def fetched(file: RemoteFile, content: bytes | None) -> Attachment:
    """The attachment that a file becomes; without content where it could not be had."""
    size = len(content) if content is not None else file.size
    return Attachment(file.filename, file.content_type, size, content)


def _plain(name: str) -> str:
    """Without control characters and folders: it is shown to people and may become a file's name."""
    return re.sub(r"[\x00-\x1f\x7f/\\\u202a-\u202e\u2066-\u2069]", "_", name)[:200] or "file"


def _label(message: Message, data: str) -> str | None:
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
    return next((button.text for row in rows for button in row if button.callback_data == data), None)


def _is_bot(user: User) -> bool:
    return user.is_bot and user.id not in {_ANONYMOUS_ADMIN, _AS_CHANNEL}


def _language(user: User) -> str:
    return "zh" if (user.language_code or "").lower().startswith("zh") else "en"
