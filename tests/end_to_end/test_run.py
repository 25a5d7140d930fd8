"""`jiedan run` as a process: mails and chats in, orders and answers out, whatever kills it in between."""

import re
import signal
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from bot.channels.delivery import LEASE, deliver_one
from bot.channels.maildir import MaildirSender
from bot.sample.company import load_where_empty
from store.database import Database
from tests.end_to_end.bot import Home, free_port, mail, send, until

CHENGZI = "caigou@chengzi-mart.example"
CONFIG = """
[web]
port = 0
[database]
url = "{url}"
[desk]
hourly_cap = 100
[smtp_door]
port = {door}
"""
ORDER = "316的黑色保温杯500ml来5箱，5寸碗10箱，周五前送仓库"


@pytest.fixture
def door_port() -> int:
    return free_port()


@pytest.fixture
def home(tmp_path: Path, sqlite_url: str, door_port: int) -> Home:
    """The embedded default but for its ports, with the invented company."""
    with Database.open(sqlite_url) as db:
        assert load_where_empty(db)
    return Home(tmp_path, config=CONFIG.format(url=sqlite_url, door=door_port))


def outgoing(home: Home) -> list[Message]:
    """The mails in the maildir, oldest first."""
    box = home.directory / "var" / "outgoing" / "new"
    return [message_from_bytes(path.read_bytes()) for path in sorted(box.glob("*"))]


def text_of(message: Message) -> str:
    parts = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    return parts[0].get_payload(decode=True).decode()  # type: ignore[union-attr]


def test_from_a_mail_at_the_door_to_the_news_that_it_is_shipped(home: Home, door_port: int) -> None:
    with home.running() as bot:
        send(door_port, mail(ORDER, sender=CHENGZI))
        (receipt,) = until(lambda: outgoing(home), what="the receipt")
        (order,) = home.listed("orders")
        assert order["customer"]["code"] == "D001"
        assert order["status"] == "received"
        assert [(line["sku"], line["quantity"]) for line in order["lines"]] == [
            ("CU-316-500B", 5),
            ("TW-BWL-50", 10),
        ]
        assert order["order_no"] in text_of(receipt)
        assert receipt["To"] == CHENGZI
        assert receipt["In-Reply-To"] == f"<order-1@{CHENGZI.partition('@')[2]}>"

        # An operator's step, in another process.
        home.jiedan("orders", "ship", order["order_no"], "--carrier", "sf", "--tracking", "SF1234567890")
        until(lambda: len(outgoing(home)) >= 2, what="the news")
        bot.signal(signal.SIGTERM)
        assert bot.wait() == 0

    # Another start, and the clock with it, has no news to tell.
    with home.running("--roles", "work,send,schedule"):
        until(lambda: {row["state"] for row in home.listed("outbox")} == {"sent"}, what="the end of delivery")
    assert len([found for found in outgoing(home) if "SF1234567890" in text_of(found)]) == 1
    (order,) = home.listed("orders")
    assert order["status"] == "shipped"
    assert order["history"][-1]["by"] == "tester"

    # The log is one line a record, without what customers wrote.
    stamp = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (INFO|WARNING|ERROR) ")
    assert all(stamp.match(line) for line in bot.logged().splitlines())
    assert "保温杯" not in bot.logged()


def test_ctrl_c_stops_it_cleanly(home: Home) -> None:
    with home.running() as bot:
        bot.signal(signal.SIGINT)
        assert bot.wait(20) == 0
        assert "Stopping" in bot.said()
        assert "Traceback" not in bot.logged()


def test_killed_in_the_middle_it_goes_on_at_the_next_start(home: Home, door_port: int) -> None:
    mails = [mail(f"5寸碗{10 + number}箱，送仓库", sender=CHENGZI, number=number) for number in range(50)]
    with home.running() as bot:
        send(door_port, *mails[:25])
        until(lambda: len(outgoing(home)) >= 3, what="the first answers")
        bot.kill()
    with home.running():
        # A client repeats what it is not sure of; the door knows it again.
        send(door_port, *mails)
        until(lambda: all(row["state"] == "done" for row in home.listed("inbox", "--limit=200")))
    assert len(home.listed("inbox", "--limit=200")) == 50
    orders = home.listed("orders", "--limit=200")
    booked = Counter(order["lines"][0]["quantity"] for order in orders)
    assert booked == Counter(range(10, 60))

    # The one whose delivery was cut off is due again when its lease has run out; then nothing is left.
    with Database.open(f"sqlite:///{home.directory}/var/jiedan.db") as db:
        later = datetime.now(UTC) + 2 * LEASE
        maildir = MaildirSender(
            home.directory / "var" / "outgoing", from_address="orders@jiedan.localhost", clock=lambda: later
        )
        while deliver_one(db, {"email": maildir}, now=later):
            pass
    assert Counter(found["In-Reply-To"] for found in outgoing(home)) == Counter(
        sent["Message-ID"] for sent in mails
    )
    assert {row["state"] for row in home.listed("outbox", "--limit=200")} == {"sent"}


