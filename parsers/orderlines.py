"""From drafts to order lines: which unit of the product is meant, what the price is for, and what must be asked."""

import re
from dataclasses import replace
from decimal import Decimal

from parsers import units
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.drafts import Draft
from parsers.money import MoneyValue
from parsers.quantities import Amount
from parsers.reading import Evidence, Flag, FlagCode, Line, Product
from parsers.spans import Span
from parsers.values import frozen


@frozen
class Settled:
    """A line with its own flags (their fields without the index: `sku`, `quantity`, `unit`, `unit_price`)."""

    line: Line
    flags: tuple[Flag, ...] = ()
    certainty: float = 1.0


def settle(
    draft: Draft, annotated: Annotated, catalog: Catalog, *, max_base_units: Decimal | None = None
) -> Settled:
    """The order line that a draft means. What cannot be decided is null and flagged."""
    words = annotated.source(draft.start, draft.end)
    first, last = annotated.surface.source(draft.start, draft.end)
    evidence = {"sku": Evidence(words, first, last, draft.match.certainty, f"products.{draft.match.rule}")}
    if draft.amount is not None:
        first, last = annotated.surface.source(draft.amount.start, draft.amount.end)
        written = annotated.source(draft.amount.start, draft.amount.end)
        evidence["quantity"] = Evidence(written, first, last, draft.amount.certainty, draft.amount.rule)
    spec = (
        " ".join(annotated.source(p.start, p.end) for p in draft.phrase if p.kind in ("spec", "number"))
        or None
    )
    found = concluded(draft, words, catalog, max_base_units=max_base_units)
    return replace(found, line=replace(found.line, spec=spec, evidence=evidence))


def concluded(
    draft: Draft, words: str, catalog: Catalog, *, max_base_units: Decimal | None = None
) -> Settled:
    """The order line that a draft with these words means, by the rules that hold wherever it was written."""
    flags: list[Flag] = []
    match = draft.match
    skus = draft.alternatives or match.skus
    sku: str | None = None
    certainty = min(match.certainty, draft.certainty)
    if match.status == "one" and not draft.alternatives:
        sku = match.skus[0]
    elif match.status == "several" or draft.alternatives:
        flags.append(Flag("sku", "ambiguous", tuple(skus[:8])))
    elif match.status == "near" and len(skus) == 1:
        sku, certainty = skus[0], min(certainty, 0.5)
    elif match.status == "near":
        flags.append(Flag("sku", "ambiguous", tuple(skus[:8])))
    else:
        flags.append(Flag("sku", "unknown", tuple(skus[:3])))
    product = catalog.get(sku) if sku else None
    # What only resembles a thing that nobody sells does not tell its unit.
    quantity, unit, found = _amount(draft, product, skus if match.status != "none" else (), catalog)
    flags.extend(found)
    price, price_unit, found = _price(draft, product, quantity, unit)
    flags.extend(found)
    if product is not None and quantity is not None:
        flags.extend(_range(quantity, unit, product, max_base_units))
    return Settled(Line(sku, words, quantity, unit, price, price_unit), tuple(flags), certainty)


def unit_of(
    word: str | None, product: Product | None, skus: tuple[str, ...], catalog: Catalog
) -> units.Resolution:
    """Which unit `word` means for the product, or for all that it may be."""
    if word is None:
        return units.Resolution("unknown")
    if product is not None:
        return units.resolve(word, product.units, product.base_unit)
    meanings = {
        (found.unit, found.multiplier)
        for sku in skus[:8]
        if (other := catalog.get(sku)) is not None
        and (found := units.resolve(word, other.units, other.base_unit)).status == "found"
    }
    if len(meanings) == 1:
        unit, multiplier = meanings.pop()
        return units.Resolution("found", unit, multiplier)
    return units.Resolution("unknown")


def size_in_base(unit: str | None, product: Product) -> Decimal | None:
    """How many base units one `unit` of the product is, or None if it has no such unit."""
    if unit is None:
        return None
    if unit == product.base_unit:
        return Decimal(1)
    return product.units.get(unit)


