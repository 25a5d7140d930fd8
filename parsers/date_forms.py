"""Dates written with a day: 2026-12-08, 12月8日, 18.12.2026, Dec 5, 25号, 腊月二十三. Text in, readings out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from parsers import calendar, number_words

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
ZH_NUMBER = "(?:[0-9]{1,2}|[一二两三四五六七八九十廿]{1,4})"
_RECENT = timedelta(days=60)
_FAR = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A date at [start, end): its possible days (none: no such day), and how sure it is that it is a date at all."""

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


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_day(month: int, day: int, today: date) -> date | None:
    """The next such day, unless it passed within the last 60 days: then the past one. None if there is no such day."""
    candidates = [d for year in range(today.year - 1, today.year + 2) if (d := day_of(year, month, day))]
    for candidate in candidates:
        if today - _RECENT <= candidate:
            return candidate
    return None


def far(day: date, today: date) -> bool:
    """Whether `day` lies before today or more than two years ahead."""
    limit = day_of(today.year + _FAR, today.month, today.day) or date(today.year + _FAR, 3, 1)
    return day < today or day > limit


def find(text: str, *, today: date, date_order: str, chinese: bool) -> Iterator[Found]:
    """Dates of all written forms. `chinese`: without a known order, 3/4 is the third month in a Chinese text."""
    yield from _year_first(text)
    yield from _year_last(text, today, date_order)
    yield from _yearless_digits(text, today, date_order, chinese)
    yield from _chinese_dates(text, today)
    yield from _lunar_dates(text, today)
    yield from _english_dates(text, today)
    yield from _days_alone(text, today)


_YEAR_FIRST = re.compile(
    r"(?<![0-9A-Za-z\-/.])(20[0-9]{2}) ?(?:(年) ?|[-/.])([0-9]{1,2}) ?(?:月|[-/.]) ?([0-9]{1,2})(?![0-9])[日号]?(?!-[0-9]{2})"
    r"|(?<![0-9A-Za-z\-/])(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9\-])"
    r"|([二〇零]{2}[〇零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿]{1,3})[日号]?"
)


def _year_first(text: str) -> Iterator[Found]:
    for match in _YEAR_FIRST.finditer(text):
        if match[1]:
            parts, certainty = (match[1], match[3], match[4]), 0.97
        elif match[5]:
            parts, certainty = (match[5], match[6], match[7]), 0.5
        else:
            parts, certainty = (match[8], match[9], match[10]), 0.97
        day = day_of(*(number(part) for part in parts))
        if day or certainty > 0.9:
            yield Found(*match.span(), (day,) if day else (), certainty, "dates.year-first")


_YEAR_LAST = re.compile(
    r"(?<![0-9A-Za-z\-/.])([0-3]?[0-9])([./-])([0-3]?[0-9])\2(20[0-9]{2}|[2-3][0-9])(?![0-9\-/]|\.[0-9])"
)


def _year_last(text: str, today: date, order: str) -> Iterator[Found]:
    for match in _YEAR_LAST.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        short = len(match[4]) == 2
        if short and match[2] == "." and (not 1 <= second <= 12 or first > 31):
            continue
        order_here = "DMY" if match[2] == "." else order
        days = _ordered(first, second, order_here, partial(day_of, year), today)
        if not days and short:
            continue
        yield Found(*match.span(), days, 0.7 if short else 0.95, "dates.year-last")


def _ordered(
    first: int, second: int, order: str, make: Callable[[int, int], date | None], today: date
) -> tuple[date, ...]:
    """The days that two numbers may name; a reading that lies in the past gives way to one that does not."""
    as_month_first = make(first, second) if first <= 12 else None
    as_day_first = make(second, first) if second <= 12 else None
    if order in ("MDY", "YMD", "DMY"):
        wanted, other = (as_day_first, as_month_first) if order == "DMY" else (as_month_first, as_day_first)
        return (wanted,) if wanted else (other,) if other else ()
    days = tuple(dict.fromkeys(day for day in (as_day_first, as_month_first) if day))
    ahead = tuple(day for day in days if day >= today)
    return ahead or days[:1]


