"""The reckoning: what is gathered, the intent, and what the message comes to by it, as one reading with its certainty."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from parsers import (
    about_order,
    answer_header,
    answers,
    change_whole,
    changed_order,
    delivery_day,
    delivery_place,
    findings,
    form_changes,
    haste,
    intent,
    intent_forms,
    intentmodel,
    linemodel,
    new_order,
    notes,
    order_clauses,
    party,
    partysaid,
    phrases,
    reservations,
)
from parsers.annotate import Annotated
from parsers.certainty import ORDERING, weigh
from parsers.context import all_changed
from parsers.delivery_words import CLAUSE, around
from parsers.drafts import Block, Draft
from parsers.normalize import plain
from parsers.orderlines import numbered
from parsers.reading import Customer, Evidence, Flag, Intent, Party, Reading, Verdict
from parsers.reckon_case import Case, Gathered, Result
from parsers.requirements import Stretch

# What is carried out, so that a requirement has somebody to heed it.
_REQUIRING: tuple[Intent, ...] = (*ORDERING, "confirm_order", "return_request")
# Who asks or complains tells why by who waits for it, and asks for no speed.
_TELLING: tuple[Intent, ...] = ("order_status", "inquiry", "complaint", "feedback")
# So many words between a number and what it may count are a clause of their own.
_AMID = 2
# What is done with goods beside ordering them.
_HANDLED = ("handled", "packing", "marks", "musts", "outweighs")
# Shorter labels may be any word; what stands before one that is meant as a place.
_SHORTEST_LABEL = 4
_OF_A_PLACE = r"\b(?:to|for|at|from|in|the|our|my|not)\s+"
# So many words are told for an intent.
_MOST_WORDS = 8


def reckon(case: Case) -> Reading:
    """The reading of an annotated message."""
    said = gather(case)
    decision = _decided(case, said)
    kind = decision.intent
    result = Result(certainty=decision.certainty)
    if kind == "new_order":
        new_order.reckon(case, said, result)
    elif kind in ("amend_order", "clarification"):
        changed_order.reckon(case, kind, said, result)
    elif kind in about_order.INTENTS:
        about_order.reckon(case, kind, said, result)
    return _reading(case, said, decision, result)


def gather(case: Case) -> Gathered:
    """Lines, header and the findings that the intent hangs on."""
    annotated = case.annotated
    block = joined(case.blocks)
    linemodel.set_aside(block, annotated, case.catalog)
    place = delivery_place.find(annotated, case.author.customer)
    day = delivery_day.find(annotated)
    place, day = _offered(annotated, case.author.customer, place, day)
    stated = partysaid.stated(annotated, case.author, case.directory)
    noted = notes.find(annotated, ordered(block, annotated))
    places = _labelled(annotated, case.author.customer)
    for draft in block.drafts:
        if draft.role == "passing" and any(
            first <= draft.start and draft.end <= last for first, last in places
        ):
            # Our nursery is a place, whatever pots are called by it.
            draft.proper = True
    explained = (*noted.stretches, *_stretch(annotated, place.evidence), *places)
    change = all_changed(
        annotated, block, case.catalog, most=case.settings.max_line_quantity, explained=explained
    )
    pending = annotated.message.context.pending
    answered = (
        answers.read(pending, block, annotated, case.catalog, moved=place.stated, explained=explained)
        if pending is not None and pending.flags
        else None
    )
    spoken = order_clauses.read(annotated, annotated.voice)
    # Who takes off every line of an order calls it off, however he names them.
    emptied = (
        change.changed
        and not change.lines
        and all(why.startswith(change_whole.THE_ORDER) for why in change.doubts)
    )
    calls_off = (bool(spoken.calls_off) and not spoken.alters) or emptied
    found = replace(
        findings.gather(
            annotated, case.author, block, place=place, day=day, stated=stated, noted=noted.stretches
        ),
        # Beside an order that is called off goods are named as a reason: their own cook brings the oil, so cancel it.
        amends=change.explicit and change.changed and bool(change.lines) and not (change.doubts or calls_off),
        answers=answered is not None and answered.understood,
        calls_off=calls_off,
    )
    most = case.settings.max_line_quantity
    formed = form_changes.read(annotated, block, case.catalog, most=most, moved=place.stated)
    return Gathered(block, place, day, stated, noted, change, answered, found, explained, formed, spoken)


def _offered(
    annotated: Annotated,
    customer: Customer | None,
    place: delivery_place.Place,
    day: delivery_day.Day,
) -> tuple[delivery_place.Place, delivery_day.Day]:
    """Where and when to deliver, where the message only calls one of the places or days that it was asked to choose from."""
    pending = annotated.message.context.pending
    for flag in pending.flags if pending is not None else ():
        if flag.field == "delivery_address" and place.address is None:
            chosen = answer_header.place(annotated, flag, customer)
            if chosen is not None:
                place = delivery_place.Place(chosen[0], (), chosen[1], stated=True)
        if flag.field == "delivery_date":
            offered = [date.fromisoformat(one) for one in flag.candidates]
            meant = answer_header.day(annotated, offered) if day.day not in offered else None
            if meant is not None:
                day = delivery_day.Day(meant[0], (), meant[1], stated=True, denied=day.denied)
            elif answer_header.left_open(annotated, day.evidence, day.day, offered):
                day = delivery_day.Day(None, denied=day.denied)
    return place, day


def ordered(block: Block, annotated: Annotated) -> list[Stretch]:
    """Where goods stand that are ordered: what is said there is no requirement."""
    return [
        (d.start, d.end)
        for d in block.drafts
        if (d.amount is not None and _names(d, annotated) and not _marked(d, annotated.lowered))
        or (d.role == "line" and d.match.strong and not _required(d, annotated.lowered))
    ]


def _labelled(annotated: Annotated, customer: Customer | None) -> list[Stretch]:
    """Where the labels of the customer's addresses stand as words of their own behind the small words of a place."""
    if customer is None:
        return []
    labels = {plain(label).lower().strip() for label, _ in customer.addresses}
    return [
        match.span("label")
        for label in labels
        if len(label) >= _SHORTEST_LABEL and label.isascii()
        for block in annotated.voice
        for match in re.finditer(
            _OF_A_PLACE + rf"(?P<label>{re.escape(label)})\b", annotated.lowered[: block.end]
        )
        if match.start() >= block.start
    ]


