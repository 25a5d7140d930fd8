"""Colours, sizes and sides: what a word states, in whatever language, and what it does not."""

import pytest

from parsers import traits, wordlists
from parsers.parts import stem

SAMPLES = wordlists.load("traits")["samples"]


@pytest.mark.parametrize(("word", "stated"), SAMPLES["valid"])
def test_what_a_word_states(word: str, stated: str) -> None:
    found = traits.of(stem(word)) or next(iter(traits.stated([word], []).own), None)
    assert found == tuple(stated.split())


@pytest.mark.parametrize("word", SAMPLES["invalid"])
def test_what_states_nothing(word: str) -> None:
    stated = traits.stated([word], [[word]] if word.isascii() else [])
    assert traits.of(word) is None
    assert {group for group, _ in stated.own} <= stated.nouns


@pytest.mark.parametrize(("name", "stated"), SAMPLES["names"])
def test_what_a_name_states_outside_of_its_nouns(name: str, stated: str) -> None:
    traits_of_it = {tuple(one.split()) for one in stated.split(",")}
    assert traits.stated(name.split(), []).own == traits_of_it


def test_sizes_stand_in_their_order() -> None:
    sizes = [traits.of(word) for word in ("xs", "small", "medium", "大号", "extra large", "2xl", "3xl")]
    ranks = [traits.rank(size) for size in sizes if size is not None]
    assert len(ranks) == len(sizes)
    assert ranks == sorted(rank for rank in ranks if rank is not None)


def test_traits_are_found_within_a_run() -> None:
    assert traits.within("亮黑色雨伞大号") == [(0, 1, "亮"), (1, 3, "黑"), (5, 7, "大号")]
