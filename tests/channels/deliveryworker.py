"""A process that the tests kill: `python -m tests.channels.deliveryworker URL PORT POINT`.

It delivers one message by SMTP and stops for good `before` the server is dialled or `after` it has said 250.
"""

import sys
import threading
from typing import NoReturn

from bot.channels.delivery import deliver_one
from bot.channels.smtp import SmtpSender, SmtpSettings
from store.database import Database
from store.outbox import OutboxItem
from tests.store.making import NOW


def wait_to_be_killed(point: str) -> NoReturn:
    sys.stdout.write(point + "\n")
    sys.stdout.flush()
    threading.Event().wait()
    raise AssertionError


class Hanging:
    name = "email"

    def __init__(self, port: str, point: str) -> None:
        settings = {
            "host": "localhost",
            "port": port,
            "security": "plain",
            "from_address": "orders@example.com",
        }
        self._sender = SmtpSender(SmtpSettings.model_validate(settings), clock=lambda: NOW)
        self._point = point

    def send(self, item: OutboxItem) -> str:
        if self._point == "after":
            self._sender.send(item)
        wait_to_be_killed(self._point)


def main(url: str, port: str, point: str) -> None:
    with Database.open(url) as db:
        deliver_one(db, {"email": Hanging(port, point)}, now=NOW)


if __name__ == "__main__":
    main(*sys.argv[1:])
