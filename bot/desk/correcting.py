"""A choice taken back after it was made ("不对，1B", "sorry, I meant the bottles"): another of the products that we offered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.desk import tersewords
from bot.desk.case import Case, Pending
from bot.desk.clarification import Choice, Question, apply, questions, settle
from bot.desk.content import Content, from_data, from_order, line_index
from parsers.reading import Reading
from store import orders
from store.database import Tx
from store.order import Order
from store.states import FINAL, RETURNABLE

Read = Callable[[Pending, str], Reading]
"""Reads a text as the answer to what waits."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The order as it stands after the correction; `asked`: what was asked about when the first choice was made."""

    order: Order
    content: Content
    asked: Content


def heard(tx: Tx, case: Case, words: str, read: Read) -> Corrected | None:
    """The correction that the whole text is, of the newest order that was settled by a choice; else None."""
    rest = tersewords.after_correction(words)
    if rest is None or (case.pending is not None and case.pending.content.flags):
        return None
    under_way = (order for order in case.orders if order.status not in FINAL | RETURNABLE)
    order = next(under_way, None)
    if order is None or order.flags or order.conversation != case.envelope.conversation:
        return None
    asked = _asked(tx, order)
    if asked is None:
        return None
    before = from_order(order)
    content = before
    for question, choice in _chosen(rest, order, asked, case, read):
        place = line_index(question.flag.field)
        offered = {one.value for one in question.choices}
        # Only another of the same choices can take its place.
        if place is None or content.lines[place].sku not in offered:
            return None
        content = apply(content, question, choice, case.catalog)
    return None if content == before else Corrected(order, content, asked)


def _chosen(
    rest: str, order: Order, asked: Content, case: Case, read: Read
) -> Iterator[tuple[Question, Choice]]:
    """The questions about products, each with the choice that the rest makes by number or by name; none if it says more."""
    found = settle(rest, asked, case.catalog)
    lines: Sequence[object] = ()
    if found.chosen and not found.rest:
        lines = [line.sku for line in found.content.lines]
    elif not found.chosen:
        reading = read(Pending(order, asked), rest)
        same = [(line.quantity, line.unit) for line in asked.lines]
        answers = reading.intent == "clarification" and reading.verdict in {"accept", "clarify"}
        if answers and [(line.quantity, line.unit) for line in reading.lines] == same:
            lines = [line.sku for line in reading.lines]
    for question in questions(asked.flags, asked.lines):
        place = line_index(question.flag.field)
        if question.kind != "sku" or place is None or place >= len(lines):
            continue
        choice = next((one for one in question.choices if one.value == lines[place]), None)
        if choice is not None:
            yield question, choice


def _asked(tx: Tx, order: Order) -> Content | None:
    """What was last asked about the order, if its lines are still those."""
    history = orders.history(tx, order.order_no)
    event = next((one for one in reversed(history) if one.kind == "question_asked"), None)
    asked = from_data(event.data["content"]) if event and "content" in event.data else None
    return asked if asked is not None and len(asked.lines) == len(order.lines) else None
