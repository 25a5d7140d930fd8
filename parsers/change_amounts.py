"""How much an order's line becomes, and what comes beside its lines."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import change_additions, change_swaps
from parsers.change_again import TO
from parsers.change_names import Named
from parsers.change_statements import ACTS, BY, CHANGING, INTO, Statement, joins
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.changing import NO_EFFECT, Changing
from parsers.drafts import Draft
from parsers.orderlines import Settled, settle, size_in_base, unit_of
from parsers.products import Match
from parsers.quantities import Amount
from parsers.reading import Line, Product
from parsers.spans import Span

# Shorter words behind a number are of small talk: 8 lah.
_WORD = 4
# An amount and the unknown words that it counts stand so close.
_NEAR = 2
_BOTH = 2
# Right before an amount that is spoken of.
_POINTED = re.compile(r"[那这嗰𠮶]$")
_ORDERED = re.compile(
    r"(?:下单|下了?单|订|定|下|报|叫)(?:了)?的(?:那些|那批|那[\d一二两三四五六七八九十]{1,3}[㐀-鿿])?$"
)
# Right before an amount: it is as it was.
_STILL, _SAID = re.compile(r"(?:还是|仍是|还按|还要|仍要|照样|\b(?:still|remains?|stays?)(?: at)?) ?$"), 12


def apply(order: Changing, clause: Clause, read: Statement, labels: frozenset[str]) -> None:
    """Carry out a statement with an amount."""
    names = [*order.waiting, *read.subjects]
    order.waiting = []
    if not names and read.olds:
        names = read.olds
    told = {named.place for named in names if named.place is not None}
    if len(told) == 1:
        # The canisters: of the small ones 30.
        names = [named for named in names if named.place is not None or not told & set(named.places)]
        # 手套尺码改一下：大号只留6双: the same line by another of its words.
        names = names[-1:] if all(named.place is not None for named in names) else names
    if "each" in labels and len(read.amounts) == 1 and read.old is None and len(names) > 1:
        for named in names:
            apply(order, clause, Statement([named], amounts=read.amounts), labels - {"each"})
        return
    if len(names) > 1 or "each" in labels:
        order.doubt(clause, "how much of which")
        return
    if len(read.amounts) > 1:
        if not _tells_size(order, names, read.amounts):
            order.doubt(clause, "two amounts")
        return
    unknown = [token for token in clause.of("name") if (token.gaps or token.parts or token.sku) and not names]
    if _by_amount(order, read) is not None and all(token.gaps and not token.parts for token in unknown):
        # The buyer takes 20 and not 12: who says so is nothing that is counted.
        unknown = []
    if any(
        token.start < amount.start or ((token.parts or token.sku) and token.start - amount.end <= _NEAR)
        for token in unknown
        for amount in read.amounts
    ):
        # An amount of something else.
        change_additions.loose(order, clause, read)
        return
    place = names[0].place if names else _by_amount(order, read)
    if names and place is None:
        change_additions.beside(order, clause, read, names[0], labels)
        return
    if not names and place is None:
        place = order.carry if order.carry is not None else None
        if place is None and len(order.before) == 1 and labels & ACTS:
            place = 0
    if place is None or order.lines[place] is None:
        change_additions.loose(order, clause, read)
        return
    if (sizes := change_swaps.of_another_size(order, place, read)) is not None and read.old is not None:
        if not order.names.fits_amount(order.before[place], read.old):
            change_swaps.swap(order, clause, sizes)
            return
        order.doubt(clause, "so many, or that size")
    sized = bool(names) and any(part.kind in ("number", "spec") for part in names[0].token.parts)
    sized |= bool(names) and names[0].token.gaps > 0
    if any(
        _of_a_kind(order, clause, token)
        or (sized and token.span and order.names.calls_another(place, token.span.value))
        for token in read.amounts
    ):
        order.doubt(clause, "a number of what")
    if names and read.amounts and _unknown_deed(order, names[0].token, read.amounts[0], labels):
        order.doubt(clause, "what becomes of it")
    if read.old is not None and not order.names.fits_amount(order.before[place], read.old):
        if place in order.swapped and not read.amounts and order.names.called(place, read.old):
            # 要45的，不是60: what it was before.
            return
        order.doubt(clause, "other amount")
    order.carry = place
    order.explicit |= read.old is not None
    if read.amounts:
        by_then_total = read.total is not None and not labels.isdisjoint(BY)
        _set(
            order,
            clause,
            place,
            read.amounts[0],
            labels - INTO if by_then_total else labels,
            told=read.old is not None,
        )
        line = order.lines[place]
        if read.total is not None and line is not None and not order.names.fits(line.line, read.total):
            order.doubt(clause, "another total")
    order.act = "amount"


def _unknown_deed(order: Changing, name: Token, amount: Token, labels: frozenset[str]) -> bool:
    """Whether an unknown word between the name and its amount may be what shall become of it: 灯泡砍2箱."""
    if not name.gaps or not name.parts or labels & (CHANGING | {"want", "total", "keep", "enough", "only"}):
        return False
    said = order.words(name.parts[-1].end, name.end).strip()
    return bool(said) and amount.start - name.end <= 1 and name.end <= amount.start


def _tells_size(order: Changing, names: Sequence[Named], amounts: Sequence[Token]) -> bool:
    """Whether two amounts only say how much is in the unit of the line: 一提十二瓶的那种."""
    place = names[0].place if names else order.carry
    line = order.lines[place] if place is not None else None
    product = order.catalog.get(line.line.sku) if line is not None and line.line.sku else None
    if product is None or len(amounts) != _BOTH:
        return False
    sizes = []
    for token in amounts:
        amount: Amount | None = token.span.value if token.span is not None else None
        found = unit_of(amount.unit, product, (), order.catalog) if amount is not None else None
        size = size_in_base(found.unit, product) if found is not None else None
        if amount is None or amount.exact is None or found is None or size is None:
            return False
        sizes.append((amount.exact, amount.exact * found.multiplier * size))
    (one, whole), (_, inside) = sizes
    return one == 1 and whole == inside


def alike(order: Changing, clause: Clause, names: Sequence[Named]) -> None:
    """花盆改6个，碗也是: of each so many as was just said of another; if that was by so many, nobody is sure."""
    token, places = order.stated, [named.place for named in names]
    if token is None or order.stated_by or order.act != "amount" or None in places:
        order.doubt(clause, "like the one before")
        return
    unit: str | None = token.span.value.unit if token.span is not None else None
    for place in places:
        line = order.lines[place] if place is not None else None
        if place is None or line is None or not _counted_by(order, line.line, unit):
            order.doubt(clause, "like the one before")
            continue
        order.carry = place
        _set(order, clause, place, token, frozenset({"set"}), told=False)


def _counted_by(order: Changing, line: Line, unit: str | None) -> bool:
    """Whether the word is that of the line's unit, or there is none."""
    product = order.catalog.get(line.sku) if line.sku else None
    return unit is None or unit_of(unit, product, (), order.catalog).unit == line.unit


