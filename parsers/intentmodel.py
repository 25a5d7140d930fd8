"""A trained voice on what the sender wants: how often people who wrote such words, in such a situation, meant what.

A linear model over words, pairs of words and Chinese characters, with goods, amounts, dates and names masked (it learns how
people ask, not what is sold), and over what else is known: lines found, orders under way, what waits for an answer.
It was fitted to hand-written messages by `bench/train_intent.py`; docs/intent-model.md is its card.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import cast

import numpy as np

from parsers import trained
from parsers.annotate import Annotated
from parsers.certainty import ORDERING
from parsers.intent import Decision, Findings
from parsers.reading import Context, Intent

MODEL = "intent_model.npz"
# What stands for a span of the text: its kind, never its words.
_MASKS = {
    **dict.fromkeys(("name", "part", "sku", "heard", "guess"), "PP"),
    **dict.fromkeys(("quantity", "bare"), "QQ"),
    **dict.fromkeys(("date", "clock"), "DD"),
    **dict.fromkeys(("order_ref", "po", "other_ref"), "RR"),
    **dict.fromkeys(("phone", "email", "address"), "AA"),
    "money": "MM",
}
_MASK = re.compile("|".join(sorted(set(_MASKS.values()))))
_TOKEN = re.compile(r"[A-Z]{2}|[a-z]+(?:'[a-z]+)?|[^\sA-Za-z]")
_DIGITS = re.compile(r"\d+")
# Beyond this a message is a document; its beginning says what it wants.
_LONGEST = 2_000
_COUNTED = ("lines", "known", "named", "amounts", "refs", "subject_refs")
_ASKED = ("same", "delivery", "payment", "contact", "po", "on_file")
# The weight of a message's words together, however many they are.
_WORDS = 3.0


def masked(annotated: Annotated) -> str:
    """The lower-cased words that speak for the customer, with a mask (two capitals) for what they are about."""
    parts: list[str] = []
    for block in annotated.voice:
        at = block.start
        if block in annotated.files:
            continue
        for span in annotated.chosen[block]:
            mask = _MASKS.get(span.label)
            if mask is None or span.start < at:
                continue
            between = annotated.lowered[at : span.start]
            if between.strip() or mask != "PP" or parts[-1:] != ["PP"]:
                parts += (between, mask)
            if mask == "QQ" and span.value.more:
                parts.append("more")
            at = span.end
        parts += (annotated.lowered[at : block.end], "\n")
    return " ".join(parts)[:_LONGEST]


def features(text: str, findings: Findings, context: Context, cues: Iterable[str]) -> dict[str, float]:
    """The model's view of a message; `text` as `masked` gives it, `cues` the names of those that the rules found."""
    tokens = _TOKEN.findall(_DIGITS.sub("0", text))
    pairs = (f"{one} {two}" for one, two in pairwise(tokens))
    triples = (" ".join(three) for three in zip(tokens, tokens[1:], tokens[2:], strict=False))
    # In the order of the text: sums of fractions hang on their order, and a reading must be the same in every process.
    words = dict.fromkeys((*tokens, *pairs, *triples))
    found = dict.fromkeys(words, _WORDS / math.sqrt(max(1, len(words))))
    for name in _COUNTED:
        found[f"#{name}={min(3, getattr(findings, name))}"] = 1.0
    for name in _ASKED:
        found[f"#{name}={getattr(findings, name)}"] = 1.0
    pending = context.pending
    waits = "none" if pending is None else "asked" if pending.flags else "confirm"
    found[f"#pending={waits}"] = 1.0
    found[f"#open={min(2, len(context.open_orders))}"] = 1.0
    found[f"#last={context.last_order is not None}"] = 1.0
    found |= {f"#cue={name}": 1.0 for name in cues}
    found[f"#length={min(6, len(text) // 30)}"] = 1.0
    return found


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` has a row a feature and a column an intent; `text` is the fingerprint of what it was fitted to."""

    intents: tuple[Intent, ...]
    rows: Mapping[str, int]
    weights: np.ndarray
    bias: np.ndarray
    text: str

    def shares(self, found: Mapping[str, float]) -> dict[Intent, float]:
        """How likely each intent is; they add up to 1."""
        rows = self.rows
        known = [(rows[name], value) for name, value in found.items() if name in rows]
        total = self.bias
        if known:
            weights = self.weights.take([row for row, _ in known], axis=0)
            total = total + np.array([value for _, value in known]) @ weights
        odds = np.exp(total - max(total.tolist()))
        return dict(zip(self.intents, (odds / odds.sum()).tolist(), strict=True))

    def speaking(self, found: Mapping[str, float], intent: Intent, most: int = 5) -> list[str]:
        """The words of a message that speak most for an intent, strongest first."""
        column, rows = self.intents.index(intent), self.rows
        words = [name for name in found if name in rows and not name.startswith("#")]
        weights: list[float] = self.weights[[rows[name] for name in words], column].tolist()
        said = [
            (found[name] * weight, name)
            for name, weight in zip(words, weights, strict=True)
            if weight > 0 and not _MASK.search(name)
        ]
        return [name for weight, name in sorted(said, reverse=True)[:most] if weight > 0]


# How much a rule counts beside the model, whose shares count once; and no rule is surer than this.
_RULE, _SUREST = 0.5, 0.95
# Messages are ignored where the rules are as sure as this, or the model is and nothing of an order is in them; else a
# person looks.
_IGNORED, _IDLE, _LOOKED_AT = 0.8, 0.95, 0.6
# How sure it must be that lines order nothing, where the rules take them for an order.
_AGAINST_AN_ORDER = 0.9
# A customer on file who names goods, a day or a place is seldom idle, however he chats.
_AT_HOME = 0.3
# Who has the last order again while none is under way hardly changes one, whatever words it shares with a change.
_NONE_UNDER_WAY = 0.05
# What an order, or talk about one, would bear; and the small words without which a message is not idle but obscure.
_MATTERS = ("lines", "known", "named", "amounts", "refs", "subject_refs")
# By which an order is called, or called off.
_CALLED_OFF = frozenset({"cancel", "cancel_whole", "earlier"})
_COURTESIES = frozenset({"thankful", "thanks", "chats"})


def weighed(
    ruled: Decision, shares: Mapping[Intent, float], *, said: bool = True, idle: bool = False
) -> Decision:
    """The rules' decision weighed with the model's: agreement makes it surer, strong doubt less sure or another one.

    `said`: the message has words at all; `idle`: it has a courtesy and nothing of an order, and no answer is awaited.
    """
    if ruled.plain or not said:
        return ruled
    sure = min(ruled.certainty, _SUREST)
    rest = (1 - sure) / (len(shares) - 1)
    odds = {
        intent: math.log(max(share, 1e-9)) + _RULE * math.log(sure if intent == ruled.intent else rest)
        for intent, share in shares.items()
    }
    most = max(odds.values())
    weights = {intent: math.exp(value - most) for intent, value in odds.items()}
    best = max(weights, key=weights.__getitem__)
    if best == "cancel_order" and ruled.intent == "amend_order":
        # To drop one item is no wish to call off the rest; whoever is not sure which of both lets a person look.
        best = ruled.intent
    certainty = weights[best] / sum(weights.values())
    if (
        best == "other"
        and (ruled.intent != "other" or ruled.certainty < _IGNORED)
        and not (idle and shares["other"] >= _IDLE)
    ):
        # What nobody looks at again must be plain to the rules as well.
        certainty = min(certainty, _LOOKED_AT)
    if best == ruled.intent:
        if ruled.torn:
            certainty = min(certainty, ruled.certainty)
        return replace(ruled, certainty=certainty)
    return replace(
        ruled, intent=best, certainty=certainty, rule=f"words and situation, against: {ruled.rule}"
    )


def heard(ruled: Decision, annotated: Annotated, findings: Findings) -> Decision:
    """The rules' decision weighed with what the shipped model says to the message."""
    seen = features(masked(annotated), findings, annotated.message.context, ruled.cues)
    rows = model().rows
    found = {name: value for name, value in seen.items() if name in rows}
    decision = ruled
    # What the rules are plain about nobody weighs.
    if not ruled.plain and any(char.isalnum() for char in findings.text):
        decision = _weighed(ruled, annotated, findings, found)
    if (
        decision.intent == "cancel_order"
        and ruled.intent != "cancel_order"
        and not (findings.refs or findings.subject_refs or findings.calls_off)
        and not (_CALLED_OFF & ruled.cues.keys())
    ):
        # 发票不要了: what is given up may be no order.
        decision = replace(decision, certainty=min(decision.certainty, _LOOKED_AT))
    if decision.intent == "amend_order" and ruled.intent != "amend_order" and "arrived" in ruled.cues:
        # What has come cannot be changed on the word of one voice.
        decision = replace(decision, certainty=min(decision.certainty, _LOOKED_AT))
    if (
        ruled.intent in ORDERING
        and decision.intent not in ORDERING
        and findings.lines
        and decision.certainty < _AGAINST_AN_ORDER
    ):
        # What may be ordered there would be lost on the word of one voice.
        decision = replace(decision, certainty=min(decision.certainty, _LOOKED_AT))
    return replace(decision, words=tuple(model().speaking(found, decision.intent)))


def _weighed(
    ruled: Decision, annotated: Annotated, findings: Findings, found: Mapping[str, float]
) -> Decision:
    """The rules' decision weighed with the shipped model's, by what they know of who writes and of what is under way."""
    context = annotated.message.context
    idle = (
        context.pending is None
        and bool(_COURTESIES & ruled.cues.keys())
        and not any(getattr(findings, name) for name in _MATTERS)
        and not findings.presses
    )
    shares = model().shares(found)
    if (
        findings.on_file
        and ruled.intent in ORDERING
        and (findings.named or findings.known or findings.delivery)
    ):
        shares["other"] *= _AT_HOME
    if ruled.intent == "cancel_order" and findings.calls_off and findings.named and _of_one_line(context):
        # The voice cannot know that what is dropped is all there is.
        shares["cancel_order"] = max(shares["cancel_order"], shares["amend_order"])
    under_way = context.pending is not None or context.open_orders or findings.refs
    if ruled.intent == "new_order" and findings.same and context.last_order is not None and not under_way:
        shares["amend_order"] *= _NONE_UNDER_WAY
    return weighed(ruled, shares, idle=idle)


def _of_one_line(context: Context) -> bool:
    """Whether one order is under way, of one line."""
    return len(context.open_orders) == 1 and len(context.open_orders[0].lines) == 1


@cache
def model() -> Model:
    """The model that the package ships."""
    kept = trained.load(MODEL)
    words, numbers = kept.words, kept.numbers
    intents = cast("tuple[Intent, ...]", words["intents"])
    rows = {name: row for row, name in enumerate(words["features"])}
    weights, bias = (numbers[name].astype(np.float64) for name in ("weights", "bias"))
    return Model(intents, rows, weights, bias, words["text"][0])
