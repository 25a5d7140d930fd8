"""Answers to the questions that are asked of a whole order: which of the places, and which of the days that were offered."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from parsers import answer_products, phrases
from parsers.annotate import Annotated
from parsers.delivery_labels import REACH
from parsers.delivery_words import CLAUSE, bounds, evidence, says
from parsers.normalize import plain
from parsers.reading import Customer, Evidence, Flag
from parsers.spans import Span

# Who only says the second one says no more than this.
_LONGEST_ORDINAL = 24
_LATIN = re.compile(r"[^\W\d_㐀-鿿]{3,}")
_HAN = re.compile(
    r"[㐀-鿿]+?(?:省|自治区|市|区|县|镇|乡|街道|大道|路|街|道|巷|弄|村|广场|大厦|花园|小区|市场|园)"
)
_QUARTER = re.compile(r"[东南西北中]\Z")
_LEAST_HAN = 2
_DAY_OF_MONTH = re.compile(r"\d")


def place(annotated: Annotated, flag: Flag, customer: Customer | None) -> tuple[str, Evidence] | None:
    """The one address of those that were offered of which the answer says a word that no other has: Leeds it is, 文三路那家."""
    meant: dict[str, Span] = {}
    for address in flag.candidates:
        others = " ".join(_known(other, customer) for other in flag.candidates if other != address)
        known = list(_words(address, customer))
        own = (word for word in known if word not in others)
        found = next((span for word in own for span in _said(annotated, word, known)), None)
        if found is not None:
            meant[address] = found
    if len(meant) == 2:
        # 文三路, 不对, 祥园路: what was said first is taken back.
        (_, first), (last, span) = sorted(meant.items(), key=lambda one: one[1].start)
        if _offered("takes_back", annotated.lowered[first.end : span.start]):
            meant = {last: span}
    if len(meant) == 1:
        address, span = meant.popitem()
        return address, evidence(annotated, span)
    said = annotated.said(annotated.voice).strip()
    pending = annotated.message.context.pending
    alone = pending is not None and len(pending.flags) == 1
    if not meant and alone and len(said) <= _LONGEST_ORDINAL:
        chosen = answer_products.ordinal(said, flag)
        if chosen is not None:
            return chosen, evidence(annotated, _whole(annotated))
    return None


def day(annotated: Annotated, offered: Sequence[date]) -> tuple[date, Evidence] | None:
    """The one day of those that were offered which the answer calls by its weekday or its number alone: the Friday, so the 22nd."""
    meant: dict[date, Span] = {}
    for span in annotated.of("date", blocks=annotated.voice):
        value = span.value
        if value.precision == "span" and value.day not in offered:
            # 这礼拜收不了: no single day.
            continue
        if says("no_delivery", annotated.lowered[max(0, span.start - REACH) : span.start]):
            continue
        if refused(annotated, span.start, span.end):
            continue
        told = [value.day] if value.day is not None else list(value.alternatives)
        numbered = _DAY_OF_MONTH.search(annotated.lowered, span.start, span.end) is not None
        dated = numbered and _offered("month", annotated.lowered[span.start : span.end])
        exact = [one for one in offered if one in told]
        other_week = _offered("other_week", annotated.lowered[span.start : span.end])
        fits = exact or [
            one
            for one in offered
            if not (other_week or dated)
            and any(one.day == other.day if numbered else one.weekday() == other.weekday() for other in told)
        ]
        if len(fits) != 1:
            # Another day, or any of them.
            return None
        meant.setdefault(fits[0], span)
    if len(meant) != 1:
        return None
    chosen, span = meant.popitem()
    return chosen, evidence(annotated, span)


def left_open(
    annotated: Annotated, proof: Evidence | None, told: date | None, offered: Sequence[date]
) -> bool:
    """Whether the answer names a day only to refuse it, or a whole month of which no day was offered."""
    if proof is None or told is None or told in offered:
        return False
    month = _DAY_OF_MONTH.search(annotated.lowered, proof.start, proof.end) is None or annotated.lowered[
        proof.start : proof.end
    ].strip().endswith("月")
    return refused(annotated, proof.start, proof.end) or (
        month and _offered("month", annotated.lowered[proof.start : proof.end])
    )


def refused(annotated: Annotated, start: int, end: int) -> bool:
    """Whether what is said of the day at [start, end) chooses it not: 周五关门, I paid on Friday, Friday is too early."""
    text = annotated.lowered
    if "," in text[start:end]:
        # 下礼拜一，这礼拜来不及: two days were read as one.
        return False
    first, last = bounds(text, start, end, CLAUSE)
    return _offered("no_day", text[first:start] + " " + text[end : last + 1])


def _offered(name: str, text: str) -> bool:
    return phrases.book("offered")[name].pattern.search(text) is not None


def _known(address: str, customer: Customer | None) -> str:
    """The address with the labels that it has on file."""
    labels = customer.addresses if customer is not None else ()
    return plain(" ".join([address, *(label for label, known in labels if known == address)])).lower()


def _words(address: str, customer: Customer | None) -> Iterator[str]:
    """The names in an address, and those of its labels."""
    text = _known(address, customer)
    for match in _LATIN.finditer(text):
        if match[0] not in phrases.words("delivery", "generic") | phrases.words("delivery", "street_en"):
            yield match[0]
    for match in _HAN.finditer(text):
        yield match[0]
        tail = 2 if match[0].endswith(("街道", "大道", "广场", "大厦", "花园", "小区", "市场")) else 1
        name = match[0][:-tail]
        for call in (name, _QUARTER.sub("", name), _QUARTER.sub("", name) + match[0][-tail:]):
            if len(call) > _LEAST_HAN or (len(call) == _LEAST_HAN and call != match[0]):
                yield call


def _said(annotated: Annotated, word: str, known: Collection[str]) -> Iterator[Span]:
    """Where the word stands as that of a place which is not denied, with nothing else in its clause than what is `known` of the
    place, and small words."""
    text = annotated.lowered
    edge = r"(?<![a-z])%s(?![a-z])" if word.isascii() else "%s"
    for block in annotated.voice:
        for match in re.finditer(edge % re.escape(word), text[: block.end]):
            if match.start() < block.start:
                continue
            before = text[max(block.start, match.start() - REACH) : match.start()]
            behind = text[match.end() : bounds(text, match.start(), match.end(), CLAUSE)[1]]
            if says("from", before) or says("unneeded", behind):
                continue
            first, last = bounds(text, match.start(), match.end(), CLAUSE)
            rest = text[max(block.start, first) : match.start()] + " " + text[match.end() : last]
            for own in sorted(known, key=len, reverse=True):
                rest = rest.replace(own, " ")
            if "?" in text[last : last + 1] or not _offered("nothing_else", rest):
                continue
            yield Span(match.start(), match.end(), "label", word, 0.9, "delivery.answer")


def _whole(annotated: Annotated) -> Span:
    block = annotated.voice[0]
    return Span(block.start, block.end, "label", None, 0.9, "delivery.answer")
