"""The unit word that belongs to a number: next to it, in the next column of a row, or alone before it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from parsers import units, wordlists

_COLUMN = re.compile(r"[ ]{2,12}|[ ]{0,4}\t[ ]{0,4}")
_ENDS_COLUMN = re.compile(r"[ ]*(?:$|[\n\t|]|[ ]{2})")
_OF = re.compile(r" ([a-z]{2,12}) of (?:the )?[a-z]")
# 2 more boxes, 3 full cartons: between a number and its unit.
MORE = re.compile(r" (?:more|extra|additional|further|other)(?= )")
_BESIDE_UNIT = re.compile(r" (?:full|whole|complete|entire|single|separate|sealed|unopened)(?= )")
# Gloves, cartons 4; the unit before its number.
_AHEAD = re.compile(r"(?:[,:;|\n]|[a-z0-9)] ?[-–—]) ?((?:[a-z]{2,10}s|ctn|ctns|pcs)) ?[:x*=]? ?\Z")
_ENDS_THING = re.compile(r" ?(?:[,;\n]|\.(?!\d)|\Z)")
_FAR_AHEAD = 16
# Words between a number and "of" that count nothing.
_NO_UNITS = frozenset(
    {
        "one",
        "each",
        "all",
        "both",
        "some",
        "any",
        "most",
        "more",
        "extra",
        "out",
        "kinds",
        "types",
        "sort",
        "sorts",
        "day",
        "days",
        "week",
        "weeks",
        "end",
    }
)


@dataclass(frozen=True, slots=True)
class OwnUnits:
    """The catalog's unit words with their plurals: what finds them, and which word each spelling stands for."""

    pattern: re.Pattern[str] | None
    words: Mapping[str, str]


def measured(lowered: str, place: int, own: OwnUnits, unit_words: frozenset[str]) -> bool:
    """Whether a measure stands there by which nothing is sold here."""
    counted = at(lowered, place, own)
    return counted is not None and counted[1] not in unit_words and units.measures(counted[1])


@lru_cache(maxsize=64)
def own_units(unit_words: frozenset[str]) -> OwnUnits:
    spelled = {word: word for word in unit_words}
    for word in unit_words:
        if word.isascii() and word[-1:].isalpha():
            spelled.setdefault(word + "s", word)
            spelled.setdefault(word + "es", word)
    return OwnUnits(wordlists.pattern(tuple(sorted(spelled))) if spelled else None, spelled)


def behind(lowered: str, position: int, own: OwnUnits) -> tuple[int, str] | None:
    """(end, word) of the unit behind a number: next to it, or alone in the next column of a row."""
    return (
        at(lowered, position, own) or _unit_in_column(lowered, position, own) or _word_of(lowered, position)
    )


def ahead(lowered: str, start: int, end: int, words: Callable[[str], bool]) -> tuple[int, str] | None:
    """(start, word) of the unit in the plural that alone stands between a mark and the number, where the thing of the list
    ends behind it: gloves, cartons 4; lids - boxes: 6."""
    before = _AHEAD.search(lowered, max(0, start - _FAR_AHEAD), start)
    if before is None or not _ENDS_THING.match(lowered, end) or words(before[1]):
        return None
    unit = units.named(before[1])
    counts = unit is not None and not units.measures(before[1])
    return (before.start(1), before[1]) if counts else None


def aside(lowered: str, position: int, own: OwnUnits, words: Callable[[str], bool]) -> tuple[int, str] | None:
    """The unit of 2 more boxes and 3 full cartons, which tell nothing of what is counted."""
    more = MORE.match(lowered, position)
    end = more.end() if more else position
    full = _BESIDE_UNIT.match(lowered, end)
    end = full.end() if full and not words(full.group().strip()) else end
    return at(lowered, end, own) if end > position else None


def at(lowered: str, position: int, own: OwnUnits) -> tuple[int, str] | None:
    start = position + 1 if lowered.startswith(" ", position) else position
    best: tuple[int, str] | None = None
    known = units.at(lowered, position)
    # 5 boxes each, 20 each: a cue before it is a unit (see `each`).
    if known and lowered[start : known[0]] != "each":
        best = known[0], lowered[start : known[0]]
    found = own.pattern.match(lowered, start) if own.pattern else None
    if found and found.group() and found.group() != "each" and (best is None or found.end() > best[0]):
        best = found.end(), own.words.get(found.group(), found.group())
    return best


def _unit_in_column(lowered: str, position: int, own: OwnUnits) -> tuple[int, str] | None:
    blank = _COLUMN.match(lowered, position)
    found = at(lowered, blank.end(), own) if blank else None
    return found if found and _ENDS_COLUMN.match(lowered, found[0]) else None


def _word_of(lowered: str, position: int) -> tuple[int, str] | None:
    """2 fcl of soda: a word that stands for a unit nobody knows."""
    found = _OF.match(lowered, position)
    return (found.end(1), found[1]) if found and found[1] not in _NO_UNITS else None
