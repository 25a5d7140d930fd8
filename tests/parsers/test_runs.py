"""Several sizes or colours of one product in one breath, for a catalog that no rule knows."""

import pytest

from tests.parsers.outfitter import flags, lines, reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("黄色雨衣 M要20 L要40 XL要30", ["20 件 RC-Y-M", "40 件 RC-Y-L", "30 件 RC-Y-XL"]),
        ("雨衣黄色的XL要八件L要六件", ["8 件 RC-Y-XL", "6 件 RC-Y-L"]),
        ("我要黄雨衣 M码2包 L码3包", ["2 包 RC-Y-M", "3 包 RC-Y-L"]),
        ("黄雨衣 S*10 M*20 L*15", ["10 件 RC-Y-S", "20 件 RC-Y-M", "15 件 RC-Y-L"]),
        ("yellow raincoats 10 S, 20 M and 15 L", ["10 件 RC-Y-S", "20 件 RC-Y-M", "15 件 RC-Y-L"]),
        ("10 S, 20 M and 15 L in the yellow raincoat", ["10 件 RC-Y-S", "20 件 RC-Y-M", "15 件 RC-Y-L"]),
        ("M 20 L 10 XL 5 黄雨衣", ["20 件 RC-Y-M", "10 件 RC-Y-L", "5 件 RC-Y-XL"]),
        ("dance skirts 110: 5, 120: 6, 130: 7", ["5 条 DK-110", "6 条 DK-120", "7 条 DK-130"]),
        ("舞蹈裙红色110码28、120码9条", ["28 条 DK-110", "9 条 DK-120"]),
        ("彩条布红2白3蓝1", ["2 卷 TP-R", "3 卷 TP-W", "1 卷 TP-B"]),
        ("tarpaulin red 2, white 3, blue 1", ["2 卷 TP-R", "3 卷 TP-W", "1 卷 TP-B"]),
        ("raincoat yellow M 10, L 20; green M 5", ["10 件 RC-Y-M", "20 件 RC-Y-L", "5 件 RC-G-M"]),
        ("黄雨衣 M 20 L 40 晴雨伞 5把", ["20 件 RC-Y-M", "40 件 RC-Y-L", "5 把 UM-01"]),
    ],
)
def test_what_is_said_of_the_first_goes_on(text: str, expected: list[str]) -> None:
    assert lines(text) == expected
    assert flags(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "300 raincoats in yellow, half L and half XL",
        "黄雨衣300件，一半L一半XL",
        "300 yellow raincoats, half in L and half in XL",
    ],
)
def test_halves(text: str) -> None:
    assert lines(text) == ["150 件 RC-Y-L", "150 件 RC-Y-XL"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("雨衣绿色由M至XL每个码30件", ["30 件 RC-G-M", "30 件 RC-G-L", "30 件 RC-G-XL"]),
        ("绿雨衣 M-XL 各30件", ["30 件 RC-G-M", "30 件 RC-G-L", "30 件 RC-G-XL"]),
        ("green raincoats S to L, 30 each", ["30 件 RC-G-S", "30 件 RC-G-M", "30 件 RC-G-L"]),
        ("舞蹈裙红色110-130各5条", ["5 条 DK-110", "5 条 DK-120", "5 条 DK-130"]),
        ("舞蹈裙红色110和130各5条", ["5 条 DK-110", "5 条 DK-130"]),
    ],
)
def test_a_range_is_all_that_the_catalog_has_between(text: str, expected: list[str]) -> None:
    assert lines(text) == expected
    assert flags(text) == []


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("黄雨衣M要20 3XL要5", "20 件 RC-Y-M"),
        ("raincoats in green: M 20, 3XL 5", "20 件 RC-G-M"),
        ("棉拖鞋36码20双44码5双", "20 双 SL-36"),
    ],
)
def test_a_size_that_the_catalog_lacks_is_unknown(text: str, known: str) -> None:
    assert lines(text)[0] == known
    assert [line.sku for line in reading(text).lines] == [reading(text).lines[0].sku, None]
    assert flags(text) == ["lines[1].sku unknown"]


def test_a_unit_that_only_the_last_bears_is_doubted() -> None:
    assert reading("黄雨衣 M 20 L 3包").verdict != "accept"


@pytest.mark.parametrize("text", ["黄雨衣M 20件，L不要了", "黄雨衣L不要，M 20件"])
def test_what_is_not_wanted_is_not_ordered(text: str) -> None:
    assert lines(text) == ["20 件 RC-Y-M"]


@pytest.mark.parametrize(
    "text",
    [
        "棉拖鞋36码5双38码6双，都是11块一双",
        "grey slippers 36 5 pairs, 38 6 pairs, all 11.00 cny per pair",
        "黄雨衣 M 20 L 10 全部21元",
    ],
)
def test_a_price_for_all_is_that_of_each_line_before(text: str) -> None:
    prices = [line.unit_price for line in reading(text).lines]
    assert len(prices) == 2
    assert prices[0] == prices[1] is not None


def test_a_price_of_the_last_line_is_its_own() -> None:
    assert [line.unit_price for line in reading("黄雨衣 M 20，晴雨伞5把 14元").lines] == [None, 14]
