"""What becomes of an order's lines by what a message says: clause by clause, and only as far as every number, every
product and every negation of it is understood. What is not, is a doubt, and the order is not trusted as it then stands."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers import (
    change_again,
    change_amounts,
    change_kinds,
    change_known,
    change_named,
    change_nothing,
    change_swaps,
    change_whole,
    phrases,
    variants,
)
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.change_names import Named
from parsers.change_statements import ACTS, CHANGING, IN_ITS_PLACE, INTO, Statement, statements
from parsers.change_tokens import Token
from parsers.changewords import Clause, clauses
from parsers.changing import Changed, Changing, beside
from parsers.drafts import Draft
from parsers.orderlines import Settled
from parsers.reading import Line
from parsers.requirements import Stretch
from parsers.segments import Block

# Words beside a line that no change of it can be read from.
_UNCLEAR = frozenset({"swap_around", "share", "first", "or", "vague", "excess", "defer", "except", "perhaps"})
_TURNS = frozenset({"set", "upto", "want", "to", "not", "from", "remove", "half", "double", "alike"})
_MORE_AND_NONE = "more name remove name"
_CLAUSE_MARKS = "，。,;；.!！\n"
# Goods that are held back are not taken off.
_HELD = re.compile(r"(?:先|暂时?|暂且)(?:都|给我)?(?:别|不|莫|甭)(?:再|给我)?(?:发|送|出|寄)")
# A change is told in a few words; longer texts and orders are for somebody to look at.
_MOST_CLAUSES, _MOST_LINES = 200, 200


def read(
    lines: Sequence[Line],
    blocks: Sequence[Block],
    annotated: Annotated,
    catalog: Catalog,
    *,
    most: Decimal | None = None,
    drafts: Sequence[Draft] = (),
    moved: bool = False,
    again: bool = False,
    explained: Sequence[Stretch] = (),
) -> Changed:
    """What `lines` become by what these blocks say. `moved`: they also say where the goods go, so that what is not to be
    sent somewhere is no line; `again`: the order is had once more; `explained`: where they speak of that, and of other requirements."""
    order = Changing(lines, annotated, catalog, most=most, drafts=drafts, moved=moved, explained=explained)
    order.again = again
    done = carry_out(order, clauses(annotated, blocks, order.names.sizes, sold=catalog.unit_words))
    done.doubts += _lost(order, done)
    if order.added and not again:
        # Two boxes, along with yesterday's order: they come to one that is there.
        done.explicit |= _comes_to_one(annotated.said(blocks))
    return done


def _lost(order: Changing, done: Changed) -> Iterator[str]:
    """What is ordered by its own name, in so much, and stands neither in the order nor in what it comes to."""
    there = {line.sku for line in (*order.before, *(one.line for one in done.lines))}
    under_way = order.annotated.message.context.open_orders
    there |= {line.sku for other in under_way for line in other.lines}
    for draft in beside(order.drafts, {sku for sku in there if sku}, order.catalog):
        if any(draft.start <= start < draft.end for start in order.heard):
            continue
        yield f"not among the lines: {order.words(draft.start, draft.end)[:40]}"


def _comes_to_one(said: str) -> bool:
    """Whether goods, and no papers or costs, shall go into an order that is there."""
    about = phrases.book("about")
    if about["new_one"].pattern.search(said):
        return False
    for match in about["into_order"].pattern.finditer(said):
        first = max(said.rfind(mark, 0, match.start()) for mark in _CLAUSE_MARKS) + 1
        if about["no_goods"].pattern.search(said, first, match.end()) is None:
            return True
    return False


def carry_out(order: Changing, said: Sequence[Clause]) -> Changed:
    """The order after all clauses."""
    if len(said) > _MOST_CLAUSES or len(order.before) > _MOST_LINES:
        return Changed([Settled(line) for line in order.before], doubts=["more than is read"])
    for clause in said:
        if clause.opening == "stop":
            order.end()
        follow(order, clause)
    return order.result()


def follow(order: Changing, clause: Clause) -> None:
    """Carry one clause out."""
    change_known.take_apart(order, clause)
    names = [
        order.names.named_by(change_kinds.behind_a_verb(order, clause, token)) for token in clause.of("name")
    ]
    removed, doubts = len(order.removed), len(order.doubts)
    known = _carry_out(order, clause, names)
    order.wanted = change_kinds.wanted(order, clause, known)
    lost = order.wanted and bool(removed) and len(order.removed) == removed and len(order.doubts) == doubts
    if lost and order.act == "remove":
        # In the place of what was taken out, perhaps.
        order.doubt(clause, "wanted")


def _carry_out(order: Changing, clause: Clause, names: Sequence[Named]) -> Sequence[Named]:
    """Carry the clause with these names out, by those of them that are known."""
    labels = clause.labels
    if "keep" in labels and not labels & ACTS and not clause.of("amount"):
        # Neither this nor that is to be changed.
        labels -= {"or"}
    if change_nothing.forbids(order, clause):
        return ()
    amounts = clause.of("amount")
    turns = bool(labels & (_TURNS | {"more", "less"})) or (
        bool(labels & {"only", "excess", "decoy"}) and bool(amounts)
    )
    known = [named for named in names if change_known.is_known(order, named, labels, amounts, turns=turns)]
    order.of_the_family(known)
    turning = next((token.start for token in clause.tokens if token.label in INTO), clause.end)
    plain = {named.token.start < turning for named in known if not named.token.gaps}
    # A name amid unknown words beside a plain one is whose it is: 某某面馆那单面粉.
    known = [
        named
        for named in known
        if not named.token.gaps
        or (named.token.start < turning) not in plain
        or order.names.mere(named)
        or any(variants.coded(part) for part in named.token.parts)
    ]
    if clause.opening == "and" and order.act == "swap" and order.carry is not None and not labels & ACTS:
        place = order.carry
        if any(order.names.variants(place, named) for named in names if not named.places):
            # 改成红的和蓝的: how much of which?
            order.doubt(clause, "swap for two")
    known = change_known.without_whose(order, clause, known)
    if not known and not amounts and not labels & (ACTS | {"if"}):
        change_nothing.tells_of(order, names)
    order.partly |= "for_now" in labels and bool(amounts)
    if order.partly and "rest" in labels and not labels & {"keep", "remove"}:
        # 先拿3箱，剩下的下周: of which order is what is left?
        order.doubt(clause, "the rest of it")
    if any(
        token.label == "remove" and _HELD.match(order.words(token.start, token.end))
        for token in clause.tokens
    ):
        # 先别发: for now, or not at all?
        order.doubt(clause, "only held")
    if "undo" in labels and (order.touched or order.added):
        order.doubt(clause, "taken back")
    if change_nothing.only_why(order, clause, known, amounts):
        return known
    if not known and change_again.only_again(order, clause):
        return known
    if change_nothing.of_delivery(order, clause, known, amounts):
        return known
    if change_kinds.told(order, clause, names) or (not known and change_kinds.in_place(order, clause, names)):
        return known
    if labels & {"stock", "others"} and not labels & (ACTS - {"not"}):
        # What they have, or what others do: behind it stands what shall become of that.
        order.meet(known)
        order.told_of = [named for named in known if named.place is not None]
        return known
    told_of, order.told_of = order.told_of, []
    behind = not known and not order.waiting and clause.opening != "stop"
    if behind and amounts and labels & INTO and len(told_of) == 1:
        # He dug out a crate of them, so make it two: of what was told of.
        order.carry = told_of[0].place
    if not known and not amounts:
        if "remove" in labels and clause.opening != "stop" and not order.waiting:
            order.waiting = told_of
        _bare(order, clause, labels)
        return known
    if not known and {"only", "rest"} <= labels:
        there = sum(line is not None for line in order.lines)
        if any(token.span is None or token.span.value.exact != there for token in amounts):
            order.doubt(clause, "only what")
        return known
    if not amounts and not labels & ACTS and change_kinds.calls_an_order(order, clause):
        # What follows speaks of the order.
        order.carry, order.waiting = None, []
        return known
    if known and not amounts and not labels & ACTS and change_known.only_whose(clause, known):
        order.meet(known)
        return known
    if "except" in labels and _all_but(order, clause, known, amounts):
        return known
    if labels & _UNCLEAR:
        order.meet(known)
        told_later = labels & _UNCLEAR == {"vague"} or (
            labels & _UNCLEAR == {"except"} and not labels & CHANGING
        )
        if len(known) == 1 and known[0].place is not None and not amounts and told_later:
            # 刷子多拿点，20把; all is fine except the brushes, make them 20: how many is told behind it.
            order.open[known[0].place] = order.doubtful(clause, "unclear")
            order.carry = known[0].place
            return known
        if known or not all(order.told(token) for token in amounts):
            order.doubt(clause, "unclear")
        return known
    if "keep" in labels and not labels & (ACTS - {"only"}):
        change_nothing.keeps(order, clause, known, amounts)
        return known
    if "rest" in labels and "remove" in labels:
        order.only = True
    if _MORE_AND_NONE in " ".join(token.label or token.kind for token in clause.tokens):
        # One more of this, none of that.
        order.doubt(clause, "how much of which")
        return known
    for statement, spoken in statements(order, clause, {id(named.token): named for named in known}):
        _state(order, clause, statement, spoken)
    return known


def _all_but(order: Changing, clause: Clause, known: Sequence[Named], amounts: Sequence[Token]) -> bool:
    """Whether all is wanted but what is named (除了花盆其他都要; the last order again except the pots), which then goes."""
    labels = clause.labels
    wanted = order.again or ("rest" in labels and bool(labels & {"want", "keep"}))
    others = labels - {"except", "rest", "want", "keep", "all", "past", "unchanged"}
    if order.again:
        # 原样再来，刷子除外; except no streamers: but all but the pots removed is another thing.
        others -= {"more"} if labels & {"rest", "all"} else {"more", "remove"}
    if amounts or others or not known or not wanted or any(not named.places for named in known):
        return False
    order.meet(known)
    change_whole.act_on(order, clause, "remove", known)
    return True


def _bare(order: Changing, clause: Clause, labels: frozenset[str]) -> None:
    """A clause without names or amounts."""
    if "keep" in labels and order.waiting and not labels & ACTS:
        change_nothing.keeps(order, clause, (), ())
    elif labels & {"perhaps", "defer"} and order.acted and order.act != "remove":
        # 8 cartons, will confirm.
        order.doubt(clause, "not decided")
    elif "rest" in labels and "remove" in labels:
        order.only = True
        order.meet(order.waiting)
        order.waiting = []
    elif "remove" in labels and change_kinds.denied(order, clause):
        return
    elif labels & {"remove", "half", "double"} and (order.waiting or order.carry is not None):
        if not order.waiting and clause.opening == "stop" and any(token.gaps for token in clause.of("name")):
            # 8 of the bulbs. The hooks please delete: not the bulbs.
            order.doubt(clause, "of what")
            return
        if (
            not order.waiting
            and "remove" in labels
            and order.carry in order.touched
            and order.lines[order.carry] is not None
            and order.unexplained(clause)
        ):
            # 花盆给到2箱，小勾子不要: hardly what was changed a moment ago, but something that we do not know.
            order.doubt(clause, "of what")
            return
        act = next(label for label in ("remove", "half", "double") if label in labels)
        targets = order.waiting or [Named(Token("name", 0, 0), [order.carry or 0])]
        order.waiting = []
        change_whole.act_on(order, clause, act, targets)
    elif labels & {"half", "double", "swap_around"} or (
        "remove" in labels and not labels & {"keep", "want"} and not order.moved
    ):
        order.doubt(clause, "of what")
    elif labels & {"more", "less", "defer"} and order.waiting:
        if {named.place for named in order.waiting} <= order.wrong:
            # 6 is not enough, they take more: how much it shall be is told behind it.
            return
        order.doubt(clause, "how much")
    elif "not" in labels and _denies_goods(clause) and not change_kinds.after_swap(order, clause):
        # Instead of something that we do not understand.
        order.doubt(clause, "instead of what")


def _denies_goods(clause: Clause) -> bool:
    """Whether what stands right behind a word for "not" is called as goods are; what comes later is told of it (not London, the
    shed is full)."""
    for place, token in enumerate(clause.tokens):
        behind = next((one for one in clause.tokens[place + 1 :] if one.kind != "word"), None)
        if token.label == "not" and behind is not None and (behind.parts or behind.sku):
            return True
    return False


def _state(order: Changing, clause: Clause, read: Statement, labels: frozenset[str]) -> None:
    order.meet([*read.subjects, *read.olds, *read.news])
    if "remove" in labels and not read.news:
        kinds = clause.opening == "comma" and not any(named.telling for named in read.subjects)
        if not (
            change_kinds.was_so(order, clause, read.subjects)
            or (kinds and change_kinds.denied(order, clause))
        ):
            change_whole.remove(order, clause, read)
    elif labels & {"half", "double"}:
        if read.old or read.news or read.olds:
            order.doubt(clause, "half of what")
        act = "half" if "half" in labels else "double"
        targets = [*order.waiting, *read.subjects]
        if not targets and order.carry is not None and read.amounts:
            targets = [Named(Token("name", 0, 0), [order.carry])]
        change_whole.act_on(order, clause, act, targets)
        order.waiting = []
        # Half of it, only 10: what it comes to.
        line = order.lines[targets[0].place] if len(targets) == 1 and targets[0].place is not None else None
        if not all(line is not None and order.names.fits(line.line, token) for token in read.amounts):
            order.doubt(clause, "half of what")
    elif "more" in labels and len(read.news) == 1 and not (read.olds or labels & IN_ITS_PLACE):
        # 水再加5箱绿茶: what comes beside a line takes no line's place.
        # Nobody orders anew beside goods of an order that is there.
        order.explicit |= any(named.places for named in (*order.waiting, *read.subjects))
        order.waiting = []
        change_amounts.apply(order, clause, Statement(read.news, amounts=read.amounts, old=read.old), labels)
    elif read.news or (read.olds and any(one.place is None for one in read.subjects)):
        change_swaps.swap(order, clause, read)
    elif read.olds and not read.amounts:
        change_named.denied(order, clause, read)
    elif "only" in labels and not (read.amounts or read.olds or labels & CHANGING):
        order.only, order.act = True, "only"
        change_whole.keep_only(order, clause, read.subjects)
    elif (turned := change_swaps.called_otherwise(order, read)) is not None:
        change_swaps.swap(order, clause, turned)
    elif read.amounts or read.old is not None:
        change_amounts.apply(order, clause, read, labels)
    elif read.subjects:
        change_named.alone(order, clause, read.subjects, labels)
