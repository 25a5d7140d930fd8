"""The moment in the header over a quoted or forwarded mail, as mail programs of several languages write it."""

import re
from datetime import datetime, timedelta, timezone

_NUMBERS = re.compile(
    r"(\d{4})\s?[-/年.]\s?(\d{1,2})\s?[-/月.]\s?(\d{1,2})(?:\D{0,14}?(\d{1,2}):(\d{2}))?"
    r"|(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\D{0,8}?(\d{1,2}):(\d{2}))?"
)
_WORDS = re.compile(
    r"(?:([A-Za-z]{3})[a-z]{0,7}\.?\s{1,2}(\d{1,2}),?\s{1,2}(\d{4})|(\d{1,2})\.?\s{1,2}([A-Za-z]{3})[a-z]{0,7}\.?,?\s{1,2}(\d{4}))"
    r"(?:\D{0,6}?(\d{1,2}):(\d{2})(?::\d{2})?\s?([AaPp][Mm])?)?(?:\s{0,2}([+-])(\d{2})(\d{2}))?"
)
_MONTHS = {
    name: number
    for number, listed in enumerate(
        ("jan ene gen", "feb fev", "mar mär mrz", "apr abr avr", "may mai mag", "jun giu", "jul lug",
         "aug ago aoû", "sep set", "oct okt ott", "nov", "dec dez dic"), 1
    )
    for name in listed.split()
}  # fmt: skip


def moment(text: str) -> datetime | None:
    """The date that a header states; naive where it states no zone, None where it states none that exists."""
    found = _NUMBERS.search(text)
    try:
        if found and found[1]:
            return _at(found[1], found[2], found[3], found[4], found[5])
        if found:
            # 04.11.2026: programs that write it so put the day first.
            return _at(found[8], found[7], found[6], found[9], found[10])
        return _named(text)
    except ValueError:
        return None


def _named(text: str) -> datetime | None:
    found = _WORDS.search(text)
    if found is None:
        return None
    month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    number = _MONTHS.get(month.lower())
    if number is None:
        return None
    hour = int(found[7] or 0)
    if found[9]:
        hour = hour % 12 + (12 if found[9].lower() == "pm" else 0)
    stated = _at(year, number, day, hour, found[8])
    if not found[10]:
        return stated
    offset = timedelta(hours=int(found[11]), minutes=int(found[12]))
    return stated.replace(tzinfo=timezone(-offset if found[10] == "-" else offset))


def _at(
    year: str, month: str | int, day: str, hour: str | int | None = None, minute: str | None = None
) -> datetime:
    # Naive on purpose: the zone is that of the reader, who adds it.
    return datetime.fromisoformat(
        f"{int(year):04}-{int(month):02}-{int(day):02}T{int(hour or 0):02}:{int(minute or 0):02}"
    )
