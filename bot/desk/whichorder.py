"""Which order a message is about: among those that its writer may touch, else what to answer."""

from bot.desk.case import Case, Decision, Reply
from bot.desk.clarification import Choice, Question
from parsers.reading import Reading
from store.order import OpenQuestion, Order
from store.states import FINAL


def named(case: Case, reading: Reading) -> Order | Decision:
    """The order that the message is about, among those that this writer may touch; else what to answer."""
    by_number = {order.order_no: order for order in case.orders}
    if reading.order_no:
        order = by_number.get(reading.order_no)
        return order if order is not None else not_found(case, reading.order_no)
    flagged = next((flag for flag in reading.flags if flag.field == "order_no"), None)
    candidates = tuple(by_number[no] for no in (flagged.candidates if flagged else ()) if no in by_number)
    under_way = candidates or tuple(order for order in case.orders if order.status not in FINAL)
    if not under_way:
        return not_found(case, None)
    if len(under_way) == 1:
        return under_way[0]
    return _which(case, under_way, "which order is meant")


def not_found(case: Case, order_no: str | None) -> Decision:
    """No such order of this customer; whether somebody else has it is not said."""
    return Decision(
        "answered",
        reason=f"no order {order_no} of this sender" if order_no else "no order under way of this sender",
        replies=(Reply("answer", "no_order", {"asked_no": order_no}),),
    )


def _which(case: Case, orders: tuple[Order, ...], why: str) -> Decision:
    """Asks which of several orders is meant, each with what tells it apart."""
    flag = OpenQuestion("order_no", "ambiguous", tuple(order.order_no for order in orders))
    choices = tuple(
        Choice(letter, "order", order.order_no) for letter, order in zip("ABCDEFGH", orders, strict=False)
    )
    question = Question(1, flag, "order_no", None, choices)
    return Decision(
        "asked",
        reason=why,
        replies=(Reply("question", "which_order", {"orders": orders, "questions": (question,)}),),
    )
