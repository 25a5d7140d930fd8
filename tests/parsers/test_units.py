"""Unit words, and which of a product's units they mean by the reading contract."""

from decimal import Decimal

import pytest

from parsers import numerals, units, wordlists
from parsers.normalize import surface

DATA = wordlists.load("units")


def counted(text: str) -> list[str]:
    """The unit words that a number of the text counts, longest first."""
    face = surface(text).text
    numbers = [span for span in numerals.find(face) if span.label == "number"]
    ends = {(span.end, found[0]) for span in numbers if (found := units.at(face, span.end))}
    return sorted({face[start:end].strip() for start, end in ends}, key=len, reverse=True)


@pytest.mark.parametrize(("text", "word"), DATA["samples"]["valid"])
def test_a_number_counts_the_word_behind_it(text: str, word: str) -> None:
    assert word in counted(text)


@pytest.mark.parametrize("text", DATA["samples"]["invalid"])
def test_what_only_looks_like_a_unit(text: str) -> None:
    assert counted(text) == []


def test_every_word_names_one_unit() -> None:
    words = [word.lower() for unit in units.UNITS.values() for word in unit.words]
    assert sorted(words) == sorted(set(words))


def test_every_fallback_names_a_unit() -> None:
    assert {code for unit in units.UNITS.values() for code in unit.fallbacks} <= set(units.UNITS)


@pytest.mark.parametrize(
    "word",
    [
        "Ctn",
        "CTNS",
        "ctn.",
        "Boxes",
        "纸箱",
        "整箱",
        "Nos",
        "ea",
        "EACH",
        "doz.",
        "bx",
        "pk",
        "rl",
        "cs",
        "箱",
        "公斤",
        "Stück",
        "multi-pack",
    ],
)
def test_a_unit_is_known_in_any_spelling(word: str) -> None:
    assert units.named(word.replace("-", " ")) is not None


@pytest.mark.parametrize(
    ("word", "base", "sizes", "unit", "multiplier"),
    [
        # As the catalog spells it, whatever the language of the text.
        ("箱", "瓶", {"箱": 24}, "箱", 1),
        ("ctn", "瓶", {"箱": 24}, "箱", 1),
        ("Cartons", "瓶", {"箱": 24}, "箱", 1),
        ("cases", "瓶", {"箱": 24}, "箱", 1),
        ("cs", "瓶", {"箱": 24}, "箱", 1),
        ("boxes", "瓶", {"箱": 24}, "箱", 1),
        ("box", "pcs", {"box": 100, "carton": 1000}, "box", 1),
        ("盒", "pcs", {"box": 100, "carton": 1000}, "box", 1),
        ("箱", "pcs", {"box": 100, "carton": 1000}, "carton", 1),
        ("bottles", "瓶", {"箱": 24}, "瓶", 1),
        ("btl", "瓶", {}, "瓶", 1),
        ("bags", "包", {}, "包", 1),
        ("rolls", "卷", {}, "卷", 1),
        ("rl", "卷", {}, "卷", 1),
        ("pairs", "双", {}, "双", 1),
        ("sets", "套", {}, "套", 1),
        # 件 is the carton where there is one, else a counter.
        ("件", "瓶", {"箱": 24}, "箱", 1),
        ("件", "瓶", {"箱": 24, "件": 12}, "件", 1),
        ("件", "pcs", {"carton": 1000}, "carton", 1),
        ("件", "台", {}, "台", 1),
        # Generic counters mean the base unit.
        ("个", "瓶", {"箱": 24}, "瓶", 1),
        ("只", "pcs", {"box": 100}, "pcs", 1),
        ("台", "瓶", {}, "瓶", 1),
        ("nos", "个", {"箱": 100}, "个", 1),
        ("ea", "包", {"箱": 20}, "包", 1),
        ("pieces", "瓶", {"箱": 24}, "瓶", 1),
        ("pcs", "个", {"箱": 100}, "个", 1),
        ("个", "瓶", {"个": 1, "箱": 24}, "个", 1),
        # A dozen, 打 and gross multiply the base unit where the product does not list them.
        ("dozen", "瓶", {"箱": 24}, "瓶", 12),
        ("doz", "pcs", {}, "pcs", 12),
        ("打", "瓶", {"箱": 24}, "瓶", 12),
        ("打", "瓶", {"打": 12}, "打", 1),
        ("gross", "pcs", {"box": 100}, "pcs", 144),
        ("罗", "个", {}, "个", 144),
        # Measures are converted.
        ("斤", "公斤", {}, "公斤", "0.5"),
        ("吨", "kg", {}, "kg", 1000),
        ("kg", "公斤", {"袋": 25}, "公斤", 1),
        ("m", "米", {"卷": 100}, "米", 1),
        # 根 and 张 count single things.
        ("根", "个", {}, "个", 1),
        ("块", "只", {}, "只", 1),
    ],
)  # fmt: skip
def test_what_a_word_means_for_a_product(
    word: str, base: str, sizes: dict[str, int], unit: str, multiplier: object
) -> None:
    found = units.resolve(word, {name: Decimal(size) for name, size in sizes.items()}, base)
    assert (found.status, found.unit, found.multiplier) == ("found", unit, Decimal(str(multiplier)))


@pytest.mark.parametrize(
    ("word", "base", "sizes", "status", "candidates"),
    [
        # 件 with no carton but other larger units may be any of them.
        ("件", "瓶", {"提": 6}, "ambiguous", ("瓶", "提")),
        # Two units of one name.
        ("carton", "pcs", {"箱": 24, "整箱": 48}, "ambiguous", ("箱", "整箱")),
        ("托盘", "pcs", {"box": 100, "carton": 1000}, "unknown", ()),
        ("桶", "瓶", {"箱": 24}, "unknown", ()),
        ("kg", "瓶", {"箱": 24}, "unknown", ()),
        ("根", "包", {}, "unknown", ()),
        ("盒", "瓶", {"箱": 24}, "unknown", ()),
        ("whatever", "瓶", {}, "unknown", ()),
        ("", "瓶", {}, "unknown", ()),
    ],
)
def test_what_a_word_does_not_mean(
    word: str, base: str, sizes: dict[str, int], status: str, candidates: tuple[str, ...]
) -> None:
    found = units.resolve(word, {name: Decimal(size) for name, size in sizes.items()}, base)
    assert (found.status, found.unit, found.candidates) == (status, None, candidates)
