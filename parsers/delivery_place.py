"""Where to deliver: the one place that is meant, by a written address or by the labels on file."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers import phrases
from parsers.annotate import Annotated
from parsers.delivery_words import BLANK, CLAUSE, around, evidence, says
from parsers.normalize import plain
from parsers.reading import Customer, Evidence, Flag, FlagCode
from parsers.segments import Block
from parsers.spans import Span

# How far before or behind a place its cue may stand, in characters.
_REACH = 40
_ZH_PLACE = re.compile(
    r"([㐀-鿿]{2,4}?)(?:省|自治区|市|区|县|镇|乡|街道|路|街|大道|村|巷|工业园|物流园|产业园|广场|大厦|花园|小区|市场)"
)
_LEAST_PLACE = 4
# A message that names places more often is no order; each is weighed against the others.
_MOST_LABELS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """`address` to deliver to, or the flag why none remains; `stated` where the message names a place at all."""

    address: str | None
    flags: tuple[Flag, ...] = ()
    evidence: Evidence | None = None
    stated: bool = False


@dataclass(frozen=True, slots=True)
class _Label:
    """A label on file that the text mentions; `cued` where a word says that something goes there, `barred` that not;
    where nothing tells that it is `meant` as a place, it only speaks of one."""

    span: Span
    address: str
    cued: bool
    barred: bool = False
    meant: bool = True


def find(annotated: Annotated, customer: Customer | None) -> Place:
    """Where the message says to deliver to; an empty Place where it says nothing."""
    written = [s for s in annotated.of("address", blocks=annotated.voice) if s.value.kind == "address"]
    if written:
        return _written(annotated, [span for span in written if span.value.cue] or written)
    labels = list(_labels(annotated, customer)) if customer is not None else []
    if labels:
        return _labelled(annotated, labels)
    for span in annotated.of("address_usual", blocks=annotated.voice):
        default = customer.addresses[0][1] if customer is not None and customer.addresses else None
        if default is None:
            return _unclear("missing")
        return Place(default, (), evidence(annotated, span), stated=True)
    if customer is not None:
        for span in annotated.of("address_label", blocks=annotated.voice):
            if span.value.cue:
                return _by_words(annotated, span, customer)
        if _sibling(annotated, customer):
            return _unclear("unknown", tuple(address for _, address in customer.addresses))
    return Place(None)


def _sibling(annotated: Annotated, customer: Customer) -> bool:
    """Whether goods shall go to a place that is called like those on file, by another number: 送四区 beside 一区, 二区."""
    names = [plain(label).lower().strip() for label, _ in customer.addresses]
    for block in annotated.voice:
        text = annotated.lowered[block.start : block.end]
        for name in names:
            kin = _kin(name)
            for match in re.finditer(kin, text) if kin else ():
                before = text[max(0, match.start() - _REACH) : match.start()]
                if match[0] not in names and says("to", before) and not says("from", before):
                    return True
    return False


def _kin(name: str) -> str | None:
    """The pattern of names that differ from this one in its number, its letter or its quarter alone."""
    for kind in (r"[一二三四五六七八九十]{1,2}", r"\d{1,2}", r"(?<![a-z])[a-h](?![a-z])", "[东南西北]"):
        match = re.match(kind, name) or re.search(kind + r"(?=[㐀-鿿]{0,2}\Z)", name)
        if match and len(name) - len(match[0]) >= 1:
            number = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})" if kind[1:2] in "一d" else kind
            edge = r"(?![a-z0-9])" if name.isascii() else ""
            return re.escape(name[: match.start()]) + number + re.escape(name[match.end() :]) + edge
    return None


def _written(annotated: Annotated, spans: Sequence[Span]) -> Place:
    distinct = {plain(span.value.text): span for span in spans}
    if len(distinct) > 1:
        return _unclear("ambiguous", tuple(distinct))
    text = annotated.source(spans[0].start, spans[0].end)
    return Place(text, (), evidence(annotated, spans[0]), stated=True)


def _labelled(annotated: Annotated, labels: Sequence[_Label]) -> Place:
    either = [
        (a, b)
        for a, b in itertools.pairwise(labels)
        if a.address != b.address and says("either", annotated.lowered[a.span.end : b.span.start])
    ]
    if either:
        return _unclear("ambiguous", (either[0][0].address, either[0][1].address))
    meant = [label for label in labels if label.cued] or labels
    addresses = tuple(dict.fromkeys(label.address for label in meant))
    if len(addresses) > 1:
        return _unclear("ambiguous", addresses)
    return Place(addresses[0], (), evidence(annotated, meant[0].span), stated=True)


def _by_words(annotated: Annotated, span: Span, customer: Customer) -> Place:
    """A place that the text names after a cue, in words that are no label on file."""
    fits = _fitting(span.value.text, customer)
    if len(fits) == 1:
        return Place(fits[0], (), evidence(annotated, span), stated=True)
    if fits:
        return _unclear("ambiguous", tuple(fits))
    return _unclear("unknown", tuple(address for _, address in customer.addresses))


def _unclear(code: FlagCode, candidates: tuple[str, ...] = ()) -> Place:
    return Place(None, (Flag("delivery_address", code, candidates),), None, stated=True)


def _labels(annotated: Annotated, customer: Customer) -> Iterator[_Label]:
    """Labels of the customer's addresses that the text gives as the place to deliver to, in its order."""
    found = sorted(
        (
            label
            for call, address, half in _called(customer)
            for block in annotated.voice
            for label in _mentions(annotated, block, call, address, half=half)
        ),
        key=lambda label: label.span.start,
    )[:_MOST_LABELS]
    # The longest label at a place is the one that was written: 二厂 over 厂.
    written = [label for label in found if not any(_wider(other.span, label.span) for other in found)]
    out = {label.address for label in written if label.barred or _shut(annotated, label, written)}
    for label in written:
        # A place that is ruled out once is only meant where something is sent there all the same.
        if label.meant and (
            label.address not in out or (label.cued and not _shut(annotated, label, written))
        ):
            yield label


