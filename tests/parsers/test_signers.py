"""Who signed, as carriers write it; and what names nobody."""

import pytest

from parsers import signers, wordlists

SAMPLES = wordlists.load("signers")["samples"]


@pytest.mark.parametrize(("words", "name"), SAMPLES["valid"].items())
def test_the_name_of_who_signed(words: str, name: str) -> None:
    assert signers.signer(words) == name


@pytest.mark.parametrize("words", SAMPLES["invalid"]["words"])
def test_nobody_is_named(words: str) -> None:
    assert signers.signer(words) is None


def test_endless_words_cost_nothing() -> None:
    assert signers.signer("签收人：" * 100_000) is None
    assert signers.signer("由" * 100_000) is None
