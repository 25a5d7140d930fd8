"""The clauses of a block: what each one names, how much of it, at which price, and with which cue words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parsers.parts import Part
from parsers.quantities import Amount
from parsers.spans import Span

_PRODUCT = {"part", "heard", "guess", "sku"}
# Small words that may stand between two parts of one product without ending it.
_TRANSPARENT = {"glue", "fill"}


@dataclass(slots=True)
class Mention:
    """Neighbouring parts that may name one product; `gaps` are unexplained words that touch it."""

    spans: list[Span] = field(default_factory=list)
    gaps: list[Span] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        return [span.value for span in self.spans if span.label != "sku"]

    @property
    def sku(self) -> str | None:
        return next((span.value for span in self.spans if span.label == "sku"), None)

    @property
    def start(self) -> int:
        return min(span.start for span in (*self.spans, *self.gaps))

    @property
    def end(self) -> int:
        return max(span.end for span in (*self.spans, *self.gaps))


Item = Mention | Span
"""A mention, or a span 'quantity', 'bare' (a number without a unit) or 'money'."""


@dataclass(slots=True)
class Clause:
    """What stands between two breaks. `strength` is that of the break after it: 1 a comma, 2 a sentence or row."""

    items: list[Item] = field(default_factory=list)
    cues: dict[str, Span] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    gaps: list[Span] = field(default_factory=list)
    strength: int = 2
    opened: bool = False

    @property
    def mentions(self) -> list[Mention]:
        """The mentions that name something of the catalog."""
        return [item for item in self.items if isinstance(item, Mention) and item.spans]

    def of(self, *labels: str) -> list[Span]:
        return [item for item in self.items if isinstance(item, Span) and item.label in labels]

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


def split(spans: Sequence[Span]) -> list[Clause]:
    """Clauses of the covered block, without the empty ones."""
    clauses: list[Clause] = []
    clause = Clause()
    for span in spans:
        ends = span.label == "break" or (span.label == "separator" and clause.items)
        if ends:
            clause.strength = span.value if span.label == "break" else 1
            if clause.spans:
                clauses.append(clause)
            clause = Clause()
            if span.label == "separator":
                clause.cues["separator"] = span
            continue
        clause.spans.append(span)
        _add(clause, span)
    if clause.spans:
        clauses.append(clause)
    for one in clauses:
        _settle(one)
    return clauses


def _add(clause: Clause, span: Span) -> None:
    last = clause.items[-1] if clause.items else None
    if span.label in _PRODUCT:
        if isinstance(last, Mention) and last.spans and _joined(clause, last.spans[-1], span):
            last.spans.append(span)
        else:
            clause.items.append(Mention([span]))
    elif span.label in ("quantity", "bare", "money"):
        clause.items.append(span)
    elif span.label == "gap":
        clause.gaps.append(span)
        if isinstance(last, Mention) and not last.spans and span.start - last.gaps[-1].end <= 1:
            last.gaps.append(span)
        else:
            clause.items.append(Mention([], [span]))
    else:
        clause.cues.setdefault(span.label, span)


def _joined(clause: Clause, before: Span, span: Span) -> bool:
    """Whether only glue, brackets or blanks stand between two parts."""
    between = [s for s in clause.spans if s.start >= before.end and s.end <= span.start]
    return all(s.label in _TRANSPARENT and s.end - s.start <= 3 for s in between)


def _settle(clause: Clause) -> None:
    """Give each gap to the mention that it touches; what touches an amount alone stays as a mention of unknown words."""
    for unknown in [item for item in clause.items if isinstance(item, Mention) and not item.spans]:
        for mention in clause.mentions:
            if unknown.end == mention.spans[0].start or unknown.start == mention.spans[-1].end:
                mention.gaps.extend(unknown.gaps)
                clause.items.remove(unknown)
                break


def amounts(clause: Clause) -> list[Amount]:
    return [span.value for span in clause.of("quantity")]


def labels(spans: Iterable[Span]) -> set[str]:
    return {span.label for span in spans}
