"""A mailbox of a real Dovecot is read: everything once, marked only when it is kept, never deleted."""

import time
from datetime import timedelta

import pytest

from bot.channels.base import ChannelError
from bot.channels.imap import ImapListener, check
from bot.cli.wiring import keeper
from scheduler.loops import Bell
from store import inbox
from store.database import Database
from store.envelope import Envelope
from tests.channels.mailing import clock, kept, listener, listening, mail, read_all, settings, subjects
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures_mail import Mailbox
from tests.servers.ports import until


def flags(mailbox: Mailbox, folder: str = "INBOX") -> list[set[bytes]]:
    """The flags of each mail, in the order of their UIDs, without those of the session."""
    with mailbox.server.login(mailbox.address, folder) as client:
        found = client.get_flags(client.search())
    return [set(each) - {b"\\Recent"} for _, each in sorted(found.items())]


def test_mails_are_kept_whole_and_marked(db: Database, mailbox: Mailbox) -> None:
    mailbox.deliver(*(mail(number) for number in range(5)))
    read_all(db, settings(mailbox, batch=2))
    assert subjects(db) == [f"order {number}" for number in range(5)]
    assert flags(mailbox) == [{b"\\Seen"}] * 5
    with db.read() as tx:
        raw = inbox.raw(tx, kept(db)[0].id)
    assert raw.endswith(mail(0))  # below what the servers on the way have added
    item = kept(db)[0]
    assert item.envelope.text == "可乐两箱"
    assert item.envelope.source.startswith(f"imap:{mailbox.address}/INBOX/")
    assert clock() - item.envelope.received_at < timedelta(minutes=5)


def test_reading_again_keeps_nothing_twice(db: Database, mailbox: Mailbox) -> None:
    wanted = settings(mailbox)
    mailbox.deliver(mail(1), mail(2))
    read_all(db, wanted)
    read_all(db, wanted)
    mailbox.deliver(mail(3), mail(2))  # and one comes over a second way
    read_all(db, wanted)
    assert subjects(db) == ["order 1", "order 2", "order 3"]


def test_the_first_connection_takes_recent_unread_mails_only(db: Database, mailbox: Mailbox) -> None:
    mailbox.deliver(mail(1), mail(2))
    with mailbox.server.login(mailbox.address) as client:
        client.add_flags(client.search()[:1], [b"\\Seen"])
        client.append("INBOX", mail(3), msg_time=clock() - timedelta(days=9))
    read_all(db, settings(mailbox))
    assert subjects(db) == ["order 2"]


def test_without_backfill_only_what_comes_from_now_on(db: Database, mailbox: Mailbox) -> None:
    wanted = settings(mailbox, backfill_days=0)
    mailbox.deliver(mail(1))
    read_all(db, wanted)
    mailbox.deliver(mail(2))
    read_all(db, wanted)
    assert subjects(db) == ["order 2"]


def test_an_old_mail_that_is_moved_in_is_not_booked_without_a_look(
    sqlite_db: Database, mailbox: Mailbox
) -> None:
    wanted = settings(mailbox)
    read_all(sqlite_db, wanted)
    with mailbox.server.login(mailbox.address) as client:
        long_ago = clock() - timedelta(days=90)
        client.append("INBOX", mail(1), flags=[b"\\Seen"], msg_time=long_ago)
        client.append("INBOX", mail(2), msg_time=long_ago)
        client.append("INBOX", mail(3), flags=[b"\\Seen"], msg_time=clock() - timedelta(days=2))
    mailbox.deliver(mail(4))
    read_all(sqlite_db, wanted)
    assert subjects(sqlite_db) == ["order 2", "order 3", "order 4"]
    old, *others = (item.envelope.problems for item in kept(sqlite_db))
    assert old == (f"it arrived on {long_ago:%Y-%m-%d} and was put into this folder only now",)
    assert others == [(), ()]


