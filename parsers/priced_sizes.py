"""A size and one of it that look like a price (锁100两盒，150一盒), or how many are in one (sets, 50 per set). A component of
preparing: where another product of the noun bears the number, and no price on file is near it, it is that product's size; where
the product itself bears it, its packing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import units
from parsers.clauses import Mention, Sentence, is_amount
from parsers.lookup import Lookup
from parsers.money import MoneyValue
from parsers.number_values import exact
from parsers.parts import Part, number_part
from parsers.products import Match
from parsers.quantities import Amount
from parsers.spans import Span

_ONE_OF = re.compile(r"(?P<size>\d{1,4}(?:\.\d{1,2})?) ?(?P<one>一)[㐀-鿿]{1,2}")
_ENDS = re.compile(r" ?(?:$|[,，.。;；、!！\n])")
_OF_A_KIND = ("的", "那", "装")
# What is haggled over is at most so many times the price on file, or the other way round.
_NEAR = Decimal("1.25")


def settle(sentence: Sentence, text: str, lookup: Lookup, before: Sequence[Sequence[Part]] = ()) -> None:
    """Make a size and an amount of what is no price. `before` are the phrases of earlier sentences."""
    phrase: Sequence[Part] = before[-1] if before else ()
    place = 0
    while place < len(sentence.items):
        item = sentence.items[place]
        if isinstance(item, Mention):
            phrase = item.parts or phrase
        elif (
            item.label == "money"
            and phrase
            and (_alone(sentence, place) or _ends_name(sentence, place, text, lookup))
        ):
            sizes = list(_size(item, text, lookup, phrase))
            if sizes:
                sentence.replace(place, place + 1, sizes)
                place += len(sizes) - 1
        if isinstance(item, Span) and item.label == "money" and phrase and _packs(item, text, phrase, lookup):
            sentence.items[place] = replace(item, label="packing")
        place += 1


def _alone(sentence: Sentence, place: int) -> bool:
    beside = [sentence.items[at] for at in (place - 1, place + 1) if 0 <= at < len(sentence.items)]
    return place > 0 and all(
        isinstance(item, Span) and item.label in ("break", "separator") for item in beside
    )


def _ends_name(sentence: Sentence, place: int, text: str, lookup: Lookup) -> bool:
    """Whether it ends a clause right behind a name that leaves several products open, of which nothing else tells how many, where
    other goods are counted beside it: 三通20一包，弯头5个. Alone it asks for the price or tells it."""
    named, opening = [*sentence.items[:place][::-1], None, None][:2]
    if not isinstance(named, Mention) or not named.parts or named.sku is not None or named.gaps:
        return False
    if named.end != sentence.items[place].start or (
        opening is not None and is_amount(opening) and opening.end == named.start
    ):
        return False
    if _ENDS.match(text, sentence.items[place].end) is None or not _beside_lines(sentence, place, text):
        return False
    return lookup.find(named.parts).status == "several"


def _beside_lines(sentence: Sentence, place: int, text: str) -> bool:
    """Whether goods are named and counted in another clause of the sentence, and none more in this one."""
    own = sentence.clauses[place]
    named = {
        sentence.clauses[at]
        for at, item in enumerate(sentence.items)
        if isinstance(item, Mention) and (item.parts or item.sku)
    }
    counted = [
        sentence.clauses[at]
        for at, item in enumerate(sentence.items)
        if at != place
        and isinstance(item, Span)
        and (is_amount(item) or (item.label == "money" and _ONE_OF.fullmatch(text, item.start, item.end)))
    ]
    return own not in counted and not named.isdisjoint(counted)


def _size(money: Span, text: str, lookup: Lookup, phrase: Sequence[Part]) -> Iterator[Span]:
    said = _ONE_OF.fullmatch(text, money.start, money.end)
    if said is None or money.value.currency is not None or money.value.per_unit is None:
        return
    number, end = Decimal(said["size"]), said.end("size")
    unit: str = money.value.per_unit
    size = number_part(money.start, end, number)
    named = lookup.find([*(part for part in phrase if part.kind in ("han", "word")), size])
    if named.status != "one" or not lookup.states(named, size):
        return
    if any(_is_price(number, unit, match, lookup) for match in (named, lookup.find(phrase))):
        return
    one = Amount(exact(Decimal(1)), unit)
    yield replace(money, end=end, label="bare", value=Amount(exact(number), None))
    yield replace(money, start=said.start("one"), label="quantity", value=one)


def _packs(money: Span, text: str, phrase: Sequence[Part], lookup: Lookup) -> bool:
    """Whether it tells how many are in one of what was named, and is no price that may be asked for it: 40 cone sets, 50 per set."""
    value: MoneyValue = money.value
    if value.currency is not None or value.per_unit is None or value.is_total:
        return False
    if _ONE_OF.fullmatch(text, money.start, money.end) and not text.startswith(_OF_A_KIND, money.end):
        # 垫圈60一箱: one box of the 60, perhaps.
        return False
    named = lookup.find(phrase)
    product = lookup.catalog.get(named.skus[0]) if named.status == "one" else None
    if product is None or _is_price(value.amount, value.per_unit, named, lookup):
        return False
    found = units.resolve(value.per_unit, product.units, product.base_unit)
    sizes = {product.base_unit: Decimal(1), **product.units}
    held = sizes.get(found.unit or "") if found.status == "found" else None
    if held == value.amount and held != 1:
        return True
    return lookup.states(named, number_part(money.start, money.end, value.amount))


def _is_price(number: Decimal, unit: str, match: Match, lookup: Lookup) -> bool:
    """Whether the number may be what one `unit` of the product costs."""
    product = lookup.catalog.get(match.skus[0]) if match.skus else None
    if product is None or product.price is None:
        return True
    found = units.resolve(unit, product.units, product.base_unit)
    size = product.units.get(found.unit or "", Decimal(1))
    listed = product.price * size
    return found.status != "found" or listed / _NEAR <= number <= listed * _NEAR
