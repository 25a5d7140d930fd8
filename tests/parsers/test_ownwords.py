"""What a customer calls a product counts where the catalog leaves it open, and nowhere else."""

import pytest

from parsers import Context, ownwords
from tests.parsers.company import reading

WORDS = {"玻璃胶": "SL-WH", "大白条": "SL-WH", "snowtube": "SL-CL", "园艺手套": "GONE", "球泡灯": "PV-20"}


@pytest.mark.parametrize(
    ("text", "sku", "verdict"),
    [
        ("玻璃胶 6支", "SL-WH", "accept"),
        ("大白条6支", "SL-WH", "accept"),
        ("Snowtube 6 pcs", "SL-CL", "accept"),
        # What is said by itself counts more,
        ("透明玻璃胶6支", "SL-CL", "accept"),
        # and so does what the catalog has: neither a product that is gone, nor one that the words cannot mean.
        ("园艺手套6只", None, "clarify"),
        ("球泡灯6只", None, "clarify"),
        # Others are asked as ever.
        ("浇水管6卷", None, "clarify"),
        ("大黑条6支", None, "clarify"),
    ],
)
def test_words_of_their_own(text: str, sku: str | None, verdict: str) -> None:
    found = reading(text, context=Context(words=WORDS))
    assert [line.sku for line in found.lines] == [sku]
    assert found.verdict == verdict
    rule = found.lines[0].evidence["sku"].rule
    assert (rule == f"products.{ownwords.RULE}") == (
        ownwords.key(found.lines[0].text) in WORDS and sku is not None
    )


@pytest.mark.parametrize("text", ["玻璃胶 6支", "大白条6支"])
def test_nobody_elses_words(text: str) -> None:
    assert reading(text).verdict == "clarify"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("可樂", "可乐"),
        (" Fast-Glue ", "fastglue"),
        ("M8 x 30", "m8*30"),
        ("330", None),
        ("", None),
        ("!!", None),
        ("long " * 30, None),
    ],
)
def test_spelling_and_spaces_do_not_matter(said: str, key: str | None) -> None:
    assert ownwords.key(said) == key
