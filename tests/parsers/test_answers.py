"""Answers matched to the questions that were asked; what they leave open is asked again."""

from decimal import Decimal
from typing import Any

import pytest

from parsers import Flag, Line
from tests.corpus import sayings
from tests.parsers.people import asked, reading

WHICH = Flag("lines[0].sku", "ambiguous", ("LB-09", "LB-12"))
HOW_MANY = Flag("lines[0].quantity", "missing")
UNIT = Flag("lines[0].unit", "ambiguous", ("个", "盒", "箱"))
FIVE = Line(None, "灯泡", Decimal(5), "箱")


@pytest.mark.parametrize(
    "text", ["12瓦的", "12W", "the 12W one", "第二个", "不要9瓦的", "LB-12", "12瓦的，谢谢"]
)
def test_which_product(text: str) -> None:
    found = reading(text, context=asked(WHICH, lines=(FIVE,)))
    assert found.intent == "clarification"
    assert [(line.sku, line.quantity, line.unit) for line in found.lines] == [("LB-12", Decimal(5), "箱")]
    assert not [flag for flag in found.flags if flag.field.startswith("lines")]


@pytest.mark.parametrize(("text", "quantity"), [("8箱", 8), ("来八箱吧", 8), ("8 cartons please", 8)])
def test_how_many(text: str, quantity: int) -> None:
    context = asked(HOW_MANY, lines=(Line("LB-09", "", None, "箱"),))
    found = reading(text, context=context)
    assert [(line.sku, line.quantity, line.unit) for line in found.lines] == [
        ("LB-09", Decimal(quantity), "箱")
    ]


@pytest.mark.parametrize(("text", "unit"), [("盒", "盒"), ("20盒啊，不是20箱", "盒"), ("按箱", "箱")])
def test_which_unit(text: str, unit: str) -> None:
    context = asked(UNIT, lines=(Line("SW-01", "", Decimal(20), None),))
    found = reading(text, context=context)
    assert [(line.quantity, line.unit) for line in found.lines] == [(Decimal(20), unit)]


def test_what_is_not_answered_stays_open() -> None:
    context = asked(WHICH, HOW_MANY, lines=(Line(None, "灯泡", None, "箱"),))
    found = reading("12瓦的，几箱我明天再说", context=context)
    assert found.lines[0].sku == "LB-12"
    assert [flag.field for flag in found.flags if flag.field.startswith("lines")] == ["lines[0].quantity"]


def test_an_answer_may_bring_more() -> None:
    found = reading("12瓦的。另外再加2箱小花盆", context=asked(WHICH, lines=(FIVE,)))
    assert [(line.sku, line.quantity) for line in found.lines] == [
        ("LB-12", Decimal(5)),
        ("PT-12", Decimal(2)),
    ]


@pytest.mark.parametrize("text", ["算了不要了", "please cancel it"])
def test_a_question_may_be_answered_by_a_cancellation(text: str) -> None:
    assert (
        reading(text, context=asked(WHICH, lines=(FIVE,), number="SO-20261123-0001")).intent == "cancel_order"
    )


def test_thanks_alone_answer_nothing_and_are_not_ignored() -> None:
    assert reading("好的谢谢", context=asked(WHICH, lines=(FIVE,))).verdict != "ignore"


TWELVE = Line("PT-12", "", Decimal(2), "箱")
SWITCHES = Line("SW-01", "", Decimal(20), None)
WAITING = {
    "which": asked(WHICH, lines=(FIVE, TWELVE)),
    "which_two": asked(
        WHICH,
        Flag("lines[1].sku", "ambiguous", ("SL-CL", "SL-WH")),
        lines=(FIVE, Line(None, "玻璃胶", Decimal(10), "支")),
    ),
    "how_many": asked(HOW_MANY, lines=(Line("LB-09", "", None, "箱"), TWELVE)),
    "unit": asked(UNIT, lines=(SWITCHES, TWELVE)),
    "unit_two": asked(
        UNIT,
        Flag("lines[1].unit", "ambiguous", ("个", "盒", "箱")),
        lines=(SWITCHES, Line("SW-02", "", Decimal(30), None)),
    ),
    "unknown": asked(Flag("lines[0].sku", "unknown"), lines=(Line(None, "水泥", Decimal(20), "包"), TWELVE)),
}


@pytest.mark.parametrize(("meaning", "said"), sayings.cases("answers", "answered"), ids=sayings.named)
def test_what_an_answer_settles(meaning: dict[str, Any], said: str) -> None:
    found = reading(said, context=WAITING[meaning["beside"]])
    assert found.intent == "clarification"
    assert [
        f"{'-' if line.quantity is None else line.quantity} {line.unit or '-'} {line.sku or '-'}"
        for line in found.lines
    ] == meaning["lines"]
    assert [flag.field for flag in found.flags if flag.field.startswith("lines")] == meaning["open"]
    assert found.certainty >= 0.8


