"""Every phrase of the word lists is found in its valid samples and in none of its invalid ones."""

import pytest

from parsers import phrases

BOOKS = (
    "intents",
    "leanings",
    "letters",
    "names",
    "phones",
    "references",
    "addresses",
    "delivery",
    "notes",
    "about",
    "payments",
    "shifts",
    "changes",
)
SAMPLES = [
    pytest.param(book, phrase, id=f"{book}-{phrase.name}")
    for book in BOOKS
    for phrase in phrases.book(book).values()
]


@pytest.mark.parametrize(("book", "phrase"), SAMPLES)
def test_samples(book: str, phrase: phrases.Phrase) -> None:
    assert phrase.yes or phrase.no or book == "intents", "a phrase without samples proves nothing"
    for sample in phrase.yes:
        assert phrase.pattern.search(sample), f"{book}.{phrase.name} misses {sample}"
    for sample in phrase.no:
        found = phrase.pattern.search(sample)
        assert not found, f"{book}.{phrase.name} finds {found and found.group()!r} in {sample}"