def _of_a_kind(order: Changing, clause: Clause, amount: Token) -> bool:
    """Whether an unknown word follows the bare number, so that it may tell a kind: the 12 gauge ones."""
    bare = amount.span is not None and amount.span.label == "bare"
    return bare and any(
        token.gaps
        and token.start == amount.end + 1
        and token.end - token.start >= _WORD
        and order.words(token.start, token.end).isascii()
        for token in clause.of("name")
    )


def _by_amount(order: Changing, read: Statement) -> int | None:
    """The line that has the old amount: 那60包改80."""
    if read.old is None:
        return None
    fits = [i for i, line in enumerate(order.before) if order.names.fits_amount(line, read.old)]
    if order.carry in fits:
        return order.carry
    return fits[0] if len(fits) == 1 else None


def _set(
    order: Changing, clause: Clause, place: int, token: Token, labels: frozenset[str], *, told: bool
) -> None:
    settled = order.lines[place]
    if settled is None or token.span is None:
        return
    pointed = _POINTED.search(order.words(max(0, token.start - 1), token.start)) is not None
    if pointed and place in order.so_many and not labels & ACTS:
        # 按8箱写，送的那一箱我自己说: which of them is spoken of, and not how many it shall be.
        return
    line = settled.line
    amount: Amount = token.span.value
    product = order.catalog.get(line.sku) if line.sku else None
    match = Match("one", (line.sku,), strong=True) if line.sku else Match("none", ())
    draft = Draft([], token.start, token.end, match, amount=_counted(token.span, line, product))
    stated = settle(draft, order.annotated, order.catalog, max_base_units=order.most)
    quantity, unit, flags = stated.line.quantity, stated.line.unit, stated.flags
    whole = line.quantity is not None and line.quantity == line.quantity.to_integral_value()
    if amount.unit is None and whole and quantity is not None and quantity != quantity.to_integral_value():
        # 22.12: rather a day, or a size.
        order.doubt(clause, "a part of a piece")
    if amount.unit is None or product is None:
        unit = line.unit if amount.unit is None else amount.unit
        quantity = amount.exact
        flags = tuple(flag for flag in flags if flag.field not in ("unit", "sku"))
    # Also now only 5: what only goes on from before adds nothing.
    so_many = "only" in labels and joins(order, clause)
    adds = "more" in labels and not labels & {"upto", "set"} and not told and not so_many
    takes = "less" in labels and not labels & {"upto", "set"} and not told
    if takes and _fewer_of(order, clause, token):
        # Fewer bulbs: 4 cartons. By so many, or to so many?
        takes = "only" not in labels
        if takes:
            order.doubt(clause, "by or to")
    if adds or takes:
        order.by_so_many[place] = replace(line, quantity=quantity, unit=unit)
    if (adds or takes) and quantity is not None and line.quantity is not None:
        flags = tuple(flag for flag in flags if flag.code != "out_of_range")
        if unit != line.unit and product is not None:
            here, there = size_in_base(unit, product), size_in_base(line.unit, product)
            if here and there and (quantity * here) % there == 0:
                quantity, unit = quantity * here / there, line.unit
        if unit != line.unit:
            order.doubt(clause, "another unit")
        else:
            quantity = line.quantity + quantity if adds else line.quantity - quantity
            if quantity <= 0:
                order.doubt(clause, "less than nothing")
    elif (
        labels & {"more", "less"}
        and ((told and not labels & TO) or "set" in labels)
        and not joins(order, clause)
    ):
        order.doubt(clause, "by or to")
    if adds and order.again and _named_between(clause, token):
        # The same once more, again 泵6台: so many more, or so many this time?
        order.doubt(clause, "by or to")
    still = _STILL.search(order.words(max(0, token.start - _SAID), token.start)) is not None
    as_it_is = (quantity, unit) == (line.quantity, line.unit) and place not in order.touched
    # What is not enough, or stays what it is, is told by what it comes to.
    to_so_many = place in order.wrong or (as_it_is and still)
    if order.adding and not (labels & (ACTS | {"enough", "total"}) or told or to_so_many):
        # 2 boxes more of it, 5 of the others: more, or in all?
        order.doubt(clause, "by or to")
    if _said_otherwise(order, place, token, (quantity, unit), labels):
        order.doubt(clause, "said otherwise")
    order.adding = adds
    if as_it_is:
        if still:
            # 扶手还是3根: that is how many there are.
            order.kept.add(place)
            return
        # Perhaps only what it was, and the next clause says what it shall be.
        order.open[place] = order.doubtful(clause, NO_EFFECT)
        return
    fewer = (
        "only" in labels and line.quantity is not None and quantity is not None and quantity < line.quantity
    )
    order.explicit |= "header" in labels and _as_ordered(order, clause)
    order.explicit |= told or fewer or place in order.wrong or bool(labels & {"upto", "set", "enough"})
    own = tuple(flag for flag in settled.flags if flag.field not in ("quantity", "unit"))
    order.lines[place] = Settled(replace(line, quantity=quantity, unit=unit), (*own, *flags))
    order.touched.add(place)
    order.so_many.add(place)
    order.stated, order.stated_by = token, adds or takes


