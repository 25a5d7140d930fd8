"""What an answer says beside the kind that it chooses is taken, or somebody looks: an amount is never lost."""

import pytest

from parsers import Flag
from tests.parsers.haberdasher import reading, waits
from tests.parsers.shop import lines

FELT = Flag("lines[0].sku", "ambiguous", ("FL-T", "FL-S"), "驼色还是松石？")
HOW_MANY = Flag("lines[1].quantity", "ambiguous", (), "剪刀要几把？")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("改成8箱，要驼的", "8 箱 FL-T"),
        ("只要4箱，松石的那个", "4 箱 FL-S"),
        ("少来两箱，驼的那个", "3 箱 FL-T"),
        ("再加2箱，松石的那款", "7 箱 FL-S"),
        ("8箱，第二种", "8 箱 FL-S"),
        ("第一种8箱", "8 箱 FL-T"),
        ("make that 8 cartons, the camel ones", "8 箱 FL-T"),
        ("8 cartons, turquoise please", "8 箱 FL-S"),
        ("option 2, 8 cartons", "8 箱 FL-S"),
    ],
)
def test_an_amount_told_before_the_kind_is_that_of_its_line(text: str, first: str) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    assert (found.verdict, lines(found)) == ("accept", [first, "3 把 SC-01"])


@pytest.mark.parametrize(
    "text",
    [
        "改成8箱，驼的那个6箱",
        "驼的那个，8箱再说",
        "驼的那个，再看要不要8箱",
        "驼的那个，8箱？",
        "the camel one, maybe 8 cartons",
        "the camel one. If there are more, 8 cartons",
        "the camel one, 8 cartons or 9 cartons",
    ],
)
def test_an_amount_that_is_not_clear_is_looked_at(text: str) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    assert found.verdict != "accept"


@pytest.mark.parametrize(
    "text", ["驼的那个，8箱的话太多了", "驼的那个，谁会要20箱啊", "the camel one, 5 cartons or so"]
)
def test_an_amount_that_is_only_wondered_at_changes_none(text: str) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    assert lines(found)[0] == "5 箱 FL-T"


@pytest.mark.parametrize(
    "text",
    [
        "不要另外4箱",
        "另外4箱取消",
        "forget the other 4 cartons",
        "drop the other 4",
        "8 cartons are too many",
    ],
)
def test_what_is_done_without_is_not_how_much_there_shall_be(text: str) -> None:
    asked = Flag("lines[0].quantity", "out_of_range", (), "We have only 6 cartons of elastic.")
    found = reading(text, waits("10 箱 EL-01", "3 把 SC-01", flags=(asked,)))
    assert found.verdict != "accept"
    assert not {"4 箱 EL-01", "8 箱 EL-01"} & set(lines(found))


@pytest.mark.parametrize(
    "text", ["驼的那款8箱，剪刀3把", "8箱驼的，剪刀3把", "8 cartons of the camel ones, 3 scissors"]
)
def test_an_amount_beside_the_kind_is_not_that_of_what_else_was_asked(text: str) -> None:
    found = reading(text, waits("5 箱 -", "- 把 SC-01", flags=(FELT, HOW_MANY)))
    assert (found.verdict, lines(found)) == ("accept", ["8 箱 FL-T", "3 把 SC-01"])


def test_so_much_of_all_is_not_only_that_of_what_was_asked() -> None:
    found = reading("都要8，驼的那款", waits("5 箱 -", "- 把 SC-01", flags=(FELT, HOW_MANY)))
    assert found.verdict != "accept"


def test_so_much_of_each_answers_both_questions() -> None:
    both = (Flag("lines[0].quantity", "missing"), Flag("lines[1].quantity", "missing"))
    found = reading("各4箱", waits("- 箱 FL-T", "- 箱 FL-S", flags=both))
    assert (found.verdict, lines(found)) == ("accept", ["4 箱 FL-T", "4 箱 FL-S"])


@pytest.mark.parametrize("text", ["both, 10 each", "各10"])
def test_so_many_of_each_are_no_day_of_the_month(text: str) -> None:
    asked = Flag("delivery_date", "conflict", ("2026-11-25", "2026-11-27"), "Which day?")
    assert reading(text, waits("20 卷 EL-01", flags=(asked,))).delivery_date is None


BOTH = (
    Flag("lines[0].sku", "ambiguous", ("YN-R-2", "YN-B-2"), "2mm要红还是蓝？"),
    Flag("lines[1].sku", "ambiguous", ("YN-R-3", "YN-B-3"), "3mm要红还是蓝？"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("都是蓝的", ["6 卷 YN-B-2", "4 卷 YN-B-3"]),
        ("都要红色，3mm的再多2卷", ["6 卷 YN-R-2", "6 卷 YN-R-3"]),
    ],
)
def test_one_answer_settles_the_questions_about_all(text: str, expected: list[str]) -> None:
    found = reading(text, waits("6 卷 -", "4 卷 -", flags=BOTH))
    assert (found.verdict, lines(found)) == ("accept", expected)


def test_more_of_something_is_one_of_it_beside_the_answer() -> None:
    found = reading("驼的那个，再给捎个10mm丝带", waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    assert lines(found)[:2] == ["5 箱 FL-T", "3 把 SC-01"]
    assert any(line.sku == "RB-10" and line.quantity == 1 for line in found.lines)


@pytest.mark.parametrize(
    "text",
    [
        "The camel one. And not 3 but 5 scissors if you have them",
        "The camel one. Scissors not 3, 5 please",
        "驼的那款。剪刀不是3把，是5把",
    ],
)
def test_another_amount_behind_the_answer(text: str) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    assert (found.verdict, lines(found)) == ("accept", ["5 箱 FL-T", "5 把 SC-01"])
