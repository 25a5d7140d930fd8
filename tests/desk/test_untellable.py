"""News of an order that cannot be put into words keep nobody else's waiting."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from bot.desk import news, progress, reviews
from bot.desk.templating import Templates
from store import worklists
from store.database import Database
from store.errors import DatabaseDown
from tests.desk.house import House

CHEN, GRACE = "chenmin@baiwei.example.cn", "grace.olsen@maple-school.example.com"
BY: dict[str, Any] = {"by": "wang", "channel": "staff"}


class Stumbling(Templates):
    """Fails on the news of one order."""

    order_no: str | None = None
    error: Exception = ValueError("no word\nfor it")

    def render(self, name: str, language: Any, **values: Any) -> str:
        if name == "push" and values["order"]["order_no"] == self.order_no:
            raise self.error
        return super().render(name, language, **values)


@pytest.fixture
def house(db: Database) -> House:
    made = House.of(db)
    made.desk = replace(made.desk, templates=Stumbling())
    return made


def ordered(house: House, sender: str, text: str) -> str:
    house.mail(sender, text)
    return house.orders()[-1].order_no


def stumble(house: House, order_no: str | None, error: Exception | None = None) -> None:
    assert isinstance(house.desk.templates, Stumbling)
    house.desk.templates.order_no = order_no
    if error is not None:
        house.desk.templates.error = error


def advance(house: House, order_no: str, to: Any) -> None:
    progress.advance(house.db, order_no, to=to, now=house.now, **BY)
    house.later(minutes=1)


def test_the_order_waits_for_an_operator_and_the_next_is_told(house: House) -> None:
    first = ordered(house, CHEN, "橙汁450ml 5箱，送店里")
    second = ordered(house, GRACE, "5 cases of orange juice 450ml")
    assert first != second
    stumble(house, first)
    advance(house, first, "confirmed")
    advance(house, second, "confirmed")
    (told,) = house.work()
    assert (told.order_no, told.to) == (second, GRACE)
    (review,) = house.reviews()
    assert (review.order_no, review.inbox_id) == (first, None)
    assert review.reason == "the customer was not told that it is confirmed: ValueError: no word for it"
    assert not news.push_one(house.db, desk=house.desk, now=house.now), "it is tried no more"
    assert len(house.reviews()) == 1


def test_with_its_next_change_the_order_is_told_all_that_waits(house: House) -> None:
    number = ordered(house, CHEN, "橙汁450ml 5箱，送店里")
    stumble(house, number)
    advance(house, number, "confirmed")
    assert house.work() == ()
    (review,) = house.reviews()
    reviews.accept(house.db, review.id, desk=house.desk, by="wang", now=house.now)
    assert house.work() == (), "a decided review is no news to the customer"
    stumble(house, None)
    advance(house, number, "packed")
    (told,) = house.work()
    assert "已确认" in told.text
    assert "已包装" in told.text
    assert house.reviews() == ()
    assert house.work() == ()


def test_what_changed_while_it_failed_is_not_put_aside(db: Database) -> None:
    house = House.of(db)
    number = ordered(house, CHEN, "橙汁450ml 5箱，送店里")
    advance(house, number, "confirmed")
    version = house.order(number).version
    advance(house, number, "packed")
    with db.begin() as tx:
        assert not worklists.put_aside(tx, number, version=version)
        found = worklists.unannounced(tx, now=house.now)
    assert found is not None
    assert len(found[1]) == 2


def test_a_database_that_is_down_is_nobodys_fault(house: House) -> None:
    number = ordered(house, CHEN, "橙汁450ml 5箱，送店里")
    stumble(house, number, DatabaseDown("the server is gone"))
    advance(house, number, "confirmed")
    with pytest.raises(DatabaseDown):
        news.push_one(house.db, desk=house.desk, now=house.now)
    assert house.reviews() == ()
    stumble(house, None)
    (told,) = house.work()
    assert "已确认" in told.text


def test_a_statement_that_the_database_refuses_counts_as_news_that_cannot_be_told(house: House) -> None:
    number = ordered(house, CHEN, "橙汁450ml 5箱，送店里")
    stumble(house, number, sa.exc.DataError("INSERT", {}, ValueError("too long")))
    advance(house, number, "confirmed")
    assert house.work() == ()
    (review,) = house.reviews()
    assert "\n" not in review.reason
    assert "too long" in review.reason
