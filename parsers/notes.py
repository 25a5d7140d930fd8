"""The note: what the sender requires beyond products, place and day, in the sender's own words."""

import re
from functools import cache

from parsers import wordlists
from parsers.annotate import Annotated
from parsers.spans import Span

_CLAUSE = re.compile(r"[^\n。；;!！?？，,]+")
_SENTENCE = re.compile(r"(?:[^\n。；;!！?？.]|(?<=\d)\.(?=\d)|\.(?!\s|$))+")
_LONGEST = 400


@cache
def _requirements() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in wordlists.load("notes")["note"]["re"]))


def find(annotated: Annotated, taken: list[tuple[int, int]]) -> tuple[str | None, list[tuple[int, int]]]:
    """The note and the stretches of the surface that it was taken from. Clauses in `taken` name ordered products."""
    stretches: list[tuple[int, int]] = []
    for block in annotated.voice:
        for match in _CLAUSE.finditer(annotated.lowered, block.start, block.end):
            start, end = match.span()
            if _asks(annotated, start, end) and not _lists(start, end, taken):
                stretches.append((start, end))
    if not stretches:
        return None, []
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and start - merged[-1][1] <= 2 and "\n" not in annotated.text[merged[-1][1] : start]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    words = "；".join(annotated.source(start, end) for start, end in merged)
    return words[:_LONGEST] or None, merged


def _asks(annotated: Annotated, start: int, end: int) -> bool:
    text = annotated.lowered[start:end]
    if _requirements().search(text):
        return True
    return any(start <= span.start < end for span in _clocks(annotated))


def _clocks(annotated: Annotated) -> list[Span]:
    return [span for spans in annotated.chosen.values() for span in spans if span.label == "clock"]


def _lists(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in taken)
