"""Processes that the tests start and kill: `python -m tests.store.workers ACTION URL [ARGUMENT]`.

Each says on its standard output how far it is, one word a line.
"""

import sys
import threading
import time
from datetime import timedelta
from typing import NoReturn

from store import inbox, orders, outbox
from store.database import Database, Tx
from store.errors import StaleOrder
from store.inbox import InboxItem
from tests.store.making import MINUTE, NOW, draft, event, order


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def wait_to_be_killed() -> NoReturn:
    threading.Event().wait()
    raise AssertionError


def book(tx: Tx, item: InboxItem) -> None:
    """All that follows from one message."""
    order_no = orders.next_order_no(tx, day=NOW.date())
    orders.create(tx, order(order_no, conversation=item.envelope.conversation), by="worker")
    said = draft(dedupe_key=f"receipt:{item.id}", conversation=item.envelope.conversation, inbox_id=item.id)
    outbox.enqueue(tx, said, now=NOW)
    inbox.finish(tx, item.id, outcome="booked", order_no=order_no, now=NOW)


def work(db: Database) -> None:
    """Take messages until none is left, as any number of workers do at once."""
    say("ready")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with db.begin() as tx:
            item = inbox.claim(tx, now=NOW)
            if item is not None:
                book(tx, item)
        if item is not None:
            say("done")
        else:
            with db.read() as tx:
                if not inbox.recent(tx, state="new", limit=1):
                    return  # else another holds what is left, and may die of it


def work_and_hang(db: Database) -> None:
    """Finish four messages; do everything of a fifth but the commit."""
    for _ in range(4):
        with db.begin() as tx:
            item = inbox.claim(tx, now=NOW)
            assert item
            book(tx, item)
        say("done")
    claim_and_hang(db)


def claim_and_hang(db: Database) -> None:
    """Do everything of one message but the commit."""
    with db.begin() as tx:
        item = inbox.claim(tx, now=NOW)
        assert item
        book(tx, item)
        say("claimed")
        wait_to_be_killed()


def send_and_hang(db: Database) -> None:
    """Write the attempt, then hang where the dialling would be."""
    with db.begin() as tx:
        assert outbox.claim(tx, now=NOW, lease=5 * MINUTE)
    say("sending")
    wait_to_be_killed()


def deliver(db: Database) -> None:
    """Send until nothing is left, saying the id of each."""
    say("ready")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with db.begin() as tx:
            item = outbox.claim(tx, now=NOW, lease=timedelta(hours=1))
        if item is not None:
            say(str(item.id))
            with db.begin() as tx:
                outbox.sent(tx, item.id, receipt="ok", now=NOW)
        else:
            with db.read() as tx:
                if outbox.next_due(tx) is None:
                    return


def hold_and_hang(db: Database, name: str) -> None:
    lease = db.hold(name)
    say("held" if lease else "refused")
    wait_to_be_killed()


def advance(db: Database, order_no: str) -> None:
    """Try to be the one that moves the order from version 1."""
    say("ready")
    sys.stdin.readline()
    try:
        with db.begin() as tx:
            orders.append(tx, order_no, [event("status_advanced", to="packed")], expected_version=1)
    except StaleOrder:
        say("stale")
    else:
        say("moved")


def migrate(db: Database) -> None:
    say("ready")
    sys.stdin.readline()
    db.migrate()
    say("migrated")


if __name__ == "__main__":
    action, url, *arguments = sys.argv[1:]
    with Database.open(url) as database:
        globals()[action](database, *arguments)
