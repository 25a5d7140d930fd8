"""What docs/conversations.md promises is shown: by transcripts that there are, none left out, each matter in both languages."""

import re
from pathlib import Path

import pytest

from tests.flows.test_flows import TRANSCRIPTS
from tests.flows.transcript import parse

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "conversations.md").read_text("utf-8")
SECTIONS = {
    section.partition("\n")[0]: [
        row for row in re.findall(r"^\| (.+) \| (.+) \|$", section, re.MULTILINE) if "`" in row[1]
    ]
    for section in DOCUMENT.split("\n## ")[1:]
}
ROWS = [(title, promise, shown) for title, rows in SECTIONS.items() for promise, shown in rows]
TITLES = {path.stem: parse(path.read_text("utf-8")).title for path in TRANSCRIPTS}


def named(shown: str) -> list[str]:
    return [name for name in re.findall(r"`([^`]+)`", shown) if "/" not in name]


@pytest.mark.parametrize(("title", "promise", "shown"), ROWS)
def test_each_promise_is_shown_by_transcripts_that_there_are(title: str, promise: str, shown: str) -> None:
    assert named(shown), promise
    assert [name for name in named(shown) if name not in TITLES] == [], title


def test_every_transcript_shows_something() -> None:
    assert set(TITLES) - {name for _, _, shown in ROWS for name in named(shown)} == set()


@pytest.mark.parametrize("title", SECTIONS)
def test_each_matter_is_shown_in_both_languages(title: str) -> None:
    chinese = {
        bool(re.search("[\u4e00-\u9fff]", TITLES[name]))
        for _, shown in SECTIONS[title]
        for name in named(shown)
    }
    assert chinese == {True, False}


def test_the_tests_that_it_names_are_there() -> None:
    assert [name for name in re.findall(r"`(tests/\S+\.py)`", DOCUMENT) if not (ROOT / name).exists()] == []
