"""One bot with a mailbox, an SMTP server and a Telegram bot at once: each customer is answered where they wrote."""

import signal
import smtplib
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from bot.sample.company import load_where_empty
from store.database import Database
from tests.end_to_end.bot import Home, mail, until
from tests.servers.botapi import TOKEN, BotApi
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.fixtures_mail import Mailbox
from tests.servers.smtp import SmtpServer

HANNAH = "orders@lakeside-home.example"

CONFIG = """
[web]
port = 0
[database]
url = "{url}"
[[mailbox]]
host = "localhost"
port = {imap}
ca_file = "{ca}"
user = "{address}"
password = "{password}"
[smtp]
host = "localhost"
port = {smtp}
security = "plain"
from_address = "{address}"
[telegram]
token = "{token}"
api_url = "{api}"
poll_seconds = 1
"""


def received(server: Dovecot, user: str) -> list[EmailMessage]:
    """The mails in a customer's own mailbox."""
    with server.login(user) as client:
        fetched = client.fetch(client.search(), ["BODY.PEEK[]"])
    return [
        message_from_bytes(row[b"BODY[]"], policy=policy.default)  # type: ignore[misc]
        for _, row in sorted(fetched.items())
    ]


def test_each_customer_is_answered_where_they_wrote(
    tmp_path: Path, sqlite_url: str, mailbox: Mailbox, smtp_relay: SmtpServer, botapi: BotApi
) -> None:
    server = mailbox.server
    with Database.open(sqlite_url) as db:
        assert load_where_empty(db)
    home = Home(
        tmp_path,
        config=CONFIG.format(
            url=sqlite_url,
            imap=server.tls_port,
            ca=server.ca,
            address=mailbox.address,
            password=PASSWORD,
            smtp=smtp_relay.port,
            token=TOKEN,
            api=botapi.url,
        ),
    )
    with home.running() as bot:
        order = mail(
            "3 cartons Ceramic mug 350ml white\n",
            sender=HANNAH,
            subject="Order",
        )
        with smtplib.SMTP("127.0.0.1", smtp_relay.port, timeout=30) as customer:
            customer.send_message(order, to_addrs=[mailbox.address])
        botapi.says("5寸碗10箱，送仓库")
        (receipt,) = until(lambda: received(server, HANNAH), what="the answer by mail")
        until(lambda: botapi.sent, what="the answer by Telegram")
        orders = {row["customer"]["code"]: row for row in home.listed("orders")}
        assert {code: row["channel"] for code, row in orders.items()} == {"X001": "email", "D001": "telegram"}

        assert receipt["In-Reply-To"] == order["Message-ID"]
        assert receipt["Auto-Submitted"] == "auto-replied"
        assert orders["X001"]["order_no"] in receipt.get_content()
        assert orders["D001"]["order_no"] in botapi.sent[-1]["text"]

        for row in orders.values():
            home.jiedan(
                "orders", "ship", row["order_no"], "--carrier", "sf", "--tracking", f"SF-{row['channel']}"
            )
        until(lambda: len(received(server, HANNAH)) == 2, what="the news by mail")
        until(lambda: "SF-telegram" in botapi.sent[-1]["text"], what="the news by Telegram")
        assert "SF-email" in received(server, HANNAH)[-1].get_content()
        bot.signal(signal.SIGTERM)
        assert bot.wait(20) == 0
    assert len(botapi.sent) == 2
    assert TOKEN.partition(":")[2] not in bot.logged()
    with server.login(mailbox.address) as client:
        assert not client.search("UNSEEN")
