"""A sentence made ready for pairing: what names two products is parted, sums and what holds for all lines are set aside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers import (
    bracketed,
    each,
    furnished,
    headed,
    openly,
    phrases,
    preferred,
    priced_amounts,
    priced_sizes,
    runs,
    shared,
    told_aside,
    units,
    wanting,
)
from parsers.clauses import CHANGES, Item, Mention, Sentence, is_amount
from parsers.lookup import Lookup
from parsers.parts import Part, number_part
from parsers.products import Match
from parsers.quantities import Amount
from parsers.spans import Span

# The value of a break that is a mere comma.
_COMMA = 1
# 一盘的, 一桶那种: a kind, told by how much one holds, and what stands before how many of it are wanted.
_ONE, _KIND_OF_ONE = ("一", "1"), re.compile("的(?!话)|那[种个款]|这[种个款]")
_SMALL = frozenset({"glue", "fill", "take", "also", "now"})
# Not, so many, but, so many, with a small word between.
_NOT_BUT = 5
# A sentence that sums up more often adds nothing up.
_MOST_TOTALS = 20


def prepare(
    sentence: Sentence, text: str, lookup: Lookup, before: Sequence[Sequence[Part]] = ()
) -> list[Span]:
    """Change the sentence's items; the amounts that sum others up are taken out and returned.

    A cue 'all' is given the parts that narrow every line as its value. `before` are the phrases of earlier sentences.
    """
    _told_packings(sentence, text)
    told_aside.settle(sentence, text)
    _not_but(sentence)
    preferred.settle(sentence, text, lookup)
    openly.settle(sentence)
    bracketed.settle(sentence, text, lookup)
    furnished.settle(sentence, text, lookup)
    headed.settle(sentence, text, lookup)
    wanting.settle(sentence, text, lookup, before)
    priced_sizes.settle(sentence, text, lookup, before)
    priced_amounts.settle(sentence, text, lookup, before)
    each.distribute(sentence, text, lookup, before)
    runs.distribute(sentence, text, lookup)
    _split_mentions(sentence, lookup)
    _open_factors(sentence, text, lookup)
    totals = list(_totals(sentence, text, lookup))
    shared.hold(sentence, text, lookup)
    return totals


def _told_packings(sentence: Sentence, text: str) -> None:
    """Take out what one of it is, where so many of it follow: 十升一桶的要八桶."""
    for place, item in enumerate(sentence.items):
        if not isinstance(item, Span) or item.label != "quantity" or item.value.exact != 1:
            continue
        if not _KIND_OF_ONE.match(text, item.end) or not text.startswith(_ONE, item.start):
            continue
        if units.measures(item.value.unit or ""):
            # 一升的来9瓶: a size.
            continue
        behind = (
            one
            for one in sentence.items[place + 1 :]
            # 2公斤一块的，要3箱
            if isinstance(one, Mention) or not (one.label in _SMALL or one.value == _COMMA)
        )
        counted = next(behind, None)
        if isinstance(counted, Span) and counted.label == "quantity":
            sentence.items[place] = replace(item, label="packing")


def _not_but(sentence: Sentence) -> None:
    """Make a correction of 不要3箱要5箱: the first was wanted before, of what is named before it."""
    for place, cue in reversed(list(sentence.cues("negate"))):
        near = sentence.items[place + 1 : place + _NOT_BUT]
        behind = [one for one in near if isinstance(one, Mention) or one.label != "fill"][:3]
        if len(behind) < 3 or not is_amount(behind[2]):
            continue
        refused, asks = behind[:2]
        if not isinstance(refused, Span) or not isinstance(asks, Span) or not is_amount(refused):
            continue
        if asks.label != "take" or asks.start > refused.end + 1:
            continue
        names = (at for at in range(place - 1, -1, -1) if _may_name(sentence.items[at]))
        name = next(names, None)
        if name is None or sentence.clauses[place] - sentence.clauses[name] > 1:
            continue
        if name and is_amount(sentence.items[name]) and isinstance(sentence.items[name - 1], Mention):
            # 卸扣8mm不要2盒要4盒: the size goes with its name.
            name -= 1
        sentence.items[place] = replace(cue, label="fill")
        sentence.items[sentence.items.index(refused, place)] = replace(refused, label="packing")
        named = sentence.items[name]
        corrects = replace(cue, start=max(0, named.start - 1), end=named.start, label="correct")
        sentence.replace(name, name + 1, [corrects, named])


def _may_name(item: Item) -> bool:
    """Whether it names what is spoken of, or is a size that may."""
    return isinstance(item, Mention) or is_amount(item)


def _split_mentions(sentence: Sentence, lookup: Lookup) -> None:
    """Part what names two products in a row (灯泡 花盆): together they are none, apart each is one."""
    place = 0
    while place < len(sentence.items):
        item = sentence.items[place]
        if isinstance(item, Mention) and len(item.spans) > 1:
            cut = _blank(sentence, place, item) or (
                0 if _fits(lookup.find(item.parts)) else _cut(item, lookup)
            )
            if cut:
                first = Mention(item.spans[:cut], [g for g in item.gaps if g.start < item.spans[cut].start])
                second = Mention(item.spans[cut:], [g for g in item.gaps if g.start >= item.spans[cut].start])
                sentence.replace(place, place + 1, [first, second])
        place += 1


def _blank(sentence: Sentence, place: int, mention: Mention) -> int:
    """Where a blank ends what something is changed into (大的换白色 线不要了), or 0: chats write it for a comma."""
    before = sentence.items[place - 1] if place else None
    if not isinstance(before, Span) or before.label not in CHANGES:
        return 0
    return next(
        (
            number
            for number, (first, second) in enumerate(pairwise(mention.spans), 1)
            if second.start > first.end and all(_is_han(span) for span in (first, second))
        ),
        0,
    )


def _is_han(span: Span) -> bool:
    return isinstance(span.value, Part) and span.value.kind == "han"


def _open_factors(sentence: Sentence, text: str, lookup: Lookup) -> None:
    """Of a product's number and an amount written as a multiplication (filter 614 x 400) make two; take the packing
    out that is glued to a size (500g*20)."""
    for place, item in enumerate(sentence.items):
        before = sentence.items[place - 1] if place else None
        if not isinstance(item, Span) or not is_amount(item) or before is None:
            continue
        amount: Amount = item.value
        multiplied = _multiplies(item, before, text) and _is_size(before)
        packs = multiplied and _counted_behind(sentence, place, text)
        if packs or (amount.unit is None and _packs_size(sentence, place, text, lookup)):
            sentence.items[place] = replace(item, label="packing")
        if amount.number is None or not isinstance(before, Mention) or not before.spans:
            continue
        if amount.number.form == "product" and len(amount.number.factors) == 2:
            first, second = amount.number.factors
            part = number_part(item.start, item.start, first)
            match = lookup.find([*before.parts, part])
            star = text.find("*", item.start, item.end)
            if _packs(sentence, place, match, lookup):
                continue
            if match.status in ("one", "several") and lookup.states(match, part) and star > 0:
                value = replace(amount.number, low=second, high=second, form="exact", factors=())
                named = Amount(replace(value, low=first, high=first), None)
                number = Span(item.start, star, "bare", named, 0.9, item.rule)
                counted = replace(item, start=star + 1, value=Amount(value, amount.unit))
                sentence.replace(place, place + 1, [number, counted])


def _packs(sentence: Sentence, place: int, named: Match, lookup: Lookup) -> bool:
    """Whether the multiplication before `place` tells how many packs of which size (4*12): what stands before it comes in
    such packs, and its first number names nothing that was still open (`named`)."""
    item, before = sentence.items[place], sentence.items[place - 1]
    if not isinstance(item, Span) or not isinstance(before, Mention):
        return False
    if item.value.number.factors[0] % 1:
        # rods 3.2 x 6 crates: nobody wants 3.2 crates.
        return False
    told = before.parts
    opening = sentence.items[place - 2] if place > 1 else None
    if isinstance(opening, Span) and opening.label == "bare" and opening.value.exact is not None:
        # 115 discs 4*25
        sized = [number_part(opening.start, opening.end, opening.value.exact), *told]
        told = sized if _fits(lookup.find(sized)) else told
    alone = lookup.find(told)
    sizes = [product.units.values() for sku in alone.skus[:8] if (product := lookup.catalog.get(sku))]
    packed = bool(sizes) and all(item.value.number.factors[1] in units for units in sizes)
    return packed and (alone.status == "one" or set(alone.skus) <= set(named.skus))


def _packs_size(sentence: Sentence, place: int, text: str, lookup: Lookup) -> bool:
    """Whether so many of a size make one pack of what was named, and an amount with a unit follows: soap 90 g x 12 - 3 boxes."""
    items = sentence.items
    item, size = items[place], items[place - 1]
    behind = items[place + 1] if place + 1 < len(items) else None
    if not isinstance(item, Span) or text[item.start] not in "x*" or not _is_size(size):
        return False
    if not isinstance(behind, Span) or behind.label != "quantity" or units.measures(behind.value.unit or ""):
        return False
    named = next((one for one in reversed(items[:place]) if isinstance(one, Mention) and one.spans), None)
    match = lookup.find(named.parts) if named is not None and named.sku is None else Match("none", ())
    goods = [product for sku in match.skus[:8] if (product := lookup.catalog.get(sku)) is not None]
    return bool(goods) and any(item.value.exact in product.units.values() for product in goods)


def _multiplies(item: Span, before: Item, text: str) -> bool:
    return item.start == before.end and text[item.start] == "*"


def _counted_behind(sentence: Sentence, place: int, text: str) -> bool:
    """Whether an amount follows that is no size which is itself multiplied (S码*10 M码*5)."""
    behind = [place + far for far, item in enumerate(sentence.items[place + 1 :], 1) if is_amount(item)]
    if not behind:
        return False
    counted = sentence.items[behind[0]]
    if isinstance(counted, Span) and _multiplies(counted, sentence.items[behind[0] - 1], text):
        # 三寸轮*10，四寸轮*20: each has its own.
        return False
    following = sentence.items[behind[0] + 1] if behind[0] + 1 < len(sentence.items) else None
    return not (
        isinstance(following, Span)
        and is_amount(following)
        and _multiplies(following, sentence.items[behind[0]], text)
    )


def _is_size(item: Item) -> bool:
    """Whether a measure ends the item (500g), behind which a multiplication sign tells a packing."""
    if isinstance(item, Span):
        named = units.named(str(item.value.unit)) if item.label == "quantity" else None
        return named is not None and named.factor is not None and named.kind != "multiple"
    part = item.spans[-1].value if item.spans else None
    return isinstance(part, Part) and part.kind == "spec" and part.key[:1].isdigit()


def _fits(match: Match) -> bool:
    return match.status in ("one", "several") and match.certainty > 0.95


def _cut(mention: Mention, lookup: Lookup) -> int:
    """Where the mention's parts name two products: the first place where both sides are found without loss, or 0."""
    spans = mention.spans[:12]
    for cut in range(1, len(spans)):
        if any(spans[cut - 1].end <= gap.start < spans[cut].start for gap in mention.gaps):
            continue
        head = [span.value for span in spans[:cut] if span.label != "sku"]
        first = Match("one", ("",), strong=True) if len(head) < cut else lookup.find(head)
        if first.status not in ("one", "several") or not first.strong or first.certainty <= 0.9:
            continue
        rest = [span.value for span in spans[cut:] if span.label != "sku"]
        second = Match("one", ("",), strong=True) if len(rest) < len(spans) - cut else lookup.find(rest)
        if second.skus and second.strong:
            return cut
    return 0


