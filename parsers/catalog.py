"""The catalog, indexed once: from the parts of a phrase to the products that have them.

Built in time linear in the catalog; a lookup touches only the posting lists of the phrase's own parts.
"""

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from heapq import nsmallest
from operator import attrgetter
from typing import Any, TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from parsers import extents, spelling, traits, units
from parsers.catalog_entry import COUNTS, Entry, gauges_of, taken_apart, with_telling_heads
from parsers.parts import Part
from parsers.reading import Product
from parsers.sounds import pairs_of
from parsers.uncollected import uncollected

# A part that so many products have does not choose candidates if a rarer one does; a candidate has at least this share
# of the best one's votes.
_COMMON, _SHARE = 400, 0.4
_MOST_REMEMBERED = 1000
# So many characters has at most what counts or names (大袋).
_UNIT = 2
_SHORTEST_SLIP, _SHORTEST_ABBREVIATION = 5, 4
_SEPARATORS = re.compile(r"[^a-z0-9㐀-鿿]")
_ZEROS = str.maketrans("o", "0")
_INITIALS, _MOST_INITIALS = 2, 4
# A number of so many digits tells what it stands in.
_TELLING = 3

_T = TypeVar("_T", str, tuple[str, str])


class Catalog:
    """An immutable set of products with its search index; build it once and share it."""

    def __init__(self, apart: tuple[Entry, ...]) -> None:
        self._apart = apart
        self.entries = entries = with_telling_heads(apart)
        self._by_sku = {entry.product.sku: number for number, entry in enumerate(entries)}
        self.codes: dict[str, str] = {}
        self._postings = _postings(entries)
        words: set[str] = set()
        spoken: set[str] = set()
        groups: set[str] = set()
        zeros: dict[str, set[str]] = {}
        for entry in entries:
            groups.update(group for group, _ in entry.traits)
            code = code_key(entry.product.sku)
            self.codes.setdefault(code, entry.product.sku)
            zeros.setdefault(code.translate(_ZEROS), set()).add(code)
            words |= entry.words
            spoken |= entry.spoken
        self._zeros = {key: codes.pop() for key, codes in zeros.items() if len(codes) == 1}
        self._words = sorted(words)
        self._respelt = _grouped(words, spelling.variant)
        self._heard = _grouped(words, spelling.heard)
        neighbours = {pair for name in spoken for pair in itertools.pairwise(name[1:-1].split("|"))}
        self._joined = {first + second: (first, second) for first, second in neighbours}
        self._initials = _grouped(neighbours, lambda pair: pair[0][:1] + pair[1][:1])
        self.groups = frozenset(groups)
        self.measures = frozenset(
            key.lstrip("0123456789.-") for entry in entries for key in entry.keys if key[:1].isdigit()
        )
        self.packings = frozenset(pack for entry in entries for pack in entry.packs)
        self.gauges = gauges_of(entries)
        self._counted_names: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            for run in entry.runs:
                for word in (run[:_UNIT], run[:1]):
                    if len(run) > len(word) and units.named(word):
                        self._counted_names[word].add(run)
        self._sets: dict[int, frozenset[int]] = {}
        self._nearest: dict[str, tuple[str, ...]] = {}
        self._remembered: dict[Hashable, dict[int, Any]] = {}
        self.sale_units = sale_words(entry.product for entry in entries)
        self.unit_words = frozenset(
            unit.casefold()
            for entry in entries
            for unit in (entry.product.base_unit, *entry.product.units)
            if unit
        )

    @classmethod
    def build(cls, products: Iterable[Product], before: "Catalog | None" = None) -> "Catalog":
        """Index the products. A second row of one SKU counts no more. What `before` has of them is not made again, so
        that a new price or stock costs little."""
        with uncollected():
            unique = {product.sku: product for product in reversed(tuple(products))}
            return cls(taken_apart(reversed(unique.values()), before._apart if before else ()))

    def __getstate__(self) -> dict[str, Any]:
        """Without what lookups left: that is quickly found again."""
        return {**self.__dict__, "_sets": {}, "_nearest": {}, "_remembered": {}}

    def get(self, sku: str) -> Product | None:
        number = self._by_sku.get(sku)
        return None if number is None else self.entries[number].product

    def entry(self, sku: str) -> Entry | None:
        number = self._by_sku.get(sku)
        return None if number is None else self.entries[number]

    def __iter__(self) -> Iterator[Product]:
        return (entry.product for entry in self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def joined(self, written: str) -> bool:
        """Whether a number is a product's size of two sides without a sign between (2842)."""
        return len(written) >= extents.SHORTEST_JOINED and written.isdecimal() and self.knows("=" + written)

    def begins(self, text: str, start: int, end: int) -> bool:
        """Whether a name that begins with what may be a unit (大袋玉米, 床单) stands at `start` and goes on behind `end`."""
        return any(
            text.startswith(name, start) and start + len(name) > end
            for name in self._counted_names.get(text[start : min(end, start + _UNIT)], ())
        )

    def coded(self, key: str) -> str | None:
        """The SKU of this code (see `code_key`), also where a letter O stands for a zero, or a zero for the letter."""
        return self.codes.get(key) or self.codes.get(self._zeros.get(key.translate(_ZEROS), ""))

    def knows(self, feature: str) -> bool:
        """Whether any product has this feature: `=key`, `#number`, `w:word`, `c:` and `p:` pairs, `1:` a single, `t:` a trait."""
        return feature in self._postings

    def together(self, *features: str) -> bool:
        """Whether one product has all these features."""
        found = [self._postings[feature] for feature in features if self.knows(feature)]
        return len(found) == len(features) and bool(set(found[0]).intersection(*found[1:]))

    def remembered(self, key: Hashable) -> dict[int, Any]:
        """A dictionary for what was found out about a part of a phrase at each entry; forgotten when there are many."""
        found = self._remembered.get(key)
        if found is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[key] = {}
        return found

    def near_words(self, word: str) -> tuple[str, ...]:
        """Words of the catalog that `word` may stand for: spelt otherwise, begun, or a slip of: one edit from five letters on,
        two from nine on. An everyday word is itself: chains are no chairs."""
        if word not in self._nearest:
            if len(self._nearest) > 20_000:
                self._nearest.clear()
            self._nearest[word] = self._near(word)
        return self._nearest[word]

    def akin(self, word: str) -> tuple[str, ...]:
        """Words of the catalog of the same root, of which one tells what is done to a thing: slices of what is sliced, a weld
        glove for welding."""
        return tuple(one for one in spelling.akin(word) if self.knows("w:" + one))

    def pieces(self, word: str) -> tuple[str, ...]:
        """The two words of a name that `word` writes as one (bathtowel)."""
        return self._joined.get(word, ())

    def initials(self, word: str) -> tuple[tuple[str, str], ...]:
        """The neighbouring words of names that begin with the two letters of `word` (ss), if they are few."""
        found = self._initials.get(word, ()) if len(word) == _INITIALS else ()
        return found if len(found) <= _MOST_INITIALS else ()

    def _near(self, word: str) -> tuple[str, ...]:
        if self.knows("w:" + word):
            return (word,)
        respelt = self._respelt.get(spelling.variant(word))
        if respelt is not None:
            return respelt
        if word in spelling.english():
            return ()
        begun = self._begun(word)
        if begun or not _SHORTEST_ABBREVIATION <= len(word) <= 40:
            return begun
        heard = self._heard.get(spelling.heard(word))
        if heard is not None and len(word) >= _SHORTEST_SLIP:
            return tuple(one for one in heard if not spelling.apart(word, one))
        doubled = [one for one in heard or () if spelling.doubled(word, one)]
        if doubled:
            # gell for gel, comb with two b: in a short word nothing but that is a slip.
            return tuple(doubled)
        far = 2 if len(word) >= 9 else 1
        found = extract(word, self._words, scorer=OSA.distance, score_cutoff=far, limit=4)
        best = min((distance for _, distance, _ in found), default=0)
        return tuple(
            near
            for near, distance, _ in found
            if distance == best
            and near[0] == word[0]
            and abs(len(near) - len(word)) <= 1
            and (len(near) >= _SHORTEST_SLIP or sorted(near) == sorted(word))
            and not spelling.apart(word, near)
        )

    def _begun(self, word: str) -> tuple[str, ...]:
        """Words of the catalog that `word` abbreviates (bicarb), if they are few."""
        if len(word) < _SHORTEST_ABBREVIATION:
            return ()
        first = bisect_left(self._words, word)
        found = list(
            itertools.takewhile(lambda known: known.startswith(word), self._words[first : first + 4])
        )
        return tuple(found) if len(found) <= 2 else ()

    def candidates(self, phrase: Iterable[Part], *, limit: int = 64) -> list[Entry]:
        """The products that share most of the phrase's parts, best first; a wide net, compared later.

        The rarest parts choose who is a candidate; what many products have only adds to the votes of those.
        """
        asked = [
            (self._postings[feature], weight)
            for feature, weight in self._asked(phrase)
            if self.knows(feature)
        ]
        asked.sort(key=lambda one: len(one[0]))
        votes: dict[int, int] = {}
        for posting, weight in asked:
            if not votes:
                votes = dict.fromkeys(posting, weight)
            elif len(posting) > _COMMON:
                members = self._members(posting)
                for number in votes:
                    if number in members:
                        votes[number] += weight
            else:
                for number in posting:
                    votes[number] = votes.get(number, 0) + weight
        if not votes:
            return []
        least = max(votes.values()) * _SHARE
        best = [(-count, number) for number, count in votes.items() if count >= least]
        best = nsmallest(limit, best) if len(best) > 8 * limit else sorted(best)[:limit]
        return [self.entries[number] for _, number in best]

    def _members(self, posting: list[int]) -> frozenset[int]:
        """The posting as a set; kept, for only few are long."""
        if id(posting) not in self._sets:
            self._sets[id(posting)] = frozenset(posting)
        return self._sets[id(posting)]

    def _asked(self, phrase: Iterable[Part]) -> Iterator[tuple[str, int]]:
        for part in phrase:
            if part.kind == "spec":
                yield "=" + part.key, 3
                if part.key[:1].isdigit() and part.key[-1:].isalpha():
                    # 134a, of which R134a has the number.
                    yield from (("#" + number, 2) for number in part.numbers if len(number) >= _TELLING)
            elif part.kind == "number":
                yield "=" + part.key, 2
                yield "#" + part.key, 2
            elif part.kind == "word":
                near = self.near_words(part.key)
                for word in near or self.pieces(part.key):
                    yield "w:" + word, 3
                if not near and (trait := traits.of(part.key)) is not None:
                    yield "t:" + trait[1], 1
            else:
                if len(part.key) == 1:
                    yield "1:" + part.key, 2
                    if (trait := traits.of(part.key)) is not None:
                        yield "t:" + trait[1], 1
                for pair, sound in pairs_of(part.key):
                    feature = "c:" + pair
                    yield (feature, 2) if feature in self._postings else ("p:" + sound, 1)


def _grouped(values: Iterable[_T], key: Callable[[_T], str]) -> dict[str, tuple[_T, ...]]:
    found: dict[str, list[_T]] = defaultdict(list)
    for value in values:
        found[key(value)].append(value)
    return {name: tuple(sorted(group)) for name, group in found.items()}


def sale_words(products: Iterable[Product]) -> frozenset[str]:
    """Unit words that goods are counted by: the catalog's own, and every counter and container of the language."""
    own = {unit.casefold() for product in products for unit in (product.base_unit, *product.units) if unit}
    return frozenset(
        own | {word.lower() for unit in units.UNITS.values() if unit.kind in COUNTS for word in unit.words}
    )


def code_key(sku: str) -> str:
    """A SKU as it is compared: without case and separators."""
    return _SEPARATORS.sub("", sku.casefold())


def _postings(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """The numbers of the entries that have each feature (see `Catalog.knows`)."""
    found: dict[str, list[int]] = defaultdict(list)
    for prefix, stated in (
        ("=", attrgetter("keys")),
        ("#", attrgetter("numbers")),
        ("w:", attrgetter("words")),
        ("c:", attrgetter("pairs")),
        ("p:", attrgetter("sounds")),
        ("1:", attrgetter("singles")),
        ("t:", lambda entry: {value for _, value in entry.traits}),
    ):
        having: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(entries):
            for value in stated(entry):
                having[value].append(number)
        found.update((prefix + value, numbers) for value, numbers in having.items())
    return found
