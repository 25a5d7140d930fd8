"""Order lines from the rows of a table: the columns say what is a name, an amount, a unit and a price."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import (
    cover,
    money,
    narrowing,
    numerals,
    phrases,
    product_spans,
    products,
    quantities,
    rowsums,
    traits,
    units,
)
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry
from parsers.cells import Cell
from parsers.drafts import Block, Draft
from parsers.form_labels import says
from parsers.headings import Column
from parsers.money import MoneyValue
from parsers.number_points import Points
from parsers.parts import Part, parts
from parsers.products import Match
from parsers.quantities import Amount
from parsers.spans import Span, moved
from parsers.tables import Row, Table

# 50只/盒, 24 pcs/ctn
_PACKING = re.compile(r"\d{1,5} ?[a-z㐀-鿿]{1,6} ?/ ?[a-z㐀-鿿]{1,6}")
# A number and what it counts.
_COUNTED = 2
# How sure a row is whose sum is not amount times price, as in no other row.
_UNPROVEN = 0.5
# What stands behind a size and tells nothing.
_EMPTY = "色码号的款"
# 35.00/个, 2.40 per pc: what a price in its column is for.
_PER = re.compile(r" ?(?:/|per |a |每)\s?(?P<unit>[㐀-鿿]{1,2}|[a-z]{2,8})\s*$")

Find = Callable[[Sequence[Part]], Match]


def read(table: Table, lowered: str, catalog: Catalog, find: Find, points: Points) -> Block:
    """The rows' drafts, and the sum that the table states. Rows without an amount, or with none of it, beside rows
    with one were not ordered."""
    block = Block()
    told: list[tuple[Row, Draft]] = []
    for row in table.rows:
        amount = _amount(row, lowered, catalog, points)
        if row.totals:
            if amount is not None:
                block.totals.append(amount)
            continue
        drafted = named(row, lowered, catalog, find)
        drafted.amount = amount
        drafted.money = _price(row, lowered)
        block.drafts.append(drafted)
        told.append((row, drafted))
    _check(told, catalog)
    if any(column.role == "aside" and says("old_column", column.heading.text) for column in table.columns):
        # None of it now is not left out but taken off.
        for draft in block.drafts:
            draft.role = "line" if _ordered(draft) else "excluded"
    elif any(_ordered(draft) for draft in block.drafts):
        block.drafts = [draft for draft in block.drafts if _ordered(draft)]
    return block


def _check(told: Sequence[tuple[Row, Draft]], catalog: Catalog) -> None:
    """Rows whose sum is not amount times price: the price is for another unit, or the row contradicts itself."""
    wrong: list[tuple[Draft, Decimal]] = []
    right = 0
    for row, draft in told:
        cells = [row.first(role) for role in ("price", "amount")]
        amount = draft.amount.value.exact if draft.amount is not None else None
        if not all(cells) or not amount or draft.money is None:
            continue
        price, total = (cell[1].text for cell in cells if cell)
        agrees = rowsums.holds(str(amount), price, total)
        right += agrees is True
        sums = [one for one in rowsums.values(total) if one]
        if agrees is False and sums and draft.money.value.amount:
            wrong.append((draft, sums[0] / (amount * draft.money.value.amount)))
    for draft, ratio in wrong:
        if _other_unit(draft, ratio, catalog):
            continue
        if right:
            draft.contradicted = True
        else:
            # A discount, a tax or the price of a hundred: not to be told from the row.
            draft.certainty = min(draft.certainty, _UNPROVEN)


def _other_unit(draft: Draft, ratio: Decimal, catalog: Catalog) -> bool:
    """Whether the row's sum proves that its price is for another of the product's units; then it is told so."""
    product = catalog.get(draft.match.skus[0]) if draft.match.status == "one" else None
    if product is None or draft.amount is None or draft.money is None:
        return False
    sizes = {product.base_unit: Decimal(1), **product.units}
    found = units.resolve(draft.amount.value.unit or "", product.units, product.base_unit)
    own = sizes.get(found.unit or product.default_unit or "")
    fits = [unit for unit, size in sizes.items() if own and size and rowsums.close(own / size, ratio)]
    if len(fits) != 1:
        return False
    draft.money = replace(draft.money, value=replace(draft.money.value, per_unit=fits[0]))
    return True


def _ordered(draft: Draft) -> bool:
    if draft.amount is None:
        return False
    amount: Amount = draft.amount.value
    return amount.exact is None or amount.exact != 0


def named(row: Row, lowered: str, catalog: Catalog, find: Find) -> Draft:
    """The product that the row's cells name."""
    cells = row.naming
    phrase: list[Part] = []
    gaps: list[Span] = []
    sku: str | None = None
    for cell in cells:
        found = _parts(cell, lowered, catalog)
        sku = sku or next((span.value for span in found if span.label == "sku"), None)
        phrase.extend(span.value for span in found if span.label not in ("sku", "packing"))
        gaps.extend(cover.gaps(lowered, found, cell.start, cell.end))
    gaps = [gap for gap in gaps if gap.label == "gap"]
    start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
    if row.variant is not None or not _adjoining(cells, row):
        start, end = cells[0].start, cells[0].end
    match = Match("one", (sku,), 1.0, (), "sku", strong=True) if sku else find(phrase)
    if match.status == "none" and not sku:
        phrase, match = _without_what_tells_nothing(phrase, match, lowered, catalog, find)
    phrase, match = _by_size_aside(row, phrase, match, catalog, find)
    match, gaps = narrowing.by_characters(match, gaps, lowered, catalog)
    if row.variant is not None and not sku:
        phrase, match = _in_variant(row.variant, phrase, match, catalog, find)
        gaps = [gap for gap in gaps if gap.end <= row.variant.start or gap.start >= row.variant.end]
    gaps = _telling(row, gaps, lowered, match)
    unknown = sum(gap.end - gap.start for gap in gaps)
    if not sku and match.status == "several" and unknown > 1 and not phrase:
        match = replace(match, status="none")
    return Draft(phrase, start, end, match, gaps=gaps)


