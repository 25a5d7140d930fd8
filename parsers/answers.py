"""Answers matched to the questions asked: what the message settles of a pending order, and what stays open.

Each clause answers what it names; what it says beside that changes the order as any message does (see changes.py). A
clause that puts the answer off, or leaves it to us, answers nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from parsers import (
    answer_additions,
    answer_again,
    answer_amounts,
    answer_days,
    answer_instead,
    answer_names,
    answer_pieces,
    answer_places,
    answer_prices,
    answer_products,
    answer_refusals,
    answer_restated,
    answer_small_words,
    answer_totals,
    answer_traits,
    changes,
    phrases,
)
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.change_statements import CHANGING
from parsers.change_tokens import Token
from parsers.changewords import Clause, clauses
from parsers.changing import Changed
from parsers.context import NOT_UNDERSTOOD
from parsers.delivery_words import CLAUSE, around
from parsers.drafts import Block
from parsers.orderlines import Settled
from parsers.questions import Questions
from parsers.reading import Flag, OrderContext
from parsers.requirements import Stretch

# What puts an answer off or leaves it to us, and what only gives a reason.
_NO_ANSWER = frozenset({"defer", "vague", "or", "asks", "perhaps"})
_DECOYS = frozenset({"decoy", "stock", "others", "excess", "past"})
_CHANGES = frozenset({"set", "half", "double"})
# What asks, and is not just said in the form of a question (who takes 20 boxes!); so far behind its last word stands its mark.
_ASKED, _MARK = re.compile(r"[?？]|多少钱|how much"), 3


@dataclass(slots=True)
class Answered:
    """The pending order's lines after the answer and the questions left, in the order of its lines.

    `settled` counts the questions that are no more; `certainty` falls where something of the message is not understood.
    """

    lines: list[Settled] = field(default_factory=list)
    open: list[Flag] = field(default_factory=list)
    settled: int = 0
    changed: bool = False
    certainty: float = 1.0

    @property
    def understood(self) -> bool:
        """Whether something was answered, and all of the message is understood."""
        return self.settled > 0 and bool(self.lines) and self.certainty > NOT_UNDERSTOOD


def read(
    pending: OrderContext,
    block: Block,
    annotated: Annotated,
    catalog: Catalog,
    *,
    moved: bool,
    explained: Sequence[Stretch] = (),
) -> Answered:
    """Settle the questions on lines; those on the header are the caller's."""
    asked = Questions(pending, block, annotated, catalog, moved=moved, explained=explained)
    said = clauses(
        asked.annotated,
        asked.annotated.voice,
        asked.order.names.sizes,
        sold=asked.catalog.unit_words,
        blanks=True,
    )
    answer_prices.settle(asked, said)
    said = answer_places.by_number(asked, answer_small_words.without(asked, said))
    said, pieces = answer_pieces.without(asked, answer_instead.settle(asked, said))
    asked.amounts = sum(len(clause.of("amount")) for clause in said)
    early: list[Clause] = []
    for place, clause in enumerate(said):
        if clause.opening == "stop":
            asked.order.end()
        joined = said[place + 1] if place + 1 < len(said) else None
        if joined is not None and joined.opening == "and" and joined.labels & {"asks", "or"}:
            # What is the difference of A and B?
            asked.put_off = True
            continue
        chosen = len(asked.chosen)
        left = _clause(asked, clause)
        asked.unheard |= (
            len(asked.chosen) == chosen
            and not clause.labels & (_NO_ANSWER | _DECOYS)
            and answer_names.wants_a_kind(asked, clause)
        )
        if left is not None and _comes_early(asked, left):
            early.append(left)
            continue
        if early and len(asked.chosen) > chosen:
            # 8 cases, the red ones.
            if clause.of("amount") or "rest" in clause.labels:
                asked.order.doubt(clause, "two amounts")
            for one in early:
                changes.follow(asked.order, one)
            early = []
        if left is not None:
            _follow(asked, left)
    if early:
        asked.order.carry = None
    for one in early:
        changes.follow(asked.order, one)
    answer_places.by_ordinal(asked)
    done = asked.order.result()
    if any(asked.order.before[place].unit not in (None, unit) for place, unit in pieces.items()):
        done.doubts.append("pieces of another unit")
    if any(_in_another_unit(asked, place) for place in asked.worded):
        done.doubts.append("two units")
    done.doubts += answer_additions.lost(asked, done)
    done.doubts += [
        f"another total: {asked.words(token)}"
        for token in asked.totals
        if not answer_totals.comes_to(asked, token)
    ]
    return _answered(asked, done)


