"""Cue words: negations, corrections, additions, totals and the small words between, found as spans."""

import re
from functools import cache

from parsers import wordlists
from parsers.spans import Span

# Change A to B: the small word stands between the old and the new.
_EXCHANGE = re.compile(
    r"\b(?:change|swap|replace|switch|exchange|substitute)\b[^\n.;]{2,60}?\b(to|for|with|by|into)\b"
)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    compiled: list[tuple[str, re.Pattern[str]]] = []
    for own, table in wordlists.load("cues").items():
        # What its words are found as, where another cue says the same.
        name = table.get("as", own)
        words = tuple(table.get("zh", ())) + tuple(table.get("en", ()))
        if words:
            # Read on a lower-cased text alone.
            compiled.append((name, re.compile(wordlists.alternatives(w.lower() for w in words))))
        if table.get("re"):
            compiled.append((name, re.compile("|".join(f"(?:{one})" for one in table["re"]))))
    return tuple(compiled)


def find(lowered: str) -> list[Span]:
    """Spans labelled with the cue's name, over a lower-cased surface; overlaps are left to the cover."""
    found: list[Span] = []
    for name, pattern in _patterns():
        for match in pattern.finditer(lowered):
            start, end = match.span()
            if end > start and wordlists.starts_word(lowered, start):
                found.append(Span(start, end, name, match.group(), 0.9, f"cues.{name}"))
    found += [
        Span(match.start(1), match.end(1), "swap", match[1], 1.0, "cues.exchange")
        for match in _EXCHANGE.finditer(lowered)
    ]
    return found
