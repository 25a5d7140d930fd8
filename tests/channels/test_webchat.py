import html
import re
import sqlite3
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot.channels.base import ChannelError
from bot.channels.pages.texts import environment
from bot.channels.webchat import WebchatSender, WebSettings, web_app
from bot.channels.webchatguard import Limits, host_name
from bot.channels.webchatpages import preferred
from bot.channels.webchatroutes import COOKIE
from bot.sample.company import load_where_empty
from store import conversations, inbox, outbox, visitors
from store.database import Database
from store.envelope import Envelope
from store.outbox import OutgoingDraft
from tests.servers.asgiclient import AsgiClient

EVIL = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
Open = Callable[..., AsgiClient]


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def visit(sqlite_db: Database, clock: Clock) -> Open:
    """Opens the chat in a browser of its own."""
    load_where_empty(sqlite_db)
    apps: dict[Any, Any] = {}

    def keep(envelope: Envelope) -> bool:
        with sqlite_db.begin() as tx:
            return inbox.keep(tx, envelope, now=clock()) is not None

    def open_it(*, client: str = "127.0.0.1", opened: bool = True, **told: Any) -> AsgiClient:
        key = tuple(sorted(told.items()))
        if key not in apps:
            apps[key] = web_app(
                WebSettings(**told), db=sqlite_db, keep=keep, company="蓝屋家居",
                zone=ZoneInfo("Asia/Shanghai"), clock=clock,
            )  # fmt: skip
        base = told.get("public_url") or "http://127.0.0.1:8080"
        browser = AsgiClient(apps[key], client=client, base_url=base, accept_language="zh-CN")
        if opened:
            assert browser.get("/chat").status_code == 200
        return browser

    return open_it


def write(browser: AsgiClient, text: str, message_id: str = "message-0001", **headers: str) -> Any:
    return browser.post("/chat/messages", {"text": text, "id": message_id}, **headers)


def kept(db: Database) -> list[Envelope]:
    with db.read() as tx:
        return [item.envelope for item in reversed(inbox.recent(tx))]


def answer(db: Database, conversation: str, text: str, *, now: datetime, **more: Any) -> int:
    """What the desk and the delivery do."""
    with db.begin() as tx:
        for item in inbox.recent(tx, state="new", conversation=conversation):
            inbox.finish(tx, item.id, outcome="asked", now=now)
        draft = OutgoingDraft(
            channel="webchat", conversation=conversation, to=conversation, kind=more.pop("kind", "question"),
            language="zh", text=text, dedupe_key=text, **more,
        )  # fmt: skip
        number = outbox.enqueue(tx, draft, now=now)
        assert number is not None
        outbox.sent(tx, number, receipt="x", now=now)
    return number


def test_a_stranger_writes_and_it_is_kept(visit: Open, sqlite_db: Database) -> None:
    browser = visit()
    assert write(browser, "竹筷 5包\r\n明天要").status_code == 303
    (envelope,) = kept(sqlite_db)
    assert envelope.text == "竹筷 5包\n明天要"
    assert envelope.channel == "webchat"
    assert envelope.conversation == envelope.reply_to == envelope.sender_address
    assert envelope.source.startswith(f"{envelope.conversation}/message-0001/")
    assert re.fullmatch(r"webchat:[0-9a-f]{16}", envelope.conversation)
    assert envelope.customer_code is None
    assert envelope.proven is None
    assert browser.cookies[COOKIE] not in envelope.conversation
    assert "竹筷 5包\n明天要" in browser.get("/chat").text


def test_a_double_post_is_one_message(visit: Open, sqlite_db: Database) -> None:
    browser = visit()
    write(browser, "两箱", "same-id")
    write(browser, "两箱", "same-id", hx_request="true")
    write(browser, "两箱", "other-id")
    assert len(kept(sqlite_db)) == 2


def test_what_was_rewritten_under_the_same_id_is_not_lost(visit: Open, sqlite_db: Database) -> None:
    """A page whose request timed out, or that the browser brought back, sends its old id with other words."""
    browser = visit()
    write(browser, "两箱", "same-id")
    write(browser, "两箱，再加五箱", "same-id", hx_request="true")
    write(browser, "两箱", "same-id")
    assert [each.text for each in kept(sqlite_db)] == ["两箱", "两箱，再加五箱"]


