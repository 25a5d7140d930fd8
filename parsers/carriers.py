"""Who carries a parcel: told by what people call the carrier, and by the form of the tracking number.

Several carriers may fit one number, and none is guessed between them: the word of the person decides.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from parsers import wordlists

LONGEST = 60
"""No carrier gives out longer numbers; what is longer is none."""

_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a carrier's numbers have."""

    carrier: str
    pattern: re.Pattern[str]
    check: Mapping[str, Any] | None

    def number(self, text: str) -> str | None:
        """The number in a text in capitals and without spaces, if it has this form and the right check digit."""
        match = self.pattern.fullmatch(text)
        if match is None or (self.check and check_digit(match["body"], self.check) != int(match["check"])):
            return None
        return match.groupdict().get("number") or text


OWN = "own"
"""The code of our own couriers, whose parcels nobody outside knows."""


def carriers_of(number: str) -> tuple[str, ...]:
    """The codes of all carriers whose numbers look like this one; none where nobody's do."""
    return tuple(
        dict.fromkeys(form.carrier for form in _forms() for one in _writings(number) if form.number(one))
    )


def carrier_named(word: str) -> str | None:
    """The code of the carrier that people call so ("顺丰", "SF", "sf express"), or None: then it is somebody else."""
    names, name = _names(), _name(word)
    if name in names:
        return names[name]
    for ending in wordlists.load("carriers")["endings"]:
        if name.endswith(ending) and name[: -len(ending)] in names:
            return names[name[: -len(ending)]]
    return None


def codes() -> tuple[str, ...]:
    """All carriers that are known here."""
    return tuple(code for code, told in wordlists.load("carriers").items() if isinstance(told, dict))


def followed() -> tuple[str, ...]:
    """Those whom one of the outside can be asked about: all but our own couriers."""
    return tuple(code for code in codes() if code != OWN)


def written(number: str) -> str:
    """The number as its carrier writes it, where its form is known; else as it was given, without blanks around it."""
    for one in _writings(number):
        for form in _forms():
            if found := form.number(one):
                return found
    return " ".join(number.split())


def check_digit(body: str, check: Mapping[str, Any]) -> int:
    """The check digit of these characters; `check` says by which sum (see carriers.toml)."""
    values = [_value(character) for character in check.get("ahead", "") + body]
    if check["sum"] == "mod10":
        weights: list[int] = [check["odd" if place % 2 else "even"] for place in range(len(values))]
        return -_product(values, weights) % 10
    if check["sum"] == "weighted":
        return _product(values, check["weights"]) % 11 % 10
    if check["sum"] == "mod7":
        return int(body) % 7
    if check["sum"] == "s10":
        rest = 11 - _product(values, _S10_WEIGHTS) % 11
        return {10: 0, 11: 5}.get(rest, rest)
    raise ValueError(f"carriers.toml: there is no sum {check['sum']}")


def _product(values: Sequence[int], weights: Sequence[int]) -> int:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


def _value(character: str) -> int:
    # UPS counts letters on: A is 2, B is 3 … H is 9, I is 0.
    return int(character) if character.isdigit() else (ord(character) - 63) % 10


def _writings(number: str) -> tuple[str, ...]:
    compact = re.sub(r"\s", "", _even(number[: LONGEST * 2])).upper()
    if len(compact) > LONGEST or not compact.isascii():
        return ()
    return tuple(dict.fromkeys((compact, compact.replace("-", ""))))


def _name(word: str) -> str:
    return re.sub(r"[\s.·\-_]", "", _even(word[:LONGEST])).lower()


def _even(text: str) -> str:
    """The text in half-width characters, without invisible ones."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")


@cache
def _forms() -> tuple[Form, ...]:
    table = wordlists.load("carriers")
    return tuple(
        Form(code, re.compile(form["re"], re.ASCII), form.get("check"))
        for code in codes()
        for form in table[code]["numbers"]
    )


@cache
def _names() -> Mapping[str, str]:
    table = wordlists.load("carriers")
    return {_name(name): code for code in codes() for name in (code, *table[code]["names"])}
