"""The composition root: what a configuration brings to life."""

import re
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.cli.config import read
from bot.cli.wiring import StoredCursor, assembled, desk
from scheduler.runner import ROLES, Runner
from store import products
from store.database import Database

NEWCOMER = {"smtp_door": {"port": 0}, "web": {"port": 0, "playground": True}}


def clock() -> datetime:
    return datetime.now(UTC)


def test_without_a_configuration_there_is_a_company_to_try_things_with(sqlite_db: Database) -> None:
    house = assembled(read(NEWCOMER), sqlite_db, roles=ROLES, clock=clock)
    runner = Runner(house.parts, roles=ROLES, clock=clock)
    runner.start()
    try:
        greeting = "\n".join(house.greeting())
    finally:
        assert runner.stop(within=20)
        house.close()
    with sqlite_db.read() as tx:
        assert products.all(tx)
    for told in ("http://127.0.0.1:", "/chat", "SMTP", "var/outgoing", "invented", "Ctrl-C"):
        assert told in greeting
    assert set(house.parts.senders) == {"email", "webchat", "api", "staff"}


@pytest.mark.parametrize(("host", "told"), [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]")])
def test_the_greeting_names_an_address_that_opens(sqlite_db: Database, host: str, told: str) -> None:
    config = read(
        {
            "web": {"host": host, "port": 0},
            "telegram": {"token": "777000111:x", "webhook_url": "https://b.example/t", "webhook_secret": "s"},
        }
    )
    house = assembled(config, sqlite_db, roles=["console", "listen"], clock=clock)
    runner = Runner(house.parts, roles=["console"], clock=clock)
    runner.start()
    try:
        greeting = "\n".join(house.greeting())
        (page,) = re.findall(r"http\S+/chat", greeting)
        assert page.startswith(f"http://{told}:")
        assert httpx.get(page, timeout=20).status_code == 200
    finally:
        assert runner.stop(within=20)
        house.close()
    assert "bot 777000111, https://b.example/t" in greeting


def test_with_a_configuration_nothing_is_invented(sqlite_db: Database) -> None:
    house = assembled(read({}, Path("config.toml")), sqlite_db, roles=["work"], clock=clock)
    with sqlite_db.read() as tx:
        assert not products.all(tx)
    assert house.parts.web is None
    assert not house.parts.listeners
    greeting = "\n".join(house.greeting())
    assert "running (work)" in greeting
    assert "http" not in greeting


def test_what_comes_from_our_own_addresses_is_never_answered() -> None:
    config = read(
        {
            "desk": {"own_addresses": ["info@lanwu-home.example"]},
            "smtp": {"host": "localhost", "from_address": "sales@lanwu-home.example"},
            "mailbox": [{"host": "localhost", "user": "orders@lanwu-home.example", "password": "x"}],
        }
    )
    assert desk(config).settings.own_addresses == (
        "info@lanwu-home.example",
        "sales@lanwu-home.example",
        "orders@lanwu-home.example",
    )


def test_a_cursor_is_kept(db: Database) -> None:
    cursor = StoredCursor(db, "imap:orders@lanwu-home.example/INBOX")
    assert cursor.get() is None
    cursor.set("1:42")
    cursor.set("1:43")
    assert StoredCursor(db, cursor.source).get() == "1:43"
    assert StoredCursor(db, "another").get() is None
