"""Where a message orders again what was ordered before: our May order again, 前次的单子照发一遍."""

import re

from parsers import phrases
from parsers.date_parts import MONTHS, number
from parsers.reading import OrderContext
from parsers.spans import Span

# The day by which an order is called: 按10.21的单; what stands in brackets only tells more of the last one.
_BRACKETS = re.compile(r"\([^()]*\)")
_DAY = re.compile(r"(?<![\d.])(\d{1,2})(?:[./-]|月)(\d{1,2})(?![\d.])")
_NUMBERED = re.compile(r"(?<!\d)20\d\d(\d\d)(\d\d)(?!\d)")
# Or the month alone: 九月那单, as in May.
_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月(?!\d)|\b([a-z]{3,9})\b")


def find(lowered: str, last: OrderContext | None = None) -> list[Span]:
    """Spans 'same' over a lower-cased surface. An order that is called by its day is none where the `last` one has another."""
    return [
        Span(match.start(), match.end(), "same", match.group(), 0.9, f"repeats.{phrase.name}")
        for phrase in phrases.book("repeats").within(lowered)
        for match in phrase.pattern.finditer(lowered)
        if last is None or _may_be(last, match.group())
    ]


def _may_be(last: OrderContext, said: str) -> bool:
    """Whether the last order was placed, or came, on the day or in the month by which it is called, if it is."""
    called = {(int(day[1]), int(day[2])) for day in _DAY.finditer(_BRACKETS.sub("", said))}
    days = {(int(day[1]), int(day[2])) for day in _NUMBERED.finditer(last.order_no or "")}
    if last.delivery_date is not None:
        days.add((last.delivery_date.month, last.delivery_date.day))
    months = {
        MONTHS.get(named, 0) or number(counted or None)
        for counted, named in _MONTH.findall(_BRACKETS.sub("", said))
    } - {0}
    if not called and days and months:
        return not months.isdisjoint(month for month, _ in days)
    return not called or bool(called & (days | {(day, month) for month, day in days}))
