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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is there, was sold or has changed is told beside the list, and is no line of it.
        (
            "Stock today: 9W bulb 9 pcs, 12W bulb 30 pcs.\n\nOrder for the shop:\n70 pcs - LED bulb 9W",
            ["70 只 LB-09"],
        ),
        ("9W bulb 45 boxes please. The 20 boxes 12W from November, 14 days and gone", ["45 箱 LB-09"]),
        ("我们今年多了4张实验台，东西不够用。9瓦灯泡3箱，大花盆12个", ["3 箱 LB-09", "12 个 PT-20"]),
        ("9瓦灯泡3箱。小花盆上回那几箱还没动，这趟就免了", ["3 箱 LB-09"]),
        ("We are down to 2 of the 20cm terracotta pots. Please send 3 boxes of 9W bulbs", ["3 箱 LB-09"]),
        # Nor are places, vehicles and the number of kinds that a list is headed with.
        ("周三送两个地方：一店要9瓦灯泡3箱，大花盆12个", ["3 箱 LB-09", "12 个 PT-20"]),
        (
            "Kindly load one container: LED bulb 9W 60 boxes, LED bulb 12W 45 boxes",
            ["60 箱 LB-09", "45 箱 LB-12"],
        ),
        ("Terracotta pot 2 sizes: 12cm 20 pcs, 20cm 30 pcs", ["20 个 PT-12", "30 个 PT-20"]),
        # A sum of others than the goods contradicts nothing.
        ("学校一共1900来人。9瓦灯泡3箱，大花盆12个", ["3 箱 LB-09", "12 个 PT-20"]),
        ("门口捡了一窝小狗，一共14条。9瓦灯泡3箱，大花盆12个", ["3 箱 LB-09", "12 个 PT-20"]),
        # How much is in one of it.
        ("25公斤一袋的复合肥60袋，大花盆6个", ["60 袋 FT-25", "6 个 PT-20"]),
        ("复合肥（5kg一袋）：50袋，26元\n9瓦灯泡：3箱", ["50 袋 FT-05", "3 箱 LB-09"]),
        # What a code is, told behind its amount.
        (
            "* 300 pcs of LB-09, 9W bulbs, @ 4.50\n* 20 pcs PT-20, the 20 cm pot, @ 6.80",
            ["300 只 LB-09", "20 个 PT-20"],
        ),
        # A thing that we do not sell, in a sentence like those of the others.
        (
            "LED bulb 9W, 3 boxes. Terracotta pot 20cm, 50 pcs. Grinder for the Zeta model, 12 pcs. Arrival: Friday.",
            ["3 箱 LB-09", "50 个 PT-20", "12 pcs -"],
        ),
    ],
)
def test_what_is_told_beside_the_list(text: str, expected: list[str]) -> None:
    assert lines(text) == expected
    assert not any(flag.code == "conflict" for flag in reading(text).flags)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A clause of nothing but the word, behind what is there.
        ("大花盆架子上还趴着6个呢，这回不拿。9瓦灯泡2箱", ["2 箱 LB-09"]),
        ("9瓦灯泡8箱。小花盆倒有15个，这趟不进", ["8 箱 LB-09"]),
        ("LB-09 20\nPT-20三十", ["20 只 LB-09", "30 个 PT-20"]),
    ],
)
def test_what_is_there_or_corrected(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_what_was_paid_to_be_rid_of_something_is_no_price() -> None:
    found = reading(
        "LED bulb 9W - 20 pcs\nPot 20cm - 25 pcs\n\nNo wooden crates please, I paid £85 to get rid of the last ones."
    )
    assert [line.unit_price for line in found.lines] == [None, None]


def test_a_correction_of_one_line_takes_no_other_off() -> None:
    text = "9瓦灯泡4箱，小花盆6箱。哦不对9瓦灯泡仓库里还压着一箱没开，改3箱吧"
    assert "6 箱 PT-12" in lines(text)


@pytest.mark.parametrize(
    "said",
    [
        # What is refused behind an amount is haste, a way or nothing, and the line stays.
        "9瓦灯泡2箱，大花盆12个，不要急",
        "9瓦灯泡2箱，大花盆12个，不用赶",
        "9瓦灯泡2箱，大花盆12个，不用了谢谢，自提",
        "LED bulb 9W 2 boxes, 20cm terracotta pot 12 pcs not needed urgently",
        "LED bulb 9W 2 boxes, 20cm terracotta pot 12 pcs - not wanted in paper",
        "LED bulb 9W 2 boxes, 20cm terracotta pot 12 pcs not now. Next week.",
        "LED bulb 9W 2 boxes, 20cm terracotta pot 12 pcs not just now, on Friday",
    ],
)
def test_haste_that_is_refused_takes_no_line_off(said: str) -> None:
    assert (lines(said), reading(said).verdict) == (["2 箱 LB-09", "12 个 PT-20"], "accept")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("9瓦灯泡2箱，大花盆12个，不用", ["2 箱 LB-09", "12 个 PT-20"]),
        ("9瓦灯泡有6箱的话，不用，大花盆12个", ["6 箱 LB-09", "12 个 PT-20"]),
        ("大花盆12个，店里的先不要", ["12 个 PT-20"]),
        ("LED bulb 9W 2 boxes, 20cm terracotta pot 12 pcs, no need", ["2 箱 LB-09", "12 个 PT-20"]),
    ],
)
def test_a_line_that_may_be_refused_is_looked_at(said: str, expected: list[str]) -> None:
    assert (lines(said), reading(said).verdict) == (expected, "review")


@pytest.mark.parametrize(
    "said",
    [
        "LB-09 3箱，9只球泡灯",
        "LB-09 3箱，店里9箱球泡灯",
        "PT-20 10个，陶土花盆20个",
        "PT-20 10 pcs, 20 pcs terracotta pots",
    ],
)
def test_a_second_amount_behind_a_code_is_not_passed_over(said: str) -> None:
    found = reading(said)
    assert found.verdict != "accept"
    assert len(found.lines) == 2


def test_single_numerals_behind_codes_of_a_list_count() -> None:
    assert lines("LB-09二十，PT-20三") == ["20 只 LB-09", "3 个 PT-20"]
    assert lines("PT-12十五、LB-12三十、PT-20两") == ["15 个 PT-12", "30 只 LB-12", "2 个 PT-20"]


@pytest.mark.parametrize(
    "said", ["复合肥10公斤一袋的要6袋", "复合肥8斤一包，要三包", "玻璃胶透明2升一支的要5支"]
)
def test_a_size_in_one_that_no_product_has_is_asked_about(said: str) -> None:
    assert reading(said).verdict != "accept"
