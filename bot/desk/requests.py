"""Questions about orders, answered from the database alone, and requests that a person has to see to."""

from bot.desk.case import Case, Change, Decision, Reply
from bot.desk.changing import not_found
from bot.desk.pen import Pen
from bot.desk.settings import DeskSettings
from parsers.reading import Reading
from store.order import Order
from store.states import FINAL

# How many orders an answer lists at most, the newest first.
LISTED = 10


def order_status(case: Case, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """The state of the order in question, of all that are under way, or of the last one."""
    if reading.order_no:
        found = tuple(order for order in case.orders if order.order_no == reading.order_no)
        if not found:
            return not_found(case, reading.order_no)
    else:
        found = tuple(order for order in case.orders if order.status not in FINAL)[:LISTED]
        found = found or case.orders[:1]
        if not found:
            return not_found(case, None)
    return Decision(
        "answered",
        about=found[0] if len(found) == 1 else None,
        replies=(Reply("status", "status", {"orders": found}),),
    )


def request(case: Case, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """A return, a complaint, feedback or a question: noted on its order, acknowledged, and a person is told."""
    order = _concerned(case, reading)
    reason = {
        "return_request": "asks for a return or an exchange",
        "complaint": "complains",
        "feedback": "gives feedback",
    }.get(reading.intent, "has a question")
    change = None
    if order is not None:
        text = case.envelope.text[:2000]
        change = Change(order, (pen.requested(reading.intent, text),))
    # A question is answered by a person, and that is said once an hour; the rest is acknowledged each time.
    kind = "handover" if reading.intent == "inquiry" else "acknowledged"
    silent = reading.intent == "inquiry" and not case.handover_due
    reply = Reply(kind, "acknowledged", {"intent": reading.intent, "known": order is not None})
    return Decision(
        "routed",
        reason=reason,
        change=change,
        about=order,
        review=reason,
        replies=() if silent else (reply,),
    )


def _concerned(case: Case, reading: Reading) -> Order | None:
    return next((order for order in case.orders if order.order_no == reading.order_no), None)
