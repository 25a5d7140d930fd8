"""A small company with its books, and the command line beside it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.cli.main import jiedan
from bot.desk.desk import Desk
from bot.desk.hours import QuietHours
from bot.desk.intake import process_one
from bot.desk.news import push_one
from bot.desk.settings import DeskSettings
from store import inbox
from store.database import Database
from store.envelope import Envelope
from tests.desk.company import fill

CUSTOMER = "chenmin@baiwei.example.cn"
# The tests run by day and by night.
AT_ANY_HOUR = QuietHours(begin="00:00", end="00:00")
STRANGER = "nobody@elsewhere.example"
# A Tuesday, half past four in the afternoon in Shanghai.
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


class Shop:
    """`run` is a command given in its directory; `receive` lets a mail come in and be dealt with."""

    def __init__(self, directory: Path, url: str) -> None:
        self.directory = directory
        self.url = url
        config = directory / "config.toml"
        config.write_text(f'[database]\nurl = "{url}"\n[desk]\ncompany = "恒通商贸"\n', "utf-8")
        config.chmod(0o600)
        self._count = 0
        with Database.open(url) as db:
            fill(db)

    def run(self, *arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner(env={"JIEDAN_OPERATOR": "林会计"}).invoke(jiedan, arguments, input=stdin)

    def done(self, *arguments: str, stdin: str | bytes | None = None) -> str:
        """The output of a command that must be done."""
        result = self.run(*arguments, stdin=stdin)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, *arguments: str) -> Any:
        return json.loads(self.done(*arguments, "--json"))

    def refused(self, *arguments: str, stdin: str | bytes | None = None) -> str:
        """The one line that a refused command says."""
        result = self.run(*arguments, stdin=stdin)
        assert (result.exit_code, result.stdout) == (1, ""), result.output
        (line,) = result.stderr.splitlines()
        return line.removeprefix("Error: ")

    def keep(self, text: str, *, sender: str = CUSTOMER, **fields: Any) -> int:
        """A mail comes in and is kept; its number in the inbox."""
        self._count += 1
        envelope = Envelope(
            channel="email",
            source=f"imap:orders@hengtong.example.cn/INBOX/1/{self._count}",
            conversation=f"email:{sender}",
            sender_address=sender,
            sender_name="陈敏",
            reply_to=sender,
            received_at=NOW + timedelta(minutes=self._count),
            subject="订货",
            text=text,
            raw=f"From: {sender}\r\nSubject: order {self._count}\r\n\r\n{text}\r\n".encode(),
            message_id=f"<{self._count}@elsewhere.example>",
        )
        with Database.open(self.url) as db, db.begin() as tx:
            number = inbox.keep(tx, replace(envelope, **fields))
        assert number is not None
        return number

    def receive(self, text: str, *, sender: str = CUSTOMER, **fields: Any) -> int:
        """A mail comes in, is kept and dealt with; its number in the inbox."""
        number = self.keep(text, sender=sender, **fields)
        self.work()
        return number

    def work(self, *, threshold: float = 0.8) -> None:
        """What a running bot would do by now, but for sending; readings below `threshold` wait for a person."""
        settings = DeskSettings(company="恒通商贸", threshold=threshold, quiet=AT_ANY_HOUR)
        desk = Desk(settings=settings)
        # Commands ask the clock, so what they make due is due by now.
        now = max(NOW, datetime.now(UTC)) + timedelta(hours=1)
        with Database.open(self.url) as db:
            while process_one(db, desk=desk, now=now) or push_one(db, desk=desk, now=now):
                pass

    def order(self, text: str = "罐装可乐10箱，小瓶矿泉水5箱，周五送到") -> str:
        """An order of the customer on file, booked; its number."""
        number = self.receive(text)
        (order_no,) = [row["order_no"] for row in self.json("inbox", "list") if row["id"] == number]
        assert order_no is not None
        return str(order_no)

    def review(self, text: str = "罐装可乐10箱", **fields: Any) -> int:
        """A mail whose reading waits for a person; the number of its review."""
        number = self.keep(text, **fields)
        self.work(threshold=1)
        (review,) = [row["id"] for row in self.json("review", "list") if row["inbox_id"] == number]
        return int(review)
