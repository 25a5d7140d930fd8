"""Goods that are named otherwise than the catalog names them, described between name and amount, or spoken of as of another time."""

from functools import cache

import pytest

from parsers import Catalog
from tests.parsers.shop import catalog_of, flags, lines, of_a_stranger

_ROWS = """\
CO-1,冷却液 G12 1L,Coolant G12 1L,,1L×12瓶,油液,瓶,箱=12,箱,18,CNY,,900,
CO-10,冷却液 G12 10L,Coolant G12 10L,,10L,油液,桶,,桶,150,CNY,,900,
RF-10,冷媒 R407C 10kg 钢瓶,Refrigerant R407C 10 kg cylinder,,10kg,冷媒,瓶,,瓶,600,CNY,,900,
RF-S,冷媒 R407C 300g 小罐,Refrigerant R407C 300 g can,小罐407C;407C小罐,300g,冷媒,罐,箱=24,箱,20,CNY,,900,
FM-B,育苗膜 黑色 2m,Nursery sheeting black 2m,黑育苗膜,2m; 黑,膜,卷,箱=4,卷,80,CNY,,900,
FM-N,育苗膜 2m,Nursery sheeting 2m,,2m,膜,卷,箱=4,卷,70,CNY,,900,
FT-12,折叠桌 120cm,Folding table 120cm,,120cm,桌,张,,张,130,CNY,,900,
FT-18,折叠桌 180cm,Folding table 180cm,,180cm,桌,张,,张,190,CNY,,900,
DT-12,餐桌 120cm,Dining table 120cm,,120cm,桌,张,,张,330,CNY,,900,
DT-18,餐桌 180cm,Dining table 180cm,,180cm,桌,张,,张,430,CNY,,900,
GM-48,水溶胶带 48mm,Gum tape 48mm,,48mm,带,卷,箱=36,卷,6,CNY,,900,
NT-JY,椒盐花生 500g,Salted pepper peanuts 500g,,500g,炒货,袋,箱=20,箱,9,CNY,,900,
NT-ML,麻辣花生 500g,Spicy peanuts 500g,,500g,炒货,袋,箱=20,箱,9,CNY,,900,
VB-56,传动带 560,Drive belt 560,,560,带,条,,条,11,CNY,,900,
VB-71,传动带 710,Drive belt 710,,710,带,条,,条,13,CNY,,900,
BR-6204,滚珠轴承 6204 双面盖,Ball bearing 6204 shielded,6204双盖,6204,轴承,个,盒=10,个,5,CNY,,900,
PL-6,骨瓷盘 6寸,Bone china plate 6 inch,,6寸,瓷,只,箱=40,箱,7,CNY,,900,
BW-8,骨瓷汤碗 8寸,Bone china soup bowl 8 inch,,8寸,瓷,只,箱=24,箱,12,CNY,,900,
SL-90,密封胶 90ml,Sealant 90ml,,90ml,胶,支,箱=48,支,8,CNY,,900,
SL-300,密封胶 300ml,Sealant 300ml,,300ml,胶,支,箱=24,支,17,CNY,,900,
VC-5,清洁醋 5%,Cleaning vinegar 5%,,5%,清洁,瓶,箱=12,瓶,6,CNY,,900,
VC-10,清洁醋 10%,Cleaning vinegar 10%,,10%,清洁,瓶,箱=12,瓶,8,CNY,,900,
BS-3,羊毛刷 3寸,Wool brush 3 inch,,3寸,刷,把,盒=6,把,7.50,CNY,,900,
HK-3,窗帘钩 3号,Curtain hook no. 3,,3号,钩,包,,包,4,CNY,,900,
HK-5,窗帘钩 5号,Curtain hook no. 5,,5号,钩,包,,包,5,CNY,,900,
PN-X5,轻享机壳 X5,Shell X5,X5机壳,X5,壳,个,,个,9,CNY,,900,
PN-X5P,轻享机壳 X5 Pro,Shell X5 Pro,X5 Pro机壳,X5 Pro,壳,个,,个,9,CNY,,900,
"""


@cache
def _catalog() -> Catalog:
    return catalog_of(_ROWS)


