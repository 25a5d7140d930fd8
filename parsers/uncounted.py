"""Unknown things that are asked for without an amount among known lines: 20 bulbs plus ladders; 再来点木炭; brushes as well.

What is not sold must be asked about, as much as if it were counted (see `strangers`).
"""

import re
from collections.abc import Collection, Iterator, Sequence

from parsers import haste, phrases, requirements, unlisted
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.drafts import Draft
from parsers.entries import Entry
from parsers.entry_rows import Row
from parsers.foregoing import Foregoing
from parsers.parts import grammar_words
from parsers.products import Match
from parsers.quantities import Amount
from parsers.spans import Span

# What adds a thing to a list, on its left and on its right; what may stand between it and the thing.
_ADDS, _ADDED = frozenset({"separator", "also", "more"}), frozenset({"also"})
_ENDS = frozenset({"break", "separator", "also", "marker"})
_IDLE = frozenset({"fill", "glue", "take", "more", "now", "same"})
_HAN = re.compile(r"[㐀-鿿]")
_MOST_HAN, _MOST_LATIN = 6, 2
# What goes along with goods, or is done with them, is no goods.
_KINDS = ("people", "papers", "marks")
_ANY = "any"
# And not in the nets: what stands behind these is no thing of the list.
_ELSEWHERE = frozenset(
    {
        "in",
        "for",
        "on",
        "at",
        "to",
        "with",
        "from",
        "by",
        "of",
        "not",
        "no",
        "is",
        "are",
        "be",
        "have",
        "wish",
        "hope",
        "it",
        "will",
        "can",
        "has",
    }
)
_FEW, _MARK_AND_WORDS = 3, 2


def add(row: Row, beside: Sequence[Row], first: int, so_far: Foregoing) -> None:
    """Take them as lines beside those of their sentence, which are the drafts from `first` on, or of a list's other rows."""
    sentence, entries = row
    drafts = so_far.block.drafts
    if any(draft.role == "line" and draft.amount is not None for draft in drafts[first:]):
        found = list(_asked_for(sentence, entries, so_far.text))
    else:
        found = list(_of_row(row, beside, so_far.text))
    for start, end, amount in found:
        draft = Draft([], start, end, Match("none", ()), amount=amount)
        place = next((at for at in range(first, len(drafts)) if drafts[at].start > start), len(drafts))
        drafts.insert(place, draft)


def _of_row(row: Row, beside: Sequence[Row], text: str) -> Iterator[tuple[int, int, Span | None]]:
    """A row that is a mark of its list and unknown words, where the rows beside it are lines behind such a mark."""
    sentence, _ = row
    rows = [near for near in beside if near[0].whole_row and len(near[1]) == 1 and near[1][0].named]
    marked = all(_marked(near) for near, _ in rows) and _marked(sentence)
    counted = bool(rows) and all(near[0].amount is not None for _, near in rows)
    if not sentence.whole_row or not marked or not counted or len(sentence.items) != _MARK_AND_WORDS:
        return
    words = sentence.items[1]
    if isinstance(words, Mention) and not words.spans and _is_name(text[words.start : words.end]):
        yield words.start, words.end, None


def _marked(sentence: Sentence) -> bool:
    first = sentence.items[0] if sentence.items else None
    return isinstance(first, Span) and first.label == "marker"


def _asked_for(
    sentence: Sentence, entries: Sequence[Entry], text: str
) -> Iterator[tuple[int, int, Span | None]]:
    taken = {
        place
        for entry in entries
        if entry.named or (entry.amount is not None and not _open(entry.amount))
        for place in range(entry.first, entry.last + 1)
    }
    place = 0
    while place < len(sentence.items):
        first, last = _words(sentence.items, place, taken)
        place = max(place, last) + 1
        if last < first:
            continue
        start, end = sentence.items[first].start, sentence.items[last].end
        joined = text.startswith("& ", start)
        start += 2 * joined
        left, right = (
            _side(side, text) for side in (sentence.items[:first][::-1], sentence.items[last + 1 :])
        )
        if right is not None and any(_tells_more(item, text) for item in right):
            continue
        if (left is None and not joined) or right is None or not _is_name(text[start:end]):
            continue
        left = left or []
        amounts = [one for one in (*left, *right) if isinstance(one, Span) and is_amount(one)]
        open_ones = [one for one in amounts if one.value.number is None and text[one.start : one.end] != _ANY]
        behind = first - len(left) - 1
        told = joined or _label(left) in _ADDS or _mark(left, text) == "、"
        listed = any(
            item.label in _ADDED and unlisted.asks_behind(item.value)
            for item in right
            if isinstance(item, Span)
        ) or (told and _follows(sentence.items, behind, taken))
        if listed or open_ones:
            yield start, end, open_ones[0] if open_ones else None


