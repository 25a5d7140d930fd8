"""What a line costs: the catalog's price in the line's own unit, and whether a stated price agrees with it."""

from decimal import Decimal

from parsers import ownwords
from parsers.reading import Line, Product
from store.order import LineItem, amount_of

# The rule of a line whose product is what the customer's own words mean (see `parsers.ownwords`).
REMEMBERED = f"products.{ownwords.RULE}"
CENT = Decimal("0.01")
# A stated price within one per cent of the catalog's is the same price, rounded.
TOLERANCE = Decimal("0.01")


def size(product: Product, unit: str | None) -> Decimal | None:
    """How many base units one `unit` of the product is; None if it is not sold in that unit."""
    if unit is None:
        return None
    if unit == product.base_unit:
        return Decimal(1)
    return product.units.get(unit)


def base_quantity(product: Product, quantity: Decimal | None, unit: str | None) -> Decimal | None:
    """The quantity in base units, or None while it is not known."""
    factor = size(product, unit)
    return None if quantity is None or factor is None else quantity * factor


def unit_price(product: Product, unit: str | None) -> Decimal | None:
    """The catalog's price of one `unit`, in the product's currency; None where there is none."""
    factor = size(product, unit)
    return None if product.price is None or factor is None else money(product.price * factor)


def money(value: Decimal) -> Decimal:
    """At least two decimals, and more only where they count: 48.00, 0.035."""
    normal = value.normalize()
    digits = -int(normal.as_tuple().exponent)
    return normal.quantize(CENT) if digits <= 2 else normal


def priced(line: Line, product: Product | None, *, currency: str | None) -> LineItem:
    """The line with the catalog's price in its own unit; without one if the product costs in another currency."""
    price = None
    if product is not None and (currency is None or product.currency in {None, currency}):
        price = unit_price(product, line.unit)
    return LineItem(
        sku=line.sku,
        text=line.text,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=price,
        amount=amount_of(line.quantity, price, currency or (product.currency if product else None)),
        spec=line.spec,
        remembered=(proof := line.evidence.get("sku")) is not None and proof.rule == REMEMBERED,
    )


def order_currency(products: list[Product]) -> str | None:
    """The currency that the order is counted in: that of its first priced product."""
    return next(
        (product.currency for product in products if product.currency and product.price is not None), None
    )


def disagrees(line: Line, product: Product, *, stated_currency: str | None) -> bool:
    """Whether the price that the customer states is another than the catalog's, in unit, amount or currency.

    The reading flags a price of the line's own unit; a price for another unit is compared here after conversion.
    """
    if line.unit_price is None:
        return False
    price = unit_price(product, line.price_unit or line.unit)
    if price is None:
        return True
    if stated_currency and product.currency and stated_currency != product.currency:
        return True
    return abs(line.unit_price - price) > price * TOLERANCE
