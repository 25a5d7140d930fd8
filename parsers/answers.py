"""Answers matched to the questions asked: what the message settles of a pending order, and what stays open.

Each clause answers what it names; what it says beside that changes the order as any message does (see changes.py). A
clause that puts the answer off, or leaves it to us, answers nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from parsers import changes, phrases, products, units, variants
from parsers.annotate import Annotated
from parsers.catalog import Catalog, Entry
from parsers.changewords import Clause, Token, clauses
from parsers.changing import Changed, Changing
from parsers.context import NOT_UNDERSTOOD
from parsers.drafts import Block
from parsers.orderlines import Settled, line_field, size_in_base, unit_of
from parsers.parts import Part, parts
from parsers.quantities import Amount
from parsers.reading import Flag, Line, OrderContext

# What puts an answer off or leaves it to us, and what only gives a reason.
_NO_ANSWER = frozenset({"defer", "vague", "or", "asks", "perhaps"})
_DECOYS = frozenset({"decoy", "stock", "others"})
_DAYS, _AHEAD = 31, 92
# 小块, 大桶: how big what has a size is thought to be.
_LOOSE_SIZES = frozenset("大小")


@dataclass(slots=True)
class Answered:
    """The pending order's lines after the answer and the questions left, in the order of its lines.

    `settled` counts the questions that are no more; `certainty` falls where something of the message is not understood.
    """

    lines: list[Settled] = field(default_factory=list)
    open: list[Flag] = field(default_factory=list)
    settled: int = 0
    changed: bool = False
    certainty: float = 1.0

    @property
    def understood(self) -> bool:
        """Whether something was answered, and all of the message is understood."""
        return self.settled > 0 and bool(self.lines) and self.certainty > NOT_UNDERSTOOD


def read(
    pending: OrderContext, block: Block, annotated: Annotated, catalog: Catalog, *, moved: bool
) -> Answered:
    """Settle the questions on lines; those on the header are the caller's."""
    return _Answers(pending, block, annotated, catalog, moved=moved).read()


