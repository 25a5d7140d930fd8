"""Long texts that repeat one short piece: the work grows with the length alone, ends where reading ends, and a person looks."""

from cProfile import Profile
from datetime import UTC, datetime

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


def calls(text: str) -> int:
    """How many functions are called to read the text: the same on every machine."""
    profile = Profile()
    profile.runcall(reading, text)
    return sum(called.callcount for called in profile.getstats())


def assert_linear(piece: str) -> None:
    """What makes no more calls than an ordinary text may make is not compared with its beginning."""
    reading((piece * 9)[:40])
    long = calls((piece * LONG)[:LONG])
    if long >= MOST * ORDINARY:
        most = MOST * calls((piece * SHORT)[:SHORT])
        # The first time makes what is remembered from then on.
        assert long < most or calls((piece * LONG)[:LONG]) < most


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_grows_with_the_length_alone(piece: str) -> None:
    assert_linear(piece)


@pytest.mark.parametrize("piece", ["9瓦灯泡20只 ", "20 bulbs please. "])
def test_who_says_more_than_is_read_is_looked_at(piece: str) -> None:
    found = reading((piece * _LONGEST_SAID)[: _LONGEST_SAID + 10])
    assert found.verdict == "review"
    assert "more is said than is read" in found.doubts


@pytest.mark.parametrize("piece", ["5月3号", "10箱 ", "9瓦灯泡20只 "])
def test_a_hundred_thousand_characters_cost_little_more_than_their_beginning(piece: str) -> None:
    beginning = calls((piece * _BEGINNING)[:_BEGINNING])
    assert calls((piece * 100_000)[:100_000]) < 3 * beginning


@pytest.mark.parametrize("name", ["changes", "delivery", "intents", "notes", "payments"])
def test_a_hundred_samples_of_a_book(name: str) -> None:
    samples = [sample for phrase in phrases.book(name).values() for sample in phrase.yes]
    assert_linear("，".join(samples) + "，")
