"""An unknown English word beside a name is no other make of it where it is but a piece of a word of its own."""

from functools import cache

import pytest

from parsers import Catalog, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of, lines

_CATALOG = """\
SH-B,遮阳网 黑 3m,Shadecloth black 3m,,3m,园艺,卷,,卷,50,CNY,,900,
RK-F,耙子 纤维柄,Rake fibreglass shaft,,,园艺,把,,把,20,CNY,,900,
RK-W,耙子 木柄,Rake wooden shaft,,,园艺,把,,把,15,CNY,,900,
"""


@cache
def _catalog() -> Catalog:
    return catalog_of(_CATALOG)


def _reading(text: str) -> Reading:
    return read(message(text), catalog=_catalog(), directory=directory())


@pytest.mark.parametrize("text", ["10 rake fibre shaft", "please send 10 pcs of the rake with fibre shaft"])
def test_a_piece_of_its_own_word_is_no_doubt(text: str) -> None:
    found = _reading(text)
    assert (found.verdict, lines(found)) == ("accept", ["10 把 RK-F"])


@pytest.mark.parametrize("text", ["10 rake carbon shaft", "10 bamboo rakes fibreglass"])
def test_another_word_is(text: str) -> None:
    assert _reading(text).verdict != "accept"
