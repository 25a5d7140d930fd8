"""Sums that a message states, compared with its lines by every way to count them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import afterthoughts
from parsers.catalog import Catalog
from parsers.drafts import Block
from parsers.money import MoneyValue
from parsers.orderlines import Settled, size_in_base, unit_of
from parsers.quantities import Amount
from parsers.reading import Flag, Line
from parsers.spans import Span

# A sum of money may be rounded.
_NEAR = Decimal("0.01")


def compare(block: Block, settled: list[Settled], catalog: Catalog) -> list[Flag]:
    """The flag on a total that the lines do not add up to; of a single line its quantity is flagged in place."""
    lines = [one.line for one in settled]
    if not lines or any(line.quantity is None for line in lines):
        return []
    for total in block.totals:
        amount = total.value
        if not isinstance(amount, Amount) or amount.exact is None:
            continue
        if any(amount.exact in _sums(some, amount, catalog) for some in _summed(block, lines, total)):
            continue
        cost = _cost(lines, catalog) if amount.unit is None else None
        if cost is not None and abs(amount.exact - cost) <= cost * _NEAR:
            # 单价4.2 合计420: a sum of money without a word for it.
            continue
        if len(lines) > 1:
            return [Flag("lines", "conflict")]
        only = settled[0]
        flags = (*only.flags, Flag("quantity", "conflict"))
        settled[0] = replace(only, line=replace(only.line, quantity=None), flags=flags)
        return []
    return []


def _summed(block: Block, lines: Sequence[Line], total: Span) -> Iterator[Sequence[Line]]:
    """What the total may sum up: all lines, those before it, those since the sum before, and those counted by its word."""
    yield lines
    counted = [draft.amount for draft in afterthoughts.wanted(block)]
    if len(counted) != len(lines):
        return
    told = [(line, amount) for line, amount in zip(lines, counted, strict=True) if amount is not None]
    last = max((span.end for span in block.totals if span.end <= total.start), default=0)
    before = [line for line, amount in told if amount.end <= total.start]
    since = [line for line, amount in told if last <= amount.start and amount.end <= total.start]
    alike = [line for line, amount in told if amount.value.unit == total.value.unit is not None]
    yield from (some for some in (before, since, alike) if len(some) > 1)


def fits_prices(block: Block, lines: Sequence[Line], catalog: Catalog) -> bool:
    """Whether the sums of money that are stated are what the lines cost, as far as that is known."""
    money = [draft.money.value for draft in block.drafts if draft.money is not None and draft.role == "line"]
    stated: list[MoneyValue] = [value for value in money if value.is_total]
    if not stated:
        return True
    cost = _cost(lines, catalog)
    return cost is None or any(abs(value.amount - cost) <= cost * _NEAR for value in stated)


def _cost(lines: Sequence[Line], catalog: Catalog) -> Decimal | None:
    """What the lines cost by the prices that are stated, or else those on file; None where one is not known."""
    cost = Decimal(0)
    for line in lines:
        product = catalog.get(line.sku) if line.sku else None
        if product is None or line.quantity is None:
            return None
        size = size_in_base(line.unit, product)
        priced = size_in_base(line.price_unit or line.unit, product)
        if size is None or priced is None:
            return None
        each = line.unit_price / priced if line.unit_price is not None else product.price
        if each is None:
            return None
        cost += line.quantity * size * each
    return cost


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
    return {*sums, same, base, _again(lines[-1], total, catalog)} - {Decimal(0)}


def _again(line: Line, total: Amount, catalog: Catalog) -> Decimal:
    """What the last line alone comes to in another unit (A 2盒，B 5盒共60个), or nothing."""
    product = catalog.get(line.sku) if line.sku else None
    meant = unit_of(total.unit, product, (), catalog)
    own = size_in_base(line.unit, product) if product is not None else None
    of_total = size_in_base(meant.unit, product) if product is not None else None
    if own is None or of_total is None or meant.unit == line.unit:
        return Decimal(0)
    return (line.quantity or Decimal(0)) * own / (of_total * meant.multiplier)
