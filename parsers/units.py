"""Unit words of both languages, and which unit of a product a word means."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from parsers import wordlists
from parsers.normalize import plain
from parsers.values import frozen

# Kinds of units that measure: goods are sold by them, and sizes are stated in them.
MEASURES = frozenset({"mass", "length", "volume", "area"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A concept that words name. `kind` is 'counter' (个, 根), 'container', 'set', 'multiple' (dozen) or a measure.

    `factor` is its size in the measure's own base (kg, m, l) or the pieces of a multiple; a `generic` word counts
    base units of whatever the product is; `fallbacks` are what it may mean in a catalog of the other language.
    """

    code: str
    kind: str
    words: tuple[str, ...]
    generic: bool = False
    fallbacks: tuple[str, ...] = ()
    factor: Decimal | None = None


@frozen
class Resolution:
    """`unit` as the catalog spells it, one of the text's word being `multiplier` of it; None unless 'found'."""

    status: Literal["found", "ambiguous", "unknown"]
    unit: str | None = None
    multiplier: Decimal = Decimal(1)
    candidates: tuple[str, ...] = ()
    certainty: float = 1.0


def _load() -> dict[str, Unit]:
    return {
        row["code"]: Unit(
            code=row["code"],
            kind=row["kind"],
            words=(*row.get("zh", ()), *row.get("en", ()), *row.get("other", ())),
            generic=row.get("generic", False),
            fallbacks=tuple(row.get("fallbacks", ())),
            factor=Decimal(row["factor"]) if "factor" in row else None,
        )
        for row in wordlists.load("units")["unit"]
    }


UNITS: Mapping[str, Unit] = MappingProxyType(_load())
_BY_WORD: Mapping[str, Unit] = {word.lower(): unit for unit in UNITS.values() for word in unit.words}
_WORDS = wordlists.pattern(tuple(_BY_WORD))
# Characters that alone count goods (箱, 只).
COUNTERS = "".join(
    sorted(
        {
            word
            for unit in UNITS.values()
            if unit.kind in ("counter", "container", "set")
            for word in unit.words
            if len(word) == 1 and not word.isascii()
        }
    )
)
_COUNTED: Mapping[str, Sequence[str]] = wordlists.load("units")["counted"]
# Between units of one system: thousands and tenths, halves and doubles.
_ROUND = frozenset({(1,), (2,), (5,)})
# 两大桶, 一整箱: what stands between a number and its unit and changes neither.
ATTRIBUTES = "大小整满"
# 3件套, 24罐装, 18 in stock: what follows makes another word of a unit's letters.
_OTHER = re.compile("|".join(f"(?:{one})" for one in wordlists.load("units")["not"]["re"]), re.IGNORECASE)


@lru_cache(maxsize=4096)
def named(word: str) -> Unit | None:
    """The unit that `word` names, or None; 大桶 and 整箱 are still a 桶 and a 箱."""
    spelled = plain(word).strip(" .").lower()
    # "no." counts, "no" does not.
    found = _BY_WORD.get(spelled) or _BY_WORD.get(f"{spelled}.")
    if found is None and len(spelled) > 1 and spelled[0] in ATTRIBUTES:
        whole = _BY_WORD.get(spelled[1:])
        return whole if whole is not None and whole.kind == "container" else None
    return found


def measures(word: str) -> bool:
    """Whether `word` names a measure, in which sizes are stated as well."""
    unit = named(word)
    return unit is not None and unit.kind in MEASURES


def at(text: str, position: int) -> tuple[int, Unit] | None:
    """The end of the unit word that begins at `position` (one space may precede it) and its unit, or None."""
    start = position + 1 if text.startswith(" ", position) else position
    match = _WORDS.match(text, start)
    if match is None and text[start : start + 1] in ATTRIBUTES and text[start : start + 1]:
        whole = at(text, start + 1) if text[start + 1 : start + 2] != " " else None
        return whole if whole is not None and whole[1].kind == "container" else None
    if not match or _OTHER.match(text, start):
        return None
    if start > position and text[match.end() : match.end() + 1] == "子" and not match[0].isascii():
        # 30 袋子别印字: behind a blank begins what is spoken of next.
        return None
    return match.end(), _BY_WORD[_spelled(match[0])]


