"""Clauses of a message that change no line: why something is wanted, in which case, and what stays as it is."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from parsers import phrases
from parsers.change_names import Named
from parsers.change_statements import CHANGING
from parsers.change_tokens import Token
from parsers.changewords import GO_ON, Clause
from parsers.changing import Changing
from parsers.delivery_words import CLAUSE, around, bounds
from parsers.quantities import Amount

# A clause that changes nothing and says that there are too many, or what was before, only says why.
_TELLING = frozenset({"excess", "decoy", "past"})
# What kinds and lines are counted by.
_KINDS = frozenset("个种款样项")
# More than one.
_MANY = 2
_MATTER = re.compile(r"[^\W\d_]{2}")
# So near stands the day on which nothing is to come.
_NEAR_DAY = 2
# A number that is rather a year.
_YEARS = range(2000, 2100)
# Before "not", what makes it deny a deed.
_MAY, _AUXILIARY = re.compile(r"\b(?:must|may|shall|should|can|could|do|does) $"), 8


def only_why(order: Changing, clause: Clause, known: Sequence[Named], amounts: Sequence[Token]) -> bool:
    """Whether the clause carries nothing out: it gives a reason, or says under which condition something is wanted."""
    labels = clause.labels
    order.conditional |= "if" in labels
    changing = bool(labels & CHANGING)
    if order.conditional:
        if order.acted or known or amounts or changing:
            order.doubt(clause, "if")
        order.speak(known)
        return True
    if clause.reason:
        if (known or amounts) and (changing or not _all_fit(order, known, amounts)):
            order.doubt(clause, "reason")
        order.speak(known)
        return True
    if _others_took_some(order, clause, amounts):
        return True
    if labels & {"decoy", "excess"}:
        order.wrong |= {named.place for named in known if named.place is not None}
    if labels & _TELLING and not changing and (known or amounts) and not labels & {"not", "only", "keep"}:
        if not (_all_fit(order, known, amounts) or _broke(order, clause)):
            order.doubt(clause, "amount of a reason")
        order.speak(known)
        order.waiting.extend(named for named in known if named.place is not None and "decoy" in labels)
        return True
    return False


def _broke(order: Changing, clause: Clause) -> bool:
    """Whether the clause tells how many came broken another time: 上次坏了两把, two were cracked last time."""
    said = around(order.annotated.lowered, *order.stretch(clause), CLAUSE)
    return "past" in clause.labels and phrases.book("about")["came_broken"].pattern.search(said) is not None


def tells_of(order: Changing, names: Sequence[Named]) -> None:
    """A clause that changes nothing tells something of a line by a size or amid unknown words (4寸的卖不动): what follows is
    about that line."""
    told = [
        order.names.named_by(Token("name", token.start, token.parts[-1].end, parts=token.parts))
        for token in (named.token for named in names)
        if token.parts and not token.sku
    ]
    places = {named.place for named in told if named.place is not None}
    if len(places) == 1 and not order.waiting:
        order.carry = places.pop()
    elif any(named.telling and not named.places for named in told):
        # Of something else.
        order.carry = None


def forbids(order: Changing, clause: Clause) -> bool:
    """Whether only a deed is denied, and no thing: a crate may not weigh more than 15 kg."""
    for token, behind in pairwise(clause.tokens):
        if token.label == "not" and _MAY.search(order.words(max(0, token.start - _AUXILIARY), token.start)):
            deed = behind.kind == "name" and behind.gaps > 0
            return deed and all(part.start > behind.start for part in behind.parts)
    return False


def of_delivery(order: Changing, clause: Clause, known: Sequence[Named], amounts: Sequence[Token]) -> bool:
    """Whether a clause with a word of change only says where, when or how the goods come: 请改送仓库, not to the shop, no
    prices on the papers, 27号就别送了."""
    labels = clause.labels
    if amounts or not labels & (CHANGING | {"not"}):
        return False
    lines = [named for named in known if named.places]
    if order.waiting and not lines and "remove" in labels:
        return False
    start, end = order.stretch(clause)
    if not lines and _denies_a_day(order, clause):
        return True
    if any(first <= start and end <= last for first, last in order.explained):
        if labels & {"remove", "half", "double"} and not _of_a_matter(order, clause):
            # The small pots, take out completely: it is done to what stands before.
            return False
        # Only what such words ask for beside the lines: also the primer goes on its own pallet.
        deeds = [token for token in clause.of("word") if token.label in CHANGING]
        return not lines or all(order.words(token.start, token.end) in GO_ON for token in deeds)
    goods = [named for named in lines if not order.told(named.token)]
    return (
        order.moved and not goods and any(start <= first and last <= end for first, last in order.explained)
    )


def _of_a_matter(order: Changing, clause: Clause) -> bool:
    """Whether what is not wanted is told before the word for it, in the same clause: 送货单上不要价格."""
    taken = next(token.start for token in clause.tokens if token.label in CHANGING)
    text = order.annotated.lowered
    before = text[bounds(text, taken, taken, CLAUSE)[0] : taken]
    return _MATTER.search(phrases.book("about")["small"].pattern.sub("", before)) is not None


def _denies_a_day(order: Changing, clause: Clause) -> bool:
    """Whether what is not to come is told of the day right before it."""
    days = {span.end for span in order.annotated.of("date", blocks=order.annotated.voice)}
    return any(
        token.label == "remove"
        and before.label == "header"
        and before.end in days
        and token.start - before.end <= _NEAR_DAY
        for before, token in pairwise(clause.tokens)
    )


def _others_took_some(order: Changing, clause: Clause, amounts: Sequence[Token]) -> bool:
    """Whether what was just changed is only told the reason of: somebody wants, and nobody can tell how much of what
    (make it 8, the architect added some rooms)."""
    subject = clause.tokens[0]
    nobody_knows = all(token.span is not None and token.span.value.exact is None for token in amounts)
    told = clause.opening == "comma" and bool(order.touched) and bool(amounts) and nobody_knows
    past = any(order.words(token.start, token.end).endswith("ed") for token in clause.of("word"))
    return told and past and clause.labels == {"more"} and subject.kind == "name" and subject.gaps > 0


def _all_fit(order: Changing, known: Sequence[Named], amounts: Sequence[Token]) -> bool:
    """Whether the amounts are those that the lines have, or of nothing that is ordered."""
    places = [named.place for named in known if named.place is not None]
    if not known:
        places = list(range(len(order.before)))
    lines = [order.before[place] for place in places]
    exact = [token for token in amounts if token.span is not None and token.span.value.exact is not None]
    return all(any(order.names.fits(line, token) for line in lines) for token in exact)


def keeps(order: Changing, clause: Clause, names: Sequence[Named], amounts: Sequence[Token]) -> None:
    """What is said to stay as it is."""
    if amounts and not names:
        # The other two lines stay: so many are left.
        others = "rest" in clause.labels and all(_counts_lines(order, token) for token in amounts)
        # 红黄两个不动: or so many are named in words that we do not know.
        others |= len(amounts) == 1 and bool(clause.of("name")) and _many_lines(order, amounts[0])
        if not others:
            _amounts(order, clause, amounts)
        return
    names = [named for named in (*order.waiting, *names) if not _of_another_order(order, named)]
    order.waiting = []
    if len(amounts) == 1 and _MANY <= sum(len(named.places) or 1 for named in names) == _count(amounts[0]):
        # 红的黄的两个不动: so many are named.
        amounts = ()
    # The pots are fine, said of all that are pots.
    places = [
        place
        for named in names
        for place in (named.places if not amounts else named.places[: named.place is not None])
    ]
    if (
        not all(named.places for named in names)
        or len(places) < len(names)
        or len(amounts) > max(1, len(places))
    ):
        order.doubt(clause, "kept")
    if len(places) == 1:
        order.carry = places[0]
    for place in places:
        order.kept.add(place)
        line = order.lines[place]
        for token in amounts:
            if line is None or not order.names.fits(line.line, token):
                order.doubt(clause, "kept otherwise")


def _of_another_order(order: Changing, named: Named) -> bool:
    """Whether it is no line of this order, but one of another that is under way: the ukulele order stays as it is."""
    skus = set(named.match.skus) if named.match.status in ("one", "several") else set()
    under_way = order.annotated.message.context.open_orders
    return not named.places and any(line.sku in skus for other in under_way for line in other.lines)


def _amounts(order: Changing, clause: Clause, amounts: Sequence[Token]) -> None:
    """An amount alone that stays: that of the line which was spoken of, or of one that has it."""
    waiting = [named.place for named in order.waiting if named.place is not None]
    told = waiting or ([order.carry] if order.carry is not None else range(len(order.lines)))
    lines = [line.line for place in told if (line := order.lines[place]) is not None]
    for token in amounts:
        if not any(order.names.fits(line, token) for line in lines) and not _is_year(token):
            order.doubt(clause, "kept otherwise")


def _count(token: Token) -> Decimal | None:
    """How many lines or kinds of them the amount may count."""
    amount: Amount | None = token.span.value if token.span is not None else None
    return amount.exact if amount is not None and (amount.unit is None or amount.unit in _KINDS) else None


def _many_lines(order: Changing, token: Token) -> bool:
    """Whether the amount may be that of several lines which nothing was said of."""
    untouched = sum(line is not None for line in order.lines) - len(order.touched)
    return _MANY <= (_count(token) or 0) <= untouched


def _counts_lines(order: Changing, token: Token) -> bool:
    """Whether it may be how many of the order's lines there are."""
    count = _count(token)
    return count is not None and count <= len(order.before)


def _is_year(token: Token) -> bool:
    """Whether the number is rather a year: the calendar was still that of 2026."""
    amount: Amount | None = token.span.value if token.span is not None else None
    bare = amount is not None and amount.unit is None and amount.exact is not None
    return bare and amount is not None and amount.exact in _YEARS
