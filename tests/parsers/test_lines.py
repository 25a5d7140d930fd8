"""Order lines: one meaning in many sayings, and what orders nothing."""

import pytest

from tests.parsers.company import flags, lines, reading


@pytest.mark.parametrize(
    "text",
    [
        "9W球泡灯20只，大花盆10个",
        "球泡灯9W 20只 花盆20cm的 10个",
        "要20只9瓦灯泡和10个大花盆",
        "LB-09*20\nPT-20*10",
        "lb-09 x 20, pt-20 x 10",
        "LB-09   20\nPT-20   10",
        "1. 9瓦灯泡 20只\n2. 陶土花盆 20cm 10个",
        "1、9瓦灯泡，20只\n2、大花盆，10个",
        "Please send us 20 LED bulbs 9W and 10 terracotta pots 20cm.",
        "We would like to order:\n- 20 x 9W LED bulbs white\n- 10 pcs 20cm terracotta pots",
        "9W LED bulb: 20\n20cm terracotta pot: 10",
        "给我来九瓦灯泡二十只大花盆十个",
        "9瓦灯泡……20只\n大花盆……10个",
    ],
)
def test_a_list_is_read_however_it_is_written(text: str) -> None:
    assert lines(text) == ["20 只 LB-09", "10 个 PT-20"]
    assert flags(text) == []


