"""A day that is agreed, moved by so much: 推迟一周, two days earlier."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from parsers import order_days, phrases
from parsers.annotate import Annotated
from parsers.date_parts import english_number, number
from parsers.date_periods import ahead

_UNITS = {"d": "天", "w": "周", "m": "月"}
_CLAUSE_END = re.compile(r"[,，。;；!！?？\n]|\.(?=\s)")
# Nobody's clause about a day reaches further.
_LONGEST_CLAUSE = 160


def stated(annotated: Annotated) -> bool:
    """Whether the message moves a day by so much."""
    return next(_moves(annotated), None) is not None


def says(text: str) -> bool:
    """Whether lower-cased words move a day by so much."""
    return phrases.book("shifts").says(text, ("later", "earlier"))


def moved(annotated: Annotated, day: date) -> date | None:
    """The day to which the message moves `day`; None where it does not, or by more than one amount."""
    found = {_moved(day, count, unit, sign) for count, unit, sign in _moves(annotated)}
    return found.pop() if len(found) == 1 else None


def _moves(annotated: Annotated) -> Iterator[tuple[str, str, int]]:
    """(count, unit, direction) of each move whose clause names no day itself (推迟两天到周五 says the day) but that of the
    order which is moved (明天那单)."""
    calling = {span.start for span, _ in order_days.calling(annotated)}
    dates = [one for one in annotated.of("date", blocks=annotated.voice) if one.start not in calling]
    for block in annotated.voice:
        for name, sign in (("later", 1), ("earlier", -1)):
            for match in phrases.book("shifts")[name].pattern.finditer(
                annotated.lowered, block.start, block.end
            ):
                first, last = _clause(annotated.lowered, match)
                if not any(
                    first <= span.start < last and not match.start() <= span.start < match.end()
                    for span in dates
                ):
                    groups = {key.split("_")[0]: value for key, value in match.groupdict().items() if value}
                    yield groups["count"], groups["unit"], sign


def _clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    begin = max(0, match.start() - _LONGEST_CLAUSE)
    first = max((end.end() for end in _CLAUSE_END.finditer(text, begin, match.start())), default=begin)
    stop = _CLAUSE_END.search(text, match.end(), match.end() + _LONGEST_CLAUSE)
    return first, stop.start() if stop else match.end() + _LONGEST_CLAUSE


def _moved(day: date, count: str, unit: str, sign: int) -> date:
    if not unit.isascii():
        return _ahead(day, sign * number(count), unit.removeprefix("个"))
    many = 2 if "couple" in count else 1 if count == "another" else english_number(count)
    if unit.startswith("f"):
        return day + timedelta(weeks=2 * many * sign)
    return _ahead(day, sign * many, _UNITS[unit[0]])


def _ahead(day: date, count: int, unit: str) -> date:
    return ahead(datetime.combine(day, time()), count, "天" if unit == "日" else unit)
