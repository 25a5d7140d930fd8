"""Keeps a listener running: one holder of each mailbox among all processes, restarted with back-off when it dies."""

import logging
import threading
import time
from dataclasses import dataclass

from bot.channels.base import ChannelError, Keep, Listener
from scheduler.failures import LONGEST, in_one_line, pause
from scheduler.holding import Holding
from store.database import Database

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Listening:
    """A listener, and the lease that it needs: None where its port is already the lock."""

    listener: Listener
    lease: str | None = None


class Supervisor(threading.Thread):
    """Runs one listener until it is stopped. While another process holds its mailbox, it waits to take over."""

    def __init__(self, listening: Listening, *, keep: Keep, db: Database) -> None:
        super().__init__(name=f"listen {listening.listener.name}", daemon=True)
        self._listener, self._keep = listening.listener, keep
        self._holding = Holding(db, listening.lease) if listening.lease else None
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Asks the listener to return; `join` waits for that."""
        self._stopping.set()
        if self._holding is not None:
            self._holding.stop()

    def run(self) -> None:
        failed = 0
        while not self._stopping.is_set():
            began, hopeless = time.monotonic(), False
            try:
                self._run_once()
                reason = "it ended"
            except ChannelError as error:
                reason, hopeless = error.reason, error.permanent
            except Exception as error:
                reason = in_one_line(error)
                log.debug("%s", self.name, exc_info=True)
            if self._stopping.is_set():
                return
            # What ran well for long starts counting anew.
            failed = 1 if time.monotonic() - began > LONGEST else failed + 1
            # An account that refuses us is not hammered: that gets it locked.
            wait = LONGEST if hopeless else pause(failed)
            log.warning("%s: %s; again in %.0f s", self.name, reason, wait)
            self._stopping.wait(wait)

    def _run_once(self) -> None:
        if self._holding is None:
            self._listener.run(self._keep, self._stopping)
            return
        with self._holding.held() as over:
            if over is not None:
                self._listener.run(self._keep, over)
