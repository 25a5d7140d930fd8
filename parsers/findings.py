"""What a message shows as far as its intent hangs on it, gathered from what the other components found."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from parsers import claims, delivery_day, delivery_place, idletalk, party, phrases, shifts, units
from parsers.annotate import Annotated
from parsers.drafts import Block, Draft
from parsers.intent_case import Findings
from parsers.reading import Party
from parsers.requirements import Stretch
from parsers.spans import Span

# The value of a break that ends a sentence.
_FULL_STOP = 2
# What stands below the words of a mail.
_BELOW = frozenset({"signature", "disclaimer"})
# A name known only through its spelling (point for paint) may as well be another word.
_TYPED_OTHERWISE = 0.7
# How far words count as unexplained that look like a requirement: complaints use the same ones.
_REQUIRED = 0.7


def gather(
    annotated: Annotated,
    author: party.Author,
    block: Block,
    *,
    place: delivery_place.Place,
    day: delivery_day.Day,
    stated: Party,
    noted: Sequence[Stretch],
) -> Findings:
    """The findings of a message whose lines are those of `block`; `noted` are the stretches of its requirements."""
    wanted = [d for d in block.drafts if d.role == "line" and d.amount is not None]
    said, aside = party.words(annotated)
    for table in (table for found in annotated.tables.values() for table in found):
        # A heading such as 单价 asks nothing.
        said = said.replace(annotated.lowered[table.start : table.rows[0].start].strip(), " ")
    return Findings(
        text=said,
        beside=_beside(annotated, block),
        subject=annotated.subject,
        aside=aside,
        footer=annotated.said([b for b in annotated.blocks if b.kind in _BELOW and not b.depth]),
        lines=len(wanted),
        known=len([d for d in wanted if d.match.skus]),
        counted=len([d for d in wanted if d.amount is not None and _sold_by(d.amount)]),
        named=len([d for d in block.drafts if d.match.skus]),
        amounts=len(block.loose),
        refs=len(annotated.of("order_ref", blocks=annotated.voice)),
        subject_refs=len(party.subject_refs(annotated)),
        same=any(s.label == "same" for spans in annotated.sentences for s in spans),
        opens_again=any(_opens_again(spans) for spans in list(annotated.sentences)[:1]),
        delivery=place.stated or day.stated or shifts.stated(annotated),
        payment=bool(annotated.of("payment", blocks=annotated.voice)),
        contact=bool(stated.company or stated.contact),
        po=bool(annotated.of("po", blocks=annotated.voice)),
        on_file=author.customer is not None or author.rep is not None,
        idle=not any(_names(draft) and not _came(draft, annotated.lowered) for draft in block.drafts)
        and idletalk.only(said.strip()),
        presses=idletalk.pressing(said),
        strange=_strange(annotated, wanted, noted),
    )


def _sold_by(amount: Span) -> bool:
    """Whether it is counted by a unit that goods are sold by."""
    unit = amount.value.unit
    return unit is not None and units.named(unit) is not None


def _names(draft: Draft) -> bool:
    """Whether it names goods, and is no mere word of a name: the whole team, a warm welcome."""
    if not draft.match.skus or draft.match.status == "near" or draft.match.headless:
        return False
    return not claims.is_mere(draft) or draft.amount is not None


def _came(draft: Draft, text: str) -> bool:
    """Whether the words behind goods tell that they came, as nobody asks for any: 砖都卸完了."""
    if draft.amount is not None and draft.role != "decoy":
        return False
    end = max((part.end for part in draft.phrase), default=draft.end)
    return phrases.book("idle")["came"].pattern.match(text, end) is not None


def _opens_again(spans: Sequence[Span]) -> bool:
    """Whether nothing but a greeting stands before the words for "as last time", and they are a clause of their own."""
    at = next((place for place, span in enumerate(spans) if span.label == "same"), None)
    if at is None or (at and spans[at - 1].label != "break"):
        return False
    behind = (span.label for span in spans[at + 1 :] if span.label not in ("fill", "same"))
    return all(span.label in ("fill", "break") for span in spans[:at]) and next(behind, "break") == "break"


def _beside(annotated: Annotated, block: Block) -> str:
    """What is said without the names of products: a stain remover is no stain."""
    text = list(annotated.lowered)
    for draft in (one for one in block.drafts if one.match.skus):
        for span in annotated.inside(draft.start, draft.end):
            if span.label in ("part", "sku") and span.certainty > _TYPED_OTHERWISE:
                text[span.start : span.end] = "_" * (span.end - span.start)
    return party.words(annotated, "".join(text))[0]


def _strange(annotated: Annotated, wanted: Sequence[Draft], noted: Sequence[Stretch]) -> float:
    """The share of the words that nothing explains: in the sentences that count something, if any does, else in all.

    The names of what is counted are explained, and by half the requirements beside it. A Chinese character weighs as much as
    two letters.
    """
    counted = _Stretches((one.start, one.end) for one in wanted)
    required = _Stretches(noted if wanted else ())
    sentences = _sentences(annotated)
    counting = [spans for spans in sentences if any(span.start in counted for span in spans)]
    said, unexplained = 0, 0.0
    for span in (span for spans in counting or sentences for span in spans):
        letters = [c for c in annotated.lowered[span.start : span.end] if c.isalnum()]
        weight = len(letters) + sum("㐀" <= c <= "鿿" for c in letters)
        said += weight
        if span.label == "gap" and span.start not in counted:
            unexplained += weight * (_REQUIRED if span.start in required else 1.0)
    return unexplained / said if said else 0.0


class _Stretches:
    """Stretches of a text, to ask whether a position lies in one of them."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._ordered = sorted(stretches)

    def __contains__(self, position: int) -> bool:
        before = bisect_right(self._ordered, position, key=lambda stretch: stretch[0]) - 1
        return before >= 0 and position < self._ordered[before][1]


def _sentences(annotated: Annotated) -> list[list[Span]]:
    """The chosen spans of the blocks that speak, sentence by sentence."""
    sentences: list[list[Span]] = []
    for spans in annotated.sentences:
        sentences.append([])
        for span in spans:
            if span.label != "break":
                sentences[-1].append(span)
            elif span.value == _FULL_STOP:
                sentences.append([])
    return sentences