def test_when_it_cannot_be_kept_the_page_says_so_and_the_next_try_is_the_same_message(
    visit: Open, sqlite_db: Database
) -> None:
    def trip(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO inbox "):
            raise sqlite3.OperationalError("database or disk is full")

    browser = visit()
    sa.event.listen(sqlite_db._engine, "before_cursor_execute", trip)
    try:
        failed = write(browser, "两箱", "first-try", hx_request="true")
        pressed = browser.post(
            "/chat/messages", {"text": "A", "id": "b00001", "label": "黑色"}, hx_request="true"
        )
        plain = write(browser, "两箱", "first-try")
    finally:
        sa.event.remove(sqlite_db._engine, "before_cursor_execute", trip)
    assert (failed.status_code, pressed.status_code, plain.status_code) == (503, 503, 503)
    for page in (failed, pressed, plain):
        assert "没有发出去" in page.text
    assert "两箱" in failed.text, "what was typed is not lost"
    assert 'value="first-try"' in failed.text
    assert 'value="b00001"' in pressed.text, "the button can be pressed again"
    assert not kept(sqlite_db)


def test_the_answer_comes_as_news_and_only_once(visit: Open, sqlite_db: Database, clock: Clock) -> None:
    browser = visit()
    write(browser, "两箱")
    place = tail(browser.get("/chat").text)
    assert browser.get(f"{place}&busy=1").status_code == 204
    answer(sqlite_db, kept(sqlite_db)[0].conversation, f"收到 {EVIL}", now=clock())
    news = browser.get(place)
    assert html.escape(EVIL, quote=False).replace('"', "&#34;") in news.text
    assert EVIL not in news.text
    assert "两箱" not in news.text
    assert browser.get(f"{tail(news.text)}").status_code == 204
    for nonsense in ("99999999999999999999.0", "-1.0", "x", "²²²²²².0"):
        assert "收到" in browser.get(f"/chat/news?after={nonsense}").text


def test_while_an_answer_is_awaited_the_page_says_so_but_not_for_ever(visit: Open, clock: Clock) -> None:
    browser = visit()
    write(browser, "两箱")
    assert 'class="bubble theirs typing"' in browser.get("/chat").text
    clock.now += timedelta(seconds=30)
    assert 'class="bubble theirs typing"' not in browser.get("/chat").text


def test_what_is_written_is_text_whatever_it_looks_like(visit: Open) -> None:
    browser = visit()
    write(browser, EVIL)
    assert EVIL not in browser.get("/chat").text
    again = browser.post("/chat/messages", {"text": EVIL, "id": "!"}, hx_request="true")
    assert again.status_code == 422
    assert EVIL not in again.text
    assert "没有发出去" in again.text
    assert "&lt;img" in again.text, "what was typed is not lost"


def test_no_visitor_sees_anothers_messages(visit: Open, sqlite_db: Database, clock: Clock) -> None:
    one, other = visit(), visit()
    write(one, "我的秘密订单")
    answer(sqlite_db, kept(sqlite_db)[0].conversation, "秘密回执", now=clock())
    for page in (other.get("/chat").text, other.get("/chat/news?after=0.0").text):
        assert "秘密" not in page
    assert "秘密回执" in one.get("/chat/news?after=0.0").text
    other.cookies.set(COOKIE, "guessed", domain="127.0.0.1", path="/chat")
    assert other.get("/chat/news?after=0.0").status_code == 204


def test_buttons_answer_and_show_their_label(visit: Open, sqlite_db: Database, clock: Clock) -> None:
    browser = visit()
    write(browser, "小保温杯")
    data = "SO-20261124-0001:1:1A"
    conversation = kept(sqlite_db)[0].conversation
    answer(
        sqlite_db,
        conversation,
        "哪一种?",
        now=clock(),
        buttons=(("1A <黑>", data), ("1B 白", f"{data[:-1]}B")),
    )
    page = browser.get("/chat").text
    (mark,) = re.findall(r'name="id" value="(b\d+-0000)"', page)
    pressed = browser.post(
        "/chat/messages", {"text": data, "id": mark, "label": "1A <黑>"}, hx_request="true"
    )
    assert "✓ 1A &lt;黑&gt;" in pressed.text
    assert pressed.headers["hx-trigger"] == "sent"
    assert kept(sqlite_db)[1].text == data
    after = browser.get("/chat").text
    assert data not in re.sub(r"value=\"[^\"]*\"", "", after), "the visitor sees what the button said"
    assert "✓ 1A &lt;黑&gt;" in after
    assert kept(sqlite_db)[-1].in_reply_to == f"{conversation}/{mark[1:].partition('-')[0]}", (
        "what stood there is known"
    )
    assert f'value="{data}"' not in after
    assert "1B 白</button>" in after


def test_a_button_that_says_the_same_under_another_question_is_another_button(
    visit: Open, sqlite_db: Database, clock: Clock
) -> None:
    browser = visit()
    write(browser, "取消订单")
    conversation = kept(sqlite_db)[0].conversation
    answer(sqlite_db, conversation, "哪一张?", now=clock(), buttons=(("1A 一号单", "-:0:1A"),))
    first = browser.get("/chat").text
    (mark,) = re.findall(r'name="id" value="(b\d+-0000)"', first)
    browser.post("/chat/messages", {"text": "-:0:1A", "id": mark, "label": "1A 一号单"}, hx_request="true")
    answer(sqlite_db, conversation, "这次哪一张?", now=clock(), buttons=(("1A 二号单", "-:0:1A"),))
    page = browser.get("/chat").text
    assert "<p>1A 一号单</p>" in page, "what was pressed"
    assert "✓ 1A 一号单" in page
    assert "1A 二号单</button>" in page, "this one was not"


def test_a_personal_link_proves_the_customer(visit: Open, sqlite_db: Database, clock: Clock) -> None:
    with sqlite_db.begin() as tx:
        link = visitors.make_link(tx, "D001", now=clock(), expires_at=clock() + timedelta(days=1))
    browser = visit(opened=False)
    answer = browser.get(f"/chat/k/{link}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/chat")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "secure" not in cookie.lower()
    assert "林小橙" in browser.get("/chat").text
    write(browser, "两箱")
    (envelope,) = kept(sqlite_db)
    assert (envelope.customer_code, envelope.sender_name, envelope.proven) == ("D001", "林小橙", True)
    clock.now += timedelta(days=2)
    assert visit().get(f"/chat/k/{link}").status_code == 404
    assert visit().get("/chat/k/guessed").status_code == 404


def test_a_link_of_another_customer_begins_a_conversation_of_its_own(
    visit: Open, sqlite_db: Database, clock: Clock
) -> None:
    with sqlite_db.begin() as tx:
        first, second = (visitors.make_link(tx, code, now=clock()) for code in ("D001", "X001"))
    browser = visit()
    write(browser, "问一下", "as-stranger")
    browser.get(f"/chat/k/{first}")
    write(browser, "橙子的", "as-d001-1")
    browser.get(f"/chat/k/{second}")
    write(browser, "lakeside", "as-x001-1")
    assert "橙子的" not in browser.get("/chat").text
    stranger, orange, lakeside = kept(sqlite_db)
    assert stranger.conversation == orange.conversation != lakeside.conversation
    assert [each.customer_code for each in (stranger, orange, lakeside)] == [None, "D001", "X001"]


def by_link(visit: Open, db: Database, clock: Clock) -> AsgiClient:
    """A browser that came by a personal link of D001."""
    with db.begin() as tx:
        link = visitors.make_link(tx, "D001", now=clock())
    browser = visit()
    browser.get(f"/chat/k/{link}")
    return browser


def test_a_code_of_another_customer_begins_a_conversation_of_its_own_too(
    visit: Open, sqlite_db: Database, clock: Clock
) -> None:
    browser = by_link(visit, sqlite_db, clock)
    write(browser, "橙子的", "as-d001-1")
    browser.post("/chat/code", {"address": "orders@lakeside-home.example"})
    assert browser.post("/chat/code/check", {"code": code_of(sqlite_db)}).status_code == 303
    assert "橙子的" not in browser.get("/chat").text
    write(browser, "lakeside", "as-x001-1")
    orange, lakeside = kept(sqlite_db)
    assert orange.conversation != lakeside.conversation
    assert [each.customer_code for each in (orange, lakeside)] == ["D001", "X001"]
    with sqlite_db.read() as tx:
        before = visitors.get(tx, orange.conversation.removeprefix("webchat:"))
    assert before is not None
    assert before.customer_code == "D001", "who that was is still who that was"


def code_of(db: Database) -> str:
    with db.read() as tx:
        (item, *_) = [each for each in outbox.recent(tx) if each.kind == "code"]
    (found,) = re.findall(r"^(\d{6})$", item.text, re.MULTILINE)
    return str(found)


def test_a_code_to_the_address_on_file_proves_the_customer(visit: Open, sqlite_db: Database) -> None:
    browser = visit()
    browser.post("/chat/code", {"address": "Lin@Chengzi-Mart.example"})
    with sqlite_db.read() as tx:
        (item,) = outbox.recent(tx)
    assert (item.channel, item.to, item.kind) == ("email", "lin@chengzi-mart.example", "code")
    assert item.subject == "蓝屋家居：您的登录验证码"
    code = code_of(sqlite_db)
    wrong = browser.post("/chat/code/check", {"code": f"{(int(code) + 1) % 1_000_000:06d}"})
    assert wrong.status_code == 422
    assert "不对或已过期" in wrong.text
    assert browser.get("/chat/code/check?lang=zh").status_code == 200, "the language switch leads here"
    assert browser.post("/chat/code/check", {"code": f" {code[:3]} {code[3:]} "}).status_code == 303
    write(browser, "两箱")
    assert kept(sqlite_db)[0].customer_code == "D001"
    assert visit().post("/chat/code/check", {"code": code}).status_code == 422, "it is this visitor's alone"


def test_nobody_learns_whether_an_address_is_on_file(visit: Open, sqlite_db: Database) -> None:
    known = visit().post("/chat/code", {"address": "lin@chengzi-mart.example"})
    unknown = visit().post("/chat/code", {"address": "nobody@elsewhere.example"})
    empty = visit().post("/chat/code", {"address": "@"})
    assert known.text == unknown.text == empty.text
    assert known.status_code == unknown.status_code
    with sqlite_db.read() as tx:
        assert len(outbox.recent(tx)) == 1


def test_a_code_ends_after_its_time_and_after_few_attempts(
    visit: Open, sqlite_db: Database, clock: Clock
) -> None:
    browser = visit()
    browser.post("/chat/code", {"address": "lin@chengzi-mart.example"})
    code = code_of(sqlite_db)
    clock.now += timedelta(minutes=11)
    assert browser.post("/chat/code/check", {"code": code}).status_code == 422
    browser.post("/chat/code", {"address": "lin@chengzi-mart.example"})
    code = code_of(sqlite_db)
    for _ in range(5):
        browser.post("/chat/code/check", {"code": "not it"})
    assert browser.post("/chat/code/check", {"code": code}).status_code == 422


def test_codes_are_not_sent_without_end(visit: Open, sqlite_db: Database) -> None:
    browser = visit()
    for _ in range(12):
        last = browser.post("/chat/code", {"address": "lin@chengzi-mart.example"})
    assert last.status_code == 429
    with sqlite_db.read() as tx:
        assert len(outbox.recent(tx)) == 5


@pytest.mark.parametrize(("chat", "reached"), [("50001", True), ("-1001234", False)])
def test_a_code_goes_to_the_telegram_chat_on_file_but_to_no_group(
    visit: Open, sqlite_db: Database, clock: Clock, chat: str, reached: bool
) -> None:
    with sqlite_db.begin() as tx:
        inbox.keep(
            tx,
            Envelope(
                "telegram", "telegram:1/1", f"telegram:{chat}", "@shunhe_rizha", chat, clock(), "hi", b"x",
                customer_code="D004",
            ),
        )  # fmt: skip
    visit().post("/chat/code", {"address": "@Shunhe_Rizha"})
    with sqlite_db.read() as tx:
        found = [(item.channel, item.to) for item in outbox.recent(tx)]
    assert found == ([("telegram", chat)] if reached else [])


@pytest.mark.parametrize(("wrote", "reached"), [("@shunhe_rizha", True), ("@left_the_company", False)])
def test_a_code_goes_to_no_chat_of_who_had_the_handle_before(
    visit: Open, sqlite_db: Database, clock: Clock, wrote: str, reached: bool
) -> None:
    with sqlite_db.begin() as tx:
        inbox.keep(
            tx,
            Envelope("telegram", "telegram:1/1", "telegram:50001", wrote, "50001", clock(), "hi", b"x"),
        )
        # As it stands since the file named another handle for this customer.
        conversations.identify(tx, "telegram:50001", "D004")
    visit().post("/chat/code", {"address": "@Shunhe_Rizha"})
    with sqlite_db.read() as tx:
        assert bool(outbox.recent(tx)) is reached


def test_who_came_by_a_link_that_was_revoked_is_a_stranger_again(
    visit: Open, sqlite_db: Database, clock: Clock
) -> None:
    browser = by_link(visit, sqlite_db, clock)
    write(browser, "两箱", "as-d001-1")
    with sqlite_db.begin() as tx:
        visitors.revoke_links(tx, "D001")
        assert not conversations.of_customer(tx, "D001"), "a person's words to D001 do not go there"
    write(browser, "再来两箱", "as-nobody")
    assert [each.customer_code for each in kept(sqlite_db)] == ["D001", None]


def test_signing_out_leaves_a_stranger(visit: Open, sqlite_db: Database, clock: Clock) -> None:
    browser = by_link(visit, sqlite_db, clock)
    browser.post("/chat/leave")
    assert COOKIE not in browser.cookies
    assert "我是老客户" in browser.get("/chat").text


def test_other_sites_cannot_write_for_a_visitor(visit: Open, sqlite_db: Database) -> None:
    browser = visit()
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site", "origin": "http://127.0.0.1:8080"},
    ):
        assert write(browser, "x", **headers).status_code == 403
    assert not kept(sqlite_db)
    assert (
        write(browser, "x", origin="http://127.0.0.1:8080", sec_fetch_site="same-origin").status_code == 303
    )


