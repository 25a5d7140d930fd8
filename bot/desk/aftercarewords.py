"""Whole messages that say that goods are there, score a survey, or say what a customer wants to hear of (aftercare.toml)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

WISHES: Mapping[str, tuple[str, ...] | None] = {
    "wish_arrival": ("delivered",),
    "wish_shipped": ("shipped", "delivered"),
    "wish_none": (),
    "wish_all": None,
}
"""Each wish with the stages that are told; None: those that the company tells everybody."""

_LONGEST, _LONGEST_ANSWER = 200, 2000
_DIGITS = str.maketrans("１２３４５一二三四五", "1234512345")


@dataclass(frozen=True, slots=True)
class Scored:
    """A score from 1 to 5, and what is said beside it."""

    score: int
    words: str = ""


def received(text: str) -> str | None:
    """Whether the text says that the goods are there: the name of who signed for them ("" where none is said), else None."""
    said = _bare(text)
    if said is None or _search("negated", said):
        return None
    match = _match("received", said)
    if match is None:
        return None
    name = next((value for value in match.groupdict().values() if value), "")
    return " ".join(name.split())


def scored(text: str) -> Scored | None:
    """The score that the text begins with, or None."""
    match = _match("score", text.strip()) if len(text) <= _LONGEST_ANSWER else None
    if match is None:
        return None
    return Scored(int(match["score"].translate(_DIGITS)), (match["words"] or "").strip())


def wish(text: str) -> str | None:
    """Which of WISHES the text is, or None."""
    said = _bare(text)
    return None if said is None else next((name for name in WISHES if _match(name, said)), None)


def repair(text: str) -> bool:
    """Whether the text speaks of something that has to be repaired or maintained."""
    return len(text) <= _LONGEST_ANSWER and _search("repair", text)


@cache
def samples() -> Mapping[str, Any]:
    """The table of words with its samples."""
    return tomllib.loads(files("bot.desk").joinpath("aftercare.toml").read_text("utf-8"))


def _bare(text: str) -> str | None:
    """The text without courtesies; None for one that is too long to be any of these."""
    if len(text) > _LONGEST:
        return None
    first, last = _patterns("courtesy")
    return last.sub("", first.sub("", text, count=1), count=1)


def _match(name: str, text: str) -> re.Match[str] | None:
    return next((found for pattern in _patterns(name) if (found := pattern.fullmatch(text))), None)


def _found(name: str, text: str) -> re.Match[str] | None:
    return next((found for pattern in _patterns(name) if (found := pattern.search(text))), None)


def _search(name: str, text: str) -> bool:
    return _found(name, text) is not None


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE | re.DOTALL) for one in samples()[name]["re"])
