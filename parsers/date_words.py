"""Days named by words: 明天, 下周三, 月底, 三到五天内, 国庆前, next Friday, end of November, within 3 working days."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from parsers import calendar, wordlists
from parsers.date_forms import MONTH, MONTHS, Found, day_of, number

_DAY = timedelta(days=1)
_ZH = "(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_EN_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "a couple of": 2,
}  # fmt: skip
_EN = "(?:[0-9]{1,3}|" + "|".join(sorted(_EN_NUMBERS, key=len, reverse=True)) + ")"


def find(text: str, *, today: date) -> Iterator[Found]:
    """Days, weeks, months, spans of days and holidays that a text names by words."""
    yield from _relative_days(text, today)
    yield from _weekdays(text, today)
    yield from _weeks(text, today)
    yield from _months(text, today)
    yield from _counted(text, today)
    yield from _holidays(text, today)


def week_end(today: date, *, weeks: int = 0) -> date:
    """The Sunday of the week of `today`, or of a later one."""
    return today + _DAY * (6 - today.weekday() + 7 * weeks)


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - _DAY


_RELATIVE = {
    **dict.fromkeys(("今天", "今日", "今儿", "今晚", "今早", "今明", "今朝", "today", "tonight", "this morning", "this afternoon", "this evening"), 0),
    **dict.fromkeys(("明天", "明日", "明儿", "明早", "明晚", "明朝", "听日", "听晚", "听朝", "明个", "tomorrow", "tomorow", "tommorow", "tommorrow", "tmr", "tmrw", "tmrow", "2moro", "2morrow"), 1),
    **dict.fromkeys(("后天", "后日", "后儿", "明后天", "明后两天", "day after tomorrow", "the day after tomorrow"), 2),
    **dict.fromkeys(("大后天", "大后日"), 3),
    **dict.fromkeys(("昨天", "昨日", "昨晚", "琴日", "寻日", "昨儿", "yesterday", "last night"), -1),
    **dict.fromkeys(("前天", "前日", "前晚", "day before yesterday", "the day before yesterday"), -2),
    **dict.fromkeys(("大前天",), -3),
}  # fmt: skip
_RELATIVE_WORDS = wordlists.pattern(tuple(_RELATIVE))


def _relative_days(text: str, today: date) -> Iterator[Found]:
    for match in _RELATIVE_WORDS.finditer(text):
        if not wordlists.starts_word(text, match.start()):
            continue
        word = re.sub(r"[ \-]+", " ", match[0].lower())
        shift = _RELATIVE[word]
        # 提前天: 前天 is no day there; 今后天: neither.
        if word in ("前天", "前日") and text[match.start() - 1 : match.start()] in ("提", "以", "之"):
            continue
        yield Found(
            *match.span(), (today + _DAY * shift,), 0.97, "dates.relative",
            period=word.startswith("明后"), relation="past" if shift < 0 else "on",
        )  # fmt: skip


_WEEKDAYS = {
    **{c: i for i, c in enumerate("一二三四五六日")}, "天": 6, **{str(i + 1): i for i in range(6)}, "七": 6,
}  # fmt: skip
_EN_WEEKDAYS = {
    name: i
    for i, names in enumerate((("monday", "mon"), ("tuesday", "tues", "tue"), ("wednesday", "wed", "weds"), ("thursday", "thurs", "thur", "thu"), ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun")))
    for name in names
}  # fmt: skip
_ZH_WEEKDAY = re.compile(
    r"((?:下个?){1,2}|本|这个?|上上?个?|每个?|逢)?(?:周|星期|礼拜|禮拜)([一二三四五六日天七1-6])(?![0-9二三四五六七八九十百]*[年月个])(?:[、到至和~-]{0,1}(?:周|星期|礼拜)?([二三四五六日天])(?![箱件个十百]))?"
)
_EN_WEEKDAY = re.compile(
    r"\b(?:(this coming|coming|this|next|last|every|each) )?("
    + "|".join(sorted(_EN_WEEKDAYS, key=len, reverse=True))
    + r")\b(?:\.(?= ))?(?: (next week|week|this week))?",
    re.IGNORECASE,
)


def _weekday(today: date, weekday: int, weeks: int | None) -> date:
    monday = today - _DAY * today.weekday()
    if weeks is not None:
        return monday + _DAY * (weekday + 7 * weeks)
    # A bare weekday is the next one: who means today says today.
    ahead = (weekday - today.weekday()) % 7 or 7
    return today + _DAY * ahead


def _weekdays(text: str, today: date) -> Iterator[Found]:
    for match in _ZH_WEEKDAY.finditer(text):
        prefix = match[1] or ""
        if prefix.startswith(("每", "逢")):
            continue
        weeks = {"下": prefix.count("下"), "本": 0, "这": 0, "上": -prefix.count("上")}.get(prefix[:1])
        day = _weekday(today, _WEEKDAYS[match[3] or match[2]], weeks)
        relation = "past" if prefix.startswith("上") else "on"
        yield Found(*match.span(), (day,), 0.95, "dates.weekday", period=bool(match[3]), relation=relation)
    for match in _EN_WEEKDAY.finditer(text):
        prefix, word, suffix = (match[1] or "").lower(), match[2], (match[3] or "").lower()
        short = len(word) < 5
        if prefix in ("every", "each") or (
            short and not word[0].isupper() and word.lower() not in ("tues", "thurs", "fri")
        ):
            continue
        weeks = {"this": 0, "next": 1, "last": -1}.get(
            prefix, 1 if suffix in ("next week", "week") else 0 if suffix == "this week" else None
        )
        day = _weekday(today, _EN_WEEKDAYS[word.lower()], weeks)
        if prefix == "last" and day >= today:
            day -= _DAY * 7
        certainty = 0.6 if short and word.lower() in ("sat", "sun", "mon", "wed") else 0.95
        yield Found(
            *match.span(),
            (day,),
            certainty,
            "dates.weekday-en",
            relation="past" if prefix == "last" else "on",
        )


_WEEK = re.compile(
    r"((?:下个?){1,3}|本|这个?|上个?)?(周末|礼拜末)"
    r"|((?:下个?){1,3}|本|这一?个?|上个?)(?:周|星期|礼拜)(?:内|里|之内)?(?![一二三四五六日天七1-6末年])"
    r"|\b(?:(?:the )?(?:end of|by the end of|during|within) )?(this|next|last|the week after next|the) (week|weekend)\b"
    r"|\b(?:end of week|eow|week'?s end)\b|\b(?:calendar week|cw|kw|week|wk) ?([0-5]?[0-9])\b",
    re.IGNORECASE,
)


def _weeks(text: str, today: date) -> Iterator[Found]:
    for match in _WEEK.finditer(text):
        prefix = (match[1] or match[3] or "").replace("个", "").replace("一", "")
        if match[6]:
            week, year = int(match[6]), today.year
            if not 1 <= week <= 53:
                continue
            day = date.fromisocalendar(year, min(week, 52), 7)
            if day < today - _DAY * 60:
                day = date.fromisocalendar(year + 1, min(week, 52), 7)
            yield Found(*match.span(), (day,), 0.8, "dates.week-number", period=True)
            continue
        english = (match[4] or "").lower()
        if (
            english == "the"
            and not match[0].lower().lstrip().startswith(("end", "by", "the end"))
            and (match[5] or "").lower() == "week"
        ):
            continue
        weeks = (
            prefix.count("下")
            - prefix.count("上")
            + {"next": 1, "last": -1, "the week after next": 2}.get(english, 0)
        )
        certainty = 0.6 if "周末" in match[0] or "weekend" in match[0].lower() else 0.9
        yield Found(
            *match.span(), (week_end(today, weeks=weeks),), certainty, "dates.week", period=True, relation="past" if weeks < 0 else "on",
        )  # fmt: skip


_PART = r"(?:月底|月末|月初|月中旬?|月上旬|月下旬|月尾|底|末|初|中旬|上旬|下旬)"
_MONTH = re.compile(
    rf"(?:(20[0-9]{{2}}|今|明)年)?((?<![0-9])(?:1[0-2]|[1-9])|[一二三四五六七八九]|十[一二]?)月份?(?:({_PART.replace('月', '')})|(内|里|之内|份(?=[前内])))"
    r"|(本月|这个?月|当月|下下个?月|下个?月|次月|上个?月)(底|末|初|中旬|上旬|下旬|内|尾|之内)?(?![0-9一二三四五六七八九十])"
    r"|(?<![0-9一二三四五六七八九十个])(月底|月末|月尾|月初|月中旬?|上旬|中旬|下旬|年底|年末|年内)(?!线)"
)
_EN_MONTH = re.compile(
    rf"\b(?:(?:the )?(end|middle|beginning|start|early|mid|late|ultimo)(?: of| part of)?[ -](?:the )?)(?:(?:month of )?({MONTH})(?:,? (20[0-9]{{2}}))?|(this|next|the|of)? ?(month|year)\b)"
    rf"|\b(month|year)[ -]end\b|\b(eom|eoy)\b"
    rf"|\b(?:in|during|within|by|before) (?:the month of )?({MONTH})(?! ?[0-3]?[0-9]\b(?!:))(?:,? (20[0-9]{{2}}))?|\b(this|next|last) month\b",
    re.IGNORECASE,
)


def _part_of_month(part: str, year: int, month: int) -> date:
    if part[:1] in ("初", "上") or part in ("beginning", "start", "early"):
        return date(year, month, 10)
    if part[:1] == "中" or part in ("middle", "mid"):
        return date(year, month, 20)
    return month_end(year, month)


def _months(text: str, today: date) -> Iterator[Found]:
    for match in _MONTH.finditer(text):
        if match[2]:
            month, part = number(match[2]), match[3] or ""
            if not 1 <= month <= 12:
                continue
            stated = {"今": today.year, "明": today.year + 1}.get(
                match[1] or "", int(match[1]) if match[1] and match[1].isdigit() else 0
            )
            day = _part_of_month(part, stated or today.year, month)
            if not stated and day < today - _DAY * 60:
                day = _part_of_month(part, today.year + 1, month)
            yield Found(*match.span(), (day,), 0.93, "dates.month-part", period=True)
        elif match[5]:
            word = match[5].replace("个", "")
            shift = word.count("下") + word.count("次") - word.count("上")
            index = today.month - 1 + shift
            day = _part_of_month(match[6] or "", today.year + index // 12, index % 12 + 1)
            yield Found(
                *match.span(), (day,), 0.9, "dates.month", period=True, relation="past" if shift < 0 else "on"
            )
        else:
            word = match[7]
            if word.startswith("年"):
                day = date(today.year, 12, 31)
            else:
                part = word.removeprefix("月")
                day = _part_of_month(part, today.year, today.month)
                if day < today:
                    day = _part_of_month(part, today.year + today.month // 12, today.month % 12 + 1)
            yield Found(*match.span(), (day,), 0.93, "dates.month-part", period=True)
    for match in _EN_MONTH.finditer(text):
        yield from _english_month(match, today)


def _english_month(match: re.Match[str], today: date) -> Iterator[Found]:
    part, named, year = (match[1] or "").lower(), match[2] or match[8], match[3] or match[9]
    if named:
        if (
            named[0] == "m"
            and named.lower().startswith(("may", "mar"))
            and not named.lower().startswith("march")
        ):
            return
        month = MONTHS[named.lower().rstrip(".")]
        day = _part_of_month(part, int(year) if year else today.year, month)
        if not year and day < today - _DAY * 60:
            day = _part_of_month(part, today.year + 1, month)
        # "by December" leaves open whether its first or its last day is meant.
        yield Found(*match.span(), (day,), 0.93 if part else 0.6, "dates.month-part-en", period=True)
        return
    whole = match[0].lower()
    if "year" in whole or "eoy" in whole:
        yield Found(
            *match.span(), (date(today.year + ("next" in whole), 12, 31),), 0.9, "dates.year-end", period=True
        )
        return
    shift = 1 if "next" in whole else -1 if "last" in whole else 0
    index = today.month - 1 + shift
    day = _part_of_month(part, today.year + index // 12, index % 12 + 1)
    if day < today and not shift and "this" not in whole:
        day = _part_of_month(part, today.year + today.month // 12, today.month % 12 + 1)
    yield Found(
        *match.span(), (day,), 0.9, "dates.month-en", period=True, relation="past" if shift < 0 else "on"
    )


_SPAN = re.compile(
    rf"({_ZH})(?:(?:[-~到至]|或者?)({_ZH}))?(个)?(工作日|工作天|天|日|周|星期|礼拜|月|小时|钟头)(左右|上下)?(之内|以内|内|里|之后|以后|后|(?=到货|到(?!期|底)|送到|交货|发货|可到))(?!天)"
    r"|(半个?月|半个多月)(之内|以内|内|之后|以后|后|左右)"
)
_EN_SPAN = re.compile(
    rf"\b(within|in|inside|not later than|no later than|at the latest in)(?: the)?(?: next)? ({_EN})(?:(?: ?- ?| to | or )({_EN}))? (working |business |calendar )?(hours?|hrs?|days?|weeks?|months?)(?:'? time)?\b"
    rf"|\b({_EN}) (days?|weeks?) from (?:now|today)\b",
    re.IGNORECASE,
)


def _english_number(word: str | None) -> int:
    return int(word) if word and word.isdigit() else _EN_NUMBERS.get((word or "").lower(), 0)


def _counted(text: str, today: date) -> Iterator[Found]:
    for match in _SPAN.finditer(text):
        if match[7]:
            day, after = today + _DAY * 15, match[8].endswith("后")
        else:
            count = _last_of(match[2] or match[1])
            if not 0 < count <= 366 or (not match[2] and match[1] == "一" and match[4] == "日"):
                continue
            day, after = _ahead(today, count, match[4]), match[6].endswith("后")
        yield Found(
            *match.span(), (day,), 0.9, "dates.span", period=not after, relation="on" if after else "by"
        )
    for match in _EN_SPAN.finditer(text):
        count = _english_number(match[3] or match[2] or match[6])
        if not 0 < count <= 366:
            continue
        unit = (match[5] or match[7]).lower()
        work = (match[4] or "").lower().startswith(("work", "busi"))
        day = _ahead(
            today, count, "工作日" if work else {"h": "小时", "d": "天", "w": "周", "m": "月"}[unit[0]]
        )
        inside = (match[1] or "").lower() not in ("in", "")
        yield Found(
            *match.span(), (day,), 0.9, "dates.span-en", period=inside, relation="by" if inside else "on"
        )


def _last_of(word: str) -> int:
    """三 is 3, 三五 (three to five) is 5."""
    if word.isdigit():
        return int(word)
    if len(word) == 2 and "十" not in word:
        return number(word[1])
    return number(word)


def _ahead(today: date, count: int, unit: str) -> date:
    if unit.startswith("工作"):
        day = today
        while count:
            day += _DAY
            count -= 0 if calendar.is_day_off(day) else 1
        return day
    if unit in ("周", "星期", "礼拜"):
        return today + _DAY * 7 * count
    if unit == "月":
        index = today.month - 1 + count
        year, month = today.year + index // 12, index % 12 + 1
        return day_of(year, month, today.day) or month_end(year, month)
    if unit in ("小时", "钟头"):
        return today + _DAY * -(-count // 24)
    return today + _DAY * count


_HOLIDAY = wordlists.pattern(calendar.names())
_BEFORE = re.compile(r"(?:假期?|节|小长假|长假)?(?:之前|以前|前夕|前)(?![台面方])")
_YEAR_BEFORE = re.compile(r"(?<![0-9今明去往前每当一两三四五六七八九十百千后早几数])(年前|节前)(?!面)")


def _holidays(text: str, today: date) -> Iterator[Found]:
    for match in _HOLIDAY.finditer(text):
        start, end = match.span()
        if not match[0] or not wordlists.starts_word(text, start) or _part_of_a_date(text, start, end):
            continue
        name = re.sub(r"[ \-]+", " ", match[0].lower()) if match[0].lower() != "x-mas" else "x-mas"
        days = calendar.next_holiday(name, on_or_after=today)
        if days is None:
            continue
        before = _BEFORE.match(text, end)
        english = re.search(
            r"\b(?:before|by|prior to|ahead of)(?: the)? $", text[max(0, start - 14) : start], re.IGNORECASE
        )
        if before or (english and not english[0].lower().startswith("by")):
            begin = start - len(english[0]) if english and not before else start
            yield Found(
                begin,
                before.end() if before else end,
                (days[0] - _DAY,),
                0.93,
                "dates.before-holiday",
                relation="before-holiday",
            )
        else:
            yield Found(start, end, (days[0],), 0.6, "dates.holiday")
    for match in _YEAR_BEFORE.finditer(text):
        festival = calendar.next_holiday("春节", on_or_after=today)
        if festival:
            certainty = 0.85 if match[1] == "年前" else 0.4
            yield Found(
                *match.span(1),
                (festival[0] - _DAY,),
                certainty,
                "dates.before-festival",
                relation="before-holiday",
            )


def _part_of_a_date(text: str, start: int, end: int) -> bool:
    # 十一 is the National Day only where nothing counts with it: not in 十一箱, 二十一, 十一月, 周五一车.
    name = text[start:end]
    if name not in ("十一", "五一", "六一"):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return before in tuple("一二三四五六七八九十百千零第周期拜月0123456789") or not re.match(
        r"(?:$|[前后节假长放期过那当要\s,，。、])", after
    )