def _said_otherwise(
    order: Changing, place: int, token: Token, now: tuple[Decimal | None, str | None], labels: frozenset[str]
) -> bool:
    """Whether so much was just said of the line, and no word tells that it shall be otherwise: 8 boxes it is, 1 box."""
    text, settled = order.annotated, order.lines[place]
    corrected = any(span.start <= token.start for span in text.of("correct", blocks=text.voice))
    return (
        place in order.so_many
        and not corrected
        and settled is not None
        and (settled.line.quantity, settled.line.unit) != now
        and not labels & (ACTS | {"from", "to", "total", "enough"})
    )


def _as_ordered(order: Changing, clause: Clause) -> bool:
    """Whether the goods are called by when they were ordered: 昨天下单的椅子我想要9把."""
    return any(
        _ORDERED.search(order.words(max(0, token.start - _SAID), token.start)) for token in clause.of("name")
    )


def _counted(span: Span, line: Line, product: Product | None) -> Span:
    """The amount by the unit of its line where it states none: of 40 cartons it is not asked whether 40 pieces are too few."""
    amount: Amount = span.value
    if amount.unit is not None or product is None or line.unit is None:
        return span
    return replace(span, value=Amount(amount.number, line.unit))


def _fewer_of(order: Changing, clause: Clause, amount: Token) -> bool:
    """Whether the name of what there shall be fewer of stands between that and the amount."""
    less = [token for token in clause.tokens if token.label == "less" and token.end <= amount.start]
    return any(
        order.words(one.start, one.end) in ("fewer", "less")
        and any(one.end <= name.start < amount.start for name in clause.of("name"))
        for one in less
    )


def _named_between(clause: Clause, amount: Token) -> bool:
    """Whether a name stands between the word for more and the amount."""
    more = max(
        (token.end for token in clause.tokens if token.label == "more" and token.end <= amount.start),
        default=0,
    )
    return (
        any(more <= token.start < amount.start for token in clause.of("name") if not token.gaps) and more > 0
    )
