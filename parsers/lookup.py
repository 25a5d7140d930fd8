"""What is asked of the catalog while one text is read: often the same, so remembered."""

from collections.abc import Sequence

from parsers import comparing, products, units
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry
from parsers.parts import Part
from parsers.products import Match
from parsers.reading import Product

# Of a kind with more products than these nobody says "the same in red".
_MOST_SIBLINGS = 200


class Lookup:
    """The catalog's answers for one text."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._found: dict[tuple[tuple[str, str], ...], Match] = {}
        self._resolved: dict[tuple[str, str], units.Resolution] = {}
        self._sold: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._siblings: dict[tuple[tuple[str, ...], products.Status], list[Entry]] = {}
        self._stated: dict[tuple[tuple[str, ...], str, str, tuple[str, ...]], bool] = {}

    def find(self, phrase: Sequence[Part]) -> Match:
        """The products that the phrase means; asked often, so remembered."""
        key = tuple((part.kind, part.key) for part in phrase)
        if key not in self._found:
            self._found[key] = products.find(phrase, self.catalog)
        return self._found[key]

    def sold_by(self, unit: str, match: Match) -> bool:
        """Whether a product that the match leaves possible has the unit."""
        skus = match.skus[:8]
        known = self._sold.get((unit, skus))
        if known is None:
            known = self._sold[unit, skus] = any(
                (product := self.catalog.get(sku)) is not None and self.has_unit(product, unit)
                for sku in skus
            )
        return known

    def kin(self, one: Match, other: Match) -> bool:
        """Whether two matches speak of products of one category with a noun in common."""
        first, second = (
            [entry for sku in match.skus[:8] if (entry := self.catalog.entry(sku)) is not None]
            for match in (one, other)
        )
        return any(
            a.product.category == b.product.category and a.heads & b.heads for a in first for b in second
        )

    def has_sides(self, match: Match) -> bool:
        """Whether the products that the match leaves possible are told apart by a size of two sides."""
        entries = [entry for sku in match.skus[:8] if (entry := self.catalog.entry(sku)) is not None]
        return all(any("*" in key for key in entry.keys) for entry in entries)

    def states(self, match: Match, part: Part) -> bool:
        """Whether the name of a product that the match leaves possible has the part."""
        key = (match.skus[:8], part.kind, part.key, part.numbers)
        known = self._stated.get(key)
        if known is None:
            entries = (self.catalog.entry(sku) for sku in key[0])
            known = self._stated[key] = any(
                entry is not None and comparing.has(part, entry, self.catalog) for entry in entries
            )
        return known

    def has_unit(self, product: Product, unit: str) -> bool:
        """Whether the product is sold by the unit, under whatever word."""
        key = (product.sku, unit)
        if key not in self._resolved:
            self._resolved[key] = units.resolve(unit, product.units, product.base_unit)
        return self._resolved[key].status != "unknown"

    def siblings(self, phrase: Sequence[Part]) -> Sequence[Entry]:
        """The products of the same noun and category as those that the phrase names, these included."""
        match = self.find(phrase)
        key = (match.skus[:8], match.status)
        if key not in self._siblings:
            self._siblings[key] = self._kin(match)
        return self._siblings[key]

    def _kin(self, match: Match) -> list[Entry]:
        own = [entry for sku in match.skus[:8] if (entry := self.catalog.entry(sku)) is not None]
        if not own or match.status == "none":
            return []
        nouns = {noun for entry in own for noun in entry.heads}
        categories = {entry.product.category for entry in own}
        asked = [Part(0, len(noun), "word" if noun.isascii() else "han", noun) for noun in nouns]
        near = {
            entry.product.sku: entry
            for part in asked
            for entry in self.catalog.candidates([part], limit=_MOST_SIBLINGS)
            if entry.product.category in categories and entry.heads & nouns
        }
        return list(near.values())
