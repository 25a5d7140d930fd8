"""A wholesaler of goods that come in many sizes and colours, invented for the tests of what is ordered in one breath."""

from functools import cache

from parsers import Catalog, Context, Reading, read
from tests.parsers import shop
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of


def _rows() -> list[str]:
    rows = []
    for code, zh, en in (("Y", "黄色", "yellow"), ("G", "绿色", "green")):
        for size in ("S", "M", "L", "XL"):
            rows += [
                f"RC-{code}-{size},雨衣 涤纶 {zh} {size},Raincoat polyester {en} {size},{zh}雨衣 {size},{zh}; {size},雨具,件,包=10;箱=50,件,21.00,CNY,,900,"
            ]
    for size in (36, 38, 40, 42):
        rows += [
            f"SL-{size},棉拖鞋 灰色 {size}码,Cotton slippers grey {size},灰拖鞋 {size},{size}码; 灰色,鞋,双,箱=24,双,11.00,CNY,,900,"
        ]
    for size in (110, 120, 130):
        rows += [
            f"DK-{size},舞蹈裙 红色 {size},Dance skirt red {size},红舞蹈裙 {size},{size}; 红色,裙,条,包=5,条,33.00,CNY,,900,"
        ]
    for size in (20, 25, 32):
        rows += [
            f"PP-{size},PPR水管 DN{size},PPR pipe DN{size},PPR管 {size},DN{size}; 4m,管材,根,捆=20,根,9.00,CNY,,900,"
        ]
    for code, zh, en in (("R", "红色", "red"), ("W", "白色", "white"), ("B", "蓝色", "blue")):
        rows += [f"TP-{code},彩条布 {zh},Tarpaulin {en},{zh}彩条布,{zh}; 4m,篷布,卷,,卷,60.00,CNY,,900,"]
    rows.append("UM-01,晴雨伞,Umbrella,,三折,雨具,把,箱=60,把,14.00,CNY,,900,")
    return rows


@cache
def catalog() -> Catalog:
    return catalog_of("\n".join(_rows()))


def reading(text: str, context: Context | None = None) -> Reading:
    """What a customer on file means by the text."""
    return read(message(text, context=context), catalog=catalog(), directory=directory())


def lines(text: str) -> list[str]:
    return shop.lines(reading(text))


def flags(text: str) -> list[str]:
    return shop.flags(reading(text))
