"""The same documents at every door: the command, the operators' pages, the HTTP API."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette

from bot.api.calling import Api
from bot.api.routes import api_routes
from bot.api.settings import ApiSettings
from bot.console.routes import Console, console_routes
from bot.desk import deliveries, printing
from bot.papers.report import BY
from store import apikeys
from store.database import Database
from tests.cli.shop import NOW, Shop
from tests.desk.house import House
from tests.papers import reading
from tests.servers.asgiclient import AsgiClient

ORDER = "可乐罐装20箱，周五前送到店里"
CHEN = "chenmin@baiwei.example.cn"


@pytest.fixture
def house(sqlite_db: Database) -> House:
    house = House.of(sqlite_db)
    house.mail(CHEN, ORDER)
    return house


@pytest.fixture
def clock(house: House) -> Callable[[], datetime]:
    return lambda: house.now


def test_the_pages_show_documents(house: House, clock: Callable[[], datetime]) -> None:
    console = Console(
        house.db, company="恒通饮品", zone=house.settings.tzinfo, clock=clock,
        printed=lambda tx, number, kind: printing.printed(tx, number, kind, desk=house.desk, now=house.now),
    )  # fmt: skip
    here = AsgiClient(Starlette(routes=console_routes(console)))
    number = house.orders()[0].order_no
    page = here.get(f"/orders/{number}?lang=zh").text
    for kind in ("confirmation", "pick", "label", "purchasing", "production"):
        path = f"/orders/{number}/documents/{kind}"
        assert f'href="{path}"' in page
        answer = here.get(path)
        assert answer.headers["content-type"] == "application/pdf"
        assert number in reading.text(answer.content)
    assert here.get(f"/orders/{number}/documents/poster").status_code == 404
    refused = here.get("/orders/SO-1/documents/pick?lang=zh")
    assert refused.status_code == 409
    assert "现在不能打印" in refused.text


def test_programs_fetch_documents(house: House, clock: Callable[[], datetime]) -> None:
    def keep(_: object) -> bool:
        raise AssertionError

    api = Api(ApiSettings(), db=house.db, keep=keep, desk=house.desk, zone=house.settings.tzinfo, clock=clock)
    erp = AsgiClient(Starlette(routes=api_routes(api)))
    with house.db.begin() as tx:
        ours = apikeys.make(tx, "erp", roles=("read",), customer_code=None, by="t", now=house.now)
        theirs = apikeys.make(tx, "shop", roles=("read",), customer_code="C001", by="t", now=house.now)
        other = apikeys.make(tx, "dealer", roles=("read",), customer_code="C008", by="t", now=house.now)
    number = house.orders()[0].order_no
    path = f"/api/v1/orders/{number}/documents"
    answer = erp.get(f"{path}/label?parcels=3&code=code128", authorization=f"Bearer {ours}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == f'attachment; filename="{number}-label.pdf"'
    assert len(reading.pages(answer.content)) == 3
    for wrong, status in (
        ("label?parcels=0", 422), ("label?code=aztec", 422), ("pick?language=fr", 422), ("poster", 404),
    ):  # fmt: skip
        assert erp.get(f"{path}/{wrong}", authorization=f"Bearer {ours}").status_code == status, wrong
    assert erp.get(f"{path}/confirmation", authorization=f"Bearer {other}").status_code == 404
    # A customer's own program has the confirmation; what stock there is, and what must be bought, is not theirs.
    for kind, status in (("confirmation", 200), ("pick", 403), ("label", 403), ("purchasing", 403)):
        assert erp.get(f"{path}/{kind}", authorization=f"Bearer {theirs}").status_code == status, kind
    assert erp.get(f"{path}/pick").status_code == 401
    hits = erp.get("/api/v1/search?q=可乐", authorization=f"Bearer {ours}").json()["hits"]
    assert {hit["kind"] for hit in hits} == {"order", "in", "out"}
    assert {hit["order_no"] for hit in hits} == {number}
    assert erp.get("/api/v1/search?q=可乐", authorization=f"Bearer {other}").json() == {"hits": []}
    assert erp.get("/api/v1/search?q=", authorization=f"Bearer {ours}").status_code == 422


def test_the_command_writes_a_file(each_shop: Shop) -> None:
    each_shop.receive(ORDER)
    (order,) = each_shop.json("orders", "list")
    number = order["order_no"]
    out = each_shop.done(
        "orders", "document", number, "--kind", "label", "-o", "labels.pdf", "--parcels", "2"
    )
    assert out == "labels.pdf\n"
    assert len(reading.pages(Path("labels.pdf").read_bytes())) == 2
    assert each_shop.done("orders", "document", number) == f"{number}-confirmation.pdf\n"
    assert "订单确认书" in reading.text(Path(f"{number}-confirmation.pdf").read_bytes())
    result = each_shop.run("orders", "document", number, "--kind", "pick", "-o", "-")
    assert result.stdout_bytes.startswith(b"%PDF-")
    told = each_shop.done("report", "--by", "customer", "--since", "2026-11-01", "--until", "2026-11-30")
    assert "C001 百味便利店" in told
    assert "960.00" in told
    figures = each_shop.json("report", "--by", "product", "--since", "2026-11-01", "--until", "2026-11-30")
    assert [row["label"] for row in figures["rows"]] == ["可乐 330ml 罐装"]
    assert figures["whole"]["value"] == {"CNY": "960.00"}
    assert (
        each_shop.done("report", "--since", "2026-11-01", "--until", "2026-11-30", "--xlsx", "f.xlsx")
        == "f.xlsx\n"
    )
    assert load_workbook("f.xlsx").worksheets[0]["C4"].value == 1
    assert each_shop.run("report", "--since", "2026-12-01", "--until", "2026-11-30").exit_code == 2
    hits = each_shop.json("search", "可乐", "文三路")
    assert [(hit["kind"], hit["order_no"]) for hit in hits] == [("out", number), ("order", number)]
    assert number in each_shop.done("search", number[-4:])
    assert each_shop.done("search", "自行车") == ""
    assert each_shop.refused("orders", "document", "SO-1") == "there is no order SO-1"


def test_every_door_finds(house: House, clock: Callable[[], datetime]) -> None:
    console = Console(house.db, company="恒通饮品", zone=house.settings.tzinfo, clock=clock)
    here = AsgiClient(Starlette(routes=console_routes(console)))
    number = house.orders()[0].order_no
    page = here.get("/search?q=可乐&lang=zh").text
    assert f'href="/orders/{number}"' in page
    assert 'href="/messages/1/original"' in page
    assert "没有同时包含" in here.get("/search?q=自行车&lang=zh").text
    assert "<script>" not in here.get("/search?q=<script>&lang=zh").text
    original = here.get("/messages/1/original")
    assert original.headers["content-disposition"] == 'attachment; filename="message-1.eml"'
    assert original.content.startswith(b"From: chenmin@")
    assert here.get("/messages/99/original").status_code == 404
    assert here.get(f"/messages/{2**70}/original").status_code == 404
    assert "/messages/1/original" in here.get(f"/orders/{number}").text


def test_the_page_of_figures(house: House, clock: Callable[[], datetime]) -> None:
    console = Console(house.db, company="恒通饮品", zone=house.settings.tzinfo, clock=clock)
    here = AsgiClient(Starlette(routes=console_routes(console)))
    for by in BY:
        page = here.get(f"/report?by={by}&lang=zh")
        assert page.status_code == 200, by
        assert "金额 CNY" in page.text
        assert "960" in page.text
    assert "可乐 330ml 罐装" in here.get("/report?by=product&lang=zh").text
    assert "<svg" in here.get("/report?by=channel&lang=zh").text
    # What cannot be used is as if it were not said.
    assert "2026-11-01" in here.get("/report?by=moon&since=yesterday&until=2026-11-30&lang=zh").text
    assert "2026-11-01" in here.get("/report?since=2027-01-01&until=2026-11-30").text
    file = here.get("/report.xlsx?by=customer&lang=en")
    assert file.headers["content-disposition"] == 'attachment; filename="customer-2026-11-01-2026-11-23.xlsx"'
    assert load_workbook(io.BytesIO(file.content)).worksheets[0]["B3"].value == "Placed"


def test_tours_at_the_command_and_on_the_page(shop: Shop) -> None:
    shop.receive("可乐罐装20箱，送到店里")
    (order,) = shop.json("orders", "list")
    number = order["order_no"]
    assert "no courier yet" in shop.refused("tours", "plan")
    with Path("config.toml").open("a", encoding="utf-8") as config:
        config.write('[[courier]]\nname = "王师傅"\ndistricts = ["西湖区"]\n')
    assert shop.run("orders", "ship", number).exit_code == 2
    assert shop.done("orders", "ship", number, "--carrier", "自送") == f"{number} shipped\n"
    assert shop.done("tours", "plan", "--day", "2099-12-31") == f"{number} planned\n"
    (stop,) = shop.json("tours", "list", "--day", "2099-12-31")
    assert (stop["courier"], stop["position"], stop["window"]) == ("王师傅", 1, "09:00-11:00")
    assert "文三路188号" in shop.done("tours", "list", "--day", "2099-12-31", "--courier", "王师傅")
    assert "no courier 赵" in shop.refused("tours", "move", number, "--courier", "赵")
    moved = shop.json("tours", "move", number, "--day", "2099-12-30", "--place", "1")
    assert (moved["day"], moved["position"], moved["told"]) == ("2099-12-30", 1, [number])
    back = shop.done("tours", "move", number, "--day", "2099-12-31")
    assert back == f"{number} 王师傅 2099-12-31 stop 1 09:00-11:00\n"
    assert shop.done("tours", "start", "王师傅", "--day", "2099-12-31") == f"{number} out_for_delivery\n"
    assert shop.done("tours", "fail", number, "--reason", "没人") == f"{number} in_transit\n"
    shop.done("tours", "plan", "--day", "2099-12-30")
    assert shop.done("tours", "deliver", number, "--signed-by", "陈敏") == f"{number} delivered\n"
    assert "signed for by 陈敏" in shop.refused("tours", "deliver", number, "--signed-by", "x")
    (figures,) = shop.json("tours", "report", "--since", "2099-12-01", "--until", "2099-12-31")
    assert (figures["delivered"], figures["on_time"], figures["failures"]) == (1, 1, 1)
    assert "王师傅" in shop.done("tours", "report", "--since", "2099-12-01", "--until", "2099-12-31")
    with Database.open(shop.url) as db:
        console = Console(
            db,
            company="恒通饮品",
            zone=ZoneInfo("Asia/Shanghai"),
            clock=lambda: NOW,
            couriers=deliveries.performance,
        )
        page = AsgiClient(Starlette(routes=console_routes(console))).get("/tours?day=2099-12-30&lang=zh").text
    for words in (
        "王师傅",
        number,
        "09:00–11:00",
        "百味便利店",
        "文三路188号",
        "已签收",
        "陈敏",
        "本月配送员表现",
    ):
        assert words in page, words
