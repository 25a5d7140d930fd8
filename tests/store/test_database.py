"""Transactions: all or nothing, snapshots that change nothing, and faults told in one line."""

import json
import threading
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import sqlalchemy as sa

from parsers.reading import Product
from store import conversations, cursors, inbox, orders, outbox, products
from store.columns import LONGEST_KEY, key_of, storable
from store.database import Database
from store.errors import DatabaseBusy, DatabaseDown
from tests.store.making import NOW, envelope, keep_all, order


class _Stop(Exception):  # noqa: N818
    pass


def test_a_block_that_raises_leaves_nothing(db: Database) -> None:
    with pytest.raises(_Stop), db.begin() as tx:  # noqa: PT012
        inbox.keep(tx, envelope())
        raise _Stop
    with db.read() as tx:
        assert inbox.recent(tx) == ()


def test_reading_cannot_write(db: Database) -> None:
    with pytest.raises((sa.exc.DBAPIError, DatabaseDown)), db.read() as tx:
        cursors.put(tx, "imap:x", "1:1")
    with db.begin() as tx:
        assert cursors.get(tx, "imap:x") is None
        cursors.put(tx, "imap:x", "1:1")


def test_reading_sees_one_snapshot(db: Database) -> None:
    with db.read() as reader:
        assert cursors.get(reader, "imap:x") is None
        with db.begin() as writer:
            cursors.put(writer, "imap:x", "1:1")
        assert cursors.get(reader, "imap:x") is None
    with db.read() as reader:
        assert cursors.get(reader, "imap:x") == "1:1"


def test_sqlite_is_durable_and_checks_references(sqlite_db: Database) -> None:
    with sqlite_db.begin() as tx:
        found = [
            tx.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]


def test_many_threads_write_without_locked(sqlite_url: str) -> None:
    # Two Database objects, as two processes have them: the second queue does not know of the first.
    failures: list[BaseException] = []

    def write(database: Database, name: str) -> None:
        try:
            for number in range(20):
                with database.begin() as tx:
                    assert cursors.get(tx, name) in {None, str(number - 1)}
                    cursors.put(tx, name, str(number))
        except BaseException as error:
            failures.append(error)

    with Database.open(sqlite_url) as one, Database.open(sqlite_url) as other:
        threads = [
            threading.Thread(target=write, args=(database, f"{which}{n}"))
            for which, database in (("a", one), ("b", other))
            for n in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


def test_a_lock_held_too_long_is_busy_and_then_works_again(sqlite_url: str) -> None:
    with Database.open(sqlite_url) as one, Database.open(sqlite_url, busy_seconds=0.1) as other:
        with one.begin(), pytest.raises(DatabaseBusy, match="locked") as busy, other.begin():
            pytest.fail("two writers at once")
        assert "\n" not in str(busy.value)
        with other.begin() as tx:
            cursors.put(tx, "x", "1")


def test_a_transaction_in_a_transaction_does_not_hang(sqlite_url: str) -> None:
    with (
        Database.open(sqlite_url, busy_seconds=0.1) as db,
        db.begin(),
        pytest.raises(DatabaseBusy, match="somebody has been writing"),
        db.begin(),
    ):
        pytest.fail("nested")


def test_a_full_disk_is_told_in_one_line_and_nothing_is_kept(sqlite_db: Database) -> None:
    with sqlite_db.begin() as tx:
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar()
    with pytest.raises(DatabaseDown, match="full") as down, sqlite_db.begin() as tx:  # noqa: PT012
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        inbox.keep(tx, envelope(raw=b"x" * 1_000_000))
    assert "\n" not in str(down.value)
    with sqlite_db.read() as tx:
        assert inbox.recent(tx) == ()
    with sqlite_db.begin() as tx:
        tx.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert keep_all(sqlite_db, envelope()) == [1]


def test_a_file_that_cannot_be_opened_is_told_in_one_line(tmp_path: object) -> None:
    with pytest.raises(DatabaseDown, match="cannot open"):
        Database.open("sqlite:////proc/nowhere/jiedan.db")
    path = f"{tmp_path}/text.db"
    with open(path, "w") as file:
        file.write("no database " * 1000)
    with pytest.raises(DatabaseDown, match="not a database"):
        Database.open(f"sqlite:///{path}")


def test_a_server_that_is_not_there_is_told_in_one_line() -> None:
    with pytest.raises(DatabaseDown) as down:
        Database.open("postgresql://who:secret@127.0.0.1:1/none")
    assert "\n" not in str(down.value)
    assert "secret" not in str(down.value)


def test_a_lost_connection_is_down_once_and_then_works_again(postgres_db: Database) -> None:
    with pytest.raises(DatabaseDown), postgres_db.begin() as tx:  # noqa: PT012
        inbox.keep(tx, envelope())
        with postgres_db.begin() as killer:
            killer.execute(
                sa.text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND datname = current_database()"
                )
            )
        inbox.recent(tx)
    with postgres_db.begin() as tx:
        assert inbox.recent(tx) == ()
        inbox.keep(tx, envelope())


@pytest.mark.parametrize(
    "amount", ["0", "0.00", "12.50", "-3", "1E+3", "0.0000000000000000000000001", "99999999999999999999.99"]
)
def test_an_amount_comes_back_as_it_was(db: Database, amount: str) -> None:
    with db.begin() as tx:
        products.replace_all(tx, [Product("A", "a", price=Decimal(amount), units={"箱": Decimal(amount)})])
    with db.read() as tx:
        (found,) = products.all(tx)
    for back in (found.price, found.units["箱"]):
        assert back is not None
        assert back.as_tuple() == Decimal(amount).as_tuple()


