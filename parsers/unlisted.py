"""Things of a message that the catalog does not have: whether they are ordered all the same, and how many."""

import re

from parsers import doubts, phrases, products, units
from parsers.drafts import Draft, measures, vague
from parsers.entries import Entry
from parsers.foregoing import Foregoing

# A product and its amount stand close: 要, x, a colon or dots between.
_PAUSES, _MOST_BETWEEN = " \t.:：-*x·,，()（）", 1
# Behind a word that we know stands the noun that we do not: hair spray too.
_LONGEST_NOUN = 16
# Longer words, and so few of them, may name a thing.
_SHORT_WORD, _MOST_NAMING = 2, 3
_MOST_ASKED = 8
# What parts the things of a list before a number.
_PARTING, _PARTED = 6, re.compile(r"(?:[,;\n+&]|\band|\bplus) ?$")


def count_by_the_second(draft: Draft, text: str) -> None:
    """Of something that is not known and has a measure and a count the count is the amount: matt foil 390mm 20 rolls. What is
    told with no more than a blank before its count is how much is in one: 18 l 4 drums."""
    if draft.match.status != "none" or draft.amount is None or draft.second is None:
        return
    told, counted = draft.amount.value.unit or "", draft.second.value.unit or ""
    holds = units.measures(told) and not text[draft.amount.end : draft.second.start].strip()
    if (measures(told) or holds) and not units.measures(counted):
        draft.end = max(draft.end, draft.amount.end)
        draft.amount, draft.second = draft.second, None


def asks_behind(said: object) -> bool:
    """Whether the words ask for what stands before them."""
    return said in phrases.words("described", "asking_behind")


def asked_too(draft: Draft) -> bool:
    """Whether a thing that is no product of ours is asked for in the words right behind it (hair spray too)."""
    too = draft.cues.get("also")
    if too is None or not asks_behind(too.value) or not 0 <= too.start - draft.end <= _LONGEST_NOUN:
        return False
    return draft.role == "passing" and draft.amount is None and draft.match.status == "none"


def counts_another_kind(entry: Entry, draft: Draft, so_far: Foregoing) -> bool:
    """Whether a number stands right before Latin words that end in the noun of something sold, which is not of that kind
    (2 red headlamps, of which there are only white ones)."""
    amount = draft.amount
    if amount is None or amount.label != "bare" or not entry.amount_first or draft.start - amount.end != 1:
        return False
    if any(part.kind != "word" for part in draft.phrase[-1:]) or len(draft.phrase) < 2:
        return False
    known = [one for sku in draft.match.skus[:_MOST_ASKED] if (one := so_far.catalog.entry(sku)) is not None]
    return any(products.states_noun(draft.phrase[-1:], one, so_far.catalog) for one in known)


def parted(text: str, place: int) -> bool:
    """Whether what stands right before the place parts the things of a list."""
    return _PARTED.search(text[max(0, place - _PARTING) : place]) is not None


def counts_words(entry: Entry, so_far: Foregoing) -> bool:
    """Whether a number stands right before a few unknown Latin words, in a list that has lines."""
    amount = entry.amount
    if amount is None or amount.label != "bare" or not entry.amount_first or not entry.unknown:
        return False
    if not any(one.role == "line" for one in so_far.block.drafts):
        return False
    if not parted(so_far.text, amount.start):
        return False
    exact, words = amount.value.exact, entry.unknown[0]
    gaps = [str(gap.value) for gap in words.gaps]
    named = all(gap.isascii() and gap.isalpha() and len(gap) > _SHORT_WORD for gap in gaps)
    whole = exact is not None and exact == exact.to_integral_value()
    return whole and words.start - amount.end == 1 and named and 0 < len(gaps) <= _MOST_NAMING


def could_be_ordered(entry: Entry, draft: Draft, text: str) -> bool:
    """Whether a phrase that fits no product may yet be an order for something that the catalog lacks."""
    amount = draft.amount
    if vague(amount):
        return False
    if draft.match.rule == products.ANOTHER_THING:
        return amount is not None
    if not doubts.states_words(entry, draft):
        return False
    if amount is None or amount.start < draft.end:
        return True
    if amount.label == "quantity" and entry.unknown and entry.unknown[0].start - draft.end <= 1:
        # Engine mounts, 3 boxes: the noun is what we do not know.
        draft.end = max(draft.end, *(words.end for words in entry.unknown if words.end <= amount.start), 0)
    between = text[draft.end : amount.start]
    return not measures(amount.value.unit) and len(between.strip(_PAUSES)) <= _MOST_BETWEEN
