"""What comes in the place of what was named before, amounts that are only told, sums of some lines, and money that is no price."""

from decimal import Decimal

import pytest

from tests.parsers import chandler, five_trades
from tests.parsers.shop import flags, lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小护舷6只，机油1L 3瓶，改成5L的3桶", ["6 只 FD-S", "3 桶 OI-5"]),
        (
            "缆绳10mm 8卷，船模1:24 2箱……哦等下，老板讲10mm的还有好几卷，换成14mm的8卷",
            ["2 箱 ML-24", "8 卷 RP-14"],
        ),
        ("缆绳10mm 8卷。等下，10mm的够了，要14mm的8卷", ["8 卷 RP-14"]),
        ("红浮球6个，橙浮球4个，稍等问下……红的不要了，粉色的来6个", ["4 个 BY-O", "6 个 BY-P"]),
        ("1.8钓竿20支，2.4钓竿5支……等一下，1.8的不用了", ["5 支 RD-24"]),
        (
            "Deck mats 60x80 6 pcs, large fenders 3. Hold on, mate says the 60x80 are plenty, make it 90x110, 6 pcs",
            ["3 只 FD-L", "6 块 MT-90"],
        ),
        (
            "fishing rods 1.8m 6 pcs, engine oil 1L 12 bottles, switch to 5L 3 pcs",
            ["6 支 RD-18", "3 桶 OI-5"],
        ),
    ],
)
def test_one_thing_in_the_place_of_another(text: str, expected: list[str]) -> None:
    found = chandler.reading(text)
    assert (sorted(lines(found)), found.verdict) == (sorted(expected), "accept")


def test_another_thing_behind_a_word_of_change_is_looked_at() -> None:
    # In its place, or is there an error? Nobody books both.
    assert chandler.reading("机油1L 3瓶，换成红浮球4个").verdict == "review"


def test_what_is_there_after_all_is_looked_at() -> None:
    assert chandler.reading("缆绳10mm 8卷……哎，10mm的仓里还有一堆，要14mm的8卷").verdict == "review"


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("lights", "9瓦球泡上月用出60只，只剩5只，麻烦补80只", ["80 只 BU-9"]),
        (
            "lights",
            "双开开关上周出库40个，还有6个，再补2箱；五孔插座一个没有了，拿3盒",
            ["2 箱 SW-2", "3 盒 SK-5"],
        ),
        ("grocer", "rolled oats are down to 2 bags, please send 30 bags", ["30 袋 OT-1"]),
        ("grocer", "honey: 3 bottles left, 24 bottles pls", ["24 瓶 HN-AC"]),
        ("salon", "护发素上周卖出去18瓶，现在不到4瓶了，来2箱", ["2 箱 CD-5"]),
        (
            "grocer",
            "walnut kernels we still sit on 14 bags, nothing needed. 6 bags dried mango",
            ["6 袋 MG-DR"],
        ),
        ("lights", "轨道射灯仓里压着8个 先不动 面板灯 拿6个", ["6 个 PN-36"]),
        ("salon", "conditioner 2 bottles, send 3 boxes", ["3 箱 CD-5"]),
        ("salon", "染发膏黑色还有两盒没拆开，棕色来3盒", ["3 盒 HD-BR"]),
        ("salon", "M码手套一盒都没啦，拿6盒", ["6 盒 GL-M"]),
        ("salon", "conditioner none left -> 12 bottles", ["12 瓶 CD-5"]),
        ("salon", "尖尾梳 6→24支", ["24 支 CB-12"]),
    ],
)
def test_what_is_left_is_told_and_what_is_asked_for_ordered(
    trade: str, text: str, expected: list[str]
) -> None:
    found = five_trades.reading(trade, text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("可以，杏干20袋，店里只剩2袋了", ["20 袋 AP-DR"]),
        ("核桃仁要10袋，上月那种", ["10 袋 WN-K"]),
    ],
)
def test_what_is_left_beside_what_is_ordered_takes_nothing_away(text: str, expected: list[str]) -> None:
    assert lines(five_trades.reading("grocer", text)) == expected


def test_a_sum_of_the_lines_before_it_leaves_those_behind_alone() -> None:
    summed = "9瓦球泡60只，12瓦球泡40只，合计100只；轨道射灯20个"
    assert flags(five_trades.reading("lights", summed)) == []
    assert flags(five_trades.reading("lights", summed.replace("100", "110"))) == ["lines conflict"]


def test_a_sum_may_stand_in_the_columns_of_a_table() -> None:
    table = "Qty  UOM  Item\n60   EA   LED bulb 9W\n40   EA   LED bulb 12W\n{}  EA   total\n"
    found = five_trades.reading("lights", table.format(100))
    assert (lines(found), flags(found)) == (["60 只 BU-9", "40 只 BU-12"], [])
    assert flags(five_trades.reading("lights", table.format(120))) == ["lines conflict"]


@pytest.mark.parametrize(
    "text",
    [
        "6 large fenders please. Not by rail again, they made us pay $55 for storage.",
        "6 large fenders. Last load 3 pallets were wet and the insurer paid only $80",
        "6 large fenders. The harbour fined us €90 last month over the packing",
        "大护舷6只。上次那车让我们赔了80块停车费",
        "大护舷6只，别发快运，前天又收了我们30块运费",
    ],
)
def test_what_was_charged_for_something_else_is_no_price(text: str) -> None:
    found = chandler.reading(text)
    assert lines(found) == ["6 只 FD-L"]
    assert (found.lines[0].unit_price, found.currency, found.verdict) == (None, None, "accept")


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("大护舷6只，76那个", 76),
        ("大护舷6只，75块的那种，机油1L 3瓶", 75),
        ("大护舷6只 76的", 76),
        ("1.8米钓竿6支，65的", 65),
        ("one galvanised anchor 5kg (130)", 130),
        ("6 large fenders. You said 76 yuan", 76),
        ("6 large fenders, price as agreed 76 yuan", 76),
    ],
)
def test_a_price_behind_a_line(text: str, price: int) -> None:
    assert chandler.reading(text).lines[0].unit_price == Decimal(price)
