"""Which number is how much of the goods, where sizes, packings, prices and refusals stand beside it."""

from decimal import Decimal

import pytest

from tests.parsers.depot import reading
from tests.parsers.shop import flags, lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A size in a measure, then how many, without a sign between.
        ("white cement 50kg 6 bags", ["6 袋 CM-50"]),
        ("white cement 50 kilo 4 bags, wine glass 450ml 3 cases", ["4 袋 CM-50", "3 箱 WG-450"]),
        ("卸扣8mm要3盒，50公斤的白水泥也要", ["3 盒 SH-8", "- - CM-50"]),
        # What one holds, then how many.
        ("锂基脂二号十五公斤一桶的给我来二十桶然后卸扣八毫米的两盒", ["20 桶 GR-2", "2 盒 SH-8"]),
        ("丙纶绳12的两百米一盘的要六盘", ["6 盘 RP-12"]),
        # In a size, not inches.
        ("3 pails hydraulic oil 46 in 18L and 2 drums of the 200L", ["3 桶 HY-18", "2 桶 HY-200"]),
        ("ppr elbow 25 500 pieces", ["500 个 EL-25"]),
        ("thoriated tungsten 2.4 x 10 boxes", ["10 盒 TU-24"]),
        ("丙纶绳12大概要四五十盘", ["- 盘 RP-12"]),
        # A number that a plural follows counts it; a lid has a noun of its own.
        ("2 cases glass jug 1.5L, and 16 lids for it", ["2 箱 JG-15", "16 个 LD-JG"]),
    ],
)
def test_sizes_are_no_amounts(text: str, expected: list[str]) -> None:
    assert lines(reading(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wine glass 350ml twenty-four dozen", ["24 打 WG-350"]),
        ("PP rope 8mm 2 reels, PP rope 12mm 1 drum", ["2 盘 RP-8", "1 盘 RP-12"]),
        ("hand grease pump 4 u, glass jug 5 u", ["4 台 PM-1", "5 个 JG-15"]),
        ("手动黄油泵3台，卸扣8mm也给我带点", ["3 台 PM-1", "- - SH-8"]),
    ],
)
def test_units_of_other_tongues(text: str, expected: list[str]) -> None:
    assert lines(reading(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你别催了：卸扣8mm的5盒、手动黄油泵2台", ["5 盒 SH-8", "2 台 PM-1"]),
        ("卸扣8mm三盒手动黄油泵四台下周二送过去别送总仓", ["3 盒 SH-8", "4 台 PM-1"]),
        ("6 hand grease pumps please. No stickers on the pumps", ["6 台 PM-1"]),
        ("手动黄油泵先不要", []),
        ("卸扣12mm也要两盒，铁丝网有的话也拿3卷", ["2 盒 SH-12", "3 卷 -"]),
    ],
)
def test_what_is_refused_is_something_else(text: str, expected: list[str]) -> None:
    assert lines(reading(text)) == expected


def test_an_amount_stays_with_the_name_that_it_touches() -> None:
    found = reading("手动黄油泵2台，12的卸扣3盒，25的弯头也捎上")
    assert lines(found) == ["2 台 PM-1", "3 盒 SH-12", "- - EL-25"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wine glass 350ml 10 cases\nwine glass 450ml 5 cases\nboth at CNY 8.50 per piece", ["8.5", "8.5"]),
        ("卸扣8mm按2.2，3盒", ["2.2"]),
        ("卸扣8mm按2.2元一个给我，要3盒", ["2.2"]),
        ("6 pails lithium grease EP2 at 210 yuan each and 2 hand grease pumps at 95", ["210", "95"]),
        ("手动黄油泵3台，三点到", ["-"]),
        ("2 hand grease pumps at 3", ["-"]),
    ],
)
def test_prices_that_a_word_tells(text: str, expected: list[str]) -> None:
    found = [line.unit_price for line in reading(text).lines]
    assert [format(price.normalize(), "f") if price is not None else "-" for price in found] == expected


