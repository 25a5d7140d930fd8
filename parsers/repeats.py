"""Where a message orders again what was ordered before: our May order again, 前次的单子照发一遍."""

import re
from collections.abc import Iterable

from parsers import phrases, wordlists
from parsers.reading import OrderContext
from parsers.spans import Span

# The day or month by which an order is called: 按10.21的单, our May order; what stands in brackets only tells more of the last one.
_BRACKETS = re.compile(r"\([^()]*\)")
_DAY = re.compile(r"(?<![\d.])(\d{1,2})(?:[./-]|月)(\d{1,2})(?![\d.])")
_MONTH = re.compile(
    r"(?<![\d.])(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月|(?<![a-z])([a-z]{3,9})(?![a-z])"
)
_NUMBERED = re.compile(r"(?<!\d)20\d\d(\d\d)(\d\d)(?!\d)")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
# Of such an order, what kind of goods it was: 上次那几样餐具.
_SUCH = re.compile(r"那(?:几[样款种个]|一?[些批])(?:的)?([㐀-鿿]{1,5})")
# The rule of words for an order of another time than that of the last one.
_OF_ANOTHER = "repeats.of another"


def find(lowered: str, last: OrderContext | None = None) -> list[Span]:
    """Spans 'same' over a lower-cased surface. What is called by its day or month is another order where the `last` one has others."""
    return [
        Span(
            match.start(),
            match.end(),
            "same",
            match.group(),
            0.9,
            f"repeats.{phrase.name}" if last is None or _may_be(last, match.group()) else _OF_ANOTHER,
        )
        for phrase in phrases.book("repeats").within(lowered)
        for match in phrase.pattern.finditer(lowered)
    ]


def of_the_last(spans: Iterable[Span]) -> bool:
    """Whether the last order is wanted again, and none of another time, which nobody knows."""
    asked = [span for span in spans if span.label == "same"]
    return bool(asked) and all(span.rule != _OF_ANOTHER for span in asked)


def of_some(spans: Iterable[Span], names: Iterable[str]) -> bool:
    """Whether what is wanted again is called by what some of the goods of these names are called, and not all: 上次那几样锅照样来."""
    names = list(names)
    for span in spans:
        such = _SUCH.search(span.value) if span.label == "same" else None
        if such is None:
            continue
        word = such[1]
        heads = {word[at : at + 2] for at in range(len(word) - 1)}
        heads |= {word[0]} if word[1:2] in ("子", "再", "照", "原", "一", "按", "重", "") else set()
        if any(
            any(head in name for name in names) and not all(head in name for name in names) for head in heads
        ):
            return True
    return False


def _may_be(last: OrderContext, said: str) -> bool:
    """Whether the last order was placed, or came, on the day or in the month by which it is called, if it is."""
    said = _BRACKETS.sub("", said)
    days = {(int(day[1]), int(day[2])) for day in _NUMBERED.finditer(last.order_no or "")}
    if last.delivery_date is not None:
        days.add((last.delivery_date.month, last.delivery_date.day))
    called = {(int(day[1]), int(day[2])) for day in _DAY.finditer(said)}
    if called:
        return bool(called & (days | {(day, month) for month, day in days}))
    months = {month for found in _MONTH.finditer(said) if (month := _month(found[1] or found[2])) is not None}
    return not months or not days or bool(months & {month for month, _ in days})


def _month(word: str) -> int | None:
    """The month that a number or a name tells."""
    if word.isascii() and word.isdigit():
        return int(word)
    names = wordlists.load("repeats")["words"]["month"]
    return next((listed.index(word) + 1 for listed in (_NUMERALS, names) if word in listed), None)
