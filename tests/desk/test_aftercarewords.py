"""The words about what follows an order, by the samples of their table."""

import pytest

from bot.desk import aftercarewords

TABLES = {
    name: table for name, table in aftercarewords.samples().items() if name not in {"courtesy", "negated"}
}


def meaning(name: str, text: str) -> object:
    if name == "received":
        return aftercarewords.received(text) is not None
    if name == "score":
        return aftercarewords.scored(text) is not None
    if name == "repair":
        return aftercarewords.repair(text)
    return aftercarewords.wish(text) == name


@pytest.mark.parametrize("name", TABLES)
def test_the_samples_of_the_table(name: str) -> None:
    assert [text for text in TABLES[name]["valid"] if not meaning(name, text)] == []
    assert [text for text in TABLES[name]["invalid"] if meaning(name, text)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("收到了，谢谢", ""),
        ("货收到了，李姐签收的", "李姐"),
        ("门卫代收", "门卫"),
        ("Arrived safely. Signed for by Tom Hill", "Tom Hill"),
        ("signed by reception, thanks", "reception"),
    ],
)
def test_who_signed(text: str, name: str) -> None:
    assert aftercarewords.received(text) == name


def test_a_score_comes_with_its_words() -> None:
    assert aftercarewords.scored("4分，送货慢了点") == aftercarewords.Scored(4, "送货慢了点")
    assert aftercarewords.scored("五分！") == aftercarewords.Scored(5)
    assert aftercarewords.scored("3 stars, a bit late") == aftercarewords.Scored(3, "a bit late")


def test_no_length_of_text_takes_long() -> None:
    for text in ("收到" * 20_000, "5" + " " * 50_000 + "x", "a " * 20_000, "不用" * 20_000):
        assert aftercarewords.received(text) is None
        assert aftercarewords.wish(text) is None
        aftercarewords.scored(text)
