"""What becomes of an order's lines by what a message says: clause by clause, and only as far as every number, every
product and every negation of it is understood. What is not, is a doubt, and the order is not trusted as it then stands."""

from collections.abc import Sequence
from decimal import Decimal

from parsers import change_again, change_amounts, change_nothing, change_swaps, change_whole
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.change_names import Named, coded
from parsers.change_statements import ACTS, CHANGING, Statement, statements
from parsers.change_tokens import Token
from parsers.changewords import Clause, clauses
from parsers.changing import Changed, Changing
from parsers.drafts import Draft
from parsers.orderlines import Settled
from parsers.parts import attribute_words
from parsers.reading import Line
from parsers.requirements import Stretch
from parsers.segments import Block

# Words beside a line that no change of it can be read from.
_UNCLEAR = frozenset({"swap_around", "share", "first", "or", "vague", "excess", "defer", "except", "perhaps"})
_TURNS = frozenset({"set", "upto", "want", "to", "not", "from", "remove", "half", "double", "alike"})
# Before these stands what is changed, behind them what it becomes.
_INTO = frozenset({"set", "upto"})
# With these something takes the place of a line.
_IN_ITS_PLACE = frozenset({"set", "upto", "not", "from", "less", "remove"})
_MORE_AND_NONE = "more name remove name"
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
    return carry_out(order, clauses(annotated, blocks, order.names.sizes, sold=catalog.unit_words))


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
    labels = clause.labels
    if change_nothing.forbids(order, clause):
        return
    names = [order.names.named_by(token) for token in clause.of("name")]
    amounts = clause.of("amount")
    turns = bool(labels & (_TURNS | {"more", "less"})) or (
        bool(labels & {"only", "excess", "decoy"}) and bool(amounts)
    )
    known = [named for named in names if _known(order, named, labels, turns=turns)]
    order.of_the_family(known)
    turning = next((token.start for token in clause.tokens if token.label in _INTO), clause.end)
    plain = {named.token.start < turning for named in known if not named.token.gaps}
    # A name amid unknown words beside a plain one is whose it is: 某某面馆那单面粉.
    known = [
        named
        for named in known
        if not named.token.gaps or (named.token.start < turning) not in plain or order.names.mere(named)
    ]
    if clause.opening == "and" and order.act == "swap" and order.carry is not None and not labels & ACTS:
        place = order.carry
        if any(order.names.variants(place, named) for named in names if not named.places):
            # 改成红的和蓝的: how much of which?
            order.doubt(clause, "swap for two")
    known = _without_whose(order, clause, known)
    if not known and not amounts and not labels & (ACTS | {"if"}):
        change_nothing.tells_of(order, names)
    order.partly |= "for_now" in labels and bool(amounts)
    if order.partly and "rest" in labels and not labels & {"keep", "remove"}:
        # 先拿3箱，剩下的下周: of which order is what is left?
        order.doubt(clause, "the rest of it")
    if "undo" in labels and (order.touched or order.added):
        order.doubt(clause, "taken back")
    if change_nothing.only_why(order, clause, known, amounts):
        return
    if not known and change_again.only_again(order, clause):
        return
    if labels & {"stock", "others"} and not labels & (ACTS - {"not"}):
        # What they have, or what others do: behind it stands what shall become of that.
        order.meet(known)
        order.told_of = [named for named in known if named.place is not None]
        return
    told_of, order.told_of = order.told_of, []
    if not known and not amounts:
        if "remove" in labels and clause.opening != "stop" and not order.waiting:
            order.waiting = told_of
        _bare(order, clause, labels)
        return
    if not known and {"only", "rest"} <= labels:
        there = sum(line is not None for line in order.lines)
        if any(token.span is None or token.span.value.exact != there for token in amounts):
            order.doubt(clause, "only what")
        return
    if known and not amounts and not labels & ACTS and _only_whose(clause, known):
        order.meet(known)
        return
    if "except" in labels and _all_but(order, clause, known, amounts):
        return
    if labels & _UNCLEAR:
        order.meet(known)
        told_later = labels & _UNCLEAR == {"vague"} or (
            labels & _UNCLEAR == {"except"} and not labels & CHANGING
        )
        if len(known) == 1 and known[0].place is not None and not amounts and told_later:
            # 刷子多拿点，20把; all is fine except the brushes, make them 20: how many is told behind it.
            order.open[known[0].place] = order.doubtful(clause, "unclear")
            order.carry = known[0].place
            return
        if known or not all(order.told(token) for token in amounts):
            order.doubt(clause, "unclear")
        return
    if "keep" in labels and not labels & (ACTS - {"only"}):
        change_nothing.keeps(order, clause, known, amounts)
        return
    if "rest" in labels and "remove" in labels:
        order.only = True
    if _MORE_AND_NONE in " ".join(token.label or token.kind for token in clause.tokens):
        # One more of this, none of that.
        order.doubt(clause, "how much of which")
        return
    for statement, spoken in statements(order, clause, {id(named.token): named for named in known}):
        _state(order, clause, statement, spoken)


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


