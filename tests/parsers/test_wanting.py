"""What products must not have, what is corrected by naming it again, and what is only there: none of it may book another
product or another amount."""

from functools import cache

import pytest

from parsers import Catalog, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of

_ROWS = """\
CUP-N,纸杯 9oz,Paper cup 9oz,9盎司纸杯,9oz; 50只/条,纸杯,条,箱=20,箱,5.00,CNY,,,
CUP-L,纸杯 带盖 9oz,Paper cup with lid 9oz,带盖纸杯,9oz; 50只/条; 带盖,纸杯,条,箱=20,箱,8.00,CNY,,,
CH-A,会议椅 带扶手 黑,Conference chair with armrests black,扶手会议椅,带扶手,椅子,把,,把,200,CNY,,,
CH-N,会议椅 无扶手 黑,Conference chair without armrests black,无扶手会议椅,无扶手,椅子,把,,把,160,CNY,,,
GL-P,乳胶手套 有粉 M,Latex gloves powdered M,有粉手套,有粉; M,手套,盒,箱=10,箱,20,CNY,,,
GL-F,乳胶手套 无粉 M,Latex gloves powder-free M,无粉手套,无粉; M,手套,盒,箱=10,箱,24,CNY,,,
YG-S,酸奶 含糖 200g,Yoghurt sweetened 200g,甜酸奶,200g,奶,杯,箱=24,箱,4,CNY,,,
YG-N,酸奶 无糖 200g,Yoghurt no sugar 200g,无糖酸奶,200g,奶,杯,箱=24,箱,4,CNY,,,
CT-P,糖水菠萝 820g,Pineapple in syrup 820g,菠萝罐头,820g×12罐,罐头,罐,箱=12,箱,9,CNY,,,
OL-5,葵花油 5L,Sunflower oil 5L,,5L×4桶,油,桶,箱=4,箱,60,CNY,,,
"""


@cache
def _catalog() -> Catalog:
    return catalog_of(_ROWS)


def _read(text: str) -> Reading:
    return read(message(text), catalog=_catalog(), directory=directory())


def _lines(text: str) -> list[tuple[str | None, int | None]]:
    return [(line.sku, None if line.quantity is None else int(line.quantity)) for line in _read(text).lines]


@pytest.mark.parametrize(
    ("sku", "text"),
    [
        ("CUP-N", "不带盖的纸杯5箱"),
        ("CUP-N", "纸杯不要带盖的，来5箱"),
        ("CUP-N", "没有盖的纸杯5箱"),
        ("CUP-N", "无盖纸杯5箱"),
        ("CUP-L", "纸杯带盖的5箱"),
        ("CUP-N", "5 ctn paper cups without lid"),
        ("CUP-N", "paper cups, no lid, 5 ctn"),
        ("CUP-L", "paper cups with lid 5 ctn"),
        ("CH-N", "会议椅不带扶手的5把"),
        ("CH-N", "没扶手的会议椅5把"),
        ("CH-N", "5 conference chairs without armrests"),
        ("CH-A", "5 conference chairs with armrests"),
        ("GL-F", "乳胶手套不带粉的5箱"),
        ("GL-F", "5 ctn non-powdered latex gloves"),
        ("GL-F", "5 ctn unpowdered latex gloves"),
        ("GL-P", "有粉的乳胶手套5箱"),
        ("YG-N", "酸奶不含糖的5箱"),
        ("YG-N", "5 ctn yoghurt without sugar"),
        ("YG-N", "5 ctn sugar-free yoghurt"),
        ("YG-N", "5 ctn unsweetened yoghurt"),
    ],
)
def test_without(sku: str, text: str) -> None:
    assert _lines(text) == [(sku, 5)]


def test_without_beside_with() -> None:
    assert _lines("带盖纸杯2箱，不带盖的4箱") == [("CUP-L", 2), ("CUP-N", 4)]


def test_a_refused_product_is_no_kind() -> None:
    assert _lines("葵花油5箱，不要纸杯") == [("OL-5", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "葵花油 3箱\n糖水菠萝 2箱\n啊 葵花油写少了，8箱",
        "3 ctn sunflower oil\n2 ctn pineapple\nSorry, I wrote too few sunflower oil, make it 8",
        "葵花油3箱 糖水菠萝2箱 不对 葵花油是8箱",
        "3 ctn sunflower oil, 2 ctn pineapple. Correction: sunflower oil 8 ctn",
    ],
)
def test_named_again_with_a_word_of_correction(text: str) -> None:
    assert _lines(text) == [("OL-5", 8), ("CT-P", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "糖水菠萝架上还有3箱不补，葵花油5箱",
        "糖水菠萝上个月那12箱卖得慢，葵花油5箱",
        "Pineapple: 14 ctn on the shelf, don't send. Sunflower oil: 5 ctn",
    ],
)
def test_what_is_there_is_not_ordered(text: str) -> None:
    assert _lines(text) == [("OL-5", 5)]


def test_asked_for_the_price_of_fifty() -> None:
    said = "葵花油拿50桶多少钱一桶"
    assert (_read(said).intent, _lines(said)) == ("inquiry", [("OL-5", 50)])
