"""How an amount of a change is said again: as what it comes to, or as what it is not (总共9个, 不是再加9个)."""

from parsers.change_statements import ACTS, BY
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.changing import Changing

# What it comes to.
TO = frozenset({"total", "upto", "set"})


def only_again(order: Changing, clause: Clause) -> bool:
    """Whether the clause only says how the amount before it is meant (总共9个, 不是再加9个); one that contradicts is a doubt."""
    labels = clause.labels
    line = order.lines[order.carry] if order.carry is not None else None
    amounts = clause.of("amount")
    meant = labels & (BY | TO)
    if line is None or order.stated is None or len(amounts) != 1:
        return False
    if not meant:
        # 多给5袋，25袋: what it comes to.
        plain = order.stated_by and clause.opening == "comma" and not labels & (ACTS | {"stock"})
        return plain and order.names.fits(line.line, amounts[0])
    denied = "not" in labels
    if _vague(order.stated) and not denied:
        # 多要几箱，总共8箱: only now it is told how many.
        return False
    if not denied and (meant - {"total"} or labels & ACTS):
        told = order.stated_by and bool(meant & BY) and _same(order.stated, amounts[0])
        # 是再加5盒; else it is one more change.
        return told and not labels & (ACTS - BY) and "want" in labels
    agrees = order.names.fits(line.line, amounts[0])
    if denied:
        by = bool(meant & BY)
        agrees = _same(order.stated, amounts[0]) and by != order.stated_by and not (by and meant & TO)
    if not agrees:
        order.doubt(clause, "another total")
    return True


def _same(one: Token, other: Token) -> bool:
    if one.span is None or other.span is None:
        return False
    first, second = one.span.value, other.span.value
    return first.exact == second.exact and second.unit in (None, first.unit)


def _vague(token: Token) -> bool:
    return token.span is not None and token.span.value.exact is None
