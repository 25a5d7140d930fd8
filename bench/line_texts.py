"""The text that the line model learns from beside the corpus: messages with their remarks marked, and clauses.

texts.jsonl holds whole messages, clauses.jsonl what stands beside an order and is wanted or not, each trade's goods are in
a catalog of its own. Everything in it is invented.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.sets import rows
from parsers.company_csv import products
from parsers.reading import Product

LINES = Path(__file__).parent / "lines"
OPENS, CLOSES = "⟦", "⟧"
Text = tuple[str, str, str | None, str]
"""Trade, channel, subject and text."""


def shops() -> dict[str, tuple[Product, ...]]:
    """The goods of each trade."""
    return {path.stem: products(path.read_text("utf-8")).rows for path in sorted(LINES.glob("*.csv"))}


def texts() -> Iterator[Text]:
    """All messages, with their marks."""
    for row in rows(LINES / "texts.jsonl"):
        yield row["trade"], row["channel"], row["subject"], row["text"]
    yield from composed(shops())


def composed(goods: Mapping[str, Sequence[Product]]) -> Iterator[Text]:
    """The clauses of clauses.jsonl, each beside an order for goods of one trade, before it or behind."""
    trades = list(goods)
    for number, row in enumerate(rows(LINES / "clauses.jsonl")):
        trade = trades[number % len(trades)]
        one, two = (goods[trade][(number * step + step) % len(goods[trade])] for step in (1, 5))
        said = row["text"] if row["wanted"] else f"{OPENS}{row['text']}{CLOSES}"
        if row["text"].isascii():
            first, second = (f"{number % 7 + 2} {product.name_en}" for product in (one, two))
            frames = (
                f"{first}, {second}, {said}",
                f"hi, {first} please. {said}",
                f"Hello,\n\n- {first}\n- {second}\n- {said}\n\nThanks",
            )
        else:
            first, second = (f"{product.name}{number % 7 + 2}{product.base_unit}" for product in (one, two))
            frames = (f"{first}，{said}", f"{said}，{first} {second}", f"{first}\n{second}\n{said}")
        yield trade, "chat", None, frames[number // len(trades) % len(frames)]


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the marks of its remarks, and where these are."""
    plain, remarks, start = "", [], 0
    for character in text:
        if character == OPENS:
            start = len(plain)
        elif character == CLOSES:
            remarks.append((start, len(plain)))
        else:
            plain += character
    return plain, remarks
