"""The words that a customer uses for a product, learnt from what was cleared up with them."""

from datetime import datetime

import sqlalchemy as sa

from store.database import Tx
from store.sql import insert
from store.tables import memory


def remember(tx: Tx, customer_code: str, phrase: str, sku: str, *, now: datetime) -> None:
    """This customer means this product by this phrase; another meaning takes the place of an older one."""
    statement = insert(tx, memory).values(
        customer_code=customer_code, phrase=phrase, sku=sku, times=1, last_at=now
    )
    new, old = statement.excluded, memory.c
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=["customer_code", "phrase"],
            set_={
                "sku": new.sku,
                "times": sa.case((new.sku == old.sku, old.times + 1), else_=1),
                "last_at": new.last_at,
            },
        )
    )


def recall(tx: Tx, customer_code: str) -> dict[str, str]:
    """Phrase to SKU, for this customer."""
    query = sa.select(memory.c.phrase, memory.c.sku).where(memory.c.customer_code == customer_code)
    return {row.phrase: row.sku for row in tx.execute(query)}
