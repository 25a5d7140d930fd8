"""Lines that a mail program broke at its margin, put together again: RFC 3676 tells of the margin, most programs do not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.parts import grammar_words

# Programs break lines at 72 to 80 characters as a rule (RFC 5322 asks for 78 at most), some at 100; a shorter margin is a list's width.
_NARROWEST, _WIDEST = 64, 104
# On a page letters are of different breadth: lines that are full have between so much of the longest one's length and all.
_WIDEST_PAGE, _OF_A_PAGE = 140, 0.85
# What nobody breaks: an address of a page is longer than any margin.
_UNBROKEN = re.compile(r"\S{40,}")
_QUOTED = ">"
# A row that begins so is one of a list, a table, a form or a quotation.
_OPENS_ROW = re.compile(
    r"\s*(?:[-*•·+>|#=_~]|\(?\d{1,3}[.)、:]\s|\(?[a-zA-Z][.)]\s|\d+ ?[x×] |[A-Z][\w ./-]{0,24}:(?:\s|$)|$)"
)
# In these a row stands for itself.
_TABULAR = re.compile(r"\t|\||\S {3,}\S|-{3}|\.{3}|[㐀-鿿]")
# How many of it are wanted ends a row of a list.
_COUNTED = re.compile(r"(?:\d ?(?!st|nd|rd|th)[A-Za-z]{1,8}|[-:=x] ?\d[\d.,]*)\Z")
_ENDS = re.compile(r"[.!?:;]\W{0,2}\Z")
_PAUSES = re.compile(r"[.,!?:;)]\W{0,2}\Z")
_GOES_ON = re.compile(r"[a-z(&]")
_LAST_WORD = re.compile(r"([a-z']+)\Z")
_WORD = re.compile(r"[a-z']+")
# So many small words make prose of a line: a row of a list has hardly any.
_PROSE = 2
# Shorter rows open or close a letter.
_GREETING = 20


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def unwrapped(text: str, *, page: bool = False) -> str:
    """The text with blanks in place of the newlines that its margin made; every offset stays. `page`: it was printed.

    A line was broken there where the first word of the next one would not have had room in it.
    """
    lines = list(_lines(text))
    longest = _longest(lines)
    if not _NARROWEST <= longest <= (_WIDEST_PAGE if page else _WIDEST):
        return text
    margin = round(longest * _OF_A_PAGE) if page else longest
    full = [at for at in range(len(lines) - 1) if _full(lines[at], lines[at + 1], margin)]
    joined = {at for at in full if _goes_on(lines, at, margin)}
    # Where a sentence happens to end at the margin, the lines around tell.
    joined |= {at for at in full if _ENDS.search(lines[at].text.rstrip()) and {at - 1, at + 1} & joined}
    characters = list(text)
    for at in joined:
        characters[lines[at].start + len(lines[at].text)] = " "
    return "".join(characters)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(start, line)
        start += len(line) + 1


def _longest(lines: list[_Line]) -> int:
    """How long the sender's longest line is that might have been broken."""
    own = [line.text.rstrip() for line in lines if not line.text.startswith(_QUOTED)]
    return max((len(one) for one in own if not _UNBROKEN.search(one)), default=0)


def _full(line: _Line, following: _Line, margin: int) -> bool:
    """Whether the first word behind it had no room, and both may be of one sentence."""
    first = following.text.split(" ", 1)[0]
    if not first or len(line.text.rstrip()) + 1 + len(first) <= margin:
        return False
    if _OPENS_ROW.match(following.text) or line.text.startswith(_QUOTED):
        return False
    return not (_TABULAR.search(line.text) or _TABULAR.search(following.text))


def _goes_on(lines: list[_Line], at: int, margin: int) -> bool:
    """Whether the sentence goes on in the next line, which a row of a list that chances to be the longest does not."""
    said, following = lines[at].text.rstrip(), lines[at + 1].text
    last = _LAST_WORD.search(said.lower())
    if said.endswith((",", "-", "&")) or (last is not None and last[1] in grammar_words()):
        return True
    if any(_stands_alone(lines, place, margin) for place in (at - 1, at + 1) if 0 <= place < len(lines) - 1):
        return False
    if _GOES_ON.match(following):
        return _is_prose(f"{said} {following}")
    return _is_prose(said) and not _ENDS.search(said) and not _COUNTED.search(said)


def _is_prose(said: str) -> bool:
    return sum(word in grammar_words() for word in _WORD.findall(said.lower())) >= _PROSE


def _stands_alone(lines: list[_Line], at: int, margin: int) -> bool:
    """Whether the line ends without a pause where there was room: a row of a list."""
    said, following = lines[at].text.rstrip(), lines[at + 1].text
    if len(said) < _GREETING or not following.strip():
        return False
    return not _full(lines[at], lines[at + 1], margin) and not _PAUSES.search(said)
