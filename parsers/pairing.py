"""Which amount goes with which product: of all ways to cut a sentence into entries the cheapest, found as a shortest path over
the sentence's items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers import entry_costs
from parsers.clauses import Item, Mention, Sentence, is_number
from parsers.entries import Entry, Pattern
from parsers.entry_readings import Readings
from parsers.lookup import Lookup
from parsers.spans import Span

# An entry has at most so many mentions and numbers; nobody writes one product in more pieces.
_WIDEST = 8
_MOST_QUANTITIES, _MOST_NUMBERS = 4, 5
_INFINITE = float("inf")


@dataclass(slots=True)
class _Stretch:
    """Neighbouring numbers and mentions, from the one numbered `start` to before `end`; `first` and `last` are their places among
    the sentence's items, `inside` is what keeps them apart. `readings` are found when they are asked for; of unknown words
    alone there is none (None)."""

    start: int
    end: int
    first: int
    last: int
    told: Sequence[Item]
    inside: float
    readings: Sequence[Entry | None] | None = None


class Pairing:
    """Cuts the sentences of one text into entries. What a stretch of a sentence can be read as is the same whatever the pattern,
    and kept."""

    def __init__(self, text: str, lookup: Lookup) -> None:
        self._text = text
        self._readings = Readings(text, lookup)
        # With each sentence itself, so that no other can bear its identity.
        self._known: dict[int, tuple[Sentence, list[_Stretch]]] = {}
        self._begun: Sentence | None = None

    def entries(self, sentence: Sentence, pattern: Pattern) -> list[Entry]:
        """The entries of the sentence that explain it best, in order."""
        if id(sentence) not in self._known:
            self._known[id(sentence)] = sentence, list(_stretches(sentence.items, self._text))
        _, stretches = self._known[id(sentence)]
        if sentence is not self._begun:
            self._readings.begin(sentence)
            self._begun = sentence
        best: dict[int, float] = {0: 0.0}
        chosen: dict[int, tuple[_Stretch, Entry | None]] = {}
        end = 0
        for stretch in stretches:
            end = stretch.end
            before, so_far = best.get(stretch.start, _INFINITE), best.get(end, _INFINITE)
            least = entry_costs.LEAST if len(stretch.told) > 1 else 0.0
            if before + least + stretch.inside >= so_far:
                # However it is read, it is dearer than in pieces.
                continue
            if stretch.readings is None:
                stretch.readings = self._read(stretch)
            if not stretch.readings:
                continue
            entry = min(stretch.readings, key=lambda reading: _cost(reading, pattern))
            total = before + _cost(entry, pattern) + stretch.inside
            if total < so_far:
                best[end], chosen[end] = total, (stretch, entry)
        found: list[Entry] = []
        while end in chosen:
            stretch, entry = chosen[end]
            if entry is not None:
                found.append(entry)
            end = stretch.start
        return found[::-1]

    def _read(self, stretch: _Stretch) -> list[Entry | None]:
        """What the stretch can be read as, each with its cost."""
        told = stretch.told
        if len(told) == 1 and isinstance(told[0], Mention) and not told[0].spans:
            return [None]
        moneys = [item for item in told if isinstance(item, Span) and item.label == "money"]
        if len(moneys) > 1 or (moneys and len(told) > 1 and moneys[0].value.is_total):
            return []
        rest = [item for item in told if item not in moneys]
        found = list(self._readings.of(rest)) if rest else [Entry(0, 0, cost=entry_costs.UNPRICED)]
        for entry in found:
            entry.first, entry.last = stretch.first, stretch.last
            entry.money = moneys[0] if moneys else None
        return [*found]


def _stretches(items: Sequence[Item], text: str) -> Iterator[_Stretch]:
    """What can be one entry, by where it ends, the shortest first."""
    content = [place for place, item in enumerate(items) if isinstance(item, Mention) or is_number(item)]
    apart = [entry_costs.apart(items, a, b, text) for a, b in pairwise(content)]
    for end in range(1, len(content) + 1):
        inside = 0.0
        for start in range(end - 1, max(-1, end - 1 - _WIDEST), -1):
            if start < end - 1:
                inside += apart[start]
            told = [items[place] for place in content[start:end]]
            if _too_much(told):
                break
            yield _Stretch(start, end, content[start], content[end - 1], told, inside)


def _cost(entry: Entry | None, pattern: Pattern) -> float:
    """What a reading costs, the dearer where its amount stands on another side than others have theirs; unknown words alone are
    passed over for nothing."""
    if entry is None:
        return 0.0
    against = "either" not in (pattern, entry.order) and pattern != entry.order
    return entry.cost + entry_costs.OTHER_PATTERN if against else entry.cost


def _too_much(items: Sequence[Item]) -> bool:
    """Whether the items are more than one entry can hold, however wide it grows."""
    labels = [item.label for item in items if isinstance(item, Span)]
    return (
        labels.count("money") > 1
        or labels.count("quantity") > _MOST_QUANTITIES
        or len(labels) > _MOST_NUMBERS
    )
