"""Cue words: negations, corrections, additions, totals and the small words between, found as spans."""

from collections.abc import Sequence
from functools import cache

from parsers import wordlists
from parsers.patterns import Together, seldom
from parsers.spans import Span

# Change A to B: the small word stands between the old and the new.
_EXCHANGE = seldom(
    r"\b(?:change|swap|replace|switch|exchange|substitute)\b[^\n.;]{2,60}?\b(to|for|with|by|into)\b"
)


@cache
def _patterns() -> Together:
    """The words and the expressions of each cue. They are read on a lower-cased text alone."""
    sources: dict[str, tuple[Sequence[str], int]] = {}
    for name, table in wordlists.load("cues").items():
        words = tuple(table.get("zh", ())) + tuple(table.get("en", ()))
        if words:
            sources[f"{name} words"] = [wordlists.alternatives(w.lower() for w in words)], 0
        if table.get("re"):
            sources[f"{name} like"] = table["re"], 0
    return Together(sources)


@cache
def _called() -> dict[str, str]:
    """What the words and the expressions of each cue are found as: another cue may say the same."""
    told = {name: table.get("as", name) for name, table in wordlists.load("cues").items()}
    return {f"{name} {kind}": called for name, called in told.items() for kind in ("words", "like")}


def find(lowered: str) -> list[Span]:
    """Spans labelled with the cue's name, over a lower-cased surface; overlaps are left to the cover."""
    found: list[Span] = []
    patterns, called = _patterns(), _called()
    for one in patterns.within(lowered):
        name = called[one]
        for match in patterns[one].finditer(lowered):
            start, end = match.span()
            if end > start and wordlists.starts_word(lowered, start):
                found.append(Span(start, end, name, match.group(), 0.9, f"cues.{name}"))
    found += [
        Span(match.start(1), match.end(1), "swap", match[1], 1.0, "cues.exchange")
        for match in _EXCHANGE.finditer(lowered)
    ]
    return found
