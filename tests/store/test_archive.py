"""Orders and messages are found by their words, Chinese of any length too, on both databases alike."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from alembic import command

from store import archive, inbox, orders, outbox, schema
from store.archive import Hit
from store.database import Database
from store.order import LineItem, OrderParty
from store.order_json import content
from store.searchwords import excerpt
from tests.desk.company import fill
from tests.store.making import MINUTE, NOW, draft, envelope, event, mail, order


@pytest.fixture
def books(db: Database) -> Database:
    """An order, what its customer wrote, and what was answered."""
    line = LineItem("CU-316-350B", "黑色小保温杯 350ml", Decimal(2), "箱")
    with db.begin() as tx:
        number = inbox.keep(
            tx,
            envelope(
                1,
                text="你好，罐裝可樂兩箱，黑色小保温杯2箱，ＰＯ－７，送到良渚",
                subject="订货",
                sender_name="林小橙",
            ),
        )
        assert number is not None
        made = order(lines=(line,), delivery_address="杭州市余杭区良渚路9号", note="早上送")
        orders.create(tx, made, by="C001")
        inbox.finish(tx, number, outcome="booked", order_no=made.order_no, now=NOW)
        outbox.enqueue(
            tx,
            draft(1, text="订单 SO-20261124-0001 已接收：Cola 330ml can", order_no=made.order_no),
            now=NOW + MINUTE,
        )
    return db


def found(db: Database, query: str, **given: str) -> list[str]:
    with db.read() as tx:
        return [hit.kind for hit in archive.search(tx, query, **given)]  # type: ignore[arg-type]


FOUND = [
    ("保温杯", ["order", "in"]),
    ("保温", ["order", "in"]),  # two characters
    ("杯", ["order", "in"]),  # one
    ("黑色小保温杯", ["order", "in"]),
    ("温保", []),  # the same characters in another order
    ("良渚路", ["order"]),
    ("良渚路9号", ["order"]),
    ("罐装可乐", ["in"]),  # written in traditional characters
    ("罐裝", ["in"]),
    ("PO-7", ["order", "in"]),  # full-width
    ("cola", ["out"]),
    ("SO-20261124-0001", ["out", "order"]),
    ("20261124-0001", ["out", "order"]),
    ("0001", ["out", "order"]),
    ("cu-316", ["order"]),
    ("350", ["order"]),
    ("13800000000", ["order"]),
    ("林小橙 可乐", ["in"]),  # both
    ("林小橙 良渚路", []),
    ("li@example.cn", ["out", "in", "order"]),
    ("雷 保温", ["order"]),
    ("…", []),
    ("", []),
    ("' OR 1=1 --", []),
    ('"* NEAR(', []),
    ("a:* & !b <-> c", []),
]  # fmt: skip


def test_what_is_looked_for_is_found(books: Database) -> None:
    for query, kinds in FOUND:
        assert sorted(found(books, query)) == sorted(kinds), query


def test_the_newest_comes_first_and_says_where_it_belongs(books: Database) -> None:
    with books.read() as tx:
        went, came_or_order, _ = archive.search(tx, "li@example.cn")
        (came,) = archive.search(tx, "林小橙")
    assert went == Hit(
        "out", "SO-20261124-0001", went.id, NOW + MINUTE, "email", "li@example.cn", went.excerpt
    )
    assert came_or_order.at == NOW
    assert (came.kind, came.order_no, came.who) == ("in", "SO-20261124-0001", "林小橙")
    assert "黑色小保温杯" in came.excerpt


def test_an_order_is_found_by_what_it_says_now(books: Database) -> None:
    changed = order(lines=(LineItem("TEA", "红茶", Decimal(1), "箱"),), delivery_address="上海")
    with books.begin() as tx:
        orders.append(
            tx, "SO-20261124-0001", [event("order_changed", **content(changed))], expected_version=1
        )
    assert found(books, "红茶") == ["order"]
    assert found(books, "保温杯") == ["in"]


def test_a_product_is_found_by_our_names_of_it(db: Database) -> None:
    fill(db)
    line = LineItem("BV-OJ-450", "OJ small", Decimal(2), "箱")
    with db.begin() as tx:
        orders.create(tx, order("SO-20261124-0009", lines=(line,)), by="C001")
    for query in ("橙汁", "Orange juice", "OJ small"):
        assert found(db, query) == ["order"], query


def test_what_was_not_written_is_not_found(db: Database) -> None:
    def interrupted() -> None:
        with db.begin() as tx:
            inbox.keep(tx, envelope(1, text="保温杯"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert found(db, "保温杯") == []


def test_a_customer_finds_only_their_own(books: Database) -> None:
    with books.begin() as tx:
        other = order("SO-20261124-0002", customer=OrderParty("C002", "别家"), note="保温杯")
        orders.create(tx, other, by="C002")
        inbox.keep(tx, envelope(2, raw=mail(2), text="保温杯，没有订单"))
    assert sorted(found(books, "保温杯")) == ["in", "in", "order", "order"]
    assert sorted(found(books, "保温杯", customer="C001")) == ["in", "order"]
    assert found(books, "保温杯", customer="C002") == ["order"]


def test_long_and_strange_texts_are_kept(db: Database) -> None:
    with db.begin() as tx:
        inbox.keep(tx, envelope(1, text="长" * 300_000 + " 末尾"))
        inbox.keep(
            tx, envelope(2, raw=mail(2), text="\x00\ud800 emoji 🎉 Приве́т Straße ﬁne 𠮷野家 " + "x" * 5000)
        )
        inbox.keep(tx, envelope(3, raw=mail(3), text=" ".join(f"w{n}" for n in range(50_000))))
    assert found(db, "长长") == ["in"]
    for query in ("приве", "strasse", "fine", "𠮷野", "emoji"):
        assert found(db, query) == ["in"], query


def test_the_limit_holds_and_pages_are_the_newest(db: Database) -> None:
    with db.begin() as tx:
        for number in range(30):
            at = NOW + timedelta(minutes=number)
            inbox.keep(tx, envelope(number, raw=mail(number), text=f"保温杯 {number}号", received_at=at))
    with db.read() as tx:
        hits = archive.search(tx, "保温杯", limit=5)
    assert [hit.at for hit in hits] == [NOW + timedelta(minutes=n) for n in (29, 28, 27, 26, 25)]


def test_what_was_there_before_the_archive_is_found_after_the_update(bare_url: str) -> None:
    with Database.open(bare_url) as db:
        with db.begin() as tx:
            command.upgrade(schema.config(tx), "0006")
            at = "2026-11-24T08:30:00.123456Z" if db.is_sqlite else NOW
            body = '{"customer": {"company": "老店"}, "lines": [{"text": "保温杯", "sku": "CU"}], "shipments": []}'
            values = {"at": at, "body": body}
            tx.execute(
                sa.text(
                    "INSERT INTO orders (order_no, status, version, conversation, placed_at, changed_at, told_from, "
                    "announced, body) VALUES ('SO-1', 'received', 1, 'x', :at, :at, 0, 0, :body)"
                ),
                values,
            )
            tx.execute(
                sa.text(
                    "INSERT INTO inbox (channel, source, conversation, received_at, kept_at, text, envelope, state, "
                    "due_at, attempts) VALUES ('email', 's', 'c', :at, :at, '来两箱保温杯', :body, 'done', :at, 1)"
                ),
                values,
            )
        db.migrate()
        with db.read() as tx:
            words = "SELECT count(*) FROM archive_words"
            assert tx.scalar(sa.text(words)) == 2
            (came,) = archive.search(tx, "来两箱")
            assert (came.kind, came.at) == ("in", NOW)
            # Its order cannot be read in full; it hides nothing else.
            assert [hit.kind for hit in archive.search(tx, "保温杯")] == ["in"]


def test_an_excerpt_shows_what_was_found() -> None:
    text = "开头" * 100 + "\n罐裝可樂\x07两箱\n" + "结尾" * 100
    assert "罐裝可樂 两箱" in excerpt(text, "罐装")
    assert excerpt("短", "没有") == "短"
