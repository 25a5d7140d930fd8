"""What a text must hold for a regular expression to be found in it, read from the expression itself: its needles, short
strings one of which stands in whatever it matches."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import chain, product
from math import prod
from operator import add
from typing import Any

# A longer needle tells hardly more, and more of them cost more than they spare.
_LONGEST, _MOST = 3, 600
_MOST_TOGETHER = 48
# How likely so rare a character stands in a text. Needles that are likely together are not worth asking for.
_LATIN = {letter: 0.12 * 0.87**rank for rank, letter in enumerate("etaoinsrhldcumfpgwybvkxjqz")}
_DIGIT, _HAN, _SIGN, _OTHER = 0.1, 0.01, 0.02, 0.3
_SIGNS = frozenset("$€£¥₹₩₽฿₫@#%&+=№°")
_USELESS = 1.0
_RANGE = 40

Needles = frozenset[str]
Places = list[frozenset[str]]
"""Which characters may stand at each of the places that follow each other."""


def pieces(text: str) -> Iterator[str]:
    """All stretches of a text that could be needles."""
    low = text.lower()
    two = list(map(add, low, low[1:]))
    return chain(low, two, map(add, two, low[2:]))


@dataclass(frozen=True, slots=True)
class Needed:
    """`needles` is None where none can be told, or where they would stand in most texts; `empty`: it may match nothing.
    `groups` are the names of its groups; `numbered`: some have none."""

    needles: Needles | None = None
    empty: bool = True
    groups: tuple[str, ...] = ()
    numbered: bool = False


def needed(source: str, flags: int) -> Needed:
    """What a regular expression needs: of the needles one stands in the lower-cased text of every match, but where letters
    are alike in no lower case (see patterns.py)."""
    if not _META.search(source):
        return Needed(_of_run([frozenset((letter,)) for letter in source.lower()]), not source)
    parse = _parser()
    if parse is None:
        return Needed()
    parsed = parse(source, flags)
    found = _of_sequence(parsed)
    needles = found if found is not None and _likely(found) < _USELESS else None
    groups = tuple(parsed.state.groupdict)
    # Group 0 is the whole match.
    numbered = parsed.state.groups - 1 > len(groups)
    return Needed(needles, not parsed.getwidth()[0], groups, numbered)


_META = re.compile(r"[\\.^$*+?{}\[\]|()]")


@cache
def _parser() -> Callable[[str, int], Any] | None:
    # What `re` itself takes patterns apart with. It is not promised to stay: without it every pattern is tried.
    try:
        parse: Callable[[str, int], Any] = import_module("re._parser").parse
    except (ImportError, AttributeError):
        return None
    return parse


def _of_sequence(items: Iterable[tuple[Any, Any]], before: Sequence[frozenset[str]] = ()) -> Needles | None:
    """The needles of what stands in a row, behind the places `before` it."""
    choices: list[Needles | None] = []
    choices.append(_of_run(_gathered(items, list(before), choices)))
    return min((choice for choice in choices if choice is not None), key=_likely, default=None)


def _gathered(items: Iterable[tuple[Any, Any]], run: Places, choices: list[Needles | None]) -> Places:
    """Put needles of the items, any of which would do, into `choices`; the places that stand at their end."""
    for operator, value in items:
        kind = str(operator)
        if kind == "LITERAL":
            run.append(frozenset((chr(value).lower(),)))
        elif kind == "IN" and (characters := _characters(value)):
            run.append(characters)
        elif kind == "SUBPATTERN" and value[1] in (0, re.IGNORECASE) and not value[2]:
            # Needles are looked for in lower case, whether case counts or not: (?i:from) stands where "from" does.
            run = _gathered(value[3], run, choices)
        elif kind == "BRANCH":
            choices += [_of_branches(value[1], run[1 - _LONGEST :]), _of_run(run)]
            run = []
        elif kind == "ASSERT":
            choices.append(_of_sequence(value[1]))
        elif kind not in ("AT", "ASSERT_NOT"):
            choices.append(_of_run(run))
            if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
                choices.append(_of_sequence(value[2]))
            run = []
    return run


def _of_branches(branches: Iterable[Iterable[tuple[Any, Any]]], before: Places) -> Needles | None:
    found: set[str] = set()
    for branch in branches:
        needles = _of_sequence(branch, before)
        if needles is None:
            return None
        found |= needles
    return frozenset(found) if len(found) <= _MOST else None


def _characters(members: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The characters of a class, lower-cased, if they are few and told one by one."""
    found: set[str] = set()
    for operator, value in members:
        kind = str(operator)
        if kind == "LITERAL":
            found.add(chr(value).lower())
        elif kind == "RANGE" and value[1] - value[0] < _RANGE:
            found.update(chr(code).lower() for code in range(value[0], value[1] + 1))
        else:
            return None
    return frozenset(found)


def _of_run(run: Places) -> Needles | None:
    """The least likely needles among the stretches of a run."""
    likely = [sum(map(_rare, characters)) for characters in run]
    best, where = 2.0, (0, 0)
    for start in range(len(run)):
        many, chance = 1, 1.0
        for end in range(start, min(start + _LONGEST, len(run))):
            many *= len(run[end])
            chance *= likely[end]
            if many > _MOST_TOGETHER:
                break
            if chance < best:
                best, where = chance, (start, end + 1)
    places = run[slice(*where)]
    return frozenset(map("".join, product(*places))) if places else None


def _likely(needles: Iterable[str]) -> float:
    return sum(prod(map(_rare, needle)) for needle in needles)


@cache
def _rare(character: str) -> float:
    if character in _LATIN:
        return _LATIN[character]
    if "\u3400" <= character <= "\u9fff":
        return _HAN
    if character in _SIGNS:
        return _SIGN
    return _DIGIT if character.isdigit() else _OTHER
