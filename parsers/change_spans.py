"""The spans from which the tokens of a change are made: numbers without the words around them, and what words of change leave of
unknown ones."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from parsers import units
from parsers.annotate import Annotated
from parsers.change_numbers import NUMBERS
from parsers.segments import Block
from parsers.spans import Span

# What begins a new sentence behind a point.
_NEXT = re.compile(r"\s+[A-Z㐀-鿿]|\s*\n")
# What stands before "us" where it is no country.
_TO_US = re.compile(
    r"\b(?:for|to|let|give|send|with|of|by|from|than|help|tell|bring|ship|suits?|all|both|offer|cost|want|need|make|leave) \Z",
    re.IGNORECASE,
)
# Not 8 but 9: no unit of the number.
_BUT = " but"
# Words that the numbers of a change lie within.
_AROUND_NUMBERS = frozenset({"was", "correct"})


def opened(annotated: Annotated, block: Block, sold: Collection[str]) -> Iterator[Span]:
    """The spans of the cover; of words that have numbers within them only the numbers."""
    for span in annotated.chosen.get(block, []):
        inside = [
            one
            for one in (annotated.of(*NUMBERS, blocks=[block]) if span.label in _AROUND_NUMBERS else ())
            if span.start <= one.start and one.end <= span.end
        ]
        if not inside:
            yield span
            continue
        number = max(inside, key=lambda one: one.end - one.start)
        counted = annotated.lowered[number.end : span.end].removesuffix(_BUT).strip(" ,")
        if counted and counted not in sold and units.named(counted) is None:
            # 9速改11: what no unit counts tells a kind.
            number = replace(number, end=span.end, label="kind")
        yield number


def ends_sentence(span: Span, text: str) -> bool:
    """Whether the point of an abbreviated unit (8 ctn.) is that of the sentence as well."""
    point = span.end - 1 if text[span.end - 1] == "." else span.end
    return (
        span.label in NUMBERS and text[point : point + 1] == "." and _NEXT.match(text, point + 1) is not None
    )


def left_of(span: Span, taken: Sequence[tuple[int, int]]) -> Span:
    """What is left of the span in front of the stretches that are taken, or else behind them."""
    inside = [(start, end) for start, end in taken if start < span.end and span.start < end]
    first, last = min(start for start, _ in inside), max(end for _, end in inside)
    if span.start < first:
        return replace(span, end=first)
    return replace(span, start=min(last, span.end))


def pronoun(span: Span, text: str) -> bool:
    """Whether a word that is also a kind of goods (US plugs) means the writer: no problem for us."""
    return text[span.start : span.end] == "us" and _TO_US.search(text, 0, span.start) is not None
