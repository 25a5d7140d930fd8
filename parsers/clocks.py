"""Clock windows: times of the day and bounds such as 早6:30前, 下午两点以前, before 9am, 中午前."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.patterns import seldom
from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class ClockValue:
    """A clock time or a bound of the day (中午前, before 9am); `bare` is a part of the day alone (上午, morning)."""

    written: str
    bare: bool = False


def find(text: str) -> Iterator[Span]:
    """Spans 'clock' (ClockValue)."""
    for match in _ZH_CLOCK.finditer(text):
        # 八点八级 is a grade and 3点5折 a price; the part of the day or a bound makes a time of it.
        if match["hour"] and not 0 <= _hour(match["hour"]) <= 24:
            continue
        bound = match["bound"] or match["until"] or match["to"]
        if match[0] == "一点" and text[max(0, match.start() - 1) : match.start()] in _TAKES:
            # 捎一点: a little of it.
            continue
        certainty = 0.95 if match["part"] or bound or match["minute"] else 0.7
        yield _span(match, certainty, "clocks.zh")
    for match in _ZH_BOUND.finditer(text):
        yield _span(match, 0.93, "clocks.zh-bound")
    for match in _ZH_PART.finditer(text):
        yield _span(match, 0.7, "clocks.zh-part", bare=True)
    for match in _EN_CLOCK.finditer(text):
        certainty = 0.95 if match["bound"] or match["ampm"] else 0.6
        yield _span(match, certainty, "clocks.en")
    for match in _EN_BOUND.finditer(text):
        yield _span(match, 0.9, "clocks.en-bound")
    for match in _EN_PART.finditer(text):
        yield _span(match, 0.7, "clocks.en-part", bare=True)


def _span(match: re.Match[str], certainty: float, rule: str, *, bare: bool = False) -> Span:
    return Span(*match.span(), "clock", ClockValue(match[0].strip(), bare), certainty, rule)


_PART = r"(?:早上|早晨|清早|清晨|一早|大早|上午|早间|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|凌晨|半夜|朝早|下昼|夜晚|(?<![今明])[早晚])"
_NUMBER = r"(?:[0-9]{1,2}|[一二两三四五六七八九]|十[一二]?|二十[一二三四]?)"
_MINUTE = r"(?:半|整|钟|一刻|三刻|[0-5][0-9]分?|[一二三四五]?十[一二三四五六七八九]?分?)"
# 第一时间, 3点式安全带, 两点水: no hour.
_OTHER = "[间候令效式水心滴播位焊漆胶]"
_AFTER_HOUR = rf"(?:[点时](?!{_OTHER})(?P<minute>{_MINUTE})?(?![0-9一二三四五六七八九十零]|[级折])|:[0-5][0-9](?::[0-5][0-9])?(?![0-9]))"
_BOUND = r"(?:之前|以前|前|之后|以后|后|左右|起|开始)(?![天年面台门])"
_ZH_CLOCK = seldom(
    rf"(?P<until>(?:最晚|最迟|不晚于|不迟于|截止|赶在)(?:到)?)?(?:(?P<part>{_PART}) ?)?(?<![0-9.:A-Za-z*第])(?P<hour>{_NUMBER}){_AFTER_HOUR}"
    rf"(?: ?(?P<to>[-~到至]) ?(?:{_PART})?{_NUMBER}(?:[点时]{_MINUTE}?|:[0-5][0-9]))?[钟多]?(?:之间)?(?: ?(?P<bound>{_BOUND}))?"
    rf"|(?P<part2>{_PART}) ?(?<![0-9.:A-Za-z*])[0-9]{{1,2}} ?[-~到至] ?[0-9]{{1,2}}[点时](?:{_BOUND})?"
    rf"|(?<![0-9.:A-Za-z*])[0-9]{{1,2}} ?[-~到至、] ?[0-9]{{1,2}}[点时](?!{_OTHER})钟?(?:之间)?(?:{_BOUND})?"
    rf"|(?<![0-9一二三四五六七八九十第周期拜])[一二三四五六七八][二三四五六七八九][点时](?!{_OTHER})钟?(?:{_BOUND})?"
)
_ZH_BOUND = seldom(
    r"(?:中午|正午|午饭|晌午|午|早上|上午|下午|晚上|傍晚|天黑|天亮|上班|下班|开门|开市|关门|打烊|营业|开店|收市|开工|收工|午休|饭点|早市|晚饭|早饭|早餐|午餐|晚餐)(?:之前|以前|前|之后|以后|过后)(?![天年面台门])"
)
_ZH_PART = seldom(
    r"(?:早上|早晨|清早|清晨|一早|大早|上午|中午|下午|傍晚|晚上|凌晨|朝早|下昼|夜晚)(?:头)?(?!好)|(?<=天)[早晚](?![点安好])"
)
_TIME = r"(?:[01]?[0-9]|2[0-4])(?:[:.][0-5][0-9])?(?: ?(?:[ap]\.?m\b\.?|h\b|hrs?\b|hours\b|o'?clock\b))?|noon|midday|midnight|lunch"
_EN_CLOCK = seldom(
    r"\b(?P<bound>(?:between|before|after|by|until|till|from|not before|no later than|not later than|latest|around|about|at)(?: the)? )?"
    r"(?<![0-9.:$€£¥*/\-])(?<![0-9] )"
    r"(?:(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:])(?: ?(?P<ampm2>[ap]\.?m\b\.?|hrs?\b))?|(?:[01]?[0-9]|2[0-4])h[0-5][0-9]\b|(?:[01]?[0-9]|2[0-4])(?:\.[0-5][0-9])? ?(?P<ampm>[ap]\.?m\b\.?|o'?clock\b|hrs\b))"
    rf"(?: ?(?:-|to|and|till|until) ?(?:{_TIME}))?",
    re.IGNORECASE,
)
_EN_BOUND = seldom(
    r"\b(?:before|by|after|until|till|at|around) (?:noon|midday|midnight|lunch(?:time)?|closing(?: time)?|opening(?: time)?|we (?:open|close))\b"
    r"|\b(?:(?:before|by|until|at) )?(?:cob|close of (?:business|play)|eod|end of (?:the )?(?:business )?day)\b"
    r"|\b(?:before|by|after|until|till|at) (?:[01]?[0-9]|2[0-4])[.:]00\b(?! ?%)"
    r"|(?<![0-9.:*/\-])(?:[01]?[0-9]|2[0-4]) ?- ?(?:[01]?[0-9]|2[0-4]) ?h\b"
    r"|\b(?:not )?(?:before|after) (?:[1-9]|1[0-2])(?=$|[.,;!\n]| (?:please|pls|sharp|in the|tomorrow|on)\b)"
    r"|\b(?:between|from) (?:[01]?[0-9]|2[0-4]) ?(?:-|to|and|till|until) ?(?:[01]?[0-9]|2[0-4]) ?(?:[ap]\.?m\b\.?|o'?clock\b|hrs?\b|h\b)"
    r"|(?<![0-9.:*/\-])(?:[01]?[0-9]) ?(?:-|to) ?(?:[01]?[0-9]) ?[ap]m\b"
    r"|\b(?:before|after|by) (?:six|seven|eight|nine|ten|eleven|twelve|one|two|three|four|five)(?: o'?clock| in the (?:morning|afternoon|evening)| (?:am|pm)\b|(?= please| sharp|[.,]|$))",
    re.IGNORECASE,
)
_EN_PART = seldom(
    r"\b(?:in the |this |early |late |first thing in the |the )?(?:mornings?|afternoons?|evenings?)\b(?! (?:all|dear|everyone|team))|\bfirst thing\b",
    re.IGNORECASE,
)
_TAKES = tuple("捎带拿要配")
_HOURS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}


def _hour(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word[0] == "十":
        return 10 + _HOURS.get(word[1:], 0)
    return 20 + _HOURS.get(word[2:], 0) if word.startswith("二十") else _HOURS[word]
