"""The products of which little is left and that were told: each once, until there is plenty of it again."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from store.database import Tx
from store.sql import in_parts
from store.tables import low_stock


def told(tx: Tx) -> frozenset[str]:
    """The SKUs whose low stock was told."""
    return frozenset(tx.scalars(sa.select(low_stock.c.sku)))


def replace(tx: Tx, skus: Iterable[str], *, now: datetime) -> None:
    """These are low and told, and no others; what was told before keeps its time."""
    before, after = told(tx), frozenset(skus)
    gone, new = sorted(before - after), sorted(after - before)
    for some in in_parts(gone):
        tx.execute(sa.delete(low_stock).where(low_stock.c.sku.in_(some)))
    if new:
        tx.execute(sa.insert(low_stock), [{"sku": sku, "told_at": now} for sku in new])
