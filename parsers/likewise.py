"""The same amount of another thing: black pepper 10 bags, same of the white; 黑胡椒10袋，白的也一样."""

from dataclasses import replace
from itertools import pairwise

from parsers import phrases
from parsers.clauses import Mention, Sentence
from parsers.drafts import Draft
from parsers.foregoing import Foregoing
from parsers.quantities import Amount
from parsers.spans import Span

# What may stand between the line and the thing of which as much is wanted.
_SMALL = frozenset({"break", "fill", "glue", "also", "take", "separator", "more", "each", "same", "now"})
# So far before a name the words for it stand.
_BEFORE = 24


def settle(sentence: Sentence, before: Draft | None, first: int, so_far: Foregoing) -> None:
    """Give what the sentence names without an amount, and of which as much is wanted, that of the line right before it.
    `before` is what was named last, the sentence's drafts are those from `first` on."""
    drafts = so_far.block.drafts[first:]
    for last, draft in pairwise([*([before] if before is not None else []), *drafts]):
        if last.role != "line" or last.amount is None or last.amount.value.exact is None:
            continue
        named = draft.match.status in ("one", "several") and draft.role in ("line", "passing")
        if (
            named
            and draft.amount is None
            and _is_next(last, draft, sentence)
            and _as_much(draft, so_far.text)
        ):
            draft.amount, draft.role = _of(draft, last.amount, so_far), "line"


def _of(draft: Draft, amount: Span, so_far: Foregoing) -> Span:
    """The amount, with its unit where the thing is sold by that."""
    unit: str | None = amount.value.unit
    if unit is None or so_far.lookup.sold_by(unit, draft.match):
        return amount
    return replace(amount, label="bare", value=Amount(amount.value.number, None))


def _is_next(last: Draft, draft: Draft, sentence: Sentence) -> bool:
    """Whether nothing but small words stands between both."""
    end = max(last.end, last.amount.end if last.amount is not None else 0)
    between = [item for item in sentence.items if end <= item.start and item.end <= draft.start]
    return draft.start >= end and all(
        not isinstance(item, Mention) and item.label in _SMALL for item in between
    )


def _as_much(draft: Draft, text: str) -> bool:
    book = phrases.book("entries")
    before = text[max(0, draft.start - _BEFORE) : draft.start]
    end = max((part.end for part in draft.phrase), default=draft.end)
    return (
        book["as_much_of"].pattern.search(before) is not None
        or book["as_much"].pattern.match(text, end) is not None
    )
