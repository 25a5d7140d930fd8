import html
import subprocess
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from starlette.applications import Starlette

from bot.channels.maildir import MaildirSender
from bot.console.routes import Console, console_routes
from bot.console.words import words
from bot.sample.company import load_where_empty
from parsers.reading import FlagCode, Payment
from store import inbox, orders, outbox, reviews
from store.database import Database
from store.envelope import Envelope
from store.order import LineItem, OpenQuestion, Order, OrderParty
from store.order_events import KINDS, OrderEvent
from store.outbox import OutboxItem, OutgoingDraft
from store.states import TRANSITIONS
from tests.servers.asgiclient import AsgiClient

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    return tmp_path / "outgoing"


@pytest.fixture
def here(sqlite_db: Database, maildir: Path) -> AsgiClient:
    """A browser on this machine."""
    load_where_empty(sqlite_db)
    told = Console(
        db=sqlite_db, company="蓝屋家居", zone=ZoneInfo("Asia/Shanghai"), clock=lambda: NOW, maildir=maildir,
        smtp_door=lambda: "127.0.0.1:2525", playground=True,
    )  # fmt: skip
    app = Starlette(routes=console_routes(told))
    return AsgiClient(app)


def order(number: str = "SO-20261124-0001") -> Order:
    line = LineItem("CU-316-350B", "黑色小保温杯", Decimal(2), "箱", Decimal(912), Decimal("1824.00"))
    return Order(
        order_no=number, status="received", version=0, placed_at=NOW,
        customer=OrderParty("D001", f"橙子{EVIL}", "林小橙"), channel="webchat", conversation="webchat:v",
        reply_to="webchat:v", lines=(line,), currency="CNY", delivery_date=date(2026, 11, 26), note=EVIL,
    )  # fmt: skip


def mail_item(number: int, text: str, subject: str = "回执") -> OutboxItem:
    return OutboxItem(
        id=number, channel="email", conversation="email:x", to="lin@chengzi-mart.example", kind="receipt",
        language="zh", text=text, dedupe_key=str(number), token="0a0b0c0d", state="sending", attempts=1,
        queued_at=NOW, due_at=NOW, subject=subject,
    )  # fmt: skip


def test_the_start_page_says_what_it_is_and_where_to_go(here: AsgiClient) -> None:
    page = here.get("/", accept_language="zh-CN").text
    assert "接单从邮件和聊天里读订单" in page
    for place in ("/chat", "/mails", "/orders", "/reviews"):
        assert f'href="{place}"' in page
    assert "curl smtp://127.0.0.1:2525" in page
    assert "jiedan reads orders" in here.get("/", accept_language="en-GB,en;q=0.9").text
    assert "jiedan reads orders" in here.get("/?lang=en", accept_language="zh").text


def fail_one(db: Database, number: int, *, to: str, channel: str = "email") -> int:
    subject = f"回执 {number} {EVIL}" if channel == "email" else None
    draft = OutgoingDraft(
        channel, f"{channel}:{to}", to, "receipt", "zh", f"订单 {number} 已接收", f"r{number}",
        subject=subject, order_no="SO-20261124-0001",
    )  # fmt: skip
    with db.begin() as tx:
        made = outbox.enqueue(tx, draft, now=NOW)
        claimed = outbox.claim(tx, now=NOW, lease=timedelta(minutes=1))
        assert claimed is not None
        assert claimed.id == made
        outbox.failed(tx, claimed.id, reason=f"550 5.1.1 no such user {EVIL}", permanent=True, now=NOW)
    return claimed.id


def test_what_could_not_be_delivered_is_counted_and_listed(here: AsgiClient, sqlite_db: Database) -> None:
    for page, words_ in (("/?lang=zh", "没能发出去"), ("/?lang=en", "could not be delivered")):
        assert words_ not in here.get(page).text
    assert "没有发送失败的消息" in here.get("/mails?lang=zh").text
    assert "No message has failed" in here.get("/mails?lang=en").text
    with sqlite_db.begin() as tx:
        outbox.enqueue(tx, OutgoingDraft("webchat", "w", "w", "receipt", "zh", "等着", "waits"), now=NOW)
        waiting = outbox.claim(tx, now=NOW, lease=timedelta(minutes=1))
        assert waiting is not None
        again = NOW + timedelta(hours=1)
        outbox.failed(tx, waiting.id, reason="421 later", permanent=False, now=NOW, retry_at=again)
    fail_one(sqlite_db, 1, to="50001", channel="telegram")
    last = fail_one(sqlite_db, 2, to="lin@chengzi-mart.example")
    for path in ("/", "/mails"):
        for language, heading in (
            ("zh", "没能发出去的消息"),
            ("en", "Messages that could not be delivered"),
        ):
            page = here.get(f"{path}?lang={language}").text
            assert f'{heading} <span class="state cancelled">2</span>' in page
            for shown in (
                "lin@chengzi-mart.example",
                "50001",
                "订单 1 已接收",
                "回执 2",
                "550 5.1.1 no such user",
            ):
                assert shown in page
            assert 'href="/orders/SO-20261124-0001"' in page
            assert f"jiedan outbox retry {last}" in page
            assert "421 later" not in page, "what is tried again has not failed"
            assert EVIL not in page
    with sqlite_db.begin() as tx:
        assert outbox.retry(tx, last, NOW)
    assert '<span class="state cancelled">1</span>' in here.get("/").text


