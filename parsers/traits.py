"""What tells products of one kind apart: colours, sizes, sides; of each group (see traits.toml) a product has one value."""

import re
from collections.abc import Iterable
from functools import cache

from parsers import wordlists

Trait = tuple[str, str]
"""A group and a value of it: ("colour", "red")."""

LETTERS = r"(?:[2-9]?x{1,4}[sl]|[sml])"
"""A size in letters as a pattern: S, XXL, 3XL."""
LETTERED = rf"(?:{LETTERS}|[2-9][sl])"
"""The same where nothing else can stand: there even 2L is one, which elsewhere is a volume."""

# What may stand behind a trait without meaning anything: 黑色, 薄款.
_EMPTY = "色的款型码"


def of(word: str) -> Trait | None:
    """What a word states, if it states a trait and nothing else (黑色, grey, XL)."""
    table = _table()
    return table.get(word) or (table.get(word.rstrip(_EMPTY)) if word[-1:] in _EMPTY else None)


def stated(runs: Iterable[str], words: Iterable[str]) -> frozenset[Trait]:
    """What a name states in its runs of Chinese characters and in its Latin words."""
    table = _table()
    found = {table[match.group()] for run in runs for match in _spelled().finditer(run)}
    found.update(table[word] for word in words if word in table)
    return frozenset(found)


def within(run: str) -> list[tuple[int, int, str]]:
    """(start, end, word) of the traits in a run of Chinese characters; `end` counts 色 and the like in."""
    found: list[tuple[int, int, str]] = []
    for match in _spelled().finditer(run):
        end = match.end()
        if run[end : end + 1] in ("色", "款"):
            end += 1
        found.append((match.start(), end, match.group()))
    return found


@cache
def _table() -> dict[str, Trait]:
    groups = {name: group for name, group in wordlists.load("traits").items() if name != "samples"}
    return {
        word: (name, value)
        for name, group in groups.items()
        for value, words in group.items()
        for word in (*words["zh"], *words["en"])
    }


@cache
def _spelled() -> re.Pattern[str]:
    return wordlists.pattern(tuple(word for word in _table() if not word.isascii()))
