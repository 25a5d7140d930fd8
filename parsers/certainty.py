"""How sure a reading is: as far as it accounts for the words and numbers beside what it orders."""

from collections.abc import Sequence

from parsers.drafts import Block
from parsers.orderlines import Settled
from parsers.reading import Intent

ORDERING: tuple[Intent, ...] = ("new_order", "amend_order", "clarification")
# What unexplained words beside lines cost, a word (two Chinese characters, four letters) and at most.
_UNEXPLAINED_WORD, _MOST_UNEXPLAINED = 0.01, 0.06
# Unknown words that touch a line's name; a number amid words of its own; a product named without an amount, and one
# that is rather somebody's name.
_TOUCHING, _ASIDE, _PASSED_OVER, _PROPER = 0.05, 0.05, 0.2, 0.05


def weigh(kind: Intent, decided: float, block: Block, settled: Sequence[Settled]) -> float:
    """From the certainty of the intent (`decided`), the least sure line, and what is left unexplained: 0 to 1."""
    certainty = decided
    for one in settled:
        certainty = min(certainty, one.certainty)
    if kind in ORDERING:
        lost = sum((gap.end - gap.start) / (4 if gap.value.isascii() else 2) for gap in block.gaps)
        certainty -= min(_MOST_UNEXPLAINED, _UNEXPLAINED_WORD * lost)
        certainty -= _ASIDE * len(block.asides)
        ordered = {sku for draft in block.drafts if draft.role == "line" for sku in draft.match.skus}
        for draft in block.drafts:
            if draft.role == "line" and draft.gaps:
                certainty -= _TOUCHING * len(draft.gaps)
            if (
                draft.role == "passing"
                and draft.match.strong
                and not ordered & set(draft.match.skus)
                and draft.match.status in ("one", "several")
                and any(part.kind in ("han", "word") for part in draft.phrase)
                and kind == "new_order"
                and not {"double", "half"} & draft.cues.keys()
            ):
                certainty -= _PROPER if draft.proper else _PASSED_OVER
    return max(0.0, min(1.0, certainty))