def test_the_start_page_shows_the_newest_failures_and_where_all_are(
    here: AsgiClient, sqlite_db: Database
) -> None:
    for number in range(7):
        fail_one(sqlite_db, number, to=f"c{number}@chengzi-mart.example")
    page = here.get("/?lang=en").text
    assert "7 failed" in page
    assert [number for number in range(7) if f"c{number}@" in page] == [2, 3, 4, 5, 6]
    assert 'href="/mails#failed"' in page
    assert [number for number in range(7) if f"c{number}@" in here.get("/mails").text] == list(range(7))


def test_failures_are_shown_too_where_a_server_sends_the_mails(sqlite_db: Database) -> None:
    told = Console(db=sqlite_db, company="蓝屋家居", zone=ZoneInfo("Asia/Shanghai"), clock=lambda: NOW)
    there = AsgiClient(Starlette(routes=console_routes(told)))
    assert 'href="/mails"' in there.get("/").text
    fail_one(sqlite_db, 1, to="lin@chengzi-mart.example")
    page = there.get("/mails?lang=zh").text
    assert "lin@chengzi-mart.example" in page
    assert "邮件由公司的邮件服务器发出" in page
    assert "还没有发出邮件" not in page
    assert "lin@chengzi-mart.example" in there.get("/").text


def test_mails_of_the_maildir_are_shown_as_text(here: AsgiClient, maildir: Path) -> None:
    assert "还没有发出邮件" in here.get("/mails?lang=zh").text
    sender = MaildirSender(
        maildir, from_address="orders@jiedan.localhost", from_name="蓝屋", clock=lambda: NOW
    )
    sender.send(mail_item(1, "第一封"))
    sender.send(mail_item(2, f"订单编号 SO-1\n{EVIL}", subject=f"回执 {EVIL}"))
    listing = here.get("/mails").text
    assert listing.index("&lt;script&gt;") < listing.index(">回执</a>"), "the newest first"
    assert EVIL not in listing
    name = next(path.name for path in (maildir / "new").iterdir() if "jiedan-2-" in path.name)
    page = here.get(f"/mails/{name}").text
    assert "订单编号 SO-1\n&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert EVIL not in page
    assert "2026-11-24 17:00" in page


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "x", "%2e%2e", "1.jiedan-9-00000000.localhost"])
def test_no_other_file_is_shown(here: AsgiClient, maildir: Path, name: str) -> None:
    (maildir / "new").mkdir(parents=True)
    assert here.get(f"/mails/{name}").status_code == 404


def test_what_is_no_mail_does_not_hurt(here: AsgiClient, maildir: Path) -> None:
    (maildir / "new").mkdir(parents=True)
    (maildir / "new" / "17.jiedan-1-00000000.localhost").write_bytes(
        b"\xff\xfe\x00garbage\r\n: :\r\nSubject: =?x?q?=?=\r\n"
    )
    (maildir / "new" / "notes.txt").write_text("x")
    (maildir / "new" / "18.folder").mkdir()
    assert here.get("/mails").status_code == 200
    assert here.get("/mails/17.jiedan-1-00000000.localhost").status_code == 200


def test_orders_with_lines_history_and_messages(here: AsgiClient, sqlite_db: Database) -> None:
    assert "还没有订单" in here.get("/orders?lang=zh").text
    with sqlite_db.begin() as tx:
        envelope = Envelope(
            "webchat", "webchat:v/1", "webchat:v", "webchat:v", "webchat:v", NOW, f"要两箱 {EVIL}", b"x"
        )
        came = inbox.keep(tx, envelope)
        assert came
        made = orders.create(tx, order(), by="D001")
        moved = OrderEvent("status_advanced", NOW, "operator", "staff", "齐了", {"to": "reviewed"})
        orders.append(tx, made.order_no, [moved], expected_version=made.version)
        inbox.finish(tx, came, outcome="booked", order_no=made.order_no, now=NOW)
        draft = OutgoingDraft(
            "webchat", "webchat:v", "webchat:v", "receipt", "zh", "收到", "r", order_no=made.order_no
        )
        outbox.enqueue(tx, draft, now=NOW)
    listing = here.get("/orders").text
    assert "SO-20261124-0001" in listing
    assert "CNY 1,824.00" in listing
    page = here.get("/orders/SO-20261124-0001").text
    for shown in ("保温杯 350ml 316不锈钢 黑色", "2 箱", "已审核", "齐了", "要两箱", "收到", "2026-11-26"):
        assert shown in page
    assert EVIL not in listing + page
    assert html.escape(EVIL) in page
    assert "reviewed" in here.get("/orders?lang=en").text
    assert here.get("/orders/SO-20261124-0099").status_code == 404


