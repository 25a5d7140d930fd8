"""Commands in the staff's chat: the moves of the command line, by whoever may make them, once, and told line by line."""

import random
import re
import string
import tomllib
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import bot.desk
from bot.desk import staffcommands
from bot.desk.staffcommands import Command, commands
from store import inbox, order_events, orders, outbox, reasons, scripts
from store.database import Database
from tests.desk.staffed import ANNA, CHAT, WANG, ZHAO, ordered, staffed, told, writes

SF = "SF1234567890123"
OWN = tomllib.loads(files("bot.desk").joinpath("staffcommands.toml").read_text("utf-8"))
WORDS = tomllib.loads(files("bot.desk").joinpath("staffwords.toml").read_text("utf-8"))


def test_an_order_goes_to_the_door_in_the_chat(db: Database) -> None:
    house = staffed(db)
    number = ordered(house)
    for text, answer, status in (
        (f"/pack {number}", "已包装", "packed"),
        (f"/ship {number} {SF}", f"已发货（sf {SF}）", "shipped"),
        (f"/deliver@jiedan_bot {number.lower()} 前台 李姐", "已签收", "delivered"),
    ):
        assert told(house, ZHAO, text) == f"✓ {number} {answer}"
        assert house.order(number).status == status
    with db.read() as tx:
        history = orders.history(tx, number)
    assert [(one.by, one.channel, one.data.get("signed_by")) for one in history[-3:]] == [
        ("赵力", "staff", None),
        ("赵力", "staff", None),
        ("赵力", "staff", "前台 李姐"),
    ]
    assert told(house, ZHAO, f"/deliver {number} 王店长") == f"✓ {number} 已签收，签收人：王店长"
    with db.read() as tx:
        kept = scripts.order_json(tx, number)
    assert kept is not None
    assert kept["signed_by"] == "王店长"
    assert house.order(number).shipments[0].tracking_number == SF


def test_the_customer_hears_what_the_chat_did(db: Database) -> None:
    house = staffed(db)
    number = ordered(house)
    out = writes(house, ZHAO, f"/ship {number} {SF} 顺丰")
    assert [one.kind for one in out] == ["staff", "push"]
    assert SF in out[1].text


@pytest.mark.parametrize(
    ("words", "mode", "insurance"),
    [
        ("SF1234567890123 顺丰 空运 保价 5000 元", "air", "5000 元"),
        ("顺丰 SF1234567890123 陆运", "road", None),
        ("SF1234567890123 insured: USD 900", None, "USD 900"),
        ("SF1234567890123 投保", None, "投保"),
    ],
)
def test_a_parcel_is_shipped_with_how_it_travels(
    sqlite_db: Database, words: str, mode: str | None, insurance: str | None
) -> None:
    house = staffed(sqlite_db)
    number = ordered(house)
    assert told(house, ZHAO, f"/ship {number} {words}") == f"✓ {number} 已发货（sf {SF}）"
    (shipment,) = house.order(number).shipments
    assert (shipment.carrier, shipment.tracking_number) == ("sf", SF)
    assert (shipment.mode, shipment.insurance) == (mode, insurance)
    if insurance:
        assert insurance in told(house, ANNA, f"/order {number}")


