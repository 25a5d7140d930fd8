"""Rule 2: killed between any two steps and repeated, each step of the desk has happened once and whole."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest

from bot.desk import delays, news, progress, reviews, surveys
from bot.desk.intake import process_one
from store import inbox
from store.database import Database
from tests.desk.house import House
from tests.desk.killing import StatementError, at, everything, turns

CHEN, GRACE, REP = (
    "chenmin@baiwei.example.cn",
    "grace.olsen@maple-school.example.com",
    "zhouqian@hengtong.example.cn",
)
ORDER = "橙汁450ml 5箱，送店里"


def kept(house: House, sender: str, text: str, *, subject: str = "订货") -> None:
    with house.db.begin() as tx:
        assert inbox.keep(tx, house.mail_envelope(sender, text, subject=subject)) is not None


def deal(house: House) -> None:
    assert process_one(house.db, desk=house.desk, now=house.now)


def push(house: House) -> None:
    assert news.push_one(house.db, desk=house.desk, now=house.now)


def ordered(house: House) -> str:
    house.mail(CHEN, ORDER)
    return house.orders()[0].order_no


def booked(house: House) -> Callable[[], object]:
    kept(house, CHEN, ORDER)
    return lambda: deal(house)


def asked(house: House) -> Callable[[], object]:
    kept(house, CHEN, "可乐3箱，矿泉水550ml 20箱")
    return lambda: deal(house)


def answered(house: House) -> Callable[[], object]:
    house.mail(CHEN, "可乐3箱，矿泉水550ml 20箱")
    kept(house, CHEN, "1B")
    return lambda: deal(house)


def placed_by_a_rep(house: House) -> Callable[[], object]:
    kept(house, REP, "帮百味便利店下单：橙汁450ml 8箱，送店里")
    return lambda: deal(house)


def changed(house: House) -> Callable[[], object]:
    number = ordered(house)
    kept(house, CHEN, f"订单{number}橙汁改成8箱")
    return lambda: deal(house)


def refused(house: House) -> Callable[[], object]:
    number = ordered(house)
    progress.advance(house.db, number, to="packed", by="wang", channel="staff", now=house.now)
    house.work()
    kept(house, CHEN, f"取消订单{number}")
    return lambda: deal(house)


def complained(house: House) -> Callable[[], object]:
    number = ordered(house)
    progress.advance(house.db, number, to="delivered", by="wang", channel="staff", now=house.now)
    house.work()
    text = f"订单{number}收到的橙汁有两箱是破的，漏得到处都是，太不像话了！"
    kept(house, CHEN, text, subject="投诉")
    return lambda: deal(house)


def routed(house: House) -> Callable[[], object]:
    with house.db.begin() as tx:
        files = (("订单.xlsx", "application/vnd.ms-excel", b"x" * 50_000),)
        inbox.keep(tx, house.mail_envelope(CHEN, "见附件", files=files))
    return lambda: deal(house)


def pushed(house: House) -> Callable[[], object]:
    house.mail(REP, "帮百味便利店下单：橙汁450ml 8箱，送店里")
    number = house.orders()[0].order_no
    progress.ship(
        house.db, number, carrier="sf", tracking_number="SF1", by="wang", channel="staff", now=house.now
    )
    return lambda: push(house)


def shipped(house: House) -> Callable[[], object]:
    number = ordered(house)
    return lambda: progress.ship(
        house.db, number, carrier="sf", tracking_number="SF1", by="wang", channel="staff", now=house.now
    )


def waiting(house: House) -> int:
    house.take("C001")
    house.mail(CHEN, ORDER)
    house.hand_back("C001")
    (review,) = house.reviews()
    return review.id


def accepted(house: House) -> Callable[[], object]:
    review = waiting(house)
    return lambda: reviews.accept(house.db, review, desk=house.desk, by="wang", now=house.now)


def rejected(house: House) -> Callable[[], object]:
    house.mail("noreply@shop.example", "矿泉水550ml 12箱，送杭州市西湖区文三路188号，联系人陈敏")
    (review,) = house.reviews()
    return lambda: reviews.reject(house.db, review.id, desk=house.desk, by="wang", now=house.now)


def surveyed(house: House) -> Callable[[], object]:
    number = ordered(house)
    progress.advance(house.db, number, to="completed", by="wang", channel="staff", now=house.now)
    house.work()
    house.later(hours=25)
    return lambda: surveys.survey_one(house.db, desk=house.desk, now=house.now)


def scored(house: House) -> Callable[[], object]:
    surveyed(house)()
    house.deliver()
    kept(house, CHEN, "1分，太慢")
    return lambda: deal(house)


def late(house: House) -> Callable[[], object]:
    house.mail(CHEN, "橙汁450ml 5箱，送店里，11月24日送到")
    number = house.orders()[0].order_no
    progress.advance(house.db, number, to="in_production", by="wang", channel="staff", now=house.now)
    house.work()
    house.later(hours=25)
    return lambda: delays.watch_one(house.db, desk=house.desk, now=house.now)


def wished(house: House) -> Callable[[], object]:
    ordered(house)
    kept(house, CHEN, "别再发物流消息")
    return lambda: deal(house)


# What each step has written once it is done: orders, outgoing messages, reviews.
STEPS = {
    booked: (1, 1, 0),
    asked: (1, 1, 0),
    answered: (1, 2, 0),
    placed_by_a_rep: (1, 2, 0),
    changed: (1, 2, 0),
    refused: (1, 3, 1),
    complained: (1, 3, 1),
    routed: (0, 1, 1),
    pushed: (1, 4, 0),
    shipped: (1, 1, 0),
    surveyed: (1, 3, 0),
    scored: (1, 4, 1),
    late: (1, 2, 1),
    wished: (1, 2, 0),
    accepted: (1, 1, 1),
    rejected: (0, 0, 1),
}


@pytest.mark.parametrize("prepare", STEPS, ids=lambda prepare: prepare.__name__)
def test_killed_at_any_statement_nothing_is_written_and_the_repetition_writes_it_once(
    db: Database, prepare: Callable[[House], Callable[[], object]]
) -> None:
    house = House.of(db)
    step = prepare(house)
    before = everything(db)
    for turn in turns():
        with turn.until_killed():
            step()
        if turn.killed:
            assert everything(db) == before, f"killed at step {turn.number}"
    assert turn.number > 4, "it was killed between its steps"
    after = everything(db)
    assert after != before
    assert tuple(len(after[what]) for what in ("orders", "outbox", "reviews")) == STEPS[prepare]
    assert not process_one(db, desk=house.desk, now=house.now), "nothing is left to do"


@pytest.mark.parametrize(
    "prepare", [booked, placed_by_a_rep, complained], ids=lambda prepare: prepare.__name__
)
def test_failed_at_any_statement_it_is_tried_again_and_written_once(
    db: Database, prepare: Callable[[House], Callable[[], object]]
) -> None:
    house = House.of(db, tries=1000)
    prepare(house)
    for number in count(1):
        house.later(days=1)
        try:
            with at(number, StatementError):
                again = process_one(db, desk=house.desk, now=house.now)
        except StatementError:
            continue  # nothing was claimed yet
        if not house.last().reason or house.last().state == "done":
            break
        assert again
        assert house.last().reason == f"StatementError: at step {number}"
    assert number > 10
    after = everything(db)
    assert tuple(len(after[what]) for what in ("orders", "outbox", "reviews")) == STEPS[prepare]


def test_what_fails_for_ever_is_put_aside_in_silence_where_a_person_speaks(db: Database) -> None:
    house = House.of(db, tries=1)
    house.mail(CHEN, "谢谢")
    house.take("C001")
    kept(house, CHEN, ORDER)
    with at(4, StatementError):
        assert process_one(db, desk=house.desk, now=house.now)
    assert [review.reason[:25] for review in house.reviews()] == ["could not be dealt with: "[:25]]
    assert house.work() == ()


def test_what_fails_for_ever_is_put_aside_for_a_person_and_its_writer_is_told_once(db: Database) -> None:
    house = House.of(db, tries=3)
    kept(house, CHEN, ORDER)
    kept(house, CHEN, "绿茶500ml 3箱")
    waited = []
    for _ in range(3):
        with at(4, StatementError):
            assert process_one(db, desk=house.desk, now=house.now)
        with db.read() as tx:
            first = inbox.recent(tx, limit=2)[1]
        waited.append(first.due_at - house.now)
        assert not process_one(db, desk=house.desk, now=house.now) or first.state == "failed", "kept in order"
        house.now = first.due_at
    assert waited == [timedelta(seconds=30), timedelta(minutes=2), timedelta(0)]
    assert (first.state, first.attempts) == ("failed", 3)
    (review,) = house.reviews()
    assert review.reason.startswith("could not be dealt with: StatementError")
    kinds = [item.kind for item in house.work()]
    assert kinds == ["handover", "receipt"], "the next message of the conversation goes on"
    reviews.accept(db, review.id, desk=house.desk, by="wang", now=house.now)
    (receipt,) = house.work()
    assert receipt.kind == "receipt"
    with db.read() as tx:
        assert inbox.recent(tx, limit=2)[1].outcome == "booked"