def _telling(row: Row, gaps: list[Span], lowered: str, match: Match) -> list[Span]:
    """The unknown words that may make another product of the row's: not those beside our own number, nor the customer's
    number, nor small words and what only says which measure a size is (65 mm deep)."""
    if match.rule == "sku":
        return []
    if match.status not in ("one", "several", "near"):
        return gaps
    codes = [cell for column, cell in row.cells if column.role == "code"]
    tells_nothing = phrases.book("forms")["tells_nothing"].pattern
    return [
        gap
        for gap in gaps
        if not any(cell.start <= gap.start < cell.end for cell in codes)
        and not tells_nothing.search(lowered[gap.start : gap.end].strip())
    ]


def _by_size_aside(
    row: Row, phrase: list[Part], match: Match, catalog: Catalog, find: Find
) -> tuple[list[Part], Match]:
    """Of several products the one that has the size of a column beside (pack size, net weight)."""
    if match.status != "several":
        return phrase, match
    for column, cell in row.cells:
        stated = [part.moved(cell.start) for part in parts(cell.text)] if column.role == "aside" else []
        if not _is_size(stated, catalog):
            continue
        found = find([*phrase, *stated])
        if found.status == "one" and found.skus[0] in match.skus:
            return [*phrase, *stated], found
    return phrase, match


def _is_size(stated: Sequence[Part], catalog: Catalog) -> bool:
    """Whether the cell is a size that some product has, or so many of what lies in a pack: 500g, 200粒."""
    if len(stated) == 1:
        return stated[0].kind == "spec" and catalog.knows("=" + stated[0].key)
    numbered = len(stated) == _COUNTED and stated[0].kind == "number" and stated[1].kind == "han"
    return numbered and stated[0].end == stated[1].start and len(stated[1].key) == 1


def _without_what_tells_nothing(
    phrase: list[Part], match: Match, lowered: str, catalog: Catalog, find: Find
) -> tuple[list[Part], Match]:
    """The phrase without codes that the customer alone knows and without packings (50只/盒), if a product is left."""
    told = [part for part in phrase if not _own_code(part, catalog)]
    for left in (told, [part for part in told if not _PACKING.match(lowered, part.start)]):
        found = find(left) if 0 < len(left) < len(phrase) else match
        if found.status in ("one", "several") and found.strong:
            return left, found
    return phrase, match


