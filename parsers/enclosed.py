"""Files that came along beside the words of a message: whether they order, and what they and the mail say twice.

What a file says counts as the customer's words only where it plainly is an order. What may be one, or may say other
things than the mail, makes an operator look (`Annotated.doubts`); what is none keeps silent.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from parsers import phrases, product_spans, units
from parsers.annotate import Annotated
from parsers.attachments.document import Document
from parsers.catalog import Catalog
from parsers.drafts import Block, Draft
from parsers.form import Form
from parsers.form_labels import low
from parsers.forms import forms as forms_of
from parsers.normalize import encodable, plain
from parsers.quantities import Amount
from parsers.reading import Evidence, Message, Product, Reading
from parsers.segments import Block as TextBlock
from parsers.spans import Span

LONGEST = 60_000
"""Characters of all forms together, rows that order nothing left out."""
_LONGEST_LETTER = 20_000
_GAP = "\n\n"
_YEARS = range(2000, 2100)
# Of an order's products the catalog has most; a list of others is hardly an order that we could carry out.
_LEAST_KNOWN = 0.5
# A single character or a number of a product's name says nothing.
_TOLD = 0.8


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The files of a message as forms; `starts[i]` is where form i begins in the text that joins them to the mail's
    own `body` characters."""

    body: int
    forms: tuple[Form, ...] = ()
    starts: tuple[int, ...] = ()
    cut: bool = False

    @property
    def placed_forms(self) -> tuple[tuple[int, Form], ...]:
        """The forms, each with where it begins in the joined text."""
        return tuple(zip(self.starts, self.forms, strict=True))

    def placed(self, proof: Evidence) -> Evidence:
        """Evidence with its place in a file, where it stands in one."""
        index = bisect_right(self.starts, proof.start) - 1
        if proof.start < 0 or index < 0:
            return proof
        found = self.forms[index]
        place = f"{found.name}, {found.place(proof.start - self.starts[index])}"
        return replace(proof, start=-1, end=-1, place=place)


def joined(message: Message) -> tuple[Message, Enclosed]:
    """The message with the words of its files behind its own."""
    forms: list[Form] = []
    starts: list[int] = []
    text = message.text
    cut = False
    for document in message.attachments:
        if document.problem is not None or not document.parts:
            continue
        for found in forms_of(_encodable(document)):
            if len(text) + len(found.text) > len(message.text) + LONGEST or len(found.text) > (
                _LONGEST_LETTER if found.running else LONGEST
            ):
                cut = True
                found.text = ""
            text += _GAP
            forms.append(found)
            starts.append(len(text))
            text += found.text
    return replace(message, text=text), Enclosed(len(message.text), tuple(forms), tuple(starts), cut)


def _encodable(document: Document) -> Document:
    return replace(document, name=encodable(document.name))


def placed(reading: Reading, enclosed: Enclosed) -> Reading:
    """The reading with the places in files of what was read there."""
    if not enclosed.forms:
        return reading
    lines = tuple(
        replace(line, evidence={key: enclosed.placed(proof) for key, proof in line.evidence.items()})
        for line in reading.lines
    )
    evidence = {key: enclosed.placed(proof) for key, proof in reading.evidence.items()}
    return replace(reading, lines=lines, evidence=evidence)


@dataclass(slots=True)
class Source:
    """What one file, or one sheet or page of it, orders."""

    form: Form
    drafts: list[Draft] = field(default_factory=list)

    @property
    def amounts(self) -> dict[str, Amount]:
        return {
            draft.match.skus[0]: draft.amount.value for draft in self.drafts if _one(draft) and draft.amount
        }


def orders(draft: Draft) -> bool:
    """Whether the draft stands for a line with an amount."""
    if draft.role != "line" or draft.amount is None:
        return False
    amount: Amount = draft.amount.value
    return amount.exact is None or amount.exact != 0


def _year(draft: Draft) -> bool:
    """Whether what stands outside of a form's table is the year of its title, and no amount."""
    amount: Amount | None = draft.amount.value if draft.amount is not None else None
    return amount is not None and amount.unit is None and amount.exact in _YEARS


