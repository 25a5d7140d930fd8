"""Words beside sizes: those that name another thing, say along which side it is measured, or what each takes."""

from functools import cache

import pytest

from parsers import Catalog, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of, flags, lines

_CATALOG = """\
AL-5,除藻剂 5L,Algaecide 5L,,5L,药剂,桶,箱=4,桶,70,CNY,,900,
AL-20,除藻剂 20L,Algaecide 20L,,20L,药剂,桶,,桶,240,CNY,,900,
LB-40,热敏标签 40×30,Thermal label 40x30 mm,,40×30,标签,卷,箱=50,卷,5,CNY,,9000,
LB-60,热敏标签 60×40,Thermal label 60x40 mm,,60×40,标签,卷,箱=40,卷,7,CNY,,9000,
YN-R5,棉纱线 酒红 50g,Cotton yarn burgundy 50g,酒红棉线50,50g; 酒红,纱线,团,包=10,包,6,CNY,,9000,
YN-C5,棉纱线 奶白 50g,Cotton yarn cream 50g,奶白棉线50,50g; 奶白,纱线,团,包=10,包,6,CNY,,9000,
YN-R8,棉纱线 酒红 80g,Cotton yarn burgundy 80g,酒红棉线80,80g; 酒红,纱线,团,包=10,包,9,CNY,,9000,
YN-C8,棉纱线 奶白 80g,Cotton yarn cream 80g,奶白棉线80,80g; 奶白,纱线,团,包=10,包,9,CNY,,9000,
MT-G,瑜伽垫 灰 6mm,Yoga mat grey 6 mm,,灰; 6mm,瑜伽,张,箱=20,张,28,CNY,,900,
MT-P,瑜伽垫 紫 6mm,Yoga mat purple 6 mm,,紫; 6mm,瑜伽,张,箱=20,张,28,CNY,,900,
MT-P8,瑜伽垫 紫 8mm,Yoga mat purple 8 mm,,紫; 8mm,瑜伽,张,箱=20,张,33,CNY,,900,
FL-F,船前灯,Boat front light,前灯,,灯,个,箱=40,个,22,CNY,,900,
FL-R,船尾灯,Boat rear light,尾灯,,灯,个,箱=40,个,16,CNY,,900,
BR-25,毛刷 木柄 25mm,Paint brush 25 mm,25的毛刷,25mm,刷,把,箱=100,把,3,CNY,,900,
BR-50,毛刷 木柄 50mm,Paint brush 50 mm,50的毛刷,50mm,刷,把,箱=80,把,5,CNY,,900,
NT-90,网格布 0.9m×30m,Mesh cloth 0.9 x 30 m,,0.9m×30m,网,卷,,卷,60,CNY,,900,
"""


@cache
def _catalog() -> Catalog:
    return catalog_of(_CATALOG)


def _reading(text: str) -> Reading:
    return read(message(text), catalog=_catalog(), directory=directory())


@pytest.mark.parametrize(
    "text",
    [
        "1. Algaecide 20 litres - 2 drums\n2. Baking powder 5 litres - 3 drums",
        "thermal labels 60x40 20 rolls, satin tape 40x30 10 rolls",
        "Baking powder 5 litres - 3 drums",
    ],
)
def test_words_of_its_own_before_a_size_name_another_thing(text: str) -> None:
    found = _reading(text)
    last = len(found.lines) - 1
    assert found.lines[last].sku is None
    assert flags(found) == [f"lines[{last}].sku unknown"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("50的酒红棉线先来8包，奶白80的4包", ["8 包 YN-R5", "4 包 YN-C8"]),
        ("20 pcs of yoga mat 6 mm grey and 30 pcs of 8 mm purple", ["20 张 MT-G", "30 张 MT-P8"]),
        ("再拿5把25的毛刷", ["5 把 BR-25"]),
        ("热敏标签40×30的20卷，一、二号店自提", ["20 卷 LB-40"]),
    ],
)
def test_its_own_size_goes_with_what_it_touches(text: str, wanted: list[str]) -> None:
    assert lines(_reading(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("俱乐部里12辆共享单车要换灯，前灯12个，一车一个；尾灯24个，一车两个", ["12 个 FL-F", "24 个 FL-R"]),
        ("小店9条船全换，尾灯18个，一船两个", ["18 个 FL-R"]),
    ],
)
def test_what_each_takes_explains_the_number_of_them(text: str, wanted: list[str]) -> None:
    found = _reading(text)
    assert (found.verdict, lines(found)) == ("accept", wanted)


def test_shares_that_do_not_make_the_amount_explain_nothing() -> None:
    assert _reading("俱乐部里12辆单车要换灯，尾灯20个，一车两个").verdict != "accept"


def test_rows_may_be_numbered_in_chinese() -> None:
    found = _reading("麻烦备货：\n一、前灯，40个\n二、尾灯，30个\n三、25的毛刷，20把")
    assert (found.verdict, lines(found)) == ("accept", ["40 个 FL-F", "30 个 FL-R", "20 把 BR-25"])
    assert found.certainty > 0.9


def test_what_is_in_a_box_is_no_share() -> None:
    found = _reading("彩铅2盒，尾灯24个，一盒12个")
    assert found.verdict != "accept"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("前灯20个，尾灯10个，打成一包走快递", ["20 个 FL-F", "10 个 FL-R"]),
        ("前灯20个，捆成一包发", ["20 个 FL-F"]),
    ],
)
def test_the_one_pack_of_all_is_no_line(text: str, wanted: list[str]) -> None:
    assert lines(_reading(text)) == wanted


def test_a_mat_90_wide_is_one_of_90() -> None:
    found = _reading("网格布0.9m宽30米的2卷")
    assert (found.verdict, lines(found)) == ("accept", ["2 卷 NT-90"])
