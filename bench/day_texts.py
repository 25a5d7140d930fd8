"""The text that the day model learns from beside the corpus: messages of which every mention of a day is told apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.sets import rows

DAYS = Path(__file__).parent / "days"


@dataclass(frozen=True, slots=True)
class Text:
    """A message, and of the places where it names a day whether goods shall come then."""

    text: str
    wanted: Mapping[tuple[int, int], bool]

    def says(self, start: int, stop: int) -> bool | None:
        """Whether goods shall come on the day named there; None where none is told there."""
        for (first, last), wanted in self.wanted.items():
            if first < stop and start < last:
                return wanted
        return None


def texts() -> Iterator[Text]:
    """All messages."""
    for path in sorted(DAYS.glob("*.jsonl")):
        for row in rows(path):
            text, place, wanted = row["text"], 0, {}
            for words, meant in row["days"]:
                start = text.index(words, place)
                place = start + len(words)
                wanted[start, place] = meant
            yield Text(text, wanted)
