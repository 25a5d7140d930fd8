"""When to try again; pure arithmetic, so that delivery and listeners need no opinion of their own."""

from datetime import datetime, timedelta

# After the nth failed attempt: minutes until the next one. About two days in all, then it is given up.
SCHEDULE = tuple(timedelta(minutes=n) for n in (1, 2, 5, 10, 20, 40, 80, 120, 240, 360, 480, 720, 840))
JITTER = 0.2
RECONNECT_FIRST = 2.0  # seconds
RECONNECT_MOST = 300.0


def next_attempt(
    attempts: int, *, now: datetime, rand: float, retry_after: float | None = None
) -> datetime | None:
    """When to try for the next time after `attempts` failed ones (1 and up); None if that was the last.

    `rand` (0 to 1) spreads the time by up to a fifth either way. Never sooner than `retry_after` seconds,
    and a wait that the other side asked for for longer than a day counts as a day.
    """
    if attempts > len(SCHEDULE):
        return None
    wait = SCHEDULE[max(attempts, 1) - 1] * (1 + JITTER * (2 * rand - 1))
    if retry_after is not None:
        wait = max(wait, timedelta(seconds=min(max(retry_after, 0.0), 86_400.0)))
    return now + wait


def reconnect_delay(failures: int, *, rand: float) -> float:
    """Seconds to wait after `failures` failed connections in a row: 2 s doubled up to 5 minutes, halved at most by `rand`."""
    if failures <= 0:
        return 0.0
    most = min(RECONNECT_MOST, RECONNECT_FIRST * 2.0 ** min(failures - 1, 20))
    return float(most * (0.5 + 0.5 * rand))
