"""A number that takes back another one: 31 boxes of it, sorry, 13 not 31; 31箱…是13箱不是31箱. What is denied was wanted before, and the
number beside it corrects that. A component of preparing."""

from collections.abc import Sequence
from dataclasses import replace

from parsers import phrases, units
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.spans import Span

# So many items stand between a number and the one that it denies.
_BETWEEN = 4
# What makes a supposition of it, or a question.
_OPEN = ("condition", "ask", "or")
# What may stand beside them: anything else says that they count something else (pack 12 not 24 per bag).
_BESIDE = frozenset({"fill", "glue", "take", "correct", "set", "now", "break", "separator", "total"})
_TELLS = frozenset({"per", "each"})
# What gives up a number that need not stand in the text.
_TOLD = "denies_told"
_SMALL = frozenset({"fill", "glue", "take"})


def settle(sentences: Sequence[Sentence], text: str) -> None:
    """Make corrections of the numbers that deny the amount of something before them."""
    counted: list[Span] = []
    for sentence in sentences:
        if counted or len(sentence.items) > 1:
            _settle(sentence, counted, text)
        counted += _counts(sentence.items)


def _settle(sentence: Sentence, counted: Sequence[Span], text: str) -> None:
    asked = sentence.cues(*_OPEN) or "?" in text[sentence.items[-1].end : sentence.items[-1].end + 2]
    for place in range(len(sentence.items) - 2, -1, -1):
        meant = sentence.items[place]
        if asked or not isinstance(meant, Span) or not is_amount(meant):
            continue
        end = _denied(sentence, place, text)
        if end is None:
            continue
        old = sentence.items[end]
        if _measures(meant) and isinstance(old, Span):
            if _measures(old) and any(at < place for at, _ in sentence.cues("correct")):
                # Sorry, 12 mm not 8 mm: the size that was said before tells nothing more.
                sentence.replace(place + 1, end + 1, [replace(old, label="packing")])
            continue
        if _told(sentence, place, end, text) and isinstance(old, Span):
            sentence.replace(place + 1, end + 1, [replace(old, label="was", value=text[old.start : old.end])])
            continue
        if not _alone(sentence, place, end, text):
            continue
        before = [*counted, *_counts(sentence.items[:place])]
        if not isinstance(old, Span) or not _is_amount_of(old, before, sentence.items[:place]):
            continue
        sentence.replace(place + 1, end + 1, [replace(old, label="was", value=text[old.start : old.end])])
        cue = Span(max(0, meant.start - 1), meant.start, "correct", "", 0.9, "denied")
        sentence.replace(place, place + 1, [cue, meant])


def _denied(sentence: Sentence, place: int, text: str) -> int | None:
    """The place of the number that the one at `place` denies."""
    meant = sentence.items[place]
    if not isinstance(meant, Span):
        return None
    for end in range(place + 2, min(len(sentence.items), place + 2 + _BETWEEN)):
        item = sentence.items[end]
        if isinstance(item, Span) and is_amount(item):
            between = text[meant.end : item.start]
            book = phrases.book("entries")
            denies = any(book[name].pattern.search(between) for name in ("denies_old", _TOLD))
            return end if denies and _measures(meant) == _measures(item) else None
    return None


def _told(sentence: Sentence, place: int, end: int, text: str) -> bool:
    """Whether the number behind is said to be given up for this one of the same goods, whoever spoke of it: 12 tins rather than
    9. Nothing that could be counted by it stands behind it."""
    meant, old = sentence.items[place], sentence.items[end]
    if not isinstance(meant, Span) or not isinstance(old, Span) or old.value.exact is None:
        return False
    if not phrases.book("entries")[_TOLD].pattern.search(text[meant.end : old.start]):
        return False
    counts = old.value.unit is None or old.value.unit == meant.value.unit
    behind = sentence.items[end + 1 : end + 2]
    named = any(isinstance(item, Mention) and item.spans for item in sentence.items[:place])
    touches = behind and isinstance(behind[0], Mention) and behind[0].start - old.end <= 1
    return counts and named and not touches


def _alone(sentence: Sentence, first: int, last: int, text: str) -> bool:
    """Whether nothing beside the two tells that they count something else: no unknown word in the clause before them or
    right behind, nothing that was done or lies there; and nothing small before them but what says that so many are meant
    (收到8个不是10个, at 8 not 10)."""
    start = first
    while start and sentence.clauses[start - 1] == sentence.clauses[first]:
        start -= 1
    before, behind = sentence.items[start:first], sentence.items[last + 1 : last + 2]
    told = [item for item in before if isinstance(item, Span) and item.label in _SMALL]
    says = phrases.book("entries")["says_amount"].pattern
    return all(_is_idle(item) for item in [*before, *behind]) and all(
        says.match(text[item.start : item.end]) for item in told
    )


def _is_idle(item: Item) -> bool:
    if isinstance(item, Mention):
        return bool(item.spans) and not item.gaps
    return item.label in _BESIDE and item.value not in _TELLS


def _is_amount_of(old: Span, counted: Sequence[Span], before: Sequence[Item]) -> bool:
    """Whether just one thing was counted by that number, which is in no name and no size beside it."""
    same = [one for one in counted if one.value.exact is not None and one.value.exact == old.value.exact]
    if len(same) != 1 or _measures(same[0]) or old.value.unit not in (None, same[0].value.unit):
        return False
    digits = f"{old.value.exact.normalize():f}"
    return not any(
        digits in part.numbers or part.key == digits
        for item in before
        if isinstance(item, Mention)
        for part in item.parts
    )


def _counts(items: Sequence[Item]) -> list[Span]:
    return [item for item in items if isinstance(item, Span) and is_amount(item)]


def _measures(amount: Span) -> bool:
    return units.measures(amount.value.unit or "")
