"""A small wholesaler of things for kitchens, some of one character, invented for the tests of what must not go wrong in silence."""

from datetime import date
from decimal import Decimal
from functools import cache

from parsers import Catalog, Context, Customer, Directory, Line, Message, OrderContext, Reading, Sender, read
from tests.parsers.company import NOW
from tests.parsers.shop import catalog_of

_GOODS = """\
RI-10,大米 10kg,Rice 10kg,,10kg,米面,袋,件=5,袋,62.00,CNY,,900,
NO-1,挂面 1kg,Noodles 1kg,,1kg,米面,包,箱=20,箱,6.50,CNY,,900,
VI-5,陈醋 500ml,Vinegar 500ml,,500ml,调味,瓶,箱=12,箱,5.00,CNY,,900,
SO-5,酱油 500ml,Soy sauce 500ml,,500ml,调味,瓶,箱=12,箱,7.00,CNY,,900,
PE-2,花椒 200g,Sichuan pepper 200g,,200g,调味,袋,箱=40,袋,11.00,CNY,,900,
"""
CANTEEN = Customer(
    "L01",
    "河湾食堂",
    contact="秦岚",
    telegram="@hewan",
    addresses=(("食堂", "宁波市江北区环城北路10号"),),
)


@cache
def _catalog() -> Catalog:
    return catalog_of(_GOODS)


def order(number: str, *lines: tuple[str, int, str]) -> OrderContext:
    """An order under way that is due on Friday 27 November."""
    listed = tuple(Line(sku, "", Decimal(quantity), unit) for sku, quantity, unit in lines)
    return OrderContext(number, "confirmed", listed, date(2026, 11, 27), CANTEEN.addresses[0][1])


def reading(text: str, *orders: OrderContext, pending: OrderContext | None = None) -> Reading:
    """What the canteen's chat message means beside these orders of its, on Monday 23 November; `pending` waits for its yes."""
    context = Context(open_orders=orders, pending=pending)
    message = Message("t", "chat", NOW, Sender("@hewan"), text, context=context)
    return read(message, catalog=_catalog(), directory=Directory([CANTEEN], []))
