"""Order lines from sentences: what each entry names, how much of it, and whether it is wanted, passed over or a decoy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from parsers import products, units
from parsers.catalog import Catalog
from parsers.clauses import Item, Mention, Sentence
from parsers.pairing import Entry, Pairing, Pattern
from parsers.parts import Part, plain_number
from parsers.products import Match
from parsers.quantities import Amount
from parsers.reading import Product
from parsers.spans import Span

Role = Literal["line", "passing", "excluded", "decoy"]

# Cues that decide the role of the entry that they stand nearest to.
_EXCLUDES = frozenset({"negate", "remove"})
_RESIZES = frozenset({"double", "half"})
# Cues that change one amount only.
_CHANGES_ONE = frozenset({"more", "less"}) | _RESIZES
_ROLE_CUES = _EXCLUDES | {"stock"}
_NO_CUES = frozenset(
    {"quantity", "bare", "money", "break", "summed", "packing", "narrows", "marker", "percent"}
)
_NUMERAL = re.compile(r"[0-9一二两三四五六七八九十百千半几]")
_UNIT_BEHIND = re.compile(r" ?\(")
# A product and its amount stand close: 要, x, a colon or dots between.
_PAUSES, _MOST_BETWEEN = " \t.:：-*x·,，()（）", 1
_WANTS = frozenset({"also", "take"})
# An unknown product is named in a few words; more is a sentence about something else.
_MOST_OPPOSITES = 8
_MOST_UNKNOWN_WORDS, _MOST_UNKNOWN_LENGTH = 6, 40
# Characters of unexplained words before a product's name that may be a kind that the catalog does not have.
_KIND = 2
# How sure a product is whose only word has an unknown noun behind it; or whose amount could be part of its name.
_OTHER_NOUN, _DOUBTFUL = 0.6, 0.7


@dataclass(slots=True)
class Draft:
    """A product that the text names, with what stands beside it; later an order line, or not (see `role`).

    `gaps` are unexplained words that touch the name; `certainty` is that of the amount.
    `proper`: unknown words on its side make it rather a name of somebody (Pacific Bolt, 某某烘焙).
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
    alternatives: tuple[str, ...] = ()

    @property
    def headless(self) -> bool:
        return self.match.headless


@dataclass(slots=True)
class Block:
    """What the sentences of one block come to: `loose` amounts belong to no product, `gaps` are unexplained words in
    sentences that order something, `asides` numbers amid words of their own."""

    drafts: list[Draft] = field(default_factory=list)
    totals: list[Span] = field(default_factory=list)
    loose: list[Span] = field(default_factory=list)
    gaps: list[Span] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)