def test_a_number_beside_an_amount_is_not_passed_over() -> None:
    assert reading("大花盆7 12你看着办").verdict == "review"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Run-ons without punctuation.
        ("护套线2.5的3卷4平方的2卷", ["3 卷 CB-25", "2 卷 CB-40"]),
        ("再来两箱9瓦灯泡一开开关三十个玻璃胶透明半箱", ["2 箱 LB-09", "30 个 SW-01", "0.5 箱 SL-CL"]),
        ("5袋大袋复合肥 小花盆20个 15米水管两卷", ["5 袋 FT-25", "20 个 PT-12", "2 卷 HS-15"]),
        # A line takes its noun from the line before.
        ("园艺手套左的6只、右的4只", ["6 只 GV-LF", "4 只 GV-RT"]),
        ("浇水管15米的2卷，30米的1卷", ["2 卷 HS-15", "1 卷 HS-30"]),
        ("LED bulb 9W 2 cartons, 12W 1 carton", ["2 箱 LB-09", "1 箱 LB-12"]),
        # One amount for several products.
        ("玻璃胶透明、白色各12支", ["12 支 SL-CL", "12 支 SL-WH"]),
        ("手套左右各8只", ["8 只 GV-LF", "8 只 GV-RT"]),
        ("一开开关 二开开关 各20个", ["20 个 SW-01", "20 个 SW-02"]),
        # Sizes are no amounts, whichever stands first.
        ("复合肥25kg 10袋", ["10 袋 FT-25"]),
        ("10袋25公斤的复合肥", ["10 袋 FT-25"]),
        ("20线管50根", ["50 根 PV-20"]),
        ("育苗盘60*30 40个", ["40 个 TR-06"]),
        ("大花盆3个，育苗盘60*30两个", ["3 个 PT-20", "2 个 TR-06"]),
        ("seed trays 60x30 x 40", ["40 个 TR-06"]),
        # Packings.
        ("复合肥5kg*4 3箱", ["3 箱 FT-05"]),
        ("复合肥5kg 3*4", ["3 箱 FT-05"]),
        ("six dozen LED bulbs 12W", ["72 只 LB-12"]),
        # What is stated last holds.
        ("9瓦灯泡10只，哦不对，12只", ["12 只 LB-09"]),
        ("9瓦灯泡10只，写错了，应该是15只，大花盆3个", ["15 只 LB-09", "3 个 PT-20"]),
        ("10 LED bulbs 9W, sorry, 12", ["12 只 LB-09"]),
        ("9瓦灯泡3箱，还是5箱吧", ["5 箱 LB-09"]),
        ("大花盆来几个……那就6个", ["6 个 PT-20"]),
        ("9瓦灯泡10只 写少了 30只", ["30 只 LB-09"]),
        ("3 cartons of LED bulbs 9W, no wait, make it 4", ["4 箱 LB-09"]),
        ("5 cartons LED bulbs 9W. I meant 4.", ["4 箱 LB-09"]),
        # Weights and lengths in two units.
        ("护套线2.5的一米二", ["1.2 米 CB-25"]),
        # What holds one is told, and none of it ordered.
        ("复合肥25kg每袋25公斤，要10袋", ["10 袋 FT-25"]),
        ("大花盆要几个，先送15个", ["15 个 PT-20"]),
        ("9瓦和12瓦灯泡一共30只，9瓦的20只12瓦的10只", ["20 只 LB-09", "10 只 LB-12"]),
        ("LB-09x20、LB-12x10", ["20 只 LB-09", "10 只 LB-12"]),
        # What was ordered is not wanted after all.
        ("大花盆5个，9瓦灯泡20只，哎大花盆家里还有", ["20 只 LB-09"]),
        ("大花盆、小花盆这次都不要了，9瓦灯泡20只", ["20 只 LB-09"]),
        # So many of a thing behind a name.
        ("LB-09*20 LB-12 x30", ["20 只 LB-09", "30 只 LB-12"]),
        ("浇水管30m X20", ["20 卷 HS-30"]),
        # Prices stand between.
        ("9瓦灯泡4.5元一只要200只", ["200 只 LB-09"]),
        ("20 terracotta pots 20cm at CNY 6.80 and 10 LED bulbs 9W", ["20 个 PT-20", "10 只 LB-09"]),
        # The amount comes in the next clause or row.
        ("陶土花盆，20cm的，要10个", ["10 个 PT-20"]),
        ("Terracotta pot 20cm\n10 pcs", ["10 个 PT-20"]),
        # The small one, the large one.
        ("陶土花盆小的3个", ["3 个 PT-12"]),
        ("浇水管大的一卷", ["1 卷 HS-30"]),
        # The unit chooses where one product alone is sold by it.
        ("复合肥2箱", ["2 箱 FT-05"]),
    ],
)
def test_products_and_amounts_find_each_other(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9瓦灯泡还剩30只，12瓦的要50只", ["50 只 LB-12"]),
        ("上次拿的9瓦灯泡40只都卖完了，这次要60只", ["60 只 LB-09"]),
        ("大花盆这次不要了，小花盆20个", ["20 个 PT-12"]),
        ("No LED bulbs 12W this time, just 30 LED bulbs 9W", ["30 只 LB-09"]),
        ("9瓦灯泡30只，旧灯泡麻烦司机拉走", ["30 只 LB-09"]),
        ("9瓦灯泡30只。托盘最高1.6米，晚上8点以后送", ["30 只 LB-09"]),
        ("30 LED bulbs 9W please. Pallets max 48 in high.", ["30 只 LB-09"]),
        ("The repair cost us 3,000 last week, anyway:\n30 LED bulbs 9W", ["30 只 LB-09"]),
        ("9瓦灯泡30只，30%定金，开13%专票", ["30 只 LB-09"]),
        ("大花盆还有3箱半，先不要。9瓦灯泡30只", ["30 只 LB-09"]),
        ("12瓦的灯泡这批不买，9瓦灯泡30只", ["30 只 LB-09"]),
        ("谁家一下要500个大花盆，9瓦灯泡30只就行", ["30 只 LB-09"]),
        ("隔壁店一天卖20个大花盆。9瓦灯泡30只", ["30 只 LB-09"]),
        ("上次司机少了两箱大花盆，这次9瓦灯泡30只", ["30 只 LB-09"]),
        ("We still have plenty of terracotta pots 20cm. 30 LED bulbs 9W please.", ["30 只 LB-09"]),
        ("Not the 12W LED bulbs, the 9W ones, 30 pcs", ["30 只 LB-09"]),
    ],
)
def test_what_orders_nothing_is_no_line(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大花盆2箱（共48个），小花盆10个", []),
        ("大花盆2箱（共40个），小花盆10个", ["lines[0].quantity conflict"]),
        ("大花盆买十送一要20个", ["lines[0].quantity ambiguous"]),
        ("Buy 10 get 1 on the 20cm terracotta pots, right? 20 pcs then", ["lines[0].quantity ambiguous"]),
    ],
)
def test_the_same_amount_again_and_what_comes_free(text: str, expected: list[str]) -> None:
    assert flags(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "9瓦的或者12瓦的灯泡20只",
        "either the 9W or the 12W LED bulb, 20 pcs",
        "灯泡20只",
        "terracotta pots, 20 pcs",
        "护套线3卷",
    ],
)
def test_several_products_fit_and_are_asked_about(text: str) -> None:
    assert flags(text) == ["lines[0].sku ambiguous"]
    assert len(reading(text).flags[0].candidates) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("蓝莓树苗5个，大花盆2个", ["lines[0].sku unknown"]),
        ("2个大花盆和5个紫铜水龙头", ["lines[1].sku unknown"]),
        ("5 brass taps\n2 terracotta pots 20cm\n3 LED bulbs 9W", ["lines[0].sku unknown"]),
        ("LED bulb 40W 5 pcs", ["lines[0].sku unknown"]),
        ("不锈钢花盆3个", ["lines[0].sku unknown"]),
    ],
)
def test_an_unknown_product_is_said_to_be_unknown(text: str, expected: list[str]) -> None:
    assert flags(text) == expected


