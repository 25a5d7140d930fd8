"""The words around a place or a day: its sentence or clause, the phrases of delivery in them, and the evidence that they are."""

import re

from parsers import phrases
from parsers.annotate import Annotated
from parsers.reading import Evidence
from parsers.spans import Span

_LONGEST_SENTENCE = 400
# How far before and behind a day it may be told what is then.
_TOLD_BEFORE, _NEAR_DAY = 48, 24
SENTENCE = "。\n；;!！?？"
CLAUSE = SENTENCE + "，,("
_DIGITS = str.maketrans("一二两三四五六七八九", "1223456789")
_NUMERALS = str.maketrans("123456789", "一二三四五六七八九")
# One digit, in either script, by itself.
_ONE_DIGIT = re.compile(
    r"(?<![\d一二两三四五六七八九十百])[1-9一二两三四五六七八九](?![\d一二三四五六七八九十百])"
)
_FULL_STOP = re.compile(r"\.(?=\s)")
# Between Chinese words a blank parts clauses.
BLANK = re.compile(r"(?<=[㐀-鿿]) +(?=[㐀-鿿\d])|(?<=[㐀-鿿])[~～]+ *(?=[㐀-鿿])")


def says(name: str, text: str) -> bool:
    """Whether the text has the phrase `name` of `delivery.toml`."""
    return phrases.book("delivery")[name].pattern.search(text) is not None


def in_digits(name: str) -> str:
    """二号棚 as 2号棚: where a place has a number, people write it either way."""
    return _ONE_DIGIT.sub(lambda one: one[0].translate(_DIGITS), name)


def in_numerals(name: str) -> str:
    """2号棚 as 二号棚."""
    return _ONE_DIGIT.sub(lambda one: one[0].translate(_NUMERALS), name)


def around(text: str, start: int, end: int, marks: str) -> str:
    """The sentence or clause in which [start, end) stands."""
    first, last = bounds(text, start, end, marks)
    return text[first:last]


def bounds(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """Where the sentence or clause begins and ends in which [start, end) stands, as far as anybody's sentences reach.

    A full stop ends both, but not inside a number.
    """
    begin, stop = max(0, start - _LONGEST_SENTENCE), min(len(text), end + _LONGEST_SENTENCE)
    first = max(begin, *(text.rfind(mark, begin, start) + 1 for mark in marks))
    stops = [at for mark in marks if (at := text.find(mark, end, stop)) >= 0]
    last = min(stops, default=stop)
    points = [match.end() for match in _FULL_STOP.finditer(text, first, last)]
    first = max((at for at in points if at <= start), default=first)
    return first, min((at for at in points if at >= end), default=last)


def evidence(annotated: Annotated, span: Span) -> Evidence:
    """The words of the span as the sender wrote them, and where they stand in the message."""
    first, last = annotated.surface.source(span.start, span.end)
    return Evidence(annotated.source(span.start, span.end), first, last, span.certainty, span.rule)


def foregoing(text: str, span: Span) -> str:
    """What its sentence says before a day, as far as it may tell of it."""
    return text[max(bounds(text, span.start, span.end, SENTENCE)[0], span.start - _TOLD_BEFORE) : span.start]


def paid(annotated: Annotated, span: Span) -> bool:
    """Whether money comes or goes on that day: 款周五到账."""
    text = annotated.lowered
    return says("money_then", foregoing(text, span)) and says(
        "money_comes", text[span.end : span.end + _NEAR_DAY]
    )
