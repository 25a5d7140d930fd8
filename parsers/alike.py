"""Words that the catalog has in another form or order: almond slices of sliced almonds, 盐椒 of 椒盐."""

from collections.abc import Collection, Iterator, Sequence

from parsers.catalog import Catalog
from parsers.parts import Part
from parsers.spans import Span

# A word of the same root as one of the catalog; characters in another order than the catalog's.
AKIN, _TURNED = 0.7, 0.6


def akin(part: Part, near: Sequence[Part], catalog: Catalog) -> bool:
    """Whether it has the root of a word of a product, another word of which stands right before or behind it, among those `near`."""
    roots = catalog.akin(part.key)
    if not roots:
        return False
    return any(
        other.kind == "word"
        and (part.start - other.end == 1 or other.start - part.end == 1)
        and any(
            catalog.together("w:" + own, "w:" + word)
            for word in catalog.near_words(other.key)
            for own in roots
        )
        for other in near
    )


def turned(part: Part, catalog: Catalog, exact: Sequence[bool], common: Collection[str]) -> Iterator[Span]:
    """Two characters that the catalog has the other way round (葱香 for 香葱), where neither belongs to another word."""
    run = part.key
    for place, known in enumerate(exact):
        if known or any(exact[max(0, place - 1) : place + 2]) or run[place] == run[place + 1]:
            continue
        two = run[place : place + 2]
        if catalog.knows("c:" + two[::-1]) and two not in common:
            first, last = part.start + place, part.start + place + 2
            yield Span(first, last, "part", Part(first, last, "han", two), _TURNED, "parts.turned")
