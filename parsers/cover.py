"""The cover: of all proposed spans of a block, the non-overlapping ones that explain it best.

A shortest path over the characters; what no span explains stays as a gap, and gaps cost certainty.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from parsers.catalog import Catalog
from parsers.names import NameValue
from parsers.number_values import exact
from parsers.parts import Part, stem
from parsers.spans import Span

# What a character explained by a span of this label is worth. Facts outrank products, products outrank small words;
# between equals the longer span wins by its head start.
_WORTH = {
    "email": 1.6,
    "phone": 1.5,
    "address": 1.4,
    "order_ref": 1.6,
    "po": 1.4,
    "other_ref": 1.2,
    "sku": 1.5,
    "date": 1.25,
    "clock": 1.2,
    "money": 1.3,
    "marker": 2.0,
    "was": 1.3,
    "packing": 1.3,
    "payment": 1.15,
    "name": 1.1,
    "same": 1.3,
    "part": 1.0,
    "quantity": 1.1,
    "bare": 0.8,
    "heard": 1.0,
    "guess": 0.4,
}
_CUE = 0.9
# Of a name that the text says to be one, and the sources that say so.
_TOLD_NAME, _TOLD = 1.4, frozenset({"introduction", "greeting"})
_HEAD_START = 0.3
# 7.5号各2盒, 10号的3条, 10号(1条): sizes, whatever the calendar says.
_LISTED = re.compile(r" ?(?:各|的 ?[0-9一二两三四五六七八九十半]|\()")
_COUNTED_KIND = re.compile(r"的[^,，。;；!！\n]{0,12}?[0-9一二两三四五六七八九十半]+[㐀-鿿]")
_WORD_BEFORE, _LONGEST_WORD = re.compile(r"(?<![a-z])([a-z]{2,}) \Z"), 20
_TWO_NUMBERS = re.compile(r"([1-9][0-9]{1,2}) ([1-9][0-9]{2}) ?[^0-9 ]")
# What may be a day and a size, and what asks for so many behind it.
_DECIMAL = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
_ASKS = re.compile(r" ?(?:[先再]?给我)?(?:[先再]?[要来拿订搞整])?")
# 大包10 小包20: a unit that a number follows is the next size.
_VARIANT = re.compile(r"[大中小][㐀-鿿](?=[0-9])")
_OF_IT, _POINTED = (" of the ", " of "), re.compile(r"[0-9]{1,2}[./][0-9]{1,2}")
_DIGITS_APART = re.compile(r"([0-9]{1,4}) ")
_OF_A_TIME = re.compile(r" ?(?:[之以]?[前后]|左右|开始|送|到|来|[ap]\.?m\b|o'clock|sharp)")
# What stands before "one" where it counts: a new row, a comma, a word that joins or asks.
_ONE, _LONGEST_OPENING = "one", 12
_OPENS_A_THING = re.compile(
    r"(?:\A|[\n,;:&+]\s?|[-*•]\s|\b(?:and|plus|also|with|need|want|send|take|order|get|us|me|add)\s)\Z"
)
_BREAK = re.compile(r"[\n。；;!！?？]|[,，、|]|(?<=[a-z0-9)\"”’'])\.(?=\s|$)")
# 50 nos. of it: no sentence ends there, unless another begins.
_SHORT_UNIT = re.compile(
    r"(?<=[0-9 ])(?:nos?|ctns?|pkts?|doz|dz|mtrs?)\. (?!(?:please|pls|kindly|thanks?|we|i|it|they|this|that|the|our|my|all|also|deliver\w*"
    r"|ship\w*|send|to|total|price|payment|pay|can|could|let|as|for|by)\b)[a-z0-9(]"
)
_LONGEST_SHORT = 4
_CALLED, _LONGEST_CALLED = re.compile(r"([一二两三四五六七八九][㐀-鿿])(\d{1,4})(?![\d.])"), 5
_BLANK = re.compile(r"[\s\-.:：·•*_~@()（）\[\]【】\"'“”‘’/\\<>《》=+#…—]+")


def choose(proposed: Iterable[Span], length: int) -> list[Span]:
    """The best non-overlapping spans, in order: weighted interval scheduling, n log n."""
    spans = sorted(
        (span for span in proposed if span.start < span.end <= length), key=lambda s: (s.end, s.start)
    )
    ends = [span.end for span in spans]
    best = [0.0] * (len(spans) + 1)
    take = [False] * len(spans)
    previous = [0] * len(spans)
    for index, span in enumerate(spans):
        before = bisect_right(ends, span.start, 0, index)
        previous[index] = before
        gain = best[before] + worth(span)
        if gain > best[index]:
            best[index + 1], take[index] = gain, True
        else:
            best[index + 1] = best[index]
    chosen: list[Span] = []
    index = len(spans)
    while index > 0:
        if take[index - 1]:
            chosen.append(spans[index - 1])
            index = previous[index - 1]
        else:
            index -= 1
    return chosen[::-1]


def worth(span: Span) -> float:
    length = span.end - span.start
    value = _TOLD_NAME if _is_told_name(span) else _WORTH.get(span.label, _CUE)
    return length * value * (0.5 + span.certainty / 2) - _HEAD_START * value


def _is_told_name(span: Span) -> bool:
    """Whether it is a name in Latin letters that the text says to be one: Dear Ms Tan, here is Tomas."""
    name = span.value
    return (
        span.label == "person"
        and isinstance(name, NameValue)
        and name.text.isascii()
        and name.source in _TOLD
    )


def without_sizes(spans: Sequence[Span], lowered: str) -> list[Span]:
    """The spans without days that are sizes of the product beside them: 7号手套 is no seventh."""
    sizes = {
        (s.start, s.end)
        for s in spans
        if s.label in ("part", "guess") and isinstance(s.value, Part) and s.value.kind == "number"
    }
    known = {(s.start, s.end) for s in spans if s.label == "part"}
    names = [
        s
        for s in spans
        if s.label == "part"
        and isinstance(s.value, Part)
        and s.value.kind in ("han", "spec")
        and s.certainty == 1
    ]
    starts, ends = {s.start for s in names if s.value.kind == "han"}, {s.end for s in names}
    amounts = {s.start for s in spans if s.label in ("quantity", "bare")}

    def beside(span: Span) -> bool:
        before = span.start in ends or (
            lowered[span.start - 1 : span.start] == " " and span.start - 1 in ends
        )
        # A size that no product has is one only between a name and its amount: 手套6号 3箱.
        counted = span.end in amounts or (
            lowered[span.end : span.end + 1] in tuple(" ,:") and span.end + 1 in amounts
        )
        if (span.start, span.end) not in known:
            return before and counted
        listed = _LISTED.match(lowered, span.end) or lowered[span.start - 1 : span.start] in ("、", "/")
        kind = lowered[span.end : span.end + 1] == "的" and span.end + 1 in starts
        told = sized and _COUNTED_KIND.match(lowered, span.end)
        return before or span.end in starts or bool(listed or told) or kind

    # Where one size is told so (8号画笔), 12号的 is another.
    sized = any(start not in starts and end in starts for start, end in sizes & known)

    return [
        span
        for span in spans
        if span.label != "date"
        or not (
            ((span.start, span.end) in sizes and beside(span))
            # 30 rolls of the 12.5: what is counted is no day.
            or (lowered.endswith(_OF_IT, 0, span.start) and _POINTED.fullmatch(lowered, span.start, span.end))
        )
    ]


def counting_one(spans: Sequence[Span], lowered: str) -> list[Span]:
    """The spans with a sure number, and no small word, where "one" counts the thing behind it: one tall ladder, and one stool."""
    named = {span.start for span in spans if span.label == "part"}
    found: list[Span] = []
    for span in spans:
        counts = (
            lowered[span.start : span.end] == _ONE
            and span.end + 1 in named
            and _OPENS_A_THING.search(lowered, max(0, span.start - _LONGEST_OPENING), span.start)
        )
        if counts and span.label == "bare":
            found.append(replace(span, certainty=1.0))
        elif not counts or span.label not in ("fill", "glue", "part"):
            found.append(span)
    return found


def without_names(spans: Sequence[Span], lowered: str, catalog: Catalog) -> list[Span]:
    """The spans without amounts whose unit begins a name (A 20 大袋B 10, and 2.4床单 where nothing is sold by the bed),
    without numbers written in groups that end in a size of a product (95 500 ml), without prices that are its code (2RS),
    without times that are its scale (1:24的) and without days that are its size (铜线1.6要70卷)."""
    sizes = [s for s in spans if s.label == "part" and s.rule == "parts.spec" and s.certainty == 1]
    known = {s.end: s for s in sizes}
    begun = {s.start: s for s in sizes}
    names = {
        s.end for s in spans if s.label == "part" and isinstance(s.value, Part) and s.value.kind == "han"
    }
    amounts = {s.start for s in spans if s.label == "quantity"}
    found: list[Span] = []
    for span in spans:
        if (
            span.label == "date"
            and span.start in names
            and _DECIMAL.fullmatch(written := lowered[span.start : span.end])
            and catalog.knows(f"#{written}")
            and (asks := _ASKS.match(lowered, span.end)) is not None
            and asks.end() in amounts
        ):
            continue
        if span.label == "money" and (
            _is_code(known.get(span.end), span, lowered) or _begins_code(begun.get(span.start), span, lowered)
        ):
            continue
        if span.label == "clock" and _is_scale(known.get(span.end), span, lowered):
            continue
        if span.label != "quantity" or span.value.number is None or span.value.unit is None:
            found.append(span)
            continue
        if _is_called_so(span, lowered, catalog):
            continue
        word = span.value.unit
        if lowered.endswith(word, span.start, span.end) and word not in catalog.unit_words:
            glued = span.end - len(word)
            if catalog.begins(lowered, glued, span.end):
                found.append(replace(span, end=glued, label="bare", value=replace(span.value, unit=None)))
                continue
        if (parted := _sized_apart(span, lowered, catalog)) is not None:
            found.extend(parted)
            continue
        unit = lowered.rfind(" ", span.start, span.end)
        size = known.get(span.end)
        if size is not None and (first := _DIGITS_APART.fullmatch(lowered, span.start, size.start)):
            number = exact(Decimal(first[1]))
            found.append(
                replace(
                    span, end=first.end(1), label="bare", value=replace(span.value, number=number, unit=None)
                )
            )
            continue
        begins = catalog.begins(lowered, unit + 1, span.end) or _VARIANT.match(lowered, unit + 1)
        if unit > span.start and begins:
            amount = replace(span.value, unit=None)
            span = replace(span, end=unit, label="bare", value=amount)
        found.append(span)
    return found


def _sized_apart(span: Span, lowered: str, catalog: Catalog) -> list[Span] | None:
    """The size and the amount of tee 40 300 pcs, where tees come in 40; None if it may be one number."""
    two = _TWO_NUMBERS.match(lowered, span.start, span.end)
    word = _WORD_BEFORE.search(lowered, max(0, span.start - _LONGEST_WORD), span.start) if two else None
    if two is None or word is None or not catalog.together("w:" + stem(word[1]), f"#{two[1]}"):
        return None
    size, many = exact(Decimal(two[1])), exact(Decimal(two[2]))
    return [
        replace(span, end=two.end(1), label="bare", value=replace(span.value, number=size, unit=None)),
        replace(span, start=two.start(2), value=replace(span.value, number=many)),
    ]


def _is_code(size: Span | None, money: Span, lowered: str) -> bool:
    """Whether what reads as a price is a code of a product (2RS): digits with letters glued to them."""
    return size is not None and size.start == money.start and lowered[money.start : money.end].isalnum()


def _begins_code(size: Span | None, money: Span, lowered: str) -> bool:
    """Whether what reads as a price (Rs 25) is the beginning of a code of a product (RS25/6), which goes on behind it."""
    if size is None or not lowered[size.start : size.end].isascii():
        return False
    return lowered[money.start].isalpha() and size.end >= money.start + len(
        lowered[money.start : money.end].rstrip(" /")
    )


def _is_called_so(amount: Span, lowered: str, catalog: Catalog) -> bool:
    """Whether what reads as an amount opens the name of a product that is called by a number (三个7 of an ink 7-7-7)."""
    number = _CALLED.match(lowered, amount.start, amount.end + _LONGEST_CALLED)
    return (
        number is not None
        and number.start(2) == amount.end
        and catalog.together("c:" + number[1], "#" + number[2])
    )


def _is_scale(size: Span | None, clock: Span, lowered: str) -> bool:
    """Whether what reads as a time is a ratio that products bear (1:24), beside nothing that is said of times."""
    return size is not None and size.start == clock.start and not _OF_A_TIME.match(lowered, clock.end)


def gaps(text: str, chosen: Sequence[Span], start: int, end: int) -> list[Span]:
    """What no chosen span explains: 'gap' spans, and 'break' spans (value 2 for a sentence's or row's end, else 1)."""
    found: list[Span] = []
    position = start
    for span in (*chosen, None):
        stop = span.start if span else end
        if stop > position:
            found.extend(_between(text, position, stop))
        if span:
            position = max(position, span.end)
    return found


def _between(text: str, start: int, end: int) -> Iterable[Span]:
    position = start
    while position < end:
        mark = _BREAK.search(text, position, end)
        while mark and mark.group() == "." and _abbreviates(text, mark.start()):
            mark = _BREAK.search(text, mark.end(), end)
        stop = mark.start() if mark else end
        piece = position
        while piece < stop:
            blank = _BLANK.match(text, piece, stop)
            if blank:
                piece = blank.end()
                continue
            next_blank = _BLANK.search(text, piece, stop)
            last = next_blank.start() if next_blank else stop
            yield Span(piece, last, "gap", text[piece:last], 0.0, "unexplained")
            piece = last
        if not mark:
            return
        rule = "enumerated" if mark.group() == "、" else "break"
        yield Span(mark.start(), mark.end(), "break", 1 if mark.group() in ",，、|" else 2, 1.0, rule)
        position = mark.end()


def _abbreviates(text: str, point: int) -> bool:
    """Whether the point there belongs to a unit that is cut short, with its thing behind it."""
    return any(
        (unit := _SHORT_UNIT.match(text, point - length)) and unit.end() == point + 3
        for length in range(2, _LONGEST_SHORT + 1)
        if point >= length
    )
