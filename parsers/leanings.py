"""What the many small words of a message lean towards, weighed together with what it names and what is under way."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from parsers import phrases
from parsers.intent_case import Case
from parsers.reading import Intent

# A second word of a kind says less than the first, and further ones hardly anything.
_SECOND, _FURTHER = 0.4, 0.15
_MOST_WORDS = 4
# From this share of unexplained words a message tells more than it orders; so many products are an order all the same.
_STRANGE, _SEVERAL = 0.25, 3
# The longest text whose words are weighed: who writes more than this wants to be read by its plain cues.
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Leaning:
    """`shares` of the intents, that add up to 1, the likeliest first; `words` found, by the name of their list."""

    shares: Mapping[Intent, float]
    words: Mapping[str, str]

    @property
    def intent(self) -> Intent:
        """The likeliest one."""
        return next(iter(self.shares))

    @property
    def share(self) -> float:
        """How likely that one is."""
        return next(iter(self.shares.values()))

    def of(self, intent: Intent) -> float:
        """How likely `intent` is."""
        return self.shares.get(intent, 0.0)


def lean(case: Case, votes: Mapping[Intent, float]) -> Leaning:
    """Weigh the words of a message for every intent; `votes` are what other voices add."""
    scores = _facts(case)
    for intent, vote in votes.items():
        scores[intent] += vote
    words: dict[str, str] = {}
    text = case.f.beside[:_LONGEST]
    for name, phrase in phrases.book("leanings").items():
        found = list(dict.fromkeys(_found(phrase, text)))
        if not found:
            continue
        words[name] = ", ".join(found)
        strength = 1 + _SECOND * (len(found) > 1) + _FURTHER * max(0, len(found) - 2)
        for intent, weight in phrase.table["leans"].items():
            scores[intent] = scores[intent] + weight * strength
    return Leaning(_shares(scores), words)


def _found(phrase: phrases.Phrase, text: str) -> list[str]:
    found: list[str] = []
    for match in phrase.pattern.finditer(text):
        found.append(match.group().strip(" ,，。"))
        if len(found) == _MOST_WORDS:
            break
    return found


def _shares(scores: Mapping[Intent, float]) -> dict[Intent, float]:
    """The scores as shares of 1, the largest first."""
    most = max(scores.values())
    powers = {intent: math.exp((score - most) * 1.3) for intent, score in scores.items()}
    whole = sum(powers.values())
    ranked = sorted(powers.items(), key=lambda item: -item[1])
    return {intent: power / whole for intent, power in ranked}


def _facts(case: Case) -> dict[Intent, float]:
    """What the message names and what is under way, for each intent."""
    f = case.f
    orders, waiting = case.orders, case.pending and not case.asked
    counted = 1.3 * min(f.known, 1) + 0.8 * min(max(f.known - 1, 0), 3) + 0.6 * min(f.lines - f.known, 2)
    # Who orders one thing writes of little else; who tells a story uses words that no order has.
    told = 3.0 * max(0.0, f.strange - _STRANGE) if f.known < _SEVERAL else 0.0
    refers = bool(f.refs or f.subject_refs)
    return {
        "new_order": 0.5
        + counted
        + 0.4 * f.delivery
        + 0.6 * (f.payment or f.po)
        + 1.5 * (f.same and not case.any("rest_stays"))
        - 1.2 * refers
        - 1.2 * told
        - 1.0 * (case.any("return") and f.known < _SEVERAL)
        - 0.8 * (waiting and not f.known),
        "amend_order": -1.0
        - 0.5 * told
        + 0.8 * (orders and case.any("remove", "rest_stays", "but"))
        + 0.5 * counted * orders
        + 1.0 * orders
        + 0.5 * refers
        + 0.4 * f.delivery,
        "cancel_order": -0.7 - 1.2 * case.any("rest_stays") + 0.7 * orders + 0.5 * refers - 0.6 * counted,
        "order_status": -1.1 + 1.4 * orders + 0.6 * refers - 0.6 * counted,
        "confirm_order": -1.4 + 2.3 * waiting + 0.3 * refers + 0.2 * orders - 0.6 * counted,
        "return_request": -0.4,
        "complaint": 0.2 * bool(f.named) + told,
        "feedback": -0.1 + 0.2 * bool(f.named) - 0.3 * counted + told,
        "inquiry": 0.2
        + 0.6 * (not orders and case.any("asks", "question"))
        - 0.5 * min(f.known, 2)
        - 0.4 * orders,
        "clarification": -4.0,
        "other": 0.2 + 1.6 * case.any("advertising") - 0.5 * counted - 0.6 * bool(f.named) - 0.8 * refers,
    }
