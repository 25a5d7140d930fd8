"""Orders in fields: once, by the rules of every order, and never past the desk."""

import threading
from typing import Any

import pytest

from bot.desk import reviews
from bot.desk.desk import Desk
from bot.desk.intake import process_one
from store import inbox
from store import reviews as waiting
from tests.api.site import Site, problem

LINE: dict[str, Any] = {"sku": "BV-OJ-450", "quantity": 5, "unit": "箱"}
ORDER: dict[str, Any] = {"customer": {"code": "C001"}, "lines": [LINE], "po_number": "PO-1"}


def test_a_whole_order_is_booked_and_told(each_site: Site) -> None:
    shop = each_site.caller("shop")
    body = ORDER | {"delivery_date": "2026-11-27", "payment": "transfer", "note": "要专票", "urgent": True}
    answer = shop.post("/orders", body, once="10023")
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["outcome"] == "booked"
    order = told["order"]
    assert order == shop.get(f"/orders/{told['order_no']}").json()
    assert (order["status"], order["channel"], order["flags"]) == ("received", "api", [])
    assert order["lines"][0] | {"text": "", "spec": None} == {
        "sku": "BV-OJ-450", "quantity": 5, "unit": "箱", "unit_price": "45.00", "amount": "225.00", "text": "", "spec": None, "first_part": None,
    }  # fmt: skip
    assert (order["delivery_date"], order["payment"], order["po_number"]) == (
        "2026-11-27",
        "transfer",
        "PO-1",
    )
    assert (order["note"], order["urgent"], order["total"]) == ("要专票", True, "225.00")
    assert order["delivery_address"] == "杭州市西湖区文三路188号"
    assert [(event["by"], event["channel"]) for event in order["history"]] == [("shop", "api")]
    assert told["replies"][0]["kind"] == "receipt"
    (item,) = each_site.kept()
    assert "BV-OJ-450 × 5 箱" in item.envelope.text
    with each_site.db.read() as tx:
        assert b'"PO-1"' in inbox.raw(tx, item.id)


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ({"sku": "NO-SUCH"}, "lines[0].sku", "unknown"),
        ({"sku": None, "name": "可乐"}, "lines[0].sku", "ambiguous"),
        ({"unit": "托盘"}, "lines[0].unit", "unknown"),
        ({"quantity": 3, "unit": "瓶"}, "lines[0].quantity", "out_of_range"),
        ({"unit_price": "9.99"}, "lines[0].unit_price", "conflict"),
        ({"sku": "BV-MILK-250", "quantity": 4}, "lines[0].stock", "short"),
    ],
)
def test_what_is_open_leaves_a_draft_with_its_flags(
    site: Site, line: dict[str, Any], field: str, code: str
) -> None:
    told = site.caller().post("/orders", ORDER | {"lines": [LINE | line]}, once="1").json()
    assert (told["outcome"], told["order"]["status"]) == ("asked", "draft")
    assert [(flag["field"], flag["code"]) for flag in told["order"]["flags"]] == [(field, code)]
    (question,) = told["replies"]
    assert question["kind"] == "question"


def test_the_answer_to_a_question_books_the_draft(each_site: Site) -> None:
    shop = each_site.caller()
    body = {
        "customer": {"contact": "王芳", "phone": "13900001234"},
        "delivery_address": "杭州市西湖区文一路5号",
    }
    asked = shop.post("/orders", body | {"lines": [LINE | {"sku": None, "name": "可乐"}]}, once="1").json()
    question = asked["replies"][0]
    # Who answers need not be named again.
    answer = {"text": question["choices"][0]["answer"], "in_reply_to": question["id"]}
    told = shop.post("/messages", answer, once="2").json()
    assert told["order_no"] == asked["order_no"]
    assert told["order"]["status"] == "confirmation_sent", "a stranger's order waits for the yes"
    yes = {"text": "确认", "in_reply_to": told["replies"][0]["id"]}
    assert shop.post("/messages", yes, once="3").json()["order"]["status"] == "confirmed"


