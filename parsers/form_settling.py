"""Which files speak for the customer, and what mail and files order together.

What a file says counts as the customer's words only where it plainly is an order. What may be one, or may say other
things than the mail, makes an operator look (`Annotated.doubts`); what is none keeps silent.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from parsers import phrases, product_spans
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.drafts import Block, Draft
from parsers.form import Form
from parsers.form_copies import Source, beside, orders, without_copies
from parsers.form_kinds import NO_ORDERS, Kind, kind_of, silent_doubt
from parsers.normalize import plain
from parsers.quantities import Amount
from parsers.segments import Block as TextBlock
from parsers.spans import Span

_YEARS = range(2000, 2100)
# Of an order's products the catalog has most; a list of others is hardly an order that we could carry out.
_LEAST_KNOWN = 0.5
# A single character or a number of a product's name says nothing.
_TOLD = 0.8


def settle(
    annotated: Annotated, own: Sequence[Block], found: Mapping[TextBlock, Sequence[Block]], catalog: Catalog
) -> list[Block]:
    """The blocks of mail and files together: a file that orders nothing is taken back, what is said twice counts once.

    `found` are the blocks of each file. Fills `annotated.doubts`.
    """
    said = annotated.said(annotated.own)
    body = [draft for block in own for draft in block.drafts]
    _without_others(annotated, found)
    wanted = {
        b: [draft for part in read for draft in part.drafts if orders(draft)] for b, read in found.items()
    }
    kinds = {block: kind_of(annotated.files[block], said) for block in found}
    settling = _Settling(
        annotated,
        catalog,
        said,
        any(orders(draft) for draft in body),
        {annotated.files[block].name for block in found if wanted[block] and kinds[block] == "order"},
    )
    for block, read in found.items():
        if settling.speaks(block, kinds[block], wanted[block]):
            settling.take(block, read, kinds[block], wanted[block])
    left, doubts = without_copies(settling.sources)
    annotated.filed = {id(draft) for one in left if not one.form.running for draft in one.drafts}
    annotated.filed |= {
        id(draft) for part in settling.kept for draft in part.drafts if draft.role == "excluded"
    }
    annotated.doubts += doubts
    _only(settling.kept, left)
    annotated.beside += dict.fromkeys(
        beside(annotated, body, [d for one in left for d in one.drafts], said, catalog) if left else ()
    )
    if len(left) > 1 or (left and any(orders(draft) for draft in body)):
        # A sum is that of its own table.
        for part in settling.kept:
            part.totals.clear()
    annotated.doubts += _apart(annotated, left)
    return [*own, *settling.kept]


@dataclass(slots=True)
class _Settling:
    """The files one by one. `said`: the mail's own words; `ordered`: they order something; `ordering`: the names of
    the files that plainly are orders."""

    annotated: Annotated
    catalog: Catalog
    said: str
    ordered: bool
    ordering: set[str]
    sources: list[Source] = field(default_factory=list)
    kept: list[Block] = field(default_factory=list)

    def speaks(self, block: TextBlock, kind: Kind | None, drafts: Sequence[Draft]) -> bool:
        """Whether what a file orders counts; else it is taken back or called what it is."""
        annotated, one = self.annotated, self.annotated.files[block]
        if not drafts:
            self._orders_nothing(block, kind)
            return False
        if kind == "status_form" and not self.ordering:
            annotated.called[one.name] = kind
            _take_back(annotated, block)
            return False
        if kind == "paper" and self.ordering:
            # An invoice, a price list or the order before, beside the order that is meant.
            annotated.papers.append(one.name)
            _take_back(annotated, block)
            return False
        annotated.doubts += [f"{one.name}: {why}" for why in one.doubts]
        if kind != "order":
            annotated.called[one.name] = (
                "revision" if kind == "change_form" and not one.changes else kind or ""
            )
            if self.ordered:
                annotated.doubts.append(f"{one.name} may be no order")
                _take_back(annotated, block)
                return False
        return True

    def _orders_nothing(self, block: TextBlock, kind: Kind | None) -> None:
        annotated, one = self.annotated, self.annotated.files[block]
        if kind in NO_ORDERS or one.name not in self.ordering:
            _take_back(annotated, block)
        if kind == "status_form" or (one.blank and kind in (None, "order")):
            annotated.called[one.name] = kind or "order"
            return
        doubt = silent_doubt(one, self.said, ordered=self.ordered)
        if doubt and kind != "paper" and one.name not in self.ordering:
            annotated.doubts.append(doubt)

    def take(
        self, block: TextBlock, read: Sequence[Block], kind: Kind | None, drafts: Sequence[Draft]
    ) -> None:
        """Keep what a file orders, with why somebody looks at it."""
        annotated, one = self.annotated, self.annotated.files[block]
        tabled = [draft for draft in drafts if _in_table(annotated, block, draft)]
        if _known_share(drafts) < _LEAST_KNOWN:
            annotated.doubts.append(f"most of what {one.name} names is not in the catalog")
        elif one.tables and len(tabled) < len(drafts):
            annotated.doubts.append(f"{one.name} names amounts outside of its table")
        elif one.tables and len(tabled) < one.ordered:
            annotated.doubts.append(f"{one.ordered - len(tabled)} rows of {one.name} could not be read")
        if kind not in (*NO_ORDERS, "change_form"):
            annotated.doubts += [f"{one.name}: {why}" for why in _remarked(annotated, block, self.catalog)]
        parts = read if one.running else [_quiet(annotated, block, part) for part in read]
        self.sources.extend(_by_part(annotated, block, one, parts))
        self.kept.extend(parts)


def _apart(annotated: Annotated, left: Sequence[Source]) -> Iterator[str]:
    """What tells that the files may not be one order."""
    if left and annotated.message.context.pending is not None:
        yield "files came while an answer is waited for"
    places = {
        plain(span.value.text)
        for span in annotated.of("address", blocks=tuple(annotated.files))
        if span.value.kind == "address"
    }
    if len({id(one.form) for one in left}) > 1 and len(places) > 1:
        yield "the files go to several places"
    numbers = {span.value.number for span in annotated.of("po", blocks=annotated.voice)}
    if left and len(numbers) > 1:
        yield f"several order numbers: {', '.join(sorted(numbers))}"


def _without_others(annotated: Annotated, found: Mapping[TextBlock, Sequence[Block]]) -> None:
    """Leave out what stands outside of a form's table and names nothing that we sell: numbers, years and remarks. What names
    goods there may be ordered too."""
    for block, read in found.items():
        one = annotated.files[block]
        for part in read if one.tables and one.ordered else ():
            part.drafts = [d for d in part.drafts if _sold(d) or _in_table(annotated, block, d)]


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


def _sold(draft: Draft) -> bool:
    """Whether the draft names goods by more than a word that many have, or counts an unknown thing by a unit in which goods come."""
    amount: Amount | None = draft.amount.value if draft.amount is not None else None
    if draft.match.skus and draft.match.strong and draft.match.status in ("one", "several", "near"):
        return amount is None or amount.unit is not None or amount.exact not in _YEARS
    return not draft.match.skus and amount is not None and amount.unit is not None


def _known_share(drafts: Sequence[Draft]) -> float:
    """The share of the drafts whose product the catalog has."""
    known = sum(draft.match.status in ("one", "several") for draft in drafts)
    return known / len(drafts) if drafts else 1.0
