"""Orders coming into being: booked, read back for a yes, or kept as a draft with everything asked in one message."""

from dataclasses import replace
from datetime import timedelta

from bot.desk import pricing
from bot.desk.asking import counted
from bot.desk.case import Case, Change, Decision, Reply
from bot.desk.clarification import WHICH_LINE, agreement, questions
from bot.desk.confirmation import duplicate, needs_yes
from bot.desk.content import (
    Content,
    completed,
    from_order,
    from_reading,
    is_desk_question,
    line_index,
    same_goods,
)
from bot.desk.pen import Pen
from bot.desk.routing import hand_over
from bot.desk.settings import DeskSettings
from bot.desk.stock import shortages
from parsers.reading import Reading
from store.order import OpenQuestion, Order
from store.order_events import OrderEvent

MOST_QUESTIONS = 15
"""In one message; who has more open is better called."""


def new_order(case: Case, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """A fresh order beside whatever else is open; the same unfinished order said again is the same order."""
    content = from_reading(reading, catalog=case.catalog, customer=case.customer)
    pending = case.pending
    if (
        pending is not None
        and pending.order.status == "draft"
        and content.flags
        and pen.at - pending.order.placed_at <= timedelta(hours=settings.duplicate_hours)
        and same_goods(content.lines, pending.content.lines)
    ):
        return place(
            case, replace(content, agreed=pending.content.agreed), pending.order, reading, pen, settings
        )
    return place(case, content, None, reading, pen, settings)


def place(
    case: Case,
    content: Content,
    draft: Order | None,
    reading: Reading | None,
    pen: Pen,
    settings: DeskSettings,
) -> Decision:
    """Books the content, as an order of its own or as what `draft` has become; asks first if anything is open."""
    content = with_desk_questions(
        case,
        completed(content, case.customer),
        reading,
        settings=settings,
        pen=pen,
        besides=draft.order_no if draft else None,
    )
    if content.flags:
        return ask(case, content, draft, pen, settings)
    # Which order was the last one, the customer may remember otherwise; and who asks much may not have ordered yet.
    waits = (
        content.repeats
        or (case.unsure and not case.supervised)
        or needs_yes(content, writer=case.writer, customer=case.customer, settings=settings)
    )
    event = pen.booked(content, "confirmation_sent" if waits else "received")
    reply = Reply("confirmation", "confirmation") if waits else Reply("receipt", "receipt")
    unpriced = None if content.total is not None else "a line has no price in the catalog"
    return Decision(
        "booked",
        reason="waits for the customer's yes" if waits else None,
        change=Change(draft, (event,)),
        replies=(reply,),
        review=unpriced,
    )


def ask(case: Case, content: Content, order: Order | None, pen: Pen, settings: DeskSettings) -> Decision:
    """One message with all open questions; a person takes over once one was put as often as the company allows."""
    earlier = _asked_before(case, order)
    content = replace(content, flags=counted(content, earlier))
    if order is None:
        events: tuple[OrderEvent, ...] = (pen.drafted(content), pen.asked(content))
    elif order.status == "draft":
        events = (pen.changed(content), pen.asked(content))
    else:
        # An unfinished change leaves the booked order as it is; the question carries what it would become.
        events = (pen.asked(content),)
    too_many = _too_many(content, settings)
    if too_many is not None:
        kept = events[:-1] if order is None or order.status == "draft" else ()
        return hand_over(case, too_many, change=Change(order, kept) if kept else None, about=order)
    return Decision(
        "asked",
        reason=", ".join(f"{flag.field} {flag.code}" for flag in content.flags),
        change=Change(order, events),
        replies=(
            Reply(
                "question",
                "question_again" if earlier and earlier.flags else "question",
                {"questions": questions(content.flags, content.lines), "unplaced": case.unplaced},
            ),
        ),
    )


def _asked_before(case: Case, order: Order | None) -> Content | None:
    if order is None:
        return None
    if case.pending is not None and case.pending.order.order_no == order.order_no:
        return case.pending.content
    return from_order(order)


def _too_many(content: Content, settings: DeskSettings) -> str | None:
    """Why nobody should be asked (again), or None."""
    if not settings.max_questions:
        return "unclear, and nothing is asked"
    times = max(flag.asked for flag in content.flags)
    if times > settings.max_questions:
        return f"still unclear after {times - 1} questions"
    open_now = len(content.flags)
    return f"{open_now} questions are more than anybody answers" if open_now > MOST_QUESTIONS else None


def with_desk_questions(
    case: Case,
    content: Content,
    reading: Reading | None,
    *,
    settings: DeskSettings,
    pen: Pen,
    before: Content | None = None,
    besides: str | None = None,
) -> Content:
    """The content with the reading's flags and the desk's own questions: prices, stock, a suspected duplicate.

    `before`: the order as it was booked; what stood in it is not questioned again.
    """
    flags = [flag for flag in content.flags if flag.field == WHICH_LINE or not is_desk_question(flag)]
    flags = [flag for flag in flags if not _agreed(flag, content)]
    flags += _gaps(case, content, flags)
    flags += _disputed_prices(case, content, reading, flags)
    flags += shortages(content, catalog=case.catalog, before=before, parts=settings.part_deliveries)
    if before is None:
        again = duplicate(
            content,
            case.orders,
            catalog=case.catalog,
            customer=case.customer,
            conversation=case.envelope.conversation,
            settings=settings,
            now=pen.at,
            besides=besides,
        )
        flags += [again] if again else []
    return replace(content, flags=tuple(flags))


def _agreed(flag: OpenQuestion, content: Content) -> bool:
    """Whether the customer has accepted the catalog's price of this line already."""
    index = line_index(flag.field)
    if index is None or index >= len(content.lines) or not flag.field.endswith(".unit_price"):
        return False
    return agreement(flag.field, content.lines[index]) in content.agreed


def _gaps(case: Case, content: Content, flags: list[OpenQuestion]) -> list[OpenQuestion]:
    """What a line lacks and nobody has asked yet, as after a choice: nothing is booked without product, quantity and unit."""
    flagged = {flag.field for flag in flags}
    gaps = []
    for index, line in enumerate(content.lines):
        product = case.catalog.get(line.sku) if line.sku else None
        asked = {name for name in ("sku", "quantity", "unit") if f"lines[{index}].{name}" in flagged}
        if product is None:
            gaps += [OpenQuestion(f"lines[{index}].sku", "unknown")] if "sku" not in asked else []
            continue
        if line.quantity is None and "quantity" not in asked:
            gaps.append(OpenQuestion(f"lines[{index}].quantity", "missing"))
        elif line.quantity is not None and "unit" not in asked and pricing.size(product, line.unit) is None:
            units = tuple(unit for unit in (product.base_unit, *product.units) if unit)
            code = "unknown" if line.unit else "ambiguous"
            gaps.append(OpenQuestion(f"lines[{index}].unit", code, units))
    return gaps


def _disputed_prices(
    case: Case, content: Content, reading: Reading | None, flags: list[OpenQuestion]
) -> list[OpenQuestion]:
    # The reading compares prices of the same unit and currency; others are compared here, lest one be booked silently.
    flagged = {flag.field for flag in flags}
    disputed = []
    for index, line in enumerate(reading.lines if reading else ()):
        field = f"lines[{index}].unit_price"
        product = case.catalog.get(line.sku) if line.sku else None
        if product is None or field in flagged or index >= len(content.lines):
            continue
        item = content.lines[index]
        if (
            item.unit is not None
            and agreement(field, item) not in content.agreed
            and pricing.disagrees(line, product, stated_currency=reading.currency if reading else None)
        ):
            disputed.append(OpenQuestion(field, "conflict"))
    return disputed
