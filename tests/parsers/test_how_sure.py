"""How sure a reading is: what is told beside an order makes nobody doubt it, and what may be goods does."""

import pytest

from tests.parsers.five_trades import reading
from tests.parsers.shop import lines


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        # A tale, or a word to the driver, that counts something of its own.
        ("grocer", "燕麦片10袋，核桃仁4袋。院里路窄，请派3.8米以下的车", ["10 袋 OT-1", "4 袋 WN-K"]),
        (
            "lights",
            "20 panel lights, 10 track lights. Please don't put the two kinds in one carton.",
            ["20 个 PN-36", "10 个 TR-28"],
        ),
        # What was said before the name is not of it.
        ("camping", "夏令营开营要用：卡式炉6台", ["6 台 GS-1"]),
        ("grocer", "年货首单核桃仁8袋", ["8 袋 WN-K"]),
        ("salon", "店里缺货啦😂 尖尾梳24支", ["24 支 CB-12"]),
    ],
)
def test_what_is_told_beside_it_leaves_it_sure(trade: str, text: str, expected: list[str]) -> None:
    found = reading(trade, text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    ("trade", "text"),
    [
        # A row that counts something is none of a tale.
        ("camping", "卡式炉6台\n挂钩绳 - 24 packs\n气罐10罐"),
        ("grocer", "燕麦片10袋。再拿20袋那种"),
    ],
)
def test_what_may_be_goods_does_not(trade: str, text: str) -> None:
    assert reading(trade, text).verdict != "accept"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("9瓦球泡有货吗？客户还没定下来，要的话大概60只", "inquiry"),
        ("Could you do 40 panel lights by May? Nothing is firm yet, only comparing offers.", "inquiry"),
        ("before we commit to the panel lights, how long do they last?", "inquiry"),
        ("what would be the price of panel lights if we took 80?", "inquiry"),
        ("你们年前最后一趟车哪天发？", "inquiry"),
        ("9瓦球泡20只，12瓦球泡10只 后天能发吗", "new_order"),
    ],
)
def test_what_is_not_decided_is_asked_about(text: str, intent: str) -> None:
    found = reading("lights", text)
    assert (found.intent, found.verdict) == (intent, "accept")


@pytest.mark.parametrize(
    "text",
    [
        "9瓦球泡都收到了，一只没碎，辛苦",
        "筒灯卸完啦，大家辛苦",
        "Réponse automatique\nI am absent until 12 May. Your mail will be read on my return.",
    ],
)
def test_what_wants_nothing_of_the_desk_is_let_go(text: str) -> None:
    found = reading("lights", text)
    assert (found.intent, found.verdict) == ("other", "ignore")


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        # Of two shops nothing is asked; what was told of the last goods is not told of those that are asked for.
        (
            "salon",
            "We've just opened two branches so it's mad here. 24 bottles conditioner 500ml, 6 cutting capes",
            ["24 瓶 CD-5", "6 条 CP-BK"],
        ),
        ("camping", "上回发的睡袋顾客都夸，夏季睡袋再来20个，头灯10个", ["20 个 SB-S", "10 个 HL-3"]),
        (
            "salon",
            "24 bottles conditioner 500ml and a dozen rat tail combs. No stickers on the combs please.",
            ["24 瓶 CD-5", "12 支 CB-12"],
        ),
        ("camping", "卡式炉6台，气罐30罐直接拉到营地，别送老仓库", ["6 台 GS-1", "30 罐 GC-25"]),
        ("camping", "年底要备货你别见怪：头灯10个、卡式炉6台", ["10 个 HL-3", "6 台 GS-1"]),
    ],
)
def test_what_is_asked_for_is_no_tale(trade: str, text: str, expected: list[str]) -> None:
    assert lines(reading(trade, text)) == expected


@pytest.mark.parametrize(
    ("trade", "text"),
    [
        ("grocer", "燕麦片6袋，核桃仁4袋，藜麦也捎一点"),
        ("grocer", "10 bags rolled oats and 12 of the quinoa, 6 bottles acacia honey"),
        ("camping", "折叠椅绿色8把\n登山扣 20\n头灯5个"),
    ],
)
def test_what_is_not_known_in_a_list_is_never_passed_over(trade: str, text: str) -> None:
    assert reading(trade, text).verdict != "accept"
