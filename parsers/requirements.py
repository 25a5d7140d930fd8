"""The clauses of a message, and which of them require something that goes with the goods: what the rules say, the trained
voice beside them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers import notemodel, phrases, shifts
from parsers.annotate import Annotated
from parsers.delivery_words import BLANK
from parsers.segments import Block
from parsers.spans import Span
from parsers.values import frozen

Stretch = tuple[int, int]
"""[start, end) of the surface."""

_SENTENCE = re.compile(
    r"(?:[^\n。；;!！?？.]|(?<=\d)\.(?=\d)|\.(?![\s)]|$)|(?<=\b(?:no|rd|st|av))\.|(?<=\bmax)\.)+"
)
_CLAUSE = re.compile(r"(?:[^,，]|,(?=\d{3}))+")
# So many letters of a name of goods may be none of its parts: a plural, a small word.
_OF_ITS_NAME = 2
# What joins a requirement to how the goods are paid.
_JOINED, _JOINS = (
    re.compile(r"(?: and | against | by |、|并且?|和) ?\Z"),
    re.compile(r" (?:and|but) |、|并且?|和"),
)
# Fewer letters than these require nothing.
_WORDED = 2
_KINDS = (
    "handled",
    "later",
    "checked",
    "noun",
    "shortage",
    "at_site",
    "alike",
    "asked_of",
    "papers",
    "carried",
    "quality",
    "marks",
    "packing",
    "call",
    "door",
    "transport",
    "fresh",
    "price",
    "hours",
    "request",
    "outweighs",
    "musts",
    "wanted_packing",
)
# Facts of the header that have their own field: a clause that is nothing else is no requirement.
_FACTS = frozenset(
    ["date", "payment", "address", "address_label", "phone", "email", "po", "order_ref", "money"]
)
_AMOUNTS = ("quantity", "bare")
_HAN = re.compile(r"[㐀-鿿]")
# Leave out the rest: what becomes of lines, too.
_REST = re.compile(
    r"\W*(?:(?:and|but|just|please|pls|then) )*(?:keep|drop|leave|cancel|skip|remove)(?: out| off)? (?:all )?"
    r"(?:the )?(?:rest|others?|remaining\b[^,.;\n]*)(?: out| off| as (?:is|it is|they are))?\W*\Z"
)
_COURTESY = re.compile(
    r"^\W*(?:thanks?|thank you|谢谢|多谢|辛苦了?|please|pls|好|ok|hi|hello|dear [\w ]{0,20})\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, whether the rules take it for a requirement, and what the trained voice sees of it: None where it names
    ordered goods, only tells, is a courtesy or no words at all: then it is none, however it sounds."""

    place: Stretch
    ruled: bool
    seen: Mapping[str, float] | None


@frozen
class _Said:
    """What a clause says: its lower-cased text and its spans; whether it names ordered goods; and whether it is only about
    lines, so that it requires nothing besides."""

    place: Stretch
    text: str
    spans: Sequence[Span]
    ordered: bool
    of_lines: bool

    @property
    def facts(self) -> bool:
        return _has(self.spans, _FACTS)


def sentences(annotated: Annotated, block: Block, taken: Sequence[Stretch]) -> Iterator[list[Clause]]:
    """The sentences of a block as their clauses; `taken` as `find` has it. What models learn from."""
    tables = annotated.tables.get(block, ())
    for sentence in _SENTENCE.finditer(annotated.lowered, block.start, block.end):
        if any(table.start <= sentence.start() < table.end for table in tables):
            continue
        said = [
            _said(annotated, clause, taken)
            for match in _CLAUSE.finditer(annotated.lowered, *sentence.span())
            for unpaid in _unpaid(annotated, match.span())
            for clause in _freed(annotated, unpaid, taken)
        ]
        ruled = [_requires(one) for one in said]
        kinds = ["start", *(_kind(one, rules) for one, rules in zip(said, ruled, strict=True)), "end"]
        seen = [
            _seen(one, notemodel.Beside(kinds[index], kinds[index + 2])) for index, one in enumerate(said)
        ]
        _widen(said, ruled)
        # Of a number that the next clause points at the voice knows nothing.
        seen = [
            None if rules and _pointed_at(one, said[index + 1 : index + 2]) else voice
            for index, (one, rules, voice) in enumerate(zip(said, ruled, seen, strict=True))
        ]
        yield [Clause(one.place, rules, voice) for one, rules, voice in zip(said, ruled, seen, strict=True)]


