"""Our own couriers: who takes what, when the customer is told, and what becomes of each stop."""

from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from bot.desk import deliveries, progress, tours
from bot.desk.progress import Refused
from bot.desk.tours import Planned
from bot.desk.toursettings import CourierSettings, Fleet, TourSettings
from parsers import company_csv
from store import orders, reviews
from store.database import Database
from store.order import OrderParty
from tests.desk.house import House
from tests.desk.touring import FLEET, LIANGZHU, TODAY, WENSAN, plan, shipped, signed, stop, touring


@pytest.fixture
def house(db: Database) -> House:
    return touring(db)


def test_from_the_warehouse_to_the_signature_the_customer_is_told_each_thing_once(house: House) -> None:
    number = shipped(house, 1)
    (told,) = house.work()
    assert "由我们自己的配送员送货" in told.text
    assert number not in told.text.partition("由我们自己的")[2].partition("\n")[0]
    assert stop(house, number).state == "waiting"
    assert plan(house) == Planned((number,))
    (told,) = house.work()
    assert "预计送达：2026-11-23（周一）10:00–12:00，配送员 王师傅 13800002001" in told.text
    planned = stop(house, number)
    assert (planned.state, planned.courier, planned.day, planned.position) == ("planned", "王师傅", TODAY, 1)
    assert plan(house) == Planned()
    assert house.work() == ()
    done, refused = deliveries.start(
        house.db, "王师傅", day=TODAY, by="王师傅", channel="staff", now=house.now
    )
    assert (done, refused) == ((number,), ())
    (told,) = house.work()
    assert "派送中" in told.text
    house.later(hours=1)
    signed(house, number, at=house.now - timedelta(minutes=5))
    (told,) = house.work()
    assert "已签收" in told.text
    after = stop(house, number)
    assert (after.state, after.signed_by, after.on_time) == ("delivered", "陈敏", True)
    assert after.delivered_at == house.now - timedelta(minutes=5)
    with house.db.read() as tx:
        last = orders.history(tx, number)[-1]
    assert (last.data["signed_by"], last.reason, last.by) == ("陈敏", "signed for by 陈敏", "王师傅")


def test_shipping_and_planning_together_are_one_message(house: House) -> None:
    shipped(house, 1)
    plan(house)
    (told,) = house.work()
    assert "由我们自己的配送员送货" in told.text
    assert "预计送达" in told.text


def test_english_customers_are_told_in_english(house: House) -> None:
    shipped(house, 1, "588 江南大道 滨江区", customer=OrderParty("C008", "枫叶国际学校"), language="en")
    plan(house)
    (told,) = house.work()
    assert "Carrier: our own courier" in told.text
    assert "Expected: Monday, 2026-11-23, between 10:00 and 12:00; courier 李师傅" in told.text


def test_each_goes_to_who_delivers_there_and_has_room(house: House) -> None:
    here = [shipped(house, n) for n in (1, 2, 3, 4)]
    there = shipped(house, 5, "杭州市滨江区江南大道1号")
    too_many = shipped(house, 6, "杭州市滨江区江南大道2号")
    nowhere = shipped(house, 7, "上海市徐汇区1号")
    unknown = shipped(house, 8, None)
    planned = plan(house)
    left = dict(planned.left)
    # What was placed first goes first.
    assert set(planned.orders) == {*here[1:], too_many}
    assert left[here[0]] == left[there] == "all who deliver there are full"
    assert left[nowhere] == "no courier delivers to 上海市徐汇区1号"
    assert left[unknown] == "it has no address"
    assert {review.order_no for review in house.reviews()} == {here[0], there, nowhere, unknown}
    # Who waits on is told to a person once, and goes the next day.
    plan(house)
    assert len(house.reviews()) == 4
    assert set(plan(house, TODAY + timedelta(days=1)).orders) == {here[0], there}