def test_what_comes_twice_is_one_order_and_a_second_one_like_it_is_asked_about(each_site: Site) -> None:
    shop = each_site.caller()
    first = shop.post("/orders", ORDER, once="1")
    assert shop.post("/orders", ORDER, once="1").json() == first.json()
    told = shop.post("/orders", ORDER, once="2").json()
    assert [flag["field"] for flag in told["order"]["flags"]] == ["duplicate"]
    assert told["order_no"] != first.json()["order_no"]
    problem(shop.post("/orders", ORDER | {"note": "别的"}, once="1"), 422, "key_used_otherwise")
    message = shop.post("/messages", {"text": "在吗", "customer": "C001"}, once="1")
    assert message.json()["id"] not in {first.json()["id"], told["id"]}, "an order's number is no message's"


def test_two_callers_at_once_with_one_key_make_one_order(each_site: Site) -> None:
    shop = each_site.caller()
    answers: list[dict[str, Any]] = []
    together = threading.Barrier(4)

    def call() -> None:
        together.wait()
        answers.append(shop.post("/orders", ORDER, once="at once").json())

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({answer["order_no"] for answer in answers}) == 1
    assert len(each_site.orders()) == 1


def test_it_waits_for_its_worker_and_for_a_person_who_has_taken_over(idle_site: Site) -> None:
    shop = idle_site.caller()
    answer = shop.post("/orders", ORDER, once="1", prefer="wait=0")
    assert (answer.status_code, answer.json()["state"]) == (202, "new")
    desk = Desk()
    with idle_site.db.begin() as tx:
        from store import conversations

        conversations.take(tx, "C001", "wang", idle_site.now)
    assert process_one(idle_site.db, desk=desk, now=idle_site.now)
    told = shop.get(f"/messages/{answer.json()['id']}").json()
    assert (told["outcome"], told["order"]) == ("routed", None)
    assert idle_site.orders() == ()
    with idle_site.db.read() as tx:
        (review,) = waiting.listing(tx)
    reviews.accept(idle_site.db, review.id, desk=desk, by="wang", now=idle_site.now)
    told = shop.get(f"/messages/{answer.json()['id']}").json()
    assert (told["outcome"], told["order"]["status"]) == ("booked", "received")


def test_a_platform_brings_more_in_an_hour_than_any_person_writes(site: Site) -> None:
    shop = site.caller()
    for number in range(25):
        body = ORDER | {
            "po_number": f"PO-{number}",
            "lines": [LINE | {"quantity": number + 1, "sku": "BV-WATER-550"}],
        }
        assert shop.post("/orders", body, once=str(number)).json()["outcome"] == "booked"
    assert len(site.orders()) == 25


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"lines": [LINE]} | {"customer": {"code": "C999"}}, "customer.code"),
        ({"lines": []}, "lines"),
        ({"lines": [LINE | {"quantity": "many"}]}, "lines.0.quantity"),
        ({"lines": [LINE | {"quantity": "1e400"}]}, "lines.0.quantity"),
        ({"lines": [LINE | {"quantity": "NaN"}]}, "lines.0.quantity"),
        ({"lines": [LINE | {"unit_price": -1}]}, "lines.0.unit_price"),
        ({"lines": [LINE | {"amount": 1}]}, "lines.0.amount"),
        ({"lines": [LINE], "payment": "shells"}, "payment"),
        ({"lines": [LINE], "delivery_date": "2026-02-30"}, "delivery_date"),
        ({"lines": [LINE], "delivery": "now"}, "delivery"),
    ],
)
def test_what_is_of_no_use_is_refused_with_its_field_and_not_kept(
    site: Site, body: dict[str, Any], field: str
) -> None:
    told = problem(site.caller().post("/orders", body, once="1"), 422, "invalid")
    assert told["errors"][0]["field"] == field
    assert site.kept() == ()


def test_a_key_for_one_customer_orders_for_nobody_else(site: Site) -> None:
    dealer = site.caller("dealer", customer="C008")
    assert dealer.post("/orders", {"lines": [LINE]}, once="1").json()["order"]["customer"]["code"] == "C008"
    problem(dealer.post("/orders", ORDER, once="2"), 403, "not_allowed_here")
