"""What is said of an amount behind it, before it or beside it: second thoughts, prices, the same in another unit, reasons."""

import pytest

from parsers import Context
from tests.parsers import camp, music, studio
from tests.parsers.shop import lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26内胎30条，27.5内胎20条，哎抄错了，26内胎50条", ["50 条 CY-TB-26", "20 条 CY-TB-27"]),
        ("M码头盔6顶、L码头盔4顶，唔係，M碼要9頂", ["9 顶 CY-HL-M", "4 顶 CY-HL-L"]),
        ("车铃2盒，不好意思车铃要4盒，打气筒3把", ["4 盒 CY-BEL", "3 把 CY-PMP"]),
        ("车铃2盒，等一下我点下库存……要5盒，打气筒3把", ["5 盒 CY-BEL", "3 把 CY-PMP"]),
        ("车铃2盒，算了还是3盒吧，打气筒1把", ["3 盒 CY-BEL", "1 把 CY-PMP"]),
        ("打气筒6把怕不够，8把", ["8 把 CY-PMP"]),
        ("打气筒6把，改8把，车铃1盒", ["8 把 CY-PMP", "1 盒 CY-BEL"]),
        ("M码头盔6顶、L码4顶，怕不够，L码要7顶", ["6 顶 CY-HL-M", "7 顶 CY-HL-L"]),
        ("8速链条2盒、9速1盒，稍等我问一下师傅……9速链条改3盒", ["2 盒 CY-CH-8", "3 盒 CY-CH-9"]),
        (
            "6 floor pumps, 10 bicycle bells - hang on, make the bells 15. And 2 boxes 8-speed chain",
            ["6 把 CY-PMP", "15 个 CY-BEL", "2 盒 CY-CH-8"],
        ),
        ("8速链条2盒……对不起看岔了，是9速的，车铃1盒", ["2 盒 CY-CH-9", "1 盒 CY-BEL"]),
        # What is told of one line is no reason to drop another.
        (
            "8速链条2盒，车铃3盒。哦不对8速的柜子里还放着一盒没拆，改1盒吧",
            ["1 盒 CY-CH-8", "3 盒 CY-BEL"],
        ),
        # The old amount tells which line is meant.
        ("26外胎半箱，打气筒10把。气筒不对，上面的10改成8", ["0.5 箱 CY-TY-26", "8 把 CY-PMP"]),
        ("打气筒5把……等下数了数，6把才够", ["6 把 CY-PMP"]),
        ("M码头盔6顶、L码8顶。哎别急，又报了三个人，M码按9顶来", ["9 顶 CY-HL-M", "8 顶 CY-HL-L"]),
        ("车铃2盒，打气筒10把。刚要发出去师傅过来说气筒不够用，改成15把吧", ["2 盒 CY-BEL", "15 把 CY-PMP"]),
        ("车铃二十盒 学校又添人了 那就三十盒吧", ["30 盒 CY-BEL"]),
        (
            "12 cycling helmets L and 40 bicycle bells (the loud ones)... hold on, make the bells 60",
            ["12 顶 CY-HL-L", "60 个 CY-BEL"],
        ),
        ("8速链条10盒，写错规格了，我们用的是9速", ["10 盒 CY-CH-9"]),
    ],
)
def test_a_second_thought_counts_what_was_named_anew(text: str, expected: list[str]) -> None:
    found = studio.reading("bicycles", text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    "text",
    [
        # In its place, or beside it?
        "2 boxes 8-speed chain, hang on, 3 boxes 9-speed chain",
        # So many more, or so many in all?
        "车铃2盒，不好意思再加4盒",
        "车铃2盒，唔好意思车铃再要4盒",
    ],
)
def test_a_moment_of_thought_puts_nothing_in_place_of_another_thing_unseen(text: str) -> None:
    assert studio.reading("bicycles", text).verdict == "review"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打气筒45块来6把，车铃还是5块一个要2盒", [("CY-PMP", 6, "45"), ("CY-BEL", 2, "5")]),
        ("M码头盔58的10顶，L码的也是58块拿5顶", [("CY-HL-M", 10, "58"), ("CY-HL-L", 5, "58")]),
        ("8速链条26，要20条", [("CY-CH-8", 20, "26")]),
        ("车铃5块的2盒", [("CY-BEL", 2, "5")]),
        ("打气筒3把45块，车铃2盒", [("CY-PMP", 3, "45"), ("CY-BEL", 2, "None")]),
    ],
)
def test_a_price_before_an_amount_is_none(text: str, expected: list[tuple[str, int, str]]) -> None:
    found = studio.reading("bicycles", text)
    assert [(line.sku, line.quantity, str(line.unit_price)) for line in found.lines] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("车铃3盒即75个，打气筒24把合2箱", ["3 盒 CY-BEL", "24 把 CY-PMP"]),
        ("链条油48瓶正好2箱", ["48 瓶 CY-LUB"]),
    ],
)
def test_the_same_in_another_unit_is_one_amount(text: str, expected: list[str]) -> None:
    found = studio.reading("bicycles", text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M码头盔6顶，不好意思还有L码头盔4顶", ["6 顶 CY-HL-M", "4 顶 CY-HL-L"]),
        ("26内胎60条怕不够，27.5内胎也来40条", ["60 条 CY-TB-26", "40 条 CY-TB-27"]),
        ("打气筒8把，一人一把，车铃1盒", ["8 把 CY-PMP", "1 盒 CY-BEL"]),
    ],
)
def test_what_comes_beside_corrects_nothing(text: str, expected: list[str]) -> None:
    found = studio.reading("bicycles", text)
    assert (lines(found), found.verdict) == (expected, "accept")


