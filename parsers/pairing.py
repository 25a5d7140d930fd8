"""Which amount goes with which product: of all ways to cut a sentence into entries the cheapest, found as a shortest path over
the sentence's items."""

from collections.abc import Sequence
from itertools import pairwise

from parsers import entry_costs
from parsers.clauses import Item, Mention, Sentence, is_number
from parsers.entries import Entry, Pattern
from parsers.entry_readings import Readings
from parsers.lookup import Lookup
from parsers.spans import Span

# An entry has at most so many mentions and numbers; nobody writes one product in more pieces.
_WIDEST = 8
_MOST_QUANTITIES, _MOST_NUMBERS = 3, 4


class Pairing:
    """Cuts the sentences of one text into entries."""

    def __init__(self, text: str, lookup: Lookup, pattern: Pattern) -> None:
        self._readings = Readings(text, lookup, pattern)

    def entries(self, sentence: Sentence) -> list[Entry]:
        """The entries of the sentence that explain it best, in order."""
        self._readings.begin(sentence)
        content = [
            place for place, item in enumerate(sentence.items) if isinstance(item, Mention) or is_number(item)
        ]
        apart = [entry_costs.apart(sentence.items, a, b) for a, b in pairwise(content)]
        best = [0.0] + [float("inf")] * len(content)
        chosen: list[Entry | None] = [None] * (len(content) + 1)
        origin = [0] * (len(content) + 1)
        for end in range(1, len(content) + 1):
            inside = 0.0
            for start in range(end - 1, max(-1, end - 1 - _WIDEST), -1):
                if start < end - 1:
                    inside += apart[start]
                if _too_much([sentence.items[place] for place in content[start:end]]):
                    break
                entry, cost = self._segment(sentence.items, content[start:end])
                if cost is None:
                    continue
                total = best[start] + cost + inside
                if total < best[end]:
                    best[end], chosen[end], origin[end] = total, entry, start
        found: list[Entry] = []
        end = len(content)
        while end > 0:
            entry = chosen[end]
            if entry is not None:
                found.append(entry)
            end = origin[end]
        return found[::-1]

    def _segment(self, items: Sequence[Item], places: Sequence[int]) -> tuple[Entry | None, float | None]:
        """The best entry made of all items at `places`, with its cost; (None, None) if they make none."""
        inside = [items[place] for place in places]
        if len(inside) == 1 and isinstance(inside[0], Mention) and not inside[0].spans:
            return None, 0.0
        moneys = [item for item in inside if isinstance(item, Span) and item.label == "money"]
        if len(moneys) > 1 or (moneys and len(inside) > 1 and moneys[0].value.is_total):
            return None, None
        rest = [item for item in inside if item not in moneys]
        if not rest:
            return Entry(places[0], places[-1], money=moneys[0]), entry_costs.UNPRICED
        best = min(self._readings.of(rest), key=lambda entry: entry.cost, default=None)
        if best is None:
            return None, None
        best.first, best.last = places[0], places[-1]
        best.money = moneys[0] if moneys else None
        return best, best.cost


def _too_much(items: Sequence[Item]) -> bool:
    """Whether the items are more than one entry can hold, however wide it grows."""
    labels = [item.label for item in items if isinstance(item, Span)]
    return (
        labels.count("money") > 1
        or labels.count("quantity") > _MOST_QUANTITIES
        or len(labels) > _MOST_NUMBERS
    )
