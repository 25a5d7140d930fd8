"""What the steps of the reckoning hand on: the case, what was gathered of it, and the result that they fill in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from parsers import answers, delivery_day, delivery_place, intent, notes, order_clauses, party
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.changing import Changed
from parsers.context import Merged
from parsers.directory import Directory
from parsers.drafts import Block
from parsers.orderlines import Settled
from parsers.reading import Evidence, Flag, Party
from parsers.requirements import Stretch


class Settings(Protocol):
    @property
    def threshold(self) -> float: ...
    @property
    def max_line_quantity(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class Case:
    """A message with its lines, and the company that it was sent to."""

    annotated: Annotated
    author: party.Author
    blocks: list[Block]
    catalog: Catalog
    directory: Directory
    settings: Settings


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a message says, before it is decided what is wanted by it. `explained`: where it says how and where to deliver;
    `formed` are the lines of its forms as it changes them, `spoken` what it says of whole orders."""

    block: Block
    place: delivery_place.Place
    day: delivery_day.Day
    stated: Party
    noted: notes.Found
    change: Changed
    answered: answers.Answered | None
    found: intent.Findings
    explained: Sequence[Stretch] = ()
    formed: Changed | None = None
    spoken: order_clauses.Spoken = field(default_factory=order_clauses.Spoken)


@dataclass(slots=True)
class Result:
    """What a message comes to. `explained`: every word of it was weighed where the lines were read."""

    lines: list[Settled] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    order_no: str | None = None
    address: str | None = None
    day: date | None = None
    certainty: float = 0.97
    explained: bool = False
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def doubt(self, certainty: float) -> None:
        """Be no surer than this."""
        self.certainty = min(self.certainty, certainty)

    def take(self, merged: Merged) -> None:
        """Take the lines of an order as they stand after the message."""
        self.lines = list(merged.lines)
        self.explained = merged.explained
        self.doubt(merged.certainty)

    def deliver(self, place: delivery_place.Place, day: delivery_day.Day) -> None:
        """Take the flags and the evidence of where and when to deliver."""
        self.flags.extend((*place.flags, *day.flags))
        if place.evidence is not None:
            self.evidence["delivery_address"] = place.evidence
        self.doubt(day.certainty)
        if day.evidence is not None:
            self.evidence["delivery_date"] = day.evidence
