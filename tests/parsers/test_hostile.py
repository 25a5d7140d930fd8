"""Long texts that repeat one short piece: the work grows with the length alone, ends where reading ends, and a person looks."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

import pytest

from parsers import Message, Reading, Sender, phrases, read
from parsers.annotate import _BEGINNING, _LONGEST_SAID
from tests.parsers.company import catalog, directory

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
CATALOG, DIRECTORY = catalog(), directory()
PIECES = (
    "5月3号", "ctn ", "要", "\n", "(", '"', "> ", "1. ", "½", "共", "、", "A1 ", "10箱 ", "不要", "改成5箱", "PO 123 ", "a.b@c.d ", "+86 1 ",
    "From: a@b.c\n", "1\t2\n", "| a | b |\n", "杭州市1路", "各", "或", "全部", "谢谢\n", "first ", "Mr. Lee ", "9瓦灯泡", "9瓦灯泡20只", "LB-09 ", "大花盆 ",
    "20 bulbs\n", "¥5 ", "下周三", "送到", "上午",
)  # fmt: skip
SHORT, LONG = 1_000, 4_000
# Four times the text makes four times the calls; a square would make sixteen times as many. What makes fewer calls than
# an ordinary text of this length is too little to compare.
MOST, ORDINARY = 6, 60_000


def reading(text: str) -> Reading:
    message = Message("1", "chat", NOW, Sender("@someone", None), text)
    return read(message, catalog=CATALOG, directory=DIRECTORY)


def calls(work: Callable[[], object]) -> int:
    """How many functions the work calls: the same on every machine."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_grows_with_the_length_alone(piece: str) -> None:
    reading((piece * 9)[:40])
    short = calls(lambda: reading((piece * SHORT)[:SHORT]))
    long = calls(lambda: reading((piece * LONG)[:LONG]))
    assert long < MOST * max(short, ORDINARY)


@pytest.mark.parametrize("piece", ["9瓦灯泡20只 ", "20 bulbs please. "])
def test_who_says_more_than_is_read_is_looked_at(piece: str) -> None:
    found = reading((piece * _LONGEST_SAID)[: _LONGEST_SAID + 10])
    assert found.verdict == "review"
    assert "more is said than is read" in found.doubts


@pytest.mark.parametrize("piece", ["5月3号", "10箱 ", "9瓦灯泡20只 "])
def test_a_hundred_thousand_characters_cost_little_more_than_their_beginning(piece: str) -> None:
    beginning = calls(lambda: reading((piece * _BEGINNING)[:_BEGINNING]))
    assert calls(lambda: reading((piece * 100_000)[:100_000])) < 3 * beginning


@pytest.mark.parametrize("name", ["changes", "delivery", "intents", "notes", "payments"])
def test_a_hundred_samples_of_a_book(name: str) -> None:
    samples = [sample for phrase in phrases.book(name).values() for sample in phrase.yes]
    short = calls(lambda: reading("，".join(samples * 9)[:SHORT]))
    long = calls(lambda: reading("，".join(samples * 40)[:LONG]))
    assert long < MOST * max(short, ORDINARY)
