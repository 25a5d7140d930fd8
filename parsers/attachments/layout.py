"""Words with their places on a page as lines of text whose columns stand below each other."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

COLUMN_GAP = 1.6
"""Words further apart than this many widths of a letter stand in different columns."""
_NARROWEST = 0.3
_GLUED = 0.15  # of the gap between columns


@dataclass(frozen=True, slots=True)
class Word:
    """Coordinates grow to the right and down."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def lines(words: Sequence[Word], *, gap: float = COLUMN_GAP) -> Iterator[str]:
    """Lines of a fixed-width font: what stands below each other on the page does so in the text."""
    if not words:
        return
    letters = [(word.right - word.left) / max(width(word.text), 1) for word in words]
    # So narrow that no word takes more columns than it has room for: else all behind it would be shifted.
    unit = max(min(letters), _NARROWEST * median(letters), 0.1)
    apart = gap * median(letters)
    edge = min(word.left for word in words)
    bottom: float | None = None
    for row in _rows(words):
        height = max(word.bottom - word.top for word in row)
        if bottom is not None and min(word.top for word in row) - bottom > height:
            yield ""
        bottom = max(word.bottom for word in row)
        line = ""
        right: float | None = None
        for word in row:
            if right is not None and word.left - right < apart:
                # Chinese words stand beside each other without a blank.
                line += word.text if word.left - right < _GLUED * apart else f" {word.text}"
            else:
                column = int((word.left - edge) / unit)
                line += " " * max(column - width(line), 2 if line else 0) + word.text
            right = word.right
        yield line


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words by line, from left to right."""
    row: list[Word] = []
    for word in sorted(words, key=lambda word: (word.middle, word.left)):
        if row and word.middle > row[0].bottom:
            yield sorted(row, key=lambda word: word.left)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda word: word.left)


def width(text: str) -> int:
    """In columns of a fixed-width font."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
