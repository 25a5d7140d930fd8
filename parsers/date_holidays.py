"""Holidays and days of the lunar year: 国庆前, before Christmas, 年前, 腊月二十三."""

import re
from collections.abc import Iterator
from datetime import date

from parsers import calendar, wordlists
from parsers.date_parts import DAY, EN_NUMBER, WORDS, Found, english_number, number
from parsers.patterns import seldom

_HOLIDAY = wordlists.pattern(calendar.names())
_BEFORE = re.compile(
    r"(?:假期?|节|小长假|长假|放假)?(?:之前|以前|前夕|前)(?![台面方后])(?:的?([一二两三四五六七]|[0-9]{1,2})(天|个?星期|周|个?礼拜))?"
)
_BEFORE_EN = re.compile(
    rf"(?:\b({EN_NUMBER}) (day|week)s? )?\b(before|by|prior to|ahead of)(?: the)? $", re.IGNORECASE
)
_YEAR_BEFORE = seldom(r"(?<![0-9今明去往前每当一两三四五六七八九十百千后早几数半])(年前|节前)(?!面)")
# 节前 names no holiday: one of these.
_GREAT = ("元旦", "春节", "清明", "五一", "端午", "中秋", "国庆")


def find(text: str, *, today: date) -> Iterator[Found]:
    """Holidays, the days before them, and days of lunar months."""
    yield from _holidays(text, today)
    yield from _before_the_holidays(text, today)
    yield from _lunar_dates(text, today)
    yield from _new_year_dates(text, today)


def _holidays(text: str, today: date) -> Iterator[Found]:
    for match in _HOLIDAY.finditer(text):
        start, end = match.span()
        if not wordlists.starts_word(text, start) or _part_of_a_date(text, start, end):
            continue
        name = match[0].lower() if match[0].lower() == "x-mas" else re.sub(r"[ \-]+", " ", match[0].lower())
        days = calendar.next_holiday(name, on_or_after=today)
        if days is None:
            continue
        before = _BEFORE.match(text, end)
        english = _BEFORE_EN.search(text[max(0, start - 30) : start])
        if before:
            count, unit = number(before[1]) or 1, before[2] or "天"
            shift = count * (1 if unit == "天" else 7)
            yield Found(start, before.end(), (days[0] - DAY * shift,), 0.93, _RULE, relation=_RELATION)
        elif english and english[3].lower() != "by":
            shift = (english_number(english[1]) or 1) * (7 if (english[2] or "").lower() == "week" else 1)
            begin = start - len(english[0])
            off = _DAYS_OFF.match(text, end)
            end = off.end() if off else end
            yield Found(begin, end, (days[0] - DAY * shift,), 0.93, _RULE, relation=_RELATION)
        elif first := _FIRST_AFTER.match(text, end):
            day = days[1] + DAY * ((WORDS["weekdays"]["zh"][first[1]] - days[1].weekday()) % 7 or 7)
            yield Found(start, first.end(), (day,), 0.93, "dates.after-holiday")
        elif _ATTRIBUTE.match(text, end) and not _BY.search(text[max(0, start - 8) : start]):
            # For Christmas orders: what goods are for is no day.
            continue
        elif _ANNOUNCED.search(text[max(0, start - 12) : start]) or _FOLLOWED.match(text, end):
            yield Found(start, end, (days[0],), 0.6, "dates.holiday")


_DAYS_OFF = re.compile(r"(?:'s)? (?:holidays?|break|vacation|days? off)\b", re.IGNORECASE)
# A noun behind a holiday makes it a word about other things, unless it is one of days.
_ATTRIBUTE = re.compile(rf" (?!(?:{'|'.join(WORDS['holidays']['no_nouns'])})\b)[a-z]{{3,}}")

