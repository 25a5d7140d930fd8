"""Weeks, months and spans of days: 下周, KW 50, 月底, early December, 三到五天内, within 3 working days."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from parsers import calendar
from parsers.date_parts import (
    DAY,
    EN_NUMBER,
    MONTH,
    RECENT,
    WORDS,
    Found,
    day_of,
    english_number,
    month_end,
    month_named,
    number,
    week_end,
)
from parsers.date_words import ORDINALS
from parsers.patterns import seldom

_ZH = "(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_CUES = WORDS["cues"]


def find(text: str, *, now: datetime) -> Iterator[Found]:
    """Stretches of days; the last day of each is the one that counts."""
    today = now.date()
    yield from _weeks(text, today)
    yield from _week_numbers(text, today)
    yield from _chinese_months(text, today)
    yield from _months_of_delivery(text, today)
    yield from _english_months(text, today)
    yield from _chinese_spans(text, now)
    yield from _english_spans(text, now)


_WEEK = seldom(
    r"((?:下个?){1,3}|本|这个?|上个?)?(周末|礼拜末)"
    r"|((?:下个?){1,3}|本|这一?个?|上个?)(?:周|星期|礼拜)(?:内|里|之内)?(?![一二三四五六日天七1-6末年])"
    r"|\b(?:the )?(week after next)\b"
    r"|\b(?P<end>(?:(?:the |by the |by )?end of|during|within) )?(this|next|last|the) (week|weekend)\b"
    r"|\b(?:end of week|eow|week'?s end)\b",
    re.IGNORECASE,
)


def _weeks(text: str, today: date) -> Iterator[Found]:
    for match in _WEEK.finditer(text):
        prefix = (match[1] or match[3] or "").replace("个", "").replace("一", "")
        which, what = (match[6] or "").lower(), (match[7] or "").lower()
        if which == "the" and what == "week" and not match["end"]:
            continue
        weeks = prefix.count("下") - prefix.count("上") + {"next": 1, "last": -1}.get(which, 0)
        weeks += 2 if match[4] else 0
        weekend = match[2] or what == "weekend"
        yield Found(
            *match.span(),
            (week_end(today, weeks=weeks),),
            0.6 if weekend else 0.9,
            "dates.week",
            period=True,
            relation="past" if weeks < 0 else "on",
        )


_NUMBERED = seldom(
    r"\b(?:calendar week|cw|kw|week|wk) ?([0-5]?[0-9])\b(?:(?:/| of | )(20[0-9]{2}|[2-3][0-9])\b)?|(?:(20[0-9]{2})年)?第([0-5]?[0-9]|[一二三四五]?十?[一二三四五六七八九])周(?!年)",
    re.IGNORECASE,
)
_WEEK_OF_MONTH = seldom(
    rf"\b({'|'.join(ORDINALS)}) week (?:of|in) ({MONTH})|(?<![0-9])([0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:份)?的?第([一二三四])(?:周|个?星期|个?礼拜)(?![一二三四五六日天])",
    re.IGNORECASE,
)


def _week_numbers(text: str, today: date) -> Iterator[Found]:
    """Calendar weeks by ISO 8601, and the weeks of a month, each being of the month of its Thursday."""
    for match in _NUMBERED.finditer(text):
        if match[4] and re.search("月(?:份)?的?$", text[max(0, match.start() - 3) : match.start()]):
            continue
        week, stated = number(match[1] or match[4]), match[2] or match[3]
        years = [int(stated) % 2000 + 2000] if stated else [today.year, today.year + 1]
        ends = [day for year in years if (day := _iso_sunday(year, week))]
        ahead = [day for day in ends if stated or day >= today - RECENT]
        if ahead:
            yield Found(*match.span(), (ahead[0],), 0.8, "dates.week-number", period=True)
    for match in _WEEK_OF_MONTH.finditer(text):
        month = month_named(match[2]) if match[2] else number(match[3])
        nth = ORDINALS[match[1].lower()] if match[1] else number(match[4])
        ends = [day for year in (today.year, today.year + 1) if (day := _week_of_month(year, month, nth))]
        ahead = [day for day in ends if day >= today - RECENT]
        if ahead:
            yield Found(*match.span(), (ahead[0],), 0.8, "dates.week-of-month", period=True)


def _iso_sunday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 7)
    except ValueError:
        return None


def _week_of_month(year: int, month: int, nth: int) -> date | None:
    first = day_of(year, month, 1)
    if first is None:
        return None
    if nth < 0:
        last = month_end(year, month)
        return last - DAY * ((last.weekday() - 3) % 7) + DAY * 3
    thursday = first + DAY * ((3 - first.weekday()) % 7)
    return thursday + DAY * (3 + 7 * (nth - 1))


_ZH_MONTH = seldom(
    r"(?:(20[0-9]{2}|今|明)年)?((?<![0-9])(?:1[0-2]|[1-9])|[一二三四五六七八九]|十[一二]?)月份?(上半月|下半月|底|末|初|中旬|上旬|下旬|尾|内|里|之内|头(?![条号])|中(?=[送到来给要交前左,，。;；\s]|$)|(?<=份)(?=[前内]))"
    r"|(本月|这个?月|当月|下下个?月|下个?月|次月|上个?月)的?(上半月|下半月|底|末|初|中旬|上旬|下旬|内|尾|之内|头(?![条号])|中(?=[送到来给要交前左,，。;；\s]|$))?(?![0-9一二三四五六七八九十])"
    r"|(?<![0-9一二三四五六七八九十个])(上半月|下半月|月底|月末|月尾|月初|月头|月中旬?|上旬|中旬|下旬|年底|年末|年内)(?!线)"
)
_DELIVERED = seldom(
    rf"(?:(?P<before>{'|'.join(_CUES['month_before'])})|(?:(20[0-9]{{2}}|今|明)年)?)((?<![0-9])(?:1[0-2]|[1-9])|[一二三四五六七八九]|十[一二]?)月份?(?![0-9一二三四五六七八九十第底末初中上下内里尾])(?P<after>(?={'|'.join(_CUES['month_after'])}))?"
)


def part_of_month(part: str, year: int, month: int) -> date:
    """月初 and 上旬 end on the 10th, 中旬 on the 20th, anything else with the month."""
    if part == "上半月" or part.startswith("first half"):
        return date(year, month, 15)
    if part[:1] in ("初", "上", "头") or part in ("beginning", "start", "early"):
        return date(year, month, 10)
    if part[:1] == "中" or part in ("middle", "mid"):
        return date(year, month, 20)
    return month_end(year, month)


def _part(part: str, month: int, year: int | None, today: date) -> date:
    """The part of that month: of the stated year, or else of the next such month that is not long past."""
    day = part_of_month(part, year or today.year, month)
    return part_of_month(part, today.year + 1, month) if not year and day < today - RECENT else day


def _stated_year(word: str | None, today: date) -> int | None:
    if not word:
        return None
    return int(word) if word.isdigit() else today.year + (word == "明")


def _shifted(part: str, today: date, months: int) -> date:
    index = today.month - 1 + months
    return part_of_month(part, today.year + index // 12, index % 12 + 1)


def _chinese_months(text: str, today: date) -> Iterator[Found]:
    for match in _ZH_MONTH.finditer(text):
        shift = 0
        if match[2]:
            month = number(match[2])
            day = _part(match[3] or "", month, _stated_year(match[1], today), today)
        elif match[4]:
            shift = match[4].count("下") + match[4].count("次") - match[4].count("上")
            day = _shifted(match[5] or "", today, shift)
        elif match[6].startswith("年"):
            day = date(today.year, 12, 31)
        else:
            part = match[6].removeprefix("月")
            day = _shifted(part, today, 0)
            day = day if day >= today else _shifted(part, today, 1)
        relation = "past" if shift < 0 else "on"
        yield Found(*match.span(), (day,), 0.93, "dates.month-part", period=True, relation=relation)


def _months_of_delivery(text: str, today: date) -> Iterator[Found]:
    """12月交货, 交期2027年1月: a month is a day of delivery only beside such a word."""
    for match in _DELIVERED.finditer(text):
        if match["before"] is None and match["after"] is None:
            continue
        year = re.search("(20[0-9]{2}|今|明)年", match[0])
        day = _part("", number(match[3]), _stated_year(year[1] if year else None, today), today)
        start = match.start() + year.start() if year else match.start(3)
        yield Found(start, match.end(), (day,), 0.9, "dates.month", period=True)


_EN_MONTH = seldom(
    rf"\b(?:(?:the )?(end|middle|beginning|start|first half|second half|early|mid|late|ultimo)(?: of| part of)?[ -](?:the )?)(?:(?:month of )?({MONTH})(?:,? (20[0-9]{{2}}))?|(this|next|the|of)? ?(month|year)\b)"
    rf"|\b(month|year)[ -]end\b|\b(eom|eoy)\b|\bbefore (?:the|this) (?:month|year) (?:is (?:out|over|done|up)|ends|closes)\b"
    rf"|\b(?:in|during|within|by|before) (?:the month of )?({MONTH})(?! ?(?:the )?[0-3]?[0-9](?:st|nd|rd|th)?\b(?!:[0-5][0-9])|\. ?(?:the )?[0-3]?[0-9](?:(?:st|nd|rd|th)\b(?! (?:carton|box|bag|case|pack|roll|bottle|piece|pallet|lot|batch|order|time|delivery|one))|\b(?! ?(?!(?:please|pls|at|to|and|or|latest|if|we|i|so)\b)[a-z㐀-鿿]|:[0-5][0-9])))(?:,? (20[0-9]{{2}}))?|\b(this|next|last) month\b"
    rf"|\b(?P<fine>{MONTH})(?: delivery| shipment| arrival)?(?=(?: is|'s| will be| would be| should be) (?:\w{{1,10}} ){{0,2}}(?:fine|ok|okay|good|great|perfect|enough|alright|all right|no problem|possible|acceptable)\b|,? (?:works|suits|will do|would do|should do|would work|will work)\b)",
    re.IGNORECASE,
)


def _english_months(text: str, today: date) -> Iterator[Found]:
    for match in _EN_MONTH.finditer(text):
        part, year = (match[1] or "").lower(), match[3] or match[9]
        named = match[2] or match[8] or match["fine"]
        if named and named.startswith(("may", "mar")) and not named.startswith("march"):
            continue
        if named:
            day = _part(part, month_named(named), int(year) if year else None, today)
            # "by December" leaves open whether its first or its last day is meant.
            certainty = 0.93 if part else 0.6
            yield Found(*match.span(), (day,), certainty, "dates.month-part-en", period=True)
            continue
        whole = match[0].lower()
        if "year" in whole or "eoy" in whole:
            day = date(today.year + ("next" in whole), 12, 31)
            yield Found(*match.span(), (day,), 0.9, "dates.year-end", period=True)
            continue
        shift = 1 if "next" in whole else -1 if "last" in whole else 0
        day = _shifted(part, today, shift)
        if day < today and not shift and "this" not in whole:
            day = _shifted(part, today, 1)
        relation = "past" if shift < 0 else "on"
        yield Found(*match.span(), (day,), 0.9, "dates.month-en", period=True, relation=relation)


_ZH_SPAN = seldom(
    rf"(再?过)?({_ZH})(?:(?:[-~到至]|或者?)({_ZH}))?(个半?)?(工作日|工作天|天|日|周|星期|礼拜|月|小时|钟头|钟(?=[之以]?内|后))(左右|上下)?"
    r"(之内|以内|内|里|之后|以后|后|前|(?=(?:[就能可以要得]{0,3})(?:到货|到(?!期|底)|送|交货|发货)))?(?!天)"
    r"|(半个?月|半个多月)(之内|以内|内|之后|以后|后|左右)"
)
# 晚两天 moves a day that is agreed: it counts from that one, see `shifts`; 开业前两天 is counted from the opening.
_MOVES = re.compile(
    r"(?:(?<![今明当昨])晚|早(?!上)|头|迟|缓|推后|延后|延期|提前|顺延|往后|往前|推|挪|拖)(?:个|上|多)?$|[㐀-鿿](?<![目当眼])前$"
)
_LEAD_TIME = re.compile(r"(?:交期|货期|交货期?|到货期?|工期|时效)[在是约大概: ]{0,3}$")
_EN_SPAN = seldom(
    rf"\b(within|in|inside|not later than|no later than|at the latest in)(?: the)?(?: next)? ({EN_NUMBER})(?:(?: ?- ?| to | or )({EN_NUMBER}))? (working |business |calendar )?(hours?|hrs?|days?|weeks?|fortnights?|months?)(?:'? time)?\b"
    rf"|\b({EN_NUMBER}) (days?|weeks?|months?) from (?:now|today)\b"
    rf"|\b({EN_NUMBER}) (days?|weeks?|months?) ago\b",
    re.IGNORECASE,
)
_EN_UNITS = {"h": "小时", "d": "天", "w": "周", "f": "两周", "m": "月"}


def _chinese_spans(text: str, now: datetime) -> Iterator[Found]:
    for match in _ZH_SPAN.finditer(text):
        if _MOVES.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        if match[8]:
            after = match[9].endswith("后")
            day = ahead(now, 1, "半月")
        else:
            count, unit, bound = _last_of(match[3] or match[2]), match[5], match[7]
            months = unit == "月"
            lead = _LEAD_TIME.search(text[max(0, match.start() - 10) : match.start()])
            if not 0 < count <= 366 or (months and not match[4]) or match[0].startswith("一日"):
                continue
            if bound == "前":
                if unit != "日":
                    past = ahead(now, -count, unit)
                    yield Found(*match.span(), (past,), 0.9, "dates.span", relation="past")
                continue
            if bound is None and not (match[1] or lead):
                continue
            after = bool(match[1]) or (bound or "").endswith("后")
            day = ahead(now, count, unit)
        relation = "on" if after else "by"
        yield Found(*match.span(), (day,), 0.9, "dates.span", period=not after, relation=relation)


def _english_spans(text: str, now: datetime) -> Iterator[Found]:
    for match in _EN_SPAN.finditer(text):
        count = english_number(match[3] or match[2] or match[6] or match[8])
        unit = _EN_UNITS[(match[5] or match[7] or match[9])[0].lower()]
        if not 0 < count <= 366:
            continue
        if match[8]:
            day = ahead(now, -count, unit)
            yield Found(*match.span(), (day,), 0.9, "dates.span-en", relation="past")
            continue
        work = (match[4] or "").lower().startswith(("work", "busi"))
        day = ahead(now, count, "工作日" if work else unit)
        inside = (match[1] or "").lower() not in ("in", "")
        relation = "by" if inside else "on"
        yield Found(*match.span(), (day,), 0.9, "dates.span-en", period=inside, relation=relation)


def _last_of(word: str) -> int:
    """三 is 3, 三五 (three to five) is 5."""
    if word.isdigit():
        return int(word)
    if len(word) == 2 and "十" not in word:
        return number(word[1])
    return number(word)


def ahead(now: datetime, count: int, unit: str) -> date:
    """The day `count` units (工作日, 天, 周, 半月, 月, 小时) after `now`, before it for a negative count."""
    today = now.date()
    if unit.startswith("工作"):
        day, left = today, abs(count)
        while left:
            day += DAY if count > 0 else -DAY
            left -= 0 if calendar.is_day_off(day) else 1
        return day
    if unit in ("周", "星期", "礼拜"):
        return today + DAY * 7 * count
    if unit == "两周":
        return today + DAY * 14 * count
    if unit == "半月":
        return today + DAY * 15 * count
    if unit == "月":
        index = today.month - 1 + count
        year, month = today.year + index // 12, index % 12 + 1
        return day_of(year, month, today.day) or month_end(year, month)
    if unit in ("小时", "钟头", "钟"):
        return (now + timedelta(hours=count)).date()
    return today + DAY * count
