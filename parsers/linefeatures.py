"""What the line model sees of a draft: what it names, how much of it, the kinds of words in its clause, the lines around."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers import phrases, units
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.drafts import Draft
from parsers.orderlines import unit_of
from parsers.quantities import Amount

# Where a clause ends: at punctuation, and in Chinese at a blank. So far it is looked at to either side.
_END = re.compile(r"[,，。;；:：!！?？\n()（）、]|\.(?=\s|$)|(?<=[㐀-鿿]) | (?=[㐀-鿿])")
_FAR = 60
# Lines on either side that are looked at, so that the work grows with the length of a list alone.
_AROUND = 20
_ENDS = {
    "?": "question",
    "？": "question",
    ":": "colon",
    "：": "colon",
    "(": "bracket",
    "（": "bracket",
    "\n": "row",
    "": "text",
}
_HAN = re.compile(r"[㐀-鿿]")
_WORD = re.compile(r"[a-z']+|[㐀-鿿]")
# What counts otherwise in a message that orders nothing.
_TELLING = ("match", "strong", "headless", "sure", "skus", "amount=", "in:past", "in:harm")
_MARKERS = " -*·•.0123456789)、"


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands before, in and behind a draft with its amount in its clause [start, stop), and what ends that."""

    before: str
    own: str
    behind: str
    end: str
    start: int
    stop: int


def clause(draft: Draft, text: str) -> Clause:
    """The clause of a draft in the lower-cased text."""
    start, stop = draft.start, draft.end
    if draft.amount is not None:
        start, stop = min(start, draft.amount.start), max(stop, draft.amount.end)
    first = max(0, start - _FAR)
    for found in _END.finditer(text, first, start):
        first = found.end()
    closing = _END.search(text, stop, stop + _FAR)
    last = closing.start() if closing else min(len(text), stop + _FAR)
    end = closing[0] if closing else ""
    return Clause(text[first:start], text[start:stop], text[stop:last], end, first, last)


def features(
    draft: Draft, lines: Sequence[Draft], annotated: Annotated, catalog: Catalog, *, orders: bool = True
) -> dict[str, float]:
    """The model's view of a draft that would be a line, `lines` being all of the message in order; `orders`: by what
    the message seems to be."""
    said = clause(draft, annotated.lowered)
    names = [
        *_named(draft),
        *_counted(draft, catalog),
        *_worded(said),
        *_unexplained(draft, said, annotated),
        *_among(draft, lines, annotated),
    ]
    settled = "settled" if draft.match.status == "one" else "open"
    found = dict.fromkeys(names, 1.0)
    if not orders:
        found |= {f"about {name}": 1.0 for name in names if name.startswith(_TELLING)}
    found |= {
        f"{settled} {name}": 1.0 for name in names if name.startswith(("amount", "unit", "in:", "behind:"))
    }
    return found


def _named(draft: Draft) -> Iterator[str]:
    match = draft.match
    yield f"match={match.status}"
    yield f"rule={match.rule}" if match.rule in ("sku", "name") else "rule=other"
    yield f"strong={match.strong}"
    yield f"headless={match.headless}"
    yield f"sure={match.certainty > 0.9}"
    yield f"skus={min(3, len(match.skus))}"
    yield f"gaps={min(3, len(draft.gaps))}"
    yield f"proper={draft.proper}"
    if draft.money is not None:
        yield "priced"
    for name, cue in draft.cues.items():
        yield f"cue={name}"
        yield f"cue={name} {'before' if cue.end <= draft.start else 'behind'}"
        if min(abs(draft.start - cue.end), abs(cue.start - draft.end)) <= 1:
            yield f"cue={name} touches"


