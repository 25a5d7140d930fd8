"""When to deliver: the one day that is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parsers import answer_months, daymodel, delivery_ahead, delivery_dates, delivery_events
from parsers.annotate import Annotated
from parsers.delivery_words import CLAUSE, SENTENCE, around, evidence, says
from parsers.reading import Evidence, Flag, FlagCode
from parsers.spans import Span

# How far before or behind a day its cue may stand, in characters.
_NEAR = 24
_CORRECTION_REACH = 14
_AFTER = 48
_PLACES = frozenset({"address", "address_label", "address_usual"})
_MARKS = frozenset(CLAUSE)
# By which rules a day is told as one of the week.
_WEEKDAY = "dates.weekday"


@dataclass(frozen=True, slots=True)
class Day:
    """`day` to deliver on, or the flag why none remains; `stated` where the message names a day at all. `denied`: the days on
    which it shall not come, and which are none of delivery for that. `certainty`: how sure it is that goods shall come then."""

    day: date | None
    flags: tuple[Flag, ...] = ()
    evidence: Evidence | None = None
    stated: bool = False
    denied: tuple[Span, ...] = ()
    certainty: float = 1.0


def _without_own_weekdays(days: list[Span]) -> list[Span]:
    """The days without the weekdays that only say which day another one is: the 19th, I looked it up, it is a Thursday."""
    told = {
        span.value.day.weekday()
        for span in days
        if span.value.day is not None and not span.rule.startswith(_WEEKDAY)
    }
    return [
        span
        for span in days
        if not (
            span.rule.startswith(_WEEKDAY)
            # By next Friday is a day of its own, whatever day tomorrow is.
            and span.value.relation != "by"
            and span.value.day is not None
            and span.value.day.weekday() in told
        )
    ] or days


def find(annotated: Annotated) -> Day:
    """The day it must be there, by the contract; an empty Day where the text names none."""
    answer = answer_months.find(annotated)
    if answer is not None:
        return Day(answer[0], (), evidence(annotated, answer[1]), stated=True)
    dates = named(annotated)
    counted = delivery_ahead.find(annotated, dates)
    if counted is not None:
        return Day(counted.day, (), evidence(annotated, counted.span), stated=True)
    denied = [span for span in dates if delivery_dates.denied(annotated, span)]
    shares = _wanted(annotated, dates)
    wanted = [span for span in dates if span.start in shares]
    if not wanted:
        return Day(None, denied=tuple(denied))
    text = annotated.lowered
    wanted = _without_own_weekdays(wanted)
    wanted = _not_taken_back(annotated, wanted, dates) or wanted
    pool = [
        s
        for s in wanted
        if says("delivers", around(text, s.start, s.end, SENTENCE))
        or says("brings", delivery_dates.own(annotated, s))
    ] or wanted
    # What comes after a day names the day only where nothing names it better.
    pool = [s for s in pool if s.value.relation != "after"] or pool
    pool = _there(annotated, pool)
    if any(shares[s.start] >= daymodel.LIKELY for s in pool):
        pool = [s for s in pool if shares[s.start] >= daymodel.LESS]
    days = {span.value.day for span in pool if span.value.day is not None}
    span = pool[-1] if len(days) == 1 else pool[0]
    if any(one.value.weekday_conflict for one in pool):
        return _no_day(annotated, span, "conflict")
    if len(days) > 1:
        meant = _instead(annotated, pool) or _corrected(annotated, pool) or _brought(annotated, pool)
        if meant is None:
            return _no_day(annotated, span, "conflict", sorted(days))
        span = meant
    if span.value.day is None and span.value.alternatives:
        return _no_day(annotated, span, "ambiguous", span.value.alternatives)
    if span.value.relation == "after" and says("later_than", text[span.start : span.end]):
        # 周五之后: any day but that one, as late as it may be.
        return _no_day(annotated, span, "ambiguous")
    known = _under_way(annotated, span)
    if known is not None:
        return Day(known, (), evidence(annotated, span), stated=True)
    flags = (Flag("delivery_date", "out_of_range"),) if span.value.out_of_range else ()
    sure = 1.0 if shares[span.start] >= daymodel.EVEN else daymodel.DOUBTFUL
    return Day(span.value.day, flags, evidence(annotated, span), stated=True, certainty=sure)


def named(annotated: Annotated) -> list[Span]:
    """The days that the message names, in the order of its parts."""
    return [
        span
        for spans in annotated.chosen.values()
        for span in spans
        if span.label == "date" and not (span.rule == "dates.day-alone" and _of_goods(annotated, spans, span))
    ]


def _wanted(annotated: Annotated, dates: Sequence[Span]) -> dict[int, float]:
    """How likely goods shall come on those of the days that the rules take for it, by where they begin; without those of which the
    trained voice says that they are none."""
    found = {}
    days = {span.value.day for span in dates}
    for span in dates:
        if not delivery_dates.is_delivery(annotated, span):
            continue
        # What has no day yet is asked about; the voice learnt from days alone.
        heard = daymodel.share(annotated, span, dates) if span.value.day is not None else None
        share = 1.0 if heard is None else heard
        share = daymodel.in_so_many_words(annotated, span, share)
        if delivery_dates.on_that_day(annotated, span):
            share = max(share, daymodel.LIKELY)
        elif delivery_dates.ordered_for(annotated, span):
            share = max(share, daymodel.EVEN)
        if (
            share < daymodel.EVEN
            and delivery_dates.tale(annotated, span)
            and not delivery_events.asked(annotated)
        ):
            continue
        if delivery_events.asked(annotated):
            # Who answers which day it is says no other thing of the day that they name.
            share = max(share, daymodel.EVEN)
        elif delivery_events.left_to_people(annotated, span, share) and len(days) == 1:
            share = max(share, daymodel.UNLIKELY)
        if share >= daymodel.UNLIKELY:
            found[span.start] = share
    return found


def _of_goods(annotated: Annotated, spans: Sequence[Span], day: Span) -> bool:
    """Whether the number stands between the name of a product and its size or amount: zip 4号 15cm."""
    text, place = annotated.lowered, spans.index(day)
    if not 0 < place < len(spans) - 1:
        return False
    before, behind = spans[place - 1], spans[place + 1]
    between = text[before.end : day.start] + text[day.end : behind.start]
    named = before.label == "part" and behind.label in ("part", "quantity", "bare")
    return named and len(between) <= 2 and not between.strip(" \t")


def _under_way(annotated: Annotated, span: Span) -> date | None:
    """The day on which the one open order is due, where the text gives its day of the month alone: the 14th."""
    due = {order.delivery_date for order in annotated.message.context.open_orders}
    if span.rule != "dates.day-alone" or span.value.day is None or len(due) != 1:
        return None
    known = due.pop()
    return known if known is not None and known.day == span.value.day.day else None


def _no_day(annotated: Annotated, span: Span, code: FlagCode, days: Sequence[date] = ()) -> Day:
    candidates = tuple(one.isoformat() for one in days)
    return Day(None, (Flag("delivery_date", code, candidates),), evidence(annotated, span), stated=True)


def _instead(annotated: Annotated, pool: Sequence[Span]) -> Span | None:
    """The one day of the mail's own words, where these say that it takes the place of that on the form they bring."""
    own = [
        span
        for span in pool
        if any(b.start <= span.start < b.end for b in annotated.voice if b not in annotated.files)
    ]
    if len(own) == len(pool) or len({span.value.day for span in own}) != 1:
        return None
    said = around(annotated.lowered, own[-1].start, own[-1].end, SENTENCE)
    return own[-1] if says("replaces", said) else None


