"""A trained voice on what is no order line: two boxes in a remark (two boxes were wet) are not ordered.

A linear model over what `linefeatures` sees of a draft. Fitted by `bench/train_lines.py`; docs/line-model.md is its card.
"""

from collections.abc import Sequence
from functools import cache

from parsers import trained
from parsers.afterthoughts import wanted
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.drafts import Block, Draft
from parsers.linefeatures import features
from parsers.reading import Intent

MODEL = "line_model.npz"
# How sure a remark must be: a line that is lost is worse than a needless question. Surer where words ask for it.
_SURE, _SURE_THOUGH_ASKED = 0.75, 0.98
# In messages that order nothing, where no question hangs on it.
_SURE_IN_TALK = 0.7
_COUNTING: tuple[Intent, ...] = ("complaint", "return_request")
_ASKS = frozenset({"take", "also", "more"})


def set_aside(block: Block, annotated: Annotated, catalog: Catalog) -> None:
    """Let what is plainly a remark be no line: its amount is a number amid words of its own."""
    lines = in_order(block)
    for draft in lines:
        least = bar(draft)
        if id(draft) in annotated.filed or least is None:
            continue
        if model().share(features(draft, lines, annotated, catalog)) >= least:
            draft.role = "passing"
            # Three times as doubtful as any other number: it might have been a line.
            block.asides += [draft.amount] * 3 if draft.amount is not None else []


def in_order(block: Block) -> list[Draft]:
    """The drafts that would be lines of an order, as they stand in the text."""
    return sorted(wanted(block), key=lambda draft: draft.start)


def bar(draft: Draft) -> float | None:
    """How sure it must be that the draft is a remark; None where it is asked about however sure that is."""
    if draft.match.status == "one" and draft.amount is not None:
        return None
    if not draft.phrase and draft.match.status == "none":
        # What stands among lines and is not sold here.
        return _SURE_THOUGH_ASKED
    return _SURE_THOUGH_ASKED if _ASKS & draft.cues.keys() else _SURE


def goods(found: Sequence[Draft], kind: Intent, annotated: Annotated, catalog: Catalog) -> list[Draft]:
    """Of what a message that orders nothing seems to name, what is no mere word of its tale: the driver's hand."""
    lines = sorted(found, key=lambda draft: draft.start)
    kept: list[Draft] = []
    for draft in found:
        least = bar_in_talk(draft, lines, kind)
        if least is not None:
            seen = features(draft, lines, annotated, catalog, orders=False)
            if model().share(seen) >= least:
                continue
        kept.append(draft)
    return kept


def bar_in_talk(draft: Draft, lines: Sequence[Draft], kind: Intent) -> float | None:
    """The same in a message that orders nothing. What is counted in a complaint came wrong or goes back."""
    beside = any(one is not draft and one.match.status == "one" and one.amount is not None for one in lines)
    named = len(draft.phrase) > 1 and draft.match.strong and not beside
    return None if named or (draft.amount is not None and kind in _COUNTING) else _SURE_IN_TALK


@cache
def model() -> trained.Linear:
    """The model that the package ships: its share is how likely a draft is no line."""
    return trained.linear(MODEL)
