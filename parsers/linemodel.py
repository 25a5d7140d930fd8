"""A trained voice on what is no order line: two boxes in a remark (two boxes were wet) are not ordered.

A linear model over what `linefeatures` sees of a draft. Fitted by `bench/train_lines.py`; docs/line-model.md is its card.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from parsers.afterthoughts import wanted
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.drafts import Block, Draft
from parsers.linefeatures import features

MODEL = "line_model.npz"
# How sure a remark must be: a line that is lost is worse than a needless question. Surer where words ask for it.
_SURE, _SURE_THOUGH_ASKED = 0.8, 0.98
SURE_OF_TALK = 0.7
"""How sure in a message that orders nothing, where no question hangs on it."""
_ASKS = frozenset({"take", "also", "more"})


def set_aside(block: Block, annotated: Annotated, catalog: Catalog) -> None:
    """Let what is plainly a remark be no line: its amount is a number amid words of its own."""
    lines = in_order(block)
    for draft in lines:
        least = bar(draft)
        if id(draft) in annotated.filed or least is None:
            continue
        if model().remark(features(draft, lines, annotated, catalog)) >= least:
            draft.role = "passing"
            block.asides += [draft.amount] if draft.amount is not None else []


def in_order(block: Block) -> list[Draft]:
    """The drafts that would be lines of an order, as they stand in the text."""
    return sorted(wanted(block), key=lambda draft: draft.start)


def bar(draft: Draft, *, orders: bool = True) -> float | None:
    """How sure it must be that the draft is a remark; None where it is asked about however sure that is."""
    if not orders:
        return SURE_OF_TALK
    if draft.match.status == "one" and draft.amount is not None:
        return None
    return _SURE_THOUGH_ASKED if _ASKS & draft.cues.keys() else _SURE


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` has one a feature; `text` is the fingerprint of what it was fitted to."""

    weights: Mapping[str, float]
    bias: float
    text: str

    def remark(self, found: Mapping[str, float]) -> float:
        """How likely what is seen so is no line."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in found.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def model() -> Model:
    """The model that the package ships."""
    with files("parsers").joinpath(MODEL).open("rb") as file, np.load(file, allow_pickle=False) as data:
        names = data["features"].tobytes().decode().split("\n")
        weights = dict(zip(names, data["weights"].astype(float).tolist(), strict=True))
        return Model(weights, float(data["bias"]), data["text"].tobytes().decode())
