"""Goods that a clause of change only names, without an amount: what is taken out with others, how it shall be is told later, or
what it is not."""

from collections.abc import Sequence

from parsers import change_amounts, change_kinds, change_swaps, change_whole
from parsers.change_names import Named
from parsers.change_statements import CHANGING, IN_ITS_PLACE, Statement
from parsers.changewords import Clause
from parsers.changing import Changing

# Behind a verb and its object: it has happened.
_HAPPENED = "了"


def alone(order: Changing, clause: Clause, names: Sequence[Named], labels: frozenset[str]) -> None:
    """Carry out a statement of names."""
    if clause.opening == "and" and order.act in ("remove", "half", "double") and not order.waiting:
        change_whole.act_on(order, clause, order.act, names)
    elif "alike" in labels and not labels & CHANGING and order.act == "amount":
        change_amounts.alike(order, clause, names)
    elif clause.opening == "and" and order.act == "only":
        change_whole.keep_only(order, clause, names)
    elif labels & {"set", "more", "less", "upto"}:
        told = all(order.told(named.token) for named in names)
        if "more" in labels and not labels & IN_ITS_PLACE and _all_new(names) and not told:
            # I also need the long ones, put 2 boxes: how many is told behind it.
            order.waiting, order.adding, order.act = [*order.waiting, *names], True, ""
            return
        if ("header" in labels or told) and not any(named.places for named in names):
            # When or where it goes, or how it is paid.
            return
        _how(order, clause, names, labels)
    elif not change_kinds.becomes(order, clause, names, labels):
        order.waiting.extend(() if order.lenient and "header" in labels else names)
        places = [named.place for named in names]
        order.carry = places[0] if len(places) == 1 else None
        order.act = ""


def denied(order: Changing, clause: Clause, read: Statement) -> None:
    """Not the clear one: of use only where it says what was, or instead of what something else is wanted."""
    for named in read.olds:
        unknown = named.token.gaps > 0 or not named.telling or order.told(named.token)
        if order.moved and not named.places and unknown:
            # To the shop, not the nursery: where it does not go.
            continue
        if order.moved and {"from", "set", "header"} <= clause.labels:
            # 原来给东店的灯泡改送西店: where these go, and where they do not.
            order.carry = named.place
            continue
        new = [one for one in order.waiting if not one.places]
        if (
            named.place is not None
            and len(new) == len(order.waiting) == 1
            and order.names.kin(named.place, new[0])
        ):
            # Silver capos, not black.
            order.waiting = []
            change_swaps.swap(order, clause, Statement([named], [], new))
            continue
        last = order.carry
        stated = (
            last is not None
            and last in order.swapped
            and (
                named.place == last or (named.place is None and order.names.stated(order.before[last], named))
            )
        )
        if not stated:
            order.doubt(clause, "not")


def _all_new(names: Sequence[Named]) -> bool:
    """Whether it is one thing, that the order has not."""
    return len(names) == 1 and not names[0].places and names[0].telling and not names[0].token.gaps


def _how(order: Changing, clause: Clause, names: Sequence[Named], labels: frozenset[str]) -> None:
    """A product to be changed, without saying into what; or what a line of its kind becomes (make the pots blue)."""
    places = [named.place for named in names]
    happened = order.words(clause.end, clause.end + len(_HAPPENED)) == _HAPPENED
    if (
        happened
        and clause.opening == "stop"
        and not any(named.telling or named.match.strong for named in names)
    ):
        # 客房换床了: what happened, and no goods of ours.
        return
    if len(names) == 1 and names[0].place is None and names[0].telling and "set" in labels:
        kin = [place for place in range(len(order.before)) if order.names.kin(place, names[0])]
        if len(kin) == 1:
            change_swaps.swap(order, clause, Statement([Named(names[0].token, kin)], [], [names[0]]))
            return
    if len(names) != 1 or places[0] is None:
        order.doubt(clause, "how")
        return
    order.open[places[0]] = order.doubtful(clause, "how")
    order.carry = places[0]