def resolve(word: str, product_units: Mapping[str, Decimal], base_unit: str) -> Resolution:
    """Which of the product's units `word` means, by the reading contract.

    `product_units` are the sizes in base units of the units other than `base_unit`.
    """
    offered = [u for u in dict.fromkeys((base_unit, *product_units)) if u]
    spelled = plain(word).strip(" .").lower()
    for unit in offered:
        if plain(unit).lower() == spelled:
            return Resolution("found", unit)
    meant = named(spelled)
    if meant is None:
        return Resolution("unknown")
    return (
        _same(meant, offered, base_unit)
        or _jian(meant, offered, base_unit, product_units)
        or _counted(meant, base_unit)
        or _contained(spelled, offered)
        or _measured(meant, offered)
        or _translated(meant, spelled, offered)
        or Resolution("unknown")
    )


def _spelled(word: str) -> str:
    return re.sub(r"[ \-]+", " ", word.lower())


def _one_of(units: list[str], *, certainty: float = 1.0) -> Resolution | None:
    if not units:
        return None
    if len(units) > 1:
        return Resolution("ambiguous", candidates=tuple(units))
    return Resolution("found", units[0], certainty=certainty)


def _meaning(unit: str) -> str | None:
    known = named(unit)
    return known.code if known else None


def _same(meant: Unit, offered: list[str], base_unit: str) -> Resolution | None:
    same = [unit for unit in offered if _meaning(unit) == meant.code]
    return Resolution("found", base_unit) if base_unit in same else _one_of(same)


def _jian(
    meant: Unit, offered: list[str], base_unit: str, product_units: Mapping[str, Decimal]
) -> Resolution | None:
    # 件 is the trade's carton where there are cartons, and a mere counter where nothing else is sold.
    if meant.code != "jian":
        return None
    cartons = _one_of([unit for unit in offered if _meaning(unit) == "carton"])
    if cartons:
        return cartons
    larger = tuple(unit for unit in product_units if unit != base_unit)
    return (
        Resolution("ambiguous", candidates=(base_unit, *larger))
        if larger
        else Resolution("found", base_unit, certainty=0.8)
    )


def _counted(meant: Unit, base_unit: str) -> Resolution | None:
    if meant.generic:
        return Resolution("found", base_unit)
    if meant.kind == "multiple" and meant.factor:
        return Resolution("found", base_unit, meant.factor)
    base = named(base_unit)
    # 根, 条 and 张 count single things: they fit a base of single things, not one of bags.
    if meant.kind == "counter" and base is not None and base.kind == "counter":
        return Resolution("found", base_unit, certainty=0.9)
    return None


def _contained(spelled: str, offered: list[str]) -> Resolution | None:
    """The container that a counter of single things counts as well: 支 of what comes in bottles."""
    holding = [code for code, words in _COUNTED.items() if spelled in words]
    return _one_of([unit for unit in offered if _meaning(unit) in holding], certainty=0.9)


def contains(word: str, offered: Iterable[str]) -> bool:
    """Whether the word counts a container that the goods come in: 支 of what is sold in bottles."""
    return _contained(plain(word).strip().lower(), [unit for unit in offered if unit]) is not None


def _measured(meant: Unit, offered: list[str]) -> Resolution | None:
    if meant.kind not in MEASURES or not meant.factor:
        return None
    for unit in offered:
        known = named(unit)
        if known and known.kind == meant.kind and known.factor:
            multiplier = meant.factor / known.factor
            # Feet of what is sold by the metre come out even for nobody.
            if multiplier.normalize().as_tuple().digits in _ROUND:
                return Resolution("found", unit, multiplier)
    return None


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _translated(meant: Unit, spelled: str, offered: list[str]) -> Resolution | None:
    foreign = [unit for unit in offered if plain(unit).isascii() != spelled.isascii()]
    for code in meant.fallbacks:
        found = _one_of([unit for unit in foreign if _meaning(unit) == code], certainty=0.9)
        if found:
            return found
    return None
