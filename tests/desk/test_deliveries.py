"""What happens to an order happens to its stop too; what couriers leave undone is taken up again or told to a person."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.desk import delays, deliveries, progress, rerouting, tours
from bot.desk.progress import Refused
from bot.desk.toursettings import CourierSettings, Fleet
from store import facts, orders
from store.database import Database
from store.states import State
from tests.desk.house import House
from tests.desk.touring import TODAY, plan, shipped, signed, stop, touring

BY: dict[str, Any] = {"by": "王师傅", "channel": "staff"}
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def house(db: Database) -> House:
    return touring(db)


def advance(house: House, order_no: str, to: State) -> None:
    progress.advance(house.db, order_no, to=to, now=house.now, **BY)


def fail(house: House, order_no: str) -> None:
    with house.db.begin() as tx:
        deliveries.failed(tx, order_no, reason="门关着", now=house.now, **BY)


def delay(house: House, order_no: str, **fields: Any) -> None:
    zone = house.desk.settings.tzinfo
    delays.delay(house.db, order_no, reason="台风", now=house.now, zone=zone, **BY, **fields)


def test_one_that_fell_out_leaves_no_two_at_one_place(house: House) -> None:
    some = [shipped(house, number) for number in (1, 2, 3)]
    first = plan(house).orders[0]
    fail(house, first)
    plan(house)
    assert sorted(stop(house, number).position or 0 for number in some) == [2, 3, 4]
    assert stop(house, first).position == 4


def test_unpacked_and_shipped_again_it_waits_for_a_tour_anew(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    advance(house, number, "packed")
    assert stop(house, number).courier is None
    assert plan(house).orders == ()
    house.later(days=1)
    progress.ship(house.db, number, carrier="自送", now=house.now, **BY)
    assert plan(house, TOMORROW).orders == (number,)


def test_what_was_not_there_after_all_goes_out_again(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    signed(house, number)
    advance(house, number, "in_transit")
    again = stop(house, number)
    assert (again.state, again.delivered_at, again.signed_by, again.failures) == ("waiting", None, None, 0)
    house.later(days=1)
    assert plan(house, TOMORROW).orders == (number,)
    house.work()
    advance(house, number, "delivered")
    (told,) = house.work()
    # Who signed by mistake has not signed for this.
    assert "并告诉我们是谁签收的" in told.text


def test_a_courier_on_the_way_whose_order_is_moved_elsewhere_is_so_too(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    advance(house, number, "out_for_delivery")
    assert stop(house, number).state == "out"
    advance(house, number, "in_transit")
    assert (stop(house, number).state, stop(house, number).failures) == ("waiting", 1)
    plan(house)
    advance(house, number, "returning")
    assert stop(house, number).state == "waiting"
    advance(house, number, "completed")
    assert stop(house, number).state == "delivered"


def test_a_customer_hears_that_a_courier_was_there(house: House) -> None:
    number, again = shipped(house, 1), shipped(house, 2)
    plan(house)
    deliveries.start(house.db, "王师傅", day=TODAY, now=house.now, **BY)
    house.work()
    fail(house, number)
    fail(house, again)
    # Where another tour is known in time, its window is told and nothing else.
    plan_only(house, again)
    told = {one.order_no: one.text for one in house.work()}
    assert "没能把货交到您手上，我们会再次安排" in told[number]
    assert "门关着" not in told[number], "that is for the history"
    assert "没能把货交到" not in told[again]
    assert "预计送达" in told[again]


def plan_only(house: House, order_no: str) -> None:
    with house.db.begin() as tx:
        rerouting.move(tx, order_no, to="李师傅", by="x", desk=house.desk, now=house.now)


def test_that_it_may_come_late_is_not_told_once_it_is_there(house: House) -> None:
    number = shipped(house, 1)
    house.work()
    delay(house, number)
    progress.advance(house.db, number, to="delivered", now=house.now, **BY)
    (told,) = house.work()
    assert "晚到" not in told.text
    assert "已签收" in told.text


def test_who_was_not_set_out_for_goes_on_the_next_tour(house: House) -> None:
    left = shipped(house, 1)
    plan(house)
    house.work()
    house.later(days=1)
    assert tours.plan_due_one(house.db, desk=house.desk, now=house.now)
    assert stop(house, left).day == TOMORROW
    (told,) = house.work()
    assert "预计送达：2026-11-24" in told.text


def test_what_a_courier_has_not_told_a_person_hears_once(house: House) -> None:
    out = shipped(house, 1)
    plan(house)
    deliveries.start(house.db, "王师傅", day=TODAY, now=house.now, **BY)
    for _ in range(2):
        house.later(days=1)
        tours.plan_due_one(house.db, desk=house.desk, now=house.now)
    (review,) = house.reviews()
    assert review.reason == f"王师傅 set out with {out} on 2026-11-23, and what became of it was not told"
    assert stop(house, out).state == "out"
    fail(house, out)
    house.desk.fleet = Fleet((CourierSettings(name="李师傅", districts=("滨江区",)),))
    plan(house, TODAY + timedelta(days=2))
    assert len(house.reviews()) == 2


def test_a_new_day_takes_the_order_off_the_tour_of_the_old_one(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    delay(house, number)
    assert stop(house, number).state == "planned"
    delay(house, number, day=TOMORROW)
    assert stop(house, number).state == "waiting"
    (told,) = house.work()
    # The window of today is told to nobody any more.
    assert "新的送货日期：2026-11-24" in told.text
    assert "预计送达" not in told.text
    assert plan(house).orders == ()
    house.later(days=1)
    assert plan(house, TOMORROW).orders == (number,)


def test_an_incident_reaches_the_tour_of_a_courier_and_what_a_carrier_brings_by_any_of_its_names(
    house: House,
) -> None:
    here, there = shipped(house, 1), shipped(house, 2, "杭州市滨江区江南大道1号")
    plan(house)
    given: dict[str, Any] = {"what": "traffic", "reason": "封路", "zone": house.desk.settings.tzinfo, **BY}
    (told,) = delays.incident(house.db, couriers=("王师傅",), days=1, now=house.now, **given)
    assert (told.order_no, told.outcome, told.day) == (here, "told", TOMORROW)
    assert (stop(house, here).state, stop(house, there).state) == ("waiting", "planned")
    both = delays.incident(house.db, carriers=("自送",), now=house.now, **given)
    assert {(one.order_no, one.outcome) for one in both} == {(here, "told"), (there, "told")}


def test_a_day_begins_at_midnight_where_the_company_is(house: House) -> None:
    number = shipped(house, 1)
    zone = house.desk.settings.tzinfo
    house.now = datetime.fromisoformat("2026-11-23T02:00:00+08:00").astimezone(UTC)
    with pytest.raises(Refused, match="2026-11-22 is past"):
        delay(house, number, day=TODAY - timedelta(days=1))
    outcomes = []
    for at in ("2026-11-23T07:59:00+08:00", "2026-11-23T08:01:00+08:00", "2026-11-24T00:01:00+08:00"):
        now = datetime.fromisoformat(at).astimezone(UTC)
        (told,) = delays.incident(
            house.db, what="weather", reason="台风", regions=("西湖",), now=now, zone=zone, **BY
        )
        outcomes.append(told.outcome)
    assert outcomes == ["told", "told already", "told"]


def test_a_corrected_day_of_an_incident_is_told(house: House) -> None:
    shipped(house, 1)
    given: dict[str, Any] = {
        "what": "weather",
        "reason": "台风",
        "regions": ("西湖",),
        "now": house.now,
        **BY,
    }
    zone = house.desk.settings.tzinfo
    told = [
        delays.incident(house.db, day=TODAY + timedelta(days=days), zone=zone, **given)[0].outcome
        for days in (1, 1, 2)
    ]
    assert told == ["told", "told already", "told"]


def test_a_failure_is_the_couriers_who_made_it(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    deliveries.start(house.db, "王师傅", day=TODAY, now=house.now, **BY)
    fail(house, number)
    house.desk.fleet = Fleet((CourierSettings(name="李师傅"),))
    house.later(days=1)
    plan(house, TOMORROW)
    signed(house, number)
    with house.db.read() as tx:
        wang, li = sorted(
            deliveries.performance(tx, since=TODAY, until=TOMORROW),
            key=lambda one: one.failures,
            reverse=True,
        )
        (later,) = deliveries.performance(tx, since=TOMORROW, until=TOMORROW)
        event = next(one for one in orders.history(tx, number) if one.kind == "stop_failed")
    assert (wang.courier, wang.stops, wang.failures) == ("王师傅", 0, 1)
    assert (li.courier, li.stops, li.delivered, li.failures) == ("李师傅", 1, 1, 0)
    assert later == li
    assert (event.reason, event.by) == ("门关着", "王师傅")


def test_nobody_there_before_the_tour_began_is_in_the_history_too(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    for _ in range(2):
        fail(house, number)
        plan(house)
    with house.db.read() as tx:
        assert sum(one.kind == "stop_failed" for one in orders.history(tx, number)) == 2
    assert stop(house, number).failures == 2


def test_who_signed_is_not_asked_where_it_is_known(house: House) -> None:
    known, unknown, later = (shipped(house, number) for number in (1, 2, 3))
    plan(house)
    house.work()
    signed(house, known)
    (told,) = house.work()
    assert "签收人：陈敏。货都收到的话，请回复“收到”；" in told.text
    assert "谁签收" not in told.text
    advance(house, unknown, "delivered")
    (told,) = house.work()
    assert "并告诉我们是谁签收的" in told.text
    # Noted by a person before the customer was told: it is known then.
    advance(house, later, "delivered")
    progress.signed(house.db, later, name="门卫", now=house.now, **BY)
    (told,) = house.work()
    assert "签收人：门卫" in told.text
    assert stop(house, later).signed_by == "门卫"


def test_the_figures_know_when_it_was_there_and_not_when_it_was_told(house: House) -> None:
    number = shipped(house, 1)
    plan(house)
    house.later(hours=5)
    at = house.now - timedelta(hours=4)
    signed(house, number, at=at)
    assert stop(house, number).delivered_at == at
    with house.db.read() as tx:
        day = timedelta(days=2)
        (known,) = facts.facts(tx, since=house.now - day, until=house.now + day)
    assert known.delivered_at == at


def test_one_stop_without_coordinates_or_district_is_planned(house: House) -> None:
    house.desk.fleet = Fleet((CourierSettings(name="赵师傅"),))
    number = shipped(house, 1, "上海市徐汇区1号")
    assert plan(house).orders == (number,)
    assert stop(house, number).position == 1
