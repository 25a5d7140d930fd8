"""Sizes or colours of one product with an amount to each: 围裙灰 S来6 M来9, 6 S and 9 M of the grey one. A component of preparing;
a variant that no product has is an unknown product, not a number to be passed over."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from parsers import run_halves, run_nouns, units
from parsers.clauses import CHANGES, Item, Mention, Sentence, is_amount
from parsers.each import Group
from parsers.kinds import Kind, Token
from parsers.lookup import Lookup
from parsers.naming import tells_kind
from parsers.parts import Part
from parsers.quantities import with_unit
from parsers.run_nouns import Noun
from parsers.run_variants import LONGEST, SMALL, counts_sizes, group, is_size, is_variant, plain
from parsers.spans import Span

# What changes the meaning of the list it stands in: then nothing is taken apart here.
_EXCLUDES = frozenset({"negate", "remove"})
_FOREIGN = CHANGES | _EXCLUDES | {"or", "correct", "stock", "double", "was", "others", "money"}
_FEWEST = 2
# Small words between an amount and what it counts.
_IDLE = frozenset({"glue", "fill"})

_Placed = tuple[int, Item]


class _Pair(NamedTuple):
    """A variant and its amount, between the places of the first and the last of both."""

    first: int
    last: int
    name: Item
    amount: Span


def distribute(sentence: Sentence, text: str, lookup: Lookup) -> None:
    """Put a span 'group' in place of each variant with its amount."""
    place = 0
    while place < len(sentence.items):
        item = sentence.items[place]
        if isinstance(item, Mention) and item.spans and item.sku is None:
            halved = run_halves.at(sentence, place, text, lookup)
            place = max(halved, _at(sentence, place, text, lookup))
        place += 1


def _at(sentence: Sentence, place: int, text: str, lookup: Lookup) -> int:
    """Read the run whose noun stands at `place`, before it or behind it; the place of the last item that was taken."""
    mention = sentence.items[place]
    if not isinstance(mention, Mention):
        return place
    behind = _behind(sentence, place + 1, text)
    counted = _counts_it(sentence, place)
    for named, first in _ended(mention, text):
        atoms = [*((place, one) for one in first), *behind]
        opening: list[_Placed] = []
        if counted is not None and _next_counted(sentence, atoms):
            opening, atoms = [(place - 1, counted)], atoms[:-1]
        if len(opening) + len(atoms) < 2 * _FEWEST:
            continue
        noun = run_nouns.of(named, text, lookup, whole=mention, kind=_kind_before(sentence, place, text))
        pairs = _pairs(sentence, [*opening, *atoms], text, noun, lookup)
        if noun is not None and pairs and (first or not _another_of(mention, pairs, text)):
            return _replace(sentence, place - len(opening), place, pairs, text, noun, lookup)
    after = sentence.items[place + 1] if place + 1 < len(sentence.items) else None
    if after is not None and is_amount(after):
        return place
    start, ahead = _ahead(sentence, place, text)
    if ahead and is_amount(ahead[0][1]) and _counted_before(sentence, ahead[0][0]):
        return place
    for named, last in _begun(mention, text):
        atoms = [*ahead, *((place, one) for one in last)]
        if len(atoms) < 2 * _FEWEST:
            continue
        noun = run_nouns.of(named, text, lookup)
        pairs = _pairs(sentence, atoms, text, noun, lookup)
        if noun is not None and pairs and 2 * len(pairs) == len(atoms):
            return _replace(sentence, start, place, pairs, text, noun, lookup)
    return place


def _counts_it(sentence: Sentence, place: int) -> Span | None:
    """The amount with a unit right before the noun, if it is not that of what is named before it."""
    amount = sentence.items[place - 1] if place else None
    if not isinstance(amount, Span) or amount.label != "quantity" or _counted_before(sentence, place - 1):
        return None
    return amount


def _next_counted(sentence: Sentence, atoms: Sequence[_Placed]) -> bool:
    """Whether the last amount is that of another thing behind it: of 6 rolls hose 15m, 6 rolls of 25m, 1 box nozzles
    each amount stands before what it counts."""
    if len(atoms) <= _FEWEST or len(atoms) % 2 or not is_amount(atoms[-1][1]):
        return False
    following = sentence.items[atoms[-1][0] + 1 :]
    named = next((item for item in following if isinstance(item, Mention) or item.label not in _IDLE), None)
    return isinstance(named, Mention)


def _ended(mention: Mention, text: str) -> Iterator[tuple[Mention, list[Mention]]]:
    """The mention without the variant that ends it, and that one; then all of it."""
    if len(mention.spans) > 1 and not mention.gaps and is_variant(last := Mention([mention.spans[-1]]), text):
        yield Mention(mention.spans[:-1]), [last]
    yield mention, []


def _another_of(mention: Mention, pairs: Sequence[_Pair], text: str) -> bool:
    """Whether the mention ends in a variant of the kind of those that would follow their amounts: pans 1/1 24, 1/2 36 counts
    each behind its size."""
    if not is_variant(last := Mention([mention.spans[-1]]), text) or len(mention.spans) < _FEWEST:
        return False
    groups = {_group(item, text) for item in (last, *(pair.name for pair in pairs))}
    return len(groups) == 1 and pairs[0].amount.start < pairs[0].name.start


def _group(item: Item, text: str) -> str:
    said = text[item.start : item.end]
    return (
        "number" if isinstance(item, Span) else group(Token(Part(item.start, item.end, "word", plain(said))))
    )


def _begun(mention: Mention, text: str) -> Iterator[tuple[Mention, list[Mention]]]:
    """The mention without the size that opens it (15 L in the yellow one), and that size; then all of it."""
    if len(mention.spans) > 1 and not mention.gaps and is_size(mention.spans[0], text):
        yield Mention(mention.spans[1:]), [Mention(mention.spans[:1])]
    yield mention, []


def _kind_before(sentence: Sentence, place: int, text: str) -> Span | None:
    """The number of 500的大壶."""
    glued = [item for item in sentence.items[max(0, place - 2) : place] if isinstance(item, Span)]
    return next((item for item in glued if is_amount(item) and tells_kind(text, item.end)), None)


def _behind(sentence: Sentence, start: int, text: str) -> list[_Placed]:
    """The variants and amounts that follow, with their places, up to the first item that is neither."""
    found: list[_Placed] = []
    for place in range(start, min(len(sentence.items), start + LONGEST)):
        item = sentence.items[place]
        if is_amount(item) or is_variant(item, text):
            found.append((place, item))
        elif isinstance(item, Mention):
            break
        elif item.label in _EXCLUDES and found:
            # L 20 长的不要了: what is excluded may be the variant before it.
            if is_amount(found[-1][1]) and not _next_named(sentence, place):
                return []
            return found if is_amount(found[-1][1]) else found[:-1]
        elif item.label in _FOREIGN:
            return []
        elif item.label not in SMALL:
            break
    return found


def _ahead(sentence: Sentence, place: int, text: str) -> tuple[int, list[_Placed]]:
    """The variants and amounts that end right before the noun, and where they begin."""
    start = place
    while start > 0 and place - start < LONGEST:
        item = sentence.items[start - 1]
        if not (
            is_amount(item) or is_variant(item, text) or (isinstance(item, Span) and item.label in SMALL)
        ):
            break
        start -= 1
    while start < place and isinstance(one := sentence.items[start], Span) and not is_amount(one):
        start += 1
    return start, [(at, item) for at, item in _behind(sentence, start, text) if at < place]


def _counted_before(sentence: Sentence, place: int) -> bool:
    """Whether the amount there is that of what is named before it: 水壶要5台，小的要8台再来30米管子."""
    named = [item for item in sentence.items[:place] if not (isinstance(item, Span) and item.label in SMALL)]
    return bool(named) and isinstance(named[-1], Mention) and bool(named[-1].spans)


def _pairs(
    sentence: Sentence, atoms: Sequence[_Placed], text: str, noun: Noun | None, lookup: Lookup
) -> list[_Pair]:
    """The variants with their amounts; empty where they do not alternate."""
    if noun is None:
        return []
    for first in (0, 1):
        taken = list(atoms)
        if len(taken) % 2 and is_amount(taken[-1][1]) and _next_named(sentence, taken[-1][0]):
            # L 20, M 10, 500 g of another thing: the last one is that of what comes next.
            taken.pop()
        if len(taken) < 2 * _FEWEST or len(taken) % 2:
            continue
        names = [item for _, item in taken[first::2]]
        counts = [item for _, item in taken[1 - first :: 2]]
        numbers = [item for item in counts if isinstance(item, Span) and is_amount(item)]
        if first == 1 and any(_opens(one, other, text) for (_, one), (_, other) in pairwise(taken[1:])):
            continue
        if len(numbers) < len(counts) or not all(_names(name, text, noun, lookup) for name in names):
            continue
        if all(run_nouns.has_number(noun, number, lookup) for number in numbers) and not any(
            isinstance(name, Mention) for name in names
        ):
            continue
        if any(number.value.exact is None for number in numbers):
            continue
        if len(numbers) > _FEWEST and _measures(numbers[-1]) and not any(map(_measures, numbers[:-1])):
            # 1/2 24 pcs, 2/3 36 pcs, 1/3 in 15cm 10 pcs: the last one goes on.
            taken, names, numbers = taken[:-_FEWEST], names[:-1], numbers[:-1]
        if len({_measures(number) for number in numbers}) > 1:
            # 6 mm grey, 30 rolls of 6 mm red: one is a size, the other an amount.
            continue
        if any(run_nouns.has_size(noun, number, lookup) for number in numbers):
            continue
        if any(number.value.unit is not None for number in numbers) and any(
            number.value.unit is None and run_nouns.has_number(noun, number, lookup) for number in numbers
        ):
            # 4×25 304不锈钢 20盒: the number without a unit tells the kind.
            continue
        places = [place for place, _ in taken]
        return [
            _Pair(places[2 * n], places[2 * n + 1], name, number)
            for n, (name, number) in enumerate(zip(names, numbers, strict=True))
        ]
    return []


def _measures(number: Span) -> bool:
    unit = number.value.unit
    return unit is not None and (counts_sizes(unit) or units.measures(unit))


def _opens(name: Item, amount: Item, text: str) -> bool:
    """Whether the number is told as the kind of what is counted right behind it: 75的40根."""
    return (
        is_amount(name) and tells_kind(text, name.end) and is_amount(amount) and amount.start == name.end + 1
    )


def _next_named(sentence: Sentence, place: int) -> bool:
    """Whether the amount counts what comes next, which is another product."""
    return place + 1 < len(sentence.items) and isinstance(sentence.items[place + 1], Mention)


def _names(item: Item, text: str, noun: Noun, lookup: Lookup) -> bool:
    return is_variant(item, text) or (
        isinstance(item, Span) and (run_nouns.has_number(noun, item, lookup) or counts_sizes(item.value.unit))
    )


def _replace(
    sentence: Sentence,
    start: int,
    at: int,
    pairs: Sequence[_Pair],
    text: str,
    noun: Noun,
    lookup: Lookup,
) -> int:
    """Put the pairs in place of what they and the noun, `at` its place, were; the place of the last of them."""
    found = list(run_nouns.variants(noun, [pair.name for pair in pairs], text, lookup))
    if not any(kind.match.status == "one" for kind in found):
        return start
    groups: list[Span] = []
    last: Span | None = None
    later = next((pair.amount for pair in pairs if pair.amount.value.unit is not None), None)
    for pair, kind in zip(pairs, found, strict=True):
        amount = pair.amount
        if amount.value.unit is None and last is not None:
            amount = with_unit(amount, last)
        elif amount.value.unit is None and later is not None and not _same_unit(kind, later, lookup):
            # S 2 M 3 L 1包: the unit may be that of all.
            kind = replace(kind, sure=False)
        last = amount if amount.value.unit is not None else last
        begin, stop = sentence.items[pair.first].start, sentence.items[pair.last].end
        groups.append(Span(begin, max(stop, begin + 1), "group", Group((kind,), amount), 0.9, "runs"))
    sentence.replace(start, max(pairs[-1].last, at) + 1, groups)
    return start + len(groups) - 1


def _same_unit(kind: Kind, amount: Span, lookup: Lookup) -> bool:
    """Whether the amount's unit is what a bare number of the product counts anyway."""
    product = lookup.catalog.get(kind.match.skus[0]) if kind.match.skus else None
    if product is None:
        return False
    meant = units.resolve(amount.value.unit or "", product.units, product.base_unit)
    return meant.unit is not None and meant.unit == product.default_unit
