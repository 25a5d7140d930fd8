"""Reads a mailbox: what is new is kept first, then marked, then the place is noted; a crash in between repeats the step."""

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.channels.base import ChannelError, Cursor, Keep
from bot.channels.imaplink import Fetched, ImapLink
from bot.channels.imapsettings import ImapSettings
from bot.channels.mime import envelope_from_bytes
from bot.channels.oauth import TokenSource
from bot.channels.retry import reconnect_delay
from store.envelope import Envelope

__all__ = ["ImapListener", "ImapSettings", "check"]

log = logging.getLogger(__name__)

_REREAD = timedelta(days=30)  # how far back a changed UIDVALIDITY makes us read again
_TRIES = 3  # for a mail that the server will not hand over
_GRACE = 1.5  # seconds that a session may take to end by itself


@dataclass(frozen=True, slots=True)
class Place:
    """How far a folder has been read: all up to UID `last`, since `started` (the first connection, UTC)."""

    uidvalidity: int
    last: int
    started: datetime

    def __str__(self) -> str:
        return f"{self.uidvalidity}:{self.last}:{self.started.isoformat(timespec='seconds')}"

    @classmethod
    def read(cls, text: str | None) -> "Place | None":
        """Of what `str` wrote; None if there is nothing, or nothing that we wrote."""
        try:
            validity, last, started = (text or "").split(":", 2)
            return cls(int(validity), int(last), datetime.fromisoformat(started).astimezone(UTC))
        except ValueError:
            return None


@dataclass(slots=True)
class _Backlog:
    """What is still to be read of a folder that is new to us, and the place that is noted `then`."""

    uids: list[int]
    then: Place


