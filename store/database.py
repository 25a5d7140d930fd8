"""The database: SQLite in WAL mode or PostgreSQL, its transactions, its migrations and its named leases.

with db.begin() as tx:  # one write transaction: all of it or nothing
with db.read() as tx:   # one snapshot; writing raises
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from store import lease, schema
from store.columns import json_text
from store.errors import DatabaseBusy, DatabaseDown, StoreError
from store.lease import Lease

Tx = sa.Connection
"""An open transaction, as every function of the store takes it."""

BUSY_SECONDS = 30.0
STANDSTILL_SECONDS = 300
"""On PostgreSQL: a transaction in which a process says nothing for so long (suspended, stopped) loses its locks."""

# Seconds, seconds and how often: a machine that vanished is noticed after a minute, by the client (libpq) and by the
# server, which by itself would keep its locks and leases for two hours.
_KEEPALIVES = {"idle": 30, "interval": 10, "count": 3}


class Database:
    """Open it once a process and share it between threads; `close` it at the end."""

    def __init__(self, url: URL, *, busy_seconds: float, pool_size: int) -> None:
        self.url = url
        self._busy_seconds = busy_seconds
        # Threads of one process queue here; SQLite's own waiting is by polling and favours nobody.
        self._writer = threading.Lock()
        self._turnstile: lease.Turnstile | None = None
        if self.is_sqlite:
            self._engine = _sqlite(url, "IMMEDIATE", busy_seconds, pool_size)
            self._reading = _sqlite(url, "DEFERRED", busy_seconds, pool_size)
        else:
            self._engine = _postgresql(url, pool_size)
            self._reading = self._engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @classmethod
    def open(cls, url: str, *, busy_seconds: float = BUSY_SECONDS, pool_size: int = 10) -> "Database":
        """Open `sqlite:///path/file.db` or `postgresql://user@host/name`; makes the SQLite file's directory.

        `busy_seconds`: how long a write waits for another's on SQLite. `pool_size`: connections kept open.
        Raises StoreError for an url of another kind, DatabaseDown if it cannot be opened.
        """
        parsed = _parsed(url)
        database = cls(parsed, busy_seconds=busy_seconds, pool_size=pool_size)
        try:
            if database.is_sqlite:
                path = database.path
                path.parent.mkdir(parents=True, exist_ok=True)
                # Two processes that switch a new file to WAL at once would find it locked.
                with lease.file_lock(path, "open"):
                    _switch_to_wal(path, busy_seconds)
                database._turnstile = lease.Turnstile(path)
            with database.read() as tx:
                tx.execute(sa.text("SELECT 1"))
        except (OSError, sqlite3.Error) as error:
            database.close()
            raise DatabaseDown(f"cannot open {database}: {error}") from error
        except DatabaseDown:
            database.close()
            raise
        return database

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path:
        """The SQLite file."""
        return Path(self.url.database or "")

    def __str__(self) -> str:
        if self.is_sqlite:
            return str(self.path)
        return self.url.set(drivername="postgresql").render_as_string(hide_password=True)

    def migrate(self) -> None:
        """Make the tables or bring them up to date; of two that start at once, one waits for the other.

        Raises SchemaMismatch if the tables are newer than this program.
        """
        with self.read() as tx:
            if schema.is_current(tx):
                return
        with self.begin() as tx:
            schema.upgrade(tx)

    @contextmanager
    def begin(self) -> Iterator[Tx]:
        """One write transaction: committed at the end of the block, rolled back if it raises. Not to be nested."""
        if self._turnstile is None:
            with _translated(self), self._engine.begin() as tx:
                yield tx
            return
        busy = f"{self}: somebody has been writing for {self._busy_seconds:g} seconds"
        if not self._writer.acquire(timeout=self._busy_seconds):
            raise DatabaseBusy(busy)
        try:
            with _translated(self), self._engine.connect() as tx:
                try:
                    with self._turnstile.passing(self._busy_seconds):
                        transaction = tx.begin()
                except TimeoutError:
                    raise DatabaseBusy(busy) from None
                with transaction:
                    yield tx
        finally:
            self._writer.release()

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """One consistent snapshot; an attempt to write raises, and nothing waits for it."""
        with _translated(self), self._reading.connect() as tx, tx.begin():
            yield tx

    def hold(self, name: str) -> Lease | None:
        """The lease of this name, or None while another process or thread holds it.

        It ends with `release` or with the process, however that ends. Ask `alive()` from time to time:
        a connection to PostgreSQL that broke has lost its lease.
        """
        if self.is_sqlite:
            return lease.hold_file(self.path, name)
        with _translated(self):
            return lease.hold_advisory(self._engine, name)

    def close(self) -> None:
        self._engine.dispose()
        if self.is_sqlite:
            self._reading.dispose()
        if self._turnstile is not None:
            self._turnstile.close()

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def transaction_of(db: Database | Tx) -> Iterator[Tx]:
    """The open transaction itself, or one of its own."""
    if isinstance(db, Database):
        with db.begin() as tx:
            yield tx
    else:
        yield db


@contextmanager
def _translated(database: Database) -> Iterator[None]:
    """Turn the drivers' errors of state (not those of wrong SQL) into the store's own."""
    try:
        yield
    except sa.exc.TimeoutError as error:
        raise DatabaseBusy(f"{database}: all connections are in use") from error
    except sa.exc.DBAPIError as error:
        cause = error.orig
        line = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
        if isinstance(cause, sqlite3.OperationalError) and "locked" in line:
            raise DatabaseBusy(f"{database}: {line}") from error
        if isinstance(cause, psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure):
            raise DatabaseBusy(f"{database}: {line}") from error
        if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError) or error.connection_invalidated:
            raise DatabaseDown(f"{database}: {line}") from error
        raise


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except sa.exc.ArgumentError:
        raise StoreError(f"database url {url!r} is none; write sqlite:///file.db or postgresql://…") from None
    backend = parsed.get_backend_name()
    if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed.set(drivername="sqlite+pysqlite")
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(f"database url: {backend} is neither sqlite:///file.db nor postgresql://…")


def _sqlite(url: URL, begin: str, busy_seconds: float, pool_size: int) -> sa.Engine:
    engine = sa.create_engine(
        url,
        json_serializer=json_text,
        pool_size=pool_size,
        max_overflow=20,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        # The driver's own way begins a transaction only at the first write; we say BEGIN ourselves.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        if begin == "DEFERRED":
            connection.execute("PRAGMA query_only = ON")

    @sa.event.listens_for(engine, "begin")
    def begin_transaction(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {begin}")

    return engine


def _switch_to_wal(path: Path, busy_seconds: float) -> None:
    connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    finally:
        connection.close()
    if mode != "wal":
        raise sqlite3.OperationalError(f"its file system allows no write-ahead log (journal mode {mode})")


def _postgresql(url: URL, pool_size: int) -> sa.Engine:
    options: dict[str, Any] = {
        "connect_timeout": 10,
        "application_name": "jiedan",
        **{f"keepalives_{name}": value for name, value in _KEEPALIVES.items()},
    }
    engine = sa.create_engine(
        url,
        json_serializer=json_text,
        pool_size=pool_size,
        max_overflow=20,
        pool_pre_ping=True,
        connect_args={key: value for key, value in options.items() if key not in url.query},
    )

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: "psycopg.Connection[Any]", _record: object) -> None:
        settings = {f"tcp_keepalives_{name}": str(value) for name, value in _KEEPALIVES.items()}
        settings["idle_in_transaction_session_timeout"] = f"{STANDSTILL_SECONDS}s"
        connection.autocommit = True
        for name, value in settings.items():
            connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        connection.autocommit = False

    return engine
