"""Delivers the outbox: record the attempt, act, record what came of it."""

import logging
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.channels.base import ChannelError, Sender
from bot.channels.retry import next_attempt
from store import outbox
from store.database import Database
from store.outbox import OutboxItem

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""How long an attempt may take before another process may repeat it; longer than any sender's timeouts."""


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
        receipt = _send(item, senders)
    except ChannelError as error:
        _record_failure(db, item, error, now=now, rand=rand())
        return True
    with db.begin() as tx:
        outbox.sent(tx, item.id, receipt=receipt, now=now)
    log.info("delivered %s to %s by %s: %s", item.id, item.to, item.channel, receipt)
    return True


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


def _record_failure(
    db: Database, item: OutboxItem, error: ChannelError, *, now: datetime, rand: float
) -> None:
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
