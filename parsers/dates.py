"""Days and clock windows that a text names, in both languages, counted from a given moment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from parsers import clocks, date_forms, date_holidays, date_periods, date_words, durations, language
from parsers.clocks import ClockValue
from parsers.date_parts import Found, far, in_month, week_end
from parsers.spans import Span

__all__ = ["ClockValue", "DateValue", "find", "in_figures"]

Relation = Literal["on", "by", "period", "before-holiday", "after", "past"]
_MOST = 1000
# What is less sure than this to be a date at all is left to the readers of numbers.
_LEAST = 0.5
# 3/4, 03-04-2026, 5. 6.26: every form of a day whose month may come first or last has this in it (see date_forms).
_IN_FIGURES = re.compile("[0-9][./-] ?[0-9]")


@dataclass(frozen=True, slots=True)
class DateValue:
    """`day` is None if the date does not exist or several readings remain (then they stand in `alternatives`).

    `written` is the text's own words. `out_of_range`: before today, over two years ahead, or no such day.
    `weekday_conflict`: a weekday or 明天 is said of it that is not its own (`alternatives` then hold both days).
    """

    day: date | None
    alternatives: tuple[date, ...] = ()
    precision: Literal["day", "span"] = "day"
    relation: Relation = "on"
    out_of_range: bool = False
    weekday_conflict: bool = False
    written: str = ""


def in_figures(text: str) -> bool:
    """Whether a day may stand there of which the order of its figures tells the month."""
    return _IN_FIGURES.search(text) is not None


def find(text: str, *, now: datetime, date_order: str = "") -> list[Span]:
    """Spans 'date' (DateValue), 'time' (str: what is no day, see `durations`) and 'clock'
    (ClockValue), in order of their start. No two dates overlap, and no time lies in a date.

    Give it a surface text. `date_order` is YMD, DMY, MDY or empty for unknown; `now` must be aware, and its own
    calendar day is today.
    """
    if now.tzinfo is None:
        raise ValueError("now must be an aware datetime")
    today = now.date()
    chinese = language.of(text) == "zh"
    found = _disjoint(
        item
        for item in (
            *date_forms.find(text, today=today, date_order=date_order, chinese=chinese),
            *date_words.find(text, today=today),
            *date_periods.find(text, now=now),
            *date_holidays.find(text, today=today),
        )
        if item.certainty >= _LEAST
    )
    # A message that names more days than this is no order; it still must not cost more than others.
    dates = [_bounded(text, item) for item in _merged(text, found[:_MOST], today)]
    spans = [
        Span(item.start, item.end, "date", _value(text, item, today), item.certainty, item.rule)
        for item in dates
    ]
    taken = {position for span in spans for position in range(span.start, span.end)}
    spans += [span for span in clocks.find(text) if span.start not in taken or span.end - 1 not in taken]
    spans += [span for span in durations.find(text) if not {span.start, span.end - 1} & taken]
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _disjoint(found: Iterable[Found]) -> list[Found]:
    """The longer reading of the same words wins, then the more certain one."""
    chosen: list[Found] = []
    end = -1
    for item in sorted(found, key=lambda f: (f.start, -f.end, -f.certainty)):
        if item.start >= end:
            chosen.append(item)
            end = item.end
        elif (item.end - item.start, item.certainty) > (
            chosen[-1].end - chosen[-1].start,
            chosen[-1].certainty,
        ):
            chosen[-1] = item
            end = item.end
    return chosen


@dataclass(frozen=True, slots=True)
class _Dated:
    start: int
    end: int
    days: tuple[date, ...]
    certainty: float
    rule: str
    period: bool
    relation: Relation
    conflict: bool = False


# So much may stand between two namings of one day, and so much where it says that they are one.
_FAR, _FARTHEST = 8, 20
# What stands between two namings of one day: 周四(10月22日), Thursday, 11 December.
_SAME_DAY = re.compile(r"[ ]{0,2}(?:[(,，、]|the|on)?[ ]{0,2}(?:the )?", re.IGNORECASE)
# The second is said to be the first: 17号到货，就是周四那天; by 17 December, that's a Thursday.
_THAT_IS = re.compile(
    r"[ ]?(?:之前|以前|前)?(?:就?(?:要|能|必须)?(?:到货|送到|送达|交货|收货|到|送|要))?[ ]?[,，(]?[ ]?(?:也就是|就是|即是?|正好是|刚好是|正是|[那当]天是)[ ]?"
    r"|[ ]?[,(]? ?(?:that is|that.s|i\.e\.|which is|which.s|being|it is|it.s)(?: to say)?,?(?: a| the| on| this| next)? ?",
    re.IGNORECASE,
)
# No more is said of the second then: "it's a Monday order", "that's next week's opening" tell of something else.
_AND_NO_MORE = re.compile(
    r"[ ]{0,2}(?:[那这当]天|之?前)?(?:送到?|到货?|送达|交货)?[ ]{0,2}(?:please|pls|(?=[,，.。;；:：!！?？\n)）])|\Z)",
    re.IGNORECASE,
)
_EITHER = re.compile(r"[ ]{0,2}(?:或者?|还是|or|/|、)[ ]{0,2}(?:on )?", re.IGNORECASE)
_THROUGH = re.compile(r"[ ]{0,2}(?:到|至|-{1,2}|~|to|and|through|until)[ ]{0,2}", re.IGNORECASE)
_NAMES_A_DAY = ("dates.weekday", "dates.weekday-en", "dates.relative")


def _merged(text: str, found: list[Found], today: date) -> list[_Dated]:
    merged: list[_Dated] = []
    for item in found:
        relation: Relation = "past" if item.relation == "past" else "by" if item.relation == "by" else "on"
        if item.relation == "before-holiday":
            relation = "before-holiday"
        current = _Dated(item.start, item.end, item.days, item.certainty, item.rule, item.period, relation)
        joined = _join(text, merged[-1], current) if merged else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(current)
    return merged


def _join(text: str, first: _Dated, second: _Dated) -> _Dated | None:
    gap = text[first.end : second.start]
    if len(gap) > _FARTHEST or "\n" in gap:
        return None
    told = _THAT_IS.fullmatch(gap) is not None and _AND_NO_MORE.match(text, second.end) is not None
    if len(gap) > _FAR and not told:
        return None
    # 10月1日国庆前一天: the day is the holiday, and what is meant lies before it.
    if second.relation == "before-holiday" and not gap.strip(" (,") and _shortly_before(second, first):
        return replace(second, start=first.start)
    end = second.end + 1 if "(" in gap and text.startswith(")", second.end) else second.end
    both = replace(first, end=end, certainty=max(first.certainty, second.certainty))
    weekday = first.rule in _NAMES_A_DAY or second.rule in _NAMES_A_DAY
    if weekday and (told or _SAME_DAY.fullmatch(gap)) and first.rule != second.rule:
        return _said_twice(both, first, second)
    if _EITHER.fullmatch(gap):
        return replace(both, days=tuple(dict.fromkeys((*first.days, *second.days))))
    if _THROUGH.fullmatch(gap) and first.days and second.days and first.days[-1] < second.days[-1]:
        return replace(both, days=second.days, period=True)
    return None


def _shortly_before(one: _Dated, other: _Dated) -> bool:
    return len(one.days) == len(other.days) == 1 and 1 <= (other.days[0] - one.days[0]).days <= 7


def _said_twice(both: _Dated, first: _Dated, second: _Dated) -> _Dated:
    """One day named in two ways: the readings that agree, or a conflict."""
    named, dated = (first, second) if first.rule in _NAMES_A_DAY else (second, first)
    if named.rule == "dates.relative":
        fitting = tuple(day for day in dated.days if day in named.days)
    else:
        weekday = named.days[0].weekday()
        fitting = tuple(day for day in dated.days if day.weekday() == weekday)
        if not fitting and dated.rule == "dates.day-alone":
            # "Friday the 13th" may be of a later month than the next 13th.
            later = [in_month(day, shift, day.day) for day in dated.days[:1] for shift in (1, 2)]
            fitting = tuple(day for day in later if day and day.weekday() == weekday)[:1]
    if fitting:
        return replace(both, days=fitting, rule=dated.rule + "+named", period=dated.period)
    days = tuple(dict.fromkeys((*dated.days, *named.days)))
    return replace(both, days=days, conflict=True, rule=dated.rule + "+conflict")


_BY_BEFORE = re.compile(
    r"(?:(?:\b(?:by|before|no later than|not later than|until|till|on or before|latest(?: by)?|at the latest)(?: the| this| coming)? ?)|(?:最晚|最迟|不晚于|不迟于|赶在|截止到?|截至)(?:在|于|是)?)$"
    # Not a day after it, and nothing that comes beyond it.
    r"|\b(?:(?:not|never|nothing)(?: (?:a|one) (?:single )?(?:day|hour|minute))?(?: (?:any|much|even))?|(?:(?:must|should|shall|can|may|do|does|will)(?: ?not|n.?t)|cannot|never)(?: (?:be|come|arrive|reach|get|land|accept|take|receive|deliver|slip|go|let|it|us|here|in|delivered|shipped|received|goods|deliveries|them|anything)){1,4}?)"
    r" (?:later than|after|past|beyond)(?: the| this| coming)? ?$"
    r"|(?:不|别|勿|莫|甭|唔好)(?:要|能|得|可以?|会|应该?|许)?(?:再|给我)?(?:[晚迟](?:过|于|了)|(?:拖|超)?过了?|超出)$"
    r"|(?:最晚|最迟)(?:撑|拖|等|熬|顶)?到$",
    re.IGNORECASE,
)
_AFTER_BEFORE = re.compile(
    r"\b(?:after|not before|from|starting|as of|since)(?: the)? $|(?<![超经通度])过[了完]$", re.IGNORECASE
)
_BY_AFTER = re.compile(
    r" ?(?:及?之前|以前|或之前|前|为止|止|之内|以内|内)(?![天年面台门方几后])|,? (?:at the latest|latest|the latest|or earlier|or before)\b",
    re.IGNORECASE,
)
_AFTER_AFTER = re.compile(r"(?:之后|以后|后|起|开始)(?![天门面])|,? (?:onwards?|or later)\b", re.IGNORECASE)
# The week that begins with a day, or holds it: w/c 7 Dec, 7号那周.
_WEEK_BEFORE = re.compile(
    r"\b(?:w/?[cb]|week (?:commencing|beginning|starting|of))(?: the)?[ :]{0,2}$", re.IGNORECASE
)
_WEEK_ENDING = re.compile(r"\b(?:w/?e|week ending)(?: the)?[ :]{0,2}$", re.IGNORECASE)
_WEEK_AFTER = re.compile(r"(?:的?那一?个?|所在的?|当)(?:周|星期|礼拜)(?![一二三四五六日天])")


def _bounded(text: str, item: _Dated) -> _Dated:
    """The same date with the words that make a bound or a week of it, which become part of its span."""
    if item.relation not in ("on", "by"):
        return item
    ahead = text[max(0, item.start - 32) : item.start]
    behind = text[item.end : item.end + 20]
    if match := _WEEK_BEFORE.search(ahead):
        weeks = tuple(week_end(day) for day in item.days)
        return replace(item, start=item.start - len(match[0]), days=weeks, period=True)
    if match := _WEEK_ENDING.search(ahead):
        return replace(item, start=item.start - len(match[0]), period=True)
    if match := _WEEK_AFTER.match(behind):
        weeks = tuple(week_end(day) for day in item.days)
        return replace(item, end=item.end + match.end(), days=weeks, period=True)
    if match := _BY_AFTER.match(behind):
        return replace(item, end=item.end + match.end(), relation="by")
    if match := _BY_BEFORE.search(ahead):
        return replace(
            item, start=item.start - len(match[0]), relation="by", certainty=max(item.certainty, 0.9)
        )
    if match := _AFTER_AFTER.match(behind):
        return replace(item, end=item.end + match.end(), relation="after")
    if match := _AFTER_BEFORE.search(ahead):
        return replace(item, start=item.start - len(match[0]), relation="after")
    return item


def _value(text: str, item: _Dated, today: date) -> DateValue:
    single = item.days[0] if len(item.days) == 1 else None
    relation: Relation = "period" if item.period and item.relation in ("on", "by") else item.relation
    return DateValue(
        day=single,
        alternatives=item.days if len(item.days) > 1 else (),
        precision="span" if item.period else "day",
        relation=relation,
        out_of_range=not item.days or (single is not None and far(single, today)),
        weekday_conflict=item.conflict,
        written=text[item.start : item.end].strip(),
    )
