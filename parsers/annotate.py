"""A message made ready for reading: its surface, its blocks, and every annotator's spans in each block."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter

from parsers import (
    addresses,
    contacts,
    cover,
    cues,
    dates,
    grids,
    marks,
    money,
    namesakes,
    number_points,
    numerals,
    payments,
    positions,
    product_spans,
    products,
    quantities,
    references,
    repeats,
    segments,
    tables,
    unwrapping,
    writings,
)
from parsers.catalog import Catalog
from parsers.form import Form
from parsers.form_delivery import deliver, due
from parsers.normalize import Surface, lower, plain, surface
from parsers.number_points import Points
from parsers.parts import parts
from parsers.reading import Message
from parsers.segments import Block
from parsers.spans import Span, moved
from parsers.tables import Table

_START = attrgetter("start")
_BROKEN = re.compile(r"[ \r]*\n *")
# What orders, and what only says who writes.
OWN = ("new", "greeting")
# So much of a sender's own is read, and so many numbers, names and words of it: several hundred lines of an order. A
# person looks at what says more, and is shown how its beginning reads: no longer one holds up those behind it.
_LONGEST_SAID, _BEGINNING, _MOST_SPANS = 20_000, 4_000, 4_000
HEADER_LABELS = frozenset(
    {
        "date",
        "clock",
        "phone",
        "email",
        "person",
        "company",
        "address",
        "address_label",
        "address_usual",
        "order_ref",
        "po",
        "other_ref",
        "payment",
    }
)


@dataclass(slots=True)
class Annotated:
    """`spans` lie on `text` (the surface), `lowered` is the same text in lower case, character by character.

    `positions` are the SKUs of the list that the message answers, `listed` those of one that it quotes.
    `voice` are the blocks that speak for the customer: the sender's own, or those of the mail that a rep forwards,
    with the `files` that came along; `filed` are the ids of the drafts that forms order, `called` the kinds
    of forms that are no plain orders, by their names, `disputed` those
    drafts of them of which the mail says otherwise, `beside` why an operator looks at that, `papers` the names of
    files that order nothing and were laid aside. `points`: what a point in a number parts. `doubts`: why an operator looks at what the files say.
    """

    message: Message
    surface: Surface
    text: str
    lowered: str
    subject: str
    blocks: tuple[Block, ...]
    voice: tuple[Block, ...]
    own: tuple[Block, ...]
    spans: list[Span] = field(default_factory=list)
    chosen: dict[Block, list[Span]] = field(default_factory=dict)
    tables: dict[Block, list[Table]] = field(default_factory=dict)
    points: Points = field(default_factory=Points)
    positions: dict[int, str] = field(default_factory=dict)
    listed: dict[int, str] = field(default_factory=dict)
    files: dict[Block, Form] = field(default_factory=dict)
    filed: set[int] = field(default_factory=set)
    called: dict[str, str] = field(default_factory=dict)
    disputed: set[int] = field(default_factory=set)
    beside: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> Iterator[list[Span]]:
        """The chosen spans of the blocks that speak in sentences: a form has none."""
        for block, spans in self.chosen.items():
            if block not in self.files or self.files[block].running:
                yield spans

    def of(self, *labels: str, blocks: Sequence[Block] | None = None) -> list[Span]:
        """Spans of these labels, within `blocks` where given."""
        return [
            span
            for span in self.spans
            if span.label in labels and (blocks is None or any(b.start <= span.start < b.end for b in blocks))
        ]

    def inside(self, start: int, end: int) -> list[Span]:
        """The chosen spans that lie within [start, end)."""
        found: list[Span] = []
        for block, spans in self.chosen.items():
            if block.start < end and start < block.end:
                for index in range(bisect_left(spans, start, key=_START), len(spans)):
                    if spans[index].start >= end:
                        break
                    if spans[index].end <= end:
                        found.append(spans[index])
        return found

    def source(self, start: int, end: int) -> str:
        """The words as the sender wrote them."""
        first, last = self.surface.source(start, end)
        said = self.message.text[first:last].strip()
        # What the surface has in one line is told in one.
        return _BROKEN.sub(" ", said) if "\n" in said and "\n" not in self.text[start:end] else said

    def said(self, blocks: Sequence[Block]) -> str:
        """The lower-cased words of these blocks."""
        return "\n".join(self.lowered[block.start : block.end] for block in blocks)


def annotate(
    message: Message,
    catalog: Catalog,
    *,
    forwards: bool,
    date_order: str,
    region: str | None = None,
    wards: Callable[[str], bool] = lambda _: False,
    body: int | None = None,
    files: Sequence[tuple[int, Form]] = (),
) -> Annotated:
    """Run every annotator. `forwards`: the sender is one who passes on what customers write (a rep), those of `wards`.

    `region` is the ISO country of telephone numbers without a country code. Of the text the first `body` characters
    are the mail's own; behind them stand the forms of `files`, each with where it begins.
    """
    face = marks.evened(surface(message.text), body)
    end = len(face.text) if body is None else bisect_left(face.offsets, body)
    if message.channel == "email":
        face = replace(face, text=_unwrapped(face, end, files))
    blocks = segments.split(message.subject, face.text[:end], wards=wards)
    pending = message.context.pending
    questions = [flag.question for flag in pending.flags if flag.question] if pending else []
    blocks = segments.without_asked(face.text[:end], blocks, questions)
    written = writings.as_filed(segments.unmarked(face.text, blocks), catalog)
    written = writings.with_codes_apart(written, catalog)
    written = writings.with_points(writings.with_size_before(written, catalog), catalog)
    face = replace(face, text=writings.with_digits(written, catalog))
    lowered = references.cited(lower(face.text))
    own = tuple(block for block in blocks if block.kind in OWN and block.depth == 0)
    passed = tuple(
        block for block in blocks if block.kind == "forward" or (block.depth > 0 and block.kind in OWN)
    )
    said = "".join(face.text[block.start : block.end] for block in own).strip()
    voice = (*own, *passed) if passed and (forwards or segments.passes_on(said)) else own
    short = _shortened(voice)
    blocks, voice, own = (tuple(short.get(one, one) for one in some) for some in (blocks, voice, own))
    inner = passed[0] if passed and forwards else None
    filed: dict[Block, Form] = {}
    for start, form in files:
        first = bisect_left(face.offsets, start)
        last = bisect_left(face.offsets, start + len(form.text))
        # What comes with a mail that is passed on comes from its writer.
        header, depth = (inner.header, inner.depth) if inner is not None else (None, 0)
        filed[Block("attachment", first, last, header, depth)] = form
    result = Annotated(
        message,
        face,
        face.text,
        lowered,
        lower(plain(message.subject or "")),
        (*blocks, *filed),
        (*voice, *filed),
        own,
        files=filed,
    )
    if segments.hides_answers(face.text, blocks):
        result.doubts.append("answers may stand within what the mail quotes")
    quoted = [lowered[block.start : block.end] for block in blocks if block not in voice]
    result.listed = positions.quoted(quoted, lambda phrase: products.find(phrase, catalog))
    result.positions = result.listed or positions.of_order(message.context, f"{result.subject}\n{lowered}")
    result.points = number_points.tell(result.said(voice), region)
    for block in result.blocks:
        result.spans.extend(_spans(result, block, catalog, date_order, region))
    left = _MOST_SPANS
    for block in result.voice:
        chosen = _covered(result, block, catalog)
        if block not in filed:
            short |= {block: block} if len(chosen) > left else {}
            chosen = chosen[:left]
            left -= len(chosen)
        result.chosen[block] = chosen
        result.tables[block] = grids.find(lowered, block.start, block.end)
    if short:
        result.doubts.append("more is said than is read")
    return result


def _unwrapped(face: Surface, end: int, files: Sequence[tuple[int, Form]]) -> str:
    """The mail's own words up to `end`, and the letters that come with it, without the breaks that a margin made."""
    pieces, position = [unwrapping.unwrapped(face.text[:end])], end
    for start, form in files:
        if form.running:
            first = bisect_left(face.offsets, start)
            last = bisect_left(face.offsets, start + len(form.text))
            pieces += [face.text[position:first], unwrapping.unwrapped(face.text[first:last], page=True)]
            position = last
    return "".join([*pieces, face.text[position:]])


