"""What one part of a phrase comes to at one product: a size, a word, a run of Chinese characters."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from parsers import having, lacking, traits, units
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry
from parsers.parts import Part
from parsers.sounds import pairs_of
from parsers.traits import Trait

# What is given away where a word is only heard alike, misspelt, or abbreviated to a character of it.
_HEARD, _SLIP, _ABBREVIATED = 0.06, 0.1, 0.15
# A grade (3号) that is no grade of the product but some other number of it (3 layers).
_OTHER_NUMBER = 0.1
# A product that does not say that it lacks what is not wanted, beside one that does.
_SILENT = 0.4
# What may stand beside a colour or a size without meaning anything.
_EMPTY = frozenset("色款的号码")
_SPEC, WORD = 2.0, 2.0
# So many letters open a code that its digits tell without them, and so many digits these are.
_CODE_LETTERS, _TELLING = 2, 3
LOOSE = 0.3
"""What a colour gives away that names the product's loosely: blue for navy."""


class Told(NamedTuple):
    """The traits that a part of a phrase states: the product has `stated`, those of `nouns` only as a part of a noun, and not
    `others`; `inside` are what the part's own nouns have of them."""

    others: tuple[Trait, ...] = ()
    stated: tuple[Trait, ...] = ()
    nouns: tuple[Trait, ...] = ()
    inside: tuple[Trait, ...] = ()


class Share(NamedTuple):
    """What one part of a phrase comes to at one product."""

    total: float
    loss: float
    explained: float
    ruled_out: bool = False
    unexplained: tuple[Part, ...] = ()
    abbreviated: float = 0.0
    told: Told | None = None


def share(part: Part, entry: Entry, catalog: Catalog) -> Share:
    """The part compared with all that the product is called."""
    if part.kind == "lacks":
        has = lacking.states(entry.product, part.key)
        if has is None:
            return Share(0.0, _SILENT, 0.0)
        return Share(WORD, WORD, 0.0, ruled_out=True, unexplained=(part,)) if has else Share(WORD, 0.0, WORD)
    if part.kind == "has":
        if part.key in having.told(entry.product):
            return Share(WORD, 0.0, WORD)
        return Share(WORD, WORD, 0.0, ruled_out=True, unexplained=(part,))
    if part.kind in ("spec", "number"):
        if _has_spec(part, entry, catalog):
            graded = part.kind == "number" and not part.numbers and part.key not in entry.keys
            return Share(_SPEC, _OTHER_NUMBER if graded else 0.0, _SPEC)
        if part.key in entry.packs:
            return Share(0.0, 0.0, 0.0)
        return Share(_SPEC, _SPEC, 0.0, ruled_out=True, unexplained=(part,))
    if part.kind == "word":
        return _word(part, entry, catalog)
    return _han(part, entry)


def _word(part: Part, entry: Entry, catalog: Catalog) -> Share:
    trait = traits.of(part.key)
    if lacking.states(entry.product, part.key) is False:
        return Share(WORD, WORD, 0.0, unexplained=(part,))
    if (
        trait is not None
        and trait in entry.traits
        and trait[0] in entry.stated.nouns
        and _untold(trait, entry)
    ):
        # The pink of 粉扑, whose English name has none.
        return Share(WORD, WORD, 0.0, unexplained=(part,), told=Told((trait,), inside=(trait,)))
    if part.key in entry.words or part.key in entry.keys or trait in entry.traits:
        stated = Told(stated=(trait,)) if trait is not None and trait in entry.traits else None
        return Share(WORD, 0.0, WORD, told=stated)
    if trait is not None:
        if _loosely(trait, entry):
            return Share(WORD, LOOSE, WORD, told=Told(stated=(trait,)))
        return Share(WORD, WORD, 0.0, unexplained=(part,), told=Told((trait,)))
    if any(near in entry.words for near in catalog.near_words(part.key)):
        return Share(WORD, _SLIP, WORD)
    for words in (catalog.pieces(part.key), *catalog.initials(part.key)):
        if words and entry.words.issuperset(words):
            return Share(WORD, _SLIP, WORD)
    if not entry.words.isdisjoint(catalog.akin(part.key)):
        return Share(WORD, _SLIP, WORD)
    if _counts(part.key, entry):
        return Share(0.0, 0.0, 0.0)
    return Share(WORD, WORD, 0.0, unexplained=(part,))


def _counts(word: str, entry: Entry) -> bool:
    """Whether the product is counted by what the word names: the small bottle of what is sold in bottles."""
    meant = units.named(word)
    if meant is None or meant.kind != "container":
        return False
    return any(units.named(unit) == meant for unit in (entry.product.base_unit, *entry.product.units))


def _untold(trait: Trait, entry: Entry) -> bool:
    """Whether the product has an English name, and that does not speak of the trait."""
    return bool(entry.words) and all(traits.of(word) != trait for word in entry.words)


def _loosely(trait: Trait, entry: Entry) -> bool:
    return any(traits.loosely(own) == trait for own in entry.traits)


def _has_spec(part: Part, entry: Entry, catalog: Catalog) -> bool:
    if part.key in entry.keys:
        return True
    if part.kind == "number":
        return part.key in entry.numbers
    if _begins_code(part, entry) and not catalog.knows("=" + part.key):
        return True
    if _ends_code(part, entry):
        return True
    # ss316, A4-80: what is glued to the number is looser than the number itself.
    shared = [number for number in part.numbers if number in entry.numbers and len(number) >= 3]
    return bool(shared) and _glued(part) and not _other_code(part, shared, entry, catalog)