def _amount(
    draft: Draft, product: Product | None, skus: tuple[str, ...], catalog: Catalog
) -> tuple[Decimal | None, str | None, list[Flag]]:
    if draft.amount is None:
        return None, None, [Flag("quantity", "missing")]
    amount: Amount = draft.amount.value
    number = amount.number
    resolved = unit_of(amount.unit, product, skus, catalog)
    unit = resolved.unit if resolved.status == "found" else None
    flags: list[Flag] = []
    if number is None:
        return None, unit, [Flag("quantity", "missing")]
    if number.form == "product" and product is not None:
        packed = _packed(number.factors, product)
        if packed is not None:
            return packed[0], packed[1], []
    if amount.unit is None and product is not None:
        unit = product.default_unit
        if unit is None and number.multiplier != 1:
            unit = product.base_unit
        if unit is None and not product.units:
            unit = product.base_unit or None
        if unit is None:
            flags.append(Flag("unit", "ambiguous", (product.base_unit, *product.units)))
        elif number.multiplier != 1:
            unit = product.base_unit
    elif amount.unit is not None and product is not None and resolved.status == "ambiguous":
        flags.append(Flag("unit", "ambiguous", resolved.candidates))
    elif amount.unit is not None and unit is None:
        unit = amount.unit
        if product is not None:
            flags.append(Flag("unit", "unknown", (product.base_unit, *product.units)))
    if number.form != "exact":
        flags = [flag for flag in flags if flag.field != "unit" or flag.code == "unknown"]
        return None, unit, [Flag("quantity", "ambiguous"), *flags]
    quantity = number.low * resolved.multiplier if resolved.status == "found" else number.low
    if draft.contradicted or (
        draft.second is not None and product is not None and not _agree(quantity, unit, draft.second, product)
    ):
        return None, unit, [Flag("quantity", "conflict"), *flags]
    return quantity, unit, flags


def _packed(factors: tuple[Decimal, ...], product: Product) -> tuple[Decimal, str] | None:
    """12*24 as 12 of the unit whose size is 24."""
    if len(factors) != 2:
        return None
    fits = [(factors[0], unit) for unit, size in product.units.items() if size == factors[1]]
    return fits[0] if len(fits) == 1 else None


def _agree(quantity: Decimal, unit: str | None, second: Span, product: Product) -> bool:
    """Whether the same amount in another unit comes to as much; what cannot be compared agrees."""
    amount: Amount = second.value
    if amount.exact is None:
        return True
    other = units.resolve(amount.unit or "", product.units, product.base_unit)
    first_size = size_in_base(unit, product)
    second_size = size_in_base(other.unit, product) if other.status == "found" else None
    if first_size is None or second_size is None:
        return True
    return quantity * first_size == amount.exact * other.multiplier * second_size


def _near(amount: Decimal, listed: Decimal) -> bool:
    return abs(amount - listed) <= listed / 100


def _price(
    draft: Draft, product: Product | None, quantity: Decimal | None, unit: str | None
) -> tuple[Decimal | None, str | None, list[Flag]]:
    if draft.money is None or draft.money.value.is_total:
        return None, None, []
    money: MoneyValue = draft.money.value
    if product is None:
        return money.amount, None, []
    priced = unit
    if money.per_unit is not None:
        found = units.resolve(money.per_unit, product.units, product.base_unit)
        priced = found.unit if found.status == "found" else unit
    price_unit = priced if priced is not None and priced != unit else None
    size = size_in_base(priced, product)
    if product.price is None or size is None or (money.currency and money.currency != product.currency):
        return money.amount, price_unit, []
    listed = product.price * size
    if not listed or _near(money.amount, listed):
        return money.amount, price_unit, []
    if money.per_unit is None and quantity is not None and _near(money.amount, quantity * listed):
        # 4 pots, 432: what all of them come to.
        return None, None, []
    stated = money.per_unit is None and draft.amount is not None and draft.amount.value.unit is not None
    other = _priced_in(money.amount, product) if stated else None
    if other is not None:
        # 40 bags at 2.10, where a ball is 2.10.
        return money.amount, other, []
    return money.amount, price_unit, [Flag("unit_price", "conflict", (format(listed.normalize(), "f"),))]


def _priced_in(amount: Decimal, product: Product) -> str | None:
    """The one unit of the product of which the amount is the price on file."""
    sizes = {product.base_unit: Decimal(1), **product.units}
    price = product.price or Decimal(0)
    fits = [unit for unit, size in sizes.items() if price and _near(amount, price * size)]
    return fits[0] if len(fits) == 1 else None


def _range(quantity: Decimal, unit: str | None, product: Product, most: Decimal | None) -> list[Flag]:
    size = size_in_base(unit, product)
    if quantity <= 0:
        return [Flag("quantity", "out_of_range")]
    if size is None:
        return []
    amount = quantity * size
    code: FlagCode = "out_of_range"
    if (product.min_order is not None and amount < product.min_order) or (most is not None and amount > most):
        return [Flag("quantity", code)]
    return []


def numbered(settled: list[Settled]) -> tuple[tuple[Line, ...], list[Flag]]:
    """Lines in order, and their flags with the index that the contract writes."""
    flags = [
        replace(flag, field=f"lines[{index}].{flag.field}")
        for index, one in enumerate(settled)
        for flag in one.flags
    ]
    return tuple(one.line for one in settled), flags


def line_field(flag: Flag) -> tuple[int, str] | None:
    """(index, field) of a flag on a line, else None."""
    found = re.fullmatch(r"lines\[(\d+)\]\.(\w+)", flag.field)
    return (int(found[1]), found[2]) if found else None
