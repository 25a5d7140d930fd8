"""What is remembered of a customer's words."""

from store import memory
from store.database import Database
from tests.store.making import MINUTE, NOW


def test_the_last_meaning_counts_and_each_customer_has_their_own(db: Database) -> None:
    with db.begin() as tx:
        memory.learn(tx, "C1", "可樂", "COLA-330", order_no="SO-1", now=NOW)
        memory.learn(tx, "C1", "可乐", "COLA-500", order_no="SO-2", now=NOW + MINUTE)
        memory.learn(tx, "C2", "可乐", "COLA-330", order_no="SO-3", now=NOW)
        memory.learn(tx, "C2", "330", "COLA-330", order_no="SO-3", now=NOW)
    with db.begin() as tx:
        assert memory.of_customer(tx, "C1") == {"可乐": "COLA-500"}
        assert memory.of_customer(tx, "C2") == {"可乐": "COLA-330"}
        memory.forget(tx, "C1", ["可 樂", "没有说过的"])
        memory.forget(tx, "C2", [])
    with db.begin() as tx:
        assert memory.of_customer(tx, "C1") == {}
        assert memory.of_customer(tx, "C2") == {"可乐": "COLA-330"}
        assert memory.of_customer(tx, "C3") == {}
