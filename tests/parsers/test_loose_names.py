"""Names and codes that are typed loosely, in an invented shop of welding and workshop goods."""

import pytest

from parsers import read
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of, flags, lines

CATALOG = catalog_of(
    """\
SD-100,砂盘 100mm 60目,Sanding pad 100mm grit 60,100砂盘60目,100mm; P60,磨料,片,盒=10,盒,3,CNY,,9000,
SD-125,砂盘 125mm 80目,Sanding pad 125mm grit 80,125砂盘80目,125mm; P80,磨料,片,盒=10,盒,4,CNY,,9000,
GW-150,砂轮 150×20×32,Bench wheel 150x20x32,150砂轮,150×20×32,磨料,片,箱=20,片,22,CNY,,900,
GW-200,砂轮 200×20×32,Bench wheel 200x20x32,200砂轮,200×20×32,磨料,片,箱=10,片,30,CNY,,900,
AP-Q,气动快插 公,Air coupler male,公快插,公,气动,个,盒=20,个,5,CNY,,900,
GL-R,丁腈手套 红,Nitrile gloves red,红丁腈,红,劳保,双,打=12,双,3,CNY,,900,
GL-B,丁腈手套 蓝,Nitrile gloves blue,蓝丁腈,蓝,劳保,双,打=12,双,3,CNY,,900,
SP-6,火嘴 NR6HSA,Spark plug NR6HSA,,,电器,支,盒=10,支,9,CNY,,900,
SP-8,火嘴 NR8EA,Spark plug NR8EA,,,电器,支,盒=10,支,9,CNY,,900,
SP-7,火嘴 C7HSA,Spark plug C7HSA,,,电器,支,盒=10,支,9,CNY,,900,
SP-5,火嘴 KX506,Spark plug KX506,,KX506,电器,支,盒=10,支,9,CNY,,900,
SP-5S,火嘴 WK418,Spark plug WK418,KX506S,WK418,电器,支,盒=10,支,9,CNY,,900,
SW-A,脚踏开关 一位双路,Foot switch 1-way,一位双路;单位双路,一位双路,电器,个,箱=50,个,20,CNY,,900,
SW-B,脚踏开关 一位单路,Foot switch single,一位单路;单位单路,一位单路,电器,个,箱=50,个,18,CNY,,900,
TR-2,网片 细,Mesh sheet fine,细网片,细,磨料,张,卷=20,张,6,CNY,,900,
TR-3,网片 粗,Mesh sheet coarse,粗网片,粗,磨料,张,卷=20,张,6,CNY,,900,
"""
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The grit stands behind its word, though another number stands before it.
        ("- sanding pad 125 grit 80 x 30 box", ["30 盒 SD-125"]),
        # What the side of three is called by.
        ("bench wheel 150mm 6 pcs", ["6 片 GW-150"]),
        # Codes without their hyphen, of letters alone, wherever they stand in a long row of words.
        ("please could you also add 2 box of ap-q to it and 3 sp8", ["2 盒 AP-Q", "3 支 SP-8"]),
        # A code that is cut short.
        ("火嘴NR6的2盒", ["2 盒 SP-6"]),
        ("火嘴C7的2盒", ["2 盒 SP-7"]),
        # A code that another one only begins with is that one's own.
        ("KX506的3盒", ["3 盒 SP-5"]),
        # 一位单路 is none of 一位双路, whatever other name of it has 单 in it.
        ("一位单路脚踏开关5个", ["5 个 SW-B"]),
        # What asks for more stands between a name and its amount.
        ("红丁腈4打，150的砂轮再来3片", ["4 打 GL-R", "3 片 GW-150"]),
        # What corrects and names its product again has its amount to itself.
        ("红丁腈4双，说错了，红的要30双", ["30 双 GL-R"]),
        # The size before the name tells with it.
        ("然后一百二十五的砂盘拿五盒", ["5 盒 SD-125"]),
    ],
)
def test_loose_names(text: str, expected: list[str]) -> None:
    found = read(message(text), catalog=CATALOG, directory=directory())
    assert (lines(found), flags(found)) == (expected, [])


def test_what_is_sent_elsewhere_is_no_line() -> None:
    found = read(message("细网片2卷 送完货把砂轮带回去"), catalog=CATALOG, directory=directory())
    assert lines(found) == ["2 卷 TR-2"]


def test_what_is_asked_for_again_behind_a_tale_is_not_booked_without_a_look() -> None:
    found = read(
        message("上次的红丁腈用完了 再要5打，150的砂轮再来3片"), catalog=CATALOG, directory=directory()
    )
    assert lines(found) == ["5 打 GL-R", "3 片 GW-150"] or found.certainty < 0.8
