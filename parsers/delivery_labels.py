"""The places on file that a message names, by the labels under which the customer's addresses are known."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers import delivery_calls, form_labels, phrases
from parsers.annotate import Annotated
from parsers.delivery_mentions import Role, in_its_town, role
from parsers.delivery_words import BLANK, CLAUSE, around, bounds, says
from parsers.directory import address_key
from parsers.namepieces import pieces
from parsers.normalize import plain
from parsers.reading import Customer
from parsers.segments import Block
from parsers.spans import Span
from parsers.spelling import english

_HAN = re.compile(r"[㐀-鿿]")
# How far before or behind a place its cue may stand, in characters.
REACH = 40
_LONGEST_NAME = 30
# What is said of two places at once is the first of these that is said of either.
_RANK: tuple[Role, ...] = ("of_order", "aside", "goes", "named", "unsure")
# What may stand beside a label that is all of its clause.
_SAYS_NOTHING = re.compile(
    r"[\s:：.~-]|[那这𠮶]边|收|吧|就行|\b(?:please|pls|this time|the|our|for|location|warehouse|address"
    r"|store|shop|branch|depot|site|office|yard|plant)\b"
)
# A message that names places more often is no order; each is weighed against the others.
_MOST_LABELS = 200


@dataclass(frozen=True, slots=True)
class Label:
    """A label on file that the text mentions; `cued` where a word says that something goes there, `barred` that not;
    where nothing tells that it is `meant` as a place, it only speaks of one. `role` is what its clause makes of it."""

    span: Span
    address: str
    cued: bool
    barred: bool = False
    meant: bool = True
    role: Role = "goes"


def find(annotated: Annotated, customer: Customer) -> Iterator[Label]:
    """Labels of the customer's addresses that the text gives as the place to deliver to, in its order."""
    written = _written(annotated, customer)
    out = {label.address for label in written if label.barred or _shut(annotated, label, written)}
    for label in written:
        # A place that is ruled out once is only meant where something is sent there all the same.
        if label.meant and (
            label.address not in out or (label.cued and not _shut(annotated, label, written))
        ):
            yield label


def ruled_out(annotated: Annotated, customer: Customer) -> set[str]:
    """The places on file to which goods shall not go, in so many words: do not send them to the yard."""
    text = annotated.lowered
    return {
        label.address
        for label in _written(annotated, customer)
        # Bo from Leeds is at home there, and takes goods there.
        if label.barred and not says("comes_from", text[max(0, label.span.start - REACH) : label.span.start])
    }


def _written(annotated: Annotated, customer: Customer) -> Sequence[Label]:
    """All labels of the customer's addresses that stand there, the longest at each place."""
    sole = len(customer.addresses) == 1
    # Who writes for the customer calls their places those of others: 卸他们仓库.
    author = address_key(annotated.message.sender.address)
    behalf = author not in {address_key(one) for one in (*customer.emails, customer.telegram) if one}
    found = sorted(
        (
            label
            for call, address, half in delivery_calls.called(customer.addresses)
            for block in annotated.voice
            for label in _mentions(annotated, block, call, address, half=half, sole=sole, behalf=behalf)
            if not _in_own_name(annotated.lowered, label.span.start, label.span.end, customer)
        ),
        key=lambda label: label.span.start,
    )[:_MOST_LABELS]
    # The longest label at a place is the one that was written: 二厂 over 厂.
    written = [label for label in found if not any(_wider(other.span, label.span) for other in found)]
    written = [label for label in written if label.role != "of_order"]
    return _told_apart(annotated, _joined(annotated, written), customer)


def _joined(annotated: Annotated, labels: Sequence[Label]) -> list[Label]:
    """The same labels, with places of which one thing is said together being one or the other for the same reason: 送一店和二店."""
    kept = list(labels)
    for at in range(1, len(kept)):
        first, last = kept[at - 1 : at + 1]
        between = annotated.lowered[first.span.end : last.span.start]
        if first.address != last.address and first.barred and says("nor", between):
            kept[at] = replace(last, cued=False, barred=True)
        elif first.address != last.address and says("joined", between):
            role = min(first.role, last.role, key=_RANK.index)
            cued, barred = first.cued or last.cued, first.barred or last.barred
            kept[at - 1 : at + 1] = [
                replace(one, role=role, cued=cued, barred=barred) for one in (first, last)
            ]
    return kept


def _only_what(annotated: Annotated, label: Label, behind: Label) -> bool:
    """Whether the label only says what the place behind it is: the shop in Leeds."""
    between = annotated.lowered[label.span.end : behind.span.start]
    word = annotated.lowered[label.span.start : label.span.end]
    words = phrases.words("delivery", "generic")
    generic = word in words and annotated.lowered[behind.span.start : behind.span.end] not in words
    return generic and not label.barred and label.address != behind.address and says("lies_at", between)


