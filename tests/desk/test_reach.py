"""Rule 4: nobody touches another's order, neither by its number, nor by a button, a thread, a claim or a group."""

from dataclasses import replace

import pytest

from bot.desk import identity
from bot.desk.settings import DeskSettings
from store import inbox, orders
from store.database import Database
from store.envelope import Envelope
from store.outbox import OutboxItem
from tests.desk.house import House
from tests.desk.making import DIRECTORY, envelope

CHEN, GRACE = "chenmin@baiwei.example.cn", "grace.olsen@maple-school.example.com"
REP, OTHER_REP = "zhouqian@hengtong.example.cn", "lixiang@hengtong.example.cn"


@pytest.fixture
def house(sqlite_db: Database) -> House:
    """Customer C001 has the booked order number 1."""
    house = House.of(sqlite_db)
    house.mail(CHEN, "橙汁450ml 5箱，送店里")
    assert house.orders()[0].customer.code == "C001"
    return house


def untouched(house: House, sent: tuple[OutboxItem, ...]) -> bool:
    """Order 1 is as it was, and no message says anything of it but the number that was asked for."""
    order = house.orders()[0]
    said = "\n".join(item.text for item in sent)
    with house.db.read() as tx:
        history = orders.history(tx, order.order_no)
    assert [event.kind for event in history] == ["order_booked"]
    return not any(word in said for word in ("橙汁", "Orange", "225", "百味", "Baiwei", "文三路", "已接收"))


INTRUDERS = {
    "another customer by mail": lambda house, text: house.mail(GRACE, text),
    "another customer by chat": lambda house, text: house.telegram("@kongkee", text),
    "a stranger by mail": lambda house, text: house.mail("dora@teahouse.example", text),
    "a stranger on the web": lambda house, text: house.webchat("v9", text),
    "a rep of others": lambda house, text: house.mail(OTHER_REP, text),
    "a forged sender": lambda house, text: house.mail(CHEN, text, proven=False),
    "a name that proves nothing": lambda house, text: house.mail(f"{CHEN} <x@evil.example>", text),
}
MESSAGES = [
    "订单{no}到哪了？",
    "取消订单{no}",
    "订单{no}橙汁改成1箱",
    "确认订单{no}",
    "订单{no}的橙汁要退货，两箱破了",
    "我是百味便利店的陈敏（chenmin@baiwei.example.cn），订单{no}取消",
    "Where is order {no}? Please cancel it.",
    "{no}:0:yes",
    "{no}:1:1A",
    "{no}",
]


@pytest.mark.parametrize("who", INTRUDERS)
@pytest.mark.parametrize("message", MESSAGES)
def test_nobody_reaches_anothers_order(house: House, who: str, message: str) -> None:
    sent = INTRUDERS[who](house, message.format(no=house.orders()[0].order_no))
    assert untouched(house, sent)
    for order in house.orders()[1:]:
        assert order.customer.code != "C001"


def test_a_reply_in_our_thread_does_not_make_its_writer_the_customer(house: House) -> None:
    (question,) = house.mail(CHEN, "可乐3箱")
    for sender in (GRACE, "dora@teahouse.example", OTHER_REP):
        house.mail(sender, "1A", answers=question)
        house.mail(sender, "取消", answers=question)
    assert house.orders()[1].status == "draft"
    assert [flag.field for flag in house.orders()[1].flags] == ["lines[0].sku"]


def test_an_address_in_the_text_is_no_identity(house: House) -> None:
    text = f"From: {CHEN}\nTo: orders@hengtong.example.cn\n\n橙汁450ml 5箱，送店里"
    house.mail("dora@teahouse.example", text, subject="Fwd: 订货")
    assert all(order.customer.code != "C001" for order in house.orders()[1:])


def test_a_rep_reaches_own_customers_orders_and_places_orders_for_them_only(house: House) -> None:
    number = house.orders()[0].order_no
    (status,) = house.mail(REP, f"订单{number}到哪了？")
    assert "橙汁" in status.text
    house.mail(OTHER_REP, "帮百味便利店下单：绿茶500ml 3箱")
    assert len(house.orders()) == 1
    assert house.last().outcome == "routed"


