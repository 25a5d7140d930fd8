"""What a new order comes to: its lines, or those of the last one again, with customer, address and day."""

from bisect import bisect_right
from collections.abc import Sequence

from parsers import afterthoughts, context, delivery_day, delivery_place, narrowing, phrases, shares, totals
from parsers.annotate import Annotated
from parsers.drafts import Block
from parsers.orderlines import Settled, settle
from parsers.reading import Evidence, Flag, Party, Reading
from parsers.reckon_case import Case, Gathered, Result
from parsers.repeats import of_some, of_the_last
from parsers.spans import Span

LAST_ORDER = "last order"
"""The rule of lines that are those of the last order once more."""

# What is as before where it stands in the clause of such words.
_FACETS = frozenset({"payment", "money", "address", "address_label", "address_usual"})
# What goods are named and counted by; a mark that ends a sentence.
_GOODS, _FULL_STOP = frozenset({"part", "heard", "guess", "sku", "quantity", "bare"}), 2
# How sure lines are beside amounts that belong to none of them.
_LOOSE = 0.6


def reckon(case: Case, said: Gathered, result: Result) -> None:
    """Fill in what is ordered anew."""
    annotated = case.annotated
    block = said.block
    result.flags.extend(_customer(case, said.stated))
    again = of_the_last(span for spans in annotated.sentences for span in spans)
    last = annotated.message.context.last_order if again else None
    if last is not None:
        result.evidence["lines"] = _again(annotated)
        goods = [case.catalog.get(line.sku) for line in last.lines if line.sku is not None]
        same = (span for spans in annotated.sentences for span in spans)
        if of_some(same, [one.name for one in goods if one is not None]):
            result.doubt(_LOOSE)
        narrowing.by_order(block, last)
        result.take(
            context.changed(
                last,
                block,
                annotated,
                case.catalog,
                most=case.settings.max_line_quantity,
                moved=said.place.stated,
                again=True,
                explained=said.explained,
            )
        )
    elif said.formed is not None:
        result.lines = said.formed.lines
        result.explained = True
        result.doubt(said.formed.certainty)
    else:
        result.lines = lines(case, block)
        if not result.lines or _asks_again(annotated):
            # The usual and two boxes more: what the usual is nobody knows.
            result.flags.append(Flag("lines", "missing"))
    if said.formed is None:
        result.flags.extend(totals.compare(block, result.lines, case.catalog))
        if not totals.fits_prices(block, [one.line for one in result.lines], case.catalog):
            result.doubt(_LOOSE)
    if said.formed is None and _twice(result.lines):
        result.doubt(_LOOSE)
    told = shares.explained(block, annotated)
    if not result.explained and any(
        not (_marked(span, case, said) or _inside(span, told)) for span in block.loose
    ):
        result.doubt(_LOOSE)
    place = said.place
    if block.split and not place.flags:
        # Some of it here, some of it there: an order has one place.
        place = delivery_place.Place(None, (Flag("delivery_address", "ambiguous"),), stated=True)
    _header(case, result, place, said.day)


def repeats(reading: Reading) -> bool:
    """Whether the lines are those of the last order once more, with or without a change."""
    proof = reading.evidence.get("lines")
    return proof is not None and proof.rule == LAST_ORDER


def _asks_again(annotated: Annotated) -> bool:
    """Whether the goods of an order before are wanted once more: not its price, its address or way to pay (货款照旧)."""
    facet = phrases.book("about")["of_a_facet"].pattern
    return any(
        span.label == "same"
        and not facet.search(annotated.lowered, *(clause := _clause_of(span, spans)))
        and not any(one.label in _FACETS for one in spans if clause[0] <= one.start < clause[1])
        and not _counted_beside(span, clause, spans)
        and not _of_a_way(span, clause, spans)
        for spans in annotated.sentences
        for span in spans
    )


def _counted_beside(same: Span, clause: tuple[int, int], spans: Sequence[Span]) -> bool:
    """Whether what is as ever stands right beside an amount of the same clause: 青豆3袋照旧, 青豆照旧3袋. What is more than that (再加3袋)
    or the rest of the order (其他照旧) is another matter."""
    inside = [one for one in spans if clause[0] <= one.start < clause[1]]
    if not same.rule.endswith("usual") or any(one.label in ("more", "separator") for one in inside):
        return False
    place = inside.index(same)
    beside = [inside[place - 1] if place else None, inside[place + 1] if place + 1 < len(inside) else None]
    named = any(one.label in ("part", "heard", "guess", "sku") for one in inside)
    return named and any(one is not None and one.label in ("quantity", "bare") for one in beside)


