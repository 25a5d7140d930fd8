"""Which migration the tables are at, and how they get to the newest."""

import threading
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError

from store.errors import SchemaMismatch

HEAD = "0012"
"""The newest migration; a test holds it to the files in `store/migrations/versions`."""

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK_KEY = 0x6A696564616E  # "jiedan"; any fixed number that nobody else of this database uses
_alembic = threading.Lock()  # its context is global to the process


def is_current(tx: sa.Connection) -> bool:
    return revision(tx) == HEAD


def revision(tx: sa.Connection) -> str | None:
    """The migration that the tables are at, or None before the first."""
    if not sa.inspect(tx).has_table("alembic_version"):
        return None
    found: str | None = tx.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def upgrade(tx: sa.Connection) -> None:
    """Run the missing migrations within this transaction, one process at a time.

    Raises SchemaMismatch if the tables are newer than this program.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    if is_current(tx):
        return
    try:
        with _alembic:
            command.upgrade(config(tx), "head")
    except CommandError as error:
        raise SchemaMismatch(
            f"the database is at revision {revision(tx)}, this program knows up to {HEAD}: update the program"
        ) from error


def config(tx: sa.Connection) -> Config:
    """Alembic's configuration for this connection."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["connection"] = tx
    return settings
