"""A small wholesaler of electrical and garden goods, invented for the tests of the parsers."""

from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Literal

from parsers import Catalog, Context, Customer, Directory, Message, Reading, Rep, Sender, read
from tests.parsers import shop
from tests.parsers.shop import catalog_of

# A Monday, ten o'clock in Shanghai.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=8)))

CATALOG = """\
CB-25,护套线 2.5平方,Sheathed cable 2.5sqmm,2.5护套线,2.5mm²; 3芯,电线,米,卷=100,卷,5.20,CNY,,9000,
CB-40,护套线 4平方,Sheathed cable 4sqmm,4平方护套线,4mm²; 3芯,电线,米,卷=100,卷,8.10,CNY,,9000,
SW-01,墙壁开关 一开,Wall switch 1-gang,一开开关;单开,86型,开关,个,盒=10;箱=100,个,6.00,CNY,10,800,
SW-02,墙壁开关 二开,Wall switch 2-gang,二开开关;双开,86型,开关,个,盒=10;箱=100,个,9.00,CNY,10,800,
LB-09,球泡灯 9W 白光,LED bulb 9W white,9瓦灯泡,9W; E27,照明,只,箱=50,只,4.50,CNY,,4000,
LB-12,球泡灯 12W 白光,LED bulb 12W white,12瓦灯泡,12W; E27,照明,只,箱=50,只,5.50,CNY,,4000,
PV-20,线管 20mm,Conduit 20mm,20线管,20mm; 3m,管材,根,捆=30,,3.80,CNY,,3000,
SL-CL,玻璃胶 透明,Silicone sealant clear,透明玻璃胶,300ml,辅料,支,箱=24,支,8.00,CNY,,900,
SL-WH,玻璃胶 白色,Silicone sealant white,白色玻璃胶,300ml,辅料,支,箱=24,支,8.00,CNY,,900,
GV-LF,园艺手套 左手,Garden glove left,手套左,左; 皮,园艺,只,包=10,只,7.00,CNY,,600,
GV-RT,园艺手套 右手,Garden glove right,手套右,右; 皮,园艺,只,包=10,只,7.00,CNY,,600,
HS-15,浇水管 15m,Garden hose 15m,15米水管,15m,园艺,卷,,卷,45.00,CNY,,200,
HS-30,浇水管 30m,Garden hose 30m,30米水管,30m,园艺,卷,,卷,80.00,CNY,,200,
FT-05,复合肥 5kg,Compound fertiliser 5kg,小袋复合肥,5kg×4袋,园艺,袋,箱=4,袋,26.00,CNY,,500,
FT-25,复合肥 25kg,Compound fertiliser 25kg,大袋复合肥,25kg/袋,园艺,袋,,袋,98.00,CNY,,500,
PT-12,陶土花盆 12cm,Terracotta pot 12cm,小花盆,12cm,园艺,个,箱=48,个,3.20,CNY,,2000,
PT-20,陶土花盆 20cm,Terracotta pot 20cm,大花盆,20cm,园艺,个,箱=24,个,6.80,CNY,,2000,
TR-06,育苗盘 60×30cm,Seed tray 60x30cm,,60×30cm,园艺,个,包=20,个,5.00,CNY,,2000,
"""

CUSTOMER = Customer(
    "K01", "绿野园艺店", emails=("shop@luye.example.cn",), addresses=(("店里", "宁波市海曙区柳汀街10号"),)
)
REP = Rep("沈洁", ("shen@dianyuan.example.cn",))


@cache
def catalog() -> Catalog:
    return catalog_of(CATALOG)


@cache
def directory() -> Directory:
    return Directory([CUSTOMER], [REP])


def message(
    text: str,
    *,
    channel: Literal["email", "chat"] = "chat",
    sender: str = "shop@luye.example.cn",
    subject: str | None = None,
    context: Context | None = None,
) -> Message:
    return Message("m", channel, NOW, Sender(sender), text, subject, context or Context())


def reading(text: str, context: Context | None = None) -> Reading:
    """What a customer on file means by the text."""
    return read(message(text, context=context), catalog=catalog(), directory=directory())


def reading_of_places(text: str, places: tuple[tuple[str, str], ...]) -> Reading:
    """What a customer means to whom goods may be sent to these places (label, address), the first by default."""
    customer = Customer("Q1", "青山商行", contact="阿杰", telegram="@q1", addresses=places)
    sent = Message("t", "chat", NOW, Sender("@q1"), text, None, Context())
    return read(sent, catalog=catalog(), directory=Directory([customer], []))


def lines(text: str, context: Context | None = None) -> list[str]:
    return shop.lines(reading(text, context))


def flags(text: str, context: Context | None = None) -> list[str]:
    return shop.flags(reading(text, context))
