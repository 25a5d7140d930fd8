"""A size and one of it that look like a price (锁100两盒，150一盒). A component of preparing: where another product of the noun
bears the number, and no price on file is near it, it is that product's size."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import units
from parsers.clauses import Mention, Sentence, is_amount
from parsers.lookup import Lookup
from parsers.number_values import exact
from parsers.parts import Part, number_part
from parsers.products import Match
from parsers.quantities import Amount
from parsers.spans import Span

_ONE_OF = re.compile(r"(?P<size>\d{1,4}(?:\.\d{1,2})?) ?(?P<one>一)[㐀-鿿]{1,2}")
# What is haggled over is at most so many times the price on file, or the other way round.
_NEAR = Decimal("1.25")
_PARTING = frozenset({"break", "separator"})


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
            and (_alone(sentence, place) or _ends_name(sentence, place, lookup))
        ):
            sizes = list(_size(item, text, lookup, phrase))
            if sizes:
                sentence.replace(place, place + 1, sizes)
                place += len(sizes) - 1
        place += 1


def _alone(sentence: Sentence, place: int) -> bool:
    beside = [sentence.items[at] for at in (place - 1, place + 1) if 0 <= at < len(sentence.items)]
    return place > 0 and all(
        isinstance(item, Span) and item.label in ("break", "separator") for item in beside
    )


def _ends_name(sentence: Sentence, place: int, lookup: Lookup) -> bool:
    """Whether it ends a clause right behind a name that leaves several products open, of which nothing else tells how many,
    and another thing is counted beside it: 弯头2个，三通20一包."""
    named, opening = [*sentence.items[:place][::-1], None, None][:2]
    behind = sentence.items[place + 1] if place + 1 < len(sentence.items) else None
    if not isinstance(named, Mention) or not named.parts or named.sku is not None or named.gaps:
        return False
    if named.end != sentence.items[place].start or (
        opening is not None and is_amount(opening) and opening.end == named.start
    ):
        return False
    if behind is not None and not (isinstance(behind, Span) and behind.label in _PARTING):
        # 线管20一捆给不给, 怎么样: a price.
        return False
    return _others_counted(sentence, sentence.clauses[place]) and lookup.find(named.parts).status == "several"


def _others_counted(sentence: Sentence, own: int) -> bool:
    """Whether other things are counted in other clauses, and each amount has its name there."""
    named = {
        clause
        for item, clause in zip(sentence.items, sentence.clauses, strict=True)
        if isinstance(item, Mention) and item.spans
    }
    counted = {
        clause
        for item, clause in zip(sentence.items, sentence.clauses, strict=True)
        if clause != own and (is_amount(item) or (isinstance(item, Span) and item.label == "money"))
    }
    return bool(counted) and counted <= named


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


def _is_price(number: Decimal, unit: str, match: Match, lookup: Lookup) -> bool:
    """Whether the number may be what one `unit` of the product costs."""
    product = lookup.catalog.get(match.skus[0]) if match.skus else None
    if product is None or product.price is None:
        return True
    found = units.resolve(unit, product.units, product.base_unit)
    size = product.units.get(found.unit or "", Decimal(1))
    listed = product.price * size
    return found.status != "found" or listed / _NEAR <= number <= listed * _NEAR
