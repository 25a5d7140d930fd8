"""Amounts beside an answer that ask for nothing: the same said again, what is not meant, and numbers by which goods are called."""

from collections.abc import Sequence

from parsers import answer_amounts, answer_names, answer_products
from parsers.change_statements import CHANGING
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.questions import Questions


def as_it_was(asked: Questions, token: Token) -> bool:
    """Whether a line of the order has that amount already."""
    return any(asked.order.names.fits(line, token) for line in asked.order.before)


def said_again(asked: Questions, clause: Clause) -> list[Token]:
    """Amounts that say the same again, and those that are said not to be meant."""
    place = asked.order.carry
    if place is None or place not in asked.order.touched or clause.labels & {"more", "less", "upto"}:
        return []
    if answer_names.lines(asked, clause) - {place}:
        # It is said of another line.
        return []
    line = asked.order.before[place]
    denied = [token for token in clause.of("amount") if answer_amounts.denied(clause, token)]
    now = asked.order.lines[place]
    denied += answer_amounts.sizes(asked, now.line if now is not None else line, clause.of("amount"))
    same = [
        token
        for token in clause.of("amount")
        if all(token is not one for one in denied)
        and (answer_amounts.agrees(asked, line, token) or asked.order.names.fits(line, token))
    ]
    if len(denied) + len(same) < len(clause.of("amount")):
        return []
    return [*denied, *same, *(token for token in clause.tokens if token.label == "not" and denied)]


def idle(asked: Questions, clause: Clause, taken: Sequence[Token]) -> list[Token]:
    """Numbers beside the product that was chosen, which was not asked how much of it: what it is called by (single phase, 220),
    or nothing that anybody could tell; and the amount in a unit that was just refused."""
    place = asked.order.carry
    if place is None or place not in asked.order.touched or clause.labels & (CHANGING - {"not"}):
        return []
    line = asked.order.before[place]
    left = [token for token in clause.of("amount") if all(token is not one for one in taken)]
    if clause.labels & {"not", "from"} and any(asked.order.names.fits(line, token) for token in left):
        # 8 now, not 5: it is another amount from now on.
        return []
    if line.quantity is None or answer_names.lines(asked, clause) - {place}:
        return []
    if place in asked.worded:
        # Pieces, of course; 100 boxes would last for years.
        said = [token for token in left if token.span and token.span.value.exact == line.quantity]
        units = {token.span.value.unit for token in said if token.span} - {line.unit, None}
        if any(not answer_amounts.refused(asked, unit) for unit in units):
            asked.order.doubt(clause, "two units")
        return said
    if place not in asked.chosen or any(token.span and token.span.value.unit for token in left):
        return []
    known = asked.catalog.get(line.sku or "")
    told = answer_products.written(known) if known else ""
    for token in left:
        number = token.span.value.exact if token.span else None
        if number is None or not answer_products.has_number(told, f"{number.normalize():f}"):
            asked.order.doubt(clause, "a number beside the answer")
    return left