def explain(annotated: Annotated, name: Span, catalog: Catalog) -> None:
    """Take the words there, wherever they stand in what speaks, as a name that orders nothing."""
    words = annotated.lowered[name.start : name.end]
    for block in annotated.chosen:
        at = annotated.lowered.find(words, block.start, block.end)
        while at >= 0:
            annotated.spans.append(Span(at, at + len(words), "fill", words, 1.0, "annotate.on file"))
            at = annotated.lowered.find(words, at + len(words), block.end)
        annotated.chosen[block] = _covered(annotated, block, catalog)[:_MOST_SPANS]


def _shortened(voice: Sequence[Block]) -> dict[Block, Block]:
    """The blocks that say more than is read, each with what is left of it."""
    short: dict[Block, Block] = {}
    said = sum(block.end - block.start for block in voice)
    left = said if said <= _LONGEST_SAID else _BEGINNING
    for block in voice:
        if block.end - block.start > left:
            short[block] = replace(block, end=block.start + left)
        left = max(0, left - (block.end - block.start))
    return short


def _spans(
    annotated: Annotated, block: Block, catalog: Catalog, date_order: str, region: str | None
) -> list[Span]:
    text = annotated.text[block.start : block.end]
    lowered = annotated.lowered[block.start : block.end]
    now: datetime = annotated.message.now
    if block.header is not None:
        now = block.header.sent(now) or now
    places = addresses.find(text, asked=_asks_where(annotated.message))
    if block in annotated.files:
        places = deliver(places, lowered, annotated.files[block])
    found = [*contacts.find(text, block=block.kind, region=region), *places]
    found += [
        one
        for one in references.find(text)
        if not _of_goods(one, catalog) and (one.rule != references.BARE or _ends_one(one, annotated.message))
    ]
    if block in annotated.voice:
        numbers = numerals.find(text, catalog.unit_words)
        sizes = writings.counted(text, catalog)
        days = [
            day
            for day in dates.find(text, now=now, date_order=date_order)
            if not any(day.start < end and start < day.end for start, end in sizes)
        ]
        found += due(days, lowered, annotated.files[block]) if block in annotated.files else days
        found += money.find(text)
        found += payments.find(text)
        letters = frozenset(letter for letter in "sml" if catalog.knows("w:" + letter))
        amounts = quantities.find(
            lowered,
            numbers,
            catalog.unit_words,
            letters,
            catalog.joined,
            lambda word: catalog.knows("w:" + word),
        )
        found += number_points.settled(amounts, annotated.points)
        found += [
            Span(a, b, "marker", None, 1.0, "tables.row number") for a, b in tables.row_numbers(lowered)
        ]
        found += product_spans.find(lowered, catalog)
        placed = positions.find(lowered, annotated.positions, annotated.listed)
        starts = {one.start for one in placed}
        # 2)要20把: the place in our list, and no row of theirs.
        found = [one for one in found if one.label != "marker" or one.start not in starts] + placed
        found += [*cues.find(lowered), *repeats.find(lowered, annotated.message.context.last_order)]
    return [moved(span, block.start) for span in found]


