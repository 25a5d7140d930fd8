"""What the commands of one call share: the configuration, the database, who the operator is."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypedDict
from zoneinfo import ZoneInfo

import click

from bot.cli.config import PEOPLE, Config, load, missing_file
from bot.cli.terminal import say

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.desk.staff import Staff
    from store.database import Database, Tx


BUSY_SECONDS = 10.0
"""How long a command waits for a running bot's write to end before it says that the database is locked."""
STAFF = "staff"
"""The channel of what an operator does."""


class Hand(TypedDict):
    """Whose hand is on an order, as the desk wants to know it of every move."""

    by: str
    channel: str
    now: datetime


class Session:
    """Opens each thing when it is first asked for, and closes what it opened."""

    def __init__(self, config_file: Path | None = None) -> None:
        self.config_file = config_file
        self._close: list[Callable[[], object]] = []

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        while self._close:
            self._close.pop()()

    @cached_property
    def config(self) -> Config:
        """The configuration; what should be mended about it is said on the standard error."""
        config = load(self.config_file)
        for warning in config.warnings:
            say(f"warning: {warning}")
        return config

    @cached_property
    def books(self) -> Config:
        """Only what says where the books are kept and how they tell the time: enough for most commands."""
        return load(self.config_file, only=("database", "desk"))

    @cached_property
    def desk(self) -> "Desk":
        """The company's desk. It knows our own addresses but no password, so that an operator's shell needs none."""
        from bot.cli.wiring import desk

        sections = ("desk", "mailbox", "smtp", "maildir", "tours", "courier", *PEOPLE)
        return desk(load(self.config_file, only=sections, secrets=False))

    @cached_property
    def staff(self) -> "Staff":
        """Who works here."""
        return load(self.config_file, only=PEOPLE).people

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return self.books.zone

    @cached_property
    def database(self) -> "Database":
        """The database with its tables made or brought up to date."""
        from store.database import Database

        database = Database.open(self.books.database_url, busy_seconds=BUSY_SECONDS)
        self._close.append(database.close)
        database.migrate()
        return database

    @contextmanager
    def read(self) -> Iterator["Tx"]:
        """One snapshot, to look only: nothing is made and nothing changes, however young the books are."""
        from store import schema
        from store.database import Database
        from store.errors import SchemaMismatch

        url = self.books.database_url
        if missing := missing_file(url):
            say(f"note: there is no database yet at {missing}")
            with _nothing() as tx:
                yield tx
            return
        with Database.open(url, busy_seconds=BUSY_SECONDS, pool_size=1) as database, database.read() as tx:
            if schema.is_current(tx):
                yield tx
                return
            if schema.revision(tx) is not None:
                raise SchemaMismatch(
                    f"{database}: its tables are of another version than this program; `jiedan run` brings older ones up to date"
                )
        say("note: the database has no tables yet")
        with _nothing() as tx:
            yield tx

    def now(self) -> datetime:
        """The moment of the call, aware, UTC: the one place where a command asks the clock."""
        return datetime.now(UTC)

    def hand(self, by: str) -> Hand:
        """The operator's hand, at the moment of the call."""
        return {"by": by, "channel": STAFF, "now": self.now()}


@contextmanager
def _nothing() -> Iterator["Tx"]:
    """A snapshot of books in which nothing stands yet."""
    from store.database import Database

    with (
        TemporaryDirectory(prefix="jiedan-") as place,
        Database.open(f"sqlite:///{place}/nothing.db") as database,
    ):
        database.migrate()
        with database.read() as tx:
            yield tx


pass_session = click.make_pass_decorator(Session)


def operator_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--by`: whom the history names for what this command does."""
    return click.option(
        "--by",
        envvar="JIEDAN_OPERATOR",
        default=_os_user,
        help="Whom the history names; else JIEDAN_OPERATOR, else the user of the operating system.",
    )(command)


def moves_order(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds what every command takes that moves an order: ORDER_NO, `--by` and the session."""
    return click.argument("order_no")(operator_option(pass_session(command)))


reason_option = click.option("--reason", help="Why, for the history.")
required_reason_option = click.option("--reason", required=True, help="Why, for the history.")
limit_option = click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many, the newest."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


def _os_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return f"uid {os.getuid()}"