class ImapListener:
    """One folder of one mailbox. `problem` is the one line that the operator sees while it cannot be read."""

    def __init__(
        self,
        settings: ImapSettings,
        *,
        cursor: Cursor,
        clock: Callable[[], datetime],
        rand: Callable[[], float] = random.random,
    ) -> None:
        self._settings = settings
        self._cursor = cursor
        self._clock = clock
        self._rand = rand
        self._tokens = TokenSource(settings.oauth, timeout=settings.timeout) if settings.oauth else None
        self._link: ImapLink | None = None
        self._backlog: _Backlog | None = None
        self._refused: Counter[int] = Counter()
        self.name = f"imap:{settings.own_address}/{settings.folder}"
        self.problem: str | None = None

    def run(self, keep: Keep, stop: threading.Event) -> None:
        """Reads, waits, and comes back after any failure, until `stop`; a server that is silent while it greets
        holds it up for `timeout`."""
        ended = threading.Event()
        watcher = threading.Thread(
            target=self._hang_up_after, args=(stop, ended), name=f"{self.name} watcher", daemon=True
        )
        watcher.start()
        self._read_and_wait(keep, stop)
        self.close()
        ended.set()
        watcher.join()

    def _read_and_wait(self, keep: Keep, stop: threading.Event) -> None:
        failures = 0
        while not stop.is_set():
            try:
                while self.poll_one(keep) and not stop.is_set():
                    pass
                self._recovered()
                failures = 0
                self.wait(stop)
            except ChannelError as error:
                # An account that refuses us is not hammered: that gets it locked.
                failures = max(failures + 1, 9 if error.permanent else 0)
                self._failed(error.reason, stop)
            except Exception as error:
                log.exception("%s: a step failed", self.name)
                failures += 1
                self._failed(f"{type(error).__name__}: {' '.join(str(error).split())[:200]}", stop)
            if failures:
                stop.wait(reconnect_delay(failures, rand=self._rand()))

    def poll_one(self, keep: Keep) -> bool:
        """One batch of new mail: connect if need be, fetch, keep, mark, note the place. True if there may be more.

        Raises ChannelError if the server fails, and what `keep` raises; both times the step can be repeated.
        """
        link = self._connected()
        place = Place.read(self._cursor.get())
        if place is None or place.uidvalidity != link.uidvalidity:
            return self._catch_up(link, place, keep)
        found = link.newer_than(place.last)
        batch = found[: self._settings.batch]
        if not batch:
            return False
        self._take(link, batch, keep, since=place.started)
        self._cursor.set(str(replace(place, last=batch[-1])))
        return len(found) > len(batch)

    def wait(self, stop: threading.Event) -> None:
        """Until there may be new mail: IDLE, or the poll interval where the server has none."""
        link = self._connected()
        if link.can_idle:
            link.wait_for_mail(stop)
        elif not stop.wait(self._settings.poll_seconds):
            link.select()

    def close(self) -> None:
        """End the session, if there is one; the next step connects again."""
        link, self._link, self._backlog = self._link, None, None
        if link is not None:
            link.close(politely=True)

    def _connected(self) -> ImapLink:
        if self._link is None:
            self._link = ImapLink(self._settings, now=self._clock(), tokens=self._tokens)
        return self._link

    def _catch_up(self, link: ImapLink, place: Place | None, keep: Keep) -> bool:
        """The first connection takes recent unread mail; a changed UIDVALIDITY reads again all since the first one.

        What was kept before is recognised by the inbox, so that reading again makes no doubles.
        """
        backlog = self._backlog
        if backlog is None:
            now = self._clock().astimezone(UTC)
            since = now - timedelta(days=self._settings.backfill_days)
            if place is not None:
                log.warning("%s: UIDVALIDITY changed, recent mail is read again", self.name)
                since = max(place.started, now - _REREAD)
            uids = self._arrived_since(link, since, unseen=place is None)
            last = max(link.uidnext - 1, *uids, 0)
            backlog = self._backlog = _Backlog(
                uids, Place(link.uidvalidity, last, place.started if place else now)
            )
        batch = backlog.uids[: self._settings.batch]
        self._take(link, batch, keep, since=backlog.then.started)
        del backlog.uids[: len(batch)]
        if not backlog.uids:
            self._backlog = None
            self._cursor.set(str(backlog.then))
        return True

    def _arrived_since(self, link: ImapLink, since: datetime, *, unseen: bool) -> list[int]:
        if unseen and self._settings.backfill_days == 0:
            return []
        # SEARCH knows days only, in a zone that is the server's own affair.
        found = link.since((since - timedelta(days=1)).date(), unseen=unseen)
        arrived = link.arrivals(found)
        return [uid for uid in found if uid in arrived and arrived[uid] >= since - timedelta(seconds=1)]

    def _take(self, link: ImapLink, uids: Sequence[int], keep: Keep, *, since: datetime) -> None:
        """Keeps the mails, then marks them. `since`: when this folder was read for the first time.

        What is older than the first connection took was moved or copied here: an old order must not be booked
        again. If it is read already it is left alone, as the first connection did; else a person looks at it.
        """
        oldest = since - timedelta(days=self._settings.backfill_days + 1)
        kept = []
        for mail in link.fetch(uids):
            old = mail.arrived is not None and mail.arrived < oldest
            if old and mail.seen:
                log.info("%s: mail %s is old and was read before, it is left alone", self.name, mail.uid)
                continue
            envelope = self._envelope(link, mail)
            if old and mail.arrived is not None:
                moved = f"it arrived on {mail.arrived:%Y-%m-%d} and was put into this folder only now"
                envelope = replace(envelope, problems=(moved, *envelope.problems))
            keep(envelope)
            kept.append(mail.uid)
        link.mark(kept)

    def _envelope(self, link: ImapLink, mail: Fetched) -> Envelope:
        now = self._clock()
        settings = self._settings
        if mail.raw is None:
            self._refused[mail.uid] += 1
            if self._refused[mail.uid] < _TRIES:
                raise ChannelError(f"the server does not hand over mail {mail.uid}: {mail.failure}")
        envelope = envelope_from_bytes(
            mail.raw or b"",
            source=f"{self.name}/{link.uidvalidity}/{mail.uid}",
            received_at=min(now, mail.arrived) if mail.arrived else now,
            own_addresses=(settings.own_address,),
            trusted_authserv=settings.authserv_id,
            size_cap=settings.size_cap,
            full_size=mail.size if mail.raw is None or len(mail.raw) >= settings.size_cap else None,
        )
        if mail.raw is None:
            problem = f"incomplete: the server does not hand this mail over: {mail.failure}"
            return replace(envelope, problems=(problem, *envelope.problems))
        return envelope

    def _recovered(self) -> None:
        if self.problem is not None:
            log.info("%s: reads again", self.name)
            self.problem = None

    def _failed(self, reason: str, stop: threading.Event) -> None:
        link, self._link, self._backlog = self._link, None, None
        if link is not None:
            link.close(politely=False)
        if not stop.is_set() and reason != self.problem:
            log.warning("%s: %s", self.name, reason)
        self.problem = reason

    def _hang_up_after(self, stop: threading.Event, ended: threading.Event) -> None:
        stop.wait()
        if not ended.wait(_GRACE) and (link := self._link) is not None:
            link.hang_up()


def check(settings: ImapSettings, *, now: datetime) -> str:
    """Connects and opens the folder, changes nothing; one line on what answered. Raises ChannelError."""
    quiet = settings.model_copy(update={"mark_seen": False, "keyword": None, "move_to": None})
    tokens = TokenSource(settings.oauth, timeout=settings.timeout) if settings.oauth else None
    link = ImapLink(quiet, now=now, tokens=tokens)
    idle = "IDLE" if link.can_idle else f"no IDLE, looked at every {settings.poll_seconds:g} s"
    line = f"{link.place} ({settings.security}), {settings.folder} has {link.exists:,} mails, {idle}"
    link.close(politely=True)
    return line
