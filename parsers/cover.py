"""The cover: of all proposed spans of a block, the non-overlapping ones that explain it best.

A shortest path over the characters; what no span explains stays as a gap, and gaps cost certainty.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parsers import units
from parsers.names import NameValue
from parsers.parts import Part
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
_LISTED = re.compile(
    r" ?(?:各|的 ?[0-9一二两三四五六七八九十半]|[()]|的(?:那[种款个些])?(?:$|[\s,，。;；!！)、]))"
)
_COUNTED_KIND = re.compile(r"的[^,，。;；!！\n]{0,12}?[0-9一二两三四五六七八九十半]+[㐀-鿿]")
_OF_IT, _POINTED = (" of the ", " of "), re.compile(r"[0-9]{1,2}[./][0-9]{1,2}")
# What stands before "one" where it counts: a new row, a comma, a word that joins or asks.
_ONE, _LONGEST_OPENING = "one", 12
_OF = re.compile(r" of (?:the )?")
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
# What ends words of things in Chinese.
_ENDING, _HAN_END = "子", re.compile("[㐀-鿿]")
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
    if span.rule == "parts.packing":
        # 20公斤一袋的 is one size, and not two amounts.
        value = _WORTH["packing"]
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
    hours = {s.start for s in spans if s.label == "clock"}
    amounts = {s.start for s in spans if s.label in ("quantity", "bare")} - hours

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
        if counted and lowered[span.start : span.end].count("/") == 1 and slashed > 1:
            # Pans: 1/1 24 pcs, 1/2 36 pcs.
            return True
        kind = lowered[span.end : span.end + 1] == "的" and span.end + 1 in starts
        told = (sized and _COUNTED_KIND.match(lowered, span.end)) or (counted and goes_on(span))
        return before or span.end in starts or bool(listed or told) or kind

    def goes_on(span: Span) -> bool:
        # 拉链要尼龙的,5号,2条: the size of what is named before.
        named = max((end for end in ends if end < span.start), default=None)
        return (
            lowered[span.start - 1 : span.start] in tuple(",， ")
            and named is not None
            and not set(lowered[named : span.start]) & set("\n。;；")
        )

    slashed = len({lowered[start:end] for start, end in sizes & known if "/" in lowered[start:end]})
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
            and (span.end + 1 in named or _behind_of(lowered, span.end) in named)
            and _OPENS_A_THING.search(lowered, max(0, span.start - _LONGEST_OPENING), span.start)
        )
        if counts and span.label == "bare":
            found.append(replace(span, certainty=1.0))
        elif not counts or span.label not in ("fill", "glue", "part"):
            found.append(span)
    return found


def _behind_of(lowered: str, end: int) -> int:
    """Where what stands behind "of" begins: and one of the red."""
    of = _OF.match(lowered, end)
    return of.end() if of is not None else -1


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


def with_endings(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """The spans in their order, where unknown words end in their 子: 腻子粉 is no 粉 that is sold."""
    before: Span | None = None
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if before is not None and before.label == "gap" and _ends(before, span, text):
            before = replace(before, end=span.end, value=text[before.start : span.end])
            continue
        if before is not None:
            yield before
        before = span
    if before is not None:
        yield before


def _ends(word: Span, span: Span, text: str) -> bool:
    """Whether the 子 right behind a Chinese character ends the word, and the word is more than what holds goods (罐子的)."""
    if span.label != "glue" or span.start != word.end or text[span.start : span.end] != _ENDING:
        return False
    unit = units.named(str(word.value))
    holds = unit is not None and unit.kind == "container" and text[span.end : span.end + 1] in ("的", "装")
    return not holds and _HAN_END.match(text, word.end - 1) is not None


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
    """Whether the point there belongs to a unit that is cut short, with its thing behind it. Who writes the unit without one
    ends a sentence by it: 20 ctn, 35 ctn. The labels are ours."""
    for length in range(2, _LONGEST_SHORT + 1):
        unit = _SHORT_UNIT.match(text, point - length) if point >= length else None
        if unit and unit.end() == point + 3:
            return not re.search(rf"[0-9] ?{re.escape(text[point - length : point])}(?![a-z0-9.])", text)
    return False
