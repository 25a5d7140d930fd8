"""The words by which an answer takes several kinds at once: both, halves, the rest, so much of each. They are in several.toml."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def each(text: str) -> re.Match[str] | None:
    """Where the text says that an amount is that of each."""
    return _opening("each").search(text)


def says(text: str, kind: str) -> bool:
    """Whether the whole text says `both` or `halves`."""
    said = bare(text) if kind == "halves" else _stripped(text)
    needs = samples()[kind].get("needs")
    return (
        bool(said)
        and _whole(kind).fullmatch(said) is not None
        and (not needs or bool(re.search(needs, said)))
    )


def opened(text: str, kind: str) -> str | None:
    """The name behind words that open with the `rest` or a `half`; None where the text does not."""
    said = bare(text)
    match = _opening(kind).match(said)
    name = said[match.end() :].strip() if match is not None else ""
    return name or None


def bare(text: str) -> str:
    """The text without what stands around it and says nothing."""
    frame = samples()["frame"]
    inner = re.sub(rf"\A{frame['before']}", "", _stripped(text), flags=re.IGNORECASE)
    return re.sub(rf"{frame['after']}\Z", "", inner, flags=re.IGNORECASE).strip()


def _stripped(text: str) -> str:
    frame = samples()["frame"]
    return re.sub(rf"{frame['after']}\Z", "", text.strip(" \t\n,，。.!！:：~"), flags=re.IGNORECASE).lower()


@cache
def samples() -> Mapping[str, Any]:
    """The table of words with its samples."""
    return tomllib.loads(files("bot.desk").joinpath("several.toml").read_text("utf-8"))


@cache
def _whole(kind: str) -> re.Pattern[str]:
    forms = [*samples()[kind]["zh"], *samples()[kind]["en"]]
    return re.compile(f"{samples()['frame']['before']}(?:{'|'.join(forms)})", re.IGNORECASE)


@cache
def _opening(kind: str) -> re.Pattern[str]:
    zh, en = "|".join(samples()[kind]["zh"]), "|".join(samples()[kind]["en"])
    return re.compile(rf"(?:{zh})|\b(?:{en})(?![a-z])\s*", re.IGNORECASE)
