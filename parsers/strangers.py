"""A number and words that the catalog does not know, where they stand like a line among lines: 30 bowls, 2 ladders.

What is not sold must be asked about: passed over in silence, the customer would wait for it.
"""

import re
from collections.abc import Collection, Sequence

from parsers.clauses import Item, Mention, Sentence, is_number
from parsers.entries import Entry, Pattern
from parsers.parts import grammar_words

# What parts the things of a list, what may stand in a thing of a list without telling more of it, and what asks for it.
_PARTS = frozenset({"break", "separator", "also"})
_IDLE = frozenset({"fill", "glue", "take", "more", "now"})
_JOINS = re.compile(r"[ \t]*[x×*:：-]?[ \t]*")
_HAN = re.compile(r"[㐀-鿿]")
# A thing is named in a few words; more tell a story.
_MOST_HAN, _MOST_LATIN = 8, 3
_MOST = 10_000


def words(
    sentence: Sentence, entry: Entry, entries: Sequence[Entry], text: str, pattern: Pattern
) -> tuple[int, int] | None:
    """Where the words stand that the bare number of `entry` counts, or None where it counts nothing like goods."""
    amount = entry.amount
    if amount is None or amount.label != "bare":
        return None
    exact = amount.value.exact
    if exact is None or not 0 < exact < _MOST or exact != exact.to_integral_value():
        return None
    taken = {place for one in entries if one is not entry for place in range(one.first, one.last + 1)}
    before = _side(sentence.items[: entry.first][::-1], range(entry.first - 1, -1, -1), taken)
    behind = _side(sentence.items[entry.last + 1 :], range(entry.last + 1, len(sentence.items)), taken)
    if before is None or behind is None or bool(before) == bool(behind):
        return None
    mentions = [*before, *behind]
    start, end = min(one.start for one in mentions), max(one.end for one in mentions)
    if before:
        end = max(end, amount.start)
        end = start + len(text[start:end].rstrip(" \tx×*:：-"))
        latin = not _HAN.search(text, start, end)
        if latin and pattern != "product first" and not text[end : amount.start].strip():
            # Gate 3, Room 5: a place or a number of something, not an amount.
            return None
    elif pattern == "product first" or not _JOINS.fullmatch(text, amount.end, start):
        return None
    return (start, end) if _is_name(text[start:end]) else None


def asked_for(cues: Collection[str]) -> bool:
    """Whether no cue beside it tells that the thing is not wanted, or is a tale."""
    return not set(cues) - _PARTS - _IDLE


def is_row(sentence: Sentence, entries: Sequence[Entry]) -> bool:
    """Whether the sentence is a row of text that is one line of an order, whose product is known."""
    return sentence.whole_row and len(entries) == 1 and entries[0].named and entries[0].amount is not None


def _side(items: Sequence[Item], places: Sequence[int], taken: set[int]) -> list[Mention] | None:
    """The unknown words on one side of a number as far as its thing of the list goes; None if more is told there."""
    found: list[Mention] = []
    for item, place in zip(items, places, strict=True):
        if place in taken or (not isinstance(item, Mention) and item.label in _PARTS):
            break
        if isinstance(item, Mention):
            if item.spans:
                return None
            found.append(item)
        elif is_number(item) or item.label not in _IDLE:
            return None
    return found


def _is_name(said: str) -> bool:
    """Whether the words may be a name: few, and none that only grammar needs."""
    han = len(_HAN.findall(said))
    latin = re.findall(r"[a-z']+", said)
    if han:
        return 1 < han <= _MOST_HAN and not latin
    return 0 < len(latin) <= _MOST_LATIN and len(said) > 2 and not set(latin) & grammar_words()
