"""What a file says, whatever its format: sheets of cells and stretches of text."""

from dataclasses import dataclass

MOST_ROWS = 20_000
MOST_CELLS = 400_000
MOST_CHARACTERS = 2_000_000
WIDEST_ROW = 256


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells; `numbers` are the rows' own numbers in the file, from 1; an empty `name` needs no mention.

    `doubts`: what the sender may not have seen or meant, in words for the operator.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    doubts: tuple[str, ...] = ()


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


class Unreadable(Exception):
    """A file that cannot be read; the message says why, in words for the operator."""


def grid(name: str, rows: list[list[str]], *, first: int = 1, doubts: tuple[str, ...] = ()) -> Grid | None:
    """The rows that say something, without the empty cells at their ends; None where none does.

    Raises Unreadable where there are more than anybody orders by.
    """
    kept: list[tuple[str, ...]] = []
    numbers: list[int] = []
    cells = 0
    for number, row in enumerate(rows, start=first):
        last = next((place for place in range(len(row), 0, -1) if row[place - 1]), 0)
        if not last:
            continue
        if last > WIDEST_ROW:
            raise Unreadable(f"a row with more than {WIDEST_ROW} columns")
        kept.append(tuple(row[:last]))
        numbers.append(number)
        cells += last
        if len(kept) > MOST_ROWS or cells > MOST_CELLS:
            raise Unreadable(f"more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells")
    return Grid(name, tuple(kept), tuple(numbers), doubts) if kept else None


def flat(text: str) -> str:
    """A cell's text in one line, without what would part it from its neighbours."""
    return " ".join(text.split())
