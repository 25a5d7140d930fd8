"""What of a message is ordered: sizes and amounts side by side, corrections, remarks with amounts, sums."""

import pytest

from tests.parsers.shop import flags, lines
from tests.parsers.studio import reading


@pytest.mark.parametrize(
    ("shop", "text", "expected", "asked"),
    [
        (
            "paints",
            "Fine sand 10kg: 1.200 kg please, to Kiel.",
            ["- kg AR-SND"],
            ["lines[0].quantity ambiguous", "lines[0].unit unknown"],
        ),
        ("bicycles", "Inner tube 26 inch 2.000 pcs", ["- 条 CY-TB-26"], ["lines[0].quantity ambiguous"]),
        ("paints", "30×40的画框五个，50×70的两个", ["5 个 AR-CV-34", "2 个 AR-CV-57"], []),
        ("bicycles", "棘轮408五个，打气筒两把", ["5 个 CY-RC-408", "2 把 CY-PMP"], []),
        ("bicycles", "棘轮405五个，打气筒两把", ["5 个 -", "2 把 CY-PMP"], ["lines[0].sku unknown"]),
        (
            "paints",
            "30*40的画框三板，墨汁500g的6瓶",
            ["3 板 AR-CV-34", "6 瓶 AR-INK"],
            ["lines[0].unit unknown"],
        ),
        ("bicycles", "750水壶上个月进了3箱还压着两箱，先不要。500的剩8个了，补1箱", ["1 箱 CY-BT-5"], []),
        ("bicycles", "柜台还有4盒车铃先不补，55刹皮来2盒", ["2 盒 CY-BR-55"], []),
        ("paints", "8号画笔店里还有两盒先不补，12号的断货了给我来3盒", ["3 盒 AR-BR-12"], []),
        (
            "paints",
            "上回那批白丙烯学生反映不错，一支能顶过去两支用，谢谢推荐。这次要调色刀2盒、调色盘30个。",
            ["2 盒 AR-KNF", "30 个 AR-PAL"],
            [],
        ),
        (
            "bicycles",
            "Thanks for the last lot, we sold 90 of the bells in two weeks. Now please send 4 boxes of bells and 10 pcs floor pumps. I counted 15 helmets in the back, they will do until spring.",
            ["4 盒 CY-BEL", "10 把 CY-PMP"],
            [],
        ),
        (
            "bicycles",
            "for Kiel:\n- Inner tube 26 inch  320 pcs\n- Inner tube 27.5 inch  280 pcs\ntogether 700 pcs",
            ["320 条 CY-TB-26", "280 条 CY-TB-27"],
            ["lines conflict"],
        ),
        (
            "bicycles",
            "for Kiel:\n- Inner tube 26 inch  320 pcs\n- Inner tube 27.5 inch  280 pcs\ntogether 600 pcs",
            ["320 条 CY-TB-26", "280 条 CY-TB-27"],
            [],
        ),
        (
            "bicycles",
            "Front light white 300 pcs, rear light red 200 pcs, that makes 500 pcs in all.",
            ["300 pcs EX-FL", "200 pcs EX-RL"],
            [],
        ),
        ("paints", "4号画笔3盒，8号画笔5盒，加起来9盒", ["3 盒 AR-BR-4", "5 盒 AR-BR-8"], ["lines conflict"]),
        ("paints", "小窑1口，墨汁500的6瓶", ["1 口 AR-CLY", "6 瓶 AR-INK"], []),
        (
            "paints",
            "调色盘20个，素描本10本，调色刀也来点",
            ["20 个 AR-PAL", "10 本 -", "- - AR-KNF"],
            ["lines[1].sku unknown", "lines[2].quantity missing"],
        ),
        (
            "bicycles",
            "500水壶20个，不对不对，是750的20个，500的还没卖完。车铃5盒",
            ["20 个 CY-BT-7", "5 盒 CY-BEL"],
            [],
        ),
        ("paints", "8号画笔3盒，哦写错了，是12号的3盒。调色刀1盒", ["3 盒 AR-BR-12", "1 盒 AR-KNF"], []),
        (
            "bicycles",
            "20 pcs sports bottle 500ml, no sorry, the 750ml 20 pcs. And 5 floor pumps",
            ["20 个 CY-BT-7", "5 把 CY-PMP"],
            [],
        ),
        (
            "paints",
            "hi~ palette 20个，24色油画棒two盒，画架one副",
            ["20 个 AR-PAL", "2 盒 AR-PST-24", "1 副 AR-EAS"],
            [],
        ),
        (
            "bicycles",
            "floor pump 三把，bells 2盒，黑把套 one box",
            ["3 把 CY-PMP", "2 盒 CY-BEL", "1 盒 CY-GR-B"],
            [],
        ),
        (
            "paints",
            "Hey, 40 ea #8 oil brush, 40 ea #12 oil brush, 10 boxes #4 oil brush",
            ["40 支 AR-BR-8", "40 支 AR-BR-12", "10 盒 AR-BR-4"],
            [],
        ),
        ("paints", "8号画笔6*12，12号画笔4*12，后天要", ["6 盒 AR-BR-8", "4 盒 AR-BR-12"], []),
        ("bicycles", "8速链条3*10，打气筒2把", ["3 盒 CY-CH-8", "2 把 CY-PMP"], []),
        ("bicycles", "车铃6*20，打气筒2把", ["- 个 CY-BEL", "2 把 CY-PMP"], ["lines[0].quantity ambiguous"]),
        (
            "bicycles",
            "九速的链条给我弄两捆，55的刹皮三盒",
            ["2 捆 CY-CH-9", "3 盒 CY-BR-55"],
            ["lines[0].unit unknown"],
        ),
        ("paints", "一百克的墨汁来两件，五百克的三箱", ["2 箱 AR-INS", "3 箱 AR-INK"], []),
        (
            "bicycles",
            "密码锁100两盒，150一盒，链条油120的6瓶",
            ["2 盒 CY-LK-100", "1 盒 CY-LK-150", "6 瓶 CY-LUB"],
            [],
        ),
        ("paints", "4号画笔两盒，8号一盒，12号半盒", ["2 盒 AR-BR-4", "1 盒 AR-BR-8", "0.5 盒 AR-BR-12"], []),
        (
            "bicycles",
            "Good evening, could I have 30 pcs of 408 chain and 12 combination lock 150cm sent to Leeds?",
            ["30 条 CY-CH-8", "12 把 CY-LK-150"],
            [],
        ),
        ("paints", "40×50画框仓里有货不？拿20箱什么价", ["20 箱 AR-CV-45"], []),
        ("bicycles", "750水壶有现货吗，要5箱的话多少钱一个", ["5 箱 CY-BT-7"], []),
        (
            "paints",
            "八号画笔三盒，十二号的两盒，四号的一盒",
            ["3 盒 AR-BR-8", "2 盒 AR-BR-12", "1 盒 AR-BR-4"],
            [],
        ),
        ("bicycles", "九速链条两盒，8速链条三盒", ["2 盒 CY-CH-9", "3 盒 CY-CH-8"], []),
        (
            "bicycles",
            "10 bells. Sorry for the late message, 5 floor pumps too.",
            ["10 个 CY-BEL", "5 把 CY-PMP"],
            [],
        ),
        ("paints", "12 no. easel beech, 30 nr palette", ["12 副 AR-EAS", "30 个 AR-PAL"], []),
        ("bicycles", "店里囤着40条26内胎，27.5的没了，来一箱", ["1 箱 CY-TB-27"], []),
        ("bicycles", "26内胎1箱(50条)，车铃2盒共50个", ["1 箱 CY-TB-26", "2 盒 CY-BEL"], []),
        (
            "bicycles",
            "Inner tube 26 inch: 1.500 Stk\nBrake pad 70mm: 400 Stk\nGesamt 1.900 Stk",
            ["1500 条 CY-TB-26", "400 副 CY-BR-70"],
            [],
        ),
        ("paints", "调色刀要10把，别拿塑料的，画架要3副别太重", ["10 把 AR-KNF", "3 副 AR-EAS"], []),
        ("paints", "皮靴42码10双，调色刀两把", ["10 双 -", "2 把 AR-KNF"], ["lines[0].sku unknown"]),
        (
            "paints",
            "The sample ink you gave us ran three weeks (1200 strokes, 35 degrees). Please send 48 bottles of ink 500g.",
            ["48 瓶 AR-INK"],
            [],
        ),
        ("paints", "榉木画架3副，上次那批调色刀一把能顶两把用", ["3 副 AR-EAS"], []),
        ("bicycles", "We bought 300 sets elsewhere. Please send 20 floor pumps.", ["20 把 CY-PMP"], []),
        ("bicycles", "打气筒3把……算了打气筒拿2把吧", ["2 把 CY-PMP"], []),
        ("bicycles", "再捎上2条8速链条，车铃两盒", ["2 条 CY-CH-8", "2 盒 CY-BEL"], []),
    ],
)
def test_lines(shop: str, text: str, expected: list[str], asked: list[str]) -> None:
    found = reading(shop, text)
    assert lines(found) == expected
    assert [flag for flag in flags(found) if flag.startswith("lines")] == asked
    assert found.verdict == ("clarify" if asked else "accept")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26内胎9块一条拿50条，车铃照5块拿100个", [("CY-TB-26", 50, 9), ("CY-BEL", 100, 5)]),
        ("55刹皮4块5拿40副，打气筒45一把来3把", [("CY-BR-55", 40, 4.5), ("CY-PMP", 3, 45)]),
        # A haggled price is no size, though a lock of that length is sold.
        ("密码锁100两盒，190一盒，车铃两盒", [("CY-LK-100", 2, 190), ("CY-BEL", 2, None)]),
    ],
)
def test_prices(text: str, expected: list[tuple[str, float, float | None]]) -> None:
    found = reading("bicycles", text)
    assert [(line.sku, line.quantity, line.unit_price) for line in found.lines] == expected


