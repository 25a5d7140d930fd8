"""Lists as people write them: things that are not sold, named last or one of; and sentences beside a list that order nothing."""

from datetime import date

import pytest

from tests.parsers.five_trades import reading
from tests.parsers.shop import catalog_of, flags, lines


@pytest.mark.parametrize(
    ("trade", "text", "expected", "asked"),
    [
        (
            "camping",
            "吹风机2台，头灯也要",
            ["2 台 -", "- - HL-3"],
            ["lines[0].sku unknown", "lines[1].quantity missing"],
        ),
        (
            "grocer",
            "味精3桶，杏干5袋，榨汁机两台",
            ["3 桶 -", "5 袋 AP-DR", "2 台 -"],
            ["lines[0].sku unknown", "lines[2].sku unknown"],
        ),
        (
            "camping",
            "3台吹风机，头灯，送仓库",
            ["3 台 -", "- - HL-3"],
            ["lines[0].sku unknown", "lines[1].quantity missing"],
        ),
        (
            "grocer",
            "2 bags of dates, rolled oats 4 bags",
            ["2 bags -", "4 袋 OT-1"],
            ["lines[0].sku unknown"],
        ),
        (
            "lights",
            "20 panel light 36W, 4 garden heater 400W",
            ["20 个 PN-36", "4 - -"],
            ["lines[1].sku unknown"],
        ),
        ("grocer", "杏干5袋，还有燕麦片", ["5 袋 AP-DR", "- - OT-1"], ["lines[1].quantity missing"]),
        (
            "grocer",
            "5 bags of dried apricots and the rolled oats",
            ["5 袋 AP-DR", "- - OT-1"],
            ["lines[1].quantity missing"],
        ),
        ("grocer", "杏干5袋，再来个榨汁机", ["5 袋 AP-DR", "1 个 -"], ["lines[1].sku unknown"]),
        ("grocer", "杏干5袋，榨汁机也要1台", ["5 袋 AP-DR", "1 台 -"], ["lines[1].sku unknown"]),
    ],
)
def test_what_a_list_leaves_open_is_asked(
    trade: str, text: str, expected: list[str], asked: list[str]
) -> None:
    found = reading(trade, text)
    assert (found.verdict, lines(found), flags(found)) == ("clarify", expected, asked)


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("camping", "给我拿个头灯，再来台卡式炉", ["1 个 HL-3", "1 台 GS-1"]),
        ("camping", "捎个1.5L的保温壶", ["1 个 VF-15"]),
        ("camping", "来个20箱气罐", ["20 箱 GC-25"]),
        ("camping", "气罐2箱，送的时候来个电话", ["2 箱 GC-25"]),
        ("camping", "气罐2箱，发货来个大点的车", ["2 箱 GC-25"]),
        (
            "camping",
            "双人帐篷3顶然后头灯五个再一个红色的睡袋两个就这些",
            ["3 顶 TN-2", "5 个 HL-3", "2 个 SB-W"],
        ),
        ("camping", "上次那两把折叠椅绿色的坐着舒服，再要4把", ["4 把 CH-G"]),
        ("camping", "1L的保温壶只剩2个了，1.5L的还有9个，1L补6个吧，1.5这次不用", ["6 个 VF-1"]),
        ("salon", "洗发水500的要五瓶1L的要八瓶再来三支尖尾梳", ["5 瓶 SH-5", "8 瓶 SH-10", "3 支 CB-12"]),
        (
            "grocer",
            "12 of the acacia honey and 3 of the dried mango please",
            ["12 瓶 HN-AC", "3 袋 MG-DR"],
        ),
        ("grocer", "M:Please add 24 ctns. Rolled oats 1kg, to the shop.", ["24 箱 OT-1"]),
        (
            "grocer",
            "M:Rolled oats 20 bags\nAcacia honey 12\nPlease put 2 pieces of silica gel in each box.",
            ["20 袋 OT-1", "12 瓶 HN-AC"],
        ),
        ("grocer", "燕麦片10袋，每箱里放2包干燥剂", ["10 袋 OT-1"]),
        ("grocer", "杏干3\n芒果干2\n燕麦片5", ["3 袋 AP-DR", "2 袋 MG-DR", "5 袋 OT-1"]),
    ],
)
def test_it_is_booked_as_it_is_meant(trade: str, text: str, expected: list[str]) -> None:
    found = reading(trade, text)
    assert (found.verdict, lines(found)) == ("accept", expected)