class Reader:
    """Reads the sentences of one block in order; keeps what a later sentence may refer to."""

    def __init__(self, lowered: str, catalog: Catalog) -> None:
        self.text = lowered
        self.catalog = catalog
        self.block = Block()
        self.last: Draft | None = None
        self.waiting: Span | None = None
        self.pattern: Pattern = "either"
        self._found: dict[tuple[tuple[str, str], ...], Match] = {}
        self._resolved: dict[tuple[str, str], units.Resolution] = {}

    def read(self, sentences: Sequence[Sentence]) -> Block:
        """What the sentences come to, read by the pattern that most of them follow."""
        for sentence in sentences:
            _split_mentions(sentence, self)
            _open_factors(sentence, self)
            self._totals(sentence)
            self._for_all(sentence)
        rows = self._entries(sentences)
        self.pattern = _pattern(rows)
        if self.pattern != "either":
            rows = self._entries(sentences)
        for place, (sentence, entries) in enumerate(rows):
            listed = any(_is_row(*rows[near]) for near in (place - 1, place + 1) if 0 <= near < len(rows))
            self._sentence(sentence, entries, listed=listed)
        self._stop_waiting()
        return self.block

    def _entries(self, sentences: Sequence[Sentence]) -> list[tuple[Sentence, list[Entry]]]:
        pairing = Pairing(self.text, self.find, self.sold_by, self.states, self.pattern)
        return [(sentence, pairing.entries(sentence)) for sentence in sentences]

    def _stop_waiting(self) -> None:
        if self.waiting is not None:
            self.block.loose.append(self.waiting)
            self.waiting = None

    def find(self, phrase: Sequence[Part]) -> Match:
        """The products that the phrase means; asked often, so remembered."""
        key = tuple((part.kind, part.key) for part in phrase)
        if key not in self._found:
            self._found[key] = products.find(phrase, self.catalog)
        return self._found[key]

    def sold_by(self, unit: str, match: Match) -> bool:
        """Whether a product that the match leaves possible has the unit."""
        return any(
            (product := self.catalog.get(sku)) is not None and self._has_unit(product, unit)
            for sku in match.skus[:8]
        )

    def states(self, match: Match, part: Part) -> bool:
        """Whether the name of a product that the match leaves possible has the part."""
        entries = (self.catalog.entry(sku) for sku in match.skus[:8])
        return any(entry is not None and products.has(part, entry, self.catalog) for entry in entries)

    def _has_unit(self, product: Product, unit: str) -> bool:
        key = (product.sku, unit)
        if key not in self._resolved:
            self._resolved[key] = units.resolve(unit, product.units, product.base_unit)
        return self._resolved[key].status != "unknown"

    def _totals(self, sentence: Sentence) -> None:
        """Take amounts out that sum others up (共30箱, in total 90 cartons)."""
        for place, _ in sentence.cues("total"):
            clause = sentence.clauses[place]
            inside = [i for i, number in enumerate(sentence.clauses) if number == clause]
            mentions = [item for i in inside if isinstance(item := sentence.items[i], Mention)]
            opens = place == 0 and sentence.whole_row
            named = 0 if opens else sum(1 for m in mentions if m.spans and self.find(m.parts).strong)
            amounts = [i for i in inside if _is_amount(sentence.items[i])]
            after = [i for i in amounts if i > place]
            before = [i for i in amounts if i < place]
            if named and len(before) < named:
                continue
            total = after[0] if after else before[-1] if before and not named else None
            if total is not None:
                taken = sentence.items[total]
                if isinstance(taken, Span):
                    self.block.totals.append(taken)
                    sentence.items[total] = replace(taken, label="summed")

    def _for_all(self, sentence: Sentence) -> None:
        """全部304, all zinc plated: what follows narrows every line before."""
        for place, cue in sentence.cues("all"):
            rest = sentence.items[place + 1 :]
            mentions = [item for item in rest if isinstance(item, Mention) and item.spans]
            numbers = [item for item in rest if isinstance(item, Span) and item.label == "bare"]
            if any(isinstance(item, Span) and item.label == "quantity" for item in rest):
                continue
            phrase = [part for mention in mentions for part in mention.parts]
            phrase += [part for number in numbers if (part := _number_part(number)) is not None]
            if phrase:
                sentence.items[place] = replace(cue, value=phrase)
                for offset in range(place + 1, len(sentence.items)):
                    item = sentence.items[offset]
                    if isinstance(item, Mention) or item.label == "bare":
                        sentence.items[offset] = Span(item.start, item.end, "narrows", None)

    def _sentence(self, sentence: Sentence, entries: list[Entry], *, listed: bool) -> None:
        cues = _assigned(sentence, entries)
        before = len(self.block.drafts)
        waiting = self.waiting
        for number, entry in enumerate(entries):
            if entry.named:
                self._place(self._draft(entry, cues[number], sentence), entry, sentence)
            elif entry.match.status == "none" and entry.mentions:
                self._unknown(entry, cues[number])
            elif entry.amount is not None:
                if not (listed and self._unknown_row(sentence, entry)):
                    self._amount_only(entry, cues[number], sentence)
            elif entry.money is not None and self.last is not None and self.last.money is None:
                self.last.money = entry.money
        if waiting is not None and self.waiting is waiting:
            self._stop_waiting()
        for _, cue in sentence.cues("all"):
            if isinstance(cue.value, list):
                self._narrow_all(cue.value)
        self._each(sentence, entries, before)
        self._alternatives(sentence, before)
        if any(draft.role == "line" for draft in self.block.drafts[before:]):
            self.block.gaps.extend(
                gap for item in sentence.items if isinstance(item, Mention) for gap in item.gaps
            )

    def _draft(self, entry: Entry, cues: dict[str, Span], sentence: Sentence) -> Draft:
        following = sentence.items[entry.last + 1] if entry.last + 1 < len(sentence.items) else None
        match = entry.match
        before = self.last.phrase if self.last is not None else ()
        if match.headless and match.status != "none" and before and match.rule != "sku":
            match = products.find(entry.phrase, self.catalog, before=before)
        gaps = [gap for mention in entry.mentions for gap in mention.gaps]
        match = self._by_code(entry, match)
        match = self._by_unit(entry, match)
        match = _of_another_kind(entry, match, gaps)
        match = _of_another_noun(entry, match, following)
        places = [*(m.start for m in entry.mentions), *(part.start for part in entry.phrase)]
        ends = [*(m.end for m in entry.mentions), *(part.end for part in entry.phrase)]
        draft = Draft(entry.phrase, min(places), max(ends), match, cues=cues, gaps=gaps)
        draft.amount, draft.second, draft.money = entry.amount, entry.second, entry.money
        draft.proper = _proper(entry, sentence, self.text)
        draft.certainty = _DOUBTFUL if entry.doubtful or "per" in cues else 1.0
        if draft.amount is not None and draft.amount.label == "bare":
            draft.amount = self._unit_behind(draft.amount, max(draft.end, draft.amount.end))
        return draft

    def _by_code(self, entry: Entry, match: Match) -> Match:
        """A match by code, or all that are possible where the words beside the code name other products."""
        if match.rule != "sku" or not entry.phrase:
            return match
        named = self.find(entry.phrase)
        if named.status not in ("one", "several") or not named.strong or match.skus[0] in named.skus:
            return match
        return replace(named, status="several", skus=(*match.skus, *named.skus))

    def _by_unit(self, entry: Entry, match: Match) -> Match:
        """Of several products the one that is sold by the stated unit, where the others are not."""
        unit = entry.amount.value.unit if entry.amount is not None else None
        meant = units.named(unit) if unit else None
        if match.status != "several" or unit is None or (meant is not None and meant.generic):
            return match
        fits = [
            sku
            for sku in match.skus
            if (product := self.catalog.get(sku)) is not None and self._has_unit(product, unit)
        ]
        return (
            replace(match, status="one", skus=tuple(fits), rule="sold by the unit")
            if len(fits) == 1
            else match
        )

    def _unit_behind(self, amount: Span, end: int) -> Span:
        """The amount with the unit that stands behind the product (500 bulbs H7 (pcs))."""
        opening = _UNIT_BEHIND.match(self.text, end)
        found = units.at(self.text, opening.end()) if opening else None
        if opening is None or found is None:
            return amount
        value: Amount = amount.value
        unit = self.text[opening.end() : found[0]].strip()
        return replace(amount, value=Amount(value.number, unit))

    def _place(self, draft: Draft, entry: Entry, sentence: Sentence) -> None:
        if draft.amount is None and self._elaborates(draft):
            return
        if draft.amount is None and self.waiting is not None and self.pattern == "amount first":
            draft.amount, self.waiting = self.waiting, None
        if _EXCLUDES & draft.cues.keys():
            draft.role = "excluded"
        elif "stock" in draft.cues:
            draft.role = "decoy"
        elif draft.amount is None:
            found = draft.match.strong and draft.match.status in ("one", "several")
            wanted = _WANTS & draft.cues.keys() and found
            draft.role = "line" if wanted else "passing"
        if draft.match.status == "none" and draft.amount is None and not draft.match.skus:
            draft.role = "passing"
        if draft.role == "line" and _hardly(draft):
            draft.role = "passing"
            doubt = self.block.loose if draft.match.status == "one" else self.block.asides
            doubt.extend([draft.amount] if draft.amount is not None else [])
        if draft.match.status == "none" and not self._could_be_unknown(entry, draft):
            counted = draft.role == "line" and draft.amount is not None and not _vague(draft.amount)
            draft.role = "passing"
            if counted and draft.amount is not None and not _measures(draft.amount.value.unit):
                self.block.loose.append(draft.amount)
        self.block.drafts.append(draft)
        self.last = draft

    def _could_be_unknown(self, entry: Entry, draft: Draft) -> bool:
        """Whether a phrase that fits no product may yet be an order for something that the catalog lacks."""
        amount = draft.amount
        if not _states_words(entry, draft) or _vague(amount):
            return False
        if amount is None or amount.start < draft.end:
            return True
        between = self.text[draft.end : amount.start]
        return not _measures(amount.value.unit) and len(between.strip(_PAUSES)) <= _MOST_BETWEEN

    def _elaborates(self, draft: Draft) -> bool:
        """Whether the mention only says more of the line before (…，304不锈钢，…)."""
        last = self.last
        if last is None or not draft.headless or last.role == "excluded":
            return False
        if last.amount is not None and last.match.status != "several":
            return False
        joined = products.find([*last.phrase, *draft.phrase], self.catalog)
        if joined.status not in ("one", "several"):
            return False
        last.phrase, last.match, last.end = [*last.phrase, *draft.phrase], joined, draft.end
        return True

    def _narrow_all(self, phrase: list[Part]) -> None:
        for line in self.block.drafts:
            narrowed = products.find([*line.phrase, *phrase], self.catalog)
            if narrowed.status in ("one", "several"):
                line.phrase, line.match = [*line.phrase, *phrase], narrowed

    def _each(self, sentence: Sentence, entries: Sequence[Entry], before: int) -> None:
        """甲、乙各8箱: the amount holds for each product that was named before it, or after it in English."""
        if not sentence.cues("each"):
            return
        drafts = self.block.drafts[before:]
        counted = [d for d in drafts if d.amount is not None and d.role == "line" and "each" in d.cues]
        if len(counted) != 1:
            return
        amount = counted[0].amount
        result: list[Draft] = []
        for draft in drafts:
            if (
                draft.amount is None
                and draft.role in ("passing", "line")
                and draft.match.strong
                and not draft.headless
            ):
                draft.amount, draft.role = amount, "line"
            result.extend(self._opposites(draft) if draft.amount is amount else [draft])
        if sum(draft.amount is amount for draft in result) == 1:
            # Each of what? Only one product was found.
            counted[0].certainty = _DOUBTFUL
        self.block.drafts[before:] = result

    def _opposites(self, draft: Draft) -> list[Draft]:
        """左右各8个, 黑蓝红各2盒: one line for each product, where what one lacks of the phrase another has."""
        if draft.match.status not in ("several", "near") or len(draft.match.skus) > _MOST_OPPOSITES:
            return [draft]
        entries = [entry for sku in draft.match.skus if (entry := self.catalog.entry(sku)) is not None]
        missing = [
            frozenset(
                "".join(part.key for part in products.compare(draft.phrase, entry, self.catalog).unexplained)
            )
            for entry in entries
        ]
        if len(entries) < 2 or not all(missing) or frozenset.intersection(*missing):
            return [draft]
        return [
            replace(draft, match=Match("one", (entry.product.sku,), 0.9, (), "each", strong=True))
            for entry in entries
        ]

    def _alternatives(self, sentence: Sentence, before: int) -> None:
        """A or B, 10 boxes; 10 boxes of A, black or white: one line, asked about."""
        for _, cue in sentence.cues("or"):
            drafts = self.block.drafts
            for place in range(before, len(drafts) - 1):
                first, second = drafts[place], drafts[place + 1]
                if not (first.end <= cue.start and cue.end <= second.start):
                    continue
                counted, other = (first, second) if second.amount is None else (second, first)
                if other.amount is not None or not other.match.skus:
                    continue
                fits = products.find(other.phrase, self.catalog, before=counted.phrase).skus
                skus = tuple(dict.fromkeys((*first.match.skus, *second.match.skus)))
                counted.alternatives = tuple(dict.fromkeys((*counted.match.skus, *fits))) if fits else skus
                counted.start, counted.end = min(first.start, second.start), max(first.end, second.end)
                drafts.remove(other)
                self.last = counted if self.last is other else self.last
                break

    def _unknown(self, entry: Entry, cues: dict[str, Span]) -> None:
        """Unknown words beside an amount with a unit that goods are sold by."""
        words = entry.mentions[0]
        amount: Amount | None = entry.amount.value if entry.amount is not None else None
        if entry.amount is None or amount is None or _vague(entry.amount):
            return
        if (amount.unit or "") not in self.catalog.sale_units or (
            _measures(amount.unit) and "take" not in cues
        ):
            return
        said = self.text[words.start : words.end]
        if not 1 < len(said) <= _MOST_UNKNOWN_LENGTH or len(words.gaps) > _MOST_UNKNOWN_WORDS:
            # Something is counted that is no name that we could ask about.
            self.block.loose.append(entry.amount)
            return
        line = self.text.rfind("\n", 0, words.start) + 1
        if self.text.count("(", line, words.start) > self.text.count(")", line, words.start):
            return
        draft = Draft(entry.phrase, words.start, words.end, Match("none", ()), cues=cues)
        draft.amount, draft.money = entry.amount, entry.money
        if "stock" in cues:
            draft.role = "decoy"
        elif _EXCLUDES & cues.keys():
            draft.role = "excluded"
        self.block.drafts.append(draft)
        self.last = draft

    def _unknown_row(self, sentence: Sentence, entry: Entry) -> bool:
        """A row of a list that is a bare number and words that the catalog does not know."""
        if not sentence.whole_row or entry.amount is None:
            return False
        words = [item for item in sentence.items if isinstance(item, Mention)]
        numbers = [item for item in sentence.items if isinstance(item, Span) and item.label == "break"]
        if not words or numbers or words[0].spans or entry.amount.start > words[0].start:
            return False
        end = words[0].end
        if end - words[0].start > _MOST_UNKNOWN_LENGTH or len(words[0].gaps) > _MOST_UNKNOWN_WORDS:
            return False
        draft = Draft([], words[0].start, end, Match("none", ()))
        draft.amount = entry.amount
        self.block.drafts.append(draft)
        self.last = draft
        return True

    def _amount_only(self, entry: Entry, cues: dict[str, Span], sentence: Sentence) -> None:
        amount, last = entry.amount, self.last
        if amount is None or "stock" in cues:
            return
        corrects = _corrects(sentence, entry)
        wordy = amount.label == "bare" and any(isinstance(item, Mention) for item in sentence.items)
        if wordy and not corrects:
            # A number amid words of its own counts something else, unless those ask for it.
            wanted = {"take", "more", "set", "also", "or"} & cues.keys()
            (self.block.loose if wanted else self.block.asides).append(amount)
        elif last is not None and corrects and last.amount is not None:
            last.amount, last.second, last.corrected = amount, None, True
        elif last is not None and last.amount is None and last.role != "excluded":
            last.amount, last.second = amount, entry.second
            if last.role in ("passing", "decoy"):
                last.role = "line"
            last.cues.update(cues)
            last.money = entry.money or last.money
        elif last is not None and last.role == "decoy" and {"take", "more"} & cues.keys():
            line = replace(last, role="line", amount=amount, second=entry.second, cues=cues)
            line.money = entry.money
            self.block.drafts.append(line)
            self.last = line
        elif last is None and self.waiting is None:
            self.waiting = amount
        else:
            self.block.loose.append(amount)


