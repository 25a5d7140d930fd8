"""Small words of an answer that count or put off nothing: of how many lines it speaks (两个都要), and that it is so many for now
(先拿15袋)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.changewords import Clause
from parsers.quantities import Amount
from parsers.questions import Questions

# What may stand between how many and all of them.
_FACET = re.compile(r"(?:的)?(?:规格|型号|颜色|尺寸|尺码|品种|口味|货|问题)?")
# What kinds are counted by, and how one says that he takes so many.
_KINDS, _TAKES = frozenset("个种款样项"), frozenset("拿要订")


def without(asked: Questions, said: Sequence[Clause]) -> list[Clause]:
    """The clauses without such words."""
    questions = len({place for place, _ in asked.flags})
    later = any("rest" in clause.labels for clause in said)
    left = []
    for clause in said:
        kept = []
        for place, token in enumerate(clause.tokens):
            behind = clause.tokens[place + 1] if place + 1 < len(clause.tokens) else None
            counted = token.kind == "amount" and behind is not None and behind.label == "all"
            beside = behind is not None and _FACET.fullmatch(asked.between(token, behind)) is not None
            if counted and token.span is not None and beside:
                amount: Amount = token.span.value
                if amount.exact == questions > 1 and (amount.unit is None or amount.unit in _KINDS):
                    continue
            if token.label == "first" and behind is not None and not later:
                taken = asked.words(behind)
                if taken in _TAKES and clause.of("amount"):
                    continue
            kept.append(token)
        if kept:
            left.append(replace(clause, tokens=kept))
    return left
