"""One amount for several products: 红蓝各3盒, 5 boxes each of S, M and L. A component of preparing: where it is clear which
products are meant, they stand as one item in the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers import kinds, products, ranges, traits, units
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.kinds import Kind, Token
from parsers.lookup import Lookup
from parsers.parts import Part
from parsers.quantities import Amount
from parsers.spans import Span

# What may stand among the products that share an amount.
_INSIDE = frozenset({"break", "separator", "glue", "fill", "take", "more", "also", "each", "all", "marker"})
# Nobody lists more than this before saying how much of each.
_LONGEST = 40
# So many phrases back a list may have its noun.
_REMEMBERED = 3
_TWO = 2


@dataclass(frozen=True, slots=True)
class Group:
    """The products of one amount, in their order; `unknown` are names among them that the catalog does not have."""

    kinds: tuple[Kind, ...]
    amount: Span
    unknown: tuple[Mention, ...] = ()


def distribute(sentence: Sentence, text: str, lookup: Lookup, before: Sequence[Sequence[Part]]) -> None:
    """Put a span 'group' in place of what shares an amount. `before` are the phrases named earlier, the last one last."""
    place = 0
    while place < len(sentence.items):
        item = sentence.items[place]
        if isinstance(item, Span) and item.label == "or" and item.value != "either":
            place = _either(sentence, place, text, lookup)
        elif isinstance(item, Span) and item.label == "each":
            done = _at(sentence, place, text, lookup, before)
            if done == place:
                done = _as_unit(sentence, place, text, lookup)
            place = done
        place += 1


def _at(sentence: Sentence, cue: int, text: str, lookup: Lookup, before: Sequence[Sequence[Part]]) -> int:
    counted = _amount(sentence, cue, text)
    amount = sentence.items[counted] if counted is not None else None
    if counted is None or not isinstance(amount, Span):
        return cue
    first, last = min(cue, counted), max(cue, counted)
    starts = _starts(sentence, first, text, lookup)
    ends = _ends(sentence, last, text, lookup)
    behind = counted < cue
    tries = [(start, last + 1) for start in starts if start < first]
    after = [(start, end) for end in ends for start in (*starts[:1], first)]
    of = " of" in text[sentence.items[cue].start : sentence.items[cue].end + 4]
    if behind:
        tries = [*after, *tries] if of else [*tries, *after]
    elif ends and _touches(sentence, last, text):
        # 红蓝各3盒水笔: the noun stands behind.
        tries = [*tries, *((start, _next(sentence, last)) for start in starts)]
    for start, end in tries:
        inside = [sentence.items[i] for i in range(start, end) if not first <= i <= last]
        told = ranges.without_words(kinds.tokens(inside, text, lookup) or [])
        if not told:
            continue
        found = kinds.find(told, lookup)
        earlier = [*before, *_phrases(sentence.items[: min(start, first)])]
        found = _of_the_noun(told, found, earlier[-_REMEMBERED:], lookup)
        if any(_begun(kind, lookup) for kind in found) and (start, end) != tries[-1]:
            # 洗车呢，小号的黑白各3条: what only begins some name, before a pause, is no thing of the list.
            continue
        if found:
            unknown = _unknown(sentence, start, text) if start < first else ()
            found = ranges.filled(found, told, text, lookup)
            group = Group(tuple(found), amount, tuple(unknown))
            begin = min(start, first) - 2 * len(unknown)
            _replace(sentence, begin, max(end, last + 1), group)
            return begin
    return cue


def _of_the_noun(
    told: Sequence[Token], found: list[Kind], earlier: Sequence[Sequence[Part]], lookup: Lookup
) -> list[Kind]:
    """What is found, or where that is nothing, or no more than colours and sizes of many things, such kinds of what was named
    before: 碳粉，黑的3支，蓝、红各2支."""
    mere = bool(found) and all(
        kind.match.status == "several" and all(map(_is_trait, kind.phrase)) for kind in found
    )
    if found and not mere:
        return found
    nouns = [phrase for phrase in earlier if not all(map(_is_trait, phrase))]
    for phrase in reversed(nouns or earlier):
        own = kinds.find(told, lookup, among=lookup.siblings(phrase))
        if own and (not mere or (len(own) == len(found) and all(kind.match.status == "one" for kind in own))):
            return own
    return found


def _is_trait(part: Part) -> bool:
    return part.kind in ("han", "word") and traits.briefly(part.key) is not None


def _begun(kind: Kind, lookup: Lookup) -> bool:
    """Whether the words only begin the names of several products, and name none."""
    entries = [entry for sku in kind.match.skus if (entry := lookup.catalog.entry(sku)) is not None]
    return kind.match.status == "several" and not any(
        products.states_noun(kind.phrase, entry, lookup.catalog) for entry in entries
    )


def _either(sentence: Sentence, cue: int, text: str, lookup: Lookup) -> int:
    """400的或者750的洗发水一箱, either the red or the blue pens, 5 boxes: one line, which of the products is asked."""
    first, last = cue, cue
    while first > 0 and (_belongs(sentence, first - 1, text, lookup) or _is_or(sentence, first - 1)):
        first -= 1
    while last + 1 < len(sentence.items) and _belongs(sentence, last + 1, text, lookup):
        last += 1
    sides = [sentence.items[first:cue], sentence.items[cue + 1 : last + 1]]
    if not all(any(isinstance(item, Mention) or is_amount(item) for item in side) for side in sides):
        return cue
    behind = sentence.items[last + 1] if last + 1 < len(sentence.items) else None
    before = sentence.items[first - 1] if first else None
    amount = next((item for item in (behind, before) if isinstance(item, Span) and is_amount(item)), None)
    told = kinds.tokens([item for side in sides for item in side], text, lookup) if amount else None
    found = kinds.find(told, lookup) if told else []
    if amount is None or len(found) != _TWO or any(kind.match.status != "one" for kind in found):
        return cue
    skus = tuple(sku for kind in found for sku in kind.match.skus)
    match = replace(found[0].match, status="several", skus=skus)
    begin, end = (first, last + 2) if amount is behind else (first - 1, last + 1)
    group = Group((replace(found[0], match=match),), amount)
    _replace(sentence, begin, end, group)
    return begin


def _is_or(sentence: Sentence, place: int) -> bool:
    item = sentence.items[place]
    return isinstance(item, Span) and item.label == "or" and item.value == "either"


def _as_unit(sentence: Sentence, cue: int, text: str, lookup: Lookup) -> int:
    """20 each of one product only are 20 pieces."""
    word, amount = sentence.items[cue], sentence.items[cue - 1] if cue else None
    if not isinstance(amount, Span) or amount.label != "bare" or text[word.start : word.end] != "each":
        return cue
    named = [item for item in sentence.items if isinstance(item, Mention) and item.spans]
    if len(named) != 1 or (named[0].sku is None and lookup.find(named[0].parts).status != "one"):
        return cue
    value: Amount = amount.value
    if value.number is None or value.number.multiplier != 1 or word.start - amount.end > 1:
        return cue
    counted = replace(amount, end=word.end, label="quantity", value=Amount(value.number, "each"))
    sentence.replace(cue - 1, cue + 1, [counted])
    return cue - 1


def _amount(sentence: Sentence, cue: int, text: str) -> int | None:
    """Where the amount of each stands: right behind 各, right before "each"."""
    word = text[sentence.items[cue].start : sentence.items[cue].end]
    order = (-1, 1) if word.isascii() else (1, -1)
    for step in order:
        for far in (1, 2):
            at = cue + step * far
            if not 0 <= at < len(sentence.items):
                break
            item = sentence.items[at]
            if is_amount(item):
                if step < 0 and _is_size(item) and _counts_behind(sentence, cue):
                    # Shampoo 500 ml each four boxes: what stands before it is a size.
                    break
                return at
            if isinstance(item, Mention) or item.label not in ("take", "fill", "glue", "more", "break"):
                break
    return None


def _is_size(item: Item) -> bool:
    return isinstance(item, Span) and units.measures(item.value.unit or "")


def _counts_behind(sentence: Sentence, cue: int) -> bool:
    """Whether an amount stands right behind the word that is no measure."""
    behind = sentence.items[cue + 1 : cue + 2]
    return bool(behind) and is_amount(behind[0]) and not _is_size(behind[0])


def _starts(sentence: Sentence, first: int, text: str, lookup: Lookup) -> list[int]:
    """Where the list before may begin, the farthest first."""
    found: list[int] = []
    place = first - 1
    while place >= max(0, first - _LONGEST) and _belongs(sentence, place, text, lookup):
        if not _is_cue(sentence, place):
            found.append(place)
        place -= 1
    counted = _counted_before(sentence, place, first, text)
    return [start for start in found[::-1] if start >= counted]


def _counted_before(sentence: Sentence, place: int, first: int, text: str) -> int:
    """Where the list before may begin at the earliest, where the amount at `place` counts the thing right behind it: a box of
    sugar and a dozen each of the cups: behind what parts that from the list."""
    if place < 0 or not is_amount(sentence.items[place]):
        return 0
    opening = sentence.items[place - 1] if place else None
    if isinstance(opening, Mention) or not text[sentence.items[place].end :].startswith(" "):
        return 0
    behind = [item for item in sentence.items[place + 1 : first] if not _is_small(item)]
    if not behind or not isinstance(behind[0], Mention):
        return 0
    return next(
        (
            at + 1
            for at in range(place + 1, first)
            if isinstance(item := sentence.items[at], Span) and item.label in ("break", "separator")
        ),
        first,
    )


def _is_small(item: Item) -> bool:
    return isinstance(item, Span) and item.label in ("fill", "glue")


def _ends(sentence: Sentence, last: int, text: str, lookup: Lookup) -> list[int]:
    """Where the list behind may end, the farthest first; what is counted anew behind a comma is none of it."""
    found: list[int] = []
    place = last + 1
    while place < min(len(sentence.items), last + _LONGEST) and _belongs(sentence, place, text, lookup):
        if not _is_cue(sentence, place):
            found.append(place + 1)
        place += 1
    return found[::-1]


def _touches(sentence: Sentence, last: int, text: str) -> bool:
    """Whether what stands behind goes on with the amount: 各3盒水笔, and not 各3盒 水笔不要 or 各3盒，水笔不要."""
    following = next(
        (item for item in sentence.items[last + 1 : last + 3] if isinstance(item, Mention)), None
    )
    if following is None:
        return False
    between = text[sentence.items[last].end : following.start]
    return not between.strip("的") or (between == " " and text[following.start].isascii())


def _next(sentence: Sentence, last: int) -> int:
    return next(
        (
            place + 1
            for place in range(last + 1, min(len(sentence.items), last + 3))
            if isinstance(sentence.items[place], Mention)
        ),
        last + 1,
    )


def _is_cue(sentence: Sentence, place: int) -> bool:
    item = sentence.items[place]
    return isinstance(item, Span) and not is_amount(item)


def _belongs(sentence: Sentence, place: int, text: str, lookup: Lookup) -> bool:
    item = sentence.items[place]
    if isinstance(item, Mention) or item.label in _INSIDE:
        return True
    if not is_amount(item):
        return False
    amount: Amount = item.value
    counts = amount.unit is not None and amount.unit in lookup.catalog.sale_units
    return not counts or units.measures(amount.unit or "") or kinds.tokens([item], text, lookup) is not None


def _unknown(sentence: Sentence, start: int, text: str) -> list[Mention]:
    """Names without a part of the catalog's that the list began with."""
    found: list[Mention] = []
    place = start - 1
    while place > 0:
        joint, item = sentence.items[place], sentence.items[place - 1]
        listed = isinstance(joint, Span) and (
            joint.label == "separator" or (joint.label == "break" and text[joint.start] == "、")
        )
        if not listed or not isinstance(item, Mention) or item.spans or item.end - item.start < 2:
            break
        found.append(item)
        place -= 2
    return found[::-1]


def _replace(sentence: Sentence, start: int, end: int, group: Group) -> None:
    span = Span(sentence.items[start].start, sentence.items[end - 1].end, "group", group, 0.9, "each")
    sentence.replace(start, end, [span])


def phrases(sentence: Sentence) -> list[list[Part]]:
    """What the sentence names, for a later list that leaves its noun out."""
    return _phrases(sentence.items)


def _phrases(items: Sequence[Item]) -> list[list[Part]]:
    named: list[list[Part]] = []
    for item in items:
        if isinstance(item, Mention) and item.parts:
            named.append(item.parts)
        elif isinstance(item, Span) and item.label == "group":
            named.extend(list(kind.phrase) for kind in item.value.kinds)
    return named
