"""Every phrase of the word lists is found in its valid samples and in none of its invalid ones."""

import tomllib
from pathlib import Path

import pytest

import parsers
from parsers import phrases

# The cues and units have words beside patterns, and tests of their own.
BOOKS = tuple(
    sorted(
        path.stem
        for path in Path(parsers.__file__).parent.glob("*.toml")
        if path.stem not in ("cues", "units")
        and any("re" in table for table in tomllib.loads(path.read_text("utf-8")).values())
    )
)
SAMPLES = [
    pytest.param(book, phrase, id=f"{book}-{phrase.name}")
    for book in BOOKS
    for phrase in phrases.book(book).values()
]


@pytest.mark.parametrize(("book", "phrase"), SAMPLES)
def test_samples(book: str, phrase: phrases.Phrase) -> None:
    assert phrase.yes or phrase.no, "a phrase without samples proves nothing"
    for sample in phrase.yes:
        assert phrase.pattern.search(sample), f"{book}.{phrase.name} misses {sample}"
    for sample in phrase.no:
        found = phrase.pattern.search(sample)
        assert not found, f"{book}.{phrase.name} finds {found and found.group()!r} in {sample}"