def _told_apart(annotated: Annotated, labels: Sequence[Label], customer: Customer) -> list[Label]:
    """The same labels, of which a word that fits several places (the yard, 工地) means the one that is named besides, and
    none where goods would go to one of them anyway and nothing says that they go there."""
    shared: dict[int, set[str]] = {}
    for label in labels:
        shared.setdefault(label.span.start, set()).add(label.address)
    named = {
        label.address
        for label in labels
        if len(shared[label.span.start]) == 1 and label.role != "aside" and not label.barred
    }
    kept: list[Label] = []
    for label, behind in itertools.zip_longest(labels, labels[1:]):
        if behind is not None and _only_what(annotated, label, behind):
            continue
        fits = shared[label.span.start]
        if len(fits) > 1 and not label.barred:
            if len(fits & named) == 1:
                if label.address not in named:
                    continue
            elif not label.cued and customer.addresses[0][1] in fits:
                continue
        kept.append(label)
    return kept


def unneeded(annotated: Annotated, label: Label) -> bool:
    """Whether its clause or the one behind says that the place has enough: 一号仓那边够,不进."""
    text, end = annotated.lowered, label.span.end
    clause = around(text, label.span.start, end, CLAUSE)
    return says("unneeded", clause[clause.find(text[label.span.start : end]) :])


def elsewhere(annotated: Annotated, at: int, end: int) -> bool:
    """Inside a company's or person's name that is more than the label, or a word that names a product."""
    names = [span for span in annotated.of("company", "person") if span.start < at or span.end > end]
    parts = [span for spans in annotated.chosen.values() for span in spans if span.label in ("part", "sku")]
    # A colour that begins a longer name of a place makes no product of it.
    parts = [
        span for span in parts if span.start < at or span.end >= end or not _HAN.match(annotated.lowered, at)
    ]
    # A town on file, written with its capital, is that, although some product is called nearly like it.
    if annotated.text[at : at + 1].isupper():
        parts = [span for span in parts if (span.start, span.end) != (at, end) or span.label != "part"]
    return any(span.start <= at < span.end for span in (*names, *parts))


def _shut(annotated: Annotated, label: Label, written: Sequence[Label]) -> bool:
    """Whether nobody takes goods there, in what the clause says of it and not of another place."""
    text, span = annotated.lowered, label.span
    others = [other.span for other in written if other.address != label.address]
    first, last = bounds(text, span.start, span.end, CLAUSE)
    begin = span.start if any(first <= other.start < span.start for other in others) else first
    end = min((other.start for other in others if other.start >= span.end), default=last)
    end = min(end, last)
    if label.cued and (blank := BLANK.search(text, span.end, end)):
        # 送东楼 之后关门: what has said where it goes is done.
        end = blank.start()
    if supposed := phrases.book("delivery")["or_else"].pattern.search(text, span.end, end):
        # 早点拉来，要不然关门: what would be later.
        end = supposed.start()
    return says("shut", text[begin:end])


def _wider(a: Span, b: Span) -> bool:
    return a.start <= b.start and b.end <= a.end and a.end - a.start > b.end - b.start


def _mentions(
    annotated: Annotated, block: Block, call: str, address: str, *, half: str, sole: bool, behalf: bool
) -> Iterator[Label]:
    text = annotated.lowered
    pending = annotated.message.context.pending
    asked = pending is not None and any(flag.field == "delivery_address" for flag in pending.flags)
    for start in _occurrences(call, text, block):
        end = start + len(call)
        if not half and not call.isascii():
            start = in_its_town(text, start, block.start, plain(address).lower())
        elif not half:
            start = _with_town(text, start, block.start, address)
        before, after = (
            text[max(block.start, start - REACH) : start],
            text[end : min(block.end, end + REACH)],
        )
        if call.isascii() and not (_edge(before[-1:]) and _edge(after[:1])):
            continue
        span = Span(start, end, "label", address, 0.9, "delivery.label")
        if says("of_order", after) and not says("goods_of", after):
            yield Label(span, address, False, role="of_order")
            continue
        if half == "short" and call.isascii() and not _half_meant(text, block, start, end):
            # To store it, for kitchen use, to summer guests: no place of theirs.
            continue
        barred = says("from", before)
        formed = _on_form(annotated, block, start, end)
        # Hill shop (Leeds): which one that is.
        bracketed = not half and before[-1:] == "(" and after[:1] == ")"
        bracketed = bracketed and not _of_somebody(annotated, block, start)
        first, last = bounds(text, start, end, CLAUSE)
        clause = text[first:last]
        destined = not barred and says("destined", text[first:start])
        theirs = behalf and says("to_theirs", before)
        cued = (says("to", before) or theirs or destined or formed or bracketed) and not barred
        cued = cued and not says("rung_up", after)
        if half == "place" and cued and not destined:
            # Somebody may go to a town; goods are brought there.
            cued = says("brings", clause) or any(c.isdigit() for c in clause)
            sent = says("sent_to", clause[: clause.find(call)]) and not says("not_only_there", after)
            cued = cued or sent
        generic = (
            half == "place"
            or (
                half == "short"
                and not asked
                and not says("there", after)
                # Hill is running low: who says that half a name needs goods means the place, where it opens a sentence.
                and not (_opens(text, block, start) and says("needs", text[end:last]))
            )
            or (
                text[start:end] in phrases.words("delivery", "generic")
                # 店里缺货: whichever shop it is.
                and (call.endswith("里") or not says("needs", after))
                and not says("there", after)
            )
        )
        named = not generic and not elsewhere(annotated, start, end)
        alone = bracketed or _alone(annotated, start, end)
        meant = cued or named or alone
        if half == "place" and (barred or not meant):
            # A town is spoken of for many reasons: it rules nothing out.
            continue
        does = role(text, start, end, cued=cued, alone=alone, sole=sole)
        yield Label(span, address, cued, barred, meant, "goes" if formed or destined else does)


