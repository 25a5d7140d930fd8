"""What tells products of one kind apart: colours, sizes, sides; of each group (see traits.toml) a product has one value.

A word of a trait may as well belong to a noun (红糖, 金枪鱼, 咖啡杯): how it stands in a run of characters tells which.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from parsers import wordlists

Trait = tuple[str, str]
"""A group and a value of it: ("colour", "red")."""

Place = Literal["marked", "ends", "opens"]
"""A trait with 色 behind it, of several characters, or by itself; one that ends a run; one that has a noun behind it."""

LETTERS = r"(?:[2-9]?x{1,6}[sl]|[sml])"
"""A size in letters as a pattern: S, XXL, 3XL."""
LETTERED = rf"(?:{LETTERS}|[2-9][sl])"
"""The same where nothing else can stand: there even 2L is one, which elsewhere is a volume."""

# What may stand behind a trait without meaning anything: 黑色, 薄款.
_EMPTY = "色的款型码"
_COLOURED = ("色", "款")
_ENGLISH_WORD = re.compile(r"[a-z]+")


class Told(NamedTuple):
    """A trait in a run of Chinese characters; `end` counts 色 and the like in."""

    start: int
    end: int
    word: str
    trait: Trait
    place: Place


@dataclass(frozen=True, slots=True)
class Stated:
    """What a name states: its `own` traits; those that may as well be parts of its nouns, each `within` a noun and with the
    character beside it (`embedded`); groups of which nothing but a noun speaks (`nouns`); values that are one only
    together (`mixed`: yellow-green)."""

    own: frozenset[Trait]
    within: frozenset[tuple[Place, Trait]]
    embedded: frozenset[str]
    nouns: frozenset[str]
    mixed: frozenset[frozenset[Trait]]


@lru_cache(maxsize=4096)
def of(word: str) -> Trait | None:
    """What a word states, if it states a trait and nothing else (黑色, grey, XL)."""
    table = _table()
    return table.get(word) or (table.get(word.rstrip(_EMPTY)) if word[-1:] in _EMPTY else None)


@lru_cache(maxsize=4096)
def briefly(word: str) -> Trait | None:
    """The same, also of a word for a size that leaves its last character out: 加大 for 加大号."""
    return of(word) or of(word + "号")


def rank(trait: Trait) -> int | None:
    """Where a size stands among all, the smallest first; None for what is no size."""
    return _sizes().get(trait[1]) if trait[0] == "size" else None


@cache
def loosely(trait: Trait) -> Trait | None:
    """The trait by which this one may be called as well: blue for navy."""
    wider = wordlists.load("traits")[trait[0]][trait[1]].get("of")
    return (trait[0], wider) if wider else None


def spoken() -> dict[str, str]:
    """Traits of several words (extra large, navy blue), or in other letters (2xl), with the one word that they mean."""
    return {
        word: wordlists.load("traits")[trait[0]][trait[1]]["en"][0]
        for word, trait in _table().items()
        if word.isascii() and not word.isalpha()
    }


def words() -> frozenset[str]:
    """The words that tell a trait and name no thing as well."""
    things = wordlists.load("traits")["things"]
    return frozenset(_table()) - {*things["zh"], *things["en"]}


class _Chain(NamedTuple):
    """What traits that nothing stands between say of a name (see `Stated`)."""

    marked: frozenset[Trait]
    within: frozenset[tuple[Place, Trait]]
    embedded: frozenset[str]
    mixed: frozenset[frozenset[Trait]]


def stated(runs: Iterable[str], english: Iterable[Sequence[str]]) -> Stated:
    """What a product's names state in their runs of Chinese characters, and in the Latin words of each name in order.

    What is told by a word of its own counts; else what the Chinese nouns tell; else the English words.
    """
    told = tuple(
        [
            _chain(chain[-1].place, chain[0].start > 0, *_beside(run, chain), *[one.trait for one in chain])
            for run in runs
            for chain in chains(run)
        ]
    )
    table = _table()
    latin = tuple([tuple(map(table.get, name)) for name in english if not table.keys().isdisjoint(name)])
    return _stated(told, latin)


@lru_cache(maxsize=4096)
def _chain(place: Place, inside: bool, before: str, behind: str, *traits: Trait) -> _Chain:
    values = frozenset(traits)
    together = len(values) > len({group for group, _ in values})
    mixed = frozenset(_by_group(values)) if together and (place == "marked" or not inside) else frozenset()
    if place == "marked":
        return _Chain(values, frozenset(), frozenset(), mixed)
    embedded = frozenset(filter(None, (before, behind))) if inside or not together else frozenset()
    return _Chain(frozenset(), frozenset((place, trait) for trait in values), embedded, mixed)


@lru_cache(maxsize=4096)
def _stated(told: tuple[_Chain, ...], english: tuple[tuple[Trait | None, ...], ...]) -> Stated:
    """Remembered, for most products of a catalog state what others do."""
    marked = frozenset[Trait]().union(*[chain.marked for chain in told])
    within = frozenset[tuple[Place, Trait]]().union(*[chain.within for chain in told])
    mixed = {values for chain in told for values in chain.mixed}
    groups = {group for group, _ in marked}
    nouns = {trait for _, trait in within if trait[0] not in groups}
    own = marked.union(nouns)
    if english:
        latin = {trait for name in english for trait in name if trait is not None}
        for name in english:
            for said, together in groupby(name, key=lambda trait: trait is not None):
                if said:
                    mixed |= _by_group({trait for trait in together if trait is not None})
        known = groups | {group for group, _ in nouns}
        own = own.union(trait for trait in latin if trait[0] not in known)
    return Stated(
        own,
        within,
        frozenset[str]().union(*[chain.embedded for chain in told]),
        frozenset(group for group, _ in nouns),
        frozenset(values for values in mixed if values <= own),
    )


def _by_group(values: AbstractSet[Trait]) -> set[frozenset[Trait]]:
    if len(values) < 2:
        return set()
    groups = {group for group, _ in values}
    found = (frozenset(trait for trait in values if trait[0] == group) for group in groups)
    return {one for one in found if len(one) > 1}


def within(run: str) -> list[tuple[int, int, str]]:
    """(start, end, word) of the traits in a run of Chinese characters; `end` counts 色 and the like in."""
    return [(one.start, one.end, one.word) for chain in chains(run) for one in chain]


@lru_cache(maxsize=8192)
def chains(run: str) -> tuple[tuple[Told, ...], ...]:
    """The traits in a run of Chinese characters, those together that nothing stands between (浅灰, 黑白)."""
    together: list[list[tuple[int, int, str]]] = []
    last = -1
    for match in _spelled().finditer(run):
        start, end = match.span()
        if start != last:
            together.append([])
        last = end + (run[end : end + 1] in _COLOURED)
        together[-1].append((start, last, match.group()))
    return tuple([_told(run, chain) for chain in together])


def _told(run: str, chain: Sequence[tuple[int, int, str]]) -> tuple[Told, ...]:
    place, table = _place(run, chain), _table()
    return tuple([Told(start, end, word, table[word], place) for start, end, word in chain])


def _place(run: str, chain: Sequence[tuple[int, int, str]]) -> Place:
    start, (last, end, word) = chain[0][0], chain[-1]
    alone = end - start == len(run)
    behind = end > last + len(word) or run[end : end + 1] in ("的", "型")
    if alone or behind or (len(word) > 1 and word not in wordlists.load("traits")["things"]["zh"]):
        return "marked"
    return "ends" if end == len(run) else "opens"


def _beside(run: str, chain: Sequence[Told]) -> tuple[str, str]:
    """The traits of a noun with the character before and behind them (蛋白, 白板); empty where there is none."""
    first, last = chain[0], chain[-1]
    before = run[first.start - 1] + first.word if first.start else ""
    behind = last.word + run[last.end] if last.end < len(run) else ""
    return before, behind


def in_noun(run: str, chain: Sequence[Told], name: Stated) -> bool:
    """Whether traits of a run are what a noun of the product's name has in it."""
    return chain[-1].place != "marked" and not name.embedded.isdisjoint(_beside(run, chain))


@cache
def _table() -> dict[str, Trait]:
    groups = {
        name: group for name, group in wordlists.load("traits").items() if name not in ("samples", "things")
    }
    return {
        word: (name, value)
        for name, group in groups.items()
        for value, words in group.items()
        for word in (*words["zh"], *words["en"])
    }


@cache
def _sizes() -> dict[str, int]:
    return {value: place for place, value in enumerate(wordlists.load("traits")["size"])}


@cache
def _spelled() -> re.Pattern[str]:
    return wordlists.pattern(tuple(word for word in _table() if not word.isascii()))
