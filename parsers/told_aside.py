"""What brackets tell of the stock beside an order: 6 reels of 5 mm (9 still there). It is no amount of the line
around them. A component of preparing."""

from collections.abc import Iterator, Sequence

from parsers import units
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.spans import Span

_TALES = frozenset({"stock", "done", "went"})
# With one of these the brackets ask for something, or take something back.
_ASKS = frozenset(
    {"take", "also", "correct", "set", "swap", "more", "less", "negate", "remove", "or", "total", "each"}
)
# More of it is a sentence of its own.
_LONGEST = 12


def settle(sentence: Sentence, text: str) -> None:
    """Pass over what stands in such brackets, where an amount stands outside them."""
    if not any(item.label in _TALES for item in sentence.items if isinstance(item, Span)):
        return
    for first, end in reversed(list(_brackets(sentence, text))):
        inside = sentence.items[first:end]
        if _only_tells(inside) and _counted(sentence, first, end, text):
            told = Span(inside[0].start, inside[-1].end, "packing", "", 0.9, "told aside")
            sentence.replace(first, end, [told])


def _brackets(sentence: Sentence, text: str) -> Iterator[tuple[int, int]]:
    """The places of what stands in brackets that open behind a name or an amount."""
    for place in range(1, len(sentence.items)):
        item, before = sentence.items[place], sentence.items[place - 1]
        if text[before.end : item.start].strip() != "(":
            continue
        closing = text.find(")", item.start)
        end = next(
            (at for at in range(place, len(sentence.items)) if sentence.items[at].start >= closing),
            len(sentence.items),
        )
        if closing >= 0 and place < end <= place + _LONGEST and sentence.items[end - 1].end <= closing:
            yield place, end


def _only_tells(inside: Sequence[Item]) -> bool:
    spans = [item for item in inside if isinstance(item, Span)]
    named = any(isinstance(item, Mention) and item.spans for item in inside)
    labels = {item.label for item in spans}
    return bool(labels & _TALES) and not labels & _ASKS and not named


def _counted(sentence: Sentence, first: int, end: int, text: str) -> bool:
    """Whether something is counted in the clause of the brackets or by what follows upon them, or what the clause before begins
    with: 6 reels of line, 5 mm (9 left)."""
    own = sentence.clauses[first]
    start = next((at for at in range(first) if sentence.clauses[at] >= own - 1), first)
    before = [
        item for at, item in enumerate(sentence.items[start:first], start) if sentence.clauses[at] < own
    ]
    opening = next((item for item in before if isinstance(item, Mention) or is_amount(item)), None)
    if opening is not None and _counts(opening, text):
        return True
    behind = sentence.items[end : end + 2]
    if behind and isinstance(behind[0], Mention):
        # What follows upon them is another thing, with an amount of its own.
        behind = []
    beside = [*sentence.items[start + len(before) : first], *behind]
    return any(_counts(item, text) for item in beside)


def _counts(item: Item, text: str) -> bool:
    """Whether it is an amount outside brackets, and no size."""
    if not isinstance(item, Span) or not is_amount(item) or units.measures(item.value.unit or ""):
        return False
    return text.rfind("(", 0, item.start) <= text.rfind(")", 0, item.start)
