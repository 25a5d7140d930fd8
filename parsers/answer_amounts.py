"""How much, and of what unit, where that was asked."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from parsers import phrases, units
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.orderlines import Settled, size_in_base, unit_of
from parsers.patterns import Pattern
from parsers.quantities import Amount
from parsers.questions import Questions
from parsers.reading import Flag, Line

# So far behind a unit it is looked at.
_BEHIND = 32
_EQUALS = 4
_CLAUSE_END, _SHORT = re.compile(r"[,，。;；.!！?？\n]|\Z"), 4
_EACH = frozenset({"each", "all"})
_WANTED = frozenset({"set", "upto", "want", "only"})


def settle(asked: Questions, clause: Clause, taken: list[Token], names: set[int]) -> None:
    """Settle the questions about quantities and units that the clause answers."""
    amounts = [token for token in clause.of("amount") if all(token is not one for one in taken)]
    amounts = [token for token in amounts if not denied(clause, token)]
    idle = [token for token in amounts if token.span and _of_refused(asked, token.span.value.unit)]
    taken += idle
    amounts = [token for token in amounts if all(token is not one for one in idle)]
    if amounts and "remove" in clause.labels and not clause.labels & _WANTED:
        # Forget the other four: not how much there shall be.
        return
    if clause.opening != "stop" and not names and _says_again(asked, amounts):
        return
    places = list(dict.fromkeys(place for place, name in asked.flags if name in ("quantity", "unit")))
    carried = asked.order.carry if asked.order.carry in places and not names else None
    meant = [place for place in places if place in names] or (
        [carried] if carried is not None else [] if names else places
    )
    if len(meant) > 1 and not names and (agreed := _agreed(asked, meant, amounts)) is not None:
        _count(asked, clause, agreed, amounts, taken)
        return
    if amounts and not names and clause.labels & _EACH and _leaves_some(asked, places, amounts):
        asked.order.doubt(clause, "so much of all")
    if len(meant) > 1 and not names and clause.labels & _EACH and len(amounts) == 1:
        for place in meant:
            _count(asked, clause, place, amounts, taken)
        return
    units_only = [place for place in meant if (place, "unit") in asked.flags]
    if not amounts or _only_so_many(asked, meant, amounts):
        _unit_words(asked, clause, units_only, taken, named=bool(names))
        return
    if len(meant) > 1 and not names:
        if asked.amounts != len(meant):
            # Which of them is meant is not clear.
            return
        meant = meant[:1]
    if len(meant) == 1:
        _count(asked, clause, meant[0], amounts, taken)


def _says_again(asked: Questions, amounts: Sequence[Token]) -> bool:
    """Whether the amounts only say what the line that was just answered is of: 小罐按排，30排."""
    place = asked.order.carry
    line = asked.order.lines[place] if place is not None and place in asked.order.touched else None
    return (
        line is not None
        and bool(amounts)
        and all(
            token.span is not None
            and token.span.value.unit is not None
            and asked.order.names.fits(line.line, token)
            for token in amounts
        )
    )


def sizes(asked: Questions, line: Line, amounts: Sequence[Token]) -> list[Token]:
    """The amounts that only say how much is in a unit of the line's product: 六罐一排, 整排的（里头6罐）."""
    product = asked.catalog.get(line.sku) if line.sku else None
    if product is None:
        return []
    held: list[tuple[Token, Decimal | None]] = []
    for token in amounts:
        amount: Amount | None = token.span.value if token.span else None
        found = unit_of(amount.unit, product, (), asked.catalog) if amount and amount.unit else None
        size = size_in_base(found.unit, product) if found is not None else None
        exact = amount.exact if amount is not None else None
        told = exact * found.multiplier * size if exact and found and size else None
        held.append((token, told))
    told_of: list[Token] = []
    for (token, first), (other, second) in pairwise(held):
        ones = [one for one in (token, other) if one.span and one.span.value.exact == 1]
        if first is not None and first == second and len(ones) == 1 and other.start - token.end <= _EQUALS:
            told_of += [token, other]
    whole = size_in_base(line.unit, product)
    told_of += [
        token
        for token, size in held
        if size is not None
        and size == whole
        and _said("inside").search(asked.order.words(max(0, token.start - 8), token.start))
    ]
    return told_of