@pytest.fixture
def silent_smtp() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def test_a_connection_that_hangs_does_not_hold_up_the_stop(
    home: Home, door_port: int, silent_smtp: int
) -> None:
    config = home.directory / "config.toml"
    hanging = f'[smtp]\nhost = "127.0.0.1"\nport = {silent_smtp}\nsecurity = "plain"\nfrom_address = "a@b.example"\n'
    config.write_text(config.read_text("utf-8") + hanging, "utf-8")

    def stuck(orders: int) -> bool:
        states = {row["state"] for row in home.listed("outbox")}
        return states == {"sending"} and len(home.listed("orders")) == orders

    with home.running() as bot:
        send(door_port, mail(ORDER, sender=CHENGZI))
        until(lambda: stuck(1), what="the hanging delivery")
        bot.signal(signal.SIGINT)
        assert bot.wait(20) == 0
        assert "left to the next start: send" in bot.logged()
    with home.running() as bot:
        send(door_port, mail("白毛巾10包", sender="hello@haitangli.example"))
        until(lambda: stuck(2), what="the hanging delivery")
        bot.signal(signal.SIGINT)
        until(lambda: "Stopping" in bot.said(), what="the first Ctrl-C")
        bot.signal(signal.SIGINT)
        assert bot.wait(20) == -signal.SIGINT
    # Nothing is lost by either: both orders are there, and both answers are still to go.
    assert len(home.listed("orders")) == 2
    assert {row["state"] for row in home.listed("outbox")} == {"sending"}


def test_a_port_in_use_is_one_line_that_names_it(home: Home, door_port: int) -> None:
    with socket.create_server(("127.0.0.1", door_port)):
        refused = home.command("run")
    assert refused.returncode == 1
    (line,) = refused.stderr.strip().splitlines()
    assert f"127.0.0.1:{door_port}" in line
    assert "smtp_door.port" in line


def test_an_unknown_role_is_wrong_use(home: Home) -> None:
    refused = home.command("run", "--roles", "listen,dance")
    assert refused.returncode == 2
    assert "'dance' is no role; there are: listen, work, send, schedule, console" in refused.stderr


def test_processes_share_the_work_on_postgresql(tmp_path: Path, postgres_url: str, door_port: int) -> None:
    with Database.open(postgres_url) as db:
        assert load_where_empty(db)
    homes = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        homes.append(Home(tmp_path / name, config=CONFIG.format(url=postgres_url, door=door_port)))
    front, back = homes
    with (
        front.running("--roles", "listen,console") as listening,
        back.running("--roles", "work,send,schedule") as working,
    ):
        send(door_port, mail(ORDER, sender=CHENGZI))
        until(lambda: outgoing(back), what="the receipt")
        (order,) = front.listed("orders")
        assert order["customer"]["code"] == "D001"
        front.jiedan("orders", "ship", order["order_no"], "--carrier", "sf", "--tracking", "SF1234567890")
        until(lambda: len(outgoing(back)) >= 2, what="the news")
        for process in (listening, working):
            process.signal(signal.SIGTERM)
            assert process.wait(20) == 0
    assert not outgoing(front)


def test_the_clock_passes_on_when_its_holder_is_killed(home: Home) -> None:
    with home.running("--roles", "schedule") as first:
        until(lambda: "scheduler: held" in first.logged(), what="the holding")
        with home.running("--roles", "schedule") as second:
            until(lambda: "waiting to take over" in second.logged(), what="the waiting")
            first.kill()
            until(lambda: "scheduler: taken over" in second.logged(), what="the taking over")
