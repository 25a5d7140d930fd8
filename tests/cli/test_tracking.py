"""Tracking as a company sees it: configured, examined by the doctor, run, and shown with an order."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.config import ConfigError, read
from bot.cli.main import jiedan
from bot.cli.wiring import assembled
from scheduler.runner import Runner
from store import orders
from store.database import Database
from tests.cli.shop import Shop
from tests.scheduler.waiting import until
from tests.servers.aftership import KEY as AFTERSHIP_KEY
from tests.servers.aftership import AftershipServer
from tests.servers.kuaidi100 import CUSTOMER, KEY, Kuaidi100Server, way
from tests.servers.track17 import KEY as TRACK17_KEY
from tests.servers.track17 import Track17Server

CONFIG = """
[tracking.kuaidi100]
customer = "{customer}"
key = "{key}"
api_url = "{kuaidi100}"
[tracking.track17]
key = "{track17_key}"
api_url = "{track17}"
[tracking.aftership]
key = "{aftership_key}"
api_url = "{aftership}"
"""
SF = "SF1234567890123"


@pytest.fixture
def told(
    kuaidi100_server: Kuaidi100Server, track17_server: Track17Server, aftership_server: AftershipServer
) -> dict[str, str]:
    return {
        "customer": CUSTOMER,
        "key": KEY,
        "kuaidi100": kuaidi100_server.url,
        "track17_key": TRACK17_KEY,
        "track17": track17_server.url,
        "aftership_key": AFTERSHIP_KEY,
        "aftership": aftership_server.url,
    }


def configure(shop: Shop, **told: str) -> None:
    file = shop.directory / "config.toml"
    file.write_text(file.read_text("utf-8") + CONFIG.format(**told), "utf-8")


def examined(*arguments: str) -> dict[str, tuple[bool, str]]:
    result = CliRunner().invoke(jiedan, ["doctor", "--json", *arguments])
    rows = json.loads(result.stdout)
    return {row["check"]: (row["ok"], row["said"]) for row in rows if row["check"].startswith("tracking")}


def test_the_doctor_asks_each_provider_and_changes_nothing(
    shop: Shop, told: dict[str, str], track17_server: Track17Server, aftership_server: AftershipServer
) -> None:
    configure(shop, **told)
    assert examined() == {
        "tracking kuaidi100": (True, f"customer {CUSTOMER}… is let in"),
        "tracking track17": (True, "the key is let in, 100 numbers are left"),
        "tracking aftership": (True, "the key is let in"),
    }
    assert track17_server.registered == aftership_server.created == {}


def test_the_doctor_says_which_key_is_refused_and_shows_none(shop: Shop, told: dict[str, str]) -> None:
    wrong = {"key": "wr0ng-1", "track17_key": "wr0ng-2", "aftership_key": "wr0ng-3"}
    configure(shop, **told | wrong)
    found = examined()
    assert [well for well, _ in found.values()] == [False, False, False]
    assert not any("wr0ng" in said for _, said in found.values())


def test_a_provider_that_is_not_there_costs_the_timeout_and_no_more(shop: Shop, told: dict[str, str]) -> None:
    configure(shop, **told | {"track17": "http://127.0.0.1:1"})
    found = examined("--timeout", "2")
    assert [well for well, _ in found.values()] == [True, False, True]


def test_a_running_bot_follows_a_parcel_and_show_tells_its_way(
    shop: Shop, told: dict[str, str], kuaidi100_server: Kuaidi100Server
) -> None:
    configure(shop, **told)
    number = shop.order()
    shop.done("orders", "ship", number, "--carrier", "顺丰速运", "--tracking", SF)
    kuaidi100_server.traces[SF] = way(
        ("2026-11-24 18:00:00", "顺丰速运 已收取快件", "103"),
        ("2026-11-25 09:00:00", "已签收，签收人：前台", "301"),
    )
    raw = {"tracking": {"kuaidi100": {"customer": CUSTOMER, "key": KEY, "api_url": kuaidi100_server.url}}}
    with Database.open(shop.url) as db:
        house = assembled(
            read(raw, Path("config.toml")), db, roles=["schedule"], clock=lambda: datetime.now(UTC)
        )
        runner = Runner(house.parts, roles=["schedule"], clock=lambda: datetime.now(UTC))
        runner.start()

        def arrived() -> bool:
            with db.read() as tx:
                order = orders.get(tx, number)
            return order is not None and order.status == "delivered"

        until(arrived)
        assert runner.stop(within=20)
        house.close()
    (shipment,) = shop.json("orders", "show", number)["shipments"]
    assert (shipment["carrier"], shipment["tracking_number"], shipment["status"]) == ("sf", SF, "delivered")
    assert [(x["at"], x["status"]) for x in shipment["events"]] == [
        ("2026-11-24T18:00:00+08:00", "in_transit"),
        ("2026-11-25T09:00:00+08:00", "delivered"),
    ]
    shown = shop.done("orders", "show", number)
    assert "已签收，签收人：前台" in shown
    assert "shipment_tracked" in shown


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({}, "needs one of [tracking.kuaidi100]"),
        ({"kuaidi100": {"customer": "C"}}, "tracking.kuaidi100.key: is needed"),
        ({"kuaidi100": {"customer": "C", "key": "k", "callback_url": "https://x.example/tracking/kuaidi100"}}, "callback_url needs a salt"),
        ({"kuaidi100": {"customer": "C", "key": "k", "callback_url": "https://x.example/elsewhere"}}, "must look like"),
        ({"track17": {"key": "k", "carriers": ["顺丰"]}}, "顺丰 is none of sf, yto"),
        ({"aftership": {"key": "env:JIEDAN_NO_SUCH_VARIABLE"}}, "the environment has no variable"),
        ({"every_minutes": 1, "track17": {"key": "k"}}, "from 5"),
        ({"fedex": {}}, "there is no such key"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_names_the_key(table: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read({"tracking": table}, Path("config.toml"))
    assert said in str(caught.value)
