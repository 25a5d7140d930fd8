"""Goods that go to several places: amounts behind a line, each beside a place, that make up the amount of the line (20件，东店西店
各10件; 20 jackets, 12 to Leeds and 8 to Hull). Such a sum proves itself: they count nothing besides, and where to is open."""

from collections.abc import Sequence
from decimal import Decimal

from parsers import phrases
from parsers.clauses import Sentence
from parsers.entries import Entry
from parsers.foregoing import Foregoing
from parsers.quantities import Amount
from parsers.spans import Span

# So many places at most share what is ordered.
_MOST = 9
_BOTH = 2
# So far before an amount, and behind it, its place stands.
_NEAR = 24
# So long is a place between two amounts that nothing parts.
_PLACE = 5
_MARKS = ",，。.;；:："


def over_places(sentence: Sentence, found: Sequence[Entry], so_far: Foregoing) -> list[Entry]:
    """The entries of the sentence that only tell how much of the line before them goes where."""
    first = next((place for place, entry in enumerate(found) if _is_share(entry)), len(found))
    while first < len(found) and not any(_is_share(entry) for entry in found[first:]):
        first += 1
    shares = found[first:]
    counted = [entry for entry in shares if entry.amount is not None]
    total = _total(found[:first], so_far)
    if total is None or not counted or not all(_is_share(entry) for entry in counted):
        return []
    amounts = [entry.amount for entry in counted if entry.amount is not None]
    # 40条，20条送东店，20条送西店: the first of them seems the same once more.
    twice = found[first - 1] if first else None
    if twice is not None and twice.second is not None:
        amounts.insert(0, twice.second)
    if not all(_like(one, total) for one in amounts) or any(_names_goods(entry) for entry in counted):
        return []
    each = len(amounts) == 1 and _makes_up(amounts[0], total) and _each(sentence, amounts[0])
    parts = len(amounts) >= _BOTH and sum(_exact(one) for one in amounts) == _exact(total)
    if not (each or parts) or not all(
        _goes(one, [total, *amounts], so_far.text, each=each) for one in amounts
    ):
        return []
    if twice is not None:
        twice.second = None
    return list(shares)


def _is_share(entry: Entry) -> bool:
    """Whether it counts nothing that is sold."""
    names = entry.match.strong and entry.match.status in ("one", "several") and not entry.match.headless
    return not names


def _names_goods(entry: Entry) -> bool:
    """Whether words of the catalog stand in it, though they do not tell which goods."""
    return any(words.spans for words in entry.mentions)


def _total(before: Sequence[Entry], so_far: Foregoing) -> Span | None:
    """The amount of the line right before."""
    if before:
        return before[-1].amount if before[-1].named else None
    last = so_far.last
    return last.amount if last is not None and last.role == "line" else None


def _exact(amount: Span) -> Decimal:
    value: Amount = amount.value
    return value.exact or Decimal(0)


def _like(amount: Span, total: Span) -> bool:
    """Whether it is counted as the total is."""
    return _exact(amount) > 0 and amount.value.unit in (None, total.value.unit, "each")


def _makes_up(amount: Span, total: Span) -> bool:
    return _exact(total) in [_exact(amount) * number for number in range(_BOTH, _MOST + 1)]


def _each(sentence: Sentence, amount: Span) -> bool:
    place = next((at for at, item in enumerate(sentence.items) if item is amount), None)
    if place is None or amount.value.unit == "each":
        return place is not None
    return any(sentence.clauses[at] == sentence.clauses[place] for at, _ in sentence.cues("each"))


def _goes(amount: Span, amounts: Sequence[Span], text: str, *, each: bool) -> bool:
    """Whether a place stands beside the amount, before the next one."""
    start = max([one.end for one in amounts if one.end <= amount.start] + [amount.start - _NEAR, 0])
    end = min([one.start for one in amounts if one.start >= amount.end] + [amount.end + _NEAR])
    book = phrases.book("entries")
    before, behind = text[start : amount.start], text[amount.end : end]
    place = book["place_behind"].pattern.search(before)
    if place is not None and start > 0 and any(one.end == start for one in amounts[1:]):
        before = before[place.end() :]
    follows = book["place_behind"].pattern.search(behind)
    if follows is not None:
        # 面粉60斤送食堂 counts flour.
        opens = max(before.rfind(mark) for mark in _MARKS) + 1
        clear = book["share_before"].pattern.search(before, opens)
        return clear is not None and _ends(behind[follows.end() :])
    stands = book["place_before"].pattern.search(before) or (
        each and book["sent_each"].pattern.search(before)
    )
    # 东店12只西店8只: what stands right before the next one is its place.
    next_one = any(one.start == end for one in amounts)
    beside = next_one and len(behind) <= _PLACE and book["place_before"].pattern.search(behind)
    return bool(stands and (_ends(behind) or beside))


def _ends(behind: str) -> bool:
    return phrases.book("entries")["share_behind"].pattern.search(behind) is not None
