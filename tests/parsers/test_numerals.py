"""Amounts in both languages: what the readers of numbers and units propose, and what of it explains a text best."""

from typing import Any

import pytest

from parsers import cover, numerals, quantities, wordlists
from parsers.normalize import surface
from parsers.number_values import NumberValue
from parsers.spans import Span
from tests.corpus import sayings

DATA = wordlists.load("numerals")


def shown(number: NumberValue | None) -> str:
    """20, 20..30 range, 12 product: as the corpus writes numbers."""
    if number is None:
        return "none"
    low, high = (format(value.normalize(), "f") for value in (number.low, number.high))
    return (low if low == high else f"{low}..{high}") + (f" {number.form}" if number.form != "exact" else "")


def amounts(text: str) -> list[tuple[str, str]]:
    """The amounts that explain a text best, each as (number, unit), as the reader of messages takes them."""
    face = surface(text).text
    found = quantities.find(face.lower(), numerals.find(face), frozenset())
    return [(shown(span.value.number), span.value.unit or "") for span in cover.choose(found, len(face))]


def surest(text: str) -> Span | None:
    numbers = [span for span in numerals.find(text) if span.label == "number"]
    return max(numbers, key=lambda span: (span.certainty, span.end - span.start), default=None)


@pytest.mark.parametrize(("meaning", "said"), sayings.cases("amounts", "amount"), ids=sayings.named)
def test_an_amount_is_read_however_it_is_said(meaning: dict[str, Any], said: str) -> None:
    assert amounts(said)[-1:] == [(meaning["means"], meaning["unit"])]


@pytest.mark.parametrize(("meaning", "said"), sayings.cases("amounts", "nothing"), ids=sayings.named)
def test_a_numeral_inside_a_word_is_no_amount(meaning: dict[str, Any], said: str) -> None:
    assert amounts(said) == []


@pytest.mark.parametrize(("text", "number"), DATA["samples"]["valid"])
def test_samples_of_the_word_list(text: str, number: str) -> None:
    found = surest(text)
    assert found is not None
    assert shown(found.value) == number


@pytest.mark.parametrize("text", DATA["samples"]["invalid"])
def test_samples_that_are_no_number(text: str) -> None:
    assert [span for span in numerals.find(text) if span.label == "number"] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("120百叶窗", "120"),
        ("3百叶窗", "3"),
        ("5千斤顶", "5"),
        ("2百个", "200"),
        ("3千个", "3000"),
        ("2万能胶", "2"),
    ],
)
def test_a_name_that_begins_with_a_hundred_is_no_hundred(text: str, number: str) -> None:
    found = surest(text)
    assert found is not None
    assert shown(found.value) == number