def _follow(asked: Questions, clause: Clause) -> None:
    """Carry out what is left of a clause; a word of change that changes nothing is not understood."""
    order = asked.order

    def state() -> tuple[object, ...]:
        open_ = order.open.keys() - order.touched
        named = (len(order.waiting), len(open_), len(order.kept), order.only)
        return [*map(id, order.lines)], len(order.added), len(order.doubts), named

    before = state()
    changes.follow(order, clause)
    elsewhere = clause.labels & {"header", "keep", "past"} or "customer" in asked.header
    if before == state() and clause.labels & _CHANGES and not elsewhere:
        order.doubt(clause, "changes nothing")


def _comes_early(asked: Questions, clause: Clause) -> bool:
    """Whether it gives an amount, and the clause behind it may tell of which line."""
    return (
        asked.order.carry is None
        and bool(clause.of("amount"))
        and not clause.of("name")
        and not clause.labels & {"all", "each", "rest", "remove"}
        and any(name == "sku" and flag.candidates for (_, name), flag in asked.flags.items())
    )


def _in_another_unit(asked: Questions, place: int) -> bool:
    """Whether the unit that was chosen is not the one in which an amount is told besides: by the sheet, 300 boxes would ..."""
    line = asked.order.lines[place]
    return line is not None and line.line.unit != asked.order.before[place].unit


def _answered(asked: Questions, done: Changed) -> Answered:
    places: dict[int, int] = {}
    for place, line in enumerate(asked.order.lines):
        if line is not None:
            places[place] = len(places)
    left = [
        replace(flag, field=f"lines[{places[place]}].{name}", question=None)
        for (place, name), flag in asked.flags.items()
        if place in places
    ]
    settled = asked.count - len(left)
    return Answered(
        done.lines, left, settled, done.changed, NOT_UNDERSTOOD if done.doubts else done.certainty
    )