def test_a_name_that_is_not_ours_is_refused(visit: Open) -> None:
    browser = visit()
    assert browser.get("/chat", host="rebound.evil.example").status_code == 421
    assert browser.get("/chat", host="localhost:8080").status_code == 200
    assert browser.get("/chat", host="[::1]:8080").status_code == 200
    public = visit(public_url="https://orders.example.cn")
    assert public.get("/chat").status_code == 200
    assert "secure" in public.get("/chat?lang=en").headers["set-cookie"].lower()
    assert write(public, "x", origin="https://orders.example.cn", host="127.0.0.1").status_code == 303


def test_what_other_servers_post_to_may_be_called_by_any_name(visit: Open) -> None:
    browser = visit()
    assert browser.post("/telegram", host="bot.example.cn", origin="https://x.example").status_code == 404
    assert browser.get("/telegram", host="bot.example.cn").status_code == 421
    assert browser.post("/chat/messages", host="bot.example.cn").status_code == 421


def test_many_visitors_by_ipv4_are_not_one_on_a_socket_for_both(visit: Open) -> None:
    def come(client: str) -> int:
        return int(
            visit(client=client, opened=False, public_url="https://o.example").get("/chat").status_code
        )

    assert [come("::ffff:198.51.100.7") for _ in range(61)][59:] == [200, 429]
    assert come("::ffff:198.51.100.8") == 200
    assert [come("2001:db8:1:2::7") for _ in range(61)][59:] == [200, 429]
    assert come("2001:db8:1:2::8") == 429, "a customer of a provider has a whole /64"