@pytest.mark.parametrize("bare", [False, True], ids=["with ids", "without ids"])
def test_a_changed_uidvalidity_loses_nothing_and_doubles_nothing(
    db: Database, mailbox: Mailbox, *, bare: bool
) -> None:
    def stripped(content: bytes) -> bytes:
        head, _, body = content.partition(b"\r\n\r\n")
        return (
            b"\r\n".join(line for line in head.split(b"\r\n") if not line.startswith(b"Message-ID"))
            + b"\r\n\r\n"
            + body
        )

    mails = [stripped(mail(number)) if bare else mail(number) for number in range(4)]
    wanted = settings(mailbox, folder="Orders", mark_seen=False)
    with mailbox.server.login(mailbox.address) as client:
        client.create_folder("Orders")
        read_all(db, wanted)
        for content in mails[:3]:
            client.append("Orders", content)
        read_all(db, wanted)
        before = client.folder_status("Orders", ["UIDVALIDITY"])[b"UIDVALIDITY"]
        client.delete_folder("Orders")
        until(lambda: time.time() > before + 1, what="another second, from which Dovecot makes the number")
        client.create_folder("Orders")
        assert client.folder_status("Orders", ["UIDVALIDITY"])[b"UIDVALIDITY"] != before
        for content in reversed(mails):  # under other UIDs than before
            client.append("Orders", content)
    read_all(db, wanted)
    read_all(db, wanted)
    assert subjects(db) == [f"order {number}" for number in range(4)]


def test_a_folder_made_anew_is_noticed_by_a_listener_that_waits(
    sqlite_db: Database, mailbox: Mailbox
) -> None:
    wanted = settings(mailbox, folder="Orders", idle_seconds=1)
    with mailbox.server.login(mailbox.address) as client:
        client.create_folder("Orders")
        with listening(sqlite_db, wanted):
            client.append("Orders", mail(1))
            until(lambda: subjects(sqlite_db) == ["order 1"])
            before = client.folder_status("Orders", ["UIDVALIDITY"])[b"UIDVALIDITY"]
            until(lambda: time.time() > before + 1, what="another second")
            client.delete_folder("Orders")
            client.create_folder("Orders")
            client.append("Orders", mail(2))
            until(lambda: subjects(sqlite_db) == ["order 1", "order 2"])


def test_a_mail_is_moved_once_it_is_kept_and_nothing_is_deleted(
    sqlite_db: Database, mailbox: Mailbox
) -> None:
    wanted = settings(mailbox, move_to="Taken", keyword="$Jiedan")
    mailbox.deliver(mail(1), mail(2))
    read_all(sqlite_db, wanted)
    assert flags(mailbox) == []
    assert flags(mailbox, "Taken") == [{b"\\Seen", b"$Jiedan"}] * 2


def test_marking_can_be_left_to_others(sqlite_db: Database, mailbox: Mailbox) -> None:
    mailbox.deliver(mail(1))
    read_all(sqlite_db, settings(mailbox, mark_seen=False))
    assert subjects(sqlite_db) == ["order 1"]
    assert flags(mailbox) == [set()]


def test_what_could_not_be_committed_is_neither_marked_nor_lost(db: Database, mailbox: Mailbox) -> None:
    mailbox.deliver(mail(1), mail(2), mail(3))
    wanted = settings(mailbox)
    commit = keeper(db, Bell(), clock=clock)

    def keep(envelope: Envelope) -> bool:
        assert flags(mailbox) == [set()] * 3
        if envelope.subject == "order 2":
            raise OSError("the disk is full")
        return commit(envelope)

    one = listener(db, wanted)
    with pytest.raises(OSError, match="the disk is full"):
        one.poll_one(keep)
    one.close()
    assert subjects(db) == ["order 1"]
    assert flags(mailbox) == [set()] * 3
    read_all(db, wanted)
    assert subjects(db) == ["order 1", "order 2", "order 3"]
    assert flags(mailbox) == [{b"\\Seen"}] * 3


def test_idle_brings_mail_as_it_comes_and_is_renewed(sqlite_db: Database, mailbox: Mailbox) -> None:
    with listening(sqlite_db, settings(mailbox, idle_seconds=1)) as one:
        for number in range(3):
            mailbox.deliver(mail(number))
            until(lambda: len(kept(sqlite_db)) == number + 1)  # noqa: B023
        time_of_a_renewal = time.monotonic() + 1.2
        until(lambda: time.monotonic() > time_of_a_renewal)
        mailbox.deliver(mail(3))
        until(lambda: len(kept(sqlite_db)) == 4)
        assert one.problem is None


def test_without_idle_the_mailbox_is_looked_at(
    sqlite_db: Database, dovecot_without_idle: Dovecot, mailbox: Mailbox
) -> None:
    box = Mailbox(dovecot_without_idle, mailbox.address)
    with listening(sqlite_db, settings(box, poll_seconds=1)) as one:
        for number in range(2):
            box.deliver(mail(number))
            until(lambda: len(kept(sqlite_db)) == number + 1)  # noqa: B023
        assert one.problem is None


