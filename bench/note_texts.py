"""The text that the note model learns from beside the corpus: messages with what is required marked, and clauses.

texts.jsonl holds whole messages, clauses.jsonl what is required beside an order or only told; the goods are those of
bench/lines. Everything in it is invented.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.line_texts import CLOSES, OPENS
from bench.sets import rows
from parsers.reading import Product

NOTES = Path(__file__).parent / "notes"


def texts() -> Iterator[tuple[str, str, str]]:
    """Trade, channel and text of whole messages, what is required between marks."""
    for row in rows(NOTES / "texts.jsonl"):
        yield row["trade"], row["channel"], row["text"]


def composed(goods: Mapping[str, Sequence[Product]]) -> Iterator[tuple[str, str, str]]:
    """The clauses of clauses.jsonl, each beside an order for goods of one trade: behind it, and as a sentence of its own."""
    trades = list(goods)
    for number, row in enumerate(rows(NOTES / "clauses.jsonl")):
        trade = trades[number % len(trades)]
        one = goods[trade][number % len(goods[trade])]
        said = f"{OPENS}{row['text']}{CLOSES}" if row["required"] else row["text"]
        if row["text"].isascii():
            first = f"{number % 7 + 2} {one.name_en}"
            frames = (f"{first} please, {said}", f"Hi, {first} please. {said}.\nThanks")
        else:
            first = f"{one.name}{number % 7 + 2}{one.base_unit}"
            frames = (f"{first}，{said}", f"{said}。{first}")
        for frame in frames:
            yield trade, "chat", frame