def _of_goods(reference: Span, catalog: Catalog) -> bool:
    """Whether what stands behind a word for an order is a size by which goods are called: 那单DN20的球阀."""
    value = reference.value
    if reference.label != "po" or value.kind != "either":
        return False
    told = list(parts(value.number.lower()))
    return len(told) == 1 and told[0].kind == "spec" and catalog.knows("=" + told[0].key)


def _ends_one(reference: Span, message: Message) -> bool:
    """Whether an order of the customer ends in these digits, which else may be an hour, a code or a room."""
    context = message.context
    known = [*context.open_orders, context.pending, context.last_order]
    return any(
        order is not None and (order.order_no or "").endswith(reference.value.number) for order in known
    )


def _asks_where(message: Message) -> bool:
    """Whether it answers an order for which we asked where to deliver."""
    pending = message.context.pending
    return pending is not None and any(flag.field == "delivery_address" for flag in pending.flags)


def _covered(annotated: Annotated, block: Block, catalog: Catalog) -> list[Span]:
    inside = [s for s in annotated.spans if block.start <= s.start and s.end <= block.end]
    inside = cover.counting_one(inside, annotated.lowered)
    proposed = namesakes.without_names(
        cover.without_sizes(inside, annotated.lowered), annotated.lowered, catalog
    )
    chosen = cover.choose(proposed, block.end)
    rest = cover.gaps(annotated.lowered, chosen, block.start, block.end)
    return list(cover.with_endings([*chosen, *rest], annotated.lowered))