def _lines(text: str) -> list[str]:
    return lines(of_a_stranger(text, _catalog()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Another word of the same root beside one that products have, and one letter too many.
        ("fold tables 180cm x 6", ["6 张 FT-18"]),
        ("please send 20 rolls gumm tape", ["20 卷 GM-48"]),
        # Two characters in another order.
        ("盐椒花生来5箱", ["5 箱 NT-JY"]),
        # Read out digit by digit; the last digit may count.
        ("传动带五六零的8条，七一零的6条", ["8 条 VB-56", "6 条 VB-71"]),
        ("传动带七一零六条", ["6 条 VB-71"]),
        # A lid on either side weighs nothing.
        ("轴承6204两面盖20个", ["20 个 BR-6204"]),
        # One of what measures; a code without its letter; the large one by what counts it.
        ("coolant, the litre bottles - 6 cartons", ["6 箱 CO-1"]),
        ("coolant in litre bottles 6 cartons", ["6 箱 CO-1"]),
        ("407c, the 10kg one, 5 pcs", ["5 瓶 RF-10"]),
        ("密封胶大支的5支小支的8支", ["5 支 SL-300", "8 支 SL-90"]),
        ("6 bottles of 10% cleaning vinegar", ["6 瓶 VC-10"]),
        # What is called clear is none that is called black; the plain one is no other kind.
        ("clear nursery sheeting 4 rolls", ["4 卷 FM-N"]),
        ("普通X5的机壳60个", ["60 个 PN-X5"]),
        # The number of a kind is no day.
        ("窗帘钩拿20包，5号的", ["20 包 HK-5"]),
        ("折叠桌120cm的6张，餐桌同尺寸4张", ["6 张 FT-12", "4 张 DT-12"]),
        ("folding tables 180cm 6 pcs, dining tables same size, 4 pcs", ["6 张 FT-18", "4 张 DT-18"]),
    ],
)
def test_said_otherwise(text: str, expected: list[str]) -> None:
    assert _lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("coolant stuff, the 10 litre one, 8 pcs", ["8 桶 CO-10"]),
        ("folding table, the 180cm ones: 6 pcs. dining table 120cm 2 pcs", ["6 张 FT-18", "2 张 DT-12"]),
        ("折叠桌，要180cm的，6张", ["6 张 FT-18"]),
        # A thing of its own stays one.
        ("coolant 10L, gum tape 8 rolls", ["8 卷 GM-48"]),
    ],
)
def test_described_before_the_amount(text: str, expected: list[str]) -> None:
    assert [line for line in _lines(text) if not line.startswith("- ")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What asks for so many stands before a number that could be a size.
        ("骨瓷盘补10汤碗补8", ["10 箱 PL-6", "8 箱 BW-8"]),
        ("骨瓷汤碗要8，传动带560的2条", ["8 箱 BW-8", "2 条 VB-56"]),
        ("wool brush 3 inch 45", ["45 把 BS-3"]),
        # First openly, then in a number.
        ("水溶胶带多拿些，要30卷", ["30 卷 GM-48"]),
        ("some gum tape, 30 rolls", ["30 卷 GM-48"]),
        ("水溶胶带来一些，羊毛刷30把", ["- - GM-48", "30 把 BS-3"]),
        ("30 rolls of gum tape and one of the wool brushes", ["30 卷 GM-48", "1 把 BS-3"]),
        (
            "Could you drop six rolls of gum tape and 4 wool brushes round on Friday",
            ["6 卷 GM-48", "4 把 BS-3"],
        ),
    ],
)
def test_how_many(text: str, expected: list[str]) -> None:
    assert _lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上趟水溶胶带就6卷哪里够，这回要20卷", ["20 卷 GM-48"]),
        ("20卷水溶胶带的差价收到了。这次羊毛刷30把", ["30 把 BS-3"]),
        ("30 wool brushes please. From the last lot ten pieces came back", ["30 把 BS-3"]),
        # So many are asked for all the same.
        ("水溶胶带不够卖，再来20卷", ["20 卷 GM-48"]),
    ],
)
def test_of_another_time(text: str, expected: list[str]) -> None:
    assert _lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The colours are those of what was named, and not of all that comes in them.
        ("彩粉T9，黑的3支，红、蓝每样2支", ["3 支 TN-K", "2 支 TN-R", "2 支 TN-B"]),
        ("彩粉T9，黑3支，红蓝各2支", ["3 支 TN-K", "2 支 TN-R", "2 支 TN-B"]),
        # How many sorts or orders there are counts nothing.
        ("彩粉T9两个颜色，黑的3支，红的2支", ["3 支 TN-K", "2 支 TN-R"]),
        ("订单一份：洗板水5桶", ["5 桶 WS-5"]),
        ("洗板水大包装的5桶", ["5 桶 WS-5"]),
        # What all are wanted of is asked about.
        ("彩粉T9黑的3支，洗板水都要", ["3 支 TN-K", "- - WS-5"]),
        ("6 drums plate wash - no, let us say 8 drums", ["8 桶 WS-5"]),
    ],
)
def test_of_the_noun_before(text: str, expected: list[str]) -> None:
    rows = """\
TN-K,彩粉 T9 黑,Toner T9 black,,黑,彩粉,支,,支,90,CNY,,900,
TN-R,彩粉 T9 红,Toner T9 magenta,,红,彩粉,支,,支,90,CNY,,900,
TN-B,彩粉 T9 蓝,Toner T9 cyan,,蓝,彩粉,支,,支,90,CNY,,900,
IK-R,光油墨 红 1kg,Gloss ink magenta,,红,油墨,罐,,罐,70,CNY,,900,
IK-B,光油墨 蓝 1kg,Gloss ink cyan,,蓝,油墨,罐,,罐,70,CNY,,900,
UV-R,固化墨 红 1kg,Cured ink magenta,,红,油墨,罐,,罐,70,CNY,,900,
UV-B,固化墨 蓝 1kg,Cured ink cyan,,蓝,油墨,罐,,罐,70,CNY,,900,
WS-5,洗板水 5L,Plate wash 5L,,5L,化学品,桶,,桶,60,CNY,,900,
"""
    assert lines(of_a_stranger(text, catalog_of(rows))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gum tape 30 rolls; same of the wool brushes", ["30 卷 GM-48", "- - BS-3"]),
        ("cleaning vinegar 5% 6 bottles, cleaning vinegar 10% ditto", ["6 瓶 VC-5", "- - VC-10"]),
        ("折叠桌120cm的6张，餐桌120cm的也一样", ["6 张 FT-12", "- - DT-12"]),
    ],
)
def test_as_much_of_another_is_asked_about(text: str, expected: list[str]) -> None:
    assert _lines(text) == expected


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("send 30 rolls of gum tape, and likewise the wool brushes to the yard", "- - BS-3"),
        ("餐桌120cm的6张开票，羊毛刷也一样", "- - BS-3"),
        ("餐桌120cm的6张不急，羊毛刷一样", "- - BS-3"),
        ("gum tape must be dry, 5 rolls, same for the wool brushes", "- - BS-3"),
    ],
)
def test_what_is_alike_in_another_way_has_no_amount_of_the_other(text: str, asked: str) -> None:
    assert _lines(text)[1] == asked