def _half_meant(text: str, block: Block, start: int, end: int) -> bool:
    """Whether half a name in Latin letters, which may also be any word of English, stands for a place of theirs."""
    call = text[start:end]
    if call in delivery_calls.kinds():
        before, after = text[max(block.start, start - REACH) : start], text[end : end + REACH]
        return says("of_a_kind", before) and not says("no_errand", before) and not says("kind_goes_on", after)
    _, last = bounds(text, start, end, CLAUSE)
    return call not in english() or (_opens(text, block, start) and says("needs", text[end:last]))


def _with_town(text: str, start: int, block_start: int, address: str) -> int:
    """Where the name begins before which its town stands: the hill depot, where that lies in Hill."""
    before = text[max(block_start, start - _LONGEST_NAME) : start]
    towns = (town for town in delivery_calls.places(address) if before.endswith(f"{town} "))
    longest = max(map(len, towns), default=-1)
    begins = start - longest - 1
    return begins if longest > 0 and _edge(text[max(0, begins - 1) : begins]) else start


def _of_somebody(annotated: Annotated, block: Block, start: int) -> bool:
    """Whether a person's name stands before the bracket that opens at a label: Ann Lee (Hill shop) says where she works."""
    row = annotated.text[max(block.start, start - _LONGEST_NAME) : start - 1].rsplit("\n", 1)[-1]
    found = pieces(row)
    return bool(found) and found[-1].kind == "person"


def _occurrences(words: str, text: str, block: Block) -> Iterator[int]:
    at = text.find(words, block.start, block.end)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words), block.end)


def _on_form(annotated: Annotated, block: Block, start: int, end: int) -> bool:
    """Whether the line of a form says that goods come there, by its label or its day."""
    form = annotated.files.get(block)
    if form is None or form.running:
        return False
    line = around(annotated.lowered, start, end, "\n")
    return any(form_labels.says(name, line) for name in ("due", "receiver"))


def _in_own_name(text: str, at: int, end: int, customer: Customer) -> bool:
    """Whether the label stands in the customer's own name: 酒家 in 金湾酒家 below a mail."""
    for name in (customer.company, customer.company_en):
        own = plain(name).lower() if name else ""
        inside = own.find(text[at:end])
        while inside >= 0:
            if len(own) > end - at and text.startswith(own, at - inside):
                return True
            inside = own.find(text[at:end], inside + 1)
    return False


def _alone(annotated: Annotated, start: int, end: int) -> bool:
    """The label is all that its clause says, but for a day, a 那边 or a please."""
    text = annotated.lowered
    rest = around(text, start, end, CLAUSE)
    first = text.index(rest, max(0, start - len(rest)))
    if (dash := text.rfind(" - ", first, start)) >= 0:
        rest, first = rest[dash + 3 - first :], dash + 3
    for span in annotated.inside(first, first + len(rest)):
        if span.label in ("date", "clock"):
            rest = rest.replace(text[span.start : span.end], "", 1)
    rest = rest.replace(text[start:end], " ", 1)
    # What stands behind a colon is what is wanted there.
    rest = re.split("[:：]", rest, maxsplit=1)[0]
    return not _SAYS_NOTHING.sub("", rest)


def _opens(text: str, block: Block, start: int) -> bool:
    """Whether nothing stands before the words in their clause."""
    before = text[max(block.start, start - REACH) : start].rstrip(" ")
    return not before or before[-1] in CLAUSE + "."


def _edge(character: str) -> bool:
    return not character or not (character.isascii() and character.isalnum())
