"""`jiedan words`: what is remembered of the customers' words."""

from datetime import UTC, datetime

from store import memory
from store.database import Database
from tests.cli.shop import Shop

AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def test_words_are_listed_by_customer_and_forgotten(each_shop: Shop) -> None:
    assert each_shop.json("words", "list") == []
    assert each_shop.done("words", "list") == ""
    with Database.open(each_shop.url) as db, db.begin() as tx:
        memory.learn(tx, "C008", "Cola", "BV-COLA-500", order_no="SO-1", now=AT)
        memory.learn(tx, "C001", "可乐", "BV-COLA-330", order_no="SO-2", now=AT)
    first, second = each_shop.json("words", "list")
    assert first == {
        "customer": "C001",
        "word": "可乐",
        "sku": "BV-COLA-330",
        "order_no": "SO-2",
        "at": "2026-11-26T10:00:00+08:00",
    }
    assert second["customer"] == "C008"
    assert [row["word"] for row in each_shop.json("words", "list", "--customer", "C008")] == ["Cola"]
    for words in ("CUSTOMER", "C001", "可乐", "BV-COLA-330", "SO-2"):
        assert words in each_shop.done("words", "list")
    assert each_shop.done("words", "forget", "C008", " COLA ") == "COLA of C008 is forgotten\n"
    assert [row["customer"] for row in each_shop.json("words", "list")] == ["C001"]
    line = each_shop.refused("words", "forget", "C008", "cola")
    assert line == "C008 has no word cola; `words list` shows what is remembered"
