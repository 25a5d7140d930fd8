"""Words before a name that belong to what was said before it, whatever of other names they hold: 公司开业要用：白纸杯, short
of tape, please send brown tape."""

import re
from collections.abc import Sequence

from parsers import phrases
from parsers.entries import Entry
from parsers.lookup import Lookup
from parsers.parts import Part
from parsers.products import Match
from parsers.spans import Span

# From here on nothing doubts that the name is meant.
_PLAIN = 0.9
# Cues that make a tale of what they stand by, or refuse it.
_TELLING = ("stock", "others", "negate", "remove")
# Longer phrases are no name with something before it.
_MOST_PARTS = 12
# What ends what is said before: marks, pictures, a line. 、 parts the things of a list.
_ENDS = re.compile(r"[,，:：;；!！?？。~～…\n]|[^\w\s㐀-鿿()（）\[\]【】\"'“”‘’*×/+#&%.°-]")


def without(
    entry: Entry, match: Match, gaps: list[Span], cues: dict[str, Span], text: str, lookup: Lookup
) -> tuple[Match, list[Span], int | None]:
    """The match with the unknown words that touch it, and where its name begins: behind a foreword where the rest alone names
    the same product, else as they were. What the foreword tells of goods is taken from the `cues`."""
    if match.status not in ("one", "near") or len(match.skus) != 1 or not entry.phrase:
        return match, gaps, None
    told = [label for label in _TELLING if label in cues]
    if match.certainty >= _PLAIN and not gaps and not told:
        return match, gaps, None
    for at, part in enumerate(entry.phrase[:_MOST_PARTS]):
        if not _begins(part, entry.phrase[:at], text, gaps):
            continue
        alone = lookup.find(entry.phrase[at:])
        rest = [gap for gap in gaps if gap.start >= part.start]
        if alone.status != "one" or alone.skus != match.skus or alone.unexplained or alone.headless:
            continue
        before = lookup.find(entry.phrase[:at]) if at else None
        other = before is not None and before.strong and before.status == "one" and before.skus != alone.skus
        if alone.strong and alone.certainty >= _PLAIN and not other:
            for label in told:
                if cues[label].end <= part.start:
                    del cues[label]
            return alone, rest, part.start
    return match, gaps, None


def _begins(part: Part, before: Sequence[Part], text: str, gaps: Sequence[Span]) -> bool:
    """Whether what was said before ends right before the part: a mark stands there, or a word that asks for what follows."""
    ends = [one.end for one in before] + [gap.end for gap in gaps if gap.end <= part.start]
    if not ends:
        return False
    between = text[max(ends) : part.start]
    if _ENDS.search(between):
        return True
    opening = phrases.book("entries")["foreword"].pattern
    start = min([one.start for one in before] + [gap.start for gap in gaps])
    return any(found.end() == part.start for found in opening.finditer(text, start, part.start))
