"""A message that begins with "as last time" orders anew, whatever is under way; what only keeps a part of an order does not."""

from decimal import Decimal

import pytest

import parsers
from parsers.catalog import Catalog
from parsers.company_csv import products
from parsers.directory import Directory
from parsers.reading import Context, Customer, Line, Message, OrderContext, Reading, Sender
from tests.desk.company import NOW

SHOP = """\
sku,name,name_en,aliases,spec,category,base_unit,units,default_unit,price,currency,min_order,stock,substitute
PN-1,铅笔,Pencil,,,,支,盒=12,盒,1.00,CNY,,,
ER-1,橡皮,Eraser,,,,块,盒=20,盒,1.00,CNY,,,
RU-1,直尺,Ruler,,,,把,盒=10,盒,1.00,CNY,,,
"""
CATALOG = Catalog.build(products(SHOP).rows)
CUSTOMER = Customer("K1", "文具店", telegram="@k1", addresses=(("店", "杭州市文三路1号"),))
ORDER = OrderContext(
    order_no="SO-20261120-0001",
    status="received",
    lines=(
        Line(sku="PN-1", text="铅笔", quantity=Decimal(5), unit="盒"),
        Line(sku="ER-1", text="橡皮", quantity=Decimal(2), unit="盒"),
    ),
)


def read(text: str) -> Reading:
    message = Message(
        id="1",
        channel="chat",
        now=NOW,
        sender=Sender("@k1", None),
        text=text,
        context=Context(open_orders=(ORDER,), last_order=ORDER),
    )
    return parsers.read(message, catalog=CATALOG, directory=Directory([CUSTOMER]))


def lines(reading: Reading) -> list[str]:
    return [f"{line.sku} {line.quantity}" for line in reading.lines]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("照旧", ["PN-1 5", "ER-1 2"]),
        ("老样子", ["PN-1 5", "ER-1 2"]),
        ("照旧就行，谢谢", ["PN-1 5", "ER-1 2"]),
        ("老样子，铅笔改成8盒", ["PN-1 8", "ER-1 2"]),
        ("您好，老样子，铅笔改成8盒", ["PN-1 8", "ER-1 2"]),
        ("老板，照旧，多加3盒直尺", ["PN-1 5", "ER-1 2", "RU-1 3"]),
        ("跟上次一样，橡皮不要了", ["PN-1 5"]),
        ("Same as last time, but 8 boxes of pencils", ["PN-1 8", "ER-1 2"]),
        ("Hi, the usual please, and 3 boxes of rulers", ["PN-1 5", "ER-1 2", "RU-1 3"]),
        ("Same again, thanks", ["PN-1 5", "ER-1 2"]),
    ],
)
def test_it_is_the_last_order_with_its_change(text: str, wanted: list[str]) -> None:
    reading = read(text)
    assert (reading.intent, reading.verdict) == ("new_order", "accept")
    assert lines(reading) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "铅笔改成8盒，其他照旧",
        "铅笔改8盒，橡皮照旧",
        "地址照旧",
        "昨天那单照旧",
        "订单照旧，不用改了",
        "一切照旧",
        "Make it 8 boxes of pencils, everything else the same",
        "跟上次一样吗？",
        "上次的货发错了",
    ],
)
def test_what_is_kept_as_it_is_orders_nothing_anew(text: str) -> None:
    assert read(text).intent != "new_order"
