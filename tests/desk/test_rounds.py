"""The order of stops is near the shortest there is, and sensible where coordinates are missing."""

import random
from itertools import permutations

from bot.desk.rounds import Goal, Place, kilometres, length, ordered

DEPOT = (30.27, 120.15)


def town(count: int, seed: int) -> list[Goal]:
    some = random.Random(seed)
    return [
        Goal(f"SO-{n}", f"{n}号", 0, (30.27 + some.uniform(-0.2, 0.2), 120.15 + some.uniform(-0.2, 0.2)))
        for n in range(count)
    ]


def way(goals: "tuple[Goal, ...]") -> float:
    return length([DEPOT, *places(goals)])


def places(goals: "tuple[Goal, ...]") -> list[Place]:
    return [goal.place for goal in goals if goal.place is not None]


def test_small_rounds_are_the_shortest() -> None:
    found, best = 0.0, 0.0
    for seed in range(12):
        goals = town(7, seed)
        found += way(ordered(goals, start=DEPOT))
        best += min(way(one) for one in permutations(goals))
    assert found <= best * 1.001


def test_a_round_through_the_corners_of_a_line_goes_along_it() -> None:
    line = [Goal(f"SO-{n}", "", 0, (30.0 + n / 100, 120.0)) for n in (5, 1, 4, 2, 3)]
    assert [goal.order_no for goal in ordered(line, start=(30.0, 120.0))] == [
        f"SO-{n}" for n in (1, 2, 3, 4, 5)
    ]


def test_large_rounds_are_made_whole() -> None:
    goals = town(60, 1)
    found = ordered(goals, start=DEPOT)
    assert sorted(goal.order_no for goal in found) == sorted(goal.order_no for goal in goals)
    assert way(found) < way(tuple(goals)) / 2


def test_without_a_depot_it_begins_at_an_end() -> None:
    line = [Goal(f"SO-{n}", "", 0, (30.0 + n / 100, 120.0)) for n in (3, 1, 5, 2, 4)]
    found = [goal.order_no for goal in ordered(line)]
    assert found in ([f"SO-{n}" for n in (1, 2, 3, 4, 5)], [f"SO-{n}" for n in (5, 4, 3, 2, 1)])


def test_several_stops_at_one_place_are_all_made() -> None:
    same = [Goal(f"SO-{n}", "", 0, (30.3, 120.1)) for n in range(4)]
    assert {goal.order_no for goal in ordered(same, start=DEPOT)} == {f"SO-{n}" for n in range(4)}


def test_without_coordinates_it_goes_district_by_district() -> None:
    goals = [
        Goal("SO-1", "余杭区良渚路9号", 1), Goal("SO-2", "西湖区文三路188号", 0), Goal("SO-3", "余杭区甲路1号", 1),
        Goal("SO-4", "西湖区", 0, (30.28, 120.1)), Goal("SO-5", "西湖区", 0, (30.27, 120.14)),
    ]  # fmt: skip
    assert [goal.order_no for goal in ordered(goals, start=DEPOT)] == ["SO-5", "SO-4", "SO-2", "SO-3", "SO-1"]


def test_it_is_the_same_whatever_the_order_of_what_is_given() -> None:
    goals = town(12, 3)
    assert ordered(goals, start=DEPOT) == ordered(goals[::-1], start=DEPOT)
    assert ordered([]) == ()
    assert ordered(goals[:1]) == (goals[0],)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert 111 < kilometres((30, 120), (31, 120)) < 111.3
