"""An order by when it was placed: yesterday's, the October one, 12号下的那单. Our numbers hold the day."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from parsers import number_words, phrases, wordlists
from parsers.annotate import Annotated
from parsers.spans import Span

# So far beside a day the words stand that make it the day of an order.
_REACH = 40
_DAYS_AGO, _YEAR = (2, 1, 0), 365
_STAMP = re.compile(r"(?<!\d)20\d{6}(?=-)")
_MONTHS = wordlists.load("dates")["months"]


def of_number(order_no: str | None) -> date | None:
    """The day that the number of an order holds."""
    stamp = _STAMP.search(order_no or "")
    try:
        return date.fromisoformat(stamp[0]) if stamp is not None else None
    except ValueError:
        return None


def told(annotated: Annotated) -> Iterator[tuple[int, Callable[[date], bool]]]:
    """Where the message says when an order was placed, and whether a day is then."""
    book, now = phrases.book("about"), annotated.message.now.date()
    for block in annotated.voice:
        text = annotated.lowered, block.start, block.end
        for ago in _DAYS_AGO:
            for match in book[f"days_ago_{ago}"].pattern.finditer(*text):
                yield match.start(), (now - timedelta(days=ago)).__eq__
        for name, number in (("this_month", now.month), ("last_month", (now.month - 2) % 12 + 1)):
            for match in book[name].pattern.finditer(*text):
                yield match.start(), partial(_in_month, now, number, None)
        for match in book["month"].pattern.finditer(*text):
            said = next(group for group in match.groupdict().values() if group)
            yield match.start(), partial(_in_month, now, _month(said), None)
        for match in book["day"].pattern.finditer(*text):
            groups = {name: group for name, group in match.groupdict().items() if group}
            month = int(groups.pop("m")) if "m" in groups else None
            yield match.start(), partial(_in_month, now, month, int(next(iter(groups.values()))))


def due(annotated: Annotated) -> Iterator[tuple[date, bool]]:
    """The days by which the message calls orders that are due then (the one due on Monday, 周六那单), and whether it leaves
    that order as it is."""
    return ((span.value.day, stays) for span, stays in calling(annotated))


def calling(annotated: Annotated) -> Iterator[tuple[Span, bool]]:
    """The same days, where they stand."""
    book = phrases.book("about")
    for span in annotated.of("date", blocks=annotated.voice):
        if span.value.day is None:
            continue
        before = annotated.lowered[max(0, span.start - _REACH) : span.start]
        behind = annotated.lowered[span.end : span.end + _REACH]
        stays = book["due_stays"].pattern.search(behind) is not None
        if stays or book["due_behind"].pattern.search(behind) or book["due_before"].pattern.search(before):
            yield span, stays


def _month(said: str) -> int:
    """The number of a month from its name or digits."""
    if said.isdigit():
        return int(said)
    if said in _MONTHS:
        return int(_MONTHS[said])
    number = number_words.chinese(said)
    return int(number.low) if number is not None else 0


def _in_month(now: date, month: int | None, number: int | None, day: date) -> bool:
    """Whether the day lies in the month, and is its day of that number, the last time that they were."""
    near = now - timedelta(days=_YEAR) < day <= now
    return near and month in (None, day.month) and number in (None, day.day)
