"""Messages by API: kept first, once, dealt with as mails are, and answered to the program that brought them."""

import threading
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.desk.intake import process_one
from store import inbox
from tests.api.site import Site, problem

ORDER = {"text": "橙汁450ml 5箱，送店里", "customer": "C001"}
STRANGERS = """Hello, we would like 4 cases of green tea 500ml.
Please deliver to 12 Wuyi Road, Shangcheng District, Hangzhou.

Dora Lin
Corner Teahouse"""


def test_a_message_of_a_customer_on_file_is_booked_and_answered(each_site: Site) -> None:
    answer = each_site.caller("wechat shop").post("/messages", ORDER, once="m-1")
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["state"], told["outcome"]) == ("done", "booked")
    assert told["order"]["customer"]["code"] == "C001"
    assert told["order"]["channel"] == "api"
    assert told["order"]["lines"][0]["sku"] == "BV-OJ-450"
    (receipt,) = told["replies"]
    assert receipt["kind"] == "receipt"
    assert told["order_no"] in receipt["text"]
    (event,) = each_site.history(told["order_no"])
    assert (event.by, event.channel) == ("wechat shop", "api")


def test_a_question_is_answered_by_another_message(each_site: Site) -> None:
    shop = each_site.caller()
    asked = shop.post("/messages", {"text": "可乐3箱，送店里", "customer": "C001"}, once="1").json()
    assert asked["outcome"] == "asked"
    assert asked["order"]["status"] == "draft"
    assert [flag["field"] for flag in asked["order"]["flags"]] == ["lines[0].sku"]
    (question,) = asked["replies"]
    assert len(question["choices"]) >= 2
    answer = {"text": question["choices"][0]["answer"], "customer": "C001", "in_reply_to": question["id"]}
    told = shop.post("/messages", answer, once="2").json()
    assert told["order_no"] == asked["order_no"]
    assert told["order"]["status"] == "received"
    assert told["order"]["flags"] == []


def test_what_comes_twice_is_answered_as_the_first_and_kept_once(each_site: Site) -> None:
    shop = each_site.caller()
    first = shop.post("/messages", ORDER, once="same")
    again = shop.post("/messages", {**ORDER, "idempotency_key": "other"}, once="other")
    assert again.json()["id"] != first.json()["id"]
    for once in ("same", '"same"'):
        second = shop.post("/messages", ORDER, once=once)
        assert second.status_code == first.status_code == 201
        assert second.json() == first.json()
        assert second.headers["idempotent-replayed"] == "true"
    assert len(each_site.kept()) == 2
    problem(shop.post("/messages", {**ORDER, "text": "别的"}, once="same"), 422, "key_used_otherwise")
    other = each_site.caller("other").post("/messages", ORDER, once="same", prefer="wait=0")
    assert other.json()["id"] != first.json()["id"], "another program's numbers are its own"


