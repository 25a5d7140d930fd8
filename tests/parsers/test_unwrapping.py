"""Lines that a mail program broke at its margin are read as what they were."""

import textwrap
from decimal import Decimal

import pytest

from parsers import Catalog
from parsers.unwrapping import unwrapped
from tests.parsers import shop
from tests.parsers.five_trades import reading

PROSE = (
    "Good morning, for the summer season we would need again 40 bags of the almonds, 12 bottles of acacia honey and "
    "also 5 bags of the black raisins. Please send all of it to the warehouse, the shop has no room before the "
    "holidays, and put one copy of the invoice into each parcel. The driver may ring at the gate."
)


@pytest.mark.parametrize("margin", [66, 70, 72, 76, 78, 80])
def test_prose_is_one_line_again(margin: int) -> None:
    broken = textwrap.fill(PROSE, margin)
    assert "\n" in broken
    assert unwrapped(f"Dear Lin,\n\n{broken}\n\nRegards\nAnna") == f"Dear Lin,\n\n{PROSE}\n\nRegards\nAnna"


@pytest.mark.parametrize(
    "text",
    [
        # Rows of a list, the longest of them as long as a line.
        "please send:\nalmonds roasted and salted 1 kg bags for the shop in town, 10 bags\nblack raisins - 5 bags\nhoney - 2",
        "Hand cream with almond oil, 75 ml, 24 tubes in a carton ------ 10 ctn\nBlack raisins 1 kg ------ 5 ctn",
        "1. Acacia honey in glass jars of 500 g, twelve jars to one carton, 10\n2. Black raisins, 5 bags",
        "We need for the shop in the old town and the one beside the station\n- 10 bags of almonds\n- 5 bags of raisins",
        "We need for the shop in the old town and the one beside the station:\n10 x almonds\n5 x raisins",
        "Ship to: Lakeside Wholesale, 12 Harbour Road, Building 4, Gate 11, Cork\nAttention: Mr. Nolan",
        # Nothing is near a margin.
        "almonds 10 bags\nraisins 5 bags",
        # Another's words, a table, another script.
        "> we can offer you the almonds at the price of last year if you take a\n> pallet of them",
        "almonds\t10\tbags of one kilogram each, roasted, and salted if you have it in\nraisins\t5\tbags",
        "杏仁10袋，核桃仁5袋，黑葡萄干20袋，蜂蜜12瓶，还有橄榄油两桶，都送到仓库，请在月底以前送到，谢谢，我们店里\n等着用",
        "",
    ],
)
def test_rows_stay_rows(text: str) -> None:
    assert unwrapped(text) == text


def test_every_offset_stays() -> None:
    broken = textwrap.fill(PROSE, 72)
    whole = unwrapped(broken)
    assert len(whole) == len(broken)
    assert all(ours == theirs or theirs == "\n" for ours, theirs in zip(whole, broken, strict=True))


def test_lines_of_a_page_are_full_though_not_of_one_length() -> None:
    page = (
        "Please accept this letter as our order for the winter. We would like 30 of the small\n"
        "lamps, 24 of the long ones and 4 cases of the tubes, as well as 50\n"
        "holders for the counter, and we shall pay by wire transfer as we always did."
    )
    assert "\n" not in unwrapped(page, page=True)
    assert unwrapped(page, page=True) == page.replace("\n", " ")


def test_an_order_over_several_lines_is_read_as_in_one() -> None:
    once = reading("grocer", f"M:{PROSE}")
    broken = reading("grocer", f"M:{textwrap.fill(PROSE, 72)}")
    assert shop.lines(broken) == shop.lines(once) == ["40 袋 AL-R", "12 瓶 HN-AC", "5 袋 RS-BK"]
    assert broken.delivery_address == once.delivery_address is not None
    assert broken.note == once.note
    assert "\n" not in (broken.note or "")


def test_in_a_chat_a_new_line_is_meant() -> None:
    catalog: Catalog = shop.catalog_of("A-1,,almonds,,,,bag,,,,,,,\nR-1,,raisins,,,,bag,,,,,,,")
    text = "can you please bring to the shop in the harbour street tomorrow by noon 10\nalmonds"
    assert [line.quantity for line in reading(catalog, f"M:{text}").lines] == [Decimal(10)]
    assert reading(catalog, text).lines != reading(catalog, f"M:{text}").lines
