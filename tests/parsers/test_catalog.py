"""The catalog's index: built in one pass, asked by the parts of a phrase."""

from decimal import Decimal

import pytest

from parsers import Catalog, Product
from parsers.catalog import code_key
from parsers.parts import parts
from tests.parsers.company import catalog


def product(sku: str, name: str, name_en: str = "", spec: str = "") -> Product:
    return Product(sku, name, name_en, spec=spec, base_unit="个", default_unit="个", price=Decimal(1))


def test_the_first_row_of_a_sku_counts() -> None:
    twice = Catalog.build([product("A-1", "铁桶"), product("A-1", "木桶"), product("A-2", "纸桶")])
    assert len(twice) == 2
    found = twice.get("A-1")
    assert found is not None
    assert found.name == "铁桶"
    assert twice.get("A-9") is None


def test_an_empty_catalog_finds_nothing() -> None:
    empty = Catalog.build([])
    assert empty.candidates(parts("铁桶 20l")) == []
    assert list(empty) == []


def test_a_packing_in_the_specification_is_no_size() -> None:
    entries = Catalog.build(
        [
            product("A", "纸巾", spec="50张/包"),
            product("B", "米", spec="25kg/袋"),
            product("C", "水", spec="1L×12瓶"),
        ]
    )
    sizes = {entry.product.sku: entry.keys for entry in entries.entries}
    assert sizes == {"A": frozenset(), "B": {"25000g"}, "C": {"1000ml"}}


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("bulb", ("bulb",)),
        ("fertilizer", ("fertiliser",)),
        ("terac", ()),
        ("terra", ("terracotta",)),
    ],
)
def test_slips_and_abbreviations_of_words(written: str, near: tuple[str, ...]) -> None:
    assert catalog().near_words(written) == near


def test_a_sku_is_found_without_case_and_separators() -> None:
    assert code_key("lb 09") == code_key("LB-09") == "lb09"


def test_a_lookup_touches_no_more_candidates_in_a_larger_catalog() -> None:
    names = [product(f"X-{number}", f"零件{number}号", f"Part {number}") for number in range(3000)]
    large = Catalog.build([*names, product("Y-1", "紫铜阀门 20mm", "Brass valve 20mm")])
    found = large.candidates(parts("紫铜阀门20mm"))
    assert [entry.product.sku for entry in found] == ["Y-1"]
    assert len(large.candidates(parts("part"))) <= 64