QUOTED = """

> We offered:
> 1. Front light white, USD 1.80
> 2. Bicycle bell, USD 0.70
> 3. Rear light red, USD 1.35
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Go ahead with number 1 and number 3, 200 pcs each.", ["200 pcs EX-FL", "200 pcs EX-RL"]),
        ("Please send items 1 and 3, 300 pcs each.", ["300 pcs EX-FL", "300 pcs EX-RL"]),
        ("200 pcs of the first one and 100 of the third one please.", ["200 pcs EX-FL", "100 pcs EX-RL"]),
        ("The first week suits. Send 300 pcs of number 3.", ["300 pcs EX-RL"]),
        ("第一个和第三个各200只", ["200 pcs EX-FL", "200 pcs EX-RL"]),
    ],
)
def test_places_of_a_quoted_list(text: str, expected: list[str]) -> None:
    assert lines(reading("bicycles", text + QUOTED)) == expected


@pytest.mark.parametrize(
    ("text", "sender", "expected"),
    [
        ("Inner tube 26 inch 2.000 pcs", "@c1", "- 条 CY-TB-26"),
        ("Inner tube 26 inch 2.000 pcs", "einkauf@radhaus.example.de", "2000 条 CY-TB-26"),
        ("Inner tube 26 inch 1.250 pcs", "@c1", "1250 条 CY-TB-26"),
        ("26寸内胎 20.000条", "@c1", "20 条 CY-TB-26"),
        ("Inner tube 26 inch 2.000 pcs at USD 1,20", "@c3", "2000 条 CY-TB-26"),
    ],
)
def test_what_a_point_parts(text: str, sender: str, expected: str) -> None:
    assert lines(reading("bicycles", text, sender)) == [expected]


@pytest.mark.parametrize(
    ("text", "sender", "expected", "asked"),
    [
        (
            "1047套弦五盒，1152的三盒，校音器20个",
            "@c1",
            ["5 盒 MU-SET-10", "3 盒 MU-SET-11", "20 个 MU-TN"],
            [],
        ),
        (
            "零点五的拨片三包，一点零的两包，0.71的一包",
            "@c1",
            ["3 包 MU-PK-05", "2 包 MU-PK-10", "1 包 MU-PK-07"],
            [],
        ),
        ("5A鼓棒两捆，7A一捆，5B不要", "@c1", ["2 捆 MU-DS-5A", "1 捆 MU-DS-7A"], []),
        ("二号哨片3盒，两号半的5盒", "@c1", ["3 盒 MU-RD-2", "5 盒 MU-RD-25"], []),
        ("二十一寸的尤克里里六把，二十三寸四把，一共10把", "@c1", ["6 把 MU-UK-21", "4 把 MU-UK-23"], []),
        ("黑变调夹30个，银的20，合起来55个", "@c1", ["30 个 MU-CP-A", "20 个 MU-CP-S"], ["lines conflict"]),
        ("C调口琴3*10，G调2*10，琴架4个", "@c1", ["3 盒 MU-HR-C", "2 盒 MU-HR-G", "4 个 MU-ST-Q"], []),
        ("上次进了8箱琴架卖得慢，这回只要校音器1箱", "@c1", ["1 箱 MU-TN"], []),
        ("校音器18块一个拿40个，41寸琴包按38算拿10个", "@c1", ["40 个 MU-TN", "10 个 MU-BG-41"], []),
        ("C调口琴20支，说错了，G调的20支，琴架2个", "@c1", ["20 支 MU-HR-G", "2 个 MU-ST-Q"], []),
        ("5A鼓棒10对，对不起再加5B的10对", "@c1", ["10 对 MU-DS-5A", "10 对 MU-DS-5B"], []),
        ("琴架10个别太高，校音器5个别要蓝的", "@c1", ["10 个 MU-ST-Q", "5 个 MU-TN"], []),
        (
            "need 3 boxes 10-47 sets, 2 boxes 11-52, tuners two boxes",
            "a@pedal.example.com",
            ["3 盒 MU-SET-10", "2 盒 MU-SET-11", "2 盒 MU-TN"],
            [],
        ),
        (
            "could we have 40 pcs of the clip-on tuner and 12 gig bags, total 52 pcs",
            "a@pedal.example.com",
            ["40 个 MU-TN", "12 个 MU-BG-41"],
            [],
        ),
        (
            "Clip-on tuner: 1.200 pcs\nGuitar stand A-frame: 300 pcs\nHarmonica 24-hole C: 1.050 pcs\ntogether 2.550 pcs",
            "e@radhaus.example.de",
            ["1200 个 MU-TN", "300 个 MU-ST-Q", "1050 支 MU-HR-C"],
            [],
        ),
        (
            "We sold 60 of the ukuleles at Christmas and I counted 9 stands in the back, so please just 24 ukuleles 23 inch and 30 capos silver.",
            "a@pedal.example.com",
            ["24 把 MU-UK-23", "30 个 MU-CP-S"],
            [],
        ),
        (
            "We tested the sample tuner at 440 Hz (2 hours, 25 degrees) and it held. First order: 100 tuners.",
            "a@pedal.example.com",
            ["100 个 MU-TN"],
            [],
        ),
        (
            "拨片0.5的3包、0.71的3包、1.0的3包，都要黑色的",
            "@c1",
            ["3 包 MU-PK-05", "3 包 MU-PK-07", "3 包 MU-PK-10"],
            [],
        ),
        ("胡桃木5A十对5B十对枫木7A五对", "@c1", ["10 对 MU-DS-5A", "10 对 MU-DS-5B", "5 对 MU-DS-7A"], []),
        ("1弦三盒6弦三盒 套弦10-47一箱", "@c1", ["3 盒 MU-ST-E1", "3 盒 MU-ST-E6", "1 箱 MU-SET-10"], []),
        (
            "校音器one盒，capo black two个，口琴C调3支",
            "@c1",
            ["1 盒 MU-TN", "2 个 MU-CP-A", "3 支 MU-HR-C"],
            [],
        ),
        ("节拍器307三个，校音器五个", "@c1", ["3 个 -", "5 个 MU-TN"], ["lines[0].sku unknown"]),
        ("C调口琴一盒10支，要4盒", "@c1", ["4 盒 MU-HR-C"], []),
        (
            "琴架2个，变调夹黑的银的各5，加起来12件货",
            "@c1",
            ["2 个 MU-ST-Q", "5 个 MU-CP-A", "5 个 MU-CP-S"],
            [],
        ),
        (
            "12 no. gig bag, 6 no. guitar stand, 2 lengths of cable",
            "a@pedal.example.com",
            ["12 个 MU-BG-41", "6 个 MU-ST-Q", "2 lengths -"],
            ["lines[2].sku unknown"],
        ),
    ],
)
def test_lines_of_another_trade(text: str, sender: str, expected: list[str], asked: list[str]) -> None:
    found = reading("music", text, sender)
    assert lines(found) == expected
    assert [flag for flag in flags(found) if flag.startswith("lines")] == asked
    assert found.verdict == ("clarify" if asked else "accept")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("500水壶20个，不对，750的", ["20 个 CY-BT-7"]),
        ("黑把套3盒，打错了，红的", ["3 盒 CY-GR-R"]),
        ("车铃5盒，不对，打气筒", ["5 盒 CY-BEL"]),
    ],
)
def test_a_product_corrected_without_an_amount_is_looked_at(text: str, expected: list[str]) -> None:
    found = reading("bicycles", text)
    assert (lines(found), found.verdict) == (expected, "review")
