"""What a change brings that the order has not: goods of its own in so much, and amounts of something that we do not know."""

from parsers.change_names import Named
from parsers.change_statements import CHANGING, Statement
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.changing import Changing
from parsers.drafts import Draft
from parsers.orderlines import settle
from parsers.products import Match

# An amount and the unknown words that it counts stand so close.
_NEAR = 2


def beside(order: Changing, clause: Clause, read: Statement, named: Named, labels: frozenset[str]) -> None:
    """An amount of what the order does not have: one line more."""
    if len(named.places) > 1 or labels & {"set", "upto", "less"} or read.old is not None:
        order.doubt(clause, "which line")
        return
    span = read.amounts[0].span
    match = Match("one", (named.token.sku,), strong=True) if named.token.sku else named.match
    if (not named.telling or match.status == "several") and not named.token.sku:
        # 20条26的，再添10条28的: what the new words leave open is as with the line before.
        kinds = order.names.variants(order.carry, named) if order.carry is not None else ()
        kinds = tuple(sku for sku in kinds if not named.telling or sku in match.skus)
        if len(kinds) == 1:
            match = Match("one", kinds, 1.0, (), "variants", strong=True)
        elif not (named.telling or _all_told(named, labels)):
            order.doubt(clause, "which product")
            return
    draft = Draft(named.token.parts, named.token.start, named.token.end, match, amount=span)
    order.added.append(settle(draft, order.annotated, order.catalog, max_base_units=order.most))
    order.act, order.carry, order.counting = "add", None, span
    order.adding = "more" in labels or order.adding
    if named.token.gaps:
        order.certainty = min(order.certainty, 1 - 0.05 * named.token.gaps)


def _all_told(named: Named, labels: frozenset[str]) -> bool:
    """Whether what comes to the order is told by all of its marks, though by no noun: 36 more of the milky white A02."""
    match, told = named.match, named.token.parts
    marks = len({part.key for part in told}) > 1 and any(part.kind == "spec" for part in told)
    adds = "more" in labels or not labels & (CHANGING | {"want", "not", "only"})
    return marks and adds and match.status == "one" and match.strong and not match.unexplained


def loose(order: Changing, clause: Clause, read: Statement) -> None:
    """An amount without a line: perhaps of something that we do not know, which is asked about."""
    for token in read.amounts:
        draft = next(
            (
                one
                for one in order.drafts
                if one.amount is not None
                and token.span is not None
                and one.amount.start <= token.start < one.amount.end
            ),
            None,
        )
        adds = "more" in clause.labels or order.act == "add"
        changes = bool(clause.labels & CHANGING)
        if not (adds or changes) and (
            _article(order, token) or (token.span and token.span.value.exact is None)
        ):
            # 有一个仓库, they sent us some: of something that is nobody's goods.
            continue
        if not adds and order.tells_why(clause):
            continue
        known = draft is not None and any(line.sku in draft.match.skus for line in order.before)
        if not adds or known or read.old is not None:
            order.doubt(clause, "an amount of nothing")
            continue
        if draft is None or draft.role != "line":
            draft = _unknown(order, clause, token)
        if draft is None:
            order.doubt(clause, "an amount of nothing")
            continue
        order.added.append(settle(draft, order.annotated, order.catalog, max_base_units=order.most))
        order.act, order.counting = "add", draft.amount
    if not read.amounts:
        order.doubt(clause, "an amount of nothing")


def _article(order: Changing, token: Token) -> bool:
    return (
        order.words(token.start, token.start + 1) in ("一", "a")
        or order.words(token.start, token.end) == "one"
    )


def _unknown(order: Changing, clause: Clause, amount: Token) -> Draft | None:
    """The unknown words beside an amount that is to be added, as something that we do not have."""
    near = [
        token
        for token in clause.of("name")
        if token.gaps and min(abs(token.end - amount.start), abs(amount.end - token.start)) <= _NEAR
    ]
    if len(near) != 1 or amount.span is None or amount.span.label != "quantity":
        return None
    found = Match("none", ())
    return Draft(near[0].parts, near[0].start, near[0].end, found, amount=amount.span)
