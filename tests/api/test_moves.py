"""Moves by API: against the version that was seen, or many at once with the outcome of each."""

from typing import Any

import pytest

from tests.api.site import Caller, Site, problem
from tests.desk.test_moves import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def placed(site: Site, shop: Caller, count: int = 1) -> list[dict[str, Any]]:
    found = []
    for number in range(count):
        line = {"sku": "BV-OJ-450", "quantity": number + 1, "unit": "箱"}
        body = {"customer": {"code": "C001"}, "lines": [line]}
        found.append(shop.post("/orders", body, once=f"order {number}").json()["order"])
    return found


def untold(order: dict[str, Any]) -> dict[str, Any]:
    """The order without its messages: its news go out meanwhile."""
    return {**order, "messages": []}


def test_an_order_is_moved_to_the_door_and_each_step_bears_the_keys_name(each_site: Site) -> None:
    erp = each_site.caller("erp")
    (order,) = placed(each_site, erp)
    path = f"/orders/{order['order_no']}"
    for step, body, status in (
        ("advance", {"to": "packed", "reason": "备好了"}, "packed"),
        ("hold", {"reason": "盘点"}, "on_hold"),
        ("release", {}, "packed"),
        ("ship", {"carrier": "sf", "tracking_number": "SF1", "mode": "air", "insurance": "5000"}, "shipped"),
        ("advance", {"to": "delivered", "signed_by": "王店长"}, "delivered"),
    ):
        answer = erp.post(f"{path}/{step}", {**body, "version": order["version"]})
        assert answer.status_code == 200, answer.text
        order = answer.json()
        assert order["status"] == status
    assert untold(order) == untold(erp.get(path).json())
    assert {(event["by"], event["channel"]) for event in order["history"]} == {("erp", "api")}
    (sent,) = order["shipments"]
    assert (sent["tracking_number"], sent["mode"], sent["insurance"]) == ("SF1", "air", "5000")
    assert (order["signed_by"], order["history"][-1]["signed_by"]) == ("王店长", "王店长")


def test_what_somebody_changed_meanwhile_is_a_conflict_and_nothing_happens(each_site: Site) -> None:
    erp, wms = each_site.caller("erp"), each_site.caller("wms")
    (order,) = placed(each_site, erp)
    path, version = f"/orders/{order['order_no']}", order["version"]
    assert wms.post(f"{path}/advance", {"to": "packed", "version": version}).status_code == 200
    for step, body in (
        ("advance", {"to": "shipped"}),
        ("ship", {"carrier": "sf", "tracking_number": "1"}),
        ("hold", {"reason": "x"}),
        ("release", {}),
        ("cancel", {"reason": "x"}),
    ):
        told = problem(erp.post(f"{path}/{step}", {**body, "version": version}), 409, "stale")
        assert (told["version"], told["order_status"]) == (version + 1, "packed")
    assert [order.status for order in each_site.orders()] == ["packed"]


def test_what_the_table_forbids_is_a_conflict_that_says_what_is_allowed(site: Site) -> None:
    erp = site.caller("erp")
    (order,) = placed(site, erp)
    path = f"/orders/{order['order_no']}"
    told = erp.post(f"{path}/ship", {"carrier": "sf", "tracking_number": "1", "version": 1}).json()
    refused = problem(
        erp.post(f"{path}/cancel", {"reason": "x", "version": told["version"]}), 409, "not_possible"
    )
    assert (refused["order_status"], refused["version"]) == ("shipped", told["version"])
    assert "delivered" in refused["allowed"]
    assert "cancelled" not in refused["allowed"]
    problem(erp.post(f"{path}/release", {"version": told["version"]}), 409, "not_possible")


def test_a_call_that_got_no_answer_is_made_again_and_told_alike(each_site: Site) -> None:
    erp = each_site.caller("erp")
    (order,) = placed(each_site, erp)
    path = f"/orders/{order['order_no']}/advance"
    body = {"to": "packed", "version": order["version"]}
    first = erp.post(path, body, once="7")
    again = erp.post(path, body, once="7")
    assert untold(first.json()) == untold(again.json())
    assert again.headers["idempotent-replayed"] == "true"
    problem(erp.post(path, {**body, "to": "shipped"}, once="7"), 422, "key_used_otherwise")
    problem(erp.post(path, body, once="8"), 409, "stale")
    problem(erp.post(path, body, once="8"), 409, "stale")


