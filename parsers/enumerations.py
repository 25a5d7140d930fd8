"""The numbers that a writer puts before the points of a list within running text: two changes: (1) no pots, (2) 8 bulbs."""

import re
from collections.abc import Iterator

from parsers.spans import Span

# Each form of a mark, with its number or letter; behind it begins the point itself.
_FORMS = (
    re.compile(r"\((\d{1,2}|[a-h])\)(?= ?[^\W\d_])", re.IGNORECASE),
    re.compile(r"(?<![\w(.,/])(\d{1,2}|[a-h])\)(?= ?[^\W\d_])", re.IGNORECASE),
    re.compile(r"(?<![\w(.,/-])(\d{1,2})/(?= [^\W\d_]|[A-Za-z㐀-鿿])"),
    re.compile(r"(?<![\w(.,/-])(\d{1,2})[、.](?= ?[^\W\d_])"),
    re.compile(r"([①-⑨])(?= ?\w)"),
    re.compile(r"(?<![㐀-鿿\w])([一二三四五六七八九])[、.](?![一二三四五六七八九十])(?= ?\w)"),
)
_ORDER = ("123456789", "abcdefgh", "①②③④⑤⑥⑦⑧⑨", "一二三四五六七八九")
# What the first point of a list stands behind, but for a blank: the beginning, or a mark.
_OPENS = frozenset(":;,.!?\n：；，。！？-")


def find(text: str) -> Iterator[Span]:
    """Spans 'marker' of lists whose points count on from the first."""
    for form in _FORMS:
        run: list[re.Match[str]] = []
        for match in form.finditer(text):
            place = _place(match[1].lower())
            if place == len(run) and (run or _opens(text, match.start())):
                run.append(match)
            elif place == 0 and len(run) < 2 and _opens(text, match.start()):
                run = [match]
        if len(run) > 1:
            yield from (Span(*one.span(), "marker", one[0], 1.0, "enumerations") for one in run)


def _place(mark: str) -> int:
    """Which point of a list it marks, counted from 0."""
    return next((row.index(mark) for row in _ORDER if mark in row), -1)


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t")
    return not before or before[-1] in _OPENS or text[start] in "①(一"
