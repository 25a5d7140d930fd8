"""What tells a product, a size or a line elsewhere, and here does not: of a shop that no rule knows."""

import pytest

from parsers import Catalog
from tests.parsers.shop import catalog_of, flags, lines, of_a_stranger

_GOODS = """\
XF-2,洗发水 200ml,Shampoo 200ml,,200ml,洗护,支,箱=24,支,10.00,CNY,,300,
XF-5,洗发水 500ml,Shampoo 500ml,,500ml,洗护,瓶,箱=12,瓶,20.00,CNY,,300,
MK-2,鲜牛奶 200ml,Fresh milk 200ml,牛奶200ml,200ml,乳品,盒,箱=24,盒,3.00,CNY,,300,
MK-1,鲜牛奶 1L,Fresh milk 1L,牛奶1L,1L,乳品,瓶,箱=12,瓶,12.00,CNY,,300,
MK-5,鲜牛奶 5L,Fresh milk 5L,牛奶5L,5L,乳品,桶,,桶,50.00,CNY,,300,
LJ-15,垃圾袋 45×50cm 15L,Bin bag 45x50cm 15L,,45×50cm; 15L,清洁,卷,箱=50,卷,5.00,CNY,,300,
LJ-60,垃圾袋 90×100cm 60L,Bin bag 90x100cm 60L,,90×100cm; 60L,清洁,卷,箱=30,卷,9.00,CNY,,300,
PJ-1,啤酒 330ml 罐装单罐,Canned beer 330ml,,330ml,酒,罐,箱=24,罐,4.00,CNY,,300,
PJ-6,啤酒 330ml*6罐装,Canned beer 6-pack,,330ml*6,酒,组,箱=4,组,22.00,CNY,,300,
XG-20,线管 20,Conduit 20,,20mm,管,捆,,捆,90.00,CNY,,300,
XG-25,线管 25,Conduit 25,,25mm,管,捆,,捆,130.00,CNY,,300,
SW-1,螺丝刀 十字,Screwdriver cross,,,工具,把,箱=60,把,8.00,CNY,,300,
RW-1,干红葡萄酒 750ml,Red wine 750ml,红酒,750ml,酒,瓶,箱=6,瓶,60.00,CNY,,300,
WW-1,干白葡萄酒 750ml,White wine 750ml,白酒,750ml,酒,瓶,箱=6,瓶,60.00,CNY,,300,
SU-1,大蒜 5kg,Garlic 5kg,,5kg,菜,袋,,袋,40.00,CNY,,300,
SU-2,大蒜 25kg,Garlic 25kg,,25kg,菜,袋,,袋,180.00,CNY,,300,
YN-4,盐 400g,Salt 400g,,400g,调料,袋,箱=50,袋,2.00,CNY,,300,
GJ-20,钢筋 20mm,Rebar 20mm,,20mm,钢,根,,根,90.00,CNY,,300,
YY-1,雨衣 成人,Raincoat adult,,PVC; 连体,劳保,件,箱=30,件,25.00,CNY,,300,
YY-2,PVC雨衣 儿童,PVC raincoat child,,,劳保,件,箱=30,件,18.00,CNY,,300,
KL-1,可乐 330ml,Cola 330ml,,330ml,饮料,罐,箱=24,箱,2.00,CNY,,300,
"""
CATALOG: Catalog = catalog_of(_GOODS)
# Below this a person looks.
SURE = 0.8


@pytest.mark.parametrize(
    ("text", "means"),
    [
        # What is counted by the unit itself goes before what merely comes in bottles.
        ("洗发水5支", ["5 支 XF-2"]),
        # The large bottle is no drum.
        ("大瓶牛奶3瓶", ["3 瓶 MK-1"]),
        ("大桶牛奶2桶", ["2 桶 MK-5"]),
        # Sides tell nothing beside what the whole holds.
        ("大垃圾袋3卷", ["3 卷 LJ-60"]),
        ("小垃圾袋3卷", ["3 卷 LJ-15"]),
        # The unit of the pack tells the pack, that of one the one.
        ("罐装啤酒330ml 5组", ["5 组 PJ-6"]),
        ("罐装啤酒330ml 5罐", ["5 罐 PJ-1"]),
        # A size ends its name among lines alone.
        ("线管20一捆，螺丝刀5把", ["1 捆 XG-20", "5 把 SW-1"]),
        # Persons, places, days and packages are no goods.
        ("Red wine 12 bottles. Guests 30.", ["12 瓶 RW-1"]),
        ("Red wine 12 bottles. Persons 30.", ["12 瓶 RW-1"]),
        ("Red wine 12 bottles, white wine 6 bottles. Drivers 2.", ["12 瓶 RW-1", "6 瓶 WW-1"]),
        ("Red wine 12 bottles, white wine 6 bottles. Pallets 1.", ["12 瓶 RW-1", "6 瓶 WW-1"]),
        ("Red wine 12 bottles, white wine 6 bottles. Payment terms 30.", ["12 瓶 RW-1", "6 瓶 WW-1"]),
        # Another sort of it, or whom it is for.
        ("厨房蒜25kg 2袋", ["2 袋 SU-2"]),
        ("紫皮蒜5kg 2袋", ["2 袋 SU-1"]),
        ("独头蒜5kg 2袋", ["2 袋 SU-1"]),
        ("后厨盐400g 5袋", ["5 袋 YN-4"]),
    ],
)
def test_what_is_told_is_meant(text: str, means: list[str]) -> None:
    assert lines(of_a_stranger(text, CATALOG)) == means


@pytest.mark.parametrize("text", ["大瓶牛奶3", "大瓶的牛奶要两箱", "小桶牛奶2"])
def test_a_large_bottle_is_no_drum(text: str) -> None:
    assert "MK-2" not in str(lines(of_a_stranger(text, CATALOG))) or flags(of_a_stranger(text, CATALOG))
    if "瓶" in text:
        assert "MK-5" not in str(lines(of_a_stranger(text, CATALOG)))


@pytest.mark.parametrize("text", ["线管20一捆给不给", "线管20一捆吧", "线管20一捆怎么样"])
def test_a_price_that_is_haggled_over_is_no_order(text: str) -> None:
    assert lines(of_a_stranger(text, CATALOG)) == []


def test_so_many_at_a_price() -> None:
    assert "1 捆 XG-20" not in lines(of_a_stranger("线管20一捆我要5捆", CATALOG))


def test_what_two_products_have_tells_neither() -> None:
    assert flags(of_a_stranger("PVC雨衣5件", CATALOG))


def test_one_that_is_asked_about_is_not_ordered() -> None:
    found = of_a_stranger("要一箱可乐多少钱", CATALOG)
    assert found.intent == "inquiry" or found.certainty < SURE


@pytest.mark.parametrize("text", ["工地20mm 10根", "公司20mm 3根"])
def test_who_it_is_for_is_no_other_thing(text: str) -> None:
    assert "- -" not in str(lines(of_a_stranger(text, CATALOG)))
