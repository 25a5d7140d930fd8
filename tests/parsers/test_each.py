"""One amount for several products, and lines that leave their noun or unit to the line before."""

import pytest

from tests.parsers.company import flags, lines, reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("玻璃胶透明白色各12支", ["12 支 SL-CL", "12 支 SL-WH"]),
        ("透明、白色玻璃胶各来一箱", ["1 箱 SL-CL", "1 箱 SL-WH"]),
        ("大小花盆各20个", ["20 个 PT-20", "20 个 PT-12"]),
        ("单开双开各一盒", ["1 盒 SW-01", "1 盒 SW-02"]),
        ("球泡灯9瓦12瓦各两箱，大花盆3个", ["2 箱 LB-09", "2 箱 LB-12", "3 个 PT-20"]),
        ("球泡灯9W/12W各2箱", ["2 箱 LB-09", "2 箱 LB-12"]),
        ("LED bulbs 9W and 12W, 2 cartons each", ["2 箱 LB-09", "2 箱 LB-12"]),
        ("2 cartons each of the 9W and the 12W LED bulb", ["2 箱 LB-09", "2 箱 LB-12"]),
        ("terracotta pots 12cm, 20cm - 24 pcs of each", ["24 个 PT-12", "24 个 PT-20"]),
        ("左右各8只手套", ["8 只 GV-LF", "8 只 GV-RT"]),
        ("球泡灯9瓦的12瓦的都要，一样30只", ["30 只 LB-09", "30 只 LB-12"]),
        ("球泡灯9W跟12W，一样三箱", ["3 箱 LB-09", "3 箱 LB-12"]),
        ("单开、双开，两样都是20个，大花盆3个", ["20 个 SW-01", "20 个 SW-02", "3 个 PT-20"]),
        ("透明的玻璃胶、白色的玻璃胶，一种十支", ["10 支 SL-CL", "10 支 SL-WH"]),
        ("20 terracotta pots 20cm each", ["20 个 PT-20"]),
    ],
)
def test_one_amount_holds_for_each(text: str, expected: list[str]) -> None:
    assert lines(text) == expected
    assert flags(text) == []


def test_the_noun_of_a_list_may_stand_in_the_line_before() -> None:
    assert lines("水管15米的3卷。30米和15米的各一卷") == ["3 卷 HS-15", "1 卷 HS-30", "1 卷 HS-15"]


def test_a_name_unknown_among_them_is_asked_about() -> None:
    assert len(lines("喷雾瓶、大花盆、小花盆各10个")) == 3
    assert [flag.code for flag in reading("喷雾瓶、大花盆、小花盆各10个").flags] == ["unknown"]


def test_each_of_what_is_not_clear_is_not_booked() -> None:
    assert reading("花盆各10个").verdict != "accept"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("球泡灯9W的3箱12W的2箱", ["3 箱 LB-09", "2 箱 LB-12"]),
        ("3 cartons of the 9W LED bulb and 2 of the 12W", ["3 箱 LB-09", "2 箱 LB-12"]),
        ("玻璃胶白的2箱，透明3箱", ["2 箱 SL-WH", "3 箱 SL-CL"]),
        ("玻璃胶白的2箱，透明3", ["2 箱 SL-WH", "3 箱 SL-CL"]),
        ("LED bulbs: 5 x 9W, 10 x 12W", ["5 只 LB-09", "10 只 LB-12"]),
        ("花盆大的3箱小的5箱", ["3 箱 PT-20", "5 箱 PT-12"]),
        ("terracotta pots: big 3 cartons, small 5 cartons", ["3 箱 PT-20", "5 箱 PT-12"]),
        ("Two cartons of the 9W LED bulb, three cartons of 12W", ["2 箱 LB-09", "3 箱 LB-12"]),
        ("园艺手套左手的一共不要，右手的同样4包", ["4 包 GV-RT"]),
    ],
)
def test_noun_and_unit_are_those_of_the_line_before(text: str, expected: list[str]) -> None:
    assert lines(text) == expected
