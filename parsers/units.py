"""Unit words of both languages, and which unit of a product a word means."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class Unit:
    """A concept that words name: kind is 'counter' (个, pcs), 'container', 'set', 'multiple' (dozen), 'mass', 'length' or
    'volume'; `factor` is its size in the kind's own base (kg, m, l) or the pieces of a multiple."""

    code: str
    kind: str
    words: tuple[str, ...]
    generic: bool = False
    fallbacks: tuple[str, ...] = ()
    factor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """`unit` as the catalog spells it, one of the text's word being `multiplier` of it; None unless status is 'found'."""

    status: Literal["found", "ambiguous", "unknown"]
    unit: str | None = None
    multiplier: Decimal = Decimal(1)
    candidates: tuple[str, ...] = ()
    certainty: float = 1.0


UNITS: Mapping[str, Unit] = {}


def find(text: str) -> list[Span]:
    """Spans 'unit' whose value is the Unit that the word names."""
    return []


def resolve(word: str, product_units: Mapping[str, Decimal], base_unit: str) -> Resolution:
    """Which of the product's units `word` means, by the reading contract."""
    return Resolution("unknown")
