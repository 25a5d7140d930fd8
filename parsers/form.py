"""A file's words as text to read, with the place in the file of each line and cell, and what its tables hold."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Form:
    """A file's words: `text`, with the place in the file of each line's start and the start of each sheet or page. `title`: what its first
    rows and its sheets call it; what the file is called is its `name`. Each sheet of a workbook is a form of its own (`sheet`).

    `tables`: how many order tables it has, and how many rows of theirs are `ordered`; `unfilled`: whether rows of theirs bear no amount; `says_ordered`: whether
    a heading says that the amounts are ordered. `blank`: whether it has such headings with nothing at all below them. `changes`: whether a table has
    old amounts beside new ones. `running`: whether it is a letter, without any cells.
    """

    name: str
    sheet: str = ""
    text: str = ""
    places: list[tuple[int, str]] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    title: str = ""
    tables: int = 0
    ordered: int = 0
    unfilled: bool = False
    says_ordered: bool = False
    running: bool = False
    blank: bool = False
    changes: bool = False
    doubts: list[str] = field(default_factory=list)

    def line(self, text: str, place: str) -> None:
        self.places.append((len(self.text), place))
        self.text += text.rstrip() + "\n"

    def row(self, cells: Iterable[str], place: str) -> None:
        """Write a table's row, whose cells have places of their own."""
        self.places.append((len(self.text), f"\t{place} column "))
        self.text += "\t".join(cells) + "\n"

    def doubt(self, why: str) -> None:
        if why not in self.doubts:
            self.doubts.append(why)

    def place(self, offset: int) -> str:
        """Where in the file the character at `offset` stands."""
        index = bisect_right(self.places, offset, key=lambda each: each[0]) - 1
        found = self.places[index][1] if index >= 0 else ""
        row = self.text[self.text.rfind("\n", 0, offset) + 1 : offset]
        if found.startswith("\t"):
            return f"{found[1:]}{_letters(row.count(chr(9)))}"
        return found


def _letters(number: int) -> str:
    """A column as spreadsheets call it: 0 is A, 26 is AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
