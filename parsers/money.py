"""Prices and totals as people write them: 46块5, 2.5元/瓶, USD 0.062/pc, 单价48, 合计1.2万元."""

from dataclasses import dataclass
from decimal import Decimal

from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class MoneyValue:
    """`currency` is ISO 4217 where a sign or word states it; `per_unit` the text's own word for the priced unit."""

    amount: Decimal
    currency: str | None = None
    per_unit: str | None = None
    approximate: bool = False
    is_total: bool = False


def find(text: str) -> list[Span]:
    """Spans 'money' (MoneyValue)."""
    return []
