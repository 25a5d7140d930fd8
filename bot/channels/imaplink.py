"""One signed-in IMAP connection with one folder selected; every way of failing becomes a ChannelError."""

import contextlib
import imaplib
import logging
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from imapclient import SEEN

from bot.channels.base import ChannelError
from bot.channels.imapsession import explained, opened, place_of, words
from bot.channels.imapsettings import ImapSettings
from bot.channels.oauth import TokenSource

log = logging.getLogger(__name__)

_GROUP = 4 * 1024 * 1024  # bytes of small mails that are fetched at once
_MOST_UIDS = 500  # in a command: servers need not read lines over 8,192 bytes (RFC 7162, 4)
_SLICE = 1.0  # seconds that IDLE waits before it looks whether it should stop
_DEAD = 0.5  # the share of a slice below which an empty answer means a dead link


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as the server gave it. `raw` may be cut (`size` is the server's word); None with the `failure` it gave.

    `seen`: whether somebody had read it already.
    """

    uid: int
    raw: bytes | None
    size: int
    arrived: datetime | None
    seen: bool
    failure: str | None = None


class ImapLink:
    """Opens on construction. Use from one thread, but for `hang_up`."""

    def __init__(self, settings: ImapSettings, *, now: datetime, tokens: TokenSource | None = None) -> None:
        self._settings = settings
        self.place = place_of(settings)
        self._complained = False
        self._client = opened(settings, now=now, tokens=tokens)
        try:
            self.select()
            if settings.move_to:
                with explained(self.place):
                    self._prepare_move(settings.move_to)
        except BaseException:
            self.close(politely=False)
            raise

    def select(self) -> None:
        """Select the folder (again): UIDVALIDITY, UIDNEXT and the number of mails as they are now."""
        settings = self._settings
        with explained(self.place):
            try:
                answer = self._client.select_folder(settings.folder, readonly=not settings.changes_something)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                raise ChannelError(
                    f"{self.place} does not open the folder {settings.folder!r}: {words(error)}",
                    permanent=True,
                ) from None
        self.uidvalidity = int(answer.get(b"UIDVALIDITY", 0))
        self.uidnext = int(answer.get(b"UIDNEXT", 0))
        self.exists = int(answer.get(b"EXISTS", 0))

    @property
    def can_idle(self) -> bool:
        with explained(self.place):
            return self._settings.idle and bool(self._client.has_capability("IDLE"))

    def newer_than(self, uid: int) -> list[int]:
        """The UIDs above `uid`, ascending."""
        # "n:*" names the last mail even if its UID is smaller (RFC 3501, 6.4.8).
        return [found for found in self._search(["UID", f"{uid + 1}:*"]) if found > uid]

    def since(self, day: date, *, unseen: bool) -> list[int]:
        """The UIDs of mails that arrived on `day` or later by the server's calendar, ascending."""
        return self._search([*(["UNSEEN"] if unseen else []), "SINCE", day])

    def arrivals(self, uids: Sequence[int]) -> dict[int, datetime]:
        """When each mail arrived (aware)."""
        found: dict[int, datetime] = {}
        for start in range(0, len(uids), _MOST_UIDS):
            with explained(self.place):
                answer = self._client.fetch(uids[start : start + _MOST_UIDS], ["INTERNALDATE"])
            found |= {uid: each[b"INTERNALDATE"] for uid, each in answer.items() if b"INTERNALDATE" in each}
        return found

    def fetch(self, uids: Sequence[int]) -> Iterator[Fetched]:
        """The mails, as they are read from the line, without marking them; what vanished meanwhile is left out."""
        cap = self._settings.size_cap
        with explained(self.place):
            about = self._client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE", "FLAGS"]) if uids else {}
        small: list[int] = []
        weight = 0
        for uid in uids:
            if uid not in about:
                continue
            size = int(about[uid].get(b"RFC822.SIZE", 0))
            if small and weight + size > _GROUP:
                yield from self._bodies(small, about, "BODY.PEEK[]")
                small, weight = [], 0
            if size > cap:
                yield from self._bodies(small, about, "BODY.PEEK[]")
                small, weight = [], 0
                yield from self._bodies([uid], about, f"BODY.PEEK[]<0.{cap}>")
            else:
                small.append(uid)
                weight += size
        yield from self._bodies(small, about, "BODY.PEEK[]")

    def mark(self, uids: Sequence[int]) -> None:
        """Mark or move what is committed. A server that will not is told of once: the UIDs are what we go by."""
        settings = self._settings
        if not uids or not settings.changes_something:
            return
        flags = [*([SEEN] if settings.mark_seen else []), *([settings.keyword] if settings.keyword else [])]
        with explained(self.place):
            try:
                if flags:
                    self._client.add_flags(uids, flags, silent=True)
                if settings.move_to and self._client.has_capability("MOVE"):
                    self._client.move(uids, settings.move_to)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                if not self._complained:
                    self._complained = True
                    log.warning("%s: read mails cannot be marked or moved: %s", self.place, words(error))

    def wait_for_mail(self, stop: threading.Event) -> None:
        """IDLE until something happens in the folder, `stop` is set or it is time to renew. Raises if the link is dead."""
        with explained(self.place):
            if self._exists_since_search():
                return
            self._client.idle()
            left = self._settings.idle_seconds
            while left > 0 and not stop.is_set() and not self._has_read_ahead():
                wait = min(_SLICE, left)
                began = time.monotonic()
                events = self._client.idle_check(timeout=wait)
                took = time.monotonic() - began
                if any(len(event) > 1 and event[1] in (b"EXISTS", b"RECENT") for event in events):
                    break
                if any(event and event[0] == b"BYE" for event in events):
                    raise ChannelError(f"{self.place} said goodbye")
                if not events and took < wait * _DEAD:
                    # A link that ended answers "nothing" at once, for ever.
                    raise ChannelError(f"{self.place} closed the connection")
                left -= max(took, 0.001)
            self._client.idle_done()
            self._client.noop()
        if left <= 0:
            self.select()  # the folder may have been made anew meanwhile

    def close(self, *, politely: bool) -> None:
        """End the session; never raises."""
        with contextlib.suppress(Exception):
            if politely:
                self._client.socket().settimeout(1.0)
                self._client.logout()
        with contextlib.suppress(Exception):
            self._client.shutdown()

    def hang_up(self) -> None:
        """From another thread: wakes a read that waits for a server that has gone silent."""
        with contextlib.suppress(Exception):
            self._client.socket().shutdown(socket.SHUT_RDWR)

    def _search(self, criteria: list[Any]) -> list[int]:
        with explained(self.place):
            found: list[int] = []
            for _ in range(5):
                self._forget_exists()
                found = sorted(self._client.search(criteria))
                if not self._exists_since_search():
                    break
        return found

    def _forget_exists(self) -> None:
        self._client._imap.untagged_responses.pop("EXISTS", None)

    def _exists_since_search(self) -> bool:
        """Whether a mail was announced together with an answer: IDLE will not announce it a second time."""
        return bool(self._client._imap.untagged_responses.get("EXISTS"))

    def _has_read_ahead(self) -> bool:
        """Whether the client library holds words of the server's that came with others: its IDLE looks at the line only."""
        line = self._client.socket()
        line.setblocking(False)
        try:
            return bool(self._client._imap.file.peek(1))
        except OSError:  # nothing there
            return False
        finally:
            line.settimeout(self._settings.timeout)

    def _bodies(self, uids: list[int], about: dict[int, dict[bytes, Any]], what: str) -> Iterator[Fetched]:
        if not uids:
            return
        try:
            with explained(self.place):
                answer = self._client.fetch(uids, [what])
        except ChannelError as error:
            if not isinstance(error.__cause__, imaplib.IMAP4.error) or isinstance(
                error.__cause__, imaplib.IMAP4.abort
            ):
                raise
            if len(uids) > 1:  # one that the server cannot read must not hide the others
                for uid in uids:
                    yield from self._bodies([uid], about, what)
                return
            yield self._fetched(uids[0], None, about, error.reason)
            return
        for uid in uids:
            body = answer.get(uid, {})
            raw = body.get(b"BODY[]", body.get(b"BODY[]<0>"))
            if raw is not None:
                yield self._fetched(uid, raw, about)

    def _fetched(
        self, uid: int, raw: bytes | None, about: dict[int, dict[bytes, Any]], failure: str | None = None
    ) -> Fetched:
        facts = about[uid]
        seen = SEEN in facts.get(b"FLAGS", ())
        return Fetched(uid, raw, int(facts.get(b"RFC822.SIZE", 0)), facts.get(b"INTERNALDATE"), seen, failure)

    def _prepare_move(self, folder: str) -> None:
        if not self._client.has_capability("MOVE"):
            log.warning("%s cannot move mails (no MOVE): they stay where they are", self.place)
        elif not self._client.folder_exists(folder):
            self._client.create_folder(folder)
