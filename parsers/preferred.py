"""What is wanted rather than another kind of it, with the amount behind both: brass hooks rather than steel, 20 boxes. The
amount is that of the one that is wanted. A component of preparing."""

from parsers import kinds, phrases, units
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.each import Group
from parsers.lookup import Lookup
from parsers.spans import Span

_SMALL = frozenset({"fill", "glue", "marker"})
# Such words before what is wanted say that it is not.
_REFUSES = frozenset({"negate", "remove", "ask", "condition", "or", "stock", "done"})
_TWO = 2
# 而不是, 而非: of two things and nothing else.
_CONTRASTS = "而"


def settle(sentence: Sentence, text: str, lookup: Lookup) -> None:
    """Take what is not wanted out from between what is, and its amount."""
    place = 0
    while place < len(sentence.items):
        if isinstance(sentence.items[place], Mention):
            place = _at(sentence, place, text, lookup)
        place += 1


def _at(sentence: Sentence, place: int, text: str, lookup: Lookup) -> int:
    """Settle what is wanted at `place`; the place of the last item of it."""
    cue = _past_sizes(sentence, place + 1)
    behind = cue < len(sentence.items) and is_amount(sentence.items[cue])
    end = _given_up(sentence, cue + behind, text)
    wanted = sentence.items[place]
    if end is None or not isinstance(wanted, Mention) or not wanted.spans:
        return place
    if behind or _is_counted(sentence, place):
        if not sentence.cues("swap") and _ends(sentence, end):
            _pass_over(sentence, cue + behind, end)
        return place
    counted = _amount(sentence, end)
    if _refused(sentence, place, text) or (counted is None and not _ends(sentence, end)):
        return place
    other = [item for item in sentence.items[cue:end] if isinstance(item, Mention) or is_amount(item)]
    told = kinds.tokens([*sentence.items[place:cue], _comma(wanted), *other], text, lookup)
    found = kinds.find(told, lookup) if told else []
    kin = len(found) == _TWO and all(kind.match.status == "one" for kind in found)
    amount = sentence.items[counted] if counted is not None else None
    if kin and counted is not None and isinstance(amount, Span) and amount.value.exact is not None:
        # What both are called may stand with the last alone: brass rather than steel hooks.
        group = Span(wanted.start, amount.end, "group", Group((found[0],), amount), 0.9, "preferred")
        sentence.replace(place, counted + 1, [group])
        return place
    if kin or counted is not None:
        _pass_over(sentence, cue, end)
    return place


def _pass_over(sentence: Sentence, start: int, end: int) -> None:
    start += _is_break(sentence.items[start])
    first, last = sentence.items[start], sentence.items[end - 1]
    sentence.replace(start, end, [Span(first.start, last.end, "packing", "", 0.9, "preferred")])


def _ends(sentence: Sentence, place: int) -> bool:
    """Whether nothing more is said there of what is not wanted."""
    behind = next((item for item in sentence.items[place:] if not _is_small(item)), None)
    return behind is None or _is_break(behind) or (isinstance(behind, Span) and behind.label == "separator")


def _is_break(item: Item) -> bool:
    return isinstance(item, Span) and item.label == "break"


def _past_sizes(sentence: Sentence, place: int) -> int:
    """Behind the sizes that go on with a name."""
    while place < len(sentence.items) and _is_size(sentence.items[place]):
        place += 1
    return place


def _given_up(sentence: Sentence, start: int, text: str) -> int | None:
    """The place behind what is named as not wanted, where a word for that begins at `start`."""
    place = start
    if place < len(sentence.items) and text[sentence.items[place].start] == _CONTRASTS:
        # 而不是之前那种: what is contrasted has no name.
        place = next(
            (at for at in range(start + 1, len(sentence.items)) if not _is_small(sentence.items[at])), start
        )
        if _is_break(sentence.items[place]):
            return place
        place = start
    while place < len(sentence.items) and not isinstance(sentence.items[place], Mention):
        item = sentence.items[place]
        if is_amount(item):
            break
        place += 1
    if place >= len(sentence.items) or place == start:
        return None
    said = text[sentence.items[start - 1].end : sentence.items[place].start]
    other = sentence.items[place]
    named = (isinstance(other, Mention) and (bool(other.spans) or _CONTRASTS in said)) or _is_size(other)
    if not named or not phrases.book("entries")["rather_than"].pattern.search(said):
        return None
    return _past_sizes(sentence, place + 1)


def _is_size(item: Item) -> bool:
    return isinstance(item, Span) and is_amount(item) and units.measures(item.value.unit or "")


def _is_counted(sentence: Sentence, place: int) -> bool:
    """Whether an amount stands before what is wanted: 20 boxes of brass hooks rather than steel."""
    for item in reversed(sentence.items[:place]):
        if isinstance(item, Span) and is_amount(item):
            return True
        if isinstance(item, Mention) or item.label not in _SMALL:
            return False
    return False


def _amount(sentence: Sentence, place: int) -> int | None:
    """Where the amount behind both stands, unless it is that of something named behind it."""
    for at in range(place, len(sentence.items)):
        item = sentence.items[at]
        if isinstance(item, Mention):
            return None
        if is_amount(item):
            behind = [one for one in sentence.items[at + 1 : at + 3] if not _is_small(one)]
            return None if behind and isinstance(behind[0], Mention) else at
        if item.label not in _SMALL | {"break", "take"}:
            return None
    return None


def _is_small(item: Item) -> bool:
    return isinstance(item, Span) and item.label in _SMALL


def _refused(sentence: Sentence, place: int, text: str) -> bool:
    """Whether what is named there is itself not wanted, or only told to have come."""
    own = sentence.clauses[place]
    start = next(item.start for at, item in enumerate(sentence.items) if sentence.clauses[at] == own)
    if phrases.book("entries")["had_come"].pattern.search(text[start : sentence.items[place].start]):
        return True
    return any(
        isinstance(item, Span) and item.label in _REFUSES
        for at, item in enumerate(sentence.items[:place])
        if sentence.clauses[at] == own
    )


def _comma(wanted: Mention) -> Span:
    return Span(wanted.end, wanted.end, "separator", "", 1.0, "preferred")
