"""A person moves a stop; only those who are reached at another time, or by another, are told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from bot.desk import deliveries, progress, rerouting, tours
from bot.desk.progress import Refused
from bot.desk.rerouting import Moved
from bot.desk.toursettings import Fleet, TourSettings
from store import stops
from store.database import Database
from store.errors import StaleOrder
from tests.desk.house import House
from tests.desk.touring import LIANGZHU, TODAY, WENSAN, plan, shipped, signed, stop, touring

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def house(db: Database) -> House:
    return touring(db)


def move(house: House, order_no: str, **where: Any) -> Moved:
    with house.db.begin() as tx:
        return rerouting.move(tx, order_no, by="调度", desk=house.desk, now=house.now, **where)


def tour(house: House, courier: str, day: object = TODAY) -> list[str]:
    with house.db.read() as tx:
        return [one.order_no for one in stops.of_day(tx, day, courier=courier)]  # type: ignore[arg-type]


def test_to_another_courier_the_customer_is_told_who_comes_now(house: House) -> None:
    number, other = shipped(house, 1), shipped(house, 2)
    plan(house)
    before = stop(house, other)
    house.work()
    moved = move(house, number, to="李师傅")
    assert (moved.courier, moved.place, moved.told) == ("李师傅", 1, (number,))
    assert stop(house, number).courier == "李师傅"
    assert stop(house, other) == before
    (told,) = house.work()
    assert "配送有调整，新的预计送达：2026-11-23（周一）" in told.text
    assert "配送员 李师傅" in told.text
    assert "王师傅" not in told.text


def test_to_the_front_those_behind_are_told_only_where_their_window_is_missed(house: House) -> None:
    near, far = shipped(house, 1, WENSAN), shipped(house, 2, LIANGZHU)
    plan(house)
    house.work()
    # The near one is reached an hour and a half later, which is still in its window.
    assert move(house, far, place=1).told == (far,)
    assert tour(house, "王师傅") == [far, near]
    (told,) = house.work()
    assert "新的预计送达：2026-11-23（周一）10:30–12:30" in told.text
    # On foot it is not.
    slow = TourSettings(depot="30.2741, 120.1551", speed=4)
    house.desk.fleet = Fleet(house.desk.fleet.couriers, slow)
    assert move(house, far, place=1).told == (far, near)
    assert {one.order_no for one in house.work()} == {far, near}


def test_nothing_is_told_where_nothing_changes(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    house.work()
    for _ in range(2):
        assert move(house, number).told == ()
    assert house.work() == ()


def test_what_nobody_could_take_goes_where_a_person_says(house: House) -> None:
    nowhere = shipped(house, 1, "上海市徐汇区1号")
    plan(house)
    house.work()
    with pytest.raises(Refused, match="say which courier; there are: 王师傅, 李师傅"):
        move(house, nowhere)
    assert move(house, nowhere, to="李师傅").told == (nowhere,)
    after = stop(house, nowhere)
    assert (after.state, after.day, after.position) == ("planned", TODAY, 1)
    (told,) = house.work()
    assert "配送有调整" not in told.text


def test_on_another_day_it_comes_then(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    house.work()
    moved = move(house, number, day=TOMORROW)
    assert (moved.courier, moved.day) == ("王师傅", TOMORROW)
    (told,) = house.work()
    assert "2026-11-24（周二）09:00–11:00" in told.text
    # The plan of that day leaves it where a person has put it.
    house.later(days=1)
    assert plan(house, TOMORROW).orders == ()
    assert tour(house, "王师傅", TOMORROW) == [number]


def test_who_is_on_the_way_may_hand_it_to_another_but_not_to_another_day(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    deliveries.start(house.db, "王师傅", day=TODAY, by="x", channel="staff", now=house.now)
    with pytest.raises(Refused, match="cannot go on another day"):
        move(house, number, day=TOMORROW)
    move(house, number, to="李师傅")
    assert (stop(house, number).state, stop(house, number).courier) == ("out", "李师傅")


def test_what_cannot_be_is_refused_and_nothing_moves(house: House) -> None:
    done, number, sent = shipped(house, 1), shipped(house, 2), shipped(house, 3)
    plan(house)
    signed(house, done)
    progress.advance(house.db, sent, to="packed", by="x", channel="staff", now=house.now)
    before = tour(house, "王师傅"), stop(house, number)
    for order_no, where, why in (
        (done, {"to": "李师傅"}, "is delivered: nobody brings it now"),
        (sent, {}, "is packed: nobody brings it now"),
        ("SO-20261123-0099", {}, "there is no order SO-20261123-0099"),
        (number, {"to": "赵师傅"}, "there is no courier 赵师傅; there are: 王师傅, 李师傅"),
        (number, {"day": TODAY - timedelta(days=1)}, "2026-11-22 is past"),
        (number, {"place": 9}, "has no place 9, only 1 to 2"),
        (number, {"place": 1}, "the first 1 stops are delivered already"),
    ):
        with pytest.raises(Refused, match=why):
            move(house, order_no, **where)
    assert (tour(house, "王师傅"), stop(house, number)) == before


def test_two_who_move_at_once_leave_each_stop_its_own_place(house: House) -> None:
    some = [shipped(house, number) for number in (1, 2, 3)]
    plan(house)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: move(house, number, to="李师傅", place=1), some))
    positions = [stop(house, number).position for number in some]
    assert sorted(position or 0 for position in positions) == [1, 2, 3]
    assert set(tour(house, "李师傅")) == set(some)


def test_who_plans_and_who_reports_wait_for_each_other_and_for_nothing_else(db: Database) -> None:
    """No deadlock between one who moves many stops and those who report of one order each."""
    house = touring(db)
    some = [shipped(house, number) for number in (1, 2, 3)]
    plan(house)
    refusals: list[Exception] = []

    def dispatch() -> None:
        for turn in range(12):
            number = some[turn % len(some)]
            try:
                move(house, number, to=("李师傅", "王师傅")[turn // 3 % 2], place=1)
                with house.db.begin() as tx:
                    tours.plan(tx, day=TODAY + timedelta(days=1), desk=house.desk, now=house.now)
            except (Refused, StaleOrder) as error:
                refusals.append(error)

    def report(number: str) -> None:
        for turn in range(12):
            to = ("out_for_delivery", "in_transit")[turn % 2]
            try:
                progress.advance(house.db, number, to=to, by="x", channel="staff", now=house.now)  # type: ignore[arg-type]
            except (Refused, StaleOrder) as error:
                refusals.append(error)

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(dispatch), *(pool.submit(report, number) for number in some)]:
            done.result()
    for number in some:
        found = stop(house, number)
        assert (found.courier is None) == (found.state == "waiting")
