"""What each takes: a number of things of the customer's own is explained where it and the share of each make a line's
amount (for 9 cabins 18 lamps, two per cabin). Such a sum proves itself, whatever the words are."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers import numerals
from parsers.annotate import Annotated
from parsers.drafts import Block
from parsers.spans import Span

_NUMBER = r"(?:[0-9]{1,3}|[一二两三四五六七八九十]|one|two|three|four|five|six|eight|ten)"
_SHARE = re.compile(
    rf"[一每](?P<han>[㐀-鿿]{{1,3}}?)(?:用|配|装|要|放|上|各|发)?(?P<a>{_NUMBER})[㐀-鿿]"
    rf"|\b(?P<b>{_NUMBER}) (?:\w{{2,8}} )?(?:(?:per|each|for each|for every|in each|to each) )(?P<word>\w{{2,12}})"
    rf"|\beach (?P<other>\w{{2,12}}) (?:gets|takes|needs|has|with) (?P<c>{_NUMBER})\b"
)
# The share stands right behind the amount that it explains, or behind the name that follows that.
_NEAR = 40
# What is counted is named so far behind its number.
_NAMED = 24


def explained(block: Block, annotated: Annotated) -> list[tuple[int, int]]:
    """Where numbers stand that times a share behind a line make the line's amount, and where those shares do."""
    text = annotated.lowered
    counted: list[Span] | None = None
    found: list[tuple[int, int]] = []
    for draft in block.drafts:
        amount = draft.amount
        if draft.role != "line" or amount is None or draft.match.status == "none":
            continue
        end = max(draft.end, amount.end)
        for start, stop, taker, share in _shares(text[end : end + _NEAR]):
            if counted is None:
                said = annotated.of("quantity", "bare", blocks=annotated.voice)
                counted = [span for span in said if span.value.exact is not None]
            proofs = [
                one
                for one in counted
                if one.start < draft.start
                and one.value.exact * share == amount.value.exact
                and taker in text[one.end : min(one.end + _NAMED, draft.start)]
            ]
            if proofs:
                found += [(end + start, end + stop), *((one.start, one.end) for one in proofs)]
    return found


def _shares(said: str) -> Iterator[tuple[int, int, str, Decimal]]:
    """Where shares stand, what takes each and how many."""
    for match in _SHARE.finditer(said):
        taker = match["han"] or match["word"] or match["other"]
        for span in numerals.find(match["a"] or match["b"] or match["c"]):
            if span.label == "number" and span.value.form == "exact":
                yield match.start(), match.end(), taker, span.value.low
