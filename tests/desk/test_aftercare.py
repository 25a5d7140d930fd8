"""Surveys, receipts and delays beside the transcripts: what is never mistaken, and who is not asked."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.desk import aftercare, delays, progress
from bot.desk.clarification import parse_callback
from bot.desk.settings import DeskSettings
from bot.desk.surveys import Step, next_step
from store import customers, orders
from store.database import Database
from store.order_events import OrderEvent
from store.outbox import OutboxItem
from tests.desk.house import House
from tests.desk.making import NOW, order

BY: dict[str, Any] = {"by": "wang", "channel": "staff"}
ZONE = ZoneInfo("Asia/Shanghai")
DELIVERED, COMPLETED = order(1, status="delivered"), order(2, status="completed")
BOTH = (DELIVERED, COMPLETED)


def ours(kind: str, about: str) -> OutboxItem:
    return OutboxItem(
        id=1, channel="telegram", conversation="telegram:1", to="1", kind=kind, language="zh", subject=None,
        text="…", dedupe_key="x", token="x", state="sent", attempts=1, queued_at=NOW, due_at=NOW,
        order_no=about,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "newest", "waits", "kind"),
    [
        ("5", ours("survey", COMPLETED.order_no), False, "score"),
        ("5", ours("survey", COMPLETED.order_no), True, None),
        ("5", ours("receipt", COMPLETED.order_no), False, None),
        ("5", ours("push", DELIVERED.order_no), False, None),
        ("5", None, False, None),
        ("5箱", ours("survey", COMPLETED.order_no), False, None),
        ("5", ours("survey", "SO-20261123-0099"), False, None),
        ("收到", ours("push", DELIVERED.order_no), False, "received"),
        ("收到", ours("push", COMPLETED.order_no), False, None),
        ("收到", ours("receipt", DELIVERED.order_no), False, None),
        ("没收到", ours("push", DELIVERED.order_no), False, None),
        ("别再发物流消息", None, True, "wish"),
    ],
)
def test_a_number_is_a_score_only_where_one_is_asked_for(
    words: str, newest: OutboxItem | None, waits: bool, kind: str | None
) -> None:
    said = aftercare.heard(
        words, None, orders=BOTH, answered=None, newest=newest, waits=waits, now=NOW + timedelta(days=1)
    )
    assert (said.kind if said else None) == kind


def test_a_survey_is_open_for_a_while_and_its_buttons_for_their_own_order_only() -> None:
    late = NOW + aftercare.OPEN_FOR + timedelta(hours=1)
    asked = ours("survey", COMPLETED.order_no)
    given: dict[str, Any] = {"orders": BOTH, "answered": None, "waits": False}
    assert aftercare.heard("5", None, newest=asked, now=late, **given) is None
    pressed = parse_callback(f"{COMPLETED.order_no}:0:s4")
    said = aftercare.heard("…", pressed, newest=None, now=late, **given)
    assert said is not None
    assert (said.kind, said.score) == ("score", 4)
    other = parse_callback("SO-20261123-0099:0:s4")
    assert aftercare.heard("…", other, newest=asked, now=NOW, **given) is None


def event(kind: str, hours: float, **data: Any) -> OrderEvent:
    return OrderEvent(kind, NOW + timedelta(hours=hours), "jiedan", "email", data=data)


def test_who_does_not_answer_is_reminded_once_and_then_left_alone() -> None:
    done, sent = event("status_advanced", 0, to="completed"), event("survey_sent", 25)
    settings = DeskSettings()
    first = next_step([done], settings)
    assert first == Step("survey_sent", NOW + timedelta(hours=24))
    again = next_step([done, sent], settings)
    assert again is not None
    assert again.kind == "survey_reminded"
    assert next_step([done, sent, event("survey_reminded", 99)], settings) is None
    assert next_step([done, sent, event("survey_answered", 26)], settings) is None
    silent = DeskSettings.model_validate({"survey": {"ask": False}})
    assert next_step([done], silent) is None
    once = DeskSettings.model_validate({"survey": {"remind": False}})
    assert next_step([done, sent], once) is None


def test_nobody_is_asked_long_after(db: Database) -> None:
    house = House.of(db)
    house.mail("chenmin@baiwei.example.cn", "橙汁450ml 5箱，送店里")
    number = house.orders()[0].order_no
    progress.advance(db, number, to="completed", now=house.now, **BY)
    house.work()
    house.later(days=30)
    assert house.work() == ()
    house.later(days=1)
    assert house.work() == ()


def test_a_person_gives_a_delay_its_reason_and_only_then_a_date(db: Database) -> None:
    house = House.of(db)
    house.mail("chenmin@baiwei.example.cn", "橙汁450ml 5箱，送店里")
    number = house.orders()[0].order_no
    for wrong, why in (
        ({"reason": " "}, "a delay needs a reason"),
        ({"reason": "x", "day": NOW.date() - timedelta(days=9)}, "is past"),
    ):
        with pytest.raises(progress.Refused, match=why):
            delays.delay(db, number, now=house.now, zone=ZONE, **BY, **wrong)
    delays.delay(db, number, reason="设备检修", now=house.now, zone=ZONE, **BY)
    (told,) = house.work()
    assert "原因：设备检修" in told.text
    assert "新的送货日期" not in told.text
    progress.advance(db, number, to="delivered", now=house.now, **BY)
    with pytest.raises(progress.Refused, match="nothing that could come late"):
        delays.delay(db, number, reason="设备检修", now=house.now, zone=ZONE, **BY)


def test_an_incident_reaches_those_of_the_region_once_and_reports_each(db: Database) -> None:
    house = House.of(db)
    house.mail("chenmin@baiwei.example.cn", "橙汁450ml 5箱，送店里")
    house.mail("grace.olsen@maple-school.example.com", "5 cases of orange juice 450ml")
    first, second = (one.order_no for one in house.orders())
    given: dict[str, Any] = {"what": "weather", "reason": "台风", "now": house.now, "zone": ZONE, **BY}
    with pytest.raises(progress.Refused, match="name one"):
        delays.incident(db, **given)
    shown = delays.incident(db, regions=("西湖区",), dry_run=True, **given)
    assert [(one.order_no, one.outcome) for one in shown] == [(first, "would be told")]
    assert house.work() == ()
    found = delays.incident(db, regions=("杭州",), **given)
    assert {(one.order_no, one.outcome) for one in found} == {(first, "told"), (second, "told")}
    assert len(house.work()) == 2
    again = delays.incident(db, regions=("杭州",), **given)
    assert {one.outcome for one in again} == {"told already"}
    assert house.work() == ()
    assert delays.incident(db, regions=("上海",), **given) == ()


def test_the_clock_looks_at_a_promised_day_once_a_day_and_tells_each_cause_once(db: Database) -> None:
    house = House.of(db)
    house.mail("chenmin@baiwei.example.cn", "橙汁450ml 5箱，送店里，11月24日送到")
    number = house.orders()[0].order_no
    progress.advance(db, number, to="packed", now=house.now, **BY)
    house.work()
    for days, told in ((1, 0), (1, 1), (1, 0), (1, 0)):
        house.later(days=days)
        assert len(house.work()) == told
    assert [one.kind for one in _history(db, number)].count("delivery_delayed") == 1


def test_of_what_is_out_and_not_followed_nobody_says_that_it_is_not_there(db: Database) -> None:
    house = House.of(db)
    house.mail("chenmin@baiwei.example.cn", "橙汁450ml 5箱，送店里，11月24日送到")
    number = house.orders()[0].order_no
    progress.ship(db, number, carrier="sf", tracking_number="SF1", now=house.now, **BY)
    house.work()
    house.later(days=2)
    assert house.work() == ()
    (review,) = house.reviews()
    assert review.reason == f"order {number} was promised for 2026-11-24 and is shipped"
    assert [one.kind for one in _history(db, number)][-1] == "delay_noticed"


def test_a_reps_own_wish_is_kept_to(db: Database) -> None:
    house = House.of(db)
    house.mail("zhouqian@hengtong.example.cn", "帮百味便利店下单：橙汁450ml 8箱，送店里")
    house.mail("zhouqian@hengtong.example.cn", "别再发物流消息")
    number = house.orders()[0].order_no
    progress.advance(db, number, to="packed", now=house.now, **BY)
    assert [one.to for one in house.work()] == []


@pytest.mark.parametrize("words", ["2分，外箱压坏了", "2分，要退2箱橙汁"])
def test_a_score_with_a_complaint_or_a_return_of_the_same_order_is_both(db: Database, words: str) -> None:
    house = House.of(db, survey={"after_hours": 0.01})
    house.mail("chenmin@baiwei.example.cn", "橙汁450ml 5箱，送店里")
    number = house.orders()[0].order_no
    progress.advance(db, number, to="completed", now=house.now, **BY)
    house.work()
    house.later(minutes=5)
    (survey,) = house.work()
    house.mail("chenmin@baiwei.example.cn", words, answers=survey)
    kinds = [event.kind for event in _history(db, number)][-2:]
    assert sorted(kinds) == ["request_recorded", "survey_answered"]
    assert house.last().state == "done"
    (review,) = house.reviews()
    assert review.order_no == number


def test_the_customers_file_says_of_what_they_hear_until_they_say_otherwise(db: Database) -> None:
    house = House.of(db)
    with db.begin() as tx:
        filed = [replace(one, stages=("shipped",)) for one in customers.all(tx)]
        customers.replace_all(tx, filed)
    house.telegram("@baiwei_shop", "橙汁450ml 5箱，送店里")
    number = house.orders()[0].order_no
    for to, told in (("packed", 0), ("shipped", 1), ("in_transit", 0)):
        progress.advance(db, number, to=to, now=house.now, **BY)  # type: ignore[arg-type]
        assert len(house.work()) == told, to
    house.telegram("@baiwei_shop", "恢复通知")
    progress.advance(db, number, to="out_for_delivery", now=house.now, **BY)
    assert len(house.work()) == 1


def _history(db: Database, number: str) -> tuple[OrderEvent, ...]:
    with db.read() as tx:
        return orders.history(tx, number)


def asked_how_it_was(db: Database) -> tuple[House, str]:
    house = House.of(db, quiet={"begin": "00:00", "end": "00:00"})
    house.telegram("@baiwei_shop", "橙汁450ml 5箱，送店里")
    number = house.orders()[0].order_no
    for to in ("delivered", "completed"):
        progress.advance(db, number, to=to, now=house.now, **BY)
    house.work()
    house.later(days=4)
    assert [one.kind for one in house.work()] == ["survey"]
    return house, number


def scores(house: House, number: str) -> list[int]:
    with house.db.read() as tx:
        return [one.data["score"] for one in orders.history(tx, number) if one.kind == "survey_answered"]


def test_a_survey_that_is_answered_twice_counts_once_and_the_last_score_stands(db: Database) -> None:
    house, number = asked_how_it_was(db)
    for press, counted, told in (("s1", [1], 1), ("s1", [1], 1), ("s2", [1, 2], 1), ("s5", [1, 2, 5], 1)):
        (answer,) = house.telegram("@baiwei_shop", f"{number}:0:{press}")
        assert answer.text.startswith("陈敏，您好！谢谢您的评价")
        assert scores(house, number) == counted
        assert len(house.reviews()) == told
    assert house.order(number).score == 5
    # With words it is heard again.
    house.telegram("@baiwei_shop", "2 包装破了")
    assert [one.kind for one in house.reviews()] == ["complaint", "complaint"]


def test_another_number_behind_the_thanks_is_another_score_and_no_order(db: Database) -> None:
    house, number = asked_how_it_was(db)
    house.telegram("@baiwei_shop", "5")
    (answer,) = house.telegram("@baiwei_shop", "4")
    assert "谢谢您的评价" in answer.text
    assert scores(house, number) == [5, 4]
    assert [one.order_no for one in house.orders()] == [number]
    # A score that there is not, in a button that nobody was given.
    house.telegram("@baiwei_shop", f"{number}:0:s9")
    assert scores(house, number) == [5, 4]