@pytest.mark.parametrize(("meaning", "said"), sayings.cases("answers", "unanswered"), ids=sayings.named)
def test_what_answers_nothing_is_not_carried_out(meaning: dict[str, Any], said: str) -> None:
    found = reading(said, context=WAITING[meaning["beside"]])
    left = [flag for flag in found.flags if flag.field.startswith("lines")]
    assert left or found.certainty < 0.8 or found.intent in ("inquiry", "other", "cancel_order")


@pytest.mark.parametrize("text", ["12瓦的，60", "the 12W ones, 60"])
def test_a_number_beside_the_chosen_product_changes_no_amount(text: str) -> None:
    found = reading(text, context=asked(WHICH, lines=(FIVE,)))
    assert [(line.sku, line.quantity) for line in found.lines] == [("LB-12", Decimal(5))]
    assert found.verdict != "accept"


def test_a_number_that_the_chosen_product_is_called_by_is_no_amount() -> None:
    found = reading("白光的那个，12", context=asked(WHICH, lines=(FIVE,)))
    assert [line.quantity for line in found.lines] == [Decimal(5)]


@pytest.mark.parametrize("text", ["当然是盒啦", "按盒咯", "是盒嘛"])
def test_a_unit_with_a_sigh_behind_it(text: str) -> None:
    context = asked(UNIT, lines=(Line("SW-01", "", Decimal(20), None),))
    found = reading(text, context=context)
    assert [(line.quantity, line.unit) for line in found.lines] == [(Decimal(20), "盒")]


@pytest.mark.parametrize(
    "text", ["当然是盒，20箱够我卖到明年了", "按盒啦，20箱我放到哪里去", "盒，20箱那我发财咯"]
)
def test_a_unit_that_is_laughed_at_is_not_taken(text: str) -> None:
    context = asked(UNIT, lines=(Line("SW-01", "", Decimal(20), None),))
    found = reading(text, context=context)
    assert [(line.quantity, line.unit) for line in found.lines] == [(Decimal(20), "盒")]
    assert found.verdict == "accept"


def test_an_amount_in_the_other_unit_that_is_not_laughed_at_is_looked_at() -> None:
    context = asked(UNIT, lines=(Line("SW-01", "", Decimal(20), None),))
    assert reading("按盒，20箱也要", context=context).verdict != "accept"


@pytest.mark.parametrize(
    "text", ["不好意思，总数算错了", "合计写错了，按5箱来", "the total was a typo, sorry"]
)
def test_a_sum_that_was_wrong_settles_the_question(text: str) -> None:
    line = Line("LB-12", "", Decimal(5), "箱")
    found = reading(text, context=asked(Flag("lines", "conflict"), lines=(line,)))
    assert [(one.sku, one.quantity) for one in found.lines] == [("LB-12", Decimal(5))]
    assert not [flag for flag in found.flags if flag.field == "lines"]


def test_units_told_beside_what_the_lines_are_called_by() -> None:
    ask = ("个", "盒", "箱")
    flags = (Flag("lines[0].unit", "ambiguous", ask), Flag("lines[1].unit", "ambiguous", ask))
    two = (Line("SW-01", "", Decimal(20), None), Line("SW-02", "", Decimal(30), None))
    found = reading("开关两个规格全是论盒买的", context=asked(*flags, lines=two))
    assert [(line.quantity, line.unit) for line in found.lines] == [(Decimal(20), "盒"), (Decimal(30), "盒")]


def test_a_unit_that_is_denied_in_a_clause_of_its_own() -> None:
    flag = Flag("lines[0].unit", "ambiguous", ("个", "盒", "箱"))
    found = reading("按盒算的，不是整箱", context=asked(flag, lines=(Line("SW-01", "", Decimal(20), None),)))
    assert (found.verdict, found.lines[0].unit) == ("accept", "盒")


def test_the_total_that_was_asked_about_is_what_the_lines_come_to() -> None:
    flag = Flag("lines", "conflict", question="The lines add up to 9 cartons, you wrote 11. Which is right?")
    two = (Line("LB-09", "", Decimal(4), "箱"), Line("PT-12", "", Decimal(5), "箱"))
    context = asked(flag, lines=two)
    found = reading("11 is correct; the pots should be 7 cartons instead of 5", context=context)
    assert (found.verdict, [line.quantity for line in found.lines]) == ("accept", [Decimal(4), Decimal(7)])
    assert reading("11 is correct; the pots should be 8 cartons", context=context).verdict != "accept"