def _clause(asked: Questions, clause: Clause) -> Clause | None:
    """Settle what the clause answers; what is left of it, or None."""
    if answer_additions.brings(asked, clause):
        clause.tokens.insert(0, Token("word", clause.start, clause.start, "more"))
    labels = clause.labels
    asked.order.conditional |= "if" in labels
    if not asked.order.conditional and (left := answer_traits.settle(asked, clause)) is not None:
        return left if left.tokens else None
    if labels & _NO_ANSWER or asked.order.conditional:
        asked.put_off = True
        if "or" in labels and clause.opening != "stop" and asked.order.touched and clause.of("name"):
            # 罐吧，要不箱也行: either will do, and neither is chosen.
            asked.order.doubt(clause, "another one as well")
        if _loses_amount(asked, clause):
            asked.order.doubt(clause, "an amount put off")
        spoken_of = answer_names.lines(asked, clause)
        if spoken_of:
            # Is the tape in stock? Make it 8: what was asked about.
            asked.order.carry = min(spoken_of) if len(spoken_of) == 1 else None
        return None
    if (
        labels & _DECOYS
        and not ("want" in labels and labels & _DECOYS == {"others"})
        and not answer_names.lines(asked, clause)
    ):
        if asked.dropped and {"others", "remove"} <= labels and not clause.of("name"):
            # No saw then, and not the others either.
            asked.order.doubt(clause, "others done without")
        return None
    denies = clause.tokens[0].label in ("not", "remove") or clause.tokens[-1].label == "remove"
    if denies and answer_amounts.denies_units(asked, clause):
        return None
    names = answer_names.lines(asked, clause)
    if labels & {"decoy", "excess"} and not labels & CHANGING:
        # What one is spoken ill of is not chosen; of a line that nothing is asked of it says that its amount is wrong.
        return None if not names or any(place in names for place, _ in asked.flags) else clause
    taken: list[Token] = []
    answer_again.again(asked, clause, taken)
    answer_refusals.settle(asked, clause, taken, names)
    open_ = {place for place, name in asked.flags if name == "sku"}
    for_all = answer_products.meant_by_all(asked, clause)
    before = list(taken)
    for (place, name), flag in list(asked.flags.items()):
        if name == "sku" and (place, name) in asked.flags and place not in asked.torn:
            # The low ones for both: the same words answer each of the questions.
            by_now = list(before) if place in for_all else taken
            answer_products.settle(asked, clause, place, flag, by_now)
            taken += [token for token in by_now if all(token is not one for one in taken)]
    # 10 of the red ones: of these, and not of what else was asked how much of it.
    told = names | (open_ - {place for place, name in asked.flags if name == "sku"})
    numbers = [key for key in asked.flags if key[1] in ("quantity", "unit")]
    if numbers and not labels & _DECOYS:
        answer_amounts.settle(asked, clause, taken, told)
    if "lines" in asked.header:
        taken += [
            token
            for token in clause.of("amount")
            if not names
            and (
                answer_totals.comes_to(asked, token)
                or answer_restated.as_it_was(asked, token)
                or answer_totals.asked_about(asked, token, told="total" in labels)
            )
        ]
    if names and names <= asked.priced and _priced(asked, clause):
        # At 19.80 for the brooms, the brooms at that price: names the line that the price is of.
        taken += [token for token in clause.of("name") if token.parts or token.sku]
    taken += [token for token in clause.tokens if token.start in asked.prices]
    if names and not clause.of("amount") and not clause.labels & {"remove", "set", "more", "less"}:
        said = set(answer_amounts.spoken(asked, clause, _units(asked, names)))
        if said and said <= {asked.order.before[place].unit for place in names}:
            # By which unit it is, as it was.
            taken += clause.tokens
    if "delivery_date" in asked.header:
        taken += [token for token in clause.of("amount") if answer_days.may_be(token)]
    taken += clause.of("money")
    taken += answer_restated.said_again(asked, clause)
    taken += answer_restated.idle(asked, clause, taken)
    rest = [token for token in clause.tokens if all(token is not one for one in taken)]
    if taken and not any(token.kind != "word" for token in rest):
        # Small words around an answer.
        return None
    _turns_unknown(asked, clause, rest)
    return Clause(rest, clause.opening) if rest else None


def _priced(asked: Questions, clause: Clause) -> bool:
    """Whether a clause that changes nothing else names a price, or points back at one."""
    if any(token.start in asked.prices for token in clause.tokens):
        return True
    said = around(asked.annotated.lowered, *asked.order.stretch(clause), CLAUSE)
    points = phrases.book("about")["at_that_price"].pattern.search(said) is not None
    return points and not clause.of("amount") and not clause.labels & CHANGING


def _turns_unknown(asked: Questions, clause: Clause, rest: Sequence[Token]) -> None:
    """Doubt a clause in which unknown words become what answers a question, too: 那圆的也换成金色."""
    turned = [token.start for token in clause.tokens if token.label == "set"]
    answered = [token for token in clause.of("name") if all(token is not one for one in rest)]
    unknown = any(token.kind == "name" and token.gaps and token.start < turned[0] for token in rest if turned)
    if unknown and any(token.start > turned[0] for token in answered):
        asked.order.doubt(clause, "what becomes what")


def _loses_amount(asked: Questions, clause: Clause) -> bool:
    """Whether the clause that answers nothing tells another amount than those of the order, and does not just wonder at it."""
    stop = asked.order.stretch(clause)[1]
    wonders = "asks" in clause.labels and not _ASKED.search(
        asked.annotated.lowered, clause.start, stop + _MARK
    )
    return not wonders and any(
        token.span is not None
        and token.span.value.exact is not None
        and not answer_restated.as_it_was(asked, token)
        for token in clause.of("amount")
    )


def _units(asked: Questions, places: set[int]) -> set[str]:
    return {unit for place in places if (unit := asked.order.before[place].unit)}
