"""What says of a name how many of a part the product has (a 3-step stool, with three buttons, 两管的), where the
products that it may mean differ by it. A component of preparing: it becomes a part of the name, and no amount."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers import having, units
from parsers.catalog_entry import Entry as Product
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.having import Had
from parsers.lookup import Lookup
from parsers.parts import Part
from parsers.products import Match
from parsers.spans import Span

# What may stand between a name and what is said of it; so many products are asked, so far from it is it said.
_BETWEEN = frozenset({"fill", "glue", "break", "take", "swap", "negate", "marker"})
_MOST_ASKED, _MOST_BETWEEN, _LONGEST, _MOST_SMALL = 16, 6, 400, 3
# Products differ by a part where they have so many numbers of it.
_DIFFERING = 2
# So many names back stands the noun.
_MOST_NAMED = 3


def settle(sentence: Sentence, text: str, lookup: Lookup) -> None:
    """Make a part of a name of what stands near it and tells how many of something the product has."""
    if not sentence.items:
        return
    start, end = sentence.items[0].start, sentence.items[-1].end
    if end - start > _LONGEST:
        return
    for had in reversed(list(having.stated(text, start, end))):
        _settle(sentence, text, lookup, had)


def _settle(sentence: Sentence, text: str, lookup: Lookup, had: Had) -> None:
    first, last = _places(sentence, had)
    if first > last or not _free(sentence.items[first : last + 1], had):
        return
    amid = isinstance(item := sentence.items[first], Mention) and any(
        gap.start < had.start <= gap.end for gap in item.gaps
    )
    if amid and not had.sure and not having.of_kind(text, had) and not text[had.start].isascii():
        # 放两头: other words lead to it.
        return
    swallowed = [
        item for item in sentence.items[first : last + 1] if isinstance(item, Span) and is_amount(item)
    ]
    for place in _near(sentence, first, last):
        mention = sentence.items[place]
        if not isinstance(mention, Mention):
            continue
        spans = _without(mention.spans, had)
        if spans is None:
            continue
        if place < first and not _said_behind(sentence, text, place, first, had):
            continue
        if swallowed and not _counted_else(sentence, text, place, first, last, had):
            # An amount that nothing is left of: it is asked about, or how many are wanted.
            continue
        part = Part(had.start, had.end, "has", had.key)
        named = [span.value for span in spans if span.label != "sku"]
        if any(_sold_so(item.value.unit, lookup.find(named), lookup) for item in swallowed):
            # 锦旗两面: so many of them.
            continue
        if not named or not _tells(
            named, part, lookup, sure=had.sure or _counted(sentence, place, first, last)
        ):
            continue
        _put(sentence, mention, first, last, part)
        return
    _alone(sentence, first, last, had, lookup)


def _sold_so(unit: str | None, match: Match, lookup: Lookup) -> bool:
    """Whether one of the products comes in the unit, in whichever language."""
    if unit is None:
        return False
    meant = units.named(unit)
    return any(
        unit == own or (meant is not None and units.named(own) == meant and unit.isascii() != own.isascii())
        for one in _asked(match, lookup)
        for own in (one.product.base_unit, *one.product.units)
    )


def _said_behind(sentence: Sentence, text: str, place: int, first: int, had: Had) -> bool:
    """Whether the words may be said of the name before them: nothing goes on behind them, and what is parted from the name by a
    comma tells of itself that it is a kind (开关20个，双联; not 两位师傅装)."""
    between = sentence.items[place + 1 : first]
    parted = any(isinstance(item, Span) and item.label == "break" for item in between)
    kind = having.of_kind(text, had)
    if parted:
        return kind or (had.sure and (having.closed(text, had) or _goes_on(sentence, had)))
    if kind or had.sure:
        return (
            kind or text[had.start : had.end].isascii() or having.closed(text, had) or _goes_on(sentence, had)
        )
    last = max((item.end for item in sentence.items[place:first]), default=had.start)
    only = all(isinstance(item, Mention) or is_amount(item) for item in between)
    return only and had.start - last <= 1 and (having.closed(text, had) or _goes_on(sentence, had))


def _goes_on(sentence: Sentence, had: Had) -> bool:
    """Whether a name or an amount stands right behind the words."""
    return any(
        (isinstance(item, Mention) and any(had.end <= span.start <= had.end + 1 for span in item.spans))
        or (is_amount(item) and had.end <= item.start <= had.end + 1)
        for item in sentence.items
    )


def _counted_else(sentence: Sentence, text: str, place: int, first: int, last: int, had: Had) -> bool:
    """Whether the name has an amount without the words, or needs none: 四管的 tells a kind."""
    if having.of_kind(text, had) or _counted(sentence, place, first, last):
        return True
    if any(isinstance(item, Span) and item.label == "ask" for item in sentence.items):
        return True
    own = sentence.clauses[first]
    return any(
        is_amount(item) and sentence.clauses[at] == own
        for at, item in enumerate(sentence.items)
        if not first <= at <= last
    )


def _places(sentence: Sentence, had: Had) -> tuple[int, int]:
    """The first and the last place of the items that the words lie in."""
    inside = [at for at, item in enumerate(sentence.items) if item.start < had.end and item.end > had.start]
    return (inside[0], inside[-1]) if inside else (0, -1)


def _free(items: Sequence[Item], had: Had) -> bool:
    """Whether nothing else is said with the words: they are no size of a name already, and no item but a name goes beyond them."""
    for item in items:
        if isinstance(item, Mention):
            if item.sku is not None or _without(item.spans, had) is None:
                return False
        elif item.start < had.start or item.end > had.end:
            return False
    return True


def _without(spans: Sequence[Span], had: Had) -> list[Span] | None:
    """The spans of a name without what of them lies in the words; None if one of them tells it already."""
    kept: list[Span] = []
    for span in spans:
        if span.end <= had.start or span.start >= had.end:
            kept.append(span)
        elif not isinstance(span.value, Part) or span.value.kind not in ("word", "han"):
            return None
        elif span.start < had.start or (
            span.start == had.start and span.value.kind == "han" and span.end >= had.end
        ):
            # 三角带: the name has it as it stands.
            return None
        elif span.end > had.end:
            part = span.value
            if part.kind != "han":
                return None
            rest = replace(part, start=had.end, key=part.key[had.end - span.end :])
            kept.append(replace(span, start=had.end, value=rest))
    return kept


def _near(sentence: Sentence, first: int, last: int) -> Iterator[int]:
    """The places of the names that it may be said of, the nearest first: those in its words, behind them, before them."""
    yield from range(first, last + 1)
    counted = _counted_behind(sentence, last) or _counted_before(sentence, first)
    for step, edge in ((1, last), (-1, first)):
        at = edge + step
        passed = 0
        behind = sentence.items[last].end
        while 0 <= at < len(sentence.items) and passed < _MOST_BETWEEN:
            item = sentence.items[at]
            if isinstance(item, Mention):
                if item.spans:
                    yield at
                    break
            elif is_amount(item):
                # 2极63的空开: a size behind it, or how many are wanted before it.
                if step < 0 and counted:
                    # 4-port chargers 20 pcs, two-port 40 pcs: another kind, which has an amount of its own.
                    break
                if step > 0 and (item.label != "bare" or item.start != behind):
                    break
            elif item.label not in _BETWEEN or (item.label == "break" and step > 0):
                break
            at += step
            passed += 1


def _counted_behind(sentence: Sentence, last: int) -> bool:
    """Whether an amount stands right behind the words, with at most a small word between."""
    for item in sentence.items[last + 1 : last + 1 + _MOST_SMALL]:
        if is_amount(item):
            return True
        if isinstance(item, Mention) or item.label not in ("fill", "glue", "take"):
            return False
    return False


def _counted_before(sentence: Sentence, first: int) -> bool:
    return first > 0 and is_amount(sentence.items[first - 1])


def _alone(sentence: Sentence, first: int, last: int, had: Had, lookup: Lookup) -> None:
    """Make a name of words that have an amount of their own, where what was named before differs by them: two-port 40 pcs."""
    items = sentence.items[first : last + 1]
    before = [item.parts for item in sentence.items[:first][::-1] if isinstance(item, Mention) and item.parts]
    beyond = any(isinstance(one, Mention) and one.spans and one.end > had.end for one in items)
    if not before or beyond or not (_counted_behind(sentence, last) or _counted_before(sentence, first)):
        return
    for named in before[:_MOST_NAMED]:
        told = {key for one in lookup.siblings(named) for key in having.told(one.product)}
        if had.key in told and sum(key.endswith(":" + had.part) for key in told) >= _DIFFERING:
            break
    else:
        return
    part = Part(had.start, had.end, "has", had.key)
    sentence.replace(first, last + 1, [Mention([Span(had.start, had.end, "part", part)])])


def _tells(named: Sequence[Part], part: Part, lookup: Lookup, *, sure: bool) -> bool:
    """Whether it leaves fewer of the products that the name may mean; or none, where each of them tells another number."""
    match = lookup.find(named)
    products = _asked(match, lookup)
    if match.status == "none":
        return False
    own = part.key.partition(":")[2]
    telling = [{key for key in having.told(one.product) if key.endswith(":" + own)} for one in products]
    fits = [keys for keys in telling if part.key in keys]
    if fits:
        return sure or len(fits) < len(telling)
    return sure and len(telling) > 1 and all(telling)


def _asked(match: Match, lookup: Lookup) -> list[Product]:
    return [one for sku in match.skus[:_MOST_ASKED] if (one := lookup.catalog.entry(sku)) is not None]


def _counted(sentence: Sentence, place: int, first: int, last: int) -> bool:
    """Whether the name has an amount in its clause that is not one of the words."""
    clause = sentence.clauses[place]
    return any(
        is_amount(item) and not first <= at <= last
        for at, item in enumerate(sentence.items)
        if sentence.clauses[at] == clause
    )


def _put(sentence: Sentence, mention: Mention, first: int, last: int, part: Part) -> None:
    """Take the words out of the items and put the part to the name."""
    had = Had(part.start, part.end, part.key, sure=True)
    for at in range(last, first - 1, -1):
        item = sentence.items[at]
        if isinstance(item, Mention):
            item.spans = _without(item.spans, had) or []
            item.gaps = [gap for gap in item.gaps if gap.end <= had.start or gap.start >= had.end]
            if item is mention or item.spans or item.gaps:
                continue
        del sentence.items[at], sentence.clauses[at]
    inside = mention.start <= part.start <= mention.end or mention.end <= part.start <= mention.end + 1
    touches = inside or part.end <= mention.start <= part.end + 1
    placed = part if touches else part.placed(mention.end, mention.end)
    mention.spans = sorted(
        [*mention.spans, Span(placed.start, placed.end, "part", placed)], key=lambda span: span.start
    )
    _join(sentence, mention)


def _join(sentence: Sentence, mention: Mention) -> None:
    """Make one name of those that nothing but the words stood between."""
    place = next(at for at, item in enumerate(sentence.items) if item is mention)
    for before in (place, place - 1):
        one, other = ([*sentence.items[before : before + 2], None, None])[:2] if before >= 0 else (None, None)
        if not isinstance(one, Mention) or not isinstance(other, Mention) or other.start - one.end > 1:
            continue
        if one.spans and other.spans and one.sku is None and other.sku is None:
            joined = Mention([*one.spans, *other.spans], [*one.gaps, *other.gaps])
            sentence.replace(before, before + 2, [joined])
