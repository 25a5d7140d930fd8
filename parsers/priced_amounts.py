"""A price that looks like an amount (56块来5包, 面粉110的8袋, 6 rolls at 75). A component of preparing: where so many in a unit of
the product follow in the same breath, so many 块 of what is not sold by the block, a number that is its price on file, and one
that a word tells to be its price, are prices."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import phrases, products, units
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.lookup import Lookup
from parsers.money import MoneyValue
from parsers.parts import Part, number_part
from parsers.products import Match
from parsers.quantities import Amount
from parsers.reading import Product
from parsers.spans import Span

_YUAN = ("块", "元", "蚊")
# What may stand between a price and how many are wanted at it.
_BETWEEN = frozenset({"take", "glue", "fill", "also", "now"})
_MOST_BETWEEN, _COMMA = 3, 1
# A price told by a number alone is that on file, but for one part of so many; one of so many 块 may be haggled over.
_NEAR, _HAGGLED = 100, 4
# What tells a bare number to be a price, if it is one that may be asked for the product: 按7.2, at 84.
_FAR = 2


def settle(sentence: Sentence, text: str, lookup: Lookup, before: Sequence[Sequence[Part]] = ()) -> None:
    """Make money of what is no amount. `before` are the phrases of earlier sentences."""
    if not any(_may_be_price(item) for item in sentence.items):
        # What is named need not be looked up.
        return
    noun: Sequence[Part] = before[-1] if before else ()
    named: Match | None = None
    counted: Span | None = None
    before_name: Span | None = None
    for place, item in enumerate(sentence.items):
        if isinstance(item, Mention):
            if item.spans:
                named, counted, before_name = _named(item, noun, lookup), None, counted
                noun = noun if named.headless else item.parts
            continue
        if item.label in ("break", "separator"):
            if _alone(sentence, place, text) and _in_yuan(sentence.items[place + 1]):
                continue
            if not _alone(sentence, place, text) or _leads(before_name) or counted is None:
                named = counted = None
            continue
        if not is_amount(item):
            continue
        if named is None:
            named = _by_size(item, sentence.items[place + 1 :], noun, lookup)
            counted = item if named is None else None
            continue
        word = _word_before(sentence, place)
        told, holds = (word in phrases.words("entries", kind) for kind in ("pricing", "holding"))
        behind = sentence.items[place + 1 :]
        if (told or holds) and behind and isinstance(behind[0], Span) and behind[0].label == "break":
            # 按7.2，200公斤
            behind = behind[1:] if behind[0].value == _COMMA else []
        beside = _counted(behind) or counted
        lead: str | None = before_name.value.unit if before_name is not None else None
        if told and before_name is not None and (lead is None or lookup.sold_by(lead, named)):
            # 6 sacks of the 15kg at 84.
            beside = before_name
        # 50副 6.5; and of what stands between two amounts the first tells the price.
        between = text[counted.end : item.start].strip() if counted is not None else ""
        first = counted is None or (
            _ends(behind) and counted.label == "quantity" and (holds or between in ("", ",", "("))
        )
        price = _price(
            item, beside, named, lookup, first=first, told=told and beside is not None, holds=holds
        )
        if price is not None:
            sentence.items[place] = price
        else:
            # Rasp 6 inch 45: behind a size there is no price yet; anchor 5kg (130) tells one.
            unit: str | None = item.value.unit if item.label == "quantity" else None
            bracketed = text.startswith(" (", item.end)
            sold = unit is not None and (bracketed or not units.measures(unit) or lookup.sold_by(unit, named))
            counted = item if sold else None


def _alone(sentence: Sentence, place: int, text: str) -> bool:
    """Whether nothing but a number stands between this comma and the next, and small words that point at what it is the
    price of: 12箱，58的那种."""
    comma, *behind = sentence.items[place : place + _MOST_BETWEEN + 2]
    if not isinstance(comma, Span) or comma.value != _COMMA or not behind or not is_amount(behind[0]):
        return False
    small = behind[1:]
    end = next(
        (at for at, item in enumerate(small) if isinstance(item, Span) and item.label == "break"), None
    )
    words = small if end is None and place + 2 + len(small) >= len(sentence.items) else small[:end]
    return all(isinstance(item, Span) and item.label in ("glue", "fill") for item in words)


def _may_be_price(item: Item) -> bool:
    """Whether it is an amount without a unit, or one of so many 块."""
    return isinstance(item, Span) and is_amount(item) and item.value.unit in (None, *_YUAN)


def _in_yuan(item: Item) -> bool:
    return isinstance(item, Span) and is_amount(item) and item.value.unit in _YUAN


def _leads(before_name: Span | None) -> bool:
    """Whether an amount that is no size stands before the name."""
    return before_name is not None and not units.measures(before_name.value.unit or "")


def _ends(behind: Sequence[Item]) -> bool:
    """Whether nothing more is said of it, but for small words: 的, 那个, 对吧."""
    said = next(
        (one for one in behind if isinstance(one, Mention) or one.label not in ("glue", "fill")), None
    )
    return said is None or (isinstance(said, Span) and said.label == "break")


def _word_before(sentence: Sentence, place: int) -> str:
    """The small word right before the item."""
    before = sentence.items[place - 1] if place else None
    small = isinstance(before, Span) and before.label == "fill"
    return str(before.value) if small and isinstance(before, Span) else ""


def _named(item: Mention, noun: Sequence[Part], lookup: Lookup) -> Match:
    """What the mention means where it stands: without a noun of its own, what it means behind the one before."""
    match = lookup.find(item.parts)
    return products.find(item.parts, lookup.catalog, before=noun) if match.headless and noun else match


def _by_size(item: Span, behind: Sequence[Item], noun: Sequence[Part], lookup: Lookup) -> Match | None:
    """What a bare number means before so many 块 and how many are wanted at that: 锅30的45块来6个，34的55块来8个."""
    price = next((one for one in behind[:2] if isinstance(one, Mention) or one.label != "glue"), None)
    amount: Amount = item.value
    if price is None or not noun or not _in_yuan(price) or amount.unit is not None or amount.exact is None:
        return None
    if _counted(behind[behind.index(price) + 1 :]) is None:
        return None
    size = number_part(item.start, item.end, amount.exact)
    named = products.find([size], lookup.catalog, before=noun)
    return named if named.status in ("one", "several") else None


def _counted(items: Sequence[Item]) -> Span | None:
    """The amount with a unit that follows with nothing but small words between."""
    if items and isinstance(items[0], Span) and items[0].label == "break" and items[0].value == _COMMA:
        # 38，要20条: what asks for so many stands behind the comma.
        asks = items[1] if len(items) > 1 else None
        items = items[1:] if isinstance(asks, Span) and asks.label == "take" else []
    for item in items[: _MOST_BETWEEN + 1]:
        if isinstance(item, Mention):
            return None
        if is_amount(item):
            return item if item.label == "quantity" else None
        if item.label not in _BETWEEN:
            return None
    return None


def _price(
    item: Span, beside: Span | None, named: Match, lookup: Lookup, *, first: bool, told: bool, holds: bool
) -> Span | None:
    """The price that the amount is. `beside` is how many are wanted, which a price without a word for it (`told`) stands before."""
    amount: Amount = item.value
    goods = [product for sku in named.skus[:8] if (product := lookup.catalog.get(sku)) is not None]
    unit: str | None = beside.value.unit if beside is not None else None
    sold = [product for product in goods if unit is None or lookup.has_unit(product, unit)] or goods
    if amount.exact is None or not sold or named.status not in ("one", "several"):
        return None
    if amount.unit in _YUAN:
        counted = any(amount.unit in (product.base_unit, *product.units) for product in sold)
        near = any(
            _is_listed(amount.exact, one, product, _HAGGLED) for product in sold for one in _units(product)
        )
        return _money(item, amount.exact, "CNY") if not counted and (unit or near) else None
    if amount.unit is not None or (unit is None and not (told or holds)):
        return None
    size = number_part(item.start, item.end, amount.exact)
    if not told and (not first or lookup.states(named, size)):
        return None
    far = _FAR if told else _NEAR
    own = (unit,) if unit is not None else ()
    for one in dict.fromkeys((*own, *(word for product in sold for word in _units(product)))):
        if any(_is_listed(amount.exact, one, product, far) for product in sold):
            return _money(item, amount.exact, None, None if one == unit else one)
    return None


def _units(product: Product) -> list[str]:
    return [product.base_unit, *product.units]


def _money(item: Span, price: Decimal, currency: str | None, per_unit: str | None = None) -> Span:
    value = MoneyValue(price, currency, per_unit)
    return replace(item, label="money", value=value, rule="money.before an amount")


def _is_listed(number: Decimal, unit: str, product: Product, far: int) -> bool:
    """Whether the number is what one `unit` of the product costs, but for one part of `far`."""
    found = units.resolve(unit, product.units, product.base_unit)
    if product.price is None or found.status != "found":
        return False
    listed = product.price * product.units.get(found.unit or "", Decimal(1)) * found.multiplier
    return bool(listed) and abs(number - listed) <= listed / far
