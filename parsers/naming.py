"""What the mentions of an entry name, and the numbers among them that are parts of the name: sizes, codes, 84 as a whole name."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers import phrases, units
from parsers.clauses import Mention
from parsers.lookup import Lookup
from parsers.parts import Part, number_part, parts, plain_number, stem
from parsers.products import Match
from parsers.quantities import Amount
from parsers.spans import Span

# The rule of a product that words name only together with those of the line before (see `elliptic`).
COMPLETED = "completed"
# That of a thing in a size that none of its kind has.
OTHER_SIZE = "no such size"
# A number of so many digits may name a product alone (six of 7715).
_TELLING = 3
# One of so many digits is what a model is called by; so many products are asked.
CALLED, _MOST_ASKED = 4, 8
# 1207五个: what counts stands right behind digits of another script.
_COUNTED_BEHIND = re.compile(r"(?<=\d\d\d)[一二两三四五六七八九十]{1,3}[㐀-鿿]")
_Named = tuple[list[Part], Match] | None
# What of an amount stands right behind a size.
_COUNTED_NEXT = re.compile(r"(?: ones)?(?:装?的?|,)? ?[0-9]")
_DIGIT = re.compile("[0-9]")
_OF = re.compile(phrases.slot("entries", "counted_of") + "$")
_PIECES = re.compile(r"(\d{1,5})" + phrases.slot("entries", "pieces"))


def _coded(mention: Mention) -> bool:
    """Whether it bears a code; what the line before completed may yet have a size of its own (奶白80的, behind 60的酒红)."""
    return any(span.label == "sku" and span.rule != COMPLETED for span in mention.spans)


class Naming:
    """Names of one text. `changes` are where its words of change stand, which no name reaches across."""

    def __init__(self, text: str, lookup: Lookup) -> None:
        self.text = text
        self.lookup = lookup
        self.changes: list[int] = []
        self._named_numbers: dict[tuple[int, int], list[Part] | None] = {}
        self._together: dict[tuple[tuple[int, ...], tuple[int, ...], bool], _Named] = {}

    def begin(self, changes: list[int]) -> None:
        """Another sentence, with its words of change."""
        self.changes = changes
        # Its mentions are known by their identity, which holds only as long as the sentence does.
        self._together.clear()

    def found(self, mentions: list[Mention]) -> Match:
        return self.named(mentions, phrase_of(mentions))

    def named(self, mentions: list[Mention], phrase: list[Part]) -> Match:
        coded = next((span for mention in mentions for span in mention.spans if span.label == "sku"), None)
        if coded is not None:
            rule = coded.rule if coded.rule == COMPLETED else "sku"
            return Match("one", (coded.value,), 1.0, (), rule, strong=True)
        return self.lookup.find(phrase)

    def with_numbers(self, mentions: list[Mention], numbers: list[Span], *, counted: bool = False) -> _Named:
        """The phrase with the numbers as parts of the name, if products have them; beside an amount (`counted`) a size
        that none has is one, too. The same are asked of for each number that could be the amount, so remembered."""
        key = (
            tuple(id(mention) for mention in mentions),
            tuple(sorted(id(number) for number in numbers)),
            counted,
        )
        if key not in self._together:
            self._together[key] = self._with_numbers(mentions, numbers, counted=counted)
        return self._together[key]

    def _with_numbers(self, mentions: list[Mention], numbers: list[Span], *, counted: bool) -> _Named:
        if any(map(_coded, mentions)) or self._across_change(mentions, numbers):
            return None
        named: list[Part] = []
        telling = True
        for number in numbers:
            found = self.as_parts(number)
            told = tells_kind(self.text, number.end) or (
                number.label == "quantity" and found is not None and len(found) == 1
            )
            if found is None:
                return None
            telling &= bool(mentions or told or len(found[0].key) >= _TELLING)
            named.extend(found)
        said = phrase_of(mentions)
        counts = [_number_of(part) for part in named]
        for told_by in (named, counts) if counts != named else (named,):
            phrase = sorted([*said, *told_by], key=lambda part: part.start)
            match = self.lookup.find(phrase)
            if match.status in ("one", "several") and all(
                self.lookup.states(match, part) for part in told_by
            ):
                # 84 alone is a product only where its whole name says no more.
                if not telling and match.rule != "name":
                    return None
                return phrase, replace(match, strong=match.strong or self._of(numbers))
        if not counted or not mentions:
            return None
        phrase = sorted([*said, *named], key=lambda part: part.start)
        match = self.lookup.find(phrase)
        if match.skus and all(self._no_amount(number, mentions) for number in numbers):
            other = all(self._sized_otherwise(number, mentions) for number in numbers)
            rule = OTHER_SIZE if other else match.rule
            return phrase, replace(match, status="none", certainty=1.0, strong=True, rule=rule)
        return None

    def _of(self, numbers: Sequence[Span]) -> bool:
        """Whether a number is what is counted: 8 of the 600."""
        return any(_OF.search(self.text, max(0, number.start - 10), number.start) for number in numbers)

    def _no_amount(self, number: Span, mentions: list[Mention]) -> bool:
        """Whether the number measures (70cm, 90*90) what the named products are not sold by."""
        size = self.as_parts(number)
        if size is None or len(size) != 1:
            return False
        match = self.found(mentions)
        if number.label == "bare" and runs_into_amount(self.text, number.end):
            return True
        if number.label == "bare" and self._numbered_so(size[0], mentions, match):
            return True
        if number.label == "bare":
            # 12*24 may be twelve cases of 24; of what has two sides it is none.
            return "*" in size[0].key and match.status in ("one", "several") and self.lookup.has_sides(match)
        return match.status in ("one", "several") and not self.lookup.sold_by(number.value.unit, match)

    def _sized_otherwise(self, number: Span, mentions: list[Mention]) -> bool:
        """Whether each of the named products has a size such as the number is, and none has this one: 10寸蛋糕盒, of 6 and 8 inches."""
        size = next(iter(self.as_parts(number) or ()), None)
        match = self.found(mentions)
        if size is None or match.headless or not match.strong:
            return False
        if self._numbered_so(size, mentions, match):
            return True
        measure = size.key.lstrip("0123456789.")
        named = [
            one for sku in match.skus[:_MOST_ASKED] if (one := self.lookup.catalog.entry(sku)) is not None
        ]
        return (
            size.kind == "spec"
            and bool(measure)
            and measure.isalpha()
            and all(any(key.lstrip("0123456789.") == measure for key in one.keys) for one in named)
        )

    def _numbered_so(self, number: Part, mentions: Sequence[Mention], match: Match) -> bool:
        """Whether each of the products is called by a number of as many digits: 6205 beside bearings 6305 and 6206."""
        if match.status not in ("one", "several") or len(number.key) < CALLED or not number.key.isdigit():
            return False
        if not any(
            number.end <= one.start <= number.end + 1 or one.end <= number.start <= one.end + 1
            for one in mentions
        ):
            return False
        named = [
            one for sku in match.skus[:_MOST_ASKED] if (one := self.lookup.catalog.entry(sku)) is not None
        ]
        return bool(named) and all(
            any(known.isdigit() and len(known) == len(number.key) for known in one.numbers) for one in named
        )

    def _across_change(self, mentions: Sequence[Mention], numbers: Sequence[Span]) -> bool:
        """Whether a word of change stands between a name and a number: 3号绳换成5号的 is no name."""
        return any(
            min(mention.start, number.start) < change < max(mention.start, number.start)
            for mention in mentions
            for number in numbers
            for change in self.changes
        )

    def as_parts(self, number: Span) -> list[Part] | None:
        """A number as what it would be in a product's name (25kg, 330 can), or None; asked often, so remembered."""
        place = (number.start, number.end)
        if place not in self._named_numbers:
            self._named_numbers[place] = self._read_as_parts(number)
        return self._named_numbers[place]

    def _read_as_parts(self, number: Span) -> list[Part] | None:
        amount: Amount = number.value
        if number.label == "bare":
            if amount.number is not None and amount.number.form == "range":
                # 550-750: a size that has two ends.
                whole = [part.moved(number.start) for part in parts(self.text[number.start : number.end])]
                return whole if len(whole) == 1 else None
            if amount.number is not None and amount.number.form == "product":
                whole = [part.moved(number.start) for part in parts(self.text[number.start : number.end])]
                return whole if len(whole) == 1 and whole[0].kind == "spec" else None
            if amount.exact is None:
                return None
            written = self.text[number.start : number.end]
            if written.isascii() and written.isalpha():
                return [Part(number.start, number.end, "word", stem(written))]
            return [number_part(number.start, number.end, amount.exact)]
        written = self.text[number.start : number.end]
        found = [part.moved(number.start) for part in parts(written)]
        if not _DIGIT.search(written):
            found = self._in_words(number) or found
        specs = [part for part in found if part.kind in ("spec", "number")]
        if any("+" in part.key and not self.lookup.catalog.knows("=" + part.key) for part in specs):
            # 20+5 boxes: how many, and how many for nothing.
            return None
        meant = units.named(amount.unit or "")
        if meant is not None and meant.generic and len(specs) == 1:
            # The 6 piece kits are those of 6, whatever the pieces are called.
            found = [part for part in found if part.kind != "word"]
        return found if len(specs) == 1 and len(found) <= 2 else None

    def _in_words(self, number: Span) -> list[Part]:
        """The size that is told without a figure, of what is counted right beside it: half litre, 24 cans; 半升的12瓶."""
        amount: Amount = number.value
        if amount.exact is None or not units.measures(amount.unit or ""):
            return []
        counted = _COUNTED_NEXT.match(self.text, number.end) or self.text.endswith(" of ", 0, number.start)
        stated = parts(f"{plain_number(str(amount.exact))}{amount.unit}") if counted else []
        return [replace(part, start=number.start, end=number.end) for part in stated if part.kind == "spec"]


def _number_of(part: Part) -> Part:
    """120 of 120pc: who counts the pieces in one writes them in his own way."""
    counted = _PIECES.fullmatch(part.key)
    return replace(part, kind="number", key=counted[1], numbers=(counted[1],)) if counted else part


def tells_kind(text: str, end: int) -> bool:
    """Whether the number that ends there tells a kind (500的大壶)."""
    return text[end : end + 1] in phrases.words("entries", "kind")


def runs_into_amount(text: str, end: int) -> bool:
    """Whether the digits that end there run into an amount in characters, and so tell which one is counted."""
    counted = _COUNTED_BEHIND.match(text, end)
    return counted is not None and units.at(text, counted.end() - 1) is not None


def phrase_of(mentions: Sequence[Mention]) -> list[Part]:
    return sorted((part for mention in mentions for part in mention.parts), key=lambda part: part.start)
