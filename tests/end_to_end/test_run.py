"""`jiedan run` as a process: mails and chats in, orders and answers out, whatever kills it in between."""

import mailbox
import re
import signal
import socket
from collections import Counter
from email.message import Message
from pathlib import Path

import pytest

from tests.end_to_end.bot import Home, free_port, mail, send, until

CHENGZI = "caigou@chengzi-mart.example"
ORDER = "316的黑色保温杯500ml来5箱，5寸碗10箱，周五前送仓库"


@pytest.fixture
def door_port() -> int:
    return free_port()


@pytest.fixture
def home(tmp_path: Path, door_port: int) -> Home:
    """The embedded default but for its ports, with the invented company."""
    home = Home(
        tmp_path,
        config=f"""
            [smtp_door]
            port = {door_port}
            [web]
            port = {free_port()}
            playground = true
        """,
    )
    sample = Path(__file__).parents[2] / "bot" / "sample"
    for what in ("catalog", "customers", "reps"):
        home.jiedan("import", what, str(sample / f"{what}.csv"))
    return home


def outgoing(home: Home) -> list[Message]:
    """The mails in the maildir, oldest first."""
    box = mailbox.Maildir(home.directory / "var" / "outgoing", create=False)
    try:
        return sorted(box, key=lambda found: str(found["Message-ID"]))
    except FileNotFoundError:
        return []


def text_of(message: Message) -> str:
    parts = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    return parts[0].get_payload(decode=True).decode()  # type: ignore[union-attr]


def test_a_mail_at_the_door_is_booked_and_receipted(home: Home, door_port: int) -> None:
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
        bot.signal(signal.SIGTERM)
        assert bot.wait() == 0
    assert "Traceback" not in bot.logged()


def test_an_operators_step_in_another_process_reaches_the_customer_once(home: Home, door_port: int) -> None:
    with home.running():
        send(door_port, mail(ORDER, sender=CHENGZI))
        until(lambda: outgoing(home), what="the receipt")
        (order,) = home.listed("orders")
        home.jiedan("orders", "ship", order["order_no"], "--carrier", "sf", "--tracking", "SF1234567890")
        until(lambda: len(outgoing(home)) >= 2, what="the news")
        until(lambda: {row["state"] for row in home.listed("outbox")} == {"sent"}, what="the end of delivery")
    told = [found for found in outgoing(home) if "SF1234567890" in text_of(found)]
    assert len(told) == 1
    (order,) = home.listed("orders")
    assert order["status"] == "shipped"
    assert order["history"][-1]["by"] == "tester"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(home: Home, number: int) -> None:
    with home.running() as bot:
        bot.signal(number)
        assert bot.wait(20) == 0
        assert "Traceback" not in bot.logged()


def test_killed_in_the_middle_it_goes_on_at_the_next_start(home: Home, door_port: int) -> None:
    mails = [mail(f"5寸碗{10 + number}箱，送仓库", sender=CHENGZI, number=number) for number in range(50)]
    with home.running() as bot:
        send(door_port, *mails)
        until(lambda: len(outgoing(home)) >= 5, what="the first answers")
        bot.kill()
    with home.running():
        # One by one a client would repeat what was not answered with 250; the door knows them again.
        send(door_port, *mails)
        until(lambda: all(row["state"] == "done" for row in home.listed("inbox", "--limit=200")))
    rows = home.listed("inbox", "--limit=200")
    assert len(rows) == 50
    orders = home.listed("orders", "--limit=200")
    quantities = Counter(order["lines"][0]["quantity"] for order in orders)
    assert quantities == Counter(range(10, 60))


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


def test_the_log_tells_no_texts(home: Home, door_port: int) -> None:
    with home.running() as bot:
        send(door_port, mail(ORDER, sender=CHENGZI))
        until(lambda: outgoing(home), what="the receipt")
        bot.signal(signal.SIGTERM)
        bot.wait()
    assert "保温杯" not in bot.logged()
    stamp = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (INFO|WARNING|ERROR) ")
    assert all(stamp.match(line) for line in bot.logged().splitlines())


def test_processes_share_the_work_on_postgresql(tmp_path: Path, postgres_url: str, door_port: int) -> None:
    config = f"""
        [database]
        url = "{postgres_url}"
        [smtp_door]
        port = {door_port}
        [web]
        port = {{web}}
    """
    homes = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        homes.append(Home(tmp_path / name, config=config.format(web=free_port())))
    front, back = homes
    sample = Path(__file__).parents[2] / "bot" / "sample"
    for what in ("catalog", "customers", "reps"):
        front.jiedan("import", what, str(sample / f"{what}.csv"))
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


def test_the_clock_passes_on_when_its_holder_is_killed(tmp_path: Path, sqlite_url: str) -> None:
    home = Home(
        tmp_path,
        config=f"""
            [database]
            url = "{sqlite_url}"
        """,
    )
    with home.running("--roles", "schedule") as first, home.running("--roles", "schedule") as second:
        until(lambda: "waiting to take over" in first.logged() + second.logged(), what="the waiting")
        holder, waiting = (second, first) if "waiting" in first.logged() else (first, second)
        holder.kill()
        until(lambda: "scheduler: taken over" in waiting.logged(), what="the taking over")
