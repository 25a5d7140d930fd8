"""`jiedan inbox` and `jiedan outbox`: what came in, what goes out, and a second try at what failed."""

from datetime import UTC, datetime, timedelta

import pytest

from store import inbox, outbox
from store.database import Database
from tests.cli.shop import CUSTOMER, NOW, STRANGER, Shop


def fail_message(shop: Shop, number: int) -> None:
    with Database.open(shop.url) as db, db.begin() as tx:
        inbox.record_failure(tx, number, reason="ValueError: no such thing", now=NOW, retry_at=None)


def fail_delivery(shop: Shop) -> int:
    later = datetime.now(UTC) + timedelta(days=1)
    with Database.open(shop.url) as db:
        with db.begin() as tx:
            item = outbox.claim(tx, now=later, lease=timedelta(minutes=5))
        assert item is not None
        with db.begin() as tx:
            outbox.failed(tx, item.id, reason="550 no such user", permanent=True, now=later)
    return item.id


def test_what_came_in_has_the_fields_of_the_contract(each_shop: Shop) -> None:
    each_shop.order()
    waiting = each_shop.keep("你好", sender=STRANGER)
    newest, first = each_shop.json("inbox", "list")
    assert (newest["id"], newest["state"], newest["from"]) == (waiting, "new", STRANGER)
    assert (first["channel"], first["state"], first["outcome"]) == ("email", "done", "booked")
    for row in (newest, first):
        assert datetime.fromisoformat(row["at"]).utcoffset() is not None
        assert row["reason"] is None
    assert [row["id"] for row in each_shop.json("inbox", "list", "--state", "new")] == [waiting]
    assert CUSTOMER in each_shop.done("inbox", "list")


def test_a_message_is_shown_as_it_was_read_and_as_it_came(each_shop: Shop) -> None:
    each_shop.receive("罐装可乐10箱", subject="订货\x1b]0;owned\x07", raw=b"From: chenmin\r\n\r\n\x1b\xff")
    shown = each_shop.json("inbox", "show", "1")
    assert (shown["from"], shown["order_no"]) == (CUSTOMER, "SO-20261124-0001")
    assert shown["reading"]["intent"] == "new_order"
    told = each_shop.done("inbox", "show", "1")
    assert "罐装可乐10箱" in told
    assert "\x1b" not in told
    raw = each_shop.run("inbox", "show", "1", "--raw").stdout_bytes
    assert raw == b"From: chenmin\r\n\r\n\x1b\xff"


def test_a_failed_message_is_read_again(each_shop: Shop) -> None:
    number = each_shop.keep("罐装可乐10箱")
    fail_message(each_shop, number)
    (row,) = each_shop.json("inbox", "list", "--state", "failed")
    assert row["reason"] == "ValueError: no such thing"
    assert each_shop.done("inbox", "retry", str(number)) == f"message {number} will be read again\n"
    each_shop.work()
    (order,) = each_shop.json("orders", "list")
    assert order["status"] == "received"
    assert "is done" in each_shop.refused("inbox", "retry", str(number))


def test_what_goes_out_has_the_fields_of_the_contract(each_shop: Shop) -> None:
    order_no = each_shop.order()
    (row,) = each_shop.json("outbox", "list")
    assert (row["channel"], row["state"], row["to"], row["order_no"]) == (
        "email",
        "queued",
        CUSTOMER,
        order_no,
    )
    assert datetime.fromisoformat(row["at"]).utcoffset() is not None
    assert row["reason"] is None
    shown = each_shop.json("outbox", "show", str(row["id"]))
    assert order_no in shown["text"]
    assert order_no in each_shop.done("outbox", "show", str(row["id"]))
    assert each_shop.json("outbox", "list", "--state", "sent") == []
    assert CUSTOMER in each_shop.done("outbox", "list")


def test_a_failed_delivery_is_tried_again(each_shop: Shop) -> None:
    each_shop.order()
    number = fail_delivery(each_shop)
    (row,) = each_shop.json("outbox", "list", "--state", "failed")
    assert (row["id"], row["reason"]) == (number, "550 no such user")
    assert each_shop.done("outbox", "retry", str(number)) == f"message {number} will be sent again\n"
    (row,) = each_shop.json("outbox", "list")
    assert (row["state"], row["attempts"]) == ("queued", 0)
    assert "is queued" in each_shop.refused("outbox", "retry", str(number))


@pytest.mark.parametrize("box", ["inbox", "outbox"])
@pytest.mark.parametrize("verb", ["show", "retry"])
def test_an_unknown_message_is_one_line(shop: Shop, box: str, verb: str) -> None:
    assert shop.refused(box, verb, "77") == f"there is no message 77 in the {box}"
    assert shop.run(box, verb, "x").exit_code == 2
