"""Delivers the outbox: record the attempt, act, record what came of it."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.channels.base import ChannelError, Sender
from bot.channels.retry import next_attempt
from store import outbox
from store.database import Database
from store.errors import DatabaseDown, StoreError
from store.outbox import OutboxItem

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""How long a message waits whose sender was killed in the middle, before it is tried again.

A sender that lives renews its lease at each third of it, so that a slow server never makes two processes
send one message. Only a machine that stood still for as long (suspended, or without its database) lets
another repeat what it may have sent; then the Message-ID is the same.
"""
LONGEST = timedelta(minutes=15)
"""How long a lease is renewed: a sender that takes longer than all its timeouts together hangs for good."""

PATIENCE = timedelta(days=2)
"""So long a message waits as the other side asks, and that counts as no attempt: it would come, were it let."""
AGAIN = 0.5
"""Seconds between two tries to note what went out."""


def deliver_one(
    db: Database,
    senders: Mapping[str, Sender],
    *,
    now: datetime,
    channels: tuple[str, ...] | None = None,
    lease: timedelta = LEASE,
    rand: Callable[[], float] = random.random,
) -> bool:
    """Try the next message that is due, once; False if none was.

    A temporary failure is due again later, a permanent one (or the last) stays `failed` with its reason for the
    operator. `channels` limits it to some channels, where others are sent by another process.
    """
    with db.begin() as tx:
        item = outbox.claim(tx, now=now, lease=lease, channels=channels)
    if item is None:
        return False
    try:
        with _renewed(db, item, now=now, lease=lease):
            receipt = _send(item, senders)
    except ChannelError as error:
        _record_failure(db, item, error, now=now, rand=rand())
        return True
    _record_sent(db, item, receipt, now=now)
    log.info("delivered %s to %s by %s: %s", item.id, item.to, item.channel, receipt)
    return True


@contextmanager
def _renewed(db: Database, item: OutboxItem, *, now: datetime, lease: timedelta) -> Iterator[None]:
    """Keeps the attempt ours while it lasts."""
    over, began = threading.Event(), time.monotonic()

    def renew() -> None:
        while time.monotonic() - began < LONGEST.total_seconds():
            if over.wait(lease.total_seconds() / 3):
                return
            held = time.monotonic() - began
            try:
                with db.begin() as tx:
                    until = now + timedelta(seconds=held) + lease
                    if not outbox.renew(tx, item.id, attempt=item.attempts, until=until):
                        return
            except StoreError as error:
                log.warning("the lease of message %s was not renewed: %s", item.id, error)

    thread = threading.Thread(target=renew, name=f"lease of message {item.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _send(item: OutboxItem, senders: Mapping[str, Sender]) -> str:
    sender = senders.get(item.channel)
    if sender is None:
        raise ChannelError(f"nothing here sends by {item.channel}: it is not configured", permanent=True)
    try:
        return sender.send(item)
    except ChannelError:
        raise
    except Exception as error:
        # What nobody foresaw may pass by itself; the attempts are counted, so it cannot go on for ever.
        log.exception("sending %s by %s failed", item.id, item.channel)
        raise ChannelError(f"{type(error).__name__}: {error}"[:300]) from error


def _record_sent(db: Database, item: OutboxItem, receipt: str, *, now: datetime) -> None:
    """What went out and is not noted goes out again: so it is noted as soon as the database is there again."""
    deadline = time.monotonic() + LONGEST.total_seconds()
    while True:
        try:
            with db.begin() as tx:
                outbox.sent(tx, item.id, receipt=receipt, now=now)
        except DatabaseDown as error:
            if time.monotonic() > deadline:
                raise
            log.warning("message %s went out and is not noted yet: %s", item.id, error)
            time.sleep(AGAIN)
        else:
            return


def _record_failure(
    db: Database, item: OutboxItem, error: ChannelError, *, now: datetime, rand: float
) -> None:
    if error.retry_after is not None and not error.permanent and now - item.queued_at < PATIENCE:
        until = now + timedelta(seconds=min(max(error.retry_after, 0.0), 86_400.0))
        with db.begin() as tx:
            outbox.postpone(tx, item.id, until=until, reason=error.reason, attempt=item.attempts)
        log.info("message %s to %s (%s) waits: %s", item.id, item.to, item.channel, error.reason)
        return
    retry_at = next_attempt(item.attempts, now=now, rand=rand, retry_after=error.retry_after)
    permanent = error.permanent or retry_at is None
    reason = error.reason
    if retry_at is None and not error.permanent:
        reason = f"given up after {item.attempts} attempts: {reason}"
    with db.begin() as tx:
        outbox.failed(
            tx,
            item.id,
            reason=reason,
            permanent=permanent,
            retry_at=None if permanent else retry_at,
            now=now,
            attempt=item.attempts,
        )
    log.warning("message %s to %s (%s) %s: %s", item.id, item.to, item.channel,
                "failed for good" if permanent else "failed for now", reason)  # fmt: skip