def _begins_code(part: Part, entry: Entry) -> bool:
    """Whether a code of the product goes on with letters where the part ends: C7 of C7HSA."""
    if not _glued(part) or not part.key[-1:].isdigit():
        return False
    return any(key.startswith(part.key) and key[len(part.key) :][:1].isalpha() for key in entry.keys)


def _ends_code(part: Part, entry: Entry) -> bool:
    """Whether a code of the product is the part behind a letter or two: R134a, of which people say 134a."""
    number = part.numbers[0] if part.numbers else ""
    if len(number) < _TELLING or not part.key.startswith(number) or not part.key[len(number) :].isalpha():
        return False
    # 134a may as well measure amperes.
    codes = (part.key, part.key[: len(number) + 1])
    return any(
        key.endswith(code) and key[: -len(code)].isalpha() and len(key) - len(code) <= _CODE_LETTERS
        for key in entry.keys
        for code in codes
    )


def _other_code(part: Part, numbers: Sequence[str], entry: Entry, catalog: Catalog) -> bool:
    """Whether the part is a code of other products, and this one has its own with the same number (UCF205, UCFL205, UCF205S)."""
    return catalog.knows("=" + part.key) and any(
        key[:1].isalpha() and number in key for key in entry.keys for number in numbers
    )


def _glued(part: Part) -> bool:
    return part.key[:1].isalpha() and not part.key.startswith(("din", "iso", "m"))


def _han(part: Part, entry: Entry) -> Share:
    """A run of Chinese characters: its traits by what they mean, all else by the pairs of neighbours that the product has."""
    run = part.key
    chains = traits.chains(run)
    if len(run) == 1 and not chains:
        return _character(part, entry)
    how, known, short = _spelt(run, entry)
    others: list[Trait] = []
    stated: list[Trait] = []
    nouns: list[Trait] = []
    inside: list[Trait] = []
    lost: list[Part] = []
    for chain in chains:
        if traits.in_noun(run, chain, entry.stated) or _heard_in_noun(run, chain, entry):
            inside += [one.trait for one in chain]
            continue
        for one in chain:
            has, loss = _has_trait(one, entry)
            for place in range(one.start, one.end):
                known[place], how[place] = has, 0.0
            if has:
                how[one.start] = loss
                stated += [one.trait]
                nouns += [one.trait] if one.place == "marked" and one.trait[0] in entry.stated.nouns else []
            else:
                others.append(one.trait)
                lost.append(Part(part.start + one.start, part.start + one.end, "han", one.word))
    hidden = {place for one in lost for place in range(one.start - part.start, one.end - part.start)}
    missing = list(_missing(part, known, hidden))
    # A colour weighs as much however it is spelt: of 透明、白色 both or neither is meant.
    away = sum(how) + len(lost) + sum(len(one.key) for one in missing)
    unexplained = tuple(sorted((*missing, *lost), key=lambda one: one.start))
    told = Told(tuple(others), tuple(stated), tuple(nouns), tuple(inside))
    return Share(
        float(len(run)),
        away,
        float(sum(known)),
        unexplained=unexplained,
        abbreviated=short,
        told=told if any(told) else None,
    )


def _heard_in_noun(run: str, chain: Sequence[traits.Told], entry: Entry) -> bool:
    """Whether what stands for a trait is only how a noun sounds: 低金粉 for 低筋粉."""
    if chain[-1].place == "marked":
        return False
    start, end = chain[0].start, chain[-1].end
    beside = (run[max(0, start - 1) : start + 1], run[end - 1 : end + 1])
    return any(
        heard in entry.sounds for two in beside for pair, heard in pairs_of(two) if pair not in entry.pairs
    )


def _has_trait(told: traits.Told, entry: Entry) -> tuple[bool, float]:
    """Whether the product has the trait, and what is given away where it is called so loosely."""
    if told.trait in entry.traits:
        return True, 0.0
    if _loosely(told.trait, entry):
        return True, LOOSE
    return told.place != "marked" and (told.place, told.trait) in entry.stated.within, 0.0


def _missing(part: Part, known: Sequence[bool], hidden: Collection[int]) -> Iterator[Part]:
    """The stretches of a run that nothing explains, without the traits that were told already."""
    start = 0
    while start < len(known):
        end = start + 1
        if known[start] or start in hidden:
            start = end
            continue
        while end < len(known) and not known[end] and end not in hidden:
            end += 1
        yield Part(part.start + start, part.start + end, "han", part.key[start:end])
        start = end


def _character(part: Part, entry: Entry) -> Share:
    if part.key in entry.singles:
        return Share(1.0, 0.0, 1.0)
    if part.key in entry.characters:
        return Share(1.0, 0.5, 1.0)
    return Share(1.0, 1.0, 0.0, unexplained=(part,))


def _spelt(run: str, entry: Entry) -> tuple[list[float], list[bool], float]:
    """What each character of a run gives away, which are known, and how much is only abbreviated."""
    how = [0.0] * len(run)
    known = [False] * len(run)
    for index, (pair, heard) in enumerate(pairs_of(run)):
        if pair in entry.pairs:
            for place in (index, index + 1):
                known[place], how[place] = True, 0.0
        elif heard in entry.sounds:
            for place in (index, index + 1):
                if not known[place]:
                    known[place] = True
                    how[place] = 0.0 if run[place] in entry.characters else _HEARD
    short = 0.0
    for place, character in enumerate(run):
        if known[place]:
            continue
        if character in entry.characters:
            known[place], how[place] = True, _ABBREVIATED
            short += _ABBREVIATED
        elif character in _EMPTY and place and traits.of(run[place - 1]) is not None:
            known[place] = True
    return how, known, short
