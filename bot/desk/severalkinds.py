"""An answer that takes several of the kinds that were offered: which of them, and how much of each ("4 cans, the rest bottles",
"1A和1B各3箱"). The words are in severalwords.py."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import pairwise

from bot.desk import severalwords
from bot.desk.clarification import Question
from bot.desk.pricing import base_quantity, size
from parsers import numerals, quantities
from parsers.catalog import Catalog
from parsers.orderlines import unit_of
from parsers.quantities import Amount

Choose = Callable[[str], str | None]
"""The SKU of those offered that a name chooses, or None."""

_SEPARATORS = re.compile(
    r"\s*[,，;；、。\n]\s*|\.(?=\s|$)|\s+(?:and|plus|&|\+)\s+|(?<=[0-9a-z㐀-鿿])\s*[和跟与及]\s*",
    re.IGNORECASE,
)
_HALVES = re.compile(r"(?<=.)(?=一半)(?<!各)(?<!一半)(?!一半$)")
_CODE = re.compile(r"(?:([1-9])\s?[.、-]?\s?)?([A-Ia-i])(?![A-Za-z])")
_NUMBERS = {"两": 2, "二": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}
_COUNT = re.compile(rf"\s*({'|'.join(_NUMBERS)})[个种样款]都?要?")
_LONGEST, _MOST_PIECES, _MOST_GLUED = 160, 8, 12


@dataclass(frozen=True, slots=True)
class Taken:
    """So much of one kind; `quantity` None: it was not said how much, and has to be asked."""

    sku: str
    quantity: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """What is taken of which kinds, and what else the answer says."""

    taken: tuple[Taken, ...]
    beside: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """`worded`: the name is the word that may as well be the amount's unit (4 cans)."""

    sku: str
    amount: Decimal | None = None
    unit: str | None = None
    worded: bool = False


@dataclass(slots=True)
class _Heard:
    """What the pieces say until now; `waiting`: kinds whose amount is still to come."""

    said: list[_Said] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    rest: str | None = None
    every: bool = False
    beside: list[str] = field(default_factory=list)


def several(words: str, question: Question, catalog: Catalog, choose: Choose) -> Several | None:
    """What the answer takes of at least two kinds; None where it does not, or where that is not clear."""
    line = question.line
    text = words.strip()
    if line is None or not 0 < len(text) <= _LONGEST or len(text) != len(text.lower()):
        return None
    offered = [choice.value for choice in question.choices]

    @cache
    def kind(name: str) -> str | None:
        name = severalwords.bare(name).rstrip("要来拿选是:： ")
        code = _CODE.fullmatch(name)
        if code is not None and code[1] in {None, str(question.number)}:
            letters = {choice.letter: choice.value for choice in question.choices}
            return letters.get(code[2].upper())
        found = choose(name) if name else None
        return found if found in offered else None

    heard = _Heard()
    for piece in (
        [text]
        if severalwords.says(text, "both") or severalwords.says(text, "halves")
        else _pieces(text, catalog)
    ):
        if not _hear(piece, heard, offered, catalog, kind):
            return None
    taken = _reckoned(heard, offered, line.quantity, line.unit, catalog)
    if taken is None or len(taken) < 2 or len({one.sku for one in taken}) < len(taken):
        return None
    return Several(tuple(taken), "，".join(heard.beside))


def _hear(piece: str, heard: _Heard, offered: Sequence[str], catalog: Catalog, kind: Choose) -> bool:
    """Take in a piece; False where it cannot be told what it says."""
    if severalwords.says(piece, "both"):
        heard.every = True
        return True
    if severalwords.says(piece, "halves"):
        heard.halves += heard.waiting or offered
        heard.waiting = []
        return True
    each = severalwords.each(piece)
    if each is not None:
        return _hear_each(piece, each, heard, offered, catalog, kind)
    for opening in ("rest", "half"):
        name = severalwords.opened(piece, opening)
        if name is None:
            continue
        chosen = kind(name)
        if chosen is None or (opening == "rest" and heard.rest is not None):
            return False
        if opening == "rest":
            heard.rest = chosen
        else:
            heard.halves.append(chosen)
        return True
    said = _one(piece, catalog, kind)
    if said is None:
        heard.beside.append(piece)
        return True
    if heard.beside:
        # What is said amid the kinds may belong to one of them.
        return False
    if said.amount is None:
        heard.waiting.append(said.sku)
    else:
        heard.said.append(said)
    return True


def _hear_each(
    piece: str, each: re.Match[str], heard: _Heard, offered: Sequence[str], catalog: Catalog, kind: Choose
) -> bool:
    code = _CODE.match(piece)
    letter = code[0] if code is not None and code.end() <= each.start() else ""
    before = piece[len(letter) : each.start()]
    if (count := _COUNT.match(before)) is not None and _NUMBERS[count[1]] == len(offered):
        # 两种各3箱
        before = before[count.end() :]
    rest = f"{before} {piece[each.end() :]}"
    found = _amounts(rest, catalog)
    if len(found) != 1 or heard.beside or heard.said:
        return False
    start, end, amount = found[0]
    name = letter or severalwords.bare(f"{rest[:start]} {rest[end:]}")
    named = [] if not name or severalwords.says(name, "both") else _both_of(name, kind)
    if named is None:
        return False
    kinds = [*heard.waiting, *named] or list(offered)
    heard.waiting = []
    heard.said += [_Said(sku, amount.exact, amount.unit) for sku in kinds]
    return True


