"""The moment in the header over a quoted or forwarded mail, as mail programs of many languages write it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache

from parsers import wordlists
from parsers.normalize import plain


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the calendar and where in the text it stands."""

    year: int
    month: int
    day: int
    start: int
    end: int
    ambiguous: bool = False


# No program writes a longer date.
_LONGEST = 120
_TOKEN = re.compile(r"\d+|[^\W\d_][^\s\d,;:()\[\]<>/]*")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s{0,2}[-/年년.]\s{0,2}(\d{1,2})\s{0,2}[-/月월.]\s{0,2}(\d{1,2})(?!\d)"
)
_YEAR_LAST = re.compile(r"(?<![\d.])(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})(?![\d])")
_CLOCK = re.compile(
    r"(?<![\d.+:])(?<!GMT-)(?<!UTC-)(\d{1,2})\s?([:.]|时|点|時|시)\s?(\d{2})(?:\s?[:.分]\s?\d{2})?(?![\d:])"
)
_OFFSET = re.compile(r"(?:(?:GMT|UTC)\s?|(?<=\s)|(?<=\())([+-])(\d{1,2}):?(\d{2})?(?!\d)")
_ZONE = re.compile(r"(?<![A-Za-z])[A-Z]{1,4}(?![A-Za-z])")
_HALF_DAY_WINDOW = 8
_OLDEST, _BUDDHIST, _CENTURY = 1990, 2400, 100
_MOST_OFFSET = 14
_MONTHS = 12


def moment(text: str, *, before: datetime | None = None) -> datetime | None:
    """The date that a header states; naive where it states no zone, None where it states none that exists.

    Of 2/11/2026, which is two days, the last one is taken that is not after `before`, if that is given.
    """
    text = plain(text[:_LONGEST]).translate(_digits())
    stated: list[datetime] = []
    for day in _days(text):
        try:
            stated.append(_at(text, day))
        except ValueError:
            continue
        if before is None or not day.ambiguous:
            break
    if before is None or len(stated) < 2:
        return stated[0] if stated else None
    latest = before.replace(tzinfo=None) + timedelta(days=1)
    past = [date for date in stated if date.replace(tzinfo=None) <= latest]
    return max(past, key=lambda date: date.replace(tzinfo=None)) if past else stated[0]


@cache
def _digits() -> dict[int, str]:
    """Arabic, Persian and Thai digits to ours."""
    return {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0xE50) for digit in range(10)}


def _days(text: str) -> Iterator[_Day]:
    """The days that the text may name, the likeliest first."""
    for found in _YEAR_FIRST.finditer(text):
        yield _Day(_year(found[1]), int(found[2]), int(found[3]), *found.span())
    yield from _named(text)
    for found in _YEAR_LAST.finditer(text):
        first, second = int(found[1]), int(found[3])
        # 11/2/2026 10:44 PM: only Americans write the month first, and they count the hours to twelve.
        american = found[2] == "/" and (second > _MONTHS or (first <= _MONTHS and _half(text, found.end())))
        month, day = (first, second) if american else (second, first)
        two = found[2] == "/" and max(first, second) <= _MONTHS
        yield _Day(_year(found[4]), month, day, *found.span(), two)
        if two:
            yield _Day(_year(found[4]), day, month, *found.span(), two)


def _year(written: str) -> int:
    year = int(written)
    if year < _CENTURY and len(written) == 2:
        return year + 2000
    return year - 543 if year > _BUDDHIST else year


def _named(text: str) -> Iterator[_Day]:
    """Days whose month is a word: 2 de noviembre de 2026, Nov 2, 2026, 2026. november 2."""
    tokens = list(_TOKEN.finditer(text))
    counted = [token for token in tokens if _word(token) not in _between()]
    for place, token in enumerate(counted):
        month = _month(token.group())
        if month is not None:
            yield from _around(counted, place, month)
    written = [token for token in tokens if token in counted or _word(token) in _numbered_months()]
    for first, second, third, fourth in zip(written, written[1:], written[2:], written[3:], strict=False):
        if _word(second) in _numbered_months() and _numeric(first, third, fourth):
            yield _Day(
                _year(fourth.group()), int(third.group()), int(first.group()), first.start(), fourth.end()
            )