def test_pages_forbid_scripts_of_others(visit: Open) -> None:
    headers = visit().get("/chat").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


def test_too_much_and_too_fast_are_refused_and_said(visit: Open, sqlite_db: Database) -> None:
    browser = visit(messages_a_minute=3, max_text=100)
    long = write(browser, "长" * 101, hx_request="true")
    assert long.status_code == 413
    assert "太长" in long.text
    assert write(browser, "x" * 9_000).status_code == 413
    assert browser.post("/chat/code", {"address": "x" * 100_000}).status_code == 200
    statuses = [write(browser, "字", f"fast-{number}").status_code for number in range(5)]
    assert statuses == [303, 303, 303, 429, 429]
    assert len(kept(sqlite_db)) == 3


def test_an_empty_message_is_none(visit: Open, sqlite_db: Database) -> None:
    browser = visit()
    assert write(browser, " \n ").status_code == 303
    assert write(browser, " ", hx_request="true").status_code == 422
    assert not kept(sqlite_db)


def test_without_a_cookie_one_is_sent_to_the_page(visit: Open, sqlite_db: Database) -> None:
    browser = visit(opened=False)
    assert write(browser, "x").headers["location"] == "/chat"
    assert write(browser, "x", hx_request="true").headers["hx-redirect"] == "/chat"
    assert not kept(sqlite_db)


