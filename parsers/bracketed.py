"""What is said in brackets not to be wanted of goods, between their name and how many there shall be: 台灯(不要夹式的)5盏. A
component of preparing."""

from itertools import pairwise

from parsers.clauses import Mention, Sentence, is_amount
from parsers.lookup import Lookup
from parsers.spans import Span

# So far from the brackets stand the name and the amount.
_NEAR = 2


def settle(sentence: Sentence, text: str, lookup: Lookup) -> None:
    """Set such brackets aside, so that the amount goes with the name, and the name is told without what is refused there."""
    for _, cue in reversed(list(sentence.cues("negate", "remove"))):
        opened = text.rfind("(", sentence.items[0].start, cue.start)
        closed = text.find(")", cue.end)
        if opened < 0 or closed < 0 or ")" in text[opened : cue.start] or "(" in text[cue.end : closed]:
            continue
        _part(sentence, opened)
        inside = [at for at, item in enumerate(sentence.items) if opened < item.start < closed]
        first, last = inside[0], inside[-1] + 1
        if not first or last == len(sentence.items):
            continue
        named, amount = sentence.items[first - 1], sentence.items[last]
        told = [item for item in sentence.items[first:last] if isinstance(item, Mention)]
        if (
            not (isinstance(named, Mention) and named.spans and opened - named.end < _NEAR)
            or not (is_amount(amount) and amount.start - closed <= _NEAR)
            or not told
            or any(is_amount(item) for item in sentence.items[first:last])
            or _asks(sentence, first, last)
        ):
            continue
        match = lookup.find(named.parts)
        refused = [part for item in told for part in item.parts]
        if match.status == "one" and any(lookup.states(match, part) for part in refused):
            # What tells the only product meant is not refused unheard.
            continue
        aside = Span(opened, closed + 1, "fill", text[opened : closed + 1], 1.0, "bracketed")
        sentence.replace(first, last, [aside])


def _asks(sentence: Sentence, first: int, last: int) -> bool:
    """Whether something is wanted in there as well: 台灯(夹式的不要,要立式)."""
    return any(
        isinstance(item, Span) and item.label == "take" and isinstance(behind, Mention)
        for item, behind in pairwise(sentence.items[first:last])
    )


def _part(sentence: Sentence, opened: int) -> None:
    """Part a name that goes on in the brackets: 台灯(夹式的不要)."""
    for place, item in enumerate(sentence.items):
        if not isinstance(item, Mention) or not item.start < opened < item.end:
            continue
        halves = [
            Mention(
                [span for span in item.spans if (span.start > opened) is within],
                [gap for gap in item.gaps if (gap.start > opened) is within],
            )
            for within in (False, True)
        ]
        sentence.replace(place, place + 1, halves)
        return