LAST = Context(last_order=camp.order("SO-20261021-0009", "5 箱 GS-230", "20 卷 RP-4", "2 箱 CH-1"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上回那些照抄一份，风绳再多加5卷", ["5 箱 GS-230", "25 卷 RP-4", "2 箱 CH-1"]),
        ("跟上次一样 折叠椅除外 仓库还有大半箱呢", ["5 箱 GS-230", "20 卷 RP-4"]),
        ("照上次的单子，折叠椅不用了还有半箱，风绳少5卷", ["5 箱 GS-230", "15 卷 RP-4"]),
        ("跟上次一样，除了折叠椅", ["5 箱 GS-230", "20 卷 RP-4"]),
    ],
)
def test_the_last_order_again_but_for_something(text: str, expected: list[str]) -> None:
    found = camp.reading(text, LAST)
    assert (found.intent, found.verdict, lines(found)) == ("new_order", "accept", expected)


OPEN = Context(open_orders=(camp.order("SO-20261123-0004", "30 张 MAT-G", "20 卷 RP-4", "4 箱 GS-230"),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mats drop to 24, rope the same, and please add 6 folding chairs.",
            ["24 张 MAT-G", "20 卷 RP-4", "4 箱 GS-230", "6 把 CH-1"],
        ),
        ("那单加两把折叠椅，风绳15卷够了", ["30 张 MAT-G", "15 卷 RP-4", "4 箱 GS-230", "2 把 CH-1"]),
        ("那单4mm的减5卷，防潮垫加2张", ["32 张 MAT-G", "15 卷 RP-4", "4 箱 GS-230"]),
        ("那单防潮垫多给5张，35张", ["35 张 MAT-G", "20 卷 RP-4", "4 箱 GS-230"]),
        ("那单风绳先要12卷", ["30 张 MAT-G", "12 卷 RP-4", "4 箱 GS-230"]),
    ],
)
def test_how_much_there_shall_be(text: str, expected: list[str]) -> None:
    found = camp.reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一共62间房，打气筒要6把，车铃4盒", ["6 把 CY-PMP", "4 盒 CY-BEL"]),
        (
            "We lost 3 floor pumps in the move. Send 5 floor pumps and 2 boxes of bells.",
            ["5 把 CY-PMP", "2 盒 CY-BEL"],
        ),
        (
            "车间4台机器一天用两瓶链条油，上周收的那10瓶快没了，再来3箱",
            ["3 箱 CY-LUB"],
        ),
        (
            "We burned through 9 boxes of bells over the summer. 4 boxes of bells and 6 floor pumps please.",
            ["4 盒 CY-BEL", "6 把 CY-PMP"],
        ),
    ],
)
def test_what_was_used_is_no_line(text: str, expected: list[str]) -> None:
    assert lines(studio.reading("bicycles", text)) == expected


@pytest.mark.parametrize("text", ["4mm的改15卷，6mm的也是", "4mm rope down to 15 rolls, same for the 6mm"])
def test_as_many_of_another_is_said_in_short(text: str) -> None:
    ropes = Context(open_orders=(camp.order("SO-20261123-0004", "20 卷 RP-4", "30 卷 RP-6"),))
    found = camp.reading(text, ropes)
    assert (found.verdict, lines(found)) == ("accept", ["15 卷 RP-4", "15 卷 RP-6"])


@pytest.mark.parametrize(
    "text",
    [
        "那单风绳先要12卷，剩下的下周再说",
        # As much less, or down to as much?
        "那单风绳少2卷，防潮垫也是",
        # Rolls of mats?
        "那单风绳改15卷，防潮垫也一样",
        "风绳除外都不要了",
    ],
)
def test_what_may_mean_another_amount_is_looked_at(text: str) -> None:
    assert camp.reading(text, OPEN).verdict != "accept"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("上次的6米线有3根左右声道反了，客人都来找我们了，怎么搞的", "3 根 CB-6"),
        ("5 of the 30 instrument cables 6m came broken. Not amused.", "5 根 CB-6"),
        ("昨天的6米线拆开，30根里头有4根接触不良", "4 根 CB-6"),
        ("点了三遍，鼓棒到了4盒少了2盒，怎么回事", "2 盒 DS-5A"),
    ],
)
def test_how_many_are_wrong(said: str, line: str) -> None:
    found = music.reading(said, music.AFTER)
    assert (found.intent, lines(found)) == ("complaint", [line])


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("黑把套12副、红把套24副，5.8元一副", ["5.8", "5.8"]),
        ("20 pairs black handlebar grip, 10 pairs red handlebar grip, CNY 5.80 each", ["5.80", "5.80"]),
        # With a price of its own, of another kind, or at another price by the catalog it is not meant.
        ("黑把套12副5.9元一副，红把套24副，5.8元一副", ["5.9", "5.8"]),
        ("车铃3盒，红把套24副，5.8元一副", ["None", "5.8"]),
        ("55刹皮12副，70刹皮24副，5.1元一副", ["None", "5.1"]),
        ("打气筒10把，每把就按44元走", ["44"]),
        ("车铃10盒，老朋友了，一盒给你算110块吧", ["110"]),
        ("8 floor pumps, CNY 44 each", ["44"]),
        ("M码头盔6顶, L码头盔4顶, CNY 57 each for both sizes", ["57", "57"]),
    ],
)
def test_a_price_behind_lines_of_one_kind_is_theirs(text: str, prices: list[str]) -> None:
    found = studio.reading("bicycles", text)
    assert [str(line.unit_price) for line in found.lines] == prices
