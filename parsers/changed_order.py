"""What an order comes to by a message that changes it or answers what was asked about it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from parsers import (
    answer_days,
    answers,
    context,
    delivery_day,
    form_changes,
    haste,
    narrowing,
    new_order,
    order_days,
    phrases,
    shifts,
)
from parsers.about import about
from parsers.annotate import Annotated
from parsers.context import Merged
from parsers.delivery_place import Place
from parsers.delivery_words import SENTENCE, around, says
from parsers.drafts import Block
from parsers.orderlines import Settled
from parsers.quantities import Amount
from parsers.reading import Flag, Intent, OrderContext
from parsers.reckon_case import Case, Gathered, Result

# How sure a change is that changes nothing which we see, or a day that nothing is known to be moved from.
_UNCLEAR = 0.5


def reckon(case: Case, kind: Intent, said: Gathered, result: Result) -> None:
    """Fill in the order as it stands after the message; of an order that is not found, what the message says of it."""
    answering = kind == "clarification"
    order = _pending(case, result) if answering else _meant(case, said, result)
    if order is None:
        _alone(case, said, result)
        return
    said = replace(said, place=_place(said.place, order))
    day = _day(case.annotated, order, said.day, result, answering=answering)
    narrowing.by_order(said.block, order)
    answered = _answered(case, said, order) if answering else None
    if form_changes.differs(case.annotated, said.block.drafts, order):
        result.doubt(_UNCLEAR)
    merged = _merged(case, said, order, answered)
    if answering and not merged.changed and _in_passing(case.annotated, order, day):
        day = delivery_day.Day(None)
    result.take(merged)
    result.address = said.place.address if said.place.stated else order.delivery_address
    result.day = day.day if day.stated else order.delivery_date
    result.deliver(said.place, day)
    if not said.place.stated and (doubtful := said.place.asked(order.delivery_address)) is not None:
        result.address = None
        result.flags.append(doubtful)
    if answered is not None:
        result.flags.extend(_still_open(answered.open, result))
    asked = [flag for flag in order.flags if not flag.field.startswith("lines[")]
    left = [flag for flag in asked if _stays(flag, case, said, day, merged, result.lines)]
    result.flags.extend(replace(flag, question=None) for flag in left)
    # To say where and when it comes as we know it alters nothing: it was to be here on the 5th.
    elsewhere = result.address != order.delivery_address or result.day != order.delivery_date
    altered = merged.changed or elsewhere or len(left) < len(asked)
    if not said.place.stated and result.address == order.delivery_address and _moves(case.annotated):
        # 地址换成他们的仓库: whose, and where that is, is nowhere on file.
        result.doubt(_UNCLEAR)
    if any(span.value.day == result.day for span in said.day.denied if result.day is not None):
        # It shall not come on the very day for which it is noted down.
        result.doubt(_UNCLEAR)
    if not answering and not altered and not _asks_besides(case.annotated):
        result.doubt(_UNCLEAR)


def _place(place: Place, order: OrderContext) -> Place:
    """Where the order shall go from now on: whose goods they are moves none, unless it was asked where they go."""
    asked = any(flag.field == "delivery_address" for flag in order.flags)
    if not place.named or asked or order.delivery_address is None:
        return place
    return Place(None, unsure=place.address)


def _pending(case: Case, result: Result) -> OrderContext | None:
    """The order that waits for the answer."""
    order = case.annotated.message.context.pending
    result.order_no = order.order_no if order is not None else None
    return order


def _meant(case: Case, said: Gathered, result: Result) -> OrderContext | None:
    """The order to be changed."""
    skus = [draft.match.skus for draft in said.block.drafts if draft.match.skus]
    skus += [(sku,) for sku in said.change.named]
    found = about(
        case.annotated,
        case.annotated.message.context,
        skus,
        needed=True,
        customer=case.author.customer,
        spoken=said.spoken,
    )
    if found.several:
        result.doubt(_UNCLEAR)
    result.order_no = found.order_no
    result.flags.extend(found.flags)
    return found.order


def _alone(case: Case, said: Gathered, result: Result) -> None:
    """What is to become of an order that is not known."""
    change = said.change
    told = change.stated if change.changed and not change.doubts else None
    result.lines = told or new_order.lines(case, said.block)
    day = _moved(case.annotated, _due(case.annotated, result), said.day, result)
    result.address, result.day = said.place.address, day.day
    result.deliver(said.place, day)


def _due(annotated: Annotated, result: Result) -> date | None:
    """The day on which the order is due that is meant, whichever of several it is: by which it is called (明天那单), or on
    which all of them are."""
    called: set[date | None] = {day for day, stays in order_days.due(annotated) if not stays}
    meant = {number for flag in result.flags if flag.field == "order_no" for number in flag.candidates}
    due = {order.delivery_date for order in annotated.message.context.open_orders if order.order_no in meant}
    days = called & due if called else due
    return days.pop() if len(days) == 1 else None


def _day(
    annotated: Annotated, order: OrderContext, day: delivery_day.Day, result: Result, *, answering: bool
) -> delivery_day.Day:
    """The day that the message states, moves the order to, or answers with a bare number."""
    day = _moved(annotated, order.delivery_date, day, result)
    today = annotated.message.now.date()
    called = {one for one, stays in order_days.due(annotated) if not stays and one >= today}
    if called and day.day in (None, *called) and _is_another(order, called):
        # 周二那车再装3卷, where no order is due on Tuesday.
        result.doubt(_UNCLEAR)
    asked = {flag.field for flag in order.flags}
    if (
        answering
        and "delivery_date" in asked
        and not any(field.endswith((".quantity", ".unit")) for field in asked)
    ):
        meant = answer_days.of_month(annotated, day.day if day.stated else None)
        return delivery_day.Day(meant, (), None, stated=True) if meant is not None else day
    return day


def _is_another(order: OrderContext, called: Collection[date]) -> bool:
    """Whether the order neither is due on the day by which one is called, nor was placed on such a day (Monday's order)."""
    if order.delivery_date is None or order.delivery_date in called:
        return False
    placed = order_days.of_number(order.order_no)
    return placed is None or all(
        placed.weekday() != one.weekday() and placed.day != one.day for one in called
    )


def _in_passing(annotated: Annotated, order: OrderContext, day: delivery_day.Day) -> bool:
    """Whether a day that nobody asked about is only named beside something else, as in talk of the weather."""
    proof = day.evidence
    if proof is None or any(flag.field == "delivery_date" for flag in order.flags):
        return False
    clause = around(annotated.lowered, proof.start, proof.end, SENTENCE)
    if says("delivers", clause) or says("brings", clause):
        return False
    if annotated.lowered.rstrip().endswith(("?", "？", "吗", "么")):
        return True
    return any(
        span.label == "gap" and sum(map(str.isalnum, annotated.lowered[span.start : span.end])) > 1
        for spans in annotated.chosen.values()
        for span in spans
    )


def _moved(
    annotated: Annotated, known: date | None, day: delivery_day.Day, result: Result
) -> delivery_day.Day:
    """The order's day (`known`) moved by what the message says (a week later), else the day that it states."""
    if not shifts.stated(annotated):
        return day
    moved = shifts.moved(annotated, known) if known is not None else None
    called = {one for one, stays in order_days.due(annotated) if not stays}
    if called and known not in called:
        # 明天那单推迟两天, where no order is due tomorrow.
        result.doubt(_UNCLEAR)
        return day
    if moved is None or (day.stated and day.day != moved):
        result.doubt(_UNCLEAR)
        return day
    flags = (Flag("delivery_date", "out_of_range"),) if moved < annotated.message.now.date() else ()
    return delivery_day.Day(moved, flags, None, stated=True)


def _answered(case: Case, said: Gathered, order: OrderContext) -> answers.Answered:
    return said.answered or answers.read(
        order,
        said.block,
        case.annotated,
        case.catalog,
        moved=said.place.stated,
        explained=said.explained,
    )


def _merged(case: Case, said: Gathered, order: OrderContext, answered: answers.Answered | None) -> Merged:
    """The order's lines after the answer or, where it is none, after the change."""
    if answered is not None:
        return Merged(tuple(answered.lines), answered.changed, answered.certainty, explained=True)
    filed = case.annotated.filed
    block = Block([one for one in said.block.drafts if id(one) in filed]) if filed else said.block
    return context.changed(
        order,
        block,
        case.annotated,
        case.catalog,
        most=case.settings.max_line_quantity,
        moved=said.place.stated,
        explained=said.explained,
    )


def _still_open(asked: Sequence[Flag], result: Result) -> list[Flag]:
    """The questions on lines that were not answered, but for those that the answer raised again."""
    raised = {flag.field for flag in result.flags}
    for index, one in enumerate(result.lines):
        raised |= {f"lines[{index}].{flag.field}" for flag in one.flags}
    return [flag for flag in asked if flag.field not in raised]


def _stays(
    flag: Flag, case: Case, said: Gathered, day: delivery_day.Day, merged: Merged, lines: Sequence[Settled]
) -> bool:
    """Whether a question that is not on a line is still open after the message."""
    match flag.field:
        case "delivery_address":
            return not said.place.stated
        case "delivery_date":
            return not day.stated
        case "customer":
            return not (said.stated.company or said.stated.contact or case.author.customer)
        case "lines":
            return not (
                merged.changed
                or _total_answers(said.block, lines)
                or phrases.book("about")["total_wrong"].pattern.search(
                    case.annotated.said(case.annotated.voice)
                )
            )
    return False


def _total_answers(block: Block, lines: Sequence[Settled]) -> bool:
    """Whether the message says what the lines come to."""
    total = sum((one.line.quantity or Decimal(0) for one in lines), Decimal(0))
    stated = [s.value.exact for s in (*block.totals, *block.loose) if isinstance(s.value, Amount)]
    return total in stated


def _moves(annotated: Annotated) -> bool:
    """Whether it says that the address is another one now."""
    pattern = phrases.book("about")["address_changes"].pattern
    return pattern.search(annotated.said(annotated.voice)) is not None


def _asks_besides(annotated: Annotated) -> bool:
    """Whether it says how to pay, at what hour to deliver, or to make haste."""
    return bool(annotated.of("payment", "clock", blocks=annotated.voice)) or haste.asked(annotated)
