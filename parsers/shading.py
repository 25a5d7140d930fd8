"""What only another word beside it makes of a word: the dark of medium-dark, the wax of wax-resin, 深烘 of 中深烘. Of products that fit
alike the one is meant that is so without it."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from parsers import phrases
from parsers.catalog_entry import Entry
from parsers.normalize import lower, plain
from parsers.parts import Part, stem

_COMPOUND = re.compile(r"[a-z]+(?:-[a-z]+)+")
_WORD = re.compile(r"[a-z]+")
_PAIR = 2


def unshaded(phrase: Sequence[Part], entries: Sequence[Entry]) -> list[Entry]:
    """Those of the entries that have what the phrase states without a word beside it that it does not state; all where none
    has, or all have."""
    said = {part.key for part in phrase if part.kind == "word"}
    runs = [part.key for part in phrase if part.kind == "han"]
    pure = [entry for entry in entries if not _bound(entry, said, runs)]
    return pure or list(entries)


def _bound(entry: Entry, said: set[str], runs: Sequence[str]) -> bool:
    english = _english(entry.product.name, entry.product.name_en, *entry.product.aliases)
    if any(word in english and not any(beside <= said for beside in english[word]) for word in said):
        return True
    return any(_only_graded(run, entry) for run in runs)


@lru_cache(maxsize=2048)
def _english(*names: str | None) -> dict[str, frozenset[frozenset[str]]]:
    """The words that stand in a compound or behind a word of grade wherever the names have them, with what stands beside."""
    bound: dict[str, set[frozenset[str]]] = {}
    free: set[str] = set()
    grades = phrases.words("shading", "grades")
    for name in names:
        text = lower(plain(name or ""))
        compounds = [found.span() for found in _COMPOUND.finditer(text)]
        words = [(found.start(), found.group()) for found in _WORD.finditer(text)]
        for place, (start, written) in enumerate(words):
            word = stem(written)
            beside = [
                stem(other)
                for at, other in words
                if at != start and any(a <= at < b and a <= start < b for a, b in compounds)
            ]
            before = stem(words[place - 1][1]) if place else ""
            if before in grades and text[words[place - 1][0] + len(words[place - 1][1]) : start].strip() in (
                "",
                "-",
            ):
                beside.append(before)
            if beside:
                bound.setdefault(word, set()).add(frozenset(beside))
            else:
                free.add(word)
    return {word: frozenset(beside) for word, beside in bound.items() if word not in free}


def _only_graded(run: str, entry: Entry) -> bool:
    """Whether two characters of the run stand behind a character of grade wherever the names have them (半自动), and not in the run."""
    for place in range(len(run) - 1):
        pair = run[place : place + _PAIR]
        if pair not in entry.pairs or (place and run[place - 1] in _grades()):
            continue
        before = [one[at - 1 : at] for one in entry.runs for at in (one.find(pair),) if at >= 0]
        if before and all(character and character in _grades() for character in before):
            return True
    return False


@cache
def _grades() -> frozenset[str]:
    return frozenset(word for word in phrases.words("shading", "grades") if not word.isascii())
