"""When a carrier expects to be there: kept, and told where that is after the promised day, once for each day."""

from datetime import date
from typing import Any

import pytest

from scheduler.carriers.base import Answer
from store import orders
from store.database import Database
from tests.desk.house import House
from tests.scheduler.parcelhouse import CHEN, SF, Scripted, look, parcels_of, shipped


def on_its_way(house: House, tracker: Scripted) -> str:
    """An order for the 26th (it is the 23rd) that is shipped and on its way."""
    house.mail(CHEN, "橙汁450ml 5箱，送店里，11月26日送到")
    number = shipped(house, order_no=house.orders()[-1].order_no)
    tracker.happens(SF, "in_transit", house.now, "离开杭州")
    look(house, tracker)
    house.work()
    return number


def expects(house: House, tracker: Scripted, day: date | None) -> list[str]:
    """The carrier says so on the next working day; what goes out then."""
    house.later(days=3 if house.now.weekday() == 4 else 1)
    tracker.outcomes[SF] = Answer(tuple(tracker.ways[SF]), registered=True, expected=day)
    look(house, tracker)
    return [one.text for one in house.work()]


def delays_of(house: House, number: str) -> list[tuple[str, str | None]]:
    with house.db.read() as tx:
        history = orders.history(tx, number)
    return [
        (event.kind, event.data.get("delivery_date"))
        for event in history
        if event.kind in {"delivery_delayed", "delay_noticed"}
    ]


def test_a_later_day_of_the_carrier_is_told_once_and_again_when_it_changes(db: Database) -> None:
    house, tracker = House.of(db, quiet={"begin": "00:00", "end": "00:00"}), Scripted()
    number = on_its_way(house, tracker)
    assert expects(house, tracker, date(2026, 11, 26)) == []
    (told,) = expects(house, tracker, date(2026, 11, 28))
    assert f"承运商告知，订单 {number} 原定 2026-11-26 送到，可能要晚到" in told
    assert "新的送货日期：2026-11-28" in told
    assert house.order(number).delivery_date == date(2026, 11, 28)
    assert expects(house, tracker, date(2026, 11, 28)) == []
    assert expects(house, tracker, date(2026, 11, 27)) == [], "sooner than what was told is no delay"
    (again,) = expects(house, tracker, date(2026, 11, 30))
    assert "2026-11-30" in again
    assert delays_of(house, number) == [
        ("delivery_delayed", "2026-11-28"),
        ("delivery_delayed", "2026-11-30"),
    ]
    (parcel,) = parcels_of(house, number)
    assert parcel.expected == "2026-11-30"


def test_what_the_carrier_says_no_more_is_kept_and_an_arrived_parcel_delays_nothing(
    sqlite_db: Database,
) -> None:
    house, tracker = House.of(sqlite_db, quiet={"begin": "00:00", "end": "00:00"}), Scripted()
    number = on_its_way(house, tracker)
    assert expects(house, tracker, date(2026, 11, 25)) == []
    assert expects(house, tracker, None) == []
    assert [one.expected for one in parcels_of(house, number)] == ["2026-11-25"]
    tracker.happens(SF, "delivered", house.now, "已签收")
    told = expects(house, tracker, date(2026, 11, 29))
    assert house.order(number).status == "delivered"
    assert not any("晚到" in one for one in told)
    assert delays_of(house, number) == []


@pytest.mark.parametrize("settings", [{"delays": {"tell": False}}])
def test_where_the_company_tells_delays_itself_a_person_hears_the_day(
    sqlite_db: Database, settings: dict[str, Any]
) -> None:
    house, tracker = House.of(sqlite_db, quiet={"begin": "00:00", "end": "00:00"}, **settings), Scripted()
    number = on_its_way(house, tracker)
    assert expects(house, tracker, date(2026, 11, 28)) == []
    (review,) = house.reviews()
    assert review.reason == f"order {number} was promised for 2026-11-26; its carrier expects 2026-11-28"
    assert house.order(number).delivery_date == date(2026, 11, 26)
    assert delays_of(house, number) == [("delay_noticed", None)]
