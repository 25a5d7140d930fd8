"""Order lines from clauses: each mention meets its amount, by the pattern that the block itself follows."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from parsers import products
from parsers.catalog import Catalog
from parsers.clauses import Clause, Mention
from parsers.parts import Part, parts, plain_number
from parsers.products import Match
from parsers.quantities import Amount
from parsers.spans import Span

Role = Literal["line", "passing", "excluded", "decoy"]
Pattern = Literal["product first", "amount first"]


@dataclass(slots=True)
class Draft:
    """A product that the text names, with what stands beside it; later an order line, or not (see `role`)."""

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
    headless: bool = False
    corrected: bool = False
    alternatives: tuple[str, ...] = ()


@dataclass(slots=True)
class Block:
    """What the clauses of one block come to."""

    drafts: list[Draft] = field(default_factory=list)
    totals: list[Span] = field(default_factory=list)
    loose: list[Span] = field(default_factory=list)
    gaps: list[Span] = field(default_factory=list)


_NOTHING = Match("none", ())


class Reader:
    """Reads the clauses of one block in order; keeps what a later clause may refer to."""

    def __init__(self, lowered: str, catalog: Catalog, *, among: Collection[str] | None = None) -> None:
        self.text = lowered
        self.catalog = catalog
        self.among = among
        self.block = Block()
        self.last: Draft | None = None
        self.waiting: Span | None = None
        self.pattern: Pattern = "product first"

    def read(self, clauses: Sequence[Clause]) -> Block:
        self.pattern = self._pattern(clauses)
        for clause in clauses:
            self._specs(clause)
            self._clause(clause)
        if self.waiting is not None:
            self.block.loose.append(self.waiting)
        return self.block

    def _pattern(self, clauses: Iterable[Clause]) -> Pattern:
        votes = 0
        for clause in clauses:
            items = [
                i for i in clause.items if (i.spans if isinstance(i, Mention) else i.label == "quantity")
            ]
            if len(items) >= 2:
                votes += 1 if isinstance(items[0], Mention) else -1
        return "product first" if votes >= 0 else "amount first"

    def _specs(self, clause: Clause) -> None:
        """Amounts that are sizes (25kg beside 20袋) become parts of the mention."""
        quantities = clause.of("quantity")
        sized = [(q, part) for q in quantities if (part := self._size(q)) is not None]
        if not sized:
            return
        if len(sized) == len(quantities):
            keep = self._sold_by(clause, sized)
            sized = [pair for pair in sized if pair[0] is not keep]
        for span, part in sized:
            index = clause.items.index(span)
            clause.items[index] = Mention([Span(span.start, span.end, "part", part, 1.0, "lines.size")])

    def _size(self, span: Span) -> Part | None:
        found = list(parts(self.text[span.start : span.end]))
        if len(found) != 1 or found[0].kind != "spec" or not self.catalog.knows("=" + found[0].key):
            return None
        part = found[0]
        return replace(part, start=span.start, end=span.end)

    def _sold_by(self, clause: Clause, sized: Sequence[tuple[Span, Part]]) -> Span | None:
        """Of amounts that could all be sizes, the one that the product is sold by, if any."""
        phrase = [part for mention in clause.mentions for part in mention.parts]
        match = self._find(phrase) if phrase else _NOTHING
        if not phrase:
            return sized[-1][0] if self.last is not None and self.last.amount is None else None
        for span, part in reversed(sized):
            for sku in match.skus[:8]:
                product = self.catalog.get(sku)
                if product is None:
                    continue
                offered = {product.base_unit.casefold(), *(unit.casefold() for unit in product.units)}
                entry = self.catalog.entry(sku)
                amount: Amount = span.value
                if amount.unit in offered and entry is not None and part.key not in entry.keys:
                    return span
        with_all = self._find([*phrase, *(part for _, part in sized)])
        return None if with_all.status in ("one", "several") else sized[-1][0]

    def _find(self, phrase: Sequence[Part], *, inherit: bool = True) -> Match:
        before = self.last.phrase if self.last is not None and inherit else ()
        if self.among is not None:
            inside = products.find(phrase, self.catalog, among=self.among, before=before)
            if inside.status in ("one", "several"):
                return inside
        return products.find(phrase, self.catalog, before=before)

    def _clause(self, clause: Clause) -> None:
        cues = set(clause.cues)
        self.block.gaps.extend(clause.gaps)
        if "total" in cues and not clause.mentions:
            self.block.totals.extend(clause.of("quantity", "bare"))
            return
        pairs = self._pairs(clause)
        money = clause.of("money")
        for index, (items, amount, second) in enumerate(pairs):
            if not items:
                self._amount_only(clause, amount, second, money)
                continue
            draft = self._draft(items, clause)
            draft.amount, draft.second = amount, second
            if len(money) == len(pairs):
                draft.money = money[index]
            elif money and index == len(pairs) - 1:
                draft.money = money[-1]
            self._place(draft, clause)
        if not pairs and money and self.last is not None and self.last.money is None:
            self.last.money = money[0]

    def _pairs(self, clause: Clause) -> list[tuple[list[Mention | Span], Span | None, Span | None]]:
        """Groups of mentions and bare numbers, each with its amount and a second statement of it."""
        items = [item for item in clause.items if isinstance(item, Mention) or item.label != "money"]
        amounts = [item for item in items if isinstance(item, Span) and item.label == "quantity"]
        if not amounts:
            chosen = self._bare_amount(items)
            if chosen is not None:
                amounts = [chosen]
        groups: list[list[Mention | Span]] = [[]]
        for item in items:
            if any(item is amount for amount in amounts):
                groups.append([])
            else:
                groups[-1].append(item)
        groups = [self._named(group, index, amounts) for index, group in enumerate(groups)]
        if not amounts:
            return [(groups[0], None, None)] if groups[0] else []
        return self._matched(groups, amounts)

    def _named(
        self, group: list[Mention | Span], index: int, amounts: Sequence[Span]
    ) -> list[Mention | Span]:
        """The group if it names something of the catalog, or unknown words that touch an amount with a unit."""
        known = [i for i in group if not isinstance(i, Mention) or i.spans]
        if any(isinstance(i, Mention) for i in known):
            return known
        for unknown in group:
            if not isinstance(unknown, Mention):
                continue
            after = amounts[index] if index < len(amounts) else None
            before = amounts[index - 1] if index else None
            if after is not None and after.label == "quantity" and 0 <= after.start - unknown.end <= 1:
                return [unknown]
            if (
                before is not None
                and before.label == "quantity"
                and self.text[before.end : unknown.start] in (" ", " of ")
            ):
                return [unknown]
        return []

    def _matched(
        self, groups: list[list[Mention | Span]], amounts: list[Span]
    ) -> list[tuple[list[Mention | Span], Span | None, Span | None]]:
        pairs: list[tuple[list[Mention | Span], Span | None, Span | None]] = []
        amount_first = (not groups[0] and bool(groups[-1])) or (
            self.pattern == "amount first" and bool(groups[-1])
        )
        if amount_first and not groups[0]:
            index = 0
            while index < len(amounts):
                second = None
                if not groups[index + 1] and index + 1 < len(amounts):
                    second = amounts[index + 1]
                    pairs.append((groups[index + 2], amounts[index], second))
                    index += 2
                    continue
                pairs.append((groups[index + 1], amounts[index], None))
                index += 1
            return pairs
        for index, amount in enumerate(amounts):
            group = groups[index]
            if not group and pairs and pairs[-1][1] is not None and pairs[-1][2] is None:
                pairs[-1] = (pairs[-1][0], pairs[-1][1], amount)
            else:
                pairs.append((group, amount, None))
        if groups[-1]:
            pairs.append((groups[-1], None, None))
        return pairs

    def _bare_amount(self, items: Sequence[Mention | Span]) -> Span | None:
        """The bare number of a clause without units that is an amount, not a size."""
        numbers = [item for item in items if isinstance(item, Span) and item.label == "bare"]
        mentions = [item for item in items if isinstance(item, Mention) and item.spans]
        if not numbers:
            return None
        if not mentions:
            return numbers[-1]
        last = items[-1]
        phrase = [part for mention in mentions for part in mention.parts]
        for number in (last, items[0]):
            if not isinstance(number, Span) or number not in numbers:
                continue
            if len(numbers) == 1 and self._is_spec(phrase, number, first=number is items[0]):
                return None
            return number
        return None

    def _is_spec(self, phrase: Sequence[Part], number: Span, *, first: bool) -> bool:
        part = _number_part(number)
        if part is None:
            return False
        glued = self.text[number.end : number.end + 1] == "的"
        if not (glued or first or len(part.key) >= 3):
            return False
        return self._find([*phrase, part]).status in ("one", "several")

    def _draft(self, items: Sequence[Mention | Span], clause: Clause) -> Draft:
        mentions = [item for item in items if isinstance(item, Mention)]
        start, end = mentions[0].start, mentions[-1].end
        if not any(mention.spans for mention in mentions):
            words = [
                replace(p, start=p.start + start, end=p.end + start) for p in parts(self.text[start:end])
            ]
            return Draft(words, start, end, _NOTHING, cues=dict(clause.cues))
        gaps = [gap for mention in mentions for gap in mention.gaps]
        sku = next((mention.sku for mention in mentions if mention.sku), None)
        phrase = sorted((part for mention in mentions for part in mention.parts), key=lambda p: p.start)
        if sku is not None:
            return Draft(
                phrase, start, end, Match("one", (sku,), 1.0, (), "sku"), cues=dict(clause.cues), gaps=gaps
            )
        numbers = [
            part for item in items if isinstance(item, Span) and (part := _number_part(item)) is not None
        ]
        match = self._find(phrase)
        if numbers:
            whole = sorted([*phrase, *numbers], key=lambda p: p.start)
            with_numbers = self._find(whole)
            if with_numbers.status in ("one", "several") or match.status == "none":
                phrase, match = whole, with_numbers
                start, end = min(start, whole[0].start), max(end, whole[-1].end)
        return Draft(phrase, start, end, match, cues=dict(clause.cues), gaps=gaps, headless=match.headless)

    def _place(self, draft: Draft, clause: Clause) -> None:
        cues = clause.cues
        if "all" in cues and draft.amount is None and _sizes_only(draft.phrase, draft.headless):
            self._for_all(draft)
            return
        if draft.amount is None and self._elaborates(draft):
            return
        if draft.amount is None and self.waiting is not None and self.pattern == "amount first":
            draft.amount, self.waiting = self.waiting, None
        if "stock" in cues and not ("separator" in cues and draft.amount is None):
            draft.role = "decoy"
        elif "negate" in cues or "remove" in cues:
            draft.role = "excluded"
        elif draft.amount is None:
            draft.role = "line" if {"also", "take"} & set(cues) else "passing"
        if draft.match.status == "none" and draft.amount is None and not draft.match.skus:
            draft.role = "passing"
        self.block.drafts.append(draft)
        self.last = draft

    def _elaborates(self, draft: Draft) -> bool:
        """Whether the mention only says more of the line before (…，304不锈钢，…)."""
        last = self.last
        if last is None or not draft.headless or last.role == "excluded":
            return False
        if last.amount is not None and last.match.status != "several":
            return False
        joined = products.find([*last.phrase, *draft.phrase], self.catalog, among=self.among)
        if joined.status not in ("one", "several"):
            return False
        last.phrase, last.match, last.end = [*last.phrase, *draft.phrase], joined, draft.end
        return True

    def _for_all(self, draft: Draft) -> None:
        for line in self.block.drafts:
            narrowed = products.find([*line.phrase, *draft.phrase], self.catalog, among=self.among)
            if narrowed.status in ("one", "several"):
                line.phrase, line.match = [*line.phrase, *draft.phrase], narrowed

    def _amount_only(
        self, clause: Clause, amount: Span | None, second: Span | None, money: Sequence[Span]
    ) -> None:
        if amount is None:
            return
        last = self.last
        cues = set(clause.cues)
        if "total" in cues:
            self.block.totals.append(amount)
        elif last is not None and "correct" in cues and last.amount is not None:
            last.amount, last.second, last.corrected = amount, None, True
        elif "stock" in cues:
            return
        elif last is not None and last.amount is None and last.role != "excluded":
            last.amount, last.second = amount, second
            if last.role in ("passing", "decoy"):
                last.role = "line"
            last.cues.update(clause.cues)
            if money:
                last.money = money[0]
        elif last is not None and last.role == "decoy" and {"take", "more"} & cues:
            line = Draft(
                last.phrase, last.start, last.end, last.match, amount, second, cues=dict(clause.cues)
            )
            line.money = money[0] if money else None
            self.block.drafts.append(line)
            self.last = line
        elif last is None and self.waiting is None:
            self.waiting = amount
        else:
            self.block.loose.append(amount)


def _number_part(span: Span) -> Part | None:
    amount = span.value
    if span.label != "bare" or not isinstance(amount, Amount) or amount.exact is None:
        return None
    number = plain_number(str(amount.exact))
    return Part(span.start, span.end, "number", number, (number,))


def _sizes_only(phrase: Sequence[Part], headless: bool) -> bool:
    return headless or all(part.kind in ("spec", "number") for part in phrase)
