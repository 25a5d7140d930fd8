"""What waits for a person, and until when, in the company's working time."""

from datetime import datetime
from typing import Literal

from bot.desk.settings import DeskSettings
from store import reviews
from store.database import Tx

Kind = Literal["return_request", "complaint", "feedback", "inquiry", "silence", "other"]
_KINDS: tuple[Kind, ...] = ("return_request", "complaint", "feedback", "inquiry")


def kind_of(intent: str) -> Kind:
    """What a message of this intent is to the person who sees to it."""
    return next((kind for kind in _KINDS if kind == intent), "other")


def open_review(
    tx: Tx,
    settings: DeskSettings,
    *,
    kind: Kind,
    reason: str,
    now: datetime,
    inbox_id: int | None = None,
    order_no: str | None = None,
) -> datetime:
    """A person has to see to this; until when."""
    due_at = settings.hours.after(now, getattr(settings.due, kind), settings.tzinfo)
    reviews.open(tx, inbox_id=inbox_id, order_no=order_no, reason=reason, now=now, kind=kind, due_at=due_at)
    return due_at
