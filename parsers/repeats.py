"""Where a message orders again what was ordered before: our May order again, 前次的单子照发一遍."""

from parsers import phrases
from parsers.spans import Span


def find(lowered: str) -> list[Span]:
    """Spans 'same' over a lower-cased surface."""
    return [
        Span(match.start(), match.end(), "same", match.group(), 0.9, f"repeats.{phrase.name}")
        for phrase in phrases.book("repeats").within(lowered)
        for match in phrase.pattern.finditer(lowered)
    ]
