"""What is remembered of a customer: the words they use for products, as these were settled."""

from collections.abc import Collection
from dataclasses import dataclass
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


def of_customers(tx: Tx, codes: Collection[str]) -> dict[str, dict[str, str]]:
    """The same of several customers, by their codes."""
    found: dict[str, dict[str, str]] = {}
    if codes:
        query = sa.select(words.c.customer_code, words.c.word, words.c.sku)
        for row in tx.execute(query.where(words.c.customer_code.in_(codes))):
            found.setdefault(row.customer_code, {})[row.word] = row.sku
    return found


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


@dataclass(frozen=True, slots=True)
class Word:
    """A customer's word (`said` as it was written), the product that it means, and the order that it was settled in."""

    customer_code: str
    said: str
    sku: str
    order_no: str
    at: datetime


def listing(tx: Tx, *, customer: str | None = None) -> tuple[Word, ...]:
    """What is remembered, of one customer or of all."""
    columns = (words.c.customer_code, words.c.said, words.c.sku, words.c.order_no, words.c.at)
    query = sa.select(*columns).order_by(words.c.customer_code, words.c.word)
    if customer is not None:
        query = query.where(words.c.customer_code == customer)
    return tuple(Word(**row._mapping) for row in tx.execute(query))


def forget(tx: Tx, code: str, said: Collection[str]) -> int:
    """The customer's words mean nothing certain any more; how many had been remembered."""
    keys = {word for each in said if (word := ownwords.key(each)) is not None}
    if not keys:
        return 0
    gone = sa.delete(words).where(words.c.customer_code == code, words.c.word.in_(keys))
    return tx.execute(gone).rowcount
