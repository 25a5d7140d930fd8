"""Lines of an order as wholes: taken off, halved, doubled, or the only ones that stay."""

from collections.abc import Sequence
from dataclasses import replace

from parsers import phrases
from parsers.change_names import Named
from parsers.change_statements import Statement
from parsers.changewords import Clause
from parsers.changing import Changing
from parsers.orderlines import Settled

# The doubt where not some goods may be meant, but the order that holds them.
THE_ORDER = "the order itself"
# What of a product is to come with this order, and not an order.
_THIS_TIME = "这批"
# So far before goods stands what calls an order by them.
_BEFORE = 8


def keep_only(order: Changing, clause: Clause, names: Sequence[Named]) -> None:
    for named in [*order.waiting, *names]:
        if named.place is None:
            order.doubt(clause, "only what")
        else:
            order.kept.add(named.place)
    order.waiting = []


def act_on(order: Changing, clause: Clause, act: str, names: Sequence[Named]) -> None:
    """Take lines off, halve or double them."""
    order.act = act
    if not names:
        order.doubt(clause, act)
    for named in names:
        place = named.place
        line = order.lines[place] if place is not None else None
        if place is None or line is None or line.line.quantity is None:
            if place is None or act != "remove":
                order.doubt(clause, act)
            continue
        if act == "half" and place in order.swapped:
            # One half of it in another kind, or half of all?
            order.doubt(clause, "half of what")
        order.touched.add(place)
        order.explicit = True
        order.carry = place
        if act == "remove":
            order.lines[place] = None
            order.removed.append(place)
        else:
            quantity = line.line.quantity * 2 if act == "double" else line.line.quantity / 2
            order.lines[place] = Settled(replace(line.line, quantity=quantity))
            if quantity != quantity.to_integral_value():
                order.doubt(clause, "half a piece")


def remove(order: Changing, clause: Clause, read: Statement) -> None:
    names = [*order.waiting, *read.subjects, *read.olds]
    order.waiting = []
    again = [order.names.named_by(token).place for token in clause.of("name")]
    if any(place is not None and place in order.removed for place in again):
        # 除了围裙，围裙一大堆呢别发: said once more of what was taken off, with why.
        names = [named for named in names if named.places]
        if not names and not read.amounts:
            return
    swapped = [named for named in names if _was(order, named)]
    names = [named for named in names if named not in swapped]
    if not names and not swapped and not read.amounts:
        order.doubt(clause, "remove what")
    taken = next((token.start for token in clause.tokens if token.label == "remove"), clause.start)
    wanted = any(token.label == "want" and token.start < taken for token in clause.tokens)
    if wanted and len({named.token.start < taken for named in read.subjects}) > 1:
        # 要红的不要蓝的, where there are both.
        order.doubt(clause, "remove which")
    if read.old is not None or len(read.amounts) > len(names):
        order.doubt(clause, "remove how many")
    for token, named in zip(read.amounts, names, strict=False):
        line = order.lines[named.place] if named.place is not None else None
        behind = any(
            word.label == "remove" and named.token.end <= word.start < token.start for word in clause.tokens
        )
        if (
            order.words(token.end, token.end + 1) in ("都", "也")
            and token.span
            and token.span.value.exact == 1
        ):
            # 一根都不要了: none of it.
            continue
        if line is None or behind or not order.names.fits(line.line, token):
            # Two boxes of five are not wanted, or none of them: not clear.
            order.doubt(clause, "remove how many")
    for named in names:
        if any(
            word.label == "order"
            and 0 <= word.start - named.token.end <= 1
            and order.words(word.start, word.end) != _THIS_TIME
            for word in clause.tokens
        ):
            # The order of the bulbs: all of it.
            order.doubt(clause, THE_ORDER)
        elif phrases.book("changes")["ordered_then"].pattern.search(
            order.words(max(0, named.token.start - _BEFORE), named.token.start)
        ):
            # 上周订的那些砖算了: what was ordered then.
            order.doubt(clause, THE_ORDER)
    if names:
        act_on(order, clause, "remove", names)
    for place, token in enumerate(clause.tokens):
        kind = order.words(token.end, token.end + 1) == "的"
        before = clause.tokens[place - 1] if place else None
        if token.kind == "name" and token.gaps and kind and before and before.label == "remove":
            order.doubt(clause, "a kind that is not known")


def _was(order: Changing, named: Named) -> bool:
    """Whether the name means what was swapped before: white, not the clear one."""
    return named.place is not None and named.place in order.swapped
