"""In which order stops are made: the shortest round by coordinates, else district by district. Pure.

Nearest neighbour from the depot, then made shorter by turning stretches round (2-opt) and moving single stops until nothing
helps. A tour has a few dozen stops: on random towns this is within two per cent of the best (tests/desk/test_rounds.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

Place = tuple[float, float]
"""Latitude and longitude, in degrees."""

DETOUR = 1.3
"""Roads are longer than the line through the air, in towns by about so much."""
_EARTH_KM = 6371.0
_MOST = 200
"""Beyond so many stops they stay in the order in which they were placed."""
_BEGINNINGS = 5
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Goal:
    """A place to go to. `district`: the number of the courier's district that it lies in."""

    order_no: str
    address: str
    district: int = 0
    place: Place | None = None


def ordered(goals: Sequence[Goal], *, start: Place | None = None) -> tuple[Goal, ...]:
    """The goals in the order in which they are best visited, from `start` and without the way back."""
    if len(goals) < 2:
        return tuple(goals)
    if all(goal.place is not None for goal in goals):
        return _shortest(goals, start)
    # Without all coordinates: by district, those with coordinates in the best order, the others by address.
    found: list[Goal] = []
    for district in sorted({goal.district for goal in goals}):
        some = [goal for goal in goals if goal.district == district]
        located = [goal for goal in some if goal.place is not None]
        before = next((goal.place for goal in reversed(found) if goal.place is not None), start)
        found += _shortest(located, before)
        found += sorted(
            (goal for goal in some if goal.place is None), key=lambda goal: (goal.address, goal.order_no)
        )
    return tuple(found)


def kilometres(one: Place, other: Place) -> float:
    """Through the air (haversine)."""
    (a, b), (c, d) = ((radians(x) for x in place) for place in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def length(places: Sequence[Place]) -> float:
    """The way through these places, in kilometres through the air."""
    return sum(kilometres(one, other) for one, other in pairwise(places))


def _shortest(goals: Sequence[Goal], start: Place | None) -> tuple[Goal, ...]:
    left = sorted(goals, key=lambda goal: goal.order_no)
    if len(left) < 2 or len(left) > _MOST:
        return tuple(left)
    ways = _Ways([goal.place for goal in left if goal.place is not None], start)
    # A few beginnings: what is nearest at first may lead astray.
    begins = sorted(range(len(left)), key=lambda at: ways.far(None, at))[:_BEGINNINGS]
    best = min((ways.improved(ways.nearest(begin)) for begin in begins), key=ways.cost)
    return tuple(left[at] for at in best)


class _Ways:
    """The ways between places; None is the depot before the first place, and nowhere behind the last."""

    def __init__(self, places: Sequence[Place], start: Place | None) -> None:
        self._far = [[kilometres(one, other) for other in places] for one in places]
        self._first = [kilometres(start, place) if start else 0.0 for place in places]

    def far(self, one: int | None, other: int | None) -> float:
        if other is None:
            return 0.0
        return self._first[other] if one is None else self._far[one][other]

    def cost(self, way: Sequence[int]) -> float:
        return sum(self.far(one, other) for one, other in pairwise((None, *way)))

    def nearest(self, begin: int) -> list[int]:
        way, left = [begin], set(range(len(self._far))) - {begin}
        while left:
            way.append(min(left, key=lambda at: (self._far[way[-1]][at], at)))
            left.remove(way[-1])
        return way

    def improved(self, way: list[int]) -> list[int]:
        while (better := self._turned(way) or self._moved(way)) is not None:
            way = better
        return way

    def _turned(self, way: list[int]) -> list[int] | None:
        """With the first stretch turned round that makes it shorter."""
        ends: list[int | None] = [None, *way, None]
        for i in range(len(way) - 1):
            for j in range(i + 1, len(way)):
                before, after = ends[i], ends[j + 2]
                old = self.far(before, way[i]) + self.far(way[j], after)
                if self.far(before, way[j]) + self.far(way[i], after) < old - _LEAST:
                    return way[:i] + way[i : j + 1][::-1] + way[j + 1 :]
        return None

    def _moved(self, way: list[int]) -> list[int] | None:
        """With the first one to three stops moved elsewhere that makes it shorter."""
        for long in (1, 2, 3):
            for i in range(len(way) - long + 1):
                some, rest = way[i : i + long], way[:i] + way[i + long :]
                ends: list[int | None] = [None, *rest, None]
                won = (
                    self.far(ends[i], some[0])
                    + self.far(some[-1], ends[i + 1])
                    - self.far(ends[i], ends[i + 1])
                )
                for j in range(len(rest) + 1):
                    one, other = ends[j], ends[j + 1]
                    for stretch in (some, some[::-1]):
                        paid = self.far(one, stretch[0]) + self.far(stretch[-1], other) - self.far(one, other)
                        if j != i and paid < won - _LEAST:
                            return rest[:j] + stretch + rest[j:]
        return None