@pytest.mark.parametrize(
    ("who", "text", "answer"),
    [
        (ZHAO, "/cancel {n} 不要了", "/cancel：您没有“审核”权限，没有执行。"),
        (ZHAO, "/advance {n} 已取消", "/advance {n}：您没有“审核”权限，没有执行。"),
        (ZHAO, "/accept 1", "/accept：您没有“审核”权限，没有执行。"),
        (ZHAO, "/new C001 橙汁5箱", "/new：您没有“录单”权限，没有执行。"),
        (ZHAO, "/say C001 你好", "/say：您没有“与客户对话”权限，没有执行。"),
        (ZHAO, "/assign {n} 仓库", "/assign：您没有“分配”权限，没有执行。"),
        (ZHAO, "/breach {n} x", "/breach：您没有“违规处理”权限，没有执行。"),
        (ANNA, "/pack {n}", "/pack: you do not have the role “move”; not done."),
        (ANNA, "/发货 {n} SF1", "/发货: you do not have the role “move”; not done."),
    ],
)
def test_who_may_not_is_told_in_one_line_and_nothing_moves(
    sqlite_db: Database, who: int, text: str, answer: str
) -> None:
    house = staffed(sqlite_db)
    number = ordered(house)
    before = house.order(number)
    assert told(house, who, text.format(n=number)) == answer.format(n=number)
    assert house.order(number) == before


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("/pack SO-20200101-0001", "✗ SO-20200101-0001：没有订单 SO-20200101-0001"),
        ("/pack 橙汁", "✗ /pack 橙汁：没有订单 橙汁"),
        ("/pack", "写法：/pack 订单号… — 已包装"),
        ("/hold {n}", "✗ {n}：需要写原因"),
        ("/release {n}", "✗ {n}：没有暂停（现在已接收）"),
        (
            "/ship {n}",
            "写法：/ship 订单号 运单号 [快递公司] [空运|海运|陆运|铁路] [保价 金额] — 已发货；自己配送：/ship 订单号 自送",
        ),
        ("/ship {n} 123", "✗ {n}：看不出运单号 123 是哪家快递，请写明快递公司"),
        ("/advance {n} 飞走了", "✗ {n}：没有“飞走了”这个状态"),
        ("/accept 99", "✗ /accept 99：没有待办 99"),
        ("/review x", "✗ /review x：没有待办 x"),
        ("/take D999", "✗ /take D999：没有客户或会话 D999"),
        ("/handback C001", "✗ /handback C001：C001 没有被接管"),
        ("/assign {n} 火星部", "✗ {n}：没有“火星部”这个人或部门；有：仓库、采购、王芳、赵力、Anna"),
        ("/book 1", "✗ /book 1：没有编号为 1 的电话订单"),
        ("/new D999 橙汁5箱", "✗ /new D999 橙汁5箱：没有客户 D999"),
        ("/fly {n}", "没有 /fly 这个指令；/help 可查看您能用的指令。"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_clear_line(sqlite_db: Database, text: str, zh: str) -> None:
    house = staffed(sqlite_db)
    number = ordered(house)
    before = house.order(number)
    assert told(house, WANG, text.format(n=number)) == zh.format(n=number)
    assert house.order(number) == before


def test_what_the_table_forbids_says_what_it_allows_in_the_readers_language(sqlite_db: Database) -> None:
    people: dict[str, Any] = {
        "person": [{"name": "Anna", "telegram": ANNA, "language": "en", "roles": ["look", "move"]}]
    }
    house = staffed(sqlite_db, people=people)
    number = ordered(house)
    told(house, ANNA, f"/ship {number} {SF}")
    said = told(house, ANNA, f"/advance {number} purchasing")
    shipped, buying = (house.desk.templates.state(code, "en") for code in ("shipped", "purchasing"))
    assert said.startswith(f"✗ {number}: it is {shipped} and cannot become {buying}; possible: ")
    assert "\n" not in said


def test_nobody_unknown_moves_anything_by_whatever_name(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    number = ordered(house)
    before = house.order(number)
    said = told(house, 66_666, f"/cancel {number} x", sender_name="王芳")
    assert said.startswith("我不认识您的账号（编号 66666），没有执行任何操作")
    assert house.order(number) == before


def test_many_moves_in_one_message_are_told_one_by_one(db: Database) -> None:
    house = staffed(db)
    one, two, three = (
        ordered(house, f"{what}，送店里") for what in ("橙汁450ml 5箱", "绿茶500ml 3箱", "矿泉水550ml 4箱")
    )
    said = told(
        house, WANG, f"/ship\n{one} {SF}\nSO-20200101-0001 {SF}\n/pack {two} {three} {one}\n/hold {two}"
    )
    assert said.splitlines() == [
        f"✓ {one} 已发货（sf {SF}）",
        "✗ SO-20200101-0001：没有订单 SO-20200101-0001",
        f"✓ {two} 已包装",
        f"✓ {three} 已包装",
        f"✓ {one} 已包装",  # the table allows it: not handed over after all
        f"✗ {two}：需要写原因",
        "共 6 条：完成 4，未完成 2",
    ]
    assert house.order(two).status == house.order(three).status == "packed"


def test_too_many_are_refused_before_the_first(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    number = ordered(house)
    said = told(house, WANG, "\n".join([f"/pack {number}"] * 51))
    assert said == "一条消息最多 50 条指令，这条有 51 条，一条也没有执行。"
    assert house.order(number).status == "received"


def test_an_update_that_comes_again_does_nothing_more(db: Database) -> None:
    house = staffed(db)
    number = ordered(house)
    told(house, WANG, f"/pack {number}", source="telegram:777000/twice")
    assert writes(house, WANG, f"/pack {number}", source="telegram:777000/twice") == ()
    with db.read() as tx:
        assert [one.kind for one in orders.history(tx, number)][1:] == ["status_advanced"]


def test_an_edited_command_and_a_machines_do_nothing(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    number = ordered(house)
    assert told(house, WANG, f"/pack {number}", edited=True) == "修改过的指令不会再执行，请重新发送。"
    assert writes(house, WANG, f"/pack {number}", automated="a Telegram bot wrote it") == ()
    assert house.order(number).status == "received"


def test_help_lists_what_this_person_may_do(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    mine, hers = told(house, WANG, "/help"), told(house, ANNA, "/help", chat=None)
    for name, needs in staffcommands.names().items():
        assert f"\n/{name} " in mine
        assert (f"\n/{name} " in hers) == (needs in {None, "look"}), name
    assert told(house, ANNA, "/whoami") == (
        f"You are Anna; Telegram number {ANNA}; roles: look; departments: nothing"
    )


def test_orders_are_shown_and_listed(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    number = ordered(house)
    shown = told(house, ANNA, f"/order {number}")
    assert shown.splitlines()[:2] == [
        f"{number} {house.desk.templates.state('received', 'en')} Baiwei Convenience Store",
        "· Orange juice 450ml 5 箱 ¥225.00",
    ]
    assert "Total: ¥225.00" in shown
    assert number in told(house, WANG, "/list")
    assert number in told(house, WANG, "/list 已接收")
    assert told(house, WANG, "/list packed") == "没有这样的订单"
    assert told(house, ZHAO, "/mine") == "没有这样的订单"
    told(house, WANG, f"/assign {number} 仓库")
    assert number in told(house, ZHAO, "/mine")


def test_what_waits_for_a_person_is_decided_in_the_chat(db: Database) -> None:
    house = staffed(db, threshold=1.0)
    house.telegram("@baiwei_shop", "橙汁450ml 5箱，送店里")
    (review,) = house.reviews()
    waiting = told(house, WANG, "/reviews")
    assert f"{review.id}. @baiwei_shop" in waiting
    # In the words of the one who reads it, not in those of the program.
    assert reasons.known(review.reason)
    assert reasons.told(review.reason, "zh") in waiting
    shown = writes(house, WANG, f"/review {review.id}")[0]
    assert "橙汁450ml 5箱" in shown.text
    assert [data for _, data in shown.buttons] == [f"/accept {review.id}", f"/reject {review.id}"]
    out = writes(house, WANG, f"/accept {review.id}")
    (order,) = house.orders()
    assert [one.text for one in out if one.kind == "staff"] == [
        f"✓ 待办 {review.id} 已处理：{order.order_no} 已接收"
    ]
    assert "receipt" in [one.kind for one in out]
    assert told(house, WANG, f"/reject {review.id}") == (
        f"✗ /reject {review.id}：待办 {review.id} 已由 王芳 处理"
    )
    assert told(house, WANG, "/reviews") == "没有待办"


@pytest.mark.parametrize(
    ("mail", "zh"),
    [
        ({"text": "橙汁450ml 5箱，送店里", "proven": False}, "不能证实 chenmin@baiwei.example.cn 就是邮件上写的人，请手工录入"),
        ({"text": "见附件", "files": (("单.xlsx", "application/vnd.ms-excel", b"x" * 5000),)}, "这条消息没有读出内容（"),
    ],
)  # fmt: skip
def test_why_nothing_can_be_accepted_is_told_in_the_readers_language(
    sqlite_db: Database, mail: dict[str, Any], zh: str
) -> None:
    house = staffed(sqlite_db)
    house.mail("chenmin@baiwei.example.cn", mail.pop("text"), **mail)
    (review,) = house.reviews()
    said = told(house, WANG, f"/accept {review.id}")
    assert said.startswith(f"✗ /accept {review.id}：{zh}")
    assert not re.search("[a-z]{3,} [a-z]{2,} [a-z]{2,}", said), said
    assert house.reviews() == (review,)


def test_a_conversation_is_taken_over_and_handed_back(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    ordered(house)
    assert told(house, WANG, "/take C001") == "✓ C001 由您接管，机器人不再回复"
    out = writes(house, WANG, "/say C001 周五前都能送到。\n还需要别的吗？")
    assert [(one.kind, one.text) for one in out if one.kind == "say"] == [
        ("say", "周五前都能送到。\n还需要别的吗？")
    ]
    assert house.telegram("@baiwei_shop", "再来绿茶500ml 3箱，送店里") == ()
    assert told(house, WANG, "/handback C001 done") == "✓ C001 已交还机器人"
    assert house.reviews() == ()


def test_a_telephone_order_is_shown_first_and_booked_once(db: Database) -> None:
    house = staffed(db)
    (shown,) = writes(house, WANG, "/new C001 橙汁450ml 5箱\n送店里")
    assert shown.text.startswith("C001 百味便利店 的电话订单（还没有记下）：\n记下后：新订单，已接收")
    assert "橙汁 450ml 5 箱" in shown.text
    assert house.orders() == ()
    ((label, data),) = shown.buttons
    assert label == "记下"
    out = writes(house, WANG, data)
    (order,) = house.orders()
    assert [one.text for one in out if one.kind == "staff"] == [f"✓ 已记下：{order.order_no} 已接收"]
    assert "receipt" in [one.kind for one in out]
    assert [line.sku for line in order.lines] == ["BV-OJ-450"]
    with db.read() as tx:
        (event, *_) = orders.history(tx, order.order_no)
    assert (event.by, event.channel, order.customer.code) == ("王芳", "staff", "C001")
    assert told(house, WANG, data) == f"✗ {data}：已经记下了，不会再记一次"
    assert len(house.orders()) == 1


def test_a_telephone_order_that_is_not_clear_shows_what_would_be_asked(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    (shown,) = writes(house, WANG, "/new C001 可乐3箱，送店里")
    assert "还有问题要问，订单待澄清" in shown.text
    assert "可乐 330ml" in shown.text
    assert "可乐 500ml" in shown.text
    assert house.orders() == ()
    with sqlite_db.read() as tx:
        assert {one.channel for one in outbox.recent(tx, limit=99)} == {"telegram"}
        assert len(inbox.recent(tx, limit=99)) == 1


def test_what_is_booked_is_only_what_was_heard_in_this_chat(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    (shown,) = writes(house, WANG, "/new C001 橙汁450ml 5箱，送店里", chat=None)
    ((_, data),) = shown.buttons
    assert told(house, WANG, data).endswith("的电话订单")
    house.telegram("@baiwei_shop", "/new C001 橙汁450ml 5箱，送店里")
    number = house.last().id
    assert told(house, WANG, f"/book {number}").endswith("的电话订单")
    assert all(one.channel != "staff" for one in house.orders())


def test_commands_do_not_count_as_a_reps_messages(sqlite_db: Database) -> None:
    house = staffed(sqlite_db, hourly_cap=3)
    for _ in range(5):
        told(house, WANG, "/help", chat=None)
    out = house.telegram("@baiwei_shop", "橙汁450ml 5箱，送店里", chat=str(WANG))
    assert [one.kind for one in out] == ["receipt"]


def test_what_somebody_writes_before_a_command_is_not_joined_with_it(sqlite_db: Database) -> None:
    house = staffed(sqlite_db, chat_window=3)
    number = ordered_later(house)
    assert house.order(number).status == "packed"


def ordered_later(house: Any) -> str:
    house.telegram("@baiwei_shop", "橙汁450ml 5箱，送店里", chat=str(WANG))
    house.later(seconds=1)
    writes(house, WANG, "/help", chat=None)
    house.later(seconds=5)
    house.work()
    (order,) = house.orders()
    assert told(house, WANG, f"/pack {order.order_no}", chat=None).startswith("✓")
    return str(order.order_no)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_written_is_answered_and_breaks_nothing(sqlite_db: Database, seed: int) -> None:
    house = staffed(sqlite_db)
    number = ordered(house)
    before = house.order(number)
    dice = random.Random(seed)
    pieces = ["/ship", "/order", "/", "//", "/new", "/book", "\n", " ", "C001", "\x00", "\ud800", "９" * 30, "{}", "{0.x}", "%s", "💧", "-", "SO-１", "/hold", "/close", "/assign", "﻿", *string.punctuation]  # fmt: skip
    for _ in range(6):
        text = "/list " + "".join(dice.choice(pieces) for _ in range(30))
        assert [one.kind for one in writes(house, ANNA, text)] == ["staff"]
    assert house.order(number) == before


@pytest.mark.parametrize(("text", "name"), OWN["samples"]["valid"].items())
def test_what_is_a_command(text: str, name: str) -> None:
    (found,) = commands(text)
    assert found.name == name
    assert staffcommands.known(text)


@pytest.mark.parametrize("text", OWN["samples"]["invalid"]["words"])
def test_what_is_none(text: str) -> None:
    assert not staffcommands.known(text)


def test_lines_below_a_command_are_its_own_or_its_text() -> None:
    assert commands("/ship\nSO-1 a\n\nSO-2 b\n/say C001 x\ny") == (
        Command("ship", "ship", "SO-1 a"),
        Command("ship", "ship", "SO-2 b"),
        Command("say", "say", "x".join(["C001 ", "\ny"])),
    )


def test_both_languages_say_the_same() -> None:
    def fields(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    zh, en = WORDS["zh"], WORDS["en"]
    assert zh.keys() == en.keys()
    for key, text in zh.items():
        if isinstance(text, dict):
            assert text.keys() == en[key].keys(), key
        else:
            assert fields(text) == fields(en[key]), key
    assert set(zh["help"]) == set(staffcommands.names())
    for words in (zh, en):
        for name, usage in words["help"].items():
            assert usage.startswith(f"/{name} ") and staffcommands.known(usage), usage  # noqa: PT018


def test_each_word_is_of_one_command() -> None:
    words = [word for told in OWN["command"].values() for word in told["words"]]
    assert len(words) == len(set(words))
    assert all(word == word.casefold() for word in words)


def test_a_group_of_staff_is_no_customer(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    told(house, WANG, "/help")
    with sqlite_db.read() as tx:
        assert outbox.recent(tx, limit=1)[0].to == str(CHAT)


def test_every_refusal_has_its_line_and_every_line_its_refusal() -> None:
    house = Path(bot.desk.__file__).parent
    sources = "".join(
        path.read_text("utf-8")
        for path in (
            *(house / f"{name}.py" for name in ("progress", "parcels", "moves", "reviews", "conversations", "entering", "telephone", "delays", "deliveries", "rerouting")),
            *house.glob("staff*.py"),
            Path(order_events.__file__),
        )
    )  # fmt: skip
    given = set(re.findall(r'code="(\w+)"', sources)) | {"cannot_become", "final", "stale"}
    given |= {f"breach_{stage}" for stage in ("reported", "investigated")}
    assert {f"refused_{code}" for code in given} == {key for key in WORDS["zh"] if key.startswith("refused_")}