def _around(tokens: Sequence[re.Match[str]], place: int, month: int) -> Iterator[_Day]:
    before, after = tokens[max(0, place - 2) : place], tokens[place + 1 : place + 3]
    if before and after and _is_day(before[-1]) and _is_year(after[0]):
        yield _Day(
            _year(after[0].group()), month, int(before[-1].group()), before[-1].start(), after[0].end()
        )
    if len(after) > 1 and _is_day(after[0]) and _is_year(after[1]):
        yield _Day(
            _year(after[1].group()), month, int(after[0].group()), tokens[place].start(), after[1].end()
        )
    if before and after and _is_year(before[-1]) and _is_day(after[0]):
        yield _Day(
            _year(before[-1].group()), month, int(after[0].group()), before[-1].start(), after[0].end()
        )


def _word(token: re.Match[str]) -> str:
    return token.group().lower().strip(".'")


def _numeric(*tokens: re.Match[str]) -> bool:
    day, month, year = tokens
    return _is_day(day) and _is_day(month) and _is_year(year)


def _is_day(token: re.Match[str]) -> bool:
    return token.group().isdigit() and len(token.group()) <= 2


def _is_year(token: re.Match[str]) -> bool:
    return token.group().isdigit() and len(token.group()) == 4


def _month(word: str) -> int | None:
    """The number of the month that a word begins like; the longest stem decides."""
    lowered = word.lower().rstrip(".")
    for length in range(min(len(lowered), _longest_stem()), 1, -1):
        month = _stems().get(lowered[:length])
        if month is not None:
            return month
    return None


@cache
def _stems() -> dict[str, int]:
    months = wordlists.load("maildates")["months"]
    return {
        stem: number
        for listed in months.values()
        for number, stems in enumerate(listed, 1)
        for stem in stems.split()
    }


@cache
def _longest_stem() -> int:
    return max(len(stem) for stem in _stems())


@cache
def _between() -> frozenset[str]:
    return frozenset(word.strip(".'") for word in wordlists.load("maildates")["words"]["between"])


@cache
def _numbered_months() -> frozenset[str]:
    return frozenset(wordlists.load("maildates")["words"]["month"])


def _at(text: str, day: _Day) -> datetime:
    if day.year < _OLDEST:
        raise ValueError
    rest = text[: day.start] + " " * (day.end - day.start) + text[day.end :]
    clock = _CLOCK.search(rest, day.end) or _CLOCK.search(rest)
    hour, minute = (int(clock[1]), int(clock[3])) if clock else (0, 0)
    if clock:
        half = _half(rest, clock.start())
        if half == "pm" and hour < _MONTHS:
            hour += 12
        elif half == "am" and hour == _MONTHS:
            hour = 0
    stated = datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - the reader's zone, who adds it
    return stated.replace(tzinfo=_zone(rest, day.end))


def _half(text: str, near: int) -> str | None:
    """Whether the hour at or behind `near` is one of the morning or of the afternoon, if that is said."""
    end = near
    clock = _CLOCK.search(text, near, near + 24)
    if clock:
        near, end = clock.span()
    around = text[max(0, near - _HALF_DAY_WINDOW) : near], text[end : end + _HALF_DAY_WINDOW]
    for part in (around[1], around[0]):
        words = [word.strip(".").lower() for word in re.findall(r"[^\W\d_](?:[^\s\d,;:()]*)", part)]
        for name, said in _halves().items():
            if any(word in said for word in words):
                return name
    return None


@cache
def _halves() -> dict[str, frozenset[str]]:
    words = wordlists.load("maildates")["words"]
    return {
        "am": frozenset(words["morning"]),
        "pm": frozenset(words["afternoon"]),
        "noon": frozenset(words["noon"]),
    }


def _zone(text: str, start: int) -> timezone | None:
    offset = _OFFSET.search(text, start)
    if offset:
        hours, minutes = int(offset[2][:2]), int(offset[3] or 0)
        if hours <= _MOST_OFFSET and minutes < 60:
            ahead = timedelta(hours=hours, minutes=minutes)
            return timezone(-ahead if offset[1] == "-" else ahead)
    for found in _ZONE.finditer(text, start):
        hours_east = wordlists.load("maildates")["zones"].get(found.group())
        if hours_east is not None:
            return timezone(timedelta(hours=hours_east))
    return None