def _pattern(rows: Sequence[tuple[Sentence, list[Entry]]]) -> Pattern:
    """The order of product and amount that most entries with both follow."""
    counted = [entry for _, entries in rows for entry in entries if entry.named and entry.amount is not None]
    first = sum(entry.amount_first for entry in counted)
    if 2 * first == len(counted):
        return "either"
    return "amount first" if 2 * first > len(counted) else "product first"


def _split_mentions(sentence: Sentence, reader: Reader) -> None:
    """Part what names two products in a row (高筋粉 香米): together they are none, apart each is one."""
    place = 0
    while place < len(sentence.items):
        item = sentence.items[place]
        if isinstance(item, Mention) and len(item.spans) > 1 and not _fits(reader.find(item.parts)):
            cut = _cut(item, reader)
            if cut:
                first = Mention(item.spans[:cut], [g for g in item.gaps if g.start < item.spans[cut].start])
                second = Mention(item.spans[cut:], [g for g in item.gaps if g.start >= item.spans[cut].start])
                sentence.items[place : place + 1] = [first, second]
                sentence.clauses.insert(place, sentence.clauses[place])
        place += 1


def _open_factors(sentence: Sentence, reader: Reader) -> None:
    """Of a product's number and an amount written as a multiplication (filter 614 x 400) make two; take the packing
    out that is glued to a size (500g*20)."""
    for place, item in enumerate(sentence.items):
        before = sentence.items[place - 1] if place else None
        if not isinstance(item, Span) or not _is_amount(item) or before is None:
            continue
        amount: Amount = item.value
        if (
            item.start == before.end + 1
            and reader.text[before.end] == "*"
            and _is_size(before)
            and any(_is_amount(other) for other in sentence.items[place + 1 :])
        ):
            sentence.items[place] = replace(item, label="packing")
        if amount.number is None or not isinstance(before, Mention) or not before.spans:
            continue
        if amount.number.form == "product" and len(amount.number.factors) == 2:
            first, second = amount.number.factors
            key = plain_number(str(first))
            part = Part(item.start, item.start, "number", key, (key,))
            match = reader.find([*before.parts, part])
            star = reader.text.find("*", item.start, item.end)
            if match.status in ("one", "several") and reader.states(match, part) and star > 0:
                value = replace(amount.number, low=second, high=second, form="exact", factors=())
                named = Amount(replace(value, low=first, high=first), None)
                sentence.items[place] = replace(item, start=star + 1, value=Amount(value, amount.unit))
                sentence.items.insert(place, Span(item.start, star, "bare", named, 0.9, item.rule))
                sentence.clauses.insert(place, sentence.clauses[place])


