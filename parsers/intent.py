"""What the sender wants: the first rule whose cues hold, weighed against what the many small words lean towards.

Where neither is sure the certainty says so: below the company's threshold an operator looks before anything is done or
ignored.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from parsers.intent_case import Case, Findings, cues
from parsers.intent_rules import AMENDS, ASKED, CONFIRMING, FRESH, MACHINES
from parsers.leanings import Leaning, lean
from parsers.reading import Context, Intent

__all__ = ["Decision", "Findings", "cues", "decide"]

# How much more than an even chance a rule's certainty counts among the words, and what the words alone, and both
# together, are worth at most.
_WEIGHT, _WORDS_ALONE, _TOGETHER = 5.0, 0.86, 0.93
# A rule that the words leave less than this share keeps only that; where no word speaks, one that is hardly plain.
_DOUBTED_BELOW, _PLAIN = 0.6, 0.75
# Rules about texts of fixed forms, which no word of theirs can turn.
_SAID_PLAINLY = (
    "machine",
    "machine among a conversation",
    "advertising to us",
    "only greets",
    "acknowledges",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """`rule` is the rule that decided, `cues` the cues found with the words that they were found in."""

    intent: Intent
    certainty: float
    rule: str = ""
    cues: Mapping[str, str] | None = None


def decide(findings: Findings, context: Context) -> Decision:
    """The intent with how sure it is. `context` tells whether something waits for an answer."""
    pending = context.pending
    found = cues(findings.text, findings.subject, findings.aside)
    case = Case(
        findings,
        found,
        orders=bool(context.open_orders) or pending is not None,
        pending=pending is not None,
        asked=pending is not None and bool(pending.flags),
    )
    plain = _ruled(case)
    if case.asked or plain.rule == AMENDS or (plain.intent == "other" and plain.rule in _SAID_PLAINLY):
        return plain
    return _weighed(plain, lean(case, {plain.intent: _WEIGHT * (plain.certainty - 0.5)}))


def _ruled(case: Case) -> Decision:
    waiting = () if not case.pending else ASKED if case.asked else CONFIRMING
    for rule, intent, certainty, holds in (*MACHINES, *waiting, *FRESH):
        if holds(case):
            return Decision(intent, certainty, rule, case.has)
    raise AssertionError("the last rule always holds")


def _weighed(plain: Decision, leaning: Leaning) -> Decision:
    """The rule's decision, as sure as the words leave it; or what they lean towards in spite of it."""
    found = {**(plain.cues or {}), **leaning.words}
    if leaning.intent != plain.intent:
        return Decision(
            leaning.intent, min(_WORDS_ALONE, leaning.share), f"leans, against {plain.rule!r}", found
        )
    if leaning.share < _DOUBTED_BELOW and (leaning.words or plain.certainty < _PLAIN):
        return Decision(plain.intent, min(plain.certainty, leaning.share), plain.rule, found)
    return Decision(plain.intent, max(plain.certainty, min(_TOGETHER, leaning.share)), plain.rule, found)