def _totals(sentence: Sentence, text: str, lookup: Lookup) -> Iterator[Span]:
    """Take amounts out that sum others up (共30箱, total: 24 pots)."""
    for place, _ in sentence.cues("total")[:_MOST_TOTALS]:
        if place and is_amount(sentence.items[place - 1]) and _opens_bracket(sentence, place, text):
            # 5桶(共100公斤): the same amount again, not that of all lines.
            continue
        clause = sentence.clauses[place]
        inside = [i for i, number in enumerate(sentence.clauses) if number == clause]
        mentions = [item for i in inside if isinstance(item := sentence.items[i], Mention)]
        # That makes 31 bales in all: what begins with it sums up, whatever follows.
        opens = place == 0 and (sentence.whole_row or _sums(sentence))
        named = 0 if opens else sum(1 for m in mentions if m.spans and lookup.find(m.parts).strong)
        amounts = [i for i in inside if is_amount(sentence.items[i]) and not _sizes(sentence, i, text)]
        after = [i for i in amounts if i > place]
        before = [i for i in amounts if i < place]
        if named and len(before) < named:
            continue
        if not opens and not named and after and not before and _of_one(sentence, place, lookup):
            continue
        total = after[0] if after else before[-1] if before and not named else None
        if total is not None:
            taken = sentence.items[total]
            if isinstance(taken, Span):
                if not _of_the_place(taken, text, lookup):
                    yield taken
                sentence.items[total] = replace(taken, label="summed")


