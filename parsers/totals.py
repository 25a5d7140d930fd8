"""Sums that a message states, compared with its lines by every way to count them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parsers.catalog import Catalog
from parsers.drafts import Block
from parsers.orderlines import Settled, size_in_base, unit_of
from parsers.quantities import Amount
from parsers.reading import Flag, Line


def compare(block: Block, settled: list[Settled], catalog: Catalog) -> list[Flag]:
    """The flag on a total that the lines do not add up to; of a single line its quantity is flagged in place."""
    lines = [one.line for one in settled]
    if not lines or any(line.quantity is None for line in lines):
        return []
    for amount in (span.value for span in block.totals if isinstance(span.value, Amount)):
        if amount.exact is None or amount.exact in _sums(lines, amount, catalog):
            continue
        if len(lines) > 1:
            return [Flag("lines", "conflict")]
        only = settled[0]
        flags = (*only.flags, Flag("quantity", "conflict"))
        settled[0] = replace(only, line=replace(only.line, quantity=None), flags=flags)
        return []
    return []


def _sums(lines: Sequence[Line], total: Amount, catalog: Catalog) -> set[Decimal]:
    """What the lines come to in the unit of `total`, by each way to count."""
    sums = {sum((line.quantity or Decimal(0) for line in lines), Decimal(0))}
    same, base = Decimal(0), Decimal(0)
    for line in lines:
        product = catalog.get(line.sku) if line.sku else None
        meant = unit_of(total.unit, product, (), catalog)
        if line.unit is not None and line.unit == (meant.unit or total.unit):
            same += line.quantity or 0
        own = size_in_base(line.unit, product) if product is not None else None
        of_total = size_in_base(meant.unit, product) if product is not None else None
        if own is None or of_total is None:
            base = Decimal("NaN")
        else:
            base += (line.quantity or 0) * own / (of_total * meant.multiplier)
    return {*sums, same, base} - {Decimal(0)}
