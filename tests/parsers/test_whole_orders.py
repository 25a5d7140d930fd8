"""Which of two orders is called off, changed or left alone; and what is never carried out, whoever says it."""

from dataclasses import replace
from datetime import date

import pytest

from parsers import Context
from tests.parsers.music import AFTER, BOTH, FIRST, ONE, SECOND, reading
from tests.parsers.shop import lines


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("SO-20261121-0008（二店）作废，老板改主意了。SO-20261120-0004的正常发。", SECOND.order_no),
        ("SO-20261120-0004请作废，店里改做培训了；SO-20261121-0008照送", FIRST.order_no),
        ("SO-20261120-0004照常发，SO-20261121-0008取消", SECOND.order_no),
        ("SO-20261120-0004 stays as it is, please cancel SO-20261121-0008", SECOND.order_no),
        (
            "Please void SO-20261121-0008, the branch closes. SO-20261120-0004 goes ahead as planned.",
            SECOND.order_no,
        ),
        ("SO-20261121-0008不要了，另一单照常", SECOND.order_no),
        ("SO-20261120-0004帮我取消掉吧，学校自己带琴弦", FIRST.order_no),
        ("二店那单撤掉，店里那单不动", SECOND.order_no),
        ("Please cancel SO-20261121-0008 if it has not left yet", SECOND.order_no),
        (
            "We lost the tender, so please cancel SO-20261121-0008. SO-20261120-0004 is kept without any alteration.",
            SECOND.order_no,
        ),
    ],
)
def test_one_of_two_orders_is_called_off(said: str, number: str) -> None:
    found = reading(said, BOTH)
    assert (found.intent, found.verdict, found.order_no) == ("cancel_order", "accept", number)
    assert found.lines == ()


@pytest.mark.parametrize(
    "said",
    [
        "前几天要的那批不拿了 取消吧 琴房不办了",
        "上周订的货取消吧，店要关了",
        "那单先不要了",
        "帮我把单子退了吧，不做了",
    ],
)
def test_an_order_that_is_called_off_without_its_number_is_asked_for(said: str) -> None:
    found = reading(said, BOTH)
    assert (found.intent, found.verdict) == ("cancel_order", "clarify")
    assert [flag.field for flag in found.flags] == ["order_no"]


@pytest.mark.parametrize(
    "said",
    [
        "不要取消SO-20261120-0004",
        "Please don't cancel SO-20261120-0004, we still need it",
        "SO-20261120-0004先别取消",
        "周五到不了就取消SO-20261120-0004",
        "If you cannot ship SO-20261120-0004 by Friday please cancel it",
        "You cancelled SO-20261120-0004 without asking us!",
        "SO-20261120-0004取消一半",
        "两单合成一单，SO-20261121-0008取消，东西加到SO-20261120-0004里",
        "SO-20261120-0004和SO-20261121-0008都取消",
        "Cancel SO-20261121-0008 and add 2 tuners to SO-20261120-0004",
        "SO-20261121-0008先别发",
        "SO-20261121-0008作废，重新下：圆头拨片6包",
    ],
)
def test_what_only_sounds_like_it_is_not_carried_out(said: str) -> None:
    assert reading(said, BOTH).verdict != "accept"


