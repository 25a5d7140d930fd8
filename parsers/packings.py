"""How much is in one of what is counted (每桶180公斤, bag of 40 pcs, 100只/盒): it tells a size and orders nothing."""

import re
from collections.abc import Iterator

from parsers import units
from parsers.catalog import Catalog
from parsers.catalog_entry import COUNTS
from parsers.parts import parts
from parsers.spans import Span

_SIZE = r"\d{1,5}(?:\.\d{1,2})? ?"
_EACH_HOLDS = re.compile(rf"\b(?:of|at|x|\*) ?({_SIZE}(?:kgs?|g|l|ltrs?|ml)) each\b")
_MEASURED = re.compile(
    rf"(?:每|一(?=[箱桶袋包盒瓶卷件罐](?:是|装|有|净重)))([㐀-鿿])(?:是|装|有|约|净重){{0,2}} ?({_SIZE}(?:公斤|千克|kg|克|g|升|l|毫升|ml|斤|米|m)(?![a-z0-9/]))"
    rf"|({_SIZE}(?:kgs?|g|l|ltrs?|ml|m)) ?(?:per|each|/) ?([a-z]{{2,8}}|[㐀-鿿])(?![a-z])"
)
_COUNTED = re.compile(
    # 每盒100只; 100只/盒, 100 pcs per box, 12 to a box; bag of 40 pcs
    r"每(?P<each>[㐀-鿿])(?:是|装|有|各){0,2} ?(?P<held>\d{1,5}) ?(?P<what>[㐀-鿿])(?!装)"
    r"|(?<![\d.])(?P<inner>\d{1,5}) ?(?P<kind>[a-z]{2,8}|[㐀-鿿])?\.? ?(?:per|each|/|(?<=[\d ])(?:to|in) an?) ?(?P<outer>[a-z]{2,8}|[㐀-鿿])(?![a-z㐀-鿿])"
    r"|(?<![a-z])(?P<box>[a-z]{2,8})(?P<of> (?:of|with|containing|holding) (?P<many>\d{1,5})(?: ?(?P<piece>[a-z]{2,8})\b)?)(?![\d*.,]\d)"
)


def find(lowered: str, catalog: Catalog) -> Iterator[Span]:
    """Spans 'packing', and 'part' where what is held is a size that products have."""
    for match in _MEASURED.finditer(lowered):
        unit, size = (match[1], match[2]) if match[1] else (match[4], match[3])
        if units.named(unit) is None:
            continue
        part = next(iter(parts(size)), None)
        known = part is not None and part.kind == "spec" and catalog.knows("=" + part.key)
        if part is not None and known:
            moved = part.placed(*match.span())
            yield Span(*match.span(), "part", moved, 1.0, "parts.packing")
        elif match[1]:
            yield Span(*match.span(), "packing", None, 1.0, "parts.packing")
    for match in _EACH_HOLDS.finditer(lowered):
        yield Span(*match.span(), "packing", None, 1.0, "parts.packing")
    yield from _counted(lowered, catalog)


def _counted(lowered: str, catalog: Catalog) -> Iterator[Span]:
    """Packings that the catalog knows: another number may be what is wanted."""
    for match in _COUNTED.finditer(lowered):
        box = match["each"] or match["outer"] or match["box"]
        held = match["held"] or match["inner"] or match["many"]
        what = match["what"] or match["kind"] or match["piece"]
        if not _counts(box, container=True) or (what and not _counts(what)):
            continue
        if held not in catalog.packings:
            continue
        start, end = match.span("of") if match["of"] else match.span()
        yield Span(start, end, "packing", None, 1.0, "packings.counted")


def _counts(word: str, *, container: bool = False) -> bool:
    unit = units.named(word)
    return unit is not None and (unit.kind == "container" if container else unit.kind in COUNTS)