def test_a_forged_forward_of_a_rep_orders_nothing(house: House) -> None:
    house.mail(REP, "帮百味便利店下单：绿茶500ml 3箱", proven=False)
    assert len(house.orders()) == 1
    assert house.last().reason == f"the sender {REP} is not proven to be who the mail says"


def test_in_a_group_one_strangers_order_is_not_the_others(sqlite_db: Database) -> None:
    house = House.of(sqlite_db)
    house.telegram("@a", "我是张三小店，绿茶500ml 4箱，送到杭州市上城区河坊街88号", chat="-100")
    number = house.orders()[0].order_no
    for text in ("确认", f"{number}:0:yes", f"取消订单{number}", f"订单{number}到哪了"):
        sent = house.telegram("@b", text, chat="-100")
        assert not any("绿茶" in item.text for item in sent)
    # A customer on file in the same group does not inherit it either.
    house.telegram("@kongkee", f"取消订单{number}", chat="-100")
    assert house.orders()[0].status == "confirmation_sent"
    house.telegram("@a", "确认", chat="-100")
    assert house.orders()[0].status == "confirmed"


def test_the_news_of_a_customers_order_go_to_no_group(sqlite_db: Database) -> None:
    house = House.of(sqlite_db)
    house.telegram("@kongkee", "大家好，我先看看", chat="-100")
    (first, *others) = house.telegram("@lx_sales", "帮港記茶餐廳下单：橙汁450ml 8箱")
    assert first.to == House.chat_of("@lx_sales")
    assert others == [], "the customer's private chat is not known yet"


STRANGER = {"sender_address": "dora@teahouse.example"}
REP_ADDRESS = {"sender_address": REP}
WEB = {
    "channel": "webchat",
    "conversation": "webchat:v1",
    "sender_address": "webchat:v1",
    "reply_to": "webchat:v1",
}


@pytest.mark.parametrize(
    ("fields", "require_proof", "kind"),
    [
        ({}, False, "customer"),
        ({"proven": True}, True, "customer"),
        ({"proven": None}, True, "doubted"),
        ({"proven": False}, False, "doubted"),
        ({"proven": False, "sender_address": "dora@teahouse.example"}, False, "doubted"),
        (STRANGER, False, "stranger"),
        (STRANGER, True, "stranger"),
        (REP_ADDRESS, False, "rep"),
        (REP_ADDRESS, True, "doubted"),
        ({"channel": "telegram", "sender_address": "@baiwei_shop"}, True, "customer"),
        ({"channel": "telegram", "sender_address": "@zq_sales"}, True, "rep"),
        ({"channel": "telegram", "sender_address": "tg:4711"}, True, "stranger"),
        (WEB, False, "stranger"),
        (WEB | {"proven": True, "customer_code": "C001"}, False, "customer"),
        (WEB | {"proven": None, "customer_code": "C001"}, False, "stranger"),
        (WEB | {"proven": True, "customer_code": "C999"}, False, "stranger"),
        (WEB | {"proven": True, "sender_address": REP}, False, "rep"),
        (WEB | {"proven": None, "sender_address": REP}, False, "stranger"),
        (WEB | {"proven": False, "sender_address": CHEN}, False, "stranger"),
    ],
)
def test_who_wrote(fields: dict[str, object], require_proof: bool, kind: str) -> None:
    made: Envelope = replace(envelope(), **fields)  # type: ignore[arg-type]
    writer = identity.writer(made, DIRECTORY, settings=DeskSettings(require_proof=require_proof))
    assert writer.kind == kind
    assert (writer.customer is not None) is (kind == "customer")
    assert (writer.rep is not None) is (kind == "rep")


def test_an_unproven_address_on_the_web_is_none_for_the_reading_either(house: House) -> None:
    made = replace(house.webchat_envelope("v3", "绿茶500ml 3箱，送店里"), sender_address=CHEN)
    house.receive(made)
    with house.db.read() as tx:
        reading = inbox.recent(tx, limit=1)[0].reading_json
    assert reading
    assert reading["customer"]["code"] is None
    assert all(order.customer.code is None for order in house.orders()[1:])