def test_many_new_visitors_from_one_place_have_to_wait(visit: Open) -> None:
    statuses = [
        visit(client="198.51.100.7", opened=False, public_url="https://o.example").get("/chat").status_code
        for _ in range(61)
    ]
    assert statuses[59:] == [200, 429]
    assert (
        visit(client="198.51.100.8", opened=False, public_url="https://o.example").get("/chat").status_code
        == 200
    )


def test_the_playground_lets_one_be_anybody_and_go_back(visit: Open, sqlite_db: Database) -> None:
    browser = visit(playground=True)
    browser.post("/chat/be", {"persona": "D001"})
    write(browser, "橙子的订单", "id-d001")
    browser.post("/chat/be", {"persona": "rep:苏敏"})
    page = browser.get("/chat").text
    assert "橙子的订单" not in page
    assert '<option value="rep:苏敏" selected>' in page
    write(browser, "替橙子下单", "id-rep-1")
    browser.post("/chat/be", {"persona": "NONSENSE"})
    write(browser, "陌生人", "id-none-1")
    browser.post("/chat/be", {"persona": "D001"})
    assert "橙子的订单" in browser.get("/chat").text
    customer, rep, stranger = kept(sqlite_db)
    assert customer.customer_code == "D001"
    assert (rep.sender_address, rep.sender_name, rep.proven) == ("sumin@lanwu-home.example", "苏敏", True)
    assert rep.customer_code is None
    assert (stranger.customer_code, stranger.proven) == (None, None)


