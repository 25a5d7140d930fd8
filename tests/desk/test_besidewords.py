"""What is asked or told beside an order, by the samples of its table."""

import pytest

from bot.desk import besidewords

TABLES = besidewords.samples()


def holds(name: str, text: str) -> bool:
    return besidewords.is_courtesy(text) if name == "courtesy" else besidewords.search(name, text)


@pytest.mark.parametrize("name", TABLES)
def test_the_samples_of_the_table(name: str) -> None:
    assert [text for text in TABLES[name]["valid"] if not holds(name, text)] == []
    assert [text for text in TABLES[name]["invalid"] if holds(name, text)] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("毛巾10包，什么时候能到？", ["什么时候能到？"]),
        ("毛巾10包 什么时候能到", ["什么时候能到"]),
        ("对了，你们有样品吗？毛巾10包", ["你们有样品吗？"]),
        ("毛巾10包，另外肥皂多少钱", ["肥皂多少钱"]),
        ("老板在吗？毛巾10包，可以吗", []),
        ("12.5mm bolts, 1,000 pcs. By the way, when can you ship?", ["when can you ship?"]),
        ("5 towels and how much is the soap", ["how much is the soap"]),
        ("5 towels please. How are you? Do you sell soap? Is there a discount?", ["Do you sell soap?", "Is there a discount?"]),
        ("毛巾10包。上次的肥皂碎了两块，什么时候能到", ["上次的肥皂碎了两块", "什么时候能到"]),
        ("", []),
        ("毛巾10包" * 500 + "什么时候能到？", []),
    ],
)  # fmt: skip
def test_which_clauses_stand_beside_an_order(text: str, told: list[str]) -> None:
    assert [one.words for one in besidewords.asides(text)] == told


def test_what_is_left_stands_where_it_stood() -> None:
    text = "毛巾10包，对了，什么时候能到？送店里"
    rest = besidewords.without(text, besidewords.asides(text))
    assert len(rest) == len(text)
    assert rest.split() == ["毛巾10包，", "送店里"]


def test_no_length_of_text_takes_long() -> None:
    for text in (
        "什么时候" * 20_000,
        "? " * 900,
        "a " * 900,
        "另外，" * 600,
        "上次" * 900,
        "and when " * 200,
    ):
        besidewords.asides(text)
