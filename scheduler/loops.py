"""A thread that repeats one step: at once while there is more, else when its bell rings or a moment has passed.

A step that fails is logged with one line and tried again later; it never ends the thread.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from scheduler.failures import in_one_line, pause

log = logging.getLogger(__name__)

POLL = 1.0
"""Seconds between two looks for what another process may have put there."""

Step = Callable[[datetime], bool]
Clock = Callable[[], datetime]


class Bell:
    """Wakes the loops that wait on it. Rung from any thread, never blocks; what rings during a step is not missed."""

    def __init__(self) -> None:
        self._sleepers: list[threading.Event] = []

    def sleeper(self) -> threading.Event:
        """An event of one loop's own, set by each ring."""
        event = threading.Event()
        self._sleepers.append(event)
        return event

    def ring(self) -> None:
        for event in self._sleepers:
            event.set()


class Loop(threading.Thread):
    """Calls `step(now)` until it says that nothing was due, waits, and begins again, until it is stopped.

    `then` is called after each step that did something (it wakes whoever goes on with it).
    """

    def __init__(
        self,
        name: str,
        step: Step,
        *,
        clock: Clock,
        bell: Bell,
        then: Callable[[], object] = lambda: None,
        poll: float = POLL,
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._step, self._clock, self._then, self._poll = step, clock, then, poll
        self._wake = bell.sleeper()
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Asks it to end after the step in hand; `join` waits for that."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> None:
        failed = 0
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                more = self._step(self._clock())
                if more:
                    self._then()
                failed = 0
            except Exception as error:
                failed += 1
                wait = pause(failed)
                log.error("%s: %s; again in %.0f s", self.name, in_one_line(error), wait)
                log.debug("%s", self.name, exc_info=True)
                self._stopping.wait(wait)
                continue
            if not more and not self._stopping.is_set():
                self._wake.wait(self._poll)