def test_reviews_with_the_message(here: AsgiClient, sqlite_db: Database) -> None:
    assert "没有等待" in here.get("/reviews?lang=zh").text
    with sqlite_db.begin() as tx:
        envelope = Envelope("email", "s", "email:a@b.c", "a@b.c", "a@b.c", NOW, EVIL, b"x", subject="急")
        reviews.open(tx, inbox_id=inbox.keep(tx, envelope), order_no=None, reason="不确定", now=NOW)
    page = here.get("/reviews").text
    assert "不确定" in page
    assert html.escape(EVIL) in page
    assert EVIL not in page


def test_reviews_say_until_when_and_what_is_overdue(here: AsgiClient, sqlite_db: Database) -> None:
    with sqlite_db.begin() as tx:
        for minutes in (1, -1):
            due_at = NOW + timedelta(minutes=minutes)
            reviews.open(tx, inbox_id=None, order_no=None, reason="x", now=NOW, due_at=due_at)
    page = here.get("/reviews?lang=en").text
    assert page.count("overdue since") == 1
    assert page.index("due 20") < page.index("overdue since 20")


@pytest.mark.parametrize(
    ("headers", "client"),
    [
        ({"host": "evil.example"}, "127.0.0.1"),
        ({"host": "192.168.1.5:8080"}, "127.0.0.1"),
        ({}, "192.168.1.9"),
        ({"x-forwarded-for": "8.8.8.8"}, "127.0.0.1"),
    ],
)
def test_others_find_nothing(here: AsgiClient, headers: dict[str, str], client: str) -> None:
    there = AsgiClient(here.app, client=client)
    for path in ("/", "/orders", "/mails", "/reviews", "/orders/SO-20261124-0001"):
        assert there.get(path, **headers).status_code == 404


def test_both_languages_have_the_same_words_and_every_state() -> None:
    told = tomllib.loads(files("bot.console").joinpath("pages/words.toml").read_text("utf-8"))
    assert told["zh"].keys() == told["en"].keys()
    for language in ("zh", "en"):
        assert set(words(language)["states"]) == set(TRANSITIONS)
        assert told["zh"]["events"].keys() == told[language]["events"].keys()


def test_every_payment_and_question_has_its_word() -> None:
    for language in ("zh", "en"):
        assert set(words(language)["payments"]) == set(get_args(Payment))
        assert set(words(language)["codes"]) == {*get_args(FlagCode), "short"}


def test_an_order_is_told_in_the_readers_language(here: AsgiClient, sqlite_db: Database) -> None:
    flags = (OpenQuestion("lines[0].unit", "ambiguous"), OpenQuestion("delivery_address", "missing"))
    with sqlite_db.begin() as tx:
        orders.create(tx, replace(order(), status="draft", payment="monthly", flags=flags), by="D001")
    english = here.get("/orders/SO-20261124-0001?lang=en").text
    for shown in (
        "Vacuum flask 350ml 316 steel black", "monthly account", "line 1 unit: several are possible",
        "delivery address: not given",
    ):  # fmt: skip
        assert shown in english
    chinese = here.get("/orders/SO-20261124-0001?lang=zh").text
    for shown in ("保温杯 350ml 316不锈钢 黑色", "月结", "第 1 行 单位: 有几种可能"):
        assert shown in chinese


def test_every_kind_of_event_has_its_word() -> None:
    assert set(words("zh")["events"]) == set(KINDS)


def test_the_mail_that_the_start_page_proposes_can_be_pasted_into_a_shell(here: AsgiClient) -> None:
    page = html.unescape(here.get("/?lang=en").text)
    command = page[page.index("printf") : page.index("</pre>")].partition("|\n")[0]
    said = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True).stdout
    head, _, body = said.partition("\n\n")
    assert head.splitlines()[0] == "From: caigou@chengzi-mart.example"
    assert body.startswith("Small black thermos, 2 cartons")


def test_an_order_of_an_unknown_product_is_shown_by_its_words(here: AsgiClient, sqlite_db: Database) -> None:
    line = LineItem(None, "那个大的", None, None)
    with sqlite_db.begin() as tx:
        orders.create(tx, replace(order(), status="draft", lines=(line,)), by="D001")
    page = here.get("/orders/SO-20261124-0001").text
    assert "那个大的" in page


def test_whose_an_order_is_and_its_breach_are_shown(here: AsgiClient, sqlite_db: Database) -> None:
    with sqlite_db.begin() as tx:
        made = orders.create(tx, order(), by="D001")
        hands = OrderEvent("order_assigned", NOW, "jiedan", "email", None, {"assigned": ["仓库", EVIL]})
        breach = OrderEvent("breach_reported", NOW, "林", "staff", f"没有审价 {EVIL}", {"to": "on_hold"})
        orders.append(tx, made.order_no, [hands, breach], expected_version=made.version)
    page = here.get(f"/orders/{made.order_no}", accept_language="zh").text
    assert f"<dt>负责</dt><dd>仓库, {html.escape(EVIL)}</dd>" in page
    assert "<dt>违规</dt><dd>已登记，待调查</dd>" in page
    assert "没有审价" in page
    assert EVIL not in page
    assert "仓库" in here.get("/orders", accept_language="zh").text
