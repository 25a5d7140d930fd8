"""Which of the days that we asked about the answer names by its month alone: "December of course"."""

import re
from datetime import date

from parsers import answer_header, phrases
from parsers.annotate import Annotated
from parsers.date_parts import month_named
from parsers.spans import Span

_NEAR = 12


def find(annotated: Annotated) -> tuple[date, Span] | None:
    """The one of the days that we asked about, and the words that name it."""
    pending = annotated.message.context.pending
    asked = [flag for flag in pending.flags if flag.field == "delivery_date"] if pending is not None else []
    days = [date.fromisoformat(candidate) for flag in asked for candidate in flag.candidates]
    if len({one.month for one in days}) < 2:
        return None
    offered = phrases.book("offered")
    exact = {
        span.value.day: span
        for span in annotated.of("date", blocks=annotated.voice)
        if not answer_header.refused(annotated, span.start, span.end)
    }
    named = [one for one in dict.fromkeys(days) if one in exact]
    if len(named) == 1:
        return named[0], exact[named[0]]
    found: dict[date, Span] = {}
    said = False
    for block in annotated.voice:
        pattern = re.compile(phrases.slot("delivery", "month") + r"(?!\s?\d|\w|日)", re.ASCII)
        for match in pattern.finditer(annotated.lowered, block.start, block.end):
            fits = [one for one in days if one.month == _month(match.group())]
            before = annotated.lowered[max(block.start, match.start() - _NEAR) : match.start()]
            behind = annotated.lowered[match.end() : match.end() + _NEAR]
            if offered["denied_before"].pattern.search(before) or offered["denied_behind"].pattern.search(
                behind
            ):
                said = True
                continue
            if len(fits) == 1 and not re.search(
                r"\d\s?(?:st|nd|rd|th)?\s?$", annotated.lowered[: match.start()][-6:]
            ):
                span = Span(*match.span(), "date", fits[0], 0.9, "delivery.answer")
                found.setdefault(fits[0], span)
                opening = annotated.text[block.start : match.start()]
                if not said and offered["answers_first"].pattern.search(opening):
                    # December of course, by May we are out of it: what is said first answers, the rest tells why.
                    return fits[0], span
            said = True
    # March, in February all are away: which of them is meant, no single word tells.
    return found.popitem() if len(found) == 1 else None


def _month(word: str) -> int:
    return int(word.removesuffix("月")) if word[0].isdigit() else month_named(word)
