"""Conversations: whom we talk to through which channel, and where a person has taken over."""

from datetime import timedelta

from store import conversations
from store.database import Database
from store.envelope import Envelope
from tests.store.making import MINUTE, NOW, envelope, keep_all


def _chat(number: int, *, chat: str = "7", minutes: int = 0, **fields: object) -> Envelope:
    return envelope(
        number,
        channel="telegram",
        source=f"telegram:1/{number}",
        conversation=f"telegram:{chat}",
        sender_address="@li",
        reply_to=chat,
        received_at=NOW + minutes * MINUTE,
        message_id=None,
        **fields,
    )


def test_a_message_makes_its_conversation_and_a_later_one_moves_it_up(db: Database) -> None:
    keep_all(
        db, envelope(1, sender_name="李雷"), _chat(2, minutes=5), envelope(3, received_at=NOW + 9 * MINUTE)
    )
    with db.read() as tx:
        first, second = conversations.listing(tx)
    assert (first.key, first.name, first.last_message_at) == ("email:li@example.cn", "李雷", NOW + 9 * MINUTE)
    assert (second.key, second.channel, second.reply_to) == ("telegram:7", "telegram", "7")
    assert first.taken_by is second.taken_by is None


def test_a_message_that_was_late_does_not_move_it_back(db: Database) -> None:
    keep_all(db, _chat(1, minutes=5), _chat(2, minutes=1))
    with db.read() as tx:
        found = conversations.get(tx, "telegram:7")
    assert found
    assert found.last_message_at == NOW + timedelta(minutes=5)


def test_who_is_behind_it_stays_known(db: Database) -> None:
    keep_all(db, _chat(1, customer_code="C1"), _chat(2))
    with db.begin() as tx:
        assert [each.key for each in conversations.of_customer(tx, "C1")] == ["telegram:7"]
        conversations.identify(tx, "telegram:7", None)
        assert conversations.of_customer(tx, "C1") == ()
        assert conversations.get(tx, "telegram:none") is None


def test_a_conversation_that_is_taken_is_the_persons_until_released(db: Database) -> None:
    keep_all(db, _chat(1), _chat(2, chat="8"))
    with db.begin() as tx:
        conversations.take(tx, "telegram:7", "Wang", NOW)
        conversations.take(tx, "telegram:7", "Han", NOW + MINUTE)
        assert conversations.taken(tx, "telegram:7", None)
        assert not conversations.taken(tx, "telegram:8", None)
        found = conversations.get(tx, "telegram:7")
        assert found
        assert (found.taken_by, found.taken_at) == ("Han", NOW + MINUTE)
        assert conversations.release(tx, "telegram:7")
        assert not conversations.release(tx, "telegram:7")
        assert not conversations.taken(tx, "telegram:7", None)


def test_a_customer_who_is_taken_is_so_in_every_conversation(db: Database) -> None:
    keep_all(db, _chat(1, customer_code="C1"), _chat(2, chat="8"))
    with db.begin() as tx:
        conversations.take(tx, "C1", "Wang", NOW)
        # Known from the conversation itself, or told by who asks.
        assert conversations.taken(tx, "telegram:7", None)
        assert conversations.taken(tx, "telegram:8", "C1")
        assert not conversations.taken(tx, "telegram:8", "C2")
        assert [each.taken_by for each in conversations.listing(tx) if each.key == "telegram:7"] == ["Wang"]
