"""Who answers when we asked who orders, and where to."""

from decimal import Decimal

import pytest

from parsers import Context, Directory, Message, Reading, Sender, read
from parsers.reading import Flag, Line, OrderContext
from tests.parsers import company
from tests.parsers.shop import catalog_of

_LAMPS = catalog_of("LB-9,LED球泡 9W,LED bulb 9W,,9W,灯,只,箱=100,只,4.20,CNY,,9000,\n")


def _answer(text: str, asked: tuple[str, ...] = ("customer", "delivery_address")) -> Reading:
    flags = tuple(Flag(field, "missing") for field in asked)
    lines = (Line("LB-9", "", Decimal(2), "箱"),)
    context = Context(pending=OrderContext(None, "pending", lines, flags=flags))
    message = Message("m", "chat", company.NOW, Sender("@somebody"), text, None, context)
    return read(message, catalog=_LAMPS, directory=Directory([], []))


@pytest.mark.parametrize(
    ("text", "company_name", "contact", "address"),
    [
        (
            "哦忘说了，转角小馆，姓彭，叫我彭哥，昆明市五华区学府路2号",
            "转角小馆",
            "彭哥",
            "昆明市五华区学府路2号",
        ),
        ("双塔楼小炒，老柴，武汉市汉阳区琴台路6号", "双塔楼小炒", "老柴", "武汉市汉阳区琴台路6号"),
        ("南京市玄武区珠江路3号，三江小馆", "三江小馆", None, "南京市玄武区珠江路3号"),
        ("Maria Lopez, Bar Toro, 5 High Street, Leeds", "Bar Toro", "Maria Lopez", "5 High Street, Leeds"),
        (
            "Ann Lee, shop name Golden Lamp Supply. deliver to 12 Mill Road, Kano, Nigeria",
            "Golden Lamp Supply",
            "Ann Lee",
            "12 Mill Road, Kano, Nigeria",
        ),
        ("Sam, 20 Castle Road, Cork", None, "Sam", "20 Castle Road, Cork"),
        ("Unit 4 Dock Road, Bristol. My name is Tom Reed", None, "Tom Reed", "Unit 4 Dock Road, Bristol"),
    ],
)
def test_names_and_places_need_no_words_around_them(
    text: str, company_name: str | None, contact: str | None, address: str
) -> None:
    read = _answer(text)
    assert (read.customer.company, read.customer.contact, read.delivery_address) == (
        company_name,
        contact,
        address,
    )
    assert (read.intent, read.verdict, read.flags) == ("clarification", "accept", ())


@pytest.mark.parametrize("text", ["地址晚点发你", "5 High Street, Leeds", "送南京市玄武区珠江路3号，谢谢"])
def test_what_names_nobody_leaves_the_question_open(text: str) -> None:
    read = _answer(text)
    assert (read.customer.company, read.customer.contact) == (None, None)
    assert ("customer", "missing") in [(flag.field, flag.code) for flag in read.flags]
