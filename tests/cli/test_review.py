"""`jiedan review`: readings that wait for a person, and the person's word."""

from datetime import datetime

from store import reviews
from store.database import Database
from tests.cli.shop import CUSTOMER, NOW, Shop


def test_what_waits_is_listed_and_shown_with_its_message_and_reading(each_shop: Shop) -> None:
    number = each_shop.review("罐装可乐10箱", subject="订货\x1b[31m")
    (row,) = each_shop.json("review", "list")
    assert (row["id"], row["state"], row["channel"], row["from"]) == (number, "open", "email", CUSTOMER)
    assert datetime.fromisoformat(row["at"]).utcoffset() is not None
    assert row["reason"]
    assert row["due_at"] > row["at"]
    assert row["kind"]
    assert isinstance(row["overdue"], bool)
    shown = each_shop.json("review", "show", str(number))
    assert shown["message"]["text"].startswith("罐装可乐10箱")
    assert shown["message"]["reading"]["lines"][0]["sku"] == "BV-COLA-330"
    told = each_shop.done("review", "show", str(number))
    for words in ("review", CUSTOMER, "罐装可乐10箱", "READING", "BV-COLA-330"):
        assert words in told
    assert "\x1b" not in told
    assert str(number) in each_shop.done("review", "list")


def test_an_accepted_reading_is_done_as_it_was_read_in_the_operators_name(each_shop: Shop) -> None:
    number = each_shop.review()
    assert each_shop.json("orders", "list") == []
    told = each_shop.done("review", "accept", str(number), "--by", "王经理")
    (order,) = each_shop.json("orders", "list")
    assert told == f"review {number} is accepted: {order['order_no']} received\n"
    assert order["history"][0]["by"] == "王经理"
    assert next(row["kind"] for row in each_shop.json("outbox", "list")) == "receipt"
    assert each_shop.json("review", "list") == []
    (decided,) = each_shop.json("review", "list", "--state", "accepted")
    assert decided["decided_by"] == "王经理"


def test_a_rejected_reading_does_nothing_and_can_be_found_again(each_shop: Shop) -> None:
    number = each_shop.review()
    assert each_shop.done("review", "reject", str(number)) == f"review {number} is rejected\n"
    assert each_shop.json("orders", "list") == []
    assert each_shop.done("review", "list") == ""
    assert [row["state"] for row in each_shop.json("review", "list", "--state", "all")] == ["rejected"]


def test_a_rejection_is_remembered_by_the_order_that_it_is_about(each_shop: Shop) -> None:
    order_no = each_shop.order()
    kept = each_shop.keep("上次的可乐破了三箱")
    with Database.open(each_shop.url) as db, db.begin() as tx:
        number = reviews.open(tx, inbox_id=kept, order_no=order_no, reason="a complaint", now=NOW)
    each_shop.done("review", "reject", str(number))
    history = each_shop.json("orders", "show", order_no)["history"]
    assert [(x["event"], x["by"], x["reason"]) for x in history] == [
        ("order_booked", "C001", None),
        ("review_rejected", "林会计", "a complaint"),
    ]


def test_what_is_decided_or_unknown_is_refused_in_one_line(each_shop: Shop) -> None:
    number = str(each_shop.review())
    each_shop.done("review", "reject", number, "--by", "王经理")
    for verb in ("accept", "reject"):
        assert each_shop.refused("review", verb, number) == f"review {number} is rejected already (by 王经理)"
        assert each_shop.refused("review", verb, "77") == "there is no review 77"
    assert each_shop.refused("review", "show", "77") == "there is no review 77"
    assert each_shop.run("review", "accept", "first").exit_code == 2


def test_an_operator_decides_without_knowing_the_bots_passwords(shop: Shop) -> None:
    number = shop.review()
    config = shop.directory / "config.toml"
    mailbox = '[[mailbox]]\nhost = "h"\nuser = "orders@hengtong.example.cn"\npassword = "env:NOT_SET"\n'
    smtp = '[smtp]\nhost = "h"\nfrom_address = "orders@hengtong.example.cn"\nuser = "u"\npassword = "file:/nowhere"\n'
    config.write_text(config.read_text("utf-8") + mailbox + smtp, "utf-8")
    assert shop.done("review", "accept", str(number)).startswith(f"review {number} is accepted: SO-")
