"""Orders that others put in for a customer: who reads what is said about them, by the company's table."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.desk import entering, progress
from store.database import Database
from store.envelope import Envelope
from tests.desk.house import House

CHEN = "chenmin@baiwei.example.cn"
SAID = "橙汁450ml 5箱，送店里"


def entered(house: House) -> list[tuple[str, str, str]]:
    with house.db.begin() as tx:
        entering.enter(tx, "C001", SAID, by="林会计", now=house.now)
    return [(one.channel, one.to, one.kind) for one in house.work()]


def brought(house: House) -> list[tuple[str, str, str]]:
    order: dict[str, Any] = {
        "customer": {"code": "C001"},
        "lines": [{"sku": "BV-OJ-450", "quantity": 5, "unit": "箱"}],
    }
    envelope = Envelope(
        channel="api",
        source="api:shop/order/1",
        conversation="api:shop/C001",
        sender_address="api:C001",
        reply_to="api:shop/order/1",
        received_at=house.now,
        text="",
        raw=json.dumps(order).encode(),
        proven=True,
        customer_code="C001",
        entered_by="shop",
        structured=True,
    )
    return [(one.channel, one.to, one.kind) for one in house.receive(replace(envelope))]


def shipped(house: House) -> list[tuple[str, str, str]]:
    (order,) = house.orders()
    progress.ship(
        house.db,
        order.order_no,
        carrier="sf",
        tracking_number="SF1234567890123",
        by="w",
        channel="staff",
        now=house.now,
    )
    return [(one.channel, one.to, one.kind) for one in house.work()]


def test_the_customer_of_an_order_by_telephone_gets_receipt_and_news_by_the_channel_on_file(
    db: Database,
) -> None:
    house = House.of(db)
    assert entered(house) == [("staff", "staff:C001", "receipt"), ("email", CHEN, "receipt")]
    assert shipped(house) == [("staff", "staff:C001", "push"), ("email", CHEN, "push")]


def test_the_company_may_leave_that_out(sqlite_db: Database) -> None:
    house = House.of(sqlite_db, order_of_staff={"receipt": (), "tracking": ()})
    assert entered(house) == [("staff", "staff:C001", "receipt")]
    assert shipped(house) == [("staff", "staff:C001", "push")]


@pytest.mark.parametrize("tracking", [(), ("customer",)])
def test_what_a_program_brings_it_tells_itself_unless_the_company_says_otherwise(
    sqlite_db: Database, tracking: tuple[str, ...]
) -> None:
    house = House.of(sqlite_db, order_of_api={"tracking": tracking})
    assert brought(house) == [("api", "api:shop/order/1", "receipt")]
    copies = [("email", CHEN, "push")] if tracking else []
    assert shipped(house) == [("api", "api:shop/order/1", "push"), *copies]
