"""Holding a lease while something runs: taking it over from a holder that died, and giving up when it is lost."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from store.database import Database
from store.lease import Lease

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two tries to take a lease, and between two looks whether it is still ours."""


class Holding:
    """One name, held by at most one thread of all processes on the same database."""

    def __init__(self, db: Database, name: str) -> None:
        self._db, self._name = db, name
        self._stopping, self._over = threading.Event(), threading.Event()

    def stop(self) -> None:
        """Ends the waiting in `held`, or sets the event that it gave."""
        self._stopping.set()
        self._over.set()

    @contextmanager
    def held(self) -> Iterator[threading.Event | None]:
        """Waits for the lease and gives an event that is set when it is lost or `stop` was called.

        None if `stop` came before the lease. Releases it at the end. Raises what the database raises.
        """
        lease = self._taken()
        if lease is None:
            yield None
            return
        self._over = over = threading.Event()
        if self._stopping.is_set():
            over.set()
        watcher = threading.Thread(
            target=self._watch, args=(lease, over), name=f"watch {self._name}", daemon=True
        )
        watcher.start()
        try:
            yield over
        finally:
            over.set()
            # The watcher asks the lease's own connection; it must be through before that is closed.
            watcher.join()
            lease.release()

    def _taken(self) -> Lease | None:
        waited = False
        while not self._stopping.is_set():
            lease = self._db.hold(self._name)
            if lease is not None:
                log.info("%s: %s", self._name, "taken over" if waited else "held")
                return lease
            if not waited:
                log.info("%s: another process holds it; waiting to take over", self._name)
                waited = True
            self._stopping.wait(LOOK)
        return None

    def _watch(self, lease: Lease, over: threading.Event) -> None:
        while not over.wait(LOOK):
            if not lease.alive():
                log.warning("%s: the lease is lost", self._name)
                over.set()
