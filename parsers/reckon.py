"""The reckoning: intent, order in context, lines, header and flags come together as one reading with its certainty."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from parsers import (
    answers,
    delivery_day,
    delivery_place,
    enclosed,
    findings,
    intent,
    intentmodel,
    notes,
    party,
    shifts,
    totals,
)
from parsers.about import About, about
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.certainty import ORDERING, weigh
from parsers.changing import Changed
from parsers.context import Merged, all_changed, changed
from parsers.directory import Directory
from parsers.drafts import Block, Draft
from parsers.orderlines import Settled, numbered, settle
from parsers.quantities import Amount
from parsers.reading import Evidence, Flag, Intent, OrderContext, Party, Reading, Verdict

# What is carried out, so that a requirement has somebody to heed it.
_REQUIRING: tuple[Intent, ...] = (*ORDERING, "confirm_order", "return_request")
_GUESSED = 0.7
# So many words are told for an intent.
_MOST_WORDS = 8
_LEANS, _BROUGHT = 0.5, 0.9
# Cues of a mail that wants something else than the form that it brings.
_TURNING = frozenset(
    [
        "cancel",
        "cancel_whole",
        "remove",
        "stops",
        "return",
        "gives_back",
        "replace",
        "anger",
        "defect",
        "where",
        "question",
        "quotes",
        "prices",
        "change",
        "alters",
        "resizes",
        "forgot",
        "rest_stays",
        "misdirected",
    ]
)
_NAMING: tuple[Intent, ...] = (
    "return_request",
    "complaint",
    "inquiry",
    "feedback",
    "order_status",
    "cancel_order",
)


class Settings(Protocol):
    @property
    def threshold(self) -> float: ...
    @property
    def max_line_quantity(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class Case:
    annotated: Annotated
    author: party.Author
    blocks: list[Block]
    catalog: Catalog
    directory: Directory
    settings: Settings


@dataclass(slots=True)
class Result:
    """What the branches of the intent fill in."""

    lines: list[Settled] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    order_no: str | None = None
    address: str | None = None
    day: date | None = None
    certainty: float = 0.97
    # Whether every word of it was weighed where the lines were read.
    explained: bool = False
    evidence: dict[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a message says, before it is decided what is wanted by it."""

    block: Block
    place: delivery_place.Place
    day: delivery_day.Day
    stated: Party
    noted: notes.Found
    change: Changed
    answered: answers.Answered | None
    found: intent.Findings


def gather(case: Case) -> Gathered:
    """Lines, header and the findings that the intent hangs on."""
    annotated = case.annotated
    block = _joined(case.blocks)
    place = delivery_place.find(annotated, case.author.customer)
    day = delivery_day.find(annotated)
    stated = party.stated(annotated, case.author, case.directory)
    taken = [(d.start, d.end) for d in block.drafts if d.amount is not None]
    noted = notes.find(annotated, taken)
    change = all_changed(annotated, block, case.catalog, most=case.settings.max_line_quantity)
    pending = annotated.message.context.pending
    answered = (
        answers.read(pending, block, annotated, case.catalog, moved=place.stated)
        if pending is not None and pending.flags
        else None
    )
    found = replace(
        findings.gather(
            annotated, case.author, block, place=place, day=day, stated=stated, noted=noted.stretches
        ),
        amends=change.explicit and change.changed and bool(change.lines) and not change.doubts,
        answers=answered is not None and answered.understood,
    )
    return Gathered(block, place, day, stated, noted, change, answered, found)


def reckon(case: Case) -> Reading:
    """The reading of an annotated message."""
    annotated = case.annotated
    context = annotated.message.context
    said = gather(case)
    block, place, day, stated, found = said.block, said.place, said.day, said.stated, said.found
    decision = intent.decide(found, context)
    if annotated.filed:
        decision = _beside_forms(case, block, found, decision)
    else:
        decision = intentmodel.heard(decision, annotated, found)
    kind = decision.intent
    result = Result(certainty=decision.certainty)
    if kind == "new_order":
        _new(case, block, result, same=found.same, place=place, day=day)
    elif kind in ("amend_order", "clarification"):
        _changed(case, kind, said, result)
    elif kind in _NAMING or kind == "confirm_order":
        _about(case, kind, block, result, place=place, day=day)
    if kind == "new_order":
        result.flags = [*_customer(case, stated), *result.flags]
    return _reading(case, kind, block, result, stated, decision, said.noted)