def test_of_two_sorts_none_is_chosen() -> None:
    rows = """\
HW-4,米饭碗 白瓷,Hotel white rice bowl,,4寸,白瓷,只,箱=72,箱,4,CNY,,900,
HW-6,汤面碗 白瓷,Hotel white noodle bowl,,6寸,白瓷,只,箱=48,箱,7,CNY,,900,
QH-4,青瓷饭碗,Celadon rice bowl,,4寸,青瓷,只,箱=72,箱,5,CNY,,900,
QH-6,青瓷面碗,Celadon noodle bowl,,6寸,青瓷,只,箱=48,箱,8,CNY,,900,
"""
    found = of_a_stranger("饭碗10箱面碗6箱", catalog_of(rows))
    assert lines(found) == ["10 箱 -", "6 箱 -"]
    assert "lines[1].sku ambiguous" in flags(found)


def test_a_word_that_points_back_beside_one_that_heads_a_list() -> None:
    """What a heading says of all that follow stands between the words as a list of parts, which no phrase book holds."""
    text = "more tables, all folding: 36 of the 120 cm, 60 of the 180 cm and 7 dozen of the 120 cm. I make it 180 altogether"
    assert _lines(text) == ["36 张 FT-12", "60 张 FT-18", "84 张 FT-12"]