def _in_variant(
    heading: Cell, phrase: list[Part], match: Match, catalog: Catalog, find: Find
) -> tuple[list[Part], Match]:
    """The product in the variant that the column is for; one that no product has is unknown, whatever else fits."""
    named = [part for part in phrase if not heading.start <= part.start < heading.end]
    stated = [part.moved(heading.start) for part in parts(heading.text)]
    numbers = [
        Part(part.start, part.end, "number", digits[0], (digits[0],))
        for part in stated
        if len(digits := re.findall(r"\d+(?:\.\d+)?", part.key)) == 1
    ]
    for tried in (stated, numbers):
        found = find([*named, *tried])
        if found.status not in ("one", "several"):
            continue
        entries = [entry for sku in found.skus if (entry := catalog.entry(sku)) is not None]
        fits = [entry for entry in entries if tried and _has(entry, tried, catalog)]
        if fits:
            skus = tuple(entry.product.sku for entry in fits)
            return [*named, *tried], Match(
                "one" if len(skus) == 1 else "several", skus, rule=match.rule, strong=True
            )
    return phrase, replace(find(named), status="none", certainty=1.0, strong=True)


def _has(entry: Entry, stated: Sequence[Part], catalog: Catalog) -> bool:
    """Whether the product has all that the heading states; 码 and the like state nothing."""
    told = [part for part in stated if part.kind != "han" or part.key.strip(_EMPTY)]
    return bool(told) and all(
        traits.of(part.key) in entry.traits or products.has(part, entry, catalog) for part in told
    )


def _own_code(part: Part, catalog: Catalog) -> bool:
    return part.kind == "spec" and part.key[:1].isalpha() and not catalog.knows("=" + part.key)


def _adjoining(cells: Sequence[Cell], row: Row) -> bool:
    """Whether no amount stands between the cells that name the product."""
    others = [cell for column, cell in row.cells if column.role in ("quantity", "price", "amount", "unit")]
    return not any(cells[0].end <= other.start < cells[-1].start for other in others)


def _parts(cell: Cell, lowered: str, catalog: Catalog) -> list[Span]:
    text = lowered[cell.start : cell.end]
    proposed = product_spans.find(text, catalog)
    proposed += [
        Span(part.start, part.end, "part", part, 0.9, "parts.number")
        for part in parts(text)
        if part.kind == "number" and (catalog.knows("=" + part.key) or catalog.knows("#" + part.key))
    ]
    return [moved(span, cell.start) for span in cover.choose(proposed, len(text))]


def _amount(row: Row, lowered: str, catalog: Catalog, points: Points) -> Span | None:
    found = row.first("quantity")
    if found is None:
        return None
    column, cell = found
    text = lowered[cell.start : cell.end]
    spans = [
        span
        for span in quantities.find(text, numerals.find(text, catalog.unit_words), catalog.unit_words)
        if span.label in ("quantity", "bare")
    ]
    if not spans:
        return None
    # 20 dozen is so many dozens where the product is sold by them.
    best = min(spans, key=lambda span: (span.start, span.start - span.end, span.label != "quantity"))
    amount: Amount = best.value
    if amount.unit is None:
        amount = Amount(amount.number, _unit(row, column))
    label = "quantity" if amount.unit is not None else "bare"
    stated = Span(cell.start + best.start, cell.start + best.end, label, amount, 0.95, "tables.quantity")
    return points.settled(stated)


def _unit(row: Row, column: Column) -> str | None:
    own = row.first("unit")
    if own is not None:
        return own[1].text
    return column.unit or None


def _price(row: Row, lowered: str) -> Span | None:
    found = row.first("price")
    if found is None:
        return None
    column, cell = found
    text = lowered[cell.start : cell.end]
    priced = money.find(text)
    if priced:
        return moved(priced[0], cell.start)
    numbers = [
        s for s in numerals.find(text) if s.label == "number" and s.value.form in ("exact", "ambiguous")
    ]
    if not numbers:
        return None
    number = max(numbers, key=lambda span: span.end - span.start)
    amount: Decimal = number.value.low
    per = _PER.match(text, number.end)
    value = MoneyValue(amount, money.currency(column.unit), per["unit"] if per else None)
    return Span(cell.start + number.start, cell.start + number.end, "money", value, 0.9, "tables.price")