def _only_so_many(asked: Questions, places: Sequence[int], amounts: Sequence[Token]) -> bool:
    """Whether the numbers only call lines by how much there is of them, whatever it is counted in: 24号那种30要整箱的."""
    lines = [asked.order.before[place] for place in places if (place, "unit") in asked.flags]
    return len(lines) == 1 and all(
        token.span is not None
        and token.span.value.unit is None
        and token.span.value.exact == lines[0].quantity
        for token in amounts
    )


def denies_units(asked: Questions, clause: Clause) -> bool:
    """Whether all that the clause denies are units (不论箱不论包), of lines that it was asked of what they are counted in."""
    said = [asked.words(token).strip("整单散的 ") for token in clause.of("name")]
    offered = {
        unit.lower()
        for place, name in asked.pending_units
        if (product := asked.catalog.get(asked.order.before[place].sku or "")) is not None
        for unit in (*product.units, product.base_unit, asked.pending.lines[place].unit or product.base_unit)
    }
    meant = {known.code for unit in offered if (known := units.named(unit)) is not None}
    return bool(said) and not clause.of("amount") and all(_is_unit(word, offered, meant) for word in said)


def _is_unit(word: str, offered: Collection[str], meant: Collection[str]) -> bool:
    """Whether the word is one of the units, in whatever language: 箱, boxes."""
    known = units.named(word)
    return word in offered or (known is not None and known.code in meant)


def _leaves_some(asked: Questions, places: Sequence[int], amounts: Sequence[Token]) -> bool:
    """Whether there is a line besides these that is of another amount."""
    others = [line for place, line in enumerate(asked.order.before) if place not in places]
    return any(not asked.order.names.fits(line, token) for line in others for token in amounts)


def _same(token: Token, amount: Amount) -> bool:
    """Whether the amount is only said once more: 两盘两盘."""
    return (
        token.span is not None
        and token.span.value.exact == amount.exact
        and token.span.value.unit == amount.unit
    )


def _agreed(asked: Questions, places: Sequence[int], amounts: Sequence[Token]) -> int | None:
    """The one line whose unit was asked about and whose quantity is stated in a unit of it: 两盘，我们叫桶."""
    found: set[int] = set()
    for place in places:
        line = asked.order.before[place]
        product = asked.catalog.get(line.sku) if line.sku else None
        sold = [
            token.span is not None
            and product is not None
            and unit_of(token.span.value.unit, product, (), asked.catalog).status == "found"
            for token in amounts
        ]
        same = all(token.span is not None and token.span.value.exact == line.quantity for token in amounts)
        if amounts and all(sold):
            found.add(place)
            if not same or (place, "unit") not in asked.flags or (place, "quantity") in asked.flags:
                return None
    return found.pop() if len(found) == 1 else None


def denied(clause: Clause, token: Token) -> bool:
    """Whether the token is said not to be meant."""
    place = next(i for i, one in enumerate(clause.tokens) if one is token)
    before = clause.tokens[place - 1] if place else None
    return before is not None and before.label in ("not", "from")


def _count(
    asked: Questions, clause: Clause, place: int, amounts: Sequence[Token], taken: list[Token]
) -> None:
    line = asked.order.before[place]
    product = asked.catalog.get(line.sku) if line.sku else None
    first, *more = amounts
    amount: Amount | None = first.span.value if first.span else None
    if amount is None or amount.exact is None:
        return
    found = unit_of(amount.unit, product, (), asked.catalog)
    if amount.unit is not None and found.status != "found" and product is not None:
        return
    if amount.unit is None and (place, "unit") in asked.flags and (place, "quantity") not in asked.flags:
        return
    sized = line.quantity not in (None, amount.exact) and (place, "quantity") not in asked.flags
    if sized and asked.order.names.called(place, Amount(amount.number, None)):
        # 230 cans, of what is called 230.
        asked.order.doubt(clause, "a size, or how much")
    unit = (found.unit if found.status == "found" else amount.unit) or line.unit
    if unit is None and product is not None:
        unit = product.default_unit
    if unit is None and product is not None:
        return
    quantity = amount.exact * (found.multiplier if found.status == "found" else 1)
    was = line
    line = replace(line, quantity=quantity, unit=unit)
    agreed = all(
        agrees(asked, line, token) or asked.order.names.fits(was, token) or _same(token, amount)
        for token in more
    )
    if not agreed:
        return
    flags: tuple[Flag, ...] = ()
    size = size_in_base(unit, product) if product is not None else None
    least = product.min_order if product is not None else None
    if quantity <= 0 or (size and least is not None and quantity * size < least):
        flags = (Flag("quantity", "out_of_range"),)
    asked.order.before[place] = line
    asked.order.lines[place] = Settled(line, flags)
    asked.order.touched.add(place)
    asked.order.so_many.add(place)
    asked.order.carry = place
    for name in ("quantity", "unit"):
        asked.flags.pop((place, name), None)
    taken += amounts
    taken += [token for token in clause.of("amount") if denied(clause, token)]
    taken += [token for token in clause.of("name") if place in asked.order.names.named_by(token).places]


