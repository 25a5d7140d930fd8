"""What the sender wants: cue words weighed together with what the message names and what is under way."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from parsers import wordlists
from parsers.reading import Context, Intent


@dataclass(frozen=True, slots=True)
class Findings:
    """What the other components found, as far as the intent hangs on it.

    `lines`: products with an amount (wanted); `named`: products named at all; `refs`: order numbers stated;
    `same`: "same as last time"; `header`: a date, an address or a label to deliver to; `answers`: the message
    answers a question asked on the pending order; `new_text`: the sender's own words, lower-cased.
    """

    text: str
    subject: str
    lines: int = 0
    named: int = 0
    amounts: int = 0
    refs: int = 0
    same: bool = False
    delivery: bool = False
    payment: bool = False
    contact: bool = False
    forwarded: bool = False
    table: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    intent: Intent
    certainty: float
    cues: tuple[str, ...]


@cache
def _cues() -> tuple[tuple[str, str, float, bool, re.Pattern[str]], ...]:
    return tuple(
        (
            row["intent"],
            row["name"],
            float(row["weight"]),
            row.get("subject", False),
            re.compile("|".join(f"(?:{one})" for one in row["re"]), re.MULTILINE),
        )
        for row in wordlists.load("intents")["cue"]
    )


def cues(text: str, subject: str = "") -> dict[str, str]:
    """The cues that stand in a lower-cased text: {"intent/name": the words}."""
    found: dict[str, str] = {}
    for intent, name, _, with_subject, pattern in _cues():
        match = pattern.search(text) or (pattern.search(subject) if with_subject and subject else None)
        if match:
            found[f"{intent}/{name}"] = match.group()
    return found


def decide(findings: Findings, context: Context) -> Decision:
    """The intent with how sure it is. `context` tells whether something waits for an answer."""
    found = cues(findings.text, findings.subject)
    scores: defaultdict[str, float] = defaultdict(float)
    for intent, name, weight, _, _ in _cues():
        if f"{intent}/{name}" in found:
            scores[intent] += weight
    has = found.keys()
    pending = context.pending
    decision = _machine(findings, scores, has)
    if decision is None and pending is not None:
        decision = _pending(findings, scores, has, bool(pending.flags), pending.order_no is not None)
    if decision is None:
        decision = _fresh(findings, scores, has, bool(context.open_orders or context.last_order))
    intent, certainty = decision
    return Decision(intent, certainty, tuple(has))


def _machine(f: Findings, scores: Mapping[str, float], has: object) -> tuple[Intent, float] | None:
    if "other/machine" in has:  # type: ignore[operator]
        return "other", 0.97
    if "other/advertising" in has and not f.same and not f.forwarded:  # type: ignore[operator]
        return "other", 0.9
    return None


def _pending(
    f: Findings, scores: Mapping[str, float], has: object, asked: bool, numbered: bool
) -> tuple[Intent, float] | None:
    changes = f.lines or f.amounts or f.delivery
    if scores["cancel_order"] and not f.lines:
        return "cancel_order", 0.9
    if scores["order_status"] and not changes:
        return "order_status", 0.85
    if scores["return_request"] and not f.lines:
        return "return_request", 0.8
    if not asked:
        if scores["confirm_order"] and not f.lines and not scores["amend_order"] and not f.amounts:
            return "confirm_order", 0.92
        if changes or scores["amend_order"]:
            return "amend_order", 0.8
        if scores["inquiry"]:
            return "inquiry", 0.75
        return None
    if scores["inquiry"] >= 3 and not changes and not f.named:
        return "inquiry", 0.7
    if "other/small talk" in has and not (changes or f.named or f.contact):  # type: ignore[operator]
        return "other", 0.75
    return "clarification", 0.9


def _fresh(f: Findings, scores: Mapping[str, float], has: object, orders: bool) -> tuple[Intent, float]:
    refers = bool(f.refs) or "amend_order/that order" in has  # type: ignore[operator]
    change = "amend_order/change" in has  # type: ignore[operator]
    question = scores["inquiry"] > 0
    if scores["return_request"] and not (f.lines and not refers and scores["new_order"] >= 4):
        return "return_request", 0.85
    if scores["complaint"] and not (f.lines and scores["new_order"]):
        return "complaint", 0.85 if not scores["feedback"] else 0.65
    if scores["cancel_order"]:
        if not f.named or not (refers or change):
            return "cancel_order", 0.88 if not f.lines else 0.6
        return "amend_order", 0.8
    if scores["order_status"] and not f.lines:
        return "order_status", 0.88
    if f.same and not refers:
        return "new_order", 0.9
    if refers and (change or f.lines or f.delivery or f.payment):
        return "amend_order", 0.87
    if change and orders and not f.table and (refers or not scores["new_order"]):
        return "amend_order", 0.87
    if f.lines and not question:
        return "new_order", 0.92
    if f.lines:
        priced = "inquiry/question" in has  # type: ignore[operator]
        return ("inquiry", 0.75) if priced and not scores["new_order"] else ("new_order", 0.75)
    if scores["feedback"]:
        return "feedback", 0.85
    if scores["order_status"]:
        return "order_status", 0.8
    if question:
        return "inquiry", 0.85
    if change and (f.delivery or f.amounts):
        return "amend_order", 0.75
    if "other/small talk" in has:  # type: ignore[operator]
        return "other", 0.88
    if scores["new_order"] or (f.named and f.amounts) or f.delivery:
        return "new_order", 0.75
    if f.named:
        return "new_order", 0.55
    if scores["confirm_order"]:
        return "confirm_order" if not scores["other"] else "other", 0.6
    return "other", 0.5
