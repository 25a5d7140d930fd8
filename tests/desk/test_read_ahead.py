"""Reading ahead: long work happens outside of the transaction that keeps everybody else from writing."""

from datetime import timedelta

import pytest

import parsers
from bot.desk import progress
from bot.desk.intake import process_one, read_ahead
from parsers.reading import Reading
from store import conversations, inbox
from store.database import Database
from tests.desk.house import House

CHEN = "chenmin@baiwei.example.cn"


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read, in order."""
    read, found = parsers.read, list[str]()

    def noted(message: parsers.Message, **given: object) -> Reading:
        found.append(message.text)
        return read(message, **given)

    monkeypatch.setattr(parsers, "read", noted)
    return found


def _kept(house: House, text: str) -> None:
    with house.db.begin() as tx:
        assert inbox.keep(tx, house.mail_envelope(CHEN, text))


def _ahead(house: House) -> None:
    read_ahead(house.db, desk=house.desk, now=house.now)


def _deal(house: House) -> bool:
    return process_one(house.db, desk=house.desk, now=house.now)


def test_what_was_read_ahead_is_not_read_again_in_the_transaction(db: Database, texts: list[str]) -> None:
    house = House.of(db)
    _kept(house, "橙汁450ml 5箱，送店里")
    _ahead(house)
    assert len(texts) == 1
    assert house.orders() == ()
    assert _deal(house)
    assert len(texts) == 1
    assert [order.status for order in house.orders()] == ["received"]


def test_what_has_changed_meanwhile_is_read_again(db: Database, texts: list[str]) -> None:
    house = House.of(db)
    house.mail(CHEN, "橙汁450ml 5箱，送店里")
    texts.clear()
    _kept(house, "橙汁改成6箱")
    _ahead(house)
    progress.advance(
        db, house.orders()[0].order_no, to="confirmed", reason=None, by="wang", channel="staff", now=house.now
    )
    assert _deal(house)
    assert len(texts) == 2


def test_nothing_is_read_where_nothing_is_due(db: Database, texts: list[str]) -> None:
    house = House.of(db)
    _ahead(house)
    assert texts == []
    assert not _deal(house)


def test_a_reading_that_fails_ahead_is_counted_where_it_is_dealt_with(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House.of(db)
    _kept(house, "橙汁450ml 5箱")
    monkeypatch.setattr(parsers, "read", lambda *_, **__: 1 / 0)
    _ahead(house)
    assert _deal(house)
    with db.read() as tx:
        (item,) = inbox.recent(tx)
    assert (item.state, item.attempts) == ("new", 1)
    assert item.due_at > house.now + timedelta(seconds=1)
    assert "ZeroDivisionError" in (item.reason or "")


def test_reading_ahead_lays_hands_on_nothing(db: Database) -> None:
    house = House.of(db)
    _kept(house, "橙汁450ml 5箱")
    with db.read() as tx:
        before = inbox.recent(tx), conversations.listing(tx)
    _ahead(house)
    with db.read() as tx:
        assert (inbox.recent(tx), conversations.listing(tx)) == before