def _beside_forms(
    case: Case, block: Block, found: intent.Findings, together: intent.Decision
) -> intent.Decision:
    """What is wanted where forms order: what the mail says by itself outweighs them, and an operator looks."""
    annotated = case.annotated
    own = [draft for draft in block.drafts if id(draft) not in annotated.filed]
    wanted = [draft for draft in own if draft.role == "line" and draft.amount is not None]
    outside = replace(
        found,
        lines=len(wanted),
        known=len([draft for draft in wanted if draft.match.skus]),
        named=len([draft for draft in own if draft.match.skus]),
    )
    alone = intentmodel.heard(intent.decide(outside, annotated.message.context), annotated, outside)
    annotated.doubts += enclosed.turned(annotated, own)
    if alone.intent in ("new_order", "other") or (
        alone.certainty < _LEANS and not _TURNING & alone.cues.keys()
    ):
        # A covering note says little: the form is what is wanted.
        sure = _BROUGHT if together.intent == "new_order" else 0.0
        return replace(together, certainty=max(together.certainty, sure))
    annotated.doubts.append(f"the mail itself reads as {alone.intent}")
    return alone if alone.certainty >= _GUESSED else together


def _joined(blocks: list[Block]) -> Block:
    joined = Block()
    for block in blocks:
        joined.drafts += block.drafts
        joined.totals += block.totals
        joined.loose += block.loose
        joined.gaps += block.gaps
        joined.asides += block.asides
    return joined


def _new(
    case: Case,
    block: Block,
    result: Result,
    *,
    same: bool,
    place: delivery_place.Place,
    day: delivery_day.Day,
) -> None:
    most = case.settings.max_line_quantity
    annotated = case.annotated
    if same:
        last = annotated.message.context.last_order
        if last is not None:
            _within(block, last)
            merged = changed(last, block, annotated, case.catalog, most=most, moved=place.stated)
            result.explained = merged.explained
            result.lines = list(merged.lines)
            result.certainty = min(result.certainty, merged.certainty)
        else:
            result.lines = [settle(d, annotated, case.catalog, max_base_units=most) for d in _ordered(block)]
            if not result.lines:
                result.flags.append(Flag("lines", "missing"))
    else:
        result.lines = [settle(d, annotated, case.catalog, max_base_units=most) for d in _ordered(block)]
        if not result.lines:
            result.flags.append(Flag("lines", "missing"))
    result.flags.extend(totals.compare(block, result.lines, case.catalog))
    if block.loose and not result.explained:
        result.certainty = min(result.certainty, 0.6)
    _header(case, result, place, day)


def _ordered(block: Block) -> list[Draft]:
    lines = [draft for draft in block.drafts if draft.role == "line"]
    counted = {sku for draft in lines if draft.amount is not None for sku in draft.match.skus}
    # What is counted and named again without an amount is talked about (the roses in sleeves, please).
    return [draft for draft in lines if draft.amount is not None or not counted & set(draft.match.skus)]


def _header(case: Case, result: Result, place: delivery_place.Place, day: delivery_day.Day) -> None:
    """Address and date of a new order: stated, or for the address the default on file."""
    customer = case.author.customer
    result.address = place.address
    if not place.stated:
        if customer is not None and customer.addresses:
            result.address = customer.addresses[0][1]
            result.evidence["delivery_address"] = Evidence(
                customer.addresses[0][0], -1, -1, 1.0, "default address"
            )
        else:
            result.flags.append(Flag("delivery_address", "missing"))
    result.flags.extend(place.flags)
    result.day = day.day
    result.flags.extend(day.flags)
    _evidence(result, place, day)


def _evidence(result: Result, place: delivery_place.Place, day: delivery_day.Day) -> None:
    if place.evidence is not None:
        result.evidence["delivery_address"] = place.evidence
    if day.evidence is not None:
        result.evidence["delivery_date"] = day.evidence


