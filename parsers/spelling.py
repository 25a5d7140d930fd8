"""English words as people spell them: the other side of the ocean, by ear, or as another word altogether."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from parsers import wordlists

# Whoever writes by ear knows no doubled letters.
_BY_EAR = (
    (re.compile("ph"), "f"),
    (re.compile("ck|q"), "k"),
    (re.compile("x"), "ks"),
    (re.compile("c(?=[eiy])|z"), "s"),
    (re.compile("c(?!h)"), "k"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ENDINGS = (
    (re.compile("(?<=[a-z]{3})our(?=$|ed|ing|less|ful)"), "or"),
    (re.compile("(?<=[a-z]{2}[bct])re$"), "er"),
    (re.compile("(?<=[a-z]{3})is(?=e$|ed$|er$|ing$|ation$)"), "iz"),
    (re.compile("(?<=[a-z]{2})ys(?=e$|ed$|er$)"), "yz"),
    (re.compile("(?<=[a-z]{3})ogue$"), "og"),
    (re.compile("(?<=[a-z]{4}in)e$"), ""),
    (re.compile("(?<=[ae])ll(?=ed$|ing$|er$)"), "l"),
    (re.compile("(?<=[a-z])ae(?=[a-z])|(?<=[a-z])oe(?=[a-z]{3})"), "e"),
)
_DOUBLED, _VERBAL, _SHORTEST_ROOT = re.compile(r"([^aeiou])\1+"), ("ed", "ing"), 4
# Words that differ in these endings only are two substances, whatever the distance (nitrite, nitrate).
_SUBSTANCE = re.compile("[aeiouy][dlmnst]e$")


@cache
def english() -> frozenset[str]:
    """Everyday words of the language, without their plural: no slip of another word."""
    text = files("parsers").joinpath("english.txt").read_text(encoding="utf-8")
    return frozenset(row for row in text.splitlines() if not row.startswith("#"))


def variant(word: str) -> str:
    """One spelling for the two that a word has by the dictionaries (tyre and tire, fibre and fiber)."""
    known = _irregular().get(word)
    if known is not None:
        return known
    for pattern, ending in _ENDINGS:
        word = pattern.sub(ending, word)
    return word


def heard(word: str) -> str:
    """The word as it sounds, roughly: equal for bicycle and bycicle, graphite and grafite."""
    for pattern, sound in _BY_EAR:
        word = pattern.sub(sound, word)
    return word


def apart(word: str, other: str) -> bool:
    """Whether two words that look alike name two substances."""
    one, two = _SUBSTANCE.search(word), _SUBSTANCE.search(other)
    return one is not None and two is not None and one[0] != two[0]


def doubled(word: str, other: str) -> bool:
    """Whether two words differ in nothing but doubled consonants; with a doubled vowel it is another word (led, Leeds)."""
    return _DOUBLED.sub(r"\1", word) == _DOUBLED.sub(r"\1", other)


@lru_cache(maxsize=4096)
def akin(word: str) -> tuple[str, ...]:
    """Words of the same root that tell what is done to a thing or what it is for: sliced and slicing of slice, and slice of those."""
    if len(word) < _SHORTEST_ROOT:
        return ()
    roots = {word}
    for ending in _VERBAL:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_ROOT - 1:
            roots |= {stem, stem + "e"} | ({stem[:-1]} if stem[-1] == stem[-2] else set())
    told = {
        form
        for root in roots
        for form in (
            root,
            *(root.removesuffix("e") + ending for ending in _VERBAL),
            *(root + root[-1] + ending for ending in _VERBAL),
        )
    }
    return tuple(sorted(told - {word}))


@cache
def _irregular() -> dict[str, str]:
    return {word: row[0] for row in wordlists.load("spellings")["same"] for word in row}
