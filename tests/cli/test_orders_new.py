"""`jiedan orders new`: what a customer says on the telephone is typed in, read and decided like any message."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cli.shop import Shop

SAID = "橙汁450ml 5箱，送店里"


@contextmanager
def working(shop: Shop) -> Iterator[None]:
    """A bot that runs meanwhile."""
    over = threading.Event()

    def work() -> None:
        while not over.wait(0.2):
            shop.work()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()


def test_it_is_kept_and_decided_by_the_running_bot(each_shop: Shop) -> None:
    said = each_shop.done("orders", "new", "--customer", "C001", "--text", SAID, "--wait", "0")
    assert said.startswith("kept as message 1; a running bot decides about it")
    each_shop.work()
    (order,) = each_shop.json("orders", "list")
    assert (order["channel"], order["status"], order["customer"]["code"]) == ("staff", "received", "C001")
    assert [(event["by"], event["channel"]) for event in order["history"]] == [("林会计", "staff")]
    assert order["messages"][0]["channel"] == "staff"


def test_what_there_is_to_ask_is_said_at_once_and_answered_alike(shop: Shop) -> None:
    with working(shop):
        said = shop.done("orders", "new", "--customer", "C001", "--text", "可乐3箱，送店里", "--wait", "100")
        assert said.startswith("asked: SO-")
        assert "1A" in said
        answered = shop.done(
            "orders", "new", "--customer", "C001", "--by", "小王", "--wait", "100", stdin="1B"
        )
        assert answered.startswith(("booked: SO-", "changed: SO-")), answered
        assert " received" in answered.splitlines()[0]
    (order,) = shop.json("orders", "list")
    assert order["status"] == "received"
    assert {event["by"] for event in order["history"]} == {"林会计", "小王"}


def test_json_tells_the_same(shop: Shop) -> None:
    with working(shop):
        told = shop.json("orders", "new", "--customer", "C001", "--text", SAID, "--wait", "100")
    assert (told["outcome"], told["status"]) == ("booked", "received")
    assert told["order_no"] in told["replies"][0]


@pytest.mark.parametrize("words", [("--text", "  "), ("--text", "-"), ()])
def test_an_empty_text_is_wrong_use(shop: Shop, words: tuple[str, ...]) -> None:
    assert shop.run("orders", "new", "--customer", "C001", *words, stdin="\n").exit_code == 2
    assert shop.json("inbox", "list") == []


def test_an_unknown_customer_is_refused_and_nothing_kept(shop: Shop) -> None:
    refused = shop.refused("orders", "new", "--customer", "C999", "--text", SAID)
    assert refused == "there is no customer C999"
    assert shop.json("inbox", "list") == []
