"""Two small wholesalers, of bicycle parts and of coffee, invented for the tests of what is said of their orders."""

from datetime import date
from decimal import Decimal
from functools import cache

from parsers import (
    Catalog,
    Context,
    Customer,
    Directory,
    Flag,
    Line,
    Message,
    OrderContext,
    Reading,
    Sender,
    read,
)
from tests.parsers.company import NOW
from tests.parsers.shop import catalog_of

_GOODS = {
    "bicycles": """\
TU-26-A,内胎 26寸 美嘴,Inner tube 26in Schrader,26美嘴内胎,26×1.95; 美嘴,轮胎,条,箱=50,条,9.00,CNY,,900,
TU-26-F,内胎 26寸 法嘴,Inner tube 26in Presta,26法嘴内胎,26×1.95; 法嘴,轮胎,条,箱=50,条,9.50,CNY,,900,
TU-700-F,内胎 700C 法嘴,Inner tube 700C Presta,700C内胎,700×25C; 法嘴,轮胎,条,箱=50,条,9.50,CNY,,900,
TY-26-195,外胎 26×1.95,Tyre 26x1.95,26外胎;山地胎,26×1.95,轮胎,条,箱=20,条,38.00,CNY,,400,
TY-700-25,外胎 700×25C,Tyre 700x25C,公路胎,700×25C,轮胎,条,箱=20,条,52.00,CNY,,400,
CH-8,链条 8速,Chain 8-speed,8速链条,8速; 116节,传动,条,箱=40,条,36.00,CNY,,500,
CH-9,链条 9速,Chain 9-speed,9速链条,9速; 116节,传动,条,箱=40,条,45.00,CNY,,500,
CH-11,链条 11速,Chain 11-speed,11速链条,11速; 118节,传动,条,箱=40,条,88.00,CNY,,500,
SD-C,坐垫 舒适型,Saddle comfort,舒适坐垫;加宽座,加宽; 硅胶,车座,个,箱=10,个,42.00,CNY,,300,
SD-R,坐垫 竞赛型,Saddle race,竞赛坐垫;窄座,窄型; 镂空,车座,个,箱=10,个,56.00,CNY,,300,
HM-M-R,头盔 红色 M,Helmet red M,红头盔M,M; 红,骑行装备,顶,箱=12,顶,68.00,CNY,,200,
HM-L-R,头盔 红色 L,Helmet red L,红头盔L,L; 红,骑行装备,顶,箱=12,顶,68.00,CNY,,200,
HM-M-W,头盔 白色 M,Helmet white M,白头盔M,M; 白,骑行装备,顶,箱=12,顶,68.00,CNY,,200,
HM-L-W,头盔 白色 L,Helmet white L,白头盔L,L; 白,骑行装备,顶,箱=12,顶,68.00,CNY,,200,
CB-15-B,刹车线 1.5m 黑,Brake cable 1.5m black,1.5米黑刹车线,1.5m; 黑,线管,根,包=20,根,3.20,CNY,,3000,
CB-15-W,刹车线 1.5m 白,Brake cable 1.5m white,1.5米白刹车线,1.5m; 白,线管,根,包=20,根,3.20,CNY,,3000,
CB-20-B,刹车线 2m 黑,Brake cable 2m black,2米黑刹车线,2m; 黑,线管,根,包=20,根,3.80,CNY,,3000,
PM-F,落地打气筒,Floor pump,立式打气筒,带压力表,工具,支,箱=8,支,75.00,CNY,,150,
PM-M,便携打气筒,Mini pump,迷你打气筒,铝合金,工具,支,箱=30,支,39.00,CNY,,150,
LT-F,前灯 USB充电,Front light USB,USB前灯,400流明,灯具,个,盒=10;箱=60,个,33.00,CNY,,700,
LT-R,尾灯 USB充电,Rear light USB,USB尾灯,30流明,灯具,个,盒=10;箱=60,个,19.00,CNY,,700,
BL-CU,铃铛 铜,Bell copper,铜铃铛,22.2mm,配件,个,盒=20,个,8.00,CNY,,700,
""",
    "coffee": """\
BN-COL-M,咖啡豆 哥伦比亚 中烘 1kg,Coffee beans Colombia medium roast 1kg,哥伦比亚豆,1kg; 中烘,咖啡豆,包,箱=12,包,95.00,CNY,,300,
BN-BRA-D,咖啡豆 巴西 深烘 1kg,Coffee beans Brazil dark roast 1kg,巴西豆,1kg; 深烘,咖啡豆,包,箱=12,包,82.00,CNY,,300,
BN-ETH-L,咖啡豆 埃塞 浅烘 500g,Coffee beans Ethiopia light roast 500g,埃塞豆,500g; 浅烘,咖啡豆,包,箱=24,包,78.00,CNY,,300,
FP-01,滤纸 V60 01号,Filter paper V60 size 01,01滤纸,100枚,滤纸,包,箱=40,包,12.00,CNY,,900,
FP-02,滤纸 V60 02号,Filter paper V60 size 02,02滤纸,100枚,滤纸,包,箱=40,包,14.00,CNY,,900,
OM-1,燕麦奶 1L,Oat milk 1L,燕麦奶,1L,奶品,盒,箱=12,箱,11.00,CNY,,600,
CM-1,厚椰乳 1L,Coconut milk 1L,椰乳,1L,奶品,盒,箱=12,箱,10.00,CNY,,600,
SY-VAN,糖浆 香草 750ml,Syrup vanilla 750ml,香草糖浆,750ml,糖浆,瓶,箱=6,瓶,36.00,CNY,,500,
SY-CAR,糖浆 焦糖 750ml,Syrup caramel 750ml,焦糖糖浆,750ml,糖浆,瓶,箱=6,瓶,36.00,CNY,,500,
SY-HAZ,糖浆 榛果 750ml,Syrup hazelnut 750ml,榛果糖浆,750ml,糖浆,瓶,箱=6,瓶,36.00,CNY,,500,
CP-08-W,纸杯 8oz 白,Paper cup 8oz white,8盎司白杯,8oz; 白; 50个/条,纸杯,个,条=50;箱=1000,箱,0.35,CNY,,90000,
CP-12-W,纸杯 12oz 白,Paper cup 12oz white,12盎司白杯,12oz; 白; 50个/条,纸杯,个,条=50;箱=1000,箱,0.42,CNY,,90000,
CP-12-K,纸杯 12oz 牛皮,Paper cup 12oz kraft,12盎司牛皮杯,12oz; 牛皮; 50个/条,纸杯,个,条=50;箱=1000,箱,0.45,CNY,,90000,
CP-16-W,纸杯 16oz 白,Paper cup 16oz white,16盎司白杯,16oz; 白; 50个/条,纸杯,个,条=50;箱=1000,箱,0.50,CNY,,90000,
LD-80-B,杯盖 80 黑,Lid 80mm black,80黑盖,80mm; 黑,杯盖,个,条=100;箱=1000,箱,0.10,CNY,,90000,
LD-90-B,杯盖 90 黑,Lid 90mm black,90黑盖,90mm; 黑,杯盖,个,条=100;箱=1000,箱,0.12,CNY,,90000,
LD-90-W,杯盖 90 白,Lid 90mm white,90白盖,90mm; 白,杯盖,个,条=100;箱=1000,箱,0.12,CNY,,90000,
TE-LJ,龙井 特级 250g,Longjing tea premium 250g,特级龙井,250g; 特级,茶叶,罐,箱=20,罐,120.00,CNY,,200,
TE-LJ1,龙井 一级 250g,Longjing tea grade 1 250g,一级龙井,250g; 一级,茶叶,罐,箱=20,罐,88.00,CNY,,200,
ST-12,吸管 12mm,Straw 12mm,粗吸管,12mm,吸管,根,包=100;箱=5000,箱,0.05,CNY,,90000,
""",
}
CUSTOMERS = {
    "bicycles": Customer(
        "B1",
        "追风车行",
        telegram="@zhuifeng",
        emails=("luo@zhuifeng.example.cn",),
        addresses=(("店里", "成都市锦江区东大街8号"), ("仓库", "成都市双流区航空路30号")),
        date_order="YMD",
    ),
    "coffee": Customer(
        "C1",
        "小满咖啡",
        telegram="@xiaoman",
        emails=("ines@xiaoman.example.com",),
        addresses=(("门店", "杭州市上城区中山路20号"), ("总仓", "杭州市萧山区建设路5号")),
        date_order="DMY",
    ),
}
DUE = date(2026, 11, 27)
_ORDERS = {
    "bicycles": (
        "SO-20261120-0004",
        ("30 条 TU-26-A", "12 条 CH-9", "6 个 SD-C", "4 顶 HM-M-R", "40 根 CB-15-B"),
    ),
    "coffee": (
        "SO-20261121-0011",
        ("6 包 BN-COL-M", "10 箱 OM-1", "5 瓶 SY-VAN", "3 箱 CP-12-W", "3 箱 LD-90-B"),
    ),
}
# What waits for an answer: its lines and what was asked.
_ASKED = {
    "tube": (
        ("20 条 -", "5 条 CH-8"),
        Flag("lines[0].sku", "ambiguous", ("TU-26-A", "TU-26-F"), "内胎要美嘴还是法嘴？"),
    ),
    "helm": (
        ("5 条 CH-8", "6 顶 -"),
        Flag(
            "lines[1].sku", "ambiguous", ("HM-M-R", "HM-L-R", "HM-M-W", "HM-L-W"), "头盔要哪个颜色、哪个码？"
        ),
    ),
    "price": (
        ("20 条 CH-9", "3 支 PM-F"),
        Flag("lines[0].unit_price", "conflict", (), "9速链条现价45元/条，您写的是42元/条，按45元可以吗？"),
    ),
    "date": (
        ("20 条 CH-9",),
        Flag(
            "delivery_date",
            "ambiguous",
            ("2026-12-05", "2026-05-12"),
            "You wrote 05/12. Is that 5 December or 12 May?",
        ),
    ),
    "unk": (("20 条 CH-9", "3 瓶 -"), Flag("lines[1].sku", "unknown", (), "碟刹油我们没有，要换别的吗？")),
    "qty": (("- - SD-C", "3 支 PM-F"), Flag("lines[0].quantity", "missing", (), "坐垫要几个？")),
    "unit": (
        ("20 - LT-R", "3 支 PM-F"),
        Flag("lines[0].unit", "ambiguous", ("个", "盒", "箱"), "尾灯20是按个、盒还是箱？"),
    ),
    "addr": (
        ("20 条 CH-9", "3 支 PM-F"),
        Flag(
            "delivery_address",
            "ambiguous",
            ("成都市锦江区东大街8号", "成都市双流区航空路30号"),
            "送店里还是仓库？",
        ),
    ),
    "cup": (
        ("2 箱 -", "10 箱 OM-1"),
        Flag(
            "lines[0].sku",
            "ambiguous",
            ("CP-08-W", "CP-12-W", "CP-16-W"),
            "纸杯要哪个容量：8、12还是16盎司？",
        ),
    ),
    "tea": (
        ("10 罐 -", "10 箱 OM-1"),
        Flag("lines[0].sku", "ambiguous", ("TE-LJ", "TE-LJ1"), "龙井要特级还是一级？"),
    ),
}


