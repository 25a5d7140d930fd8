"""Patterns that are tried by their needles find what the same expressions find when they are simply searched for."""

import random
import re
import string
import sys
from pathlib import Path

import pytest

import parsers
from parsers import phrases, wordlists
from parsers.needles import needed, pieces
from parsers.patterns import Pattern, Together, seldom

FOLDER = Path(parsers.__file__).parent


def is_book(name: str) -> bool:
    tables = [table for key, table in wordlists.load(name).items() if key not in ("words", "parts")]
    return bool(tables) and all(
        isinstance(table, dict) and "re" in table and "yes" in table for table in tables
    )


BOOKS = sorted(path.stem for path in FOLDER.glob("*.toml") if is_book(path.stem))


def plain(pattern: Pattern, table: phrases.Phrase) -> re.Pattern[str]:
    case = 0 if table.table.get("case") else re.IGNORECASE
    return re.compile(pattern.source, re.MULTILINE | re.ASCII | case)


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_finds_what_its_expressions_find(name: str) -> None:
    book = phrases.book(name)
    samples = [sample for phrase in book.values() for sample in (*phrase.yes, *phrase.no)]
    chance = random.Random(1)
    mixed = [" ".join(chance.choices(samples, k=3)) for _ in range(40)]
    texts = [*chance.sample(samples, min(len(samples), 150)), *mixed, *(text.upper() for text in mixed[:9])]
    for phrase in book.values():
        simple = plain(phrase.pattern, phrase)
        for text in texts:
            assert [(m.span(), m.groupdict()) for m in phrase.pattern.finditer(text)] == [
                (m.span(), m.groupdict()) for m in simple.finditer(text)
            ]
            found, expected = phrase.pattern.search(text, 1), simple.search(text, 1)
            assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize(
    ("source", "text", "there"),
    [
        ("取(?:消|货)", "请取货", True),
        ("取(?:消|货)", "请取件", False),
        (r"\bcancel(?:led)?\b", "please CANCEL it", True),
        (r"\bcancel(?:led)?\b", "please call it", False),
        ("(?:很|太)?贵", "贵了", True),
        (r"\d{1,2}点", "八点", True),
        ("[要买][货菜]", "买菜去", True),
        ("[要买][货菜]", "买了菜", False),
        ("(?=.*退)退货", "退", False),
        ("送(?!货)到?", "送", True),
    ],
)
def test_needles_stand_where_a_match_may(source: str, text: str, there: bool) -> None:
    needles = needed(source, re.IGNORECASE | re.ASCII).needles
    assert needles is not None
    assert (not needles.isdisjoint(pieces(text))) == there


@pytest.mark.parametrize("source", ["x*", "", "(?:退)?", "(?=退)", "a|"])
def test_what_may_be_empty_is_tried_as_a_whole(source: str) -> None:
    pattern = Together({"one": ((source, "货"), 0)})["one"]
    text = "xx退货a"
    spans = [match.span() for match in pattern.finditer(text)]
    assert spans == [match.span() for match in re.finditer(f"(?:{source})|(?:货)", text)]


def test_the_leftmost_counts_and_then_the_first() -> None:
    pattern = Together({"one": (("bc", "abc|ab", "c"), 0)})["one"]
    assert [match[0] for match in pattern.finditer("abcbcc")] == ["abc", "bc", "c"]
    assert pattern.sub("-", "abcbcc") == "---"
    match = pattern.match("abc", 1)
    assert match is not None
    assert match[0] == "bc"


def test_parts_with_groups_answer_as_the_whole() -> None:
    parts = (
        "(?P<a>ab+)c and then some more words",
        "x(?P<b>b+)|y(?P<c>b)",
        "z(?P<d>b) and no more than that",
    )
    pattern, whole = Together({"one": (parts, 0)})["one"], re.compile("|".join(parts))
    text = "xbb, abbc and then some more words, yb, zb and no more than that"
    found = [(match.span(), match.groupdict()) for match in pattern.finditer(text)]
    assert found == [(match.span(), match.groupdict()) for match in whole.finditer(text)]
    assert len(found) == 4


def test_numbers_of_groups_are_those_of_the_whole() -> None:
    parts = ("(ab+)c and then some more words", "x(?P<b>b+) and no more than that")
    match = Together({"one": (parts, 0)})["one"].search("xbb and no more than that")
    assert match is not None
    assert match.groups() == (None, "bb")


def test_what_is_seldom_is_found_in_any_case() -> None:
    source = r"\b(?:before|by|until) (noon|midday|closing time|five)\b"
    simple = re.compile(source, re.IGNORECASE)
    pattern = seldom(source, re.IGNORECASE)
    for text in ("by noon", "BY NOON, or before Five", "by and by", "", "until cloſıng time", "UNTİL MİDDAY"):
        assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in simple.finditer(text)]


def test_no_letter_is_missed_for_its_case() -> None:
    every = "".join(chr(code) for code in range(sys.maxunicode) if not 0xD800 <= code < 0xE000)
    letters = "".join(set(re.findall("[a-z]", every, re.IGNORECASE)))
    assert not letters.isascii()
    for letter in string.ascii_lowercase:
        source = f"{letter}(?:q|w){letter}, which is written at some length"
        pattern = Together({"one": ((source,), re.IGNORECASE)})["one"]
        for other in re.findall(letter, letters, re.IGNORECASE):
            assert pattern.search(f"{other}Q{other}, which is written at some length")
