"""Days named by words: 明天, 下周三, tomorrow, next Friday, the second Friday of December."""

import re
from collections.abc import Iterator
from datetime import date

from parsers import durations, wordlists
from parsers.date_parts import DAY, MONTH, RECENT, WORDS, Found, day_of, month_named, number
from parsers.patterns import seldom

_RELATIVE = {word: row for row in WORDS["relative"] for word in row["words"]}
_RELATIVE_WORDS = wordlists.pattern(tuple(_RELATIVE))
_ZH_WEEKDAYS: dict[str, int] = WORDS["weekdays"]["zh"]
_EN_WEEKDAYS: dict[str, int] = WORDS["weekdays"]["en"]
_WEEKDAY = "(?:" + "|".join(sorted(_EN_WEEKDAYS, key=len, reverse=True)) + ")"
ORDINALS: dict[str, int] = WORDS["numbers"]["ordinals"]
_ORDINAL = "(?:" + "|".join(ORDINALS) + ")"


def find(text: str, *, today: date) -> Iterator[Found]:
    """Days that a text names by words."""
    yield from _relative_days(text, today)
    yield from _chinese_weekdays(text, today)
    yield from _english_weekdays(text, today)
    yield from _weekdays_of_month(text, today)


def _relative_days(text: str, today: date) -> Iterator[Found]:
    for match in _RELATIVE_WORDS.finditer(text):
        if not wordlists.starts_word(text, match.start()):
            continue
        word = re.sub(r"[ \-]+", " ", match[0].lower())
        # 提前天, 今后天天: no day stands there.
        before = text[match.start() - 1 : match.start()]
        if (word in ("前天", "前日") and before in tuple("提以之")) or (
            word == "后天" and before in tuple("今以之先")
        ):
            continue
        row = _RELATIVE[word]
        day = today + DAY * row["days"]
        relation = "past" if row["days"] < 0 else "on"
        yield Found(
            *match.span(), (day,), 0.97, "dates.relative", period=row.get("period", False), relation=relation
        )


_ZH_WEEKDAY = seldom(
    r"((?:下个?){1,2}|本|这个?|上上?个?|每个?|逢)?(?:周|星期|礼拜|禮拜|(?<![㐀-鿿](?<![下个]))拜(?=.(?:送|要|到|前|之|发|上|下|中|早|晚|晏|朝|拉|畀|嚟|來|来|攞|俾|嗰|$|[^㐀-鿿])))([一二三四五六日天七](?![二三四五六七八九十百]*[年月个])|[1-6](?![0-9]*[年月个]))(?:([、到至和或/~-]?)(?:周|星期|礼拜)?([二三四五六日天])(?![箱件个十百点时]))?"
)


def _chinese_weekdays(text: str, today: date) -> Iterator[Found]:
    for match in _ZH_WEEKDAY.finditer(text):
        prefix = match[1] or ""
        if prefix.startswith(("每", "逢")) or durations.OPENING.match(text, match.start()):
            continue
        weeks = {"下": prefix.count("下"), "本": 0, "这": 0, "上": -prefix.count("上")}.get(prefix[:1])
        day = _weekday(today, _ZH_WEEKDAYS[match[2]], weeks)
        relation = "past" if prefix.startswith("上") else "on"
        last = _following(day, _ZH_WEEKDAYS[match[4]]) if match[4] else day
        period = match[4] is not None and match[3] in tuple("到至~-")
        days = (last,) if period else tuple(dict.fromkeys((day, last)))
        yield Found(*match.span(), days, 0.95, "dates.weekday", period=period, relation=relation)


# A Chinese character borders on a Latin word: friday之前.
_OPENS, _ENDS = "(?<![A-Za-z0-9_])", "(?![A-Za-z0-9_])"
_EN_DAY = seldom(
    rf"{_OPENS}(?:(this coming|coming|this|next|nxt|last|every|each|a week (?:on|from)|a week) )?({_WEEKDAY}){_ENDS}(?:\.(?= ))?(?: (next week|week|this week))?(?: ?(?:-|to|through|till|until) ?({_WEEKDAY}){_ENDS})?",
    re.IGNORECASE,
)