class _Answers:
    def __init__(
        self, pending: OrderContext, block: Block, annotated: Annotated, catalog: Catalog, *, moved: bool
    ) -> None:
        self.pending, self.annotated, self.catalog = pending, annotated, catalog
        own = [_bare(line) for line in pending.lines]
        self.work = Changing(own, annotated, catalog, drafts=block.drafts, moved=moved)
        # The questions by (line, field), in the order asked.
        self.asked: dict[tuple[int, str], Flag] = {}
        for flag in pending.flags:
            where = line_field(flag)
            if where is not None and where[0] < len(own):
                self.asked[where] = flag
        self.work.names.offered = tuple(sku for flag in pending.flags for sku in flag.candidates)
        self.work.lenient = True
        self.header = {flag.field for flag in pending.flags if line_field(flag) is None}
        self.count = len(self.asked)
        self.put_off = False
        # Where the number stands that is a price.
        self.price_at = -1
        # Questions that the message answers in two ways.
        self.torn: set[int] = set()
        # Of the questions about products that are answered: what they asked, and the line as it was.
        self.chosen: dict[int, tuple[Flag, Settled]] = {}

    def read(self) -> Answered:
        said = clauses(
            self.annotated,
            self.annotated.voice,
            self.work.names.sizes,
            sold=self.catalog.unit_words,
            blanks=True,
        )
        self._prices()
        said = self._by_number(said)
        self.amounts = sum(len(clause.of("amount")) for clause in said)
        for place, clause in enumerate(said):
            if clause.opening == "stop":
                self.work.end()
            joined = said[place + 1] if place + 1 < len(said) else None
            if joined is not None and joined.opening == "and" and joined.labels & {"asks", "or"}:
                # What is the difference of A and B?
                self.put_off = True
                continue
            left = self._clause(clause)
            if left is not None:
                changes.follow(self.work, left)
        self._by_place()
        done = self.work.result()
        return self._answered(done)

    def _by_number(self, said: Sequence[Clause]) -> list[Clause]:
        """1B 2A: the questions about products as they are numbered, and what they offer by its letter."""
        text = self.annotated.lowered
        open_ = [
            (place, flag) for (place, name), flag in self.asked.items() if name == "sku" and flag.candidates
        ]
        found = [
            match
            for block in self.annotated.voice
            for match in _NUMBERED.finditer(text, block.start, block.end)
        ]
        wanted = [(int(match[1]) - 1, ord(match[2]) - ord("a")) for match in found]
        numbers = [number for number, _ in wanted]
        if len(set(numbers)) < len(numbers) or any(
            number >= len(open_) or letter >= len(open_[number][1].candidates) for number, letter in wanted
        ):
            return list(said)
        for number, letter in wanted:
            place, flag = open_[number]
            self._choose(place, flag.candidates[letter])
        left = [
            [t for t in clause.tokens if not any(m.start() <= t.start < m.end() for m in found)]
            for clause in said
        ]
        return [Clause(rest, one.opening) for rest, one in zip(left, said, strict=True) if rest]

    def _by_place(self) -> None:
        """The second one, of the only question about a product."""
        said = self.annotated.said(self.annotated.voice)
        open_ = [
            (place, flag) for (place, name), flag in self.asked.items() if name == "sku" and flag.candidates
        ]
        if (
            len(open_) == 1
            and not (self.put_off or self.torn)
            and (chosen := self._ordinal(said, open_[0][1])) is not None
        ):
            self._choose(open_[0][0], chosen)

    def _answered(self, done: Changed) -> Answered:
        places: dict[int, int] = {}
        for place, line in enumerate(self.work.lines):
            if line is not None:
                places[place] = len(places)
        left = [
            replace(flag, field=f"lines[{places[place]}].{name}", question=None)
            for (place, name), flag in self.asked.items()
            if place in places
        ]
        settled = self.count - len(left)
        return Answered(
            done.lines, left, settled, done.changed, NOT_UNDERSTOOD if done.doubts else done.certainty
        )

    # What a clause answers

    def _clause(self, clause: Clause) -> Clause | None:
        """Settle what the clause answers; what is left of it, or None."""
        labels = clause.labels
        if labels & _NO_ANSWER:
            self.put_off = True
            return None
        if labels & _DECOYS and not self._names(clause):
            return None
        names = self._names(clause)
        taken: list[Token] = []
        self._again(clause, taken)
        self._refuse(clause, taken, names)
        for (place, name), flag in list(self.asked.items()):
            if name == "sku" and (place, name) in self.asked and place not in self.torn:
                self._product(clause, place, flag, taken)
        numbers = [key for key in self.asked if key[1] in ("quantity", "unit")]
        if numbers and not labels & _DECOYS:
            self._numbers(clause, taken, names)
        if "lines" in self.header:
            taken += [token for token in clause.of("amount") if not names and self._is_total(token)]
        taken += [token for token in clause.tokens if token.start == self.price_at]
        if names and not clause.of("amount") and not clause.labels & {"remove", "set", "more", "less"}:
            said = set(self._spoken(clause, self._units(names)))
            if said and said <= {self.work.before[place].unit for place in names}:
                # By which unit it is, as it was.
                taken += clause.tokens
        if "delivery_date" in self.header:
            taken += [token for token in clause.of("amount") if _day(token)]
        taken += clause.of("money")
        taken += self._restated(clause)
        rest = [token for token in clause.tokens if all(token is not one for one in taken)]
        if taken and not any(token.kind != "word" for token in rest):
            # Small words around an answer.
            return None
        return Clause(rest, clause.opening) if rest else None

    def _units(self, places: set[int]) -> set[str]:
        return {unit for place in places if (unit := self.work.before[place].unit)}

    def _is_total(self, token: Token) -> bool:
        """Whether the number is what the lines come to."""
        amount: Amount | None = token.span.value if token.span else None
        lines = [one.line.quantity for one in self.work.lines if one is not None]
        return amount is not None and amount.exact == sum(quantity or 0 for quantity in lines)

    def _names(self, clause: Clause) -> set[int]:
        """The lines that the clause names."""
        found: set[int] = set()
        offered = {
            unit.lower()
            for place, _ in self.asked
            if (product := self.catalog.get(self.work.before[place].sku or "")) is not None
            for unit in (product.base_unit, *product.units)
        }
        for token in clause.of("name"):
            if self._said(token) in offered:
                continue
            named = self.work.names.named_by(token)
            found |= set(named.places) if named.known or named.match.strong else set()
            for place, line in enumerate(self.work.before):
                candidates = self._candidates(place)
                if line.sku is None and candidates and self._noun(token, candidates):
                    found.add(place)
        return found

    def _candidates(self, place: int) -> list[Entry]:
        flag = self.asked.get((place, "sku"))
        return [entry for sku in (flag.candidates if flag else ()) if (entry := self.catalog.entry(sku))]

    def _noun(self, token: Token, candidates: Sequence[Entry]) -> bool:
        """Whether a word of the name is what all candidates are called by."""
        heads = frozenset.intersection(*(entry.heads for entry in candidates))
        return any(
            part.key in heads or (part.kind == "han" and any(head in part.key for head in heads))
            for part in token.parts
        )

    def _again(self, clause: Clause, taken: list[Token]) -> None:
        """What was chosen, said once more; or something else: then nothing is chosen."""
        if "more" in clause.labels:
            return
        for place, (flag, was) in list(self.chosen.items()):
            entries = [entry for sku in flag.candidates if (entry := self.catalog.entry(sku))]
            chosen = self.work.before[place].sku
            for number, token in enumerate(clause.tokens):
                fits = self._fits(token, entries, place) if token.kind == "name" else set()
                denied = number > 0 and clause.tokens[number - 1].label in ("not", "remove")
                behind = clause.tokens[number + 1 : number + 2]
                denied = denied or any(one.label == "remove" for one in behind)
                if not fits or len(fits) == len(entries):
                    continue
                if (chosen in fits) == denied:
                    self._reopen(place, flag, was)
                    break
                taken.append(token)
                if denied:
                    taken += [one for one in clause.tokens if one.label in ("not", "remove")]

    def _reopen(self, place: int, flag: Flag, was: Settled) -> None:
        self.work.before[place], self.work.lines[place] = was.line, was
        self.asked[place, "sku"] = flag
        self.torn.add(place)
        del self.chosen[place]

    def _restated(self, clause: Clause) -> list[Token]:
        """Amounts that say the same again, and those that are said not to be meant."""
        place = self.work.carry
        if place is None or place not in self.work.touched or clause.labels & {"more", "less", "upto"}:
            return []
        line = self.work.before[place]
        denied = [token for token in clause.of("amount") if self._denied(clause, token)]
        same = [
            token
            for token in clause.of("amount")
            if self._agrees(line, token) or self.work.names.fits(line, token)
        ]
        if len(denied) + len(same) < len(clause.of("amount")):
            return []
        return [*denied, *same, *(token for token in clause.tokens if token.label == "not" and denied)]

    def _refuse(self, clause: Clause, taken: list[Token], names: set[int]) -> None:
        """What we do not have is done without."""
        unknown = [place for place, name in self.asked if name == "sku" and not self._candidates(place)]
        refused = "remove" in clause.labels or _WITHOUT.search(self.work.said(clause))
        if len(unknown) != 1 or names or "all" in clause.labels or not refused or clause.of("amount"):
            return
        place = unknown[0]
        told = [token for token in clause.of("name") if token.parts or token.gaps]
        text = self.work.before[place].text.lower()
        if all(self._said(token).strip("的 ") in text for token in told):
            self._drop(place)
            taken += clause.tokens

    def _drop(self, place: int) -> None:
        self.work.lines[place] = None
        self.work.touched.add(place)
        for key in [key for key in self.asked if key[0] == place]:
            del self.asked[key]

    def _product(self, clause: Clause, place: int, flag: Flag, taken: list[Token]) -> None:
        candidates = self._candidates(place)
        if not candidates:
            self._instead(clause, place, taken)
            return
        left = {entry.product.sku for entry in candidates}
        every = set(left)
        used: list[Token] = []
        for number, token in enumerate(clause.tokens):
            if any(token is one for one in taken):
                continue
            fits = self._fits(token, candidates, place)
            if not fits:
                continue
            before = clause.tokens[number - 1] if number else None
            behind = clause.tokens[number + 1] if number + 1 < len(clause.tokens) else None
            denied = (before is not None and before.label in ("not", "remove")) or (
                behind is not None and behind.label == "remove"
            )
            if denied and len(fits) < len(every):
                left -= fits
            elif not denied:
                left &= fits
            used.append(token)
        if not used:
            chosen = self._ordinal(self.work.said(clause), flag)
            left = {chosen} if chosen else set()
            used = [token for token in clause.of("name") if not token.parts] if chosen else []
            used += [token for token in clause.of("amount") if chosen]
        if len(left) != 1 or (left == every and len(every) > 1):
            # A name that all candidates bear may still tell whose the amount is.
            return
        if not self._alone(clause, place):
            return
        self._choose(place, left.pop())
        taken += used
        for token in clause.of("amount"):
            if any(token is one for one in taken):
                continue
            line = self.work.before[place]
            if self.work.names.fits(line, token):
                taken.append(token)

    def _alone(self, clause: Clause, place: int) -> bool:
        """Whether no other question is answered by the same words as well; if one is, the noun decides."""
        rivals = [
            other
            for other, name in self.asked
            if name == "sku" and other != place and self._answers(clause, other)
        ]
        if not rivals:
            return True
        tokens = clause.of("name")
        mine = any(self._noun(token, self._candidates(place)) for token in tokens)
        theirs = any(self._noun(token, self._candidates(other)) for other in rivals for token in tokens)
        return (mine and not theirs) or ("all" in clause.labels and not theirs)

    def _answers(self, clause: Clause, place: int) -> bool:
        candidates = self._candidates(place)
        left = {entry.product.sku for entry in candidates}
        for token in clause.tokens:
            fits = self._fits(token, candidates, place)
            left &= fits or left
        return len(left) == 1 and len(candidates) > 1

    def _fits(self, token: Token, candidates: Sequence[Entry], place: int) -> set[str]:
        """The candidates that have all that the token says; none where it does not speak of them."""
        if token.sku:
            return {token.sku} & {entry.product.sku for entry in candidates}
        stated = list(token.parts)
        text = self._said(token)
        if token.kind == "amount":
            stated = self._number(token, candidates, place)
        if token.kind not in ("name", "amount") or (not stated and not variants.LETTERED.search(text)):
            return set()
        sizes = [part for part in stated if part.key not in _LOOSE_SIZES]
        for said in (stated, sizes if sizes and len(sizes) < len(stated) else []):
            fits = {
                entry.product.sku for entry in candidates if variants.has_all(entry, said, text, self.catalog)
            }
            if fits:
                return fits
        found = products.find(stated, self.catalog, among=[entry.product.sku for entry in candidates])
        return set(found.skus) if found.status == "one" and not found.unexplained else set()

    def _number(self, token: Token, candidates: Sequence[Entry], place: int) -> list[Part]:
        """A number that is a size of candidates, and not how much."""
        amount: Amount | None = token.span.value if token.span else None
        if amount is None or self.work.names.fits(self.work.before[place], token):
            return []
        if amount.unit and any(
            unit_of(amount.unit, entry.product, (), self.catalog).status != "unknown" for entry in candidates
        ):
            return []
        found = list(parts(self._said(token)))
        return found if len(found) == 1 and found[0].kind in ("spec", "number") else []

    def _ordinal(self, said: str, flag: Flag) -> str | None:
        """The first one; B; option 2."""
        book = phrases.book("changes")
        for number, name in enumerate(("first_of", "second_of", "third_of")):
            if number < len(flag.candidates) and book[name].pattern.search(said):
                return flag.candidates[number]
        return None

    def _choose(self, place: int, sku: str) -> None:
        old = self.work.before[place]
        line = replace(old, sku=sku)
        product = self.catalog.get(sku)
        flags: tuple[Flag, ...] = ()
        if product is not None and line.unit is not None:
            line = replace(line, unit=unit_of(line.unit, product, (), self.catalog).unit or line.unit)
        elif product is not None and line.quantity is not None:
            line = replace(line, unit=product.default_unit)
            if line.unit is None and (place, "unit") not in self.asked:
                flags = (Flag("unit", "ambiguous", (product.base_unit, *product.units)),)
        self.work.before[place] = line
        self.work.lines[place] = Settled(line, flags)
        self.work.touched.add(place)
        self.work.carry = place
        flag = self.asked.pop((place, "sku"), None)
        if flag is not None and flag.candidates:
            self.chosen[place] = flag, Settled(old)

    def _instead(self, clause: Clause, place: int, taken: list[Token]) -> None:
        """Something else in the place of what we do not have."""
        told = [(token, self.work.names.named_by(token)) for token in clause.of("name")]
        found = [(token, named) for token, named in told if named.telling and not named.places]
        if len(found) == 1 and found[0][1].match.status == "one" and "more" not in clause.labels:
            token, named = found[0]
            self._choose(place, named.match.skus[0])
            taken.append(token)

    # How much, and of what unit

    def _numbers(self, clause: Clause, taken: list[Token], names: set[int]) -> None:
        amounts = [token for token in clause.of("amount") if all(token is not one for one in taken)]
        amounts = [token for token in amounts if not self._denied(clause, token)]
        places = list(dict.fromkeys(place for place, name in self.asked if name in ("quantity", "unit")))
        carried = self.work.carry if self.work.carry in places and not names else None
        asked = [place for place in places if place in names] or (
            [carried] if carried is not None else [] if names else places
        )
        units_only = [place for place in asked if (place, "unit") in self.asked]
        if not amounts:
            self._unit_words(clause, units_only, taken, named=bool(names))
            return
        if len(asked) > 1 and not names:
            if self.amounts != len(asked):
                # Which of them is meant is not clear.
                return
            asked = asked[:1]
        if len(asked) == 1:
            self._count(clause, asked[0], amounts, taken)

    def _denied(self, clause: Clause, token: Token) -> bool:
        place = next(i for i, one in enumerate(clause.tokens) if one is token)
        before = clause.tokens[place - 1] if place else None
        return before is not None and before.label in ("not", "from")

    def _count(self, clause: Clause, place: int, amounts: Sequence[Token], taken: list[Token]) -> None:
        line = self.work.before[place]
        product = self.catalog.get(line.sku) if line.sku else None
        first, *more = amounts
        amount: Amount | None = first.span.value if first.span else None
        if amount is None or amount.exact is None:
            return
        found = unit_of(amount.unit, product, (), self.catalog)
        if amount.unit is not None and found.status != "found" and product is not None:
            return
        if amount.unit is None and (place, "unit") in self.asked and (place, "quantity") not in self.asked:
            return
        unit = (found.unit if found.status == "found" else amount.unit) or line.unit
        if unit is None and product is not None:
            unit = product.default_unit
        if unit is None and product is not None:
            return
        quantity = amount.exact * (found.multiplier if found.status == "found" else 1)
        was = line
        line = replace(line, quantity=quantity, unit=unit)
        agreed = all(self._agrees(line, token) or self.work.names.fits(was, token) for token in more)
        if not agreed:
            return
        flags: tuple[Flag, ...] = ()
        size = size_in_base(unit, product) if product is not None else None
        least = product.min_order if product is not None else None
        if quantity <= 0 or (size and least is not None and quantity * size < least):
            flags = (Flag("quantity", "out_of_range"),)
        self.work.before[place] = line
        self.work.lines[place] = Settled(line, flags)
        self.work.touched.add(place)
        self.work.carry = place
        for name in ("quantity", "unit"):
            self.asked.pop((place, name), None)
        taken += amounts
        taken += [token for token in clause.of("amount") if self._denied(clause, token)]
        taken += [token for token in clause.of("name") if place in self.work.names.named_by(token).places]

    def _agrees(self, line: Line, token: Token) -> bool:
        """Whether the amount says the same in another unit: 300支，就是6盒."""
        amount: Amount | None = token.span.value if token.span else None
        product = self.catalog.get(line.sku) if line.sku else None
        if amount is None or amount.exact is None or product is None or line.quantity is None:
            return False
        found = unit_of(amount.unit, product, (), self.catalog)
        here, there = size_in_base(line.unit, product), size_in_base(found.unit, product)
        if not here or not there:
            return False
        return line.quantity * here == amount.exact * found.multiplier * there

    def _unit_words(self, clause: Clause, places: Sequence[int], taken: list[Token], *, named: bool) -> None:
        """A unit alone: 按箱, rolls."""
        if len(places) > 1 and not named and "all" not in clause.labels:
            return
        for place in places:
            line = self.work.before[place]
            product = self.catalog.get(line.sku) if line.sku else None
            if product is None:
                continue
            said = self._spoken(clause, product.units.keys() | {product.base_unit})
            found = {units.resolve(word, product.units, product.base_unit).unit for word in said} - {None}
            if len(found) != 1:
                continue
            line = replace(line, unit=found.pop())
            self.work.before[place] = line
            self.work.lines[place] = Settled(line)
            self.work.touched.add(place)
            self.work.carry = place
            del self.asked[place, "unit"]
            taken += clause.tokens

    def _spoken(self, clause: Clause, offered: Sequence[str] | set[str]) -> list[str]:
        """The unit words of the clause that stand by themselves and are not denied."""
        start, end = self.work.stretch(clause)
        text = self.annotated.lowered
        found: list[str] = []
        for place in range(start, end):
            at = units.at(text, place) if not text[place].isspace() else None
            stop = at[0] if at is not None else 0
            if at is None:
                stop = next(
                    (place + len(unit) for unit in offered if text.startswith(unit.lower(), place)), 0
                )
            if not stop or not _UNIT_BEFORE.search(text[max(0, place - 8) : place]):
                continue
            if not _UNIT_BEHIND.match(text, stop) or _DENIED.search(text[max(0, place - 12) : place]):
                continue
            found.append(text[place:stop])
        return found

    # Prices

    def _prices(self) -> None:
        for (place, name), _ in list(self.asked.items()):
            if name == "unit_price" and self._price(place):
                del self.asked[place, name]

    def _price(self, place: int) -> bool:
        line = self.work.before[place]
        product = self.catalog.get(line.sku) if line.sku else None
        said = self.annotated.said(self.annotated.voice)
        spans = [span for chosen in self.annotated.chosen.values() for span in chosen]
        stated = next((s for s in spans if s.label == "money"), None) or next(
            (s for s in spans if s.label in ("bare", "quantity")), None
        )
        size = size_in_base(line.unit, product) if product is not None else None
        listed = product.price * size if product is not None and product.price is not None and size else None
        value = None
        if stated is not None:
            value = stated.value.amount if stated.label == "money" else stated.value.exact
        fair = value is not None and listed is not None and abs(value - listed) <= listed / 100
        if stated is not None and (fair or _THEIR_PRICE.search(said)):
            self.price_at = stated.start
        if value is not None and (fair or (listed is None and stated and stated.label == "money")):
            self._priced(place, replace(line, unit_price=value))
            return True
        if stated is not None and stated.label == "money" and not _THEIR_PRICE.search(said):
            return False
        if _THEIR_PRICE.search(said) and not _OUR_PRICE.search(said) and listed is not None:
            self._priced(place, replace(line, unit_price=listed))
            return True
        return False

    def _priced(self, place: int, line: Line) -> None:
        self.work.before[place] = line
        self.work.lines[place] = Settled(line)
        self.work.carry = place

    def _said(self, token: Token) -> str:
        return self.annotated.lowered[token.start : token.end]


