"""Record, act, record: what goes out is written first, tried in order, and never lost."""

from datetime import timedelta

import pytest

from store import outbox
from store.database import Database
from tests.store.making import MINUTE, NOW, draft, envelope, keep_all

LEASE = timedelta(minutes=5)


def _queue(db: Database, *drafts: outbox.OutgoingDraft) -> list[int | None]:
    with db.begin() as tx:
        return [outbox.enqueue(tx, one, now=NOW) for one in drafts]


def _claim(db: Database, *, minutes: int = 0) -> outbox.OutboxItem | None:
    with db.begin() as tx:
        return outbox.claim(tx, now=NOW + minutes * MINUTE, lease=LEASE)


def test_what_was_queued_comes_back_whole(db: Database) -> None:
    keep_all(db, envelope())
    sent = draft(
        subject="回复", html="<p>好</p>", buttons=(("箱", "q:1:1"), ("瓶", "q:1:2")), order_no="SO-1", inbox_id=1,
        in_reply_to="<1@a>", references=("<0@a>", "<1@a>"), cc=("rep@example.com",),
    )  # fmt: skip
    assert _queue(db, sent) == [1]
    with db.read() as tx:
        found = outbox.get(tx, 1)
    assert found
    for name in outbox.OutgoingDraft.__slots__:
        assert getattr(found, name) == getattr(sent, name), name
    assert (found.state, found.attempts, found.queued_at, found.due_at) == ("queued", 0, NOW, NOW)


def test_a_dedupe_key_goes_out_once(db: Database) -> None:
    first, again, other = _queue(db, draft(1), draft(1, text="again"), draft(2))
    assert (first, again) == (1, None)
    assert other


def test_the_attempt_is_written_before_the_act(db: Database) -> None:
    _queue(db, draft())
    item = _claim(db)
    assert item
    assert (item.state, item.attempts, item.due_at) == ("sending", 1, NOW + LEASE)
    with db.read() as tx:
        assert outbox.get(tx, 1) == item
    assert _claim(db) is None
    with db.begin() as tx:
        outbox.sent(tx, 1, receipt="250 ok", now=NOW)
        done = outbox.get(tx, 1)
    assert done
    assert (done.state, done.receipt, done.sent_at) == ("sent", "250 ok", NOW)
    assert _claim(db, minutes=60) is None


def test_a_sender_that_died_leaves_its_message_due_with_the_attempt_counted(db: Database) -> None:
    _queue(db, draft())
    first = _claim(db)
    assert first
    assert _claim(db, minutes=4) is None
    second = _claim(db, minutes=5)
    assert second
    assert (second.id, second.attempts, second.token) == (1, 2, first.token)
    assert second.message_id("example.com") == first.message_id("example.com")


def test_an_attempt_that_lasts_keeps_its_message(db: Database) -> None:
    with db.begin() as tx:
        outbox.enqueue(tx, draft(), now=NOW)
        item = outbox.claim(tx, now=NOW, lease=MINUTE)
        assert item is not None
        assert outbox.renew(tx, item.id, attempt=1, until=NOW + 3 * MINUTE)
    with db.begin() as tx:
        assert outbox.claim(tx, now=NOW + 2 * MINUTE, lease=MINUTE) is None
        again = outbox.claim(tx, now=NOW + 3 * MINUTE, lease=MINUTE)
        assert again is not None
        assert not outbox.renew(tx, item.id, attempt=1, until=NOW + 9 * MINUTE)
        assert outbox.renew(tx, item.id, attempt=2, until=NOW + 9 * MINUTE)
        outbox.sent(tx, item.id, receipt="250", now=NOW)
        assert not outbox.renew(tx, item.id, attempt=2, until=NOW + 99 * MINUTE)


def test_a_clock_that_was_set_back_holds_up_nothing_new_and_hurries_nothing_that_failed(db: Database) -> None:
    _queue(db, draft(1), draft(2, conversation="email:other@example.com"))
    first = _claim(db, minutes=-480)
    assert first
    with db.begin() as tx:
        outbox.postpone(tx, first.id, until=NOW, reason="too many", attempt=first.attempts)
    second = _claim(db, minutes=-480)
    assert second
    assert second.id != first.id
    assert _claim(db, minutes=-480) is None
    again = _claim(db)
    assert again
    assert (again.id, again.attempts) == (first.id, 1), "to be asked to wait is no attempt"


def test_a_failure_waits_then_fails_for_good(db: Database) -> None:
    _queue(db, draft())
    _claim(db)
    with db.begin() as tx:
        outbox.failed(tx, 1, reason="451 later", permanent=False, retry_at=NOW + 10 * MINUTE, now=NOW)
        assert outbox.next_due(tx) == NOW + 10 * MINUTE
    assert _claim(db, minutes=9) is None
    assert _claim(db, minutes=10)
    with db.begin() as tx:
        outbox.failed(tx, 1, reason="550 no such user", permanent=True, now=NOW, retry_at=NOW)
        found = outbox.get(tx, 1)
        assert found
        assert (found.state, found.reason, found.attempts) == ("failed", "550 no such user", 2)
        assert outbox.next_due(tx) is None
    assert _claim(db, minutes=60) is None
    with db.begin() as tx:
        assert outbox.retry(tx, 1, NOW)
        assert not outbox.retry(tx, 1, NOW)
    again = _claim(db)
    assert again
    assert again.attempts == 1


