"""At what price, where that was asked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import units
from parsers.change_statements import CHANGING
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.orderlines import Settled, size_in_base
from parsers.questions import Questions
from parsers.reading import Line, Product

_THEIR_PRICE = re.compile(
    r"(?:按|照|就)(?:你们?|您|贵司|目录|系统|现在)的?(?:价|来|吧|算)?|目录价|现价|你们的价|your price|list price|catalog(?:ue)? price|your list"
)
_OUR_PRICE = re.compile(
    r"(?:按|照)(?:我们?|之前|上次|老|原来)[^，。]{0,6}|our price|price we (?:agreed|said)|old price"
)
_REFUSED = re.compile(
    r" ?(?:元|块钱?)?(?:[一/][㐀-鿿])?(?:也|还是|就|都|是)?(?:太|不行|不可|贵|高)|[^,.;\n]{0,12} (?:is|are) (?:too|not)\b"
)
# What was, and what lies there.
_BEFORE = frozenset({"decoy", "past", "stock"})
_YUAN = ("块", "元", "蚊")
# Two prices that differ by no more than one part of so many are called one.
_ALIKE = 100


def settle(asked: Questions, said: Sequence[Clause]) -> None:
    """Settle the questions about prices that the message answers."""
    for (place, name), _ in list(asked.flags.items()):
        if name == "unit_price" and _price(asked, place, said):
            del asked.flags[place, name]


def _price(asked: Questions, place: int, said: Sequence[Clause]) -> bool:
    line = asked.order.before[place]
    product = asked.catalog.get(line.sku) if line.sku else None
    prices = listed(product)
    agreed: list[tuple[Decimal, str]] = []
    others: list[Decimal] = []
    for clause, token, value, unit in _stated(said, product):
        fits = [one for one, price in prices.items() if unit in (None, one) and _alike(value, price)]
        if fits and not _REFUSED.match(asked.annotated.lowered, token.end):
            agreed.append((value, line.unit if line.unit in fits and line.unit else fits[0]))
        elif clause.labels & _BEFORE:
            # 18块是去年的价: no price of today.
            pass
        elif token.kind == "amount" and clause.labels & CHANGING:
            # Make it 48: how many.
            continue
        elif not _denied(clause, token):
            others.append(value)
        asked.prices.add(token.start)
    words = asked.annotated.said(asked.annotated.voice)
    if others:
        # 45太贵了，按42吧: no agreement yet.
        if len(others) > 1 or agreed or prices or not asked.prices:
            return False
        return _priced(asked, place, replace(line, unit_price=others[0]))
    if agreed:
        value, unit = agreed[0]
        return _priced(
            asked, place, replace(line, unit_price=value, price_unit=None if unit == line.unit else unit)
        )
    price = prices.get(line.unit or "")
    if price is None or not _THEIR_PRICE.search(words) or _OUR_PRICE.search(words):
        return False
    return _priced(asked, place, replace(line, unit_price=price))


def listed(product: Product | None) -> Mapping[str, Decimal]:
    """What one of each of the product's units costs."""
    if product is None or product.price is None:
        return {}
    sizes = {unit: size_in_base(unit, product) for unit in (product.base_unit, *product.units)}
    return {unit: product.price * size for unit, size in sizes.items() if size}


def _stated(
    said: Sequence[Clause], product: Product | None
) -> Iterator[tuple[Clause, Token, Decimal, str | None]]:
    """What may be a price: sums of money and bare numbers, each with the unit that it is for if it says so."""
    for clause in said:
        for token in clause.tokens:
            span = token.span
            if span is None:
                continue
            if span.label == "money" and not span.value.is_total:
                per, unit = span.value.per_unit, None
                if per is not None and product is not None:
                    unit = units.resolve(per, product.units, product.base_unit).unit or per
                yield clause, token, span.value.amount, unit
            elif token.kind == "amount" and span.label == "bare" and span.value.exact is not None:
                yield clause, token, span.value.exact, None
            elif token.kind == "amount" and span.value.unit in _YUAN and span.value.exact is not None:
                # 98块就98块: where a price was asked, no pieces.
                yield clause, token, span.value.exact, None


def _denied(clause: Clause, token: Token) -> bool:
    place = next(i for i, one in enumerate(clause.tokens) if one is token)
    return place > 0 and clause.tokens[place - 1].label in ("not", "from")


def _alike(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= other / _ALIKE


def _priced(asked: Questions, place: int, line: Line) -> bool:
    asked.order.before[place] = line
    asked.order.lines[place] = Settled(line)
    asked.order.carry = place
    return True
