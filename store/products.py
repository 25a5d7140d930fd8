"""The catalog's rows, replaced as a whole by an import."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from parsers.reading import Product
from store import sql
from store.database import Tx
from store.tables import products


def replace_all(tx: Tx, rows: Iterable[Product], *, step: sql.Step = sql.ignored) -> int:
    """Put these products, in this order, in place of what was there; returns how many. Each SKU once.

    `step` hears how many more are written.
    """
    values = [
        {
            "sku": row.sku,
            "position": position,
            "name": row.name,
            "name_en": row.name_en,
            "aliases": list(row.aliases),
            "spec": row.spec,
            "category": row.category,
            "base_unit": row.base_unit,
            "units": {unit: str(size) for unit, size in row.units.items()},
            "default_unit": row.default_unit,
            "price": row.price,
            "currency": row.currency,
            "min_order": row.min_order,
            "stock": row.stock,
            "substitute": row.substitute,
            "restock": row.restock,
            "low_stock": row.low_stock,
        }
        for position, row in enumerate(rows)
    ]
    return sql.replace_rows(tx, products, values, step=step)


def all(tx: Tx) -> tuple[Product, ...]:  # noqa: A001
    """All products, in the file's order."""
    return tuple(_product(row) for row in tx.execute(sa.select(products).order_by(products.c.position)))


def get(tx: Tx, sku: str) -> Product | None:
    row = tx.execute(sa.select(products).where(products.c.sku == sku)).first()
    return None if row is None else _product(row)


def count(tx: Tx) -> int:
    """How many products the catalog has."""
    return tx.scalar(sa.select(sa.func.count()).select_from(products)) or 0


def version(tx: Tx) -> int:
    """A number that changes with each import: what a cache of the catalog is keyed on."""
    return sql.version(tx, "products")


def stock(tx: Tx, sku: str) -> Decimal | None:
    """What is in stock, in base units; None if unknown."""
    found: Decimal | None = tx.scalar(sa.select(products.c.stock).where(products.c.sku == sku))
    return found


def _product(row: "sa.Row[Any]") -> Product:
    return Product(
        sku=row.sku,
        name=row.name,
        name_en=row.name_en,
        aliases=tuple(row.aliases),
        spec=row.spec,
        category=row.category,
        base_unit=row.base_unit,
        units={unit: Decimal(size) for unit, size in row.units.items()},
        default_unit=row.default_unit,
        price=row.price,
        currency=row.currency,
        min_order=row.min_order,
        stock=row.stock,
        substitute=row.substitute,
        restock=row.restock,
        low_stock=row.low_stock,
    )
