"""What holds for all lines: 全部304, all zinc plated, 都要3mm的. A component of preparing: the cue 'all' is given the parts that
narrow the lines."""

from collections.abc import Sequence
from dataclasses import replace

from parsers import headed, units
from parsers.clauses import Mention, Sentence, is_amount
from parsers.lookup import Lookup
from parsers.parts import Part, number_part, parts, plain_number
from parsers.quantities import Amount
from parsers.spans import Span

# The rule of what is said of sizes, and of how many lines it must be true.
SIZE, AT_LEAST = "shared size", 2
_BOTH = frozenset({"both", "all", "each"})
# 两个半平方: a size said with a counter between its number and its unit.
_COUNTERS = frozenset({"个", "個"})


def hold(sentence: Sentence, text: str, lookup: Lookup) -> None:
    """Give the cues of the sentence what they say of all lines, and take that out of its items."""
    place = 0
    while place < len(sentence.items):
        item = sentence.items[place]
        if _is_cue(item, text) and _size(sentence, place, text, lookup):
            place += 1
        elif isinstance(item, Span) and item.label == "all" and item.rule != headed.RULE:
            _words(sentence, place, item, text, lookup)
        place += 1


def _is_cue(item: object, text: str) -> bool:
    if isinstance(item, Mention):
        return not item.spans and text[item.start : item.end].strip() in _BOTH
    return isinstance(item, Span) and item.label in ("all", "each")


def _size(sentence: Sentence, cue: int, text: str, lookup: Lookup) -> bool:
    """三卷红的两卷蓝的都要3mm的: a size that comes behind what was counted, where kinds of that come in it."""
    size = sentence.items[cue + 1] if cue + 1 < len(sentence.items) else None
    if not isinstance(size, Span) or size.label != "quantity":
        return False
    amount: Amount = size.value
    last = cue + 1
    said = amount.unit or ""
    behind = sentence.items[last + 1] if last + 1 < len(sentence.items) else None
    if said in _COUNTERS and isinstance(behind, Mention):
        said = text[behind.start : behind.end]
        last += 1
    if amount.exact is None or not units.measures(said):
        return False
    stated = list(parts(f"{plain_number(str(amount.exact))}{said}"))
    if len(stated) == 2 and stated[0].kind == "number" and stated[1].key == said:
        # 2.5平方: the catalog may write a unit that is no measure of sizes elsewhere.
        stated = stated[:1]
    if len(stated) != 1 or not _ends(sentence, last, text, sold=said in lookup.catalog.sale_units):
        return False
    part = replace(stated[0], start=size.start, end=sentence.items[last].end)
    counted = any(is_amount(item) for item in sentence.items[:cue])
    before = [item for item in sentence.items[:cue] if isinstance(item, Mention) and item.spans]
    if not counted or not any(lookup.states(lookup.find(item.parts), part) for item in before):
        return False
    word = sentence.items[cue]
    sentence.items[cue] = Span(word.start, word.end, "all", [part], 0.9, SIZE)
    for place in range(cue + 1, last + 1):
        item = sentence.items[place]
        sentence.items[place] = Span(item.start, item.end, "narrows", None)
    return True


def _ends(sentence: Sentence, last: int, text: str, *, sold: bool) -> bool:
    """Whether nothing is named that the size is of alone; what goods are also counted in is a size only before 的."""
    following = sentence.items[last + 1 : last + 3]
    if following and isinstance(following[0], Span) and following[0].label == "glue":
        ones = text[following[0].start : following[0].end].strip() in ("的", "嘅", "ones")
        following = following[1:]
        sold = sold and not ones
    return not sold and not (following and (isinstance(following[0], Mention) or is_amount(following[0])))


def _words(sentence: Sentence, place: int, cue: Span, text: str, lookup: Lookup) -> None:
    rest = _of_all(sentence.items[place + 1 :])
    if _is_unit(rest, text, lookup):
        return
    mentions = [item for item in rest if isinstance(item, Mention) and item.spans]
    numbers = [item for item in rest if isinstance(item, Span) and item.label == "bare"]
    sizes = [
        _known_size(item, text, lookup)
        for item in rest
        if isinstance(item, Span) and item.label == "quantity"
    ]
    if None in sizes or (sizes and not mentions):
        return
    phrase = [part for mention in mentions for part in mention.parts]
    phrase += [part for part in (*sizes, *map(_number_part, numbers)) if part is not None]
    if phrase:
        sentence.items[place] = replace(cue, value=phrase)
        for offset, item in enumerate(rest, start=place + 1):
            if isinstance(item, Mention) or item.label in ("bare", "quantity"):
                sentence.items[offset] = Span(item.start, item.end, "narrows", None)


def _of_all(behind: Sequence[Mention | Span]) -> Sequence[Mention | Span]:
    """Of what stands behind the cue that which may be said of all, up to where a number counts the next goods of a list: the
    old ones are all gone, and 20 towels."""
    for at in range(1, len(behind) - 1):
        parted, number, name = behind[at - 1 : at + 2]
        if (
            isinstance(parted, Span)
            and parted.label in ("break", "separator")
            and isinstance(number, Span)
            and number.label == "bare"
            and isinstance(name, Mention)
            and name.spans
        ):
            return behind[:at]
    return behind


def _is_unit(rest: Sequence[Mention | Span], text: str, lookup: Lookup) -> bool:
    """都是箱, all cartons: what they are counted by narrows none of them."""
    said = [text[item.start : item.end].strip() for item in rest if isinstance(item, Mention)]
    return len(said) == 1 and said[0] in lookup.catalog.sale_units


def _known_size(quantity: Span, text: str, lookup: Lookup) -> Part | None:
    """The size that a measure states (all Gala 18kg), if products bear it."""
    if not units.measures(quantity.value.unit or ""):
        return None
    stated = [part.moved(quantity.start) for part in parts(text[quantity.start : quantity.end])]
    return stated[0] if len(stated) == 1 and lookup.catalog.knows("=" + stated[0].key) else None


def _number_part(span: Span) -> Part | None:
    amount = span.value
    if not isinstance(amount, Amount) or amount.exact is None:
        return None
    return number_part(span.start, span.end, amount.exact)
