"""What the day model sees of a day that a message names: the words of its clause and sentence, and what stands around."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers import phrases
from parsers.annotate import Annotated
from parsers.delivery_words import says
from parsers.spans import Span

_WORD = re.compile(r"[a-z']+|[㐀-鿿]|[?？!！:：]")
_HAN = re.compile(r"[㐀-鿿]")
# Where a clause ends, in Chinese also at a blank, in English at what joins it to the next, and where a sentence does; so far
# either is looked at.
_CLAUSE = re.compile(
    r"[,，、。；;:：!！?？\n()（）]|\.(?=\s|$)|(?<=[㐀-鿿]) +(?=[㐀-鿿\d])|\s-\s"
    r"|\b(?:because|since|as|but|so|and|otherwise|while|whereas|though)\b"
)
_SENTENCE = re.compile(r"[。\n；;!！?？]|\.(?=\s|$)")
_CLAUSE_REACH, _SENTENCE_REACH, _AROUND = 48, 160, 200
# What stands there counts as what it is, not by its words.
_KINDS = frozenset(
    {
        "part",
        "sku",
        "quantity",
        "bare",
        "money",
        "clock",
        "address",
        "address_label",
        "address_usual",
        "date",
        "phone",
        "person",
        "payment",
        "order_no",
    }
)
# Phrases by which goods are asked for on a day.
_ASKING = ("delivers", "brings", "arrives", "leaves", "wanted_then", "arranged", "day_of")
_GOODS = frozenset({"part", "sku"})
_WEEK, _MONTH = 7, 40


@dataclass(frozen=True, slots=True)
class _Stretch:
    """[start, stop) around a day, and what ends it."""

    start: int
    stop: int
    end: str


def features(annotated: Annotated, day: Span, dates: Sequence[Span]) -> dict[str, float]:
    """The model's view of one of the `dates` that a message names, in their order."""
    text = annotated.lowered
    clause = _stretch(text, day, _CLAUSE, _CLAUSE_REACH)
    sentence = _stretch(text, day, _SENTENCE, _SENTENCE_REACH)
    names = [
        *_said(annotated, day, clause),
        *_about(annotated, day, clause, sentence),
        *_itself(annotated, day),
        *_among(day, dates),
    ]
    return dict.fromkeys(names, 1.0)


def _stretch(text: str, day: Span, ends: re.Pattern[str], reach: int) -> _Stretch:
    start = max(0, day.start - reach)
    for found in ends.finditer(text, start, day.start):
        start = found.end()
    closing = ends.search(text, day.end, day.end + reach)
    stop = closing.start() if closing else min(len(text), day.end + reach)
    return _Stretch(start, stop, closing[0].strip() or " " if closing else "")


def _words(annotated: Annotated, day: Span, start: int, stop: int) -> list[str]:
    """The words there, and the kinds of what is told apart already."""
    text, found, place = annotated.lowered, [], start
    marked = [
        span
        for span in annotated.inside(start, stop)
        if span.label in _KINDS and not (span.start < day.end and day.start < span.end)
    ]
    for span in sorted(marked, key=lambda span: (span.start, -span.end)):
        if span.start >= place:
            found += [*_WORD.findall(text[place : span.start]), f"<{span.label}>"]
            place = span.end
    return [*found, *_WORD.findall(text[place:stop])]


def _said(annotated: Annotated, day: Span, clause: _Stretch) -> Iterator[str]:
    """The words of its clause before and behind it, one by one and as they follow each other."""
    before = _words(annotated, day, clause.start, day.start)
    behind = _words(annotated, day, day.end, clause.stop)
    for side, words, near in (("before", before, before[::-1]), ("behind", behind, behind)):
        yield f"{side} next:{near[0] if near else '-'}"
        yield f"{side} next two:{' '.join(near[:2])}"
        for number in (1, 2, 3):
            for place in range(len(words) - number + 1):
                yield f"{side}:{' '.join(words[place : place + number])}"
    for word in (*before, *behind):
        yield f"clause:{word}"
    yield f"long={min(4, len(before))},{min(4, len(behind))}"
    yield f"alone={not before and not behind}"


def _about(annotated: Annotated, day: Span, clause: _Stretch, sentence: _Stretch) -> Iterator[str]:
    """The rest of its sentence, the phrases of its clause, and whether goods are named near it."""
    text = annotated.lowered
    for word in _words(annotated, day, sentence.start, clause.start):
        yield f"earlier:{word}"
    for word in _words(annotated, day, clause.stop, sentence.stop):
        yield f"later:{word}"
    yield f"clause ends={clause.end}"
    yield f"sentence ends={sentence.end}"
    own = text[clause.start : clause.stop]
    for book in ("delivery", "remarks", "notes", "changes"):
        for phrase in phrases.book(book).within(own):
            if phrase.pattern.search(own):
                yield f"{book}:{phrase.name}"
    asked = any(says(name, own) for name in _ASKING)
    yield f"asked={asked}"
    for side, first, last in (
        ("before", clause.start, day.start),
        ("behind", day.end, clause.stop),
    ):
        unknown = _unknown(annotated, first, last)
        yield f"unknown {side}={unknown}"
        yield f"unknown {side}={unknown} asked={asked}"
    for label in {span.label for span in annotated.inside(sentence.start, sentence.stop)}:
        yield f"has={label}"
    for side, first, last in (
        ("before", max(0, sentence.start - _AROUND), sentence.start),
        ("behind", sentence.stop, sentence.stop + _AROUND),
    ):
        yield f"goods {side}={any(span.label in _GOODS for span in annotated.inside(first, last))}"
    row = text[text.rfind("\n", 0, day.start) + 1 : day.start]
    yield f"opens row={not row.strip()}"
    yield f"han={_HAN.search(text, sentence.start, sentence.stop) is not None}"


def _unknown(annotated: Annotated, start: int, stop: int) -> int:
    """How much there nothing explains: 0 to 3, about one a word."""
    text = annotated.lowered
    length = sum(
        (span.end - span.start) / (2 if _HAN.match(text, span.start) else 4)
        for span in annotated.inside(start, stop)
        if span.label == "gap"
    )
    return min(3, round(length + 0.4))


def _itself(annotated: Annotated, day: Span) -> Iterator[str]:
    """How it is named, and how far off it is."""
    yield f"rule={day.rule}"
    yield f"relation={day.value.relation}"
    yield f"precision={day.value.precision}"
    for word in _WORD.findall(annotated.lowered[day.start : day.end]):
        yield f"own:{word}"
    if day.value.day is None:
        yield "off=none"
        return
    off = (day.value.day - annotated.message.now.date()).days
    yield "off=" + (
        "past"
        if off < 0
        else str(off)
        if off <= 1
        else "week"
        if off <= _WEEK
        else "month"
        if off <= _MONTH
        else "far"
    )


def _among(day: Span, dates: Sequence[Span]) -> Iterator[str]:
    yield f"dates={min(3, len(dates))}"
    yield f"first={day is dates[0]}"
    yield f"last={day is dates[-1]}"
