"""Leases by name: one holder of each mailbox and of the clock, freed by the system when the holder dies.

PostgreSQL: an advisory lock on a connection of its own. SQLite: a locked file in `<database>.locks/`.
"""

import fcntl
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa


class Lease:
    """What `Database.hold` gives: held until `release`, the end of the process, or a lost connection."""

    def __init__(self, name: str, *, alive: Callable[[], bool], release: Callable[[], object]) -> None:
        self.name = name
        self._alive = alive
        self._release = release
        self._held = True

    def alive(self) -> bool:
        """Whether it is still ours: asks the server where there is one. Once False, always False."""
        if self._held and not self._alive():
            self.release()
        return self._held

    def release(self) -> None:
        """Let the next one have it; a second call does nothing."""
        if self._held:
            self._held = False
            with suppress(OSError, sa.exc.SQLAlchemyError):
                self._release()

    def __enter__(self) -> "Lease":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def hold_file(database: Path, name: str) -> Lease | None:
    """The lease of this name beside this SQLite file, or None while it is held."""
    path = _lock_file(database, name)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    # The file stays: who removed it could remove one that another has just locked.
    return Lease(name, alive=lambda: True, release=lambda: os.close(handle))


@contextmanager
def file_lock(database: Path, name: str) -> Iterator[None]:
    """Waits for the lock of this name beside this SQLite file."""
    handle = os.open(_lock_file(database, name), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class Turnstile:
    """Where the writers of all processes queue for a SQLite file, so that a busy one does not starve the others.

    SQLite itself lets whoever asks at the right moment in: a command line waited in vain for 30 seconds
    beside a bot at work. One goes through, waits for the file alone, and gives the turnstile free once it has it.
    """

    def __init__(self, database: Path) -> None:
        self._handle = os.open(_lock_file(database, "writers"), os.O_RDWR | os.O_CREAT, 0o644)

    @contextmanager
    def passing(self, seconds: float) -> Iterator[None]:
        """Hold it for the block. Raises TimeoutError if that takes longer than `seconds`."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TimeoutError from None
                time.sleep(0.002)
        try:
            yield
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def hold_advisory(engine: sa.Engine, name: str) -> Lease | None:
    """The advisory lock of this name on a connection of its own, or None while it is held."""
    # Outside of any transaction: an idle one would keep old rows from being vacuumed.
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        taken = connection.scalar(sa.text("SELECT pg_try_advisory_lock(:key)"), {"key": advisory_key(name)})
    except BaseException:
        connection.invalidate()
        connection.close()
        raise
    if not taken:
        connection.close()
        return None
    # The pool's connections are for the work: a process may hold any number of leases.
    connection.detach()

    def alive() -> bool:
        try:
            return bool(connection.scalar(sa.text("SELECT true")))
        except sa.exc.SQLAlchemyError:
            return False

    def release() -> None:
        # Given back first, for the server may take its time to notice that a connection is closed; that one of no pool
        # is closed for good is what frees the lock for certain.
        with suppress(sa.exc.SQLAlchemyError):
            connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": advisory_key(name)})
        connection.close()

    return Lease(name, alive=alive, release=release)


def advisory_key(name: str) -> int:
    """The 64-bit number that PostgreSQL knows this name by."""
    digest = hashlib.sha256(f"jiedan:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _lock_file(database: Path, name: str) -> Path:
    directory = database.with_name(database.name + ".locks")
    directory.mkdir(parents=True, exist_ok=True)
    legible = re.sub(r"[^A-Za-z0-9._-]", "_", name)[:60]
    return directory / f"{legible}-{hashlib.sha256(name.encode()).hexdigest()[:12]}.lock"
