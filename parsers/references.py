"""Numbers that name an order: ours (SO-20261120-0007, 尾号0007) and the customer's own (PO, 采购单号)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from parsers import phrases
from parsers.spans import Span

Kind = Literal["order", "po", "either", "other"]


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """`number` as written; of 'order' a full number of ours or, with `partial`, its last digits.

    'po' is said to be the customer's own, 'either' an order number that is not in our pattern and not said to be
    theirs, 'other' a requisition, quotation or invoice.
    """

    number: str
    kind: Kind
    partial: bool = False


# The pattern of our order numbers, see store: letters, the day, a running number.
_OURS = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2,4}-?\d{8}-\d{3,5})(?!\d)")
# The rule of four digits that only what is said of them makes an order, if there is one that ends so (see annotate.py).
BARE = "references.bare"
_BARE = re.compile(r"(?<![\w.#/-])0\d{3}(?![\w/-])")
# `order 12 boxes` is an amount; a number of few digits needs more than a word for order before it.
_AMOUNT_AFTER = re.compile(r"\s?(?:[x*]|[a-z]{2,}|[㐀-鿿])", re.IGNORECASE)
_DIGIT = re.compile(r"\d", re.ASCII)
_SHORT = re.compile(r"\d{1,3}")
_DATE = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?")
# A size that begins what is listed behind the label.
_MEASURE = re.compile(
    r"\d{1,4}(?:[./]\d{1,3})?(?:mm|cm|dm|m|km|kg|g|mg|ml|cl|l|w|kw|v|oz|lbs?|ft)", re.IGNORECASE
)
_CERTAINTY: dict[Kind, float] = {"order": 1.0, "po": 0.95, "either": 0.85, "other": 0.95}


# The more telling label first: what one has taken is not read again by a later one.
_ORDER: tuple[tuple[Kind, str], ...] = (
    ("po", "prefixed"),
    ("po", "po"),
    ("other", "other"),
    ("either", "either"),
)


# A word as long as the one that it stands for, so that every place stays.
_STATE = "state"


def cited(lowered: str) -> str:
    """The lower-cased text with another word for what asks that a number be quoted on papers, which asks for no price."""
    return phrases.book("references")["cited"].pattern.sub(_STATE, lowered)


def find(text: str) -> list[Span]:
    """Spans 'order_ref', 'po' (also for 'either') and 'other_ref', all ReferenceValue."""
    numbered = _DIGIT.search(text) is not None
    found = list(_ours(text)) if numbered else []
    taken = [(span.start, span.end) for span in found]
    for kind, name in _ORDER if numbered else ():
        for match in phrases.book("references")[name].pattern.finditer(text):
            number = next(group for group, value in match.groupdict().items() if value)
            start = match.start(number)
            if any(first <= start < last for first, last in taken) or _amount(kind, match, number, text):
                continue
            taken.append((match.start(), match.end(number)))
            label = "other_ref" if kind == "other" else "po"
            value = ReferenceValue(match[number], kind)
            found.append(
                Span(match.start(), match.end(number), label, value, _CERTAINTY[kind], f"references.{kind}")
            )
    for match in phrases.book("references")["copies"].pattern.finditer(text):
        value = ReferenceValue(match.group(), "other")
        found.append(
            Span(match.start(), match.end(), "other_ref", value, _CERTAINTY["other"], "references.copies")
        )
    return sorted(found, key=lambda span: span.start)


def _ours(text: str) -> Iterator[Span]:
    taken: list[tuple[int, int]] = []
    for match in _OURS.finditer(text):
        taken.append(match.span())
        value = ReferenceValue(match[1].upper(), "order")
        yield Span(match.start(), match.end(), "order_ref", value, _CERTAINTY["order"], "references.ours")
    for match in phrases.book("references")["tail"].pattern.finditer(text):
        digits = next(value for value in match.groupdict().values() if value)
        # One of several that stays is not the one that something becomes of.
        bare = match["m"] or match["n"]
        stays = phrases.book("references")["stays"].pattern
        if bare and stays.match(text, match.end()) and len(set(_BARE.findall(text))) > 1:
            continue
        if not any(first <= match.start() < last for first, last in taken):
            value = ReferenceValue(digits, "order", partial=True)
            rule = BARE if match["n"] else "references.tail"
            yield Span(match.start(), match.end(), "order_ref", value, 0.9, rule)


def _amount(kind: Kind, match: re.Match[str], name: str, text: str) -> bool:
    """Whether the digits behind the label are no number of a paper: an amount, or a date."""
    number = match[name]
    if _DATE.fullmatch(number) or _MEASURE.fullmatch(number):
        return True
    if not number.isdigit():
        return False
    # "our order: 40 boxes": digits that a unit follows count something.
    follows = _AMOUNT_AFTER.match(text, match.end(name)) is not None
    return (follows and (kind != "po" or len(number) <= 3)) or (
        kind == "either" and bool(_SHORT.fullmatch(number))
    )
