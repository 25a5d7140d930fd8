"""How Chinese characters sound, without what many ears and keyboards do not tell apart."""

from collections.abc import Iterator
from functools import cache, lru_cache

from parsers import wordlists


def sound(character: str) -> str:
    """The toneless pinyin of one character, without what many ears and keyboards do not tell apart (zh, ing)."""
    return _sounds().get(character, character)


def sounds_of(run: str) -> Iterator[str]:
    """The same of each character."""
    return map(_sounds().get, run, run)


def spelt(character: str) -> str:
    """The whole toneless pinyin of one character."""
    return _spellings().get(character, character)


@cache
def _spellings() -> dict[str, str]:
    return {
        character: syllable
        for syllable, characters in wordlists.load("sounds").items()
        for character in characters
    }


@cache
def _sounds() -> dict[str, str]:
    return {
        character: heard
        for syllable, characters in wordlists.load("sounds").items()
        for heard in (fuzzy(syllable),)
        for character in characters
    }


def fuzzy(syllable: str) -> str:
    """A syllable of pinyin with z for zh, c for ch, s for sh, and n for a final ng."""
    if syllable[:2] in ("zh", "ch", "sh"):
        syllable = syllable[0] + syllable[2:]
    return syllable[:-1] if syllable.endswith(("ing", "eng", "ang")) else syllable


@lru_cache(maxsize=4096)
def pairs_of(run: str) -> tuple[tuple[str, str], ...]:
    """The neighbouring characters of a run, and how they sound."""
    pairs = (run[start : start + 2] for start in range(len(run) - 1))
    return tuple((pair, heard(pair)) for pair in pairs)


@lru_cache(maxsize=16_384)
def heard(pair: str) -> str:
    """How two characters sound, with a space between."""
    return f"{sound(pair[0])} {sound(pair[1])}"
