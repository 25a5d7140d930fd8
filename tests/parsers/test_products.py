"""Which product a phrase means: what it states must be there, what it omits may be; several are several."""

import pytest

from parsers import products
from parsers.parts import parts
from parsers.products import Match
from tests.parsers.company import catalog


def find(phrase: str, before: str = "") -> Match:
    return products.find(list(parts(phrase)), catalog(), before=list(parts(before)))


@pytest.mark.parametrize(
    ("phrase", "sku"),
    [
        ("球泡灯9w", "LB-09"),
        ("9w白光球泡灯", "LB-09"),
        ("led bulb 9w", "LB-09"),
        ("9w led bulbs", "LB-09"),
        ("terracotta pots 20cm", "PT-20"),
        ("花盆20厘米", "PT-20"),
        ("花盆200mm", "PT-20"),
        ("大花盆", "PT-20"),
        ("faucet hose 30m".replace("faucet ", ""), "HS-30"),
        ("浇水管30米", "HS-30"),
        ("fertilizer 25kg", "FT-25"),
        ("复合肥50斤", "FT-25"),
        ("复合肥5公斤", "FT-05"),
        ("育苗盘60*30", "TR-06"),
        ("育苗盘600*300mm", "TR-06"),
        # Heard alike, and a slip of the pen.
        ("福合肥25kg", "FT-25"),
        ("teracotta pot 12cm", "PT-12"),
    ],
)
def test_a_product_is_found_however_it_is_called(phrase: str, sku: str) -> None:
    match = find(phrase)
    assert (match.status, match.skus) == ("one", (sku,))


@pytest.mark.parametrize(
    ("phrase", "skus"),
    [
        ("球泡灯", {"LB-09", "LB-12"}),
        ("护套线", {"CB-25", "CB-40"}),
        ("garden glove", {"GV-LF", "GV-RT"}),
        ("玻璃胶", {"SL-CL", "SL-WH"}),
    ],
)
def test_what_is_left_out_leaves_several(phrase: str, skus: set[str]) -> None:
    match = find(phrase)
    assert match.status == "several"
    assert set(match.skus) == skus


@pytest.mark.parametrize("phrase", ["led bulb 40w", "浇水管20米", "复合肥10kg"])
def test_a_size_that_no_product_has_rules_all_out(phrase: str) -> None:
    assert find(phrase).status == "none"


def test_a_phrase_without_a_noun_takes_it_from_the_line_before() -> None:
    match = find("右", before="手套左")
    assert (match.status, match.skus, match.rule) == ("one", ("GV-RT",), products.INHERITED)


def test_certainty_falls_with_what_was_only_heard_alike() -> None:
    assert find("福合肥25kg").certainty < find("复合肥25kg").certainty


def test_a_word_that_occurs_in_a_name_is_no_strong_match() -> None:
    assert not find("left").strong
    assert find("garden glove left").strong
