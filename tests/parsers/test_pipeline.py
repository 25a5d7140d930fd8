"""The whole way from a message to its reading: every flag of the contract, any text, bounded work."""

import dataclasses
import gc
import random
import weakref
from decimal import Decimal

import pytest
import spacy
from spacy.language import Language

from parsers import Catalog, Context, Line, OrderContext, ReadingSettings, enclosed, read
from parsers.jsonform import reading_to_json
from parsers.lookup import Lookup
from parsers.pipeline import LONGEST, language
from tests.parsers.company import catalog, directory, flags, message, reading

LAST = OrderContext(
    "SO-20261101-0001",
    "delivered",
    (Line("LB-09", "", Decimal(20), "只"), Line("PT-20", "", Decimal(5), "个")),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请给我们送点货来", ["lines missing"]),
        ("来点9瓦灯泡", ["lines[0].quantity missing"]),
        ("9瓦灯泡两三箱", ["lines[0].quantity ambiguous"]),
        ("9瓦灯泡大概50只", ["lines[0].quantity ambiguous"]),
        ("9瓦灯泡几箱", ["lines[0].quantity ambiguous"]),
        ("9瓦灯泡20+5只", ["lines[0].quantity ambiguous"]),
        ("线管20mm 50", ["lines[0].unit ambiguous"]),
        ("9瓦灯泡或者12瓦灯泡20只", ["lines[0].sku ambiguous"]),
        ("球泡灯20只", ["lines[0].sku ambiguous"]),
        ("紫铜阀门20个", ["lines[0].sku unknown"]),
        ("9瓦灯泡3托盘", ["lines[0].unit unknown"]),
        ("9瓦灯泡20只，大花盆5个，共30件", ["lines conflict"]),
        ("9瓦灯泡20只，共30只", ["lines[0].quantity conflict"]),
        ("9瓦灯泡20只，6元一只", ["lines[0].unit_price conflict"]),
        ("一开开关5个", ["lines[0].quantity out_of_range"]),
        ("9瓦灯泡0只", ["lines[0].quantity out_of_range"]),
    ],
)
def test_what_must_be_asked(text: str, expected: list[str]) -> None:
    assert flags(text) == expected
    assert reading(text).verdict == "clarify"


def test_a_line_beyond_what_the_company_allows_is_out_of_range() -> None:
    settings = ReadingSettings(max_line_quantity=Decimal(1000))
    found = read(message("9瓦灯泡30箱"), catalog=catalog(), directory=directory(), settings=settings)
    assert [(flag.field, flag.code) for flag in found.flags] == [("lines[0].quantity", "out_of_range")]


def test_the_last_order_again_with_changes() -> None:
    found = reading("照上次的再来一份，大花盆改成8个，灯泡不要了", Context(last_order=LAST))
    assert [(line.sku, line.quantity) for line in found.lines] == [("PT-20", 8)]


def test_what_fits_several_products_is_the_one_that_the_order_has() -> None:
    found = reading("照上次的再来一份，灯泡改成30只", Context(last_order=LAST))
    assert [(line.sku, line.quantity) for line in found.lines] == [("LB-09", 30), ("PT-20", 5)]
    assert found.flags == ()


def test_the_pipeline_is_a_spacy_language_and_shows_what_it_found() -> None:
    nlp = language()
    assert isinstance(nlp, Language)
    assert nlp.pipe_names == ["jiedan_annotate", "jiedan_lines", "jiedan_reckon"]
    assert language() is nlp
    told = message("9瓦灯泡20只")
    _, files = enclosed.joined(told)
    doc = nlp.make_doc(told.text)
    doc.user_data |= {"message": told, "catalog": Catalog.build(catalog()), "directory": directory()}
    doc.user_data |= {"settings": ReadingSettings(), "files": files}
    for _, step in nlp.pipeline:
        doc = step(doc)
    assert [span.text for span in doc._.found["quantity"]] == ["20只"]


@pytest.mark.parametrize("text", ["", "9瓦 灯泡  20只\n", " a b", "\n \n给 ", "a\u3000b\t\r\nc   d", "é😀 x"])
def test_the_tokens_are_those_of_spacy_s_characters(text: str) -> None:
    doc, own = language().make_doc(text), spacy.blank("zh").make_doc(text)
    assert doc.text == text
    assert [(token.text, token.whitespace_) for token in doc] == [
        (token.text, token.whitespace_) for token in own
    ]


def test_a_catalog_that_was_read_with_is_let_go() -> None:
    replaced = Catalog.build(catalog())
    read(message("9瓦灯泡20只"), catalog=replaced, directory=directory())
    gone = weakref.ref(replaced)
    del replaced
    gc.collect()
    assert gone() is None


def test_each_value_says_where_it_stands() -> None:
    text = "麻烦送 ９瓦灯泡 ２０只"
    line = reading(text).lines[0]
    for field, words in (("sku", "９瓦灯泡"), ("quantity", "２０只")):
        proof = line.evidence[field]
        assert text[proof.start : proof.end] == words


_SNIPPETS = [
    "9瓦灯泡", "LB-09", "20", "只", "箱", "，", "\n", "\t", "|", "不要", "要", "改成", "共", "12*24", "20+5", "两三", "明天", "¥4.5", "/", "各",
    "品名", "数量", "->", ">", "From:", "x", "🎉", "\u202e", "\u0000", "İ", "ß", "½", "１２", "000", "-5", "SO-20261101-0001", "(", ")", "或者", "哦不对",
]  # fmt: skip


def test_no_text_makes_it_fail() -> None:
    random_text = random.Random(20261123)
    for _ in range(300):
        pieces = random_text.choices(_SNIPPETS, k=random_text.randrange(1, 30))
        found = reading("".join(pieces), Context(open_orders=(LAST,), last_order=LAST))
        assert 0 <= found.certainty <= 1
        reading_to_json(found)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "🎉🎉", "?", "1", "，，，", "a" * 3000, "一" * 3000, "1" * 3000, "*" * 3000]
)
def test_hardly_any_text_is_a_reading_too(text: str) -> None:
    assert reading(text).verdict in ("ignore", "review", "clarify")


def _asked(monkeypatch: pytest.MonkeyPatch, text: str) -> int:
    """How often the catalog is asked while the text is read."""
    asked = 0
    original = Lookup.find

    def counting(self: Lookup, phrase: object) -> object:
        nonlocal asked
        asked += 1
        return original(self, phrase)  # type: ignore[arg-type]

    monkeypatch.setattr(Lookup, "find", counting)
    reading(text)
    return asked


@pytest.mark.parametrize(
    "row", ["9瓦灯泡20只\n", "9瓦灯泡20只大花盆3个", "led bulb 9w 20 pcs and ", "20 9瓦灯泡，"]
)
def test_the_work_grows_with_the_text_and_no_faster(monkeypatch: pytest.MonkeyPatch, row: str) -> None:
    short, long = _asked(monkeypatch, row * 50), _asked(monkeypatch, row * 400)
    assert long <= short * 12


def test_what_was_not_read_is_looked_at() -> None:
    longer = "9瓦灯泡20只\n" * (LONGEST // 8 + 100)
    found = reading(longer)
    assert found.verdict == "review"
    assert dataclasses.replace(found, lines=()).certainty < 0.8
