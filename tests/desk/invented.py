"""Rule 5: whether a message says a number, a date or a price that nothing in the database says."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk import pricing
from parsers.catalog import Catalog
from parsers.reading import Customer, Product
from store.order import Order
from store.order_events import OrderEvent, replay
from store.order_json import content

_NUMBER = re.compile(r"\d+(?:[.,:\-]\d+)*")
# How we count ourselves: the numbers of lines and questions, the codes of choices, the offset of a time zone, a survey's scale.
_OWN = re.compile(
    r"^(?:> )?\s*\d+\. |\b\d{1,2}[A-H]\b|\(UTC\+\d\d:\d\d\)|1 到 5 分（5 分最满意）|from 1 to 5 \(5 is best\)",
    re.MULTILINE,
)
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def invented(text: str, known: Iterable[str]) -> set[str]:
    """The numbers in `text` that stand in none of the `known` strings."""
    there = {number for one in known for number in _numbers(one)}
    return set(_numbers(_OWN.sub(" ", text))) - there


def known_of(orders: Iterable[Order], catalog: Catalog | None = None) -> Iterable[str]:
    """All that the database says of these orders, the times as they are shown; with a catalog also in base units."""
    for order in orders:
        yield order.order_no
        yield json.dumps(content(order), ensure_ascii=False)
        yield from (f"{one.carrier} {one.tracking_number}" for one in order.shipments)
        yield from (
            str(number) for line in order.lines for number in (line.amount, line.unit_price) if number
        )
        yield str(order.total)
        for line in order.lines if catalog else ():
            product = catalog.get(line.sku) if catalog and line.sku else None
            yield str(pricing.base_quantity(product, line.quantity, line.unit) if product else None)
        yield from moments(order.placed_at)


def known_of_histories(
    histories: Mapping[str, Sequence[OrderEvent]], catalog: Catalog | None = None
) -> Iterable[str]:
    """The same of each version that each order has had, and what its events say."""
    for number, events in histories.items():
        versions = range(1, len(events) + 1)
        yield from known_of((replay(number, events[:version]) for version in versions), catalog)
        yield from (f"{event.reason} {json.dumps(event.data, ensure_ascii=False)}" for event in events)


def moments(at: datetime) -> Iterable[str]:
    local = at.astimezone(_SHANGHAI)
    return f"{local:%Y-%m-%d}", f"{local:%H:%M}", f"{local:%m-%d}"


def known_of_company(products: Iterable[Product], customers: Iterable[Customer]) -> Iterable[str]:
    """The catalog with its prices in every unit, and the customers' file."""
    for product in products:
        yield f"{product.sku} {product.name} {product.name_en} {product.spec} {product.min_order} {product.stock} {product.restock}"
        yield from (f"{size:f}" for size in product.units.values())
        # How many whole units are in stock.
        yield from (f"{product.stock // size:f}" for size in product.units.values() if product.stock)
        yield from (str(pricing.unit_price(product, unit)) for unit in (product.base_unit, *product.units))
    yield from (str(customer) for customer in customers)


def _numbers(text: str) -> Iterable[str]:
    for number in _NUMBER.findall(text):
        plain = number.replace(",", "")
        yield plain.rstrip("0").rstrip(".") if "." in plain else plain
