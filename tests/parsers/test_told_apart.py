"""What one word says of a thing tells which of its products is meant, wherever the word stands; a word that none of them has makes
it another thing."""

import pytest

from tests.parsers.parlour import reading
from tests.parsers.shop import flags, lines


@pytest.mark.parametrize(
    ("text", "means"),
    [
        # The small or the long one, amid the name, before it or behind it.
        ("2 tubs of large vanilla ice cream", ["2 桶 IC-VA-5"]),
        ("vanilla ice cream, the little cups, 3 cases", ["3 箱 IC-VA-100"]),
        ("黑吸管粗的5盒，餐巾纸3包", ["5 盒 ST-10", "3 包 NP-W"]),
        ("粗的黑吸管5盒", ["5 盒 ST-10"]),
        ("small vanilla ice cream (100ml) 2 cases", ["2 箱 IC-VA-100"]),
        # Told behind the amount.
        ("草莓酱6瓶，要无糖的那种", ["6 瓶 SC-ST-SF"]),
        ("floor cleaner 2 tubs, the one without scent", ["2 桶 FL-N"]),
        ("地板清洁剂3桶不要香味的，餐巾纸2包", ["3 桶 FL-N", "2 包 NP-W"]),
        ("垃圾袋60×80的10卷，普通的", ["10 卷 BG-P"]),
        ("3 tubs floor cleaner, not the lavender", ["3 桶 FL-N"]),
        # Said once over the list.
        ("垃圾袋都要加厚的：60×80 10卷，90×110 5卷", ["10 卷 BG-H", "5 卷 BG-H9"]),
        ("All heavy duty:\nbin bags 60x80, 10 rolls\nbin bags 90x110, 5 rolls", ["10 卷 BG-H", "5 卷 BG-H9"]),
        # Another shade of it is made by a word beside it.
        ("4 bags waffle mix dark", ["4 袋 WF-D"]),
        ("华夫饼粉深烘4袋", ["4 袋 WF-D"]),
        # Of the same, and cut short.
        ("10 rolls bin bag 60x80 heavy duty and 5 rolls same bin bag standard", ["10 卷 BG-H", "5 卷 BG-P"]),
        ("2 tubs floor cleaner lav", ["2 桶 FL-L"]),
        # The other one of two, and the one that is not refused.
        ("黑吸管细的5盒，粗的8盒", ["5 盒 ST-6", "8 盒 ST-10"]),
        ("black straws 5 boxes (the thick ones)", ["5 盒 ST-10"]),
        ("平底锅8寸的3个，唔要浅型嗰款", ["3 个 PN-8"]),
        # Called otherwise than in the catalog, or counted in another number.
        ("保鲜纸3卷，打蛋器2把", ["3 卷 CL-P", "2 把 CR-W"]),
        ("5 packs white serviettes", ["5 包 NP-W"]),
        ("2 bread knives", ["2 把 KN-B"]),
        # In brackets behind the amount, or what looks like a time.
        ("frying pan 8 inch, 3 (not shallow)", ["3 个 PN-8"]),
        ("茶蜡10包（8小时那种）", ["10 包 TL-8"]),
        # A word that asks is none of the name; one thing that is wanted too is no list.
        ("餐巾纸白色请拿5包", ["5 包 NP-W"]),
        ("餐巾纸都要两包", ["2 包 NP-W"]),
    ],
)
def test_it_is_the_one_that_is_told(text: str, means: list[str]) -> None:
    found = reading(text)
    assert lines(found) == means
    assert found.verdict == "accept"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2 tubs walnut ice cream, 3 packs napkins", "unknown"),
        ("1 carton walnut cream, 3 packs napkins", "unknown"),
        ("茶树精油2瓶，餐巾纸3包", "unknown"),
    ],
)
def test_it_is_asked_what_is_meant(text: str, code: str) -> None:
    found = reading(text)
    assert f"lines[0].sku {code}" in flags(found)


def test_a_word_that_goes_on_into_another_thing_is_not_that_product() -> None:
    assert reading("2 frying knives").verdict != "accept"


@pytest.mark.parametrize("text", ["桃子味草莓淋酱2瓶", "2 bottles walnut strawberry sauce"])
def test_somebody_looks_at_a_taste_that_nobody_sells(text: str) -> None:
    assert reading(text).verdict != "accept"
