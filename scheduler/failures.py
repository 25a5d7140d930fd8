"""What went wrong, for the log: one line without secrets; and how long to wait before the next try."""

import random
import re
import traceback

LONGEST = 60.0
"""Seconds that the wait between two tries grows to."""

_CREDENTIALS = re.compile(r"://[^/@\s]*@")
# A bot's token stands in the path of each URL that its library calls.
_BOT_TOKEN = re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{30,}")


def in_one_line(error: BaseException) -> str:
    """The kind of the error, its first words and where it came from."""
    words = " ".join(str(error).split())[:300]
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno})" if frames else ""
    return without_secrets(f"{type(error).__name__}{': ' if words else ''}{words}{where}")


def without_secrets(line: str) -> str:
    """The line with the passwords of URLs and the tokens of bots struck out."""
    return _BOT_TOKEN.sub("***", _CREDENTIALS.sub("://***@", line))


def pause(failures: int) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4 … to a minute, jittered so that many do not come at once."""
    jitter = random.uniform(0.75, 1.0)  # noqa: S311 - it spreads load, it guards nothing
    return min(LONGEST, 2.0 ** min(failures - 1, 10)) * jitter
