"""Prices and totals: amount, currency and priced unit, and what only looks like money."""

from decimal import Decimal
from typing import Any

import pytest

from parsers import cover, money, numerals, quantities, units, wordlists
from parsers.normalize import surface
from parsers.spans import Span
from tests.corpus import sayings

DATA = wordlists.load("money")


def found(text: str) -> list[Span]:
    """Money as the reader of messages takes it: a bare price per unit (2.5/瓶) comes from its number."""
    face = surface(text).text
    proposed = [*money.find(face), *quantities.find(face.lower(), numerals.find(face), frozenset())]
    return [span for span in cover.choose(proposed, len(face)) if span.label == "money"]


@pytest.mark.parametrize(("meaning", "said"), sayings.cases("prices", "price"), ids=sayings.named)
def test_a_price_is_read_however_it_is_said(meaning: dict[str, Any], said: str) -> None:
    amount, currency, unit = meaning["means"]
    (span,) = found(said)
    assert span.value == money.MoneyValue(Decimal(amount), currency or None, unit or None)


@pytest.mark.parametrize(("meaning", "said"), sayings.cases("prices", "total"), ids=sayings.named)
def test_a_total_is_read_however_it_is_said(meaning: dict[str, Any], said: str) -> None:
    amount, currency = meaning["means"]
    (span,) = found(said)
    assert span.value == money.MoneyValue(Decimal(amount), currency or None, is_total=True)


@pytest.mark.parametrize(("meaning", "said"), sayings.cases("prices", "nothing"), ids=sayings.named)
def test_what_is_no_price(meaning: dict[str, Any], said: str) -> None:
    assert found(said) == []


@pytest.mark.parametrize(("text", "amount", "currency", "unit"), DATA["samples"]["valid"])
def test_samples_of_the_word_list(text: str, amount: str, currency: str, unit: str) -> None:
    (span,) = found(text)
    assert span.value == money.MoneyValue(Decimal(amount), currency or None, unit or None)


@pytest.mark.parametrize("text", DATA["samples"]["invalid"])
def test_samples_that_are_no_price(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("花生油46块5一箱拿10箱", ["46块5一箱"]),
        ("10元10箱", ["10元"]),
        ("10 boxes @ 12.50", ["@ 12.50"]),
        ("10箱 每箱58元", ["每箱58元"]),
        ("5.5*38的29块8一盒15盒", ["29块8一盒"]),
        ("A $1.20/pc, B $1.30/pc, total $250", ["$1.20/pc", "$1.30/pc", "$250"]),
        ("350\n一箱可乐", []),
        ("按0.45元/个含税", ["0.45元/个含税"]),
        ("12.5元(不含税)", ["12.5元(不含税)"]),
        ("USD 1.20/pc excl. VAT", ["USD 1.20/pc excl. VAT"]),
        ("要一箱58元的", ["58元"]),
    ],
)
def test_the_words_of_a_price_are_its_own(text: str, words: list[str]) -> None:
    assert [text[span.start : span.end] for span in found(text)] == words


@pytest.mark.parametrize(
    ("word", "code"),
    [("¥", "CNY"), ("元", "CNY"), ("RMB", "CNY"), ("$", "USD"), ("usd", "USD"), ("EUR", "EUR"), ("€ ", "EUR"), ("NZD", "NZD"), ("箱", None), ("", None)],
)  # fmt: skip
def test_currencies(word: str, code: str | None) -> None:
    assert money.currency(word) == code


def test_no_word_of_money_is_a_unit_but_the_block() -> None:
    words = {word for row in DATA["currency"] for side in ("before", "after") for word in row[side]}
    assert {word for word in words if units.named(word)} == {"块"}
