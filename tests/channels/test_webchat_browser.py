"""The chat page in Chromium, over HTTP, with the tests in the desk's place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.channels.webchat import WebSettings, web_app
from bot.console.routes import Console, console_routes
from bot.sample.company import load_where_empty
from store import inbox, outbox, visitors
from store.database import Database
from store.envelope import Envelope
from store.outbox import OutgoingDraft
from tests.servers.botapi import serving
from tests.servers.ports import until

pytestmark = pytest.mark.xdist_group("chromium")
EVIL = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Site:
    """The served chat, and the desk that the test plays."""

    db: Database
    url: str
    browser: Browser
    answers: int = 0

    def visit(self, path: str = "/chat", *, phone: bool = False, **more: Any) -> Page:
        size = {"width": 390, "height": 780} if phone else {"width": 1280, "height": 800}
        context = self.browser.new_context(
            viewport=size, has_touch=phone, is_mobile=phone, **{"locale": "zh-CN", **more}
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto(self.url + path)
        return page

    def kept(self) -> list[Envelope]:
        with self.db.read() as tx:
            return [item.envelope for item in reversed(inbox.recent(tx))]

    def newest(self, text: str) -> Envelope:
        return until(lambda: next((each for each in self.kept() if each.text == text), None), what=text)

    def answer(self, envelope: Envelope, text: str, *, kind: str = "question", buttons: Any = ()) -> None:
        self.answers += 1
        with self.db.begin() as tx:
            for item in inbox.recent(tx, state="new", conversation=envelope.conversation):
                inbox.finish(tx, item.id, outcome="asked", now=now())
            draft = OutgoingDraft(
                "webchat", envelope.conversation, envelope.reply_to, kind, "zh", text, f"k{self.answers}", buttons=buttons
            )  # fmt: skip
            number = outbox.enqueue(tx, draft, now=now())
            assert number is not None
            outbox.sent(tx, number, receipt="x", now=now())


@pytest.fixture
def site(sqlite_db: Database, browser: Browser) -> Iterator[Site]:
    load_where_empty(sqlite_db)

    def keep(envelope: Envelope) -> bool:
        with sqlite_db.begin() as tx:
            return inbox.keep(tx, envelope) is not None

    zone = ZoneInfo("Asia/Shanghai")
    told = Console(db=sqlite_db, company="蓝屋家居", zone=zone, clock=now, playground=True)
    app = web_app(
        WebSettings(playground=True), db=sqlite_db, keep=keep, company="蓝屋家居", zone=zone, clock=now,
        console=console_routes(told),
    )  # fmt: skip
    with serving(app) as port:
        yield Site(sqlite_db, f"http://127.0.0.1:{port}", browser)
        for context in browser.contexts:
            context.close()


def write(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")


def test_what_could_not_be_sent_is_said_and_goes_out_once_at_the_next_try(site: Site) -> None:
    page = site.visit()
    page.route("**/chat/messages", lambda route: route.abort())
    write(page, "竹筷 5包")
    expect(page.get_by_role("alert")).to_have_text("没有发出去，请再试一次。")
    expect(page.locator("#text")).to_have_value("竹筷 5包")
    page.unroute("**/chat/messages")
    page.locator("#text").press("Enter")
    expect(page.locator(".mine p")).to_have_text("竹筷 5包")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert [each.text for each in site.kept()] == ["竹筷 5包"]


def test_write_see_the_answer_press_a_button(site: Site) -> None:
    problems: list[str] = []
    page = site.visit()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda told: problems.append(told.text) if told.type == "error" else None)
    # Else the words go into the page that is left, or Enter comes before its script.
    with page.expect_navigation():
        page.select_option("#persona", "D001")
    expect(page.locator("#persona")).to_have_value("D001")
    write(page, "黑色小保温杯 2箱\n明天要")
    expect(page.locator(".mine p")).to_have_text("黑色小保温杯 2箱\n明天要", use_inner_text=True)
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator(".typing")).to_be_visible()
    envelope = site.newest("黑色小保温杯 2箱\n明天要")
    assert envelope.customer_code == "D001"
    data = "SO-20261124-0001:1:1A"
    site.answer(envelope, "哪一种?", buttons=(("1A 黑色 350ml", data), ("1B 黑色 500ml", f"{data[:-1]}B")))
    page.get_by_role("button", name="1A 黑色 350ml").click()
    expect(page.locator(".chosen")).to_have_text("✓ 1A 黑色 350ml")
    expect(page.locator(".mine p").last).to_have_text("1A 黑色 350ml")
    expect(page.locator(".typing")).to_be_visible()
    pressed = site.newest(data)
    site.answer(pressed, "订单编号 SO-20261124-0001", kind="receipt")
    expect(page.locator(".theirs p").last).to_have_text("订单编号 SO-20261124-0001")
    expect(page.locator(".typing")).to_have_count(0)
    assert len(site.kept()) == 2
    page.reload()
    expect(page.locator(".mine p").last).to_have_text("1A 黑色 350ml")
    expect(page.locator("article.bubble")).to_have_count(4)
    assert not problems


def test_a_personal_link_on_a_phone(site: Site) -> None:
    with site.db.begin() as tx:
        link = visitors.make_link(tx, "X001", now=now())
    page = site.visit(f"/chat/k/{link}", phone=True, locale="en-GB")
    assert page.url == f"{site.url}/chat"
    expect(page.locator("#persona")).to_have_value("X001")
    expect(page.locator(".names small")).to_have_text("Order by chat")
    page.locator("#text").fill("10 cartons")
    page.locator(".send").tap()
    expect(page.locator(".mine p")).to_have_text("10 cartons")
    assert site.newest("10 cartons").customer_code == "X001"
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, "nothing sticks out of the screen"


def test_a_code_from_the_mail_identifies(site: Site) -> None:
    page = site.visit()
    page.locator(".play a").click()
    page.locator("#address").fill("lin@chengzi-mart.example")
    page.locator(".card button").click()
    expect(page.locator("#code")).to_be_visible()

    def code() -> str | None:
        with site.db.read() as tx:
            found = [re.search(r"^\d{6}$", item.text, re.MULTILINE) for item in outbox.recent(tx)]
        return found[0][0] if found and found[0] else None

    page.locator("#code").fill("wrong")
    page.locator(".card button").click()
    expect(page.locator(".notice")).to_be_visible()
    page.locator("#code").fill(until(code, what="the code"))
    page.locator(".card button").click()
    expect(page.locator("#persona")).to_have_value("D001")


def test_an_attack_is_shown_as_text_in_both_directions(site: Site) -> None:
    page = site.visit()
    write(page, EVIL)
    expect(page.locator(".mine p")).to_have_text(EVIL)
    envelope = site.newest(EVIL)
    site.answer(envelope, EVIL, buttons=((EVIL[:60], "-:1:1A"),))
    expect(page.locator(".theirs p").last).to_have_text(EVIL)
    expect(page.locator("button.choice")).to_have_text(EVIL[:60])
    page.locator("button.choice").click()
    expect(page.locator(".chosen")).to_contain_text(EVIL[:50])
    page.reload()
    expect(page.locator(".mine p").first).to_have_text(EVIL)
    assert page.locator("#log img, #log script").count() == 0
    assert "owned" not in page.title()


def test_two_visitors_never_see_each_others_messages(site: Site) -> None:
    one, other = site.visit(), site.visit()
    write(one, "第一位的订单")
    write(other, "第二位的订单")
    first, second = site.newest("第一位的订单"), site.newest("第二位的订单")
    assert first.conversation != second.conversation
    site.answer(first, "给第一位的回执", kind="receipt")
    site.answer(second, "给第二位的回执", kind="receipt")
    for page, own, foreign in ((one, "第一位", "第二位"), (other, "第二位", "第一位")):
        expect(page.locator(".theirs p").last).to_have_text(f"给{own}的回执")
        page.reload()
        expect(page.locator(".theirs p").last).to_have_text(f"给{own}的回执")
        assert foreign not in page.locator("#log").inner_text()


def test_a_message_is_sent_once_however_often_enter_is_hit(site: Site) -> None:
    page = site.visit()
    page.route("**/chat/messages", lambda route: (page.wait_for_timeout(300), route.continue_())[1])
    page.locator("#text").fill("一箱")
    for _ in range(4):
        page.locator("#text").press("Enter")
    expect(page.locator(".mine p")).to_have_count(1)
    page.reload()
    expect(page.locator(".mine p")).to_have_count(1)


def test_what_could_not_be_sent_stays_in_the_box(site: Site) -> None:
    page = site.visit()
    page.locator("#text").evaluate("(box, length) => { box.value = '长'.repeat(length) }", 20_001)
    page.locator(".send").click()
    expect(page.locator(".composer .notice")).to_be_visible()
    assert len(page.locator("#text").input_value()) == 20_001
    assert not site.kept()


def test_it_works_without_javascript(site: Site) -> None:
    page = site.visit(java_script_enabled=False)
    page.locator("#text").fill("没有脚本也行")
    page.locator(".send").click()
    expect(page.locator(".mine p")).to_have_text("没有脚本也行")


def test_an_example_is_one_click_away_and_the_start_page_leads_here(site: Site) -> None:
    page = site.visit("/")
    # An example is filled in by the script of the page.
    with page.expect_navigation():
        page.locator("a.door.first").click()
    page.locator(".examples button").first.click()
    expect(page.locator("#text")).not_to_have_value("")
    page.locator(".send").click()
    expect(page.locator(".mine")).to_be_visible()
    expect(page.locator(".examples")).to_have_count(0)
