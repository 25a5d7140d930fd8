"""Why something waits for a person, in the operator's language. Reasons are kept in English; `reasons.toml` tells each in
Chinese, with what it names in braces. What it does not know is shown as it is kept. Pure."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_SLOT = re.compile(r"\\\{(\w+)\\\}")
_PROBLEM = re.compile(r" \(([^()]*)\)")
# What stands in these is a reason itself, or several.
_NESTED = {"why": None, "doubts": "; "}


def told(reason: str, language: str) -> str:
    """The reason in this language (zh or en)."""
    if language != "zh":
        return reason
    for pattern, zh in _patterns():
        match = pattern.fullmatch(reason)
        if match is not None:
            return zh.format_map({name: _value(name, value) for name, value in match.groupdict().items()})
    return reason


def known(reason: str) -> bool:
    """Whether the table has it."""
    return any(pattern.fullmatch(reason) for pattern, _ in _patterns())


def table() -> Mapping[str, Any]:
    """The reasons and the words that stand in them."""
    return _table()


def _value(name: str, value: str) -> str:
    if name in _NESTED:
        apart = _NESTED[name]
        parts = value.split(apart) if apart else [value]
        return "；".join(told(part, "zh") for part in parts)
    words: Mapping[str, str] = _table()["words"].get(name.rstrip("0123456789"), {})
    if name == "files":
        return _PROBLEM.sub(lambda found: f"（{words.get(found[1], found[1])}）", value)
    return words.get(value, value)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(_SLOT.sub(r"(?P<\1>.*?)", re.escape(one["en"])), re.DOTALL), one["zh"])
        for one in _table()["reason"]
    )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("store").joinpath("reasons.toml").read_text("utf-8"))
