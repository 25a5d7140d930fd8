"""Things that people call otherwise than the catalog: 影印纸 for 复印纸, a torch for a flashlight. What is said is read as the name that
the catalog has."""

from collections.abc import Iterator
from functools import cache

from parsers import wordlists
from parsers.catalog import Catalog
from parsers.parts import Part, stem
from parsers.patterns import Pattern, seldom
from parsers.sounds import pairs_of
from parsers.spans import Span


def find(lowered: str, catalog: Catalog) -> Iterator[Span]:
    """Spans 'part' of names that the catalog does not have, for each of which it has another."""
    for found in _pattern().finditer(lowered):
        said = found.group()
        word = said if not said.isascii() else stem(said)
        # Tapes are no taps, though the ending fits both.
        others = _names().get(word, ())
        if not others or _has(word, catalog):
            continue
        other = next((name for name in others if _has(name, catalog)), None)
        if other is not None:
            start, end = found.span()
            part = Part(start, end, "word" if other.isascii() else "han", other)
            yield Span(start, end, "part", part, 1.0, "parts.othername")


def _has(name: str, catalog: Catalog) -> bool:
    if name.isascii():
        return catalog.knows("w:" + name)
    return all(catalog.knows("c:" + pair) for pair, _ in pairs_of(name))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """By each name, the others of its row."""
    rows = wordlists.load("othernames")["same"]
    return {name: tuple(other for other in row if other != name) for row in rows for name in row}


@cache
def _pattern() -> Pattern:
    chinese = sorted((name for name in _names() if not name.isascii()), key=len, reverse=True)
    english = sorted((name for name in _names() if name.isascii()), key=len, reverse=True)
    return seldom("|".join(chinese) + rf"|(?<![a-z])(?:{'|'.join(english)})(?:e?s)?(?![a-z])")