def _changed(
    case: Case,
    kind: Intent,
    said: Gathered,
    result: Result,
) -> None:
    block, place, day, stated, change = said.block, said.place, said.day, said.stated, said.change
    annotated = case.annotated
    context = annotated.message.context
    most = case.settings.max_line_quantity
    found = About()
    order: OrderContext | None
    if kind == "clarification":
        order = context.pending
        result.order_no = order.order_no if order is not None else None
    else:
        skus = [d.match.skus for d in block.drafts if d.match.skus]
        skus += [(sku,) for sku in change.named]
        found = about(annotated, context, skus, needed=True, customer=case.author.customer)
        order = found.order
        result.order_no = found.order_no
        result.flags.extend(found.flags)
    if order is None:
        told = change.stated if change.changed and not change.doubts else None
        result.lines = told or [
            settle(d, annotated, case.catalog, max_base_units=most) for d in _ordered(block)
        ]
        result.address, result.day = place.address, day.day
        result.flags.extend((*place.flags, *day.flags))
        _evidence(result, place, day)
        return
    day = _moved(annotated, order, day, result)
    asked = {flag.field for flag in order.flags}
    if (
        kind == "clarification"
        and "delivery_date" in asked
        and not any(field.endswith((".quantity", ".unit")) for field in asked)
    ):
        meant = answers.day_of_month(annotated, day.day if day.stated else None)
        day = delivery_day.Day(meant, (), None, stated=True) if meant is not None else day
    _within(block, order)
    open_: list[Flag] = []
    settled = 0
    if kind == "clarification":
        answered = said.answered or answers.read(order, block, annotated, case.catalog, moved=place.stated)
        merged = Merged(tuple(answered.lines), answered.changed, answered.certainty, explained=True)
        open_, settled = answered.open, answered.settled
    else:
        merged = changed(order, block, annotated, case.catalog, most=most, moved=place.stated)
    result.explained = merged.explained
    result.lines = list(merged.lines)
    result.certainty = min(result.certainty, merged.certainty)
    result.address = place.address if place.stated else order.delivery_address
    result.day = day.day if day.stated else order.delivery_date
    result.flags.extend((*place.flags, *day.flags))
    _evidence(result, place, day)
    still = {flag.field for flag in result.flags}
    for index, one in enumerate(result.lines):
        still |= {f"lines[{index}].{flag.field}" for flag in one.flags}
    result.flags.extend(flag for flag in open_ if flag.field not in still)
    altered = merged.changed or settled or place.stated or day.stated
    for flag in order.flags:
        if flag.field.startswith("lines["):
            continue
        if (
            (flag.field == "delivery_address" and not place.stated)
            or (flag.field == "delivery_date" and not day.stated)
            or (flag.field == "customer" and not (stated.company or stated.contact or case.author.customer))
            or (flag.field == "lines" and not (merged.changed or _total_answers(block, result.lines)))
        ):
            result.flags.append(replace(flag, question=None))
        else:
            altered = True
    if kind == "amend_order" and not altered:
        header = annotated.of("payment", "clock", blocks=annotated.voice)
        if not header and not _urgent(annotated):
            result.certainty = min(result.certainty, 0.5)


def _moved(
    annotated: Annotated, order: OrderContext, day: delivery_day.Day, result: Result
) -> delivery_day.Day:
    """The order's day moved by what the message says (a week later), else the day that it states."""
    if not shifts.stated(annotated):
        return day
    known = order.delivery_date
    moved = shifts.moved(annotated, known) if known is not None else None
    if moved is None:
        result.certainty = min(result.certainty, 0.5)
        return day
    if day.stated and day.day != moved:
        result.certainty = min(result.certainty, 0.5)
        return day
    flags = (Flag("delivery_date", "out_of_range"),) if moved < annotated.message.now.date() else ()
    return delivery_day.Day(moved, flags, None, stated=True)


def _within(block: Block, order: OrderContext) -> None:
    """What fits several products is the one of them that the order has."""
    inside = {line.sku for line in order.lines}
    for draft in block.drafts:
        fits = [sku for sku in draft.match.skus if sku in inside]
        if draft.match.status in ("several", "near") and len(fits) == 1:
            draft.match = replace(draft.match, status="one", skus=(fits[0],))


def _total_answers(block: Block, lines: list[Settled]) -> bool:
    total = sum((one.line.quantity or Decimal(0) for one in lines), Decimal(0))
    stated = [s.value.exact for s in (*block.totals, *block.loose) if isinstance(s.value, Amount)]
    return total in stated


