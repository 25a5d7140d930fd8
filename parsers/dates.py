"""Days and clock windows that a text names, in both languages, counted from a given moment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from parsers import clocks, date_forms, date_words, language
from parsers.clocks import ClockValue
from parsers.date_forms import Found
from parsers.spans import Span

__all__ = ["ClockValue", "DateValue", "find"]

Relation = Literal["on", "by", "period", "before-holiday", "after", "past"]
_MOST = 1000
Role = Literal["delivery", "other", "open"]


@dataclass(frozen=True, slots=True)
class DateValue:
    """`day` is None if the date does not exist or several readings remain (then they stand in `alternatives`).

    `written` is the text's own words. `out_of_range`: before today, over two years ahead, or no such day.
    `weekday_conflict`: a weekday or 明天 is said of it that is not its own (`alternatives` then hold both days).
    `role` is what the words beside it make of it: the day of delivery, something else (an offer's validity, an
    answer, a holiday), or open.
    """

    day: date | None
    alternatives: tuple[date, ...] = ()
    precision: Literal["day", "span"] = "day"
    relation: Relation = "on"
    out_of_range: bool = False
    weekday_conflict: bool = False
    written: str = ""
    role: Role = "open"


def find(text: str, *, now: datetime, date_order: str = "") -> list[Span]:
    """Spans 'date' (DateValue), of which none overlaps another, and 'clock' (ClockValue), in order of their start.

    Give it a surface text. `date_order` is YMD, DMY, MDY or empty for unknown; `now` must be aware, and its own
    calendar day is today.
    """
    if now.tzinfo is None:
        raise ValueError("now must be an aware datetime")
    today = now.date()
    chinese = language.of(text) == "zh"
    found = _disjoint(
        [
            *date_forms.find(text, today=today, date_order=date_order, chinese=chinese),
            *date_words.find(text, today=today),
        ]
    )
    # A message that names more days than this is no order; it still must not cost more than others.
    dates = [_bounded(text, item) for item in _merged(text, found[:_MOST], today)]
    spans = [
        Span(item.start, item.end, "date", _value(text, item, today), item.certainty, item.rule)
        for item in dates
    ]
    taken = [(span.start, span.end) for span in spans if span.certainty >= 0.5]
    spans += [span for span in clocks.find(text) if not _inside(span, taken)]
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _inside(span: Span, taken: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in taken)


def _disjoint(found: Iterable[Found]) -> list[Found]:
    """The longer reading of the same words wins, then the more certain one."""
    chosen: list[Found] = []
    end = -1
    for item in sorted(found, key=lambda f: (f.start, -f.end, -f.certainty)):
        if item.start >= end:
            chosen.append(item)
            end = item.end
        elif item.end - item.start > chosen[-1].end - chosen[-1].start:
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


# What stands between two namings of one day: 周四(10月22日), Thursday, 11 December.
_SAME_DAY = re.compile(r"[ ]{0,2}(?:[(,，、]|the|on)?[ ]{0,2}(?:the )?", re.IGNORECASE)
_EITHER = re.compile(r"[ ]{0,2}(?:或者?|还是|or)[ ]{0,2}(?:on )?", re.IGNORECASE)
_THROUGH = re.compile(r"[ ]{0,2}(?:到|至|-{1,2}|~|to|and|through|until)[ ]{0,2}", re.IGNORECASE)
_NAMES_A_DAY = ("dates.weekday", "dates.weekday-en", "dates.relative")


def _merged(text: str, found: list[Found], today: date) -> list[_Dated]:
    merged: list[_Dated] = []
    for item in found:
        relation: Relation = "past" if item.relation == "past" else "by" if item.relation == "by" else "on"
        if item.relation == "before-holiday":
            relation = "before-holiday"
        current = _Dated(item.start, item.end, item.days, item.certainty, item.rule, item.period, relation)
        joined = _join(text, merged[-1], current, today) if merged else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(current)
    return merged


def _join(text: str, first: _Dated, second: _Dated, today: date) -> _Dated | None:
    gap = text[first.end : second.start]
    if len(gap) > 8 or "\n" in gap:
        return None
    end = second.end + 1 if "(" in gap and text.startswith(")", second.end) else second.end
    both = replace(first, end=end, certainty=max(first.certainty, second.certainty))
    weekday = first.rule in _NAMES_A_DAY or second.rule in _NAMES_A_DAY
    if weekday and _SAME_DAY.fullmatch(gap) and first.rule != second.rule:
        return _said_twice(both, first, second, today)
    if _EITHER.fullmatch(gap):
        return replace(both, days=tuple(dict.fromkeys((*first.days, *second.days))))
    if _THROUGH.fullmatch(gap) and first.days and second.days and first.days[-1] < second.days[-1]:
        return replace(both, days=second.days, period=True)
    return None


def _said_twice(both: _Dated, first: _Dated, second: _Dated, today: date) -> _Dated:
    """One day named in two ways: the readings that agree, or a conflict."""
    named, dated = (first, second) if first.rule in _NAMES_A_DAY else (second, first)
    if named.rule == "dates.relative":
        fitting = tuple(day for day in dated.days if day in named.days)
    else:
        weekday = named.days[0].weekday()
        fitting = tuple(day for day in dated.days if day.weekday() == weekday)
        if not fitting and dated.rule == "dates.day-alone":
            # "Friday the 13th" may be of a later month than the next 13th.
            later = [date_forms.next_in_month(dated.days[0], shift) for shift in (1, 2)] if dated.days else []
            fitting = tuple(day for day in later if day and day.weekday() == weekday)[:1]
    if fitting:
        return replace(both, days=fitting, rule=dated.rule + "+named", period=dated.period)
    days = tuple(dict.fromkeys((*dated.days, *named.days)))
    return replace(both, days=days, conflict=True, rule=dated.rule + "+conflict")


_BY_BEFORE = re.compile(
    r"(?:(?:\b(?:by|before|no later than|not later than|until|till|on or before|latest(?: by)?|at the latest)(?: the| this| coming)? ?)|(?:最晚|最迟|不晚于|不迟于|赶在|截止到?|截至)(?:在|于|是)?)$",
    re.IGNORECASE,
)
_AFTER_BEFORE = re.compile(r"\b(?:after|not before|from|starting|as of|since)(?: the)? $", re.IGNORECASE)
_BY_AFTER = re.compile(
    r" ?(?:及?之前|以前|或之前|前|为止|止|之内|以内|内)(?![天年面台门方几后])|,? (?:at the latest|latest|the latest|or earlier|or before)\b",
    re.IGNORECASE,
)
_AFTER_AFTER = re.compile(r"(?:之后|以后|后|起|开始)(?![天门面])|,? (?:onwards?|or later)\b", re.IGNORECASE)


def _bounded(text: str, item: _Dated) -> _Dated:
    """The same date with the words that make a bound of it, which become part of its span."""
    if item.relation not in ("on", "by"):
        return item
    ahead = text[max(0, item.start - 24) : item.start]
    behind = text[item.end : item.end + 20]
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
        out_of_range=not item.days or (single is not None and date_forms.far(single, today)),
        weekday_conflict=item.conflict,
        written=text[item.start : item.end].strip(),
        role=_role(text, item),
    )


_CLAUSE_BREAK = re.compile(r"[\n。;；!！?？]|[,，](?![ ]?(?:20[0-9]{2}))")
_DELIVERS = re.compile(
    r"送|到货|交货|交期|到(?!期|付|底|今天为止)|发货|发过来|发来|发出|要(?!求)|收货|拉(?:货|来|过来)?|配送|进货|补货|需要|急用|等着用|"
    r"\b(?:deliver\w*|arriv\w*|need\w*|reach\w*|ship\w*|due|eta|required|receive[d]?|want\w*|here|there|get|have|send|goods|collect\w*|pick ?up|must be|in by|drop)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"回复|有效|报价|制单|下单|开单|订货日期|订单日期|休假|放假|休息|不收货|没人|盘点|停电|装修|开业|付款|打款|打过|结清|结款|货款|对账|领用|卖完|用完|举行|展会|过期|保质|生产日期|发票日期|停|"
    r"\b(?:valid\w*|expir\w*|reply|respond|confirm by|closed?|holiday|vacation|office|offer|quot\w*|dated|dt|invoice\w*|paid|pay\w*|order(?:ed)? (?:of|on|from)|yesterday|back on|return on|wrote|sent)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"[?？]|吗|什么时候|几号|哪天|能不能|能否|\b(?:when|could you tell|do you)\b", re.IGNORECASE
)
_REFERS = re.compile(
    r"(?:那|这)?(?:单|批|次|张|车|票|趟)|(?:订|下|送来|买|拿|到|发|说|谈|收|进|要|定)的|的(?:那|货|单|订单|那单)|'s (?:order|delivery|shipment)|[上下]的"
)


def _role(text: str, item: _Dated) -> Role:
    """What the clause around the date makes of it."""
    ahead = _CLAUSE_BREAK.split(text[max(0, item.start - 40) : item.start])[-1]
    behind = text[item.end : item.end + 30]
    if stop := _CLAUSE_BREAK.search(behind):
        behind = behind[: stop.end()]
    if item.relation == "past" or _REFERS.match(behind):
        return "other"
    before = _DELIVERS.search(ahead) or _DELIVERS.search(behind)
    other = _OTHER.search(ahead[-16:]) or _OTHER.search(behind[:12])
    if other:
        return "other"
    if _ASKED.search(behind):
        return "open"
    return "delivery" if before else "open"
