"""What leaves its noun out because the line before said it: 毛巾蓝的20打粉的10打, jeans: 5 x 30, 12 x 32. A component of preparing: where
one product of the same noun fits, the words name it."""

from collections.abc import Sequence
from dataclasses import replace

from parsers import comparing, kinds, sizes
from parsers.catalog_entry import Entry as Product
from parsers.clauses import Mention, Sentence, is_amount
from parsers.entries import Entry
from parsers.kinds import Token
from parsers.lookup import Lookup
from parsers.naming import COMPLETED, tells_kind
from parsers.parts import Part, number_part, plain_number
from parsers.products import Match
from parsers.quantities import Amount
from parsers.spans import Span

_CONTAINERS = frozenset("包袋瓶桶盒箱罐听支卷")
_MOST_WORDS, _MOST_LETTERS = 6, 12
# What may stand between what is left short and its amount; of what adds, only what looks back (blue also 6).
_ADDS = frozenset({"separator", "also"})
_BETWEEN = frozenset({"glue", "fill", "take", "negate", "remove"}) | _ADDS
_LIKEWISE = frozenset({"also", "too", "as well", "也", "都", "likewise"})
_ONES = frozenset({"one", "ones", "size"})
# How sure a product is that a mere attribute of it means.
_SURE = 0.9
# What two products may differ in how well they fit and fit alike.
_ALIKE = 0.02


def complete(
    sentence: Sentence, text: str, lookup: Lookup, before: Sequence[Part], entries: Sequence[Entry]
) -> Sentence | None:
    """The sentence with the products named that mentions and sizes tell as another kind of what was named last; None if
    there are none. `before` is the phrase named last in the sentences before, `entries` how the sentence reads as it is.
    """
    if sentence.cues("or"):
        return None
    result = replace(sentence, items=list(sentence.items), clauses=list(sentence.clauses))
    named = {
        entry.last: entry.phrase
        for entry in entries
        if entry.phrase
        and (entry.match.status == "one" or (entry.match.status == "several" and not entry.match.headless))
    }
    noun = before
    changed = False
    # What is put in place of several items moves those behind it: `moved` places so far.
    place = moved = 0
    while place < len(result.items):
        length = len(result.items)
        if noun:
            changed |= _sizes_of(result, place, text, lookup, noun)
        item = result.items[place]
        if isinstance(item, Mention) and item.sku is None:
            alone = noun and not _beside_name(result, place) and _counted(result, place)
            product = _meant(item, text, lookup, noun, _unit(result, place)) if alone else None
            if product is not None:
                result.items[place], changed = _named(item, product, text), True
        elif isinstance(item, Span) and item.label == "group":
            noun = item.value.kinds[-1].phrase
        moved += length - len(result.items)
        noun = named.get(place + moved, noun)
        place += 1
    return result if changed else None


def _beside_name(sentence: Sentence, place: int) -> bool:
    """Whether the item goes on with a name that stands right before it."""
    before = sentence.items[place - 1] if place else None
    return isinstance(before, Mention)


def _counted(sentence: Sentence, place: int) -> bool:
    """Whether an amount stands beside the item with at most a small word between."""
    for step in (1, -1):
        at = place + step
        while 0 <= at < len(sentence.items) and abs(at - place) < 4:
            item = sentence.items[at]
            if is_amount(item):
                return True
            if isinstance(item, Mention) or item.label not in _BETWEEN:
                break
            if item.label in _ADDS and item.value not in _LIKEWISE:
                break
            if item.label in ("negate", "remove"):
                return True
            at += step
    return False


def _unit(sentence: Sentence, place: int) -> str | None:
    """The unit of the amount that stands behind the item."""
    behind = [item for item in sentence.items[place + 1 : place + 3] if isinstance(item, Span)]
    amount = next((item for item in behind if is_amount(item)), None)
    return amount.value.unit if amount is not None else None


def _meant(
    mention: Mention, text: str, lookup: Lookup, noun: Sequence[Part], unit: str | None
) -> Product | None:
    """The one product of the noun that has all words of the mention, where these name none by themselves that is sold by
    the unit."""
    had = [part for part in mention.parts if part.kind == "has"]
    if mention.sku is not None or (mention.end - mention.start > _MOST_LETTERS and not had):
        return None
    match = lookup.find(mention.parts) if mention.parts and not mention.gaps else None
    if match is not None and match.status == "several" and _restated(mention.parts, noun, match, lookup):
        return None
    told = kinds.tokens([mention], text, lookup)
    if match is not None and match.status == "one" and not match.headless:
        other = sibling(told or [], lookup, noun) if unit and not lookup.sold_by(unit, match) else None
        return other if other is not None and lookup.has_unit(other.product, unit or "") else None
    if (
        match is not None
        and match.status == "several"
        and not match.headless
        and _torn(lookup.find(noun), lookup)
    ):
        return None
    return sibling(told or [], lookup, noun) or _relative(text[mention.start : mention.end], lookup, noun)


