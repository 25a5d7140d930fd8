"""What an answer orders besides: goods that the order has not, and that nobody was asked about."""

from collections.abc import Iterator

from parsers.changewords import Clause
from parsers.changing import Changed, beside
from parsers.drafts import Draft
from parsers.questions import Questions


def lost(asked: Questions, done: Changed) -> Iterator[str]:
    """What is ordered besides by its own name and in so much, and stands in no line: it would be lost unseen."""
    lines = {one.line.sku for one in done.lines}
    for draft in new(asked):
        if not lines & set(draft.match.skus):
            yield f"not among the lines: {asked.annotated.source(draft.start, draft.end)[:40]}"


def new(asked: Questions) -> Iterator[Draft]:
    """What the message orders of goods that the order has not, and that were not offered."""
    known = {line.sku for line in asked.pending.lines}
    known |= {sku for flag in asked.pending.flags for sku in flag.candidates}
    return beside(asked.order.drafts, {sku for sku in known if sku}, asked.catalog)


def brings(asked: Questions, clause: Clause) -> bool:
    """Whether all that the clause tells is so much of something new (and 2 shower hoses): it comes to the order."""
    amounts = clause.of("amount")
    if len(amounts) != 1 or clause.labels - {"want"}:
        return False
    names = [token for token in clause.of("name") if token.parts or token.sku]
    return bool(names) and any(
        draft.amount is not None
        and draft.amount.start == amounts[0].start
        and all(draft.start <= token.start < draft.end for token in names)
        for draft in new(asked)
    )
