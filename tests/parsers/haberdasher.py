"""A wholesaler of cords, buttons and ribbons, invented for the tests of answers and of orders that are told in short."""

from decimal import Decimal
from functools import cache

from parsers import Catalog, Context, Flag, Line, OrderContext, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of

_CATALOG = """\
YN-R-2,棉绳 红 2mm,Cotton cord red 2mm,红棉绳2mm,2mm; 红,绳,卷,,卷,9,CNY,,900,
YN-R-3,棉绳 红 3mm,Cotton cord red 3mm,红棉绳3mm,3mm; 红,绳,卷,,卷,9,CNY,,900,
YN-B-2,棉绳 蓝 2mm,Cotton cord blue 2mm,蓝棉绳2mm,2mm; 蓝,绳,卷,,卷,9,CNY,,900,
YN-B-3,棉绳 蓝 3mm,Cotton cord blue 3mm,蓝棉绳3mm,3mm; 蓝,绳,卷,,卷,9,CNY,,900,
BT-P,珠光纽扣,Pearl button,珠扣,18mm,扣,颗,包=100;箱=2000,包,0.2,CNY,,90000,
BT-W,木纹纽扣,Wood button,木扣,18mm,扣,颗,包=100;箱=2000,包,0.2,CNY,,90000,
RB-10,丝带 10mm,Satin ribbon 10mm,缎带,10mm,带,米,卷=50,,0.5,CNY,,90000,
SC-01,裁缝剪刀,Tailor scissors,裁剪刀,9寸,具,把,盒=12,把,30,CNY,,900,
EL-01,松紧带,Elastic band,橡筋,8mm,带,卷,箱=40,卷,12,CNY,,900,
ND-01,手缝针,Hand needles,缝针,20支,具,包,盒=50,包,2,CNY,,900,
FL-T,毛毡 驼色,Felt camel,驼毛毡,1m,布,张,箱=60,张,8,CNY,,900,
FL-S,毛毡 松石,Felt turquoise,松石毛毡,1m,布,张,箱=60,张,8,CNY,,900,
"""


def _line(text: str) -> Line:
    quantity, unit, sku = (None if word == "-" else word for word in text.split())
    return Line(sku, "", None if quantity is None else Decimal(quantity), unit)


def waits(*lines: str, flags: tuple[Flag, ...] = (), number: str | None = None) -> Context:
    """An order that waits for its customer's word."""
    return Context(pending=OrderContext(number, "pending", tuple(_line(line) for line in lines), flags=flags))


def delivered(*lines: str) -> Context:
    """The last order."""
    last = OrderContext("SO-20261020-0006", "delivered", tuple(_line(line) for line in lines))
    return Context(last_order=last)


@cache
def catalog() -> Catalog:
    return catalog_of(_CATALOG)


def reading(text: str, context: Context | None = None) -> Reading:
    """What a customer on file means by the text."""
    return read(message(text, context=context), catalog=catalog(), directory=directory())
