"""Changes in a few words ("2 less", "橙汁也不要了"): of which order and which line they are, and how they read in full.

Who says so little means what is under way: the order that waits for an answer, else the only one that is. Where several lines
or orders fit, the customer is asked which.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.desk import tersewords
from bot.desk.case import Case, Pending
from bot.desk.clarification import EVERY, LETTERS, WHICH_LINE, Settled, apply, questions
from bot.desk.content import Content, from_order, without
from bot.desk.content import reading as reading_of
from bot.desk.tersewords import Saying
from parsers.catalog import Catalog
from parsers.reading import Flag, Reading
from store.order import LineItem, OpenQuestion, Order
from store.states import FINAL, RETURNABLE

Read = Callable[[Case, str], Reading]
"""Reads a text as this case's message."""

_ACCEPTED = frozenset({"accept", "clarify"})
_CHANGES = frozenset({"amend_order", "clarification", "cancel_order"})
_MOST_LINES = len(LETTERS) - 1
# Of goods that are out something may be missing.
_OUT = RETURNABLE - {"completed"}


@dataclass(frozen=True, slots=True)
class Heard:
    """What a few words come to: a reading of their full form, an order with the question which line is meant (`content`), or
    the order that waits for an answer as they leave it (`settled`)."""

    reading: Reading
    content: Content | None = None
    settled: Settled | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    order: Order
    content: Content
    line: LineItem


def heard(words: str, case: Case, read: Read, *, now: datetime) -> Heard | None:
    """What the message changes if its whole text is such a change; None where it has to be read like any other."""
    saying = tersewords.said(words, now=now)
    if saying is None:
        return None
    waiting = case.pending
    if waiting is not None and waiting.content.flags and saying.kind not in {"less", "drop"}:
        # What is asked may be an amount, a day or a place, and this its answer.
        return None
    places = _places(saying, case)
    numbers = tuple(dict.fromkeys(place.order.order_no for place in places))
    if len(numbers) > 1:
        flag = Flag("order_no", "ambiguous", numbers, None)
        return Heard(Reading("amend_order", "clarify", 1.0, flags=(flag,)))
    if not places:
        return None
    if saying.whole:
        return Heard(Reading("cancel_order", "accept", 1.0, order_no=numbers[0]))
    if len(places) == 1 or saying.kind not in tersewords.OF_LINES:
        if saying.kind == "drop" and waiting is not None and waiting.order is places[0].order:
            left = without(waiting.content, (places[0].line,))
            return Heard(reading_of(left, waiting.order.order_no), settled=Settled(left, "", ()))
        return Heard(_read(saying, places[0], case, read))
    return _which(saying, places, case, read)


def named(words: str, content: Content, catalog: Catalog) -> Settled | None:
    """The answer to which line is meant, where the whole text names one of those that were offered."""
    question = next((q for q in questions(content.flags, content.lines) if q.kind == WHICH_LINE), None)
    name = tersewords.bare_name(words)
    if question is None or not name:
        return None
    if drops_every(words, content):
        every = next(choice for choice in question.choices if EVERY in choice.value)
        return Settled(apply(content, question, every, catalog), "", (every,))
    fitting = [
        choice
        for choice in question.choices
        for line in content.lines
        if line.sku == choice.value.partition("=")[0] and _bears(line, name, catalog)
    ]
    if len(fitting) != 1:
        return None
    return Settled(apply(content, question, fitting[0], catalog), "", (fitting[0],))


def drops_every(words: str, content: Content) -> bool:
    """Whether the text answers with all of them to which of several lines goes; without that question it would mean the order."""
    offered = any(
        EVERY in one for flag in content.flags if flag.field == WHICH_LINE for one in flag.candidates
    )
    return offered and tersewords.means_every(words)


def _places(saying: Saying, case: Case) -> tuple[_Place, ...]:
    """The lines that may be meant; none where the words may as well be about goods that are out of the house."""
    waiting = case.pending
    under_way = [order for order in case.orders if order.status not in FINAL | RETURNABLE]
    if not saying.name:
        newest = next((order for order in case.orders if order.status != "cancelled"), None)
        if newest not in under_way or any(order.status in _OUT for order in case.orders):
            return ()
        under_way = [waiting.order] if waiting is not None else under_way
    found = []
    for order in under_way:
        mine = waiting is not None and waiting.order.order_no == order.order_no
        content = waiting.content if waiting is not None and mine else from_order(order)
        found += [
            _Place(order, content, line)
            for line in content.lines
            if (line.sku or saying.kind == "drop")
            and (not saying.name or _bears(line, saying.name, case.catalog))
        ]
    return tuple(found)


def _which(saying: Saying, places: Sequence[_Place], case: Case, read: Read) -> Heard | None:
    """The question which line is meant, with what each would become; the only one that the change fits needs none."""
    order, content = places[0].order, places[0].content
    skus = [place.line.sku for place in places]
    if len(places) > _MOST_LINES or len(set(skus)) < len(skus):
        return None
    if saying.kind == "drop":
        return _which_goes(saying, places)
    fits: list[tuple[str, Reading]] = []
    for place in places:
        reading = _read(saying, place, case, read)
        line = next((one for one in reading.lines if one.sku == place.line.sku), None)
        if reading.verdict in _ACCEPTED and reading.intent in _CHANGES and line and line.quantity:
            fits.append((f"{line.sku}={_plain(line.quantity)} {line.unit}", reading))
    if len(fits) < 2:
        return Heard(fits[0][1]) if fits else None
    return _asked(saying, order, content, [text for text, _ in fits])


def _which_goes(saying: Saying, places: Sequence[_Place]) -> Heard | None:
    """The question which of the lines goes, or all of them."""
    order, content = places[0].order, places[0].content
    skus = [place.line.sku for place in places]
    if not all(skus):
        return None
    gone = [*(f"{sku}=0" for sku in skus), f"{EVERY.join(sku for sku in skus if sku)}=0"]
    return _asked(saying, order, content, gone)


def _asked(saying: Saying, order: Order, content: Content, become: Sequence[str]) -> Heard:
    flag = OpenQuestion(WHICH_LINE, "ambiguous", tuple(become), saying.text)
    others = tuple(one for one in content.flags if one.field != WHICH_LINE)
    return Heard(
        Reading("amend_order", "clarify", 1.0, order_no=order.order_no),
        replace(content, flags=(*others, flag)),
    )


def _read(saying: Saying, place: _Place, case: Case, read: Read) -> Reading:
    product = case.catalog.get(place.line.sku or "")
    name = (saying.language == "en" and product and product.name_en) or (product and product.name)
    waits = case.pending is not None and case.pending.order.order_no == place.order.order_no
    pending: Pending | None = case.pending if waits else None
    alone = replace(case, orders=(place.order,), pending=pending)
    return read(alone, saying.in_full(name or place.line.text))


def _bears(line: LineItem, name: str, catalog: Catalog) -> bool:
    product = catalog.get(line.sku) if line.sku else None
    names = (line.text, *((product.name, product.name_en, *product.aliases) if product else ()))
    return any(_called(name, one) for one in names if one)


def _called(name: str, whole: str) -> bool:
    name, whole = name.casefold(), whole.casefold()
    if not name.isascii():
        return "".join(name.split()) in "".join(whole.split())
    words = re.findall(r"\w+", whole)
    return all(any(word.startswith(part) for word in words) for part in re.findall(r"\w{2,}?(?=s?\b)", name))


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