def _required(draft: Draft, text: str) -> bool:
    """Whether goods are named in a clause that only says how they shall be packed or marked: 线要整卷，线头包好."""
    if draft.amount is not None:
        return False
    return phrases.book("notes").says(around(text, draft.start, draft.end, CLAUSE), _HANDLED)


def _marked(draft: Draft, text: str) -> bool:
    """Whether a number that is no line stands in a clause that says how goods shall be marked: print 370 / 450 on the boxes."""
    if draft.role != "passing" or draft.match.strong:
        return False
    return phrases.book("notes").says(around(text, draft.start, draft.end, CLAUSE), _HANDLED)


def _terms(note: str | None) -> str | None:
    """What a question requires: where the seller's part of the way ends, on which its price depends."""
    found = phrases.book("notes")["terms"].pattern.search((note or "").lower())
    return (note or "")[found.start() : found.end()] if found else None


def _names(draft: Draft, annotated: Annotated) -> bool:
    """Whether it names something that is sold or asked for: words with an amount amid a clause of more words are rather
    a requirement (每箱附一张合格证) than an unknown thing."""
    if draft.match.status != "none":
        return True
    text = annotated.lowered
    around = text[max(0, draft.start - 1) : draft.start] + text[draft.end : draft.end + 1]
    if any(character.isalnum() for character in around):
        return False
    # The lid says best before 2027: what is counted stands beside its number.
    phrase, amount = draft.phrase, draft.amount
    if not phrase or amount is None:
        return True
    between = text[phrase[-1].end : amount.start] or text[amount.end : phrase[0].start]
    return len(between.split()) < _AMID


def _stretch(annotated: Annotated, found: Evidence | None) -> list[Stretch]:
    """Where the words of the evidence stand on the surface."""
    if found is None or found.start < 0:
        return []
    offsets = annotated.surface.offsets
    return [(bisect_left(offsets, found.start), bisect_left(offsets, found.end))]


def joined(blocks: Sequence[Block]) -> Block:
    joined = Block()
    for block in blocks:
        joined.drafts += block.drafts
        joined.totals += block.totals
        joined.loose += block.loose
        joined.gaps += block.gaps
        joined.asides += block.asides
        joined.told += block.told
        joined.split += block.split
    return joined


