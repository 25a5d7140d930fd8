"""Numbers that belong to no product and are only told: of a tale, of what stands before the list, or a word to the driver."""

from collections.abc import Sequence

from parsers import phrases
from parsers.clauses import Item, Mention, Sentence
from parsers.drafts import Draft
from parsers.foregoing import Foregoing
from parsers.spans import Span

# What asks for what it stands by; what says nothing where it stands between both.
_ASKING = frozenset({"take", "also", "more", "now", "set", "swap", "correct", "or", "total", "separator"})
_IDLE = frozenset({"fill", "glue"})
# An amount has two sides; nobody tells of more numbers in a sentence.
_BOTH, _MOST = 2, 8


def settle(sentence: Sentence, first: int, before: int, so_far: Foregoing) -> None:
    """Let those of the sentence be asides that nothing asks for. Its drafts begin at `first`, its loose amounts at `before`."""
    block = so_far.block
    if len(block.loose) <= before:
        return
    lines = [draft for draft in block.drafts[first:] if draft.role == "line"]
    earlier = any(draft.role == "line" for draft in block.drafts[:first])
    told = [
        span
        for span in block.loose[before : before + _MOST]
        if (not lines or (not earlier and _stands_before(span, lines, sentence)))
        and _is_told(span, sentence, so_far.text)
    ]
    block.asides += told
    block.loose[before:] = [span for span in block.loose[before:] if span not in told]


def _stands_before(amount: Span, lines: Sequence[Draft], sentence: Sentence) -> bool:
    """Whether it stands in a clause before that of the first line."""
    opening = min(
        min(draft.start, draft.amount.start) if draft.amount is not None else draft.start for draft in lines
    )
    own, other = _place(amount.start, sentence), _place(opening, sentence)
    return own is not None and other is not None and sentence.clauses[own] < sentence.clauses[other]


def _place(position: int, sentence: Sentence) -> int | None:
    """The place of the item that holds the position, or of the next one."""
    return next((at for at, item in enumerate(sentence.items) if position < item.end), None)


def _is_told(amount: Span, sentence: Sentence, text: str) -> bool:
    """Whether words stand on both sides of it, and none of them asks for it: two ships have docked, no car above 4.2 m."""
    place = _place(amount.start, sentence)
    if place is None or sentence.items[place].start > amount.start:
        return False
    own = [at for at, clause in enumerate(sentence.clauses) if clause == sentence.clauses[place]]
    if _asks(sentence.items[own[0] : place][::-1]) or _asks(sentence.items[place + 1 : own[-1] + 1]):
        return False
    if phrases.book("entries")["forbids"].pattern.search(text, sentence.items[own[0]].start, amount.start):
        return True
    sides = {item.start < amount.start for item in sentence.items if _is_word(item, amount)}
    return len(sides) == _BOTH


def _asks(beside: Sequence[Item]) -> bool:
    """Whether something that asks stands next to it, with small words at most between."""
    near = next((one for one in beside if isinstance(one, Mention) or one.label not in _IDLE), None)
    return isinstance(near, Span) and near.label in _ASKING


def _is_word(item: Item, amount: Span) -> bool:
    beside = item.end <= amount.start or item.start >= amount.end
    return beside and (isinstance(item, Mention) or item.label in ("fill", "negate"))
