"""A small wholesaler of what ice cream parlours need, and of things to clean them with, invented for the tests of products that one
word tells apart."""

from functools import cache

from parsers import Catalog, Customer, Directory, Message, Reading, Sender, read
from tests.parsers.company import NOW
from tests.parsers.shop import catalog_of

_GOODS = """\
IC-VA-5,香草冰淇淋 5L,Vanilla ice cream 5L,,5L×2桶,冰淇淋,桶,箱=2,桶,90.00,CNY,,300,
IC-VA-100,香草冰淇淋杯 100ml,Vanilla ice cream cup 100ml,,100ml×24杯,冰淇淋,杯,箱=24,箱,4.00,CNY,,900,
IC-ST-5,草莓冰淇淋 5L,Strawberry ice cream 5L,,5L×2桶,冰淇淋,桶,箱=2,桶,95.00,CNY,,300,
SC-ST,草莓淋酱 1kg,Strawberry sauce 1kg,草莓酱,1kg×12瓶,淋酱,瓶,箱=12,瓶,28.00,CNY,,400,
SC-ST-SF,无糖草莓淋酱 1kg,Sugar-free strawberry sauce 1kg,,1kg×12瓶,淋酱,瓶,箱=12,瓶,33.00,CNY,,200,
WF-D,华夫饼粉 深烘 1kg,Waffle mix dark roast 1kg,,1kg×10袋,粉类,袋,箱=10,袋,25.00,CNY,,200,
WF-MD,华夫饼粉 中深烘 1kg,Waffle mix medium-dark roast 1kg,,1kg×10袋,粉类,袋,箱=10,袋,25.00,CNY,,200,
ST-6,黑色吸管 6mm,Black straw 6mm,,6mm,纸品,盒,箱=20,盒,8.00,CNY,,200,
ST-10,黑色吸管 10mm,Black straw 10mm,,10mm,纸品,盒,箱=20,盒,9.00,CNY,,200,
NP-W,餐巾纸 白色 33cm,Napkin white 33cm,,33cm,纸品,包,箱=30,包,5.00,CNY,,900,
GL-5,玻璃清洁剂 5L,Glass cleaner 5L,,5L,清洁,桶,箱=4,桶,40.00,CNY,,100,
FL-L,地板清洁剂 薰衣草 5L,Floor cleaner lavender 5L,,5L,清洁,桶,箱=4,桶,45.00,CNY,,100,
FL-N,地板清洁剂 无香 5L,Floor cleaner unscented 5L,,5L,清洁,桶,箱=4,桶,45.00,CNY,,100,
BG-H,垃圾袋 60×80 加厚,Bin bag 60x80 heavy duty,,60×80,清洁,卷,箱=20,卷,12.00,CNY,,500,
BG-P,垃圾袋 60×80 普通,Bin bag 60x80 standard,,60×80,清洁,卷,箱=20,卷,9.00,CNY,,500,
BG-H9,垃圾袋 90×110 加厚,Bin bag 90x110 heavy duty,,90×110,清洁,卷,箱=20,卷,19.00,CNY,,500,
CR-W,打蛋器 钢丝 30cm,Wire whisk 30cm,,30cm,工具,把,箱=40,把,16.00,CNY,,100,
OL-C,护手精油 30ml,Hand care essential oil 30ml,,30ml,清洁,瓶,箱=40,瓶,21.00,CNY,,100,
PN-8,平底锅 8寸 深型,Frying pan 8 inch deep,,8寸,工具,个,箱=10,个,60.00,CNY,,50,
PN-8S,平底锅 8寸 浅型,Frying pan 8 inch shallow,,8寸,工具,个,箱=10,个,55.00,CNY,,50,
KN-B,面包刀 锯齿,Bread knife serrated,,,工具,把,箱=24,把,30.00,CNY,,50,
TL-4,茶蜡 4小时,Tealight 4 hours,,50粒/包,蜡烛,包,箱=20,包,9.00,CNY,,300,
TL-8,茶蜡 8小时,Tealight 8 hours,,50粒/包,蜡烛,包,箱=20,包,15.00,CNY,,300,
CL-P,保鲜膜 30cm,Cling film 30cm,,30cm,纸品,卷,箱=30,卷,12.00,CNY,,300,
CR-1,淡奶油 1L,Whipping cream 1L,,1L×12盒,奶品,盒,箱=12,盒,40.00,CNY,,300,
"""
_PARLOUR = Customer(
    "P01", "雪线冰品", contact="孟遥", telegram="@xuexian", addresses=(("店里", "无锡市梁溪区中山路77号"),)
)


@cache
def catalog() -> Catalog:
    return catalog_of(_GOODS)


def reading(text: str) -> Reading:
    """What the parlour's chat message means."""
    message = Message("1", "chat", NOW, Sender("@xuexian", None), text)
    return read(message, catalog=catalog(), directory=Directory([_PARLOUR], []))