def test_a_large_mail_keeps_its_header_and_says_what_is_missing(
    sqlite_db: Database, mailbox: Mailbox
) -> None:
    huge = mail(1, "可乐两箱\r\n" + ("x" * 70 + "\r\n") * 420_000)
    assert len(huge) > 30_000_000
    mailbox.deliver(mail(0), huge, mail(2))
    read_all(sqlite_db, settings(mailbox, size_cap=1_000_000))
    before, large, after = kept(sqlite_db)
    assert (before.envelope.problems, after.envelope.problems) == ((), ())
    assert large.envelope.subject == "order 1"
    assert large.envelope.sender_address == before.envelope.sender_address
    assert large.envelope.text.startswith("可乐两箱")
    assert large.envelope.problems[0].startswith("incomplete: the mail has 30,")
    with sqlite_db.read() as tx:
        assert len(inbox.raw(tx, large.id)) == 1_000_000
    assert flags(mailbox) == [{b"\\Seen"}] * 3


def test_two_mailboxes_are_two_sources(sqlite_db: Database, dovecot: Dovecot, mailbox: Mailbox) -> None:
    second = Mailbox(dovecot, f"second-{mailbox.address}")
    mailbox.deliver(mail(1))
    second.deliver(mail(2))
    with listening(sqlite_db, settings(mailbox)), listening(sqlite_db, settings(second)):
        until(lambda: subjects(sqlite_db) == ["order 1", "order 2"])
    assert {item.envelope.source.split("/")[0] for item in kept(sqlite_db)} == {
        f"imap:{mailbox.address}",
        f"imap:{second.address}",
    }


def test_the_doctor_looks_without_touching(mailbox: Mailbox) -> None:
    mailbox.deliver(mail(1))
    said = check(settings(mailbox, move_to="Taken"), now=clock())
    assert said.endswith("(tls), INBOX has 1 mails, IDLE")
    assert flags(mailbox) == [set()]
    with mailbox.server.login(mailbox.address) as client:
        assert not client.folder_exists("Taken")


def test_starttls_is_required_where_it_is_asked_for(sqlite_db: Database, mailbox: Mailbox) -> None:
    mailbox.deliver(mail(1))
    read_all(sqlite_db, settings(mailbox, port=mailbox.server.port, security="starttls"))
    assert subjects(sqlite_db) == ["order 1"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"password": "wrong"}, "refuses the sign-in of"),
        ({"folder": "Nowhere"}, "does not open the folder 'Nowhere'"),
        ({"ca_file": None}, "its certificate is not trusted: "),
        ({"host": "127.1"}, "its certificate is not trusted: "),
        ({"port": 1}, "it refuses connections"),
        ({"ca_file": "/nowhere.pem"}, "ca_file /nowhere.pem cannot be used"),
    ],
    ids=[
        "password",
        "folder",
        "unknown authority",
        "another's certificate",
        "nobody listens",
        "authority file",
    ],
)
def test_each_misfortune_is_one_line_and_the_others_go_on(
    sqlite_db: Database,
    dovecot: Dovecot,
    mailbox: Mailbox,
    changes: dict[str, str],
    told: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad = settings(mailbox, **changes)
    with pytest.raises(ChannelError, match=told) as error:
        ImapListener(bad, cursor=Nowhere(), clock=clock).poll_one(lambda envelope: True)
    assert "\n" not in error.value.reason
    good = Mailbox(dovecot, f"good-{mailbox.address}")
    with listening(sqlite_db, bad) as failing, listening(sqlite_db, settings(good)):
        problem = until(lambda: failing.problem)
        assert told in problem
        good.deliver(mail(1))
        until(lambda: subjects(sqlite_db) == ["order 1"])
    lines = [record.getMessage() for record in caplog.records if told in record.getMessage()]
    assert len(lines) == 1
    assert lines[0].startswith(f"imap:{mailbox.address}/")


class Nowhere:
    """A place that is never noted."""

    def get(self) -> str | None:
        return None

    def set(self, value: str) -> None:
        raise AssertionError(value)


def test_what_was_mended_is_found_by_itself(
    sqlite_db: Database, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.retry.RECONNECT_MOST", 0.2)
    wanted = settings(mailbox, folder="Later")
    with listening(sqlite_db, wanted) as one:
        until(lambda: one.problem)
        with mailbox.server.login(mailbox.address) as client:
            client.create_folder("Later")
            client.append("Later", mail(1))
        until(lambda: subjects(sqlite_db) == ["order 1"])
        until(lambda: one.problem is None)
