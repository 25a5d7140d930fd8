"""Databases for tests: `db` (the test runs on SQLite and again on PostgreSQL), `sqlite_db`, `postgres_db`.

Each is fresh and migrated for every test; migrations run once, the rest are copies.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Database
from tests.servers.postgres import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server a session (with xdist: a worker); raises where there is none."""
    with Postgres() as server:
        yield server


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "jiedan.db"
    with Database.open(f"sqlite:///{path}") as database:
        database.migrate()
    return path  # closed by its last connection, so the file is whole without its log


@pytest.fixture(scope="session")
def _postgres_template(postgres: Postgres) -> str:
    url = postgres.create()
    with Database.open(url) as database:
        database.migrate()
        return str(database.url.database)


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The url of a database without tables, of SQLite (no file yet) and of PostgreSQL in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bare/jiedan.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.create()


@pytest.fixture
def sqlite_url(tmp_path: Path, _sqlite_template: Path) -> str:
    """The url of a migrated SQLite file that nobody has open."""
    path = tmp_path / "var" / "jiedan.db"
    path.parent.mkdir()
    shutil.copy(_sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres: Postgres, _postgres_template: str) -> Iterator[str]:
    """The url of a migrated PostgreSQL database that nobody has open."""
    url = postgres.create(template=_postgres_template)
    yield url
    postgres.drop(url.rpartition("/")[2].partition("?")[0])


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request: pytest.FixtureRequest) -> str:
    """`sqlite_url` and `postgres_url` in turn, for tests whose processes open it themselves."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
def db(db_url: str) -> Iterator[Database]:
    """A fresh database, on SQLite and on PostgreSQL in turn."""
    with Database.open(db_url) as database:
        yield database


@pytest.fixture
def sqlite_db(sqlite_url: str) -> Iterator[Database]:
    """A fresh SQLite database."""
    with Database.open(sqlite_url) as database:
        yield database


@pytest.fixture
def postgres_db(postgres_url: str) -> Iterator[Database]:
    """A fresh PostgreSQL database."""
    with Database.open(postgres_url) as database:
        yield database
