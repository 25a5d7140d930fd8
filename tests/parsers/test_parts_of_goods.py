"""How many of a part a thing has tells which of its products is meant, and is no amount; a code, a noun or a size that none has
makes it another thing."""

import pytest

from tests.parsers.shop import flags, lines
from tests.parsers.works import reading


@pytest.mark.parametrize(
    ("text", "means"),
    [
        # In words, in digits, in the other language, before the name and behind it.
        ("3-step stool red 4 pcs", ["4 个 SC-3R"]),
        ("grey step stools, three-step, 6 pcs", ["6 个 SC-3G"]),
        ("两步的灰色梯凳3个", ["3 个 SC-2G"]),
        ("梯凳灰色 3步的 2个", ["2 个 SC-3G"]),
        ("push button box, the one with three buttons and emergency stop - 5 pcs", ["5 个 PB-3"]),
        ("5 push button boxes single button", ["5 个 PB-1"]),
        ("hydraulic valve four-pipe 24V 10 pcs", ["10 只 VL-4"]),
        # Of a unit that counts as well, where the name has another amount.
        ("两管液压阀10只", ["10 只 VL-2"]),
        ("黄油两管，两管液压阀3只", ["2 管 GP-TU", "3 只 VL-2"]),
        # Two sizes at once are no amount with something for nothing.
        ("filter cartridge 20+5 8 pcs, 40+10 4 pcs", ["8 支 FU-2025", "4 支 FU-4010"]),
        # What is left out beside "of" is counted as before; drums and bottles.
        ("3 drums of the 20L rust preventive, 2 of the coolant", ["3 桶 GR-20", "2 桶 JC-20"]),
        # Another kind of what was named, each with its own amount.
        ("2-step stool grey 4 pcs, three-step grey 6 pcs", ["4 个 SC-2G", "6 个 SC-3G"]),
        ("dividers 1/1 24 pcs, 1/2 36 pcs", ["24 片 GM-11", "36 片 GM-12"]),
        ("dividers: 1/1 24 pcs, 1/2 36 pcs and 1/3 10 pcs", ["24 片 GM-11", "36 片 GM-12", "10 片 GM-13"]),
        ("quartz heaters - 10 four-tube, 4 two-tube", ["10 台 HE-4", "4 台 HE-2"]),
        ("quartz heaters 4-tube x3, 2-tube x2", ["3 台 HE-4", "2 台 HE-2"]),
        # What is measured as well, in words.
        ("two hole clamps 5 inch 6 pairs", ["6 副 JP-2"]),
        # A size keeps its measure among variants: no four of something else.
        ("四孔夹具5寸的20副4寸的40副", ["20 副 JP-4", "40 副 JP-44"]),
        # What holds it tells which one; what counts bottles does, too.
        ("渗透剂大桶2桶", ["2 桶 SP-20"]),
        ("渗透剂6支", ["6 瓶 SP-1"]),
        # A size and one of it, right behind its noun.
        ("冷却液20一桶，抽屉盒8一箱", ["1 桶 JC-20", "1 箱 DR-8"]),
        # How thick it is, said between both sides of its size.
        ("32厚3的套管10根，套管32壁厚2的5根", ["10 根 TB-32-3", "5 根 TB-32-2"]),
        # A nut denies nothing.
        ("M16 wing nut 20 pcs", ["20 个 NT-16"]),
        # A bottle counted like a stick.
        ("500ml的清洗剂6支", ["6 瓶 CL-500"]),
        # One of a size, rather than the set of two; called so, rather than lined with it.
        ("cleaner 500ml 10 ctn", ["10 箱 CL-500"]),
        ("ABS蓝色护盖10个", ["10 个 HT-ABS"]),
    ],
)
def test_what_is_told_of_a_part_tells_the_product(text: str, means: list[str]) -> None:
    found = reading(text)
    assert lines(found) == means
    assert found.flags == ()


@pytest.mark.parametrize(
    ("text", "means"),
    [
        # A code of the kind that the goods of that size have, and none has.
        ("K32 18L 4桶，K46 18L 2桶", ["4 桶 -", "2 桶 OL-K46-18"]),
        # An unknown noun with a size that others come in.
        ("氢气25公斤的2瓶", ["2 瓶 -"]),
        ("pls send linseed oil 3 drums, coolant 20L 1 drum", ["3 drums -", "1 桶 JC-20"]),
        # A size, or a number such as models are called by, that none of its kind has.
        ("12寸抽屉盒2个，隔板1/1 10片", ["2 个 -", "10 片 GM-11"]),
        ("6208皮带轮4个", ["4 个 -"]),
        # A word of one character and its ending.
        ("渗透剂1L 2瓶 钳子2把", ["2 瓶 SP-1", "2 把 -"]),
        # How big it is, and how many.
        ("floor jack 3 ton 2 pcs, coolant 20L 1 drum", ["2 pcs -", "1 桶 JC-20"]),
        # So many as no product has.
        ("梯凳 五步 灰色 2个", ["2 个 -"]),
        # The second amount is that of the words behind it; unknown words in a plural behind a full stop.
        ("1 pallet acetone 25kg, 40 pairs knee pads", ["1 pallet AC-25", "40 pairs -"]),
        (
            "coolant 20L 3 drums, rust preventive 2 drums. Spark plugs 20",
            ["3 桶 JC-20", "2 桶 GR-20", "20 - -"],
        ),
    ],
)
def test_what_is_not_sold_is_asked_about(text: str, means: list[str]) -> None:
    found = reading(text)
    assert lines(found) == means
    unknown = [f"lines[{place}].sku unknown" for place, line in enumerate(means) if line.endswith("-")]
    assert [one for one in flags(found) if ".sku" in one] == unknown


def test_an_unknown_noun_before_a_size_is_not_booked_for_what_comes_in_it() -> None:
    assert reading("甲苯25公斤的2桶，防锈油1桶").verdict != "accept"


def test_what_the_name_has_of_a_part_is_no_amount_that_is_asked_about() -> None:
    assert lines(reading("四管的加热管组多少钱")) == ["- - HE-4"]
    assert lines(reading("What is the price of 3 button boxes?")) == ["- - PB-3"]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        # Amounts stay amounts.
        ("acetone 25kg 20+5", ["- 桶 AC-25"]),
        ("黄油两管", ["2 管 GP-TU"]),
        ("两步梯凳两个", ["2 个 SC-2G"]),
    ],
)
def test_amounts_are_none_of_it(text: str, means: list[str]) -> None:
    assert lines(reading(text)) == means
