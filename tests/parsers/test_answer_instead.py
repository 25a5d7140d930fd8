"""Asked which kind, the customer gives the goods up, or wants others in their place."""

import pytest

from parsers import Flag
from tests.parsers.haberdasher import reading, waits
from tests.parsers.shop import lines

FELT = Flag("lines[0].sku", "ambiguous", ("FL-T", "FL-S"), "“毛毡”驼色还是松石？")


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("毛毡不要了，换松紧带2卷", ["2 卷 EL-01"]),
        ("毛毡换成松紧带2卷", ["2 卷 EL-01"]),
        ("毛毡换成松紧带", ["5 箱 EL-01"]),
        ("毛毡换成松紧带，2卷", ["2 卷 EL-01"]),
        ("no felt, send 2 rolls of elastic band instead", ["2 卷 EL-01"]),
        ("swap the felt for 2 rolls of elastic band", ["2 卷 EL-01"]),
        ("not felt, elastic band", ["5 箱 EL-01"]),
        ("elastic band instead of the felt", ["5 箱 EL-01"]),
        ("毛毡先不要，剪刀加到4把", []),
        ("drop the felt, and make it 4 tailor scissors", []),
    ],
)
def test_other_goods_stand_in_their_place_or_none(text: str, goods: list[str]) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    scissors = "3 把 SC-01" if goods else "4 把 SC-01"
    assert (found.verdict, lines(found)) == ("accept", [*goods, scissors])


def test_the_line_is_called_by_the_words_for_the_new_goods() -> None:
    found = reading("毛毡换成松紧带2卷", waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    assert found.lines[0].text == "松紧带"


@pytest.mark.parametrize(
    "text",
    [
        # Four in all, or four more?
        "毛毡不要了，换剪刀4把",
        "毛毡不要厚的",
        "毛毡不要了吗",
        "毛毡先不要，等我问一下",
        "毛毡不要了，换松紧带或者丝带",
        "drop the felt, send 4 tailor scissors instead",
        "maybe elastic band instead of the felt",
    ],
)
def test_what_is_not_clear_leaves_the_question_open(text: str) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    assert found.verdict != "accept" or not lines(found)


@pytest.mark.parametrize(
    ("text", "first"), [("毛毡不要松石的", "5 箱 FL-T"), ("not the turquoise felt", "5 箱 FL-T")]
)
def test_one_kind_that_is_not_wanted_leaves_the_other(text: str, first: str) -> None:
    found = reading(text, waits("5 箱 -", "3 把 SC-01", flags=(FELT,)))
    assert lines(found)[0] in (first, "5 箱 -")
