"""What is stored of one order cannot be read: the others are as they were."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.desk import progress
from store import orders
from store.database import Database
from store.errors import UnreadableOrder
from store.tables import orders as table
from tests.desk.house import House

CHEN, GRACE = "chenmin@baiwei.example.cn", "grace.olsen@maple-school.example.com"


def broken(db: Database, order_no: str) -> None:
    with db.begin() as tx:
        tx.execute(sa.update(table).where(table.c.order_no == order_no).values(body={"lines": "?"}))


def test_one_bad_row_stops_nobody_elses_news(db: Database) -> None:
    house = House.of(db)
    house.mail(CHEN, "橙汁450ml 5箱，送店里")
    house.mail(GRACE, "5 cases of orange juice 450ml")
    first, second = (one.order_no for one in house.orders())
    for number in (first, second):
        progress.advance(db, number, to="confirmed", by="wang", channel="staff", now=house.now)
    broken(db, first)
    (told,) = house.work()
    assert told.order_no == second
    (review,) = house.reviews()
    assert review.order_no == first
    assert review.reason.startswith(f"what is stored of order {first} cannot be read: ")
    assert house.work() == (), "it is tried no more"
    assert [one.order_no for one in house.orders()] == [second], "it is left out of lists"
    with db.read() as tx, pytest.raises(UnreadableOrder):
        orders.get(tx, first)


def test_one_bad_row_stops_no_reminders(db: Database) -> None:
    house = House.of(db)
    house.mail(CHEN, "可乐5箱")
    house.mail(GRACE, "5 cases of cola")
    first, second = (one.order_no for one in house.orders())
    broken(db, first)
    house.now += timedelta(hours=5)
    (told,) = house.work()
    assert (told.kind, told.order_no) == ("reminder", second)
    assert [review.order_no for review in house.reviews()] == [first]
    house.mail(CHEN, "橙汁450ml 5箱")
    assert house.last().outcome == "booked", "its customer can still order"
