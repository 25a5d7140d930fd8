"""Patterns as data: a TOML file lists words once, its phrases are patterns with slots for them, samples prove each.

    [words]
    goods = ["货", "goods"]

    [where]
    re = ['<goods>[^。\\n]{0,12}到哪', 'where (?:is|are) (?:my|our) <goods>']
    yes = ["那批货到哪"]
    no = ["货到付款"]

A slot `<name>` stands for any of the words of that name, Latin words as whole words only; words given as one string
stand for any of its characters. [parts] are pieces of patterns, used as slots by the phrases after them. Phrases are written
without nested repetition, since they run on hostile text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from parsers import wordlists
from parsers.patterns import Pattern, Together

# <name>, but neither (?P<name>...) nor a lookbehind.
_SLOT = re.compile(r"(?<!\(\?)(?<!\(\?P)<([a-z_]+)>")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A named pattern; `table` is its row of the file, with whatever else the reader of that file wants to know."""

    name: str
    pattern: Pattern
    table: Mapping[str, Any]

    @property
    def yes(self) -> tuple[str, ...]:
        """Samples in which the phrase must be found."""
        return tuple(self.table.get("yes", ()))

    @property
    def no(self) -> tuple[str, ...]:
        """Samples in which it must not."""
        return tuple(self.table.get("no", ()))


class Book(dict[str, Phrase]):
    """The phrases of a file by their names, in its order. Nobody changes it: it is a dict since it is asked so often."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]], slots: Mapping[str, str]) -> None:
        self._patterns = Together(
            {
                key: ([_filled(one, slots) for one in table["re"]], _flags(table))
                for key, table in tables.items()
            }
        )
        super().__init__({key: Phrase(key, self._patterns[key], table) for key, table in tables.items()})

    def within(self, *texts: str) -> list[Phrase]:
        """The phrases that may stand in one of the texts: to look for the others would be in vain."""
        return [self[name] for name in self._patterns.within(*texts)]

    def may_say(self, text: str, names: tuple[str, ...]) -> bool:
        """Whether one of the named phrases may stand in the text, or in any part of it: to look for them may be worth it."""
        return any(True for _ in self._patterns.among(names, text))

    def says(self, text: str, names: tuple[str, ...]) -> bool:
        """Whether one of the named phrases stands in the text."""
        return any(pattern.search(text) for pattern in self._patterns.among(names, text))


@cache
def book(name: str) -> Book:
    """The phrases of `parsers/<name>.toml`, compiled; case counts only where a phrase says `case = true`."""
    tables = {key: table for key, table in wordlists.load(name).items() if key not in ("words", "parts")}
    return Book(tables, _slots(name))


@cache
def slot(name: str, key: str) -> str:
    """What the slot or part `key` of `parsers/<name>.toml` stands for, as a pattern."""
    return _slots(name)[key]


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list `key` of the [words] of `parsers/<name>.toml`."""
    return frozenset(wordlists.load(name)["words"][key])


@cache
def _slots(name: str) -> Mapping[str, str]:
    tables = wordlists.load(name)
    slots = {key: _alternatives(listed) for key, listed in tables.get("words", {}).items()}
    for key, part in tables.get("parts", {}).items():
        slots[key] = f"(?:{_filled(part, slots)})"
    return MappingProxyType(slots)


def _flags(table: Mapping[str, Any]) -> int:
    # A word border stands between a Latin letter and a Chinese character, as in 帮我cancel.
    case = re.NOFLAG if table.get("case") else re.IGNORECASE
    return re.MULTILINE | re.ASCII | case


def _filled(pattern: str, slots: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda match: slots[match[1]], pattern)


def _alternatives(listed: list[str] | str) -> str:
    if isinstance(listed, str):
        return f"[{listed}]"
    latin = [word for word in listed if word[0].isascii() and word[0].isalnum()]
    other = [word for word in listed if word not in latin]
    groups = [wordlists.alternatives(other)] if other else []
    if latin:
        groups.append(rf"(?<![A-Za-z0-9]){wordlists.alternatives(latin)}")
    return "(?:" + "|".join(groups) + ")"
