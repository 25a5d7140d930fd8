"""What a good clerk passes over beside the lines, and what looks like it and changes the order, which somebody looks at."""

import pytest

from tests.parsers.five_trades import reading
from tests.parsers.shop import lines

TWO = ["3 箱 AP-DR", "20 袋 OT-1"]
GROUP = ["18 袋 AP-DR", "6 箱 OT-1"]
CAMP = ["3 卷 RP-8", "8 把 CH-G"]
SIX = ["6 顶 TN-4"]


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("grocer", "杏干没了拿两箱来 燕麦片也三箱", ["2 箱 AP-DR", "3 箱 OT-1"]),
        ("grocer", "杏干卖完了给我发10袋", ["10 袋 AP-DR"]),
        ("camping", "气罐快没了换20罐来", ["20 罐 GC-25"]),
        ("aquarium", "黑色底砂断货了请发5袋过来", ["5 袋 GR-B"]),
        (
            "grocer",
            "杏干来20袋，燕麦片一箱。哎等下，刚去数了数，杏干快没了，改30袋",
            ["30 袋 AP-DR", "1 箱 OT-1"],
        ),
    ],
)
def test_what_is_used_up_is_ordered_again(trade: str, text: str, expected: list[str]) -> None:
    found = reading(trade, text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    ("trade", "text"),
    [
        ("grocer", "杏干10袋，没了拿芒果干"),
        ("grocer", "杏干10袋，没有就拿两箱芒果干"),
        ("grocer", "杏干10袋 没货换芒果干10袋"),
        ("grocer", "燕麦片2袋，杏干没了拿5袋芒果干"),
        ("camping", "折叠椅绿色8把，没货的话拿蓝色"),
        ("camping", "折叠椅绿色8把，没了发蓝色"),
        ("camping", "折叠椅绿色8把，绿的没了给蓝的"),
        ("camping", "折叠椅绿色8把，快没了的话换蓝色"),
    ],
)
def test_what_comes_in_the_place_of_what_may_be_gone_is_looked_at(trade: str, text: str) -> None:
    assert reading(trade, text).verdict != "accept"


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("grocer", "这期团购统计好了，73户下单。杏干18袋，燕麦片6箱，周五送来", GROUP),
        ("grocer", "数出来了，86家下单。杏干18袋，燕麦片6箱", GROUP),
        ("grocer", "接龙截止了，56个人参加，杏干18袋，燕麦片6箱", GROUP),
        ("grocer", "84 families joined the group buy. Dried apricots 18 bags, rolled oats 6 cartons", GROUP),
        ("camping", "给基地送一车：登山绳三卷，折叠椅绿色八把", CAMP),
        ("camping", "明天拉一车货过来：登山绳三卷，折叠椅绿色八把", CAMP),
        ("camping", "one truckload for the camp: 3 rolls climbing rope, 8 folding chairs green", CAMP),
        ("grocer", "杏干3箱，燕麦片20袋。送货单要三联，每联都写采购单号", TWO),
        ("grocer", "杏干3箱，燕麦片20袋。送货单要三联，而且都得写采购单号，门卫会一联一联查", TWO),
        ("grocer", "杏干3箱，燕麦片20袋。发票开两张，一张给财务，一张给食堂", TWO),
        (
            "grocer",
            "3 cartons dried apricots, 20 bags rolled oats. ship by DHL collect, acc. 960001234",
            TWO,
        ),
        (
            "grocer",
            "3 cartons dried apricots, 20 bags rolled oats. freight collect on our FedEx account no 778112340",
            TWO,
        ),
        ("grocer", "杏干3箱，燕麦片20袋，顺丰到付。月结卡号0210998877", TWO),
    ],
)
def test_what_counts_no_goods_is_no_doubt(trade: str, text: str, expected: list[str]) -> None:
    found = reading(trade, text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    "text",
    [
        "杏干一车，燕麦片3箱",
        "杏干3箱，燕麦片20袋。一箱一箱核桃仁",
        "杏干3袋，要三联",
        "2 truckloads: 3 bags rolled oats",
    ],
)
def test_what_may_count_goods_is_looked_at(text: str) -> None:
    assert reading("grocer", text).verdict != "accept"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四人帐篷6顶（旧的双人帐篷全部淘汰）", SIX),
        ("四人帐篷6顶，旧的双人帐篷都报废了", SIX),
        ("6 4-person tents (the old 2-person tents are all being scrapped)", SIX),
        ("四人帐篷6顶，旧的全部报废了", SIX),
        ("四人帐篷6顶，旧的都报废了，双人帐篷2顶", [*SIX, "2 顶 TN-2"]),
        ("旧的头灯都扔了，四人帐篷6顶，头灯10个", [*SIX, "10 个 HL-3"]),
    ],
)
def test_old_things_that_are_thrown_away_take_no_line_off(text: str, expected: list[str]) -> None:
    found = reading("camping", text)
    assert (lines(found), found.verdict) == (expected, "accept")


