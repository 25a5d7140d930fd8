"""Parcels followed: each word of a carrier kept once, orders moved forward only, people told where they are needed."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.desk import progress
from scheduler.carriers.base import (
    Answer,
    CredentialsRefused,
    LimitReached,
    NotFoundYet,
    Pushed,
    Temporary,
    UnknownNumber,
)
from scheduler.carriers.kuaidi100 import Kuaidi100
from scheduler.carriers.settings import Kuaidi100Settings, Track17Settings
from scheduler.carriers.track17 import Track17
from scheduler.tracking import LEASE, Tracking, take, track_one
from store import orders, shipments
from store.database import Database
from store.order_events import signer
from store.shipment import TrackingEvent
from tests.desk.house import House
from tests.desk.killing import everything, turns
from tests.scheduler.parcelhouse import (
    CHEN,
    SETTINGS,
    SF,
    STAFF,
    YTO,
    Scripted,
    events_of,
    look,
    parcels_of,
    shipped,
    way_of,
)
from tests.servers.kuaidi100 import CUSTOMER, KEY, Kuaidi100Server, way
from tests.servers.track17 import KEY as KEY17
from tests.servers.track17 import Track17Server, event


@pytest.fixture
def house(sqlite_db: Database) -> House:
    # By day and by night.
    return House.of(sqlite_db, quiet={"begin": "00:00", "end": "00:00"})


@pytest.fixture
def kuaidi100(kuaidi100_server: Kuaidi100Server) -> Kuaidi100:
    told = {"customer": CUSTOMER, "key": KEY, "api_url": kuaidi100_server.url}
    return Kuaidi100(Kuaidi100Settings.model_validate(told))


def test_a_parcel_is_followed_to_the_door_and_the_customer_told_each_step_once(
    house: House, kuaidi100: Kuaidi100, kuaidi100_server: Kuaidi100Server
) -> None:
    number = shipped(house)
    told = [("2026-11-24 18:00:00", "已揽收", "103")]
    for status, state, words in (
        ("1002", "in_transit", "运输中"),
        ("5", "out_for_delivery", "派送中"),
        ("301", "delivered", "已签收"),
    ):
        house.later(hours=13)
        told.append(
            (f"{house.now.astimezone(house.settings.tzinfo):%Y-%m-%d %H:%M:%S}", f"words of {status}", status)
        )
        kuaidi100_server.traces[SF] = way(*told)
        assert look(house, kuaidi100) == 1
        assert house.order(number).status == state
        (news,) = house.work()
        assert words in news.text
        assert (news.kind, news.order_no) == ("push", number)
    (shipment,) = house.order(number).shipments
    assert (shipment.carrier, shipment.tracking_number, shipment.status) == ("sf", SF, "delivered")
    assert way_of(house, number) == ["in_transit", "out_for_delivery", "delivered"]
    assert len(events_of(house, number)) == 4
    with house.db.read() as tx:
        last = orders.history(tx, number)[-1]
    assert (last.by, last.channel, last.reason) == ("jiedan", "tracking", "words of 301")
    (parcel,) = parcels_of(house, number)
    assert (parcel.state, parcel.reason) == ("ended", "it is delivered")
    house.later(days=30)
    assert look(house, kuaidi100) == 0
    assert house.work() == house.reviews() == ()


def test_all_that_one_look_brings_is_one_step_and_one_message(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    for hours, status in enumerate(
        ("announced", "in_transit", "in_transit", "out_for_delivery", "delivered")
    ):
        tracker.happens(SF, status, house.now + timedelta(hours=hours), f"{status} {hours}")  # type: ignore[arg-type]
    house.later(hours=12)
    look(house, tracker)
    assert way_of(house, number) == ["delivered"]
    assert len(events_of(house, number)) == 5
    assert len(house.work()) == 1


def test_many_scans_of_one_status_move_nothing_twice(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    for hour in range(5):
        tracker.happens(SF, "in_transit", house.now, f"scan {hour}")
        look(house, tracker)
        house.later(hours=2)
    assert way_of(house, number) == ["in_transit"]
    assert len(events_of(house, number)) == 5
    assert len(house.work()) == 1


@pytest.mark.parametrize("state", ["delivered", "completed", "returning"])
def test_what_a_person_has_settled_is_asked_about_no_more(house: House, state: str) -> None:
    tracker, number = Scripted(), shipped(house)
    progress.advance(house.db, number, to=state, now=house.now, **STAFF)  # type: ignore[arg-type]
    tracker.happens(SF, "in_transit", house.now)
    look(house, tracker)
    assert tracker.asked == []
    assert house.order(number).status == state
    assert parcels_of(house, number)[0].state == "ended"


def test_nothing_that_a_carrier_tells_takes_an_order_back(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    progress.advance(house.db, number, to="out_for_delivery", now=house.now, **STAFF)
    tracker.happens(SF, "in_transit", house.now)
    look(house, tracker)
    assert house.order(number).status == "out_for_delivery"
    assert house.order(number).shipments[0].status == "in_transit"
    house.later(hours=2)
    tracker.ways[SF].insert(0, TrackingEvent(house.now - timedelta(days=1), "announced", "older"))
    look(house, tracker)
    assert house.order(number).shipments[0].status == "in_transit"


def test_an_order_is_delivered_once_all_its_parcels_are(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    shipped(house, YTO, order_no=number)
    tracker.happens(SF, "delivered", house.now)
    look(house, tracker)
    assert house.order(number).status == "in_transit"
    house.later(hours=3)
    tracker.happens(YTO, "out_for_delivery", house.now)
    look(house, tracker)
    assert house.order(number).status == "out_for_delivery"
    house.later(hours=3)
    tracker.happens(YTO, "delivered", house.now)
    look(house, tracker)
    assert house.order(number).status == "delivered"


def test_one_parcel_of_a_carrier_whom_nobody_asks_leaves_the_end_to_a_person(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    shipped(house, "A-7", carrier="老王车队", order_no=number)
    tracker.happens(SF, "delivered", house.now)
    look(house, tracker)
    assert house.order(number).status == "in_transit"


def test_a_parcel_of_two_orders_moves_both(house: House) -> None:
    tracker, numbers = Scripted(), [shipped(house), shipped(house)]
    tracker.happens(SF, "in_transit", house.now)
    look(house, tracker)
    assert [house.order(number).status for number in numbers] == ["in_transit", "in_transit"]
    assert len(tracker.asked) == 1
    house.later(hours=1)
    tracker.happens(SF, "delivered", house.now)
    look(house, tracker)
    assert [house.order(number).status for number in numbers] == ["delivered", "delivered"]
    assert len(tracker.asked) == 2


@pytest.mark.parametrize("status", ["exception", "failed_attempt", "returning", "returned"])
def test_what_needs_a_person_is_told_to_one_once(house: House, status: str) -> None:
    tracker, number = Scripted(), shipped(house)
    tracker.happens(SF, status, house.now, "包裹破损", "杭州")  # type: ignore[arg-type]
    look(house, tracker)
    (review,) = house.reviews()
    assert (review.order_no, review.reason) == (number, f"the parcel {SF} (sf) is {status}: 杭州 包裹破损")
    house.later(days=1)
    tracker.happens(SF, status, house.now, "still so")  # type: ignore[arg-type]
    look(house, tracker)
    assert len(house.reviews()) == 1
    assert all("破损" not in news.text for news in house.work()), "that is for a person to say"


def test_who_signed_is_the_carriers_word_where_no_person_has_said_it(house: House) -> None:
    tracker = Scripted()
    for goods in ("橙汁450ml 5箱", "绿茶500ml 3箱", "可乐罐装 2箱"):
        house.mail(CHEN, f"{goods}，送店里")
    told, noted, nobody = sorted(order.order_no for order in house.orders())
    for order_no, number in ((told, SF), (noted, YTO), (nobody, "1Z999AA10123456784")):
        shipped(house, number, order_no=order_no)
    progress.advance(house.db, noted, to="delivered", signed_by="王店长", now=house.now, **STAFF)
    house.work()
    house.later(hours=1)
    tracker.happens(SF, "delivered", house.now, "已签收，签收人：门卫老孙，感谢使用")
    tracker.happens("1Z999AA10123456784", "delivered", house.now, "Delivered - Signed for by")
    look(house, tracker)
    news = {one.order_no: one.text for one in house.work()}
    assert "签收人：门卫老孙。货都收到的话" in news[told]
    assert "并告诉我们是谁签收的" in news[nobody]
    # What a person has noted is not written over when the carrier's word comes behind it.
    take(
        house.db,
        Tracking(SETTINGS, (tracker,)),
        tracker,
        [Pushed(YTO, Answer((TrackingEvent(house.now, "delivered", "签收人：本人"),)))],
        now=house.now,
    )
    with house.db.read() as tx:
        assert signer(orders.history(tx, told)) == "门卫老孙"
        assert signer(orders.history(tx, noted)) == "王店长"
        assert signer(orders.history(tx, nobody)) is None


def test_what_needs_a_person_is_due_in_the_companys_working_time(house: House) -> None:
    tracker = Scripted()
    shipped(house)
    tracker.happens(SF, "exception", house.now, "包裹破损")
    look(house, tracker)
    (review,) = house.reviews()
    assert review.due_at is not None
    house.later(days=7)
    assert review.overdue(house.now)


def test_a_trouble_that_is_over_when_it_becomes_known_is_nobodys(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    tracker.happens(SF, "failed_attempt", house.now)
    tracker.happens(SF, "delivered", house.now + timedelta(hours=1))
    house.later(hours=2)
    look(house, tracker)
    assert house.reviews() == ()
    assert house.order(number).status == "delivered"


def test_a_parcel_that_arrives_while_its_order_is_on_hold_is_for_a_person(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    progress.hold(house.db, number, reason="客户要求", now=house.now, **STAFF)
    tracker.happens(SF, "delivered", house.now)
    look(house, tracker)
    assert house.order(number).status == "on_hold"
    (review,) = house.reviews()
    assert "was delivered while the order is on hold" in review.reason


def test_a_parcel_without_a_trace_is_told_of_once_and_given_up_in_the_end(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    seen: list[int] = []
    for _ in range(40):
        house.later(hours=12)
        look(house, tracker)
        seen.append(len(house.reviews()))
    assert [review.reason for review in house.reviews()] == [
        f"the parcel {SF} (sf) has no trace after 72 hours; is its number right?",
        f"the parcel {SF} (sf) is followed no longer: nothing was heard of it for 15 days",
    ]
    assert seen.index(1) == 5
    assert parcels_of(house, number)[0].state == "ended"
    assert len(tracker.asked) < 40


def test_a_parcel_is_asked_about_less_and_less_the_longer_it_rests(house: House) -> None:
    tracker = Scripted()
    shipped(house)
    tracker.happens(SF, "in_transit", house.now)
    began = house.now
    for _ in range(14 * 24 * 4):
        look(house, tracker)
        house.later(minutes=15)
    waits = [later - sooner for (sooner, _), (later, _) in pairwise(tracker.asked)]
    assert timedelta(minutes=30) <= waits[0] <= timedelta(minutes=50)
    assert all(timedelta(minutes=15) <= wait <= timedelta(hours=12.5) for wait in waits)
    assert all(later >= sooner - timedelta(minutes=20) for sooner, later in pairwise(waits))
    assert waits[-1] >= timedelta(hours=11.5)
    assert len(tracker.asked) < 70
    # What moves again is asked about often again.
    tracker.happens(SF, "out_for_delivery", house.now)
    house.later(hours=12)
    look(house, tracker)
    house.later(minutes=45)
    look(house, tracker)
    assert tracker.asked[-1][0] - tracker.asked[-2][0] < timedelta(hours=1)
    assert began < house.now


def test_whoever_tells_by_itself_is_asked_seldom(house: House) -> None:
    tracker = Scripted(pushes=True)
    shipped(house)
    tracker.happens(SF, "in_transit", house.now)
    for _ in range(24):
        look(house, tracker)
        house.later(hours=1)
    assert len(tracker.asked) == 2


def test_an_unknown_number_is_followed_no_longer_and_told_to_a_person(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    tracker.outcomes[SF] = UnknownNumber("no such number")
    look(house, tracker)
    house.later(days=2)
    look(house, tracker)
    assert len(tracker.asked) == 1
    (review,) = house.reviews()
    assert review.reason == f"the parcel {SF} (sf) cannot be followed: no such number"
    assert parcels_of(house, number)[0].state == "ended"


def test_a_fault_of_one_number_waits_longer_each_time_and_harms_no_other(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    other = shipped(house, YTO)
    tracker.outcomes[SF] = Temporary("garbled")
    tracker.happens(YTO, "in_transit", house.now)
    for _ in range(96):
        look(house, tracker)
        house.later(minutes=30)
    asked = [at for at, numbers in tracker.asked if numbers == (SF,)]
    waits = [later - sooner for sooner, later in pairwise(asked)]
    assert waits[0] < timedelta(hours=2) < waits[-1] <= timedelta(hours=13)
    assert house.order(other).status == "in_transit"
    del tracker.outcomes[SF]
    tracker.happens(SF, "in_transit", house.now)
    house.later(hours=12)
    look(house, tracker)
    assert (house.order(number).status, parcels_of(house, number)[0].failures) == ("in_transit", 0)


def test_an_answer_that_nobody_foresaw_stops_only_itself(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    other = shipped(house, YTO)
    tracker.errors.append(KeyError("odd"))
    tracker.happens(YTO, "in_transit", house.now)
    look(house, tracker)
    assert house.order(other).status == "in_transit"
    assert parcels_of(house, number)[0].failures == 1


def test_a_provider_that_is_down_is_let_be_for_longer_each_time(house: House) -> None:
    tracker = Scripted(errors=[Temporary("down") for _ in range(12)])
    number = shipped(house)
    tracker.happens(SF, "in_transit", house.now)
    for _ in range(60 * 40):
        track_one(house.db, Tracking(SETTINGS, (tracker,)), now=house.now)
        house.later(minutes=1)
    waits = [later - sooner for (sooner, _), (later, _) in pairwise(tracker.asked)][:12]
    assert [wait.total_seconds() / 60 for wait in waits] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]
    assert house.order(number).status == "in_transit"
    (review,) = house.reviews()
    assert review.reason == "parcels cannot be followed: down"


def test_a_limit_is_waited_out_as_long_as_it_says(house: House) -> None:
    tracker = Scripted(errors=[LimitReached("slow down", retry_after=42)])
    number = shipped(house)
    tracker.happens(SF, "in_transit", house.now)
    for _ in range(60):
        track_one(house.db, Tracking(SETTINGS, (tracker,)), now=house.now)
        house.later(seconds=1)
    (first, _), (second, _) = tracker.asked
    assert second - first == timedelta(seconds=42)
    assert house.order(number).status == "in_transit"
    assert house.reviews() == ()


@pytest.mark.parametrize(
    "error",
    [lambda: CredentialsRefused("the key is refused"), lambda: LimitReached("no quota", used_up=True)],
)
def test_what_only_a_person_can_mend_is_told_once_and_tried_each_hour(
    house: House, error: Callable[[], Exception]
) -> None:
    tracker = Scripted(errors=[error() for _ in range(5)])
    number = shipped(house)
    tracker.happens(SF, "in_transit", house.now)
    for _ in range(8 * 12):
        look(house, tracker)
        house.later(minutes=5)
    assert len(house.reviews()) == 1
    assert tracker.asked[1][0] - tracker.asked[0][0] >= timedelta(hours=1)
    assert house.order(number).status == "in_transit"
    # It works again, and breaks again: that is news.
    tracker.errors.append(error())
    house.later(hours=12)
    look(house, tracker)
    assert len(house.reviews()) == 2


def test_a_provider_is_called_no_faster_than_it_allows(house: House) -> None:
    tracker = Scripted(pause=timedelta(seconds=3))
    for digit in range(4):
        shipped(house, f"SF123456789012{digit}")
    tracking = Tracking(SETTINGS, (tracker,))
    for _ in range(20):
        while track_one(house.db, tracking, now=house.now):
            pass
        house.later(seconds=1)
    waits = [later - sooner for (sooner, _), (later, _) in pairwise(tracker.asked)]
    assert waits == [timedelta(seconds=3)] * 3


def test_as_many_as_a_provider_takes_are_asked_about_at_once(
    house: House, track17_server: Track17Server
) -> None:
    told = {"key": KEY17, "api_url": track17_server.url}
    tracker = Track17(Track17Settings.model_validate(told))
    numbers = [f"SF12345678901{digit:02}" for digit in range(45)]
    placed = [shipped(house, number) for number in numbers[:3]]
    for number in numbers[3:]:
        shipped(house, number, order_no=placed[0])
    assert look(house, tracker) == 2
    assert [len(call.body.split(b"number")) - 1 for call in track17_server.asked("register")] == [40, 5]
    track17_server.traces[numbers[1]] = [event("2026-11-24T09:00:00Z", "…", "InTransit_PickedUp")]
    house.later(hours=1)
    assert look(house, tracker) == 2
    assert len(track17_server.asked("gettrackinfo")) == 2
    assert house.order(placed[1]).status == "in_transit"


def test_the_first_who_knows_a_carrier_is_asked(house: House) -> None:
    first, second = Scripted(name="first", carriers=frozenset({"yto"})), Scripted(name="second")
    shipped(house)
    shipped(house, YTO)
    look(house, first, second)
    assert [numbers for _, numbers in first.asked] == [(YTO,)]
    assert [numbers for _, numbers in second.asked] == [(SF,)]


def test_what_was_sent_long_before_anybody_was_asked_is_let_be(house: House) -> None:
    number = shipped(house)
    house.later(days=20)
    tracker = Scripted()
    tracker.happens(SF, "delivered", house.now)
    look(house, tracker)
    assert tracker.asked == []
    assert (house.order(number).status, house.reviews()) == ("shipped", ())


def test_what_is_told_for_tomorrow_holds_up_nothing(house: House) -> None:
    tracker, number = Scripted(), shipped(house)
    tracker.happens(SF, "in_transit", house.now + timedelta(hours=8), "a clock that is wrong")
    look(house, tracker)
    house.later(hours=2)
    tracker.happens(SF, "out_for_delivery", house.now)
    look(house, tracker)
    assert house.order(number).status == "out_for_delivery"
    assert len(events_of(house, number)) == 2


def test_pushes_are_kept_once_however_often_they_come(house: House) -> None:
    tracker, number = Scripted(pushes=True), shipped(house)
    tracking = Tracking(SETTINGS, (tracker,))
    moved = Answer((TrackingEvent(house.now, "in_transit", "on its way"),), registered=True)
    told = [Pushed("sf 1234567890123", moved), Pushed("SF9999999999999", moved)]
    for _ in range(3):
        assert take(house.db, tracking, tracker, told, now=house.now) == 1
    assert way_of(house, number) == ["in_transit"]
    assert len(house.work()) == 1
    # An older push that comes late changes nothing; neither does one that knows nothing.
    older = Answer((TrackingEvent(house.now - timedelta(hours=3), "announced", "label"),), registered=True)
    take(house.db, tracking, tracker, [Pushed(SF, older)], now=house.now)
    take(house.db, tracking, tracker, [Pushed(SF, NotFoundYet("gone", registered=False))], now=house.now)
    assert house.order(number).shipments[0].status == "in_transit"
    assert parcels_of(house, number)[0].registered is None
    returned = Answer(
        (TrackingEvent(house.now + timedelta(hours=1), "delivered", "signed"),), registered=True
    )
    house.later(hours=2)
    take(house.db, tracking, tracker, [Pushed(SF, returned)], now=house.now)
    assert parcels_of(house, number)[0].state == "ended"
    back = Answer((TrackingEvent(house.now, "returning", "refused"),), registered=True)
    take(house.db, tracking, tracker, [Pushed(SF, back)], now=house.now)
    (review,) = house.reviews()
    assert "is returning: refused" in review.reason
    assert house.order(number).status == "delivered"


def test_what_another_changed_meanwhile_is_no_hindrance(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker, number = Scripted(), shipped(house)
    tracker.happens(SF, "in_transit", house.now)
    real, tried = orders.append, []

    def append(*arguments: object, **named: object) -> object:
        tried.append(1)
        if len(tried) < 3:
            named["expected_version"] = 1
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(orders, "append", append)
    look(house, tracker)
    assert len(tried) == 3
    assert house.order(number).status == "in_transit"


@pytest.mark.parametrize("status", ["in_transit", "delivered", "exception"])
def test_killed_at_any_step_the_repetition_tells_and_moves_everything_once(db: Database, status: str) -> None:
    house = House.of(db, quiet={"begin": "00:00", "end": "00:00"})
    number, other = shipped(house), shipped(house, YTO)
    tracker = Scripted(batch=2)
    tracker.happens(SF, "in_transit", house.now, "picked up")
    tracker.happens(SF, status, house.now, "…")  # type: ignore[arg-type]
    tracker.outcomes[YTO] = UnknownNumber("nobody's")
    tracking = Tracking(SETTINGS, (tracker,))
    for turn in turns():
        with turn.until_killed():
            assert track_one(db, tracking, now=house.now) or turn.number > 1
        if turn.killed:
            # Whoever died is forgotten after its lease, and others go on.
            house.later(seconds=LEASE.total_seconds() + 1)
    assert turn.number > 15, "it was killed between its steps"
    look(house, tracker)
    house.work()
    after = everything(db)
    assert len(events_of(house, number)) == 2
    assert way_of(house, number) == ["-" if status == "exception" else status]
    assert parcels_of(house, other)[0].state == "ended"
    assert len(after["reviews"]) == (2 if status == "exception" else 1)
    pushes = [row for row in after["outbox"] if row[1] == "push" and row[4] == number]
    assert len(pushes) == (1 if status == "exception" else 2), "that it was shipped, and one more"


def test_two_who_ask_at_once_ask_about_different_parcels(postgres_db: Database) -> None:
    house = House.of(postgres_db, quiet={"begin": "00:00", "end": "00:00"})
    shipped(house)
    shipped(house, YTO)
    carriers = frozenset({"sf", "yto"})
    with postgres_db.begin() as one, postgres_db.begin() as two:
        first = shipments.claim(one, of=carriers, now=house.now, until=house.now + LEASE)
        second = shipments.claim(two, of=carriers, now=house.now, until=house.now + LEASE)
    assert {parcel.tracking_number for parcel in (*first, *second)} == {SF, YTO}
