"""A message about an order that is there as clauses: what stands between two marks, and whether it only says why."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from parsers import phrases
from parsers.annotate import Annotated
from parsers.change_tokens import HAN_BLANK, Kind, Opening, Token, pieces
from parsers.delivery_words import BLANK, CLAUSE, bounds
from parsers.parts import Part, attribute_words
from parsers.segments import Block
from parsers.spans import Span

# Words that say what becomes of a line.
_CHANGING = frozenset({"set", "upto", "more", "less", "remove", "half", "double"})
# With these all is said of a line.
_COMPLETE = frozenset({"remove", "half", "double", "keep", "except", "enough"})
_POINTED = re.compile(r"[㐀-鿿0-9] {1,3}[㐀-鿿]{1,5}")
_ANY_NAME = re.compile(r"[㐀-鿿] {1,3}[㐀-鿿0-9a-z]")
# And what begins another behind a blank: 甲不要了 加2个乙, 甲不要了 还有半盒.
_OPENS = frozenset({"more", "less", "stock"})
_COLON = re.compile(r"(?<!\d):|:(?!\d)")
_FEW = re.compile(r"(?:哪里?|怎么|咋)?不?够|not enough|more than")
_PASSIVES = frozenset({"removed", "deleted"})
# Words that only go on from what was said before.
GO_ON = frozenset({"另", "另外", "还", "also", "additionally"})
# What orders are counted by.
_PAPERS = frozenset("张单份笔票")
_PARTICLES = frozenset({"off", "out", "away"})


@dataclass(slots=True)
class Clause:
    """`opening`: what stands before it: a full stop, a comma, or a small word that joins it to the clause before.

    `reason`: it says why (because they are too many; 放不下，所以), not what becomes of anything; `others`: that is what
    somebody else did.
    """

    tokens: list[Token] = field(default_factory=list)
    opening: Opening = "stop"
    reason: bool = False
    others: bool = False

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(token.label for token in self.tokens if token.kind == "word")

    def of(self, kind: Kind) -> list[Token]:
        return [token for token in self.tokens if token.kind == kind]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return max(token.end for token in self.tokens)


def clauses(
    annotated: Annotated,
    blocks: Sequence[Block],
    sizes: Callable[[Span, Sequence[Part]], bool],
    *,
    sold: Collection[str] = (),
    blanks: bool = False,
) -> list[Clause]:
    """The clauses of these blocks, without the empty ones. `sizes` says whether an amount beside a name (its parts, if
    there is one) is rather a size; `sold` are the words of units that goods are sold by; `blanks`: Chinese clauses may be parted by
    blanks alone."""
    found: list[Clause] = []
    for block in blocks:
        clause = Clause()
        for item in pieces(annotated, block, sizes, sold, blanks=blanks):
            item = _of_those_named(item, clause)
            if isinstance(item, Token) and clause.tokens and _spaced(clause.tokens, item, annotated.lowered):
                found.append(clause)
                clause = Clause(opening="comma")
            if isinstance(item, Token):
                clause.tokens.append(item)
                continue
            before = clause if clause.tokens or not found else found[-1]
            before.reason |= item == "hence" and not before.labels & _CHANGING
            if clause.tokens:
                found.append(clause)
            opening = item if clause.tokens or item == "stop" or clause.opening != "stop" else "stop"
            clause = Clause(opening=opening, reason=item == "reason")
        if clause.tokens:
            found.append(clause)
    text = annotated.lowered
    told = [
        part
        for clause in _with_denied(_not_so_many(found))
        for whole in _behind_colon(clause, text)
        for told_of in _asides(whole, text)
        for part in _too_few(told_of, text)
    ]
    told = list(_with_others(told, text))
    for clause in told:
        clause.tokens = [token for token in clause.tokens if not _went_out(clause, token, text)]
        clause.tokens = list(_without_idle(clause.tokens, text))
    return [clause for clause in told if clause.tokens]


def _of_those_named(item: Token | Opening, clause: Clause) -> Token | Opening:
    """The item, where it says that something stays: what stands right before it alone in the clause (花盆、杯子的数量都不变); else
    it is told of the rest, and only ends what was said."""
    if not isinstance(item, Token) or item.label != "unchanged":
        return item
    named = bool(clause.tokens) and all(token.kind == "name" and not token.gaps for token in clause.tokens)
    return replace(item, label="keep") if named else "comma"


def _with_others(found: Sequence[Clause], text: str) -> Iterator[Clause]:
    """The clauses, where those which tell that somebody else withdrew, or that what the goods were for is off, are reasons:
    房东变卦了, the saddles may go since the customer cancelled."""
    pattern = phrases.book("cancelling")["others_did"].pattern
    starts = [*(clause.start for clause in found[1:]), len(text)]
    ends = [0, *(clause.end for clause in found)]
    for clause, after, ahead in zip(found, ends, starts, strict=False):
        first, last = bounds(text, clause.start, clause.end, CLAUSE)
        blank = BLANK.search(text, clause.end, last)
        last = min(ahead, blank.start() if blank is not None else last)
        match = pattern.search(text, max(first, after), last) if "order" not in clause.labels else None
        if match is None:
            yield clause
            continue
        front = Clause([one for one in clause.tokens if one.end <= match.start()], clause.opening)
        names = [
            one
            for one in clause.tokens
            if one.kind == "name" and one.span and not (one.end < match.start() and text[one.end] == "的")
        ]
        if names and not front.labels & _CHANGING:
            # 水管客户取消了, our customer cancelled the hose: what they did is done to these goods.
            yield clause
            continue
        if front.labels & _CHANGING:
            yield replace(front, reason=clause.reason)
            back = [one for one in clause.tokens if one.end > match.start()]
            clause = replace(clause, tokens=back, opening="reason")
        yield replace(clause, reason=True, others=True)


def _not_so_many(found: Sequence[Clause]) -> list[Clause]:
    """The clauses, where so many are not wanted and so many others are: 不要8根了，要12根 takes nothing off."""
    joined: list[Clause] = []
    for clause in found:
        before = joined[-1] if joined else None
        told = [token.label or token.kind for token in clause.tokens]
        refused = [token.label or token.kind for token in before.tokens[-2:]] if before is not None else []
        if (
            before is not None
            and clause.opening == "comma"
            and told in (["want", "amount"], ["amount"])
            and refused == ["remove", "amount"]
            and len(before.of("amount")) == 1
            and before.tokens[-2].end == before.tokens[-1].start
        ):
            denied = replace(before.tokens[-2], label="not")
            before.tokens = [*before.tokens[:-2], denied, before.tokens[-1], *clause.tokens]
        else:
            joined.append(clause)
    return joined


def _with_denied(found: Sequence[Clause]) -> list[Clause]:
    """The clauses, where an amount that is only denied goes with the one before it: 60 of them, not 48."""
    joined: list[Clause] = []
    for clause in found:
        before = joined[-1] if joined else None
        denies = [token.label or token.kind for token in clause.tokens] == ["not", "amount"]
        if (
            before is not None
            and denies
            and clause.opening == "comma"
            and len(before.of("amount")) == 1
            and before.tokens[-1].kind == "amount"
            and not before.labels & {"not", "from", "more", "less"}
        ):
            before.tokens += clause.tokens
        else:
            joined.append(clause)
    return joined


def _behind_colon(clause: Clause, text: str) -> Iterator[Clause]:
    """The clause, where a tale ends with a colon that and what follows it: 老板说来了一批新客：毛巾加到8包."""
    found = _COLON.search(text, clause.start, clause.end)
    colon = found.start() if found is not None else -1
    tale = [token for token in clause.tokens if token.end <= colon]
    rest = [token for token in clause.tokens if token.start > colon]
    announced = _announced(tale, text)
    told = {token.label for token in announced} & (_CHANGING | {"keep", "except", "only", "not", "from"})
    goods = any(_names_goods(token) for token in tale)
    if len(announced) < len(tale) and not told:
        # 气罐改一下：大的多拿6罐: that something changes, and then what.
        goods = goods and not any(token.kind in ("name", "amount") for token in rest)
        named = any(token.kind == "name" and (token.parts or token.sku) for token in (*tale, *rest))
    else:
        named = any(_names_goods(token) for token in rest)
    if not tale or told or goods or not named:
        yield clause
        return
    if announced:
        yield Clause(announced, clause.opening)
    yield Clause(rest, "comma", clause.reason)


def _too_few(clause: Clause, text: str) -> Iterator[Clause]:
    """The clause, where an amount that is not enough ends and what shall be begins: 6 is not enough they take more, make it 9."""
    for place, token in enumerate(clause.tokens):
        before = [one for one in clause.tokens[:place] if one.label != "want"]
        few = token.label == "decoy" and _FEW.match(text, token.start) is not None
        if few and before and before[-1].kind == "amount" and clause.tokens[place + 1 :]:
            yield Clause(clause.tokens[: place + 1], clause.opening, clause.reason)
            yield Clause(clause.tokens[place + 1 :], "comma")
            return
    yield clause


def _announced(tale: Sequence[Token], text: str) -> list[Token]:
    """What stands before a colon, without the word that only says that something changes or that there is more to say."""
    if any(token.kind in ("amount", "money") for token in tale):
        return list(tale)
    goes_on = any(token.kind == "name" and token.gaps for token in tale)
    return [
        token
        for token in tale
        if not (
            token.label == "set"
            or (token.label == "more" and goes_on and text[token.start : token.end] in GO_ON)
        )
    ]


def _names_goods(token: Token) -> bool:
    """Whether the name tells more than an attribute that every trade has."""
    words = attribute_words()
    return token.sku is not None or any(part.key not in words for part in token.parts)


def _asides(clause: Clause, text: str) -> Iterator[Clause]:
    """The clause without what it says of another line in brackets, which is a clause of its own: 圆的(方的不动)加到8个."""
    opened = text.find("(", clause.start, clause.end)
    closed = text.find(")", opened) if opened >= 0 else -1
    inner = [token for token in clause.tokens if opened < token.start and token.end <= closed]
    outer = [token for token in clause.tokens if all(token is not one for one in inner)]
    labels = {token.label for token in inner}
    named = any(token.kind == "name" and (token.parts or token.sku) for token in inner)
    if not outer or not named or not labels & {"keep", "remove"} or labels & {"not", "set", "upto"}:
        yield clause
        return
    yield Clause(inner, clause.opening)
    yield Clause(outer, "comma", clause.reason)


def _without_idle(tokens: Sequence[Token], text: str) -> Iterator[Token]:
    """The tokens without the amounts of one that count no goods: how they come (一条一条的), where it is said how many, or the
    paper whose number follows it (那一张SO-1)."""
    ones = [token for token in tokens if token.span is not None and _is_one(token)]
    idle = [
        one
        for one, other in pairwise(ones)
        if one.end == other.start and text[one.start : one.end] == text[other.start : other.end]
    ]
    amounts = [token for token in tokens if token.kind == "amount"]
    how = {text[one.start : one.end] for one in idle} if len(amounts) > len(ones) else set()
    for token, behind in zip_longest(tokens, tokens[1:]):
        paper = (
            token in ones
            and behind is not None
            and behind.label == "header"
            and token.span is not None
            and token.span.value.unit in _PAPERS
            and token.end == behind.start
            and text[behind.end - 1].isdigit()
        )
        if not paper and not (token in ones and text[token.start : token.end] in how):
            yield token


def _is_one(token: Token) -> bool:
    return token.kind == "amount" and token.span is not None and token.span.value.exact == 1


def _went_out(clause: Clause, token: Token, text: str) -> bool:
    """Whether the word takes nothing off, since only somebody unknown went out, off or away (our partner dropped out), or
    since it only tells how a thing is: with the label removed."""
    if token.label == "remove" and text[token.start : token.end] in _PASSIVES:
        said = text[bounds(text, token.start, token.end, CLAUSE)[0] : token.start]
        return phrases.book("entries")["not_removed"].pattern.search(said) is not None
    if token.label != "remove" or text[token.start : token.end] not in _PARTICLES:
        return False
    taken = any(one.label == "remove" and one is not token for one in clause.tokens)
    names = clause.of("name")
    unknown = bool(names) and not any(one.parts or one.sku for one in names) and not clause.of("amount")
    return unknown and not taken


def _spaced(before: Sequence[Token], item: Token, text: str) -> bool:
    """Whether a blank stands for a comma, as in Chinese: 甲不要 乙翻倍."""
    last = before[-1]
    if item.label == "stock" and any(one.label == "remove" for one in before[:-1]) and last.kind == "name":
        # Remove the pots, the cellar still has 9: with or without a mark, or a word for why.
        return True
    if not (item.kind == "name" or item.label in _OPENS):
        return False
    if item.label == "stock" and last.label == "remove" and item.start == last.end:
        # 灯头不用了还有半盒
        return True
    # 甲除外 那个还压着两箱: what is there may be pointed at before it is told.
    blank = _POINTED if item.label == "stock" else HAN_BLANK
    if last.label in _COMPLETE and any(one.kind == "name" for one in before):
        # 刷子别放 PV管…: what is refused stands before it.
        blank = _ANY_NAME
    if not blank.fullmatch(text, last.end - 1, item.start + 1):
        return False
    sets = len(before) > 1 and before[-2].label in ("set", "want")
    return last.kind == "amount" or last.label in _COMPLETE or (last.kind == "name" and sets)
