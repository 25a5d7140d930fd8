"""What a complaint or a return is about, and how many, wherever the amount stands."""

import pytest

from tests.parsers.music import AFTER, reading
from tests.parsers.shop import lines


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("SO-20261101-0002里的6米线，有12根插头接触不良，学生说有杂音，我们不敢再卖，申请退货", "12 根 CB-6"),
        ("二店反映尤克里里漆面起泡，拆了一箱全是，剩下的3箱我们要求退货", "3 箱 UK-23"),
        ("SO-20261101-0002到的变调夹，颜色发绿，其中2盒没法卖，要求退货", "2 盒 CP-B"),
        ("前天到的黑变调夹开盒有锈，退2盒，另外三盒已经卖掉了", "2 盒 CP-B"),
        ("6米线杂音太大，退15根，换好的再说", "15 根 CB-6"),
        (
            "two of the boxes turned out to be silver capos, we ordered black. We want to return those 2 boxes of silver.",
            "2 盒 CP-S",
        ),
        ("送来的6盒鼓棒里有2盒断了，要退", "2 盒 DS-5A"),
    ],
)
def test_what_goes_back(said: str, line: str) -> None:
    found = reading(said, AFTER)
    assert (found.intent, found.verdict, found.order_no) == ("return_request", "accept", "SO-20261101-0002")
    assert lines(found) == [line]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("今天到的23寸尤克里里开箱裂了5把，泡沫都没垫，这怎么卖", "5 把 UK-23"),
        ("上次啲变调夹弹弓好松，畀学生投诉，你哋点拣货㗎", "- - CP-B"),
        ("鼓棒断了3副，太差了", "3 副 DS-5A"),
    ],
)
def test_what_is_wrong(said: str, line: str) -> None:
    found = reading(said, AFTER)
    assert (found.intent, found.verdict, found.order_no) == ("complaint", "accept", "SO-20261101-0002")
    assert lines(found) == [line]


@pytest.mark.parametrize(
    "said",
    ["鼓棒要退，退多少明天点了再说", "鼓棒退2盒或者3盒", "I want to return 2 or 3 boxes of drumsticks"],
)
def test_how_many_go_back_is_not_guessed(said: str) -> None:
    assert reading(said, AFTER).verdict != "accept"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (
            "Opened the parcel today and four of the drumsticks 5A are bent like bananas, bit gutted",
            "4 副 DS-5A",
        ),
        (
            "4 of the 23 inch ukuleles that arrived this week have split backs, not good at all.",
            "4 把 UK-23",
        ),
        ("昨天那3箱23寸尤克里里琴颈歪得没法调弦，你们质检就不看一眼的吗", "3 箱 UK-23"),
        ("前天到的鼓棒5A有2副左右手两支长短都不一样，谁打包的", "2 副 DS-5A"),
    ],
)
def test_what_went_wrong_needs_no_word_of_a_list(said: str, line: str) -> None:
    found = reading(said, AFTER)
    assert (found.intent, found.verdict, found.order_no) == ("complaint", "accept", "SO-20261101-0002")
    assert lines(found) == [line]


@pytest.mark.parametrize(
    "said",
    [
        "Half of the drumsticks 5A that came on Monday are gone already. 10 boxes more.",
        "上次送来的鼓棒5A里头有3盒卖光了，补5盒",
        "We got 3 boxes of drumsticks 5A, all of the sticks are warped. 4 boxes capo black for Friday",
    ],
)
def test_what_may_be_the_next_order_is_no_complaint_unseen(said: str) -> None:
    found = reading(said, AFTER)
    assert (found.intent, found.verdict) != ("complaint", "accept")
