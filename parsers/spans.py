"""The one shape of evidence: a typed stretch of the text that was given, with its value and certainty."""

from typing import Any

from parsers.parts import Part
from parsers.values import frozen


@frozen
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


def moved(span: Span, by: int) -> Span:
    """The span, and the part that it holds, `by` characters further on."""
    if by == 0:
        return span
    value = span.value
    if isinstance(value, Part):
        value = value.moved(by)
    return Span(span.start + by, span.end + by, span.label, value, span.certainty, span.rule)