def _english_weekdays(text: str, today: date) -> Iterator[Found]:
    for match in _EN_DAY.finditer(text):
        prefix, word, suffix = (match[1] or "").lower(), match[2], (match[3] or "").lower()
        if (
            prefix in ("every", "each")
            or not (_names_a_day(word) or _is_day(text, match))
            or durations.OPENING.match(text, match.start())
        ):
            continue
        weeks = {"this": 0, "next": 1, "nxt": 1, "last": -1}.get(
            prefix, {"next week": 1, "this week": 0}.get(suffix) if suffix else None
        )
        day = _weekday(today, _EN_WEEKDAYS[word.lower()], weeks)
        if prefix == "last" and day >= today:
            day -= DAY * 7
        # Friday week and a week on Friday are the Friday after the coming one.
        if suffix == "week" or prefix.startswith("a week"):
            day += DAY * 7
        period = match[4] is not None and _names_a_day(match[4])
        if period:
            day = _following(day, _EN_WEEKDAYS[match[4].lower()])
        shared = word.lower() in WORDS["weekdays"]["shared"] and not _is_day(text, match)
        certainty = 0.6 if shared else 0.95
        relation = "past" if prefix == "last" else "on"
        end = match.end() if period or not match[4] else match.start(4) - 1
        yield Found(
            match.start(), end, (day,), certainty, "dates.weekday-en", period=period, relation=relation
        )


_BEFORE_DAY = re.compile(r"\b(?:on|by|before|until|till|til|this|next|nxt|coming) \Z")
# Behind such a name in small letters, if it is a day: before sun down is none.
_PAUSE = re.compile(
    r"\s*(?:\Z|[\n.,;:!?()&+/\d㐀-鿿-]|(?:am|pm|morning|afternoon|evening|noon|night|please|pls|plz|ok|okay|thanks?|thx|latest|at|or|and|if|for|the|we|i|week|next|only|max|with)\b)",
    re.IGNORECASE,
)
_BEHIND_DAY = re.compile(
    r"(?: (?:morning|afternoon|evening|night|arvo|noon|am|pm|latest|at the latest)\b| (?:at |before |after |by )?\d{1,2}(?::\d\d)? ?(?:am|pm|h)\b|之?前)"
)


def _is_day(text: str, match: re.Match[str]) -> bool:
    """Whether words beside a short name that is another word too say that it is a day: on sat, sun 4pm."""
    return bool(
        match[1]
        or (
            _BEFORE_DAY.search(text[max(0, match.start() - 8) : match.start()].lower())
            and (match[2][0].isupper() or _PAUSE.match(text, match.end()))
        )
        or _BEHIND_DAY.match(text[match.end() : match.end() + 24].lower())
    )


def _names_a_day(word: str) -> bool:
    # "we sat down", "the sun": short names count in capitals only.
    return len(word) > 4 or word[0].isupper() or word.lower() in WORDS["weekdays"]["plain"]


def _weekday(today: date, weekday: int, weeks: int | None) -> date:
    if weeks is not None:
        return today + DAY * (weekday - today.weekday() + 7 * weeks)
    # A bare weekday is the next one: who means today says today.
    return _following(today, weekday)


def _following(day: date, weekday: int) -> date:
    """The first such weekday after `day`."""
    return day + DAY * ((weekday - day.weekday()) % 7 or 7)


_OF_MONTH = seldom(
    rf"\b({_ORDINAL}) ({_WEEKDAY}) (?:of|in) (?:({MONTH})|(?:the|this|(next)) month\b)"
    r"|(?:(?<![0-9])([0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?|本月|这个月|(下个?月|次月))的?(?:第([一二三四])|最后一)个?(?:周|星期|礼拜)([一二三四五六日天])",
    re.IGNORECASE,
)


def _weekdays_of_month(text: str, today: date) -> Iterator[Found]:
    for match in _OF_MONTH.finditer(text):
        if match[1]:
            nth, weekday = ORDINALS[match[1].lower()], _EN_WEEKDAYS[match[2].lower()]
            month = month_named(match[3]) if match[3] else 0
        else:
            nth, weekday, month = number(match[7]) or -1, _ZH_WEEKDAYS[match[8]], number(match[5])
        index = today.month - 1 + bool(match[4] or match[6])
        months = (
            [(today.year, month), (today.year + 1, month)]
            if month
            else [(today.year + index // 12, index % 12 + 1)]
        )
        days = [_nth(year, one, weekday, nth) for year, one in months]
        ahead = [day for day in days if day and day >= today - RECENT]
        if ahead:
            yield Found(*match.span(), (ahead[0],), 0.95, "dates.weekday-of-month")


def _nth(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of the month; the last one for -1."""
    first = day_of(year, month, 1)
    if first is None:
        return None
    day = first + DAY * ((weekday - first.weekday()) % 7 + 7 * (max(nth, 1) - 1))
    if nth > 0:
        return day if day.month == month else None
    while (day + DAY * 7).month == month:
        day += DAY * 7
    return day