def _of_a_way(same: Span, clause: tuple[int, int], spans: Sequence[Span]) -> bool:
    """Whether only what is told in the clause before is as ever, and that is no goods: our carrier collects it, same as always;
    到了给钱，跟以前一样. Or what stands right before it, by a word that is no goods: 赠的照旧."""
    own = [one for one in spans if clause[0] <= one.start < clause[1] and one is not same]
    if own and own[-1].end <= same.start and same.rule.endswith("usual"):
        told = [one.label for one in own if one.label != "glue"]
        return told[-1:] == ["gap"] and not _GOODS & {*told}
    mark = next((one for one in reversed(spans) if one.end <= clause[0]), None)
    if any(one.label != "fill" for one in own) or mark is None or mark.value == _FULL_STOP or clause[0] <= 0:
        return False
    if mark.label != "break" or mark.end != clause[0]:
        return False
    first = max((one.end for one in spans if one.label == "break" and one.end <= mark.start), default=0)
    before = {one.label for one in spans if first <= one.start < mark.start}
    return bool(before - {"fill", "person", "po"}) and not before & _GOODS


def _clause_of(span: Span, spans: Sequence[Span]) -> tuple[int, int]:
    """Where the clause of a span begins and ends."""
    before = [one.end for one in spans if one.label == "break" and one.end <= span.start]
    behind = [one.start for one in spans if one.label == "break" and one.start >= span.end]
    return max(before, default=spans[0].start), min(behind, default=spans[-1].end)


def _again(annotated: Annotated) -> Evidence:
    """The words that ask for the order before once more."""
    said = next(span for spans in annotated.sentences for span in spans if span.label == "same")
    first, last = annotated.surface.source(said.start, said.end)
    return Evidence(annotated.source(said.start, said.end), first, last, said.certainty, LAST_ORDER)


def lines(case: Case, block: Block) -> list[Settled]:
    """The order lines that the block's drafts come to."""
    most = case.settings.max_line_quantity
    told = shares.explained(block, case.annotated)
    wanted = [
        draft
        for draft in afterthoughts.wanted(block)
        if draft.match.status != "none" or draft.amount is None or not _inside(draft.amount, told)
    ]
    return [settle(draft, case.annotated, case.catalog, max_base_units=most) for draft in wanted]


def _inside(span: Span, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span.start < end for start, end in stretches)


def _marked(span: Span, case: Case, said: Gathered) -> bool:
    """Whether it is a number that the goods shall be marked with (print on each box 2027), or of the papers beside them."""
    stretches = said.noted.stretches
    before = bisect_right(stretches, span.start, key=lambda stretch: stretch[0]) - 1
    if before < 0 or span.start >= stretches[before][1]:
        return False
    if span.label == "quantity":
        begin, end = stretches[before]
        return _of_papers(span, case.annotated.lowered[begin:end]) or _into_each(
            case.annotated.lowered[begin : span.start]
        )
    if span.label != "bare":
        return False
    marks = phrases.book("notes")["marks"].pattern
    return marks.search(case.annotated.lowered, *stretches[before]) is not None


def _of_papers(span: Span, said: str) -> bool:
    """出库单两份: so many papers, which go along with the goods."""
    sheets = span.value.unit in phrases.words("entries", "sheets")
    return sheets and phrases.book("notes")["papers"].pattern.search(said) is not None


def _into_each(said: str) -> bool:
    """每箱里放2包干燥剂: so many of what is put into each."""
    return phrases.book("entries")["puts_in_each"].pattern.search(said) is not None


def _twice(settled: Sequence[Settled]) -> bool:
    """Whether one product is ordered in two lines: both, or the later in place of the earlier, only the customer knows."""
    skus = [one.line.sku for one in settled if one.line.sku is not None]
    return len(set(skus)) < len(skus)


def _customer(case: Case, stated: Party) -> list[Flag]:
    if case.author.flags:
        return list(case.author.flags)
    if case.author.customer is None and not (stated.company or stated.contact):
        return [Flag("customer", "missing")]
    return []


def _header(case: Case, result: Result, place: delivery_place.Place, day: delivery_day.Day) -> None:
    """Address and date: stated, or for the address the default on file."""
    customer = case.author.customer
    result.address, result.day = place.address, day.day
    if not place.stated:
        if customer is not None and customer.addresses:
            label, result.address = customer.addresses[0]
            result.evidence["delivery_address"] = Evidence(label, -1, -1, 1.0, "default address")
            asked = place.asked(result.address)
            if asked is not None:
                result.address = None
                result.flags.append(asked)
        elif ("customer", "ambiguous") not in {(flag.field, flag.code) for flag in case.author.flags}:
            # Which of several customers it is decides where to as well.
            result.flags.append(Flag("delivery_address", "missing"))
    result.deliver(place, day)