def test_who_goes_anywhere_takes_what_is_nobody_elses(house: House) -> None:
    house.desk.fleet = Fleet((*FLEET.couriers, CourierSettings(name="赵师傅")))
    far = shipped(house, 1, "上海市徐汇区1号")
    near = shipped(house, 2)
    plan(house)
    assert stop(house, far).courier == "赵师傅"
    assert stop(house, near).courier == "王师傅"


def test_nothing_is_brought_before_its_day(house: House) -> None:
    number = shipped(house, 1, delivery_date=TODAY + timedelta(days=2))
    assert plan(house) == Planned()
    assert plan(house, TODAY + timedelta(days=1)) == Planned()
    assert plan(house, TODAY + timedelta(days=2)).orders == (number,)
    assert stop(house, number).since == datetime.fromisoformat("2026-11-25T09:00:00+08:00")


def test_what_comes_later_moves_nobodys_window(house: House) -> None:
    first = shipped(house, 1, LIANGZHU)
    plan(house)
    before = stop(house, first)
    second = shipped(house, 2, WENSAN)
    plan(house)
    assert stop(house, first) == before
    after = stop(house, second)
    assert after.position == 2
    assert after.since is not None
    assert before.since is not None
    assert after.since > before.since


def test_the_near_one_is_visited_first(house: House) -> None:
    far, near = shipped(house, 1, LIANGZHU), shipped(house, 2, WENSAN)
    assert plan(house).orders == (near, far)


