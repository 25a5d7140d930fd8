"""A trained voice on what is required: whether a clause asks somebody in the warehouse, at the wheel or in the office for
something that goes with the goods, or only tells, explains, greets or orders.

A linear model over the words of a clause, with goods, amounts, days and places masked (it learns how people require, not what
is sold), and over what stands beside it. Fitted by `bench/train_notes.py`; docs/note-model.md is its card.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from parsers import trained
from parsers.spans import Span

MODEL = "note_model.npz"
# A clause is required from here on by the voice alone; below the other share it is not, whatever the rules say.
SURE, NEVER = 0.45, 0.03
# What stands for a span of the text: its kind, never its words.
_MASKS = {
    **dict.fromkeys(("name", "part", "sku", "heard", "guess"), "PP"),
    **dict.fromkeys(("quantity", "bare"), "QQ"),
    **dict.fromkeys(("date", "clock"), "DD"),
    **dict.fromkeys(("order_ref", "po", "other_ref"), "RR"),
    **dict.fromkeys(("phone", "email", "address", "address_label", "address_usual"), "AA"),
    **dict.fromkeys(("person", "company"), "NN"),
    "money": "MM",
    "payment": "YY",
}
_WHEN_AND_WHERE = frozenset({"#has=date", "#has=address", "#has=address_label", "#has=address_usual"})
_TOKEN = re.compile(r"[A-Z]{2}|[a-z]+(?:'[a-z]+)?|0+|[㐀-鿿]")
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[㐀-鿿]")
# The weight of a clause's words together, however many they are; and how finely its length is told.
_WORDS = 3.0
_LENGTHS, _LONG = 6, 4


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands before and behind a clause: "line", "required" (by the rules), "fact" of the header, "rest", or the
    "start" and the "end" of its sentence."""

    before: str
    behind: str


def features(text: str, start: int, spans: Sequence[Span], beside: Beside) -> dict[str, float]:
    """The model's view of a clause: its lower-cased `text`, which begins at `start`, and the spans in it."""
    masked = _masked(text, start, spans)
    tokens = ["^", *_TOKEN.findall(_DIGIT.sub("0", masked)), "$"]
    pairs = (f"{one} {two}" for one, two in pairwise(tokens))
    triples = (" ".join(three) for three in zip(tokens, tokens[1:], tokens[2:], strict=False))
    # In the order of the text: sums of fractions hang on their order, and a reading must be the same in every process.
    words = dict.fromkeys((*tokens[1:-1], *pairs, *triples))
    found = dict.fromkeys(words, _WORDS / math.sqrt(len(words)))
    found |= dict.fromkeys(_situation(masked, len(tokens), spans, beside), 1.0)
    return found


def _situation(masked: str, length: int, spans: Sequence[Span], beside: Beside) -> Iterator[str]:
    yield f"#before={beside.before}"
    yield f"#behind={beside.behind}"
    yield f"#length={min(_LENGTHS, length // _LONG)}"
    yield f"#han={_HAN.search(masked) is not None}"
    for span in spans:
        yield f"#has={span.label}"


def _masked(text: str, start: int, spans: Sequence[Span]) -> str:
    parts: list[str] = []
    at = 0
    for span in spans:
        mask = _MASKS.get(span.label)
        first = span.start - start
        if mask is not None and first >= at:
            parts += (text[at:first], mask)
            at = span.end - start
    return " ".join((*parts, text[at:]))


def requires(voice: trained.Linear, found: Mapping[str, float], *, ruled: bool) -> bool:
    """Whether what is seen so is a requirement, where the rules say so or not."""
    # Of a clause that also says when or where, the voice hears the day or the place above all.
    mixed = not _WHEN_AND_WHERE.isdisjoint(found)
    return (ruled and mixed) or voice.share(found) >= (NEVER if ruled else SURE)


@cache
def model() -> trained.Linear:
    """The model that the package ships: its share is how likely a clause is a requirement."""
    return trained.linear(MODEL)
