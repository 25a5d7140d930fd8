"""Names not written as in the catalog: misspelt, joined, split, by ear, in part; and other words, which are never bent to ours."""

from functools import cache

import pytest

from parsers import Catalog, Reading, read, spelling, wordlists
from tests.corpus import sayings
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of

BANK = sayings.load("spellings")


@cache
def catalog(trade: str) -> Catalog:
    rows = [row.replace("|", ",") + ",1,CNY,,100," for row in BANK[trade]["catalog"].splitlines()]
    return catalog_of("\n".join(rows))


def reading(trade: str, text: str) -> Reading:
    return read(message(text), catalog=catalog(trade), directory=directory())


@pytest.mark.parametrize(
    ("trade", "text", "means"),
    [(trade, text, means) for trade, table in BANK.items() for text, means in table["means"]],
)
def test_what_leaves_one_product_is_that_one(trade: str, text: str, means: str) -> None:
    found = reading(trade, text)
    assert "; ".join(f"{line.sku} {line.quantity}" for line in found.lines) == means
    assert found.verdict == "accept"


@pytest.mark.parametrize(
    ("trade", "text"), [(trade, text) for trade, table in BANK.items() for text in table["open"]]
)
def test_another_word_is_not_bent_to_a_product(trade: str, text: str) -> None:
    assert reading(trade, text).verdict in ("clarify", "review")


@pytest.mark.parametrize(("one", "other"), wordlists.load("spellings")["samples"]["same"])
def test_two_spellings_of_one_word(one: str, other: str) -> None:
    assert spelling.variant(one) == spelling.variant(other)


@pytest.mark.parametrize(("one", "other"), wordlists.load("spellings")["samples"]["other"])
def test_two_words_of_one_look(one: str, other: str) -> None:
    assert spelling.variant(one) != spelling.variant(other)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("nitrite", "nitrate", True),
        ("chloride", "chlorate", True),
        ("glycerin", "glycerine", False),
        ("helmit", "helmet", False),
    ],
)
def test_substances_differ_in_their_endings(one: str, other: str, apart: bool) -> None:
    assert spelling.apart(one, other) is apart


def test_two_letters_more_are_another_word() -> None:
    sold = catalog_of("CT,皮质素,Cortisolone,,,药,盒,,盒,1,CNY,,9,")
    assert sold.near_words("cortisone") == ()
    assert sold.near_words("cortisolon") == ("cortisolone",)
