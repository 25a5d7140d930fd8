"""A yes to a read-back with more behind it: a change of what was read back, the same said again, or a remark. Pure."""

from collections.abc import Callable
from dataclasses import replace

from bot.desk import answerwords, besidewords
from bot.desk.case import Beside, Case, Pending
from bot.desk.content import from_reading
from bot.desk.content import reading as reading_of
from bot.desk.reader import Examined, for_a_person
from parsers.reading import Reading
from store.difference import between

_ADDS_NOTHING = frozenset({"other", "feedback", "confirm_order"})
_CHANGES = frozenset({"amend_order", "cancel_order", "clarification"})


def heard(
    case: Case, waiting: Pending, rest: str, read: Examined, ordering: Callable[[str], Reading]
) -> Examined | None:
    """What the yes and the `rest` behind it come to; `read`: the rest, read without the yes, which must not count alone;
    `ordering` reads a text as a message of its own.

    None where the rest adds nothing to the yes.
    """
    reading = read.reading
    if reading.intent in _CHANGES and reading.verdict != "review":
        return _confirmed(case, waiting) if _says_the_same(case, waiting, reading) else read
    if reading.intent == "inquiry" or "?" in rest or "？" in rest:
        return for_a_person(read.case, "says yes to the read-back, and asks something besides")
    if reading.lines and reading.intent not in _CHANGES:
        return for_a_person(read.case, "says yes to the read-back, and names goods besides")
    stated = _stated(waiting, rest, reading, ordering)
    if stated is not None:
        change = _change(waiting, stated)
        return _confirmed(case, waiting) if _says_the_same(case, waiting, change) else Examined(case, change)
    if reading.intent in _CHANGES:
        return read
    words = rest.strip().strip("，,。.!！；; ")
    if not answerwords.says_something(words) or besidewords.is_courtesy(words):
        return None
    # By itself: where an order waits, little is certain.
    alone = ordering(words)
    certainly_nothing = alone.intent in _ADDS_NOTHING and alone.verdict != "review"
    if certainly_nothing and not any(one.says("errand") for one in besidewords.clauses(words)):
        return None
    confirmed = _confirmed(case, waiting)
    return replace(confirmed, case=replace(case, besides=(Beside("remark", words, reading),)))


def _stated(
    waiting: Pending, rest: str, reading: Reading, ordering: Callable[[str], Reading]
) -> Reading | None:
    """The reading in which the rest states a day, a place, a payment or a wish; a few words do so behind goods only."""
    line = next((one for one in waiting.content.lines if one.quantity is not None and one.unit), None)
    behind = (
        ordering(f"{line.text} {line.quantity.normalize():f} {line.unit}\n{rest}")
        if line and line.quantity
        else None
    )
    for one in (reading, behind):
        if one is None or one.verdict not in {"accept", "clarify"} or (one.lines and len(one.lines) != 1):
            continue
        placed = one.evidence.get("delivery_address")
        if placed is None or placed.start < 0:
            # The place on file is no word of theirs.
            one = replace(one, delivery_address=None)
        if one.delivery_date or one.delivery_address or one.payment or one.note:
            return one
    return None


def _confirmed(case: Case, waiting: Pending) -> Examined:
    reading = reading_of(waiting.content, waiting.order.order_no)
    return Examined(case, replace(reading, intent="confirm_order", lines=()))


def _change(waiting: Pending, stated: Reading) -> Reading:
    """The order as it was read back, with the day, the place, the payment and the wish that are stated."""
    whole = reading_of(waiting.content, waiting.order.order_no)
    return replace(
        whole,
        intent="amend_order",
        verdict="accept",
        certainty=stated.certainty,
        delivery_date=stated.delivery_date,
        delivery_address=stated.delivery_address,
        payment=stated.payment,
        note=stated.note,
        flags=tuple(flag for flag in stated.flags if not flag.field.startswith("lines")),
    )


def _says_the_same(case: Case, waiting: Pending, reading: Reading) -> bool:
    if reading.intent == "cancel_order" or reading.flags or reading.verdict != "accept":
        return False
    after = from_reading(reading, catalog=case.catalog, customer=case.customer, before=waiting.content)
    return not between(waiting.content, after)