def _corrected(annotated: Annotated, pool: Sequence[Span]) -> Span | None:
    """Of several days the one that is meant: what corrects the others, or the closer statement inside a wider one."""
    last = pool[-1]
    text = annotated.lowered
    if says("corrects", text[max(0, last.start - _CORRECTION_REACH) : last.start]):
        return last
    if says("corrects_before", text[last.end : last.end + _NEAR]):
        return last
    exact = [s for s in pool if s.value.precision == "day" and s.value.relation != "before-holiday"]
    if len({span.value.day for span in exact}) != 1 or len(exact) == len(pool):
        return None
    if any(s.value.relation == "before-holiday" and _later(exact[0], s) for s in pool):
        return None
    brought = _brought(annotated, pool)
    # 元旦要用的先说，月底前送到: the day beyond the period in which the goods come is another matter's.
    beyond = (
        brought is not None
        and None not in (brought.value.day, exact[0].value.day)
        and brought.value.day < exact[0].value.day
    )
    return brought if beyond else exact[0]


def _later(day: Span, bound: Span) -> bool:
    return day.value.day is None or bound.value.day is None or day.value.day > bound.value.day


def _brought(annotated: Annotated, pool: Sequence[Span]) -> Span | None:
    """The one day whose own words speak of goods that come, or of where to: 今晚盘点，后天送; 双11要用，周五前入城北仓."""
    text = annotated.lowered
    brought = [
        span
        for span in pool
        if says("brings", delivery_dates.own(annotated, span))
        or says("day_of", text[span.end : span.end + _AFTER])
        or _says_where(annotated, span)
    ]
    return brought[0] if len({span.value.day for span in brought}) == 1 else None


def _says_where(annotated: Annotated, day: Span) -> bool:
    """Whether a place to deliver to stands right behind the day in its clause."""
    text = annotated.lowered
    return any(
        span.label in _PLACES and not set(text[day.end : span.start]) & _MARKS
        for span in annotated.inside(day.end, min(len(text), day.end + _NEAR))
    )


def _there(annotated: Annotated, pool: list[Span]) -> list[Span]:
    """Of days on which goods leave us and days on which they arrive, those on which they arrive."""
    own = [(span, delivery_dates.own(annotated, span)) for span in pool]
    there = [span for span, words in own if says("arrives", words)]
    away = [span for span, words in own if says("leaves", words) and not says("arrives", words)]
    return [span for span in pool if span not in away] if there and away else pool


def _not_taken_back(annotated: Annotated, wanted: list[Span], dates: Sequence[Span]) -> list[Span]:
    """The days that are not named again further on, to say that nobody takes goods then: 周四送 哦周四盘点 周五吧."""
    asked = {id(span) for span in wanted}
    back = {
        span.value.day: span.start
        for span in dates
        if id(span) not in asked
        and (delivery_dates.denied(annotated, span) or says("closed", delivery_dates.own(annotated, span)))
    }
    return [span for span in wanted if span.value.day is None or back.get(span.value.day, -1) < span.end]
