"""An entry: a product and what its sentence says of it."""

from dataclasses import dataclass, field
from typing import Literal

from parsers import phrases
from parsers.clauses import Mention
from parsers.parts import Part
from parsers.products import Match
from parsers.spans import Span

# Units that count anything.
_ANYTHING = ("个", "pcs", "piece")

Pattern = Literal["product first", "amount first", "either"]
"""Where the entries of a text have their amounts."""


@dataclass(slots=True)
class Entry:
    """`first` and `last` are places among the sentence's items.

    `order` is the pattern that it follows, if it follows one; `unknown` are unexplained words between; `doubtful`: the amount could be a part of the name; an entry of unknown words alone has them as its only mention.
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
    order: Pattern = "either"
    doubtful: bool = False
    cost: float = 0.0

    @property
    def named(self) -> bool:
        """Whether it names something of the catalog."""
        stated = bool(self.phrase) and any(mention.spans for mention in self.mentions)
        return stated or bool(self.match.skus)


def counts_people(amount: Span, text: str) -> bool:
    """Whether it counts those who eat, learn or live there, their tables and rooms, or what goods are used for: 610人, two
    classes, 两条船要换缆."""
    book = phrases.book("entries")
    if book["users"].pattern.match(text, amount.end):
        return True
    if amount.label != "bare" and amount.value.unit not in (None, *_ANYTHING):
        return False
    return book["heads"].pattern.match(text, amount.end) is not None
