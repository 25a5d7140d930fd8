"""Numbers as people write them, in both languages: candidates with a certainty, never converted inside words."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from parsers.spans import Span

Form = Literal["exact", "range", "approximate", "vague", "product", "sum"]


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number between `low` and `high` (equal if exact).

    `form`: 'range' (两三, 3-5), 'approximate' (约50, 一百多), 'vague' (几, a few), 'product' (12*24) and 'sum' (20+5),
    whose parts stand in `factors`. `multiplier` is 12 or 144 where a dozen or gross is already multiplied in.
    """

    low: Decimal
    high: Decimal
    form: Form = "exact"
    factors: tuple[Decimal, ...] = ()
    multiplier: Decimal = Decimal(1)

    @property
    def approximate(self) -> bool:
        return self.form != "exact"


def find(text: str) -> list[Span]:
    """Spans 'number' (NumberValue), 'approx' (words such as 左右) and 'indefinite' (一些, some: no number at all)."""
    return []
