"""The statements of one clause: whom each is about, what was and what is to be, by the order of the words."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.change_names import Named
from parsers.changewords import Clause, Token
from parsers.changing import Changing
from parsers.quantities import Amount

# Words that say what becomes of a line.
ACTS = frozenset({"set", "upto", "more", "less", "remove", "half", "double", "not", "only"})


@dataclass(slots=True)
class Statement:
    """What is said at once: whom it is about, what was, what is to be."""

    subjects: list[Named] = field(default_factory=list)
    olds: list[Named] = field(default_factory=list)
    news: list[Named] = field(default_factory=list)
    old: Amount | None = None
    amounts: list[Token] = field(default_factory=list)


def statements(
    order: Changing, clause: Clause, names: dict[int, Named]
) -> Iterator[tuple[Statement, frozenset[str]]]:
    """Each statement of the clause with the labels of the words up to its end. Each is to be carried out before the next is
    asked for: what the words behind it mean hangs on it."""
    read, mode, to = Statement(), "subject", False
    labels: set[str] = set()
    for token in clause.tokens:
        if token.kind == "money":
            order.doubt(clause, "price")
        if token.kind == "word":
            labels.add(token.label)
            if token.label in ("set", "upto", "want", "to"):
                mode, to = "new", True
            elif token.label in ("not", "from"):
                mode, to = "old", False
        elif token.kind == "name" and id(token) in names:
            named = names[id(token)]
            if mode == "old":
                read.olds.append(named)
                mode = "new"
            elif mode == "new" and _is_new(order, named, read):
                read.news.append(named)
            else:
                if read.subjects and read.amounts and named.known and not read.news:
                    yield read, frozenset(labels)
                    read = Statement()
                read.subjects.append(named)
        elif token.kind == "amount":
            if mode == "old" and read.old is None:
                read.old, mode = token.span.value if token.span else None, "new"
            elif to and read.amounts and read.old is None:
                read.old = read.amounts.pop().span.value  # type: ignore[union-attr]
                read.amounts.append(token)
            else:
                read.amounts.append(token)
    yield read, frozenset(labels)


def _is_new(order: Changing, named: Named, read: Statement) -> bool:
    """Whether a name behind a word of change is what a line becomes, and not the line itself."""
    about = [*read.subjects, *read.olds]
    if about:
        places = {place for one in about for place in one.places}
        return not named.places or not set(named.places) & places or not named.telling
    base = order.removed[-1] if order.removed else order.carry
    return base is not None and not named.telling and bool(order.names.variants(base, named))
