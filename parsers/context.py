"""An order of the context as it stands after what a message changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from parsers import changes
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.changing import Changed
from parsers.drafts import Block, Draft
from parsers.orderlines import Settled, settle, size_in_base, unit_of
from parsers.quantities import Amount
from parsers.reading import Line, OrderContext
from parsers.requirements import Stretch

# How sure a changed order is of which something is not understood.
NOT_UNDERSTOOD = 0.5


@dataclass(frozen=True, slots=True)
class Merged:
    """The order's lines after the change, with the flags on them, and whether the message changed any.

    `explained`: the certainty tells of everything that the message says, so that nothing of it is weighed again.
    """

    lines: tuple[Settled, ...]
    changed: bool = False
    certainty: float = 1.0
    explained: bool = False


def changed(
    order: OrderContext,
    block: Block,
    annotated: Annotated,
    catalog: Catalog,
    *,
    most: Decimal | None = None,
    moved: bool = False,
    again: bool = False,
    explained: Sequence[Stretch] = (),
) -> Merged:
    """The order as it stands after what the sender's own words change; tables and files are rows of drafts.

    `moved`: the message also says where the goods go; `again`: the order is had once more; `explained`: where it speaks of that, and of other requirements.
    """
    if _listed(annotated):
        return merge(order, block, annotated, catalog, most=most)
    found = changes.read(
        order.lines,
        annotated.voice,
        annotated,
        catalog,
        most=most,
        drafts=block.drafts,
        moved=moved,
        again=again,
        explained=explained,
    )
    certainty = NOT_UNDERSTOOD if found.doubts else found.certainty
    return Merged(tuple(found.lines), found.changed, certainty, explained=True)


def all_changed(
    annotated: Annotated,
    block: Block,
    catalog: Catalog,
    *,
    most: Decimal | None = None,
    explained: Sequence[Stretch] = (),
) -> Changed:
    """What the message changes in the orders under way, taken together: before it is known which one is meant."""
    lines: dict[str, Line] = {}
    pending = annotated.message.context.pending
    # What was asked about an order is answered elsewhere (answers.py); what waits for a yes may be changed.
    confirming = [pending] if pending is not None and not pending.flags else []
    for order in (*annotated.message.context.open_orders, *confirming):
        for line in order.lines:
            lines.setdefault(line.sku or line.text, line)
    if not lines or _listed(annotated):
        return Changed()
    return changes.read(
        tuple(lines.values()),
        annotated.voice,
        annotated,
        catalog,
        most=most,
        drafts=block.drafts,
        explained=explained,
    )


def _listed(annotated: Annotated) -> bool:
    """Whether what is wanted is told in rows."""
    return bool(annotated.files) or any(annotated.tables.get(block) for block in annotated.voice)


def merge(
    order: OrderContext, block: Block, annotated: Annotated, catalog: Catalog, *, most: Decimal | None = None
) -> Merged:
    """The lines of `order` as they stand after the drafts of the message."""
    result = [Settled(_own(line)) for line in order.lines]
    altered = False
    certainty = 1.0
    drafts = [d for d in block.drafts if d.role in ("line", "excluded", "passing")]
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        index += 1
        at = _line_of(draft, result)
        if at is not None and following is not None and _swaps(draft, following, annotated):
            result[at] = _swapped(result[at].line, following, annotated, catalog, most)
            index += 1
            altered = True
            continue
        if draft.role == "excluded":
            if at is not None:
                del result[at]
                altered = True
            continue
        if draft.role == "passing" and not ({"double", "half"} & set(draft.cues)):
            continue
        settled = settle(draft, annotated, catalog, max_base_units=most)
        if at is None:
            if draft.amount is not None or settled.line.sku is not None:
                result.append(settled)
                altered = True
            continue
        result[at] = _changed(result[at], draft, settled, catalog)
        altered = True
    loose = [span for span in block.loose if span.label in ("quantity", "bare")]
    if loose and not altered and len(result) == 1:
        only = result[0].line
        amount: Amount = loose[-1].value
        product = catalog.get(only.sku) if only.sku else None
        unit = unit_of(amount.unit, product, (), catalog).unit or only.unit
        if amount.exact is not None:
            result[0] = Settled(replace(only, quantity=amount.exact, unit=unit))
            altered = True
    elif loose and not altered:
        certainty = 0.5
    return Merged(tuple(result), altered, certainty)


def _own(line: Line) -> Line:
    return Line(line.sku, line.text, line.quantity, line.unit, line.unit_price, line.price_unit, line.spec)


def _line_of(draft: Draft, lines: Sequence[Settled]) -> int | None:
    fits = [i for i, one in enumerate(lines) if one.line.sku in draft.match.skus]
    return fits[0] if len(fits) == 1 else None


def _swaps(draft: Draft, following: Draft, annotated: Annotated) -> bool:
    between = annotated.lowered[draft.end : following.start]
    if draft.amount is not None and draft.amount.start > draft.end:
        between = annotated.lowered[draft.amount.end : following.start]
    before = annotated.lowered[max(0, draft.start - 20) : draft.start]
    if re.search(r"换(?:成|做|为)?|改(?:成|为)|替换(?:成|为)?|\bfor\b|\bwith\b|\bto\b|\binto\b", between):
        english = not re.search(r"[㐀-鿿]", between)
        return not english or bool(
            re.search(r"swap|replace|switch|change|exchange|substitut", before + between)
        )
    return False


def _swapped(
    old: Line, draft: Draft, annotated: Annotated, catalog: Catalog, most: Decimal | None
) -> Settled:
    """The new line in place of the old; what the new words leave open is carried over."""
    settled = settle(draft, annotated, catalog, max_base_units=most)
    line, flags = settled.line, list(settled.flags)
    if draft.amount is None:
        product = catalog.get(line.sku) if line.sku else None
        unit = unit_of(old.unit, product, draft.match.skus, catalog).unit or old.unit
        line = replace(line, quantity=old.quantity, unit=unit)
        flags = [flag for flag in flags if flag.field != "quantity"]
    return Settled(line, tuple(flags), settled.certainty)


def _changed(old: Settled, draft: Draft, settled: Settled, catalog: Catalog) -> Settled:
    line, flags = old.line, settled.flags
    cues = set(draft.cues)
    if "double" in cues and line.quantity is not None:
        return Settled(replace(line, quantity=line.quantity * 2))
    if "half" in cues and line.quantity is not None:
        return Settled(replace(line, quantity=line.quantity / 2))
    if draft.amount is None:
        return (
            old if draft.money is None else Settled(replace(line, unit_price=settled.line.unit_price), flags)
        )
    amount: Amount = draft.amount.value
    quantity, unit = settled.line.quantity, settled.line.unit
    if amount.unit is None:
        unit = line.unit
        flags = tuple(flag for flag in flags if flag.field != "unit")
        quantity = amount.exact if quantity is None and amount.exact is not None else quantity
    adds = "more" in cues and "set" not in cues
    takes = "less" in cues and "set" not in cues
    if (adds or takes) and quantity is not None and line.quantity is not None:
        product = catalog.get(line.sku) if line.sku else None
        if unit != line.unit and product is not None:
            here, there = size_in_base(unit, product), size_in_base(line.unit, product)
            if here and there and (quantity * here) % there == 0:
                quantity, unit = quantity * here / there, line.unit
        if unit == line.unit:
            quantity = line.quantity + quantity if adds else line.quantity - quantity
    price = settled.line.unit_price if settled.line.unit_price is not None else line.unit_price
    return Settled(replace(line, quantity=quantity, unit=unit, unit_price=price), flags, settled.certainty)
