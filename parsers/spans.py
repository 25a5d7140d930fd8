"""The one shape of evidence: a typed stretch of the text that was given, with its value and certainty."""

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
