"""A yes to a read-back or a proposal with more behind it: a change, the same said again, a wish, or a remark. Pure."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.desk import answerwords, besidewords
from bot.desk.case import Beside, Case, Pending
from bot.desk.clarification import Settled, agree, spoken
from bot.desk.content import from_reading, with_stated
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
        return confirmed(case, waiting) if _says_the_same(case, waiting, reading) else read
    if reading.intent == "inquiry" or "?" in rest or "？" in rest:
        return for_a_person(read.case, "says yes to the read-back, and asks something besides")
    if reading.lines and reading.intent not in _CHANGES:
        return for_a_person(read.case, "says yes to the read-back, and names goods besides")
    stated = _stated(waiting, rest, reading, ordering)
    if stated is not None:
        change = _change(waiting, stated)
        return confirmed(case, waiting) if _says_the_same(case, waiting, change) else Examined(case, change)
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
    return confirmed(replace(case, besides=(Beside("remark", words, reading),)), waiting)


def to_a_proposal(
    case: Case, waiting: Pending, rest: str, ordering: Callable[[str], Reading]
) -> Examined | None:
    """What the yes to what was proposed and the `rest` behind it come to: the choice that the rest makes in words, else the
    proposal, with what it states besides; None where it names amounts or says what has to be read."""
    if re.search(r"\d", rest):
        return None
    settled: Settled | None = None
    left: list[str] = []
    for clause in besidewords.clauses(rest):
        choice = spoken(clause.words, waiting.content, case.catalog) if settled is None else None
        settled = choice or settled
        if choice is None:
            left.append(clause.words)
    words = "，".join(left)
    if settled is None and answerwords.contrary(words):
        return for_a_person(case, "says yes to what was proposed, and what may be against it")
    settled = settled or agree(waiting.content, case.catalog)
    if settled is None:
        return None
    if not left:
        return _settled(case, waiting, settled)
    behind = _behind(waiting, words, ordering)
    if behind is None or behind.verdict not in {"accept", "clarify"} or len(behind.lines) != 1:
        return None
    content = with_stated(settled.content, behind)
    if between(settled.content, content):
        return _settled(case, waiting, replace(settled, content=content))
    alone = ordering(words)
    if not (alone.intent in _ADDS_NOTHING and alone.verdict != "review"):
        case = replace(case, besides=(Beside("remark", words, alone),))
    return _settled(case, waiting, settled)


def _settled(case: Case, waiting: Pending, settled: Settled) -> Examined:
    reading = reading_of(settled.content, waiting.order.order_no)
    return Examined(replace(case, settled=settled), reading)


def _behind(waiting: Pending, rest: str, ordering: Callable[[str], Reading]) -> Reading | None:
    """The rest read behind goods of the order: a few words state a day or a wish there only."""
    line = next((one for one in waiting.content.lines if one.quantity is not None and one.unit), None)
    if line is None or line.quantity is None:
        return None
    return ordering(f"{line.text} {line.quantity.normalize():f} {line.unit}\n{rest}")


def _stated(
    waiting: Pending, rest: str, reading: Reading, ordering: Callable[[str], Reading]
) -> Reading | None:
    """The reading in which the rest states a day, a place, a payment or a wish."""
    behind = _behind(waiting, rest, ordering)
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


def confirmed(case: Case, waiting: Pending) -> Examined:
    """The yes to what was read back."""
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