def _about(
    case: Case,
    kind: Intent,
    block: Block,
    result: Result,
    *,
    place: delivery_place.Place,
    day: delivery_day.Day,
) -> None:
    annotated = case.annotated
    context = annotated.message.context
    if kind == "confirm_order" and context.pending is not None:
        result.order_no = context.pending.order_no
        return
    named = [d for d in block.drafts if d.match.skus and (d.amount is not None or not d.match.headless)]
    if any(d.amount is not None or d.match.status == "one" for d in named):
        named = [d for d in named if d.amount is not None or d.match.status == "one"]
    skus = [d.match.skus for d in named]
    needed = kind in ("cancel_order", "return_request", "confirm_order")
    if kind in ("inquiry", "feedback") and not annotated.of("order_ref", blocks=annotated.voice):
        pass
    else:
        finished = kind != "cancel_order"
        customer = case.author.customer
        found = about(annotated, context, skus, needed=needed, finished=finished, customer=customer)
        result.order_no = found.order_no
        if kind in ("cancel_order", "return_request", "confirm_order") or any(
            flag.code == "unknown" for flag in found.flags
        ):
            result.flags.extend(found.flags)
        if found.order is not None:
            _within(block, found.order)
    if kind == "confirm_order":
        return
    if kind == "inquiry":
        _lend_amount(named, block)
    for draft in named:
        if draft.match.status == "none" or (draft.match.status == "near" and kind != "return_request"):
            continue
        one = settle(draft, annotated, case.catalog)
        flags = tuple(f for f in one.flags if f.field in ("sku", "quantity") and f.code != "out_of_range")
        settled = replace(one, flags=flags if kind == "return_request" else ())
        known = [(line.line.sku, line.line.quantity, line.line.unit) for line in result.lines]
        if (one.line.sku, one.line.quantity, one.line.unit) not in known:
            result.lines.append(settled)


def _lend_amount(named: list[Draft], block: Block) -> None:
    """What is that, and is it cheaper if I take 50: the one amount beside unknown words is of the one product asked
    about."""
    counted = [draft for draft in block.drafts if draft.amount is not None]
    if len(named) == 1 and named[0].amount is None and len(counted) == 1 and not counted[0].match.skus:
        named[0].amount = counted[0].amount


def _customer(case: Case, stated: Party) -> list[Flag]:
    if case.author.flags:
        return list(case.author.flags)
    if case.author.customer is None and not (stated.company or stated.contact):
        return [Flag("customer", "missing")]
    return []


def _urgent(annotated: Annotated) -> bool:
    said = annotated.said(annotated.voice) + "\n" + annotated.subject
    return notes.is_urgent(said)


def _reading(
    case: Case,
    kind: Intent,
    block: Block,
    result: Result,
    stated: Party,
    decision: intent.Decision,
    noted: notes.Found,
) -> Reading:
    annotated = case.annotated
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
    note = noted.note if kind in _REQUIRING else None
    payment = next((s.value for s in annotated.of("payment", blocks=annotated.voice)), None)
    currency = next(
        (
            s.value.currency
            for spans in annotated.chosen.values()
            for s in spans
            if s.label == "money" and s.value.currency
        ),
        None,
    )
    po = next(
        (
            span.value.number
            for span in annotated.of("po", blocks=annotated.voice)
            if span.value.kind != "either" or kind in ("new_order", "clarification")
        ),
        None,
    )
    certainty = weigh(kind, result.certainty, Block() if result.explained else block, result.lines)
    verdict: Verdict = "ignore" if kind == "other" else "clarify" if flags else "accept"
    # A question about what was only guessed would confuse more than it clears up.
    guessed = decision.certainty < _GUESSED
    if (verdict != "clarify" or guessed) and certainty < case.settings.threshold:
        verdict = "review"
    if annotated.doubts:
        certainty, verdict = min(certainty, case.settings.threshold / 2), "review"
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
        urgent=kind != "other" and _urgent(annotated),
        delivery_address=result.address,
        payment=payment if kind not in ("other", "inquiry") else None,
        note=note,
        po_number=po if kind != "other" else None,
        flags=tuple(flags),
        evidence={"intent": _why(decision), **result.evidence},
        doubts=tuple(annotated.doubts),
    )


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
