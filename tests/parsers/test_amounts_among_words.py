"""Amounts as people talk of them: enough, one without a number, as much as was, at the price of before; and where none is."""

from functools import cache

import pytest

from parsers import Catalog, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of

_ROWS = """\
PT-25,黄漆 25公斤,Yellow paint 25kg,黄漆大桶;50斤装黄漆,25kg/桶,漆,桶,吨=40,桶,90,CNY,,,
PT-30,黄漆 30公斤,Yellow paint 30kg,60斤装黄漆,30kg/桶,漆,桶,吨=33,桶,110,CNY,,,
GR-15,瓷砖胶 三合一 25公斤,Tile glue 25kg,三合一 50斤装,25kg/袋,胶,袋,吨=40,袋,60,CNY,,,
LD-2,人字梯 2米,Step ladder 2 m,两米梯,2m,梯,把,,把,260,CNY,,,
TB-18,工作台 1米8,Work bench 1.8 m,1米8工作台,1.8m,台,张,,张,860,CNY,,,
NL-S,圆钉 短,Round nail short,短圆钉,短,钉,盒,箱=20,,12,CNY,,,
NL-L,圆钉 长,Round nail long,长圆钉,长,钉,盒,箱=20,,14,CNY,,,
CN-60,路锥 60只套装,Road cone set of 60,,60只/套; 60 per set,锥,套,,套,95,CNY,,,
GN-1,密封胶 1升,Sealing gum 1L,,1L,胶,瓶,箱=6,瓶,30,CNY,,,
GN-5,密封胶 500毫升,Sealing gum 500ml,,500ml,胶,瓶,箱=6,瓶,18,CNY,,,
FD-100,投射灯 100W,Flood lamp 100W,,100W,灯,个,箱=10,个,55,CNY,,,
"""


@cache
def _catalog() -> Catalog:
    return catalog_of(_ROWS)


def _read(text: str) -> Reading:
    return read(message(text), catalog=_catalog(), directory=directory())


def _lines(text: str) -> list[str]:
    return [
        f"{line.sku} {'?' if line.quantity is None else format(line.quantity.normalize(), 'f')} {line.unit}"
        for line in _read(text).lines
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # So much is enough: it is what is wanted, unless it lies there.
        ("短圆钉3箱够用了，长圆钉一箱就够", ["NL-S 3 箱", "NL-L 1 箱"]),
        ("短圆钉先3箱，够钉一阵子了", ["NL-S 3 箱"]),
        ("短圆钉要3箱，长圆钉还有2箱够卖了", ["NL-S 3 箱"]),
        ("短圆钉要3箱，长圆钉架上有2箱也够", ["NL-S 3 箱"]),
        # One of it, without a number.
        ("要张1米8工作台，配把两米梯", ["TB-18 1 张", "LD-2 1 把"]),
        ("1米8工作台来张，两米梯要两把", ["TB-18 1 张", "LD-2 2 把"]),
        # A sheet on which it stands is none of it.
        ("帮城东店下一张：短圆钉3箱", ["NL-S 3 箱"]),
        # How many are in one, and how much one holds.
        ("40 road cone sets, 60 per set", ["CN-60 40 套"]),
        ("黄漆要25公斤一桶的，3桶", ["PT-25 3 桶"]),
        ("a dozen cartons of 100W flood lamps", ["FD-100 12 箱"]),
        ("two cartons of sealing gum, the litre bottles", ["GN-1 2 箱"]),
        ("sealing gum, the 1 litre bottles, 2 cartons", ["GN-1 2 箱"]),
        # The size behind an amount is that of the name before it.
        ("黄漆二十桶要50斤装的", ["PT-25 20 桶"]),
        # A word of another matter: on both sides, and not left over.
        ("3 cartons short round nails. They move the shelves left and right", ["NL-S 3 箱"]),
        ("短圆钉5箱，长圆钉甭送了", ["NL-S 5 箱"]),
        ("short round nails 3 ctn, long round nails 2 ctn. The yellow ones went", ["NL-S 3 箱", "NL-L 2 箱"]),
        ("could you drop five 2 m step ladders on the 9th", ["LD-2 5 把"]),
        ("2米人字梯给我上20把", ["LD-2 20 把"]),
        # What multiplies is how many, unless so many of a size make one pack and an amount follows.
        ("30公斤黄漆*10，25公斤黄漆*20", ["PT-30 10 桶", "PT-25 20 桶"]),
        ("sealing gum 1L x 6 - two cartons", ["GN-1 2 箱"]),
        # What is told in brackets or of a part of it.
        ("短圆钉8箱（上次送错成长的了，这次看清楚）、长圆钉2箱", ["NL-S 8 箱", "NL-L 2 箱"]),
        ("short round nails 8 ctn (5 pcs were bent last time, hope not again)", ["NL-S 8 箱"]),
        ("短圆钉8箱，其中2箱开收据", ["NL-S 8 箱"]),
        ("短圆钉8箱，长圆钉9箱，一箱箱贴好", ["NL-S 8 箱", "NL-L 9 箱"]),
        ("短圆钉两箱😊长圆钉还有一堆呢😅 下周送", ["NL-S 2 箱"]),
    ],
)
def test_so_much_is_wanted(text: str, expected: list[str]) -> None:
    assert _lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A part of an amount is no other amount of the same, and what is told of the parts by name are lines.
        ("短圆钉8箱其中3箱送仓库，长圆钉2箱", ["NL-S 8 箱", "None 3 箱", "NL-L 2 箱"]),
        ("短圆钉8箱其中2箱先发", ["NL-S 8 箱", "None 2 箱"]),
        ("圆钉10箱，其中6箱短的，4箱长的", ["None 10 箱", "NL-S 6 箱", "NL-L 4 箱"]),
        ("这次订货其中3箱短圆钉，2箱长圆钉", ["NL-S 3 箱", "NL-L 2 箱"]),
        # Who asks is no word against it, nor when.
        ("老莫要短圆钉5箱，老赵要长圆钉2箱", ["NL-S 5 箱", "NL-L 2 箱"]),
        ("约莫要短圆钉5箱", ["NL-S 5 箱"]),
        ("双休送短圆钉5箱，平时送长圆钉2箱", ["NL-S 5 箱", "NL-L 2 箱"]),
        ("午休送短圆钉5箱", ["NL-S 5 箱"]),
        # No one of it: the unit of the number behind, a person, papers, one word.
        ("短圆钉要箱，5", ["NL-S 5 None"]),
        ("短圆钉5箱要张叔签收", ["NL-S 5 箱"]),
        ("短圆钉5箱要张建国签收", ["NL-S 5 箱"]),
        ("补套标签，短圆钉5箱", ["NL-S 5 箱"]),
        ("短圆钉5箱配套垫片", ["NL-S 5 箱"]),
        # What is paid for the way, or with, is of the order.
        ("短圆钉5箱，两米梯2把运费没问题", ["NL-S 5 箱", "LD-2 2 把"]),
        ("短圆钉5箱，两米梯2把货款已付", ["NL-S 5 箱", "LD-2 2 把"]),
        ("6 flood lamps 100W, credit account, 2 step ladders", ["FD-100 6 个", "LD-2 2 把"]),
        ("6 flood lamps 100W - no, 8 flood lamps", ["FD-100 8 个"]),
    ],
)
def test_no_line_is_lost_or_made(text: str, expected: list[str]) -> None:
    assert _lines(text) == expected


