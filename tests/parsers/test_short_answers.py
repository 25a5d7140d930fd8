"""Answers in a word of what was offered, in pieces of what was ordered, or in the number of items that are right."""

import pytest

from parsers import Flag
from tests.parsers.haberdasher import delivered, reading, waits
from tests.parsers.shop import lines

FELT = Flag("lines[0].sku", "ambiguous", ("FL-T", "FL-S"), "驼色还是松石？")
BUTTON = Flag("lines[0].sku", "ambiguous", ("BT-P", "BT-W"), "珠光还是木纹？")
UNIT = Flag("lines[0].unit", "ambiguous", ("米", "卷"), "丝带是米还是卷？")
LOTS = Flag("lines[0].unit", "unknown", ("卷", "箱"), "We sell elastic by the roll or the carton of 40.")
UNKNOWN = Flag("lines[1].sku", "unknown", (), "We have no crochet hook set. What shall we do with this line?")
REPEATED = delivered("3 把 SC-01", "2 箱 EL-01", "1 盒 ND-01")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("驼的那个", "5 箱 FL-T"),
        ("驼的那款，两箱够了", "2 箱 FL-T"),
        ("松石那款", "5 箱 FL-S"),
        ("松石的那个，8箱吧", "8 箱 FL-S"),
        ("要驼的，改成3箱", "3 箱 FL-T"),
        ("不要驼的那个", "5 箱 FL-S"),
        ("the camel one, 2 cartons is enough", "2 箱 FL-T"),
        ("the turquoise ones please", "5 箱 FL-S"),
    ],
)
def test_a_word_of_the_candidate_chooses_it(text: str, first: str) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    assert (found.verdict, lines(found)) == ("accept", [first, "3 把 SC-01"])


@pytest.mark.parametrize(
    "text", ["红的那款", "老板的那个", "驼的松石的都行", "驼的不好看", "毡的那个", "最好的那款"]
)
def test_a_word_of_none_or_of_all_chooses_none(text: str) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    assert (found.verdict, lines(found)[0]) != ("accept", "5 箱 FL-T")
    assert found.verdict != "accept"


@pytest.mark.parametrize(
    "text",
    [
        "米啊，帮我剪成三段，每段100米",
        "米，分成6条，每条50米",
        "是米，裁成两段，一段150米",
        "metres, please cut into 3 pieces of 100 m each",
        "By the metre. Please cut it in 6 lengths of 50 m",
        "metres, cut into three pieces of 100 m",
    ],
)
def test_pieces_that_come_to_the_line_are_no_other_amount(text: str) -> None:
    found = reading(text, waits("300 - RB-10", "3 把 SC-01", flags=(UNIT,)))
    assert (found.verdict, lines(found)) == ("accept", ["300 米 RB-10", "3 把 SC-01"])


@pytest.mark.parametrize(
    "text",
    [
        "米，剪成三段，每段80米",
        "metres, cut into 4 pieces of 100 m each",
        "卷，剪成三段，每段100米",
        "米，再要三段，每段100米",
    ],
)
def test_pieces_that_come_to_something_else_are_looked_at(text: str) -> None:
    found = reading(text, waits("300 - RB-10", "3 把 SC-01", flags=(UNIT,)))
    assert found.verdict != "accept"


@pytest.mark.parametrize(
    "text",
    [
        "Then 5 cartons of the elastic. The hooks please delete, we buy them elsewhere.",
        "5 cartons elastic then. Crochet sets: please remove.",
        "5 cartons of elastic and drop the crochet hooks",
        "elastic 5 cartons. No hooks then.",
    ],
)
def test_what_we_do_not_have_is_dropped_by_a_word_of_the_question(text: str) -> None:
    found = reading(text, waits("1 pallet EL-01", "100 pcs -", "20 盒 ND-01", flags=(LOTS, UNKNOWN)))
    assert (found.verdict, lines(found)) == ("accept", ["5 箱 EL-01", "20 盒 ND-01"])


