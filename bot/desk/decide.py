"""What to do about a message: from the case and its reading to events, replies and an outcome. Pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.desk import aftercare, aftercarewords, booking, changing, requests
from bot.desk.case import Afterwards, Case, Decision, aware
from bot.desk.faxes import is_fax
from bot.desk.pen import Pen
from bot.desk.routing import hand_over
from bot.desk.settings import DeskSettings
from bot.desk.splitting import SEVERAL
from bot.desk.written import own_words
from parsers.reading import Intent, Reading

_Step = Callable[[Case, Reading, Pen, DeskSettings], Decision]

TAKEN = "a person has taken this conversation over"
"""Why a message waits where the bot keeps silent."""
FAX = "a fax came in: look who sent it, and enter the order for them"
"""Why a fax waits, however well it was read: whoever passes it on is not who sent it, and reads no answer."""

_BY_INTENT: dict[Intent, _Step] = {
    "new_order": booking.new_order,
    "clarification": changing.clarification,
    "amend_order": changing.amend_order,
    "cancel_order": changing.cancel_order,
    "confirm_order": changing.confirm_order,
    "order_status": requests.order_status,
    "return_request": requests.request,
    "complaint": requests.request,
    "feedback": requests.request,
    "inquiry": requests.request,
}


_TROUBLE: frozenset[Intent] = frozenset({"complaint", "return_request", "inquiry"})
_PLACED = frozenset({"booked", "asked"})
ORDERING: frozenset[Intent] = frozenset({"new_order", "amend_order", "cancel_order"})
"""What a customer wants done, and must not be left waiting for in silence."""


def decide(case: Case, reading: Reading, *, settings: DeskSettings, now: datetime) -> Decision:
    """The decision about one message. Nothing is written or sent here.

    `now` is aware. A message that must not be acted upon unattended is routed to a person, whatever it says.
    """
    pen = Pen.of(case, now=aware(now))
    if _asks_for_repair(case, reading):
        reading = replace(reading, intent="complaint", verdict="accept")
    if not case.supervised:
        stop = _machine(case, reading, settings) or _unattended(case, reading, settings)
        if stop is not None:
            return stop
    if case.after is not None:
        return _afterwards(case, case.after, reading, pen, settings, now=now)
    if case.late is not None:
        return changing.late_answer(case.late)
    if case.aside is not None and case.pending is not None:
        return changing.unwilling(case, case.pending, pen)
    if case.which_line is not None:
        return _within_reach(case, reading) or changing.which_line(
            case, case.which_line, reading, pen, settings
        )
    if case.rewrites is not None and reading.intent != "cancel_order":
        return _within_reach(case, reading) or changing.rewritten(case, case.rewrites, reading, pen, settings)
    decision = _within_reach(case, reading) or _BY_INTENT[reading.intent](case, reading, pen, settings)
    return requests.besides(case, decision, pen, settings) if case.besides else decision


def _afterwards(
    case: Case, after: Afterwards, reading: Reading, pen: Pen, settings: DeskSettings, *, now: datetime
) -> Decision:
    """What follows from a score or such, and from what is said beside it."""
    said = aftercare.decide(case, after, pen, settings)
    if reading.intent == "feedback":
        return said
    whole = decide(replace(case, after=None, pending=None), reading, settings=settings, now=now)
    quiet = replace(said, replies=(), review=None)
    both = replace(whole, review=whole.review or said.review)
    one, other = whole.change, quiet.change
    if one and other and one.order and other.order and one.order.order_no == other.order.order_no:
        # One step: a second one would find the order at another version than it was read at.
        return replace(both, change=replace(one, events=(*one.events, *other.events)))
    return replace(both, more=(*whole.more, quiet))


def decide_all(
    case: Case, reading: Reading, orders: tuple[Reading, ...], *, settings: DeskSettings, now: datetime
) -> Decision:
    """The decision about a message that may be several `orders`: each for itself, if each can be placed or asked about."""
    whole = decide(case, reading, settings=settings, now=now)
    if not orders or whole.outcome not in _PLACED:
        return whole
    # What is said beside them is said once.
    alone = replace(case, besides=())
    first = decide(case, orders[0], settings=settings, now=now)
    others = [decide(alone, one, settings=settings, now=now) for one in orders[1:]]
    if any(one.outcome not in _PLACED for one in (first, *others)):
        return hand_over(case, SEVERAL)
    review = next((one.review for one in (first, *others) if one.review), None)
    return replace(first, review=review, more=(*first.more, *others))


def _machine(case: Case, reading: Reading, settings: DeskSettings) -> Decision | None:
    """Never answered (RFC 3834); but an order that a program sends is an order, and waits for a person."""
    envelope = case.envelope
    if envelope.sender_address.casefold() in {address.casefold() for address in settings.own_addresses}:
        return Decision("ignored", reason="sent from our own address")
    if _is_fax(case):
        return Decision("routed", reason=FAX, review=FAX)
    if not envelope.automated:
        return None
    reason = f"an automated sender: {envelope.automated}"
    if not _may_order(case, reading):
        return Decision("ignored", reason=reason)
    reason = f"may be an order, from {reason}"
    return Decision("routed", reason=reason, review=reason)


def _is_fax(case: Case) -> bool:
    """Whether a service passes a fax on; what somebody on file sends with such a subject is theirs."""
    if not case.envelope.may_order or case.answers_us:
        return False
    known = case.writer.kind in {"customer", "rep"} and not case.envelope.automated
    return not known and is_fax(case.envelope)


def _may_order(case: Case, reading: Reading) -> bool:
    if not case.envelope.may_order or case.answers_us:
        return False
    if case.unreadable:
        return case.writer.kind in {"customer", "rep"}
    return reading.intent in ORDERING and bool(reading.lines or reading.order_no)


def _unattended(case: Case, reading: Reading, settings: DeskSettings) -> Decision | None:
    if case.taken:
        return Decision("routed", reason=TAKEN, review=TAKEN)
    if reading.intent == "other" and reading.verdict != "review":
        return _ignored(case)
    if case.replies_last_hour >= settings.hourly_cap:
        reason = f"more than {settings.hourly_cap} replies to this sender within an hour"
        return Decision("routed", reason=reason, review=reason)
    if case.writer.kind == "doubted":
        return hand_over(case, f"the sender {case.writer.address} is not proven to be who the mail says")
    if case.unreadable:
        return hand_over(case, case.unreadable)
    if reading.verdict == "review":
        reason = f"read as {reading.intent} with certainty {reading.certainty:.2f}: an operator looks first"
        if reading.doubts:
            reason = f"read as {reading.intent}, an operator looks first: {'; '.join(reading.doubts[:5])}"
        if reading.intent == "other" and case.writer.kind == "stranger":
            # It may be an order, and then must not be lost; or spam, whose senders are told nothing.
            return Decision("routed", reason=reason, review=reason)
        return hand_over(case, reason)
    return None


def _asks_for_repair(case: Case, reading: Reading) -> bool:
    """Whether what is no clear complaint is one to a person all the same: recorded and acknowledged like one."""
    doubtful = reading.verdict == "review" and reading.intent in _TROUBLE and case.unreadable is None
    return doubtful and aftercarewords.repair(own_words(case.envelope))


def _within_reach(case: Case, reading: Reading) -> Decision | None:
    if reading.intent == "other":
        return _ignored(case)
    code = reading.customer.code
    if case.writer.kind == "rep" and code and (case.customer is None or case.customer.code != code):
        name = case.writer.rep.name if case.writer.rep else case.writer.address
        return hand_over(case, f"{name} is not the sales rep of customer {code}")
    return None


def _ignored(case: Case) -> Decision:
    return Decision("ignored", reason=case.idle or "not for the order desk")
