"""What the doctor looks at: one check for each thing that the configuration names.

A check connects as the bot does, and neither sends, marks nor changes anything.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.config import Config

if TYPE_CHECKING:
    from store.database import Database


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; `mend` says what to do where it is not well."""

    what: str
    well: bool
    said: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at; `mend` is the advice where looking raises an error that says the rest."""

    what: str
    look: Callable[[], Finding]
    mend: str = ""


def checks_of(config: Config, *, timeout: float) -> Sequence[Check]:
    """A check for everything that this configuration names; `timeout` in seconds for each server."""
    return [*_company(config, timeout)]


def _company(config: Config, timeout: float) -> Iterator[Check]:
    yield Check("database", lambda: check_database(config.database_url, timeout=timeout), _MEND_DATABASE)
    yield Check(
        "catalog", lambda: _check_rows(config.database_url, timeout=timeout), "mend the database first"
    )


_MEND_DATABASE = "check [database] url, and that the server runs and lets this user in"


def check_database(url: str, *, timeout: float) -> Finding:
    """Whether the database opens, whether its tables fit this program, and whether it can be written."""
    from store import schema

    if missing := _missing_file(url):
        place = next(parent for parent in missing.absolute().parents if parent.exists())
        return Finding(
            "database",
            well=place.is_dir() and os.access(place, os.W_OK | os.X_OK),
            said=f"SQLite at {missing}, to be made by the first start in {place}",
            mend=f"let this user write in {place}",
        )
    with _opened(url, timeout) as database:
        with database.read() as tx:
            current, revision = schema.is_current(tx), schema.revision(tx)
        if revision is not None and not current:
            database.migrate()  # raises where the tables are newer than the program
        with database.begin():
            pass  # a lock that nobody gives back, a full disk or a read-only file shows here
        kind = "SQLite" if database.is_sqlite else "PostgreSQL"
        state = (
            "tables up to date"
            if revision is not None
            else "no tables yet; the first `jiedan run` makes them"
        )
        return Finding("database", well=True, said=f"{kind} at {database}, {state}")


def _check_rows(url: str, *, timeout: float) -> Finding:
    from store import customers, products, schema

    counts = (0, 0, 0)
    if not _missing_file(url):
        with _opened(url, timeout) as database, database.read() as tx:
            if schema.revision(tx) is not None:
                counts = (len(products.all(tx)), len(customers.all(tx)), len(customers.all_reps(tx)))
    said = f"{counts[0]} products, {counts[1]} customers, {counts[2]} reps"
    return Finding(
        "catalog", well=counts[0] > 0, said=said, mend="import your products: jiedan import catalog FILE.csv"
    )


def _missing_file(url: str) -> Path | None:
    """The SQLite file where it is not there yet: opening would make it, and looking must not."""
    path = Path(url.removeprefix("sqlite:///"))
    return path if url.startswith("sqlite:///") and not path.exists() else None


def _opened(url: str, timeout: float) -> "Database":
    from store.database import Database

    if url.startswith("postgresql://") and "connect_timeout" not in url:
        url += f"{'&' if '?' in url else '?'}connect_timeout={max(2, round(timeout))}"
    return Database.open(url, busy_seconds=timeout, pool_size=1)
