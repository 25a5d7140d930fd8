"""What looks like a packing, a part, a size or a price, and is how many are wanted, or said of something else."""

from functools import cache

import pytest

from parsers import Catalog, Context, Flag, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.haberdasher import waits
from tests.parsers.shop import catalog_of, flags, lines

_GOODS = """\
CO-1,可乐,Cola,,,饮料,罐,箱=24,箱,2.00,CNY,,300,
XP-1,雪碧,Lemonade,,,饮料,罐,箱=24,箱,2.00,CNY,,300,
PE-1,签字笔 黑,Pen black,签字笔,,文具,支,盒=12,支,2.00,CNY,,300,
JQ-1,锦旗 双面,Banner double-sided,双面锦旗,,礼品,面,,面,60.00,CNY,,300,
JQ-2,锦旗 单面,Banner single-sided,单面锦旗,,礼品,面,,面,50.00,CNY,,300,
JB-1,奖杯,Trophy,,,礼品,个,,个,60.00,CNY,,300,
AB-1,AB胶 双管,Epoxy 2-tube,AB胶,,胶,管,,管,9.00,CNY,,300,
AB-2,AB胶 单管,Epoxy 1-tube,,,胶,管,,管,6.00,CNY,,300,
AL-40,铝型材 4040,Aluminium profile 4040,,,型材,米,,米,30.00,CNY,,300,
AL-80,铝型材 4080,Aluminium profile 4080,,,型材,米,,米,50.00,CNY,,300,
BR-5,轴承 6205,Bearing 6205,,,轴承,个,,个,10.00,CNY,,300,
BR-6,轴承 6206,Bearing 6206,,,轴承,个,,个,12.00,CNY,,300,
SF-2,双人沙发,Sofa two-seat,,双人,家具,张,,张,900.00,CNY,,300,
SF-3,三人沙发,Sofa three-seat,,三人,家具,张,,张,1200.00,CNY,,300,
SW-1,墙壁开关 单联,Switch 1-gang,,单联,电,个,,个,6.00,CNY,,300,
SW-2,墙壁开关 双联,Switch 2-gang,,双联,电,个,,个,9.00,CNY,,300,
CH-1,充电器 单口,Charger 1-port,,,电,个,,个,20.00,CNY,,300,
CH-2,充电器 双口,Charger 2-port,,,电,个,,个,30.00,CNY,,300,
FR-1,冰箱 单门,Fridge 1-door,,,电,台,,台,900.00,CNY,,300,
FR-2,冰箱 双门,Fridge 2-door,,,电,台,,台,1500.00,CNY,,300,
LD-1,落地灯 单头,Floor lamp 1-head,,,灯,台,,台,100.00,CNY,,300,
LD-2,落地灯 双头,Floor lamp 2-head,,,灯,台,,台,160.00,CNY,,300,
VA-1,阀 单通,Valve 1-way,,,阀,个,,个,10.00,CNY,,300,
VA-2,阀 二通,Valve 2-way,,,阀,个,,个,12.00,CNY,,300,
FI-1,过滤器 单级,Filter 1-stage,,,滤,个,,个,10.00,CNY,,300,
FI-2,过滤器 双级,Filter 2-stage,,,滤,个,,个,12.00,CNY,,300,
BE-1,床 单人,Bed 1-person,,,家具,张,,张,500.00,CNY,,300,
BE-2,床 双人,Bed 2-person,,,家具,张,,张,700.00,CNY,,300,
CA-1,电缆 单芯,Cable 1-core,,,电,米,,米,5.00,CNY,,300,
CA-2,电缆 双芯,Cable 2-core,,,电,米,,米,8.00,CNY,,300,
FN-3,风扇 三叶,Fan 3-blade,,,电,台,,台,100.00,CNY,,300,
FN-5,风扇 五叶,Fan 5-blade,,,电,台,,台,100.00,CNY,,300,
XF-200,洗发水 200ml,Shampoo 200ml,,,日化,支,箱=24,支,10.00,CNY,,300,
XF-500,洗发水 500ml,Shampoo 500ml,,,日化,瓶,箱=12,瓶,20.00,CNY,,300,
XG-20,线管 20,Conduit 20,20线管,,管材,根,捆=30,根,3.00,CNY,,300,
XG-25,线管 25,Conduit 25,25线管,,管材,根,捆=20,根,4.00,CNY,,300,
"""
SOFA = Flag("lines[0].sku", "ambiguous", ("SF-2", "SF-3"), "双人还是三人？")
SWITCH = Flag("lines[0].sku", "ambiguous", ("SW-1", "SW-2"), "单联还是双联？")
CHARGER = Flag("lines[0].sku", "ambiguous", ("CH-1", "CH-2"), "单口还是双口？")


@cache
def catalog() -> Catalog:
    return catalog_of(_GOODS)


def reading(text: str, context: Context | None = None) -> Reading:
    return read(message(text, context=context), catalog=catalog(), directory=directory())


