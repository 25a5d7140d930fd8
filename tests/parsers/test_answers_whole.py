"""What an answer says beside the kind that it chooses is taken, or somebody looks: an amount is never lost."""

import pytest

from parsers import Flag
from tests.parsers.haberdasher import reading, waits
from tests.parsers.shop import lines

FELT = Flag("lines[0].sku", "ambiguous", ("FL-T", "FL-S"), "驼色还是松石？")
CORD = Flag("lines[0].sku", "ambiguous", ("YN-R-2", "YN-R-3"), "2mm还是3mm？")


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
