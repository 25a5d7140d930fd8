"""What a customer asks or tells beside an order: the order is read without it, and a person sees to it. Pure.

A question that is heard as a part of the order (a day, a wish, goods) stays with it; what the whole order may hang on, its price
above all, is left as one piece.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.desk import besidewords
from bot.desk.besidewords import Aside
from bot.desk.case import Beside
from bot.desk.reader import Examined
from parsers.reading import Line, Reading

_PLACES = frozenset({"new_order", "amend_order", "cancel_order", "confirm_order", "clarification"})
_ACTED_UPON = frozenset({"accept", "clarify"})
# Each is read by itself; more of them are passed on as they are.
_MOST = 8
_COMPLAINTS = frozenset({"complaint", "return_request"})
# What a clause that is a request of its own would be read as; "do you take returns" may look like one.
_REQUESTS = frozenset({"amend_order", "cancel_order", "confirm_order", "return_request", "complaint"})


def apart(
    words: str,
    whole: Examined,
    examined: Callable[[tuple[Aside, ...]], Examined],
    alone: Callable[[str], Reading],
) -> Examined | None:
    """The order in `words` without what is asked and told beside it, which its case then names; None where there is nothing
    of the kind, or where it cannot be told apart.

    `whole`: the message as it reads in one piece; `examined` reads it without some clauses, `alone` reads one as a message of
    its own.
    """
    if places(whole):
        return _beside_order(words, whole, examined, alone)
    asked = besidewords.asides(words)
    found = tuple(one for one in asked if one.kind == "harm" or _asks_only(one, alone))
    if not 0 < len(found) <= _MOST or besidewords.conditional(besidewords.without(words, found)):
        return None
    order = examined(found)
    if not places(order) or not _surely(order.reading):
        return None
    if any(_hangs_on(one, order.reading, alone) for one in found):
        return None
    return _with(order, found, alone, unsure=whole.reading.intent == "inquiry")


def _beside_order(
    words: str,
    whole: Examined,
    examined: Callable[[tuple[Aside, ...]], Examined],
    alone: Callable[[str], Reading],
) -> Examined | None:
    """The order that the whole places anyway; nothing that is said beside it may be lost."""
    asked = besidewords.asides(words)
    if len(asked) > _MOST:
        return _with(whole, asked, alone, unsure=False)
    asked = tuple(
        one for one in asked if one.kind == "harm" or not _carries(whole.reading, examined((one,)).reading)
    )
    found = tuple(sorted((*asked, *_remarks(words, whole, asked, alone)), key=lambda one: one.start))
    if not found:
        return None
    hangs = any(_hangs_on(one, whole.reading, alone) for one in found)
    if hangs and whole.reading.intent == "confirm_order":
        return None
    order = examined(found)
    if not places(order) or order.reading.intent != whole.reading.intent:
        order = whole
    return _with(order, found, alone, unsure=hangs)


def _with(
    order: Examined, found: tuple[Aside, ...], alone: Callable[[str], Reading], *, unsure: bool
) -> Examined:
    besides = tuple(_beside(one, alone) for one in found)
    unsure = unsure and order.reading.intent == "new_order"
    return replace(order, case=replace(order.case, besides=besides, unsure=unsure))


def _remarks(
    words: str, whole: Examined, asked: tuple[Aside, ...], alone: Callable[[str], Reading]
) -> tuple[Aside, ...]:
    """Clauses that gave nothing to the order, and by themselves are a complaint about us, a question where goods are,
    or an errand."""
    heard = [span for span in _heard(whole.reading) if span[1] > span[0]]
    text = whole.case.envelope.text
    clauses = besidewords.clauses(words)
    found = []
    # What is all that is said is the order.
    for one in clauses if len(clauses) > 1 else ():
        clause = words[one.start : one.end]
        start = text.find(clause)
        if start < 0 or any(begin < start + len(clause) and start < end for begin, end in heard):
            continue
        if any(other.start < one.end and one.start < other.end for other in asked):
            continue
        if one.says("errand") or _is_matter(one, alone(one.words)):
            found.append(one)
    return tuple(found)


def _is_matter(one: Aside, reading: Reading) -> bool:
    if reading.verdict != "accept":
        return False
    if reading.intent == "order_status":
        return bool(reading.lines) or one.says("earlier")
    ours = one.says("ours") and not besidewords.conditional(one.words)
    return reading.intent in _COMPLAINTS and ours


def _heard(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where in the text the values of the reading stand."""
    for field, evidence in reading.evidence.items():
        if field != "intent":
            yield evidence.start, evidence.end
    for line in reading.lines:
        for evidence in line.evidence.values():
            yield evidence.start, evidence.end


def places(examined: Examined) -> bool:
    """Whether an order is placed, changed or confirmed by it, or asked about."""
    reading = examined.reading
    if examined.case.unreadable or reading.verdict not in _ACTED_UPON or reading.doubts:
        return False
    if reading.intent == "new_order":
        return any(line.quantity is not None for line in reading.lines)
    return reading.intent in _PLACES


def _surely(reading: Reading) -> bool:
    """Whether it is an order that nobody sees in the whole: a new one, or one where nothing is left open."""
    return reading.intent == "new_order" or reading.verdict == "accept"


def _carries(whole: Reading, rest: Reading) -> bool:
    """Whether the whole says something of the order that the rest does not."""

    def told(reading: Reading) -> tuple[object, ...]:
        fields = (
            reading.delivery_date,
            reading.delivery_address,
            reading.payment,
            reading.note,
            reading.urgent,
        )
        lines = tuple(_ordered(line) for line in reading.lines if line.quantity is not None)
        asked = {(flag.field, flag.code) for flag in reading.flags if not flag.field.startswith("lines")}
        return (*fields, reading.po_number, reading.order_no, reading.customer, lines, asked)

    return rest.intent != whole.intent or told(whole) != told(rest)


def _ordered(line: Line) -> tuple[object, ...]:
    return (line.sku, line.quantity, line.unit, line.unit_price, line.spec)


def _asks_only(one: Aside, alone: Callable[[str], Reading]) -> bool:
    """Whether a question gives nothing that belongs to the order."""
    if one.says("day"):
        return False
    reading = alone(one.words)
    if reading.intent in _REQUESTS and not one.says("policy"):
        return False
    stated = (
        reading.delivery_date,
        reading.delivery_address,
        reading.payment,
        reading.note,
        reading.po_number,
    )
    return not any(stated) and all(line.quantity is None for line in reading.lines)


def _hangs_on(one: Aside, order: Reading, alone: Callable[[str], Reading]) -> bool:
    """Whether the order may hang on the answer: on what its own goods cost, where they were not asked for by our word; a yes,
    also on a wish."""
    if one.kind != "question" or order.intent == "clarification":
        return False
    if order.intent == "confirm_order" and one.says("wish"):
        return True
    if not one.says("price") or one.says("charges"):
        return False
    named = {line.sku or line.text for line in alone(one.words).lines}
    return not named or bool(named & {line.sku or line.text for line in order.lines})


def _beside(one: Aside, alone: Callable[[str], Reading]) -> Beside:
    reading = alone(one.words)
    if one.kind == "harm" or (one.kind == "remark" and reading.intent in _COMPLAINTS):
        return Beside("complaint", one.words, reading)
    status = reading.intent == "order_status" and reading.verdict == "accept" and one.says("earlier")
    if status:
        return Beside("order_status", one.words, reading)
    return Beside("inquiry" if one.kind == "question" else "remark", one.words, reading)
