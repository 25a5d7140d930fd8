"""The products of a catalog taken apart: what their names, aliases and specifications state."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from parsers import having, phrases, traits, units
from parsers.catalog_pool import Pool
from parsers.normalize import plain
from parsers.parts import Part, attribute_words, parts, parts_once
from parsers.reading import Product
from parsers.sounds import sounds_of
from parsers.traits import Stated, Trait

Signature = tuple[str, ...]

# A word in so many categories of a catalog names none of its products.
_MANY = 3
# A word with so many numbers before it in a catalog measures.
_FEWEST_GAUGED = 2
# The kinds of units that goods are counted by.
COUNTS = frozenset({"counter", "container", "set", "multiple"})
_PER_PACK = re.compile(r"\d+(?:\.\d+)? ?([㐀-鿿]{1,2}|[a-z]{2,6}) ?/ ?[㐀-鿿a-z]{1,6}", re.IGNORECASE)
# 1000支/包, 2kg×10盒: how many are in one.
_HELD = re.compile(r"(?<![\d.])(\d{1,5}) ?[㐀-鿿a-z]{1,6} ?/|[*x] ?(\d{1,5}) ?(?=[㐀-鿿a-z])")
# What has so many of them: double-layer is of two.
_PARTED = re.compile(r"[单双一二两三四五六]?[孔层]|hole|layer|tier", re.IGNORECASE)
_PACKING = re.compile(r"[*x] ?\d+ ?[㐀-鿿a-z]*")
# What an entry is made of; prices and stock change daily and are no part of it.
_SPEC = 2
_told = attrgetter("name", "name_en", "aliases", "spec", "category", "base_unit", "units")
# Shorter pieces of words are found in any.
_SHORTEST_PIECE = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A product taken apart: what its name, aliases, English name and specification state. `names` are whole names, `starts` how their first
    Chinese words begin, `runs` the runs of Chinese characters in them,
    `spoken` their words in order (see `sequence`)."""

    product: Product
    keys: frozenset[str]
    numbers: frozenset[str]
    words: frozenset[str]
    pairs: frozenset[str]
    sounds: frozenset[str]
    characters: frozenset[str]
    singles: frozenset[str]
    names: frozenset[Signature]
    spoken: frozenset[str]
    heads: frozenset[str]
    starts: frozenset[str]
    packs: frozenset[str]
    runs: frozenset[str]
    traits: frozenset[Trait]
    gauged: frozenset[tuple[str, str]]
    stated: Stated


def taken_apart(products: Iterable[Product], before: Iterable[Entry]) -> tuple[Entry, ...]:
    """The products, in their order, taken apart each for itself; an entry from before is taken over if it tells the same."""
    pool = Pool()
    known = {entry.product.sku: entry for entry in before}
    return tuple(_again(product, known.get(product.sku)) or _entry(product, pool) for product in products)


def _again(product: Product, entry: Entry | None) -> Entry | None:
    if entry is None or _told(entry.product) != _told(product):
        return None
    return entry if entry.product == product else replace(entry, product=product)


def gauges_of(entries: Sequence[Entry]) -> frozenset[str]:
    """The words that in this catalog stand behind numbers and nowhere else (速 of 8速 and 10速): what it measures by,
    whatever the language has for a unit."""
    numbers: dict[str, set[str]] = defaultdict(set)
    free: set[str] = set()
    for entry in entries:
        own = {word for word, _ in entry.gauged}
        for word, number in entry.gauged:
            numbers[word].add(number)
        free.update((entry.words | entry.characters) - own)
    return frozenset(
        word for word, found in numbers.items() if len(found) >= _FEWEST_GAUGED and word not in free
    )


def shows(entry: Entry, said: str) -> bool:
    """Whether the product has what a few Chinese characters tell: a trait by whatever word, or the characters."""
    trait = traits.briefly(said)
    if trait is None:
        return set(said) <= entry.characters
    if trait in entry.traits or any(traits.loosely(own) == trait for own in entry.traits):
        return True
    if any(inside == trait for _, inside in entry.stated.within):
        return True
    return trait[0] not in {group for group, _ in entry.traits} and set(said) <= entry.characters