def _one(draft: Draft) -> bool:
    return draft.match.status == "one" and len(draft.match.skus) == 1


Kind = Literal["order", "paper", "inquiry_form", "return_form", "change_form", "void_form", "status_form"]
_NO_ORDERS: tuple[Kind, ...] = ("void_form", "return_form", "inquiry_form", "status_form", "paper")


def kind_of(form: Form, body: str) -> Kind | None:
    """What the form is by what its sheet, then its file is called, and by how it is made; None where that is not sure."""
    book = phrases.book("forms")
    if form.changes:
        return "change_form"
    for title in (form.title, low(form.name.rpartition(".")[0] or form.name)):
        found = next((kind for kind in _NO_ORDERS if book[kind].pattern.search(title)), None)
        if found == "paper" and (form.says_ordered or form.unfilled):
            continue
        if found is not None:
            return found
        if book["change_form"].pattern.search(title):
            return "change_form"
        if book["order"].pattern.search(title) and (form.tables or form.running):
            return "order"
    if form.tables or (form.running and book["points"].pattern.search(body)):
        return "order"
    return None


def silent_doubt(form: Form, body: str, *, ordered: bool) -> str | None:
    """Why an operator looks at a file in which no order was found; `ordered`: the mail itself orders something."""
    book = phrases.book("forms")
    title = f"{low(form.name)}\n{form.title}"
    named = book["order"].pattern.search(title) and not any(
        book[kind].pattern.search(title) for kind in _NO_ORDERS
    )
    if ordered and not named and not book["points"].pattern.search(body):
        return None
    return f"no order was found in {form.name}"


def known_share(drafts: Sequence[Draft]) -> float:
    """The share of the drafts whose product the catalog has."""
    known = sum(draft.match.status in ("one", "several") for draft in drafts)
    return known / len(drafts) if drafts else 1.0


def without_copies(sources: Sequence[Source]) -> tuple[list[Source], list[str]]:
    """The sources, each order once: a copy is left out. With why an operator looks where they overlap otherwise."""
    kept: list[Source] = []
    doubts: list[str] = []
    for source in sources:
        own = source.amounts
        twin = False
        for other in kept:
            theirs = other.amounts
            if not own.keys() & theirs.keys():
                continue
            if (
                len(own) == len(source.drafts)
                and own.keys() == theirs.keys()
                and all(_same(own[sku], theirs[sku], None) for sku in own)
            ):
                twin = True
            else:
                names = sorted({source.form.name, other.form.name})
                doubts.append(f"the same products are ordered twice in {' and '.join(names)}")
        if not twin:
            kept.append(source)
    return kept, doubts


def beside(
    annotated: Annotated, body: Sequence[Draft], filed: Sequence[Draft], said: str, catalog: Catalog
) -> Iterator[str]:
    """Settle what mail and files say of the same products: once where they agree, contradicted where they do not.

    Gives why an operator looks at what the mail orders besides.
    """
    by_sku: dict[str, Draft] = {draft.match.skus[0]: draft for draft in filed if _one(draft)}
    adds = phrases.book("forms")["adds"].pattern.search(said) is not None
    for draft in body:
        if not orders(draft) or draft.amount is None:
            continue
        amount: Amount = draft.amount.value
        fits = [by_sku[sku] for sku in draft.match.skus if sku in by_sku]
        same = [
            other
            for other in fits
            if other.amount is not None
            and _same(amount, other.amount.value, catalog.get(other.match.skus[0]))
        ]
        if same:
            draft.role = "decoy"
        elif _one(draft) and fits and not adds:
            fits[0].contradicted = True
            annotated.disputed.add(id(fits[0]))
            draft.role = "decoy"
        elif not draft.match.skus:
            draft.role = "decoy"
            yield "the mail names an amount of something besides the files"
        elif not adds or fits:
            yield "the mail orders other things than the files"


def _same(one: Amount, other: Amount, product: Product | None) -> bool:
    """Whether two amounts come to the same; a unit that one of them leaves out is the other's."""
    if one.exact is None or other.exact is None:
        return False
    if one.unit is None or other.unit is None or one.unit == other.unit:
        return one.exact == other.exact
    if product is None:
        return False
    first, second = _base(one, product), _base(other, product)
    return first is not None and first == second


