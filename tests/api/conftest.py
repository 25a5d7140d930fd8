"""A running bot for each test, on SQLite and on PostgreSQL where both matter."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Database
from tests.api.site import Site, served


@pytest.fixture
def site(sqlite_db: Database, tmp_path: Path) -> Iterator[Site]:
    """The bot on SQLite."""
    with served(sqlite_db, tmp_path) as running:
        yield running


@pytest.fixture
def each_site(db: Database, tmp_path: Path) -> Iterator[Site]:
    """The bot on SQLite, and again on PostgreSQL."""
    with served(db, tmp_path) as running:
        yield running


@pytest.fixture
def idle_site(db: Database, tmp_path: Path) -> Iterator[Site]:
    """Only the web server: nobody works on what comes in."""
    with served(db, tmp_path, roles=("console",)) as running:
        yield running
