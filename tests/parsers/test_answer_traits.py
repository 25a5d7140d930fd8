"""A product that was offered is chosen by its price, or as the small, the large, the cheap or the dear one."""

from functools import cache

import pytest

from parsers import Catalog, Context, Flag, Line, OrderContext, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.haberdasher import waits
from tests.parsers.shop import catalog_of, lines

_CATALOG = """\
CN-200,蜂蜡 圆罐 200ml,Beeswax tin 200ml,,200ml,蜡,罐,箱=24,箱,2,CNY,,900,
CN-500,蜂蜡 方盒 500ml,Beeswax box 500ml,,500ml,蜡,盒,箱=10,箱,4,CNY,,900,
BR-S,猪鬃刷,Bristle brush,,,刷,把,,把,6,CNY,,900,
BR-N,尼龙刷,Nylon brush,,,刷,把,,把,6,CNY,,900,
SC-01,裁缝剪刀,Tailor scissors,,9寸,具,把,,把,30,CNY,,900,
"""
WAX = Flag("lines[0].sku", "ambiguous", ("CN-200", "CN-500"), "200ml还是500ml？")
BRUSH = Flag("lines[0].sku", "ambiguous", ("BR-S", "BR-N"), "猪鬃还是尼龙？")


@cache
def catalog() -> Catalog:
    return catalog_of(_CATALOG)


def reading(text: str, context: Context) -> Reading:
    return read(message(text, context=context), catalog=catalog(), directory=directory())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("便宜的", "5 箱 CN-500"),
        ("便宜一点的那个", "5 箱 CN-500"),
        ("贵的那种", "5 箱 CN-200"),
        ("小的", "5 箱 CN-200"),
        ("大一点的，8箱", "8 箱 CN-500"),
        ("小罐", "5 箱 CN-200"),
        ("大盒的", "5 箱 CN-500"),
        ("48块那个", "5 箱 CN-200"),
        ("40元的吧", "5 箱 CN-500"),
        ("the cheaper one", "5 箱 CN-500"),
        ("the cheapest please", "5 箱 CN-500"),
        ("the more expensive one", "5 箱 CN-200"),
        ("the small ones", "5 箱 CN-200"),
        ("the bigger one, 8 cartons", "8 箱 CN-500"),
        ("the big box", "5 箱 CN-500"),
        ("the one for 48", "5 箱 CN-200"),
    ],
)
def test_the_trait_chooses(text: str, first: str) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(WAX,)))
    assert (found.verdict, lines(found)) == ("accept", [first, "3 把 SC-01"])


@pytest.mark.parametrize(
    "text",
    [
        "大罐",
        "便宜点吧",
        "便宜的还有吗",
        "大的太贵了",
        "不要小的还是不要大的",
        "50块那个",
        "便宜的那家店",
        "the small box",
        "is the cheaper one good?",
        "the one for 50",
        "something cheaper",
    ],
)
def test_what_contradicts_itself_or_only_speaks_of_it_chooses_none(text: str) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(WAX,)))
    assert (found.verdict, lines(found)[:1]) != ("accept", ["5 箱 CN-200"])
    assert (found.verdict, lines(found)[:1]) != ("accept", ["5 箱 CN-500"])


@pytest.mark.parametrize("text", ["便宜的", "小的", "6块的", "the cheaper one"])
def test_what_both_have_alike_chooses_none(text: str) -> None:
    found = reading(text, waits("5 把 -", "3 把 SC-01", flags=(BRUSH,)))
    assert lines(found)[:1] in ([], ["5 把 -"])


def test_prices_of_different_units_are_not_compared() -> None:
    flag = Flag("lines[0].sku", "ambiguous", ("CN-200", "BR-S"), "?")
    order = OrderContext(None, "pending", (Line(None, "", None, None),), flags=(flag,))
    assert lines(reading("便宜的", Context(pending=order)))[:1] in ([], ["- - -"])
