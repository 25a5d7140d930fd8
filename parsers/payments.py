"""How the customer will pay, as far as the text states it."""

import re
from bisect import bisect_left
from dataclasses import replace

from parsers import phrases
from parsers.reading import Payment
from parsers.spans import Span

_MEANS: tuple[Payment, ...] = ("deposit", "lc", "cod", "prepaid", "monthly", "wechat", "alipay", "transfer")
# What stands in a clause that speaks of something else: of the carrier's bill, of a picture, of an order before.
_OF_OTHERS = {"monthly": ("freight",), "wechat": ("sends",), "prepaid": ("earlier",)}
# A blank between Chinese words parts them like a mark.
_END = re.compile(r"[。；;\n!！]|\.(?=\s|$)|(?<=[㐀-鿿]) +(?=[㐀-鿿])")
_SURE = 0.95
# Each rank below the first is this much less sure, so that the order decides between two in one clause.
_STEP = 0.01
_BEFORE, _BEHIND = 12, 40
# Two ways to pay this near to each other, in one clause, are one statement.
_NEAR = 24
_LONGEST_SENTENCE = 400


def find(text: str) -> list[Span]:
    """Spans 'payment' whose value is a payment code of the reading contract; those asked about or negated are left out."""
    book = phrases.book("payments")
    found: list[Span] = []
    for rank, means in enumerate(_MEANS):
        for match in book[means].pattern.finditer(text):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            clause = _clause(text, *match.span())
            if any(book[name].pattern.search(clause) for name in _OF_OTHERS.get(means, ())):
                continue
            refused = book["negated"].pattern.search(before) or book["refused"].pattern.match(
                text[match.end() :][:_BEHIND]
            )
            if not refused and not book["asked"].pattern.search(clause):
                certainty = _SURE - rank * _STEP
                found.append(Span(*match.span(), "payment", means, certainty, f"payments.{means}"))
    found.sort(key=lambda span: span.start)
    starts = [span.start for span in found]
    kept: list[Span] = []
    for span in found:
        near = found[bisect_left(starts, span.start - _NEAR) : bisect_left(starts, span.start + _NEAR)]
        if any(_outranks(text, other, span) for other in near):
            continue
        # What it outranks in its clause says the same once more, and when: 30% down which I transfer tomorrow.
        behind = [
            other.end
            for other in near
            if _outranks(text, span, other)
            and not any(mark in text[span.end : other.start] for mark in ",，")
        ]
        kept.append(replace(span, end=max([span.end, *behind])))
    return kept


def _outranks(text: str, other: Span, span: Span) -> bool:
    between = text[min(other.end, span.end) : max(other.start, span.start)]
    return (
        other.certainty > span.certainty
        and abs(other.start - span.start) < _NEAR
        and not any(mark in between for mark in "。；;\n")
    )


def _clause(text: str, start: int, end: int) -> str:
    """The clause with the mark that ends it: a question elsewhere in a long sentence does not concern the payment."""
    begin = max(0, start - _LONGEST_SENTENCE)
    first = max((stop.end() for stop in _END.finditer(text, begin, start)), default=begin)
    furthest = min(len(text), end + _LONGEST_SENTENCE)
    stop = _END.search(text, end, furthest)
    last = stop.start() if stop else furthest
    first = max(first, *(text.rfind(mark, first, start) + 1 for mark in ",，?？"))
    last = min([at for mark in ",，" if (at := text.find(mark, end, last)) >= 0], default=last)
    return text[first : last + 1]
