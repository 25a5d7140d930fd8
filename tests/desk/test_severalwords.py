"""The words by which an answer takes several kinds at once."""

import pytest

from bot.desk import severalwords

TABLE = severalwords.samples()


def _says(kind: str, text: str) -> bool:
    if kind == "each":
        return severalwords.each(text) is not None
    return (severalwords.says if kind in {"both", "halves"} else severalwords.opened)(text, kind) not in {
        None,
        False,
    }


KINDS = ("both", "halves", "half", "rest", "each")


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind in KINDS for text in TABLE[kind]["valid"]])
def test_it_is_said(kind: str, text: str) -> None:
    assert _says(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind in KINDS for text in TABLE[kind]["invalid"]]
)
def test_something_else_is_said(kind: str, text: str) -> None:
    assert not _says(kind, text)


def test_a_long_text_is_read_quickly() -> None:
    assert not severalwords.says("please " * 500, "both")
