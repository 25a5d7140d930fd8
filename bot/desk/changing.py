"""What a customer does to an order that is there: answers, changes, cancels, says yes."""

from dataclasses import replace
from functools import partial

from bot.desk import booking
from bot.desk.case import Case, Change, Decision, Late, Pending, ReadBack, Reply
from bot.desk.clarification import WHICH_LINE, Settled, agree, answered_before
from bot.desk.confirmation import needs_yes
from bot.desk.content import Content, from_order, from_reading, over, same_goods, with_stated
from bot.desk.matching import ASKS_WHAT
from bot.desk.pen import Pen
from bot.desk.routing import hand_over
from bot.desk.settings import DeskSettings
from bot.desk.splitting import SEVERAL
from bot.desk.whichorder import named
from parsers.reading import Reading
from store.difference import between
from store.order import Order
from store.states import FINAL, LINE_OF_LIFE, State

_AT_REQUEST = "at the customer's request"
# States that a customer's message finds finished or out of the house.
_BEYOND = FINAL | {"returning"}
# From there a change goes back to the read-back where it needs a yes; later on the goods are bought or made already.
_AT_A_YES = frozenset({"received", "reviewed", "confirmed"})


def clarification(case: Case, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """An answer to what was asked; the reading is the whole order as it stands after."""
    pending = case.pending
    if pending is None or (reading.order_no and reading.order_no != pending.order.order_no):
        return hand_over(case, "an answer to nothing that was asked")
    if case.settled is not None:
        return _chosen(case, case.settled, pen, settings)
    content = from_reading(reading, catalog=case.catalog, customer=case.customer, before=pending.content)
    asked = tuple(flag for flag in pending.content.flags if flag.field == WHICH_LINE)
    if asked and same_goods(content.lines, pending.content.lines):
        # What it says is about something else.
        content = replace(content, flags=(*content.flags, *asked))
    return _carry_on(case, pending, content, reading, pen, settings)


def amend_order(case: Case, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """A new version of a booked order, told line by line; refused from the company's stop state on."""
    if case.pending is not None and reading.order_no == case.pending.order.order_no:
        return clarification(case, reading, pen, settings)
    order = named(case, reading)
    if not isinstance(order, Order):
        return order
    refused = _refused(case, order, "change", settings)
    if refused is not None:
        return refused
    content = from_reading(reading, catalog=case.catalog, customer=case.customer, before=from_order(order))
    if _emptied(content, order):
        return _cancelled(case, order, pen, reason=_AT_REQUEST)
    if order.status == "draft":
        return booking.place(case, content, order, reading, pen, settings)
    return _amend(case, order, content, reading, pen, settings)


def unwilling(case: Case, pending: Pending, pen: Pen) -> Decision:
    """A change that is given up leaves the order as it stands; a no to a read-back is asked once what shall be other."""
    order = pending.order
    if case.aside == "gives_up_change":
        kept = replace(from_order(order), flags=())
        return Decision(
            "answered",
            reason="the change is given up",
            change=Change(order, (pen.changed(kept, "the customer gives up the change"),)),
            replies=(Reply("answer", "unchanged", {"given_up": True}),),
        )
    if case.asked_what:
        return hand_over(case, f"says no to the read-back of order {order.order_no}", about=order)
    return Decision(
        "asked",
        reason="says no to the read-back",
        about=order,
        replies=(Reply(ASKS_WHAT, "what_changes", order=order),),
    )


def which_line(case: Case, content: Content, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """A change that several lines fit is asked about; `content`: the order with that question."""
    order = named(case, reading)
    if not isinstance(order, Order):
        return order
    return _refused(case, order, "change", settings) or booking.ask(case, content, order, pen, settings)


def cancel_order(case: Case, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """Cancelled, or refused with the reason from the stop state on (then a person hears of it)."""
    order = named(case, reading)
    if not isinstance(order, Order):
        return order
    if order.status == "cancelled":
        return _told(order)
    return _refused(case, order, "cancel", settings) or _cancelled(case, order, pen, reason=_AT_REQUEST)


def confirm_order(case: Case, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """The yes to our read-back, kept with its proof; a yes to a question that proposes something takes the proposal."""
    pending = case.pending
    if pending is not None and (reading.order_no or pending.order.order_no) == pending.order.order_no:
        if pending.content.flags:
            settled = agree(pending.content, case.catalog)
            if settled is None:
                return booking.ask(case, pending.content, pending.order, pen, settings)
            settled = replace(settled, content=with_stated(settled.content, reading))
            return _chosen(case, settled, pen, settings)
        order: Order | Decision = pending.order
    else:
        order = named(case, reading)
    if not isinstance(order, Order):
        return order
    if order.status != "confirmation_sent":
        return _told(order)
    shown = case.read_back
    # The yes of an operator who accepts it is no silent one.
    if not case.supervised and (shown is None or shown.outdated):
        return _read_back_again(order, shown)
    event = pen.confirmed(
        message_id=case.envelope.message_id, text=case.envelope.text[:2000], read_back=shown
    )
    return Decision(
        "confirmed",
        change=Change(order, (event,)),
        replies=(Reply("receipt", "receipt"),),
    )


def rewritten(case: Case, order: Order, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """An edited message is the new version of the order that it made, and what was answered since stays answered."""
    if reading.intent != "new_order":
        return hand_over(
            case, f"the message of order {order.order_no} was edited and orders nothing now", about=order
        )
    before = case.pending.content if case.pending else from_order(order)
    content = from_reading(reading, catalog=case.catalog, customer=case.customer)
    content = answered_before(content, before, case.catalog)
    if order.status == "draft":
        return booking.place(case, content, order, reading, pen, settings)
    return _amend(case, order, content, reading, pen, settings)


def late_answer(late: Late) -> Decision:
    """An answer to what is open no more changes nothing; the writer hears how the order stands, and how to change it."""
    return Decision(
        "answered",
        reason=f"answers a question about order {late.order.order_no} that is open no more",
        about=late.order,
        replies=(
            Reply(
                "status",
                "late",
                {"label": late.label, "stands": late.stands, "orders": (late.order,)},
                order=late.order,
            ),
        ),
    )


def _read_back_again(order: Order, shown: ReadBack | None) -> Decision:
    """A yes to what the order no longer is confirms nothing: it is read back as it stands."""
    difference = between(shown.content, from_order(order)) if shown and shown.content else None
    return Decision(
        "asked",
        reason="a yes to an earlier read-back" if shown else "a yes to what was not read back",
        about=order,
        replies=(
            Reply(
                "confirmation",
                "confirmation",
                {"difference": difference, "outdated": shown is not None},
                order=order,
            ),
        ),
    )


def _chosen(case: Case, settled: Settled, pen: Pen, settings: DeskSettings) -> Decision:
    """Numbered choices or a plain yes: the pending order with those questions answered. What is said besides and asks
    for nothing that we know of is shown to a person."""
    pending = case.pending
    if pending is None:
        return hand_over(case, "an answer to nothing that was asked")
    if settled.has("drop"):
        earlier = _earlier(case, pending)
        return _cancelled(case, pending.order, pen, reason="a duplicate, says the customer", stands=earlier)
    if settled.has("replace"):
        return _replaced(case, pending, settled.content, pen, settings)
    if settled.has("split"):
        return hand_over(case, f"{SEVERAL}, says the customer", about=pending.order)
    if settled.has("person"):
        return hand_over(case, "the customer refuses the catalog's price", about=pending.order)
    decision = _carry_on(case, pending, settled.content, None, pen, settings)
    if settled.rest and decision.review is None:
        return replace(decision, review=f"chose, and wrote besides: {settled.rest[:100]}")
    return decision


def _carry_on(
    case: Case, pending: Pending, content: Content, reading: Reading | None, pen: Pen, settings: DeskSettings
) -> Decision:
    if _emptied(content, pending.order):
        return _refused(case, pending.order, "cancel", settings) or _cancelled(
            case, pending.order, pen, reason=_AT_REQUEST
        )
    if pending.order.status == "draft":
        return booking.place(case, content, pending.order, reading, pen, settings)
    return _refused(case, pending.order, "change", settings) or _amend(
        case, pending.order, content, reading, pen, settings
    )


def _emptied(content: Content, order: Order) -> bool:
    """Whether nothing is left of the order: who drops its last line wants none of it."""
    return not content.lines and bool(order.lines)


def _amend(
    case: Case, order: Order, content: Content, reading: Reading | None, pen: Pen, settings: DeskSettings
) -> Decision:
    before = from_order(order)
    content = booking.with_desk_questions(
        case, content, reading, settings=settings, pen=pen, before=before, besides=order.order_no
    )
    if content.flags:
        return booking.ask(case, content, order, pen, settings)
    difference = between(before, content)
    if not difference and not order.flags:
        return Decision(
            "answered",
            reason="the order is so already",
            about=order,
            replies=(Reply("answer", "unchanged", order=order),),
        )
    rule = partial(needs_yes, writer=case.writer, customer=case.customer, settings=settings)
    again = order.status in _AT_A_YES and rule(content) and not rule(before)
    to: State | None = "confirmation_sent" if again and not case.supervised else None
    template = "confirmation" if to or order.status == "confirmation_sent" else "changed"
    if not difference:
        # What was asked about a change is settled, and leaves the order as it was.
        return Decision(
            "answered",
            reason="the order stays as it is",
            change=Change(order, (pen.changed(replace(content, flags=())),)),
            replies=(Reply("answer", "unchanged"),),
        )
    return Decision(
        "changed",
        reason="waits for the customer's yes" if to else None,
        change=Change(order, (pen.changed(replace(content, flags=()), to=to),)),
        replies=(Reply(template, template, {"difference": difference}),),
        review=None if content.total is not None else "a line has no price in the catalog",
    )


def _cancelled(case: Case, order: Order, pen: Pen, *, reason: str, stands: Order | None = None) -> Decision:
    return Decision(
        "cancelled",
        reason=reason,
        change=Change(order, (pen.cancelled(reason),)),
        replies=(Reply("cancelled", "cancelled", {"stands": stands.order_no if stands else None}),),
    )


def _earlier(case: Case, pending: Pending) -> Order | None:
    """The order that the pending one is suspected to repeat."""
    asked = next((flag for flag in pending.content.flags if flag.field == "duplicate"), None)
    numbers = [candidate.partition("=")[2] for candidate in asked.candidates] if asked else []
    return next((order for order in case.orders if order.order_no in numbers), None)


def _replaced(case: Case, pending: Pending, content: Content, pen: Pen, settings: DeskSettings) -> Decision:
    """The pending order was the earlier one's new version: that one becomes it, and this one is no order of its own."""
    earlier = _earlier(case, pending)
    if earlier is None:
        return hand_over(case, "replaces an order that is not there", about=pending.order)
    refused = _refused(case, earlier, "change", settings)
    if refused is not None:
        return refused
    after = over(content, from_order(earlier))
    if earlier.status == "draft":
        decision = booking.place(case, after, earlier, None, pen, settings)
    else:
        decision = _amend(case, earlier, after, None, pen, settings)
    gone = Decision(
        "cancelled", change=Change(pending.order, (pen.cancelled(f"taken into {earlier.order_no}"),))
    )
    return replace(decision, about=decision.about or earlier, more=(*decision.more, gone))


def _refused(case: Case, order: Order, what: str, settings: DeskSettings) -> Decision | None:
    stage = order.held_from if order.status == "on_hold" and order.held_from else order.status
    stopped = stage in _BEYOND or (
        stage in LINE_OF_LIFE and LINE_OF_LIFE.index(stage) >= LINE_OF_LIFE.index(settings.stop_state)
    )
    if not stopped:
        return None
    reason = f"asks to {what} order {order.order_no}, which is {order.status}"
    return Decision(
        "answered",
        reason=reason,
        about=order,
        review=reason,
        replies=(Reply("refused", "refused", {"what": what}, order=order),),
    )


def _told(order: Order) -> Decision:
    return Decision(
        "answered",
        reason=f"order {order.order_no} is {order.status}",
        about=order,
        replies=(Reply("status", "status", {"orders": (order,)}),),
    )
