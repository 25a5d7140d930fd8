"""How much, first said openly and then in a number: 多拿些，要25箱; some cable ties, 20 bags. The number tells. A component of preparing."""

from collections.abc import Iterator
from dataclasses import replace

from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.quantities import Amount
from parsers.spans import Span

_SMALL = frozenset({"take", "fill", "glue", "more", "also", "now"})
# What may end the clause of the number.
_ENDS = frozenset({"break", "separator", "also"})


def settle(sentence: Sentence) -> None:
    """Make a small word of an open amount (一些) before the comma behind which the number of the same stands alone."""
    for place, item in enumerate(sentence.items):
        if isinstance(item, Span) and _is_open(item) and _told(sentence.items[place + 1 :]):
            sentence.items[place] = replace(item, label="fill", value="")


def _is_open(item: Span) -> bool:
    if item.label != "quantity":
        return False
    amount: Amount = item.value
    return amount.number is None and amount.unit is None


def _told(behind: list[Item]) -> bool:
    """Whether at most the thing itself, a comma and a number follow, and nothing that the number could count."""
    rest = _unsmall(behind)
    first = next(rest, None)
    if isinstance(first, Mention):
        first = next(rest, None)
    amount = next(rest, None)
    after = next(rest, None)
    return (
        isinstance(first, Span)
        and first.label == "break"
        and isinstance(amount, Span)
        and is_amount(amount)
        and amount.value.exact is not None
        and (after is None or (isinstance(after, Span) and after.label in _ENDS))
    )


def _unsmall(items: list[Item]) -> Iterator[Item]:
    return (item for item in items if isinstance(item, Mention) or item.label not in _SMALL)