def _is_size(item: Item) -> bool:
    """Whether a measure ends the item (500g), behind which a multiplication sign tells a packing."""
    if isinstance(item, Span):
        named = units.named(str(item.value.unit)) if item.label == "quantity" else None
        return named is not None and named.factor is not None and named.kind != "multiple"
    part = item.spans[-1].value if item.spans else None
    return isinstance(part, Part) and part.kind == "spec" and part.key[:1].isdigit()


def _fits(match: Match) -> bool:
    return match.status in ("one", "several") and match.certainty > 0.95


def _cut(mention: Mention, reader: Reader) -> int:
    """Where the mention's parts name two products: the first place where both sides are found without loss, or 0."""
    spans = mention.spans[:12]
    for cut in range(1, len(spans)):
        if any(spans[cut - 1].end <= gap.start < spans[cut].start for gap in mention.gaps):
            continue
        head = [span.value for span in spans[:cut] if span.label != "sku"]
        first = Match("one", ("",), strong=True) if len(head) < cut else reader.find(head)
        if first.status not in ("one", "several") or not first.strong or first.certainty <= 0.9:
            continue
        rest = [span.value for span in spans[cut:] if span.label != "sku"]
        second = Match("one", ("",), strong=True) if len(rest) < len(spans) - cut else reader.find(rest)
        if second.skus and second.strong:
            return cut
    return 0