def test_prices_in_the_columns_of_single_blanks() -> None:
    found = reading(
        "序号 品名 规格 数量 单位 单价\n1 锂基脂 3号 15kg 20 桶 215.00\n2 液压油 46号 18L 16 桶 180.00"
    )
    assert lines(found) == ["20 桶 GR-3", "16 桶 HY-18"]
    assert [line.unit_price for line in found.lines] == [Decimal("215.00"), Decimal("180.00")]


def test_sums_of_all_lines_and_of_one() -> None:
    found = reading("Shackle 8mm 10 boxes\nShackle 12mm 12 boxes\nThat makes 25 boxes all up. No hurry.")
    assert (lines(found), flags(found)) == (["10 盒 SH-8", "12 盒 SH-12"], ["lines conflict"])
    found = reading("18升液压油一共要8桶，200升液压油4桶")
    assert (lines(found), flags(found)) == (["8 桶 HY-18", "4 桶 HY-200"], [])


def test_the_last_of_a_row_is_no_amount() -> None:
    found = reading("玻璃壶什么价？你们最后一车货几号发")
    assert lines(found) == ["- - JG-15"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("红酒杯350的3箱，450的5箱，哦450的不要5箱要8箱", ["3 箱 WG-350", "8 箱 WG-450"]),
        ("手动黄油泵的不要3台要5台，卸扣8mm两盒", ["5 台 PM-1", "2 盒 SH-8"]),
        ("红酒杯350的3箱，450的5箱，不对，450的要8箱", ["3 箱 WG-350", "8 箱 WG-450"]),
        ("卸扣8mm4盒多送点包装", ["4 盒 SH-8"]),
        ("上周烤了180个面包，现在要手动黄油泵2台", ["2 台 PM-1"]),
        ("last time 30 hand grease pumps gone in 10 days! so now hand grease pump 40 pcs", ["40 台 PM-1"]),
        ("wine glass 350ml 5 cases, and two dozen cups", ["5 箱 WG-350", "24 个 CU-1"]),
    ],
)
def test_second_thoughts_and_tales(text: str, expected: list[str]) -> None:
    assert lines(reading(text)) == expected


def test_a_price_on_file_of_another_unit() -> None:
    found = reading("卸扣8mm 10盒，单价2.2；锂基脂2号还是210，4桶")
    assert lines(found) == ["10 盒 SH-8", "4 桶 GR-2"]
    assert [(line.unit_price, line.price_unit) for line in found.lines] == [
        (Decimal("2.2"), "个"),
        (Decimal(210), None),
    ]
    assert flags(found) == []


def test_a_price_right_behind_its_amount() -> None:
    found = reading("手动黄油泵 3台 95；卸扣12mm 2盒 4.5")
    assert (lines(found), [line.unit_price for line in found.lines]) == (
        ["3 台 PM-1", "2 盒 SH-12"],
        [Decimal(95), Decimal("4.5")],
    )


def test_the_end_of_a_code_is_no_amount() -> None:
    found = reading("hand grease pump 205/55R16 x 8")
    assert found.verdict != "accept"
    assert {line.quantity for line in found.lines} <= {8}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("手动黄油泵 95元 1台", ["1 台 PM-1"]),
        ("卸扣8mm 2.2元 1盒，卸扣12mm 4.5元 2盒", ["1 盒 SH-8", "2 盒 SH-12"]),
    ],
)
def test_one_behind_a_price_is_an_amount(text: str, expected: list[str]) -> None:
    found = reading(text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("手动黄油泵不要3台要5台，玻璃壶不要2箱要4箱", ["5 台 PM-1", "4 箱 JG-15"]),
        ("手动黄油泵2台，卸扣8mm不要2盒要4盒", ["2 台 PM-1", "4 盒 SH-8"]),
    ],
)
def test_each_of_several_is_corrected(text: str, expected: list[str]) -> None:
    assert lines(reading(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "卸扣8mm3盒。别的再来20袋",
        "卸扣8mm3盒。特别急的再来20袋那种",
        "卸扣8mm3盒。不要紧的我们店20袋那种",
        "10 boxes shackle 8mm. don't forget 20 bags",
    ],
)
def test_what_sounds_like_a_refusal_hides_no_amount(text: str) -> None:
    assert reading(text).verdict != "accept"
