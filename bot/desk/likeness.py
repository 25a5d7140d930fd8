"""Whether two orders may be the same one, said twice: similar goods for the same place and day, or one PO number."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from bot.desk import pricing
from bot.desk.content import Content
from parsers.catalog import Catalog
from store.order import LineItem, Order

_HALF = Fraction(1, 2)
_PO = re.compile(r"^(?:po|p/o|no|nr)(?=[^a-z])")
_NO_CHARACTER = re.compile(r"[\W_]+")


def same_number(one: str | None, other: str | None) -> bool | None:
    """Whether two PO numbers are the same, however they are written; None where one is not given."""
    if not one or not other:
        return None
    return _bare(one) == _bare(other)


def alike(content: Content, order: Order, catalog: Catalog, *, closely: bool) -> bool:
    """Whether the goods are so similar that one order may be the other, said again with a slip or a change.

    At least half of all products must be in both; `closely`: half of them in the same quantity too, otherwise in
    quantities that are at most twice the other's. Another day or place of delivery makes another order.
    """
    for ours, theirs in (
        (content.delivery_date, order.delivery_date),
        (content.delivery_address, order.delivery_address),
    ):
        if ours and theirs and ours != theirs:
            return False
    here, there = _goods(content.lines, catalog), _goods(order.lines, catalog)
    both, either = here.keys() & there.keys(), here.keys() | there.keys()
    if not both or Fraction(len(both), len(either)) < _HALF:
        return False
    if closely:
        equal = sum(here[sku] == there[sku] for sku in both)
        return len(either) > 1 and Fraction(equal, len(either)) >= _HALF
    near = sum(max(here[sku], there[sku]) <= 2 * min(here[sku], there[sku]) for sku in both)
    return Fraction(near, len(both)) >= _HALF


def _goods(lines: Iterable[LineItem], catalog: Catalog) -> dict[str, Decimal]:
    """What is ordered of each product, in base units where they are known."""
    goods: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        product = catalog.get(line.sku) if line.sku else None
        in_base = pricing.base_quantity(product, line.quantity, line.unit) if product else None
        goods[line.sku or line.text] += in_base or line.quantity or Decimal(0)
    return goods


def _bare(number: str) -> str:
    return _NO_CHARACTER.sub("", _PO.sub("", number.casefold().strip())) or number
