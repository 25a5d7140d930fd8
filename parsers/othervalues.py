"""What a text gives another value of than a product has: 双控 of 单控, a 2-way switch of a 1-way one, 黄光 of 白光.

A value is a number or a colour, right before what it belongs to: a Chinese character or an English word, whatever it means.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from parsers import traits, units, wordlists
from parsers.normalize import plain
from parsers.parts import stem
from parsers.reading import Product

_PAIRED = {"单": "1", "双": "2", "半": "0.5", "多": "many"}
_SPOKEN = {
    "single": "1",
    "mono": "1",
    "double": "2",
    "dual": "2",
    "twin": "2",
    "triple": "3",
    "quad": "4",
    "multi": "many",
}
# Warm light is called yellow as well.
_WARM = {"暖": "yellow"}
_LATIN = re.compile(r"(?<![\w.])(\d{1,3}|[a-z]{3,6})[- ]?([a-z]{3,12})\b")
_MOST_TEXT = 200

Values = Mapping[str, frozenset[str]]
"""By what they belong to, the values of it."""


def differs(said: str, product: Product) -> bool:
    """Whether the lower-cased words give another value of something than the product's names do."""
    if len(said) > _MOST_TEXT:
        return False
    names = (product.name, product.name_en, *product.aliases, product.spec)
    known = _known(" ; ".join(plain(one).lower() for one in names))
    told = values(said)
    return any(own in known and not found <= known[own] for own, found in told.items())


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
        number, own = match["number"], match["own"]
        if units.named(own) is None:
            found[own].add(_number(number))
    for match in _coloured().finditer(text):
        trait = traits.of(match["colour"])
        value = _WARM.get(match["colour"]) or (
            trait[1] if trait is not None and trait[0] == "colour" else None
        )
        if value is not None:
            found["colour " + match["own"]].add(value)
    for match in _LATIN.finditer(text):
        value, own = match[1], stem(match[2])
        number = value if value.isdigit() else _SPOKEN.get(value) or _counted(value)
        if number is not None and units.named(match[2]) is None and traits.of(match[2]) is None:
            found[own].add(number)
    return {own: frozenset(numbers) for own, numbers in found.items()}


def _number(said: str) -> str:
    digits = wordlists.load("numerals")["chinese"]["digits"]
    return _PAIRED.get(said) or str(digits.get(said, said))


def _counted(word: str) -> str | None:
    number = wordlists.load("numerals")["english"]["units"].get(word)
    return None if number is None else str(number)


@cache
def _han() -> re.Pattern[str]:
    digits = "".join(wordlists.load("numerals")["chinese"]["digits"]) + "".join(_PAIRED)
    # 十二孔 is no 二孔.
    return re.compile(rf"(?<![\w.*×/十百第每点-])(?P<number>[{digits}]|\d{{1,3}}) ?(?=(?P<own>[㐀-鿿]))")


@cache
def _coloured() -> re.Pattern[str]:
    words = "|".join(
        sorted(word for word in {*traits.words(), *_WARM} if len(word) == 1 and not word.isascii())
    )
    return re.compile(rf"(?P<colour>{words})(?P<own>光|头|边|面|底|芯|盖|嘴|口|框|壳|皮|心|肉|瓤|字|膜)")