def _known(order: Changing, named: Named, labels: frozenset[str], *, turns: bool) -> bool:
    """Whether it names something; a size alone does so beside a word of change."""
    said = order.words(named.token.start, named.token.end + len(" ones"))
    if (
        "remove" in labels
        and all(part.kind == "word" and part.key in attribute_words() for part in named.token.parts)
        and not named.token.sku
        and " one" not in said
        and not (named.place is not None and order.names.pointed_at(named.token))
    ):
        return False
    if named.known and (
        turns
        or named.token.sku
        or any(part.kind in ("han", "word") or coded(part) for part in named.token.parts)
    ):
        return True
    if "keep" in labels and named.place is not None and not named.token.gaps:
        # The M10 stays as it is: of a line that is called so, with nothing that changes it.
        return True
    return turns and order.names.kind(named)


def _only_whose(clause: Clause, names: Sequence[Named]) -> bool:
    """Whether the names only tell which order is spoken of: 灯泡那单别进总仓了."""
    orders = {token.start for token in clause.tokens if token.label == "order"}
    return all(orders & {named.token.end, named.token.end + 1} for named in names)


def _without_whose(order: Changing, clause: Clause, names: Sequence[Named]) -> list[Named]:
    """The names but for those that only tell whose or which order it is, beside what is changed of it: 灯泡那单开关改5盒."""
    orders = {token.start for token in clause.tokens if token.label == "order"}
    whose = [named for named in names if orders & {named.token.end, named.token.end + 1}]
    others = [named for named in names if named not in whose]
    there = {place for named in others for place in named.places}
    adds = "more" in clause.labels and bool(others) and not clause.labels & _IN_ITS_PLACE
    if adds and not there and any(named.places for named in whose):
        order.meet(whose)
        return others
    if not there or any(there & set(named.places) for named in whose):
        return list(names)
    order.meet(whose)
    return others


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
    elif labels & {"remove", "half", "double"} and (order.waiting or order.carry is not None):
        if not order.waiting and clause.opening == "stop" and any(token.gaps for token in clause.of("name")):
            # 8 of the bulbs. The hooks please delete: not the bulbs.
            order.doubt(clause, "of what")
            return
        if (
            not order.waiting
            and "remove" in labels
            and order.carry in order.touched
            and order.act == "amount"
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
        order.doubt(clause, "how much")
    elif "not" in labels and any(token.parts or token.sku for token in clause.of("name")):
        # Instead of something that we do not understand.
        order.doubt(clause, "instead of what")


def _state(order: Changing, clause: Clause, read: Statement, labels: frozenset[str]) -> None:
    order.meet([*read.subjects, *read.olds, *read.news])
    if "remove" in labels and not read.news:
        change_whole.remove(order, clause, read)
    elif labels & {"half", "double"}:
        if read.amounts or read.old or read.news or read.olds:
            order.doubt(clause, "half of what")
        act = "half" if "half" in labels else "double"
        change_whole.act_on(order, clause, act, [*order.waiting, *read.subjects])
        order.waiting = []
    elif "more" in labels and len(read.news) == 1 and not (read.olds or labels & _IN_ITS_PLACE):
        # 水再加5箱绿茶: what comes beside a line takes no line's place.
        # Nobody orders anew beside goods of an order that is there.
        order.explicit |= any(named.places for named in (*order.waiting, *read.subjects))
        order.waiting = []
        change_amounts.apply(order, clause, Statement(read.news, amounts=read.amounts, old=read.old), labels)
    elif read.news or (read.olds and any(one.place is None for one in read.subjects)):
        change_swaps.swap(order, clause, read)
    elif read.olds and not read.amounts:
        _not(order, clause, read)
    elif "only" in labels and not (read.amounts or read.olds or labels & CHANGING):
        order.only, order.act = True, "only"
        change_whole.keep_only(order, clause, read.subjects)
    elif (turned := change_swaps.called_otherwise(order, read)) is not None:
        change_swaps.swap(order, clause, turned)
    elif read.amounts or read.old is not None:
        change_amounts.apply(order, clause, read, labels)
    elif read.subjects:
        _names_only(order, clause, read.subjects, labels)


def _names_only(order: Changing, clause: Clause, names: Sequence[Named], labels: frozenset[str]) -> None:
    if clause.opening == "and" and order.act in ("remove", "half", "double") and not order.waiting:
        change_whole.act_on(order, clause, order.act, names)
    elif "alike" in labels and not labels & CHANGING and order.act == "amount":
        change_amounts.alike(order, clause, names)
    elif clause.opening == "and" and order.act == "only":
        change_whole.keep_only(order, clause, names)
    elif labels & {"set", "more", "less", "upto"}:
        if ("header" in labels or all(order.told(named.token) for named in names)) and not any(
            named.places for named in names
        ):
            # When or where it goes, or how it is paid.
            return
        _how(order, clause, names, labels)
    else:
        order.waiting.extend(() if order.lenient and "header" in labels else names)
        places = [named.place for named in names]
        order.carry = places[0] if len(places) == 1 else None
        order.act = ""


def _how(order: Changing, clause: Clause, names: Sequence[Named], labels: frozenset[str]) -> None:
    """A product to be changed, without saying into what; or what a line of its kind becomes (make the pots blue)."""
    places = [named.place for named in names]
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


def _not(order: Changing, clause: Clause, read: Statement) -> None:
    """Not the clear one: of use only where it says what was, or instead of what something else is wanted."""
    for named in read.olds:
        unknown = named.token.gaps > 0 or not named.telling or order.told(named.token)
        if order.moved and not named.places and unknown:
            # To the shop, not the nursery: where it does not go.
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
