"""Changes that are announced before they are told, told of what was named before, or said beside where and when the goods come."""

import pytest

from parsers import Context
from tests.parsers.camp import order, reading
from tests.parsers.shop import lines

ROPE, MATS, CHAIRS = "20 卷 RP-4", "30 张 MAT-G", "6 把 CH-1"
SMALL, LARGE, PEGS = "48 罐 GS-230", "24 罐 GS-450", "2 包 PG-20"
OPEN = Context(open_orders=(order("SO-20261123-0008", ROPE, MATS, CHAIRS),))
GAS = Context(open_orders=(order("SO-20261123-0008", SMALL, LARGE, PEGS),))
NINE = [ROPE, MATS, "9 把 CH-1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("那单想改少少：折叠椅总共要9把，另外两样唔改", NINE),
        ("那单改两个地方：折叠椅加到9把；风绳减到15卷", ["15 卷 RP-4", MATS, "9 把 CH-1"]),
        ("那单改几个数 折叠椅加到9把 风绳减到15卷", ["15 卷 RP-4", MATS, "9 把 CH-1"]),
        ("那单动两处：①折叠椅取消 ②炉头加3台", [ROPE, MATS, "3 台 SV-1"]),
        ("修改1：折叠椅由6把改为9把\n修改2：风绳由20卷改为15卷", ["15 卷 RP-4", MATS, "9 把 CH-1"]),
        ("I also went through my order once more: chairs we should take 9, mats stay", NINE),
    ],
)
def test_that_something_changes_is_no_change_itself(text: str, expected: list[str]) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上午订的气罐改哈嘛：450的多拿6罐，地钉不要咯", [SMALL, "30 罐 GS-450"]),
        ("那单气罐想调一下：230的60罐", ["60 罐 GS-230", LARGE, PEGS]),
        ("那单230克的48罐不够，按60罐算", ["60 罐 GS-230", LARGE, PEGS]),
        ("in my order it should be sixty cans of the 230 and thirty of the 450", ["60 罐 GS-230", "30 罐 GS-450", PEGS]),
        ("那单小罐60，大罐30，地钉照旧", ["60 罐 GS-230", "30 罐 GS-450", PEGS]),
        ("make it a single pack of the pegs in my order", [SMALL, LARGE, "1 包 PG-20"]),
        ("the small canisters in my order, take out completely, no one wants", [LARGE, PEGS]),
    ],
)  # fmt: skip
def test_so_much_of_what_is_called_by_its_size(text: str, expected: list[str]) -> None:
    found = reading(text, GAS)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What was named is dealt with by a later sentence.
        ("折叠椅客人嫌矮。SO-20261123-0008那单里椅子改9把，别的照旧", NINE),
        ("About the ropes in my order. 12 rolls please.", ["12 卷 RP-4", MATS, CHAIRS]),
        ("折叠椅那个不够，9把吧，放昨天那单里", NINE),
        ("about the chairs in my order, 6 is not enough, so write 9 instead", NINE),
        # What stays.
        ("chairs in my order to 9 please. mats and ropes as confirmed", NINE),
        ("make chairs 9 in my order, ropes same same", NINE),
        ("in my order chairs up to 9, the other two lines keep same", NINE),
        ("please help me to up the chairs to 9 in my order (before is 6). two other item keep same", NINE),
        # What it comes to.
        ("那单风绳减一半只要10卷", ["10 卷 RP-4", MATS, CHAIRS]),
        ("ropes in my order, halve it to 10", ["10 卷 RP-4", MATS, CHAIRS]),
        ("那单折叠椅改做9把（本身6把）", NINE),
        ("in my order the chairs: not 6 but 9", NINE),
        # In which respect it is another kind.
        ("昨天订的风绳规格要6，不是4，数量不变", ["20 卷 RP-6", MATS, CHAIRS]),
        ("那单风绳粗细要6mm的，不是4mm", ["20 卷 RP-6", MATS, CHAIRS]),
        # What was written before, and what it comes to.
        ("那单把折叠椅的数量从6更正为9", NINE),
        ("那单椅子是九把，我手滑打成六把", NINE),
        ("in my order 20 rolls of rope is more than we can sell, 12 will do", ["12 卷 RP-4", MATS, CHAIRS]),
        # Out of the order, and not all of it; in the place of what goes.
        ("椅子客户不要了，那单里删掉，别的正常走", [ROPE, MATS]),
        ("那单椅子全部取消，改成四人帐篷6顶", [ROPE, MATS, "6 顶 TN-4"]),
        ("昨天下单的折叠椅我想要9把可以吗", NINE),
        # To add to an order is not to raise a line to something.
        ("蜡饼10饼请加到前天那张单子里", [ROPE, MATS, CHAIRS, "10 饼 PC-R"]),
        ("炉头麻烦给我加到昨天订的单子里头去，3台，谢了", [ROPE, MATS, CHAIRS, "3 台 SV-1"]),
    ],
)  # fmt: skip
def test_what_is_told_in_two_steps(text: str, expected: list[str]) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    "text",
    [
        "那单折叠椅改9把，送货单上不要显示单价",
        "那单折叠椅改9把。27号就别送了，30号一趟送过来",
        "那单卡车开不进去，改送仓库，折叠椅改9把",
        "那单折叠椅改9把 收货换成仓库",
    ],
)
def test_where_when_and_how_it_comes_takes_no_line_off(text: str) -> None:
    found = reading(text, OPEN)
    assert (found.verdict, lines(found)) == ("accept", NINE)


@pytest.mark.parametrize(
    "text",
    [
        "那单风绳减一半只要8卷",
        # In the place of the green ones, or beside them?
        "防潮垫要橙的5张，折叠椅改9把，都并进昨晚那张单",
        "那单折叠椅，改9把，风绳有点细",
        # Held back, not yet decided, or at one price alone.
        "our order: add 3 chairs if you can do the same price",
        "那张单防潮垫先别发，折叠椅照发",
        "那单折叠椅加到9把，等老板确认",
    ],
)
def test_what_may_be_meant_otherwise_is_looked_at(text: str) -> None:
    assert reading(text, OPEN).verdict != "accept"


def test_an_address_that_is_not_on_file_does_not_leave_the_goods_where_they_were_to_go() -> None:
    assert reading("那单折叠椅改9把，收货地点改成他们的冷库", OPEN).verdict != "accept"
