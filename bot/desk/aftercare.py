"""What a customer says after the goods went out: that they are there, a score, and what to hear of. Pure."""

from datetime import datetime, timedelta

from bot.desk import aftercarewords
from bot.desk.case import Afterwards, Case, Change, Decision, Reply, Wished
from bot.desk.clarification import Callback
from bot.desk.pen import Pen
from bot.desk.settings import DeskSettings
from store.order import Order
from store.outbox import OutboxItem
from store.states import State, allowed

OPEN_FOR = timedelta(days=30)
"""So long a number may be the answer to a survey."""
_OVER = frozenset({"completed", "returning", "returned"})
SURVEY = "survey"
"""The kind of the message that asks for a score."""
SCORED = "scored"
"""The kind of the one that thanks for it; a further number behind it is another score."""


def heard(
    words: str,
    pressed: Callback | None,
    *,
    orders: tuple[Order, ...],
    answered: OutboxItem | None,
    newest: OutboxItem | None,
    waits: bool,
    now: datetime,
) -> Afterwards | None:
    """What the whole message says, or None where it is about something else.

    `answered`: the message of ours that it answers by its headers; `newest`: our newest one here. A number is a score only
    where one of these asks for it and nothing else is awaited; "received" is that of goods only where one of them told of
    their arrival. So neither is ever taken for the other, nor for an amount.
    """
    by_number = {order.order_no: order for order in orders}
    if pressed is not None:
        order = by_number.get(pressed.order_no or "")
        if order is None or not (pressed.answer == "got" or pressed.answer.startswith("s")):
            return None
        if pressed.answer == "got":
            return Afterwards("received", order)
        if order.status not in _OVER:
            return None
        return Afterwards("score", order, score=int(pressed.answer[1:]))
    wish = aftercarewords.wish(words)
    if wish is not None:
        return Afterwards("wish", wish=wish)
    asked = answered if answered is not None else newest
    order = by_number.get(asked.order_no or "") if asked is not None else None
    if asked is None or order is None or now - asked.queued_at > OPEN_FOR or (waits and answered is None):
        return None
    if asked.kind in {SURVEY, SCORED}:
        found = aftercarewords.scored(words)
        return Afterwards("score", order, score=found.score, rest=found.words) if found else None
    signed = aftercarewords.received(words) if asked.kind == "push" and order.status == "delivered" else None
    return Afterwards("received", order, signed_by=signed) if signed is not None else None


def decide(case: Case, said: Afterwards, pen: Pen, settings: DeskSettings) -> Decision:
    """What follows from it; what cannot be, is answered with how the order stands."""
    if said.kind == "wish":
        stages = aftercarewords.WISHES[said.wish]
        who = case.writer.customer.code if case.writer.customer else case.envelope.conversation
        return Decision(
            "answered",
            reason="says what to hear of",
            wished=Wished(who, stages),
            replies=(Reply("answer", "wished", {"stages": stages}),),
        )
    order = said.order
    if order is None:
        return Decision("answered", reason="about no order")
    if said.kind == "received":
        return _received(order, said, pen, settings)
    return _scored(order, said, pen, settings)


def _received(order: Order, said: Afterwards, pen: Pen, settings: DeskSettings) -> Decision:
    if order.status != "delivered":
        return Decision(
            "answered",
            reason=f"order {order.order_no} is {order.status}",
            about=order,
            replies=(Reply("status", "status", {"orders": (order,)}),),
        )
    completes = settings.receipt_completes and "completed" in allowed(order.status)
    to: State | None = "completed" if completes else None
    return Decision(
        "confirmed",
        reason="has the goods",
        change=Change(order, (pen.received(said.signed_by or None, to),)),
        replies=(Reply("answer", "has_goods", {"signed_by": said.signed_by or None}),),
    )


def _scored(order: Order, said: Afterwards, pen: Pen, settings: DeskSettings) -> Decision:
    """A button that is pressed twice says no more than once, and of a score that stays low a person hears once."""
    low = said.score <= settings.survey.low_score
    known = order.score is not None and order.score <= settings.survey.low_score
    words = f": {said.rest[:200]}" if said.rest else ""
    again = said.score == order.score and not said.rest
    return Decision(
        "answered",
        reason=f"scores {said.score}",
        about=order,
        change=None if again else Change(order, (pen.scored(said.score, said.rest[:2000]),)),
        replies=(Reply(SCORED, "scored", {"low": low}),),
        review=f"gives order {order.order_no} a score of {said.score} of 5{words}"
        if low and (said.rest or not known)
        else None,
        review_kind="complaint",
    )
