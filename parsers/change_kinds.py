"""Which kind is meant, told behind what it is said of: add two boxes of switches, the 2-gang ones; the pepper please change, give
us the red one."""

import re
from collections.abc import Sequence

from parsers import change_swaps, variants
from parsers.change_names import Named
from parsers.change_statements import Statement
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.changing import Changing
from parsers.drafts import Draft
from parsers.orderlines import Settled, settle
from parsers.products import Match
from parsers.spans import Span

_ONLY_NAMES = frozenset({"want", "header"})
# With these something comes to the order.
_COMES, _VERB = frozenset({"instead", "more"}), re.compile(r"[a-z]{3,10}(?: (?:the|some|us))?")
_ALSO = re.compile(r"也|\b(?:also|too|as well)\b")
# To want or take something, and not just to be or to have it.
_WANTING = frozenset(
    {"要", "拿", "来", "用", "给", "want", "need", "give", "take", "send", "would like", "get"}
)
_IS = frozenset({"is", "是", "be"})
# With these it is said of other goods, or nothing is decided.
_ANOTHER_MATTER = frozenset(
    {
        "more",
        "less",
        "remove",
        "keep",
        "stock",
        "others",
        "past",
        "excess",
        "decoy",
        "if",
        "or",
        "asks",
        "perhaps",
    }
    | {"defer", "vague", "except", "half", "double", "not", "from"}
)


def told(order: Changing, clause: Clause, names: Sequence[Named]) -> bool:
    """Whether the clause only tells which kind the goods are that were just changed or added; they are of that kind then."""
    if clause.opening != "comma" or clause.of("amount") or clause.labels - _ONLY_NAMES:
        return False
    stated = [named for named in names if named.token.parts or named.token.sku]
    if len(stated) != 1 or stated[0].token.gaps:
        return False
    named = stated[0]
    also = _ALSO.search(order.words(clause.start, clause.end)) is not None
    if order.act == "add" and order.added:
        return not also and _of_the_added(order, named)
    place = order.carry
    if order.act != "amount" or place is None or place not in order.touched:
        return False
    if named.places and (named.telling or place in named.places):
        return False
    # A mere size behind so many more is that of these, whatever else has it.
    kinds = order.names.variants(place, named)
    line = order.lines[place]
    if not kinds or line is None or order.stated is None:
        return False
    if also:
        # 加2箱绿的，红的也要: how much of it is not told.
        order.doubt(clause, "how much of it as well")
        return True
    if order.stated_by and place in order.by_so_many:
        if len(kinds) > 1 or line.line.quantity == order.before[place].quantity:
            order.doubt(clause, "which kind")
            return True
        # 加2盒开关，要二开的: it is no more of the line, but something else.
        order.lines[place] = Settled(order.before[place])
        order.touched.discard(place)
        del order.by_so_many[place]
        order.added.append(_settled(order, named.token, kinds[0], order.stated.span))
        order.act, order.carry = "add", None
        return True
    change_swaps.swap(
        order, clause, Statement([Named(named.token, [place])], [], [named], amounts=[order.stated])
    )
    return True


def _of_the_added(order: Changing, named: Named) -> bool:
    """Take what was added for the one of its kinds that is named."""
    last = order.added[-1]
    open_ = next((flag for flag in last.flags if flag.field == "sku" and flag.candidates), None)
    if open_ is None:
        return False
    text = order.words(named.token.start, named.token.end)
    fits = [
        sku
        for sku in open_.candidates
        if (entry := order.catalog.entry(sku)) is not None
        and (sku == named.token.sku or variants.has_all(entry, named.token.parts, text, order.catalog))
    ]
    if len(fits) != 1:
        return False
    order.added[-1] = _settled(order, named.token, fits[0], order.counting)
    return True


def becomes(order: Changing, clause: Clause, names: Sequence[Named], labels: frozenset[str]) -> bool:
    """Whether a line of which it was only said that it changes becomes what is named now: 花椒那个改一下，给我拿红的."""
    if "want" not in labels or len(names) != 1 or names[0].places or len(order.open) != 1:
        return False
    place = next(iter(order.open))
    if place in order.touched or order.lines[place] is None:
        return False
    if not (order.names.kin(place, names[0]) or len(order.names.variants(place, names[0])) == 1):
        return False
    change_swaps.swap(order, clause, Statement([Named(names[0].token, [place])], [], [names[0]]))
    return True


def denied(order: Changing, clause: Clause) -> bool:
    """Whether it is only one kind that is not wanted of what was spoken of, and nothing to be taken out: 要大的，不要小的. Where
    something else is wanted that is not known, nobody knows what becomes of the line."""
    place = order.carry
    waiting = [named.place for named in order.waiting if named.place is not None]
    place = waiting[-1] if waiting else place
    stated = [order.names.named_by(token) for token in clause.of("name") if token.parts]
    if place is None or not stated:
        return False
    if place in order.swapped and all(order.names.stated(order.before[place], named) for named in stated):
        return True
    if order.wanted:
        order.doubt(clause, "of which kind")
        order.waiting = []
        return True
    return False


