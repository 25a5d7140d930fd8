"""One kept message to its end: claimed, read, decided and written down in one transaction."""

import logging
from datetime import datetime, timedelta

from bot.desk import bounces, joining, staffdesk, staffmail, writing
from bot.desk.decide import ORDERING, decide_all
from bot.desk.desk import Desk
from bot.desk.examining import examine
from bot.desk.reader import Examined
from store import inbox
from store.database import Database, Tx
from store.errors import DatabaseDown, StaleOrder
from store.inbox import InboxItem

__all__ = ["Desk", "process_one", "read_ahead"]

log = logging.getLogger(__name__)

# What several messages come to where they are one.
_ONE = ORDERING | {"clarification", "confirm_order"}
# After the first failure; four times as long after each further one, up to half a day.
FIRST_RETRY = timedelta(seconds=30)
_LONGEST_AFTER = 5  # 4 ** 5 times 30 seconds are eight and a half hours


def process_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Deals with the oldest message that is due; False if there is none.

    All that follows from it is committed together or not at all, so a crash anywhere repeats the whole step.
    What fails is tried again later, and in the end put aside for an operator. Raises DatabaseDown.
    """
    item: InboxItem | None = None
    try:
        with db.begin() as tx:
            item = inbox.claim(tx, now=now)
            if item is None:
                return False
            if item.envelope.staff:
                staffdesk.obey(tx, item, deal=deal, desk=desk, now=now)
            elif not staffmail.obey(tx, item, deal=deal, desk=desk, now=now):
                deal(tx, item, desk=desk, now=now)
    except DatabaseDown:
        raise
    except Exception as error:
        if item is None:
            raise
        if isinstance(error, StaleOrder):
            log.info("message %s: %s", item.id, error)
        else:
            log.exception("message %s could not be dealt with", item.id)
        _put_off(db, item, error, desk=desk, now=now)
    return True


def read_ahead(db: Database, *, desk: Desk, now: datetime) -> None:
    """Reads the oldest message that is due, so that `process_one` finds its reading ready. Raises DatabaseDown.

    Where one transaction keeps all others from writing, a long text or a new catalog would otherwise hold up
    what comes in and what goes out. It decides nothing: `process_one` reads again what has changed meanwhile.
    """
    try:
        with db.read() as tx:
            desk.company(tx)
            item = inbox.next_up(tx, now=now)
            if (
                item is not None
                and not item.envelope.staff
                and (not item.envelope.automated or item.envelope.attachments)
            ):
                _together(tx, item, desk=desk, now=now)
    except DatabaseDown:
        raise
    except Exception:
        # It fails in `process_one` again, which counts it and puts the message aside.
        log.debug("reading ahead", exc_info=True)


def deal(tx: Tx, item: InboxItem, *, desk: Desk, now: datetime) -> None:
    """Reads a message that is ours to deal with, decides about it, and writes down what follows."""
    bounces.note(tx, item.envelope)
    examined, parts = _together(tx, item, desk=desk, now=now)
    decision = decide_all(examined.case, examined.reading, examined.orders, settings=desk.settings, now=now)
    writing.write(tx, item, examined, decision, parts=parts, desk=desk, now=now)


def _together(
    tx: Tx, item: InboxItem, *, desk: Desk, now: datetime
) -> tuple[Examined, tuple[InboxItem, ...]]:
    """The message with what its writer has added to it. If together they order nothing or only a person could make
    something of them, while the first alone says something else, they are no one message."""
    parts = joining.belonging(item, inbox.following(tx, item, now=now))
    examined = examine(tx, item, desk=desk, now=now, parts=parts)
    reading = examined.reading
    if parts and (reading.verdict == "review" or reading.intent not in _ONE):
        alone = examine(tx, item, desk=desk, now=now)
        if alone.reading.verdict != "review" and alone.reading.intent != reading.intent:
            return alone, ()
    return examined, parts


def _put_off(db: Database, item: InboxItem, error: Exception, *, desk: Desk, now: datetime) -> None:
    attempts = item.attempts + 1
    last = attempts >= desk.settings.tries
    reason = f"{type(error).__name__}: {' '.join(str(error).split())}"[:500]
    with db.begin() as tx:
        retry_at = None if last else now + FIRST_RETRY * 4 ** min(attempts - 1, _LONGEST_AFTER)
        if inbox.record_failure(tx, item.id, reason=reason, now=now, retry_at=retry_at) and last:
            writing.put_aside(tx, item, f"could not be dealt with: {reason}", desk=desk, now=now)
