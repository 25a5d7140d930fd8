"""Short stock: which lines ask for more than there is, and what the customer can be offered instead."""

from collections import defaultdict
from decimal import ROUND_FLOOR, Decimal

from bot.desk import pricing
from bot.desk.clarification import agreement
from bot.desk.content import Content
from parsers.catalog import Catalog
from parsers.reading import Product
from store.order import OpenQuestion


def in_units(product: Product, unit: str | None) -> Decimal | None:
    """How many whole `unit`s of the product are there; None if that is not known."""
    factor = pricing.size(product, unit)
    if product.stock is None or factor is None:
        return None
    return (product.stock / factor).to_integral_value(ROUND_FLOOR)


def is_short(product: Product, quantity: Decimal | None, unit: str | None) -> bool:
    """Whether so much is more than there is; of an open quantity, whether there is none at all."""
    there = in_units(product, unit)
    return there is not None and there < (Decimal(1) if quantity is None else quantity)


def shortages(
    content: Content, *, catalog: Catalog, before: Content | None = None, parts: bool = True
) -> tuple[OpenQuestion, ...]:
    """A question for each line that the stock does not cover; what was agreed, or stood `before` already, is not asked.

    Its candidates are the ways out, the proposal first: `substitute=SKU` (if that one is there in full), `available=N`
    (of the line's own unit), `wait=N` (for the restock; N as for `available`, 0 if nothing is there), `part=N` (those at
    once and the rest after the restock; only with `parts`).
    """
    left: dict[str, Decimal] = {}
    ordered_before: dict[str, Decimal] = defaultdict(Decimal)
    for line in before.lines if before else ():
        product = catalog.get(line.sku) if line.sku else None
        if product is not None:
            ordered_before[product.sku] += pricing.base_quantity(
                product, line.quantity, line.unit
            ) or Decimal(0)
    asked = []
    for index, line in enumerate(content.lines):
        product = catalog.get(line.sku) if line.sku else None
        wanted = pricing.base_quantity(product, line.quantity, line.unit) if product else None
        if product is None or wanted is None or product.stock is None or line.first_part is not None:
            continue
        available = left.setdefault(product.sku, product.stock)
        left[product.sku] = max(available - wanted, Decimal(0))
        field = f"lines[{index}].stock"
        if wanted <= max(available, ordered_before[product.sku]) or agreement(field, line) in content.agreed:
            continue
        units = (available / (pricing.size(product, line.unit) or Decimal(1))).to_integral_value(ROUND_FLOOR)
        ways = []
        substitute = catalog.get(product.substitute) if product.substitute else None
        if substitute is not None and (substitute.stock is None or substitute.stock >= wanted):
            ways.append(f"substitute={substitute.sku}")
        if units > 0:
            ways.append(f"available={format(units, 'f')}")
        ways.append(f"wait={format(units, 'f')}")
        if parts and units > 0:
            ways.append(f"part={format(units, 'f')}")
        asked.append(OpenQuestion(field, "short", tuple(ways)))
    return tuple(asked)
