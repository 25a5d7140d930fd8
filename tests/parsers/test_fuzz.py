"""Hostile and random texts: no reader raises, every span lies within the text, and cost grows with the length alone."""

import gc
import random
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

import pytest

from parsers import (
    Catalog,
    Directory,
    Message,
    Product,
    Sender,
    dates,
    language,
    money,
    numerals,
    quantities,
    read,
)
from parsers.normalize import surface
from parsers.spans import Span

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
ORDERS = ("", "DMY", "MDY", "YMD")
# What people's keyboards, tables and enemies repeat.
PIECES = (
    "1", "十", "一", "半", "几", " ", "-", "(", ")", "1,", "1.", "1-", "1/", "1*", "1 ", "1:", "月", "1月", "周", "下", "¥", "$1", "a", "a@",
    "one ", "half ", "12.", "\n", "1\t", "、", "每", "约", "about ", "1x1 ", "万", "1 000 ", "Dec ", "5 Dec ", "明天", "½", "😀", "5号", "by ", "第",
    "12/5 ", "块", "5块5", "3角", "一箱", "1+1", "1到", "或", "2026-", "week ", "mon ", "二〇", "10点", "下午", "10:00-", "，", "1，", "单价", "total ",
    "1'000", "农历", "春节前", "10送", "in ", "1-a", "\u200b", "\ud800", "| ", "-- \n", "> ", "送到", "改成",
)  # fmt: skip
LONG = 2_500


def spans(text: str, order: str = "") -> list[Span]:
    """What all readers of single values find in a surface text."""
    numbers = numerals.find(text)
    found = [*numbers, *dates.find(text, now=NOW, date_order=order), *money.find(text)]
    return [*found, *quantities.find(text.lower(), numbers, frozenset())]


def assert_sound(text: str, order: str = "") -> None:
    face = surface(text)
    assert len(face.offsets) == len(face.text) + 1
    assert language.of(text) in ("zh", "en")
    for span in spans(face.text, order):
        assert 0 <= span.start < span.end <= len(face.text)
        assert 0 < span.certainty <= 1
        first, last = face.source(span.start, span.end)
        assert 0 <= first < last <= len(text)


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_without_end(piece: str) -> None:
    assert_sound((piece * LONG)[:LONG])


@pytest.mark.parametrize("seed", range(30))
def test_random_texts(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 40)))
        noise = "".join(
            chr(chance.choice((chance.randrange(1, 0x500), chance.randrange(0x2000, 0xFFFF))))
            for _ in range(9)
        )
        at = chance.randrange(len(text) + 1)
        assert_sound(text[:at] + noise + text[at:], chance.choice(ORDERS))


def spent(work: Callable[[], object], *, tries: int) -> float:
    """Seconds of this process that the work takes, at its best."""
    best = float("inf")
    gc.disable()
    try:
        for _ in range(tries):
            began = time.process_time()
            work()
            best = min(best, time.process_time() - began)
    finally:
        gc.enable()
    return best


def assert_linear(work: Callable[[str], object], piece: str, *, length: int) -> None:
    """Four times the text costs about four times as much: a quadratic reader would need sixteen times as much.

    What costs less than an ordinary text of this length is too little to compare.
    """
    long = spent(lambda: work((piece * length * 4)[: length * 4]), tries=1)
    ordinary = ordinarily(work, length)
    if long < 10 * ordinary:
        return
    short = spent(lambda: work((piece * length)[:length]), tries=2)
    if long >= 10 * max(short, ordinary):
        long = spent(lambda: work((piece * length * 4)[: length * 4]), tries=6)
    assert long < 10 * max(short, ordinary)


ORDINARY = (
    "可乐20箱，雪碧5箱，12月8日前送到，单价46块5。Please send 20 cartons of cola by 8 Dec at $1.20 each. "
)


@cache
def ordinarily(work: Callable[[str], object], length: int) -> float:
    """What an ordinary text of this length costs, in seconds: measured once, for it is the same for every piece."""
    return spent(lambda: work((ORDINARY * length)[:length]), tries=3)


def values(text: str) -> None:
    spans(surface(text).text)


@pytest.mark.parametrize("piece", PIECES)
def test_the_cost_of_values_grows_with_the_length_alone(piece: str) -> None:
    assert_linear(values, piece, length=LONG)


def test_a_hundred_thousand_characters() -> None:
    chance = random.Random(7)
    assert_sound("".join(chance.choice(PIECES) for _ in range(100_000))[:100_000])


def products() -> Iterable[Product]:
    sizes = {"箱": Decimal(24), "提": Decimal(6)}
    for number, name in enumerate(("可乐", "雪碧", "红烧牛肉面", "外六角螺栓 M8*30", "flat washer M8")):
        yield Product(
            sku=f"SKU-{number}",
            name=name,
            aliases=(),
            base_unit="瓶",
            units=sizes,
            default_unit="箱",
            price=Decimal(2),
            currency="CNY",
        )


WORDS = (
    "可乐",
    "可乐10箱，",
    "10箱可乐\n",
    "PO ",
    "SO-20261103-0001 ",
    "From: a@b.c\n",
    "地址",
    "+86",
    "A or B ",
)
CATALOG, DIRECTORY = Catalog.build(products()), Directory((), ())


def reading(text: str) -> object:
    message = Message("1", "chat", NOW, Sender("@someone", None), text)
    return read(message, catalog=CATALOG, directory=DIRECTORY)


@pytest.mark.parametrize("piece", [*PIECES, *WORDS])
def test_a_whole_message_is_read_in_time_with_its_length(piece: str) -> None:
    # Long enough that what looks as far as a sentence may reach has reached it.
    assert_linear(reading, piece, length=400)


@pytest.mark.parametrize("seed", range(20))
def test_random_messages_are_read(seed: int) -> None:
    chance = random.Random(seed)
    words = (
        *PIECES,
        "可乐",
        "雪碧",
        "20箱",
        "送到",
        "不要",
        "再来",
        "M8x30",
        "washer",
        "换成",
        "改到",
        "SO-20261103-0001",
        "取消",
        "谢谢",
    )
    for _ in range(5):
        reading("".join(chance.choice(words) for _ in range(chance.randint(1, 30))))