def _both_of(name: str, kind: Choose) -> list[str] | None:
    """The kind, or the two kinds, that the name is of: 圆的方的 names two."""
    one = kind(name)
    if one is not None:
        return [one]
    if name.isascii() or len(name) > _MOST_GLUED:
        return None
    for at in range(1, len(name)):
        first, second = kind(name[:at]), kind(name[at:])
        if first is not None and second is not None and first != second:
            return [first, second]
    return None


def _one(piece: str, catalog: Catalog, kind: Choose) -> _Said | None:
    """The kind that the piece names, with its amount if it tells one."""
    found = _amounts(piece, catalog)
    code = _CODE.match(piece)
    if code is not None and found and found[0][0] < code.end():
        # 1B 3箱: the number of the question.
        found = [
            (start + code.end(), end + code.end(), amount)
            for start, end, amount in _amounts(piece[code.end() :], catalog)
        ]
    if len(found) > 1:
        return None
    if not found:
        chosen = kind(piece)
        return _Said(chosen) if chosen is not None else None
    start, end, amount = found[0]
    name = severalwords.bare(re.sub(r"^\s*of\b", "", f"{piece[:start]} {piece[end:]}".strip()))
    if name:
        chosen = kind(name)
        return _Said(chosen, amount.exact, amount.unit) if chosen is not None else None
    unit = amount.unit
    chosen = (kind(unit) or (None if unit.isascii() else kind(f"{unit}的"))) if unit else None
    return _Said(chosen, amount.exact, unit, worded=True) if chosen is not None else None


def _reckoned(
    heard: _Heard, offered: Sequence[str], quantity: Decimal | None, unit: str | None, catalog: Catalog
) -> list[Taken] | None:
    """How much of each kind it comes to."""
    if heard.halves:
        if heard.said or heard.waiting or heard.rest or quantity is None or quantity % 2:
            return None
        return (
            [_taken(sku, quantity / 2, unit, catalog) for sku in heard.halves]
            if len(heard.halves) == 2
            else None
        )
    if heard.waiting or (heard.every and not heard.said):
        if heard.said or heard.rest:
            return None
        kinds = heard.waiting or list(offered)
        return [Taken(sku) for sku in kinds] if len(kinds) == 2 else None
    if any(one.worded for one in heard.said) and not _counts_line(heard.said, quantity, unit, catalog):
        return None
    taken = []
    for one in heard.said:
        stated = unit if one.unit is None or one.worded else one.unit
        made = _taken(one.sku, one.amount, stated, catalog)
        if made.unit is None:
            return None
        taken.append(made)
    if heard.rest is None:
        return taken
    there = sum((one.quantity or Decimal(0) for one in taken), Decimal(0))
    if quantity is None or there >= quantity or not taken or any(one.unit != unit for one in taken):
        return None
    return [*taken, _taken(heard.rest, quantity - there, unit, catalog)]


def _counts_line(said: Sequence[_Said], quantity: Decimal | None, unit: str | None, catalog: Catalog) -> bool:
    """Whether 4 cans are four of what the line counts: together they come to it, or so few cans are not sold."""
    if unit is None or not all(one.worded and one.amount is not None for one in said):
        return False
    if sum((one.amount or Decimal(0) for one in said), Decimal(0)) == quantity:
        return True
    for one in said:
        product = catalog.get(one.sku)
        found = unit_of(one.unit, product, (), catalog)
        count = base_quantity(product, one.amount, found.unit) if product is not None else None
        least = product.min_order if product is not None else None
        if count is None or least is None or count * found.multiplier >= least:
            return False
    return True


def _taken(sku: str, quantity: Decimal | None, unit: str | None, catalog: Catalog) -> Taken:
    """The amount in the product's own unit; `unit` None where it has none such."""
    product = catalog.get(sku)
    if product is None or quantity is None:
        return Taken(sku, quantity)
    if unit is None:
        return Taken(sku, quantity, product.default_unit)
    found = unit_of(unit, product, (), catalog)
    if found.status != "found" or size(product, found.unit) is None:
        return Taken(sku, quantity)
    return Taken(sku, quantity * found.multiplier, found.unit)


def _pieces(text: str, catalog: Catalog) -> list[str]:
    """What stands between marks, and each amount with its own name."""
    found: list[str] = []
    for rough in (part for piece in _SEPARATORS.split(text) for part in _HALVES.split(piece)):
        if not rough.strip():
            continue
        amounts = _amounts(rough, catalog)
        if len(amounts) > 1 and not _CODE.match(rough):
            leads = not severalwords.bare(rough[: amounts[0][0]])
            cuts = [start for start, _, _ in amounts[1:]] if leads else [end for _, end, _ in amounts[:-1]]
            bounds = [0, *cuts, len(rough)]
            found += [rough[a:b] for a, b in pairwise(bounds)]
        else:
            found.append(rough)
    pieces = [piece.strip() for piece in found if severalwords.bare(piece) or _amounts(piece, catalog)]
    return pieces if len(pieces) <= _MOST_PIECES else []


def _amounts(text: str, catalog: Catalog) -> list[tuple[int, int, Amount]]:
    """The exact amounts, and where they stand."""
    lowered = text.lower()
    spans = quantities.find(lowered, numerals.find(text, catalog.unit_words), catalog.unit_words)
    return [
        (span.start, span.end, span.value)
        for span in spans
        if span.label in ("quantity", "bare") and span.value.exact is not None and not span.value.more
    ]
