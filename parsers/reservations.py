"""What makes an order one that nobody carries out unseen: it shall come again and again, in parts, is held back, or hangs on
a price, on what is in stock or on the day."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from parsers import phrases
from parsers.annotate import Annotated
from parsers.drafts import Block, Draft
from parsers.reading import Intent
from parsers.spans import Span

_STOPS = {
    "sentence": re.compile(r"[\n。;；!！?？]|\.(?=\s|$)"),
    "clause": re.compile(r"[\n。;；!！?？,，、:：]|\.(?=\s|$)"),
}
# So many reservations are looked at, and so far the sentence reaches around one.
_MOST, _FARTHEST = 20, 300


def found(
    annotated: Annotated, block: Block, kind: Intent, *, placed: bool, again: bool, dated: bool
) -> list[str]:
    """The reservations in the sentences that speak, in words for the operator, each with the customer's own. `placed`: it is
    known where the goods go, so that another place that is spoken of is no reservation; `again`: the last order is had once
    more, so that twice an amount of it is known; `dated`: it is known when they come."""
    ordered = _ordered(annotated, block, kind, again=again)
    if not ordered:
        return []
    anew = [draft.amount.end for draft in block.drafts if draft.corrected and draft.amount is not None]
    told = (
        f"{phrase.table['why']}: {annotated.source(start, end)}"
        for start, end, phrase in _all(annotated, ordered, anew)
        if not (placed and phrase.table.get("default"))
        and not (dated and phrase.table.get("undated"))
        and (kind == "new_order" or not phrase.table.get("anew"))
        and not (again and phrase.table.get("known_again"))
    )
    return list(dict.fromkeys(told))[:_MOST]


def _ordered(annotated: Annotated, block: Block, kind: Intent, *, again: bool) -> list[int]:
    """Where something is ordered; what changes an order may name its amount alone, and what repeats one names no goods."""
    places = [place for draft in block.drafts if draft.role == "line" for place in _places(draft)]
    if kind != "new_order":
        places += [span.start for span in annotated.of("quantity", "bare", blocks=annotated.voice)]
    if again:
        places += [span.start for span in annotated.of("same", blocks=annotated.voice)]
    return sorted(places)


def _places(draft: Draft) -> Iterator[int]:
    amount: Span | None = draft.amount
    if amount is not None:
        yield amount.start
        yield draft.start


def _all(
    annotated: Annotated, ordered: Sequence[int], anew: Sequence[int]
) -> Iterator[tuple[int, int, phrases.Phrase]]:
    text, book = annotated.lowered, phrases.book("reservations")
    for block in annotated.voice:
        if block in annotated.files and not annotated.files[block].running:
            continue
        # 等我看下……要3箱: what was waited for has come.
        waited = [span for span in annotated.chosen.get(block, ()) if span.label == "correct"]
        corrected = [span for span in waited if any(span.end <= end for end in anew)]
        for phrase in book.within(text):
            near = phrase.table.get("near")
            if near is None:
                continue
            for match in islice(phrase.pattern.finditer(text, block.start, block.end), _MOST):
                if any(span.start <= match.start() < span.end for span in corrected):
                    continue
                if _told_within(text, match.start(), phrase, block.start, block.end):
                    continue
                start, end = _around(text, *match.span(), near, block.start, block.end)
                if near != "message" and not _any(ordered, start, end):
                    continue
                unless = phrase.table.get("unless")
                if unless is not None:
                    start, end = _around(text, *match.span(), "sentence", block.start, block.end)
                    if book[unless].pattern.search(text, start, end):
                        continue
                yield *match.span(), phrase


def _told_within(text: str, place: int, phrase: phrases.Phrase, first: int, last: int) -> bool:
    """Whether the place lies in words that are like a reservation and only tell why: 蒜粒没了换三罐来."""
    name = phrase.table.get("within")
    if name is None:
        return False
    start, end = _around(text, place, place, "sentence", first, last)
    told = phrases.book("reservations")[name].pattern.finditer(text, start, end)
    return any(one.start() <= place < one.end() for one in islice(told, _MOST))


def _around(text: str, start: int, end: int, near: str, first: int, last: int) -> tuple[int, int]:
    """The clause or sentence that holds [start, end)."""
    stop = _STOPS.get(near)
    if stop is None:
        return first, last
    first, last = max(first, start - _FARTHEST), min(last, end + _FARTHEST)
    before = max((match.end() for match in stop.finditer(text, first, start)), default=first)
    behind = stop.search(text, end, last)
    return before, behind.start() if behind else last


def _any(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end