def test_late_news_of_an_overtaken_attempt(db: Database) -> None:
    _queue(db, draft())
    first, second = _claim(db), _claim(db, minutes=5)
    assert first
    assert second
    with db.begin() as tx:
        outbox.failed(tx, 1, reason="timeout", permanent=False, retry_at=NOW, now=NOW, attempt=first.attempts)
        found = outbox.get(tx, 1)
        assert found
        assert (found.state, found.due_at) == ("sending", NOW + 2 * LEASE)
        outbox.failed(tx, 1, reason="550", permanent=True, now=NOW, attempt=second.attempts)
        # The first one got through after all.
        outbox.sent(tx, 1, receipt="250", now=NOW)
        outbox.failed(tx, 1, reason="late", permanent=True, now=NOW)
        outbox.sent(tx, 1, receipt="other", now=NOW + MINUTE)
        found = outbox.get(tx, 1)
    assert found
    assert (found.state, found.receipt, found.reason) == ("sent", "250", None)


def test_the_order_of_a_conversation_is_kept(db: Database) -> None:
    other = draft(3, conversation="telegram:7", channel="telegram", to="7")
    _queue(db, draft(1), draft(2), other)
    assert [item.id if item else None for item in (_claim(db), _claim(db), _claim(db))] == [1, 3, None]
    with db.begin() as tx:
        outbox.failed(tx, 1, reason="451", permanent=False, retry_at=NOW + MINUTE, now=NOW)
    assert _claim(db) is None  # 2 waits for 1
    _claim(db, minutes=1)
    with db.begin() as tx:
        outbox.failed(tx, 1, reason="550", permanent=True, now=NOW)
    item = _claim(db)
    assert item
    assert item.id == 2  # what failed does not block


def test_a_process_claims_only_what_it_can_send(db: Database) -> None:
    _queue(db, draft(1), draft(2, conversation="telegram:7", channel="telegram", to="7"))
    with db.begin() as tx:
        item = outbox.claim(tx, now=NOW, lease=LEASE, channels=("telegram",))
        assert item
        assert item.id == 2
        assert outbox.claim(tx, now=NOW, lease=LEASE, channels=("telegram",)) is None


def test_a_reply_finds_the_mail_that_it_answers(db: Database) -> None:
    _queue(db, draft(1, order_no="SO-1"), draft(2, order_no="SO-2"))
    with db.read() as tx:
        item = outbox.get(tx, 2)
        assert item
        ours = item.message_id("example.com")
        assert outbox.by_message_id(tx, f" {ours} ") == item
        assert outbox.by_message_id(tx, ours.replace("example.com", "relay.example.net")) == item
        for forged in (
            f"<jiedan-1-{item.token}@example.com>",
            "<jiedan-2-00000000@example.com>",
            f"<jiedan-{'9' * 30}-{item.token}@example.com>",
            f"<x-jiedan-2-{item.token}@example.com>",
            "<1@example.cn>",
            "",
        ):
            assert outbox.by_message_id(tx, forged) is None, forged


def test_a_chat_reply_finds_the_message_by_its_receipt(db: Database) -> None:
    _queue(db, draft(1, channel="telegram"))
    with db.begin() as tx:
        outbox.sent(tx, 1, receipt="7/1001", now=NOW)
        found = outbox.by_receipt(tx, channel="telegram", receipt="7/1001")
        assert found
        assert found.id == 1
        assert outbox.by_receipt(tx, channel="email", receipt="7/1001") is None


def test_counting_what_went_to_an_address(db: Database) -> None:
    keep_all(db, envelope())
    with db.begin() as tx:
        for number in range(3):
            outbox.enqueue(tx, draft(number, inbox_id=1), now=NOW + number * MINUTE)
        # What answers nobody is no part of a loop.
        outbox.enqueue(tx, draft(8, kind="push"), now=NOW)
        outbox.enqueue(tx, draft(9, kind=outbox.COPY, inbox_id=1), now=NOW)
        assert outbox.count_to(tx, "li@example.cn", since=NOW) == 3
        assert outbox.count_to(tx, "li@example.cn", since=NOW + 2 * MINUTE) == 1
        assert outbox.count_to(tx, "han@example.cn", since=NOW) == 0


def test_recent_is_newest_first_and_can_be_narrowed(db: Database) -> None:
    _queue(db, draft(1), draft(2, conversation="telegram:7"), draft(3))
    with db.begin() as tx:
        outbox.sent(tx, 1, receipt="x", now=NOW)
        assert [item.id for item in outbox.recent(tx)] == [3, 2, 1]
        assert [item.id for item in outbox.recent(tx, state="queued", limit=1)] == [3]
        assert [item.id for item in outbox.recent(tx, conversation="telegram:7")] == [2]
        assert [item.id for item in outbox.recent(tx, after=2)] == [3]


def test_an_answer_needs_the_message_that_it_answers(db: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        _queue(db, draft(inbox_id=99))


def test_what_waits_for_the_morning_keeps_no_answer_back(db: Database) -> None:
    night = 8 * 60
    news, answer = _queue(db, draft(1, not_before=NOW + night * MINUTE), draft(2))
    claimed = _claim(db)
    assert claimed
    assert claimed.id == answer
    assert _claim(db) is None
    with db.begin() as tx:
        outbox.sent(tx, claimed.id, receipt="1", now=NOW)
        assert outbox.next_due(tx) == NOW + night * MINUTE
    assert _claim(db, minutes=night - 1) is None
    morning = _claim(db, minutes=night)
    assert morning
    assert morning.id == news
