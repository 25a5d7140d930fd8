"""What the operator sees: tables aligned for East Asian width, times in the company's zone, progress bars, JSON.

Text that strangers wrote is shown without control characters, so that a message cannot steer a terminal.
"""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

import click

BAR_DELAY = 1.5
"""Seconds before a progress bar shows: what is done sooner needs none."""


def width(text: str) -> int:
    """The columns that `text` takes in a terminal; wide and full-width characters take two (UAX #11)."""
    return sum(_columns(character) for character in text)


def plain(value: object) -> str:
    """One line without control, format and private characters; an empty cell for None."""
    if value is None:
        return ""
    line = " ".join(str(value).split())
    return "".join(c for c in line if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"})


def block(text: str) -> str:
    """Text of several lines, its line breaks kept, without other control and format characters."""
    hidden = {"Cc", "Cf", "Co", "Cs"}
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in hidden).expandtabs(4)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows under a heading, two blanks between columns; on a terminal the last column is cut at its edge."""
    cells = [[plain(cell) for cell in row] for row in rows]
    lines = [list(columns), *cells]
    widths = [max(width(line[i]) for line in lines) for i in range(len(columns))]
    room = _terminal_width() - sum(widths[:-1]) - 2 * (len(columns) - 1)
    printed = []
    for line in lines:
        head = [cell + " " * (widths[i] - width(cell)) for i, cell in enumerate(line[:-1])]
        printed.append("  ".join([*head, _cut(line[-1], max(room, 20))]).rstrip())
    return "\n".join(printed)


def fields(pairs: Iterable[tuple[str, object]]) -> str:
    """`name  value` lines, the names aligned; pairs without a value are left out."""
    shown = [(name, plain(value)) for name, value in pairs if value not in (None, "", ())]
    widest = max((width(name) for name, _ in shown), default=0)
    return "\n".join(f"{name}{' ' * (widest - width(name))}  {value}" for name, value in shown)


def moment(at: datetime | str | None, zone: tzinfo) -> str:
    """A moment in the company's zone with its offset, to the second: `2026-11-24 09:30:00+08:00`."""
    if at is None:
        return ""
    aware = datetime.fromisoformat(at) if isinstance(at, str) else at
    return aware.astimezone(zone).isoformat(" ", "seconds")


def iso(at: datetime | None, zone: tzinfo) -> str | None:
    """A moment as JSON tells it: ISO 8601 with the company's offset, to the second."""
    return None if at is None else at.astimezone(zone).isoformat(timespec="seconds")


def print_json(value: Any) -> None:
    """One JSON document on the standard output, readable by people too."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_json_default))


def say(message: str) -> None:
    """A line to the operator that is no output: on the standard error."""
    click.echo(message, err=True)


@contextmanager
def progress(total: int | None, what: str, *, unit: str = "row") -> Iterator[Callable[[int], object]]:
    """A bar on the standard error, only on a terminal and only once it takes longer than a moment; call it with steps done."""
    from tqdm import tqdm  # only what may take long pays for it

    with tqdm(
        total=total, desc=what, unit=unit, delay=BAR_DELAY, leave=False, disable=not sys.stderr.isatty()
    ) as bar:
        yield bar.update


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _cut(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    kept, taken = [], 1
    for character in text:
        taken += _columns(character)
        if taken > room:
            break
        kept.append(character)
    return "".join(kept) + "…"


def _terminal_width() -> int:
    if not sys.stdout.isatty():
        return 10_000
    import shutil

    return shutil.get_terminal_size().columns


def _json_default(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def who(customer: Mapping[str, Any]) -> str:
    """A customer of an order's JSON: code and company."""
    return " ".join(part for part in (customer.get("code"), customer.get("company")) if part)
