"""What is told of a line before it is changed, what comes in the place of what was taken out, and orders of which one stays."""

from decimal import Decimal

import pytest

from parsers import Context, Flag, Line, OrderContext
from tests.parsers.camp import SHOP, STORE, order, reading
from tests.parsers.shop import lines

ROPE, MATS, CHAIRS = "20 卷 RP-4", "30 张 MAT-G", "6 把 CH-1"
OPEN = Context(open_orders=(order("SO-20261123-0008", ROPE, MATS, CHAIRS),))
GAS = Context(open_orders=(order("SO-20261123-0008", "48 罐 GS-230", "24 罐 GS-450", "2 包 PG-20"),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is told by a size or amid unknown words is what the next words change.
        ("那单230g的摆着落灰，拿掉吧。450g的加到36罐", ["36 罐 GS-450", "2 包 PG-20"]),
        ("48 canisters 230g too less, make it 60. other items same", ["60 罐 GS-230", "24 罐 GS-450", "2 包 PG-20"]),
        ("About the gas canisters, for the 230g we need only 30 now", ["30 罐 GS-230", "24 罐 GS-450", "2 包 PG-20"]),
        ("We took too many gas canisters. The 450g can go down to 12.", ["48 罐 GS-230", "12 罐 GS-450", "2 包 PG-20"]),
        ("气罐230g的（450g的不动）改成60罐", ["60 罐 GS-230", "24 罐 GS-450", "2 包 PG-20"]),
        ("everything is fine except the pegs, can you bring those up to 4", ["48 罐 GS-230", "24 罐 GS-450", "4 包 PG-20"]),
        ("pegs should be 5, I typed 2", ["48 罐 GS-230", "24 罐 GS-450", "5 包 PG-20"]),
        ("地钉应该是5包，我打成2了", ["48 罐 GS-230", "24 罐 GS-450", "5 包 PG-20"]),
    ],
)  # fmt: skip
def test_what_is_told_of_is_what_is_changed(text: str, expected: list[str]) -> None:
    found = reading(text, GAS)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take the chairs out and put 4-person tents in their place, same number", [ROPE, MATS, "6 顶 TN-4"]),
        ("Swap all thirty for the navy ones, our dealer dropped out", [ROPE, "30 张 MAT-N", CHAIRS]),
        ("防潮垫要藏青的不要墨绿的，别的照旧", [ROPE, "30 张 MAT-N", CHAIRS]),
        ("can we make the ropes 6 mm instead of 4?", ["20 卷 RP-6", MATS, CHAIRS]),
        ("the chairs go up to 9 and he drops the mats, he found some at home", [ROPE, "9 把 CH-1"]),
        ("那单再加个炉头吧 要4个 还有橙色的防潮垫5张 一车拉过来", [ROPE, MATS, CHAIRS, "4 台 SV-1", "5 张 MAT-O"]),
        ("老板说来了一批新客：折叠椅加到9把", [ROPE, MATS, "9 把 CH-1"]),
        ("防潮垫墨绿的订多了卖不动，给我换橙色的", [ROPE, "30 张 MAT-O", CHAIRS]),
    ],
)  # fmt: skip
def test_one_thing_for_another(text: str, expected: list[str]) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("那单折叠椅算了，防潮垫照送", [ROPE, MATS]),
        ("风绳不用加了，折叠椅加到9把", [ROPE, MATS, "9 把 CH-1"]),
        ("折叠椅一把都不要了，防潮垫没问题", [ROPE, MATS]),
        ("折叠椅多来2把凑8把，别的按原单走", [ROPE, MATS, "8 把 CH-1"]),
        ("防潮垫太重搬不动，这回不拿。其他不变", [ROPE, CHAIRS]),
    ],
)
def test_what_goes_and_what_stays(text: str, expected: list[str]) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    "text",
    [
        # Neither a day nor a size is how many there shall be.
        "折叠椅改成22.12",
        "上周订的那批防潮垫不要了",
        # What must not weigh more than so much is not taken off.
        "no chair must exceed 20 kg, ropes to 25",
    ],
)
def test_what_may_be_something_else_is_looked_at(text: str) -> None:
    assert reading(text, OPEN).verdict != "accept"


