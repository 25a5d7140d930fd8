"""What small words, single letters and brackets beside a name tell of it."""

from functools import cache

import pytest

from parsers import Catalog, Context, Flag, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.haberdasher import delivered, waits
from tests.parsers.shop import catalog_of, flags, lines

_ROWS = """\
PL-A,胶合板 A级 18mm,Birch plywood grade A 18mm,A级胶合板,A级; 18mm,板材,张,托=40,张,120.00,CNY,,900,
PL-B,胶合板 B级 18mm,Birch plywood grade B 18mm,B级胶合板,B级; 18mm,板材,张,托=40,张,90.00,CNY,,900,
GL-N,丁腈手套 蓝色,Nitrile gloves blue,蓝丁腈手套,蓝色,手套,双,包=10;箱=200,包,2.00,CNY,,9000,
GL-L,乳胶手套 白色,Latex gloves white,白乳胶手套,白色,手套,双,包=12;箱=240,包,1.50,CNY,,9000,
SC-35,自攻螺丝 3.5×35,Drywall screw 3.5x35,3.5自攻丝,3.5×35,五金,盒,箱=20,盒,9.00,CNY,,900,
GU-W,玻璃胶 透明,Silicone sealant clear,透明玻璃胶,透明,胶,支,箱=24,支,7.00,CNY,,900,
LT-N,低压灯带 3000K,LED strip 3000K,暖光低压灯带,3000K 暖光,灯,卷,箱=50,卷,16.00,CNY,,900,
LT-W,低压灯带 6500K,LED strip 6500K,白光低压灯带,6500K 白光,灯,卷,箱=50,卷,16.00,CNY,,900,
GU-B,玻璃胶 黑色,Silicone sealant black,黑玻璃胶,黑色,胶,支,箱=24,支,7.00,CNY,,900,
"""


@cache
def _catalog() -> Catalog:
    return catalog_of(_ROWS)


def reading(text: str, context: Context | None = None) -> Reading:
    return read(message(text, context=context), catalog=_catalog(), directory=directory())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 sheets birch plywood A, 2 cases clear silicone sealant", ["20 张 PL-A", "2 箱 GU-W"]),
        ("- 20 sheets plywood, grade A\n- 5 sheets plywood, grade B", ["20 张 PL-A", "5 张 PL-B"]),
        ("plywood grade a 20 sheets please", ["20 张 PL-A"]),
        ("玻璃膠透明嗰隻2箱，A級膠合板嗰種20張", ["2 箱 GU-W", "20 张 PL-A"]),
        ("玻璃胶黑色那款3支，透明那只1箱", ["3 支 GU-B", "1 箱 GU-W"]),
        ("20 packs nitrile gloves (10 pairs inside), 3 boxes drywall screws", ["20 包 GL-N", "3 盒 SC-35"]),
        ("蓝丁腈手套20包（10双）", ["20 包 GL-N"]),
        ("蓝丁腈手套20包（200双）", ["20 包 GL-N"]),
        ("丁腈手套10双一包那种来20包", ["20 包 GL-N"]),
        ("上次那箱一双都没坏，再来蓝丁腈手套20包", ["20 包 GL-N"]),
        ("透明玻璃胶卖完了来10箱", ["10 箱 GU-W"]),
        ("透明玻璃胶都用完了要10箱，B级胶合板卖完了", ["10 箱 GU-W"]),
        ("3.5自攻丝5盒（存2盒），透明玻璃胶1箱（有3支）", ["5 盒 SC-35", "1 箱 GU-W"]),
        ("工地又收了14个新的，透明玻璃胶2箱", ["2 箱 GU-W"]),
        ("报名到了120组，透明玻璃胶来2箱", ["2 箱 GU-W"]),
        ("透明玻璃胶2箱，黑的不用，昨天刚到过10箱", ["2 箱 GU-W"]),
        ("A thousand thanks! 20 packs nitrile gloves, expiry after 2029", ["20 包 GL-N"]),
        ("pls book 20 packs nitrile gloves, the latex ones are over our budget", ["20 包 GL-N"]),
        ("20 packs nitrile gloves. The black sealant is under study, do not include it.", ["20 包 GL-N"]),
        ("A级胶合板，共20张，送店里", ["20 张 PL-A"]),
        ("20 of the nitrile gloves, 3 of the 3.5x35 drywall screws", ["20 包 GL-N", "3 盒 SC-35"]),
        ("20 sheets of the grade A plywood and 5 of the grade B ones", ["20 张 PL-A", "5 张 PL-B"]),
        ("After the fair we confirm that we take 20 packs nitrile gloves", ["20 包 GL-N"]),
        ("The gloves need to be on site by Friday.\n20 packs nitrile gloves", ["20 包 GL-N"]),
    ],
)
def test_a_clear_order(text: str, expected: list[str]) -> None:
    found = reading(text)
    assert (lines(found), flags(found), found.verdict) == (expected, [], "accept")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("we need a plywood, 20 sheets", ["lines[0].sku ambiguous"]),
        ("nitrile gloves 20 packs (12 pairs inside)", ["lines[0].quantity conflict"]),
        ("透明玻璃胶12箱，黑色玻璃胶，共48箱", ["lines[1].quantity missing"]),
        ("透明玻璃胶、黑色玻璃胶，共48箱", ["lines missing"]),
        ("透明玻璃胶10箱卖完了", ["lines missing"]),
        ("蓝丁腈手套20包（100双）", ["lines[0].quantity conflict"]),
    ],
)
def test_what_leaves_two_things_open(text: str, asked: list[str]) -> None:
    assert flags(reading(text)) == asked


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("黄光那款", "5 卷 LT-N"),
        ("要白光的", "5 卷 LT-W"),
        ("黄光的，改8卷", "8 卷 LT-N"),
        ("蓝光那款", "5 卷 -"),
        ("黄光白光都行", "5 卷 -"),
    ],
)
def test_a_value_that_one_candidate_has_under_another_name(text: str, line: str) -> None:
    light = Flag("lines[0].sku", "ambiguous", ("LT-N", "LT-W"), "3000K还是6500K？")
    found = reading(text, waits("5 卷 -", "3 支 GU-W", flags=(light,)))
    assert lines(found)[0] == line
    assert (found.verdict == "accept") == (not line.endswith("-"))


@pytest.mark.parametrize(
    ("text", "expected", "verdict"),
    [
        ("照上次再来一份，丁腈手套翻倍", ["40 包 GL-N", "5 盒 SC-35"], "accept"),
        (
            "same as last time please, double the quantity of nitrile gloves",
            ["40 包 GL-N", "5 盒 SC-35"],
            "accept",
        ),
        ("照上次的，A级胶合板翻倍", ["20 包 GL-N", "5 盒 SC-35"], "review"),
        ("丁腈手套20包，自攻丝翻倍", ["20 包 GL-N"], "review"),
    ],
)
def test_twice_an_amount_is_known_where_the_last_order_has_it(
    text: str, expected: list[str], verdict: str
) -> None:
    found = reading(text, delivered("20 包 GL-N", "5 盒 SC-35"))
    assert (lines(found), found.verdict) == (expected, verdict)


def test_goods_that_only_came_are_looked_at() -> None:
    assert reading("上个月透明玻璃胶来了10箱").verdict != "accept"
