"""A customer's own words: what they call a product, as it was settled with them before (可乐 is their 330 ml can).

They help where the catalog leaves a question open, and nowhere else: what the words say by themselves always counts more.
"""

from collections.abc import Iterable, Mapping

from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.drafts import Block, Draft
from parsers.normalize import plain
from parsers.parts import Part
from parsers.products import Match
from parsers.spans import Span

RULE = "remembered"
# What was settled once may be meant otherwise now.
_CERTAINTY = 0.95
_LONGEST = 60
# 3.5 and 35 are two sizes.
_SIZES = "*./"


def key(said: str) -> str | None:
    """Under what the words are remembered, however they are spelt and spaced; None for what is no name (numbers alone)."""
    bare = "".join(
        character for character in plain(said).lower() if character.isalnum() or character in _SIZES
    )
    return bare if len(bare) <= _LONGEST and any(character.isalpha() for character in bare) else None


def settle(blocks: Iterable[Block], annotated: Annotated, catalog: Catalog) -> None:
    """Gives the open drafts of the message the products that these words were settled to mean."""
    words = annotated.message.context.words
    if not words:
        return
    for block in blocks:
        for draft in block.drafts:
            sku = _meant(draft, annotated, words)
            if sku is not None and catalog.get(sku) is not None:
                draft.match = Match("one", (sku,), _CERTAINTY, rule=RULE)
                draft.alternatives = ()
                _explain(draft, annotated)


def _meant(draft: Draft, annotated: Annotated, words: Mapping[str, str]) -> str | None:
    if draft.gaps or (draft.match.status == "one" and not draft.alternatives):
        return None
    said = key(annotated.source(draft.start, draft.end))
    sku = words.get(said) if said is not None else None
    fitting = draft.alternatives or draft.match.skus
    # Of several that fit, one of these; what fits nothing in the catalog is a name of the customer's own.
    return sku if draft.match.status == "none" or sku in fitting else None


def _explain(draft: Draft, annotated: Annotated) -> None:
    """All of their words name the product, for whoever asks what else is said."""
    start, end = draft.start, draft.end
    named = Span(start, end, "part", Part(start, end, "word", annotated.lowered[start:end]), _CERTAINTY, RULE)
    for block, spans in annotated.chosen.items():
        if block.start <= start and end <= block.end:
            beside = [span for span in spans if span.end <= start or end <= span.start]
            annotated.chosen[block] = sorted([*beside, named], key=lambda span: span.start)
