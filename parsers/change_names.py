"""Which of an order's lines a name or an amount of a message means, what kinds of their products it tells, and which numbers
are sizes of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from parsers import change_sorts, change_words, comparing, products, units, variants
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry
from parsers.change_tokens import Token
from parsers.orderlines import unit_of
from parsers.parts import Part, number_part, parts
from parsers.products import Match
from parsers.quantities import Amount
from parsers.reading import Line
from parsers.spans import Span

_ACTED_ON = re.compile(
    r"(?:那个|的)?(?:不[动变要用拿发来订补]|[别甭莫][要拿发来送给订补上放装]|照[旧常原样送发]|去掉|取消|删|划|撤|免了|翻倍|减半|唔[要郁变])"
    r"|(?:要|改|换|加|减|来|就|不要|的)[^，。,\n]{0,4}[\d一二两三四五六七八九十]"
)
# The 7.3, said of what is called so.
_CALLED_THE, _THE = re.compile(r"(?:^|[^a-z])(?:the|our|those|these) $"), 8
# What stands behind an attribute.
_ATTRIBUTIVE = "的款型"
_BEHIND, _OF_ONE = 2, ("的也", "的都", "款也", "的就")


@dataclass(slots=True)
class Named:
    """A name: the places of the order's lines that it may mean, else the products."""

    token: Token
    places: list[int] = field(default_factory=list)
    match: Match = field(default_factory=lambda: Match("none", ()))

    @property
    def place(self) -> int | None:
        return self.places[0] if len(self.places) == 1 else None

    @property
    def telling(self) -> bool:
        """Whether it names a product by itself, and not just a kind of one."""
        if self.match.status == "one" and any(variants.coded(part) for part in self.token.parts):
            return True
        return self.match.status in ("one", "several") and self.match.strong and not self.match.headless

    @property
    def known(self) -> bool:
        return bool(self.places) or (self.telling and not self.token.gaps)