def test_not_a_number_is_no_amount(db: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="NaN"), db.begin() as tx:
        products.replace_all(tx, [Product("A", "a", price=Decimal("NaN"))])


@pytest.mark.parametrize(
    "moment",
    [
        NOW,
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=8))),
        datetime(999, 1, 1, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(db: Database, moment: datetime) -> None:
    with db.begin() as tx:
        inbox_id = inbox.keep(tx, envelope(received_at=moment))
        assert inbox_id
        found = inbox.get(tx, inbox_id)
    assert found
    assert found.envelope.received_at == moment
    assert found.envelope.received_at.tzinfo is UTC


def test_moments_sort_by_time_whatever_their_zone(db: Database) -> None:
    shanghai = timezone(timedelta(hours=8))
    with db.begin() as tx:
        number = inbox.keep(tx, envelope())
        again = datetime(2026, 11, 24, 17, 0, tzinfo=shanghai)
        assert number is not None
        assert inbox.record_failure(tx, number, reason="no", now=NOW, retry_at=again)
        assert inbox.claim(tx, now=datetime(2026, 11, 24, 8, 59, 59, 999999, tzinfo=UTC)) is None
        assert inbox.claim(tx, now=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


def test_a_moment_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="no time zone"), db.begin() as tx:
        inbox.keep(tx, envelope(received_at=datetime(2026, 11, 24)))


def test_whatever_people_write_can_be_kept(db: Database) -> None:
    wild = "a\x00b \ud83d\ude00 \udcff 👍\U0010ffff \u202e end"
    kept = envelope(
        source=f"webchat:1/{wild}",
        text=wild,
        subject=wild,
        sender_name=wild,
        message_id=wild,
        conversation=wild,
        references=(wild,),
        problems=(wild,),
    )
    (inbox_id,) = keep_all(db, kept)
    assert inbox_id
    with db.read() as tx:
        found = inbox.get(tx, inbox_id)
        assert found
        assert found.envelope.text == "a\ufffdb 😀 \ufffd 👍\U0010ffff \u202e end"
        assert json.dumps(found.envelope.subject)
        assert inbox.by_message_id(tx, wild)
    assert keep_all(db, kept) == [None]


def test_a_key_of_any_length_finds_its_row(db: Database) -> None:
    long, other = "长" * 5000, "长" * 4999 + "短"
    with db.begin() as tx:
        conversations.take(tx, long, "Wang", NOW)
        assert conversations.taken(tx, long, None)
        assert not conversations.taken(tx, other, other)
    assert len(key_of(long).encode()) <= LONGEST_KEY
    assert key_of(key_of(long)) == key_of(long)
    assert storable("plain 文字") == "plain 文字"


def test_order_and_outbox_commit_with_the_message_or_not_at_all(db: Database) -> None:
    keep_all(db, envelope())
    with pytest.raises(_Stop), db.begin() as tx:  # noqa: PT012
        item = inbox.claim(tx, now=NOW)
        assert item
        orders.create(tx, order(orders.next_order_no(tx, day=NOW.date())), by="C001")
        inbox.finish(tx, item.id, outcome="booked", order_no="SO-20261124-0001", now=NOW)
        raise _Stop
    with db.begin() as tx:
        assert orders.listing(tx) == ()
        assert outbox.recent(tx) == ()
        item = inbox.claim(tx, now=NOW)
        assert item
        assert item.attempts == 0
        assert orders.next_order_no(tx, day=NOW.date()) == "SO-20261124-0001"


def test_leases_take_no_connection_from_the_work(postgres_url: str) -> None:
    """A process may hold a lease for each of any number of mailboxes, and wait for as many that others hold."""
    with (
        Database.open(postgres_url, pool_size=2) as holder,
        Database.open(postgres_url, pool_size=2) as other,
    ):
        held = [holder.hold(f"mailbox {number}") for number in range(40)]
        assert all(held)
        assert not any(other.hold(f"mailbox {number}") for number in range(40))
        for database in (holder, other):
            with database.begin() as tx:
                cursors.put(tx, "x", "1")
        for lease in held:
            assert lease is not None
            assert lease.alive()
            lease.release()
        again = other.hold("mailbox 0")
        assert again is not None
        again.release()


def test_a_process_that_stands_still_gives_its_locks_back(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A suspended machine held the day's order number, and nobody could book."""
    monkeypatch.setattr("store.database.STANDSTILL_SECONDS", 1)
    with Database.open(postgres_url) as still, Database.open(postgres_url) as other:
        with pytest.raises(DatabaseDown), still.begin() as stopped:  # noqa: PT012
            orders.next_order_no(stopped, day=date(2026, 11, 24))
            with other.begin() as tx:
                assert orders.next_order_no(tx, day=date(2026, 11, 24)) == "SO-20261124-0001"
            inbox.recent(stopped)
        with still.begin() as tx:
            assert orders.next_order_no(tx, day=date(2026, 11, 24)) == "SO-20261124-0002"


def test_the_server_looks_whether_we_are_still_there(postgres_db: Database) -> None:
    """By itself it would keep the locks of a machine that lost its power for two hours."""
    with postgres_db.read() as tx:
        shown = [
            tx.scalar(sa.text(f"SHOW {name}")) for name in ("tcp_keepalives_idle", "tcp_keepalives_count")
        ]
    assert shown == ["30", "3"]
