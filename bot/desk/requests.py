"""Questions about orders, answered from the database alone, and requests that a person has to see to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.desk import besidewords
from bot.desk.case import Beside, Case, Change, Decision, Reply
from bot.desk.clarification import questions
from bot.desk.pen import Pen
from bot.desk.settings import DeskSettings
from bot.desk.whichorder import not_found
from bot.desk.written import own_words
from parsers import about
from parsers.reading import Reading
from store.order import Order
from store.states import FINAL, RETURNABLE

# How many orders an answer lists at most, the newest first.
LISTED = 10
ACKNOWLEDGING = frozenset({"receipt", "confirmation", "question", "question_again", "changed", "cancelled"})
"""The templates that also acknowledge what was asked or told beside the order."""

_DONE = frozenset({"booked", "asked", "changed", "confirmed", "cancelled", "answered"})
_BESIDES = {"inquiry": "asks", "complaint": "tells of earlier goods", "remark": "says"}
# Of the words, as much as fits a line of the list of reviews.
_LONGEST_REASON = 160


def order_status(case: Case, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """The state of the order in question, of all that it may be, or of all that are under way; with what is still open."""
    found = _asked_about(case, reading)
    if isinstance(found, Decision):
        return found
    shown = found[:LISTED]
    wish = _wish(case)
    pending = case.pending if case.pending and case.pending.order in shown else None
    put = questions(pending.content.flags, pending.content.lines) if pending else ()
    reply = Reply(
        "status",
        "status",
        {
            "orders": shown,
            "more": len(found) > len(shown),
            "questions": put,
            "asking": pending.order.order_no if pending and put else None,
            "besides": ({"intent": "inquiry", "said": wish, "order_no": None},) if wish else (),
        },
        order=pending.order if pending and put else None,
    )
    return Decision(
        "answered",
        about=shown[0] if len(shown) == 1 else None,
        replies=(reply,),
        review=f"asks about an order, and wishes: {wish[:_LONGEST_REASON]}" if wish else None,
        review_kind="inquiry" if wish else None,
    )


def request(case: Case, reading: Reading, pen: Pen, settings: DeskSettings) -> Decision:
    """A return, a complaint, feedback or a question: noted on its order, acknowledged in the customer's words, and a person
    is told."""
    order = _concerned(case, reading)
    reason = {
        "return_request": "asks for a return or an exchange",
        "complaint": "complains",
        "feedback": "gives feedback",
    }.get(reading.intent, "has a question")
    change = None
    if order is not None:
        text = case.envelope.text[:2000]
        change = Change(order, (pen.requested(reading.intent, text),))
    # The number of an order that is not theirs is not said again.
    said = own_words(case.envelope) if order is not None or reading.order_no is None else ""
    # A question is answered by a person, and that is said once an hour; the rest is acknowledged each time.
    kind = "handover" if reading.intent == "inquiry" else "acknowledged"
    silent = reading.intent == "inquiry" and not case.handover_due
    reply = Reply(
        kind,
        "acknowledged",
        {"intent": reading.intent, "known": order is not None, "said": said},
    )
    return Decision(
        "routed",
        reason=reason,
        change=change,
        about=order,
        review=reason,
        replies=() if silent else (reply,),
    )


def besides(case: Case, decision: Decision, pen: Pen, settings: DeskSettings) -> Decision:
    """The decision about an order with what follows from all that is asked or told beside it: noted, acknowledged in the same
    message, and seen to by a person; a question about the state of an earlier order is answered."""
    if decision.outcome not in _DONE:
        return decision
    told: list[Mapping[str, Any]] = []
    wishes: list[str] = []
    for beside in case.besides:
        if beside.kind == "order_status":
            said = order_status(replace(case, pending=None), beside.reading, pen, settings)
            if said.about is not None or any(reply.template == "status" for reply in said.replies):
                decision = replace(decision, more=(*decision.more, replace(said, review=None)))
                wishes += [said.review] if said.review else []
                continue
            beside = replace(beside, kind="inquiry")
        decision, order_no = _noted(case, decision, beside, pen)
        told.append({"intent": beside.kind, "said": beside.words, "order_no": order_no})
    if not told and not wishes:
        return decision
    kinds = {str(one["intent"]) for one in told}
    reasons = [f"{_BESIDES[str(one['intent'])]}: {str(one['said'])[:_LONGEST_REASON]}" for one in told]
    review = decision.review
    # Who has read the message and wants it done has seen the rest as well.
    if not case.supervised:
        review = "orders, and besides " + "; ".join([*reasons, *wishes, *([review] if review else [])])
    return replace(
        decision,
        replies=_acknowledging(decision.replies, tuple(told)) if told else decision.replies,
        review=review,
        review_kind="complaint" if "complaint" in kinds else "inquiry",
    )


def _wish(case: Case) -> str | None:
    """What somebody who asks how an order stands wants done about it (another day, haste); no answer of ours grants it."""
    words = own_words(case.envelope)
    asks = besidewords.search("day", words) and any(one.says("wish") for one in besidewords.clauses(words))
    wishes = not case.supervised and (asks or besidewords.search("pressing", words))
    return " ".join(words.split()) if wishes else None


def _noted(case: Case, decision: Decision, beside: Beside, pen: Pen) -> tuple[Decision, str | None]:
    """Notes it on the order that it is about: of what came, on that order, whose number is given too; a question, on the order
    at hand."""
    event = pen.requested("complaint" if beside.kind == "complaint" else "inquiry", beside.words)
    change = decision.change
    if beside.kind != "complaint":
        if change is None:
            return decision, None
        return replace(decision, change=replace(change, events=(*change.events, event))), None
    order = _concerned(case, beside.reading)
    if order is None:
        return decision, None
    if change is not None and change.order is not None and change.order.order_no == order.order_no:
        # One step: a second one would find the order at another version than it was read at.
        return replace(decision, change=replace(change, events=(*change.events, event))), order.order_no
    for place, one in enumerate(decision.more):
        changed = one.change.order if one.change else None
        if one.change is not None and changed is not None and changed.order_no == order.order_no:
            one = replace(one, change=replace(one.change, events=(*one.change.events, event)))
            more = (*decision.more[:place], one, *decision.more[place + 1 :])
            return replace(decision, more=more), order.order_no
    noted = Decision("routed", change=Change(order, (event,)), about=order)
    return replace(decision, more=(*decision.more, noted)), order.order_no


def _acknowledging(replies: tuple[Reply, ...], told: tuple[Mapping[str, Any], ...]) -> tuple[Reply, ...]:
    first, *others = replies or (None,)
    if first is None or first.template not in ACKNOWLEDGING:
        more = tuple(
            Reply(
                "acknowledged", "acknowledged", {"intent": one["intent"], "known": False, "said": one["said"]}
            )
            for one in told
        )
        return (*replies, *more)
    return (replace(first, values={**first.values, "besides": told}), *others)


def _asked_about(case: Case, reading: Reading) -> tuple[Order, ...] | Decision:
    """The orders that a question about their state may mean, the newest first; else what to answer."""
    mine = _mine(case)
    if (
        about.says_latest(own_words(case.envelope))
        and (reading.order_no or "") not in case.envelope.text.upper()
    ):
        found = tuple(order for order in mine if order.status != "cancelled")[:1]
    elif reading.order_no:
        found = tuple(order for order in case.orders if order.order_no == reading.order_no)
    elif reading.po_number:
        found = tuple(order for order in mine if _bare(order.po_number) == _bare(reading.po_number))
    elif skus := {line.sku for line in reading.lines if line.sku} | _bearing(case, mine, reading):
        found = _with_goods(mine, skus)
    else:
        found = tuple(order for order in mine if order.status not in FINAL) or mine[:1]
    if found:
        return found
    named = reading.order_no or reading.po_number
    words = next((line.text for line in reading.lines if line.text), None)
    if named is None and words is not None and mine:
        reply = Reply("answer", "no_order", {"asked_no": None, "asked_words": words})
        return Decision("answered", reason="no order of this sender with it", replies=(reply,))
    return not_found(case, named)


def _concerned(case: Case, reading: Reading) -> Order | None:
    """The order that a request is about: the one that it names, else the only one with these goods, else the only one; a
    question that names none is about the order that waits, if one does."""
    if reading.order_no:
        return next((order for order in case.orders if order.order_no == reading.order_no), None)
    if reading.intent == "inquiry":
        return case.pending.order if case.pending else None
    placed = [order for order in _mine(case) if order.status not in {"draft", "cancelled"}]
    skus = {line.sku for line in reading.lines if line.sku}
    fitting = [order for order in placed if skus & {line.sku for line in order.lines}] if skus else placed
    out = [order for order in fitting if order.status in RETURNABLE]
    fitting = out or fitting
    return fitting[0] if len(fitting) == 1 else None


def _mine(case: Case) -> tuple[Order, ...]:
    """The orders within reach; of a rep who names a customer, that customer's."""
    if case.writer.kind != "rep" or case.customer is None:
        return case.orders
    return tuple(order for order in case.orders if order.customer.code == case.customer.code)


def _with_goods(orders: Sequence[Order], skus: set[str]) -> tuple[Order, ...]:
    """Those with one of these products: the ones under way, else the last one that was."""
    fitting = tuple(order for order in orders if skus & {line.sku for line in order.lines})
    return tuple(order for order in fitting if order.status not in FINAL) or fitting[:1]


def _bearing(case: Case, orders: Sequence[Order], reading: Reading) -> set[str]:
    """The products in these orders that bear a word of the question which fits several products ("where is my cola?")."""
    words = {_squeezed(line.text) for line in reading.lines if line.sku is None} - {""}
    found = set()
    for line in (line for order in orders for line in order.lines if words):
        product = case.catalog.get(line.sku) if line.sku else None
        names = (line.text, *((product.name, product.name_en, *product.aliases) if product else ()))
        if line.sku and any(word in _squeezed(name) for word in words for name in names):
            found.add(line.sku)
    return found


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())


def _bare(number: str | None) -> str:
    return re.sub(r"[\W_]+", "", number or "").casefold().removeprefix("po")