def test_a_sentence_without_an_order_adds_no_unknown_line() -> None:
    text = (
        "Hope you had a nice weekend - ours was chaos, two of my people were ill.\n\n"
        "20 LED bulbs 9W, please.\n\nIf nobody answers the bell, leave it by the back door."
    )
    assert lines(text) == ["20 只 LB-09"]
    assert reading(text).flags == ()


def test_an_amount_whose_product_is_not_understood_is_not_accepted() -> None:
    assert reading("9瓦灯泡20只，那个也要30").verdict != "accept"


@pytest.mark.parametrize(
    "text",
    [
        "9瓦灯泡20只，窄的3个",
        "9瓦灯泡20只，育苗盘60*30四五个或者别的",
        "20 LED bulbs 9W or 24 if they come in dozens",
        "隔壁老王也要5个大花盆，9瓦灯泡20只",
        "9瓦灯泡20只，12瓦的翻倍",
        "9瓦灯泡没有就12瓦的，20只",
        "If you have the 9W LED bulbs send 20, otherwise 10 of the 12W",
    ],
)
def test_what_was_counted_and_not_understood_is_not_booked(text: str) -> None:
    assert reading(text).verdict != "accept"


def test_a_question_of_what_is_in_one_orders_none() -> None:
    assert all(line.quantity is None for line in reading("9瓦灯泡一箱多少只？").lines)


def test_a_number_for_each_of_unnamed_people_is_not_booked_at_once() -> None:
    assert reading("我们有30个人，每人一只园艺手套左手").verdict == "review"


def test_a_category_that_begins_a_name_names_no_product() -> None:
    assert lines("园艺社团开课需要材料：9瓦灯泡20只") == ["20 只 LB-09"]
    assert flags("园艺社团开课需要材料：9瓦灯泡20只") == []


@pytest.mark.parametrize(
    "text",
    [
        "9瓦灯泡30只，小花盆5个，9瓦灯泡要包好点",
        "30 LED bulbs 9W and 5 terracotta pots 12cm. The bulbs in extra foam please.",
    ],
)
def test_what_is_counted_and_named_again_is_talked_about(text: str) -> None:
    assert len(lines(text)) == 2
    assert flags(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "9瓦灯泡30只，送货单一式三份",
        "9瓦灯泡30只，发票两联，一式两联",
        "30 LED bulbs 9W. Invoice in 3 copies please.",
    ],
)
def test_copies_of_papers_are_no_goods(text: str) -> None:
    assert lines(text) == ["30 只 LB-09"]
    assert flags(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "20 LED bulbs 9W and 2 hand trucks",
        "please send 20 LED bulbs 9W, 3 ladders, 5 rolls hose 15m",
        "10 brooms and 30 big pots",
        "big pots 20cm 24 pcs, watering can 6",
        "big pots 20cm x 24\nshovel x 6\nconduit 2 bundles",
        "大花盆30个，铲子2",
        "大花盆30个 水壶5",
        "要大花盆30个，还有扫把10",
        "扫把10 大花盆30个",
        "大花盆 30\n铲子 2\n线管 2捆",
    ],
)
def test_what_stands_among_lines_and_is_not_sold_is_asked_about(text: str) -> None:
    """Passed over in silence, the customer would wait for it."""
    assert [flag.split(".")[1] for flag in flags(text)] == ["sku unknown"]


@pytest.mark.parametrize(
    "text", ["大花盆30个，铲子2把", "大花盆30个、铲子和水壶各5个", "大花盆30个，顺便带10个扫把"]
)
def test_what_is_counted_by_the_piece_and_not_sold_is_not_passed_over(text: str) -> None:
    assert reading(text).verdict != "accept"


@pytest.mark.parametrize("text", ["20 LED bulbs 9W, gate 3, ring twice", "大花盆30个，走3号门"])
def test_a_number_among_lines_that_counts_no_goods_is_no_line(text: str) -> None:
    assert all(flag != "lines[1].sku unknown" for flag in flags(text))


@pytest.mark.parametrize("text", ["LED筒灯 9W 2箱", "LED吸顶灯9W 2箱"])
def test_another_kind_of_a_noun_of_one_character_is_not_accepted(text: str) -> None:
    assert reading(text).verdict != "accept"


@pytest.mark.parametrize("text", ["LED灯9W 2箱", "LED球泡灯9W 2箱", "9瓦的灯2箱"])
def test_a_short_noun_of_one_kind_alone_is_accepted(text: str) -> None:
    assert reading(text).verdict == "accept"


@pytest.mark.parametrize(
    "words",
    ["Last time we were fined £60 for the pallets.", "上次停车费罚了80元。", "The freight was $35."],
)
def test_what_a_fine_or_the_way_cost_is_no_price(words: str) -> None:
    assert [line.unit_price for line in reading(f"LED球泡灯9W 2箱\n{words}").lines] == [None]
