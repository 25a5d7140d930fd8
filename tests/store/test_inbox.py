"""Keep first; keep once; claim in the order of each conversation; lose nothing."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from store import cursors, inbox, reviews, tables
from store.database import Database
from store.envelope import Attachment
from store.errors import AlreadyDone
from tests.store.making import MINUTE, NOW, envelope, keep_all, mail


def test_what_was_kept_comes_back_whole(db: Database) -> None:
    sent = envelope(
        sender_name="李雷", sender_id="42", proven=True, customer_code="C001", subject="订单",
        in_reply_to="<1@a>", references=("<1@a>", "<2@a>"), to=("orders@example.com",), automated="bulk",
        attachments=(Attachment("订单.xlsx", "application/xlsx", 10), Attachment("p.jpg", "image/jpeg", 3, b"\x00\x01\xff")),
        problems=("charset",),
    )  # fmt: skip
    (inbox_id,) = keep_all(db, sent)
    assert inbox_id
    with db.read() as tx:
        item = inbox.get(tx, inbox_id)
        assert item
        assert inbox.raw(tx, inbox_id) == sent.raw
        assert inbox.attachments(tx, inbox_id) == sent.attachments
        with pytest.raises(KeyError):
            inbox.raw(tx, 99)
        assert inbox.get(tx, 99) is None
        assert inbox.attachments(tx, 99) == ()
    found = item.envelope
    assert (found.raw, found.attachments[1].content) == (b"", None)
    for name in ("channel", "source", "conversation", "sender_address", "reply_to", "received_at", "text",
                 "sender_name", "sender_id", "proven", "customer_code", "subject", "message_id", "in_reply_to",
                 "references", "to", "automated", "problems"):  # fmt: skip
        assert getattr(found, name) == getattr(sent, name), name
    assert (item.state, item.attempts, item.outcome, item.kept_at) == ("new", 0, None, NOW)


def test_a_second_arrival_changes_nothing(db: Database) -> None:
    assert keep_all(db, envelope(), envelope(text="other", raw=b"other")) == [1, None]
    with db.read() as tx:
        assert inbox.raw(tx, 1) == mail(1)
        assert len(inbox.recent(tx)) == 1


def test_the_same_mail_by_another_way_is_one_message(db: Database) -> None:
    hops = "Received: from a by b\r\nDelivered-To: sales@example.com\r\n"
    kept = keep_all(
        db,
        envelope(),
        envelope(source="imap:orders@example.com/INBOX/2/7"),  # UIDVALIDITY changed
        envelope(source="imap:sales@example.com/INBOX/1/1", raw=mail(1, hops=hops)),  # another mailbox
        envelope(source="smtp:abc", raw=mail(1).replace(b"\r\n", b"\n")),  # another door, other line ends
    )
    assert kept == [1, None, None, None]


@pytest.mark.parametrize(
    "other",
    [
        mail(1, words="可乐三箱"),
        mail(1, date_line="Wed, 25 Nov 2026 16:30:00 +0800"),
        mail(1, sender="han@example.cn"),
    ],
)
def test_another_mail_with_a_used_message_id_is_not_lost(db: Database, other: bytes) -> None:
    kept = keep_all(db, envelope(), envelope(source="imap:orders@example.com/INBOX/1/2", raw=other))
    assert kept == [1, 2]


def test_without_a_date_only_all_bytes_together_count(db: Database) -> None:
    bare = mail(1, date_line="", message_id="")
    again = mail(1, date_line="", message_id="", hops="Received: a day later\r\n")
    kept = keep_all(
        db,
        envelope(source="a", raw=bare, message_id=None),
        envelope(source="b", raw=bare, message_id=None),
        envelope(source="c", raw=again, message_id=None),
    )
    assert [inbox_id is None for inbox_id in kept] == [False, True, False]


def test_without_a_message_id_the_same_mail_is_still_one(db: Database) -> None:
    raw = mail(1, message_id="")
    later = mail(1, message_id="", date_line="Tue, 24 Nov 2026 16:31:00 +0800")
    kept = keep_all(
        db,
        envelope(source="a", raw=raw, message_id=None),
        envelope(source="b", raw=raw, message_id=None),
        envelope(source="c", raw=later, message_id=None),
    )
    assert [inbox_id is None for inbox_id in kept] == [False, True, False]


def test_equal_chat_messages_are_two(db: Database) -> None:
    chat = [
        envelope(channel="telegram", source=f"telegram:1/{n}", message_id=None, raw=b'{"text":"2"}')
        for n in (1, 2)
    ]
    assert keep_all(db, *chat) == [1, 2]


def test_bytes_that_are_no_mail_are_kept(db: Database) -> None:
    wrecks = [b"", b"\x00\xff", b"\n\n", b"no header at all", b": \r\n\r\n", b"Date:\r\n"]
    ids = keep_all(db, *(envelope(source=f"s{n}", raw=raw, message_id=None) for n, raw in enumerate(wrecks)))
    assert None not in ids


def test_what_is_too_large_is_cut_and_said(db: Database) -> None:
    with db.begin() as tx:
        inbox_id = inbox.keep(tx, envelope(text="好" * 30), max_raw=50, max_text=10)
        assert inbox_id
        item = inbox.get(tx, inbox_id)
        assert item
        assert inbox.raw(tx, inbox_id) == mail(1)[:50]
    assert item.envelope.text == "好" * 10
    assert item.envelope.problems == (
        f"only the first 50 of {len(mail(1))} bytes were kept",
        "only the first 10 of 30 characters were kept",
    )
    # The identity is that of the whole: what is cut alike is not alike.
    longer = envelope(source="another", raw=mail(1) + b"and more")
    with db.begin() as tx:
        assert inbox.keep(tx, longer, max_raw=50) == 2


def test_cursor_and_messages_are_committed_together(db: Database) -> None:
    class _Crash(Exception):  # noqa: N818
        pass

    with db.begin() as tx:
        cursors.put(tx, "imap:a", "1:1")
    with pytest.raises(_Crash), db.begin() as tx:  # noqa: PT012
        inbox.keep(tx, envelope(2))
        cursors.put(tx, "imap:a", "1:2")
        raise _Crash
    with db.read() as tx:
        assert (cursors.get(tx, "imap:a"), inbox.recent(tx)) == ("1:1", ())
    with db.begin() as tx:
        assert inbox.keep(tx, envelope(2))
        cursors.put(tx, "imap:a", "1:2")
    with db.read() as tx:
        assert (cursors.get(tx, "imap:a"), len(inbox.recent(tx))) == ("1:2", 1)


def test_claims_go_by_age_and_keep_the_order_of_a_conversation(db: Database) -> None:
    keep_all(db, envelope(1, sender="a@x"), envelope(2, sender="a@x"), envelope(3, sender="b@x"))
    seen = []
    with db.begin() as tx:
        first = inbox.claim(tx, now=NOW)
        assert first
        assert first.id == 1
        inbox.record_failure(tx, 1, reason="boom", now=NOW, retry_at=NOW + MINUTE)
        for _ in range(2):
            item = inbox.claim(tx, now=NOW)
            if item:
                seen.append(item.id)
                inbox.finish(tx, item.id, outcome="booked", now=NOW)
        # 2 waits behind 1, which waits for its retry; 3 is of another conversation.
        assert seen == [3]
        assert inbox.next_due(tx) == NOW
        again = inbox.claim(tx, now=NOW + MINUTE)
        assert again
        assert (again.id, again.attempts, again.reason) == (1, 1, "boom")
        inbox.finish(tx, 1, outcome="asked", now=NOW)
        second = inbox.claim(tx, now=NOW + MINUTE)
        assert second
        assert second.id == 2


def test_a_clock_that_was_set_back_holds_up_no_new_message(db: Database) -> None:
    keep_all(db, envelope())
    earlier = NOW - 480 * MINUTE
    with db.begin() as tx:
        item = inbox.claim(tx, now=earlier)
        assert item
        inbox.record_failure(tx, item.id, reason="no", now=earlier, retry_at=earlier + MINUTE)
        assert inbox.claim(tx, now=earlier) is None
        assert inbox.claim(tx, now=earlier + MINUTE)


def test_a_failed_message_does_not_block_and_can_be_sent_round_again(db: Database) -> None:
    keep_all(db, envelope(1), envelope(2))
    with db.begin() as tx:
        inbox.record_failure(tx, 1, reason="boom", now=NOW, retry_at=None)
        failed = inbox.get(tx, 1)
        assert failed
        assert (failed.state, failed.attempts, failed.reason, failed.done_at) == ("failed", 1, "boom", NOW)
        item = inbox.claim(tx, now=NOW)
        assert item
        assert item.id == 2
        assert inbox.retry(tx, 1, now=NOW)
        assert not inbox.retry(tx, 1, now=NOW)
        assert not inbox.retry(tx, 2, now=NOW)
        item = inbox.claim(tx, now=NOW)
        assert item
        assert (item.id, item.attempts) == (1, 0)


def test_a_message_is_finished_once(db: Database) -> None:
    keep_all(db, envelope())
    with db.begin() as tx:
        reading = {"intent": "new_order", "lines": [{"text": "可乐"}]}
        inbox.finish(tx, 1, outcome="booked", reason="ok", order_no="SO-1", reading_json=reading, now=NOW)
    with db.begin() as tx:
        with pytest.raises(AlreadyDone):
            inbox.finish(tx, 1, outcome="asked", now=NOW)
        assert not inbox.record_failure(tx, 1, reason="late", now=NOW, retry_at=None)
        item = inbox.get(tx, 1)
        assert item
        assert (item.state, item.outcome, item.order_no, item.reading_json) == (
            "done",
            "booked",
            "SO-1",
            reading,
        )
        assert inbox.claim(tx, now=NOW + timedelta(days=1)) is None
        assert inbox.next_due(tx) is None


def test_recent_is_newest_first_and_can_be_narrowed(db: Database) -> None:
    keep_all(db, envelope(1, sender="a@x"), envelope(2, sender="b@x"), envelope(3, sender="a@x"))
    with db.begin() as tx:
        inbox.finish(tx, 1, outcome="booked", now=NOW)
        assert [item.id for item in inbox.recent(tx)] == [3, 2, 1]
        assert [item.id for item in inbox.recent(tx, limit=1)] == [3]
        assert [item.id for item in inbox.recent(tx, state="done")] == [1]
        assert [item.id for item in inbox.recent(tx, conversation="email:a@x")] == [3, 1]
        assert [item.id for item in inbox.recent(tx, conversation="email:a@x", after=1)] == [3]


def test_a_review_points_at_its_message(db: Database) -> None:
    keep_all(db, envelope())
    with db.begin() as tx:
        review = reviews.open(tx, inbox_id=1, order_no=None, reason="uncertain", now=NOW)
        assert reviews.open(tx, inbox_id=1, order_no="SO-1", reason="again", now=NOW) == review
        other = reviews.open(tx, inbox_id=None, order_no="SO-2", reason="short stock", now=NOW)
        assert [r.id for r in reviews.listing(tx)] == [review, other]
        assert reviews.decide(tx, review, decision="accepted", by="wang", now=NOW)
        assert not reviews.decide(tx, review, decision="rejected", by="han", now=NOW)
        assert [r.id for r in reviews.listing(tx)] == [other]
        found = reviews.get(tx, review)
        assert found
        assert found.inbox_id == 1
        assert (found.state, found.decided_by, found.order_no, found.reason) == (
            "accepted",
            "wang",
            "SO-1",
            "again",
        )


def test_what_came_of_a_routed_message_is_noted_after_a_person_decided(db: Database) -> None:
    routed, booked = keep_all(db, envelope(1), envelope(2, sender="wang@example.cn"))
    assert routed
    assert booked
    with db.begin() as tx:
        inbox.finish(tx, routed, outcome="routed", reason="?", now=NOW)
        inbox.finish(tx, booked, outcome="booked", order_no="SO-20261124-0001", now=NOW)
        assert inbox.settle(tx, routed, outcome="booked", order_no="SO-20261124-0002")
        assert not inbox.settle(tx, routed, outcome="cancelled"), "once"
        assert not inbox.settle(tx, booked, outcome="cancelled"), "only what was routed"
        found = [inbox.get(tx, one) for one in (routed, booked)]
    assert [(one.outcome, one.order_no) for one in found if one] == [
        ("booked", "SO-20261124-0002"),
        ("booked", "SO-20261124-0001"),
    ]


def test_whether_a_machine_may_order_is_kept_and_an_older_row_says_yes(db: Database) -> None:
    kept, older = keep_all(db, envelope(1, automated="a bounce", may_order=False), envelope(2))
    assert kept
    assert older
    with db.begin() as tx:
        row = tx.execute(sa.select(tables.inbox.c.envelope).where(tables.inbox.c.id == older)).scalar_one()
        without = {name: value for name, value in row.items() if name != "may_order"}
        tx.execute(sa.update(tables.inbox).where(tables.inbox.c.id == older).values(envelope=without))
        found = [inbox.get(tx, one) for one in (kept, older)]
    assert [one.envelope.may_order for one in found if one] == [False, True]


@pytest.mark.parametrize(
    ("channel", "reply_to", "group"),
    [
        ("telegram", "-1001", True),
        ("telegram", "1001", False),
        ("webchat", "-1", False),
        ("email", "-1@a.cn", False),
    ],
)
def test_which_conversations_are_groups(channel: str, reply_to: str, group: bool) -> None:
    assert envelope(1, channel=channel, reply_to=reply_to).in_group is group
