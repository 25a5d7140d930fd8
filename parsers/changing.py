"""An order's lines while a message changes them: which of them are touched, kept or gone, and what is doubted of it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from parsers import phrases, products, units
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.change_names import Named, Names
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.drafts import Draft
from parsers.orderlines import Settled, unit_of
from parsers.reading import Line
from parsers.requirements import Stretch
from parsers.spans import Span

# What was meant by an order's only words: 只要灯泡 may leave the rest or not speak of it.
_RATHER = 0.85
# The doubt where a line is told to be as it is.
NO_EFFECT = "no effect"
_MARKS = ",，。.;；!！?？\n"
_WORD = re.compile(r"[^\W_]")


@dataclass(slots=True)
class Changed:
    """The lines after the change, those of them that the message states (so many more as just that), and what of it was not understood.

    `named` are the SKUs of the order's lines that it speaks of; `explicit`: no order of anew is written like this.
    """

    lines: list[Settled] = field(default_factory=list)
    stated: list[Settled] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    named: frozenset[str] = frozenset()
    changed: bool = False
    explicit: bool = False
    certainty: float = 1.0


def ordered(draft: Draft) -> bool:
    """Whether the draft is one product by its own name, and so much of it."""
    match, amount = draft.match, draft.amount
    if draft.role != "line" or amount is None or amount.value.exact is None:
        return False
    named = match.rule != products.INHERITED and any(len(part.key) > 1 for part in draft.phrase)
    return named and match.status == "one" and match.strong and not match.headless


def beside(drafts: Sequence[Draft], known: Collection[str], catalog: Catalog) -> Iterator[Draft]:
    """What of the drafts is ordered of other goods than those that are known."""
    for draft in drafts:
        # 10kg bags: a unit may be a word of a name.
        word = draft.phrase[0].key if len(draft.phrase) == 1 else ""
        if not ordered(draft) or units.named(word) is not None or set(known) & set(draft.match.skus):
            continue
        # 48 of the lamps: of those that the order has, whatever else is called so.
        among = products.find(draft.phrase, catalog, among=list(known))
        if among.status not in ("one", "several") or among.unexplained:
            yield draft


class Changing:
    """The order between two clauses of a message."""

    def __init__(
        self,
        lines: Sequence[Line],
        annotated: Annotated,
        catalog: Catalog,
        *,
        most: Decimal | None = None,
        drafts: Sequence[Draft] = (),
        moved: bool = False,
        explained: Sequence[Stretch] = (),
    ) -> None:
        self.moved, self.explained = moved, explained
        # Whether what is told of a day or a place beside a line is only a reason.
        self.lenient = False
        self.annotated, self.catalog, self.most, self.drafts = annotated, catalog, most, drafts
        self.before = list(lines)
        self.names = Names(self.before, annotated, catalog)
        self.names.counted = frozenset(self._counted())
        self.lines: list[Settled | None] = [Settled(line) for line in lines]
        self.added: list[Settled] = []
        self.touched: set[int] = set()
        # Of which it was said how many of them there shall be.
        self.so_many: set[int] = set()
        self.kept: set[int] = set()
        self.named: set[int] = set()
        # Where the message speaks of lines.
        self.heard: list[int] = []
        self.swapped: dict[int, str] = {}
        self.removed: list[int] = []
        # Of lines that become so many more or fewer, how many, as the message says.
        self.by_so_many: dict[int, Line] = {}
        self.waiting: list[Named] = []
        # What names several lines, one of which is told by the next words.
        self.family: Named | None = None
        self.families: list[Named] = []
        # What the clause before says is in stock.
        self.told_of: list[Named] = []
        self.carry: int | None = None
        # The amount that was carried out last, and whether by so many.
        self.stated: Token | None = None
        self.stated_by = False
        # The amount of what was added last.
        self.counting: Span | None = None
        # Whether the clause before wants something that is no product which we know.
        self.wanted = False
        # Whether the sentence adds.
        self.adding = False
        self.act = ""
        self.only = False
        self.explicit = False
        # Lines of which it is said that they are too many, too few or mistaken.
        self.wrong: set[int] = set()
        # Whether the order is had once more, and nothing of it is under way.
        self.again = False
        # Whether only so much of a line is wanted for now.
        self.partly = False
        # Whether the sentence says what shall become only of what may be.
        self.conditional = False
        self.doubts: list[str] = []
        # Doubts that a later clause about the same line dispels.
        self.open: dict[int, str] = {}
        self.certainty = 1.0
        self.begun = self._deeds()

    def _counted(self) -> Iterator[tuple[int, int]]:
        there = {line.sku for line in self.before}
        for draft in self.drafts:
            sized = any(part.kind == "spec" for part in draft.phrase)
            if (
                sized
                and draft.amount is not None
                and ordered(draft)
                and not there & set(draft.match.skus)
                and self._sold_by(draft.match.skus[0], draft.amount.value.unit)
            ):
                yield draft.amount.start, draft.amount.end

    def _sold_by(self, sku: str, unit: str | None) -> bool:
        """Whether the product may be counted by the unit: what is not sold by the length has one."""
        return unit is None or unit_of(unit, self.catalog.get(sku), (), self.catalog).status != "unknown"

    def result(self) -> Changed:
        """What has become of the order by now."""
        self.end()
        if self.only:
            self._only()
        self.doubts += [
            f"named: {self.words(named.token.start, named.token.end)}"
            for named in self.families
            if not set(named.places) & (self.touched | self.kept) and not self.told(named.token)
        ]
        acted = bool(self.touched or self.added)
        self.doubts += [
            why
            for place, why in self.open.items()
            # Beside what is changed it may be said again how much there is of another line.
            if place not in self.touched | self.kept and not (acted and why.startswith(NO_EFFECT))
        ]
        self._counted_behind()
        lines = [line for line in self.lines if line is not None]
        told = [
            replace(one, line=self.by_so_many.get(place, one.line))
            for place in sorted(self.touched)
            if (one := self.lines[place]) is not None
        ]
        result = Changed([*lines, *self.added], [*told, *self.added], self.doubts)
        now = [one.line for one in result.lines]
        result.changed = now != self.before
        result.explicit = self.explicit
        result.named = frozenset(self.before[place].sku or "" for place in self.named) - {""}
        result.certainty = self.certainty
        return result

    def _counted_behind(self) -> None:
        """加个炉头吧，要4个: one of it was only named, and how much of it comes behind; else what comes twice is a doubt."""
        for place, one in reversed(list(enumerate(self.added))):
            later = [other.line for other in self.added[place + 1 :] if other.line.sku == one.line.sku]
            if one.line.sku is None or not later:
                continue
            counted = one.line.evidence.get("quantity")
            if len(later) == 1 and counted is not None and counted.rule == "quantities.one of":
                del self.added[place]
            else:
                self.doubts.append(f"twice: {one.line.text}")

    def end(self) -> None:
        """A sentence ends: what was named and left alone is a doubt."""
        for named in self.waiting:
            if len(named.places) > 1:
                # The hooks are too many. The 10 mm make 50: which of them is told now.
                self.family = named
                if named.match.strong:
                    self.families.append(named)
                continue
            said = named.match.strong and (named.places or named.match.rule == "name")
            if said and not self.told(named.token):
                why = f"named: {self.words(named.token.start, named.token.end)}"
                if named.place is None:
                    self.doubts.append(why)
                else:
                    # The stools are too low. The small ones make 9: a later sentence may say what becomes of it.
                    self.open.setdefault(named.place, why)
        self.waiting = []
        self.act = ""
        self.adding = False
        self.conditional = False
        self.begun = self._deeds()

    def _deeds(self) -> tuple[int, int]:
        return len(self.touched), len(self.added)

    @property
    def acted(self) -> bool:
        """Whether the sentence has changed something."""
        return self._deeds() != self.begun

    def told(self, token: Token) -> bool:
        """Whether the words belong to a requirement or a place: how a line is packed, where it goes."""
        return any(start <= token.start < end for start, end in self.explained)

    def _only(self) -> None:
        keep = self.touched | self.kept | self.named
        gone = [place for place in range(len(self.lines)) if place not in keep]
        if not gone or len(gone) == len(self.lines):
            self.doubts.append("only what there is")
        for place in gone:
            self.lines[place] = None
        self.explicit = True
        self.certainty = min(self.certainty, _RATHER)

    def of_the_family(self, names: Sequence[Named]) -> None:
        """Of several lines that a size alone may mean, the one of what was spoken of: the hooks, and then the 10 mm."""
        family = self.family
        waiting = [named for named in self.waiting if len(named.places) > 1]
        family = waiting[-1] if len(waiting) == 1 else family
        if family is None:
            return
        for named in names:
            inside = [place for place in named.places if place in family.places]
            if len(named.places) > 1 and len(inside) == 1 and not named.telling:
                named.places = inside
                if family in self.waiting:
                    self.waiting.remove(family)
                    self.family = family

    def meet(self, names: Sequence[Named]) -> None:
        """The message speaks of these lines."""
        self.named |= {named.place for named in names if named.place is not None}
        self.heard += [named.token.start for named in names if named.places]

    def speak(self, names: Sequence[Named]) -> None:
        """The message only speaks of these: a pronoun that follows means the one of them."""
        self.meet(names)
        places = {named.place for named in names if named.place is not None}
        if len(places) == 1:
            self.carry = places.pop()

    def tells_why(self, clause: Clause) -> bool:
        """Whether the clause stands before the words that ask for the order once more, of which nothing can be changed yet."""
        same = self.annotated.of("same", blocks=self.annotated.voice) if self.again else []
        return bool(same) and clause.end <= min(span.start for span in same)

    def doubt(self, clause: Clause, why: str) -> None:
        """The clause is not understood."""
        self.doubts.append(self.doubtful(clause, why))

    def doubtful(self, clause: Clause, why: str) -> str:
        """A doubt with the words that it is about."""
        return f"{why}: {self.said(clause)}"

    def stretch(self, clause: Clause) -> tuple[int, int]:
        """Where the clause lies."""
        return clause.start, clause.end

    def said(self, clause: Clause) -> str:
        """The words of the clause."""
        return self.words(*self.stretch(clause))

    def unexplained(self, clause: Clause) -> bool:
        """Whether words stand in the clause, between the marks around it, that are neither of a change nor small."""
        text, (start, end) = self.annotated.lowered, self.stretch(clause)
        first = max(text.rfind(mark, 0, start) for mark in _MARKS) + 1
        last = min((at for mark in _MARKS if (at := text.find(mark, end)) >= 0), default=len(text))
        pieces, place = [], first
        for token in sorted(clause.of("word"), key=lambda token: token.start):
            pieces.append(text[place : max(place, token.start)])
            place = max(place, token.end)
        pieces.append(text[place:last])
        small = phrases.book("about")["small"].pattern
        return any(_WORD.search(piece) and not small.match(piece) for piece in pieces)

    def words(self, start: int, end: int) -> str:
        """What the message says there."""
        return self.annotated.lowered[start:end]
