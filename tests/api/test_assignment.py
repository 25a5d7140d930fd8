"""Whose an order is, and breaches of the rules, by API: for the company's own programs, and seen by nobody else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.database import Database
from tests.api.site import Site, problem, served
from tests.api.test_moves import placed


@pytest.fixture
def staffed_site(db: Database, tmp_path: Path) -> Iterator[Site]:
    people: dict[str, Any] = {
        "department": [{"name": "仓库"}, {"name": "采购"}],
        "person": [{"name": "王芳"}],
    }
    with served(db, tmp_path, **people) as running:
        yield running


def test_orders_are_assigned_found_by_it_and_a_breach_goes_its_way(staffed_site: Site) -> None:
    erp, dealer = staffed_site.caller("erp"), staffed_site.caller("dealer", customer="C001")
    (order,) = placed(staffed_site, erp)
    path = f"/orders/{order['order_no']}"
    told = erp.post(f"{path}/assign", {"names": ["仓库", "王芳"], "version": order["version"]}).json()
    assert told["assigned_to"] == ["仓库", "王芳"]
    assert [one["order_no"] for one in erp.get("/orders", assigned="王芳").json()["orders"]] == [
        order["order_no"]
    ]
    assert erp.get("/orders", assigned="采购").json()["orders"] == []
    refused = problem(erp.post(f"{path}/assign", {"names": ["火星"], "version": 2}), 422, "invalid")
    assert refused["errors"][0]["field"] == "names.0"
    for step, stage in (
        ("report", "reported"),
        ("investigate", "investigated"),
        ("correct", "corrected"),
        ("close", None),
    ):
        body = {"step": step, "reason": f"{step}!", "version": told["version"]}
        told = erp.post(f"{path}/breach", body).json()
        assert (told["breach"], told["status"]) == (stage, "on_hold")
        if step == "report":
            problem(erp.post(f"{path}/release", {"version": told["version"]}), 409, "not_possible")
            problem(erp.post(f"{path}/breach", {**body, "version": told["version"]}), 409, "not_possible")
    assert [event["reason"] for event in told["history"][-4:]] == [
        "report!",
        "investigate!",
        "correct!",
        "close!",
    ]
    # A program that acts for a customer neither does this nor sees it.
    problem(dealer.post(f"{path}/assign", {"names": [], "version": told["version"]}), 403, "not_allowed_here")
    problem(
        dealer.post(f"{path}/breach", {"step": "report", "reason": "x", "version": told["version"]}),
        403,
        "not_allowed_here",
    )
    seen = dealer.get(path).json()
    assert (seen["assigned_to"], seen["breach"]) == ([], None)
    assert not any(event["event"].startswith(("breach", "order_assigned")) for event in seen["history"])
    assert "investigate!" not in str(dealer.get("/orders").json())
