"""An answer that gives up what it was asked about, or wants other goods in its place ("not cola, but juice")."""

import re
from collections.abc import Sequence

from parsers import answer_products, changes
from parsers.change_names import Named
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.questions import Questions

# What becomes of a line that is there.
_OF_ITS_OWN = frozenset({"more", "less", "upto"})
_INSTEAD, _BEHIND = re.compile(r"\binstead\b|换|代替|替"), len(" instead")
_GIVES_UP = frozenset({"remove", "not"})
# Beside these nothing is settled, or more is said than which goods.
_UNSETTLED = frozenset(
    {
        "asks",
        "or",
        "perhaps",
        "defer",
        "if",
        "vague",
        "except",
        "rest",
        "all",
        "share",
        "first",
        "undo",
        "half",
    }
    | {"double", "each", "stock", "past", "others", "decoy", "excess", "keep", "only"}
)


def settle(asked: Questions, said: Sequence[Clause]) -> list[Clause]:
    """What is left of the clauses after those that give up the goods of the only question about a product."""
    open_ = [place for place, name in asked.flags if name == "sku" and asked.candidates(place)]
    if len(open_) != 1 or any(clause.labels & _UNSETTLED for clause in said):
        return list(said)
    place = open_[0]
    for at, clause in enumerate(said):
        names = clause.of("name")
        mine = [token for token in names if _all_of_it(asked, place, token)]
        if len(mine) != 1 or not clause.labels & (_GIVES_UP | {"set"}):
            continue
        others = [token for token in names if token is not mine[0]]
        behind = said[at + 1] if at + 1 < len(said) else None
        if len(others) == 1:
            # Water instead of cola, 5 cases.
            if _replace(
                asked, place, others[0], clause, keeps="set" in clause.labels or "not" in clause.labels
            ):
                return [*said[:at], *said[at + 1 :]]
            return list(said)
        if others or clause.of("amount") or not clause.labels & _GIVES_UP:
            continue
        told = behind.of("name") if behind is not None and not behind.labels & _OF_ITS_OWN else []
        if behind is not None and len(told) == 1 and _other(asked, told[0]) is not None:
            keeps = "not" in clause.labels or "set" in behind.labels
            if _replace(asked, place, told[0], behind, keeps=keeps):
                return [*said[:at], *said[at + 2 :]]
            return list(said)
        if behind is not None and told and _in_its_place(asked, behind, told):
            # 5 of the water in place of it, and there is some: 5 in all, or 5 more?
            return list(said)
        if "remove" in clause.labels and sum(line is not None for line in asked.order.lines) > 1:
            asked.drop(place)
            return [*said[:at], *said[at + 1 :]]
    return list(said)


def _in_its_place(asked: Questions, clause: Clause, names: Sequence[Token]) -> bool:
    """Whether goods that are on the order already are wanted in the place of what is given up."""
    stop = asked.order.stretch(clause)[1] + _BEHIND
    instead = _INSTEAD.search(asked.annotated.lowered, clause.start, stop)
    return instead is not None and any(asked.order.names.named_by(token).places for token in names)


def _all_of_it(asked: Questions, place: int, token: Token) -> bool:
    """Whether the name is that of the goods themselves, and of no kind of them."""
    candidates = asked.candidates(place)
    return (
        bool(token.parts)
        and not token.gaps
        and answer_products.noun(token, candidates)
        and len(answer_products.fitting(asked, token, place)) in (0, len(candidates))
    )


def _other(asked: Questions, token: Token) -> Named | None:
    """The one product that the name tells, if the order has nothing to do with it yet."""
    named = asked.order.names.named_by(token)
    if not named.telling or token.gaps or named.places or named.match.status != "one":
        return None
    offered = {sku for flag in asked.pending.flags for sku in flag.candidates}
    return None if named.match.skus[0] in offered else named


def _replace(asked: Questions, place: int, token: Token, clause: Clause, *, keeps: bool) -> bool:
    """Take the product in the place of what was asked about, in the amount that is told, or in the same where that is meant."""
    named, amounts = _other(asked, token), clause.of("amount")
    if named is None or len(amounts) > 1 or not (amounts or keeps) or clause.of("money"):
        return False
    asked.instead(place, named.match.skus[0], asked.words(token))
    if amounts:
        changes.follow(asked.order, Clause(amounts, "comma"))
    return True
