"""What is remembered of a customer: the words they use for products, as these were settled."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from parsers import ownwords
from store.database import Tx
from store.sql import insert
from store.tables import words


def of_customer(tx: Tx, code: str) -> dict[str, str]:
    """The customer's own words, by `ownwords.key`, each with the SKU that it means."""
    query = sa.select(words.c.word, words.c.sku).where(words.c.customer_code == code)
    return {row.word: row.sku for row in tx.execute(query)}


def learn(tx: Tx, code: str, said: str, sku: str, *, order_no: str, now: datetime) -> None:
    """The customer means this product by these words from now on. What is no name is passed over."""
    word = ownwords.key(said)
    if word is None:
        return
    statement = insert(tx, words).values(
        customer_code=code, word=word, said=said, sku=sku, order_no=order_no, at=now
    )
    told = {name: statement.excluded[name] for name in ("said", "sku", "order_no", "at")}
    tx.execute(statement.on_conflict_do_update(index_elements=["customer_code", "word"], set_=told))


def forget(tx: Tx, code: str, said: Collection[str]) -> None:
    """The customer's words mean nothing certain any more."""
    keys = {word for each in said if (word := ownwords.key(each)) is not None}
    if keys:
        tx.execute(sa.delete(words).where(words.c.customer_code == code, words.c.word.in_(keys)))
