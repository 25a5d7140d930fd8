"""In which order stops are made: the shortest round by coordinates, else district by district. Pure.

OR-tools finds the round: the nearest first, then guided local search through a fixed number of solutions, so that the same stops
come in the same order at any speed. Of 12 random rounds of 7 stops all are the shortest there is; 60 stops take a quarter of a second,
200 one and a half (tests/desk/test_rounds.py).
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
_SOLUTIONS = 100
"""So many are looked at: more take longer, and make 60 stops shorter by less than one per cent."""


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
    places = [goal.place for goal in left if goal.place is not None]
    if len(left) < 2 or len(left) > _MOST:
        return tuple(left)
    return tuple(left[at] for at in _solved(_ways(places, start)))


def _ways(places: Sequence[Place], start: Place | None) -> list[list[int]]:
    """The ways in metres from each to each; before them the depot, from where the way begins (from anywhere without
    `start`) and to where the way back counts nothing."""
    return [
        [0, *(_metres(start, place) if start else 0 for place in places)],
        *([0, *(_metres(place, other) for other in places)] for place in places),
    ]


def _metres(one: Place, other: Place) -> int:
    return round(kilometres(one, other) * 1000)


def _solved(ways: list[list[int]]) -> list[int]:
    """The order of the places in the shortest round that is found, counted from 0."""
    # The solver is dear to import, and most processes plan no tour.
    from ortools.constraint_solver import pywrapcp
    from ortools.constraint_solver.routing_enums_pb2 import FirstSolutionStrategy, LocalSearchMetaheuristic

    nodes = pywrapcp.RoutingIndexManager(len(ways), 1, 0)
    model = pywrapcp.RoutingModel(nodes)
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(ways))
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = FirstSolutionStrategy.PATH_CHEAPEST_ARC
    search.local_search_metaheuristic = LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.solution_limit = _SOLUTIONS
    found = model.SolveWithParameters(search)
    order, at = [], model.Start(0)
    while not model.IsEnd(at := found.Value(model.NextVar(at))):
        order.append(nodes.IndexToNode(at) - 1)
    return order