def shortens(entry: Entry, said: str) -> bool:
    """Whether an English word is the beginning or the end of a word of the product: zip of zipper, flat of layflat."""
    return len(said) >= _SHORTEST_PIECE and any(
        len(word) > len(said) + 1 and (word.startswith(said) or word.endswith(said)) for word in entry.words
    )


def begins_word(entry: Entry, said: str) -> bool:
    """Whether an English word is cut short: the beginning of a word of the product. Its end is the noun of others as well (pot of teapot)."""
    return len(said) >= _SHORTEST_PIECE and any(
        len(word) > len(said) + 1 and word.startswith(said) for word in entry.words
    )


def signature(phrase: Iterable[Part]) -> Signature:
    """What a phrase states, whatever its order: equal for 盒装茶叶 and 茶叶盒装, and for what sounds alike."""
    stated: list[str] = []
    for part in phrase:
        if part.kind == "han":
            stated.extend(sounds_of(part.key))
        else:
            stated.append(part.key)
    return tuple(sorted(stated))


def sequence(phrase: Iterable[Part]) -> str:
    """The English words of a phrase in their order, each between bars: "|baking|powder|"."""
    words = [part.key for part in phrase if part.kind == "word"]
    return "|".join(("", *words, "")) if words else ""


def _entry(product: Product, pool: Pool) -> Entry:
    keys: set[str] = set()
    numbers: set[str] = set()
    words: set[str] = set()
    singles: set[str] = set()
    names: set[Signature] = set()
    spoken: set[str] = set()
    starts: set[str] = set()
    heads: set[str] = set()
    runs: set[str] = set()
    gauged: set[tuple[str, str]] = set()
    named: list[Sequence[Part]] = []
    english: list[list[str]] = []
    packs = {_written(size) for size in product.units.values()}
    spec, held = _specified(product.spec)
    packs.update(held)
    for place, text in enumerate((product.name, product.name_en, spec, *product.aliases)):
        phrase = _parts_of_spec(text) if place == _SPEC else tuple(parts_once(plain(text)))
        latin: list[str] = []
        counted = False
        for part in phrase:
            kind, key = part.kind, part.key
            if kind == "han":
                runs.add(key)
            elif kind == "spec":
                keys.add(key)
                keys.update(part.looser)
                numbers.update(part.numbers)
            elif kind == "number":
                counted = True
                keys.add(key)
                numbers.add(key)
            else:
                latin.append(key)
                words.add(key)
                if ">" in key:
                    words.update(key.split(">"))
        if latin:
            english.append([part.key if part.kind == "word" else "" for part in phrase])
        if phrase and place != _SPEC:
            named.append(phrase)
            if counted:
                gauged.update(_gauged(phrase, product))
            names.add(signature(phrase))
            spoken.add(sequence(phrase) if latin else "")
            starts.update(_starts(phrase))
            for noun in _heads(phrase):
                heads.add(noun)
                if not noun.isascii():
                    singles.add(noun[-1])
    singles.update(run for run in runs if len(run) == 1)
    if _PARTED.search(product.name) or _PARTED.search(product.name_en or "") or _PARTED.search(product.spec):
        keys.update(having.measured(product))
    spelt = pool.spelt(runs)
    # 床 of 1.8米床 begins 床单, too: it measures nothing.
    if gauged:
        free = {word for phrase in named for word in _free(phrase)}
        gauged = {(word, number) for word, number in gauged if word not in free}
    keys.update(number + word for word, number in gauged)
    stated = traits.stated(sorted(runs), english)
    every = pool.every
    return Entry(
        product,
        every(keys),
        every(numbers),
        every(words),
        spelt.pairs,
        spelt.sounds,
        spelt.characters,
        every(singles),
        # What a name states in full is hardly another's as well.
        frozenset(names),
        every(spoken),
        every(heads),
        every(starts),
        every(packs),
        spelt.runs,
        every(stated.own),
        every(gauged),
        pool.one(stated),
    )


