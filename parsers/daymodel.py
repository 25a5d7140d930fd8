"""A trained voice on which of the days in a message is the one on which goods shall come: "it rains today" asks for none.

A linear model over what `dayfeatures` sees of a day. Fitted by `bench/train_days.py`; docs/day-model.md is its card.
"""

from collections.abc import Sequence
from functools import cache

from parsers import trained
from parsers.annotate import Annotated
from parsers.dayfeatures import features
from parsers.delivery_words import says
from parsers.spans import Span

MODEL = "day_model.npz"
# So unlikely a day is none whatever the rules say, and so plain a one is though they deny it.
UNLIKELY, PLAIN = 0.2, 0.9
# What is less likely than not is looked at by a person: so sure is an order that names no other day.
EVEN, DOUBTFUL = 0.5, 0.75
# Beside a likely day one that is so much less so does not compete with it.
LIKELY, LESS = 0.8, 0.35
# Of more days than this no order tells: what names so many is a calendar, and only rules look at it.
_MOST = 40
# How far beside a day words stand that speak of it and of nothing else.
_BESIDE, _CLOSE, _BEHIND = 24, 6, 48


def shares(annotated: Annotated, dates: Sequence[Span]) -> list[float | None]:
    """How likely each of the `dates` of a message is the day on which goods shall come; None where nothing is heard."""
    if len(dates) > _MOST:
        return [None] * len(dates)
    return [model().share(features(annotated, day, dates)) for day in dates]


def in_so_many_words(annotated: Annotated, day: Span, share: float, *, ruled: bool) -> float:
    """The share, where words right beside a day leave no choice: by friday; friday is closed; not friday but monday.
    `ruled`: what the rules make of it."""
    text = annotated.lowered
    before, behind = text[max(0, day.start - _BESIDE) : day.start], text[day.end : day.end + _BEHIND]
    if ruled and says("day_of", behind):
        return max(share, LESS)
    if ruled:
        return max(share, UNLIKELY) if day.value.relation == "by" else share
    closed = says("closed", text[day.start : day.end + _CLOSE])
    return min(share, EVEN) if closed or says("not_but", before) else share


@cache
def model() -> trained.Linear:
    """The model that the package ships."""
    return trained.linear(MODEL)
