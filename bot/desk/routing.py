"""Handing a message over to a person."""

from bot.desk.case import Case, Change, Decision, Reply
from store.order import Order

_MOST_NAMES = 3
_LONGEST_NAME = 60


def hand_over(
    case: Case, reason: str, *, change: Change | None = None, about: Order | None = None
) -> Decision:
    """A person takes it from here; the customer is told, but not over and over, and which files were not read."""
    unread = [" ".join(file.name.split())[:_LONGEST_NAME] for file in case.files if file.problem is not None]
    reply = Reply("handover", "handover", {"files": tuple(unread[:_MOST_NAMES])})
    return Decision(
        "routed",
        reason=reason,
        change=change,
        review=reason,
        about=about or (change.order if change else None),
        replies=(reply,) if case.handover_due else (),
    )
