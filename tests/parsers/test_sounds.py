"""The table of sounds is pypinyin's."""

import pytest
from pypinyin import lazy_pinyin

from parsers.sounds import fuzzy, pairs_of, sound


def test_every_character_sounds_as_pypinyin_says() -> None:
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    wrong = [one for one in characters if sound(one) != fuzzy(lazy_pinyin(one)[0])]
    assert not wrong


@pytest.mark.parametrize(("one", "other"), [("张", "脏"), ("林", "零"), ("是", "四")])
def test_what_ears_do_not_tell_apart(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_what_is_no_character_sounds_like_itself() -> None:
    assert sound("x") == "x"
    assert list(pairs_of("x9")) == [("x9", "x 9")]