def _sums(sentence: Sentence) -> bool:
    """Whether the word that opens it points back at what was listed, and an amount follows."""
    cue, behind = [*sentence.items[:2], None, None][:2]
    points = (
        isinstance(cue, Span)
        and isinstance(cue.value, str)
        and cue.value.startswith(tuple(phrases.words("entries", "pointing")))
    )
    return points and behind is not None and is_amount(behind)


def _sizes(sentence: Sentence, place: int, text: str) -> bool:
    """Whether it is a measure that stands right before a name, as sizes do: 9升桐油一共拿3桶."""
    item = sentence.items[place]
    behind = sentence.items[place + 1] if place + 1 < len(sentence.items) else None
    return (
        isinstance(item, Span)
        and item.label == "quantity"
        and units.measures(item.value.unit or "")
        and isinstance(behind, Mention)
        and bool(behind.spans)
        and text[item.end : behind.start] in ("", "的")
    )


def _of_the_place(total: Span, text: str, lookup: Lookup) -> bool:
    """Whether it counts rooms, storeys or shops, by which nothing is sold: 三层楼一共62间房."""
    unit: str = total.value.unit or text[total.end : total.end + 1]
    return unit in phrases.words("entries", "of_places") and unit not in lookup.catalog.sale_units


def _of_one(sentence: Sentence, place: int, lookup: Lookup) -> bool:
    """Whether a comma parts the sum from the one thing that is named before it, where nothing else is counted: 红布，共48卷."""
    named = 0
    for item in reversed(sentence.items[:place]):
        if is_amount(item):
            return False
        if isinstance(item, Mention):
            named += bool(item.spans) and lookup.find(item.parts).strong
        elif item.label == "break" and item.value != _COMMA:
            break
    return named == 1


def _opens_bracket(sentence: Sentence, place: int, text: str) -> bool:
    return text[sentence.items[place - 1].end : sentence.items[place].start].strip() in ("(", "（")