def _is_amount(item: Item) -> bool:
    return isinstance(item, Span) and item.label in ("quantity", "bare")


def _is_row(sentence: Sentence, entries: Sequence[Entry]) -> bool:
    """Whether the sentence is a row of a list: an amount and a product, and nothing else."""
    return (
        sentence.whole_row
        and len(entries) == 1
        and entries[0].amount is not None
        and entries[0].amount_first
        and entries[0].named
    )


def _corrects(sentence: Sentence, entry: Entry) -> bool:
    """Whether a word of correction stands between the entry and the amount before it."""
    for item in reversed(sentence.items[: entry.first]):
        if _is_amount(item):
            return False
        if isinstance(item, Span) and item.label == "correct":
            return True
    return False


def _assigned(sentence: Sentence, entries: Sequence[Entry]) -> list[dict[str, Span]]:
    """The cues of each entry: those of its clauses; what excludes, changes an amount or marks stock belongs to the
    nearest entry alone."""
    cues: list[dict[str, Span]] = [{} for _ in entries]
    clauses = [set(sentence.clauses[entry.first : entry.last + 1]) for entry in entries]
    for place, item in enumerate(sentence.items):
        if isinstance(item, Mention) or item.label in _NO_CUES:
            continue
        clause = sentence.clauses[place]
        near = [number for number, own in enumerate(clauses) if clause in own]
        if item.label not in _ROLE_CUES | _CHANGES_ONE and (near or item.label not in _RESIZES):
            for number in near:
                cues[number].setdefault(item.label, item)
            continue
        if not near:
            # 灯泡，不要了: said of what was named last.
            near = [
                number
                for number, entry in enumerate(entries)
                if entry.last < place and entry.amount is None and item.label in _EXCLUDES | _RESIZES
            ][-1:]
        if near:
            # 甲加乙: what is added stands behind the word; 甲不要: what is not wanted before it.
            behind = item.label in _CHANGES_ONE
            nearest = min(
                near,
                key=lambda number: (
                    _distance(sentence, entries[number], place),
                    behind == (entries[number].first < place),
                ),
            )
            cues[nearest].setdefault(item.label, item)
    return cues


