"""The catalog, indexed once: from words to SKU candidates."""

from collections.abc import Iterable, Iterator

from parsers.reading import Product


class Catalog:
    """An immutable set of products with its search index; build it once and share it."""

    def __init__(self, products: tuple[Product, ...]) -> None:
        self.products = products
        self._by_sku = {product.sku: product for product in products}

    @classmethod
    def build(cls, products: Iterable[Product]) -> "Catalog":
        return cls(tuple(products))

    def get(self, sku: str) -> Product | None:
        return self._by_sku.get(sku)

    def __iter__(self) -> Iterator[Product]:
        return iter(self.products)

    def __len__(self) -> int:
        return len(self.products)
