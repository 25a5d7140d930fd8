"""The statements of one clause: whom each is about, what was and what is to be, by the order of the words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from parsers.change_names import Named
from parsers.change_tokens import Token
from parsers.changewords import GO_ON, Clause
from parsers.changing import Changing
from parsers.quantities import Amount

# Words that say what becomes of a line.
ACTS = frozenset({"set", "upto", "more", "less", "remove", "half", "double", "not", "only"})
CHANGING = ACTS - {"not", "only"}
# By how much a line changes, and what it turns into.
BY, INTO = frozenset({"more", "less"}), frozenset({"set", "upto"})
# With these something takes the place of a line.
IN_ITS_PLACE = INTO | {"not", "from", "less", "remove"}
# Between a new amount and the one that there is.
_BY_NOW = re.compile(
    r"^ ?[(,]? ?(?:which |it |that |this |they )?(?:today|now|currently|at present|at the moment|right now|so far|until now)"
    r"(?: (?:it|they|that|this))?(?:.s| is| are|.re| stands? at)?(?: only)? ?$"
    r"|^ ?[(,，]? ?(?:现在|目前|眼下|现|当前|这会儿|暂时)(?:是|有|才|只有|只是|订的?是?)? ?$"
)
# Behind these it is told into what something turns.
_BEFORE_TO = ACTS | {"want", "from"}
_PRONOUNS = frozenset({"it", "them", "this", "that", "these", "those", "this one", "that one"})
# To exchange, without into what the line turns.
EXCHANGES = frozenset(
    {"换", "调换", "swap", "swapped", "exchange", "exchanged", "replace", "replaced", "switch", "switched"}
)


@dataclass(slots=True)
class Statement:
    """What is said at once: whom it is about, what was, what is to be; `total` says again what it comes to."""

    subjects: list[Named] = field(default_factory=list)
    olds: list[Named] = field(default_factory=list)
    news: list[Named] = field(default_factory=list)
    old: Amount | None = None
    amounts: list[Token] = field(default_factory=list)
    total: Token | None = None


def statements(
    order: Changing, clause: Clause, names: dict[int, Named]
) -> Iterator[tuple[Statement, frozenset[str]]]:
    """Each statement of the clause with the labels of the words up to its end. Each is to be carried out before the next is
    asked for: what the words behind it mean hangs on it."""
    # What comes in the place of what was just taken out stands behind no word of change: put bowls in their place.
    read, mode, to = Statement(), "new" if "instead" in clause.labels else "subject", False
    labels: set[str] = set()
    totals, purpose = _totals(clause), False
    for token in clause.tokens:
        if token.kind == "money":
            order.doubt(clause, "price")
        if token.kind == "word":
            labels.add(token.label)
            purpose = _tells_use(order, token, read, labels)
            if purpose:
                continue
            if (
                token.label == "to"
                and not labels & _BEFORE_TO
                and not read.amounts
                and _says_of(order, token)
            ):
                # For the red ones we need 30: of what it is.
                continue
            if token.label == "want" and mode == "old" and _right_behind(clause, token):
                # 原来是6箱, 不是要6箱: what it was is still to come.
                continue
            if token.label in ("set", "upto", "want", "to"):
                mode, to = "new", True
            elif token.label in ("not", "from") or (token.label == "remove" and mode == "new" and read.news):
                # 要红的不要蓝的: what it was.
                mode, to = "old", False
        elif token.kind == "name" and id(token) in names:
            named = names[id(token)]
            if purpose:
                continue
            if mode == "old":
                read.olds.append(named)
                mode = "new"
            elif mode == "new" and _counts_it(named, read, labels):
                continue
            elif mode == "new" and (
                _for_all_of(order, clause, named, read)
                or _in_its_place(order, clause, named)
                or _is_new(order, clause, named, read)
            ):
                read.news.append(named)
            else:
                if read.subjects and read.amounts and named.known and not read.news:
                    yield read, frozenset(labels)
                    read = Statement()
                read.subjects.append(named)
        elif token.kind == "amount":
            if (
                read.amounts
                and mode != "old"
                and (id(token) in totals or _comes_to(order, clause, read, token))
            ):
                read.total = token
            elif mode == "old" and read.old is None:
                read.old, mode = token.span.value if token.span else None, "new"
            elif to and read.amounts and read.old is None and _as_of_now(order, read.amounts[-1], token):
                read.old = token.span.value if token.span else None
            elif to and read.amounts and read.old is None:
                before = read.amounts.pop()
                if not _article(order, clause, before):
                    read.old = before.span.value  # type: ignore[union-attr]
                read.amounts.append(token)
            else:
                read.amounts.append(token)
    _as_it_was(clause, read)
    yield read, frozenset(labels)


def _says_of(order: Changing, token: Token) -> bool:
    return order.words(token.start, token.end) == "for"


def _tells_use(order: Changing, token: Token, read: Statement, labels: set[str]) -> bool:
    """Whether it begins what the goods are for that come beside: add 4 boxes of clips for the hose."""
    adds = "more" in labels and not labels & {"set", "upto", "not", "from", "remove", "instead"}
    return token.label == "to" and _says_of(order, token) and adds and bool(read.subjects and read.amounts)


def _right_behind(clause: Clause, token: Token) -> bool:
    """Whether the word stands right behind one that says what was, or what is not meant."""
    before = next((one for one in reversed(clause.tokens) if one.end <= token.start), None)
    return before is not None and before.label in ("from", "not") and token.start - before.end <= 1


def _comes_to(order: Changing, clause: Clause, read: Statement, token: Token) -> bool:
    """Whether the amount is what a line comes to by so much more or less, which was told before it: 加2箱凑成8箱, add 2 to make
    it 8."""
    if len(read.amounts) != 1 or read.old is not None or joins(order, clause):
        return False
    first = read.amounts[0]
    by = any(one.label in BY and one.start < first.end for one in clause.tokens)
    before = any(one.label in INTO and one.end <= first.start for one in clause.tokens)
    to = any(
        (one.label in INTO or one.label == "to") and first.end <= one.start < token.start
        for one in clause.tokens
    )
    return by and to and not before


def _as_of_now(order: Changing, amount: Token, token: Token) -> bool:
    """Whether the amount behind another one is told as what there is by now: 8 cartons (today it is 6)."""
    return _BY_NOW.search(order.words(amount.end, token.start)) is not None


def joins(order: Changing, clause: Clause) -> bool:
    """Whether the word for more only goes on from what was said before: 另外灯泡改8箱, also make the bulbs 8."""
    words = [token for token in clause.tokens if token.label in BY]
    first = clause.tokens[0]
    return words == [first] and order.words(first.start, first.end) in GO_ON


def _totals(clause: Clause) -> set[int]:
    """The amounts with a word for the total before or behind them, by their ids."""
    found: set[int] = set()
    for place, token in enumerate(clause.tokens):
        if token.label == "total":
            beside = [*clause.tokens[place + 1 : place + 2], *clause.tokens[max(0, place - 1) : place]]
            found |= {id(one) for one in beside[:1] if one.kind == "amount"} or {
                id(one) for one in beside if one.kind == "amount"
            }
    return found


def _as_it_was(clause: Clause, read: Statement) -> None:
    """An amount before the words of change is of what is swapped, not of what comes in its place: 10根换白的."""
    if not read.news or read.old is not None or len(read.amounts) != 1:
        return
    amount, new = read.amounts[0], read.news[0].token
    turned = any(
        token.label in ("set", "upto", "to") and amount.end <= token.start < new.start
        for token in clause.tokens
    )
    if turned and amount.span is not None:
        read.old, read.amounts = amount.span.value, []


def _article(order: Changing, clause: Clause, token: Token) -> bool:
    """Whether the amount before a name is only an article, and how much is told behind it: 加个花盆，要10个."""
    behind = next((one for one in clause.tokens if one.start >= token.end), None)
    named = behind is not None and behind.kind == "name"
    one = token.span is not None and token.span.value.exact == 1
    return one and named and not any(map(str.isdigit, order.words(token.start, token.end)))


def _for_all_of(order: Changing, clause: Clause, named: Named, read: Statement) -> bool:
    """Whether the whole of a line is exchanged for what is named: swap all ten for the long ones. The amount is then of the line."""
    if read.subjects or read.olds or read.news or len(read.amounts) != 1 or named.place is not None:
        return False
    amount = read.amounts[0]
    first = next(token for token in clause.tokens if token.kind in ("name", "amount") and not token.gaps)
    exchanged = any(
        token.label == "set"
        and token.end <= amount.start
        and order.words(token.start, token.end) in EXCHANGES
        for token in clause.tokens
    )
    if first is not amount or not exchanged or not any(one.label == "to" for one in clause.tokens):
        return False
    value: Amount | None = amount.span.value if amount.span is not None else None
    if value is None:
        return False
    places = [place for place, line in enumerate(order.before) if order.names.fits_amount(line, value)]
    kin = [place for place in places if place == order.carry or order.names.kin(place, named)]
    if len(kin) != 1:
        return False
    read.old, read.amounts, order.carry = value, [], kin[0]
    return True


def _counts_it(named: Named, read: Statement, labels: Collection[str]) -> bool:
    """Whether the word behind the amount is only what the line that is changed is counted in: raise the oil to 35 barrels."""
    if not read.amounts or read.news or len(read.subjects) != 1 or named.token.sku or "upto" not in labels:
        return False
    behind = 0 <= named.token.start - read.amounts[-1].end <= 1
    plain = not named.token.gaps and all(part.kind in ("word", "han") for part in named.token.parts)
    return behind and plain and read.subjects[0].place in named.places


def _in_its_place(order: Changing, clause: Clause, named: Named) -> bool:
    """Whether what is named comes in the place of the line that was just taken out."""
    gone = order.act == "remove" and bool(order.removed)
    return "instead" in clause.labels and gone and not named.places and named.telling


def _is_new(order: Changing, clause: Clause, named: Named, read: Statement) -> bool:
    """Whether a name behind a word of change is what a line becomes, and not the line itself."""
    about = [*read.subjects, *read.olds]
    if about:
        places = {place for one in about for place in one.places}
        return not named.places or not set(named.places) & places or not named.telling
    waiting = [one.place for one in order.waiting if one.place is not None]
    base = waiting[0] if len(waiting) == 1 else order.removed[-1] if order.removed else order.carry
    if base is None or named.place == base:
        return False
    if named.place is not None and not waiting and order.act != "swap":
        # Make the cherries 10: of a line that is there, and nothing was spoken of that could become it; but 不要透明的了，都改白的.
        taken_out = order.act == "remove" and clause.opening == "comma" and not named.telling
        # The small one on my order, make it the 450 g: what it says of it, though another line is called so.
        taken_out |= not named.telling and _makes_it(order, clause, named)
        return taken_out and not clause.of("amount") and bool(order.names.variants(base, named))
    if named.telling and named.match.status == "one":
        if order.act == "remove" and clause.opening == "comma" and "set" in clause.labels:
            # 椅子取消，改成四人帐篷6顶: whatever it is that is put there.
            return True
        if not named.places and _exchanged_for(order, clause, named):
            return True
        goes = bool(waiting) or (order.act == "remove" and clause.opening == "comma")
        return goes and order.names.kin(base, named)
    return bool(order.names.variants(base, named))


def _makes_it(order: Changing, clause: Clause, named: Named) -> bool:
    """Whether only a word that points back stands between the word of change and the name."""
    verbs = [token for token in clause.tokens if token.label == "set" and token.end <= named.token.start]
    said = order.words(verbs[-1].end, named.token.start).strip() if verbs else ""
    return clause.opening == "comma" and said.removesuffix(" the") in _PRONOUNS


def _exchanged_for(order: Changing, clause: Clause, named: Named) -> bool:
    """Whether what was spoken of is exchanged for what is named, whatever kind it is of: they do not sell, swap them for the lamps."""
    verbs = [token for token in clause.tokens if order.words(token.start, token.end) in EXCHANGES]
    tos = [token for token in clause.tokens if token.label == "to" and token.end <= named.token.start]
    return bool(verbs and tos) and order.words(verbs[-1].end, tos[-1].start).strip() in _PRONOUNS
