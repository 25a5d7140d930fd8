"""Days of the month by their number alone: 25号, the 5th, the 5th of next month."""

import re
from collections.abc import Iterator
from datetime import date

from parsers.date_parts import WORDS, ZH_NUMBER, Found, announced, in_month, number
from parsers.patterns import seldom

_CUES = WORDS["cues"]
_ALONE = seldom(
    # A number behind a street or a village is a house: 环城路8号.
    rf"(?<![0-9A-Za-z.\-/*月第路街巷弄村])(?<!大道)(?<!胡同)({ZH_NUMBER})(?:[号日]?([-~到至或、/]|或者)({ZH_NUMBER}))? ?[号日](?!{'|'.join(_CUES['not_after_day'])})"
    r"|\b(?:the )?([1-3]?[0-9])(?:st|nd|rd|th)\b(?:( or )(?:the )?([1-3]?[0-9])(?:st|nd|rd|th)\b)?(?! (?:of|floor|street|st|ave|avenue|item|line|order|one|time|row|week|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_AFTER_DAY = re.compile("|".join(_CUES["after_day"]))
# A day that opens its clause may be followed by those who want goods then, where the clause goes on to say so.
_OPENS = re.compile(r"(?:\A|[\s,，。、;；:：!！?？)）(（~～]|[就在等到定约改那]|最[迟晚])\Z")
_CLAUSE = re.compile(rf"(?:{'|'.join(_CUES['between_day'])}){{0,6}}?(?:{'|'.join(_CUES['clause_of_day'])})")
# The English one without its article.
_ENDS = re.compile(
    r"\s*(?:\Z|[\n,;.!?)]|(?:please|pls|plz|latest|at the latest|morning|afternoon|evening|if|or|would|will|is|works|suits|ideally|max|ok|okay)\b)",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:[\n,;.!?(]|\b(?:need|want|it|them|these|all|here))\s*\Z", re.IGNORECASE)

_OF_NEXT_MONTH = seldom(r"\b(?:the )?([1-3]?[0-9])(?:st|nd|rd|th) (?:of )?(this|next) month\b", re.IGNORECASE)


# The day of the month that a correction names beside its weekday: 19 is right, Thursday.
_RIGHT = seldom(
    r"(?<![0-9A-Za-z.,\-/])(?:the )?([1-3]?[0-9])(?:st|nd|rd|th)? (?:is|was|would be) (?:right|correct|the right (?:day|date|one)|what i meant)(?=[, (]{1,2}(?:a |on |the |it.s a )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}day\b)",
    re.IGNORECASE,
)


def find(text: str, *, today: date) -> Iterator[Found]:
    """Days of the month without their month: the next ones."""
    for match in _OF_NEXT_MONTH.finditer(text):
        day = in_month(today, int(match[2].lower() == "next"), int(match[1]))
        yield Found(*match.span(), (day,) if day else (), 0.95, "dates.day-of-month")
    for match in _RIGHT.finditer(text):
        day = _next_in_months(today, int(match[1]))
        yield Found(*match.span(), (day,) if day else (), 0.8, "dates.day-alone")
    for match in _ALONE.finditer(text):
        english = match[4] is not None
        if not (_is_day_en(text, match) if english else _is_day(text, match)):
            continue
        tie = match[5] or match[2]
        period = tie is not None and tie in "-~到至"
        written = [number(part) for part in match.group(1, 3, 4, 6) if part]
        if all(1 <= one <= 31 for one in written):
            days = [_next_in_months(today, one) for one in (written[-1:] if period else written)]
            certainty = 0.8 if english else 0.9
            yield Found(
                *match.span(), tuple(d for d in days if d), certainty, "dates.day-alone", period=period
            )


def _is_day(text: str, match: re.Match[str]) -> bool:
    """Whether what follows a Chinese number goes on with a day, and makes no name of it (5号电池, 3号楼)."""
    if match[0] == "一日" and text[match.start() - 1 : match.start()] in tuple("前后每某同当改"):
        # 入库前一日 is counted, and named by no number.
        return False
    if _AFTER_DAY.match(text, match.end()):
        return True
    opens = match[0].endswith("号") and _OPENS.search(text, max(0, match.start() - 2), match.start())
    return opens is not None and opens and _CLAUSE.match(text, match.end()) is not None


def _is_day_en(text: str, match: re.Match[str]) -> bool:
    return (
        match[0].lower().startswith("the")
        or announced(text, match.start())
        or (
            _BEGINS.search(text, max(0, match.start() - 8), match.start()) is not None
            and _ENDS.match(text, match.end()) is not None
        )
    )


def _next_in_months(today: date, day: int) -> date | None:
    ahead = (found for months in range(3) if (found := in_month(today, months, day)) and found >= today)
    return next(ahead, None)
