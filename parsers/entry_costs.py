"""What an entry costs: by what the catalog says to its name, its numbers and their units, and by what keeps its items apart."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from parsers import phrases
from parsers.clauses import CHANGES, Item, Mention, Sentence, is_amount, is_number
from parsers.lookup import Lookup
from parsers.naming import OTHER_SIZE, Naming, runs_into_amount, tells_kind
from parsers.products import Match
from parsers.spans import Span

# A bare number with unknown words right behind it, taken for the amount of what stands before (1450 rpm).
ANOTHER_COUNTED = 2.4
FOR_IT = 3.0
ENTRY, SECOND_AMOUNT, UNPRICED = 0.3, 0.2, 0.3
UNKNOWN_PRODUCT, UNKNOWN_WORD = 1.2, 0.2
# A word that merely occurs in some name; a size that stands alone.
PASSED_OVER, SIZE_ALONE = 0.4, 1.7
# An amount that could be a part of the name; one with the name on both sides; one on the side where others are not.
COULD_NAME, BOTH_SIDES, OTHER_PATTERN = 0.8, 0.6, 0.3
_FOUND = {"one": 0.0, "several": 1.0, "near": 0.8, "none": 3.0}
_UNSURE, _WEAK = 2.0, 0.7
# A thing in a size that none of its kind has.
_OTHER_SIZE = 1.5
# A product named without an amount, the dearer the more surely it is one.
_UNCOUNTED = {"one": 1.7, "several": 1.2, "near": 1.7, "none": 6.0}
_LOOSE, _CORRECTION = 2.0, 0.2
# No entry of several items costs less.
LEAST = _CORRECTION
# 6 piece kits are kits of six, 6 pieces are six of them.
_ATTRIBUTIVE = frozenset({"piece", "-piece"})
# A unit that the product is not sold by; no unit; a number that tells a kind.
_OTHER_UNIT, _NO_UNIT, _KIND = 1.2, 0.4, 3.0
# A size that products have, taken for an amount of one that is not sold by it.
_SIZE = 2.5
# A number as a part of the name; one that could count as well.
_NAMED_NUMBER, _COULD_COUNT = 0.1, 1.2
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
_ENDS, _ENDED = CHANGES | {"negate", "remove", "stock", "was", "double", "half"}, 4.0
_CHANGED = 4.0
_REFUSED = frozenset({"swap", "negate", "remove"})
_COUNTED_ACROSS = 1.5
# 水桶2个，甲也要: the amount is that of the unknown words beside it.
_OWNED, _BESIDE = 4.0, 1
_FAR, _FAR_COST = 12, 0.04
# Small words, and what says of a thing before it that it is not wanted.
_SMALL, _SPOKEN_OFF = frozenset({"glue", "fill"}), frozenset({"negate", "remove", "stock"})
# Between two numbers: what is added is another thing.
_ADDS = frozenset({"separator", "more"})
# What asks for so many of what stands before it.
_ASKING, _NEAR = re.compile(phrases.slot("entries", "asks") + r"[ :：]?\Z"), 9
# Make the red ones 60: what stands behind the name is how many.
_MADE, _FAR_MADE = re.compile(r"\bmake (?:the|that|those|these|it) (?:[a-z]+ ){1,3}\Z"), 40
# The amount of what stands behind it, though it corrects another.
CORRECTS = 2.0
_OF_CORRECTION, _COUNTED_AND_CORRECTED = frozenset({"correct", "break", "fill"}), 3


def apart(items: Sequence[Item], first: int, second: int, text: str = "") -> float:
    """What keeps two neighbouring mentions or numbers of one entry apart."""
    opening, closing = items[first], items[second]
    between = {item.label for item in items[first + 1 : second] if isinstance(item, Span)}
    cost = sum(_BETWEEN.get(label, 0.0) for label in between)
    plain = isinstance(opening, Mention) and not (opening.spans and opening.gaps)
    if plain and is_amount(closing) and between - _SMALL == {"also"}:
        # 榨汁机也要1台, 绿的也要两袋.
        cost -= _BETWEEN["also"]
    if isinstance(closing, Mention):
        if isinstance(opening, Mention):
            cost += _ENDED * len(between & _ENDS) + _CHANGED * len(between & CHANGES)
            if "break" in between and not opening.spans and _owned(items, first - 1, first):
                cost += _OWNED
            if (
                "separator" in between
                and opening.spans
                and not closing.spans
                and _owned(items, second + 1, second)
            ):
                # 挂钩，还有碎纸机两台: what is counted there is another thing, whatever it is.
                cost += _OWNED
            if not opening.spans and "fill" in between and ":" in text[opening.end : closing.start]:
                # 修车的东西没了：刹车线10根: what was told ends where the list begins.
                cost += _ENDED
        elif between & _REFUSED:
            # 3桶不要香的: what is refused behind an amount is not what it counts.
            cost += _ENDED
        elif "(" in text[opening.end : closing.start] and _named_before(items, first):
            # Filler A2, 10 (not the liquid): what stands in brackets is said of what is counted.
            cost += _ENDED
        elif "break" in between:
            if _owned(items, first, first - 1):
                cost += _OWNED
            # Gate 3, Industrial Zone: a number before a comma hardly counts what stands behind it.
            cost += _ENDED if opening.label == "bare" or _refused(items, second) else _COUNTED_ACROSS
    elif isinstance(opening, Span) and _next_size(items, first, closing, between):
        cost += _COUNTED_ACROSS
    elif isinstance(opening, Span) and (
        (opening.label == "quantity" and between & _ADDS)
        or "swap" in between
        or ("break" in between and (_refused(items, second) or _sizes_another(items, first, second)))
    ):
        cost += _ENDED
    if isinstance(closing, Span) and "break" in between and _owned(items, second, second + 1):
        # 2 crates of brushes, 40 packs wall hooks: the second amount is that of the words behind it.
        cost += _COUNTED_ACROSS
    return cost + max(0, closing.start - opening.end - _FAR) * _FAR_COST


def _next_size(items: Sequence[Item], place: int, following: Span, between: set[str]) -> bool:
    """Whether a comma parts an amount that touches its name from a number of what is spoken of next: 钢锯2把，12的卸扣."""
    amount, before = items[place], items[place - 1] if place else None
    return (
        isinstance(amount, Span)
        and amount.label == "quantity"
        and following.label == "bare"
        and "break" in between
        and isinstance(before, Mention)
        and before.end == amount.start
    )


def _sizes_another(items: Sequence[Item], first: int, second: int) -> bool:
    """Whether unknown words have the amount before a comma, and the number behind it goes on with a name: 榨汁机2台，30cm的盘子."""
    named = items[second + 1] if second + 1 < len(items) else None
    return isinstance(named, Mention) and bool(named.spans) and _owned(items, first, first - 1)


def _named_before(items: Sequence[Item], place: int) -> bool:
    """Whether a name stands right before the amount."""
    before = items[place - 1] if place else None
    return isinstance(before, Mention) and bool(before.spans)


def _owned(items: Sequence[Item], number: int, words: int) -> bool:
    """Whether an amount with a unit stands beside unknown words that name a thing: 2台榨汁机, not 31 bags torn."""
    if min(number, words) < 0 or max(number, words) >= len(items):
        return False
    counted, told = items[number], items[words]
    return (
        isinstance(counted, Span)
        and counted.label == "quantity"
        and isinstance(told, Mention)
        and not told.spans
        and not any(phrases.book("intents")["defect"].pattern.search(str(gap.value)) for gap in told.gaps)
        and max(counted.start - told.end, told.start - counted.end) <= _BESIDE
    )


def _refused(items: Sequence[Item], place: int) -> bool:
    """Whether what is named there is plenty or not wanted, as the words right behind it say: 补两打，4寸的还够."""
    behind = (item for item in items[place + 1 :] if isinstance(item, Mention) or item.label not in _SMALL)
    following = next(behind, None)
    return isinstance(following, Span) and following.label in _SPOKEN_OFF


def _restated(sentence: Sentence) -> Iterator[int]:
    """Where the amounts begin between which and the counted name before them nothing but a word of correction stands."""
    items = sentence.items
    for place, item in enumerate(items):
        if not is_amount(item) or place < _COUNTED_AND_CORRECTED:
            continue
        before = place - 1
        while before and isinstance(cue := items[before], Span) and cue.label in _OF_CORRECTION:
            before -= 1
        corrected = any(isinstance(cue, Span) and cue.label == "correct" for cue in items[before + 1 : place])
        named = items[before - 1] if before else None
        if corrected and is_amount(items[before]) and isinstance(named, Mention) and named.spans:
            yield item.start


def _owned_by_names(sentence: Sentence) -> Iterator[int]:
    """Where the amounts begin that follow a name behind a word of correction, with at most what asks for them between."""
    name = corrected = False
    for item in sentence.items:
        if isinstance(item, Mention):
            name = bool(item.spans) and corrected
        elif is_amount(item):
            if name:
                yield item.start
            name = corrected = False
        elif item.label == "correct":
            corrected = True
        elif item.label not in ("glue", "take") and not (item.label == "break" and not name):
            name = False


def asked_for(text: str, number: Span) -> bool:
    """Whether what asks for goods stands right before the number: 面碗要6, 面碗补6 counts, 面碗6 may tell a size."""
    if _MADE.search(text, max(0, number.start - _FAR_MADE), number.start):
        return True
    return _ASKING.search(text, max(0, number.start - _NEAR), number.start) is not None


def found(match: Match) -> float:
    """What the name costs of something that is counted."""
    if match.rule == OTHER_SIZE:
        return _OTHER_SIZE
    return _FOUND[match.status] + _UNSURE * (1 - match.certainty) + (0.0 if match.strong else _WEAK)


def uncounted(match: Match) -> float:
    """What the name costs of something that is not."""
    known = match.strong or match.status == "none"
    return _UNCOUNTED[match.status] + _UNSURE * (1 - match.certainty) if known else PASSED_OVER


class NumberCosts:
    """What the numbers of one text cost."""

    def __init__(self, text: str, lookup: Lookup, naming: Naming) -> None:
        self.text = text
        self.lookup = lookup
        self.naming = naming
        self._corrections: list[int] = []
        self._numbers: list[int] = []
        self._unknown: set[int] = set()
        self._restated: set[int] = set()
        self._named: set[int] = set()
        self._owned: set[int] = set()

    def begin(self, sentence: Sentence) -> None:
        """Another sentence, with its numbers and words of correction."""
        self._corrections = [cue.start for _, cue in sentence.cues("correct")]
        self._numbers = [item.start for item in sentence.items if is_number(item)]
        self._unknown = {
            item.start for item in sentence.items if isinstance(item, Mention) and not item.spans
        }
        self._restated = set(_restated(sentence))
        self._named = {item.start for item in sentence.items if isinstance(item, Mention) and item.spans}
        self._owned = set(_owned_by_names(sentence))

    def joins(self, number: Span) -> bool:
        """Whether 的 joins the number to a name right behind it: 20升的桐油."""
        return number.end + 1 in self._named

    def loose(self, number: Span) -> float:
        """That of a number beside no product."""
        corrects = any(
            self._numbers[0] < cue < number.start and not self._counted_between(cue, number)
            for cue in self._corrections
        )
        # 不对，红的要30个: it has a name of its own behind the word of correction.
        corrects = corrects and number.start not in self._owned
        if corrects:
            return _CORRECTION
        return _LOOSE + (_NO_UNIT if tells_kind(self.text, number.end) else 0.0)

    def restates(self, number: Span) -> bool:
        """Whether a number only corrects the one before it: 垫圈6包 不对 8包."""
        return number.start in self._restated

    def counts_what_follows(self, number: Span) -> bool:
        """Whether unknown Latin words stand right behind a bare number, or "of" behind any."""
        return self.text.startswith(" of ", number.end) or (
            number.label == "bare"
            and number.end + 1 in self._unknown
            and self.text[number.end] == " "
            and self.text[number.end + 1].isascii()
        )

    def _counted_between(self, start: int, number: Span) -> bool:
        following = bisect_right(self._numbers, start)
        return following < len(self._numbers) and self._numbers[following] < number.start

    def naming_all(self, numbers: Sequence[Span], match: Match) -> float:
        """That of a product that is named with all its numbers, and not counted."""
        return _UNCOUNTED[match.status] + found(match) + self.named(numbers, match)

    def named(self, numbers: Sequence[Span], match: Match) -> float:
        """That of numbers as parts of the name: more where the product is sold by their unit, unless it is a range of
        its sizes."""
        return sum(
            _COULD_COUNT
            if number.label == "quantity"
            and self.lookup.sold_by(number.value.unit, match)
            and not self._ranges(number, match)
            # 20升的桐油: what 的 joins to a name hardly counts it.
            and not tells_kind(self.text, number.end)
            else _COULD_COUNT
            if number.label == "bare"
            and asked_for(self.text, number)
            and not tells_kind(self.text, number.end)
            else _NAMED_NUMBER
            for number in numbers
        )

    def counted(self, amount: Span, match: Match, *, alone: bool) -> float:
        """That of a number as the amount; `alone`: no other number stands beside the name."""
        unit = amount.value.unit
        if self._ranges(amount, match):
            return _SIZE
        if unit in _ATTRIBUTIVE and self._is_number_of(amount):
            return _KIND
        if unit is None:
            exact = amount.value.exact
            if tells_kind(self.text, amount.end) or runs_into_amount(self.text, amount.end):
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

    def _is_number_of(self, amount: Span) -> bool:
        """Whether products are called by the number: the 6 piece kits."""
        exact = amount.value.exact
        return exact is not None and exact > 1 and self.lookup.catalog.knows(f"#{exact.normalize():f}")

    def _ranges(self, number: Span, match: Match) -> bool:
        """Whether the number is a range that a product which the match leaves possible bears as its size."""
        stated = self.naming.as_parts(number) or []
        return any(part.ranged and self.lookup.states(match, part) for part in stated)
