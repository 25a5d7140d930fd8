"""What the sentences of a block have come to so far, and what a later one may refer to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers import naming
from parsers.catalog import Catalog
from parsers.drafts import Block, Draft
from parsers.entries import Pattern
from parsers.lookup import Lookup
from parsers.parts import Part
from parsers.spans import Span

# So many lines back a list may have its noun.
_REMEMBERED = 6


@dataclass(slots=True)
class Foregoing:
    """`last` is the draft that was made last; `waiting` is an amount whose product is yet to be named, `price` one whose
    line is; `left` is the draft of which it was told how much is left; of each of `bonus` some come free of charge; words of correction before `heeded` have done their work.
    `heading` is what stands over the list; `of_all`: it says so of all."""

    text: str
    lookup: Lookup
    pattern: Pattern
    block: Block = field(default_factory=Block)
    last: Draft | None = None
    waiting: Span | None = None
    price: Span | None = None
    left: Draft | None = None
    heeded: int = 0
    bonus: list[Draft] = field(default_factory=list)
    heading: Sequence[Part] = ()
    of_all: bool = False

    @property
    def catalog(self) -> Catalog:
        return self.lookup.catalog

    @property
    def noun(self) -> Sequence[Part]:
        """The phrase from which one without a noun takes it: that of the line before, or where this one took its own from."""
        last = self.last
        if last is None:
            return ()
        if last.headless or last.match.rule == naming.COMPLETED:
            for draft in self.block.drafts[-_REMEMBERED:][::-1]:
                told = not draft.headless and draft.match.rule != naming.COMPLETED
                if told and draft.match.status == "one" and draft.match.strong:
                    return draft.phrase
        return last.phrase

    def add(self, draft: Draft) -> None:
        self.block.drafts.append(draft)
        self.last = draft

    def stop_waiting(self) -> None:
        """No product came for the amount that waited for one."""
        if self.waiting is not None:
            self.block.loose.append(self.waiting)
            self.waiting = None
