"""What an answer says of the total that we asked about."""

import re

from parsers.change_tokens import Token
from parsers.quantities import Amount
from parsers.questions import Questions

_NUMBER = re.compile(r"\d+")


def comes_to(asked: Questions, token: Token) -> bool:
    """Whether the number is what the lines come to."""
    amount: Amount | None = token.span.value if token.span else None
    lines = [one.line.quantity for one in asked.order.lines if one is not None]
    return amount is not None and amount.exact == sum(quantity or 0 for quantity in lines)


def asked_about(asked: Questions, token: Token, *, told: bool = False) -> bool:
    """Whether it is one of the totals that we asked about; whether the lines come to it shows when all is said. `told`: a word
    for a total stands beside it, so that it may bear a unit."""
    amount: Amount | None = token.span.value if token.span else None
    if amount is None or amount.exact is None or (amount.unit is not None and not told):
        return False
    offered = [
        number
        for flag in asked.pending.flags
        if flag.field == "lines"
        for number in _NUMBER.findall(flag.question or "")
    ]
    if f"{amount.exact.normalize():f}" not in offered:
        return False
    asked.totals.append(token)
    return True
