"""A process that the tests kill: `python -m tests.channels.mailworker URL SETTINGS POINT`.

It reads a mailbox and stops for good at a point, which it says: `fetched` (before the commit), `committed`
(before the mark), `marked` (before the place is noted).
"""

import sys
import threading
from dataclasses import dataclass
from typing import NoReturn

from bot.channels.imap import ImapListener
from bot.channels.imapsettings import ImapSettings
from bot.cli.wiring import StoredCursor, keeper
from scheduler.loops import Bell
from store.database import Database
from store.envelope import Envelope
from tests.channels.mailing import clock


def wait_to_be_killed(point: str) -> NoReturn:
    sys.stdout.write(point + "\n")
    sys.stdout.flush()
    threading.Event().wait()
    raise AssertionError


@dataclass(frozen=True)
class Place:
    stored: StoredCursor
    point: str

    def get(self) -> str | None:
        return self.stored.get()

    def set(self, value: str) -> None:
        if self.point == "marked":
            wait_to_be_killed(self.point)
        self.stored.set(value)


def main(url: str, wanted: str, point: str) -> None:
    settings = ImapSettings.model_validate_json(wanted)
    with Database.open(url) as db:
        commit = keeper(db, Bell(), clock=clock)

        def keep(envelope: Envelope) -> bool:
            if point == "fetched" and envelope.subject == "order 1":
                wait_to_be_killed(point)
            new = commit(envelope)
            if point == "committed" and envelope.subject == "order 1":
                wait_to_be_killed(point)
            return new

        cursor = StoredCursor(db, f"imap:{settings.own_address}/{settings.folder}")
        one = ImapListener(settings, cursor=Place(cursor, point), clock=clock)
        while one.poll_one(keep):
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])