@pytest.mark.parametrize(
    ("said", "number", "changed"),
    [
        ("SO-20261120-0004不变，SO-20261121-0008的拨片加到12包", SECOND.order_no, "12 包 PK-R"),
        (
            "Please leave SO-20261121-0008 as it is. In SO-20261120-0004 make the stands 8.",
            FIRST.order_no,
            "8 个 MS-Z",
        ),
        ("把SO-20261120-0004的3米线加到30根，二店那单拨片照旧别动", FIRST.order_no, "30 根 CB-3"),
        (
            "Please take the cables up to 30 on SO-20261120-0004. The ukulele order stays as it is.",
            FIRST.order_no,
            "30 根 CB-3",
        ),
        (
            "SO-20261120-0004 make the capos 5 boxes. The ukuleles are ok as ordered.",
            FIRST.order_no,
            "5 盒 CP-B",
        ),
    ],
)
def test_one_of_two_orders_is_changed(said: str, number: str, changed: str) -> None:
    found = reading(said, BOTH)
    assert (found.intent, found.verdict, found.order_no) == ("amend_order", "accept", number)
    assert changed in lines(found)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("那单谱架要9个，是总共9个，不是再加9个", "9 个 MS-Z"),
        ("SO-20261120-0004乐器线改成35根（一共35，不是加35）", "35 根 CB-3"),
        ("Make the stands 9 in total, not 9 more", "9 个 MS-Z"),
        ("Change capo to 5 boxes (5 altogether, not 5 extra), rest unchanged", "5 盒 CP-B"),
        ("变调夹加5盒，是再加5盒，不是总共5盒", "8 盒 CP-B"),
        ("变调夹加5盒，总共8盒", "8 盒 CP-B"),
        ("add 2 boxes capo, 5 in total", "5 盒 CP-B"),
        ("2 more boxes of black capos on my open order please", "5 盒 CP-B"),
        ("2 more boxes of silver capos on my open order please", "2 盒 CP-S"),
    ],
)
def test_by_how_much_or_to_how_much(said: str, line: str) -> None:
    found = reading(said, ONE)
    assert (found.intent, found.verdict) == ("amend_order", "accept")
    assert line in lines(found)


@pytest.mark.parametrize(
    "said",
    [
        "变调夹加5盒，总共5盒",
        "谱架改成9个（总数8）",
        "谱架改成9个，不是总数9个",
        "谱架加3个，不是再加3个",
        "那单一共改成9个",
        "add 2 boxes capo, 6 in total",
    ],
)
def test_a_total_that_contradicts_is_not_carried_out(said: str) -> None:
    assert reading(said, ONE).verdict != "accept"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("please send 3 full cartons of clip-on tuners", "3 箱 TN-01"),
        ("need 2 extra boxes silver capo", "2 盒 CP-S"),
        ("please ship 10 more boxes of acoustic guitar strings 12", "10 盒 GS-12"),
    ],
)
def test_a_unit_behind_a_small_word(said: str, line: str) -> None:
    assert lines(reading(said)) == [line]


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("SO-20261121-0008的圆头拨片全换成尖的，琴不变", ["8 包 PK-T", "2 箱 UK-23"]),
        ("把圆的拨片换成尖的", ["8 包 PK-T", "2 箱 UK-23"]),
        ("把SO-20261121-0008的拨片改成10包，再捎三副鼓棒5A", ["10 包 PK-R", "2 箱 UK-23", "3 副 DS-5A"]),
        ("拨片改10包，顺手带1箱校音器", ["10 包 PK-R", "2 箱 UK-23", "1 箱 TN-01"]),
        ("拨片先不要，店里还剩14包", ["2 箱 UK-23"]),
        ("drop the picks, we found 60 packs in the basement", ["2 箱 UK-23"]),
        (
            "In SO-20261121-0008 our buyer made a silly mistake: please supply pointed picks in place of the round ones",
            ["8 包 PK-T", "2 箱 UK-23"],
        ),
        ("pointed picks, not round please", ["8 包 PK-T", "2 箱 UK-23"]),
    ],
)
def test_other_goods_and_more_of_them(said: str, changed: list[str]) -> None:
    found = reading(said, BOTH)
    assert (found.intent, found.verdict, found.order_no) == ("amend_order", "accept", SECOND.order_no)
    assert lines(found) == changed


@pytest.mark.parametrize(
    "said",
    [
        "圆头拨片全换成方的",
        "圆头拨片全换成新的",
        "谱架改成8个，再要2箱白的",
        "Please remove the stands, and the warehouse in Jinhua still needs 12 pcs",
        "drumsticks, not cables",
    ],
)
def test_what_is_meant_by_it_only_the_customer_knows(said: str) -> None:
    assert reading(said, BOTH).verdict != "accept"