def _restated(phrase: Sequence[Part], noun: Sequence[Part], match: Match, lookup: Lookup) -> bool:
    """Whether the phrase says again what kind of thing it is, and leaves out nothing that the line before could give: of
    128的铝拉手 behind 黑色圆拉手 nobody knows the colour."""
    entry = lookup.catalog.entry(match.skus[0]) if match.skus and not match.headless else None
    if entry is None:
        return False
    return any(_says(head, phrase) and _says(head, noun) for head in entry.heads)


def _says(head: str, phrase: Sequence[Part]) -> bool:
    return any(part.key == head or (part.kind == "han" and head in part.key) for part in phrase)


def _torn(match: Match, lookup: Lookup) -> bool:
    """Whether what was named last may be of several sorts, so that it chooses none for what has a noun of its own: 饭碗10面碗6
    where both come in white and in blue."""
    named = [product for sku in match.skus if (product := lookup.catalog.get(sku)) is not None]
    return match.status == "several" and len({product.category for product in named}) > 1


def _relative(said: str, lookup: Lookup, noun: Sequence[Part]) -> Product | None:
    """The small one of two, where the line before named the other."""
    if not sizes.compares(said.rstrip("的")):
        return None
    alike = [
        entry for sku in _sizeless(noun, lookup).skus if (entry := lookup.catalog.entry(sku)) is not None
    ]
    meant = sizes.relative([said], alike) or sizes.relative([said], lookup.siblings(noun))
    return meant if meant is not None and lookup.find(noun).skus != (meant.product.sku,) else None


def _sizeless(noun: Sequence[Part], lookup: Lookup) -> Match:
    """What was named, in whatever size."""
    told = [part for part in noun if part.kind not in ("spec", "number") and not sizes.compares(part.key)]
    return lookup.find(told)


def sibling(told: Sequence[Token], lookup: Lookup, noun: Sequence[Part]) -> Product | None:
    """The one other product of the noun that has all of what is told."""
    told = [token for token in told if not token.empty]
    if not 0 < len(told) <= _MOST_WORDS:
        return None
    own = lookup.find(noun).skus
    siblings = lookup.siblings(noun)
    # 小包 where products are small ones and no 包 stands in their names.
    counted = [token for token in told if token.part.key in _CONTAINERS]
    told = [
        token
        for token in told
        if token not in counted or any(kinds.states(entry, token, lookup) for entry in siblings)
    ]
    fits = [entry for entry in siblings if told and all(kinds.states(entry, token, lookup) for token in told)]
    if len(fits) > 1:
        fits = _closest(fits, noun, lookup)
    if len(fits) != 1 or len(siblings) < 2 or own == (fits[0].product.sku,):
        return None
    return fits[0]


def _closest(fits: Sequence[Product], noun: Sequence[Part], lookup: Lookup) -> list[Product]:
    """Those that share most with what was named last (white S x20, M x50)."""
    losses = [one.loss for one in comparing.compared(noun, fits, lookup.catalog)]
    least = min(losses) + _ALIKE
    return [entry for entry, loss in zip(fits, losses, strict=True) if loss <= least]


def _named(mention: Mention, entry: Product, text: str) -> Mention:
    spans = [
        *mention.spans,
        *(
            Span(gap.start, gap.end, "part", Part(gap.start, gap.end, "han", text[gap.start : gap.end]))
            for gap in mention.gaps
        ),
    ]
    sku = Span(mention.start, mention.end, "sku", entry.product.sku, _SURE, COMPLETED)
    return Mention([*sorted(spans, key=lambda span: span.start), sku])