def test_an_ordinal_behind_a_dash_corrects_nothing() -> None:
    assert _lines("6 flood lamps 100W — no 2nd party carrier")[0] == "FD-100 6 个"


def test_what_comes_free_with_an_amount_is_asked_with_or_without_its_unit() -> None:
    for text in ("短圆钉200盒送20盒", "短圆钉200盒送20，给我记上"):
        assert [(flag.field, flag.code) for flag in _read(text).flags] == [("lines[0].quantity", "ambiguous")]


def test_a_bare_number_of_what_is_sold_in_several_ways_is_asked_though_the_line_before_tells_its_own() -> (
    None
):
    reading = _read("短圆钉5箱，长的要60")
    assert [(flag.field, flag.code) for flag in reading.flags] == [("lines[1].unit", "ambiguous")]


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("短圆钉3盒还是12对吧，长圆钉2盒", [12, None]),
        ("短圆钉3盒、长圆钉2盒，都还是12块一盒", [12, 12]),
        ("1米8工作台，860块的，要两张", [860]),
        ("短圆钉还是12吧？来5盒", [12]),
        ("短圆钉5盒（12.00），长圆钉2盒", [12, None]),
    ],
)
def test_prices_that_hold(text: str, prices: list[int | None]) -> None:
    assert [line.unit_price for line in _read(text).lines] == prices


@pytest.mark.parametrize("text", ["短圆钉3箱、长圆钉2箱照旧要的", "短圆钉3箱，长圆钉2箱，钱照旧"])
def test_what_is_as_ever_beside_its_amount_is_no_order_of_before(text: str) -> None:
    assert _lines(text) == ["NL-S 3 箱", "NL-L 2 箱"]
    assert not _read(text).flags


@pytest.mark.parametrize(
    "table",
    [
        "Boxes | SKU | What\n18 | NL-S | short nail\n   | LD-2 | step ladder, 2 m\n4 | NL-L | long nail",
        "| SKU | What | Boxes |\n| NL-S | short nail | 18 |\n| LD-2 | step ladder, 2 m | |\n| NL-L | long nail | 4 |\n| TB-18 | bench | - |",
    ],
)
def test_rows_of_a_table_without_an_amount_are_not_ordered_wherever_its_column_stands(table: str) -> None:
    assert [line.split()[:2] for line in _lines(table)] == [["NL-S", "18"], ["NL-L", "4"]]


def test_a_decimal_in_brackets_behind_an_amount_is_no_day() -> None:
    assert _read("长圆钉5盒（9.8）").delivery_date is None
    assert _read("长圆钉5盒（9.8送）").delivery_date is not None
