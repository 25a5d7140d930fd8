"""`jiedan orders assign`, `breach`, `breaches`, and what `list` and `show` tell of them."""

from pathlib import Path

import pytest

from tests.cli.shop import Shop

PEOPLE = '\n[[department]]\nname = "仓库"\n\n[[person]]\nname = "王芳"\n'


@pytest.fixture
def staffed(shop: Shop) -> Shop:
    config = Path(shop.directory / "config.toml")
    config.write_text(config.read_text("utf-8") + PEOPLE, "utf-8")
    return shop


def ordered(shop: Shop) -> str:
    shop.receive("橙汁450ml 5箱，送店里")
    (order,) = shop.json("orders", "list")
    return str(order["order_no"])


def test_an_order_is_put_into_hands_and_out_of_them(staffed: Shop) -> None:
    number = ordered(staffed)
    told = staffed.done("orders", "assign", number, "--to", "仓库", "--to", "王芳", "--reason", "急")
    assert told == f"{number} in the hands of 仓库, 王芳\n"
    (order,) = staffed.json("orders", "list", "--assigned", "王芳")
    assert order["assigned_to"] == ["仓库", "王芳"]
    last = order["history"][-1]
    assert (last["event"], last["by"], last["channel"], last["reason"]) == (
        "order_assigned",
        "林会计",
        "staff",
        "急",
    )
    assert "仓库, 王芳" in staffed.done("orders", "list")
    assert "assigned to" in staffed.done("orders", "show", number)
    assert staffed.done("orders", "assign", number, "--nobody") == f"{number} in the hands of nobody\n"
    assert staffed.json("orders", "list", "--assigned", "王芳") == []


def test_to_whom_nobody_knows_is_refused(staffed: Shop) -> None:
    number = ordered(staffed)
    line = "there is nobody and no department 火星; there are: 仓库, 王芳"
    assert staffed.refused("orders", "assign", number, "--to", "火星") == line
    assert staffed.refused("orders", "assign", "SO-1", "--to", "仓库") == "there is no order SO-1"
    assert staffed.run("orders", "assign", number).exit_code == 2
    assert staffed.run("orders", "assign", number, "--nobody", "--to", "仓库").exit_code == 2


def test_a_breach_is_dealt_with_step_by_step(staffed: Shop) -> None:
    number = ordered(staffed)
    assert staffed.done("orders", "breaches") == ""

    def step(name: str, text: str) -> str:
        return staffed.done("orders", "breach", number, "--step", name, "--text", text)

    assert step("report", "没有审价") == f"{number} on_hold, breach reported\n"
    assert "没有审价" in staffed.done("orders", "breaches")
    assert staffed.refused("orders", "release", number, "--reason", "x") == (
        f"order {number} goes on only when its breach is closed"
    )
    assert staffed.refused("orders", "breach", number, "--step", "close", "--text", "x") == (
        f"the breach of order {number} needs an investigation first"
    )
    assert step("investigate", "漏看") == f"{number} on_hold, breach investigated\n"
    assert step("correct", "加一道复核") == f"{number} on_hold, breach corrected\n"
    (order,) = staffed.json("orders", "breaches")
    assert order["breach"] == "corrected"
    assert step("close", "已查") == f"{number} on_hold, breach closed\n"
    assert staffed.done("orders", "release", number, "--reason", "继续") == f"{number} received\n"
    told = [event["reason"] for event in staffed.json("orders", "show", number)["history"]]
    assert told[-5:] == ["没有审价", "漏看", "加一道复核", "已查", "继续"]
