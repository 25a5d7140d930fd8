"""The same amount of another thing: black pepper 10 bags, same of the white; 黑胡椒10袋，白的也一样."""

from itertools import pairwise

from parsers import phrases
from parsers.clauses import Mention, Sentence
from parsers.drafts import Draft
from parsers.foregoing import Foregoing

# What may stand between the line and the thing of which as much is wanted.
_SMALL = frozenset({"break", "fill", "glue", "also", "take", "separator", "more", "each", "same", "now"})
# So far before a name the words for it stand.
_BEFORE = 24


def settle(sentence: Sentence, before: Draft | None, first: int, so_far: Foregoing) -> None:
    """Make a line of what the sentence names without an amount and of which as much is wanted as of the line right before it: so
    many are asked about, and not passed over. `before` is what was named last, the sentence's drafts are those from `first` on."""
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
            draft.role = "line"


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
