"""At what price, where that was asked."""

import re
from dataclasses import replace

from parsers.orderlines import Settled, size_in_base
from parsers.questions import Questions
from parsers.reading import Line

_THEIR_PRICE = re.compile(
    r"(?:按|照|就)(?:你们?|您|贵司|目录|系统|现在)的?(?:价|来|吧|算)?|目录价|现价|你们的价|your price|list price|catalog(?:ue)? price|your list"
)
_OUR_PRICE = re.compile(
    r"(?:按|照)(?:我们?|之前|上次|老|原来)[^，。]{0,6}|our price|price we (?:agreed|said)|old price"
)


def settle(asked: Questions) -> None:
    """Settle the questions about prices that the message answers."""
    for (place, name), _ in list(asked.flags.items()):
        if name == "unit_price" and _price(asked, place):
            del asked.flags[place, name]


def _price(asked: Questions, place: int) -> bool:
    line = asked.order.before[place]
    product = asked.catalog.get(line.sku) if line.sku else None
    said = asked.annotated.said(asked.annotated.voice)
    spans = [span for chosen in asked.annotated.chosen.values() for span in chosen]
    stated = next((s for s in spans if s.label == "money"), None) or next(
        (s for s in spans if s.label in ("bare", "quantity")), None
    )
    size = size_in_base(line.unit, product) if product is not None else None
    listed = product.price * size if product is not None and product.price is not None and size else None
    value = None
    if stated is not None:
        value = stated.value.amount if stated.label == "money" else stated.value.exact
    fair = value is not None and listed is not None and abs(value - listed) <= listed / 100
    if stated is not None and (fair or _THEIR_PRICE.search(said)):
        asked.price_at = stated.start
    if value is not None and (fair or (listed is None and stated and stated.label == "money")):
        _priced(asked, place, replace(line, unit_price=value))
        return True
    if stated is not None and stated.label == "money" and not _THEIR_PRICE.search(said):
        return False
    if _THEIR_PRICE.search(said) and not _OUR_PRICE.search(said) and listed is not None:
        _priced(asked, place, replace(line, unit_price=listed))
        return True
    return False


def _priced(asked: Questions, place: int, line: Line) -> None:
    asked.order.before[place] = line
    asked.order.lines[place] = Settled(line)
    asked.order.carry = place