@pytest.mark.parametrize(
    "text",
    ["make the ropes 25. a carton must not exceed 20 kg", "chairs must not exceed 20 kg, make the ropes 25"],
)
def test_no_more_than_so_heavy_denies_no_line(text: str) -> None:
    found = reading(text, OPEN)
    assert (found.verdict, lines(found)) == ("accept", ["25 卷 RP-4", MATS, CHAIRS])


@pytest.mark.parametrize(
    "text",
    [
        "Please don't send anything until you hear from me, we lost power at the shop.",
        "please do not ship the order until i call, we no longer have a key",
        "那单先别发了，等我电话，商场撤柜",
        "那单先别发货，等我通知。客人退了房",
    ],
)
def test_an_order_that_is_held_is_not_called_off_unseen(text: str) -> None:
    assert reading(text, OPEN).verdict == "review"


def test_goods_that_shall_come_are_exchanged_for_others() -> None:
    found = reading("防潮垫墨绿的订多了卖不动，给换橙色的", OPEN)
    assert found.intent == "amend_order"


def test_the_order_of_goods_called_by_a_size_bears_no_number() -> None:
    found = reading("早上那单230g的气罐改成60罐", GAS)
    assert (found.order_no, lines(found)[0]) == ("SO-20261123-0008", "60 罐 GS-230")


def test_the_last_order_without_what_did_not_sell() -> None:
    last = OrderContext(
        "SO-20261020-0003",
        "delivered",
        tuple(
            Line(sku, "", Decimal(number), unit)
            for number, unit, sku in ((12, "卷", "RP-4"), (8, "卷", "RP-6"), (10, "张", "MAT-G"))
        ),
        None,
        SHOP,
    )
    found = reading("照上回的再来一车，6mm的压着没卖掉，这回去掉。4mm加到20卷", Context(last_order=last))
    assert (found.intent, found.verdict, lines(found)) == (
        "new_order",
        "accept",
        ["20 卷 RP-4", "10 张 MAT-G"],
    )


def _two() -> Context:
    mats = order("SO-20261120-0002", MATS)
    chairs = OrderContext("SO-20261123-0008", "confirmed", (Line("CH-1", "", Decimal(6), "把"),), None, STORE)
    return Context(open_orders=(mats, chairs))


@pytest.mark.parametrize(
    "text",
    [
        "Please cancel SO-20261123-0008, it repeats what my partner ordered. Do not cancel that one.",
        "SO-20261123-0008请作废，行政重复报了。另外一张门店的照常送",
        "仓库那边停电了 那边的单帮我撤掉 门店的照送",
        "门店那张单别动，仓库的单退了吧",
    ],
)
def test_one_order_is_called_off_and_the_other_stays(text: str) -> None:
    found = reading(text, _two())
    assert (found.intent, found.verdict, found.order_no) == ("cancel_order", "accept", "SO-20261123-0008")


@pytest.mark.parametrize(
    "text",
    [
        "那单算了，不做了，客人连订金都不肯给",
        "the tender went to somebody else, so please do not ship what we ordered on Monday",
        "前天那单退了吧，店要搬",
        "我前天订的那些风绳算了，不去露营了",
    ],
)
def test_a_whole_order_is_given_up(text: str) -> None:
    found = reading(text, Context(open_orders=(order("SO-20261123-0008", ROPE, MATS),)))
    assert (found.intent, found.verdict, found.payment) == ("cancel_order", "accept", None)


def test_what_is_taken_back_and_then_not_is_looked_at() -> None:
    assert reading("Cancel SO-20261123-0008. No, do not cancel it.", _two()).verdict != "accept"


@pytest.mark.parametrize(
    "text",
    ["Please don't send anything until you hear from me.", "那单先别发，等我电话"],
)
def test_what_is_only_held_is_not_called_off_unseen(text: str) -> None:
    found = reading(text, Context(open_orders=(order("SO-20261123-0008", ROPE, MATS),)))
    assert (found.intent, found.verdict) != ("cancel_order", "accept")


def test_of_two_that_are_the_same_the_other_ones_stays() -> None:
    found = reading("我爱人前天拿她手机也下了一单，重了，把我这单取消，她那单留着", _two())
    assert (found.intent, found.order_no) == ("cancel_order", "SO-20261120-0002")


