"""Reports reckon with the score that a customer gave last."""

from datetime import timedelta

from bot.desk import progress
from store.database import Database
from store.facts import facts
from tests.desk.house import House


def test_the_score_of_a_survey_is_the_orders_rating(db: Database) -> None:
    house = House.of(db)
    house.telegram("@baiwei_shop", "橙汁450ml 5箱")
    (order,) = house.orders()
    progress.advance(db, order.order_no, to="completed", by="wang", channel="staff", now=house.now)
    house.work()
    house.later(hours=25)
    (asked,) = house.work()
    for score in (2, 4):
        house.telegram("@baiwei_shop", f"{order.order_no}:0:s{score}", answers=asked)
    with db.read() as tx:
        (fact,) = facts(tx, since=house.now - timedelta(days=9), until=house.now)
    assert fact.rating == 4
