"""Products that differ in one thing only: it is asked about, or it tells them apart; another thing is no product of ours."""

from decimal import Decimal

import pytest

from parsers import Catalog, Product, products, read
from parsers.normalize import plain
from parsers.parts import parts
from tests.parsers.company import directory, message

ROWS = (
    ("UM-RD-S", "长柄雨伞 红色 小号", "Stick umbrella red small", "", "伞面 60cm×2m"),
    ("UM-RD-L", "长柄雨伞 红色 大号", "Stick umbrella red large", "", "伞面 90cm×2m"),
    ("UM-LG-L", "长柄雨伞 浅灰 大号", "Stick umbrella light grey large", "", ""),
    ("BX-3", "收纳盒 3号 五层", "Storage box No.3 5-ply", "", "300×200mm"),
    ("BX-5", "收纳盒 5号 三层", "Storage box No.5 3-ply", "", "500×400mm"),
    ("GL-N", "防滑登山鞋垫 42码", "Insoles size 42", "", ""),
    ("WX-H", "硬质木蜡油 5L", "Hard wood wax oil 5L", "木蜡油清漆大桶", "5L"),
    ("WX-S", "水性木质蜡油 5L", "Waterborne wood wax oil 5L", "", "5L"),
    ("AB-150", "磨光片 150目", "Polishing pad 150 grit", "", ""),
    ("AB-300", "磨光片 300目", "Polishing pad 300 grit", "", ""),
)
CATALOG = Catalog.build(
    Product(sku, name, english, (alias,) if alias else (), spec, base_unit="个", price=Decimal(1))
    for sku, name, english, alias, spec in ROWS
)


def find(text: str, before: str = "") -> products.Match:
    return products.find(list(parts(plain(text))), CATALOG, before=list(parts(plain(before))))


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        # A colour and a size by whatever word.
        ("红雨伞大号", {"UM-RD-L"}),
        ("红色雨伞L", {"UM-RD-L"}),
        ("large red umbrella", {"UM-RD-L"}),
        ("light gray umbrella", {"UM-LG-L"}),
        ("雨伞 灰色", {"UM-LG-L"}),
        ("雨伞大号", {"UM-RD-L", "UM-LG-L"}),
        # One side of a size.
        ("雨伞60cm", {"UM-RD-S"}),
        ("雨伞0.9米", {"UM-RD-L"}),
        # A grade is told from another number.
        ("收纳盒3号", {"BX-3"}),
        ("三号收纳盒", {"BX-3"}),
        ("收纳盒三层", {"BX-5"}),
        ("storage box no. 5", {"BX-5"}),
        ("鞋垫42码", {"GL-N"}),
        ("insoles size 42", {"GL-N"}),
        ("磨光片300#", {"AB-300"}),
        ("polishing pads 150 mesh", {"AB-150"}),
        # What begins one name and shortens another.
        ("木蜡油5L", {"WX-H", "WX-S"}),
    ],
)
def test_what_is_told_tells_them_apart(text: str, skus: set[str]) -> None:
    match = find(text)
    assert (match.status, set(match.skus)) == ("one" if len(skus) == 1 else "several", skus)


@pytest.mark.parametrize(
    "text",
    [
        "绿色雨伞",
        "雨伞中号",
        "blue umbrella",
        "收纳盒7号",
        "收纳盒四层",
        "磨光片600目",
        "鞋垫45码",
        "雨伞80cm",
    ],
)
def test_what_is_told_and_no_product_has_is_another_product(text: str) -> None:
    assert find(text).status == "none"


def test_who_states_two_colours_contradicts_neither() -> None:
    match = find("红灰雨伞大号")
    assert (match.status, set(match.skus)) == ("several", {"UM-RD-L", "UM-LG-L"})


def test_a_colour_alone_takes_its_noun_from_the_line_before() -> None:
    assert find("浅灰", before="红雨伞大号").skus == ("UM-LG-L",)


@pytest.mark.parametrize(
    "text",
    ["雪地鞋垫42码3个", "来3个雪地鞋垫42码", "3 pcs cork insoles size 42", "cork insoles size 42 - 3 pcs"],
)
def test_an_unknown_word_before_the_name_is_not_passed_over(text: str) -> None:
    found = read(message(text), catalog=CATALOG, directory=directory())
    assert [line.quantity for line in found.lines] == [3]
    assert found.verdict == "review"
