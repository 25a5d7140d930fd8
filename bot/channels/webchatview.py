"""A conversation as the chat page shows it: what the visitor wrote and what we answered, in their order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from store import inbox, outbox
from store.database import Tx
from store.inbox import InboxItem
from store.outbox import OutboxItem

_SHOWN = 200
# Numbers that a row of either database can have.
_PLACE = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")
_PATIENCE = timedelta(seconds=20)
"""How long the page shows that an answer is being written; after that a person may have to look."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `mark` names it, `chosen` says that the visitor has pressed it."""

    mark: str
    label: str
    data: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message; `mine`: the visitor's own; `person`: an operator wrote it."""

    mine: bool
    at: datetime
    text: str
    choices: tuple[Choice, ...] = ()
    person: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What is new after a place, and the place after it. `busy`: an answer is on its way."""

    bubbles: tuple[Bubble, ...]
    place: str
    busy: bool


def view(tx: Tx, conversation: str, *, after: str = "0.0", now: datetime) -> View:
    """The messages after `after` (a View's `place`; anything else means all), oldest first."""
    last_in, last_out = _place(after)
    came = inbox.recent(tx, limit=_SHOWN, conversation=conversation, after=last_in)
    went = outbox.recent(tx, limit=_SHOWN, state="sent", conversation=conversation, after=last_out)
    labels, pressed = _buttons(tx, conversation) if came or went else ({}, frozenset())
    bubbles = [(item.kept_at, 0, item.id, _mine(item, labels)) for item in came]
    bubbles += [(item.queued_at, 1, item.id, _ours(item, pressed)) for item in went]
    place = f"{max((i.id for i in came), default=last_in)}.{max((o.id for o in went), default=last_out)}"
    return View(
        bubbles=tuple(bubble for *_, bubble in sorted(bubbles, key=lambda each: each[:3])),
        place=place,
        busy=_busy(tx, conversation, now=now),
    )


def _mine(item: InboxItem, labels: Mapping[str, str]) -> Bubble:
    text = labels.get(_page_id(item), item.envelope.text)
    return Bubble(mine=True, at=item.envelope.received_at, text=text)


def _ours(item: OutboxItem, pressed: frozenset[str]) -> Bubble:
    choices = tuple(
        Choice(mark, label, data, mark in pressed)
        for number, (label, data) in enumerate(item.buttons)
        for mark in [_mark(item, number)]
    )
    return Bubble(False, item.sent_at or item.queued_at, item.text, choices, person=item.kind == "say")


def _buttons(tx: Tx, conversation: str) -> tuple[Mapping[str, str], frozenset[str]]:
    """What the buttons of this conversation say, and which were pressed; by their marks, for two may say the same."""
    asked = outbox.recent(tx, limit=_SHOWN, conversation=conversation)
    labels = {_mark(item, number): label for item in asked for number, (label, _) in enumerate(item.buttons)}
    if not labels:
        return {}, frozenset()
    written = inbox.recent(tx, limit=_SHOWN, conversation=conversation)
    return labels, frozenset(_page_id(item) for item in written) & frozenset(labels)


def _mark(item: OutboxItem, number: int) -> str:
    """A button's mark: the id under which the page sends its press."""
    return f"b{item.id}-{number:04}"


def _page_id(item: InboxItem) -> str:
    """The id that the page gave a message: the second part of `webchat:<visitor>/<id>/<digest>`."""
    return item.envelope.source.partition("/")[2].partition("/")[0]


def _busy(tx: Tx, conversation: str, *, now: datetime) -> bool:
    waiting = inbox.recent(tx, limit=1, state="new", conversation=conversation)
    going = outbox.recent(tx, limit=1, state="queued", conversation=conversation)
    since = [item.kept_at for item in waiting] + [item.queued_at for item in going]
    return any(at > now - _PATIENCE for at in since)


def _place(after: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(after)
    return (int(found[1]), int(found[2])) if found else (0, 0)
