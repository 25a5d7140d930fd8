"""The migrations make what store.tables says, once, whoever starts first."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store import schema
from store.database import Database
from store.errors import SchemaMismatch, StoreError
from store.tables import metadata, orders


def test_migrations_and_tables_agree(db: Database) -> None:
    with db.begin() as tx:
        options = {
            "compare_type": True,
            "target_metadata": metadata,
            # The words of the archive have each database's own form.
            "include_name": lambda name, kind, _: kind != "table" or not name.startswith("archive_words"),
        }
        context = MigrationContext.configure(tx, opts=options)
        assert compare_metadata(context, metadata) == []


def test_head_is_the_newest_file(sqlite_db: Database) -> None:
    with sqlite_db.read() as tx:
        assert ScriptDirectory.from_config(schema.config(tx)).get_current_head() == schema.HEAD


def test_two_that_start_at_once_migrate_once(bare_url: str) -> None:
    failures: list[BaseException] = []
    together = threading.Barrier(4)

    def start() -> None:
        try:
            together.wait()
            with Database.open(bare_url) as database:
                database.migrate()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Database.open(bare_url) as database, database.read() as tx:
        assert schema.is_current(tx)


def test_tables_of_a_newer_program_are_refused_in_one_line(db: Database) -> None:
    with db.begin() as tx:
        tx.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaMismatch, match=r"9999.*update the program"):
        db.migrate()


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "nonsense"])
def test_a_url_of_another_kind_is_one_clear_line(url: str) -> None:
    with pytest.raises(StoreError, match="database url") as refused:
        Database.open(url)
    assert "\n" not in str(refused.value)


def test_of_what_waits_at_the_update_only_the_latest_is_looked_at(bare_url: str) -> None:
    now = datetime.now(UTC)
    with Database.open(bare_url) as database:
        with database.begin() as tx:
            command.upgrade(schema.config(tx), "0002")
            for number, (status, days) in enumerate([("draft", 1), ("draft", 30), ("received", 1)]):
                at = now - timedelta(days=days)
                row = {
                    "order_no": f"SO-{number}", "status": status, "version": 1, "conversation": "x",
                    "placed_at": at, "changed_at": at, "told_from": 0, "announced": 0, "body": {},
                }  # fmt: skip
                tx.execute(sa.insert(orders).values(row))
        database.migrate()
        with database.read() as tx:
            assert list(tx.scalars(sa.select(orders.c.order_no).where(orders.c.look_at.is_not(None)))) == [
                "SO-0"
            ]