_NUMBERED = re.compile(r"(?<![a-z0-9])([1-9])\s?[.、:：)=\-]?\s?([a-e])(?![a-z0-9])")
_UNIT_BEFORE = re.compile(r"(?:^|[是按要用论以就拿来对为,，。.!！?？;；:：\s\"'(])$")
_WITHOUT = re.compile(r"(?<![a-z])(?:without|forget|skip) ")
_UNIT_BEHIND = re.compile(
    r"\s?(?:$|[,，。.!！?？;；:：\n)]|[不而吧啊呀哦算来计的呢哈嘛了数]|\s|[^㐀-鿿a-z0-9])"
)
_DENIED = re.compile(r"(?:不是|不要|不按|别|not(?: the| in| by)?|no,?|instead of|rather than) ?$")
_THEIR_PRICE = re.compile(
    r"(?:按|照|就)(?:你们?|您|贵司|目录|系统|现在)的?(?:价|来|吧|算)?|目录价|现价|你们的价|your price|list price|catalog(?:ue)? price|your list"
)
_OUR_PRICE = re.compile(
    r"(?:按|照)(?:我们?|之前|上次|老|原来)[^，。]{0,6}|our price|price we (?:agreed|said)|old price"
)


def day_of_month(annotated: Annotated, stated: date | None) -> date | None:
    """The day that a bare number means where a day was asked about (the 19th: "19 is right, Thursday")."""
    numbers = {
        int(span.value.exact)
        for chosen in annotated.sentences
        for span in chosen
        if span.label == "bare" and span.value.exact is not None and 0 < span.value.exact <= _DAYS
    }
    if len(numbers) != 1:
        return None
    number, today = numbers.pop(), annotated.message.now.date()
    near = (today + timedelta(days=far) for far in range(_AHEAD))
    days = [day for day in near if day.day == number]
    if stated is not None:
        days = [day for day in days if day.weekday() == stated.weekday()]
    return days[0] if days else None


def _day(token: Token) -> bool:
    """Whether the number may be a day of a month."""
    amount: Amount | None = token.span.value if token.span else None
    return amount is not None and amount.unit is None and amount.exact is not None and amount.exact <= _DAYS


def _bare(line: Line) -> Line:
    return Line(line.sku, line.text, line.quantity, line.unit, line.unit_price, line.price_unit, line.spec)
