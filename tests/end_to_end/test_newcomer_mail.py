"""What the README promises of a first mail: in by the SMTP door, listed, moved on, and the news of it among the mails."""

import mailbox
import re
import signal
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from bot.sample.company import load_where_empty
from store.database import Database
from tests.end_to_end.bot import Home, free_port, send, until

CUSTOMER = "hello@haitangli.example"
# By day and by night.
CONFIG = "[smtp_door]\nport = {door}\n[web]\nport = {web}\n"


def order(number: int, text: str, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = CUSTOMER, "anything@jiedan.localhost", "订货"
    message["Message-ID"] = f"<{number}@haitangli.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def answers(home: Home) -> list[str]:
    """The texts of the mails that were sent to the customer, in their order."""
    directory = home.directory / "var" / "outgoing"
    # Its three folders are made one after the other.
    made = all((directory / folder).exists() for folder in ("cur", "new", "tmp"))
    box = mailbox.Maildir(directory) if made else []
    found = [message for message in box if message["To"] == CUSTOMER]
    return [
        (message.get_payload(decode=True) or b"").decode("utf-8")
        for message in sorted(found, key=lambda message: str(message["Message-ID"]).split("-")[1].zfill(9))
    ]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path, config=CONFIG.format(door=free_port(), web=free_port()))
    with Database.open(f"sqlite:///{tmp_path}/var/jiedan.db") as db:
        db.migrate()
        assert load_where_empty(db)
    return home


def test_an_order_by_mail_is_booked_moved_on_and_its_customer_told(home: Home) -> None:
    with home.running() as bot:
        said = bot.said()
        (door,) = re.findall(r"mails in +127\.0\.0\.1:(\d+)", said)
        (page,) = re.findall(r"(http://\S+/)mails", said)
        assert str(home.directory / "var" / "outgoing") in said
        send(int(door), order(1, "白毛巾10包，白浴巾20条，周五前送到"))
        until(lambda: answers(home), what="the answer")
        (row,) = home.listed("orders")
        number = row["order_no"]
        assert (row["customer"]["code"], row["channel"], row["status"]) == ("D002", "email", "received")
        assert number in answers(home)[0]

        home.jiedan("orders", "advance", number, "--to", "packed")
        until(lambda: len(answers(home)) == 2, what="the news that it is packed")
        home.jiedan("orders", "ship", number, "--carrier", "sf", "--tracking", "SF1234567890")
        until(lambda: len(answers(home)) == 3, what="the news that it is shipped")
        assert "SF1234567890" in answers(home)[2]
        assert httpx.get(f"{page}mails").text.count(CUSTOMER) == 3
        bot.signal(signal.SIGINT)
        assert bot.wait(20) == 0
    history = home.listed("orders")[0]["history"]
    assert [(event["event"], event["by"]) for event in history] == [
        ("order_booked", "D002"),
        ("status_advanced", "tester"),
        ("shipment_added", "tester"),
    ]


def test_a_personal_link_opens_the_chat_as_its_customer_until_it_is_revoked(home: Home) -> None:
    first, second = (home.jiedan("visitors", "link", "D002").strip() for _ in range(2))
    with home.running() as bot:
        with httpx.Client(timeout=30, follow_redirects=True) as browser:
            assert browser.get(first).status_code == 200
            page = first.partition("/chat/k/")[0]
            browser.post(f"{page}/chat/messages", data={"text": "白毛巾10包", "id": "a-first-message"})
            (row,) = until(lambda: home.listed("orders"), what="the order")
            assert (row["customer"]["code"], row["channel"]) == ("D002", "webchat")
        home.jiedan("visitors", "revoke", "D002")
        assert httpx.get(second, follow_redirects=True).status_code == 404
        bot.signal(signal.SIGTERM)
        assert bot.wait(20) == 0
