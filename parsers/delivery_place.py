"""Where to deliver: the one place that is meant, by a written address or by the labels on file."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers import delivery_calls, delivery_labels, phrases, siblings
from parsers.annotate import Annotated
from parsers.delivery_labels import Label
from parsers.delivery_words import evidence, says
from parsers.normalize import plain
from parsers.reading import Customer, Evidence, Flag, FlagCode
from parsers.spans import Span

# Numbers and Latin words whole, Chinese by the character.
_WORD = re.compile(r"\d+|[^\W\d_㐀-鿿]+|[㐀-鿿]")
_FLOOR = re.compile(
    r"(?:[一二两三四五六七八九十]{1,2}|\d{1,2})(?:楼|层|号门)\Z|(?:大?门口|门卫|前台|传达室|保安室)\Z"
)
_TWO = 2
_GOODS = frozenset(("quantity", "bare", "part", "sku", "name"))
_MARKS = ".,:;!?。，：；！？、\n \t)"
# Whose place it is, right before or in the words that name it.
_BESIDE = 3
_OTHERS = re.compile(r"[他她]们?|人家|对方|客户|别人")
_POINTS = re.compile(r"\A[那这](?:个|家|边|里)的?")
_THERE = re.compile(r"[那这][边里]\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """`address` to deliver to, or the flag why none remains; `stated` where the message names a place at all.

    `named` where it is only said whose goods they are; `unsure` is a place on file that it speaks of for no known reason.
    """

    address: str | None
    flags: tuple[Flag, ...] = ()
    evidence: Evidence | None = None
    stated: bool = False
    named: bool = False
    unsure: str | None = None

    def asked(self, known: str | None) -> Flag | None:
        """The question which place is meant: the one that is known, or the one that is spoken of."""
        if known is None or self.unsure in (None, known):
            return None
        return Flag("delivery_address", "ambiguous", (known, self.unsure or ""))


def find(annotated: Annotated, customer: Customer | None) -> Place:
    """Where the message says to deliver to; an empty Place where it says nothing."""
    written = [s for s in annotated.of("address", blocks=annotated.voice) if s.value.kind == "address"]
    if not written and annotated.message.channel == "chat":
        # No program signs a chat: who writes name, street and number below the goods says where they go.
        below = [block for block in annotated.blocks if block.kind == "signature" and block.depth == 0]
        written = [s for s in annotated.of("address", blocks=below) if s.value.kind == "address"]
    found = list(delivery_labels.find(annotated, customer)) if customer is not None else []
    if any(span.value.cue for span in written) or (written and not _sent_elsewhere(written, found)):
        meant = [span for span in written if span.value.cue] or written
        stated = _numberless(annotated, meant, found) or _written(annotated, meant, customer)
        return _besides(annotated, stated, written, customer) or stated
    # What stands in an address that nothing announces, as below a name, names no other place.
    found = [label for label in found if not _inside(label, written)]
    if (either := _either(annotated, found)) is not None:
        return either
    labels = [label for label in found if label.role in ("goes", "named")]
    aside = [label.span for label in found if label.role == "aside"]
    told = _told(annotated, aside) if customer is not None else None
    # Where goods are sent to in so many words outweighs a place on file that the text only names (送酒店 but not 送酒店后门).
    if labels and (
        told is None
        or _points(told)
        or _what_it_is(annotated, told, labels)
        or any(label.cued or _goes_on(annotated, told, label) for label in labels)
    ):
        place = _labelled(annotated, labels)
        if place is not None:
            return place
    for span in annotated.of("address_usual", blocks=annotated.voice):
        default = customer.addresses[0][1] if customer is not None and customer.addresses else None
        if default is None:
            return _unclear("missing")
        return Place(default, (), evidence(annotated, span), stated=True)
    if customer is not None:
        if told is not None:
            return _by_words(annotated, told, customer)
        if (sibling := siblings.find(annotated, customer)) is not None:
            others = tuple(address for _, address in customer.addresses)
            return replace(_unclear("unknown", others), named=sibling == "named")
        if (other := _not_there(annotated, customer)) is not None:
            return other
    unsure = {label.address for label in found if label.role == "unsure"}
    return Place(None, unsure=unsure.pop() if len(unsure) == 1 else None)


def _points(told: Span) -> bool:
    """Whether the words only point back to a place that is named: 发那边店."""
    rest = _POINTS.sub("", told.value.text)
    return rest != told.value.text and (not rest or rest in phrases.words("delivery", "generic"))


def _what_it_is(annotated: Annotated, told: Span, labels: Sequence[Label]) -> bool:
    """Whether the words only say what the places are that are named: 送到店 behind 河东店."""
    kind = told.value.text
    said = [annotated.lowered[label.span.start : label.span.end] for label in labels]
    return kind in phrases.words("delivery", "generic") and all(one.endswith(kind) for one in said)


def _not_there(annotated: Annotated, customer: Customer) -> Place | None:
    """Where goods go if not to the usual place: the only other one, or whichever is told."""
    out = delivery_labels.ruled_out(annotated, customer)
    if not customer.addresses or customer.addresses[0][1] not in out:
        return None
    left = tuple(dict.fromkeys(address for _, address in customer.addresses if address not in out))
    if len(left) == 1:
        return Place(left[0], stated=True)
    # Nothing goes to any place that we know.
    return _unclear("ambiguous", left) if left else _unclear("unknown")


def _goes_on(annotated: Annotated, told: Span, label: Label) -> bool:
    """Whether the label goes on behind the words that name a place, and these do not make it that of others."""
    theirs = _OTHERS.search(annotated.lowered, max(0, told.start - _BESIDE), told.end)
    return label.span.start == told.end and not theirs


def _inside(label: Label, written: Sequence[Span]) -> bool:
    return any(span.start <= label.span.start and label.span.end <= span.end for span in written)


def _sent_elsewhere(written: Sequence[Span], found: Sequence[Label]) -> bool:
    """Whether goods are said to go to a place on file, while the addresses that are written out stand there for themselves."""
    return any(label.cued and label.role == "goes" and not _inside(label, written) for label in found)


def _told(annotated: Annotated, aside: Sequence[Span]) -> Span | None:
    """The words behind a cue that name a place, and not one that is spoken of for another reason."""
    parts = annotated.of("part", "sku", "name")
    spans = [
        span
        for span in annotated.of("address_label", blocks=annotated.voice)
        if not any(span.start < other.end and other.start < span.end for other in aside)
        # 送来35档案盒: the word for a place only begins that for goods.
        and not any(one.start < span.end < one.end for one in parts)
        and not says("from", annotated.lowered[max(0, span.start - delivery_labels.REACH) : span.start])
    ]
    return next(
        (s for s in spans if s.value.cue and not delivery_labels.elsewhere(annotated, s.start, s.end)), None
    )


def _written(annotated: Annotated, spans: Sequence[Span], customer: Customer | None) -> Place:
    """A place that is written out; what is only a part of an address on file is that one."""
    known = [address for _, address in customer.addresses] if customer is not None else []
    distinct: dict[str, Span] = {}
    for span in spans:
        whole = [
            address
            for address in known
            if _part_of(span.value.text, address) or _names_it(span.value.text, address)
        ]
        text = whole[0] if len(whole) == 1 else annotated.source(span.start, span.end)
        distinct.setdefault(text, span)
    # 12 Mill Lane (12 Mill Lane, Leeds): the one is the other, written out.
    for text in list(distinct):
        if any(text != other and _part_of(text, other) for other in distinct):
            del distinct[text]
    if len({plain(text) for text in distinct}) > 1:
        return _unclear("ambiguous", tuple(distinct))
    text, span = next(iter(distinct.items()))
    return Place(text, (), evidence(annotated, span), stated=True)


def _numberless(annotated: Annotated, spans: Sequence[Span], found: Sequence[Label]) -> Place | None:
    """The one place on file that words without any number call by its labels: the yard at Hill Market."""
    if any(character.isdigit() for span in spans for character in span.value.text):
        return None
    inside = [label for label in found if _inside(label, spans)]
    addresses = {label.address for label in inside}
    if len(addresses) != 1 or len({label.span.start for label in inside}) < _TWO:
        return None
    return Place(inside[0].address, (), evidence(annotated, inside[0].span), stated=True)


def _besides(
    annotated: Annotated, place: Place, written: Sequence[Span], customer: Customer | None
) -> Place | None:
    """A place on file to which goods go as well: other goods are counted or named between it and the place that is written out."""
    if customer is None or place.address is None:
        return None
    counted = annotated.of("quantity", blocks=annotated.voice)
    for label in delivery_labels.find(annotated, customer):
        if label.role != "goes" or not label.cued or label.address == place.address:
            continue
        for span in written:
            first, last = sorted((label.span, span), key=lambda one: one.start)
            if span.value.cue and (
                says("besides", annotated.lowered[first.end : last.start])
                or any(first.end <= one.start and one.end <= last.start for one in counted)
            ):
                both = (label.address, place.address)
                return _unclear("ambiguous", both if first is label.span else both[::-1])
    return None


def _names_it(written: str, address: str) -> bool:
    """Whether the address stands there whole, behind the name of whose it is."""
    said, known = plain(written).lower().strip(" .,，。"), plain(address).lower().strip(" .,，。")
    return len(said) > len(known) > 0 and said.endswith(known) and not re.search(r"\d", said[: -len(known)])


def without_name(address: str | None, company: str | None) -> str | None:
    """The address without who writes, where it begins with that: whose goods they are is told already."""
    if not address or not company or not plain(address).lower().startswith(plain(company).lower()):
        return address
    rest = address[len(company) :].lstrip(" ,，:：")
    told = len(rest) < len(address) - len(company) and any(character.isdigit() for character in rest)
    return rest if told else address


def _part_of(written: str, address: str) -> bool:
    """Whether the words stand in the address in their order, with the numbers that they end in: Mill Lane 3, Leeds."""
    said = _WORD.findall(_THERE.sub("", plain(written).lower()))
    whole = iter(_WORD.findall(plain(address).lower()))
    return any(word.isdigit() for word in said) and len(said) > 1 and all(word in whole for word in said)


def _either(annotated: Annotated, found: Sequence[Label]) -> Place | None:
    """Two places on file of which either may be meant, or each takes its share."""
    if shares := _shares(annotated, found):
        return _unclear("ambiguous", tuple(dict.fromkeys(label.address for label in shares)))
    for a, b in itertools.pairwise(label for label in found if label.role != "aside"):
        if a.address != b.address and says("either", annotated.lowered[a.span.end : b.span.start]):
            return _unclear("ambiguous", (a.address, b.address))
    return None


def _labelled(annotated: Annotated, labels: Sequence[Label]) -> Place | None:
    meant = [label for label in labels if label.cued]
    meant = meant or [label for label in labels if label.role == "goes"] or list(labels)
    needy = [label for label in meant if not delivery_labels.unneeded(annotated, label)]
    if not needy and not any(label.role == "goes" for label in meant):
        return None
    meant = needy or meant
    addresses = tuple(dict.fromkeys(label.address for label in meant))
    if len(addresses) > 1:
        return _unclear("ambiguous", addresses)
    named = all(label.role == "named" for label in meant)
    return Place(addresses[0], (), evidence(annotated, meant[0].span), stated=True, named=named)


def _shares(annotated: Annotated, labels: Sequence[Label]) -> list[Label]:
    """The places of which each takes a share, where there are two: 一店40条二店60条; one for each list: 一店 灯5个;二店 灯3个;
    or goods before each: 灯5个送一店 线3卷送二店."""
    told = [one for one in labels if one.role != "aside"]
    if len({one.address for one in told}) < _TWO:
        return []
    goods = [one for block in annotated.voice for one in annotated.chosen[block] if one.label in _GOODS]
    counted = [one for one in goods if one.label in ("quantity", "bare")]
    heads, tails = [], []
    for place, one in enumerate(told):
        before = told[place - 1].span.end if place else 0
        behind = told[place + 1].span.start if place + 1 < len(told) else len(annotated.lowered)
        first = next((span.start for span in goods if one.span.end <= span.start < behind), None)
        if first is not None and says("takes", annotated.lowered[one.span.end : first]):
            begins = first - one.span.end <= 1 and any(span.start == first for span in counted)
            listed = any(first <= span.start < behind for span in counted)
            if begins or (listed and _opens_list(annotated.lowered, one.span.start)):
                heads.append(one)
        ahead = [span for span in goods if before <= span.start and span.end <= one.span.start]
        between = annotated.lowered[ahead[-1].end : one.span.start] if ahead else "?"
        # 4箱一店2箱二店: the places of two amounts.
        beside = not between and ahead[-1].label == "quantity"
        if beside or (ahead and says("sends_there", between)):
            tails.append(one)
    # 3箱给一店,二店要5卷: the goods of one stand before it, those of the next behind.
    crossed = [one for one in tails if heads and one.span.end <= heads[0].span.start] + heads
    return next((one for one in (heads, tails, crossed) if len({label.address for label in one}) > 1), [])


def _opens_list(text: str, start: int) -> bool:
    """Whether a mark, a blank or the begin of a row stands before the place, or a word that says what goes there."""
    return (
        not text[:start].strip()
        or text[start - 1] in _MARKS
        or says("sends_there", text[max(0, start - 8) : start])
    )


def _by_words(annotated: Annotated, span: Span, customer: Customer) -> Place:
    """A place that the text names after a cue, in words that are no label on file."""
    theirs = _OTHERS.search(annotated.lowered, max(0, span.start - _BESIDE), span.end)
    fits = [] if theirs else _fitting(span.value.text, customer) or _own(span.value.text, customer)
    if len(fits) == 1:
        return Place(fits[0], (), evidence(annotated, span), stated=True)
    if fits:
        return _unclear("ambiguous", tuple(fits))
    return _unclear("unknown", tuple(address for _, address in customer.addresses))


def _unclear(code: FlagCode, candidates: tuple[str, ...] = ()) -> Place:
    return Place(None, (Flag("delivery_address", code, candidates),), None, stated=True)


def _fitting(words: str, customer: Customer) -> list[str]:
    """Addresses whose label the words may mean."""
    said = plain(words).lower().strip()
    exact = [address for label, address in customer.addresses if plain(label).lower() == said] or [
        address for label, address in customer.addresses if delivery_calls.calls(label).get(said) is False
    ]
    short = said.strip(" 里那边处")
    if exact or not short:
        return exact
    named = [
        address
        for label, address in customer.addresses
        if (known := plain(label).lower()) and (short in known or _names(short, known, address))
    ]
    # The town of a place that is on file as a warehouse, say, in either script.
    return named or [address for label, address in customer.addresses if short in _towns(label, address)]


def _towns(label: str, address: str) -> set[str]:
    """The towns of an address and the half names of its label."""
    return {call for call, _, half in delivery_calls.called(((label, address),)) if half}


def _own(words: str, customer: Customer) -> list[str]:
    """The one place of a customer, called by what it is: 学校 for 校本部."""
    short = _FLOOR.sub("", plain(words).lower().strip()).strip(" 里那边处")
    own = phrases.words("delivery", "generic") | phrases.words("delivery", "own_place")
    return [address for _, address in customer.addresses if len(customer.addresses) == 1 and short in own]


def _names(said: str, label: str, address: str) -> bool:
    """Whether the words are the label with a name before it that its address bears (荔湾铺头 for 铺头, which lies in 荔湾), or with
    what the place is (学校后门)."""
    before, found, behind = said.partition(label)
    own = phrases.words("delivery", "generic") | phrases.words("delivery", "own_place")
    return bool(found) and (before in plain(address).lower() or (before in own and not behind))
