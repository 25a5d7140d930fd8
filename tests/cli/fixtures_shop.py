"""The command line's fixtures: a working directory of its own, and a shop with its books in it."""

from pathlib import Path

import pytest

from tests.cli.shop import Shop


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and nothing in the environment that names a configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JIEDAN_CONFIG", raising=False)
    return tmp_path


@pytest.fixture
def shop(here: Path, sqlite_url: str) -> Shop:
    """A shop whose books are in SQLite."""
    return Shop(here, sqlite_url)


@pytest.fixture
def each_shop(here: Path, db_url: str) -> Shop:
    """A shop whose books are in SQLite, and again one whose books are in PostgreSQL."""
    return Shop(here, db_url)
