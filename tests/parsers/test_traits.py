"""Colours, sizes and sides: what a word states, in whatever language, and what it does not."""

import pytest

from parsers import traits, wordlists
from parsers.parts import stem

SAMPLES = wordlists.load("traits")["samples"]


@pytest.mark.parametrize(("word", "stated"), SAMPLES["valid"])
def test_what_a_word_states(word: str, stated: str) -> None:
    found = traits.of(stem(word)) or next(iter(traits.stated([word], [])), None)
    assert found == tuple(stated.split())


@pytest.mark.parametrize("word", SAMPLES["invalid"])
def test_what_states_nothing(word: str) -> None:
    assert traits.of(word) is None


def test_traits_are_found_within_a_run() -> None:
    assert traits.within("亮黑色雨伞大号") == [(0, 1, "亮"), (1, 3, "黑"), (5, 7, "大号")]