ASKED = Flag("lines[0].sku", "ambiguous", ("MAT-G", "MAT-O", "MAT-N"), "防潮垫要墨绿、橙色还是藏青？")
UNKNOWN = Flag("lines[1].sku", "unknown", (), "We have no hammocks. What do you mean?")


@pytest.mark.parametrize(
    ("text", "expected", "left"),
    [
        ("橙色的就行，墨绿的那是部队用的吧😂", ["10 张 MAT-O", "3 个 -"], ["lines[1].sku"]),
        ("Navy, and the buyer wants 14 now instead of 10. The hammocks we get in town, please delete this line.", ["14 张 MAT-N"], []),
        ("藏青的~ 吊床没有就算了", ["10 张 MAT-N"], []),
        ("The navy. And Mia says 16 of them, not 10. Forget the hammocks.", ["16 张 MAT-N"], []),
    ],
)  # fmt: skip
def test_answers_in_other_words(text: str, expected: list[str], left: list[str]) -> None:
    own = (Line(None, "防潮垫", Decimal(10), "张"), Line(None, "吊床 hammock", Decimal(3), "个"))
    waiting = OrderContext(None, "pending", own, None, SHOP, (ASKED, UNKNOWN))
    found = reading(text, Context(pending=waiting))
    assert (found.intent, lines(found)) == ("clarification", expected)
    assert [flag.field for flag in found.flags] == left


PEGS = Context(open_orders=(order("SO-20261123-0008", "48 罐 GS-230", "4 包 PG-20", CHAIRS),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("风绳减掉5卷，其他不动", ["15 卷 RP-4", MATS, CHAIRS]),
        ("折叠椅减去一把", [ROPE, MATS, "5 把 CH-1"]),
        ("ropes should be 25, I only put 20", ["25 卷 RP-4", MATS, CHAIRS]),
        ("mats should be 40, we just wrote 30. That's all", [ROPE, "40 张 MAT-G", CHAIRS]),
        ("We found a few mats in the attic, so bring those down to 20", [ROPE, "20 张 MAT-G", CHAIRS]),
        ("found a box of mats behind the racking, so knock those down to 20 pcs", [ROPE, "20 张 MAT-G", CHAIRS]),
        ("the chairs come off (we have plenty), and the ropes go up to 25", ["25 卷 RP-4", MATS]),
        ("add 4 camp stoves on top if you would", [ROPE, MATS, CHAIRS, "4 台 SV-1"]),
        ("the ropes on my order, make it the 6mm instead. Same number", ["20 卷 RP-6", MATS, CHAIRS]),
        ("the green mats on our order, make them the navy instead", [ROPE, "30 张 MAT-N", CHAIRS]),
    ],
)  # fmt: skip
def test_changes_in_everyday_words(text: str, expected: list[str]) -> None:
    found = reading(text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pegs make 30 not 20, quantity same", ["48 罐 GS-230", "4 包 PG-30", CHAIRS]),
        ("地钉要30不是20，数量不变", ["48 罐 GS-230", "4 包 PG-30", CHAIRS]),
        ("地钉做30的，不要20的，包数一样", ["48 罐 GS-230", "4 包 PG-30", CHAIRS]),
        ("canister make 450 not 230, qty same", ["48 罐 GS-450", "4 包 PG-20", CHAIRS]),
        ("pegs make 3 not 4", ["48 罐 GS-230", "3 包 PG-20", CHAIRS]),
    ],
)
def test_the_number_by_which_goods_are_called_is_no_amount(text: str, expected: list[str]) -> None:
    found = reading(text, PEGS)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("add 4 camp stoves if you would have them cheaper", OPEN),
        ("风绳减掉25卷", OPEN),
        ("the ropes on my order, make it the 30cm", OPEN),
        ("pegs make 40 not 20, quantity same", PEGS),
        ("pegs make 30 not 20", Context(open_orders=(order("SO-20261123-0008", "20 包 PG-20", CHAIRS),))),
    ],
)
def test_what_may_mean_two_things_is_no_change_unseen(text: str, context: Context) -> None:
    assert reading(text, context).verdict != "accept"