def test_many_callers_at_once_with_one_key_are_one_message(each_site: Site) -> None:
    shop = each_site.caller()
    answers: list[dict[str, Any]] = []
    together = threading.Barrier(5)

    def call() -> None:
        together.wait()
        answers.append(shop.post("/messages", ORDER, once="at once", prefer="wait=20").json())

    threads = [threading.Thread(target=call) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({answer["id"] for answer in answers}) == 1
    assert {answer["outcome"] for answer in answers} == {"booked"}
    assert len(each_site.orders()) == len(each_site.kept()) == 1


def test_without_a_worker_it_is_kept_and_looked_at_later(idle_site: Site) -> None:
    shop = idle_site.caller()
    answer = shop.post("/messages", ORDER, once="1", prefer="respond-async, wait=0")
    assert answer.status_code == 202
    assert (answer.json()["state"], answer.json()["outcome"], answer.json()["replies"]) == ("new", None, [])
    where = answer.headers["location"].removeprefix("/api/v1")
    assert shop.get(where).json() == answer.json()
    while process_one(idle_site.db, desk=Desk(), now=idle_site.now):
        pass
    assert shop.get(where).json()["outcome"] == "booked"
    assert shop.post("/messages", ORDER, once="1").status_code == 201


def test_what_waits_for_a_person_is_accepted_only(site: Site) -> None:
    shop = site.caller()
    answer = shop.post("/messages", {"text": "你们的苏打水有多少度？", "customer": "C001"}, once="1")
    assert answer.status_code == 202, answer.text
    assert answer.json()["outcome"] == "routed"


def test_the_writer_is_known_by_the_address_that_the_program_gives(site: Site) -> None:
    shop = site.caller()
    known = {"text": "橙汁450ml 5箱", "sender": "ChenMin@Baiwei.example.cn"}
    assert shop.post("/messages", known, once="1").json()["order"]["customer"]["code"] == "C001"
    rep = {"text": "帮百味便利店下单：绿茶500ml 8箱，送店里", "sender": "zhouqian@hengtong.example.cn"}
    assert shop.post("/messages", rep, once="2").json()["order"]["on_behalf_of_rep"] == "周倩"
    stranger = {"text": STRANGERS, "sender": "dora@teahouse.example"}
    told = shop.post("/messages", stranger, once="3").json()
    assert told["order"]["status"] == "confirmation_sent"
    confirmed = {"text": "Yes", "sender": "dora@teahouse.example"}
    assert shop.post("/messages", confirmed, once="4").json()["order"]["status"] == "confirmed"


def test_strangers_in_one_conversation_do_not_reach_each_others_orders(site: Site) -> None:
    shop = site.caller()
    common = {"conversation": "store 7"}
    placed = shop.post(
        "/messages", {"text": STRANGERS, "sender": "dora@teahouse.example", **common}, once="1"
    ).json()
    other = shop.post("/messages", {"text": "确认", "sender": "li@new.example", **common}, once="2").json()
    assert other["order"] is None
    cancel = {"text": f"取消订单{placed['order_no']}", "sender": "li@new.example", **common}
    shop.post("/messages", cancel, once="3")
    assert [order.status for order in site.orders()] == ["confirmation_sent"]


def test_a_key_for_one_customer_speaks_for_nobody_else(site: Site) -> None:
    dealer = site.caller("dealer", customer="C008")
    told = dealer.post("/messages", {"text": "Green tea 500ml, 4 cases"}, once="1").json()
    assert told["order"]["customer"]["code"] == "C008"
    forged = {"text": "Green tea 500ml, 4 cases", "sender": "chenmin@baiwei.example.cn"}
    assert dealer.post("/messages", forged, once="2").json()["order"]["customer"]["code"] == "C008"
    problem(dealer.post("/messages", ORDER, once="3"), 403, "not_allowed_here")


def test_another_programs_messages_are_not_shown(site: Site) -> None:
    number = site.caller("one").post("/messages", ORDER, once="1").json()["id"]
    other = site.caller("two")
    for told in (number, "0", "x", "9" * 30, "１"):
        problem(other.get(f"/messages/{told}"), 404, "not_found")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": "   ", "customer": "C001"}, "text"),
        ({"text": "橙汁5箱"}, "sender"),
        ({"text": "橙汁5箱", "customer": "C999"}, "customer"),
        ({"text": "橙汁5箱", "sender": "nobody"}, "sender"),
        ({"text": "x" * 20_001, "customer": "C001"}, "text"),
        ({"text": 5, "customer": "C001"}, "text"),
        ({"text": "橙汁5箱", "customer": "C001", "tabel": 1}, "tabel"),
        ({"text": "橙汁5箱", "customer": "C001", "in_reply_to": -1}, "in_reply_to"),
    ],
)
def test_what_is_of_no_use_is_refused_with_its_field_and_not_kept(
    site: Site, body: dict[str, Any], field: str
) -> None:
    told = problem(site.caller().post("/messages", body, once="1"), 422, "invalid")
    assert told["errors"][0]["field"] == field
    assert site.kept() == ()


def test_without_an_idempotency_key_nothing_is_kept(site: Site) -> None:
    shop = site.caller()
    problem(shop.post("/messages", ORDER), 400, "bad_request")
    problem(shop.post("/messages", ORDER, once="x" * 201), 400, "bad_request")
    problem(shop.post("/messages", {**ORDER, "idempotency_key": "b"}, once="a"), 400, "bad_request")
    assert site.kept() == ()
    assert shop.post("/messages", {**ORDER, "idempotency_key": "b"}).status_code == 201


def test_a_body_in_words_that_no_database_holds_is_kept(each_site: Site) -> None:
    body = (
        b'{"text": "\\u0000\\ud83d\\ude00 \xe6\xa9\x99\xe6\xb1\x81450ml 5\xe7\xae\xb1", "customer": "C001"}'
    )
    answer = each_site.caller().post("/messages", content=body, once="1")
    assert answer.status_code in {201, 202}, answer.text
    with each_site.db.read() as tx:
        assert inbox.raw(tx, answer.json()["id"]) == body
