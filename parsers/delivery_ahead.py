"""Days to deliver on that are counted back from another day: two days before the fair that was dated, 开课前一天."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from parsers import delivery_dates, phrases
from parsers.annotate import Annotated
from parsers.date_parts import WORDS, english_number, number, week_end
from parsers.delivery_words import CLAUSE, around, bounds, says
from parsers.spans import Span

# How far before the words the day that they count from may be told, and how far behind.
_BEFORE, _BEHIND = 240, 60
_WEEK = 7
_MOST = 60
# 比上次提前两天: sooner than something that was.
_THAN = re.compile(r"比[㐀-鿿]{1,6}\Z")
_NOTHING = re.compile(r"[ ]{0,2}(?:the |on |的)?")
_BEGINS_ANEW = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Ahead:
    """`day` to deliver on, said by the words at `span`, and the day of `of` that it is counted from."""

    day: date
    span: Span
    of: Span


def find(annotated: Annotated, dates: Sequence[Span]) -> Ahead | None:
    """The one day that the message counts back from another one."""
    found = list(_counted(annotated, dates))
    return found[0] if len({one.day for one in found}) == 1 else None


def _counted(annotated: Annotated, dates: Sequence[Span]) -> Iterator[Ahead]:
    text = annotated.lowered
    for block in annotated.voice:
        for match in phrases.book("delivery")["ahead"].pattern.finditer(text, block.start, block.end):
            if _THAN.search(text[max(0, match.start() - 8) : match.start()]):
                continue
            if any(day.rule == "dates.before-holiday" and _beside(text, match, day) for day in dates):
                # Two days before Christmas is a day by itself.
                continue
            of = _told_of(annotated, match, dates)
            if of is None or of.value.day is None:
                continue
            days = _days(match, of.value.day)
            if not 0 < days <= _MOST:
                continue
            if not _beside(text, match, of) and not _comes(annotated, match):
                continue
            day = of.value.day - timedelta(days=days)
            if days == _WEEK and "the week" in match[0]:
                # Any time in the week before: its last day.
                day = week_end(of.value.day, weeks=-1)
            if day < annotated.message.now.date():
                # What is over is no day to deliver on.
                continue
            yield Ahead(day, Span(*match.span(), "date", day, 0.9, "delivery.ahead"), of)


def _days(match: re.Match[str], day: date) -> int:
    """By so many days the words count back from that day."""
    said = {key.split("_")[0]: value for key, value in match.groupdict().items() if value}
    if (weekday := said.get("weekday")) is not None:
        weekdays = WORDS["weekdays"]["en" if weekday.isascii() else "zh"]
        return (day.weekday() - int(weekdays[weekday])) % _WEEK or _WEEK
    count, unit = said["count"], said["unit"]
    many = number(count) if not unit.isascii() else 1 if count == "the" else english_number(count)
    return many * (_WEEK if unit[0] == "w" or unit[-1] in "周期拜" else 1)


def _beside(text: str, match: re.Match[str], day: Span) -> bool:
    """Whether the day stands right there: 12月10日前两天, two days before 12 December."""
    between = text[match.end() : day.start] or text[day.end : match.start()]
    return _NOTHING.fullmatch(between) is not None


def _told_of(annotated: Annotated, match: re.Match[str], dates: Sequence[Span]) -> Span | None:
    """The day that is counted from: beside the words, or else the one told last before them, or else right behind."""
    if any(key.startswith("weekday") and value for key, value in match.groupdict().items()):
        dates = [day for day in dates if day.end <= match.start() or match.end() <= day.start]
    beside = [day for day in dates if _beside(annotated.lowered, match, day)]
    if beside:
        return beside[-1]
    text = annotated.lowered
    told = [day for day in dates if day.value.precision == "day" and day.value.relation != "past"]
    before = [day for day in told if match.start() - _BEFORE <= day.start and day.end <= match.start()]
    behind = [day for day in told if match.end() <= day.start <= match.end() + _BEHIND]
    for day in reversed(before):
        if not _brought(annotated, day, match):
            return day
    for day in behind:
        if (
            not _BEGINS_ANEW.search(text, match.end(), day.start)
            and _tells(text, day)
            and not _brought(annotated, day, match)
        ):
            return day
    return None


def _tells(text: str, day: Span) -> bool:
    """Whether its clause says what is on that day, and does not only name it: 就12月8号."""
    clause = around(text, day.start, day.end, CLAUSE)
    return len(clause.replace(text[day.start : day.end], "", 1).strip()) > 1


def _brought(annotated: Annotated, day: Span, match: re.Match[str]) -> bool:
    """Whether goods come on that day itself: of such a day "a day sooner" is a wish."""
    text = annotated.lowered
    first, last = bounds(text, day.start, day.end, CLAUSE)
    clause = text[first:last]
    if day.end <= match.start() < last:
        # We begin on the 15th, so they must be here a week before: what follows "so" is not said of the 15th.
        clause = delivery_dates.own(annotated, day).partition(match[0])[0]
    elif first <= match.start() < match.end() <= day.start:
        # The day before that on 11 May: no goods come before the latter by these words.
        clause = text[match.end() : last]
    return says("brings", clause) and not says("people_come", clause)


def _comes(annotated: Annotated, match: re.Match[str]) -> bool:
    """Whether the clause speaks of goods that come, and not of a call, a notice or a day off."""
    text = annotated.lowered
    first, last = bounds(text, *match.span(), CLAUSE)
    clause = text[first:last]
    if says("notice", clause) or says("closed", clause):
        return False
    if says("brings", clause) or says("wanted_then", text[match.end() : match.end() + 12]):
        return True
    counted = any(span.label == "quantity" for span in annotated.inside(first, last))
    return counted or says("delivers", clause)
