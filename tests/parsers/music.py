"""A wholesaler of musical instruments' parts with two orders of one customer under way, invented for the tests."""

from dataclasses import replace
from functools import cache

from parsers import Catalog, Context, Customer, Directory, Reading, read
from tests.parsers.company import message
from tests.parsers.people import order
from tests.parsers.shop import catalog_of

ROWS = """\
GS-11,民谣吉他弦 11,Acoustic guitar strings 11,木吉他弦11,0.011,弦,套,盒=12,套,35,CNY,,900,
GS-12,民谣吉他弦 12,Acoustic guitar strings 12,木吉他弦12,0.012,弦,套,盒=12,套,35,CNY,,900,
PK-R,圆头拨片,Round pick,,0.71mm,拨片,片,包=50,包,1,CNY,,9000,
PK-T,尖头拨片,Pointed pick,,0.71mm,拨片,片,包=50,包,1,CNY,,9000,
MS-Z,折叠谱架,Folding music stand,,,谱架,个,箱=10,个,30,CNY,,900,
MS-F,乐队谱架,Orchestra music stand,,,谱架,个,箱=4,个,90,CNY,,900,
DS-5A,鼓棒 5A,Drumsticks 5A,,5A,鼓,副,盒=12,副,15,CNY,,900,
DS-7A,鼓棒 7A,Drumsticks 7A,,7A,鼓,副,盒=12,副,15,CNY,,900,
CP-B,变调夹 黑,Capo black,,黑,夹,个,盒=10,个,12,CNY,,900,
CP-S,变调夹 银,Capo silver,,银,夹,个,盒=10,个,12,CNY,,900,
CB-3,乐器线 3米,Instrument cable 3m,,3m,线,根,箱=40,根,22,CNY,,900,
CB-6,乐器线 6米,Instrument cable 6m,,6m,线,根,箱=40,根,30,CNY,,900,
UK-23,尤克里里 23寸,Ukulele 23 inch,,23寸,琴,把,箱=6,把,160,CNY,,900,
UK-26,尤克里里 26寸,Ukulele 26 inch,,26寸,琴,把,箱=6,把,190,CNY,,900,
HM-C,口琴 C调,Harmonica key of C,,C调,琴,支,盒=6,支,60,CNY,,900,
BG-41,吉他包 41寸,Gig bag 41 inch,,41寸,包,个,箱=20,个,45,CNY,,900,
CL-01,擦琴布,Polishing cloth,,,配件,块,包=20,包,2,CNY,,9000,
TN-01,校音器,Clip-on tuner,调音器,,配件,个,箱=60,个,18,CNY,,900,
"""
CUSTOMER = Customer(
    "K01",
    "琴韵行",
    emails=("shop@luye.example.cn",),
    addresses=(("店里", "宁波市海曙区柳汀街10号"), ("二店", "宁波市鄞州区日丽路77号")),
)
FIRST = order(
    "SO-20261120-0004",
    ("GS-11", 10, "盒"),
    ("CP-B", 3, "盒"),
    ("CB-3", 20, "根"),
    ("MS-Z", 6, "个"),
    address="宁波市海曙区柳汀街10号",
)
SECOND = order("SO-20261121-0008", ("PK-R", 8, "包"), ("UK-23", 2, "箱"), address="宁波市鄞州区日丽路77号")
ONE, BOTH = Context(open_orders=(FIRST,)), Context(open_orders=(FIRST, SECOND))
DELIVERED = replace(
    order("SO-20261101-0002", ("UK-23", 4, "箱"), ("CB-6", 30, "根"), ("CP-B", 5, "盒"), ("DS-5A", 6, "盒")),
    status="delivered",
    delivery_date=None,
)
AFTER = Context(last_order=DELIVERED)


@cache
def catalog() -> Catalog:
    return catalog_of(ROWS)


def reading(text: str, context: Context | None = None) -> Reading:
    return read(message(text, context=context), catalog=catalog(), directory=Directory([CUSTOMER], []))