def test_without_the_playground_nobody_chooses(visit: Open) -> None:
    browser = visit()
    assert browser.post("/chat/be", {"persona": "D001"}).status_code in {404, 405}
    assert "persona" not in browser.get("/chat").text


@pytest.mark.parametrize("told", [{"host": "0.0.0.0"}, {"public_url": "https://o.example"}])
def test_the_playground_is_for_this_machine_only(told: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="playground"):
        WebSettings(playground=True, **told)  # type: ignore[arg-type]
    assert not WebSettings(**told).console  # type: ignore[arg-type]
    assert WebSettings().console


def test_the_language_follows_the_browser_and_the_switch(visit: Open) -> None:
    browser = visit()
    assert "在线下单" in browser.get("/chat").text
    assert "Order by chat" in browser.get("/chat", accept_language="en-US,zh;q=0.5").text
    assert "Order by chat" in browser.get("/chat?lang=en").text
    assert "Order by chat" in browser.get("/chat").text, "it is remembered"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "zh"), ("en", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("de-DE,en;q=0.7,zh;q=0.3", "en"),
     ("fr", "zh"), ("en;q=0,zh", "zh"), ("en;q=x, zh;q=0.1", "zh"), ("*", "zh")],
)  # fmt: skip
def test_the_preferred_language(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


def test_both_languages_have_the_same_words_and_every_template_compiles() -> None:
    told = tomllib.loads(files("bot.channels").joinpath("pages/words.toml").read_text("utf-8"))
    assert told["zh"].keys() == told["en"].keys()
    names = environment().list_templates(extensions=["html", "j2"])
    for name in names:
        environment().get_template(name)
    plain = {name.partition("/")[2] for name in names if name.startswith("zh/")}
    assert plain == {name.partition("/")[2] for name in names if name.startswith("en/")}


def test_the_sender_delivers_to_visitors_only(sqlite_db: Database, clock: Clock, visit: Open) -> None:
    browser = visit()
    write(browser, "x")
    conversation = kept(sqlite_db)[0].conversation
    sender = WebchatSender(sqlite_db)
    for target, known in ((conversation, True), ("webchat:nobody", False)):
        number = answer(sqlite_db, target, f"to {target}", now=clock())
        with sqlite_db.read() as tx:
            item = outbox.get(tx, number)
        assert item is not None
        if known:
            assert sender.send(item) == f"{conversation}/{number}"
        else:
            with pytest.raises(ChannelError) as refused:
                sender.send(item)
            assert refused.value.permanent


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1:8080", "127.0.0.1"),
        ("LOCALHOST", "localhost"),
        ("[::1]:80", "::1"),
        ("a.b.:1", "a.b"),
        ("", ""),
    ],
)
def test_names_of_hosts(host: str, name: str) -> None:
    assert host_name(host) == name


def test_limits_forget_after_their_time() -> None:
    now = [0.0]
    limits = Limits(monotonic=lambda: now[0], most=2)
    assert [limits.allow("a", times=2, within=10) for _ in range(3)] == [True, True, False]
    now[0] = 11
    assert limits.allow("a", times=2, within=10)
    assert all(limits.allow(who, times=1, within=10) for who in "bcd")


def test_where_there_is_no_console_the_root_leads_to_the_chat(visit: Open) -> None:
    assert visit().get("/").headers["location"] == "/chat"


def tail(page: str) -> str:
    (path,) = re.findall(r'hx-get="(/chat/news\?after=[0-9.]+)', page)
    return str(path)
