"""What a file says, whatever its format: sheets of cells and stretches of text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_ROWS = 20_000
MOST_CELLS = 400_000
MOST_CHARACTERS = 2_000_000
WIDEST_ROW = 256
CROSSED_OUT = "words that are crossed out"
"""The doubt about a file of which a part has a line through it, and is not read."""
# A line that is broken between two Chinese characters goes on without a blank.
_BROKEN_HAN = re.compile(r"(?<=[㐀-鿿])[ \t]{0,8}\n[ \t]{0,8}(?=[㐀-鿿])")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells; `numbers` are the rows' own numbers in the file, from 1; an empty `name` needs no mention.

    `hidden`: the numbers of rows that a reader of the file does not see. `doubts`: what the sender may not have
    seen or meant, in words for the operator.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    doubts: tuple[str, ...] = ()
    hidden: frozenset[int] = frozenset()

    def place(self, row: int) -> str:
        """Where in the file the row of this index stands, in words for the operator."""
        return f"{self.name + ' ' if self.name else ''}row {self.numbers[row]}"


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text; `name` says where it stands (page 2)."""

    name: str
    text: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file by its name; `problem` says why it could not be read (then it has no parts)."""

    name: str
    parts: tuple[Grid | Prose, ...] = ()
    problem: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it was read and says nothing."""
        return self.problem is None and not self.parts


class UnreadableFileError(Exception):
    """A file that cannot be read; the message says why, in words for the operator."""


def grid(
    name: str,
    rows: list[list[str]],
    *,
    first: int = 1,
    doubts: tuple[str, ...] = (),
    hidden: frozenset[int] = frozenset(),
) -> Grid | None:
    """The rows that say something, without the empty cells at their ends; None where none does.

    Raises UnreadableFileError where there are more than anybody orders by.
    """
    kept: list[tuple[str, ...]] = []
    numbers: list[int] = []
    cells = 0
    for number, row in enumerate(rows, start=first):
        last = next((place for place in range(len(row), 0, -1) if row[place - 1]), 0)
        if not last:
            continue
        if last > WIDEST_ROW:
            raise UnreadableFileError(f"a row with more than {WIDEST_ROW} columns")
        kept.append(tuple(row[:last]))
        numbers.append(number)
        cells += last
        if len(kept) > MOST_ROWS or cells > MOST_CELLS:
            raise UnreadableFileError(f"more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells")
    return Grid(name, tuple(kept), tuple(numbers), doubts, hidden & set(numbers)) if kept else None


def flat(text: str) -> str:
    """A cell's text in one line, without what would part it from its neighbours."""
    return " ".join(_BROKEN_HAN.sub("", text).split())


def to_json(document: Document) -> dict[str, Any]:
    """For the way between two processes."""
    return {
        "problem": document.problem,
        "parts": [
            {
                "name": part.name,
                "rows": part.rows,
                "numbers": part.numbers,
                "doubts": part.doubts,
                "hidden": sorted(part.hidden),
            }
            if isinstance(part, Grid)
            else {"name": part.name, "text": part.text, "doubts": part.doubts}
            for part in document.parts
        ],
    }


def from_json(name: str, form: Mapping[str, Any]) -> Document:
    """The document that `to_json` made. Raises KeyError, TypeError or ValueError where it is none."""
    parts: list[Grid | Prose] = []
    for part in form["parts"]:
        doubts = _strings(part["doubts"])
        if "rows" in part:
            rows = tuple(_strings(row) for row in part["rows"])
            numbers = tuple(int(number) for number in part["numbers"])
            if len(rows) != len(numbers):
                raise ValueError("rows without numbers")
            hidden = frozenset(int(number) for number in part["hidden"])
            parts.append(Grid(str(part["name"]), rows, numbers, doubts, hidden))
        else:
            parts.append(Prose(str(part["name"]), str(part["text"]), doubts))
    problem = form["problem"]
    return Document(name, tuple(parts), None if problem is None else str(problem))


def _strings(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
