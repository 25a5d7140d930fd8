"""Words that look like a change, a refusal, a share or a tale and are none: no line is lost or booked for another."""

from decimal import Decimal
from time import process_time

import pytest

from parsers import Context, Line, OrderContext
from parsers.lettercase import ordinary
from parsers.marks import evened
from parsers.normalize import surface
from tests.parsers import company
from tests.parsers.shop import lines

SMALL, LARGE = "PT-12", "PT-20"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上个月的小花盆3箱，大花盆2箱，明天送", ["3 箱 PT-12", "2 箱 PT-20"]),
        ("上周那种小花盆5箱", ["5 箱 PT-12"]),
        ("上周五看的大花盆2箱", ["2 箱 PT-20"]),
        ("按上周价格大花盆2箱", ["2 箱 PT-20"]),
        ("昨天断货的小花盆5箱", ["5 箱 PT-12"]),
        ("9瓦灯泡50只，不接受换12瓦的", ["50 只 LB-09"]),
        ("LED bulb 9W white 50 pcs, do not swap for 12W", ["50 只 LB-09"]),
        ("LED bulb 9W white 50 pcs, never replace with 12W", ["50 只 LB-09"]),
        ("9瓦灯泡50只，下个月换成12瓦的", ["50 只 LB-09"]),
        ("9瓦灯泡50只，客户想换12瓦的", ["50 只 LB-09"]),
        ("9瓦灯泡50只，运费贵就换12瓦的", ["50 只 LB-09"]),
        ("小花盆3箱，顺便换2只9瓦灯泡", ["3 箱 PT-12", "2 只 LB-09"]),
        ("小花盆3箱，大花盆2箱，发票不要了", ["3 箱 PT-12", "2 箱 PT-20"]),
        ("9瓦灯泡50只，换12瓦的", ["50 只 LB-12"]),
    ],
)
def test_what_was_ordered_stays(text: str, expected: list[str]) -> None:
    found = company.reading(text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    "text",
    [
        "小花盆3箱...不要了",
        "小花盆3箱....取消",
        "小花盆3箱~取消",
        "小花盆3箱 不要了",
        "小花盆 3箱 大花盆 2箱 都不要了 取消",
        "小花盆3箱，不要了",
        "小花盆3箱，取消",
        "小花盆3箱，大花盆2箱，都别送了",
        "small pot 5 boxes, cancel that",
        "小花盆3箱，不准换大花盆",
        "9瓦灯泡50只，换12瓦的也行",
        "小花盆1箱，给我发5张照片",
        "小花盆1箱，发3个快递",
        "9瓦灯泡2箱，先发20只",
        "小花盆5箱，店里还有2箱，先送3箱",
        "小花盆5箱，店里还有3箱，1箱就行",
        "小花盆就2箱，48个一箱就行",
    ],
)
def test_what_is_not_plain_is_not_booked(text: str) -> None:
    assert company.reading(text).verdict != "accept"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("小花盆1箱，拿2张收据", "1 箱 PT-12"),
        ("9瓦灯泡2箱，先发20只", "2 箱 LB-09"),
        ("小花盆5箱，店里还有3箱，1箱就行", "5 箱 PT-12"),
    ],
)
def test_the_amount_that_was_ordered_is_kept(text: str, first: str) -> None:
    assert lines(company.reading(text))[0] == first


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("小花盆100个，面粉60个送食堂，小米40个送宿舍", 3),
        ("9瓦灯泡20只，开关12只送东店，插座8只送西店", 3),
        ("LED bulb 9W 100 pcs, sockets 60 pcs to Leeds, switches 40 pcs to Hull", 3),
        ("9瓦灯泡20个，店里和仓库各10个插座", 2),
        ("9瓦灯泡20只，东店12只，西店8只", 1),
    ],
)
def test_unknown_goods_are_no_share_of_those_before_them(text: str, counted: int) -> None:
    assert len(lines(company.reading(text))) == counted


OPEN = Context(
    open_orders=(
        OrderContext(
            "SO-20261120-0003",
            "confirmed",
            (
                Line(SMALL, "小花盆", Decimal(5), "箱"),
                Line(LARGE, "大花盆", Decimal(3), "箱"),
                Line("LB-09", "灯泡", Decimal(1000), "只"),
            ),
        ),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "large pot with stickers removed please",
        "large pot can be left out in the yard",
        "LED bulbs removed from the box were broken",
        "please make sure large pot does not get left out again",
        "don't let the large pot be skipped",
        "large pot shouldn't be dropped",
        "大花盆上次撤回去的到了吗",
        "把大花盆的报价撤回",
        "撤回上一条消息",
    ],
)
def test_nothing_is_taken_off_an_order(text: str) -> None:
    found = company.reading(text, OPEN)
    assert (found.intent, found.verdict) != ("amend_order", "accept")


@pytest.mark.parametrize("text", ["large pot can be dropped please", "大花盆撤回", "大花盆撤下来吧"])
def test_what_is_taken_off_is(text: str) -> None:
    assert lines(company.reading(text, OPEN)) == ["5 箱 PT-12", "1000 只 LB-09"]


@pytest.mark.parametrize(
    "text", ["送红红红红红红" + " 红" * 8000, "送红红红红红红 红" + "," * 20000, "Ab " * 20000]
)
def test_long_rows_are_read_in_time(text: str) -> None:
    start = process_time()
    evened(surface(text))
    ordinary(text)
    assert process_time() - start < 3