def was_so(order: Changing, clause: Clause, names: Sequence[Named]) -> bool:
    """Whether it only says what was swapped right before is not wanted any more, by words that are written of that and not of
    what it is now: the lamps in brass, the chrome we do not need."""
    place = order.carry
    if place is None or place not in order.swapped or order.act != "swap" or clause.opening != "comma":
        return False
    line = order.before[place]
    skus = (line.sku or "", order.swapped[place])
    entries = [entry for sku in skus if (entry := order.catalog.entry(sku)) is not None]
    tokens = clause.of("name")
    return (
        bool(tokens)
        and not any(set(named.places) - {place} for named in names)
        and all(variants.told_by(order.words(one.start, one.end), entries) == {line.sku} for one in tokens)
    )


def calls_an_order(order: Changing, clause: Clause) -> bool:
    """Whether it says which order is meant, and what stands before is no line of it: the double is SO-1."""
    numbers = {span.start for span in order.annotated.of("order_ref", blocks=order.annotated.voice)}
    told = [token for token in clause.tokens if token.label != "header" or token.start in numbers]
    place = next((place for place, token in enumerate(told) if token.start in numbers), 0)
    is_one = place > 1 and order.words(told[place - 1].start, told[place - 1].end) in _IS
    return is_one and told[place - 2].kind == "name"


def after_swap(order: Changing, clause: Clause) -> bool:
    """Whether the clause only denies, right behind one that says what a line becomes: we want it in black, not the shiny sort."""
    return clause.opening == "comma" and order.act == "swap" and order.carry in order.swapped


def in_place(order: Changing, clause: Clause, names: Sequence[Named]) -> bool:
    """Whether what is told takes the place of the line that was just taken out, by being another kind of it: 碗不要了，全部用大的顶
    上."""
    place = order.removed[-1] if order.removed else None
    stated = [named for named in names if named.token.parts or named.token.sku]
    if place is None or order.act not in ("remove", "") or len(stated) != 1 or stated[0].places:
        return False
    if clause.labels & _ANOTHER_MATTER or len(clause.of("amount")) > 1 or clause.reason:
        return False
    named = _without_words(order, stated[0])
    kinds = order.names.variants(place, named)
    if len(kinds) != 1 or named.telling != stated[0].telling:
        return False
    if not _put_there(order, clause, named.token):
        # 绿的不要了，最近都喝红的: perhaps only why.
        order.doubt(clause, "in its place, or why")
        return True
    own = Statement([Named(named.token, [place])], [], [named], amounts=clause.of("amount"))
    change_swaps.swap(order, clause, own)
    return True


def _put_there(order: Changing, clause: Clause, token: Token) -> bool:
    """Whether it is said that the goods come, by what stands right before them or by what puts them in another's place."""
    if "instead" in clause.labels:
        return True
    before = [one for one in clause.tokens if one.end <= token.parts[0].start] if token.parts else []
    last = before[-1] if before else None
    if last is None or order.words(last.end, token.parts[0].start).strip():
        return False
    return last.label == "set" or (last.label == "want" and order.words(last.start, last.end) in _WANTING)


def _without_words(order: Changing, named: Named) -> Named:
    """The name by its parts alone, without the unknown words around them."""
    parts = named.token.parts
    if not named.token.gaps or not parts:
        return named
    bare = Token("name", parts[0].start, parts[-1].end, parts=parts)
    return order.names.named_by(bare)


def behind_a_verb(order: Changing, clause: Clause, token: Token) -> Token:
    """The name without the unknown word right before it, which says how something comes to the order: instead pack the jars."""
    first = token.parts[0].start if token.parts else token.start
    verb = order.words(token.start, first).strip()
    if token.gaps == 1 and clause.labels & _COMES and _VERB.fullmatch(verb):
        own = order.names.named_by(Token("name", first, token.parts[-1].end, parts=token.parts))
        if own.telling and token.parts[-1].end == token.end:
            token.start, token.gaps = first, 0
    return token


def wanted(order: Changing, clause: Clause, known: Sequence[Named]) -> bool:
    """Whether the clause wants something that is no product which we know."""
    starts = {named.token.start for named in known}
    wants = [
        token.end
        for token in clause.tokens
        if token.label in ("set", "instead")
        or (token.label == "want" and order.words(token.start, token.end) in _WANTING)
    ]
    return bool(wants) and any(
        token.start >= wants[0] and token.start not in starts and token.parts for token in clause.of("name")
    )


def _settled(order: Changing, token: Token, sku: str, amount: Span | None) -> Settled:
    """So much of the product that the token names."""
    match = Match("one", (sku,), 1.0, (), "variants", strong=True)
    draft = Draft(token.parts, token.start, token.end, match, amount=amount)
    return settle(draft, order.annotated, order.catalog, max_base_units=order.most)
