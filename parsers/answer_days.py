"""Bare numbers that answer which day was meant."""

from datetime import date, timedelta

from parsers import phrases
from parsers.annotate import Annotated
from parsers.change_tokens import Token
from parsers.quantities import Amount

_DAYS, _AHEAD, _YEARS = 31, 92, range(2000, 2100)


def of_month(annotated: Annotated, stated: date | None) -> date | None:
    """The day that a bare number means where a day was asked about (the 19th: "19 is right, Thursday")."""
    if phrases.book("changes")["each"].pattern.search(annotated.said(annotated.voice)):
        # Both, 10 each: so many of them.
        return None
    numbers = {
        int(span.value.exact)
        for chosen in annotated.sentences
        for span in chosen
        if span.label == "bare" and span.value.exact is not None and 0 < span.value.exact <= _DAYS
    }
    if len(numbers) != 1:
        return None
    number, today = numbers.pop(), annotated.message.now.date()
    near = (today + timedelta(days=far) for far in range(_AHEAD))
    days = [day for day in near if day.day == number]
    if stated is not None:
        days = [day for day in days if day.weekday() == stated.weekday()]
    return days[0] if days else None


def may_be(token: Token) -> bool:
    """Whether the number may be a day of a month, or the year."""
    amount: Amount | None = token.span.value if token.span else None
    if amount is None or amount.unit is not None or amount.exact is None:
        return False
    return amount.exact <= _DAYS or amount.exact in _YEARS