class Names:
    """Understands the names in a message by the lines that the order has before."""

    def __init__(self, before: list[Line], annotated: Annotated, catalog: Catalog) -> None:
        self.before, self.annotated, self.catalog = before, annotated, catalog
        # What else may be meant.
        self.offered: tuple[str, ...] = ()
        # Where numbers stand that count goods which the order has not, and whose sizes are told besides.
        self.counted: frozenset[tuple[int, int]] = frozenset()
        self.siblings: dict[int, list[Entry]] = {}

    def named_by(self, token: Token) -> Named:
        """What a name means."""
        skus = [line.sku for line in self.before if line.sku]
        if token.sku:
            places = [place for place, line in enumerate(self.before) if line.sku == token.sku]
            return Named(token, places, Match("one", (token.sku,), strong=True))
        if not token.parts:
            return Named(token, self._written_so(token))
        if token.gaps:
            change_words.take(token, self.annotated.lowered, self.catalog)
        whole = products.find(token.parts, self.catalog)
        if (
            whole.status == "near"
            and (plainly := variants.without_size(token.parts, whole.unexplained)) is not None
        ):
            whole = products.find(plainly, self.catalog)
            token.parts = plainly
        inside = products.find(token.parts, self.catalog, among=skus)
        fits = set(inside.skus) if inside.status in ("one", "several") else set()
        if whole.status == "one" and whole.strong and not set(whole.skus) & fits:
            fits = set()
        elif whole.status in ("one", "several"):
            fits &= set(whole.skus) or fits
        places = [place for place, line in enumerate(self.before) if line.sku in fits]
        places = change_sorts.of_the_sort(places, token, self.before, self.catalog)
        return Named(token, change_sorts.called_so(places, token, self.before, self.catalog), whole)

    def _written_so(self, token: Token) -> list[int]:
        """The one line whose product alone is written with an attribute that is no word of ours: 圆的也换成银的."""
        behind = self.annotated.lowered[token.end : token.end + _BEHIND]
        if token.gaps != 1 or behind not in _OF_ONE:
            return []
        entries = [self.catalog.entry(line.sku) if line.sku else None for line in self.before]
        known = [entry for entry in entries if entry is not None]
        told = variants.told_by(self.annotated.lowered[token.start : token.end], known)
        places = [place for place, line in enumerate(self.before) if line.sku in told]
        return places if len(places) == 1 else []

    def kind(self, named: Named) -> bool:
        """Whether the words tell a kind of some line's product."""
        return any(self.variants(place, named) for place in range(len(self.before)))

    def variants(self, place: int, named: Named) -> tuple[str, ...]:
        """The products that are to the line's as the name says."""
        line = self.before[place]
        base = self.catalog.entry(line.sku) if line.sku else None
        if base is None:
            return ()
        said = self.annotated.lowered[named.token.start : named.token.end]
        kinds = self.kinds(place, base)
        if named.token.gaps:
            # Words that no list of ours holds tell what is written with them.
            return variants.called(base, said, kinds) if named.token.parts or self.mere(named) else ()
        return variants.variants(base, named.token.parts, said, self.catalog, kinds)

    def mere(self, named: Named) -> bool:
        """Whether it is one unknown word in the form of an attribute: 尖的, 圆款."""
        token = named.token
        behind = self.annotated.lowered[token.end : token.end + 1]
        return token.gaps == 1 and not token.parts and bool(behind) and behind in _ATTRIBUTIVE

    def pointed_at(self, token: Token) -> bool:
        """Whether a mere size is one of a kind: the M, M码."""
        text = self.annotated.lowered
        behind = text[token.end : token.end + 1]
        return text[: token.start].endswith("the ") or (behind != "" and behind in "码号款的")

    def kinds(self, place: int, base: Entry) -> list[Entry]:
        """All kinds of the line's product."""
        if place not in self.siblings:
            self.siblings[place] = variants.siblings(base, self.catalog)
        return self.siblings[place]

    def kin(self, place: int, named: Named) -> bool:
        """Whether the name means another kind of the line's product."""
        line = self.before[place]
        base = self.catalog.entry(line.sku) if line.sku else None
        near = {entry.product.sku for entry in self.kinds(place, base)} if base else set()
        return bool(near & set(named.match.skus)) and len(named.match.skus) == 1

    def stated(self, line: Line, named: Named) -> bool:
        """Whether the line's product is all that the name says."""
        entry = self.catalog.entry(line.sku) if line.sku else None
        return entry is not None and all(
            variants.states(entry, part, self.catalog) for part in named.token.parts
        )

    def fits(self, line: Line, token: Token) -> bool:
        """Whether the line is of the amount that the token states."""
        return token.span is not None and self.fits_amount(line, token.span.value)

    def fits_amount(self, line: Line, amount: Amount) -> bool:
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

    def sizes(self, span: Span, beside: Sequence[Part]) -> bool:
        """Whether a number is a size: nothing of the order is sold by its unit, or the name beside it states it."""
        amount: Amount = span.value
        if (span.start, span.end) in self.counted:
            # 2 shower hoses 2m.
            return False
        if self._called_with_noun(span, beside):
            return True
        if amount.unit is None:
            return self._range(span) if amount.exact is None else self._states_number(amount, span, beside)
        if self._within(span, beside):
            return True
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
        if self._tells_apart(stated[0], amount):
            return True
        skus = [*(line.sku for line in self.before if line.sku), *self.offered]
        sold = [self.catalog.get(sku) for sku in skus]
        return not any(
            product is not None and unit_of(amount.unit, product, (), self.catalog).status != "unknown"
            for product in sold
        )

    def _called_with_noun(self, span: Span, beside: Sequence[Part]) -> bool:
        """Whether a number and its noun call one line, though the noun may count as well: the 4000 reels."""
        text = self.annotated.lowered
        if span.value.unit is None or not _CALLED_THE.search(text[max(0, span.start - _THE) : span.start]):
            return False
        end = beside[-1].end if beside and 0 <= beside[0].start - span.end <= 1 else span.end
        said = list(parts(text[span.start : end]))
        skus = [line.sku for line in self.before if line.sku]
        found = products.find(said, self.catalog, among=skus) if len(said) > 1 else None
        entry = self.catalog.entry(found.skus[0]) if found is not None and found.status == "one" else None
        number = span.value.exact
        if entry is None or number is None:
            return False
        return comparing.has(number_part(span.start, span.end, number), entry, self.catalog)

    def _tells_apart(self, size: Part, amount: Amount) -> bool:
        """Whether a kind of some line's product that is not sold by the unit has the size: the 15 cm one, beside hose by the metre."""
        for place, line in enumerate(self.before):
            base = self.catalog.entry(line.sku) if line.sku else None
            if base is None or unit_of(amount.unit, base.product, (), self.catalog).status != "unknown":
                continue
            if any(comparing.has(size, entry, self.catalog) for entry in self.kinds(place, base)):
                return True
        return False

    def called(self, place: int, amount: Amount) -> bool:
        """Whether the number is one by which the line's product is called."""
        line = self.before[place]
        entry = self.catalog.entry(line.sku) if line.sku else None
        if entry is None or amount.exact is None or amount.unit is not None:
            return False
        return comparing.has(number_part(0, 0, amount.exact), entry, self.catalog)

    def calls_another(self, place: int, amount: Amount) -> bool:
        """Whether a bare number calls another kind of the line's product: the 12, where 11 and 12 are sizes."""
        line = self.before[place]
        base = self.catalog.entry(line.sku) if line.sku else None
        if base is None or amount.exact is None or amount.unit is not None:
            return False
        part = number_part(0, 0, amount.exact)
        kinds = [entry for entry in self.kinds(place, base) if entry is not base]
        return any(comparing.has(part, entry, self.catalog) for entry in kinds)

    def _within(self, span: Span, beside: Sequence[Part]) -> bool:
        """Whether what seems a number with its unit begins a name: 3000K筒灯."""
        if not beside or beside[0].start != span.end:
            return False
        whole = list(parts(self.annotated.lowered[span.start : beside[0].end]))
        if len(whole) != 2 or whole[0].kind not in ("spec", "number"):
            return False
        found = products.find(whole, self.catalog)
        entries = [entry for sku in found.skus if (entry := self.catalog.entry(sku)) is not None]
        if self._sold_by(span.value.unit, entries):
            # 2盒双开: so many boxes, though 2 is a number by which it is called.
            return False
        return found.strong and any(comparing.has(whole[0], entry, self.catalog) for entry in entries)

    def _sold_by(self, unit: str | None, entries: Sequence[Entry]) -> bool:
        """Whether one of the products is counted by the unit, which no size is told in."""
        return (
            unit is not None
            and not self._measures(unit)
            and any(unit_of(unit, entry.product, (), self.catalog).status == "found" for entry in entries)
        )

    def _range(self, span: Span) -> bool:
        """Whether two numbers are a size in which what is ordered comes: 200-300, never that many."""
        stated = list(parts(self.annotated.lowered[span.start : span.end]))
        for place, line in enumerate(self.before):
            base = self.catalog.entry(line.sku) if line.sku else None
            if base is None or not stated:
                continue
            kinds = self.kinds(place, base)
            if any(all(comparing.has(part, entry, self.catalog) for part in stated) for entry in kinds):
                return True
        return False

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
        number = number_part(span.start, span.end, amount.exact)
        found = products.find([number, *beside], self.catalog)
        entries = [entry for sku in found.skus if (entry := self.catalog.entry(sku)) is not None]
        if (
            found.status not in ("one", "several")
            or found.unexplained
            or not any(comparing.has(number, entry, self.catalog) for entry in entries)
        ):
            return False
        return not any(line.sku in found.skus and line.quantity == amount.exact for line in self.before)

    def _called(self, number: Decimal, span: Span) -> bool:
        """Whether a line is called by the number alone: 84要2箱."""
        text = self.annotated.lowered
        the = _CALLED_THE.search(text[max(0, span.start - _THE) : span.start])
        if not the and not _ACTED_ON.match(text, span.end):
            return False
        part = number_part(span.start, span.end, number)
        entries = [(line, self.catalog.entry(line.sku)) for line in self.before if line.sku]
        called = [line for line, entry in entries if entry and comparing.has(part, entry, self.catalog)]
        return len(called) == 1 and called[0].quantity != number
