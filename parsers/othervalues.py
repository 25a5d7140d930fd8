"""What a text gives another value of than a product has: 双控 of 单控, a 2-way switch of a 1-way one, 黄光 of 白光.

A value is a number or a colour, right before what it belongs to: a Chinese character or an English word, whatever it means.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from parsers import phrases, traits, units, wordlists
from parsers.normalize import plain
from parsers.parts import stem
from parsers.reading import Product

_LATIN = re.compile(r"(?<![\w.])(\d{1,3}|[a-z]{3,6})[- ]?([a-z]{3,12})\b")
_MOST_TEXT = 200

Values = Mapping[str, frozenset[str]]
"""By what they belong to, the values of it."""


def differs(said: str, product: Product) -> bool:
    """Whether the lower-cased words give another value of something than the product's names do."""
    if len(said) > _MOST_TEXT:
        return False
    known = _known(_names(product))
    told = values(said)
    return any(own in known and not found <= known[own] for own, found in told.items())


def states(said: str, product: Product) -> bool:
    """Whether the lower-cased words give values as the product's names do, and no other: 黄光 of 暖光."""
    if len(said) > _MOST_TEXT:
        return False
    known = _known(_names(product))
    told = {own: found for own, found in values(said).items() if own in known}
    return bool(told) and all(found <= known[own] for own, found in told.items())


def _names(product: Product) -> str:
    names = (product.name, product.name_en, *product.aliases, product.spec)
    return " ; ".join(plain(one).lower() for one in names)


def is_value(said: str) -> bool:
    """Whether two characters are a number and what it belongs to (双控, 三防)."""
    found = _han().match(said)
    return found is not None and len(said) == found.end() + 1 and units.named(found["own"]) is None


@lru_cache(maxsize=4096)
def _known(names: str) -> Values:
    return values(names)


def values(text: str) -> Values:
    """All values in a lower-cased text."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for match in _han().finditer(text):
        if units.named(match["own"]) is None:
            found[match["own"]].add(written(match["number"]))
    for match in _coloured().finditer(text):
        trait = traits.of(match["colour"])
        value = _told("warm").get(match["colour"]) or (
            trait[1] if trait is not None and trait[0] == "colour" else None
        )
        if value is not None:
            found["colour " + match["own"]].add(value)
    for match in _LATIN.finditer(text):
        own, number = stem(match[2]), spoken(match[1])
        if number is not None and units.named(match[2]) is None and traits.of(match[2]) is None:
            found[own].add(number)
    return {own: frozenset(numbers) for own, numbers in found.items()}


def _told(table: str) -> Mapping[str, str]:
    told: Mapping[str, str] = wordlists.load("othervalues")[table]
    return told


def spoken(word: str) -> str | None:
    """The number that an English word or digits tell before what it belongs to (dual, three, 3)."""
    if word.isdigit():
        return word
    number = wordlists.load("numerals")["english"]["units"].get(word)
    return _told("spoken").get(word) or (None if number is None else str(number))


def number_words() -> frozenset[str]:
    """The English words that are numbers there."""
    return frozenset((*_told("spoken"), *wordlists.load("numerals")["english"]["units"]))


def paired() -> frozenset[str]:
    """The words that are numbers there and nowhere else (双, dual)."""
    return frozenset((*_told("paired"), *_told("spoken")))


def written(said: str) -> str:
    """The number that a Chinese character or digits tell there."""
    digits = wordlists.load("numerals")["chinese"]["digits"]
    return _told("paired").get(said) or str(digits.get(said, said))


@cache
def opening() -> re.Pattern[str]:
    """A number right before what it belongs to, at the end of a text: 单|孔气泵, 3-|pin socket."""
    numerals = wordlists.load("numerals")
    digits = "".join(character for character in numerals["chinese"]["digits"] if not character.isascii())
    words = "|".join(sorted(number_words(), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<![{digits}十百千])[{digits}{''.join(_told('paired'))}]|(?<![\w.])\d{{1,2}}[- ]?|\b(?:{words})[- ])$"
    )


@cache
def _han() -> re.Pattern[str]:
    digits = "".join(wordlists.load("numerals")["chinese"]["digits"]) + "".join(_told("paired"))
    # 十二孔 is no 二孔; in 一开双控 both are values.
    first, next_one = r"(?<![\w.*×/十百第每点-])", rf"(?<=[0-9{digits}][㐀-鿿])(?<![十百千万点第每])"
    return re.compile(rf"(?:{first}|{next_one})(?P<number>[{digits}]|\d{{1,3}}) ?(?=(?P<own>[㐀-鿿]))")


@cache
def _coloured() -> re.Pattern[str]:
    words = "|".join(
        sorted(word for word in {*traits.words(), *_told("warm")} if len(word) == 1 and not word.isascii())
    )
    own = "|".join(sorted(phrases.words("othervalues", "coloured")))
    return re.compile(rf"(?P<colour>{words})(?P<own>{own})")