@pytest.mark.parametrize(
    "text",
    [
        "5 cartons of elastic. Drop the felt too.",
        "Then 5 cartons of the elastic. The hooks we still need.",
        "5 cartons of elastic, no problem with the hooks",
        "5 cartons of elastic. The bobbins please delete.",
    ],
)
def test_another_word_drops_neither_it_nor_what_was_just_answered(text: str) -> None:
    found = reading(text, waits("1 pallet EL-01", "100 pcs -", "20 盒 ND-01", flags=(LOTS, UNKNOWN)))
    assert found.verdict != "accept"
    assert {"100 pcs -", "20 盒 ND-01", "5 箱 EL-01"} <= set(lines(found))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("三项都对，按此发货即可", "accept"),
        ("以上三个品种数量都正确，照此执行", "accept"),
        ("All three lines are correct, please ship", "accept"),
        ("两项都对", "review"),
        ("4样都没问题，发吧", "review"),
        ("all 4 items ok, go ahead", "review"),
    ],
)
def test_a_yes_to_another_number_of_items_is_looked_at(text: str, verdict: str) -> None:
    order = waits("3 把 SC-01", "20 盒 ND-01", "2 箱 EL-01", number="SO-20261120-0009")
    found = reading(text, order)
    assert (found.intent, found.verdict) == ("confirm_order", verdict)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("照上回那些再拿一趟，剪刀多要1把，缝针还有不用拿", ["4 把 SC-01", "2 箱 EL-01"]),
        ("照上次的，缝针还剩不少，不要，松紧带加1箱", ["3 把 SC-01", "3 箱 EL-01"]),
        ("same as last time but skip the needles, still have some", ["3 把 SC-01", "2 箱 EL-01"]),
    ],
)
def test_the_last_order_without_what_is_still_there(text: str, left: list[str]) -> None:
    found = reading(text, REPEATED)
    assert (found.intent, found.verdict, lines(found)) == ("new_order", "accept", left)


def test_more_of_one_and_none_of_the_other_in_one_breath_is_looked_at() -> None:
    found = reading(
        "same as last time, one more pair of scissors... no needles, we still have some", REPEATED
    )
    assert found.verdict != "accept"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三卷红棉绳两卷蓝棉绳都要3mm的", ["3 卷 YN-R-3", "2 卷 YN-B-3"]),
        ("红棉绳3卷，蓝棉绳2卷，都是2mm的", ["3 卷 YN-R-2", "2 卷 YN-B-2"]),
        ("红棉绳三卷蓝棉绳两卷，都要三个毫米的", ["3 卷 YN-R-3", "2 卷 YN-B-3"]),
        ("红的棉绳4卷、蓝的棉绳1卷，全部3mm", ["4 卷 YN-R-3", "1 卷 YN-B-3"]),
        ("3 rolls red cotton cord, 2 rolls blue cotton cord, both 3mm", ["3 卷 YN-R-3", "2 卷 YN-B-3"]),
        ("剪刀3把，红棉绳3卷，蓝棉绳2卷，都要3mm的", ["3 把 SC-01", "3 卷 YN-R-3", "2 卷 YN-B-3"]),
        (
            "给我拿三卷红棉绳两卷蓝棉绳都要三毫米的再加一箱松紧带",
            ["3 卷 YN-R-3", "2 卷 YN-B-3", "1 箱 EL-01"],
        ),
    ],
)
def test_a_size_told_later_is_that_of_all(text: str, expected: list[str]) -> None:
    found = reading(text)
    assert (found.verdict, lines(found)) == ("accept", expected)


@pytest.mark.parametrize(
    "text",
    ["红棉绳3卷，松紧带2卷，都要3mm的", "红棉绳3卷蓝棉绳2卷都要10卷", "红棉绳3卷，蓝棉绳2卷，都要5mm的"],
)
def test_a_size_that_not_all_come_in_is_looked_at(text: str) -> None:
    assert reading(text).verdict != "accept"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("是一米一米的三百米，不是卷", "300 米 RB-10"),
        ("300 metres please, forget the rolls", "300 米 RB-10"),
    ],
)
def test_a_unit_that_is_not_meant_takes_nothing_off(text: str, first: str) -> None:
    found = reading(text, waits("300 - RB-10", "3 把 SC-01", flags=(UNIT,)))
    assert (found.verdict, lines(found)) == ("accept", [first, "3 把 SC-01"])