def test_a_place_that_is_prepared_for_something_orders_none_of_it() -> None:
    found = reading(
        "grocer", "M:We now prepare table 4 for almonds.\n\nSo please book 12 bags of rolled oats."
    )
    assert lines(found) == ["12 袋 OT-1"]


@pytest.mark.parametrize(
    "text",
    [
        "M:12 bags of rolled oats, please. Do not deliver on a Friday.",
        "燕麦片12袋，周五千万别送",
        "M:12 bags of rolled oats. We had 6 last year and ran out by the Friday.",
    ],
)
def test_a_day_on_which_nobody_shall_come_is_no_day_of_delivery(text: str) -> None:
    found = reading("grocer", text)
    assert (found.verdict, lines(found), found.delivery_date) == ("accept", ["12 袋 OT-1"], None)


def test_a_day_is_kept_beside_one_on_which_nobody_shall_come() -> None:
    found = reading("grocer", "12 bags of rolled oats by Monday, never come on Tuesday")
    assert found.delivery_date == date(2026, 11, 30)
    assert found.note == "never come on Tuesday"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("燕麦片12袋，寄到柳汀街12号，30号前收到", date(2026, 11, 30)),
        ("年前要用的货先报一下，十二月底前送到：燕麦片12袋", date(2026, 12, 31)),
        ("M:12 bags of rolled oats for our winter fair in January", None),
    ],
)
def test_the_day_is_that_on_which_the_goods_come(text: str, day: date | None) -> None:
    found = reading("grocer", text)
    assert (lines(found), found.delivery_date) == (["12 袋 OT-1"], day)


def test_a_table_counts_dozens_as_the_product_does() -> None:
    goods = catalog_of("GL-L,手套 L码,Gloves L,,L,工具,双,打=12,打,4,CNY,,900,\n")
    found = reading(goods, "M:Article | Quantity\nGloves L | 20 dozen")
    assert lines(found) == ["20 打 GL-L"]


def test_when_it_must_be_there_is_no_requirement() -> None:
    text = "M:12 bags of rolled oats. They must be there by 4th December. No staples on the bags please."
    found = reading("grocer", text)
    assert (found.delivery_date, found.note) == (date(2026, 12, 4), "No staples on the bags please")


