"""`jiedan orders`: what scripts are told of an order, and an operator's hand on it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.cli.shop import STRANGER, Shop

TEXT, NUMBER, LIST = str, int, list
NULL = type(None)

# The contract on orders: each field that a script may count on, and what it may hold.
ORDER: dict[str, tuple[type, ...]] = {
    "order_no": (TEXT,),
    "status": (TEXT,),
    "version": (NUMBER,),
    "customer": (dict,),
    "on_behalf_of_rep": (TEXT, NULL),
    "channel": (TEXT,),
    "lines": (LIST,),
    "currency": (TEXT, NULL),
    "total": (TEXT, NULL),
    "delivery_date": (TEXT, NULL),
    "delivery_address": (TEXT, NULL),
    "payment": (TEXT, NULL),
    "po_number": (TEXT, NULL),
    "note": (TEXT, NULL),
    "flags": (LIST,),
    "shipments": (LIST,),
    "history": (LIST,),
    "messages": (LIST,),
}
CUSTOMER = {"code": (TEXT, NULL), "company": (TEXT, NULL), "contact": (TEXT, NULL)}
LINE: dict[str, tuple[type, ...]] = {
    "sku": (TEXT, NULL),
    "quantity": (int, float, NULL),
    "unit": (TEXT, NULL),
    "unit_price": (TEXT, NULL),
    "amount": (TEXT, NULL),
}
FLAG = {"field": (TEXT,), "code": (TEXT,), "candidates": (LIST,), "question": (TEXT, NULL)}
SHIPMENT = {"carrier": (TEXT,), "tracking_number": (TEXT,), "status": (TEXT,)}
EVENT = {"at": (TEXT,), "event": (TEXT,), "by": (TEXT,), "channel": (TEXT,), "reason": (TEXT, NULL)}
MESSAGE = {"direction": (TEXT,), "at": (TEXT,), "channel": (TEXT,), "id": (NUMBER,)}


def holds(form: dict[str, Any], wanted: "dict[str, tuple[type, ...]]") -> None:
    for name, kinds in wanted.items():
        assert name in form, name
        assert type(form[name]) in kinds, (name, form[name])


def is_as_the_contract_says(order: dict[str, Any]) -> None:
    holds(order, ORDER)
    holds(order["customer"], CUSTOMER)
    for name, wanted in (("lines", LINE), ("flags", FLAG), ("shipments", SHIPMENT), ("history", EVENT), ("messages", MESSAGE)):  # fmt: skip
        for each in order[name]:
            holds(each, wanted)
    for price in (
        order["total"],
        *(line[name] for line in order["lines"] for name in ("unit_price", "amount")),
    ):
        assert price is None or Decimal(price).is_finite()
    moments = [datetime.fromisoformat(each["at"]) for name in ("history", "messages") for each in order[name]]
    assert all(at.utcoffset() is not None for at in moments)
    assert [each["at"] for each in order["history"]] == sorted(each["at"] for each in order["history"])
    assert {each["direction"] for each in order["messages"]} <= {"in", "out"}
    assert len(order["history"]) == order["version"]


def test_an_order_in_json_has_each_field_of_the_contract(each_shop: Shop) -> None:
    number = each_shop.order()
    each_shop.done("orders", "ship", number, "--carrier", "sf", "--tracking", "SF1234567890")
    each_shop.work()
    order = each_shop.json("orders", "show", number)
    is_as_the_contract_says(order)
    assert order["order_no"] == number
    assert order["customer"] == {"code": "C001", "company": "百味便利店", "contact": "陈敏"}
    assert [(x["sku"], x["quantity"], x["unit"], x["unit_price"], x["amount"]) for x in order["lines"]] == [
        ("BV-COLA-330", 10, "箱", "48.00", "480.00"),
        ("BV-WATER-550", 5, "箱", "24.00", "120.00"),
    ]
    assert (order["currency"], order["total"], order["delivery_date"]) == ("CNY", "600.00", "2026-11-27")
    assert order["shipments"] == [
        {
            "carrier": "sf",
            "tracking_number": "SF1234567890",
            "status": "shipped",
            "mode": None,
            "insurance": None,
            "expected": None,
            "events": [],
        }
    ]
    assert [(x["event"], x["by"], x["channel"]) for x in order["history"]] == [
        ("order_booked", "C001", "email"),
        ("shipment_added", "林会计", "staff"),
    ]
    assert order["history"][0]["at"] == "2026-11-24T16:31:00+08:00"
    assert [x["direction"] for x in order["messages"]] == ["in", "out", "out"]
    assert each_shop.json("orders", "list") == [order]


def test_an_order_with_questions_open_has_no_total_and_its_flags(each_shop: Shop) -> None:
    each_shop.receive("可乐20箱", sender=STRANGER)
    (order,) = each_shop.json("orders", "list")
    is_as_the_contract_says(order)
    assert order["status"] == "draft"
    assert (order["customer"]["code"], order["total"]) == (None, None)
    (flag,) = [flag for flag in order["flags"] if flag["field"] == "lines[0].sku"]
    assert (flag["code"], sorted(flag["candidates"])) == ("ambiguous", ["BV-COLA-330", "BV-COLA-500"])


def test_a_listing_is_narrowed_by_state_and_customer_the_newest_first(each_shop: Shop) -> None:
    first = each_shop.order("罐装可乐10箱")
    second = each_shop.order("小瓶矿泉水5箱")
    each_shop.receive("可乐20箱", sender=STRANGER)

    def numbers(*arguments: str) -> list[str]:
        return [row["order_no"] for row in each_shop.json("orders", "list", *arguments)]

    assert numbers()[1:] == [second, first]
    assert numbers("--customer", "C001", "--status", "received") == [second, first]
    assert numbers("--customer", "C001", "--limit", "1") == [second]
    assert numbers("--status", "shipped") == []
    assert each_shop.done("orders", "list", "--customer", "nobody") == ""


def test_a_person_reads_order_lines_history_and_messages(shop: Shop) -> None:
    number = shop.order()
    listed = shop.done("orders", "list")
    for words in (number, "received", "C001 百味便利店", "600.00 CNY", "2026-11-27"):
        assert words in listed
    shown = shop.done("orders", "show", number)
    for words in (
        "杭州市西湖区文三路188号",
        "BV-COLA-330",
        "罐装可乐",
        "HISTORY",
        "order_booked",
        "MESSAGES",
    ):
        assert words in shown


def test_an_order_moves_on_as_the_table_allows_and_the_customer_is_told_once(each_shop: Shop) -> None:
    number = each_shop.order()
    assert each_shop.done("orders", "advance", number, "--to", "in_production") == f"{number} in_production\n"
    assert each_shop.done("orders", "hold", number, "--reason", "缺货") == f"{number} on_hold\n"
    assert each_shop.done("orders", "release", number, "--reason", "到货") == f"{number} in_production\n"
    each_shop.done("orders", "ship", number, "--carrier", "sf", "--tracking", "SF1", "--by", "仓库 王")
    each_shop.work()
    each_shop.work()
    told = [row for row in each_shop.json("outbox", "list") if row["kind"] == "push"]
    assert [(row["order_no"], row["to"]) for row in told] == [(number, "chenmin@baiwei.example.cn")]
    history = each_shop.json("orders", "show", number)["history"][1:]
    assert [(x["event"], x["by"], x["reason"]) for x in history] == [
        ("status_advanced", "林会计", None),
        ("order_held", "林会计", "缺货"),
        ("order_released", "林会计", "到货"),
        ("shipment_added", "仓库 王", None),
    ]


def test_a_refusal_is_one_line_that_says_what_is_allowed(each_shop: Shop) -> None:
    number = each_shop.order()
    each_shop.done("orders", "ship", number, "--carrier", "sf", "--tracking", "SF1")
    line = each_shop.refused("orders", "advance", number, "--to", "purchasing")
    assert "cannot become purchasing" in line
    assert "delivered" in line
    assert "SF1 already" in each_shop.refused(
        "orders", "ship", number, "--carrier", "sf", "--tracking", "SF1"
    )
    assert "shipped" in each_shop.refused("orders", "cancel", number, "--reason", "x")
    assert "not on_hold" in each_shop.refused("orders", "release", number, "--reason", "x")
    for verb in (("show",), ("advance", "--to", "packed"), ("cancel", "--reason", "x")):
        assert each_shop.refused("orders", verb[0], "SO-1", *verb[1:]) == "there is no order SO-1"
    assert len(each_shop.json("orders", "show", number)["history"]) == 2


def test_a_cancelled_order_is_final(each_shop: Shop) -> None:
    number = each_shop.order()
    assert each_shop.done("orders", "cancel", number, "--reason", "客户不要了") == f"{number} cancelled\n"
    assert "final" in each_shop.refused("orders", "advance", number, "--to", "received")


@pytest.mark.parametrize(
    "arguments",
    [
        ("advance", "SO-1"),
        ("advance", "SO-1", "--to", "nowhere"),
        ("ship", "SO-1", "--carrier", "sf"),
        ("hold", "SO-1"),
        ("cancel",),
        ("list", "--status", "lost"),
        ("list", "--limit", "0"),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(shop: Shop, arguments: tuple[str, ...]) -> None:
    result = shop.run("orders", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")


def test_the_carrier_is_told_by_its_name_or_by_the_number_alone(shop: Shop) -> None:
    number = shop.order()
    shop.done("orders", "ship", number, "--tracking", "sf 1234567890123")
    shop.done("orders", "ship", number, "--carrier", "圆通速递", "--tracking", "YT1234567890123")
    shop.done("orders", "ship", number, "--carrier", "老王车队", "--tracking", "A-7")
    assert [
        (x["carrier"], x["tracking_number"]) for x in shop.json("orders", "show", number)["shipments"]
    ] == [
        ("sf", "SF1234567890123"),
        ("yto", "YT1234567890123"),
        ("老王车队", "A-7"),
    ]
    assert "has the shipment SF1234567890123 already" in shop.refused(
        "orders", "ship", number, "--carrier", "顺丰", "--tracking", "SF1234567890123"
    )


def test_a_number_that_shows_no_carrier_or_several_needs_the_persons_word(shop: Shop) -> None:
    number = shop.order()
    several = shop.refused("orders", "ship", number, "--tracking", "431234567890123")
    assert several == "the number 431234567890123 may be of sto, yunda: name the carrier"
    assert "shows no carrier" in shop.refused("orders", "ship", number, "--tracking", "A-7")
    assert shop.json("orders", "show", number)["shipments"] == []


def test_a_number_that_may_be_mistyped_is_said_and_booked_as_the_person_says(shop: Shop) -> None:
    number = shop.order()
    result = shop.run("orders", "ship", number, "--carrier", "ups", "--tracking", "1Z5R89390357567128")
    assert result.exit_code == 0
    assert "1Z5R89390357567128 does not look like a number of ups" in result.stderr
    assert [x["carrier"] for x in shop.json("orders", "show", number)["shipments"]] == ["ups"]


def test_who_signed_is_a_field_of_its_own(shop: Shop) -> None:
    number = shop.order()
    assert "nobody has signed" in shop.refused("orders", "signed", number, "--name", "王店长")
    line = shop.refused("orders", "advance", number, "--to", "packed", "--signed-by", "王店长")
    assert line == "somebody signs for what is delivered, not packed"
    shop.done("orders", "advance", number, "--to", "delivered", "--signed-by", "前台 李姐")
    assert shop.json("orders", "show", number)["signed_by"] == "前台 李姐"
    shop.done("orders", "signed", number, "--name", "王店长")
    order = shop.json("orders", "show", number)
    assert (order["signed_by"], order["status"]) == ("王店长", "delivered")
    assert [event["signed_by"] for event in order["history"]][-2:] == ["前台 李姐", "王店长"]
    assert "signed for by  王店长" in shop.done("orders", "show", number)


def test_how_a_parcel_travels_and_for_what_it_is_insured_is_noted_and_told(shop: Shop) -> None:
    number = shop.order()
    carried = ("--carrier", "sf", "--tracking", "SF1234567890123", "--mode", "air", "--insurance", "¥5,000")
    shop.done("orders", "ship", number, *carried)
    (shipment,) = shop.json("orders", "show", number)["shipments"]
    assert (shipment["mode"], shipment["insurance"]) == ("air", "¥5,000")
    shown = shop.done("orders", "show", number)
    assert "INSURANCE" in shown
    assert "¥5,000" in shown
    shop.work()
    told = [shop.json("outbox", "show", str(row["id"]))["text"] for row in shop.json("outbox", "list")]
    assert any("顺丰速运，运单号 SF1234567890123，空运，已投保（¥5,000）" in text for text in told)
    assert shop.run("orders", "ship", number, *carried[:4], "--mode", "camel").exit_code == 2
