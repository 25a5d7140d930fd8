"""Text as the words by which the archive finds it again, in Chinese too, alike in both databases.

Chinese has no blanks, and the trigrams that SQLite offers find no word of two characters. So each two neighbouring characters
are a word (and the last one by itself), and what is searched is a phrase of them: 保温杯 is 保温 followed by 温杯. Everything
else goes by its words, of which the beginning is enough. Traditional characters are found as simplified ones, full-width
as half-width, capitals as small letters. The words are written in plain ASCII, which no tokenizer takes apart.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from store.columns import storable

if TYPE_CHECKING:
    from opencc import OpenCC

MOST = 15_000
"""Words of a text that are kept: PostgreSQL counts no further (16,383 positions)."""
_LONGEST_TEXT = 60_000
_LONGEST_QUERY = 200
_MOST_TERMS = 10
_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<chinese>[{_CHINESE}]+)|[^\W_{_CHINESE}]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand one after the other; of the last one the beginning is enough."""

    words: tuple[str, ...]

    @property
    def fts5(self) -> str:
        return f'"{" ".join(self.words)}" *'

    @property
    def tsquery(self) -> str:
        return " <-> ".join((*self.words[:-1], f"{self.words[-1]}:*"))


def words(text: str) -> str:
    """The words of a text that is kept, in their order."""
    found: list[str] = []
    for chinese, run in _runs(text[:_LONGEST_TEXT]):
        if len(found) >= MOST:
            break
        if chinese:
            found += [_pair(run[at : at + 2]) for at in range(len(run))]
        else:
            found.append(_word(run))
    return " ".join(found[:MOST])


def terms(query: str) -> tuple[Term, ...]:
    """What somebody looks for: all of it must be there, each part that stands between blanks as a phrase."""
    found = []
    for part in query[:_LONGEST_QUERY].split()[:_MOST_TERMS]:
        one: list[str] = []
        runs = list(_runs(part))
        for number, (chinese, run) in enumerate(runs, 1):
            pairs = [_pair(run[at : at + 2]) for at in range(len(run))]
            # Only where the query goes on is it sure that the text's run ends here, too.
            ends = number < len(runs) or len(run) == 1
            one += [_word(run)] if not chinese else pairs if ends else pairs[:-1]
        if one:
            found.append(Term(tuple(one)))
    return tuple(found)


def excerpt(text: str, query: str, *, around: int = 40) -> str:
    """What stands around the first place where a part of the query is found, on one line; else the beginning."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[:_LONGEST_TEXT]).split())
    folded = _folded(line)
    # A place in one must be the same place in the other.
    folded = folded if len(folded) == len(line) else line.lower()
    places = [folded.find(part) for part in _folded(query[:_LONGEST_QUERY]).split()]
    at = min((place for place in places if place >= 0), default=0)
    start, end = max(at - around, 0), at + 2 * around
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text's runs of Chinese characters (True) and of others."""
    for match in _RUN.finditer(_folded(text)):
        yield match["chinese"] is not None, match[0]


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", storable(text)).casefold()
    return folded if folded.isascii() else _simplifier().convert(folded)


@cache
def _simplifier() -> "OpenCC":
    # A listing of orders needs no dictionary.
    from opencc import OpenCC

    return OpenCC("t2s")


def _pair(characters: str) -> str:
    return "x" + "".join(f"{ord(character):06x}" for character in characters)


def _word(run: str) -> str:
    run = run[:100]
    return f"w{run}" if run.isascii() else f"v{run.encode('utf-8', 'replace').hex()}"
