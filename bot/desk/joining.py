"""Messages of one chat that follow each other at once, and the pictures of an album: read and dealt with as one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.desk.clarification import parse_callback
from bot.desk.settings import DeskSettings
from store.envelope import Envelope
from store.inbox import InboxItem

ALBUM = timedelta(seconds=2)
"""The messages of an album come one by one, whatever the company's window."""
_CHATS = frozenset({"telegram", "webchat"})


def hold(envelope: Envelope, settings: DeskSettings) -> timedelta:
    """How long this message waits for what its writer may add; a pressed button and a machine add nothing."""
    if (
        envelope.channel not in _CHATS
        or envelope.automated
        or envelope.staff
        or parse_callback(envelope.text)
    ):
        return timedelta(0)
    window = timedelta(seconds=settings.chat_window)
    return max(window, ALBUM) if _album(envelope) else window


def belonging(item: InboxItem, later: Sequence[InboxItem]) -> tuple[InboxItem, ...]:
    """Those of the later messages that go on with this one: up to one that says the same again, which may be a slip or a
    second order."""
    found: list[InboxItem] = []
    for one in later:
        if one.envelope.staff:
            break  # a command, whatever was said before it
        said = {_said(each) for each in (item, *found)}
        if one.envelope.text.strip() and not one.envelope.edited and _said(one) in said:
            break
        found.append(one)
    return tuple(found)


def joined(item: InboxItem, parts: Sequence[InboxItem]) -> InboxItem:
    """The messages as one, by the identity of the first; of a message that was edited meanwhile the newest version."""
    if not parts:
        return item
    envelopes = [one.envelope for one in newest(item, parts)]
    return replace(
        item,
        envelope=replace(
            item.envelope,
            text="\n".join(one.text for one in envelopes if one.text.strip()),
            in_reply_to=next((one.in_reply_to for one in envelopes if one.in_reply_to), None),
            references=tuple(dict.fromkeys(each for one in envelopes for each in one.references)),
            problems=tuple(dict.fromkeys(each for one in envelopes for each in one.problems)),
            attachments=tuple(each for one in envelopes for each in one.attachments),
        ),
    )


def newest(item: InboxItem, parts: Sequence[InboxItem]) -> tuple[InboxItem, ...]:
    """The messages, each in its newest version."""
    found: dict[int, InboxItem] = {}
    for one in (item, *parts):
        known = one.envelope.message_id if one.envelope.edited else None
        place = next((n for n, each in found.items() if known and each.envelope.message_id == known), one.id)
        found[place] = one
    return tuple(found.values())


def _said(item: InboxItem) -> str:
    return " ".join(item.envelope.text.split()).casefold()


def _album(envelope: Envelope) -> bool:
    return any(reference.startswith("album:") for reference in envelope.references)
