"""The sentences of a block as items in order: what they name, how much of it, at which price, and the cue words between."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers import phrases
from parsers.parts import Part
from parsers.spans import Span

CHANGES = frozenset({"swap", "set"})
"""The cues that put one thing in place of another: no name reaches across them."""

# What parts the things of a list.
PARTS = frozenset({"break", "separator", "also"})
_PRODUCT = frozenset({"part", "heard", "guess", "sku"})
_NUMBERS = frozenset({"quantity", "bare", "money"})
# Small words that may stand between two parts of one product without ending it.
_TRANSPARENT = frozenset({"glue", "fill"})
_LONGEST_GLUE = 3
# What stands behind it is another thing: small not large.
_NOT = "not"
# A sentence of more items than this is cut: time stays linear in texts without any punctuation.
_MOST_ITEMS = 400
# No name is made of more pieces.
_MOST_PIECES = 60


@dataclass(slots=True)
class Mention:
    """Neighbouring parts that may name one product, and unexplained words that touch them.

    Without parts it is a stretch of unexplained words alone.
    """

    spans: list[Span] = field(default_factory=list)
    gaps: list[Span] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        return [span.value for span in self.spans if span.label != "sku"]

    @property
    def sku(self) -> str | None:
        return next((span.value for span in self.spans if span.label == "sku"), None)

    @property
    def start(self) -> int:
        return min([span.start for span in self.spans] + [gap.start for gap in self.gaps])

    @property
    def end(self) -> int:
        return max([span.end for span in self.spans] + [gap.end for gap in self.gaps])


Item = Mention | Span
"""A mention, or a span: 'quantity', 'bare' (a number without a unit), 'money', 'break' (a comma) or a cue word."""


@dataclass(slots=True)
class Sentence:
    """What stands between two full stops or row ends; `clauses[i]` counts the commas before `items[i]`.

    `row` is the number of the row of text in which it begins; `whole_row` says whether it is all of that row.
    """

    items: list[Item] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    row: int = 0
    whole_row: bool = True

    def add(self, item: Item) -> None:
        last = self.clauses[-1] if self.clauses else 0
        broken = isinstance(self.items[-1], Span) and self.items[-1].label == "break" if self.items else False
        self.items.append(item)
        self.clauses.append(last + broken)

    def replace(self, start: int, stop: int, items: Sequence[Item]) -> None:
        """Put the items in place of those from `start` to `stop`, in the clause of the first."""
        self.clauses[start:stop] = [self.clauses[start]] * len(items)
        self.items[start:stop] = items

    def cues(self, *labels: str) -> list[tuple[int, Span]]:
        """The cue spans of these labels with their places among the items."""
        return [
            (place, item)
            for place, item in enumerate(self.items)
            if isinstance(item, Span) and item.label in labels
        ]

    def corrections(self, start: int, stop: int) -> list[Span]:
        """The words of correction between two places of the text."""
        return [cue for _, cue in self.cues("correct") if start <= cue.start < stop]

    def alone(self, first: int, last: int) -> bool:
        """Whether the items from `first` to `last` are one thing of a list: between its marks, or a row of it."""
        behind = list(self.items[last + 1 : last + 3])
        if behind and isinstance(behind[0], Span) and behind[0].label == "fill":
            # 2 of them please.
            del behind[0]
        edges = [*self.items[max(0, first - 1) : first], *behind[:1]]
        return (bool(edges) or self.whole_row) and all(
            isinstance(item, Span) and item.label in PARTS for item in edges
        )


def split(spans: Sequence[Span], text: str) -> list[Sentence]:
    """The sentences of a covered block, without the empty ones. `text` is what the spans lie on."""
    sentences: list[Sentence] = []
    sentence = Sentence()
    row, row_start = 0, True
    for span in spans:
        full_stop = span.label == "break" and span.value == 2
        if full_stop or len(sentence.items) >= _MOST_ITEMS:
            ends_row = full_stop and text[span.start] == "\n"
            if sentence.items:
                sentence.whole_row = row_start and ends_row
                sentences.append(sentence)
            row, row_start = row + ends_row, ends_row
            sentence = Sentence(row=row)
        if not full_stop:
            _add(sentence, span)
    if sentence.items:
        sentence.whole_row = row_start
        sentences.append(sentence)
    return sentences


def _add(sentence: Sentence, span: Span) -> None:
    if span.label in _PRODUCT:
        mention = _open(sentence, span)
        if mention is None:
            sentence.add(Mention([span]))
        else:
            mention.spans.append(span)
    elif span.label == "gap":
        last = sentence.items[-1] if sentence.items else None
        if (
            isinstance(last, Mention)
            and len(last.gaps) < _MOST_PIECES
            and (span.start == last.end or (not last.spans and span.start - last.end <= 1))
        ):
            last.gaps.append(span)
        else:
            sentence.add(Mention([], [span]))
    else:
        sentence.add(span)


def _open(sentence: Sentence, span: Span) -> Mention | None:
    """The mention that `span` goes on with: only glue, brackets or blanks stand between, or unknown letters touch it."""
    place = len(sentence.items) - 1
    while place >= 0:
        item = sentence.items[place]
        if isinstance(item, Mention):
            if item.gaps and item.gaps[-1].end == item.end < span.start:
                return None
            if len(item.spans) >= _MOST_PIECES:
                return None
            del sentence.items[place + 1 :], sentence.clauses[place + 1 :]
            return item
        if item.label not in _TRANSPARENT or item.end - item.start > _LONGEST_GLUE or item.value == _NOT:
            return None
        place -= 1
    return None


def is_number(item: Item) -> bool:
    return isinstance(item, Span) and item.label in _NUMBERS


def asks_more(parting: Span | None) -> bool:
    """Whether what parts an amount from what was told asks for more of that: 上次的很好卖，再要4个."""
    return parting is not None and parting.value in phrases.words("entries", "more_of_it")


def is_amount(item: Item) -> bool:
    return isinstance(item, Span) and item.label in ("quantity", "bare")
