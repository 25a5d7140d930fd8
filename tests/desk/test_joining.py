"""Messages of one chat that follow each other at once: when they are one, and that they stay whole whatever happens."""

from datetime import timedelta

import pytest

from bot.desk import reviews
from bot.desk.intake import process_one
from bot.desk.joining import ALBUM, hold
from bot.desk.settings import DeskSettings
from store import inbox, order_messages
from store.database import Database
from store.envelope import Envelope
from store.inbox import InboxItem
from tests.desk.house import House
from tests.desk.killing import StatementError, at, everything, turns
from tests.desk.making import envelope

KONG = "@kongkee"


def chat(text: str = "可乐3箱", **fields: object) -> Envelope:
    return envelope(text, **{"channel": "telegram", **fields})


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        (chat(), 3),
        (chat(channel="webchat"), 3),
        (chat(references=("album:7",)), 3),
        (chat("SO-20261123-0001:1:1A"), 0),
        (chat(automated="a Telegram bot wrote it"), 0),
        (envelope("可乐3箱"), 0),
        (chat(channel="staff"), 0),
    ],
)
def test_who_waits(message: Envelope, seconds: int) -> None:
    assert hold(message, DeskSettings(chat_window=3)) == timedelta(seconds=seconds)


def test_an_album_waits_without_a_window_too() -> None:
    off = DeskSettings(chat_window=0)
    assert hold(chat(), off) == timedelta(0)
    assert hold(chat(references=("album:7",)), off) == ALBUM


def said(house: House, *texts: str) -> None:
    for text in texts:
        assert house.telegram(KONG, text) == ()


def items(house: House) -> list[InboxItem]:
    with house.db.read() as tx:
        return list(reversed(inbox.recent(tx)))


def test_the_parts_belong_to_the_first_and_to_its_order(db: Database) -> None:
    house = House.of(db, chat_window=3)
    said(house, "可乐330", "10箱", "明天送")
    house.later(seconds=3)
    (receipt,) = house.work()
    (order,) = house.orders()
    first, *parts = items(house)
    assert receipt.inbox_id == first.id
    assert [part.part_of for part in parts] == [first.id, first.id]
    assert {(one.outcome, one.order_no) for one in (first, *parts)} == {("booked", order.order_no)}
    with db.read() as tx:
        came = [
            message.id for message in order_messages.of_order(tx, order.order_no) if message.direction == "in"
        ]
    assert came == [one.id for one in (first, *parts)]


def test_each_new_message_lengthens_the_time_but_not_for_ever(db: Database) -> None:
    house = House.of(db, chat_window=3)
    for _ in range(29):
        said(house, f"橙汁450ml {house.last().id if items(house) else 1}箱")
        house.later(seconds=2)
        assert house.work() == ()
    said(house, "绿茶500ml 2箱")
    house.later(seconds=4)
    assert house.work(), "after a minute it is answered all the same"


def test_what_only_a_person_could_read_together_is_read_apart(db: Database) -> None:
    house = House.of(db, chat_window=3)
    said(house, "橙汁450ml 5箱", "上次送的绿茶破了两箱，怎么赔")
    house.later(seconds=3)
    house.work()
    first, second = items(house)
    assert second.part_of is None
    assert (first.outcome, second.outcome) == ("booked", "routed")


def test_of_another_member_of_a_group_nothing_is_added(db: Database) -> None:
    house = House.of(db, chat_window=3)
    house.telegram("@zhang3", "绿茶500ml 4箱", chat="-1001")
    house.telegram("@li4", "橙汁450ml 5箱", chat="-1001")
    house.later(seconds=3)
    house.work()
    assert [one.part_of for one in items(house)] == [None, None]


def test_a_clock_that_went_back_holds_nothing_up(db: Database) -> None:
    house = House.of(db, chat_window=3)
    said(house, "橙汁450ml 5箱")
    house.later(hours=-1)
    assert [item.kind for item in house.work()] == ["receipt"]


def test_a_person_accepts_the_whole(db: Database) -> None:
    house = House.of(db, chat_window=3, threshold=1)
    said(house, "橙汁450ml 5箱，外箱请贴红色标签", "绿茶500ml 3箱")
    house.later(seconds=3)
    house.work()
    review = house.reviews()[0]
    reviews.accept(db, review.id, desk=house.desk, by="wang", now=house.now)
    assert [len(order.lines) for order in house.orders()] == [2]


def test_killed_at_any_statement_none_of_the_parts_is_dealt_with_and_the_repetition_deals_with_all(
    db: Database,
) -> None:
    house = House.of(db, chat_window=3)
    said(house, "可乐330", "10箱")
    house.later(seconds=3)
    before = everything(db)
    for turn in turns():
        with turn.until_killed():
            process_one(db, desk=house.desk, now=house.now)
        if turn.killed:
            assert everything(db) == before, f"killed at step {turn.number}"
    assert turn.number > 4
    assert [one.state for one in items(house)] == ["done", "done"]
    assert len(house.orders()) == 1
    assert not process_one(db, desk=house.desk, now=house.now)


def test_what_failed_once_is_still_one_when_it_is_tried_again(db: Database) -> None:
    house = House.of(db, chat_window=3)
    said(house, "可乐330", "10箱")
    house.later(seconds=3)
    with at(6, StatementError):
        assert process_one(db, desk=house.desk, now=house.now)
    assert items(house)[0].attempts == 1
    house.later(minutes=1)
    assert [item.kind for item in house.work()] == ["receipt"]
    assert [len(order.lines) for order in house.orders()] == [1]
