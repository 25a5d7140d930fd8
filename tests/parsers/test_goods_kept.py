"""Goods of one character, of two letters, of an amount that nobody tells: what is named beside lines is not passed over."""

import pytest

from tests.parsers.larder import reading
from tests.parsers.shop import lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 noodles, 3 soy sauce, 2 qx", ["10 箱 NO-1", "3 箱 SO-5", "2 - -"]),
        ("2 qx, 10 noodles", ["2 - -", "10 箱 NO-1"]),
        ("10 noodles, 2 qx, 3 soy sauce", ["10 箱 NO-1", "2 - -", "3 箱 SO-5"]),
        ("10 noodles\n3 soy sauce\n2 qx", ["10 箱 NO-1", "3 箱 SO-5", "2 - -"]),
        ("醋10 酱油3 腐乳2", ["10 箱 VI-5", "3 箱 SO-5", "2 - -"]),
    ],
)
def test_a_short_word_with_its_number_in_a_list_is_asked(text: str, expected: list[str]) -> None:
    found = reading(text)
    assert (lines(found), found.verdict) == (expected, "clarify")


@pytest.mark.parametrize("text", ["10 noodles, 3 soy sauce, 5 pm", "10 noodles, 3 soy sauce at 10 am"])
def test_an_hour_in_a_list_is_no_goods(text: str) -> None:
    found = reading(text)
    assert (lines(found), found.verdict) == (["10 箱 NO-1", "3 箱 SO-5"], "accept")


@pytest.mark.parametrize(
    "text",
    [
        "10 noodles and some garlic",
        "10 noodles, 3 soy sauce, some garlic please",
        "10 noodles, 3 soy sauce - actually no soy sauce",
        "挂面10箱，酱油3箱，酱还是算了",
    ],
)
def test_goods_that_nobody_counts_or_that_are_taken_back_are_looked_at(text: str) -> None:
    assert reading(text).verdict != "accept"


@pytest.mark.parametrize(
    "text", ["米10袋 酱油3箱", "米10袋酱油3箱", "米10袋，酱油3箱", "醋2箱 米10袋 酱油3箱"]
)
def test_goods_of_one_character_stand_in_a_list_like_any(text: str) -> None:
    found = reading(text)
    assert lines(found)[-2:] == ["10 袋 RI-10", "3 箱 SO-5"]
    assert found.verdict == "accept"


def test_both_of_a_list_without_units_are_kept() -> None:
    assert lines(reading("醋10 酱油3")) == ["10 箱 VI-5", "3 箱 SO-5"]
