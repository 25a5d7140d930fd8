"""The marks of a list in running text are no amounts; numbers that do not count on are none of them."""

import pytest

from parsers import enumerations
from tests.parsers.company import lines


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("two points: (1) no cups (2) more jars", ["(1)", "(2)"]),
        ("1/ cups 2/ jars", ["1/", "2/"]),
        ("一、杯子；二、罐子", ["一、", "二、"]),
        ("改：①杯子②罐子", ["①", "②"]),
        ("cups (1), jars (2)", []),
        ("2) jars 3) cups", []),
        ("size 1. Then size 2. Then", []),
        ("pipe 1/2 and 2/3", []),
    ],
)
def test_marks(text: str, marks: list[str]) -> None:
    assert [span.value for span in enumerations.find(text)] == marks


def test_an_order_in_running_text() -> None:
    assert lines("please send: (1) 3 cartons 9W LED bulb (2) 5 boxes 2-gang wall switch") == [
        "3 箱 LB-09",
        "5 盒 SW-02",
    ]
