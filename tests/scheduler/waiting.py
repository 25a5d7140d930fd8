"""Waiting for a condition, with an end."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def until(found: Callable[[], Found], *, within: float = 20.0) -> Found:
    """What `found` gives as soon as it is true; fails the test after `within` seconds."""
    deadline = time.monotonic() + within
    while True:
        value = found()
        if value:
            return value
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)