def _counted(draft: Draft, catalog: Catalog) -> Iterator[str]:
    if draft.amount is None:
        yield "amount=none"
        return
    amount: Amount = draft.amount.value
    number = amount.number
    form = "none" if number is None else number.form
    yield f"amount={form}"
    if amount.exact is not None:
        exact = amount.exact
        yield "amount=" + ("1" if exact == 1 else "2-3" if exact <= 3 else "4-9" if exact < 10 else "10+")
        yield f"amount whole={exact == exact.to_integral_value()}"
    first = draft.amount.start < draft.start
    yield f"amount first={first}"
    apart = draft.start - draft.amount.end if first else draft.amount.start - draft.end
    yield f"amount apart={min(3, max(0, apart))}"
    if amount.unit is None:
        yield "unit=none"
        return
    sold = unit_of(
        amount.unit,
        catalog.get(draft.match.skus[0]) if len(draft.match.skus) == 1 else None,
        draft.match.skus,
        catalog,
    )
    meant = units.named(amount.unit)
    yield f"unit={sold.status}" if draft.match.skus else "unit of nothing"
    yield f"unit in catalog={amount.unit in catalog.sale_units}"
    yield f"unit kind={meant.kind if meant is not None else 'none'}"
    if meant is not None and meant.generic:
        yield "unit generic"


def _worded(said: Clause) -> Iterator[str]:
    stretches = (("in", said.own), ("before", said.before), ("behind", said.behind))
    for phrase in phrases.book("remarks").within(*(words for _, words in stretches)):
        for place, words in stretches:
            if phrase.pattern.search(words):
                yield f"{place}:{phrase.name}"
    whole = said.before + said.own + said.behind
    for phrase in phrases.book("notes").within(whole):
        if phrase.pattern.search(whole):
            yield f"note:{phrase.name}"
    yield f"ends={_ENDS.get(said.end, 'else')}"
    yield f"han={_HAN.search(said.own) is not None}"
    last = _WORD.findall(said.before)
    yield f"word before:{last[-1] if last else '-'}"
    following = _WORD.findall(said.behind)
    yield f"word behind:{following[0] if following else '-'}"
    for word in _WORD.findall(said.own):
        yield f"own:{word}"


def _unexplained(draft: Draft, said: Clause, annotated: Annotated) -> Iterator[str]:
    """How much of the clause beside the draft nothing explains, and what else stands there."""
    own = (draft.start, draft.end)
    weight = {"before": 0.0, "behind": 0.0}
    others = 0
    for span in annotated.inside(said.start, said.stop):
        if span is draft.amount or own[0] <= span.start < own[1]:
            continue
        side = "before" if span.start < draft.start else "behind"
        if span.label == "gap":
            length = span.end - span.start
            weight[side] += length if _HAN.match(annotated.lowered, span.start) else length / 4
        elif span.label in ("quantity", "bare", "money"):
            others += 1
        elif span.label in ("date", "clock", "address", "address_label", "phone", "person", "payment"):
            yield f"beside={span.label}"
    for side, unknown in weight.items():
        yield f"unknown {side}={0 if not unknown else 1 if unknown < 2 else 2 if unknown < 4 else 3}"
    yield f"numbers={min(2, others)}"


def _among(draft: Draft, lines: Sequence[Draft], annotated: Annotated) -> Iterator[str]:
    """The lines around it, and whether it stands in a row or clause as they do."""
    place = next(number for number, line in enumerate(lines) if line is draft)
    around = lines[max(0, place - _AROUND) : place + _AROUND]
    settled = [line for line in around if line is not draft and _settled(line)]
    yield f"settled={min(3, len(settled))}"
    yield f"settled before={any(line.start < draft.start for line in settled)}"
    yield f"settled behind={any(line.start > draft.start for line in settled)}"
    for name, near in (("previous", place - 1), ("next", place + 1)):
        other = lines[near] if 0 <= near < len(lines) else None
        yield f"{name}={'none' if other is None else _settled(other)}"
        if other is not None and draft.amount is not None and other.amount is not None:
            one, two = draft.amount.value, other.amount.value
            yield f"{name} same unit={one.unit == two.unit}"
            alike = (draft.amount.start < draft.start) == (other.amount.start < other.start)
            yield f"{name} same order={alike}"
    start = min(draft.start, draft.amount.start if draft.amount is not None else draft.start)
    row = annotated.lowered.rfind("\n", 0, start) + 1
    yield f"opens row={not annotated.lowered[row:start].strip(_MARKERS)}"


def _settled(line: Draft) -> bool:
    return line.match.status == "one" and line.amount is not None and line.match.strong
