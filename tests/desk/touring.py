"""The drinks company's own couriers: orders that they bring, on their tours."""

from datetime import date, datetime
from typing import Any

from bot.desk import deliveries, progress, tours
from bot.desk.tours import Planned
from bot.desk.toursettings import CourierSettings, Fleet, TourSettings
from parsers import company_csv
from store import customers, orders, stops
from store.database import Database
from store.stops import Stop
from tests.desk.company import CUSTOMERS
from tests.desk.house import House
from tests.desk.making import item
from tests.desk.making import order as made_order

WANG = CourierSettings(name="王师傅", phone="13800002001", districts=("西湖区", "余杭区"), capacity=3)
LI = CourierSettings(name="李师傅", districts=("滨江区",), capacity=1)
FLEET = Fleet((WANG, LI), TourSettings(depot="30.2741, 120.1551"))
TODAY = date(2026, 11, 23)
WENSAN, LIANGZHU = "杭州市西湖区文三路188号", "杭州市余杭区良渚路9号2库"
COORDINATES = {"C001": "店里=30.28,120.12;仓库=30.37,120.03"}


def touring(db: Database) -> House:
    """A house with couriers, and coordinates of some of its customers."""
    house = House.of(db, quiet={"begin": "00:00", "end": "00:00"})
    house.desk.fleet = FLEET
    head, *rows = CUSTOMERS.strip().splitlines()
    told = [f"{head},coordinates", *(f"{row},{quoted(COORDINATES.get(row[:4], ''))}" for row in rows)]
    parsed = company_csv.customers("\n".join(told))
    assert parsed.problems == ()
    with db.begin() as tx:
        customers.replace_all(tx, parsed.rows)
        assert customers.get(tx, "C001") == parsed.rows[0]
    return house


def quoted(cell: str) -> str:
    return f'"{cell}"' if cell else ""


def shipped(house: House, number: int, address: str | None = WENSAN, **fields: Any) -> str:
    """An order that our own couriers are to bring; its customer has been told so."""
    made = made_order(number, item("BV-OJ-450", "5", "45.00"), delivery_address=address, **fields)
    with house.db.begin() as tx:
        orders.create(tx, made, by="C001")
        progress.ship(tx, made.order_no, carrier="自送", by="wang", channel="staff", now=house.now)
    return made.order_no


def plan(house: House, day: date = TODAY) -> Planned:
    with house.db.begin() as tx:
        return tours.plan(tx, day=day, desk=house.desk, now=house.now)


def stop(house: House, order_no: str) -> Stop:
    with house.db.read() as tx:
        found = stops.get(tx, order_no)
    assert found is not None
    return found


def signed(house: House, order_no: str, by: str = "陈敏", at: datetime | None = None) -> None:
    with house.db.begin() as tx:
        deliveries.delivered(tx, order_no, signed_by=by, at=at, by="王师傅", channel="staff", now=house.now)