@cache
def _catalog(shop: str) -> Catalog:
    return catalog_of(_GOODS[shop])


def _line(row: str) -> Line:
    quantity, unit, sku = row.split()
    return Line(
        None if sku == "-" else sku,
        "",
        None if quantity == "-" else Decimal(quantity),
        None if unit == "-" else unit,
    )


def context(shop: str, name: str) -> Context:
    """The one open order, the last one, or what was asked under this name."""
    home = CUSTOMERS[shop].addresses[0][1]
    number, rows = _ORDERS[shop]
    order = OrderContext(number, "confirmed", tuple(map(_line, rows)), DUE, home)
    if name == "open":
        return Context(open_orders=(order,))
    if name == "last":
        return Context(last_order=order)
    rows, flag = _ASKED[name]
    address = None if flag.field == "delivery_address" else home
    lines = tuple(map(_line, rows))
    return Context(pending=OrderContext("SO-20261123-0002", "pending", lines, None, address, flags=(flag,)))


def reading(
    shop: str, text: str, about: Context, *, mail: bool = False, subject: str | None = None
) -> Reading:
    customer = CUSTOMERS[shop]
    sender = Sender(customer.emails[0] if mail else customer.telegram or "")
    message = Message("t", "email" if mail else "chat", NOW, sender, text, subject, about)
    return read(message, catalog=_catalog(shop), directory=Directory(list(CUSTOMERS.values()), []))
