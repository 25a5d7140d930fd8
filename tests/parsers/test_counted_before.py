"""Which of two amounts goes with what, where a list names sizes only; and what reads as an amount and is none."""

import pytest

from parsers import Catalog, read
from tests.parsers import music, sundries
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of, lines


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        (
            "tackle",
            "8 boxes circle hook 2/0, 6 boxes of 3/0, one box nylon line 1.5",
            ["8 盒 HK-20", "6 盒 HK-30", "1 盒 LN-15"],
        ),
        (
            "bike",
            "3 boxes chain 9-speed, 2 boxes of 8-speed, 4 boxes of front brake cable",
            ["3 盒 CH-9", "2 盒 CH-8", "4 盒 BR-CC"],
        ),
        (
            "tackle",
            "circle hook 2/0 8 boxes, 3/0 6 boxes, nylon line 1.5 one box",
            ["8 盒 HK-20", "6 盒 HK-30", "1 盒 LN-15"],
        ),
        ("tackle", "環鈎1/0同3/0各30包", ["30 包 HK-10", "30 包 HK-30"]),
    ],
)
def test_each_amount_stands_on_the_same_side(trade: str, text: str, expected: list[str]) -> None:
    assert lines(sundries.reading(trade, text)) == expected


def _ink() -> Catalog:
    return catalog_of(
        "IK-77,油墨 7-7-7 5kg,Ink 7-7-7 5kg,三个7,5kg,油墨,桶,箱=4,桶,90,CNY,,,\n"
        "IK-99,油墨 9-9-9 5kg,Ink 9-9-9 5kg,三个9,5kg,油墨,桶,箱=4,桶,95,CNY,,,\n"
        "RL-1,胶辊,Rubber roller,,,配件,支,箱=10,支,30,CNY,,,\n"
    )


def test_a_name_that_opens_like_an_amount() -> None:
    found = read(message("三个7的2箱，三个9要6桶，胶辊三个"), catalog=_ink(), directory=directory())
    assert lines(found)[:2] == ["2 箱 IK-77", "6 桶 IK-99"]


def test_people_are_no_goods() -> None:
    found = music.reading("你们这批鼓棒什么质量，一敲就断，四个学生家长来找我们", music.AFTER)
    assert (found.intent, lines(found)) == ("complaint", ["- - DS-5A"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("环钩2/0的20包，1/0的10包。哎，1/0还是15包吧", ["20 包 HK-20", "15 包 HK-10"]),
        ("绿抄网40×60的3把，黑色40×60的散的5把", ["3 把 NT-4060", "5 把 NT-4060-B"]),
    ],
)
def test_second_thoughts_and_loose_goods(text: str, expected: list[str]) -> None:
    assert lines(sundries.reading("tackle", text)) == expected


def test_free_goods_keep_their_unit() -> None:
    found = sundries.reading("tackle", "lead sinker 8-12g 20+1 ctn free")
    assert [(line.sku, line.quantity, line.unit) for line in found.lines] == [("SK-812", None, "箱")]
