"""Which amount goes with which product: of all ways to cut a sentence into entries, the one that explains it best.

A shortest path over the sentence's items. An entry is a product with its amount and price, in either order; a number is
an amount or a part of the product's name, whichever makes more of the sentence mean something.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from parsers.clauses import Item, Mention, Sentence, is_number
from parsers.lookup import Lookup
from parsers.naming import Naming, phrase_of
from parsers.parts import Part, parts
from parsers.products import Match
from parsers.spans import Span

Pattern = Literal["product first", "amount first", "either"]

# An entry has at most so many mentions and numbers; nobody writes one product in more pieces.
_WIDEST = 8
_MOST_QUANTITIES, _MOST_NUMBERS = 3, 4
# What an entry costs by what the catalog says to its name; the cheapest cut of a sentence wins.
_FOUND = {"one": 0.0, "several": 1.0, "near": 0.8, "none": 3.0}
_UNSURE, _WEAK = 2.0, 0.7
_ENTRY = 0.3
# A product named without an amount, the dearer the more surely it is one; a word that merely occurs in some name.
_UNCOUNTED = {"one": 1.7, "several": 1.2, "near": 1.7, "none": 6.0}
_PASSED_OVER, _SIZE_ALONE = 0.4, 1.7
_LOOSE, _CORRECTION = 2.0, 0.2
_UNKNOWN_PRODUCT, _UNKNOWN_WORD = 1.2, 0.2
# A unit that the product is not sold by; no unit; a number with 的 behind it, which tells a kind.
_OTHER_UNIT, _NO_UNIT, _KIND = 1.2, 0.4, 3.0
# A size that products have, taken for an amount of one that is not sold by it.
_SIZE = 2.5
# A number as a part of the name; a bare one taken for an amount though it could be such a part.
_NAMED_NUMBER, _COULD_COUNT, _COULD_NAME = 0.1, 1.2, 0.8
_SECOND = 0.2
_UNPRICED = 0.3
_BOTH_SIDES, _OTHER_PATTERN = 0.6, 0.3
# What keeps two items apart.
_BETWEEN = {
    "break": 0.5,
    "separator": 1.2,
    "or": 4.0,
    "also": 1.2,
    "more": 0.8,
    "correct": 4.0,
    "all": 4.0,
    "negate": 0.6,
    "remove": 0.6,
}
# 甲换成乙 and 甲不要乙 name two products, 甲改10箱 and 甲要10箱 one.
_CHANGES = frozenset({"swap", "set"})
_ENDS, _ENDED = _CHANGES | {"negate", "remove", "stock", "was", "double", "half"}, 4.0
_CHANGED = 4.0
_COUNTED_ACROSS = 1.5
_FAR, _FAR_COST = 12, 0.04
# What may stand between an amount and the same in another unit; other words ask anew, or for something else.
_RESTATES = re.compile(
    r"(?:[ ,，(（:：=/]|也?就?是|也?即是?|合计?|折合?|共计?|一共|总共|那就是|等于|i\.?e\.?|that is|that's|equals|equal to|or){0,4}"
)


@dataclass(slots=True)
class Entry:
    """A product and what the sentence says of it; `first` and `last` are places among the sentence's items.

    `unknown` are unexplained words between; `doubtful`: the amount could be a part of the name; an entry of unknown words alone has them as its only mention.
    """

    first: int
    last: int
    phrase: list[Part] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    match: Match = field(default_factory=lambda: Match("none", ()))
    amount: Span | None = None
    second: Span | None = None
    money: Span | None = None
    unknown: list[Mention] = field(default_factory=list)
    amount_first: bool = False
    doubtful: bool = False
    cost: float = 0.0

    @property
    def named(self) -> bool:
        """Whether it names something of the catalog."""
        stated = bool(self.phrase) and any(mention.spans for mention in self.mentions)
        return stated or bool(self.match.skus)


class Pairing:
    """Cuts the sentences of one text into entries."""

    def __init__(self, text: str, lookup: Lookup, pattern: Pattern) -> None:
        self.text = text
        self.lookup = lookup
        self.pattern = pattern
        self.corrections: list[int] = []
        self.naming = Naming(text, lookup)
        self.numbers: list[int] = []

    def entries(self, sentence: Sentence) -> list[Entry]:
        """The entries of the sentence that explain it best, in order."""
        content = [
            place for place, item in enumerate(sentence.items) if isinstance(item, Mention) or is_number(item)
        ]
        self.corrections = [cue.start for _, cue in sentence.cues("correct")]
        self.numbers = [item.start for item in sentence.items if is_number(item)]
        self.naming.begin([cue.start for _, cue in sentence.cues(*_CHANGES)])
        apart = [self._apart(sentence.items, a, b) for a, b in pairwise(content)]
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

    def _apart(self, items: Sequence[Item], first: int, second: int) -> float:
        """What keeps two neighbouring mentions or numbers of one entry apart."""
        opening, closing = items[first], items[second]
        between = {item.label for item in items[first + 1 : second] if isinstance(item, Span)}
        cost = sum(_BETWEEN.get(label, 0.0) for label in between)
        if isinstance(closing, Mention):
            if isinstance(opening, Mention):
                cost += _ENDED * len(between & _ENDS) + _CHANGED * len(between & _CHANGES)
            elif "swap" in between:
                cost += _ENDED
            elif "break" in between:
                # Gate 3, Industrial Zone: a number before a comma hardly counts what stands behind it.
                cost += _ENDED if opening.label == "bare" else _COUNTED_ACROSS
        elif isinstance(opening, Span) and "swap" in between:
            cost += _ENDED
        return cost + max(0, closing.start - opening.end - _FAR) * _FAR_COST

    def _segment(self, items: Sequence[Item], places: Sequence[int]) -> tuple[Entry | None, float | None]:
        """The best entry made of all items at `places`, with its cost; (None, None) if they make none."""
        inside = [items[place] for place in places]
        if len(inside) == 1 and isinstance(inside[0], Mention) and not inside[0].spans:
            return None, 0.0
        moneys = [item for item in inside if isinstance(item, Span) and item.label == "money"]
        if len(moneys) > 1 or (moneys and len(inside) > 1 and moneys[0].value.is_total):
            return None, None
        rest = [item for item in inside if item not in moneys]
        mentions = [item for item in rest if isinstance(item, Mention) and item.spans]
        unknown = [item for item in rest if isinstance(item, Mention) and not item.spans]
        numbers = [item for item in rest if isinstance(item, Span)]
        best: Entry | None = None
        for entry in self._readings(rest, mentions, unknown, numbers):
            entry.first, entry.last = places[0], places[-1]
            if moneys:
                entry.money = moneys[0]
            if best is None or entry.cost < best.cost:
                best = entry
        if best is None and moneys and not rest:
            return Entry(places[0], places[-1], money=moneys[0]), _UNPRICED
        return (best, best.cost) if best is not None else (None, None)

    def _readings(
        self, rest: list[Item], mentions: list[Mention], unknown: list[Mention], numbers: list[Span]
    ) -> Iterator[Entry]:
        keys = [part.key for mention in mentions for part in mention.parts if part.kind in ("word", "han")]
        if len(set(keys)) < len(keys) and len(mentions) > 1:
            # The same word twice names two products: HPMC 150 to HPMC 200.
            return
        if not numbers:
            if mentions and (not unknown or _between(unknown, mentions)):
                yield self._uncounted(mentions, unknown)
            return
        if not mentions and len(numbers) == 1:
            if not unknown:
                yield Entry(0, 0, amount=numbers[0], cost=self._loose(numbers[0]))
                yield from self._size(numbers[0])
            elif len(unknown) == 1:
                yield from self._unknown(unknown[0], numbers[0])
            return
        if unknown and (
            rest[0] in unknown or rest[-1] in unknown
        ):  # words at the rim belong to no entry: the cut leaves them out
            return
        for number in numbers:
            yield from self._counted(rest, mentions, unknown, numbers, number)
        if mentions:
            # All numbers may be sizes: 304的M8, 500 water.
            named = self.naming.with_numbers(mentions, numbers)
            if named is not None:
                phrase, match = named
                cost = _UNCOUNTED[match.status] + _cost(match) + self._naming(numbers, match)
                yield Entry(0, 0, phrase, mentions, match, unknown=unknown, cost=cost)

    def _loose(self, number: Span) -> float:
        corrects = any(
            self.numbers[0] < cue < number.start and not self._counted_between(cue, number)
            for cue in self.corrections
        )
        if corrects:
            return _CORRECTION
        return _LOOSE + (_NO_UNIT if self.text[number.end : number.end + 1] == "的" else 0.0)

    def _counted_between(self, start: int, number: Span) -> bool:
        following = bisect_right(self.numbers, start)
        return following < len(self.numbers) and self.numbers[following] < number.start

    def _size(self, number: Span) -> Iterator[Entry]:
        """A number alone as a size that products have (8寸, 70的)."""
        kind = self.text[number.end : number.end + 1] == "的"
        alone = _PASSED_OVER if kind else _SIZE_ALONE
        phrase = self.naming.as_parts(number) if kind or number.label == "quantity" else None
        if phrase and len(phrase) == 1:
            match = self.lookup.find(phrase)
            if match.status in ("one", "several"):
                yield Entry(0, 0, phrase, [Mention([], [number])], match, cost=alone + _cost(match))

    def _uncounted(self, mentions: list[Mention], unknown: list[Mention]) -> Entry:
        phrase = phrase_of(mentions)
        match = self.naming.named(mentions, phrase)
        cost = _uncounted(match) + _UNKNOWN_WORD * len(unknown)
        return Entry(0, 0, phrase, mentions, match, unknown=unknown, cost=cost)

    def _unknown(self, words: Mention, number: Span) -> Iterator[Entry]:
        """Unknown words beside an amount with a unit: perhaps a product that the catalog does not have."""
        if number.label != "quantity":
            return
        first = number.start < words.start
        between = self.text[number.end : words.start] if first else self.text[words.end : number.start]
        if between.strip(" :-*x.") not in ("", "of", "的"):
            return
        phrase = [part.moved(words.start) for part in parts(self.text[words.start : words.end])]
        yield Entry(0, 0, phrase, [words], amount=number, amount_first=first, cost=_UNKNOWN_PRODUCT + _ENTRY)

    def _counted(
        self,
        rest: list[Item],
        mentions: list[Mention],
        unknown: list[Mention],
        numbers: list[Span],
        amount: Span,
    ) -> Iterator[Entry]:
        """Readings in which `amount` is how much is wanted."""
        place = rest.index(amount)
        others = [number for number in numbers if number is not amount]
        seconds: list[Span | None] = [None]
        following = rest[place + 1] if place + 1 < len(rest) else None
        if (
            isinstance(following, Span)
            and following.label == "quantity"
            and amount.label == "quantity"
            and _RESTATES.fullmatch(self.text, amount.end, following.start)
        ):
            seconds.append(following)
        for second in seconds:
            named = [number for number in others if number is not second]
            before = [item for item in rest[:place] if item not in unknown]
            after = [item for item in rest[place + 1 :] if item not in unknown and item is not second]
            if not before and not after:
                continue
            found = (
                self.naming.with_numbers(mentions, named, counted=True)
                if named
                else (phrase_of(mentions), self.naming.found(mentions))
            )
            if found is None:
                continue
            phrase, match = found
            cost = _cost(match) + self._counts(amount, match, alone=not others) + _ENTRY
            cost += self._naming(named, match) + _UNKNOWN_WORD * len(unknown)
            doubtful = (
                amount.label == "bare"
                and not self._says_again(amount, phrase)
                and self.naming.with_numbers(mentions, [*named, amount]) is not None
            )
            if doubtful:
                cost += _COULD_NAME
            if second is not None:
                cost += _SECOND
            if before and after:
                if match.status not in ("one", "several") or not self._says_more(after):
                    continue
                cost += _BOTH_SIDES
            elif self.pattern != "either" and bool(after) != (self.pattern == "amount first"):
                cost += _OTHER_PATTERN
            yield Entry(
                0,
                0,
                phrase,
                mentions,
                match,
                amount,
                second,
                unknown=unknown,
                amount_first=not before,
                doubtful=doubtful,
                cost=cost,
            )

    def _says_again(self, amount: Span, phrase: Sequence[Part]) -> bool:
        """Whether the number would say again what the name says (50 beakers of 50ml): then it counts."""
        found = self.naming.as_parts(amount)
        return (
            found is not None
            and len(found) == 1
            and any(found[0].key in (part.key, *part.numbers) for part in phrase)
        )

    def _naming(self, numbers: Sequence[Span], match: Match) -> float:
        """What it costs to take numbers as parts of the name: more where the product is sold by their unit, unless it is
        a range of its sizes."""
        return sum(
            _COULD_COUNT
            if number.label == "quantity"
            and self.lookup.sold_by(number.value.unit, match)
            and not self._ranges(number, match)
            else _NAMED_NUMBER
            for number in numbers
        )

    def _ranges(self, number: Span, match: Match) -> bool:
        """Whether the number is a range that a product which the match leaves possible bears as its size."""
        found = self.naming.as_parts(number) or []
        return any(part.ranged and self.lookup.states(match, part) for part in found)

    def _says_more(self, after: Sequence[Item]) -> bool:
        """Whether what stands behind the amount only says more of the product before it: it names none itself."""
        mentions = [item for item in after if isinstance(item, Mention)]
        return not mentions or self.lookup.find(phrase_of(mentions)).headless

    def _counts(self, amount: Span, match: Match, *, alone: bool) -> float:
        unit = amount.value.unit
        if self._ranges(amount, match):
            return _SIZE
        if unit is None:
            exact = amount.value.exact
            if self.text[amount.end : amount.end + 1] == "的":
                return _KIND
            return _NO_UNIT if exact is None or exact == exact.to_integral_value() else _OTHER_UNIT
        if self.lookup.sold_by(unit, match):
            return 0.0
        size = self.naming.as_parts(amount)
        sized = (
            size is not None
            and len(size) == 1
            and (
                (size[0].kind == "spec" and not alone) or self.lookup.find(size).status in ("one", "several")
            )
        )
        return _SIZE if sized else _OTHER_UNIT


def _too_much(items: Sequence[Item]) -> bool:
    """Whether the items are more than one entry can hold, however wide it grows."""
    labels = [item.label for item in items if isinstance(item, Span)]
    return (
        labels.count("money") > 1
        or labels.count("quantity") > _MOST_QUANTITIES
        or len(labels) > _MOST_NUMBERS
    )


def _between(unknown: Sequence[Mention], mentions: Sequence[Mention]) -> bool:
    return all(mentions[0].start < words.start < mentions[-1].start for words in unknown)


def _cost(match: Match) -> float:
    return _FOUND[match.status] + _UNSURE * (1 - match.certainty) + (0.0 if match.strong else _WEAK)


def _uncounted(match: Match) -> float:
    known = match.strong or match.status == "none"
    return _UNCOUNTED[match.status] + _UNSURE * (1 - match.certainty) if known else _PASSED_OVER
