"""What is told of goods that are gone, sizes in words, and amounts beside things that nobody knows."""

import pytest

from tests.parsers.five_trades import reading
from tests.parsers.shop import flags, lines


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("grocer", "our dried mango is all sold out, kindly send 35 bags", ["35 袋 MG-DR"]),
        ("grocer", "The walnut kernels are sold out, send 20 bags please", ["20 袋 WN-K"]),
        ("grocer", "芒果干卖完了，来20袋", ["20 袋 MG-DR"]),
        ("grocer", "The 50 bags of dried mango are sold out, please send 30 bags", ["30 袋 MG-DR"]),
        ("grocer", "You said dried mango is sold out, so 50 bags rolled oats please", ["50 袋 OT-1"]),
        # What there was is not wanted again.
        ("grocer", "Last week 40 bags dried mango, now sold out. Send 20 bags rolled oats", ["20 袋 OT-1"]),
        ("grocer", "上周40袋芒果干，卖完了。来20袋燕麦片", ["20 袋 OT-1"]),
        ("grocer", "杏干5袋，卖完了再补。来20袋燕麦片", ["5 袋 AP-DR", "20 袋 OT-1"]),
    ],
)
def test_goods_that_are_gone(trade: str, text: str, expected: list[str]) -> None:
    found = reading(trade, text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    "text", ["杏干2袋。芒果干卖完了，这个也要20袋", "杏干2袋。芒果干上周用完了，一共20袋"]
)
def test_an_amount_beside_what_is_gone_is_not_lost(text: str) -> None:
    found = reading("grocer", text)
    assert (lines(found), found.verdict) == (["2 袋 AP-DR"], "review")


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("salon", "amino acid shampoo half litre 24 bottles", ["24 瓶 SH-5"]),
        ("salon", "amino acid shampoo, half a litre, 30 bottles", ["30 瓶 SH-5"]),
        ("salon", "30 bottles of half litre shampoo, 5 of one litre", ["30 瓶 SH-5", "5 瓶 SH-10"]),
        ("salon", "洗发水半升的12瓶", ["12 瓶 SH-5"]),
        ("camping", "vacuum flask one and a half litre 5 pcs", ["5 个 VF-15"]),
        ("grocer", "dried mango half kilo 20 bags", ["20 袋 MG-DR"]),
        ("salon", "scissors 5.5 size 12 box, 6 size 15 box", ["12 盒 SC-55", "15 盒 SC-60"]),
    ],
)
def test_sizes_in_words(trade: str, text: str, expected: list[str]) -> None:
    found = reading(trade, text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    "text",
    ["amino acid shampoo 12 bottles, half a litre leaked last time", "shampoo half a litre"],
)
def test_half_a_litre_of_something_tells_no_size(text: str) -> None:
    assert "lines[0].sku ambiguous" in flags(reading("salon", text))


@pytest.mark.parametrize(
    ("trade", "text", "expected", "asked"),
    [
        (
            "grocer",
            "杏干2箱，榨汁机3台，5L橄榄油1托盘",
            ["2 箱 AP-DR", "3 台 -", "1 托盘 OL-EV5"],
            ["lines[1].sku unknown", "lines[2].unit unknown"],
        ),
        (
            "camping",
            "充气枕8个，250克气罐2托盘，头灯2个",
            ["8 个 -", "2 托盘 GC-25", "2 个 HL-3"],
            ["lines[0].sku unknown", "lines[1].unit unknown"],
        ),
        (
            "grocer",
            "杏干2箱，榨汁机3台，5L橄榄油",
            ["2 箱 AP-DR", "3 台 -", "- - OL-EV5"],
            ["lines[1].sku unknown", "lines[2].quantity missing"],
        ),
    ],
)
def test_what_nobody_knows_keeps_its_amount_before_a_size(
    trade: str, text: str, expected: list[str], asked: list[str]
) -> None:
    found = reading(trade, text)
    assert (lines(found), flags(found)) == (expected, asked)