@pytest.mark.parametrize(
    "said",
    [
        "谱架从6个减2个",
        "变调夹换一盒银的",
        "前两项取消",
        "那20根的不要了",
        "The second item is no longer needed",
        "Forget the stands. Actually no, keep them.",
        "Could the strings be 12 gauge instead? If not leave as is.",
        "Replace one of the three boxes of capos with silver",
    ],
)
def test_what_may_mean_two_things_is_not_carried_out(said: str) -> None:
    assert reading(said, ONE).verdict != "accept"


@pytest.mark.parametrize("said", ["上次那些再来一份，琴少一箱", "same as last order but half of everything"])
def test_the_last_order_changed_in_a_way_that_is_not_clear(said: str) -> None:
    assert reading(said, AFTER).verdict != "accept"


def test_the_last_order_runs_again() -> None:
    found = reading("re-run the previous order, cables 6m 40 pcs", AFTER)
    assert lines(found) == ["4 箱 UK-23", "40 根 CB-6", "5 盒 CP-B", "6 盒 DS-5A"]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("那单加变调夹2盒", "5 盒 CP-B"),
        ("给那单加线5根", "25 根 CB-3"),
        ("昨天的单加线5根", "25 根 CB-3"),
        ("SO-20261120-0004要加谱架2个", "8 个 MS-Z"),
        ("那单子麻烦加谱架2个", "8 个 MS-Z"),
        ("only the capos change: 5 boxes", "5 盒 CP-B"),
    ],
)
def test_what_is_added_or_set_leaves_the_rest(said: str, line: str) -> None:
    found = reading(said, ONE)
    assert (found.intent, found.verdict) == ("amend_order", "accept")
    assert line in lines(found)
    assert len(found.lines) == len(FIRST.lines)


def test_two_swaps_in_one_sentence() -> None:
    found = reading("in SO-20261120-0004 replace cables by 6m cables and stands by orchestra stands", ONE)
    assert lines(found) == ["10 盒 GS-11", "3 盒 CP-B", "20 根 CB-6", "6 个 MS-F"]


@pytest.mark.parametrize("said", ["那单加变调夹银的2盒，黑的1盒", "变调夹加2盒，线5根"])
def test_more_of_one_and_some_of_another_may_mean_two_things(said: str) -> None:
    assert reading(said, ONE).verdict != "accept"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("谱架多写了一个", "5 个 MS-Z"),
        ("bump stands by 3", "9 个 MS-Z"),
        ("drop stands by 2", "4 个 MS-Z"),
        ("刚才忘写了，还要两个校音器", "2 个 TN-01"),
    ],
)
def test_by_so_many(said: str, line: str) -> None:
    found = reading(said, ONE)
    assert (found.intent, found.verdict) == ("amend_order", "accept")
    assert line in lines(found)


def test_instead_of_what_is_not_understood() -> None:
    assert reading("Instead of 6 stands we take 9, and instead of black capo silver", ONE).verdict != "accept"


WEDNESDAY = replace(FIRST, delivery_date=date(2026, 11, 25))
SATURDAY = replace(SECOND, delivery_date=date(2026, 11, 28))


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("pls cancel the one for Wednesday, Saturday stays", FIRST.order_no),
        ("pls cancel Saturday's order", SECOND.order_no),
        ("cancel the delivery on Saturday", SECOND.order_no),
        ("周三那单取消，周六的照送", FIRST.order_no),
        ("周六到的那单不要了", SECOND.order_no),
        ("周三的照送，另一单取消", SECOND.order_no),
    ],
)
def test_an_order_is_called_by_the_day_on_which_it_is_due(said: str, number: str) -> None:
    found = reading(said, Context(open_orders=(WEDNESDAY, SATURDAY)))
    assert (found.intent, found.order_no, found.verdict) == ("cancel_order", number, "accept")


def test_the_day_on_which_an_order_was_placed_is_another() -> None:
    found = reading("周三下的那单取消", Context(open_orders=(WEDNESDAY, SATURDAY)))
    assert (found.order_no, found.verdict) == (None, "clarify")
