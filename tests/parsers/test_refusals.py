"""Which goods a word that refuses speaks of: of those beside it, of others in its brackets, or of how the goods shall be."""

import pytest

from tests.parsers.company import lines, reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Of another place or kind, in brackets behind the amount or before it.
        ("送店里：9瓦灯泡8箱，大花盆12个（仓库的还够，先不要）", ["8 箱 LB-09", "12 个 PT-20"]),
        ("12瓦灯泡3箱，小花盆（陶土的，塑料的不要）补4箱", ["3 箱 LB-12", "4 箱 PT-12"]),
        # What is told to be there is not wanted, and not what was spoken of before.
        (
            "9瓦灯泡80只，大花盆6个。9瓦的上次40只几天就卖光了，12瓦的我柜台还有七八十只，不用补",
            ["80 只 LB-09", "6 个 PT-20"],
        ),
        # How it shall be packed.
        (
            "9W LED bulb, 3 boxes. 20cm terracotta pot, 12 pcs. The LED bulbs must be packed without plastic.",
            ["3 箱 LB-09", "12 个 PT-20"],
        ),
        # Not needed, since so many are there.
        ("LED bulb 9W, 4 boxes. 12W bulbs not needed, 45 boxes are still in our cellar.", ["4 箱 LB-09"]),
        (
            "3 boxes of LED bulbs 9W please. 12W not necessary, still 12 boxes sitting in my store",
            ["3 箱 LB-09"],
        ),
        ("4 boxes of the 9W bulb. The 12W bulb: not now.", ["4 箱 LB-09"]),
    ],
)
def test_what_is_refused(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_a_refusal_that_goes_on_takes_nothing_off_unseen() -> None:
    found = reading("9W bulbs 3 boxes, 20cm pots 12 pcs. The bulbs shall not be wrapped, skip wrapping paper")
    assert found.verdict != "accept" or len(found.lines) == 2


def test_what_is_counted_behind_another_word_is_another_thing() -> None:
    found = reading("要添小花盆，还有碎纸机两台")
    assert (lines("要添小花盆，还有碎纸机两台"), found.verdict) == (["- - PT-12", "2 台 -"], "clarify")
