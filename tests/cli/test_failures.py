"""What a user can cause is one line and no traceback; what only looks changes nothing."""

import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.processes import JIEDAN, environment, jiedan_process
from tests.cli.shop import Shop

LOOKING = (
    ("orders", "list"),
    ("review", "list", "--state", "all"),
    ("conversations", "list"),
    ("inbox", "list"),
    ("outbox", "list"),
)


@pytest.mark.parametrize("command", LOOKING, ids=" ".join)
def test_looking_where_nothing_is_yet_makes_nothing(here: Path, command: tuple[str, ...]) -> None:
    done = jiedan_process(*command, "--json", cwd=here)
    assert (done.returncode, done.stdout) == (0, "[]\n")
    assert done.stderr == "note: there is no database yet at var/jiedan.db\n"
    assert list(here.iterdir()) == []


def test_looking_changes_no_byte_of_the_database(shop: Shop) -> None:
    order_no = shop.order()
    shop.review("小瓶矿泉水5箱")
    file = shop.directory / "var" / "jiedan.db"
    with sqlite3.connect(file) as books:
        books.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    books.close()
    before = file.read_bytes()
    for command in (*LOOKING, ("orders", "show", order_no), ("inbox", "show", "1"), ("outbox", "show", "1")):
        shop.done(*command)
        shop.json(*command)
    assert file.read_bytes() == before


@pytest.fixture
def locked(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A shop whose books somebody else is writing in, for as long as the test lasts."""
    monkeypatch.setattr("bot.cli.session.BUSY_SECONDS", 0.3)
    writer = sqlite3.connect(shop.directory / "var" / "jiedan.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    yield shop
    writer.close()


def test_a_locked_database_can_be_looked_into_and_is_one_line_for_who_writes(locked: Shop) -> None:
    assert locked.json("orders", "list") == []
    line = locked.refused("conversations", "take", "C001")
    assert "jiedan.db" in line
    assert "locked" in line or "writing" in line


def test_a_database_that_is_none_is_one_line(here: Path) -> None:
    (here / "var").mkdir()
    (here / "var" / "jiedan.db").write_bytes(b"this is no database at all" * 100)
    for command in (("orders", "list"), ("orders", "show", "SO-1"), ("visitors", "link", "C1")):
        done = jiedan_process(*command, cwd=here)
        assert done.returncode == 1
        assert done.stderr.startswith("Error: ")
        assert "not a database" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_database_of_a_newer_program_is_one_line(shop: Shop) -> None:
    with sqlite3.connect(shop.directory / "var" / "jiedan.db") as books:
        books.execute("UPDATE alembic_version SET version_num = '9999'")
    books.close()
    assert "another version" in shop.refused("orders", "list")
    assert "update the program" in shop.refused("visitors", "revoke", "C001")


def test_a_server_that_is_away_is_one_line_without_its_password(here: Path) -> None:
    config = here / "config.toml"
    config.write_text('[database]\nurl = "postgresql://shop:hunter2@127.0.0.1:1/jiedan"\n', "utf-8")
    config.chmod(0o600)
    done = jiedan_process("orders", "list", cwd=here)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert "refused" in done.stderr
    assert "hunter2" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_wrong_settings_are_a_line_each_and_wrong_use(here: Path) -> None:
    (here / "config.toml").write_text('[desk]\nlanguage = "fr"\nthreshold = 2\n', "utf-8")
    done = jiedan_process("orders", "list", cwd=here)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "Error: config.toml: desk.language = \"fr\": allowed is 'zh' or 'en'",
        "Error: config.toml: desk.threshold = 2: allowed is from 0 up to 1",
    ]


def test_a_reader_that_wants_only_the_first_line_is_no_error(shop: Shop) -> None:
    for _ in range(3):
        shop.order()
    listing = subprocess.Popen(
        [*JIEDAN, "orders", "list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=shop.directory,
        env=environment(),
    )
    head = subprocess.run(["head", "-1"], stdin=listing.stdout, capture_output=True, timeout=60)
    assert listing.stdout is not None
    listing.stdout.close()
    assert listing.stderr is not None
    assert head.stdout == b"[\n"
    assert listing.stderr.read() == b""
    listing.stderr.close()
    listing.wait(60)


def test_ctrl_c_at_a_question_ends_without_a_traceback(here: Path) -> None:
    asking = subprocess.Popen(
        [*JIEDAN, "init"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=here,
        env=environment(PYTHONUNBUFFERED="1"),
    )
    assert asking.stdout is not None
    assert asking.stdout.read(len("Your company")) == b"Your company"
    asking.send_signal(signal.SIGINT)
    _, said = asking.communicate(timeout=60)
    assert asking.returncode == 1
    assert said.split() == [b"Aborted!"]
    assert list(here.iterdir()) == []