def _decided(case: Case, said: Gathered) -> intent.Decision:
    """What is wanted by it."""
    ruled = intent.decide(said.found, case.annotated.message.context)
    if case.annotated.filed:
        return intent_forms.weighed(
            ruled,
            case.annotated,
            said.block,
            said.found,
            carried=said.formed is not None,
            noted=said.noted.stretches,
        )
    return intent_forms.unfilled(
        intentmodel.heard(ruled, case.annotated, said.found), case.annotated, said.found
    )


def _reading(case: Case, said: Gathered, decision: intent.Decision, result: Result) -> Reading:
    annotated = case.annotated
    kind = decision.intent
    stated = said.stated
    lines, line_flags = numbered(result.lines)
    if kind == "other":
        stated = Party(code=stated.code)
        lines, line_flags, result = (), [], Result(certainty=decision.certainty)
    flags = _unique(
        [
            *[f for f in result.flags if f.field == "customer"],
            *line_flags,
            *[f for f in result.flags if f.field != "customer"],
        ]
    )
    note = said.noted.note if kind in _REQUIRING else _terms(said.noted.note) if kind == "inquiry" else None
    payment = next((s.value for s in annotated.of("payment", blocks=annotated.voice)), None)
    currency = next(
        (
            s.value.currency
            for spans in annotated.chosen.values()
            for s in spans
            if s.label == "money" and s.value.currency and s not in said.block.told
        ),
        None,
    )
    po = next(
        (
            span.value.number
            for span in (*annotated.of("po", blocks=annotated.voice), *party.subject_numbers(annotated))
            if span.value.kind != "either" or kind in ("new_order", "clarification")
        ),
        None,
    )
    certainty = weigh(kind, result.certainty, Block() if result.explained else said.block, result.lines)
    verdict: Verdict = "ignore" if kind == "other" else "clarify" if flags else "accept"
    # A question about what was only guessed would confuse more than it clears up; who only chats is asked again.
    guessed = decision.guessed and not (kind == "clarification" and "chats" in decision.cues)
    if (verdict != "clarify" or guessed) and certainty < case.settings.threshold:
        verdict = "review"
    reserved: list[str] = []
    if kind in ORDERING and lines:
        again = said.found.same and annotated.message.context.last_order is not None
        reserved = reservations.found(
            annotated, said.block, kind, placed=said.place.stated, again=again, dated=said.day.stated
        )
        reserved += _denied(said, annotated)
    if annotated.doubts or reserved:
        certainty = min(certainty, case.settings.threshold / 2)
        # Where the goods come in parts, none of two days is the answer.
        torn = bool(reserved) and any((f.field, f.code) == ("delivery_date", "conflict") for f in flags)
        verdict = "review" if annotated.doubts or torn or verdict == "accept" else verdict
    return Reading(
        intent=kind,
        verdict=verdict,
        certainty=round(certainty, 3),
        order_no=result.order_no,
        customer=stated,
        on_behalf=case.author.rep is not None,
        lines=lines,
        currency=currency if kind != "other" else None,
        delivery_date=result.day,
        # Who asks where it is says that he waits to tell why.
        urgent=kind != "other" and haste.asked(annotated, waiting=kind not in _TELLING),
        delivery_address=delivery_place.without_name(result.address, stated.company),
        payment=payment if kind not in ("other", "inquiry", "cancel_order") else None,
        note=note,
        po_number=po if kind != "other" else None,
        flags=tuple(flags),
        evidence={"intent": _why(decision), **result.evidence},
        doubts=(*annotated.doubts, *reserved),
    )


def _denied(said: Gathered, annotated: Annotated) -> list[str]:
    """The days on which it shall not come of which the note says nothing, in words for the operator."""
    return [
        f"not on that day: {annotated.source(span.start, span.end)}"
        for span in said.day.denied
        if not any(start <= span.start < end for start, end in said.noted.stretches)
    ]


def _why(decision: intent.Decision) -> Evidence:
    """The words that the intent was decided by: those of cues, and those that the trained voice heard."""
    words = list(dict.fromkeys((*decision.cues.values(), *decision.words)))
    return Evidence(
        " / ".join(words[:_MOST_WORDS]), -1, -1, decision.certainty, decision.rule, "the whole message"
    )


def _unique(flags: list[Flag]) -> list[Flag]:
    kept: dict[tuple[str, str], Flag] = {}
    for flag in flags:
        kept.setdefault((flag.field, flag.code), flag)
    return list(kept.values())
