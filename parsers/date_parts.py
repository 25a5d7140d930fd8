"""What the readers of dates share: a date found in a text, and how days, weeks and months are counted."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from parsers import number_words, wordlists

WORDS = wordlists.load("dates")
MONTHS: dict[str, int] = WORDS["months"]
# A stop belongs to a month that is cut short; behind a whole one it ends the sentence.
_WHOLE = frozenset({"may", "june", "july"})
_CUT = "|".join(
    sorted((name for name in MONTHS if len(name) <= 4 and name not in _WHOLE), key=len, reverse=True)
)
_NAMES = "|".join(sorted((name for name in MONTHS if len(name) > 4 or name in _WHOLE), key=len, reverse=True))
MONTH = rf"(?:(?:{_NAMES})\b|(?:{_CUT})\b\.?)"
ZH_NUMBER = "(?:[0-9]{1,2}|[一二两三四五六七八九十廿]{1,4})"
EN_NUMBERS: dict[str, int] = WORDS["numbers"]["en"]
EN_NUMBER = "(?:[0-9]{1,3}|" + "|".join(sorted(EN_NUMBERS, key=len, reverse=True)) + ")"
DAY = timedelta(days=1)
_ANNOUNCED = re.compile("|".join(f"(?:{one}$)" for one in WORDS["cues"]["before"]), re.IGNORECASE)
# By the reading contract: a day of the last 60 days is meant as past, one beyond two years is doubted.
RECENT = timedelta(days=60)
FAR = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A date at [start, end): its possible days (none: no such day), and how sure it is that it is a date at all.

    `relation` is 'on', 'by', 'past' or 'before-holiday'; `period`: the day is the last one of a stretch.
    """

    start: int
    end: int
    days: tuple[date, ...]
    certainty: float
    rule: str
    period: bool = False
    relation: str = "on"


def number(word: str | None) -> int:
    """The number that digits or a Chinese numeral say; 0 if none."""
    if not word:
        return 0
    if word.isdigit():
        return int(word)
    value = number_words.chinese(word)
    return int(value.low) if value and value.form == "exact" else int(number_words.digits(word) or 0)


def english_number(word: str | None) -> int:
    """The number that digits or an English word say; 0 if none."""
    return int(word) if word and word.isdigit() else EN_NUMBERS.get((word or "").lower(), 0)


def announced(text: str, start: int) -> bool:
    """Whether words right before say that a day follows."""
    return _ANNOUNCED.search(text[max(0, start - 14) : start]) is not None


def month_named(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_day(month: int, day: int, today: date) -> date | None:
    """The next such day, unless it passed within the last 60 days: then the past one. None if there is no such day."""
    candidates = [d for year in range(today.year - 1, today.year + 2) if (d := day_of(year, month, day))]
    return next((candidate for candidate in candidates if today - RECENT <= candidate), None)


def in_month(today: date, shift: int, day: int) -> date | None:
    """That day of the month `shift` months after the one of `today`."""
    index = today.month - 1 + shift
    return day_of(today.year + index // 12, index % 12 + 1, day)


def far(day: date, today: date) -> bool:
    """Whether `day` lies before today or more than two years ahead."""
    limit = day_of(today.year + FAR, today.month, today.day) or date(today.year + FAR, 3, 1)
    return day < today or day > limit


def week_end(day: date, *, weeks: int = 0) -> date:
    """The Sunday of the week of `day`, or of a later one."""
    return day + DAY * (6 - day.weekday() + 7 * weeks)


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - DAY