def _said(annotated: Annotated, clause: Stretch, taken: Sequence[Stretch]) -> _Said:
    text, spans = annotated.lowered[clause[0] : clause[1]], inside(annotated, clause)
    ordered = touches(clause, taken)
    of_lines = ordered or _corrects(annotated, text, spans) or _of_lines(annotated, text, clause[0])
    return _Said(clause, text, spans, ordered, of_lines)


def _kind(said: _Said, ruled: bool) -> str:
    if said.ordered:
        return "line"
    return "required" if ruled else "fact" if said.facts else "rest"


def _seen(said: _Said, beside: notemodel.Beside) -> Mapping[str, float] | None:
    text = said.text
    if said.of_lines or _COURTESY.match(text) or sum(map(str.isalnum, text)) < _WORDED:
        return None
    if _told(text) or _REST.match(text) or shifts.says(text):
        return None
    if phrases.book("notes").says(text, ("musts", "wanted_packing")) and not said.facts:
        return None
    return notemodel.features(text, said.place[0], said.spans, beside)


def requires(said: str) -> bool:
    """Whether lower-cased words by themselves ask for something that goes with the goods."""
    return phrases.book("notes").says(said, _KINDS)


def _requires(said: _Said) -> bool:
    if said.of_lines or _only_dated(said):
        return False
    text = _unplaced(said)
    book = phrases.book("notes")
    if _COURTESY.match(text) or _told(text):
        return False
    if _of_delivery(text) or book.says(text, _KINDS):
        return not book["desk"].pattern.search(text) or book.says(text, ("marks", "outweighs"))
    if _HAN.search(text) or book["desk"].pattern.search(text):
        return False
    if book.says(text, ("as_named", "bidden")) and not said.facts:
        return not _has(said.spans, _AMOUNTS)
    return book["polite"].pattern.search(text) is not None and not said.facts


def _has(spans: Iterable[Span], labels: Collection[str]) -> bool:
    return any(span.label in labels for span in spans)


def _corrects(annotated: Annotated, text: str, spans: Sequence[Span]) -> bool:
    """Whether it says no more than that what follows corrects an amount: hang on."""
    return any(
        span.label == "correct" and text.strip(" -,.") == annotated.lowered[span.start : span.end]
        for span in spans
    )


def _told(text: str) -> bool:
    """Whether the clause tells what was or is, and asks for nothing."""
    book = phrases.book("notes")
    tells, asks = ("told_en", "asks_en") if text.isascii() else ("told", "asks_zh")
    return book[tells].pattern.search(text) is not None and book[asks].pattern.search(text) is None


def _of_lines(annotated: Annotated, text: str, start: int) -> bool:
    """Whether it only says of goods that they are kept or left out: keep the lamps, where lamps are sold."""
    said = phrases.book("notes")["of_lines"].pattern.match(text)
    if said is None:
        return False
    group = "goods" if said["goods"] is not None else "goods_zh"
    first, last = (start + place for place in said.span(group))
    named = [span for span in annotated.inside(first, last) if span.label in ("part", "sku")]
    words = annotated.lowered[first:last].replace(" ", "")
    unnamed = len(words) - sum(span.end - span.start for span in named)
    return bool(named) and unnamed <= (_OF_ITS_NAME if words.isascii() else 0)


def _of_delivery(text: str) -> bool:
    """Whether the clause says how something of the delivery shall be, and does not tell what was."""
    book = phrases.book("notes")
    return all(book[part].pattern.search(text) for part in ("thing", "wish")) and not book[
        "told"
    ].pattern.search(text)


def _only_dated(said: _Said) -> bool:
    """Whether it says no more than a day: 不得晚于17日."""
    text, start = said.text, said.place[0]
    for span in said.spans:
        if span.label == "date":
            text = text[: span.start - start] + " " * (span.end - span.start) + text[span.end - start :]
    return text != said.text and sum(map(str.isalnum, text)) < _WORDED


def _unplaced(said: _Said) -> str:
    """What the clause says, but for its addresses: a back door in one is no requirement."""
    text, (start, end) = said.text, said.place
    for span in said.spans:
        if span.label == "address" and span.end <= end:
            first, last = span.start - start, span.end - start
            text = text[:first] + "·" * (last - first) + text[last:]
    return text


def facts(annotated: Annotated, clause: Stretch) -> bool:
    return _has(inside(annotated, clause), _FACTS)