@pytest.mark.parametrize(
    ("step", "body", "field"),
    [
        ("advance", {"to": "packed"}, "version"),
        ("advance", {"version": 1}, "to"),
        ("advance", {"to": "eaten", "version": 1}, "to"),
        ("ship", {"carrier": "sf", "version": 1}, "tracking_number"),
        ("hold", {"version": 1}, "reason"),
        ("hold", {"version": 1, "reason": "  "}, "reason"),
        ("cancel", {"version": 10**40, "reason": "x"}, "version"),
        ("release", {"version": 1, "by": "me"}, "by"),
    ],
)
def test_a_move_of_no_use_is_refused_with_its_field(
    site: Site, step: str, body: dict[str, Any], field: str
) -> None:
    erp = site.caller("erp")
    (order,) = placed(site, erp)
    told = problem(erp.post(f"/orders/{order['order_no']}/{step}", body), 422, "invalid")
    assert told["errors"][0]["field"] == field


def test_many_moves_are_told_one_by_one(each_site: Site) -> None:
    erp = each_site.caller("erp")
    one, two = (order["order_no"] for order in placed(each_site, erp, 2))
    rows: list[Any] = [
        {"order_no": one, "state": "packed"},
        {"order_no": "SO-1", "state": "packed"},
        17,
        {"order_no": two, "state": "packed", "version": 9},
        {"order_no": two, "carrier": "sf", "tracking_number": "SF1"},
        {"order_no": two, "state": "received"},
    ]
    answer = erp.post("/moves", {"moves": rows}, once="m1")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    outcomes = ["moved", "unknown", "unusable", "stale", "moved", "refused"]
    assert [row["outcome"] for row in told["rows"]] == outcomes
    assert (told["moved"], told["not_moved"]) == (2, 4)
    assert [order.status for order in each_site.orders()] == ["packed", "shipped"]
    again = erp.post("/moves", {"moves": rows}, once="m1")
    assert again.json() == told
    assert again.headers["idempotent-replayed"] == "true"
    problem(erp.post("/moves", {"moves": rows[:1]}, once="m1"), 422, "key_used_otherwise")
    assert erp.post("/moves", {"moves": rows[:1]}).json()["rows"][0]["outcome"] == "refused"
    assert erp.post("/moves", {"moves": []}).json()["rows"] == []


def test_a_file_of_moves_is_taken_too(site: Site) -> None:
    erp = site.caller("erp")
    one, two, three = (order["order_no"] for order in placed(site, erp, 3))
    text = f"订单号,状态,快递公司,运单号\n{one},已包装,,\n{two},,sf,SF2\n"
    told = erp.post("/moves", content=text.encode("gb18030"), content_type="text/csv; charset=gb18030").json()
    assert [(row["place"], row["outcome"]) for row in told["rows"]] == [
        ("row 2", "moved"),
        ("row 3", "moved"),
    ]
    book = workbook(("order_no", "state"), (three, "packed"))
    told = erp.post("/moves", content=book, content_type=XLSX, once="x").json()
    assert told["rows"][0]["outcome"] == "moved"
    assert [order.status for order in site.orders()] == ["packed", "shipped", "packed"]
    for content, kind in ((b"customer\nx\n", "text/csv"), (b"PK torn", XLSX)):
        problem(erp.post("/moves", content=content, content_type=kind), 422, "invalid")
    problem(erp.post("/moves", content=b"x", content_type="application/pdf"), 415, "wrong_kind")


def test_too_many_moves_are_refused_before_the_first(site: Site) -> None:
    erp = site.caller("erp")
    (order,) = placed(site, erp)
    rows = [{"order_no": order["order_no"], "state": "packed"}] * 1_001
    problem(erp.post("/moves", {"moves": rows}), 413, "too_large")
    assert [order.status for order in site.orders()] == ["received"]


def test_a_key_for_one_customer_moves_no_other_orders(site: Site) -> None:
    erp, dealer = site.caller("erp"), site.caller("dealer", customer="C008")
    (order,) = placed(site, erp)
    move = {"to": "packed", "version": 1}
    problem(dealer.post(f"/orders/{order['order_no']}/advance", move), 404, "not_found")
    told = dealer.post("/moves", {"moves": [{"order_no": order["order_no"], "state": "packed"}]}).json()
    assert told["rows"][0]["outcome"] == "unknown"
    assert told["rows"][0]["status"] is None
    assert [order.status for order in site.orders()] == ["received"]
    reader = site.caller("reader", roles=("read", "orders"))
    problem(reader.post(f"/orders/{order['order_no']}/advance", move), 403, "not_allowed_here")
    problem(reader.post("/moves", {"moves": []}), 403, "not_allowed_here")