def _called(customer: Customer) -> Iterator[tuple[str, str, str]]:
    """(words, address, what half of it they are) by which the customer's addresses may be called: the "short" half of a
    label, which any sentence may hold, or the "place" that the address lies in."""
    for label, address in customer.addresses:
        for call, short in _calls(label).items():
            yield call, address, "short" if short else ""
    places = [(place, address) for _, address in customer.addresses for place in _places(address)]
    for place, address in places:
        # A town that two of them lie in tells neither.
        if all(place not in plain(other).lower() for _, other in customer.addresses if other != address):
            yield place, address, "place"


def _places(address: str) -> set[str]:
    """Towns, districts and streets of an address: 城厢 of 城厢镇, leeds."""
    text = plain(address).lower()
    found = {match[1] for match in _ZH_PLACE.finditer(text)}
    for part in text.split(",") if text.isascii() else ():
        words = " ".join(word for word in part.split() if not any(c.isdigit() for c in word))
        if len(words) >= _LEAST_PLACE:
            found.add(words)
    return found


def _shut(annotated: Annotated, label: _Label, written: Sequence[_Label]) -> bool:
    """Whether nobody takes goods there, in what the clause says of it and not of another place."""
    text, span = annotated.lowered, label.span
    others = [other.span for other in written if other.address != label.address]
    clause = around(text, span.start, span.end, CLAUSE)
    first = text.index(clause, max(0, span.start - len(clause)))
    begin = span.start if any(first <= other.start < span.start for other in others) else first
    end = min((other.start for other in others if other.start >= span.end), default=first + len(clause))
    end = min(end, first + len(clause))
    if label.cued and (blank := BLANK.search(text, span.end, end)):
        # 送东楼 之后关门: what has said where it goes is done.
        end = blank.start()
    return says("shut", text[begin:end])


def _wider(a: Span, b: Span) -> bool:
    return a.start <= b.start and b.end <= a.end and a.end - a.start > b.end - b.start


def _mentions(annotated: Annotated, block: Block, call: str, address: str, *, half: str) -> Iterator[_Label]:
    text = annotated.lowered
    for match in re.finditer(re.escape(call), text[block.start : block.end]):
        start, end = block.start + match.start(), block.start + match.end()
        before, after = (
            text[max(block.start, start - _REACH) : start],
            text[end : min(block.end, end + _REACH)],
        )
        if call.isascii() and not (_edge(before[-1:]) and _edge(after[:1])):
            continue
        if says("of_order", after):
            continue
        barred = says("from", before)
        cued = says("to", before) and not barred
        if half == "place" and cued:
            # Somebody may go to a town; goods are brought there.
            clause = around(text, start, end, CLAUSE)
            cued = says("brings", clause) or any(c.isdigit() for c in clause)
        generic = (
            half == "place"
            or (half == "short" and not says("there", after))
            or call in phrases.words("delivery", "generic")
        )
        named = not generic and not _elsewhere(annotated, start, end)
        span = Span(start, end, "label", address, 0.9, "delivery.label")
        meant = cued or named or _alone(text, start, end)
        if half == "place" and (barred or not meant):
            # A town is spoken of for many reasons: it rules nothing out.
            continue
        yield _Label(span, address, cued, barred, meant)


def _elsewhere(annotated: Annotated, at: int, end: int) -> bool:
    """Inside a company's or person's name that is more than the label, or a word that names a product."""
    names = [span for span in annotated.of("company", "person") if span.start < at or span.end > end]
    parts = [span for spans in annotated.chosen.values() for span in spans if span.label in ("part", "sku")]
    return any(span.start <= at < span.end for span in (*names, *parts))


def _alone(text: str, start: int, end: int) -> bool:
    """The label is all that its clause says, but for a 那边 or a please."""
    rest = around(text, start, end, CLAUSE).replace(text[start:end], "", 1)
    return (
        len(re.sub(r"[\s:：.~]|[那这𠮶]边|收|吧|就行|please|pls|location|warehouse|address", "", rest)) == 0
    )


def _calls(label: str) -> dict[str, bool]:
    """By what words a label may be called, 城北店 also 城北, 二厂 also 厂里; and whether that is half a name only,
    which any sentence may hold: 城南 of 城南工地."""
    name = plain(label).lower().strip()
    if not name or name.isascii():
        return {name: False} if name else {}
    calls = {name: False}
    for tail in phrases.words("delivery", "tails"):
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            calls.setdefault(name[: -len(tail)], False)
    for tail in phrases.words("delivery", "loose_tails"):
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            calls.setdefault(name[: -len(tail)], True)
    if name[-1] in "店厂库仓部":
        calls.setdefault(name[-1] + "里", False)
    if len(name) >= 3 and name[-2:] in ("工地", "门店", "仓库", "工厂"):
        calls.setdefault(name[-2:], False)
    return calls


def _fitting(words: str, customer: Customer) -> list[str]:
    """Addresses whose label the words may mean."""
    said = plain(words).lower().strip()
    exact = [address for label, address in customer.addresses if plain(label).lower() == said]
    short = said.strip(" 里那边处")
    if exact or not short:
        return exact
    return [
        address
        for label, address in customer.addresses
        if (known := plain(label).lower()) and (short in known or known in short)
    ]


def _edge(character: str) -> bool:
    return not character or not (character.isascii() and character.isalnum())
