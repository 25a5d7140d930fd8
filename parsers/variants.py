"""Another kind of the same product: what the white one, 换L码 or the 20cm means beside a product that is known."""

import re
from collections.abc import Iterable, Sequence

from parsers import comparing
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry, shows
from parsers.normalize import plain
from parsers.parts import Part

_MOST_SIBLINGS = 200
# What stands behind an attribute and tells nothing of it: 白色款, the 20cm ones.
_EMPTY_ENDS = "色款码号型级等规格的装"
EMPTY_WORDS = frozenset(
    {"one", "ones", "colour", "color", "size", "grade", "type", "version", "kind", "spec"}
)
_HAN = re.compile(r"[㐀-鿿]{1,4}")
_SHORT = re.compile(r"[㐀-鿿]{2,3}")
_POINTING_ENDS = re.compile(
    r"(?:[的啲嘅]?[那这𠮶嗰呢]?[种个款样些]?|[的嘅])(?:就(?:行|好|可以|够|成|得))?[吧呀啊哦嘛啦了]?$"
)
# How big something is thought to be.
_LOOSELY = frozenset({"small", "big", "large", "little", "mini", "short", "long", "大", "小", "短", "长"})
# Two letters and so many characters make a code.
_CODE = 5
# Letters that name a grade or a size, too short to be words: A级, grade b, L码.
LETTERED = re.compile(
    r"(?:grade|class|size|type) ?([a-z]{1,3})(?![a-z])|(?<![a-z0-9])(\d?[a-z]{1,3}) ?(?=[级等码号款型])"
)


def siblings(base: Entry, catalog: Catalog) -> list[Entry]:
    """The products of the category that share a noun with `base`, itself included."""
    asked = [Part(0, len(noun), "word" if noun.isascii() else "han", noun) for noun in base.heads]
    near = {
        entry.product.sku: entry
        for part in asked
        for entry in catalog.candidates([part], limit=_MOST_SIBLINGS)
        if entry.product.category == base.product.category and entry.heads & base.heads
    }
    return list(near.values())


def variants(
    base: Entry, phrase: Sequence[Part], text: str, catalog: Catalog, among: Sequence[Entry]
) -> tuple[str, ...]:
    """The siblings of `base` (`among`) that have all of the phrase; what it leaves open is as with `base` where one is.

    `text` are the phrase's words. Empty where `base` itself has all of it, or nothing does.
    """
    fits = [entry for entry in among if has_all(entry, phrase, text, catalog)]
    if not fits or any(entry is base for entry in fits):
        return ()
    most = max(_alike(base, entry) for entry in fits)
    return tuple(entry.product.sku for entry in fits if _alike(base, entry) == most)


def called(base: Entry, said: str, among: Sequence[Entry]) -> tuple[str, ...]:
    """The siblings of `base` (`among`) that are written with these words, though no list of ours holds them, and `base` is not."""
    told = told_by(said, among) or _shortened(said, among)
    fits = [entry for entry in among if entry.product.sku in told]
    if not fits or base.product.sku in told:
        return ()
    most = max(_alike(base, entry) for entry in fits)
    return tuple(entry.product.sku for entry in fits if _alike(base, entry) == most)


def has_all(entry: Entry, phrase: Sequence[Part], text: str, catalog: Catalog) -> bool:
    """Whether the product has all that the phrase (its words: `text`) tells; False where it tells nothing."""
    letters = [match[1] or match[2] for match in LETTERED.finditer(text)]
    stated = [part for part in phrase if not _empty(part, letters)]
    return (
        bool(stated or letters)
        and all(states(entry, part, catalog) for part in stated)
        and all(_lettered(entry, letter) for letter in letters)
    )


def told_by(text: str, among: Sequence[Entry]) -> set[str]:
    """The products in whose writing the words stand that are no words of ours: 杉的那个, of a 杉木 and a 松木 board."""
    said = _POINTING_ENDS.sub("", text).strip(" ,，")
    if not said or not _HAN.fullmatch(said):
        return set()
    return {entry.product.sku for entry in among if said in _written(entry)}


def _shortened(said: str, among: Sequence[Entry]) -> set[str]:
    """The products in whose names the two or three characters stand in this order: 哑白, of a 哑光白 and a 哑光黑."""
    said = _POINTING_ENDS.sub("", said).strip(" ,，")
    if not _SHORT.fullmatch(said):
        return set()
    pattern = re.compile("[^a-z ]{0,3}".join(map(re.escape, said)))
    return {entry.product.sku for entry in among if pattern.search(_written(entry))}


def states(entry: Entry, part: Part, catalog: Catalog) -> bool:
    """Whether the product has what the part says; 白 has the white one, and 柔韧型 the 柔韧."""
    if part.kind == "han":
        key = part.key.rstrip(_EMPTY_ENDS) or part.key
        return shows(entry, key)
    compared = comparing.compare([part], entry, catalog)
    return compared.explained > 0 and not compared.ruled_out


def without_size(told: Sequence[Part], unexplained: Sequence[Part]) -> list[Part] | None:
    """The parts without a word for how big it is thought to be, where that alone keeps it from a product: the small bottle 100 ml."""
    foreign = {part.key for part in unexplained}
    if not foreign or not foreign <= _LOOSELY or len(told) <= len(foreign):
        return None
    return [part for part in told if part.key not in foreign]


def coded(part: Part) -> bool:
    """Whether it calls something by a code (spa1250), rather than by a size."""
    key = part.key
    return part.kind == "spec" and len(key) >= _CODE and key[:2].isalpha() and key[-1:].isdigit()


def _empty(part: Part, letters: Iterable[str]) -> bool:
    if part.kind == "han":
        return not part.key.strip(_EMPTY_ENDS)
    return part.key in EMPTY_WORDS or part.key in letters


def _lettered(entry: Entry, letter: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(letter)}(?![a-z0-9])", _written(entry)) is not None


def _written(entry: Entry) -> str:
    product = entry.product
    return plain(" ".join((product.name, product.name_en, product.spec, *product.aliases))).lower()


def _alike(one: Entry, other: Entry) -> int:
    shared = (one.keys & other.keys, one.words & other.words, one.characters & other.characters)
    return sum(map(len, shared))
