"""What the sentences of a block have come to so far, and what a later one may refer to."""

from dataclasses import dataclass, field

from parsers.catalog import Catalog
from parsers.drafts import Block, Draft
from parsers.entries import Pattern
from parsers.lookup import Lookup
from parsers.spans import Span


@dataclass(slots=True)
class Foregoing:
    """`last` is the draft that was made last; `waiting` is an amount whose product is yet to be named, `price` one whose
    line is; of each of `bonus` some come free of charge."""

    text: str
    lookup: Lookup
    pattern: Pattern
    block: Block = field(default_factory=Block)
    last: Draft | None = None
    waiting: Span | None = None
    price: Span | None = None
    bonus: list[Draft] = field(default_factory=list)

    @property
    def catalog(self) -> Catalog:
        return self.lookup.catalog

    def add(self, draft: Draft) -> None:
        self.block.drafts.append(draft)
        self.last = draft

    def stop_waiting(self) -> None:
        """No product came for the amount that waited for one."""
        if self.waiting is not None:
            self.block.loose.append(self.waiting)
            self.waiting = None
