"""The one shape of evidence: a typed stretch of the text that was given, with its value and certainty."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """`label` names the kind ('number', 'unit', 'date', …); `start` and `end` are character offsets into the
    text that the annotator was given; `rule` says which rule of it proposed the span.

    Annotators propose candidates that may overlap; the cover step decides between them.
    """

    start: int
    end: int
    label: str
    value: Any
    certainty: float = 1.0
    rule: str = ""

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


def longest(spans: Iterable[Span]) -> list[Span]:
    """The spans that no better one overlaps: the longer wins, then the more certain, then the earlier."""
    chosen: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (s.start - s.end, -s.certainty, s.start)):
        positions = range(span.start, span.end)
        if not any(position in taken for position in positions):
            taken.update(positions)
            chosen.append(span)
    return sorted(chosen, key=lambda s: s.start)
