"""How many of a part of it a product has, by its own names in either language: two pipes, 双路, 3P. A key is "2:pipe"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from parsers import othervalues, traits, units, wordlists
from parsers.normalize import plain
from parsers.parts import measures, stem
from parsers.reading import Product
from parsers.values import frozen

_SHORTEST = 3
# What may stand right behind the words where they tell a kind, and what ends them.
_KIND = re.compile(r" ?(?:的(?!话)|款|制|式|型|那[种个款张台]|\bones?\b)")
_WITH, _LONGEST_WITH = re.compile(r"\b(?:with|having) \Z"), 8
_END = re.compile(r"[ \t]*(?:$|[\n,.;!?，。；！？、)）~～]|\b(?:please|pls|thanks|thx|and|&)(?!\w))")
# 两人: who comes; a kind only of what is said to be for so many.
_PEOPLE, _FOR_PEOPLE = (
    ("人", "person", "persons", "people"),
    re.compile(r"[ -]?(?:位|座|的|用|款|式|ones?\b)"),
)


@frozen
class Had:
    """So many of a part, as a text says it; `sure`: it is no amount of goods (双探头, 2-pipe), whatever stands beside it."""

    start: int
    end: int
    key: str
    sure: bool

    @property
    def part(self) -> str:
        return self.key.partition(":")[2]


def of_kind(text: str, had: Had) -> bool:
    """Whether the words right beside say that a kind is meant: 两口的, the 2 port one, with two sensors."""
    return (
        _KIND.match(text, had.end) is not None
        or _WITH.search(text, max(0, had.start - _LONGEST_WITH), had.start) is not None
    )


def closed(text: str, had: Had) -> bool:
    """Whether nothing goes on behind it that would make another word of it: 两位师傅, 两口子, 二口价, two stage delivery."""
    if text[had.start : had.end].endswith(_PEOPLE):
        return _FOR_PEOPLE.match(text, had.end) is not None
    return of_kind(text, had) or _END.match(text, had.end) is not None


def told(product: Product) -> frozenset[str]:
    """The keys of all that the product tells so."""
    return _told(product.name, product.name_en, product.spec, *product.aliases)


def measured(product: Product) -> frozenset[str]:
    """The same as sizes, of what is measured as well: 2hole of 双孔."""
    names = wordlists.load("having")["measured"]
    said = (key.partition(":") for key in told(product))
    return frozenset(number + names[own] for number, _, own in said if own in names)


@lru_cache(maxsize=8192)
def _told(*names: str) -> frozenset[str]:
    return frozenset(had.key for name in names if name for had in stated(plain(name).lower()))


def stated(text: str, start: int = 0, end: int | None = None) -> Iterator[Had]:
    """All that a lower-cased text says so between two places."""
    stop = len(text) if end is None else end
    for match in _han().finditer(text, start, stop):
        own, number = match["own"], match["number"]
        if own in wordlists.load("having")["words"]["never"] or (measures(own) and own not in _same()):
            continue
        system = text.startswith(tuple(wordlists.load("having")["words"]["system"]), match.end())
        if units.named(own) is not None and not system and own not in _same():
            continue
        sure = number in othervalues.paired() or system or (units.named(own) is None and not match["counted"])
        yield Had(match.start(), match.end(), f"{othervalues.written(number)}:{_same().get(own, own)}", sure)
    for match in _latin().finditer(text, start, stop):
        latin, word = othervalues.spoken(match[1]), stem(match[3])
        listed = _part(word) != word or word in _same()
        if text.startswith(" of ", match.end()):
            # 3 bars of soap: how many of what is behind it.
            continue
        if latin is None or (not listed and (measures(match[3]) or len(word) < _SHORTEST)):
            continue
        if listed or (units.named(match[3]) is None and traits.of(word) is None):
            sure = match[2] != " " or match[1] in othervalues.paired()
            yield Had(match.start(), match.end(), f"{latin}:{_part(word)}", sure)


def _part(word: str) -> str:
    """The word that stands for all of a part: side, of 面 and sided."""
    if word not in _same() and word.endswith("ed"):
        word = next((one for one in (word[:-1], word[:-2]) if one in _same()), word[:-2])
    return _same().get(word, word)


@cache
def _same() -> dict[str, str]:
    return {word: row[0] for row in wordlists.load("having")["same"] for word in row}


@cache
def _latin() -> re.Pattern[str]:
    words = "|".join(sorted(othervalues.number_words(), key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(\d{{1,2}}|{words})([ -]|(?=p\b))(?!(?:{words})\b)([a-z]{{1,12}})\b")


@cache
def _han() -> re.Pattern[str]:
    digits = "".join(wordlists.load("numerals")["chinese"]["digits"])
    paired = "".join(word for word in othervalues.paired() if not word.isascii())
    counters = "|".join(wordlists.load("having")["words"]["counters"])
    # 十二管 is no 二管.
    return re.compile(
        rf"(?:(?<![\w.*×/第每点-])|(?<=[㐀-鿿])(?<![十百千万点第每{digits}]))"
        rf"(?P<number>[{digits}{paired}]|\d{{1,2}})(?P<counted>{counters})?(?P<own>[㐀-鿿])"
    )
