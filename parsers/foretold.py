"""What is told of a thing between its name and its amount: coolant, the 5 l one, 25 pcs; 围裙，要加厚的，20条. It is one line."""

from collections.abc import Sequence
from itertools import pairwise

from parsers import comparing
from parsers.clauses import Item, Mention, Sentence
from parsers.drafts import Draft
from parsers.foregoing import Foregoing
from parsers.products import Match

# What may stand between the name and what is told of it, and how many unknown words (coolant stuff, the 5 l one).
_SMALL = frozenset({"break", "fill", "glue", "take", "also", "same", "now"})
_MOST_BREAKS, _MOST_UNKNOWN = 1, 1
# From here on nothing doubts what both say together.
_SURE = 0.9


def settle(sentence: Sentence, first: int, so_far: Foregoing) -> None:
    """Make one draft of a name without an amount and what only tells more of it, among those from `first` on."""
    drafts = so_far.block.drafts
    for named, told in list(pairwise(drafts[first:])):
        if not _apart(named, told, sentence.items):
            continue
        match = _together(named, told, so_far)
        if match is None:
            continue
        told.phrase, told.match, told.start = [*named.phrase, *told.phrase], match, named.start
        told.gaps = [*named.gaps, *told.gaps]
        drafts.remove(named)


def _apart(named: Draft, told: Draft, items: Sequence[Item]) -> bool:
    """Whether the second has an amount behind it, the first none, and only small words stand between both."""
    if named.amount is not None or named.role not in ("line", "passing") or not named.match.strong:
        return False
    if told.amount is None or told.role != "line" or told.amount.start < told.start or named.end > told.start:
        return False
    between = [item for item in items if named.end <= item.start and item.end <= told.start]
    unknown = [item for item in between if isinstance(item, Mention)]
    labels = [item.label for item in between if not isinstance(item, Mention)]
    return (
        len(unknown) <= _MOST_UNKNOWN
        and not any(item.spans for item in unknown)
        and _SMALL.issuperset(labels)
        and labels.count("break") <= _MOST_BREAKS
    )


def _together(named: Draft, told: Draft, so_far: Foregoing) -> Match | None:
    """The one product that has all that is said, if the second names none by itself."""
    if named.match.status not in ("one", "several") or not named.phrase or not told.phrase:
        return None
    joined = so_far.lookup.find([*named.phrase, *told.phrase])
    if joined.status != "one" or joined.unexplained or joined.certainty < _SURE:
        return None
    if told.headless:
        return joined
    # PPR, which the pipe before it is.
    product = so_far.catalog.entry(joined.skus[0])
    same = named.match.status == "one" and named.match.skus == joined.skus and told.match.status == "several"
    own = product is not None and all(comparing.has(part, product, so_far.catalog) for part in told.phrase)
    return joined if same and own else None
