"""What stands over a list and holds for all of it: All Hotel White:, 垃圾袋都要加厚的：, 雪葩：. It narrows what the list leaves open."""

from collections.abc import Sequence
from dataclasses import replace

from parsers import comparing, narrowing
from parsers.clauses import Mention, Sentence, is_amount
from parsers.drafts import DOUBTFUL, Draft
from parsers.foregoing import Foregoing
from parsers.lookup import Lookup
from parsers.parts import Part
from parsers.products import Status
from parsers.spans import Span

RULE = "heading"
_COLON = ":"
# Of "all" and its like; 各 and "each" rather speak of amounts.
_ALL = ("都", "全", "all", "均", "统一", "一律")


def settle(sentence: Sentence, text: str, lookup: Lookup) -> None:
    """Give the word for all of them before a colon what stands between, and take that out of the sentence's items."""
    end = _colon(sentence, text)
    if end is None:
        return
    cues = [
        (place, cue)
        for place, cue in sentence.cues("all", "each")
        if cue.end <= end and text.startswith(_ALL, cue.start)
    ]
    if len(cues) != 1:
        return
    place, cue = cues[0]
    _part(sentence, place, end)
    inside = [at for at, item in enumerate(sentence.items) if place < at and item.end <= end]
    phrase = [part for at in inside if isinstance(item := sentence.items[at], Mention) for part in item.parts]
    if not phrase or lookup.find(phrase).status == "none":
        return
    sentence.items[place] = Span(cue.start, cue.end, "all", phrase, cue.certainty, RULE)
    for at in inside:
        item = sentence.items[at]
        if isinstance(item, Mention):
            sentence.items[at] = Span(item.start, item.end, "narrows", None)


def narrow(sentence: Sentence, drafts: Sequence[Draft], so_far: Foregoing) -> None:
    """Let the heading of the list tell on the drafts of a sentence, which may open with another one."""
    for _, cue in sentence.cues("all"):
        if cue.rule == RULE:
            so_far.heading, so_far.of_all = cue.value, True
            break
    else:
        if opening := _opening(sentence, so_far.text):
            so_far.heading, so_far.of_all = opening, False
    if not so_far.heading:
        return
    for draft in drafts:
        if draft.amount is None or any(part in draft.phrase for part in so_far.heading):
            continue
        if draft.match.status == "several":
            joined = so_far.lookup.find([*draft.phrase, *so_far.heading])
            fits = tuple(sku for sku in joined.skus if sku in draft.match.skus)
            if joined.status in ("one", "several") and len(fits) < len(draft.match.skus):
                status: Status = "one" if len(fits) == 1 else "several"
                draft.match = replace(draft.match, status=status, skus=fits) if fits else draft.match
        elif draft.match.status == "one" and so_far.of_all:
            product = so_far.catalog.entry(draft.match.skus[0])
            other = product is not None and comparing.compare(so_far.heading, product, so_far.catalog).doubted
            if other and not narrowing.by_words(draft, so_far.heading, so_far.catalog):
                draft.certainty = min(draft.certainty, DOUBTFUL)


def _opening(sentence: Sentence, text: str) -> list[Part]:
    """What the sentence names before a colon, before anything is counted."""
    end = _colon(sentence, text)
    if end is None:
        return []
    mentions = [item for item in sentence.items if isinstance(item, Mention) and item.start < end]
    return [part for item in mentions for part in item.parts if part.end <= end]


def _colon(sentence: Sentence, text: str) -> int | None:
    """Where a colon stands behind the opening words of the sentence, of which none counts anything."""
    if not sentence.items:
        return None
    start = sentence.items[0].start
    end = next((item.start for item in sentence.items if is_amount(item)), sentence.items[-1].end + 2)
    place = text.find(_COLON, start, end)
    return place if place > 0 else None


def _part(sentence: Sentence, place: int, end: int) -> None:
    """Part a mention that reaches across the colon."""
    for at in range(place + 1, len(sentence.items)):
        item = sentence.items[at]
        if isinstance(item, Mention) and item.start < end < item.end:
            before = Mention(
                [span for span in item.spans if span.end <= end], [gap for gap in item.gaps if gap.end <= end]
            )
            behind = Mention(
                [span for span in item.spans if span.start >= end],
                [gap for gap in item.gaps if gap.start >= end],
            )
            if (before.spans or before.gaps) and (behind.spans or behind.gaps):
                sentence.replace(at, at + 1, [before, behind])
            return
