"""The table of who reads what: each row of it, for each reader, for the orders of reps and of customers."""

from typing import get_args

import pytest

from bot.desk import conversations, progress
from bot.desk.audience import Copies, Reader, Row
from bot.desk.settings import DeskSettings
from store.database import Database
from store.outbox import OutboxItem
from tests.desk.house import House

CC = "sales@hengtong.example.cn"
ADDRESSES: dict[Reader, str] = {
    "customer": "chenmin@baiwei.example.cn",
    "rep": "zhouqian@hengtong.example.cn",
    "cc": CC,
}
TABLES = {True: "order_of_rep", False: "order_of_customer"}
NOBODY = dict.fromkeys(get_args(Row), ())


def house_of(db: Database, *, of_rep: bool, row: Row, readers: tuple[Reader, ...], **more: object) -> House:
    return House.of(db, cc=(CC,), **{TABLES[of_rep]: {**NOBODY, row: readers}}, **more)


def brought_about(house: House, row: Row, *, of_rep: bool) -> tuple[OutboxItem, ...]:
    """What goes out when the message of this row does; the rep writes by Telegram, the customer too."""

    def says(text: str) -> tuple[OutboxItem, ...]:
        return house.telegram("@zq_sales" if of_rep else "@baiwei_shop", text)

    def order(text: str) -> tuple[OutboxItem, ...]:
        return says(f"帮百味便利店下单：{text}" if of_rep else text)

    if row in {"question", "reminder"}:
        asked = order("可乐3箱")
        house.later(hours=5)
        return house.work() if row == "reminder" else asked
    booked = order("橙汁450ml 5箱")
    number = house.orders()[0].order_no
    by = {"by": "wang", "channel": "staff", "now": house.now}
    if row == "changed":
        return says(f"订单{number}的橙汁改成8箱")
    if row == "cancelled":
        return says(f"取消订单{number}")
    if row == "request":
        return says(f"订单{number}收到的橙汁有两箱是破的，太不像话了！")
    if row == "news":
        progress.advance(house.db, number, to="packed", **by)
    elif row == "tracking":
        progress.ship(house.db, number, carrier="sf", tracking_number="SF1234567", **by)
    else:
        return booked
    return house.work()


@pytest.mark.parametrize("of_rep", [True, False], ids=["order of a rep", "order of a customer"])
@pytest.mark.parametrize("reader", get_args(Reader))
@pytest.mark.parametrize("row", get_args(Row))
def test_each_row(sqlite_db: Database, row: Row, reader: Reader, of_rep: bool) -> None:
    wants_yes = {"confirmation": "always"} if row == "confirmation" else {}
    house = house_of(sqlite_db, of_rep=of_rep, row=row, readers=(reader,), **wants_yes)
    sent = brought_about(house, row, of_rep=of_rep)
    writer = House.chat_of("@zq_sales" if of_rep else "@baiwei_shop")
    first, *copies = sent
    assert first.to == writer
    if reader == ("rep" if of_rep else "customer"):
        assert copies == [], "who writes has the answer"
        return
    (copy,) = copies
    assert (copy.to, copy.channel, copy.order_no) == (ADDRESSES[reader], "email", first.order_no)
    assert copy.order_no in (copy.subject or "") + copy.text
    if reader == "customer":
        assert copy.kind == first.kind
        assert "陈敏，您好！" in copy.text or row == "question"
    else:
        assert (copy.kind, copy.buttons) == ("copy", ())
        assert f"以下内容已发给 {'周倩' if of_rep else '陈敏'}：" in copy.text
        assert all(f"> {line}".rstrip() in copy.text for line in first.text.splitlines())


@pytest.mark.parametrize("of_rep", [True, False])
def test_nobody_in_a_row_is_nobody(sqlite_db: Database, *, of_rep: bool) -> None:
    house = House.of(sqlite_db, **dict.fromkeys(TABLES.values(), NOBODY))
    assert len(brought_about(house, "tracking", of_rep=of_rep)) == 1


def test_by_default_each_hears_what_the_other_brings_about() -> None:
    settings = DeskSettings()
    assert {row: settings.order_of_rep.of(row) for row in get_args(Row) if settings.order_of_rep.of(row)} == {
        "receipt": ("customer", "rep"),
        "tracking": ("customer",),
        "changed": ("customer", "rep"),
        "cancelled": ("customer", "rep"),
    }
    of_customer = settings.order_of_customer
    assert {row: of_customer.of(row) for row in get_args(Row) if of_customer.of(row)} == {
        "receipt": ("customer",),
        "changed": ("customer",),
        "cancelled": ("customer",),
    }
    assert sorted(Copies.model_fields) == sorted(get_args(Row))


def test_a_customer_may_say_yes_to_the_copy_of_a_read_back_and_the_rep_hears_of_it(
    sqlite_db: Database,
) -> None:
    house = house_of(
        sqlite_db,
        of_rep=True,
        row="confirmation",
        readers=("customer",),
        confirmation="always",
    )
    _, copy = brought_about(house, "confirmation", of_rep=True)
    house.later(minutes=5)
    (receipt,) = house.mail(ADDRESSES["customer"], "确认", answers=copy)
    assert receipt.kind == "receipt"
    (order,) = house.orders()
    assert order.status == "confirmed"


def test_a_customer_whom_a_person_has_taken_over_gets_no_copy_and_that_is_not_lost(
    sqlite_db: Database,
) -> None:
    house = House.of(sqlite_db)
    conversations.take(sqlite_db, "C001", by="wang", now=house.now)
    (receipt,) = brought_about(house, "receipt", of_rep=True)
    assert receipt.to == House.chat_of("@zq_sales")
    assert [one.reason for one in house.reviews()] == [
        "not sent to chenmin@baiwei.example.cn, whom a person has taken over: receipt"
    ]
    number = house.orders()[0].order_no
    progress.advance(sqlite_db, number, to="packed", by="wang", channel="staff", now=house.now)
    (push,) = house.work()
    assert push.to == receipt.to, "nobody has taken over the rep"


def test_a_rep_without_a_mail_address_is_reached_where_the_order_came_from(sqlite_db: Database) -> None:
    from parsers.reading import Rep
    from store import customers

    house = house_of(sqlite_db, of_rep=True, row="changed", readers=("rep",))
    with sqlite_db.begin() as tx:
        customers.replace_reps(tx, [Rep("周倩", (), "@zq_sales"), Rep("李响", (), "@lx_sales")])
    brought_about(house, "receipt", of_rep=True)
    _, copy = house.mail(ADDRESSES["customer"], "橙汁改成8箱", subject="")
    assert (copy.kind, copy.channel, copy.to) == ("copy", "telegram", House.chat_of("@zq_sales"))
