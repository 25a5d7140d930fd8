"""Lists whose parts lean on each other: a noun said once, a unit before its number, one price for all, what is only told of a line."""

from functools import cache

import pytest

from parsers import Catalog
from tests.parsers.shop import catalog_of, flags, lines, of_a_stranger

_ROWS = """\
TK-5A,鼓棒 枫木 5A,Drum mallets maple 5A,,5A,鼓棒,副,箱=50,箱,20,CNY,,900,
TK-7A,鼓棒 枫木 7A,Drum mallets maple 7A,,7A,鼓棒,副,箱=50,箱,20,CNY,,900,
CH-BL,粉笔 蓝色,Chalk blue,,蓝色,粉笔,盒,箱=40,箱,3,CNY,,900,
CH-WT,粉笔 白色,Chalk white,,白色,粉笔,盒,箱=40,箱,3,CNY,,900,
LP-C,狗饼干 鸡肉 500g,Dog biscuit chicken 500g,,500g,饼干,袋,箱=12,箱,15,CNY,,900,
LP-B,狗饼干 牛肉 500g,Dog biscuit beef 500g,,500g,饼干,袋,箱=12,箱,15,CNY,,900,
LP-S,狗零食 牛肉条 80g,Dog treat beef strips 80g,,80g,零食,袋,箱=24,箱,9,CNY,,900,
HN-BK,圆拉手 黑色,Round handle black,,黑色,拉手,个,盒=20,个,4,CNY,,900,
HB-BK,铝拉手 96mm 黑色,Aluminium handle 96mm black,,96mm 黑色,拉手,个,盒=20,个,6,CNY,,900,
HB-SV,铝拉手 96mm 银色,Aluminium handle 96mm silver,,96mm 银色,拉手,个,盒=20,个,6,CNY,,900,
SK-40,工装袜 40码,Work sock EU 40,,40,袜,双,箱=100,箱,7,CNY,,9000,
SK-42,工装袜 42码,Work sock EU 42,,42,袜,双,箱=100,箱,7,CNY,,9000,
GB-S,胶水 细口,Glue fine tip,,,胶,瓶,箱=24,箱,5,CNY,,900,
"""


@cache
def _catalog() -> Catalog:
    return catalog_of(_ROWS)


def _lines(text: str) -> list[str]:
    return lines(of_a_stranger(text, _catalog()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A number of a kind behind "of" holds nothing.
        ("maple drum mallets: 2 cartons of 7A and 4 cartons of 5A", ["2 箱 TK-7A", "4 箱 TK-5A"]),
        ("please 8 cartons of chalk in blue and 12 in white", ["8 箱 CH-BL", "12 箱 CH-WT"]),
        ("dog biscuit chicken 500g 6 ctn, beef also 5 ctn", ["6 箱 LP-C", "5 箱 LP-B"]),
        # The unit before its number.
        ("Glue fine tip, cartons 4. Chalk blue, boxes 40.", ["4 箱 GB-S", "40 盒 CH-BL"]),
        # What is told in brackets of a line, or of what lies there.
        ("粉笔蓝色3箱\n胶水细口 25瓶（架上还有一点，撑不到月底）", ["3 箱 CH-BL", "25 瓶 GB-S"]),
        ("蓝粉笔3箱，胶水5箱。库存情况：白粉笔4箱，细口胶水7箱。", ["3 箱 CH-BL", "5 箱 GB-S"]),
        ("We are having 90 boxes chalk blue in hand. Send glue fine tip 6 ctn", ["6 箱 GB-S"]),
        # No word against goods.
        ("千万别发错蓝粉笔六箱白粉笔两箱", ["6 箱 CH-BL", "2 箱 CH-WT"]),
        # Papers, and what goes to each.
        ("蓝粉笔6箱，发票跟上月的并作一张", ["6 箱 CH-BL"]),
        ("给老赵记一张：蓝粉笔6箱", ["6 箱 CH-BL"]),
    ],
)
def test_what_leans_on_the_rest_of_the_list(text: str, expected: list[str]) -> None:
    assert _lines(text) == expected


def test_what_says_its_noun_again_takes_no_colour_from_the_line_before() -> None:
    reading = of_a_stranger("黑色圆拉手60个，96的铝拉手要250个", _catalog())
    assert "lines[1].sku ambiguous" in flags(reading)


def test_a_price_in_a_row_of_its_own_is_that_of_all_sizes() -> None:
    reading = of_a_stranger(
        "work socks:\nEU 40 - 5 carton\nEU 42 - 9 carton\nprice stays CNY 7 the pair", _catalog()
    )
    assert [str(line.unit_price) for line in reading.lines] == ["7", "7"]


def test_an_unknown_row_of_a_list_is_asked_about_in_whatever_unit() -> None:
    reading = of_a_stranger("蓝粉笔 6箱\n罗马柱帘布 16套\n白粉笔 3箱", _catalog())
    assert [line.sku for line in reading.lines] == ["CH-BL", None, "CH-WT"]
