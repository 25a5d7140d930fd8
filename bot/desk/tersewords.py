"""Whole messages that change an order in a few words: by how much, of what. The words are in terse.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from parsers import addresses, dates, units
from parsers.spans import Span

Kind = Literal["less", "more", "set", "drop", "day", "place"]
KINDS: tuple[Kind, ...] = ("less", "more", "set", "drop", "day", "place")
OF_LINES = frozenset({"less", "more", "set", "drop"})
"""Those that are said of a line; the others are said of the order."""
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Saying:
    """`text`: the words without courtesies; `amount` with its unit and `name`, as the customer wrote them; `whole`: the order that holds what is named is meant."""

    kind: Kind
    language: Literal["zh", "en"]
    text: str
    amount: str = ""
    name: str = ""
    whole: bool = False
    day: str = ""
    place: str = ""

    def in_full(self, name: str = "") -> str:
        """The same in words that leave nothing open, of the line that is called so."""
        form: str = samples()["full"][self.language][self.kind]
        return form.format(name=name, amount=self.amount, day=self.day, place=self.place)


def said(text: str, *, now: datetime) -> Saying | None:
    """What the whole text says, or None. `now`: aware, in the writer's zone; by it a day is one."""
    if len(text) > _LONGEST:
        return None
    for kind in KINDS:
        for language in ("zh", "en"):
            for pattern in _patterns(kind, language):
                match = pattern.fullmatch(text.strip())
                if match is not None and _requests(kind, text) and _makes_sense(match, now=now):
                    return _saying(kind, language, match)
    return None


def bare_name(text: str) -> str:
    """The text without what stands around a name and says nothing."""
    frame = samples()["frame"]
    inner = re.sub(rf"\A{frame['before']}|{frame['after']}\Z", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(r"\A(?:the|that|those)\s+|\s+ones?\Z|(?:那个|那种|的)\Z", "", inner, flags=re.IGNORECASE)


def after_correction(text: str) -> str | None:
    """What stands behind the words that take something back, if the text begins with such; else None."""
    if len(text) > _LONGEST:
        return None
    for pattern in samples()["correction"]["re"]:
        match = re.match(pattern, text.strip(), re.IGNORECASE)
        rest = text.strip()[match.end() :] if match else ""
        if rest:
            return rest
    return None


def means_every(text: str) -> bool:
    """Whether the whole text means all that was named, as an answer to which of them goes."""
    said = text.strip()
    return 0 < len(said) <= _LONGEST and any(
        (match := pattern.fullmatch(said)) is not None and match["core"]
        for language in ("zh", "en")
        for pattern in _patterns("every", language)
    )


@cache
def samples() -> Mapping[str, Any]:
    """The table of words with its samples."""
    return tomllib.loads(files("bot.desk").joinpath("terse.toml").read_text("utf-8"))


def _requests(kind: Kind, text: str) -> bool:
    """Whether it is no question ("Friday?"), or one that only asks politely."""
    asks = kind == "day" and ("?" in text or "？" in text)
    return not asks or bool(re.search(samples()["frame"]["request"], text, re.IGNORECASE))


def _makes_sense(match: re.Match[str], *, now: datetime) -> bool:
    """Whether what stands for a unit, a day and a place is one."""
    found = match.groupdict()
    day, place = found.get("day"), found.get("place")
    if day and not _is(day, dates.find(day, now=now), "date"):
        return False
    if place and not _is(place, addresses.find(place, asked=True), "address"):
        return _is(f"to {place}", addresses.find(f"to {place}"), "address", begins=3)
    return all(map(units.named, _units(match)))


def _is(text: str, spans: list[Span], label: str, *, begins: int = 0) -> bool:
    return [(one.label, one.start, one.end) for one in spans] == [(label, begins, len(text))]


def _units(match: re.Match[str]) -> list[str]:
    return [value for name, value in match.groupdict().items() if name[0] == "u" and value]


def _saying(kind: Kind, language: Literal["zh", "en"], match: re.Match[str]) -> Saying:
    found = {name: value for name, value in match.groupdict().items() if value}
    amount = " ".join([*filter(None, [found.get("n")]), *_units(match)])
    if language == "zh":
        amount = amount.replace(" ", "")
    return Saying(
        kind,
        language,
        match["core"],
        amount,
        bare_name(found.get("name", "")),
        "whole" in found,
        found.get("day", ""),
        found.get("place", ""),
    )


@cache
def _patterns(kind: str, language: str) -> tuple[re.Pattern[str], ...]:
    frame = samples()["frame"]
    made = []
    for form in samples()[kind][language]:
        # A form may have the unit on either side of its word for more or less.
        head, *tail = form.split("<u>")
        inner = head + "".join(f"(?P<u{place}>{frame['unit']}){rest}" for place, rest in enumerate(tail))
        inner = inner.replace("(?!<n>", f"(?!{frame['number']}").replace("<n>", f"(?P<n>{frame['number']})")
        for what in ("day", "place"):
            inner = inner.replace(f"<{what}>", f"(?P<{what}>{frame[what]})")
        inner = re.sub(r"(?<!\?P)<name>", lambda _: f"(?P<name>{frame['name']})", inner)
        made.append(re.compile(f"{frame['before']}(?P<core>{inner}){frame['after']}", re.IGNORECASE))
    return tuple(made)