def test_goods_are_reserved_under_an_order_or_held_back() -> None:
    firm = "As agreed on the phone, please reserve under our PO LP-26-0417: dried apricots 10 bags"
    assert reading("grocer", firm).verdict == "accept"
    for text in (
        "please reserve 10 bags dried apricots for us",
        "please reserve 10 bags dried apricots, PO will follow",
    ):
        assert reading("grocer", text).verdict == "review"


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("camping", "营地那几顶漏了 四人帐篷来四顶 再要头灯六个", ["4 顶 TN-4", "6 个 HL-3"]),
        ("camping", "院里那几顶双人的破了 四人帐篷来四顶 再要头灯六个", ["4 顶 TN-4", "6 个 HL-3"]),
        ("camping", "那两顶旧帐篷破了，四人帐篷4顶，头灯6个", ["4 顶 TN-4", "6 个 HL-3"]),
        ("lights", "墙上那几个单开的坏了 五孔插座来20个 灯带3卷", ["20 个 SK-5", "3 卷 ST-5"]),
        ("salon", "手里那几把5.5寸的钝了，6寸理发剪来两把", ["2 把 SC-60"]),
    ],
)
def test_what_broke_is_why_others_are_ordered(trade: str, text: str, expected: list[str]) -> None:
    found = reading(trade, text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    ("trade", "text"),
    [
        ("camping", "把那两顶破的双人帐篷换成四人的"),
        ("lights", "五孔插座20个，要是隔壁老李也要就40个"),
        ("lights", "五孔插座20个，如果客户加单就再来10个"),
        ("lights", "20 5-pin sockets, if the client signs we need 40"),
        ("lights", "五孔插座20个，老李那份也算上"),
        ("lights", "20 5-pin sockets, and the same for my brother"),
        ("lights", "20 5-pin sockets, half of them for the other shop"),
        ("lights", "五孔插座20个，一半送二店"),
        ("lights", "五孔插座20个，另外帮老王带点"),
        ("lights", "五孔插座20个，老板说可能砍一半"),
        ("lights", "五孔插座20个，王师傅说可能要加"),
        ("lights", "五孔插座20个，其中5个算老王的，分开送"),
        ("lights", "五孔插座20个，不够的话你看着加"),
        ("lights", "五孔插座20个，凑个整箱也行"),
        ("lights", "五孔插座20个，有多的也给我"),
        ("lights", "五孔插座20个，样品满意再发"),
        ("lights", "五孔插座20个，货到看了再说要不要"),
        ("lights", "20 5-pin sockets, unless my wife ordered them already"),
        ("lights", "20 5-pin sockets, unless you have something newer"),
        ("lights", "20 5-pin sockets, plus what we talked about yesterday"),
        ("lights", "20 5-pin sockets - check with Anna before sending"),
        ("lights", "20 5-pin sockets, ideally 30 but the budget is tight"),
        ("lights", "20 5-pin sockets, Tom will tell you how many switches"),
        ("lights", "20 5-pin sockets, my colleague may change the number tomorrow"),
    ],
)
def test_an_aside_that_changes_how_much_is_looked_at(trade: str, text: str) -> None:
    assert reading(trade, text).verdict != "accept"


@pytest.mark.parametrize(
    "text",
    [
        "五孔插座20个，要是没人就放一楼",
        "五孔插座20个，如果下雨就晚点送",
        "五孔插座20个，隔壁老李也说你家质量好",
        "五孔插座20个，上次送货小哥人真好，还帮我搬上去了",
        "五孔插座20个，老王介绍我来的",
        "五孔插座20个，上次那20个很好用",
        "五孔插座20个，样板间用的，老板满意",
        "五孔插座20个，后面可能还要加单",
        "五孔插座20个，款刚打过去了，查收",
        "20 5-pin sockets, for the show flat, the boss liked the last ones",
        "20 5-pin sockets, as agreed last week",
        "20 5-pin sockets, leave them with the neighbour unless the porter is in",
        "20 5-pin sockets, if nobody is there call 13800001111",
        "20 5-pin sockets. If you are late ring me, I leave at 5",
        "20 5-pin sockets please, the electrician has been nagging me all week",
    ],
)
def test_small_talk_beside_a_line_changes_nothing(text: str) -> None:
    found = reading("lights", text)
    assert (lines(found), found.verdict) == (["20 个 SK-5"], "accept")
