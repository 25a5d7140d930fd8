"""What of an order's goods a complaint or a return is about, and how many of them, wherever the amount stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import phrases, units
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.drafts import DOUBTFUL, Block, Draft
from parsers.quantities import Amount
from parsers.reading import Intent, OrderContext, Product
from parsers.requirements import Stretch
from parsers.spans import Span

INTENTS: tuple[Intent, ...] = ("complaint", "return_request")
# How sure a product is that the customer's own order has, whatever words stand beside its name.
_HAS_IT = 0.95
# A word of what is wrong stands so near to how many are.
_NEAR = 8
_OF_ALL = re.compile(r" (?:out )?of (?:the |those |these |our |my |your )?")
_OF_THEM = re.compile(r" of (?:the|these|those|our|your|my) (?P<word>[a-z0-9]+)")
# What is said of goods that are wrong: (book, phrase).
_WRONG = (("intents", "defect"), ("leanings", "rotten"), ("intents", "anger"))


def of_the_order(found: Sequence[Draft], block: Block, order: OrderContext, text: str) -> list[Draft]:
    """The goods that are named, those of them told by the order which it has: nobody sends back what he did not get."""
    inside = {line.sku for line in order.lines if line.sku}
    told: list[Draft] = []
    for draft in block.drafts:
        fits = [sku for sku in draft.match.skus if sku in inside]
        plain = draft.match.strong and not draft.match.headless
        # 11 of the 25 kg oak boards: what only resembles one thing that came, by more than one word, is that.
        plain |= draft.match.status in ("none", "near") and len(draft.phrase) > 1 and draft.amount is not None
        if len(fits) != 1 or not (plain or (draft.match.status == "one" and draft in found)):
            continue
        certainty = max(_HAS_IT, draft.match.certainty)
        draft.match = replace(draft.match, status="one", skus=(fits[0],), certainty=certainty)
        draft.certainty = max(_HAS_IT, draft.certainty)
        told.append(draft)
    # The bottom, the board: a mere word of goods that did not come with it.
    found = [draft for draft in found if not is_mere(draft) or inside & set(draft.match.skus)]
    kept = [draft for draft in found if draft.match.status == "one"]
    if told:
        # 发霉了 sounds like a grape: beside goods that came, what is wrong with them is no other thing.
        found = [one for one in found if one in told or not _is_wrong(one, text)]
    if any(draft in kept for draft in told):
        # 灯管两头发黑: a part of a word beside goods that came is no other thing that is sold.
        found = [one for one in found if one in told or not one.match.headless or one.match.status != "one"]
    return list(found) if kept or not told else [*found, *told[:1]]


def _is_wrong(draft: Draft, text: str) -> bool:
    """Whether its words tell what is wrong with goods."""
    words = text[draft.start : draft.end]
    return draft.amount is None and phrases.book("intents")["defect"].pattern.search(words) is not None


def is_mere(draft: Draft) -> bool:
    """Whether it is one mere word of a name."""
    return draft.match.rule == "parts" and len(draft.phrase) == 1 and draft.phrase[0].kind == "word"


def counted(
    kind: Intent, found: Sequence[Draft], annotated: Annotated, catalog: Catalog, order: OrderContext | None
) -> list[Draft]:
    """The goods that are named, with how many of them are claimed where they are all of one product."""
    skus = {sku for draft in found if draft.match.status == "one" for sku in draft.match.skus}
    if len(skus) != 1 or any(draft.match.status != "one" and draft.amount is None for draft in found):
        return list(found)
    sku = skus.pop()
    product = catalog.get(sku)
    if product is None:
        return list(found)
    ordered = [line.quantity for line in order.lines if line.sku == sku] if order is not None else []
    draft = next(draft for draft in found if draft.match.status == "one")
    if draft.amount is not None and _of_people(draft.amount, annotated.lowered):
        draft.amount = None
    amount = (
        _pieces(draft, annotated, product)
        or _of_all(annotated, draft, product, order)
        or _claimed(kind, annotated, product, ordered)
    )
    if amount is None:
        if annotated.of("or", blocks=annotated.voice) and draft.amount is not None:
            # 2 boxes, or 3 boxes.
            draft.certainty = min(draft.certainty, DOUBTFUL)
        return list(found)
    return [replace(draft, amount=amount, second=None, contradicted=False)]


def _claimed(
    kind: Intent, annotated: Annotated, product: Product, ordered: Sequence[Decimal | None]
) -> Span | None:
    """The one amount of the product in the clauses that claim something, or else in all of the message."""
    clauses = list(_clauses(annotated))
    said = [annotated.lowered[start:end] for start, end in clauses]
    amounts = [
        [
            span
            for span in annotated.inside(start, end)
            if counts(span, product) and not _of_people(span, annotated.lowered)
        ]
        for start, end in clauses
    ]
    back = [phrases.book("intents")["return"].pattern.search(one) is not None for one in said]
    wrong = [any(phrases.book(book)[name].pattern.search(one) for book, name in _WRONG) for one in said]
    orders = (back, wrong) if kind == "return_request" else (wrong,)
    for clause in (*orders, [True] * len(said)):
        meant = [span for holds, found in zip(clause, amounts, strict=True) if holds for span in found]
        # Of the 20 that came, 3 are broken.
        fewer = [span for span in meant if span.value.exact not in ordered]
        meant = fewer or meant
        if len(_values(meant)) > 1 and clause is not back:
            # 发了8包少了2包: of several that which the word of what is wrong stands beside.
            sides = [_wrong_beside(span, annotated) for span in meant]
            side = "before" if "before" in sides else "behind"
            meant = [span for span, one in zip(meant, sides, strict=True) if one == side]
        if len(_values(meant)) == 1:
            return meant[0]
        if any(holds and found for holds, found in zip(clause, amounts, strict=True)):
            return None
    return None


def _of_people(span: Span, text: str) -> bool:
    """Whether it counts people, and no goods: 三个客人来吵."""
    return phrases.book("entries")["heads"].pattern.match(text, span.end) is not None


def _values(spans: Sequence[Span]) -> set[tuple[Decimal | None, str | None]]:
    return {(span.value.exact, span.value.unit) for span in spans}


def _wrong_beside(span: Span, annotated: Annotated) -> str | None:
    """On which side of the amount a word that tells what is wrong stands right beside it, if one does."""
    first, last = max(0, span.start - _NEAR), span.end + _NEAR
    found = [
        match.span()
        for book, name in _WRONG
        for match in phrases.book(book)[name].pattern.finditer(annotated.lowered, first, last)
    ]
    if any(span.start - 1 <= end and start <= span.start for start, end in found):
        return "before"
    return "behind" if any(span.end <= start <= span.end + 1 for start, _ in found) else None


def _of_all(annotated: Annotated, draft: Draft, product: Product, order: OrderContext | None) -> Span | None:
    """7 of the 36: so many are claimed of all that came, by the unit in which these are so many."""
    whole = draft.amount
    if whole is None or whole.value.exact is None or order is None:
        return None
    parts = [
        span
        for span in annotated.of("bare", blocks=annotated.voice)
        if span.value.exact is not None
        and span.value.exact < whole.value.exact
        and _OF_ALL.fullmatch(annotated.lowered, span.end, whole.start)
    ]
    came = [line for line in order.lines if line.sku == product.sku and line.quantity is not None]
    if len(parts) != 1 or len(came) != 1:
        return None
    if whole.label == "quantity":
        return replace(parts[0], value=Amount(parts[0].value.number, whole.value.unit))
    units_of_it = {line.unit or "" for line in came} | {product.base_unit}
    meant = [
        unit
        for unit in units_of_it
        if whole.value.exact * product.units.get(unit, Decimal(1))
        == (came[0].quantity or 0) * product.units.get(came[0].unit or "", Decimal(1))
    ]
    part: Amount = parts[0].value
    return replace(parts[0], value=Amount(part.number, meant[0])) if len(meant) == 1 else None


def _pieces(draft: Draft, annotated: Annotated, product: Product) -> Span | None:
    """Nine of the balls: what is counted so are pieces, however the goods are ordered."""
    amount = draft.amount
    if amount is None or amount.label != "bare" or amount.value.exact is None:
        return None
    told = _OF_THEM.match(annotated.lowered, amount.end)
    if told is None or units.named(told["word"]) is not None:
        # Two of the boxes.
        return None
    return replace(amount, label="quantity", value=replace(amount.value, unit=product.base_unit))


def _clauses(annotated: Annotated) -> Iterator[Stretch]:
    """What stands between two marks, or blanks where Chinese is written with them."""
    for block in annotated.voice:
        start = block.start
        for span in annotated.chosen.get(block, ()):
            if span.label == "break":
                yield start, span.start
                start = span.end
        yield start, block.end


def counts(span: Span, product: Product) -> bool:
    """Whether it is an amount in one of the units that the product is sold by."""
    if span.label != "quantity":
        return False
    amount: Amount = span.value
    if amount.exact is None or amount.unit is None:
        return False
    return units.resolve(amount.unit, product.units, product.base_unit).status == "found"
