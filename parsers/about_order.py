"""What a message about an order or about goods comes to that orders nothing: which order is meant, and what is named."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import calling_off, claims, linemodel, mentioned, narrowing, number_words, phrases
from parsers.about import about
from parsers.drafts import Draft
from parsers.orderlines import settle
from parsers.reading import Intent, OrderContext
from parsers.reckon_case import Case, Gathered, Result

INTENTS: tuple[Intent, ...] = (
    "return_request",
    "complaint",
    "inquiry",
    "feedback",
    "order_status",
    "cancel_order",
    "confirm_order",
)
# Not carried out unseen: a yes to more or fewer items than there are, what becomes of two orders, a cancellation in one case only.
_DOUBTFUL = 0.5
_ALL_ITEMS = re.compile(
    r"(?<![\d.第])(\d{1,2}|[一二两三四五六七八九十]{1,3})个?(?:项|样|款|种|品种|条|行|产品|商品)(?:货|商品|产品|东西)?(?:内容|数量|价格)?(?:都|全|均|皆)"
    r"|\b(?:all )?(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:order )?(?:lines?|items?|positions?|products?|articles?) (?:are |is |look |all )?(?:all )?(?:ok|okay|correct|right|fine|good|confirmed|in order)\b"
)
# What cannot be carried out without knowing the order.
_NEEDING: tuple[Intent, ...] = ("cancel_order", "return_request", "confirm_order")


def reckon(case: Case, kind: Intent, said: Gathered, result: Result) -> None:
    """Fill in the order that is meant and the products that are named, of a return with what is not clear of them."""
    pending = case.annotated.message.context.pending
    if kind == "confirm_order" and pending is not None:
        result.order_no = pending.order_no
        if _counted_otherwise(case, len(pending.lines)) or _reserved(case, said) or said.day.denied:
            result.doubt(_DOUBTFUL)
        return
    named = mentioned.goods(said.block, kind, case.annotated, case.catalog)
    found = linemodel.goods(named, kind, case.annotated, case.catalog)
    # An order that is called off is called by its goods, however they stand in the text.
    order = _order(case, kind, said, named if kind == "cancel_order" else found, result)
    if kind == "confirm_order" and said.day.denied:
        # 对。不要周五送: what is to be confirmed may say that very day.
        result.doubt(_DOUBTFUL)
    if kind == "cancel_order" and (
        calling_off.not_all(case, said, order)
        or calling_off.only_held(case.annotated.said(case.annotated.voice))
        or calling_off.only_others(case.annotated.said(case.annotated.voice))
    ):
        result.doubt(_DOUBTFUL)
    if kind in ("confirm_order", "cancel_order"):
        # An order is called by its goods, or they are the reason: none of them is wanted.
        return
    if kind == "inquiry":
        mentioned.lend_amount(found, case.annotated, case.catalog)
        found = list(mentioned.once(found))
    if kind in claims.INTENTS:
        found = (
            claims.of_the_order(found, said.block, order, case.annotated.lowered)
            if order is not None
            else found
        )
        found = claims.counted(kind, found, case.annotated, case.catalog, order)
    _lines(case, kind, mentioned.particular(found, kind, case.annotated, case.catalog), result)


def _counted_otherwise(case: Case, lines: int) -> bool:
    """Whether what is said to be right are more or fewer items than the order has: 两项都对, all four lines are correct."""
    said = case.annotated.said(case.annotated.voice)
    counts = [next(group for group in match.groups() if group) for match in _ALL_ITEMS.finditer(said)]
    values = [number_words.english(one) if one.isascii() else number_words.chinese(one) for one in counts]
    stated = [Decimal(one) for one in counts if one.isdigit()]
    stated += [value.low for value in values if value is not None]
    return bool(stated) and all(value != lines for value in stated)


def _reserved(case: Case, said: Gathered) -> bool:
    """Whether it is no yes to all of the order as it stands: one on a condition, for a part, or to have received it."""
    words = case.annotated.said(case.annotated.voice)
    book = phrases.book("assent")
    received = book["receipt"].pattern.search(words) and not book["goes_ahead"].pattern.search(words)
    spoken = bool(received) or book["reserved"].pattern.search(words) is not None
    return spoken or (said.change.changed and said.change.explicit)


def _order(
    case: Case, kind: Intent, said: Gathered, named: Sequence[Draft], result: Result
) -> OrderContext | None:
    """Which order is meant; a question about goods means one only by its number."""
    annotated = case.annotated
    if kind in ("inquiry", "feedback") and not annotated.of("order_ref", blocks=annotated.voice):
        return None
    needed = kind in _NEEDING
    found = about(
        annotated,
        annotated.message.context,
        [draft.match.skus for draft in named],
        needed=needed,
        finished=kind != "cancel_order",
        came=kind == "return_request",
        customer=case.author.customer,
        spoken=said.spoken,
    )
    if (found.several and needed) or (
        kind == "cancel_order" and (said.spoken.unsure or (said.spoken.some and not said.found.calls_off))
    ):
        result.doubt(_DOUBTFUL)
    result.order_no = found.order_no
    if needed or any(flag.code == "unknown" for flag in found.flags):
        result.flags.extend(found.flags)
    if found.order is not None:
        narrowing.by_order(said.block, found.order)
    return found.order


def _lines(case: Case, kind: Intent, named: Sequence[Draft], result: Result) -> None:
    """The products that are named, each once."""
    for draft in named:
        if draft.match.status == "none" or (draft.match.status == "near" and kind != "return_request"):
            continue
        number = draft.amount.value.number if draft.amount is not None else None
        if kind != "return_request" and number is not None and number.form == "vague":
            # The driver and some of the men: nothing hangs on how many.
            draft.amount = None
        one = settle(draft, case.annotated, case.catalog)
        flags = tuple(f for f in one.flags if f.field in ("sku", "quantity") and f.code != "out_of_range")
        known = [(line.line.sku, line.line.quantity, line.line.unit) for line in result.lines]
        if (one.line.sku, one.line.quantity, one.line.unit) not in known:
            result.lines.append(replace(one, flags=flags if kind == "return_request" else ()))
    if kind == "complaint" and any(
        one.line.sku is None and one.line.quantity is not None for one in result.lines
    ):
        # So many of what nobody can tell are wrong.
        result.doubt(_DOUBTFUL)
    if (
        kind == "return_request"
        and not result.lines
        and case.annotated.of("quantity", blocks=case.annotated.voice)
    ):
        # So many of something that we did not understand.
        result.doubt(_DOUBTFUL)
