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
    re.compile(
        r"(?:变更|修改|更改|更正|改动|变动|调整|\bchange|\bcorrection|\bamendment)(?: ?no\.?)? ?(\d)(?= ?[:：])",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![㐀-鿿\w])([一二三四五六七八九])[、.](?![一二三四五六七八九十])(?= ?\w)"),
    re.compile(r"(?<![㐀-鿿\w])其([一二三四五六])(?=[，,、：: ])"),
)
_ORDER = ("123456789", "abcdefgh", "①②③④⑤⑥⑦⑧⑨", "一二三四五六七八九")
# What the first point of a list stands behind, but for a blank: the beginning, or a mark.
_OPENS = frozenset(":;,.!?\n：；，。！？-")
# A number in brackets, or in words, may well be an amount behind a name (台灯(1)，椅子(2)): it opens a list behind fewer of them.
_OPENS_PLAINLY = frozenset(":.;\n：。；")
# What ends a sentence or a row stands before every point of many a list.
_ENDS = frozenset(".!?\n。！？")


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
        if len(run) > 1 and not _are_amounts(text, run):
            yield from (Span(*one.span(), "marker", one[0], 1.0, "enumerations") for one in run)


def _place(mark: str) -> int:
    """Which point of a list it marks, counted from 0."""
    return next((row.index(mark) for row in _ORDER if mark in row), -1)


def _before(text: str, start: int) -> str:
    """The character before it, but for blanks; nothing at the beginning."""
    while start and text[start - 1] in " \t":
        start -= 1
    return text[start - 1 : start]


def _opens(text: str, start: int) -> bool:
    before = _before(text, start)
    plainly = text[start] in "(一"
    return not before or before in (_OPENS_PLAINLY if plainly else _OPENS) or text[start] == "①"


def _are_amounts(text: str, run: list[re.Match[str]]) -> bool:
    """Whether they count what stands before them: each stands behind the same mark (台灯：1、椅子：2、订书机：3), or behind the last
    the next number ends the row (台灯①椅子②订书机③)."""
    first, *others = (_before(text, one.start()) for one in run)
    alike = first != "" and all(other == first for other in others)
    if alike and first not in _ENDS:
        return True
    row = next(row for row in _ORDER if run[0][1].lower() in row)
    following = row[len(run) : len(run) + 1]
    rest = text[run[-1].end() :].partition("\n")[0].rstrip(" \t.。)")
    if not following or not rest.endswith(following):
        return False
    before = _before(rest, len(rest) - 1)
    return row[0] == "①" or (before == "(" == text[run[0].start()]) or (alike and before == first)
