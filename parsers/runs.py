"""Sizes or colours of one product with an amount to each: 围裙灰 S来6 M来9, 6 S and 9 M of the grey one, half S and half M.

A component of preparing: the noun and what else was said of it go on to each variant, and one that no product has is an
unknown product, not a number to be passed over.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from parsers import kinds, traits, units
from parsers.catalog_entry import Entry as Product
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.each import Group
from parsers.kinds import Kind, Token
from parsers.lookup import Lookup
from parsers.parts import Part, plain_number
from parsers.products import Match
from parsers.quantities import Amount, with_unit
from parsers.spans import Span

_SMALL = frozenset({"take", "fill", "glue", "break", "separator", "also", "more"})
# What changes the meaning of the list it stands in: then nothing is taken apart here.
_EXCLUDES = frozenset({"negate", "remove"})
_FOREIGN = frozenset(
    {"or", "swap", "set", "negate", "remove", "correct", "stock", "double", "was", "others", "money"}
)
_FEWEST, _LONGEST, _MOST_WORDS = 2, 40, 24
_LETTERS = re.compile(traits.LETTERED)
_NUMBERED = re.compile(r"(?:eu|us|uk|dn|#)?\d{1,6}(?:\.\d{1,2})?(?:[-/*]\d{1,5}(?:\.\d{1,2})?)?")
_SIZE_UNITS = frozenset({"码", "号", "#", "寸"})
_HALF = re.compile(r"half|一半|半")


@dataclass(frozen=True, slots=True)
class _Head:
    """The words of the noun and of what was said of it, and the products that share the noun."""

    told: tuple[Token, ...]
    siblings: tuple[Product, ...]
    skus: tuple[str, ...]
    certainty: float


def distribute(sentence: Sentence, text: str, lookup: Lookup) -> None:
    """Put a span 'group' in place of each variant with its amount."""
    place = 0
    while place < len(sentence.items):
        item = sentence.items[place]
        if isinstance(item, Mention) and item.spans and item.sku is None:
            place = max(place, _halves(sentence, place, text, lookup), _at(sentence, place, text, lookup))
        place += 1


def _at(sentence: Sentence, place: int, text: str, lookup: Lookup) -> int:
    """Read the run whose noun stands at `place`, before it or behind it; the place of the last item that was taken."""
    mention = sentence.items[place]
    if not isinstance(mention, Mention):
        return place
    atoms = _atoms(sentence, place + 1, text)
    for named, first in _ended(mention, text):
        head = _head(named, text, lookup, whole=mention, kind=_kind_before(sentence, place, text))
        pairs = _pairs(sentence, [*((place, one) for one in first), *atoms], text, head, lookup)
        if head is not None and pairs:
            return _replace(sentence, place, place, pairs, text, head, lookup)
    after = sentence.items[place + 1] if place + 1 < len(sentence.items) else None
    if after is not None and is_amount(after):
        return place
    for named, last in _begun(mention, text):
        head = _head(named, text, lookup)
        start, atoms = _ahead(sentence, place, text)
        pairs = _pairs(sentence, [*atoms, *((place, one) for one in last)], text, head, lookup)
        if head is not None and pairs and 2 * len(pairs) == len(atoms) + len(last):
            return _replace(sentence, start, place, pairs, text, head, lookup)
    return place


def _ended(mention: Mention, text: str) -> Iterator[tuple[Mention, list[Mention]]]:
    """The mention without the variant that ends it, and that one; then all of it."""
    if len(mention.spans) > 1 and not mention.gaps and _variant(last := Mention([mention.spans[-1]]), text):
        yield Mention(mention.spans[:-1]), [last]
    yield mention, []


def _begun(mention: Mention, text: str) -> Iterator[tuple[Mention, list[Mention]]]:
    """The mention without the size that opens it (15 L in the yellow one), and that size; then all of it."""
    if len(mention.spans) > 1 and not mention.gaps and _is_size(mention.spans[0], text):
        yield Mention(mention.spans[1:]), [Mention(mention.spans[:1])]
    yield mention, []


def _is_size(span: Span, text: str) -> bool:
    said = text[span.start : span.end]
    trait = traits.of(said)
    return bool((trait and trait[0] == "size") or _NUMBERED.fullmatch(said.rstrip("码号#")))


def _kind_before(sentence: Sentence, place: int, text: str) -> Span | None:
    """The number of 500的大壶, which tells a kind."""
    glued = [item for item in sentence.items[max(0, place - 2) : place] if isinstance(item, Span)]
    return next((item for item in glued if is_amount(item) and text.startswith("的", item.end)), None)


def _head(
    mention: Mention, text: str, lookup: Lookup, *, whole: Mention | None = None, kind: Span | None = None
) -> _Head | None:
    """What the mention names, if that is clear, or else what the `whole` of it names; `kind` tells more of it."""
    for named in (mention, whole or mention):
        match = lookup.find(named.parts) if named.parts else Match("none", ())
        if match.status in ("one", "several") and not match.headless and match.strong:
            break
    else:
        return None
    own = lookup.siblings(named.parts)
    said = [token for span in mention.spans for token in _words(span, text, lookup)]
    # What was only heard alike no product states.
    told = [one for one in said if any(kinds.states(entry, one, lookup) for entry in own)]
    if not told or len(told) > _MOST_WORDS or len(own) < _FEWEST:
        return None
    number = _number(kind) if kind is not None else None
    if number is not None and any(kinds.states(entry, number, lookup) for entry in own):
        told = [number, *told]
    if not any(all(kinds.states(entry, one, lookup) for one in told) for entry in own):
        return None
    return _Head(tuple(told), tuple(own), match.skus, match.certainty)


def _variant(item: Item, text: str) -> bool:
    """Whether the item names a size or a colour and nothing else."""
    if not isinstance(item, Mention) or item.sku is not None or item.gaps:
        return False
    for span in item.spans:
        said = text[span.start : span.end]
        plain = said.rstrip("码号款色#")
        if not (traits.of(said) or _LETTERS.fullmatch(plain) or _NUMBERED.fullmatch(plain)):
            return False
    return True


def _atoms(sentence: Sentence, start: int, text: str) -> list[tuple[int, Item]]:
    """The variants and amounts that follow, with their places, up to the first item that is neither."""
    found: list[tuple[int, Item]] = []
    place = start
    while place < min(len(sentence.items), start + _LONGEST):
        item = sentence.items[place]
        if isinstance(item, Mention):
            if not _variant(item, text):
                break
            found.append((place, item))
        elif is_amount(item):
            found.append((place, item))
        elif item.label in _EXCLUDES and found:
            # L 20 长的不要了: what is excluded may be the variant before it.
            if is_amount(found[-1][1]) and not _next_named(sentence, place):
                return []
            return found if is_amount(found[-1][1]) else found[:-1]
        elif item.label in _FOREIGN:
            return []
        elif item.label not in _SMALL:
            break
        place += 1
    return found


def _ahead(sentence: Sentence, place: int, text: str) -> tuple[int, list[tuple[int, Item]]]:
    """The variants and amounts that end right before the noun."""
    start = place
    while start > 0 and place - start < _LONGEST:
        item = sentence.items[start - 1]
        if not (is_amount(item) or _variant(item, text) or (isinstance(item, Span) and item.label in _SMALL)):
            break
        start -= 1
    while start < place and isinstance(one := sentence.items[start], Span) and not is_amount(one):
        start += 1
    atoms = _atoms(sentence, start, text)
    atoms = [(at, item) for at, item in atoms if at < place]
    return start, atoms


def _pairs(
    sentence: Sentence, atoms: Sequence[tuple[int, Item]], text: str, head: _Head | None, lookup: Lookup
) -> list[tuple[int, int, Item, Span]]:
    """The variant and the amount of each pair between the places of its items; empty where they do not alternate."""
    if head is None:
        return []
    for first in (0, 1):
        taken = list(atoms)
        if first == 1 and len(taken) % 2 and is_amount(taken[-1][1]) and _next_named(sentence, taken[-1][0]):
            taken.pop()
        if len(taken) < 2 * _FEWEST or len(taken) % 2:
            continue
        names = [item for _, item in taken[first::2]]
        counts = [item for _, item in taken[1 - first :: 2]]
        numbers = [item for item in counts if isinstance(item, Span) and is_amount(item)]
        if len(numbers) < len(counts) or not all(_names(name, text, head, lookup) for name in names):
            continue
        if all(_has_number(number, text, head, lookup) for number in numbers) and not any(
            isinstance(name, Mention) for name in names
        ):
            continue
        if any(number.value.exact is None for number in numbers):
            continue
        if any(number.value.unit is not None for number in numbers) and any(
            number.value.unit is None and _has_number(number, text, head, lookup) for number in numbers
        ):
            # 4×25 304不锈钢 20盒: the number without a unit tells the kind.
            continue
        places = [place for place, _ in taken]
        return [
            (places[2 * n], places[2 * n + 1], name, number)
            for n, (name, number) in enumerate(zip(names, numbers, strict=True))
        ]
    return []


def _next_named(sentence: Sentence, place: int) -> bool:
    """Whether the amount counts what comes next, which is another product."""
    return place + 1 < len(sentence.items) and isinstance(sentence.items[place + 1], Mention)


def _names(item: Item, text: str, head: _Head, lookup: Lookup) -> bool:
    return _variant(item, text) or (
        isinstance(item, Span) and (_has_number(item, text, head, lookup) or _counts_sizes(item))
    )


def _counts_sizes(item: Span) -> bool:
    amount: Amount = item.value
    return amount.unit in _SIZE_UNITS


def _number(item: Span) -> Token | None:
    amount: Amount = item.value
    if amount.exact is None:
        return None
    key = plain_number(str(amount.exact))
    return Token(Part(item.start, item.end, "number", key, (key,)))


def _has_number(item: Span, text: str, head: _Head, lookup: Lookup) -> bool:
    """Whether a product of the noun has the number, and is not sold by what it counts."""
    token = _number(item)
    unit = item.value.unit
    if token is None or (unit is not None and not _measures(unit)):
        return False
    return any(kinds.states(entry, token, lookup) for entry in head.siblings)


def _measures(unit: str) -> bool:
    named = units.named(unit)
    return unit in _SIZE_UNITS or (named is not None and named.kind in units.MEASURES)


def _told(item: Item, text: str, lookup: Lookup) -> list[Token]:
    if isinstance(item, Span):
        token = _number(item)
        return [token] if token is not None else []
    found: list[Token] = []
    for span in item.spans:
        said = text[span.start : span.end]
        plain = said.rstrip("码号款色#")
        if _LETTERS.fullmatch(plain) or (traits.of(said) and said.isascii()):
            found.append(Token(Part(span.start, span.end, "word", plain)))
        else:
            found += _words(span, text, lookup)
    return found


def _words(span: Span, text: str, lookup: Lookup) -> list[Token]:
    """What a span says."""
    return [token for token in kinds.tokens([Mention([span])], text, lookup) or [] if not token.empty]


def _group(token: Token) -> str:
    trait = traits.of(token.part.key) or traits.of(token.part.key + "号")
    if trait is not None:
        return trait[0]
    if _LETTERS.fullmatch(token.part.key):
        return "size"
    return "number" if _NUMBERED.fullmatch(token.part.key) else ""


def _kind(told: Sequence[Token], head: _Head, lookup: Lookup, before: Sequence[Token]) -> Kind:
    """The product of the noun that has all that is told; none where the variant is no product's. Of several the one
    that shares most numbers with what was named `before` (no. 5 of 60cm 10, of 40cm 20)."""
    phrase = tuple(kinds.phrase(sorted(told, key=lambda one: one.part.start)))
    fits = [entry for entry in head.siblings if all(kinds.states(entry, one, lookup) for one in told)]
    if len(fits) > 1 and before:
        shared = [sum(kinds.states(entry, one, lookup) for one in before) for entry in fits]
        fits = [entry for entry, many in zip(fits, shared, strict=True) if many == max(shared)]
    skus = tuple(entry.product.sku for entry in fits)
    if not skus:
        return Kind(Match("none", head.skus[:5], 1.0, (), kinds.RULE, strong=True), phrase)
    return Kind(
        Match("one" if len(skus) == 1 else "several", skus, head.certainty, (), kinds.RULE, strong=True),
        phrase,
    )


def _kinds(names: Sequence[Item], text: str, head: _Head, lookup: Lookup) -> Iterator[Kind]:
    told = list(head.told)
    before: list[Token] = []
    for name in names:
        own = _told(name, text, lookup)
        groups = {group for one in own if (group := _group(one))}
        before += [one for one in told if "number" in groups and _group(one) == "number"]
        told = [*(one for one in told if _group(one) not in groups), *own]
        yield _kind(told, head, lookup, before)


def _replace(
    sentence: Sentence,
    start: int,
    noun: int,
    pairs: Sequence[tuple[int, int, Item, Span]],
    text: str,
    head: _Head,
    lookup: Lookup,
) -> int:
    found = list(_kinds([name for _, _, name, _ in pairs], text, head, lookup))
    if not any(kind.match.status == "one" for kind in found):
        return start
    groups: list[Span] = []
    last: Span | None = None
    later = next((amount for _, _, _, amount in pairs if amount.value.unit is not None), None)
    for (first, second, _, amount), kind in zip(pairs, found, strict=True):
        if amount.value.unit is None and last is not None:
            amount = with_unit(amount, last)
        elif amount.value.unit is None and later is not None and not _same_unit(kind, later, lookup):
            # S 2 M 3 L 1包: the unit may be that of all.
            kind = replace(kind, sure=False)
        last = amount if amount.value.unit is not None else last
        begin, stop = sentence.items[first].start, sentence.items[second].end
        groups.append(Span(begin, max(stop, begin + 1), "group", Group((kind,), amount), 0.9, "runs"))
    stop = max(pairs[-1][1] + 1, noun + 1)
    clause = sentence.clauses[start]
    sentence.items[start:stop] = groups
    sentence.clauses[start:stop] = [clause] * len(groups)
    return start + len(groups) - 1


def _same_unit(kind: Kind, amount: Span, lookup: Lookup) -> bool:
    """Whether the amount's unit is what a bare number of the product counts anyway."""
    product = lookup.catalog.get(kind.match.skus[0]) if kind.match.skus else None
    if product is None:
        return False
    meant = units.resolve(amount.value.unit or "", product.units, product.base_unit)
    return meant.unit is not None and meant.unit == product.default_unit


