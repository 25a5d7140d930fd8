"""Two sizes at once (35+5 μF, 6.35+9.52): a size where products have it, and no amount with something for nothing (20+5)."""

import re
from collections.abc import Sequence

from parsers.catalog import Catalog
from parsers.parts import Part
from parsers.sounds import pairs_of

# What ends a clause, and what tells an amount in it.
_CLAUSE_ENDS, _NUMERAL = "\n,，;；。、", re.compile(r"[0-9一二两三四五六七八九十]")
# So far around it is looked.
_NEAR = 40


def is_size(part: Part, stated: Sequence[Part], lowered: str, catalog: Catalog) -> bool:
    """Whether the sum is a size: of a product that is named in its clause, or, where none is, beside an amount."""
    if not catalog.knows("=" + part.key):
        return False
    start, end = _clause(part, lowered)
    words = [
        feature
        for one in stated
        if start <= one.start < one.end <= end
        for feature in _features(one)
        if catalog.knows(feature)
    ]
    if words:
        return any(catalog.together("=" + part.key, word) for word in words)
    return _NUMERAL.search(lowered[start : part.start] + lowered[part.end : end]) is not None


def _clause(part: Part, lowered: str) -> tuple[int, int]:
    first, last = max(0, part.start - _NEAR), min(len(lowered), part.end + _NEAR)
    start = max(lowered.rfind(mark, first, part.start) for mark in _CLAUSE_ENDS) + 1
    ends = [at for mark in _CLAUSE_ENDS if (at := lowered.find(mark, part.end, last)) >= 0]
    return max(start, first), min(ends, default=last)


def _features(part: Part) -> list[str]:
    if part.kind == "word":
        return ["w:" + part.key]
    return ["c:" + pair for pair, _ in pairs_of(part.key)] if part.kind == "han" else []