def agrees(asked: Questions, line: Line, token: Token) -> bool:
    """Whether the amount says the same in another unit: 80枚，等于4版."""
    amount: Amount | None = token.span.value if token.span else None
    product = asked.catalog.get(line.sku) if line.sku else None
    if amount is None or amount.exact is None or product is None or line.quantity is None:
        return False
    found = unit_of(amount.unit, product, (), asked.catalog)
    here, there = size_in_base(line.unit, product), size_in_base(found.unit, product)
    if not here or not there:
        return False
    return line.quantity * here == amount.exact * found.multiplier * there


def _unit_words(
    asked: Questions, clause: Clause, places: Sequence[int], taken: list[Token], *, named: bool
) -> None:
    """A unit alone: 按箱, rolls."""
    if len(places) > 1 and not named and "all" not in clause.labels:
        return
    for place in places:
        line = asked.order.before[place]
        product = asked.catalog.get(line.sku) if line.sku else None
        if product is None:
            continue
        said = spoken(asked, clause, product.units.keys() | {product.base_unit})
        found = {units.resolve(word, product.units, product.base_unit).unit for word in said} - {None}
        if len(found) != 1:
            continue
        line = replace(line, unit=found.pop())
        asked.order.before[place] = line
        asked.order.lines[place] = Settled(line)
        asked.order.touched.add(place)
        asked.order.carry = place
        asked.worded.add(place)
        del asked.flags[place, "unit"]
        taken += clause.tokens


def spoken(asked: Questions, clause: Clause, offered: Sequence[str] | set[str]) -> list[str]:
    """The unit words of the clause that stand by themselves and are not denied."""
    start, end = asked.order.stretch(clause)
    text = asked.annotated.lowered
    # A unit may also be a small word (个), which is no token of the clause.
    mark = _CLAUSE_END.search(text, end)
    end = mark.start() if mark is not None and mark.start() - end <= _SHORT else end
    found: list[str] = []
    past = start
    for place in range(start, end):
        if place < past:
            # Within a word that was looked at, or one that is said over and over.
            continue
        at = units.at(text, place) if not text[place].isspace() else None
        stop = at[0] if at is not None else 0
        if at is None:
            stop = next((place + len(unit) for unit in offered if text.startswith(unit.lower(), place)), 0)
        word = text[place:stop]
        while word and text.startswith(word, stop):
            # 箱箱箱！
            stop += len(word)
            past = stop
        if not stop or not _said("unit_before").search(text[max(0, place - 8) : place]):
            continue
        if not _said("unit_behind").search(text[stop : stop + _BEHIND]) or _said("denied").search(
            text[max(0, place - 12) : place]
        ):
            continue
        if _said("refused").search(text[stop : stop + _BEHIND]):
            continue
        found.append(word)
    return found


def _of_refused(asked: Questions, unit: str | None) -> bool:
    """Whether it is counted in a unit that was asked about and is refused."""
    return unit is not None and bool(asked.pending_units) and refused(asked, unit)


def refused(asked: Questions, unit: str) -> bool:
    """Whether the message says that it is not this unit: 哪是罐啊."""
    text = asked.annotated.lowered
    return any(
        _said("denied").search(text[max(0, match.start() - 12) : match.start()])
        for match in re.finditer(re.escape(unit), text)
    )


def _said(name: str) -> Pattern:
    return phrases.book("answer_amounts")[name].pattern
