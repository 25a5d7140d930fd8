"""A shop for campers, invented for the tests of what customers say of orders that are there."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from functools import cache

from parsers import Catalog, Context, Customer, Directory, Flag, Line, Message, Reading, Rep, Sender, read
from parsers.reading import OrderContext
from tests.parsers.shop import catalog_of

# A Wednesday.
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=timezone(timedelta(hours=8)))
SHOP, STORE, NEW_STORE = "宁波市海曙区柳汀街10号", "宁波市鄞州区雁湖路9号2库", "宁波市北仑区霞浦路77号"

CATALOG = """\
TN-2,双人帐篷,2-person tent,双人帐,2人,帐篷,顶,箱=4,顶,320,CNY,,500,
TN-4,四人帐篷,4-person tent,四人帐,4人,帐篷,顶,箱=4,顶,480,CNY,,500,
GS-230,扁气罐 230g,Gas canister 230g,小气罐,230g,燃料,罐,箱=24;排=6,,12,CNY,,5000,
GS-450,扁气罐 450g,Gas canister 450g,大气罐,450g,燃料,罐,箱=12;排=6,,19,CNY,,5000,
MAT-G,防潮垫 墨绿,Sleeping mat green,,墨绿,睡具,张,箱=10,张,38,CNY,,900,
MAT-O,防潮垫 橙色,Sleeping mat orange,,橙色,睡具,张,箱=10,张,38,CNY,,900,
MAT-N,防潮垫 藏青,Sleeping mat navy,,藏青,睡具,张,箱=10,张,38,CNY,,900,
RP-4,风绳 4mm,Guy rope 4mm,,4mm,配件,卷,盒=10,卷,15,CNY,,900,
RP-6,风绳 6mm,Guy rope 6mm,,6mm,配件,卷,盒=10,卷,22,CNY,,900,
PG-20,地钉 20cm,Tent peg 20cm,,20cm,配件,根,包=50,包,1.2,CNY,,9000,
PG-30,地钉 30cm,Tent peg 30cm,,30cm,配件,根,包=50,包,1.8,CNY,,9000,
PC-R,蜡饼 红,Wax cake red,,红,配件,饼,箱=40,,3,CNY,,900,
CH-1,折叠椅,Folding chair,,,家具,把,箱=6,把,66,CNY,,900,
SV-1,炉头,Camp stove,气炉,,炊具,台,箱=20,台,88,CNY,,900,
"""
CUSTOMER = Customer(
    "F01",
    "远足户外",
    contact="林若",
    emails=("shop@yuanzu.example.cn",),
    addresses=(("门店", SHOP), ("仓库", STORE), ("新库房", NEW_STORE)),
)
ABROAD = Customer(
    "F02",
    "野友俱乐部",
    company_en="Lakeside Outfitters",
    emails=("tom@lakeside.example.com",),
    addresses=(("default", "5 Quay Road, Leeds"),),
    date_order="DMY",
)
REP = Rep("沈洁", ("shen@camp.example.cn",))


@cache
def catalog() -> Catalog:
    return catalog_of(CATALOG)


def order(order_no: str | None, *lines: str, flags: tuple[Flag, ...] = ()) -> OrderContext:
    """An order of lines such as `5 箱 GS-230`, a unit of `-` being open."""
    told = [line.split() for line in lines]
    own = tuple(Line(sku, "", Decimal(number), None if unit == "-" else unit) for number, unit, sku in told)
    return OrderContext(order_no, "confirmed", own, None, SHOP, flags)


def reading(text: str, context: Context, *, sender: str = "shop@yuanzu.example.cn") -> Reading:
    message = Message("m", "chat", NOW, Sender(sender), text, None, context)
    return read(message, catalog=catalog(), directory=Directory([CUSTOMER, ABROAD], [REP]))
