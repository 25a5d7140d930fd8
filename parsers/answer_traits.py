"""Which of the products that a question offers an answer means by its price, or as the small, the large, the cheap or the dear one."""

import re
from collections.abc import Sequence
from decimal import Decimal

from parsers import answer_prices, answer_products, phrases, sizes, variants
from parsers.catalog_entry import Entry
from parsers.changewords import Clause
from parsers.normalize import plain
from parsers.orderlines import unit_of
from parsers.parts import parts
from parsers.questions import Questions

# What says that none of them is chosen, or that nothing is yet.
_OPEN = frozenset(
    {"asks", "or", "perhaps", "defer", "if", "not", "remove", "excess", "decoy", "stock", "past", "others"}
)
_RELATIVE = {"small": "小", "large": "大"}
_MARKS = re.compile(r"[,，。;；!！?？\n]|\.(?!\d)")
_AMOUNTS_ASKED = ("quantity", "unit", "unit_price")


def settle(asked: Questions, clause: Clause) -> Clause | None:
    """What is left of the clause where it tells the product of the only question about one by such a trait; else None."""
    open_ = [place for place, name in asked.flags if name == "sku" and asked.candidates(place)]
    if len(open_) != 1 or open_[0] in asked.torn or clause.labels & _OPEN:
        return None
    place = open_[0]
    entries = asked.candidates(place)
    start, text = _whole(asked, clause)
    found = [
        (name, match)
        for name in ("cheap", "dear", "small", "large", "priced")
        if (match := phrases.book("offers")[name].pattern.search(text)) is not None
    ]
    if len(found) != 1 or len(entries) < 2:
        return None
    name, match = found[0]
    if name == "priced" and any(field in _AMOUNTS_ASKED for where, field in asked.flags if where == place):
        return None
    chosen = _meant(asked, place, name, match, entries)
    amounts = [
        token
        for token in clause.of("amount")
        if not (start + match.start() < token.end and token.start < start + match.end())
    ]
    rest = text[: match.start()] + " " + text[match.end() :]
    for token in amounts:
        rest = rest.replace(asked.words(token), " ", 1)
    fits = _told(rest, entries, asked)
    if chosen is None or fits is None:
        return None
    if chosen not in fits:
        # 大罐, where the tins are the small ones.
        asked.torn.add(place)
        return None
    asked.choose(place, chosen)
    return Clause(amounts, clause.opening)


def _whole(asked: Questions, clause: Clause) -> tuple[int, str]:
    """Where the words between the marks around the clause begin, and the words."""
    text = asked.annotated.lowered
    block = next((one for one in asked.annotated.voice if one.start <= clause.start < one.end), None)
    first, last = (block.start, block.end) if block is not None else (0, len(text))
    before = [mark.end() for mark in _MARKS.finditer(text, first, clause.start)]
    behind = _MARKS.search(text, clause.end, last)
    start = before[-1] if before else first
    return start, text[start : behind.start() if behind is not None else last]


def _meant(
    asked: Questions, place: int, name: str, match: re.Match[str], entries: Sequence[Entry]
) -> str | None:
    """The one that has the trait by what we told of it."""
    if name in _RELATIVE:
        found = sizes.relative([_RELATIVE[name]], entries)
        return found.product.sku if found is not None else None
    if name == "priced":
        return _priced(match, entries)
    units = {_unit(asked, place, entry) for entry in entries}
    listed = []
    for entry in entries:
        price = answer_prices.listed(entry.product).get(_unit(asked, place, entry) or "")
        if price is None or len(units) > 1:
            return None
        listed.append((price, entry.product.sku))
    pick = min(listed) if name == "cheap" else max(listed)
    return pick[1] if sum(price == pick[0] for price, _ in listed) == 1 else None


def _priced(match: re.Match[str], entries: Sequence[Entry]) -> str | None:
    """The one that costs so much, by whichever unit: a box is dearer than what is in it."""
    groups = match.groupdict()
    written = next(value for value in groups.values() if value)
    if groups["bare"] and any(
        answer_products.has_number(answer_products.written(entry.product), written) for entry in entries
    ):
        # What one is called by.
        return None
    same = [
        entry.product.sku
        for entry in entries
        if Decimal(written) in answer_prices.listed(entry.product).values()
    ]
    return same[0] if len(same) == 1 else None


def _unit(asked: Questions, place: int, entry: Entry) -> str | None:
    """The unit for which the question shows its price."""
    line, product = asked.order.before[place], entry.product
    if line.unit is None:
        return product.default_unit
    return unit_of(line.unit, product, (), asked.catalog).unit


def _told(rest: str, entries: Sequence[Entry], asked: Questions) -> set[str] | None:
    """Those that have what is said besides; None where it speaks of something else."""
    every = {entry.product.sku for entry in entries}
    left = phrases.book("offers")["nothing"].pattern.sub(" ", rest)
    for word in (one.strip(" \"'()（）:：~") for one in left.split()):
        if not word:
            continue
        fits = variants.told_by(word, entries) or {
            entry.product.sku
            for entry in entries
            if variants.has_all(entry, list(parts(plain(word))), word, asked.catalog)
        }
        if not fits:
            return None
        every &= fits
    return every
