"""From M to XL, 110-130: all sizes of a product that the catalog has between two ends."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from parsers import kinds, traits
from parsers.catalog_entry import Entry
from parsers.kinds import Kind, Token
from parsers.lookup import Lookup
from parsers.products import Match

_TO = re.compile(r"(?:[码号]|#)? ?(?:-|–|—|~|～|到|至|to|through|thru) ?")
_FROM_TO = frozenset("由从至到")
_NUMBER = re.compile(r"[a-z]{0,2}(\d+(?:\.\d+)?)[a-z]{0,2}")


def without_words(told: Sequence[Token]) -> list[Token]:
    """The tokens without those that only say that a range is meant (从S到L)."""
    return [token for token in told if token.part.key not in _FROM_TO]


def filled(found: Sequence[Kind], told: Sequence[Token], text: str, lookup: Lookup) -> list[Kind]:
    """The kinds with those between the two that a range names."""
    ends = [
        (first, second)
        for first, second in pairwise(told)
        if _TO.fullmatch(text, first.part.end, second.part.start)
    ]
    if len(ends) != 1 or len(found) != len(ends) + 1 or any(kind.match.status != "one" for kind in found):
        return list(found)
    low, high = (lookup.catalog.entry(kind.match.skus[0]) for kind in found)
    if low is None or high is None:
        return list(found)
    inner = _between(low, high, lookup.siblings(found[0].phrase))
    last = found[-1]
    more = [
        Kind(Match("one", (entry.product.sku,), 1.0, (), kinds.RULE, strong=True), last.phrase)
        for entry in inner
    ]
    return [found[0], *more, last]


def _between(low: Entry, high: Entry, siblings: Sequence[Entry]) -> list[Entry]:
    """The siblings that have all that both ends share, and a size between theirs."""
    ranked: list[tuple[Decimal, Entry]] = []
    start, end = _rank(low, high), _rank(high, low)
    if start is None or end is None:
        return []
    words, characters = low.words & high.words, low.characters & high.characters
    for entry in siblings:
        if entry is low or entry is high or not (words <= entry.words and characters <= entry.characters):
            continue
        if not low.traits & high.traits <= entry.traits or entry.product.category != low.product.category:
            continue
        rank = _rank(entry, low)
        if rank is not None and min(start, end) < rank < max(start, end):
            ranked.append((rank, entry))
    ranked.sort(key=lambda one: one[0], reverse=start > end)
    return [entry for _, entry in ranked]


def _rank(entry: Entry, other: Entry) -> Decimal | None:
    """Where the entry's own size stands, if it has one that the other lacks."""
    sizes = [place for one in entry.traits - other.traits if (place := traits.rank(one)) is not None]
    if sizes:
        return Decimal(sizes[0]) if len(sizes) == 1 else None
    if any(group != "size" for group, _ in entry.traits - other.traits):
        return None
    numbers = {match[1] for key in entry.numbers - other.numbers if (match := _NUMBER.fullmatch(key))}
    try:
        return Decimal(numbers.pop()) if len(numbers) == 1 else None
    except InvalidOperation:
        return None