def _base(amount: Amount, product: Product) -> Decimal | None:
    found = units.resolve(amount.unit or "", product.units, product.base_unit)
    if found.status != "found" or found.unit is None or amount.exact is None:
        return None
    size = Decimal(1) if found.unit == product.base_unit else product.units.get(found.unit)
    return amount.exact * found.multiplier * size if size is not None else None


def settle(
    annotated: Annotated, own: Sequence[Block], found: Mapping[TextBlock, Sequence[Block]], catalog: Catalog
) -> list[Block]:
    """The blocks of mail and files together: a file that orders nothing is taken back, what is said twice counts once.

    `found` are the blocks of each file. Fills `annotated.doubts`.
    """
    said = annotated.said(annotated.own)
    sources: list[Source] = []
    kept: list[Block] = []
    body = [draft for block in own for draft in block.drafts]
    ordered = any(orders(draft) for draft in body)
    _without_years(annotated, found)
    wanted = {
        b: [draft for part in read for draft in part.drafts if orders(draft)] for b, read in found.items()
    }
    kinds = {block: kind_of(annotated.files[block], said) for block in found}
    ordering = {annotated.files[block].name for block in found if wanted[block] and kinds[block] == "order"}
    for block, read in found.items():
        one, drafts, kind = annotated.files[block], wanted[block], kinds[block]
        if not drafts:
            if kind in _NO_ORDERS or one.name not in ordering:
                _take_back(annotated, block)
            if kind == "status_form" or (one.blank and kind in (None, "order")):
                annotated.called[one.name] = kind or "order"
                continue
            doubt = silent_doubt(one, said, ordered=ordered)
            annotated.doubts += [doubt] if doubt and not (kind == "paper" or one.name in ordering) else []
            continue
        if kind == "status_form" and not ordering:
            annotated.called[one.name] = kind
            _take_back(annotated, block)
            continue
        if kind == "paper" and ordering:
            # An invoice, a price list or the order before, beside the order that is meant.
            annotated.papers.append(one.name)
            _take_back(annotated, block)
            continue
        annotated.doubts += [f"{one.name}: {why}" for why in one.doubts]
        tabled = [draft for draft in drafts if _in_table(annotated, block, draft)]
        if kind != "order":
            annotated.called[one.name] = (
                "revision" if kind == "change_form" and not one.changes else kind or ""
            )
            if ordered:
                annotated.doubts.append(f"{one.name} may be no order")
                _take_back(annotated, block)
                continue
        if known_share(drafts) < _LEAST_KNOWN:
            annotated.doubts.append(f"most of what {one.name} names is not in the catalog")
        elif one.tables and len(tabled) < len(drafts):
            annotated.doubts.append(f"{one.name} names amounts outside of its table")
        elif one.tables and len(tabled) < one.ordered:
            annotated.doubts.append(f"{one.ordered - len(tabled)} rows of {one.name} could not be read")
        if kind not in (*_NO_ORDERS, "change_form"):
            annotated.doubts += [f"{one.name}: {why}" for why in _remarked(annotated, block, catalog)]
        parts = read if one.running else [_quiet(annotated, block, part) for part in read]
        sources.extend(_by_part(annotated, block, one, parts))
        kept.extend(parts)
    left, doubts = without_copies(sources)
    annotated.filed = {id(draft) for one in left if not one.form.running for draft in one.drafts}
    annotated.filed |= {id(draft) for part in kept for draft in part.drafts if draft.role == "excluded"}
    annotated.doubts += doubts
    _only(kept, left)
    annotated.beside += dict.fromkeys(
        beside(annotated, body, [d for one in left for d in one.drafts], said, catalog) if left else ()
    )
    if len(left) > 1 or (left and any(orders(draft) for draft in body)):
        # A sum is that of its own table.
        for part in kept:
            part.totals.clear()
    if left and annotated.message.context.pending is not None:
        annotated.doubts.append("files came while an answer is waited for")
    places = {
        plain(span.value.text)
        for span in annotated.of("address", blocks=tuple(annotated.files))
        if span.value.kind == "address"
    }
    if len({id(one.form) for one in left}) > 1 and len(places) > 1:
        annotated.doubts.append("the files go to several places")
    numbers = {span.value.number for span in annotated.of("po", blocks=annotated.voice)}
    if left and len(numbers) > 1:
        annotated.doubts.append(f"several order numbers: {', '.join(sorted(numbers))}")
    return [*own, *kept]