def _widen(said: Sequence[_Said], wanted: list[bool]) -> None:
    """Take in the clauses beside a requirement that belong to it: its condition before, its reason behind."""
    for index, clause in enumerate(said):
        beside = [wanted[other] for other in (index - 1, index + 1) if 0 <= other < len(wanted)]
        if (
            not wanted[index]
            and any(beside)
            and not clause.ordered
            and (not clause.facts or _pointed_at(clause, said[index + 1 : index + 2]))
            and not _COURTESY.match(clause.text)
            and not phrases.book("notes")["desk"].pattern.search(clause.text)
            and (
                phrases.book("notes")["limits"].pattern.match(clause.text) or not _has(clause.spans, _AMOUNTS)
            )
        ):
            wanted[index] = True


def _pointed_at(clause: _Said, behind: Sequence[_Said]) -> bool:
    """Whether it gives a number of which the next clause says what is required: our PO is …, it must be on the invoice."""
    only_number = _has(clause.spans, ("po",)) and not _has(clause.spans, _FACTS - {"po"})
    pattern = phrases.book("notes")["points_back"].pattern
    return only_number and any(pattern.match(one.text) for one in behind)


def _unpaid(annotated: Annotated, clause: Stretch) -> Iterator[Stretch]:
    """The clause; one that also says how it is paid is parted from that: plain boxes and the money in advance."""
    first, last = clause
    for span in inside(annotated, clause):
        if span.label != "payment":
            continue
        before = _JOINED.search(annotated.lowered, first, span.start)
        if before is not None:
            yield first, before.start()
            first = span.start
        behind = _JOINS.match(annotated.lowered, span.end, last)
        if behind is not None and behind.end() < last:
            yield first, span.end
            first = behind.end()
    yield first, last


def _freed(annotated: Annotated, clause: Stretch, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    """The clause; one that orders or dates in its first words is cut behind them: 两盆 她说别包纸, 周三送到麻烦按铃."""
    text = annotated.lowered
    begun = taken[bisect_left(taken, (clause[0], 0)) : bisect_left(taken, (clause[1], 0))]
    ordered = max((last for _, last in begun), default=clause[0])
    dated = [span.end for span in inside(annotated, clause) if span.label == "date"]
    start = max(ordered, *dated[:1]) if dated else ordered
    if start in (clause[0], clause[1]) or ordered >= clause[1]:
        yield clause
        return
    asks = phrases.book("notes")["opens"].pattern.search(text, start, clause[1])
    if ordered == clause[0]:
        # Only a day stands before: its words belong to what follows, but for a requirement that begins anew.
        if asks and requires(text[clause[0] : asks.start()]) and text[asks.end() : clause[1]].strip(" .!"):
            asks = None
        yield from ((clause[0], asks.start()), (asks.start(), clause[1])) if asks else (clause,)
        return
    yield clause[0], ordered
    start = ordered
    for end in [asks.start(), clause[1]] if asks else [clause[1]]:
        for match in re.finditer(r"[^ ]+(?: (?![㐀-鿿])[^ ]+)*", text[start:end]):
            yield start + match.start(), start + match.end()
        start = end


def inside(annotated: Annotated, clause: Stretch) -> list[Span]:
    """The spans of the clause; the stop behind an abbreviated month ends the clause as well (by 4 Dec.)."""
    return [span for span in annotated.inside(clause[0], clause[1] + 1) if span.start < clause[1]]


def apart(annotated: Annotated, taken: Sequence[Stretch]) -> list[Stretch]:
    """The stretches in order, what overlaps as one: of each clause only its neighbours need a look."""
    apart: list[Stretch] = []
    for first, last in sorted((first, _head(annotated, first, last)) for first, last in taken):
        if apart and first < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(last, apart[-1][1]))
        else:
            apart.append((first, last))
    return apart


def _head(annotated: Annotated, first: int, ordered: int) -> int:
    """Where the clause begins that goes on behind what is ordered: 线我放门口了 begins with the thing, which is no order."""
    text = annotated.lowered
    if not (_HAN.search(text[ordered - 1 : ordered]) and _HAN.search(text[ordered : ordered + 1])):
        return ordered
    heads = [match.end() for match in BLANK.finditer(text, first, ordered)]
    if heads and not _has(annotated.inside(heads[-1], ordered), _AMOUNTS):
        return heads[-1]
    return ordered


def touches(clause: Stretch, taken: Sequence[Stretch]) -> bool:
    before = bisect_left(taken, (clause[1], 0)) - 1
    return before >= 0 and taken[before][1] > clause[0]


def settled(clause: Clause) -> bool:
    """Whether it is required: where the trained voice is sure, or where it does not contradict the rules."""
    if clause.seen is None:
        return clause.ruled
    return notemodel.requires(notemodel.model(), clause.seen, ruled=clause.ruled)
