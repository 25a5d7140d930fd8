"""How a phrase and a product compare, part by part: what of the phrase the product explains, and what it rules out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parsers import traits
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry
from parsers.parts import Part
from parsers.sounds import pairs_of

# What is given away where a word is only heard alike, misspelt, or abbreviated to a character of it.
_HEARD, _SLIP, _ABBREVIATED = 0.06, 0.1, 0.15
# A grade (3号) that is no grade of the product but some other number of it (3 layers).
_OTHER_NUMBER = 0.1
# What may stand beside a colour or a size without meaning anything.
_EMPTY = frozenset("色款的号码")
_SPEC, WORD = 2.0, 2.0


@dataclass(frozen=True, slots=True)
class Comparison:
    entry: Entry
    loss: float
    total: float
    ruled_out: bool
    unexplained: tuple[Part, ...]
    explained: float
    abbreviated: float


class Share(NamedTuple):
    """What one part of a phrase comes to at one product; `others` are traits of groups in which the product may have
    another value."""

    total: float
    loss: float
    explained: float
    ruled_out: bool = False
    unexplained: tuple[Part, ...] = ()
    others: tuple[traits.Trait, ...] = ()
    abbreviated: float = 0.0


def compare(phrase: Sequence[Part], entry: Entry, catalog: Catalog) -> Comparison:
    """How much of the phrase the product explains. What states another colour or size than the product's rules it out."""
    total = loss = explained = abbreviated = 0.0
    ruled_out = False
    unexplained: tuple[Part, ...] = ()
    others: tuple[traits.Trait, ...] = ()
    for part in phrase:
        share = _share(part, entry, catalog)
        total += share.total
        loss += share.loss
        explained += share.explained
        abbreviated += share.abbreviated
        ruled_out = ruled_out or share.ruled_out
        unexplained += share.unexplained
        others += share.others
    if others:
        ruled_out = ruled_out or _contradicted(phrase, others, entry)
    return Comparison(entry, loss, max(total, 0.1), ruled_out, unexplained, explained, abbreviated)


def has(part: Part, entry: Entry, catalog: Catalog) -> bool:
    """Whether the product's name or specification states the part."""
    return compare([part], entry, catalog).explained > 0


def _share(part: Part, entry: Entry, catalog: Catalog) -> Share:
    """The same words come again and again, in one message and in the next: remembered with the catalog."""
    known = catalog.remembered((part.kind, part.key, part.numbers))
    share: Share | None = known.get(id(entry))
    if share is None:
        share = known[id(entry)] = _made(part, entry, catalog)
    return share


def _made(part: Part, entry: Entry, catalog: Catalog) -> Share:
    if part.kind in ("spec", "number"):
        if _has_spec(part, entry):
            graded = part.kind == "number" and not part.numbers and part.key not in entry.keys
            return Share(_SPEC, _OTHER_NUMBER if graded else 0.0, _SPEC)
        if part.key in entry.packs:
            return Share(0.0, 0.0, 0.0)
        return Share(_SPEC, _SPEC, 0.0, True, (part,))
    if part.kind == "word":
        trait = traits.of(part.key)
        if part.key in entry.words or part.key in entry.keys or trait in entry.traits:
            return Share(WORD, 0.0, WORD)
        if trait is not None:
            return Share(WORD, WORD, 0.0, False, (part,), (trait,))
        if any(near in entry.words for near in catalog.near_words(part.key)):
            return Share(WORD, _SLIP, WORD)
        for words in (catalog.pieces(part.key), *catalog.initials(part.key)):
            if words and entry.words.issuperset(words):
                return Share(WORD, _SLIP, WORD)
        return Share(WORD, WORD, 0.0, False, (part,))
    explained, loss, missing, short = _han(part, entry)
    unexplained: list[Part] = []
    others: list[traits.Trait] = []
    for one in missing:
        behind = one.end - part.start
        trait = traits.of(one.key) or traits.of(one.key + part.key[behind : behind + 1])
        if trait in entry.traits:
            explained += len(one.key)
            continue
        if trait is not None:
            others.append(trait)
        # A colour weighs as much however it is spelt: of 透明、白色 both or neither is meant.
        loss += len(one.key) if trait is None else 1
        unexplained.append(one)
    return Share(len(part.key), loss, explained, False, tuple(unexplained), tuple(others), short)


def _contradicted(phrase: Sequence[Part], others: Sequence[traits.Trait], entry: Entry) -> bool:
    """Whether the product has another value of a group than the phrase states; 左右各8个 and 黑白都要 state both."""
    own = {group for group, _ in entry.traits}
    doubted = {group for group, _ in others if group in own}
    if not doubted:
        return False
    runs = [part.key for part in phrase if part.kind == "han"]
    said = traits.stated(runs, [part.key for part in phrase if part.kind != "han"])
    return not doubted <= {group for group, value in said if (group, value) in entry.traits}


def _has_spec(part: Part, entry: Entry) -> bool:
    if part.key in entry.keys:
        return True
    if part.kind == "number":
        return part.key in entry.numbers
    # ss316, A4-80: what is glued to the number is looser than the number itself.
    return any(number in entry.numbers and len(number) >= 3 for number in part.numbers if _glued(part))


def _glued(part: Part) -> bool:
    return part.key[:1].isalpha() and not part.key.startswith(("din", "iso", "m"))


def _han(part: Part, entry: Entry) -> tuple[float, float, list[Part], float]:
    """(explained, given away, missing, of the given away what is only abbreviated) of a run of Chinese characters."""
    run = part.key
    if len(run) == 1:
        if run in entry.singles:
            return 1.0, 0.0, [], 0.0
        if run in entry.characters:
            trait = traits.of(run)
            return 1.0, 0.0 if trait is not None and trait in entry.traits else 0.5, [], 0.0
        return 0.0, 0.0, [part], 0.0
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
            told = traits.of(character)
            known[place], how[place] = (
                True,
                0.0 if told is not None and told in entry.traits else _ABBREVIATED,
            )
            short += how[place]
        elif character in _EMPTY and place and traits.of(run[place - 1]) is not None:
            known[place] = True
    missing: list[Part] = []
    start = 0
    while start < len(run):
        if known[start]:
            start += 1
            continue
        end = start
        while end < len(run) and not known[end]:
            end += 1
        missing.append(Part(part.start + start, part.start + end, "han", run[start:end]))
        start = end
    return float(sum(known)), sum(how), missing, short
