"""Which of the names in a clause of change are heard as names of lines or goods, and which only tell whose they are."""

import re
from collections.abc import Sequence

from parsers import variants
from parsers.change_names import Named
from parsers.change_statements import IN_ITS_PLACE
from parsers.change_tokens import Token, moved
from parsers.changewords import Clause
from parsers.changing import Changing
from parsers.parts import attribute_words

# What joins two names that have been read as one.
_JOINS = re.compile(r"(?<=[㐀-鿿])[和跟与及](?=[㐀-鿿a-z\d])")
# What may stand between a name and how much there is of it.
_BESIDE = re.compile(r" ?(?:[:：,，x×=-]? ?(?:now|的|那?[个种款只]?|of|the|to|要|就)? ?){0,3}")


def take_apart(order: Changing, clause: Clause) -> None:
    """Put two names in the place of one that a small word joins, where the order has no line that it calls."""
    clause.tokens = [one for token in clause.tokens for one in _apart(order, token)]


def _apart(order: Changing, token: Token) -> list[Token]:
    """The names of two lines that a small word joins, where no product is called by all of it: 毛巾和浴巾照旧."""
    if token.kind != "name" or token.sku or token.gaps or order.names.named_by(token).places:
        return [token]
    text = order.annotated.lowered
    for match in _JOINS.finditer(text, token.start, token.end):
        halves = [
            Token("name", start, end, parts=moved(text, start, end))
            for start, end in ((token.start, match.start()), (match.end(), token.end))
        ]
        if all(order.names.named_by(one).place is not None for one in halves):
            return halves
    return [token]


def is_known(
    order: Changing, named: Named, labels: frozenset[str], amounts: Sequence[Token], *, turns: bool
) -> bool:
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
        or any(part.kind in ("han", "word") or variants.coded(part) for part in named.token.parts)
    ):
        return True
    if "keep" in labels and named.place is not None and not named.token.gaps:
        # The M10 stays as it is: of a line that is called so, with nothing that changes it.
        return True
    marked = (
        named.match.status == "one"
        and not named.match.unexplained
        and any(variants.coded(part) or part.kind == "spec" for part in named.token.parts)
    )
    if (named.places or marked) and not named.token.gaps and _counted(order, named.token, amounts):
        # Sixty of the 230, 40寸的3台: so much of the line that is called so.
        return True
    return turns and order.names.kind(named)


def _counted(order: Changing, name: Token, amounts: Sequence[Token]) -> bool:
    """Whether an amount stands right beside the name."""
    return any(
        _BESIDE.fullmatch(order.words(min(name.end, token.end), max(name.start, token.start)))
        for token in amounts
    )


def only_whose(clause: Clause, names: Sequence[Named]) -> bool:
    """Whether the names only tell which order is spoken of: 灯泡那单别进总仓了."""
    orders = {token.start for token in clause.tokens if token.label == "order"}
    return all(orders & {named.token.end, named.token.end + 1} for named in names)


def without_whose(order: Changing, clause: Clause, names: Sequence[Named]) -> list[Named]:
    """The names but for those that only tell whose or which order it is, beside what is changed of it: 灯泡那单开关改5盒."""
    orders = {token.start for token in clause.tokens if token.label == "order"}
    whose = [named for named in names if orders & {named.token.end, named.token.end + 1}]
    others = [named for named in names if named not in whose]
    there = {place for named in others for place in named.places}
    adds = "more" in clause.labels and bool(others) and not clause.labels & IN_ITS_PLACE
    if adds and not there and any(named.places for named in whose):
        order.meet(whose)
        return others
    if not there or any(there & set(named.places) for named in whose):
        return list(names)
    order.meet(whose)
    return others
