"""What stands against calling an order off unseen: the message orders something else beside it, or names goods of which the
order is only a part."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers import phrases
from parsers.delivery_words import CLAUSE, bounds
from parsers.drafts import Draft
from parsers.order_clauses import PAPERS, Spoken
from parsers.reading import OrderContext
from parsers.reckon_case import Case, Gathered
from parsers.spans import Span

# What may stand between goods and the word for their order: 绿茶的那单, the tea order.
_TO_THE_ORDER = re.compile(r"(?:的| )?")
_OF = re.compile(r"\borders? (?:of|for|with) (?:the |our |my )?$")
_REACH = 24
_NAMES, _REFUSALS = frozenset({"part", "heard", "guess", "sku"}), frozenset({"negate", "remove"})


def not_all(case: Case, said: Gathered, order: OrderContext | None) -> bool:
    """Whether more is said than that the order is off: something is ordered besides, or another order gets an amount, or the
    goods by which it is called are but some of the one order that there is."""
    return (
        _orders_besides(said, order)
        or _names_a_part(case, said, order)
        or _names_some(case, said, order)
        or (not said.spoken.calls_off and any(_tells_more(case, one) for one in _parted(case)))
    )


def _parted(case: Case) -> Iterator[list[Span]]:
    """What the message says in its own voice, clause by clause."""
    for spans in case.annotated.sentences:
        clause: list[Span] = []
        for span in spans:
            if span.label == "break":
                yield clause
                clause = []
            else:
                clause.append(span)
        yield clause


def _tells_more(case: Case, clause: Sequence[Span]) -> bool:
    """Whether goods are refused in the clause by more than their name: 椅子的包装不要了, no chairs with scratches, 椅子不要红的, not before
    Friday. What else they mean by it than all of the goods nobody knows."""
    text = case.annotated.lowered
    named = [span.start for span in clause if span.label in _NAMES]
    if not named:
        return False
    end = clause[-1].end
    told = [m.span() for m in phrases.book("changes")["remove"].pattern.finditer(text, clause[0].start, end)]
    told += [(span.start, span.end) for span in clause if span.label in _REFUSALS]
    if not told:
        return False
    why = phrases.book("cancelling")["why"].pattern.search(text, named[0], end)
    end = why.start() if why is not None else end
    endings = phrases.words("cancelling", "endings")
    first, last = min(named[0], told[0][0]), max(stop for _, stop in told)
    beside = [
        span
        for span in clause
        if first <= span.start < end
        and not any(start < span.end and span.start < stop for start, stop in told)
    ]
    return any(
        (span.label == "gap" and text[span.start : span.end] not in endings)
        or (span.label == "date" and span.start >= last)
        or (span.label in _NAMES and span.start >= last > named[0])
        for span in beside
    )


def only_held(words: str) -> bool:
    """Whether goods shall only wait, and nothing says that they are given up: send nothing until you hear from me."""
    book = phrases.book("cancelling")
    return book["waits"].pattern.search(words) is not None and book["given_up"].pattern.search(words) is None


def only_others(words: str) -> bool:
    """Whether all that is given up is what others gave up, or will have (活动取消前送到), and nothing says so of the order."""
    book = phrases.book("cancelling")
    own = book["beforehand"].pattern.sub(" ", _without_others(words))
    if own == words:
        return False
    return not (
        book["given_up"].pattern.search(own)
        or phrases.book("intents").says(own, ("cancel", "cancel_whole", "remove"))
        or phrases.book("leanings")["stops"].pattern.search(own)
    )


def _without_others(words: str) -> str:
    """The words without what others did, but for what they did of an order: 那单客户取消了 calls it off."""
    kept, done = "", 0
    for match in phrases.book("cancelling")["others_did"].pattern.finditer(words):
        start = bounds(words, *match.span(), CLAUSE)[0]
        if not phrases.book("changes")["order"].pattern.search(words, start, match.end()):
            kept, done = f"{kept}{words[done : match.start()]} ", match.end()
    return kept + words[done:]


def _names_some(case: Case, said: Gathered, order: OrderContext | None) -> bool:
    """Whether goods are named that are but some of the order's, and nothing says that the order itself is off."""
    words = case.annotated.said(case.annotated.voice)
    if order is None or phrases.book("cancelling")["whole"].pattern.search(words):
        return False
    if case.annotated.of("order_ref", blocks=case.annotated.voice):
        return False
    held = {line.sku for line in order.lines}
    named = {sku for one in said.block.drafts for sku in one.match.skus} & held
    return bool(named) and named != held


def _orders_besides(said: Gathered, order: OrderContext | None) -> bool:
    """Whether something is counted that is no line of the order: 取消，换成5箱, SO-1: 12 cases, SO-2: cancel."""
    known = [line.quantity for line in order.lines] if order is not None else []
    counted = [
        one
        for one in said.block.drafts
        if one.role == "line" and one.amount is not None and not _counts_papers(one.amount, said.spoken)
    ]
    if any(not _is_line(one, order) for one in counted):
        return True
    amounts = [
        span.value.exact
        for span in said.block.loose
        if span.label == "quantity" and not _counts_papers(span, said.spoken)
    ]
    return bool(said.spoken.off) and any(amount is not None and amount not in known for amount in amounts)


def _counts_papers(span: Span, spoken: Spoken) -> bool:
    """Whether another order is counted that stays, and no goods: 另外一张照送."""
    return span.value.unit in PAPERS and any(start <= span.start < end for start, end in spoken.stays)


def _is_line(draft: Draft, order: OrderContext | None) -> bool:
    amount: Decimal | None = draft.amount.value.exact if draft.amount is not None else None
    return order is not None and any(
        line.sku in draft.match.skus and amount in (line.quantity, None) for line in order.lines
    )


def _names_a_part(case: Case, said: Gathered, order: OrderContext | None) -> bool:
    """Whether it may as well mean a line of the order: the tea order, where the one order holds water too."""
    context = case.annotated.message.context
    several = len([*context.open_orders, *([context.pending] if context.pending is not None else [])]) > 1
    if order is None or several or case.annotated.of("order_ref", blocks=case.annotated.voice):
        return False
    called = [one for one in said.block.drafts if one.match.skus and _calls_the_order(one, case)]
    # 灯泡和开关那单: by all goods of the clause.
    clauses = [bounds(case.annotated.lowered, one.start, one.end, CLAUSE) for one in called]
    skus = {
        sku
        for one in said.block.drafts
        if any(start <= one.start < end for start, end in clauses)
        for sku in one.match.skus
    }
    return bool(called) and any(line.sku not in skus for line in order.lines)


def _calls_the_order(draft: Draft, case: Case) -> bool:
    text = case.annotated.lowered
    joint = _TO_THE_ORDER.match(text, draft.end)
    behind = joint.end() if joint is not None else draft.end
    if phrases.book("changes")["order"].pattern.match(text, behind):
        return True
    return _OF.search(text[max(0, draft.start - _REACH) : draft.start]) is not None