@pytest.mark.parametrize(
    ("text", "means"),
    [
        # The one case that is wanted; one of so many, where others are counted beside it.
        ("一箱24罐的可乐，雪碧2箱", ["1 箱 CO-1", "2 箱 XP-1"]),
        ("来一箱24罐的可乐", ["1 箱 CO-1"]),
        ("可乐来一箱24罐的", ["1 箱 CO-1"]),
        ("可乐一箱24罐的3箱", ["3 箱 CO-1"]),
        ("签字笔一盒12支的来5盒", ["5 盒 PE-1"]),
        ("5盒签字笔，一盒12支的那种", ["5 盒 PE-1"]),
        # So many of what is sold by it.
        ("双面锦旗两面，奖杯3个", ["2 面 JQ-1", "3 个 JB-1"]),
        ("双面锦旗两面", ["2 面 JQ-1"]),
        # A kind, behind a comma and without one.
        ("开关20个，双联的", ["20 个 SW-2"]),
        ("冰箱2台，双门", ["2 台 FR-2"]),
        ("10 valves, two-way", ["10 个 VA-2"]),
        ("落地灯2台，要两头的", ["2 台 LD-2"]),
        ("8 chargers, with 2 ports", ["8 个 CH-2"]),
        # What counts the bottles, where none is sold by it.
        ("洗发水5支", ["5 支 XF-200"]),
        ("cola 24 can please", ["24 罐 CO-1"]),
        ("cola 24 can ship today", ["24 罐 CO-1"]),
        ("奖杯2个，线管20一捆", ["2 个 JB-1", "1 捆 XG-20"]),
    ],
)
def test_what_is_wanted_is_counted(text: str, means: list[str]) -> None:
    found = reading(text)
    assert (lines(found), flags(found)) == (means, [])


@pytest.mark.parametrize(
    ("text", "means", "code"),
    [
        ("锦旗2面，奖杯3个", ["2 面 -", "3 个 JB-1"], "ambiguous"),
        ("2 tubes epoxy, 3 trophies", ["2 管 -", "3 个 JB-1"], "ambiguous"),
        # A size that none has leaves its line, whatever it is measured by.
        ("2020铝型材10米，轴承6205 10个", ["10 米 -", "10 个 BR-5"], "unknown"),
        ("轴承6208 4个，奖杯2个", ["4 个 -", "2 个 JB-1"], "unknown"),
        ("轴承1000 送到2206室", ["1000 - -"], "ambiguous"),
        # Who comes, who uses it, where it goes: said of no goods.
        ("开关20个，两位师傅装", ["20 个 -"], "ambiguous"),
        ("充电器10个，两口子用", ["10 个 -"], "ambiguous"),
        ("冰箱2台，两门店各一台", ["2 台 -"], "ambiguous"),
        ("落地灯2台放两头", ["2 台 -"], "ambiguous"),
        ("10 valves, delivery one way only", ["10 - -"], "ambiguous"),
        ("beds 5 pcs, one person per room", ["5 张 -"], "ambiguous"),
        ("cable 200 m, one core damaged last time, fridge 2-door 1", ["200 米 -", "1 台 FR-2"], "ambiguous"),
        # An amount that a part has as well stays one where the name has no other.
        ("风扇4叶，奖杯2个", ["4 - -", "2 个 JB-1"], "ambiguous"),
        ("线管20一捆我要5捆", ["5 捆 -"], "ambiguous"),
    ],
)
def test_what_tells_nothing_is_asked_about(text: str, means: list[str], code: str) -> None:
    found = reading(text)
    assert lines(found) == means
    assert f"lines[0].sku {code}" in flags(found)


@pytest.mark.parametrize("text", ["线管20一捆给不给", "线管20一捆吧", "线管20一捆怎么样"])
def test_what_is_haggled_over_is_no_size(text: str) -> None:
    assert reading(text).verdict != "accept"


@pytest.mark.parametrize(
    ("flag", "text", "sku"),
    [
        (SOFA, "我们两人在家，三人的那张", "SF-3"),
        (SOFA, "三人的", "SF-3"),
        (SOFA, "双人沙发", "SF-2"),
        (SWITCH, "双联那款", "SW-2"),
        (CHARGER, "the 2 port one", "CH-2"),
        (CHARGER, "两口的", "CH-2"),
        # Of something else.
        (SOFA, "两人来搬", "-"),
        (SOFA, "你们两人送", "-"),
        (SWITCH, "两位师傅装", "-"),
        (CHARGER, "两口子用的那种", "-"),
        (CHARGER, "你们二口价多少", "-"),
    ],
)
def test_an_answer_tells_a_kind_only_where_it_says_no_more(flag: Flag, text: str, sku: str) -> None:
    found = reading(text, waits("2 个 -", flags=(flag,)))
    assert [line.sku or "-" for line in found.lines] in ([sku], [] if sku == "-" else [sku])