def test_nobody_there_is_another_tour(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    deliveries.start(house.db, "王师傅", day=TODAY, by="王师傅", channel="staff", now=house.now)
    house.work()
    with house.db.begin() as tx:
        order = deliveries.failed(tx, number, reason="门关着", by="王师傅", channel="staff", now=house.now)
    assert order.status == "in_transit"
    again = stop(house, number)
    assert (again.state, again.courier, again.failures) == ("waiting", None, 1)
    house.work()
    plan(house, TODAY + timedelta(days=1))
    (told,) = house.work()
    assert "2026-11-24（周二）09:00–11:00" in told.text


def test_what_cannot_be_is_refused_in_one_line(house: House) -> None:
    number = shipped(house, 1)
    with pytest.raises(Refused, match="no stop on 2026-11-23"):
        deliveries.start(house.db, "王师傅", day=TODAY, by="x", channel="staff", now=house.now)
    with pytest.raises(Refused, match="2026-11-22 is past"):
        plan(house, TODAY - timedelta(days=1))
    with house.db.begin() as tx:
        with pytest.raises(Refused, match="is waiting: no courier is on the way"):
            deliveries.failed(tx, number, reason="x", by="x", channel="staff", now=house.now)
        with pytest.raises(Refused, match="who signed"):
            deliveries.delivered(tx, number, signed_by=" ", by="x", channel="staff", now=house.now)
        with pytest.raises(Refused, match="still to come"):
            deliveries.delivered(
                tx,
                number,
                signed_by="x",
                at=house.now + timedelta(hours=1),
                by="x",
                channel="staff",
                now=house.now,
            )
        with pytest.raises(Refused, match="before order"):
            deliveries.delivered(
                tx,
                number,
                signed_by="x",
                at=house.now - timedelta(days=9),
                by="x",
                channel="staff",
                now=house.now,
            )
        with pytest.raises(Refused, match="not delivered by our own"):
            deliveries.delivered(tx, "SO-9", signed_by="x", by="x", channel="staff", now=house.now)
    signed(house, number)
    with pytest.raises(Refused, match="delivered already, signed for by 陈敏"):
        signed(house, number)


def test_an_order_that_is_held_stays_here(house: House) -> None:
    held, other = shipped(house, 1), shipped(house, 2)
    plan(house)
    progress.hold(house.db, held, reason="x", by="x", channel="staff", now=house.now)
    done, refused = deliveries.start(house.db, "王师傅", day=TODAY, by="x", channel="staff", now=house.now)
    assert done == (other,)
    assert [number for number, _ in refused] == [held]


def test_an_order_that_is_said_to_be_delivered_elsewhere_is_no_stop_any_more(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    progress.advance(house.db, number, to="delivered", by="erp", channel="api", now=house.now)
    after = stop(house, number)
    assert (after.state, after.delivered_at, after.on_time) == ("delivered", house.now, True)


def test_the_day_is_planned_once_and_in_time(house: House) -> None:
    number = shipped(house, 1)
    house.now = datetime.fromisoformat("2026-11-23T06:59:00+08:00")
    assert not tours.plan_due_one(house.db, desk=house.desk, now=house.now)
    house.later(minutes=1)
    assert tours.plan_due_one(house.db, desk=house.desk, now=house.now)
    assert stop(house, number).state == "planned"
    late = shipped(house, 2)
    house.later(hours=1)
    assert not tours.plan_due_one(house.db, desk=house.desk, now=house.now)
    house.later(days=1)
    assert tours.plan_due_one(house.db, desk=house.desk, now=house.now)
    assert stop(house, late).day == TODAY + timedelta(days=1)


def test_nobody_is_told_that_a_courier_comes_at_night(house: House) -> None:
    number = shipped(house, 1)
    house.now = datetime.fromisoformat("2026-11-23T22:45:00+08:00")
    # The bot stood still all day: what waits goes tomorrow.
    assert not tours.plan_due_one(house.db, desk=house.desk, now=house.now)
    assert plan(house).left == ((number, tours.NO_TIME),)
    house.now = datetime.fromisoformat("2026-11-24T07:00:00+08:00")
    assert tours.plan_due_one(house.db, desk=house.desk, now=house.now)
    assert stop(house, number).day == TODAY + timedelta(days=1)


def test_what_there_is_no_time_for_waits_and_the_oldest_goes_first(house: House) -> None:
    house.desk.fleet = Fleet(
        (CourierSettings(name="赵师傅", capacity=50),), TourSettings(end="12:00", leg_minutes=20)
    )
    # From ten o'clock on one stop takes half an hour; the last of them was ordered first.
    some = [shipped(house, number, f"杭州市西湖区{number}路") for number in (1, 2, 3, 4, 5)]
    planned = plan(house)
    assert set(planned.orders) == set(some[1:])
    assert planned.left == ((some[0], tours.NO_TIME),)
    (review,) = house.reviews()
    assert review.reason == f"nobody delivers {some[0]} on 2026-11-23: there is no time left that day"
    plan(house)
    assert len(house.reviews()) == 1


@pytest.mark.parametrize("wrong", [{"end": "08:00"}, {"plan_at": "21:00"}, {"begin": "20:00"}])
def test_a_day_that_ends_before_it_begins_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="before they end"):
        TourSettings.model_validate(wrong)


def test_figures_of_a_courier(house: House) -> None:
    on_time, late, open_one = (shipped(house, n) for n in (1, 2, 3))
    plan(house)
    house.now = stop(house, on_time).until or house.now
    signed(house, on_time)
    house.now = (stop(house, late).until or house.now) + timedelta(minutes=30)
    signed(house, late)
    with house.db.begin() as tx:
        reviews.open(tx, inbox_id=None, order_no=late, reason="晚了", now=house.now, kind="complaint")
    with house.db.read() as tx:
        (figures,) = deliveries.performance(tx, since=TODAY, until=TODAY)
        assert (
            deliveries.performance(tx, since=TODAY + timedelta(days=1), until=TODAY + timedelta(days=2)) == ()
        )
    assert (figures.courier, figures.stops, figures.delivered, figures.on_time) == ("王师傅", 3, 2, 1)
    assert (figures.failures, figures.complaints, figures.minutes) == (0, 1, 15.0)
    assert stop(house, open_one).state == "planned"


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("店里=30.28", "not label=latitude,longitude"), ("店=1,2", "no address is called 店"),
        ("店里=95,120", "no place on earth"), ("店里=x,y", "not label"),
    ],
)  # fmt: skip
def test_coordinates_that_are_none_are_named(cell: str, problem: str) -> None:
    text = f'code,company,addresses,coordinates\nC1,甲,店里=杭州,"{cell}"\n'
    (found,) = company_csv.customers(text).problems
    assert problem in found