def _distance(sentence: Sentence, entry: Entry, place: int) -> int:
    if entry.first <= place <= entry.last:
        return 0
    cue = sentence.items[place]
    if place > entry.last:
        return cue.start - sentence.items[entry.last].end
    return sentence.items[entry.first].start - cue.end


def _of_another_kind(entry: Entry, match: Match, gaps: Sequence[Span]) -> Match:
    """The match, or none where unexplained words before the name tell of a kind that is not in the catalog."""
    if not entry.phrase or match.rule == "sku":
        return match
    first = entry.phrase[0]
    before = [gap for gap in gaps if gap.end == first.start and first.kind == "han"]
    unknown = sum(gap.end - gap.start for gap in before)
    short = len(entry.phrase) == 1 and first.kind == "han" and len(first.key) == 1
    unknown = unknown or (short and any(gap.start == first.end for gap in gaps))
    if match.status == "several" and (unknown >= _KIND or (unknown and short)):
        return replace(match, status="none")
    # Chinese names end in their noun: what is unknown behind a mere attribute is another product (冻干牛肝).
    last = entry.phrase[-1]
    behind = sum(gap.end - gap.start for gap in gaps if last.kind == "han" and gap.start == last.end)
    counted = entry.amount is not None and any(
        gap.start == last.end and gap.end == entry.amount.start for gap in gaps
    )
    if (match.headless or counted) and behind >= _KIND and match.rule != products.INHERITED:
        return replace(match, status="none")
    if short and unknown:
        return replace(match, status="none", skus=())
    return match


