"""A trained voice on which of the days in a message is the one on which goods shall come: "it rains today" asks for none.

A linear model over what `dayfeatures` sees of a day. Fitted by `bench/train_days.py`; docs/day-model.md is its card.
"""

from collections.abc import Sequence
from functools import cache

from parsers import trained
from parsers.annotate import Annotated
from parsers.dayfeatures import features
from parsers.delivery_words import foregoing, says
from parsers.spans import Span

MODEL = "day_model.npz"
# So unlikely a day is none whatever the rules say.
UNLIKELY = 0.2
# What is less likely than not is looked at by a person: so sure is an order that names no other day.
EVEN, DOUBTFUL = 0.5, 0.75
# Beside a likely day one that is so much less so does not compete with it.
LIKELY, LESS = 0.8, 0.35
# Of more days than this no order tells: what names so many is a calendar, and only rules look at it.
_MOST = 40
# How far behind a day words stand that speak of it and of nothing else.
_BEHIND = 48


def share(annotated: Annotated, day: Span, dates: Sequence[Span]) -> float | None:
    """How likely one of the `dates` of a message is the day on which goods shall come; None where nothing is heard."""
    if len(dates) > _MOST:
        return None
    return model().share(features(annotated, day, dates))


def in_so_many_words(annotated: Annotated, day: Span, share: float) -> float:
    """The share, where words right beside a day that the rules take leave no choice: by Friday; 17号，就是你们送货那天."""
    if says("day_of", annotated.lowered[day.end : day.end + _BEHIND]):
        return max(share, LESS)
    behind = annotated.lowered[day.end : day.end + _BEHIND]
    if says("due", foregoing(annotated.lowered, day)) or says("due_then", behind):
        return max(share, EVEN)
    if says("suits_then", behind):
        # What is said to do is meant, in whatever words they go on.
        return max(share, EVEN)
    if day.value.relation == "by":
        return max(share, UNLIKELY if share < UNLIKELY else EVEN)
    return share


@cache
def model() -> trained.Linear:
    """The model that the package ships."""
    return trained.linear(MODEL)
