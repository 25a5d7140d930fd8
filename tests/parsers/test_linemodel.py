"""What is a line and what is a remark: the trained voice beside the rules, and that it was fitted to the text that lies here."""

import pytest

from bench.line_texts import LINES, texts, unmarked
from bench.sets import fingerprint
from parsers import Catalog, Reading
from parsers.company_csv import products
from parsers.linemodel import model
from parsers.trained import Linear
from tests.parsers import shop

GOODS = """sku,name,name_en,aliases,spec,category,base_unit,units,default_unit
KN-20,厨刀 20cm,chef knife 20cm,,20cm,,把,箱=36,把
KN-12,水果刀 12cm,paring knife 12cm,,12cm,,把,盒=12,盒
PN-28,炒锅 28cm,frying pan 28cm,,28cm,,口,箱=6,口
PN-32,炒锅 32cm,frying pan 32cm,,32cm,,口,箱=6,口
AP-01,围裙,apron,,,,条,包=10,条
"""
CATALOG = Catalog.build(products(GOODS).rows)


def said(text: str) -> Reading:
    return shop.of_a_stranger(text, CATALOG)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # Who carries, with what, on which paper.
        ("厨刀20把，店里就一个伙计卸货", 1),
        ("炒锅28的6口，门口有两个保安，报我名字", 1),
        ("围裙30条 叉车我们没有，派四个工人来", 1),
        ("水果刀5盒，随货附三张合格证", 1),
        ("20 chef knife 20cm. There are two men at our gate.", 1),
        ("6 frying pan 28cm, we share one truck with the shop next door", 1),
        # How it is packed, and what broke.
        ("厨刀20cm 36把，一箱最多放六把", 1),
        ("炒锅32的12口，上次有三口把手松了", 1),
        ("30 aprons, last time 4 pieces had stains", 1),
        # What is ordered though no catalog has it.
        ("厨刀20把，再来3个漏勺", 2),
        ("围裙30条，磨刀石两块", 2),
        ("厨刀20把，来2盒磨刀棒", 2),
        ("30 aprons and 2 boxes hand towels please", 2),
        # Known goods are asked about rather than left out.
        ("厨刀20把，围裙两条师傅自己穿", 2),
    ],
)
def test_remarks_are_no_lines_and_lines_no_remarks(text: str, lines: int) -> None:
    assert len(said(text).lines) == lines


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        ("厨刀 20cm   20把\n水果刀 12cm   0\n围裙   30条", ["KN-20", "AP-01"]),
        ("厨刀 20cm：20把\n水果刀 12cm：—\n围裙：30条", ["KN-20", "AP-01"]),
        ("chef knife 20cm: 20\nparing knife 12cm: nil\napron: 30", ["KN-20", "AP-01"]),
        ("chef knife 20cm  20\npan 28cm  0 cartons\napron  30", ["KN-20", "AP-01"]),
        # A list that nobody filled in, and none of the one thing that is named, are asked about.
        ("厨刀 20cm   0", ["KN-20"]),
        ("水果刀 12cm   0\n围裙   0", ["KN-12", "AP-01"]),
    ],
)
def test_rows_with_none_beside_rows_with_some(text: str, ordered: list[str]) -> None:
    assert [line.sku for line in said(text).lines] == ordered


@pytest.mark.parametrize(
    "text",
    [
        "师傅很客气，一个没碎，谢谢你们",
        "两天了，一个人影都没有，货到哪了",
        "The driver was very kind, not one piece was broken. Thank you!",
    ],
)
def test_who_orders_nothing_has_no_lines_of_things_unknown(text: str) -> None:
    assert said(text).lines == ()


def test_the_shipped_model_was_fitted_to_the_shipped_text() -> None:
    """If this fails: python -m bench.train_lines"""
    assert model().text == fingerprint(LINES)


def test_the_marks_are_taken_out() -> None:
    assert unmarked("a⟦bc⟧d") == ("abcd", [(1, 3)])
    for _, _, _, text in texts():
        assert not set("⟦⟧") & set(unmarked(text)[0])


def test_unknown_signs_say_nothing() -> None:
    toy = Linear({"wet": 2.0}, -2.0, "")
    assert toy.share({"wet": 1.0}) == pytest.approx(0.5)
    assert toy.share({"other": 1.0}) < 0.2