def _of_another_noun(entry: Entry, match: Match, following: Item | None) -> Match:
    """The match, or less where an unknown word behind a single English word is the noun (glass jugs)."""
    if len(entry.phrase) != 1 or entry.phrase[0].kind != "word" or not isinstance(following, Mention):
        return match
    if following.spans or following.start != entry.phrase[0].end + 1 or match.rule == products.INHERITED:
        return match
    if match.status == "several":
        return replace(match, status="none")
    return replace(match, status="near", certainty=min(match.certainty, _OTHER_NOUN))


def _proper(entry: Entry, sentence: Sentence, text: str) -> bool:
    """Whether unknown words touch the mention, or stand directly before an English one."""
    gaps = [gap for mention in entry.mentions for gap in mention.gaps]
    if gaps:
        # What may be a number beside a product is never just a name.
        return not any(_NUMERAL.search(text, gap.start, gap.end) for gap in gaps)
    before = sentence.items[entry.first - 1] if entry.first else None
    return (
        isinstance(before, Mention)
        and not before.spans
        and sentence.items[entry.first].start - before.end == 1
    )


def _states_words(entry: Entry, draft: Draft) -> bool:
    """Whether an unknown product is named by words at all, not by a size alone."""
    return (
        bool(draft.gaps)
        or any(part.kind in ("word", "han") and len(part.key) > 1 for part in entry.phrase)
        or any(part.kind == "spec" and not part.key[:1].isdigit() for part in entry.phrase)
    )


def _hardly(draft: Draft) -> bool:
    """A word that merely occurs in some names, beside a bare number (90 is right)."""
    inherited = draft.match.rule == products.INHERITED
    return (
        not draft.match.strong and not inherited and draft.amount is not None and draft.amount.label == "bare"
    )


def _measures(unit: str | None) -> bool:
    meant = units.named(unit) if unit else None
    return meant is not None and meant.kind in ("length", "area")


def _vague(amount: Span | None) -> bool:
    """几台, a few: enough for a product, too little to make unknown words one."""
    number = amount.value.number if amount is not None else None
    return number is not None and number.form == "vague"


def _number_part(span: Span) -> Part | None:
    amount = span.value
    if not isinstance(amount, Amount) or amount.exact is None:
        return None
    number = plain_number(str(amount.exact))
    return Part(span.start, span.end, "number", number, (number,))
