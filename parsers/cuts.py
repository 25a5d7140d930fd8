"""What is to be cut or parted into how many: 剪成三段，每段100米, cut into 3 pieces of 100 m each. It comes to what was ordered,
and orders nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from parsers import number_words, phrases


@dataclass(frozen=True, slots=True)
class Cut:
    """Where it is said, what all pieces come to, and the word of its unit."""

    start: int
    end: int
    total: Decimal
    unit: str


def find(text: str, start: int, end: int) -> Iterator[Cut]:
    """What a stretch of a lower-cased text says of pieces, each of so much."""
    for phrase in phrases.book("cuts").within(text):
        for match in phrase.pattern.finditer(text, start, end):
            count, each = _number(match[1]), _number(match[2])
            if count and each:
                yield Cut(match.start(), match.end(), count * each, match[3])


def _number(said: str) -> Decimal | None:
    if said[0].isdigit():
        return Decimal(said)
    value = number_words.english(said) if said.isascii() else number_words.chinese(said)
    return value.low if value is not None and value.low == value.high else None