def _halves(sentence: Sentence, place: int, text: str, lookup: Lookup) -> int:
    """80 of it, half S and half M: 40 of each."""
    mention = sentence.items[place]
    if not isinstance(mention, Mention):
        return place
    around = [at for at in (place - 1, place + 1) if 0 <= at < len(sentence.items)]
    counted = next((at for at in around if is_amount(sentence.items[at])), None)
    head = _head(mention, text, lookup) if counted is not None else None
    amount = sentence.items[counted] if counted is not None else None
    if head is None or counted is None or not isinstance(amount, Span) or amount.value.exact is None:
        return place
    names, stop = _halved(sentence, max(place, counted) + 1, text)
    half: Decimal = amount.value.exact / 2
    if len(names) != _FEWEST or half != half.to_integral_value():
        return place
    number = replace(amount.value.number, low=half, high=half)
    each = replace(amount, value=Amount(number, amount.value.unit))
    found = list(_kinds(names, text, head, lookup))
    start = min(place, counted)
    spans = [
        Span(name.start, name.end, "group", Group((kind,), each), 0.9, "runs.half")
        for name, kind in zip(names, found, strict=True)
    ]
    clause = sentence.clauses[start]
    sentence.items[start:stop] = spans
    sentence.clauses[start:stop] = [clause] * len(spans)
    return start + len(spans) - 1


def _halved(sentence: Sentence, start: int, text: str) -> tuple[list[Item], int]:
    """The two variants that have "half" before them, and the place behind them."""
    names: list[Item] = []
    awaits, stop = False, start
    for at in range(start, min(len(sentence.items), start + _LONGEST)):
        item = sentence.items[at]
        said = [*item.spans, *item.gaps] if isinstance(item, Mention) else [item]
        for span in sorted(said, key=lambda one: one.start):
            if _HALF.fullmatch(text[span.start : span.end]):
                awaits = True
            elif awaits and span.label == "part" and _variant(one := Mention([span]), text):
                names.append(one)
                awaits, stop = False, at + 1
            elif isinstance(item, Mention) or item.label not in _SMALL:
                return names, stop
        if len(names) == _FEWEST:
            break
    return names, stop
