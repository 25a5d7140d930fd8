"""Handing a message over to a person."""

from bot.desk.case import Case, Change, Decision, Reply
from store.order import Order


def hand_over(
    case: Case, reason: str, *, change: Change | None = None, about: Order | None = None
) -> Decision:
    """A person takes it from here; the customer is told, but not over and over."""
    return Decision(
        "routed",
        reason=reason,
        change=change,
        review=reason,
        about=about or (change.order if change else None),
        replies=(Reply("handover", "handover"),) if case.handover_due else (),
    )
