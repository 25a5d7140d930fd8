"""Changes that are said in a few words: which texts are some, and what they say in full."""

import pytest

from bot.desk import tersewords
from tests.desk.company import NOW

TABLE = tersewords.samples()
VALID = [(kind, text) for kind in tersewords.KINDS for text in TABLE[kind]["valid"]]
INVALID = [(kind, text) for kind in tersewords.KINDS for text in TABLE[kind]["invalid"]]


@pytest.mark.parametrize(("kind", "text"), VALID)
def test_the_whole_text_is_a_change(kind: str, text: str) -> None:
    said = tersewords.said(text, now=NOW)
    assert said is not None
    assert said.kind == kind


@pytest.mark.parametrize(("kind", "text"), INVALID)
def test_the_text_says_something_else(kind: str, text: str) -> None:
    said = tersewords.said(text, now=NOW)
    assert said is None or said.kind != kind


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("Hi, two cases less please. Thanks", "reduce the Cola 330ml by two cases"),
        ("再少2箱吧", "Cola 330ml减少2箱"),
        ("one case more", "add one case of Cola 330ml"),
        ("4箱就够了", "Cola 330ml改成4箱"),
        ("no cola please", "drop the Cola 330ml"),
    ],
)
def test_it_is_said_again_in_full(text: str, full: str) -> None:
    said = tersewords.said(text, now=NOW)
    assert said is not None
    assert said.in_full("Cola 330ml") == full


@pytest.mark.parametrize(
    ("text", "name"),
    [("the tea", "tea"), ("绿茶那个", "绿茶"), ("the green one please", "green"), ("嗯，绿茶", "绿茶")],
)
def test_a_bare_name(text: str, name: str) -> None:
    assert tersewords.bare_name(text) == name


def test_what_stands_behind_a_correction() -> None:
    assert [text for text in TABLE["correction"]["valid"] if not tersewords.after_correction(text)] == []
    assert [text for text in TABLE["correction"]["invalid"] if tersewords.after_correction(text)] == []
    assert tersewords.after_correction("不对，应该是1B") == "1B"
    assert tersewords.after_correction("Oh sorry, I meant the large ones") == "large ones"


def test_all_of_them() -> None:
    assert [text for text in TABLE["every"]["valid"] if not tersewords.means_every(text)] == []
    assert [text for text in TABLE["every"]["invalid"] if tersewords.means_every(text)] == []
    assert not tersewords.means_every("")


def test_a_long_text_is_read_quickly() -> None:
    assert tersewords.said("少2箱" * 5000, now=NOW) is None
    assert tersewords.said("please " * 17, now=NOW) is None
