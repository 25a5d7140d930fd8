"""What the clauses of a message say of whole orders: which one is called off, which is changed, which stays as it is."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from parsers import order_days, phrases
from parsers.annotate import Annotated
from parsers.change_statements import CHANGING
from parsers.change_tokens import Token
from parsers.changewords import Clause, clauses
from parsers.parts import attribute_words
from parsers.references import ReferenceValue
from parsers.requirements import Stretch
from parsers.segments import Block

Said = Literal["off", "kept", "changed", ""]
# What is said of an order is said in a few words.
_LONGEST = 2_000
# What makes a cancellation doubtful as a whole.
_UNSURE = ("conditional", "done", "partly", "rest", "items")
# Behind an order, what is in it.
_INSIDE = frozenset("里中内")
# What orders are counted by; and what points at another one than was spoken of.
PAPERS = frozenset("张单份笔票")
# A number of an order beside a blank: the blank parts nothing.
_DIGIT_BLANK = re.compile(r"\d {1,3}[㐀-鿿]|[㐀-鿿] {1,3}\d")
# Words beside which nothing is called off now: if, perhaps, or one of both.
_UNDECIDED = frozenset({"if", "perhaps", "or", "defer", "not", "from", "double", "half"})


@dataclass(slots=True)
class Spoken:
    """`off`, `changed` and `kept`: the numbers of orders of which that is said. `calls_off`: where an order, numbered or not,
    is called off; `stays`: where one stays; `alters`: whether lines are changed as well. `unsure`: to cancel anything by it
    would be too much, since it is told of one case, of a part, of what others did, or not of which of several orders;
    `some`: since lines are taken off, which may be all of them."""

    off: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    calls_off: list[Stretch] = field(default_factory=list)
    stays: list[Stretch] = field(default_factory=list)
    alters: bool = False
    unsure: bool = False
    some: bool = False

    @property
    def acted_on(self) -> list[str]:
        """The numbers of the orders that something becomes of, each once."""
        return list(dict.fromkeys((*self.off, *self.changed)))


def read(annotated: Annotated, blocks: Sequence[Block]) -> Spoken:
    """What these blocks say of whole orders."""
    said = annotated.said(blocks)
    spoken = Spoken(unsure=_only_partly(said))
    if len(said) > _LONGEST or not _speaks_of_orders(annotated, blocks, said):
        return spoken
    numbers: dict[int, ReferenceValue] = {
        span.start: span.value for span in annotated.of("order_ref", blocks=blocks)
    }
    days = [start for start, _ in order_days.told(annotated)]
    about: list[str] = []
    last: Said = ""
    end, pointed = 0, False
    for clause in clauses(annotated, blocks, lambda *_: False, blanks=not _DIGIT_BLANK.search(said)):
        own = [numbers[token.start].number for token in clause.tokens if token.start in numbers]
        if own:
            # SO-1和SO-2都取消: numbers that are joined share what is said of the last.
            about = [*about, *own] if clause.opening == "and" and not last else own
            last = ""
        denied = _denied(clause, annotated.lowered)
        if (
            denied
            and not own
            and not phrases.book("cancelling")["another_one"].pattern.match(annotated.lowered, clause.start)
        ):
            # Cancel SO-1. No, do not cancel it.
            spoken.unsure = spoken.unsure or bool(spoken.calls_off)
            spoken.calls_off = []
        said_of_it: Said = "kept" if denied else _said(clause, annotated.lowered)
        # SO-1 is the double one, please cancel it: of the order that was just named and of nothing else.
        back = bool(about) and not own and not last and said_of_it == "off"
        dated = any(end <= start < clause.end for start in days)
        named = "order" in clause.labels and not _within(clause, annotated.lowered)
        whole = bool(own or back or dated or denied or named or _papers(clause))
        # 那边的单撤掉，仓库的照送: of another order, too.
        whole = whole or (last == "off" and said_of_it == "kept")
        if last == "off" and not whole and said_of_it == "changed" and _only_removes(clause):
            # That order is off, the pots and so on are not wanted: said once more of all of it.
            said_of_it = ""
        if spoken.calls_off and clause.opening != "stop" and _spares(clause):
            # 那单取消，只要菜油: it is not the whole order that is not wanted.
            spoken.alters = True
            spoken.unsure |= "keep" in clause.labels
        if said_of_it == "changed":
            spoken.changed += about
            spoken.alters = True
            # 那20根的不要了: a line of it.
            spoken.some |= "remove" in clause.labels and not whole
        elif not whole and not (pointed and said_of_it == "off"):
            said_of_it = ""
        elif said_of_it:
            stretch = end, clause.end
            numbered = about if own or pointed or back else []
            off = said_of_it == "off"
            (spoken.calls_off if off else spoken.stays).append(stretch)
            (spoken.off if off else spoken.kept).extend(numbered)
        # The second one is SO-1, please cancel it: the order that was named last.
        pointed = not said_of_it and clause.tokens[-1].start in numbers
        last, end = said_of_it or last, clause.end
    if len(_others(numbers.values(), spoken.kept)) > 1 and len(set(spoken.off)) != 1:
        spoken.unsure = True
    return spoken


def _only_removes(clause: Clause) -> bool:
    return clause.labels & (CHANGING | _UNDECIDED | {"keep", "only", "rest"}) == {"remove"} and not clause.of(
        "amount"
    )


def _others(numbers: Collection[ReferenceValue], kept: Sequence[str]) -> set[str]:
    """The orders that do not stay, each by one of the numbers that it goes by."""
    full = {value.number for value in numbers if not value.partial}
    short = {value.number for value in numbers if value.partial}
    return {one for one in short if not any(whole.endswith(one) for whole in full)} | full - set(kept)


def _only_partly(said: str) -> bool:
    return phrases.book("cancelling").says(said, _UNSURE)


def _speaks_of_orders(annotated: Annotated, blocks: Sequence[Block], said: str) -> bool:
    """Whether it takes something back, or names several orders."""
    return (
        phrases.book("changes")["remove"].pattern.search(said) is not None
        or len(annotated.of("order_ref", blocks=blocks)) > 1
    )


def _denied(clause: Clause, text: str) -> bool:
    """Whether an order is said not to be called off."""
    return "remove" in clause.labels and bool(
        phrases.book("intents")["uncancelled"].pattern.search(text, clause.start, clause.end)
    )


def _papers(clause: Clause) -> list[Token]:
    """The amounts that count orders: 另外一张照送."""
    return [token for token in clause.of("amount") if token.span and token.span.value.unit in PAPERS]


def _said(clause: Clause, text: str) -> Said:
    if clause.others:
        return ""
    labels = clause.labels
    names = [token for token in clause.of("name") if _names(token)]
    papers = _papers(clause)
    amounts = [token for token in clause.of("amount") if all(token is not one for one in papers)]
    if papers and not amounts and "keep" in labels:
        # 另外一张门市的照送: nothing comes to it, and whose it is is no goods.
        labels, names = labels - {"more"}, []
    if labels & _UNDECIDED or clause.reason:
        # Goods that are only a reason are changed by nobody: their cook brings his own oil.
        return "changed" if amounts or (names and labels & _UNDECIDED) else ""
    if names or amounts:
        return "changed" if labels & CHANGING or (names and amounts) else ""
    if "remove" in labels:
        waits = phrases.book("cancelling")["waits"].pattern.search(text, clause.start, clause.end)
        return "off" if not (waits or labels & {"keep", "rest"}) else ""
    return "kept" if "keep" in labels and not labels & CHANGING else ""


def _within(clause: Clause, text: str) -> bool:
    """Whether something is said to be in an order: 那单里删掉 takes a line out of it."""
    return any(
        token.label == "order" and text[token.end : token.end + 1] in _INSIDE for token in clause.tokens
    )


def _spares(clause: Clause) -> bool:
    """Whether the clause names goods that stay."""
    return bool(clause.labels & {"only", "keep"}) and any(_names(token) for token in clause.of("name"))


def _names(token: Token) -> bool:
    """Whether it names goods: more than a word that every trade has, or one that only sounds so."""
    return token.sku is not None or any(
        part.kind in ("han", "word") and len(part.key) > 1 and part.key not in attribute_words()
        for part in token.parts
    )
