"""Rows of plain text as cells: parted by bars, tabs, commas or strokes, or by the wide blanks of aligned columns."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from parsers.attachments.layout import width
from parsers.values import frozen

LONGEST_ROW = 400
"""Characters of a row of headings; what is longer is prose."""
ROW_NUMBER = re.compile(r"\d{1,4}[.)、]?")
"""A cell with nothing but its row's number."""
_NUMBER = re.compile(r"[\d一二两三四五六七八九十半几]")
_RULE = re.compile(r"[\s|+\-=_:.─━┄]*")
_WIDE_BLANK = re.compile(r" {2,}|\t")
_ANY_BLANK = re.compile(r"[ \t]+")
# Strokes that stand alone between blanks; those within words (1/2, T-30) part nothing.
_STROKES = {"/": re.compile(r"(?<!\S)/(?!\S)"), "-": re.compile(r"(?<!\S)[-–—](?!\S)")}


@frozen
class Cell:
    """Offsets into the text that was given; `left` and `right` are its edges in columns of a fixed-width font."""

    start: int
    end: int
    text: str
    left: int = 0
    right: int = 0


@frozen
class TextRow:
    """A row of text as it stands, with its place."""

    start: int
    text: str


def text_rows(text: str, start: int, end: int) -> Iterator[TextRow]:
    """The rows of `text[start:end]`."""
    position = start
    for line in text[start:end].split("\n"):
        yield TextRow(position, line)
        position += len(line) + 1


def parted(row: TextRow, separator: str, *, rims: bool = False) -> list[Cell]:
    """The row's cells as `separator` parts them; two blanks stand for aligned columns, whose empty cells leave no trace. Bars at
    the rims only frame the row, unless they part cells there (`rims`)."""
    text = row.text
    bounds: list[tuple[int, int]] = []
    if separator.isspace() and separator != "\t":
        position = 0
        for blank in (_WIDE_BLANK if separator == "  " else _ANY_BLANK).finditer(text):
            bounds.append((position, blank.start()))
            position = blank.end()
        bounds.append((position, len(text)))
        bounds = [(a, b) for a, b in bounds if text[a:b].strip()]
    elif separator in _STROKES:
        position = 0
        for stroke in _STROKES[separator].finditer(text):
            bounds.append((position, stroke.start()))
            position = stroke.end()
        bounds.append((position, len(text)))
    else:
        position = 0
        for part in text.split(separator):
            bounds.append((position, position + len(part)))
            position += len(part) + 1
        if separator == "|" and not rims:
            if text.lstrip().startswith("|"):
                bounds = bounds[1:]
            if text.rstrip().endswith("|"):
                bounds = bounds[:-1]
    columns = _columns(text)
    return [_cell(row, a, b, columns) for a, b in bounds]


@lru_cache(maxsize=8)
def _columns(text: str) -> Sequence[int]:
    """The column of a fixed-width font in which each of the row's characters begins, and where it ends: every separator is
    tried on every row, so remembered."""
    if text.isascii():
        return range(len(text) + 1)
    return (0, *accumulate(map(width, text)))


def _cell(row: TextRow, start: int, end: int, columns: Sequence[int]) -> Cell:
    while start < end and row.text[start].isspace():
        start += 1
    while end > start and row.text[end - 1].isspace():
        end -= 1
    return Cell(row.start + start, row.start + end, row.text[start:end], columns[start], columns[end])


def is_rule(text: str) -> bool:
    """Whether the row only draws a line."""
    return _RULE.fullmatch(text) is not None


def has_number(text: str) -> bool:
    """Whether a number stands in the cell, in figures or in words."""
    return _NUMBER.search(text) is not None
