"""A customer in another time zone: their day, and their night."""

from dataclasses import replace
from datetime import date

import pytest

from parsers import company_csv
from store import customers
from store.database import Database
from tests.desk.company import CUSTOMERS
from tests.desk.house import House


@pytest.fixture
def house(db: Database) -> House:
    """The customers live in New York, where it is Sunday evening now."""
    made = House.of(db)
    rows = [replace(row, zone="America/New_York") for row in company_csv.customers(CUSTOMERS).rows]
    with db.begin() as tx:
        customers.replace_all(tx, rows)
        assert {row.zone for row in customers.all(tx)} == {"America/New_York"}
    return made


def test_a_customer_is_left_in_peace_at_their_night(house: House) -> None:
    house.telegram("@baiwei_shop", "可乐3箱")
    house.later(hours=5)  # 15:00 in Shanghai, 02:00 in New York
    assert house.work() == ()
    house.later(hours=6)
    assert [item.kind for item in house.work()] == ["reminder"]


def test_tomorrow_is_theirs_and_that_of_a_rep_who_writes_for_them_the_companys(house: House) -> None:
    house.telegram("@baiwei_shop", "橙汁450ml 5箱，明天送")
    house.telegram("@zq_sales", "帮枫叶国际学校下单：橙汁450ml 8箱，明天送")
    assert [order.delivery_date for order in house.orders()] == [date(2026, 11, 23), date(2026, 11, 24)]
