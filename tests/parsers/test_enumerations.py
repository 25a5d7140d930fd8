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
        ("hello. 1) no cups. 2) more jars", ["1)", "2)"]),
        # Each counts what stands before it.
        ("cups, 1. jars, 2. lids, 3", []),
        ("cups (1) jars (2) lids (3)", []),
        ("cups: 1. jars: 2. lids: 3.", []),
        ("cups. 1. jars. 2. lids. 3.", []),
        ("杯子：1、罐子：2、盖子：3", []),
        ("要杯子，一、罐子，二、盖子", []),
        ("杯子①罐子②盖子③", []),
    ],
)
def test_marks(text: str, marks: list[str]) -> None:
    assert [span.value for span in enumerations.find(text)] == marks


def test_an_order_in_running_text() -> None:
    assert lines("please send: (1) 3 cartons 9W LED bulb (2) 5 boxes 2-gang wall switch") == [
        "3 箱 LB-09",
        "5 盒 SW-02",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2-gang wall switch (1) conduit 20mm (2) seed tray (3)", ["1 个 SW-02", "2 - PV-20", "3 个 TR-06"]),
        ("育苗盘：1、20线管：2、单开：30", ["1 个 TR-06", "2 - PV-20", "30 个 SW-01"]),
    ],
)
def test_amounts_behind_their_names(text: str, expected: list[str]) -> None:
    assert lines(text) == expected