_LIDS = """\
JR-L,储物罐 带盖,Jar with lid,,1L,罐,个,箱=12,个,9,CNY,,900,
JR-N,储物罐 不带盖,Jar without lid,,1L,罐,个,箱=12,个,7,CNY,,900,
PI-34,水管 3/4 inch,Pipe 3/4 inch,,3/4 inch,管,根,捆=10,根,9,CNY,,900,
PI-4,水管 4 inch,Pipe 4 inch,,4 inch,管,根,捆=10,根,30,CNY,,900,
RS20/6,循环泵 RS20/6,Circulation pump RS20/6,,RS20/6,泵,台,箱=4,台,210,CNY,,900,
RS20/8,循环泵 RS20/8,Circulation pump RS20/8,,RS20/8,泵,台,箱=4,台,230,CNY,,900,
HO-M,软管 米,Hose by the metre,,,管,m,卷=50,m,3,CNY,,9000,
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("储物罐不带盖10个 带盖5个", ["10 个 JR-N", "5 个 JR-L"]),
        ("储物罐带盖10个，不带盖的5个", ["10 个 JR-L", "5 个 JR-N"]),
        ("8 pcs pipe 4 inch", ["8 根 PI-4"]),
        ("8 pcs pipe 3/4 inch and 2 pcs pipe 4 inch", ["8 根 PI-34", "2 根 PI-4"]),
        ("we order this time RS20/6 12 pcs and RS20/8 6 pcs", ["12 台 RS20/6", "6 台 RS20/8"]),
        ("200 ft of the hose by the metre", ["200 ft HO-M"]),
    ],
)
def test_what_tells_products_apart(text: str, expected: list[str]) -> None:
    assert lines(reading(catalog_of(_LIDS), text)) == expected


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("camping", "one 4-person tent blue\ntwo headlamps", ["1 顶 TN-4", "2 个 HL-3"]),
        ("camping", "please send one portable gas stove and 28 gas cartridges", ["1 台 GS-1", "28 罐 GC-25"]),
        ("salon", "尖尾梳的还是3，拿20支", ["20 支 CB-12"]),
        ("lights", "panel light with IEC 60598 certificate 20 pcs", ["20 个 PN-36"]),
        ("salon", "comb pair rat tail 20 pcs", ["20 支 CB-12"]),
    ],
)
def test_numbers_in_words_and_beside_standards(trade: str, text: str, expected: list[str]) -> None:
    assert lines(reading(trade, text)) == expected


def test_a_price_that_stays_is_no_amount() -> None:
    (line,) = reading("salon", "尖尾梳的还是3，拿20支").lines
    assert line.unit_price == 3


def test_a_sum_by_what_the_lines_all_are_is_compared_with_them() -> None:
    text = "Aquarium 40cm - 4\nAquarium 60cm - 2\n\n8 aquariums altogether"
    found = reading("aquarium", text)
    assert (lines(found), flags(found)) == (["4 个 TK-40", "2 个 TK-60"], ["lines conflict"])


def test_what_somebody_is_thanked_for_is_no_day_of_delivery() -> None:
    text = (
        "M:Thank you for the quick stoves in August. Next we need 12 gas cartridges, end of January is fine."
    )
    found = reading("camping", text)
    assert (lines(found), found.delivery_date) == (["12 罐 GC-25"], date(2027, 1, 31))


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("camping", "8 green folding chairs, 2 red headlamps", ["8 把 CH-G", "2 - -"]),
        ("salon", "white towels 100, black 50", ["100 条 TW-W", "50 - -"]),
        ("salon", "毛巾白的100条，黑的50条", ["100 条 TW-W", "50 条 -"]),
    ],
)
def test_a_kind_that_is_not_sold_is_asked(trade: str, text: str, expected: list[str]) -> None:
    found = reading(trade, text)
    assert (lines(found), flags(found)) == (expected, ["lines[1].sku unknown"])


def test_what_is_packed_by_itself_is_no_line() -> None:
    found = reading("camping", "折叠椅绿的8把，蓝的16把。帐篷请单独装一箱")
    assert (lines(found), found.note) == (["8 把 CH-G", "16 把 CH-B"], "帐篷请单独装一箱")


def test_a_list_keeps_its_noun_for_what_follows() -> None:
    found = reading("aquarium", "Aquarium 40cm x 4, 60cm x 2, 3 heaters 100W and 2 of 200W")
    assert lines(found) == ["4 个 TK-40", "2 个 TK-60", "3 支 HT-100", "2 支 HT-200"]


@pytest.mark.parametrize(
    "text",
    [
        "绿色折叠椅5把，没有就蓝色",
        "绿色折叠椅5把，没货的话换蓝色",
        "折叠椅绿色5把。绿色没货的话换蓝色。",
        "5 green folding chairs. If the green is out send blue instead.",
        "5 green folding chairs, if none left then blue ones are fine",
    ],
)
def test_what_shall_be_sent_in_place_of_what_is_lacking_is_left_to_a_person(text: str) -> None:
    found = reading("camping", text)
    assert found.verdict == "review"
    assert "5 把 CH-G" in lines(found)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("头灯5个，没货就不要了", "没货就不要了"),
        ("头灯5个，缺货请换别的款", "缺货请换别的款"),
        ("5 headlamps. If something is sold out send the rest", "If something is sold out send the rest"),
    ],
)
def test_what_shall_be_done_where_something_is_lacking_is_a_note_of_the_order(text: str, note: str) -> None:
    found = reading("camping", text)
    assert (found.intent, lines(found), found.note) == ("new_order", ["5 个 HL-3"], note)
