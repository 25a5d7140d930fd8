"""Each name of a thing stands in one row, and the rows are read as they are written."""

from itertools import chain

from parsers import othernames, wordlists
from parsers.normalize import plain
from parsers.parts import stem
from tests.parsers.parlour import catalog


def test_a_name_is_that_of_one_thing() -> None:
    names = list(chain.from_iterable(wordlists.load("othernames")["same"]))
    assert len(names) == len(set(names))
    assert all(plain(name) == name for name in names)
    assert all(stem(name) == name for name in names if name.isascii())


def test_a_word_that_only_ends_like_the_plural_of_a_name_is_none() -> None:
    assert not list(othernames.find("the tapes, both tapes and 2 tapes", catalog()))


def test_what_the_catalog_calls_so_is_left_alone() -> None:
    assert not list(othernames.find("垃圾袋10卷 保鲜膜3卷 3 napkins", catalog()))
    assert [span.value.key for span in othernames.find("保鲜纸3卷, 3 serviettes", catalog())] == [
        "保鲜膜",
        "napkin",
    ]
