"""What an order tells besides: who eats and learns, what came last week, what there is plenty of; and what is taken back."""

import pytest

from tests.parsers.five_trades import reading
from tests.parsers.shop import flags, lines


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        (
            "grocer",
            "下学期就餐人数从420人增加到480人，先订5L橄榄油6桶、燕麦片10袋",
            ["6 桶 OL-EV5", "10 袋 OT-1"],
        ),
        ("grocer", "餐厅加了8桌，后天要：杏干 5袋", ["5 袋 AP-DR"]),
        ("camping", "我们夏令营有60名学生，卡式炉要6台", ["6 台 GS-1"]),
        ("salon", "店里开了两个分店，现在补尖尾梳24支", ["24 支 CB-12"]),
        ("lights", "we have 120 guests and 3 new rooms, please send 20 panel lights", ["20 个 PN-36"]),
        ("grocer", "蜂蜜还剩3瓶，加上上周进的12瓶够用，先不补。杏干要5袋", ["5 袋 AP-DR"]),
        (
            "grocer",
            "上回芒果干拿了10袋两天就没了，这次给我20袋，再要2袋黑葡萄干",
            ["20 袋 MG-DR", "2 袋 RS-BK"],
        ),
        ("grocer", "昨天送来的6袋核桃仁收到了，今天再来4袋燕麦片", ["4 袋 OT-1"]),
        (
            "grocer",
            "last year we ran through 30 bags of oats, so this time 40 bags rolled oats please",
            ["40 袋 OT-1"],
        ),
        (
            "grocer",
            "Our stock of dried mango is still 20 bags so none of that for now. 10 bags of dried apricots please",
            ["10 袋 AP-DR"],
        ),
        ("salon", "尖尾梳5包送仓库不要送门店", ["5 包 CB-12"]),
        (
            "salon",
            "the conditioner, 12 bottles. The perm lotion is too strong for us, leave it.",
            ["12 瓶 CD-5"],
        ),
        ("camping", "绿色帐篷不够了，要3顶", ["3 顶 TN-2"]),
        ("camping", "卡式炉够用了，气罐要10罐", ["10 罐 GC-25"]),
        ("grocer", "燕麦片12袋一箱的来3箱", ["3 箱 OT-1"]),
    ],
)
def test_a_tale_orders_nothing(trade: str, text: str, expected: list[str]) -> None:
    found = reading(trade, text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("camping", "折叠椅绿色的8把，等等，12把，再加2台卡式炉", ["12 把 CH-G", "2 台 GS-1"]),
        ("camping", "登山绳3卷，慢着，5卷", ["5 卷 RP-8"]),
        ("lights", "9瓦灯泡20只，写错了，12瓦的20只", ["20 只 BU-12"]),
    ],
)
def test_what_is_taken_back_at_once(trade: str, text: str, expected: list[str]) -> None:
    found = reading(trade, text)
    assert (lines(found), found.verdict) == (expected, "accept")


def test_what_is_taken_back_and_not_understood_is_looked_at() -> None:
    assert reading("lights", "9瓦灯泡20只，不对，便宜的那种").verdict == "review"


@pytest.mark.parametrize(
    "text",
    [
        "Morning! Same order as usual plus 2 extra boxes of honey pls",
        "老样子，另加2箱蜂蜜",
        "同上次，蜂蜜改成2箱",
        "the usual please",
    ],
)
def test_the_usual_of_somebody_who_has_no_order_is_asked_for(text: str) -> None:
    found = reading("grocer", text)
    assert ("lines missing" in flags(found), found.verdict) == (True, "clarify")


@pytest.mark.parametrize(
    "text",
    [
        "燕麦片10袋，货款照旧",
        "燕麦片10袋，发票照旧开",
        "燕麦片10袋，地址同上次",
        "10 bags oats, same address as last time",
        "10 bags oats, payment as usual",
    ],
)
def test_the_usual_way_is_no_usual_order(text: str) -> None:
    found = reading("grocer", text)
    assert (lines(found), found.verdict) == (["10 袋 OT-1"], "accept")


def test_the_count_of_an_unknown_thing_with_a_measure_is_not_lost() -> None:
    found = reading("camping", "silver foil 50cm 20 rolls, headlamp 3W 10 pcs")
    assert (len(found.lines), found.verdict) == (2, "clarify")
    assert "lines[0].sku unknown" in flags(found)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("The apricot season was a disaster here. 10 bags rolled oats please", True),
        ("10 bags rolled oats please, almonds, 6 tins of honey", False),
    ],
)
def test_one_word_of_talk_is_not_a_line_without_an_amount(text: str, sure: bool) -> None:
    """But between two marks of a list it may be one."""
    found = reading("grocer", text)
    assert (found.verdict == "accept") is sure


def test_how_goods_are_handled_takes_none_of_them_back() -> None:
    found = reading("grocer", "燕麦片 10袋，蜂蜜 6瓶。燕麦片卸到后院棚里，千万别淋湿")
    assert lines(found) == ["10 袋 OT-1", "6 瓶 HN-AC"]