_YEARLESS = re.compile(
    r"(?<![0-9A-Za-z\-/.*])([0-3]?[0-9])([./-])([0-3]?[0-9])(?![0-9A-Za-z\-/*%]|\.[0-9])([日号]?)"
)
_DATE_BEFORE = re.compile(
    r"(?:日期|交期|时间|到货|交货|送货|发货|收货|\b(?:on|by|before|until|till|for|from|date|dated|dt|delivery|deliver|arrive|due|latest|eta|there|here|than|day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|fri|sat|sun|thu|wed|tue|mon))[ :.,(]{0,3}$|[于在到订定改(周][ ]?$",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(
    r" ?(?:[前后到送发交要来给之以日号(]|下午|上午|早|晚|中午|左右|交货|please|latest|at the latest|\()",
    re.IGNORECASE,
)


def _yearless_digits(text: str, today: date, order: str, chinese: bool) -> Iterator[Found]:
    for match in _YEARLESS.finditer(text):
        first, second, mark = int(match[1]), int(match[3]), match[2]
        if not first or not second or max(first, second) > 31 or min(first, second) > 12:
            continue
        # 1/2 and 3-5 are amounts before they are days; a two-digit part or a word beside them says otherwise.
        announced = _announced(text, match.start())
        followed = _DATE_AFTER.match(text[match.end() : match.end() + 16])
        certainty = {"/": 0.6, ".": 0.3, "-": 0.2}[mark]
        if announced or match[4]:
            certainty = 0.92
        elif followed:
            certainty = 0.85 if mark == "/" or (mark == "." and len(match[1]) == 2) else 0.6
        if mark == "." and not (announced or followed) and len(match[3]) < 2:
            certainty = 0.1
        order_here = order or ("YMD" if chinese else "DMY" if mark == "." else "")
        if mark == "." and order == "MDY":
            order_here = ""
        days = _ordered(first, second, order_here, lambda month, day: next_day(month, day, today), today)
        if mark == "." and order_here == "YMD" and first <= 12 and second <= 31 and not days:
            certainty = min(certainty, 0.3)
        yield Found(*match.span(), days, certainty, f"dates.yearless{mark}")


_ZH_DATE = re.compile(
    rf"(?:(今年|明年|后年|当年)?(?<![0-9])({ZH_NUMBER})月份?(?:({ZH_NUMBER})(?:[日号]?[-~到至]({ZH_NUMBER}))?(?:[日号]|(?![0-9个箱件盒包袋瓶年月份])))"
    rf"|(本月|这个月|当月|下个?月|次月)({ZH_NUMBER})(?:[日号]|(?![0-9个箱件盒包袋瓶天])))"
)


def _chinese_dates(text: str, today: date) -> Iterator[Found]:
    for match in _ZH_DATE.finditer(text):
        start = match.start()
        period = False
        if match[5]:
            shift = 1 if match[5][0] in "下次" else 0
            day = _in_month(today, shift, number(match[6]))
        else:
            # 2026年12月8日 is found by its year; here it would be a day of an unknown one.
            if text[start - 1 : start] == "年":
                continue
            month, written = number(match[2]), number(match[4] or match[3])
            period = bool(match[4])
            if not 1 <= month <= 12 or not 1 <= written <= 31:
                continue
            if match[1]:
                year = today.year + {"今": 0, "当": 0, "明": 1, "后": 2}[match[1][0]]
                day = day_of(year, month, written)
            else:
                day = next_day(month, written, today)
        yield Found(start, match.end(), (day,) if day else (), 0.95, "dates.zh", period=period)


def _in_month(today: date, shift: int, day: int) -> date | None:
    index = today.month - 1 + shift
    return day_of(today.year + index // 12, index % 12 + 1, day)


def next_in_month(day: date, months: int) -> date | None:
    """The same day of the month, `months` later."""
    return _in_month(day, months, day.day)


_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12, **{n: i for i, n in enumerate("一二三四五六七八九十", 1)}}
_LUNAR = re.compile(
    r"(农历|阴历|旧历)?(正|冬|腊|[一二三四五六七八九十])月(三十|[二廿]十?[一二三四五六七八九]|二十|十[一二三四五六七八九]|初?[一二三四五六七八九十])(?![0-9日号])"
)


def _lunar_dates(text: str, today: date) -> Iterator[Found]:
    for match in _LUNAR.finditer(text):
        if not (match[1] or match[2] in "正冬腊" or match[3].startswith("初")):
            continue
        day = number(match[3].removeprefix("初"))
        months = _LUNAR_MONTHS[match[2]]
        days = [
            d
            for year in (today.year - 1, today.year, today.year + 1)
            if (d := calendar.lunar(year, months, day))
        ]
        ahead = [d for d in days if d >= today]
        if ahead:
            yield Found(*match.span(), (ahead[0],), 0.95, "dates.lunar")


_ORDINAL = r"(?:st|nd|rd|th)"
_EN_DATE = re.compile(
    rf"\b(?P<m1>{MONTH})[ -]{{0,2}}(?:the )?(?P<d1>[0-3]?[0-9])(?:{_ORDINAL})?\b(?![:.][0-9])(?:(?:-| ?- ?| to | and )(?P<l1>[0-3]?[0-9])(?:{_ORDINAL})?\b)?(?:,? ?(?P<y1>20[0-9]{{2}}))?(?! ?(?:pcs|boxes|cartons|ctns?))"
    rf"|(?<![0-9.,/])(?P<d2>[0-3]?[0-9])(?:{_ORDINAL})?(?:(?:-| ?- ?| to | and )(?P<l2>[0-3]?[0-9])(?:{_ORDINAL})?)?[ -]{{0,2}}(?:of )?(?P<m2>{MONTH})(?:[ ,-]{{0,2}}(?P<y2>20[0-9]{{2}}|(?<=-)[2-3][0-9]))?",
    re.IGNORECASE,
)


def _english_dates(text: str, today: date) -> Iterator[Found]:
    for match in _EN_DATE.finditer(text):
        group = "1" if match["m1"] else "2"
        month = MONTHS[match["m" + group].lower().rstrip(".")]
        # "may 5 boxes" is a wish, May 5 a day.
        if match["m" + group].lower().startswith("may") and match["m" + group][0] == "m":
            continue
        last = match["l" + group]
        written, year = int(last or match["d" + group]), match["y" + group]
        day = (
            day_of(int(year) + (2000 if len(year) == 2 else 0), month, written)
            if year
            else next_day(month, written, today)
        )
        yield Found(*match.span(), (day,) if day else (), 0.95, "dates.en", period=bool(last))


_ALONE = re.compile(
    rf"(?<![0-9A-Za-z.\-/*月])({ZH_NUMBER})(?:[号日]?([-~到至或、/]|或者)({ZH_NUMBER}))?[号日](?![a-zA-Z0-9]|[楼库门仓线机店厂位柜桌房院厅栋幢院街路弄站码梯台口桥地塔])|\b(?:the )?([1-3]?[0-9])(?:st|nd|rd|th)\b(?! (?:of|floor|street|st|ave|avenue|item|line|order|one|time|row|time|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)


def _days_alone(text: str, today: date) -> Iterator[Found]:
    for match in _ALONE.finditer(text):
        if match[4] and not match[0].lower().startswith("the") and not _announced(text, match.start()):
            continue
        either = match[2] is not None and match[2] not in "-~到至"
        written = (
            [number(match[1]), number(match[3])] if either else [number(match[3] or match[1] or match[4])]
        )
        days = [day for day in (_next_in_months(today, day_of_month) for day_of_month in written) if day]
        if all(1 <= day_of_month <= 31 for day_of_month in written):
            certainty = 0.8 if match[4] else 0.9
            period = match[3] is not None and not either
            yield Found(*match.span(), tuple(days), certainty, "dates.day-alone", period=period)


def _announced(text: str, start: int) -> bool:
    return _DATE_BEFORE.search(text[max(0, start - 14) : start]) is not None


def _next_in_months(today: date, day: int) -> date | None:
    ahead = (found for months in range(3) if (found := _in_month(today, months, day)) and found >= today)
    return next(ahead, None)
