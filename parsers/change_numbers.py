"""The numbers of a change as they count: with a unit that is a word of names as well, and without the bound before them."""

import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from parsers import number_values as numbers
from parsers.quantities import Amount
from parsers.spans import Span

NUMBERS = frozenset({"quantity", "bare"})
_BOUND = re.compile(r"(?:up to|down to|到|至) ?(\d{1,7}(?:,\d{3})*(?:\.\d{1,3})?)(?![\d.])")
# A number that a customer gives an order, and how far back it may begin.
_REFERENCE, _REACH = re.compile(r"[a-z]{2,6}(?:/[a-z0-9-]{1,8}){2,4}(?![a-z0-9/])"), 32
_WORD = re.compile(r" ?([a-z]{2,12})(?![a-z])")


def with_unit(span: Span, text: str, sold: Collection[str]) -> Span:
    """2 ibc: the unit may also be a word of names."""
    behind = _WORD.match(text, span.end) if span.label == "bare" else None
    if behind is None or behind[1] not in sold:
        return span
    amount: Amount = span.value
    return replace(span, end=behind.end(), label="quantity", value=Amount(amount.number, behind[1]))


def without_bound(span: Span, text: str) -> Span:
    """Up to 8: of an order that is there, the amount that it comes to."""
    bound = _BOUND.match(text, span.start, span.end) if span.label in NUMBERS else None
    if bound is None:
        return span
    amount: Amount = span.value
    value = numbers.exact(Decimal(bound[1].replace(",", "")))
    return replace(span, start=bound.start(1), value=Amount(value, amount.unit))


def in_reference(span: Span, text: str) -> bool:
    """Whether it is a piece of a number of the customer's own that slashes part: AB/XI/2026/031."""
    if not (text[span.end : span.end + 1] == "/" or text[max(0, span.start - 1) : span.start] == "/"):
        return False
    start = max(text.rfind(mark, max(0, span.start - _REACH), span.start) for mark in " \n(:，：") + 1
    code = _REFERENCE.match(text, max(start, span.start - _REACH))
    return code is not None and code.end() >= span.end
