"""What becomes of an order's lines by what a message says: clause by clause, and only as far as every number, every
product and every negation of it is understood. What is not, is a doubt, and the order is not trusted as it then stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from parsers import comparing, products, units, variants
from parsers.annotate import Annotated
from parsers.catalog import Catalog, Entry
from parsers.changewords import Clause, Token, clauses
from parsers.drafts import Draft
from parsers.orderlines import Settled, settle, size_in_base, unit_of
from parsers.parts import Part, attribute_words, parts, plain_number
from parsers.products import Match
from parsers.quantities import Amount
from parsers.reading import Line
from parsers.segments import Block
from parsers.spans import Span

# Words beside a line that no change of it can be read from.
_UNCLEAR = frozenset({"swap_around", "share", "first", "or", "vague", "defer", "except", "perhaps"})
_TURNS = frozenset({"set", "upto", "want", "to", "not", "from", "remove"})
_ACTS = frozenset({"set", "upto", "more", "less", "remove", "half", "double", "not", "only"})
# What was meant by an order's only words: 只要灯泡 may leave the rest or not speak of it.
_RATHER = 0.85
# An amount and the unknown words that it counts stand so close.
_NEAR = 2
_ACTED_ON = re.compile(r"(?:要|改|换|加|减|来|就|不要|的)[^，。,\n]{0,4}[\d一二两三四五六七八九十]")
# A change is told in a few words; longer texts and orders are for somebody to look at.
_MOST_CLAUSES, _MOST_LINES = 200, 200


@dataclass(slots=True)
class Named:
    """A name: the places of the order's lines that it may mean, else the products. `phrase` tells a kind of another's."""

    token: Token
    places: list[int] = field(default_factory=list)
    match: Match = field(default_factory=lambda: Match("none", ()))

    @property
    def place(self) -> int | None:
        return self.places[0] if len(self.places) == 1 else None

    @property
    def telling(self) -> bool:
        """Whether it names a product by itself, and not just a kind of one."""
        return self.match.status in ("one", "several") and self.match.strong and not self.match.headless

    @property
    def known(self) -> bool:
        return bool(self.places) or (self.telling and not self.token.gaps)


@dataclass(slots=True)
class Changed:
    """The lines after the change, those of them that the message states, and what of it was not understood.

    `named` are the SKUs of the order's lines that it speaks of; `explicit`: no order of anew is written like this.
    """

    lines: list[Settled] = field(default_factory=list)
    stated: list[Settled] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    named: frozenset[str] = frozenset()
    changed: bool = False
    explicit: bool = False
    certainty: float = 1.0


@dataclass(slots=True)
class _Clause:
    """What one clause says, taken apart: whom it is about, what was, what is to be."""

    subjects: list[Named] = field(default_factory=list)
    olds: list[Named] = field(default_factory=list)
    news: list[Named] = field(default_factory=list)
    old: Amount | None = None
    amounts: list[Token] = field(default_factory=list)


class Changes:
    """Carries the clauses of a message out on the lines of an order."""

    def __init__(
        self,
        lines: Sequence[Line],
        annotated: Annotated,
        catalog: Catalog,
        *,
        most: Decimal | None = None,
        drafts: Sequence[Draft] = (),
        moved: bool = False,
    ) -> None:
        self.moved = moved
        # What else may be meant, and whether what is told of a day or a place beside a line is only a reason.
        self.offered: tuple[str, ...] = ()
        self.lenient = False
        self.annotated, self.catalog, self.most, self.drafts = annotated, catalog, most, drafts
        self.before = list(lines)
        self.lines: list[Settled | None] = [Settled(line) for line in lines]
        self.added: list[Settled] = []
        self.touched: set[int] = set()
        self.kept: set[int] = set()
        self.named: set[int] = set()
        self.swapped: dict[int, str] = {}
        self.removed: list[int] = []
        self.waiting: list[Named] = []
        self.carry: int | None = None
        self.act = ""
        self.siblings: dict[int, list[Entry]] = {}
        self.only = False
        self.explicit = False
        self.doubts: list[str] = []
        # Doubts that a later clause about the same line dispels.
        self.open: dict[int, str] = {}
        self.certainty = 1.0

    def carry_out(self, said: Sequence[Clause]) -> Changed:
        """The order after all clauses."""
        if len(said) > _MOST_CLAUSES or len(self.before) > _MOST_LINES:
            return Changed([Settled(line) for line in self.before], doubts=["more than is read"])
        for clause in said:
            if clause.opening == "stop":
                self.end()
            self.clause(clause)
        return self.result()

    def result(self) -> Changed:
        """What has become of the order by now."""
        self.end()
        if self.only:
            self._only()
        self.doubts += [why for place, why in self.open.items() if place not in self.touched | self.kept]
        lines = [line for line in self.lines if line is not None]
        told = [one for place in sorted(self.touched) if (one := self.lines[place]) is not None]
        result = Changed([*lines, *self.added], [*told, *self.added], self.doubts)
        now = [one.line for one in result.lines]
        result.changed = now != self.before
        result.explicit = self.explicit
        result.named = frozenset(self.before[place].sku or "" for place in self.named) - {""}
        result.certainty = self.certainty
        return result

    # Reading a clause

    def clause(self, clause: Clause) -> None:
        """Carry one clause out."""
        labels = clause.labels
        names = [self.named_by(token) for token in clause.of("name")]
        turns = bool(labels & _TURNS) or "more" in labels
        known = [named for named in names if self._known(named, labels, turns=turns)]
        if any(not named.token.gaps for named in known):
            # A name amid unknown words beside a plain one is whose it is: 某某面馆那单面粉.
            known = [named for named in known if not named.token.gaps]
        amounts = clause.of("amount")
        if labels & {"stock", "others"} and not labels & (_ACTS - {"not"}):
            # What they have, or what others do.
            self._meet(known)
            return
        if not known and not amounts:
            self._bare(clause, labels)
            return
        if not known and {"only", "rest"} <= labels:
            there = sum(line is not None for line in self.lines)
            if any(token.span is None or token.span.value.exact != there for token in amounts):
                self._doubt(clause, "only what")
            return
        if labels & _UNCLEAR:
            self._doubt(clause, "unclear")
            self._meet(known)
            return
        if "keep" in labels and not labels & (_ACTS - {"only"}):
            self._keeps(clause, known, amounts)
            return
        if "rest" in labels and "remove" in labels:
            self.only = True
        self._scan(clause, {id(named.token): named for named in known})

    def _known(self, named: Named, labels: frozenset[str], *, turns: bool) -> bool:
        """Whether it names something; a size alone does so beside a word of change."""
        said = self._said(named.token.start, named.token.end + len(" ones"))
        if (
            "remove" in labels
            and all(part.kind == "word" and part.key in attribute_words() for part in named.token.parts)
            and not named.token.sku
            and " one" not in said
        ):
            return False
        if named.known and (
            turns or named.token.sku or any(p.kind in ("han", "word") for p in named.token.parts)
        ):
            return True
        return turns and self._kind(named)

    def _bare(self, clause: Clause, labels: frozenset[str]) -> None:
        """A clause without names or amounts."""
        if "rest" in labels and "remove" in labels:
            self.only = True
            self._meet(self.waiting)
            self.waiting = []
        elif labels & {"remove", "half", "double"} and (self.waiting or self.carry is not None):
            act = next(label for label in ("remove", "half", "double") if label in labels)
            targets = self.waiting or [Named(Token("name", 0, 0), [self.carry or 0])]
            self.waiting = []
            self._on_all(clause, act, targets)
        elif labels & {"half", "double", "swap_around"} or (
            "remove" in labels and not labels & {"keep", "want"} and not self.moved
        ):
            self._doubt(clause, "of what")
        elif labels & {"more", "less", "defer"} and self.waiting:
            self._doubt(clause, "how much")

    def _keeps(self, clause: Clause, names: Sequence[Named], amounts: Sequence[Token]) -> None:
        """What is said to stay as it is."""
        places = [named.place for named in names if named.place is not None]
        if len(places) < len(names) or len(amounts) > max(1, len(places)):
            self._doubt(clause, "kept")
        for place in places:
            self.kept.add(place)
            line = self.lines[place]
            for token in amounts:
                if line is None or not self.fits(line.line, token):
                    self._doubt(clause, "kept otherwise")
        if amounts and not places:
            self._doubt(clause, "kept")

    def _scan(self, clause: Clause, names: dict[int, Named]) -> None:
        """Tell whom the clause is about, what was and what is to be, by the order of its words."""
        read, mode, to = _Clause(), "subject", False
        labels: set[str] = set()
        for token in clause.tokens:
            if token.kind == "money":
                self._doubt(clause, "price")
            if token.kind == "word":
                labels.add(token.label)
                if token.label in ("set", "upto", "want", "to"):
                    mode, to = "new", True
                elif token.label in ("not", "from"):
                    mode, to = "old", False
            elif token.kind == "name" and id(token) in names:
                named = names[id(token)]
                if mode == "old":
                    read.olds.append(named)
                    mode = "new"
                elif mode == "new" and self._is_new(named, read):
                    read.news.append(named)
                else:
                    if read.subjects and read.amounts and named.known and not read.news:
                        self._flush(clause, read, frozenset(labels))
                        read = _Clause()
                    read.subjects.append(named)
            elif token.kind == "amount":
                if mode == "old" and read.old is None:
                    read.old, mode = token.span.value if token.span else None, "new"
                elif to and read.amounts and read.old is None:
                    read.old = read.amounts.pop().span.value  # type: ignore[union-attr]
                    read.amounts.append(token)
                else:
                    read.amounts.append(token)
        self._flush(clause, read, frozenset(labels))

    def _is_new(self, named: Named, read: _Clause) -> bool:
        """Whether a name behind a word of change is what a line becomes, and not the line itself."""
        about = [*read.subjects, *read.olds]
        if about:
            places = {place for one in about for place in one.places}
            return not named.places or not set(named.places) & places or not named.telling
        base = self.removed[-1] if self.removed else self.carry
        return base is not None and not named.telling and bool(self._variants(base, named))

    # Carrying it out

    def _flush(self, clause: Clause, read: _Clause, labels: frozenset[str]) -> None:
        self._meet([*read.subjects, *read.olds, *read.news])
        if "remove" in labels and not read.news:
            self._remove(clause, read)
        elif labels & {"half", "double"}:
            if read.amounts or read.old or read.news or read.olds:
                self._doubt(clause, "half of what")
            act = "half" if "half" in labels else "double"
            self._on_all(clause, act, [*self.waiting, *read.subjects])
            self.waiting = []
        elif read.news or (read.olds and any(one.place is None for one in read.subjects)):
            self._swap(clause, read)
        elif read.olds and not read.amounts:
            self._not(clause, read)
        elif "only" in labels and not read.amounts and not read.olds:
            self.only, self.act = True, "only"
            self._keep_only(clause, read.subjects)
        elif read.amounts or read.old is not None:
            self._amount(clause, read, labels)
        elif read.subjects:
            self._names_only(clause, read.subjects, labels)

    def _names_only(self, clause: Clause, names: Sequence[Named], labels: frozenset[str]) -> None:
        if clause.opening == "and" and self.act in ("remove", "half", "double") and not self.waiting:
            self._on_all(clause, self.act, names)
        elif clause.opening == "and" and self.act == "only":
            self._keep_only(clause, names)
        elif labels & {"set", "more", "less", "upto"}:
            if "header" in labels and not any(named.places for named in names):
                # When or where it goes, or how it is paid.
                return
            self._how(clause, names, labels)
        else:
            self.waiting.extend(() if self.lenient and "header" in labels else names)
            places = [named.place for named in names]
            self.carry = places[0] if len(places) == 1 else None
            self.act = ""

    def _how(self, clause: Clause, names: Sequence[Named], labels: frozenset[str]) -> None:
        """A product to be changed, without saying into what; or what a line of its kind becomes (make the pots blue)."""
        places = [named.place for named in names]
        if len(names) == 1 and names[0].place is None and names[0].telling and "set" in labels:
            kin = [place for place in range(len(self.before)) if self._kin(place, names[0])]
            if len(kin) == 1:
                self._swap(clause, _Clause([Named(names[0].token, kin)], [], [names[0]]))
                return
        if len(names) != 1 or places[0] is None:
            self._doubt(clause, "how")
            return
        self.open[places[0]] = self._text(clause, "how")
        self.carry = places[0]

    def _kin(self, place: int, named: Named) -> bool:
        line = self.before[place]
        base = self.catalog.entry(line.sku) if line.sku else None
        near = {entry.product.sku for entry in variants.siblings(base, self.catalog)} if base else set()
        return bool(near & set(named.match.skus)) and len(named.match.skus) == 1

    def _keep_only(self, clause: Clause, names: Sequence[Named]) -> None:
        for named in [*self.waiting, *names]:
            if named.place is None:
                self._doubt(clause, "only what")
            else:
                self.kept.add(named.place)
        self.waiting = []

    def _on_all(self, clause: Clause, act: str, names: Sequence[Named]) -> None:
        """Take lines off, halve or double them."""
        self.act = act
        if not names:
            self._doubt(clause, act)
        for named in names:
            place = named.place
            line = self.lines[place] if place is not None else None
            if place is None or line is None or line.line.quantity is None:
                if place is None or act != "remove":
                    self._doubt(clause, act)
                continue
            self.touched.add(place)
            self.explicit = True
            self.carry = place
            if act == "remove":
                self.lines[place] = None
                self.removed.append(place)
            else:
                quantity = line.line.quantity * 2 if act == "double" else line.line.quantity / 2
                self.lines[place] = Settled(replace(line.line, quantity=quantity))
                if quantity != quantity.to_integral_value():
                    self._doubt(clause, "half a piece")

    def _remove(self, clause: Clause, read: _Clause) -> None:
        names = [*self.waiting, *read.subjects, *read.olds]
        self.waiting = []
        swapped = [named for named in names if self._was(named)]
        names = [named for named in names if named not in swapped]
        if not names and not swapped and not read.amounts:
            self._doubt(clause, "remove what")
        if read.old is not None or len(read.amounts) > len(names):
            self._doubt(clause, "remove how many")
        for token, named in zip(read.amounts, names, strict=False):
            line = self.lines[named.place] if named.place is not None else None
            behind = any(
                word.label == "remove" and named.token.end <= word.start < token.start
                for word in clause.tokens
            )
            if line is None or behind or not self.fits(line.line, token):
                # Two boxes of five are not wanted, or none of them: not clear.
                self._doubt(clause, "remove how many")
        for named in names:
            if any(
                word.label == "order" and 0 <= word.start - named.token.end <= 1 for word in clause.tokens
            ):
                # The order of the bulbs: all of it.
                self._doubt(clause, "the order itself")
        if names:
            self._on_all(clause, "remove", names)
        for place, token in enumerate(clause.tokens):
            kind = self._said(token.end, token.end + 1) == "的"
            before = clause.tokens[place - 1] if place else None
            if token.kind == "name" and token.gaps and kind and before and before.label == "remove":
                self._doubt(clause, "a kind that is not known")

    def _was(self, named: Named) -> bool:
        """Whether the name means what was swapped before: white, not the clear one."""
        return named.place is not None and named.place in self.swapped

    def _not(self, clause: Clause, read: _Clause) -> None:
        """Not the clear one: of use only where it says what was."""
        for named in read.olds:
            last = self.carry
            stated = (
                last is not None
                and last in self.swapped
                and (named.place == last or (named.place is None and self._stated(self.before[last], named)))
            )
            if not stated:
                self._doubt(clause, "not")

    def _stated(self, line: Line, named: Named) -> bool:
        entry = self.catalog.entry(line.sku) if line.sku else None
        return entry is not None and all(
            variants.states(entry, part, self.catalog) for part in named.token.parts
        )

    def _swap(self, clause: Clause, read: _Clause) -> None:
        place = self._swapped_line(read)
        news = read.news or [one for one in read.subjects if one.place is None]
        if place is None or len(news) != 1 or len(read.amounts) > 1:
            self._doubt(clause, "swap")
            return
        line = self.before[place]
        if read.old is not None and not self._fits_amount(line, read.old):
            self._doubt(clause, "other amount")
        skus = self._new_skus(place, news[0])
        if not skus or line.sku in skus:
            self._doubt(clause, "swap for what")
            return
        if any(one is not None and one.line.sku in skus for one in (*self.lines, *self.added)):
            # Two lines of one product: together or beside each other?
            self._doubt(clause, "swap for what is there")
        match = Match("one" if len(skus) == 1 else "several", skus, 1.0, (), "variants", strong=True)
        token = news[0].token
        span = read.amounts[0].span if read.amounts else None
        draft = Draft(token.parts, token.start, token.end, match, amount=span)
        settled = settle(draft, self.annotated, self.catalog, max_base_units=self.most)
        if span is None:
            product = self.catalog.get(skus[0]) if len(skus) == 1 else None
            found = unit_of(line.unit, product, skus, self.catalog)
            unit = found.unit if found.status == "found" else None
            if unit is None and line.unit is not None:
                self._doubt(clause, "swap for another unit")
            settled = Settled(
                replace(settled.line, quantity=line.quantity, unit=unit or line.unit),
                tuple(flag for flag in settled.flags if flag.field not in ("quantity", "unit")),
            )
        self.lines[place] = settled
        self.touched.add(place)
        self.explicit = True
        self.swapped[place] = skus[0]
        if place in self.removed:
            self.removed.remove(place)
        self.carry, self.act, self.waiting = place, "swap", []

    def _swapped_line(self, read: _Clause) -> int | None:
        """The line that something else comes in the place of."""
        stated = [one.place for one in (*self.waiting, *read.subjects, *read.olds) if one.place is not None]
        if stated:
            return stated[0] if len(set(stated)) == 1 else None
        if any(one.places for one in (*read.subjects, *read.olds)):
            return None
        return self.removed[-1] if self.removed else self.carry

    def _new_skus(self, place: int, named: Named) -> tuple[str, ...]:
        if named.token.sku:
            return (named.token.sku,)
        kinds = self._variants(place, named)
        if kinds and (not named.telling or named.match.status != "one"):
            return kinds
        return named.match.skus if named.telling else ()

    def _amount(self, clause: Clause, read: _Clause, labels: frozenset[str]) -> None:
        names = [*self.waiting, *read.subjects]
        self.waiting = []
        if not names and read.olds:
            names = read.olds
        if "each" in labels and len(read.amounts) == 1 and read.old is None and len(names) > 1:
            for named in names:
                self._amount(clause, _Clause([named], amounts=read.amounts), labels - {"each"})
            return
        if len(names) > 1 or "each" in labels:
            self._doubt(clause, "how much of which")
            return
        if len(read.amounts) > 1:
            self._doubt(clause, "two amounts")
            return
        unknown = [
            token for token in clause.of("name") if (token.gaps or token.parts or token.sku) and not names
        ]
        if unknown and any(token.start < amount.start for token in unknown for amount in read.amounts):
            # An amount of something else.
            self._loose(clause, read)
            return
        place = names[0].place if names else self._by_amount(read)
        if names and place is None:
            self._beside(clause, read, names[0], labels)
            return
        if not names and place is None:
            place = self.carry if self.carry is not None else None
            if place is None and len(self.before) == 1 and labels & _ACTS:
                place = 0
        if place is None or self.lines[place] is None:
            self._loose(clause, read)
            return
        if read.old is not None and not self._fits_amount(self.before[place], read.old):
            self._doubt(clause, "other amount")
        self.carry = place
        self.explicit |= read.old is not None
        if read.amounts:
            self._set(clause, place, read.amounts[0], labels, told=read.old is not None)
        self.act = "amount"

    def _by_amount(self, read: _Clause) -> int | None:
        """The line that has the old amount: 那60包改80."""
        if read.old is None:
            return None
        fits = [i for i, line in enumerate(self.before) if self._fits_amount(line, read.old)]
        if self.carry in fits:
            return self.carry
        return fits[0] if len(fits) == 1 else None

    def _set(self, clause: Clause, place: int, token: Token, labels: frozenset[str], *, told: bool) -> None:
        settled = self.lines[place]
        if settled is None or token.span is None:
            return
        line = settled.line
        amount: Amount = token.span.value
        product = self.catalog.get(line.sku) if line.sku else None
        match = Match("one", (line.sku,), strong=True) if line.sku else Match("none", ())
        draft = Draft([], token.start, token.end, match, amount=token.span)
        stated = settle(draft, self.annotated, self.catalog, max_base_units=self.most)
        quantity, unit, flags = stated.line.quantity, stated.line.unit, stated.flags
        if amount.unit is None or product is None:
            unit = line.unit if amount.unit is None else amount.unit
            quantity = amount.exact
            flags = tuple(flag for flag in flags if flag.field not in ("unit", "sku"))
        adds = "more" in labels and not labels & {"upto", "set"} and not told
        takes = "less" in labels and not labels & {"upto", "set"} and not told
        if (adds or takes) and quantity is not None and line.quantity is not None:
            flags = tuple(flag for flag in flags if flag.code != "out_of_range")
            if unit != line.unit and product is not None:
                here, there = size_in_base(unit, product), size_in_base(line.unit, product)
                if here and there and (quantity * here) % there == 0:
                    quantity, unit = quantity * here / there, line.unit
            if unit != line.unit:
                self._doubt(clause, "another unit")
            else:
                quantity = line.quantity + quantity if adds else line.quantity - quantity
                if quantity <= 0:
                    self._doubt(clause, "less than nothing")
        elif labels & {"more", "less"} and labels & {"set"}:
            self._doubt(clause, "by or to")
        if (quantity, unit) == (line.quantity, line.unit) and place not in self.touched:
            # Perhaps only what it was, and the next clause says what it shall be.
            self.open[place] = self._text(clause, "no effect")
            return
        self.explicit |= told or bool(labels & {"upto", "set"})
        own = tuple(flag for flag in settled.flags if flag.field not in ("quantity", "unit"))
        self.lines[place] = Settled(replace(line, quantity=quantity, unit=unit), (*own, *flags))
        self.touched.add(place)

    def _beside(self, clause: Clause, read: _Clause, named: Named, labels: frozenset[str]) -> None:
        """An amount of what the order does not have: one line more."""
        if len(named.places) > 1 or labels & {"set", "upto", "less"} or read.old is not None:
            self._doubt(clause, "which line")
            return
        span = read.amounts[0].span
        match = Match("one", (named.token.sku,), strong=True) if named.token.sku else named.match
        if not named.telling and not named.token.sku:
            kinds = self._variants(self.carry, named) if self.carry is not None else ()
            if len(kinds) != 1:
                self._doubt(clause, "which product")
                return
            match = Match("one", kinds, 1.0, (), "variants", strong=True)
        draft = Draft(named.token.parts, named.token.start, named.token.end, match, amount=span)
        self.added.append(settle(draft, self.annotated, self.catalog, max_base_units=self.most))
        self.act, self.carry = "add", None
        if named.token.gaps:
            self.certainty = min(self.certainty, 1 - 0.05 * named.token.gaps)

    def _loose(self, clause: Clause, read: _Clause) -> None:
        """An amount without a line: perhaps of something that we do not know, which is asked about."""
        for token in read.amounts:
            draft = next(
                (
                    one
                    for one in self.drafts
                    if one.amount is not None
                    and token.span is not None
                    and one.amount.start <= token.start < one.amount.end
                ),
                None,
            )
            adds = "more" in clause.labels or self.act == "add"
            if not adds and self._article(token):
                # 有一条产线: one of something that is nobody's goods.
                continue
            known = draft is not None and any(line.sku in draft.match.skus for line in self.before)
            if not adds or known or read.old is not None:
                self._doubt(clause, "an amount of nothing")
                continue
            if draft is None or draft.role != "line":
                draft = self._unknown(clause, token)
            if draft is None:
                self._doubt(clause, "an amount of nothing")
                continue
            self.added.append(settle(draft, self.annotated, self.catalog, max_base_units=self.most))
            self.act = "add"
        if not read.amounts:
            self._doubt(clause, "an amount of nothing")

    def _article(self, token: Token) -> bool:
        return (
            self._said(token.start, token.start + 1) in ("一", "a")
            or self._said(token.start, token.end) == "one"
        )

    def _unknown(self, clause: Clause, amount: Token) -> Draft | None:
        """The unknown words beside an amount that is to be added, as something that we do not have."""
        near = [
            token
            for token in clause.of("name")
            if token.gaps and min(abs(token.end - amount.start), abs(amount.end - token.start)) <= _NEAR
        ]
        if len(near) != 1 or amount.span is None or amount.span.label != "quantity":
            return None
        found = Match("none", ())
        return Draft(near[0].parts, near[0].start, near[0].end, found, amount=amount.span)

    # Small questions

    def sizes(self, span: Span, beside: Sequence[Part]) -> bool:
        """Whether a number is a size: nothing of the order is sold by its unit, or the name beside it states it."""
        amount: Amount = span.value
        if amount.unit is None:
            return self._states_number(amount, span, beside)
        if amount.unit is None or not self._measures(amount.unit):
            return False
        words = self.annotated.lowered[span.start : span.end]
        stated = [part for part in parts(words) if part.kind in ("spec", "number")]
        if len(stated) != 1:
            return False
        if beside:
            found = products.find([*stated, *beside], self.catalog)
            if found.status in ("one", "several") and found.strong:
                entries = [self.catalog.entry(sku) for sku in found.skus]
                return any(
                    entry is not None and comparing.has(stated[0], entry, self.catalog) for entry in entries
                )
        skus = [*(line.sku for line in self.before if line.sku), *self.offered]
        sold = [self.catalog.get(sku) for sku in skus]
        return not any(
            product is not None and unit_of(amount.unit, product, (), self.catalog).status != "unknown"
            for product in sold
        )

    def _measures(self, unit: str) -> bool:
        """Whether sizes are stated in the unit too."""
        meant = units.named(unit)
        if meant is None:
            return unit not in self.catalog.unit_words
        return meant.kind in units.MEASURES

    def _states_number(self, amount: Amount, span: Span, beside: Sequence[Part]) -> bool:
        """Whether a bare number belongs to the name beside it (the 90 lid), and is not how much there is of it."""
        if amount.exact is None:
            return False
        if not beside:
            return self._called(amount.exact, span)
        key = plain_number(str(amount.exact))
        number = Part(span.start, span.end, "number", key, (key,))
        found = products.find([number, *beside], self.catalog)
        entries = [entry for sku in found.skus if (entry := self.catalog.entry(sku)) is not None]
        if found.status not in ("one", "several") or not any(
            comparing.has(number, entry, self.catalog) for entry in entries
        ):
            return False
        return not any(line.sku in found.skus and line.quantity == amount.exact for line in self.before)

    def _called(self, number: Decimal, span: Span) -> bool:
        """Whether a line is called by the number alone: 84要2箱."""
        if not _ACTED_ON.match(self.annotated.lowered, span.end):
            return False
        key = plain_number(str(number))
        part = Part(span.start, span.end, "number", key, (key,))
        entries = [(line, self.catalog.entry(line.sku)) for line in self.before if line.sku]
        called = [line for line, entry in entries if entry and comparing.has(part, entry, self.catalog)]
        return len(called) == 1 and called[0].quantity != number

    def named_by(self, token: Token) -> Named:
        skus = [line.sku for line in self.before if line.sku]
        if token.sku:
            places = [place for place, line in enumerate(self.before) if line.sku == token.sku]
            return Named(token, places, Match("one", (token.sku,), strong=True))
        if not token.parts:
            return Named(token)
        whole = products.find(token.parts, self.catalog)
        inside = products.find(token.parts, self.catalog, among=skus)
        fits = set(inside.skus) if inside.status in ("one", "several") else set()
        if whole.status == "one" and whole.strong and not set(whole.skus) & fits:
            fits = set()
        elif whole.status in ("one", "several"):
            fits &= set(whole.skus) or fits
        places = [place for place, line in enumerate(self.before) if line.sku in fits]
        return Named(token, places, whole)

    def _kind(self, named: Named) -> bool:
        """Whether the words tell a kind of some line's product."""
        return not named.token.gaps and any(self._variants(place, named) for place in range(len(self.before)))

    def _variants(self, place: int, named: Named) -> tuple[str, ...]:
        line = self.before[place]
        base = self.catalog.entry(line.sku) if line.sku else None
        if base is None:
            return ()
        if place not in self.siblings:
            self.siblings[place] = variants.siblings(base, self.catalog)
        said = self.annotated.lowered[named.token.start : named.token.end]
        return variants.variants(base, named.token.parts, said, self.catalog, self.siblings[place])

    def fits(self, line: Line, token: Token) -> bool:
        return token.span is not None and self._fits_amount(line, token.span.value)

    def _fits_amount(self, line: Line, amount: Amount) -> bool:
        """Whether the line is of this amount."""
        if amount.exact is None or line.quantity is None:
            return False
        if amount.unit is None:
            return amount.exact == line.quantity
        product = self.catalog.get(line.sku) if line.sku else None
        found = unit_of(amount.unit, product, (), self.catalog)
        if found.status != "found":
            return amount.exact == line.quantity and product is None
        return amount.exact * found.multiplier == line.quantity and found.unit == line.unit

    def _meet(self, names: Sequence[Named]) -> None:
        self.named |= {named.place for named in names if named.place is not None}

    def end(self) -> None:
        """A sentence ends: what was named and left alone is a doubt."""
        for named in self.waiting:
            if named.match.strong and (named.places or named.match.rule == "name"):
                self.doubts.append(f"named: {self._said(named.token.start, named.token.end)}")
        self.waiting = []
        self.act = ""

    def _only(self) -> None:
        keep = self.touched | self.kept | self.named
        gone = [place for place in range(len(self.lines)) if place not in keep]
        if not gone or len(gone) == len(self.lines):
            self.doubts.append("only what there is")
        for place in gone:
            self.lines[place] = None
        self.explicit = True
        self.certainty = min(self.certainty, _RATHER)

    def _doubt(self, clause: Clause, why: str) -> None:
        self.doubts.append(self._text(clause, why))

    def _text(self, clause: Clause, why: str) -> str:
        return f"{why}: {self.said(clause)}"

    def stretch(self, clause: Clause) -> tuple[int, int]:
        """Where the clause lies."""
        return clause.start, max(token.end for token in clause.tokens)

    def said(self, clause: Clause) -> str:
        """The words of the clause."""
        return self._said(*self.stretch(clause))

    def _said(self, start: int, end: int) -> str:
        return self.annotated.lowered[start:end]


def read(
    lines: Sequence[Line],
    blocks: Sequence[Block],
    annotated: Annotated,
    catalog: Catalog,
    *,
    most: Decimal | None = None,
    drafts: Sequence[Draft] = (),
    moved: bool = False,
) -> Changed:
    """What `lines` become by what these blocks say. `moved`: they also say where the goods go, so that what is not to be
    sent somewhere is no line."""
    changes = Changes(lines, annotated, catalog, most=most, drafts=drafts, moved=moved)
    return changes.carry_out(clauses(annotated, blocks, changes.sizes, sold=catalog.unit_words))