# By Christmas otherwise: no noun is announced so without its article.
_BY = re.compile(r"\b(?:by|until|till|around|after|due) $", re.IGNORECASE)
# A holiday in passing (国庆放假, Easter keeps us busy) is no day of anything.
_ANNOUNCED = re.compile(r"\b(?:by|on|for|until|till|around|after|from|to|due)(?: the)? $", re.IGNORECASE)
_FOLLOWED = re.compile(
    r"(?:节|当天|那天|那日)?(?:[送到要发交来收给后就得左或、]|之后|以后|前后|$|[ ]?[^\u4e00-\u9fffa-z ])",
    re.IGNORECASE,
)
_FIRST_AFTER = re.compile(r"(?:节|假期?)?(?:之后|以后|过后|后)的?第一个(?:周|星期|礼拜)([一二三四五六日天])")
_RULE, _RELATION = "dates.before-holiday", "before-holiday"


def _before_the_holidays(text: str, today: date) -> Iterator[Found]:
    for match in _YEAR_BEFORE.finditer(text):
        names = ("春节",) if match[1] == "年前" else _GREAT
        begins = sorted(
            days[0] for name in names if (days := calendar.next_holiday(name, on_or_after=today + DAY))
        )
        # With one holiday at hand 节前 is clear; else the customer says which.
        hand = [day for day in begins if day - today <= DAY * 30]
        near = begins[:1] if len(names) == 1 else hand or begins[:2]
        if near:
            yield Found(*match.span(1), tuple(day - DAY for day in near), 0.85, _RULE, relation=_RELATION)


def _part_of_a_date(text: str, start: int, end: int) -> bool:
    # 十一 is the National Day only where nothing counts with it: not in 十一箱, 二十一, 十一月, 周五一车.
    name = text[start:end]
    if name not in ("十一", "五一", "六一"):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return before in tuple("一二三四五六七八九十百千零第周期拜月0123456789") or not re.match(
        r"(?:$|[前后节假长放期过那当要送到\s,，。、])", after
    )


_LUNAR_MONTHS = {
    "正": 1,
    "冬": 11,
    "腊": 12,
    **{n: i for i, n in enumerate("一二三四五六七八九十", 1)},
    "十一": 11,
    "十二": 12,
}
_LUNAR = seldom(
    r"(农历|阴历|旧历)?(正|冬|腊|十[一二]|[一二三四五六七八九十])月(三十|[二廿]十?[一二三四五六七八九]|二十|十[一二三四五六七八九]|初?[一二三四五六七八九十])(?![0-9日号])"
)


# Days of the first lunar month by their number alone, as everybody names them around the Spring Festival; 初二 and 初三 are also
# years of a school.
_OF_NEW_YEAR = seldom(
    r"(?:(?P<year>大?年|开年|春节)初(?P<said>十[一二三四五]?|[二三四五六七八九])|(?<![㐀-鿿](?<![，,定改约就是在到等的们天单货]))初(?P<alone>十[一二三四五]?|[四五六七八九]))(?![0-9中一二三四五六七八九十月])"
)
# So many days before it nobody speaks of it by such a number.
_AROUND_NEW_YEAR = 40


def _new_year_dates(text: str, today: date) -> Iterator[Found]:
    for match in _OF_NEW_YEAR.finditer(text):
        day = number(match["said"] or match["alone"])
        ahead = [
            d for year in (today.year, today.year + 1) if (d := calendar.lunar(year, 1, day)) and d >= today
        ]
        if ahead and (match["year"] or (ahead[0] - today).days <= _AROUND_NEW_YEAR):
            yield Found(*match.span(), (ahead[0],), 0.92, "dates.lunar")


def _lunar_dates(text: str, today: date) -> Iterator[Found]:
    for match in _LUNAR.finditer(text):
        # 九月初 is a part of the month unless its day follows.
        if not (match[1] or match[2] in "正冬腊" or match[3].startswith("初")):
            continue
        day, month = number(match[3].removeprefix("初")), _LUNAR_MONTHS[match[2]]
        years = (today.year - 1, today.year, today.year + 1)
        ahead = [d for year in years if (d := calendar.lunar(year, month, day)) and d >= today]
        if ahead:
            yield Found(*match.span(), (ahead[0],), 0.95, "dates.lunar")
