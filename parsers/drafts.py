"""What the text names, with what stands beside it: not yet order lines."""

from dataclasses import dataclass, field
from typing import Literal

from parsers import units
from parsers.parts import Part
from parsers.products import Match
from parsers.spans import Span

Role = Literal["line", "passing", "excluded", "decoy"]

# How sure an amount is that somebody should look at: it may be a part of the name, or hold for another number of lines.
DOUBTFUL = 0.7


@dataclass(slots=True)
class Draft:
    """A product that the text names, with what stands beside it; later an order line, or not (see `role`).

    `gaps` are unexplained words that touch the name; `certainty` is that of the amount.
    `contradicted`: the message gives another amount of it elsewhere.
    `proper`: it is rather a name of somebody (Pacific Bolt, 某某烘焙), or a word of grammar; `listed`: nothing else stands
    between two marks.
    """

    phrase: list[Part]
    start: int
    end: int
    match: Match
    amount: Span | None = None
    second: Span | None = None
    money: Span | None = None
    role: Role = "line"
    cues: dict[str, Span] = field(default_factory=dict)
    gaps: list[Span] = field(default_factory=list)
    corrected: bool = False
    certainty: float = 1.0
    proper: bool = False
    listed: bool = False
    alternatives: tuple[str, ...] = ()
    contradicted: bool = False

    @property
    def headless(self) -> bool:
        return self.match.headless


@dataclass(slots=True)
class Block:
    """What the sentences of one block come to: `loose` amounts belong to no product, `gaps` are unexplained words in
    sentences that order something, `asides` numbers amid words of their own, `told` money that is no price,
    `split` amounts that tell how much of a line goes where."""

    drafts: list[Draft] = field(default_factory=list)
    totals: list[Span] = field(default_factory=list)
    loose: list[Span] = field(default_factory=list)
    gaps: list[Span] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)
    told: list[Span] = field(default_factory=list)
    split: list[Span] = field(default_factory=list)


def measures(unit: str | None) -> bool:
    """Whether the unit measures lengths or areas: goods are sold by them, and so are heights of doors."""
    meant = units.named(unit) if unit else None
    return meant is not None and meant.kind in ("length", "area")


def vague(amount: Span | None) -> bool:
    """几台, a few: enough for a product, too little to make unknown words one."""
    number = amount.value.number if amount is not None else None
    return number is not None and number.form == "vague"
