"""Customers who do not answer: which step is due when, and what each step does, once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.desk import reminding
from bot.desk.content import from_order, to_data
from bot.desk.overdue import tell_overdue_one
from bot.desk.reminding import remind_one
from bot.desk.settings import DeskSettings
from bot.desk.silence import Step, next_step
from store import inbox, orders, outbox, reviews, worklists
from store.database import Database
from store.order import OpenQuestion, Order
from store.order_events import OrderEvent
from store.outbox import OutboxItem
from tests.desk import killing
from tests.desk.house import House
from tests.desk.making import NOW, order
from tests.scheduler.waiting import until

SETTINGS = DeskSettings.model_validate({"reminders": {"after_hours": [4, 9], "person_after_hours": 5}})
HOUR = timedelta(hours=1)
WHICH = OpenQuestion("lines[0].sku", "ambiguous", ("BV-COLA-330", "BV-COLA-500"))
DRAFT = order(1, status="draft", flags=(WHICH,))
SENT = order(1, status="confirmation_sent")


def event(kind: str, hours: float = 0, **data: Any) -> OrderEvent:
    return OrderEvent(kind, NOW + hours * HOUR, "C001", "email", data=data)


DRAFTED, ASKED = event("order_drafted", to="draft"), event("question_asked")
READ_BACK = event("order_booked", to="confirmation_sent")


@pytest.mark.parametrize(
    ("one", "history", "heard", "step"),
    [
        (DRAFT, [DRAFTED, ASKED], 0, Step("remind", NOW + 4 * HOUR, 1)),
        (DRAFT, [DRAFTED, ASKED], 1, Step("remind", NOW + 5 * HOUR, 1)),
        (SENT, [READ_BACK], 0, Step("remind", NOW + 4 * HOUR, 1)),
        # Working time: 9 hours after 14:00 is 14:00 of the next day.
        (DRAFT, [DRAFTED, ASKED, event("customer_reminded", 4)], 0, Step("remind", NOW + 28 * HOUR, 2)),
        (
            SENT,
            [READ_BACK, event("customer_reminded", 4), event("customer_reminded", 28)],
            0,
            Step("person", NOW + 48 * HOUR),
        ),
        # A new question begins anew; so does a changed read-back, and what was held and goes on.
        (DRAFT, [DRAFTED, ASKED, event("customer_reminded", 1), event("order_changed", 2), event("question_asked", 2)], 2, Step("remind", NOW + 6 * HOUR, 1)),
        (SENT, [READ_BACK, event("customer_reminded", 1), event("order_changed", 2)], 2, Step("remind", NOW + 6 * HOUR, 1)),
        (SENT, [READ_BACK, event("order_held", 1), event("order_released", 2)], 0, Step("remind", NOW + 6 * HOUR, 1)),
        # Whatever a person does gives time.
        (DRAFT, [DRAFTED, ASKED, event("operator_wrote", 3)], 0, Step("remind", NOW + 7 * HOUR, 1)),
        # Told already; a person's (nothing was asked about what is open); on hold; booked; over.
        (DRAFT, [DRAFTED, ASKED, event("silence_reported", 3)], 0, None),
        (DRAFT, [DRAFTED], 0, None),
        (DRAFT, [DRAFTED, ASKED, event("order_changed", 1)], 0, None),
        (order(1, status="on_hold", flags=(WHICH,)), [DRAFTED, ASKED, event("order_held", 1)], 0, None),
        (order(1), [event("order_booked", to="received")], 0, None),
        (order(1, status="cancelled", flags=(WHICH,)), [DRAFTED, ASKED], 0, None),
    ],
)  # fmt: skip
def test_what_is_due_next(one: Order, history: list[OrderEvent], heard: int, step: Step | None) -> None:
    assert next_step(one, history, heard=NOW + heard * HOUR, settings=SETTINGS) == step


def test_without_reminders_a_person_is_told_alone() -> None:
    none = DeskSettings.model_validate({"reminders": {"after_hours": [], "person_after_hours": 2}})
    assert next_step(DRAFT, [DRAFTED, ASKED], heard=NOW, settings=none) == Step("person", NOW + 2 * HOUR)


def asked(db: Database, **settings: Any) -> House:
    house = House.of(db, **settings)
    (question,) = house.telegram("@baiwei_shop", "可乐3箱")
    assert question.kind == "question"
    return house


def kinds(items: tuple[OutboxItem, ...]) -> list[tuple[str, str]]:
    return [(item.kind, item.to) for item in items]


def test_never_more_than_configured_and_each_once(db: Database) -> None:
    house = asked(db, reminders={"after_hours": [1, 1], "person_after_hours": 1})
    said = []
    for _ in range(14 * 24):
        house.later(hours=1)
        said += kinds(house.work())
    chat = House.chat_of("@baiwei_shop")
    assert said == [("reminder", chat), ("reminder", chat), ("silence", "zhouqian@hengtong.example.cn")]
    (review,) = house.reviews()
    assert (review.kind, review.order_no) == ("silence", house.orders()[0].order_no)
    assert [one.kind for one in history(house)][-3:] == ["customer_reminded"] * 2 + ["silence_reported"]


def history(house: House) -> tuple[OrderEvent, ...]:
    with house.db.read() as tx:
        return orders.history(tx, house.orders()[0].order_no)


def is_free(db: Database, now: datetime) -> bool:
    with db.begin() as tx:
        return worklists.waiting(tx, now=now) is not None


def test_killed_at_any_step_it_is_repeated_and_nothing_goes_out_twice(db: Database) -> None:
    house = asked(db)
    house.later(hours=5)
    killed = 0
    for number in range(1, 100):
        try:
            with killing.at(number, killing.Killed):
                while remind_one(db, desk=house.desk, now=house.now):
                    pass
        except killing.Killed:
            killed += 1
            # PostgreSQL notices the dead connection, and frees its lock, a moment later.
            until(lambda: is_free(db, house.now))
    assert killed > 15
    while remind_one(db, desk=house.desk, now=house.now):
        pass
    assert [item.kind for item in house.deliver()] == ["reminder"]
    assert [one.kind for one in history(house)].count("customer_reminded") == 1


def test_what_cannot_be_done_waits_for_an_operator_and_keeps_nobody_else(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = asked(db)
    house.mail("grace.olsen@maple-school.example.com", "3 cases of cola, please")
    house.later(hours=5)
    genuine = reminding._remind

    def remind(tx: Any, order: Order, *rest: Any, **named: Any) -> None:
        if order.customer.code == "C001":
            raise ValueError("no\nluck")
        genuine(tx, order, *rest, **named)

    monkeypatch.setattr(reminding, "_remind", remind)
    assert [item.to for item in house.work()] == ["grace.olsen@maple-school.example.com"]
    assert [one.reason for one in house.reviews()] == ["the customer was not reminded: ValueError: no luck"]


def test_nobody_is_reminded_of_what_did_not_reach_them(db: Database) -> None:
    house = asked(db)
    with db.begin() as tx:
        (question,) = outbox.recent(tx)
        outbox.came_back(tx, question.id, reason="550 no such user")
    house.later(hours=5)
    assert kinds(house.work()) == [("silence", "zhouqian@hengtong.example.cn")]
    assert [one.reason for one in house.reviews()] == ["the customer was not reached: 550 no such user"]


def test_a_reminder_that_is_much_too_late_is_none(db: Database) -> None:
    house = asked(db)
    house.later(days=30)
    assert kinds(house.work()) == [("silence", "zhouqian@hengtong.example.cn")]


def test_while_an_answer_has_just_come_in_nobody_is_reminded(db: Database) -> None:
    house = asked(db)
    house.later(hours=5)
    envelope = house.webchat_envelope("v1", "1A")
    with db.begin() as tx:
        (question,) = outbox.recent(tx)
        inbox.keep(tx, replaced(envelope, question, house.now))
    while remind_one(db, desk=house.desk, now=house.now):
        pass
    assert house.deliver() == ()


def replaced(envelope: Any, question: OutboxItem, now: datetime) -> Any:
    from dataclasses import replace

    return replace(
        envelope,
        conversation=question.conversation,
        channel="telegram",
        reply_to=question.to,
        received_at=now,
    )


def test_what_is_overdue_is_told_once_to_each_operator(db: Database) -> None:
    house = House.of(db, operators=["a@hengtong.example.cn", "b@hengtong.example.cn"], due={"complaint": 2})
    house.mail("chenmin@baiwei.example.cn", "你们上次的服务太差了，太不像话了！", subject="投诉")
    (review,) = house.reviews()
    assert review.kind == "complaint"
    assert review.due_at == NOW + 2 * HOUR
    house.later(hours=1.9)
    assert house.work() == ()
    house.later(hours=0.1)
    told = house.work()
    assert kinds(told) == [("overdue", "a@hengtong.example.cn"), ("overdue", "b@hengtong.example.cn")]
    assert "- #1（应在 2026-11-23 12:00 前处理）chenmin@baiwei.example.cn，投诉" in told[0].text
    house.later(hours=30)
    assert house.work() == ()
    with db.begin() as tx:
        reviews.open(
            tx, inbox_id=review.inbox_id, order_no=None, reason="again", now=house.now, due_at=house.now
        )
    assert len(house.work()) == 2, "opened anew, it is due anew"


def test_without_operators_or_at_night_nobody_is_told_and_nothing_is_forgotten(db: Database) -> None:
    house = House.of(db, due={"complaint": 0})
    house.mail("chenmin@baiwei.example.cn", "你们上次的服务太差了，太不像话了！", subject="投诉")
    assert house.work() == ()
    (review,) = house.reviews()
    assert review.overdue(house.now)
    assert not tell_overdue_one(db, desk=house.desk, now=house.now)


def test_the_content_of_an_order_that_is_asked_about_is_the_questions(db: Database) -> None:
    """What a reminder shows is what the question carried: the change that was not finished, not the booked order."""
    house = House.of(db)
    house.telegram("@baiwei_shop", "橙汁450ml 5箱")
    house.telegram("@baiwei_shop", "再加可乐3箱")
    house.later(hours=5)
    (reminder,) = house.work()
    assert "“可乐”还没选是哪一种" in reminder.text
    assert reminder.buttons[0][0].startswith("1A")
    assert to_data(from_order(house.orders()[0]))["flags"]