def _sizes_of(sentence: Sentence, place: int, text: str, lookup: Lookup, noun: Sequence[Part]) -> bool:
    """Make a mention of a number that is the size of another product of the noun, before or behind its amount."""
    item = sentence.items[place]
    if not isinstance(item, Span) or not is_amount(item):
        return False
    amount: Amount = item.value
    if amount.number is None or _touches_name(sentence, place):
        return False
    if amount.number.form == "product" and amount.unit is None:
        return _factors(sentence, place, text, lookup, noun)
    following = sentence.items[place + 1] if place + 1 < len(sentence.items) else None
    taken: list[Span | Mention] = [item]
    if (
        isinstance(following, Mention)
        and not following.spans
        and following.start == item.end
        and following.end - following.start <= 2
        and amount.unit is None
    ):
        # 10毫的: a size in a unit that nobody knows.
        taken.append(following)
    kind = tells_kind(text, taken[-1].end) or _of(sentence, place) or _pointed_at(sentence, place, text)
    if not kind and not _amount_behind(sentence, place + len(taken), text):
        return False
    told = kinds.tokens(taken, text, lookup)
    entry = sibling(told or [], lookup, noun)
    if entry is None:
        return False
    end = taken[-1].end
    part = Part(item.start, end, "number", plain_number(str(amount.number.low)))
    named = Mention(
        [
            Span(item.start, end, "part", part, 1.0, COMPLETED),
            Span(item.start, end, "sku", entry.product.sku, _SURE, COMPLETED),
        ]
    )
    sentence.replace(place, place + len(taken), [named])
    return True


def _of(sentence: Sentence, place: int) -> bool:
    """Whether the number is what an amount counts: three boxes of 05."""
    before = sentence.items[max(0, place - 3) : place]
    small = [item for item in before if isinstance(item, Span) and item.label in ("glue", "fill")]
    return (
        len(small) > 0
        and small[0].value == "of"
        and len(before) > len(small)
        and is_amount(before[-len(small) - 1])
    )


def _pointed_at(sentence: Sentence, place: int, text: str) -> bool:
    """Whether a word right behind the number says that it tells which ones: the 60 ones, 26 size."""
    behind = sentence.items[place + 1] if place + 1 < len(sentence.items) else None
    if not isinstance(behind, Span) or behind.label not in ("fill", "glue"):
        return False
    return text[behind.start : behind.end] in _ONES


def _touches_name(sentence: Sentence, place: int) -> bool:
    """Whether the number stands beside words that it may be the size of: behind them, or before them with 的."""
    before = sentence.items[place - 1] if place else None
    behind = next(
        (
            item
            for item in sentence.items[place + 1 : place + 3]
            if isinstance(item, Mention) or item.label != "glue"
        ),
        None,
    )
    named = isinstance(behind, Mention) and bool(behind.spans)
    return isinstance(before, Mention) or named


def _amount_behind(sentence: Sentence, place: int, text: str) -> bool:
    """Whether an amount with a unit that goods are sold by stands at `place`."""
    item = sentence.items[place] if place < len(sentence.items) else None
    return isinstance(item, Span) and (
        item.label == "quantity" or (item.label == "bare" and text[item.start] in "*x")
    )


def _factors(sentence: Sentence, place: int, text: str, lookup: Lookup, noun: Sequence[Part]) -> bool:
    """5 x 30: five of size 30, or five 30s, where one of both is a size of the noun's products."""
    item = sentence.items[place]
    if not isinstance(item, Span):
        return False
    star = text.find("*", item.start, item.end)
    factors = item.value.number.factors
    if len(factors) != 2 or star < 0:
        return False
    sides = [(item.start, star), (star + 1, item.end)]
    found: list[Product | None] = []
    for (start, end), factor in zip(sides, factors, strict=True):
        found.append(sibling([Token(number_part(start, end, factor))], lookup, noun))
    if (found[0] is None) == (found[1] is None):
        return False
    at = 0 if found[0] is not None else 1
    sku = next(entry.product.sku for entry in found if entry is not None)
    start, end = sides[at]
    named = Mention(
        [
            Span(start, end, "part", number_part(start, end, factors[at]), 1.0, COMPLETED),
            Span(start, end, "sku", sku, _SURE, COMPLETED),
        ]
    )
    first, last = sides[1 - at]
    value = replace(item.value.number, low=factors[1 - at], high=factors[1 - at], form="exact", factors=())
    counted = Span(first, last, "bare", Amount(value, None), item.certainty, item.rule)
    sentence.replace(place, place + 1, [named, counted] if at == 0 else [counted, named])
    return True


def leaves_noun(phrase: Sequence[Part], match: Match, last: Match, lookup: Lookup) -> bool:
    """Whether the phrase tells another kind of what the line before named, and leaves the noun out."""
    one, other = (lookup.catalog.entry(found.skus[0]) if found.skus else None for found in (match, last))
    if one is None or other is None or one.product.category != other.product.category:
        return False
    nouns = one.heads & other.heads
    # Lids of a jug are no jugs: what has a noun of its own leaves none out.
    own = nouns | (one.heads if not one.heads <= other.heads else frozenset())
    return bool(nouns) and not any(
        part.key in own or (part.kind == "han" and any(noun in part.key for noun in nouns)) for part in phrase
    )
