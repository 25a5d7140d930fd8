"""What the sender wants by rule: the first one whose cues hold, with how sure it is by itself.

The trained voice (intentmodel.py) is heard next. Where neither is sure the certainty says so: below the company's threshold an
operator looks before anything is done or ignored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from parsers import phrases
from parsers.intent_case import Case, Findings, cues
from parsers.intent_fresh import FRESH
from parsers.intent_rules import (
    ADDS,
    AGAIN,
    AMENDS,
    ANSWERS,
    ASKED,
    CONFIRMING,
    IDLE,
    LATE,
    MACHINES,
    MOVES,
    ONLY_ASKS,
    PER_PIECE,
    PRAISED,
    PRAISES_AND_ORDERS,
    STANDS,
    TALE,
    UNDECIDED,
)
from parsers.intent_standing import STANDING
from parsers.leanings import find
from parsers.reading import Context, Intent

__all__ = ["Decision", "Findings", "cues", "decide"]

# Rules about texts of fixed forms, and one that the whole text bears out: no word of theirs can turn them.
_SAID_PLAINLY = (
    "machine",
    "machine among a conversation",
    "is not there",
    "advertising to us",
    "sent to many",
    "only greets",
    "acknowledges",
    ADDS,
    AGAIN,
    AMENDS,
    ANSWERS,
    IDLE,
    LATE,
    MOVES,
    ONLY_ASKS,
    PER_PIECE,
    PRAISED,
    PRAISES_AND_ORDERS,
    STANDS,
    UNDECIDED,
)
# What answers an old confirmation with a list may be a change of it or the next order.
_TORN = ("answers our confirmation with a list", TALE)
_GUESSED = 0.7
# Cues that are those of an intent only where nothing is counted that may be wanted: with an amount they are said beside an
# order (2箱，我下午顺路带走).
_WHERE_NOTHING_IS_COUNTED = {
    "collected": "return",
    "whereabouts": "where",
    "later_hour": "change",
    "as_wished": "praise",
}
# How it used to be, beside how it is now: 以前老漏.
_FORMERLY = re.compile(
    r"(?:以前|之前|从前|原来|过去|早先|往常|上(?:次|回|批))[^，,。\n]{0,3}(?:老是?|总是?|经常|每次|都|常)[^，,。\n]{0,8}"
)
# What is told of goods that came, so that what is counted is what goes back.
_OF_WHAT_CAME = frozenset({"defect", "anger", "told", "pointed", "arrived"})


@dataclass(frozen=True, slots=True)
class Decision:
    """`rule` is the rule that decided, `cues` the cues and small words found, with the words that they were found in.

    `plain`: the text has a fixed form that nothing else can turn; `torn`: it may as well mean something else, however it is
    put, so that nothing makes it surer. `words` are those that spoke most for the intent.
    """

    intent: Intent
    certainty: float
    rule: str = ""
    cues: Mapping[str, str] = field(default_factory=dict)
    plain: bool = False
    torn: bool = False
    words: tuple[str, ...] = ()

    @property
    def guessed(self) -> bool:
        """Whether it is not much more than a guess."""
        return self.certainty < _GUESSED


def decide(findings: Findings, context: Context) -> Decision:
    """The intent with how sure it is. `context` tells whether something waits for an answer."""
    pending = context.pending
    text, beside = findings.text, findings.beside
    unchanged = phrases.book("intents")["unchanged"].pattern
    kept = unchanged.search(text) if pending is not None and not pending.flags else None
    if kept is not None:
        # What is said not to be altered is no change: 数量不用改.
        text, beside = unchanged.sub(" ", text), unchanged.sub(" ", beside)
    spared = phrases.book("leanings")["unharmed"].pattern
    harmless = spared.search(text)
    if harmless is not None:
        # Nor is anything broken of which it is said that it is not; what used to be is told beside it.
        text, beside = (_FORMERLY.sub(" ", spared.sub(" ", one)) for one in (text, beside))
    found = cues(text, findings.subject, findings.aside, beside)
    if kept is not None:
        found["unchanged"] = kept.group()
        if phrases.book("intents")["yes"].pattern.search(kept.group()) and not findings.bears_more:
            found.setdefault("yes", kept.group())
    case = Case(
        findings,
        found,
        orders=bool(context.open_orders) or pending is not None,
        pending=pending is not None,
        asked=pending is not None and bool(pending.flags),
    )
    for name, meant in _WHERE_NOTHING_IS_COUNTED.items():
        words = found.pop(name, None)
        told = name == "collected" and not _OF_WHAT_CAME.isdisjoint(found)
        if words is not None and (told or not (findings.lines or findings.known)):
            found.setdefault(meant, words)
    found |= find(beside)
    if harmless is not None:
        found["unharmed"] = harmless.group()
    waiting = () if not case.pending else ASKED if case.asked else CONFIRMING
    for rule, intent, certainty, holds in (*MACHINES, *waiting, *STANDING, *FRESH):
        if holds(case):
            return Decision(intent, certainty, rule, found, rule in _SAID_PLAINLY, rule in _TORN)
    raise AssertionError("the last rule always holds")
