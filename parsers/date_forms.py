"""Dates written with a day: 2026-12-08, 12月8日, 18.12.2026, Dec 5, 25号. Text in, readings out."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from parsers import date_days, units
from parsers.date_parts import (
    EN_NUMBERS,
    MONTH,
    RECENT,
    WORDS,
    ZH_NUMBER,
    Found,
    announced,
    day_of,
    in_month,
    month_named,
    next_day,
    number,
)
from parsers.patterns import seldom

_DATE_AFTER = re.compile("|".join(WORDS["cues"]["after"]), re.IGNORECASE)

# Goods come to a place, and behind it stands when: must be in Leeds 30.10.
_COMES_TO = re.compile(
    r"\b(?:be (?:in|at|here|there|with us|on site)|arriv(?:e|es|ing|al)|reach(?:es)?|delivered|deliver(?:y)? (?:in|to|at))\b[^,.;\n\d]{0,40} $",
    re.IGNORECASE,
)


def find(text: str, *, today: date, date_order: str, chinese: bool) -> Iterator[Found]:
    """Dates of all written forms. `chinese`: without a known order, 3/4 is the third month in a Chinese text."""
    yield from _year_first(text)
    yield from _year_last(text, today, date_order)
    order = date_order or ("YMD" if chinese else "")
    yield from _yearless_digits(text, today, order)
    yield from _chinese_dates(text, today)
    yield from _english_dates(text, today)
    yield from date_days.find(text, today=today)


_YEAR_FIRST = seldom(
    r"(?<![0-9A-Za-z\-/.])(20[0-9]{2}) ?(?:年|[-/.]) ?([0-9]{1,2}) ?(?:月|[-/.]) ?([0-9]{1,2})(?![0-9])(?: ?[日号])?(?!-[0-9]{2})"
    r"|(?<![0-9A-Za-z\-/])(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9\-])"
    r"|([二〇零]{2}[〇零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿]{1,3})[日号]?"
)


_YEAR_FIRST_RANGE = seldom(
    r"(?<![0-9A-Za-z\-/.])20[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]{1,2} ?(?:[-~到至] ?(20[0-9]{2})\1([0-9]{1,2})\1([0-9]{1,2})|[~到至] ?(?:([0-9]{1,2})\1)?([0-9]{1,2}))(?![0-9\-/.])"
)


def _year_first(text: str) -> Iterator[Found]:
    for match in _YEAR_FIRST_RANGE.finditer(text):
        year, month = match[0][:4], re.split(r"\D", match[0])[1]
        day = day_of(
            number(match[2] or year), number(match[3] or match[5] or month), number(match[4] or match[6])
        )
        if day:
            yield Found(*match.span(), (day,), 0.97, "dates.year-first", period=True)
    for match in _YEAR_FIRST.finditer(text):
        year, month, written = (part for part in match.groups() if part is not None)
        day = day_of(number(year), number(month), number(written))
        compact = match[4] is not None
        # Eight digits alone may number anything.
        certainty = 0.97 if not compact else 0.9 if announced(text, match.start()) else 0.5
        if day or not compact:
            yield Found(*match.span(), (day,) if day else (), certainty, "dates.year-first")


_YEAR_LAST = seldom(
    r"(?<![0-9A-Za-z\-/.])([0-3]?[0-9])([./-]) ?([0-3]?[0-9])\2 ?(20[0-9]{2}|[0-3]?[0-9])(?![0-9\-/]|\.[0-9])"
)


def _year_last(text: str, today: date, order: str) -> Iterator[Found]:
    for match in _YEAR_LAST.finditer(text):
        first, second, last = int(match[1]), int(match[3]), int(match[4])
        dotted, short = match[2] == ".", len(match[4]) < 4
        make = partial(day_of, last + 2000 * short)
        if not short:
            days = _ordered(first, second, "DMY" if dotted else order, make, today)
            yield Found(*match.span(), days, 0.95, "dates.year-last")
            continue
        # 8.12.26 ends in its year; 26/12/8 begins with it.
        days = _ordered(first, second, "DMY" if dotted else order, make, today) if last >= 20 else ()
        reversed_day = day_of(2000 + first, second, last) if first >= 20 and order in ("", "YMD") else None
        if reversed_day and (not days or order == "YMD" or all(day < today for day in days)):
            days = (reversed_day,)
        if days:
            certainty = 0.9 if announced(text, match.start()) else 0.7
            yield Found(*match.span(), days, certainty, "dates.year-last")


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


_YEARLESS = seldom(
    r"(?<![0-9A-Za-z\-/.*])([0-3]?[0-9])([./-])([0-3]?[0-9])(?![0-9A-Za-z\-/*%]|[.:][0-9])([日号]?)"
)
_YEARLESS_RANGE = seldom(
    r"(?<![0-9A-Za-z\-/.*])([0-3]?[0-9])([./])([0-3]?[0-9]) ?[-~到至] ?([0-3]?[0-9])\2([0-3]?[0-9])(?![0-9A-Za-z\-/*%:]|\.[0-9])"
)


def _yearless_digits(text: str, today: date, order: str) -> Iterator[Found]:
    for match in _YEARLESS.finditer(text):
        first, second, mark = int(match[1]), int(match[3]), match[2]
        if not _may_be_day(first, second) or _counted(text, match.end()) or match[0] == "24/7":
            continue
        # 5-7号 are three days, 12-5号 is one.
        if mark == "-" and match[4] and first < second <= first + 6:
            continue
        certainty = _sure(text, match, order)
        if certainty:
            days = _yearless(first, second, mark, order, today)
            yield Found(*match.span(), days, certainty, f"dates.yearless{mark}")
    yield from _yearless_ranges(text, today, order)


def _yearless_ranges(text: str, today: date, order: str) -> Iterator[Found]:
    for match in _YEARLESS_RANGE.finditer(text):
        mark, digits = match[2], match.group(1, 3, 4, 5)
        first, second, third, fourth = (int(part) for part in digits)
        if not (_may_be_day(first, second) and _may_be_day(third, fourth)) or _counted(text, match.end()):
            continue
        # Both ends are written in one order, and the end is not long after the beginning.
        ends = []
        for one in (order,) if order else ("DMY",) if mark == "." else ("MDY", "DMY"):
            begin = _yearless(first, second, mark, one, today)
            end = _yearless(third, fourth, mark, one, today)
            if begin and end and 0 < (end[0] - begin[0]).days <= 31:
                ends.append(end[0])
        told = announced(text, match.start())
        if ends and (told or (mark == "/" and len("".join(digits)) > 4)):
            certainty = 0.92 if told else 0.8
            yield Found(
                *match.span(), tuple(dict.fromkeys(ends)), certainty, f"dates.yearless{mark}", period=True
            )


def _may_be_day(first: int, second: int) -> bool:
    return bool(first and second) and max(first, second) <= 31 and min(first, second) <= 12


def _counted(text: str, end: int) -> bool:
    # 10/20盒 counts boxes, 3/4" is a size.
    return units.at(text, end) is not None or text[end : end + 1] in ('"', "″")


def _sure(text: str, match: re.Match[str], order: str) -> float:
    """How sure two numbers are a day: 1/2 and 3-5 are amounts before they are days; a word beside them says otherwise."""
    mark = match[2]
    if match[4] or announced(text, match.start()):
        return 0.92
    if _DATE_AFTER.match(text[match.end() : match.end() + 16]):
        return 0.85 if mark == "/" or (mark == "." and len(match[1]) == 2) else 0.6
    if (
        mark == "."
        and len(match[3]) == 2
        and _COMES_TO.search(text[max(0, match.start() - 48) : match.start()])
    ):
        return 0.7
    german = mark == "." and order == "DMY" and text.startswith(".", match.end())
    return 0.6 if mark == "/" or german else 0.0


# Who orders for a day that is further off than this rarely leaves out its year.
_HARDLY_SO_LATE = timedelta(days=150)


def _yearless(first: int, second: int, mark: str, order: str, today: date) -> tuple[date, ...]:
    if mark == ".":
        # Where dots are written between day and month, the day stands first; not in a Chinese text.
        order = "YMD" if order == "YMD" else "" if order == "MDY" else "DMY"
    days = _ordered(first, second, order, lambda month, day: next_day(month, day, today), today)
    if order and mark != "." and len(days) == 1 and days[0] > today + _HARDLY_SO_LATE:
        # 11/6 in November, of a customer who begins with the day: in seven months, or in two days.
        turned = next_day(first, second, today) if order == "DMY" else next_day(second, first, today)
        if turned is not None and today <= turned <= today + RECENT:
            return (*days, turned)
    return days


_ZH_DATE = seldom(
    rf"(?:(20[0-9]{{2}}|今|明|后|当)年 ?)?(?<![0-9])({ZH_NUMBER}) ?月份? ?({ZH_NUMBER})(?:[日号]? ?([-~到至、或/]|或者) ?({ZH_NUMBER}))?(?: ?[日号]|(?![0-9个箱件盒包袋瓶年月份]))"
    rf"|(本月|这个月|当月|下个?月|次月)的?({ZH_NUMBER})(?:[日号]|(?![0-9个箱件盒包袋瓶天]))"
)


def _chinese_dates(text: str, today: date) -> Iterator[Found]:
    for match in _ZH_DATE.finditer(text):
        if match[6]:
            shift = 1 if match[6][0] in "下次" else 0
            day = in_month(today, shift, number(match[7]))
            yield Found(*match.span(), (day,) if day else (), 0.95, "dates.zh")
            continue
        month, tie = number(match[2]), match[4]
        written = [number(part) for part in (match[3], match[5]) if part]
        # 年 of a year that is no year of ours: 2019年12月8日 is nobody's delivery.
        if text[match.start() - 1 : match.start()] == "年" or not 1 <= month <= 12:
            continue
        if not all(1 <= one <= 31 for one in written):
            continue
        # 12月 20 箱 counts boxes.
        bare = match[0][-1] not in "日号"
        if bare and (re.search("月份? ", match[0]) or units.at(text, match.end())):
            continue
        year = _year(match[1], today)
        days = [day_of(year, month, one) if year else next_day(month, one, today) for one in written]
        period = tie is not None and tie in "-~到至"
        kept = tuple(day for day in (days[-1:] if period else days) if day)
        yield Found(*match.span(), kept, 0.95, "dates.zh", period=period)


def _year(word: str | None, today: date) -> int | None:
    if not word:
        return None
    return int(word) if word.isdigit() else today.year + {"今": 0, "当": 0, "明": 1, "后": 2}[word]


_ORDINAL = r"(?:st|nd|rd|th)"
_TIE = r"(?:-| ?- ?| to | and | or )"
# A day in words: the second of March, twenty-first of May, December the fifth.
_TENS, _DAYS_EN = {"twenty": 20, "thirty": 30}, WORDS["numbers"]["days"]
_EN_WORD = rf"(?:(?:{'|'.join(_TENS)})[ -])?(?:{'|'.join(sorted(_DAYS_EN, key=len, reverse=True))})"
# Twelve November: the number may also be said plainly, where nothing is counted by it: behind a word that asks for a
# day, or as all that is said. "Green tea, twelve December" counts tea.
_COUNTS_EN = {
    word: one for word, one in EN_NUMBERS.items() if one <= 31 and len(word) > 2 and " " not in word
}
_EN_COUNT = rf"(?:(?:{'|'.join(_TENS)})[ -])?(?:{'|'.join(sorted(_COUNTS_EN, key=len, reverse=True))})"
_EN_LED = (
    "(?:"
    + "|".join(
        rf"(?<={word} )"
        for word in (
            "\\bon",
            "\\bby",
            "\\bfor",
            "\\bbefore",
            "\\buntil",
            "\\btill",
            "\\bthe",
            "\\bis",
            "\\bbe",
            "\\bdate",
            "\\bdeliver",
            "\\bdelivery",
        )
    )
    + r"|\A(?=[\w -]{3,36}[.!]?\s*\Z))"
)
# Day 4, month 2.
_EN_SPELLED = seldom(
    r"\bday (?P<day>[0-3]?[0-9]),? ?(?:of )?(?:the )?month (?P<month>[01]?[0-9])(?![0-9])", re.IGNORECASE
)
_EN_IN_WORDS = seldom(
    rf"\b(?:the )?(?P<d1>{_EN_WORD}) (?:day )?of (?P<m1>{MONTH})(?:,? ?(?P<y1>20[0-9]{{2}}))?"
    rf"|\b(?:the )?(?P<d3>{_EN_WORD}|{_EN_LED}{_EN_COUNT}) (?P<m3>{MONTH})(?:,? ?(?P<y3>20[0-9]{{2}}))?(?= ?(?:[.,;:!?\n)]|$|please|pls))"
    rf"|\b(?P<m2>{MONTH}) the (?P<d2>{_EN_WORD})\b(?:,? ?(?P<y2>20[0-9]{{2}}))?",
    re.IGNORECASE,
)
# Months that are other words as well.
_ALSO_WORDS = frozenset({"may", "march", "mar", "sat"})
_EN_DATE = seldom(
    rf"\b(?P<m1>{MONTH})[ -]{{0,2}}(?:the )?(?P<d1>[0-3]?[0-9])(?:{_ORDINAL})?\b(?![:.][0-9])(?:(?P<t1>{_TIE})(?P<l1>[0-3]?[0-9])(?:{_ORDINAL})?\b(?! ?(?:{MONTH})))?(?:,? ?(?P<y1>20[0-9]{{2}}))?(?! ?(?:pcs|boxes|cartons|ctns?))"
    rf"|(?<![0-9.,/])(?P<d2>[0-3]?[0-9])(?:{_ORDINAL})?(?:(?P<t2>{_TIE})(?P<l2>[0-3]?[0-9])(?:{_ORDINAL})?)?[ \-/.]{{0,2}}(?:of )?(?P<m2>{MONTH})(?:[ ,/-]{{0,2}}(?P<y2>20[0-9]{{2}}|(?<=-)[2-3][0-9]))?",
    re.IGNORECASE,
)
# 08DEC2026, as forms of freight write it.
_EN_COMPACT = seldom(r"(?<![0-9A-Za-z])([0-3]?[0-9])([A-Z]{3})(20[0-9]{2}|[2-3][0-9])(?![0-9A-Za-z])")


def _english_dates(text: str, today: date) -> Iterator[Found]:
    for match in _EN_DATE.finditer(text):
        group = "1" if match["m1"] else "2"
        # "may 5 boxes" is a wish, May 5 a day.
        if match["m" + group].startswith("may"):
            continue
        month, year, tie = month_named(match["m" + group]), match["y" + group], match["t" + group]
        written = [int(part) for part in (match["d" + group], match["l" + group]) if part]
        days = [
            day_of(int(year) % 2000 + 2000, month, one) if year else next_day(month, one, today)
            for one in written
        ]
        either = tie is not None and "or" in tie.lower()
        kept = tuple(day for day in (days if either else days[-1:]) if day)
        yield Found(*match.span(), kept, 0.95, "dates.en", period=bool(tie) and not either)
    for match in _EN_IN_WORDS.finditer(text):
        group = next(one for one in "123" if match["m" + one])
        if group == "3" and match["m3"].lower() in _ALSO_WORDS:
            continue
        *tens, ones = re.split("[ -]", match["d" + group].lower())
        month, year = month_named(match["m" + group]), match["y" + group]
        one = _DAYS_EN.get(ones) or _COUNTS_EN[ones]
        one += sum(_TENS[ten] for ten in tens)
        day = day_of(int(year), month, one) if year else next_day(month, one, today)
        yield Found(*match.span(), (day,) if day else (), 0.95, "dates.en")
    for match in _EN_SPELLED.finditer(text):
        day = next_day(int(match["month"]), int(match["day"]), today)
        if day:
            yield Found(*match.span(), (day,), 0.9, "dates.en")
    for match in _EN_COMPACT.finditer(text):
        if match[2].lower() in WORDS["months"]:
            day = day_of(int(match[3]) % 2000 + 2000, month_named(match[2]), int(match[1]))
            yield Found(*match.span(), (day,) if day else (), 0.95, "dates.en")