def with_telling_heads(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries without such nouns as stand in many of the catalog's categories (chicken, bag): they tell kinds apart;
    and without such beginnings as name a category (美术 of 美术橡皮): whoever speaks of 美术材料 names no product."""
    categories: dict[str, set[str]] = defaultdict(set)
    kinds = {entry.product.category[:2] for entry in entries}
    for entry in entries:
        for head in entry.heads:
            categories[head].add(entry.product.category)
    common = {head for head, found in categories.items() if len(found) >= _MANY and head.isascii()}
    return tuple(
        replace(entry, heads=entry.heads - common, starts=entry.starts - kinds)
        if entry.heads & common or entry.starts & kinds
        else entry
        for entry in entries
    )


def _heads(phrase: Sequence[Part]) -> set[str]:
    """The nouns of a name: the end of its first run of Chinese characters, or its English words before the first size;
    words that only tell kinds apart (left, red, large) are none."""
    attributes = attribute_words()
    runs = [part.key for part in phrase if part.kind == "han"]
    for run in runs:
        noun = run
        while noun:
            if len(noun) > 1 and noun[-2:] in attributes:
                noun = noun[:-2]
            elif noun[-1] in attributes:
                noun = noun[:-1]
            else:
                break
        if len(noun) > 1:
            return {noun[-2:]}
    words: set[str] = set()
    for part in phrase:
        if part.kind == "word" and part.key not in attributes and traits.of(part.key) is None:
            words.add(part.key)
        elif words and part.kind != "word":
            break
    return words


def _gauged(phrase: Sequence[Part], product: Product) -> Iterator[tuple[str, str]]:
    """Words right behind a number that are no unit, colour or the like, with that number."""
    for number, behind in pairwise(phrase):
        if number.kind != "number" or not number.numbers or behind.start - number.end > 1:
            continue
        word = behind.key[:1] if behind.kind == "han" else behind.key
        if behind.kind not in ("han", "word") or word in (product.base_unit, *product.units):
            continue
        if word in phrases.words("entries", "kind"):
            # 36的美纹纸: of that size, whatever stands there.
            continue
        if units.named(word) is None and traits.of(word) is None and word not in attribute_words():
            yield word, number.key


def _free(phrase: Sequence[Part]) -> Iterator[str]:
    """What begins the Chinese words of a name that no number stands before."""
    for place, part in enumerate(phrase):
        before = phrase[place - 1] if place else None
        measured = before is not None and before.kind in ("number", "spec") and before.end == part.start
        if part.kind == "han" and not measured:
            yield part.key[:1]


def _starts(phrase: Sequence[Part]) -> set[str]:
    """The first two characters of a Chinese name: with them people name it (布洛芬), unless they tell a kind (白色)."""
    first = next((part.key[:2] for part in phrase if part.kind == "han"), "")
    return (
        {first}
        if len(first) > 1 and first not in attribute_words() and first[0] not in attribute_words()
        else set()
    )


@lru_cache(maxsize=4096)
def _written(size: Decimal) -> str:
    return format(size.normalize(), "f")


@lru_cache(maxsize=4096)
def _specified(spec: str) -> tuple[str, tuple[str, ...]]:
    """A specification without what it says of packings, and how many are in one; many products share theirs."""
    written = plain(spec)
    held = tuple(found[1] or found[2] for found in _HELD.finditer(written.lower()))
    size = written if _sized(written) else _PACKING.sub(" ", written.lower())
    return _PER_PACK.sub(_unless_counted, size), held


@lru_cache(maxsize=4096)
def _parts_of_spec(spec: str) -> Sequence[Part]:
    return tuple(parts(plain(spec)))


def _unless_counted(found: re.Match[str]) -> str:
    """50只/盒 tells a packing and goes, 25kg/袋 a size and stays."""
    unit = units.named(found[1])
    return " " if unit is not None and unit.kind in COUNTS else found[0]


def _sized(spec: str) -> bool:
    """Whether the multiplication in a specification is a dimension (M8×30), not a packing (330ml×24罐)."""
    return bool(re.search(r"m?\d+(?:\.\d+)?[*x]\d+(?:\.\d+)?(?![\d.]*[㐀-鿿])", spec.lower()))
