"""A depot of ropes, grease and glasses, invented for the tests of sizes, packings and prices beside amounts."""

from functools import cache

from parsers import Catalog, Customer, Directory, Message, Reading, Sender, read
from tests.parsers.company import NOW
from tests.parsers.shop import catalog_of

_ROWS = """\
RP-8,丙纶绳 8mm,PP rope 8mm,,200m/盘,绳,米,盘=200,盘,1.20,CNY,,90000,
RP-12,丙纶绳 12mm,PP rope 12mm,,200m/盘,绳,米,盘=200,盘,2.50,CNY,,90000,
SH-8,卸扣 8mm,Shackle 8mm,,,卸扣,个,盒=50;箱=400,盒,2.20,CNY,,90000,
SH-12,卸扣 12mm,Shackle 12mm,,,卸扣,个,盒=25;箱=200,盒,4.50,CNY,,90000,
GR-2,锂基脂 2号 15kg,Lithium grease EP2 15kg,,15kg/桶,润滑,桶,托盘=36,桶,210,CNY,,9000,
GR-3,锂基脂 3号 15kg,Lithium grease EP3 15kg,,15kg/桶,润滑,桶,托盘=36,桶,215,CNY,,9000,
HY-18,液压油 46号 18L,Hydraulic oil 46 18L,,18L/桶,润滑,桶,托盘=32,桶,180,CNY,,9000,
HY-200,液压油 46号 200L,Hydraulic oil 46 200L,,200L/桶,润滑,桶,托盘=4,桶,1850,CNY,,9000,
WG-350,红酒杯 350ml,Wine glass 350ml,,350ml,玻璃,个,箱=24;打=12,箱,8,CNY,,90000,
WG-450,红酒杯 450ml,Wine glass 450ml,,450ml,玻璃,个,箱=24;打=12,箱,9,CNY,,90000,
JG-15,玻璃壶 1.5L,Glass jug 1.5L,,1.5L,玻璃,个,箱=8,箱,24,CNY,,9000,
LD-JG,壶盖,Lid for glass jug,,,玻璃,个,箱=100,个,3,CNY,,9000,
PM-1,手动黄油泵,Hand grease pump,,,工具,台,箱=6,台,95,CNY,,900,
CM-50,白水泥 50kg,White cement 50kg,,50kg,建材,袋,吨=20,袋,48,CNY,,9000,
CM-5,白水泥 5kg,White cement 5kg,,5kg,建材,袋,箱=4,袋,7,CNY,,9000,
EL-25,PPR弯头 25,PPR elbow 25,,25,管件,个,箱=100,个,1.2,CNY,,9000,
EL-32,PPR弯头 32,PPR elbow 32,,32,管件,个,箱=80,个,1.8,CNY,,9000,
TU-24,钍钨针 2.4,Thoriated tungsten 2.4mm,,2.4mm,焊材,支,盒=10,盒,6,CNY,,9000,
"""
_CUSTOMER = Customer(
    "D1",
    "江岸机电",
    telegram="@jiangan",
    addresses=(("店里", "芜湖市镜湖区北京路5号"), ("总仓", "芜湖市鸠江区官陡路18号")),
    date_order="DMY",
)


@cache
def _catalog() -> Catalog:
    return catalog_of(_ROWS)


def reading(text: str) -> Reading:
    """What the depot's customer means in a chat."""
    message = Message("d", "chat", NOW, Sender("@jiangan"), text)
    return read(message, catalog=_catalog(), directory=Directory([_CUSTOMER], []))
