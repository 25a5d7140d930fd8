"""Times that are no day: durations (12个月, 30 days), bare months (11月的账), quarters, opening days, habits."""

import re
from collections.abc import Iterator

from parsers.date_parts import EN_NUMBER
from parsers.patterns import seldom
from parsers.spans import Span

_ZH = r"(?:[0-9]{1,3}(?:\.[0-9])?|[一二两三四五六七八九十几半]{1,3})"
_DURATION = seldom(
    rf"(?<![0-9A-Za-z.\-/第]){_ZH}(?:[-~到至]{_ZH})?多?"
    r"(?:个?(?:工作日|工作天|星期|礼拜|小时|钟头|月(?![饼0-9一二三四五六七八九十底末初中上下内里]))|个半?(?:月|小时)|天(?![然猫地津花线窗])|分钟|周(?![转边到长氏黑末岁])|季度|年(?![级货糕夜轻度会底末内]))"
    rf"|\b(?:next |last |past )?(?:{EN_NUMBER}|few)(?:\.[0-9])?(?: ?- ?| to )?(?:{EN_NUMBER})?[ -](?:working |business |calendar )?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?)\b",
    re.IGNORECASE,
)
# 2026年12月, 2027.12, Q4 2026: a month or a quarter beside no word of delivery.
_MONTH = seldom(
    r"(?<![0-9A-Za-z.\-/])20[0-9]{2} ?(?:年 ?|[-/.])(?:1[0-2]|0?[1-9])(?![0-9.\-/])(?: ?月份?)?|\bQ[1-4](?:[ /-]20[0-9]{2})?\b|(?<![0-9])20[0-9]{2}年(?!前)",
    re.IGNORECASE,
)


# Monday to Friday are opening hours, every Friday a habit: neither is a day.
OPENING = re.compile(
    r"(?:周|星期|礼拜)一 ?[-~到至] ?(?:周|星期|礼拜)?[五六日天]"
    r"|\bmon(?:day)?s? ?(?:-|to|through|till|until) ?(?:fri|sat|sun)(?:day|urday)?s?\b",
    re.IGNORECASE,
)
_HABIT = seldom(
    r"[每逢]个?(?:周|星期|礼拜)[一二三四五六日天]|\b(?:every|each) (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Span]:
    """Spans 'time' (str)."""
    for pattern in (_DURATION, _MONTH, OPENING, _HABIT):
        for match in pattern.finditer(text):
            yield Span(*match.span(), "time", match[0], 0.9, "durations")
