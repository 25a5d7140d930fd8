"""One message of the Bot API: the command it begins with, whom it addresses, what it says and which files it has. Pure."""

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity

from bot.channels.telegramsettings import GroupPolicy
from store.envelope import Attachment

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?=\s|$)")
_TYPE = re.compile(r"[A-Za-z0-9.+-]{1,80}/[A-Za-z0-9.+-]{1,120}")


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
class Command:
    """A command without its slash, in lower case, and what is written behind it."""

    name: str
    rest: str


def is_for_another(text: str, me: Me) -> bool:
    """Whether it begins with the command of another bot: /status@other_bot."""
    match = _COMMAND.match(text)
    return match is not None and bool(match[2]) and match[2].lower() != me.username.lower()


def command_of(message: Message, text: str, me: Me) -> Command | None:
    """The command that the message begins with, unless it is another bot's."""
    match = _COMMAND.match(text)
    if match is None or is_for_another(text, me):
        return None
    entities = (*message.entities, *message.caption_entities)
    if not any(each.type == MessageEntity.BOT_COMMAND and each.offset == 0 for each in entities):
        return None
    return Command(match[1].lower(), text[match.end() :].strip())


def is_addressed(message: Message, command: Command | None, *, me: Me, policy: GroupPolicy) -> bool:
    """Whether what is said in a group is said to the bot, as the policy has it."""
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


def without_mention(message: Message, text: str, me: Me) -> str:
    """The text without what only addresses the bot."""
    for mention in _mentions(message, me):
        text = text.replace(mention, " ", 1)
    return text.strip() if text else ""


def said_otherwise(message: Message) -> "list[str]":
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


def files_of(message: Message) -> tuple[RemoteFile, ...]:
    """What came along; of a photo its largest size."""
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


def label_of(message: Message, data: str) -> str | None:
    """What stands on the button under the message that sends `data`."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
    return next((button.text for row in rows for button in row if button.callback_data == data), None)