def _words(items: Sequence[Item], place: int, taken: Collection[int]) -> tuple[int, int]:
    """The items from `place` on that are one stretch of unknown words: what is written in one with them may be heard as a
    small word (卷发棒, 松子), which opens it only where it would be too short else."""
    first, last = place, place - 1
    for at in range(place, len(items)):
        item = items[at]
        unknown = isinstance(item, Mention) and not item.spans
        small = isinstance(item, Span) and item.label in _IDLE and item.end - item.start == 1
        if at in taken or not (unknown or small) or (at > first and item.start != items[at - 1].end):
            break
        last = at
    while last >= first and not any(isinstance(item, Mention) for item in items[first : last + 1]):
        return first, first - 1
    while first < last and isinstance(items[first], Span) and items[last].end - items[first].end > 1:
        first += 1
    return first, last


def _side(items: Sequence[Item], text: str) -> list[Item] | None:
    """What stands between a thing and its neighbour in the list, that which parts them last; None if it is told otherwise."""
    found: list[Item] = []
    for item in items:
        if isinstance(item, Mention):
            return None
        found.append(item)
        if item.label in _ENDS or (item.label == "more" and not found[:-1]):
            return found
        if is_amount(item) and not _open(item):
            # 100条加吹风机: a thing counted before.
            return found if len(found) > 1 else None
        if item.label not in _IDLE and not is_amount(item):
            return None
        if set(text[item.start : item.end].split()) & _ELSEWHERE:
            return None
    return found


def _tells_more(item: Item, text: str) -> bool:
    """Whether an English word behind the thing belongs to it, small as it is (a nice day)."""
    said = text[item.start : item.end]
    small = isinstance(item, Span) and item.label in ("fill", "glue") and said.isascii()
    return small and said not in phrases.words("described", "courtesy")


def _follows(items: Sequence[Item], place: int, taken: Collection[int]) -> bool:
    """Whether a known thing stands there, or before what is idle."""
    while place >= 0 and place not in taken:
        item = items[place]
        if isinstance(item, Mention) or item.label not in _IDLE | {"break"}:
            return not (isinstance(item, Mention) or item.label not in _ADDS)
        place -= 1
    return place >= 0


def _open(amount: Span) -> bool:
    """Whether it asks for some, without saying how much (再来点, some)."""
    value: Amount = amount.value
    return value.number is None or value.number.form == "vague"


def _label(side: Sequence[Item]) -> str:
    labels = [item.label for item in side if isinstance(item, Span)]
    return next((label for label in labels if label in _ADDS), "")


def _mark(side: Sequence[Item], text: str) -> str:
    last = side[-1] if side else None
    return text[last.start] if isinstance(last, Span) and last.label == "break" else ""


def _is_name(said: str) -> bool:
    """Whether the unknown words may be a name: few, none that only grammar needs, and nothing that goes along with goods."""
    han, latin = len(_HAN.findall(said)), re.findall(r"[a-z']+", said)
    if han:
        short = 1 < han <= _MOST_HAN and not latin
    else:
        short = 0 < len(latin) <= _MOST_LATIN and len(said) > _FEW and not set(latin) & grammar_words()
    if not short or re.search(r"\d", said):
        return False
    book = phrases.book("remarks")
    if (
        any(book[kind].pattern.search(said) for kind in _KINDS)
        or requirements.requires(said)
        or haste.is_asked(said)
    ):
        return False
    return not any(said.startswith(word) for word in phrases.words("notes", "desk"))
