"""What a mail changes of the forms that it brings: line 3 is not wanted, of the bulbs 35. Carried out where every word of the
change is understood; where not, the forms stand as they are and an operator looks."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import changes, phrases, positions
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.changing import Changed
from parsers.drafts import Block, Draft
from parsers.form_labels import says
from parsers.orderlines import Settled, settle
from parsers.reading import OrderContext
from parsers.rowsums import values
from parsers.segments import Block as TextBlock
from parsers.spans import Span


def read(
    annotated: Annotated, block: Block, catalog: Catalog, *, most: Decimal | None = None, moved: bool = False
) -> Changed | None:
    """The lines of the forms after the change; None where the mail changes none, or it is not clear which ones."""
    context = annotated.message.context
    own = [one for one in annotated.own if one not in annotated.files]
    said = annotated.said(own)
    if not annotated.filed or annotated.called or context.pending is not None:
        return None
    if not phrases.book("forms")["alters"].pattern.search(said):
        return None
    filed = [draft for draft in block.drafts if id(draft) in annotated.filed and draft.role == "line"]
    before = []
    for draft in filed:
        disputed = id(draft) in annotated.disputed
        before.append(
            settle(
                replace(draft, contradicted=False) if disputed else draft,
                annotated,
                catalog,
                max_base_units=most,
            )
        )
    under_way = {line.sku for order in context.open_orders for line in order.lines}
    _number(annotated, own, _numbered(annotated, filed))
    beside = [draft for draft in block.drafts if id(draft) not in annotated.filed]
    found = changes.read(
        [one.line for one in before], own, annotated, catalog, most=most, drafts=beside, moved=moved
    )
    if found.doubts or not found.explicit or not found.changed or found.named & under_way:
        return None
    found.lines = [_flagged(one, before) for one in found.lines]
    return found


def differs(annotated: Annotated, filed: Sequence[Draft], order: OrderContext) -> bool:
    """Whether a form of changes has other amounts before the change than the order: then it is about another state of it."""
    known = {line.sku: line.quantity for line in order.lines}
    for block, form in annotated.files.items():
        starts = {
            cell.start: row
            for table in annotated.tables.get(block, ())
            for row in table.rows
            for cell in row.naming
        }
        for draft in filed if form.changes else ():
            row = starts.get(draft.start)
            if row is None or len(draft.match.skus) != 1:
                continue
            for column, cell in row.cells:
                if column.role == "aside" and says("old_column", column.heading.text):
                    before = known.get(draft.match.skus[0]) or 0
                    if (values(cell.text) or (0,))[0] != before:
                        return True
    return False


def _flagged(one: Settled, before: Sequence[Settled]) -> Settled:
    """The line with what was to be asked of it, but for its amount where that is changed."""
    for old in before:
        if old.line == one.line:
            return old
        if old.line.sku is not None and old.line.sku == one.line.sku:
            kept = [flag for flag in old.flags if flag.field not in ("quantity", "unit")]
            return replace(one, flags=(*one.flags, *(flag for flag in kept if flag not in one.flags)))
    return one


def _numbered(annotated: Annotated, filed: Sequence[Draft]) -> dict[int, str]:
    """The products of the rows by the numbers that the form prints before them; none where it prints none, or several
    forms do."""
    found: dict[int, str] = {}
    by_start = {draft.start: draft for draft in filed}
    for block in annotated.files:
        for table in annotated.tables.get(block, ()):
            for row in table.rows:
                number = row.first("number")
                draft = next((by_start[cell.start] for cell in row.naming if cell.start in by_start), None)
                if number is None or draft is None or draft.match.status != "one":
                    continue
                digits = number[1].text.rstrip(".)、")
                if not digits.isascii() or not digits.isdigit() or int(digits) in found:
                    return {}
                found[int(digits)] = draft.match.skus[0]
    return found


def _number(annotated: Annotated, own: Sequence[TextBlock], rows: dict[int, str]) -> None:
    """Let the mail's row 3 stand for the product of that row."""
    for block in own:
        text = annotated.lowered[block.start : block.end]
        for span in positions.find(text, rows, rows):
            placed = Span(span.start + block.start, span.end + block.start, "sku", span.value, 1.0, span.rule)
            annotated.chosen[block] = sorted(
                [
                    placed,
                    *(
                        other
                        for other in annotated.chosen[block]
                        if other.end <= placed.start or other.start >= placed.end
                    ),
                ],
                key=lambda one: (one.start, one.end),
            )
