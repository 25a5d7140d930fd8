"""What every channel is to the rest of the house: a listener that keeps, a sender that delivers, one kind of error."""

import threading
from collections.abc import Callable
from typing import Protocol

from store.envelope import Envelope
from store.outbox import OutboxItem

Keep = Callable[[Envelope], bool]
"""Commits an envelope to the inbox: True if it is new, False if it was there. Raises only if the database is down."""


class ChannelError(Exception):
    """The other side refused, or could not be reached.

    `reason` is one line for the operator. `permanent`: trying again as it is cannot help.
    `retry_after`: seconds that the other side asked us to wait, if it did.
    """

    def __init__(self, reason: str, *, permanent: bool = False, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after


class Sender(Protocol):
    """Hands one outbox message over to the world."""

    name: str

    def send(self, item: OutboxItem) -> str:
        """The receipt: the other side's own word for it. Raises ChannelError."""
        ...


class Listener(Protocol):
    """Brings messages in until it is told to stop; `run` returns within about two seconds of `stop`."""

    name: str

    def run(self, keep: Keep, stop: threading.Event) -> None: ...


class Cursor(Protocol):
    """Where a listener notes how far it has read; its text means something to the listener alone."""

    def get(self) -> str | None: ...

    def set(self, value: str) -> None: ...
