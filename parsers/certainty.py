"""How sure a reading is: as far as it accounts for the words and numbers beside what it orders."""

from collections.abc import Sequence

from parsers.drafts import Block, Draft
from parsers.orderlines import Settled
from parsers.reading import Intent
from parsers.spans import Span

ORDERING: tuple[Intent, ...] = ("new_order", "amend_order", "clarification")
# What unexplained words beside lines cost, a word (two Chinese characters, four letters) and at most.
_UNEXPLAINED_WORD, _MOST_UNEXPLAINED = 0.01, 0.06
# Unknown words that touch a line's name; a number amid words of its own; a product named without an amount, and one
# that is rather somebody's name.
_TOUCHING, _ASIDE, _PASSED_OVER, _PROPER = 0.03, 0.03, 0.25, 0.03
# One English word that many goods bear is talk of them (the onion season was good) far oftener than a line without an amount.
_OF_MANY = 0.05
# Sums of such fractions are a little less than they should be.
_DIGITS = 6


def weigh(kind: Intent, decided: float, block: Block, settled: Sequence[Settled]) -> float:
    """From the certainty of the intent (`decided`), the least sure line, and what is left unexplained: 0 to 1."""
    certainty = decided
    for one in settled:
        certainty = min(certainty, one.certainty)
    if kind in ORDERING:
        told = [gap for gap in block.gaps if _says_something(gap)]
        lost = sum((gap.end - gap.start) / (4 if gap.value.isascii() else 2) for gap in told)
        certainty -= min(_MOST_UNEXPLAINED, _UNEXPLAINED_WORD * lost)
        certainty -= _ASIDE * len(block.asides)
        ordered = {sku for draft in block.drafts if draft.role == "line" for sku in draft.match.skus}
        for draft in block.drafts:
            if draft.role == "line" and draft.gaps:
                certainty -= _TOUCHING * sum(map(_says_something, draft.gaps))
            if (
                draft.role == "passing"
                and draft.match.strong
                and not ordered & set(draft.match.skus)
                and draft.match.status in ("one", "several")
                and _names(draft)
                and kind == "new_order"
                and not {"double", "half"} & draft.cues.keys()
            ):
                certainty -= _passed_over(draft)
    return max(0.0, min(1.0, round(certainty, _DIGITS)))


def _says_something(gap: Span) -> bool:
    """Whether it is a word, and no picture."""
    return not isinstance(gap.value, str) or any(character.isalnum() for character in gap.value)


def _names(draft: Draft) -> bool:
    """Whether words of its own name it: one Chinese character is but what it has in common with the line before."""
    own = [part for part in draft.phrase if draft.start <= part.start < draft.end]
    alone = len(own) < len(draft.phrase)
    return any(
        part.kind == "word" or (part.kind == "han" and (len(part.key) > 1 or not alone)) for part in own
    )


def _passed_over(draft: Draft) -> float:
    """What a product costs that is named and not ordered."""
    if draft.proper:
        return _PROPER
    word = draft.phrase[0] if len(draft.phrase) == 1 else None
    of_many = word is not None and word.kind == "word" and draft.match.rule == "parts" and not draft.listed
    return _OF_MANY if of_many else _PASSED_OVER
