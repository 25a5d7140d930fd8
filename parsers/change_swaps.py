"""One thing in the place of another: which line is swapped, and for what."""

from collections.abc import Sequence
from dataclasses import replace

from parsers import change_additions
from parsers.change_names import Named
from parsers.change_statements import EXCHANGES, IN_ITS_PLACE, Statement
from parsers.change_tokens import Token, moved
from parsers.changewords import Clause
from parsers.changing import Changing
from parsers.drafts import Draft
from parsers.orderlines import Settled, settle, unit_of
from parsers.products import Match
from parsers.quantities import Amount
from parsers.reading import Line
from parsers.spans import Span


def swap(order: Changing, clause: Clause, read: Statement) -> None:
    """Carry out a statement that names another thing."""
    if (whole := _of_another(order, clause, read)) is not None:
        labels = clause.labels & {"want", "more"}
        change_additions.beside(order, clause, Statement([whole], amounts=read.amounts), whole, labels)
        return
    news = read.news or [one for one in read.subjects if one.place is None]
    place = _swapped_line(order, read, news)
    if place is None or len(news) != 1 or len(read.amounts) > 1:
        order.doubt(clause, "swap")
        return
    line = order.before[place]
    if read.old is not None and not order.names.fits_amount(line, read.old):
        order.doubt(clause, "other amount")
    skus = _new_skus(order, place, news[0])
    if not skus or line.sku in skus:
        order.doubt(clause, "swap for what")
        return
    if read.old is None and not read.amounts and (order.swapped.get(place),) == skus:
        # Silk, not matt. Please swap the matt for silk: the same once more.
        order.carry, order.act, order.waiting = place, "swap", []
        return
    if any(one is not None and one.line.sku in skus for one in (*order.lines, *order.added)):
        # Two lines of one product: together or beside each other?
        order.doubt(clause, "swap for what is there")
    match = Match("one" if len(skus) == 1 else "several", skus, 1.0, (), "variants", strong=True)
    token = news[0].token
    span = read.amounts[0].span if read.amounts else None
    if span is not None and (_some(order, clause, line, span) or _beside(clause, line, span)):
        order.doubt(clause, "swap of some or of all")
    draft = Draft(token.parts, token.start, token.end, match, amount=span)
    settled = settle(draft, order.annotated, order.catalog, max_base_units=order.most)
    if span is None:
        product = order.catalog.get(skus[0]) if len(skus) == 1 else None
        found = unit_of(line.unit, product, skus, order.catalog)
        unit = found.unit if found.status == "found" else None
        if unit is None and line.unit is not None:
            order.doubt(clause, "swap for another unit")
        settled = Settled(
            replace(settled.line, quantity=line.quantity, unit=unit or line.unit),
            tuple(flag for flag in settled.flags if flag.field not in ("quantity", "unit")),
        )
    order.lines[place] = settled
    order.touched.add(place)
    order.explicit = True
    order.swapped[place] = skus[0]
    if place in order.removed:
        order.removed.remove(place)
    order.carry, order.act, order.waiting = place, "swap", []


def _of_another(order: Changing, clause: Clause, read: Statement) -> Named | None:
    """What is wanted of goods that the order has not, and of which kind it shall be: 四人帐篷要绿的3顶."""
    if len(read.subjects) != 1 or len(read.news) != 1 or len(read.amounts) != 1 or read.olds or read.old:
        return None
    subject, kind = read.subjects[0], read.news[0]
    if (
        subject.places
        or not subject.telling
        or subject.token.gaps
        or kind.telling
        or clause.labels & IN_ITS_PLACE
    ):
        return None
    parts = [*subject.token.parts, *kind.token.parts]
    whole = order.names.named_by(Token("name", subject.token.start, kind.token.end, parts=parts))
    return whole if whole.match.status == "one" and whole.match.strong and not whole.places else None


def called_otherwise(order: Changing, read: Statement) -> Statement | None:
    """A line that is called by a number and shall be of its kind that is called by another: the cases 72 instead of 60."""
    if read.amounts or read.old is None or len(read.subjects) != 1 or read.subjects[0].places:
        return None
    new = read.subjects[0]
    kin = [
        place
        for place in range(len(order.before))
        if order.names.kin(place, new) and order.names.called(place, read.old)
    ]
    return Statement([Named(new.token, kin)], [], [new]) if len(kin) == 1 else None


def of_another_size(order: Changing, place: int, read: Statement) -> Statement | None:
    """Where the number that is denied is one by which the line is called, while what is wanted calls another of its kind: pegs make
    30, not 20 (of 20 cm)."""
    if read.old is None or len(read.amounts) != 1:
        return None
    token, told = read.amounts[0], order.names.called(place, read.old)
    amount: Amount | None = token.span.value if told and token.span is not None else None
    if amount is None or amount.unit is not None or read.old.unit is not None:
        return None
    parts = moved(order.annotated.lowered, token.start, token.end)
    new = order.names.named_by(Token("name", token.start, token.end, parts=parts))
    if len(order.names.variants(place, new)) != 1:
        return None
    return Statement([Named(new.token, [place])], [], [new])


def _some(order: Changing, clause: Clause, line: Line, span: Span) -> bool:
    """Whether less than the line has comes in its place, by a word that may as well mean some of it: 换一盒银的."""
    amount: Amount = span.value
    turned = [order.words(token.start, token.end) for token in clause.tokens if token.label == "set"]
    less = amount.exact is not None and line.quantity is not None and amount.exact < line.quantity
    return less and any(word in EXCHANGES for word in turned)


def _beside(clause: Clause, line: Line, span: Span) -> bool:
    """Whether another amount of another kind may as well come beside the line: 垫子要橙的5张, where there are 30 green ones."""
    amount: Amount = span.value
    turned = clause.labels & {"set", "upto", "not", "from", "remove", "instead", "only", "all", "total"}
    return not turned and clause.opening == "stop" and amount.exact != line.quantity


def _swapped_line(order: Changing, read: Statement, news: Sequence[Named]) -> int | None:
    """The line that something else comes in the place of."""
    stated = [one.place for one in (*order.waiting, *read.subjects, *read.olds) if one.place is not None]
    if stated:
        return stated[0] if len(set(stated)) == 1 else None
    named = [one for one in (*read.subjects, *read.olds) if one.places and one not in news]
    if named:
        # Of the lines that bear the name, the one of which there is such a kind.
        kin = [place for place in named[0].places for new in news if order.names.kin(place, new)]
        return kin[0] if len(named) == len(kin) == 1 else None
    return order.removed[-1] if order.removed else order.carry


def _new_skus(order: Changing, place: int, named: Named) -> tuple[str, ...]:
    if named.token.sku:
        return (named.token.sku,)
    kinds = order.names.variants(place, named)
    if kinds and (not named.telling or named.match.status != "one"):
        return kinds
    if not named.match.strong and not order.names.kin(place, named):
        # A code alone may as well be a grade of something else.
        return ()
    return named.match.skus if named.telling else ()
