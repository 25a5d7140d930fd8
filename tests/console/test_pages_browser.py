"""The operators' pages of figures, the archive and the tours in Chromium, over HTTP, with orders that the desk has dealt with."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette

from bot.console.routes import Console, console_routes
from bot.desk import deliveries, printing, progress, tours
from bot.desk.toursettings import CourierSettings, Fleet, TourSettings
from store.database import Database
from tests.desk.house import House
from tests.servers.botapi import serving

pytestmark = pytest.mark.xdist_group("chromium")
CHEN, GRACE = "chenmin@baiwei.example.cn", "grace.olsen@maple-school.example.com"
STAFF: dict[str, Any] = {"by": "wang", "channel": "staff"}
TODAY = date(2026, 11, 23)
FLEET = Fleet(
    (CourierSettings(name="王师傅", districts=("西湖区", "余杭区")), CourierSettings(name="李师傅")),
    TourSettings(depot="30.2741, 120.1551"),
)


@dataclass
class Site:
    """The served pages, and what has come in before."""

    house: House
    url: str
    browser: Browser
    numbers: tuple[str, ...]

    def visit(self, path: str, *, phone: bool = False, dark: bool = False, language: str = "zh-CN") -> Page:
        size = {"width": 390, "height": 780} if phone else {"width": 1280, "height": 800}
        context = self.browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            locale=language,
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        assert (page.goto(self.url + path) or pytest.fail("no answer")).ok
        return page


@pytest.fixture
def site(sqlite_db: Database, browser: Browser) -> Iterator[Site]:
    house = House.of(sqlite_db, quiet={"begin": "00:00", "end": "00:00"})
    house.mail(CHEN, "橙汁450ml 5箱，送店里，要开专票")
    house.mail(CHEN, "绿茶500ml 3箱，送仓库")
    house.mail(GRACE, "2 cases of orange juice 450ml")
    house.telegram("@kongkee", "可乐3箱")
    numbers = tuple(order.order_no for order in house.orders())
    house.desk.fleet = FLEET
    for number in numbers[:3]:
        progress.ship(sqlite_db, number, carrier="own", now=house.now, **STAFF)
    with sqlite_db.begin() as tx:
        tours.plan(tx, day=TODAY, desk=house.desk, now=house.now)
        deliveries.delivered(tx, numbers[0], signed_by="王店长", now=house.now, **STAFF)
        progress.advance(tx, numbers[1], to="delivered", now=house.now, **STAFF)
    house.work()
    told = Console(
        db=sqlite_db,
        company="恒通饮品",
        zone=house.desk.settings.tzinfo,
        clock=lambda: house.now,
        printed=partial(printing.printed, desk=house.desk, now=house.now),
        couriers=deliveries.performance,
    )
    with serving(Starlette(routes=console_routes(told))) as port:
        yield Site(house, f"http://127.0.0.1:{port}", browser, numbers)
        for context in browser.contexts:
            context.close()


def fits(page: Page) -> None:
    """Nothing hangs over the side of the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_figures_of_a_period_with_chart_and_file(site: Site, tmp_path: Path) -> None:
    page = site.visit("/")
    page.get_by_role("link", name="报表").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("报表")
    page.get_by_label("分组").select_option("customer")
    page.get_by_role("button", name="查看").click()
    rows = page.locator("table.figures tbody tr")
    expect(rows.filter(has_text="百味便利店").locator("td").nth(1)).to_have_text("2")
    expect(rows.last.locator("td").first).to_have_text("合计")
    chart = page.locator("svg")
    expect(chart).to_be_visible()
    bars = chart.locator("rect")
    assert bars.count() >= 3
    assert (bars.last.bounding_box() or {})["width"] > 1
    expect(chart).to_contain_text("百味便利店")
    fits(page)
    wide = page.locator(".across").last.evaluate("it => it.scrollWidth <= it.clientWidth")
    assert wide, "all columns are seen without scrolling"
    with page.expect_download() as download:
        page.get_by_role("link", name="xlsx").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    sheet = load_workbook(io.BytesIO(saved.read_bytes())).worksheets[0]
    assert any("百味便利店" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    page.get_by_label("从", exact=True).fill("2026-10-01")
    page.get_by_label("到", exact=True).fill("2026-10-31")
    page.get_by_role("button", name="查看").click()
    expect(page.locator("svg")).to_have_count(0)


def test_another_language_shows_the_same_page(site: Site) -> None:
    page = site.visit("/report?by=product&since=2026-11-01&until=2026-11-30")
    expect(page.locator("table.figures")).to_contain_text("橙汁 450ml")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_label("by", exact=True)).to_have_value("product")
    expect(page.locator("table.figures")).to_contain_text("Orange juice 450ml")
    assert "since=2026-11-01" in page.url


def test_a_chinese_word_is_searched_and_leads_to_its_order(site: Site) -> None:
    page = site.visit("/search")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    box.fill("专票")
    box.press("Enter")
    expect(page.locator(".said").first).to_contain_text("专票")
    fits(page)
    page.get_by_role("link", name=site.numbers[0]).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(site.numbers[0])
    page.goto(f"{site.url}/search?q=没有这样的词")
    expect(page.locator("main")).to_contain_text("没有同时包含这些词")
    page.goto(f"{site.url}/search?q=%3Cimg+src%3Dx+onerror%3D%22document.title%3D1%22%3E")
    expect(page).to_have_title("查找")


@pytest.mark.parametrize("phone", [False, True])
def test_the_tours_of_a_day_and_the_couriers_figures(site: Site, *, phone: bool) -> None:
    page = site.visit("/tours", phone=phone)
    main = page.locator("main")
    expect(page.get_by_role("heading", name="王师傅")).to_contain_text("2 / 2")
    expect(main).to_contain_text("杭州市西湖区文三路188号")
    expect(main).to_contain_text("王店长")
    expect(page.get_by_role("heading", name="李师傅")).to_contain_text("0 / 1")
    assert "None" not in main.inner_text()
    fits(page)
    page.get_by_label("送货日期").fill("2026-11-24")
    page.get_by_role("button", name="查看").click()
    expect(main).to_contain_text("这一天还没有排好的配送")


@pytest.mark.parametrize("path", ["/report", "/search?q=橙汁", "/tours", "/orders", "/reviews"])
def test_every_page_fits_a_phone_and_the_dark(site: Site, path: str) -> None:
    page = site.visit(path, phone=True, dark=True)
    fits(page)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert sum(dark[:3]) < 300
