"""What a number in a text may be: one amount, a range, a guess, or the parts of a sum or of a pack."""

from decimal import Decimal
from typing import Literal

from parsers.values import frozen

Form = Literal["exact", "range", "approximate", "vague", "ambiguous", "product", "sum"]


@frozen
class NumberValue:
    """A number between `low` and `high` (equal if exact).

    `form`: 'range' (两三, 3-5), 'approximate' (约50, 一百多), 'vague' (几, a few), 'ambiguous' (1.200: two ways to read
    it), 'product' (12*24) and 'sum' (20+5, 买10送1), whose parts stand in `factors`. `multiplier` is 12 or 144 where a
    dozen or gross is already multiplied in.
    """

    low: Decimal
    high: Decimal
    form: Form = "exact"
    factors: tuple[Decimal, ...] = ()
    multiplier: Decimal = Decimal(1)


def exact(value: Decimal) -> NumberValue:
    return NumberValue(value, value)