def _without_years(annotated: Annotated, found: Mapping[TextBlock, Sequence[Block]]) -> None:
    """Leave out what stands outside of a form's table and is the year of its title."""
    for block, read in found.items():
        for part in read if annotated.files[block].tables else ():
            part.drafts = [d for d in part.drafts if not _year(d) or _in_table(annotated, block, d)]


def priced(blocks: Sequence[Block], filed: Collection[int], currency: str | None) -> None:
    """Prices of forms that name no currency are in the customer's own, by which he keeps his books."""
    for draft in (draft for block in blocks for draft in block.drafts):
        if id(draft) in filed and currency and draft.money is not None and not draft.money.value.currency:
            draft.money = replace(draft.money, value=replace(draft.money.value, currency=currency))


def _remarked(annotated: Annotated, block: TextBlock, catalog: Catalog) -> Iterator[str]:
    """Remarks beside rows that may change what is ordered: they name goods, count something, or say not to."""
    book = phrases.book("forms")
    for start, end in remarks(annotated, block):
        words = annotated.lowered[start:end]
        counts = re.search(r"\d", book["no_count"].pattern.sub(" ", words))
        if (
            book["changes_row"].pattern.search(words)
            or (counts and not book["requires_row"].pattern.search(words))
            or any(span.certainty > _TOLD for span in product_spans.find(words, catalog))
        ):
            yield f"a row with the remark {annotated.source(start, end)[:40]!r}"
            return


def remarks(annotated: Annotated, block: TextBlock) -> Iterator[tuple[int, int]]:
    """Where the rows of a file's tables bear remarks, in the columns for it."""
    for table in annotated.tables.get(block, ()):
        for row in table.rows:
            for column, cell in row.cells:
                if column.role == "note" and cell.text and not row.totals:
                    yield cell.start, cell.end


def _in_table(annotated: Annotated, block: TextBlock, found: Draft | Span) -> bool:
    return any(table.start <= found.start < table.end for table in annotated.tables[block])


def _quiet(annotated: Annotated, block: TextBlock, part: Block) -> Block:
    """What orders, and the sums of tables: the rest of a form is full of other numbers."""
    sums = [span for span in part.totals if _in_table(annotated, block, span)]
    kept = [draft for draft in part.drafts if orders(draft) or draft.role == "excluded"]
    return Block(drafts=kept, totals=sums)


def _by_part(annotated: Annotated, block: TextBlock, one: Form, read: Sequence[Block]) -> list[Source]:
    """What each sheet or page of the file orders."""
    first, _ = annotated.surface.source(block.start, block.start)
    starts = [first + start for start in one.parts]
    by_part: dict[int, Source] = {}
    for part in read:
        for draft in part.drafts:
            if orders(draft):
                index = bisect_right(starts, annotated.surface.source(draft.start, draft.end)[0])
                by_part.setdefault(index, Source(one)).drafts.append(draft)
    return list(by_part.values())


def _only(blocks: Sequence[Block], sources: Sequence[Source]) -> None:
    """Leave the drafts of these sources in the blocks, and those that order nothing."""
    wanted = {id(draft) for source in sources for draft in source.drafts}
    for block in blocks:
        before = len(block.drafts)
        block.drafts = [draft for draft in block.drafts if not orders(draft) or id(draft) in wanted]
        if len(block.drafts) < before:
            block.totals.clear()


def _take_back(annotated: Annotated, block: TextBlock) -> None:
    """The file does not speak for the customer."""
    annotated.voice = tuple(other for other in annotated.voice if other != block)
    annotated.chosen.pop(block, None)
    annotated.tables.pop(block, None)
