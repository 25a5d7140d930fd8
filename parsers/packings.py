"""How much is in one of what is counted (每桶180公斤, bag of 40 pcs, 100只/盒): it tells a size and orders nothing."""

import re
from collections.abc import Iterator

from parsers import phrases, units
from parsers.catalog import Catalog
from parsers.catalog_entry import COUNTS
from parsers.parts import parts
from parsers.spans import Span

_ONE, _AROUND, _PARTS, _NUMBERS = "一", 30, "，,。;；！!？?\n", "两二三四五六七八九十百几"
_CLAUSE = re.compile(rf"[^{_PARTS}]*")


def find(lowered: str, catalog: Catalog) -> Iterator[Span]:
    """Spans 'packing', and 'part' where what is held is a size that products have."""
    book = phrases.book("packings")
    for match in book["measured"].pattern.finditer(lowered):
        unit = match["container"] or match["counted"] or match["boxed"]
        size = match["holds"] or match["held"] or match["inside"]
        if units.named(unit) is None and unit not in catalog.unit_words:
            continue
        part = next(iter(parts(size)), None)
        known = part is not None and part.kind == "spec" and catalog.knows("=" + part.key)
        if part is not None and known:
            moved = part.placed(*match.span())
            yield Span(*match.span(), "part", moved, 1.0, "parts.packing")
        elif match["container"]:
            yield Span(*match.span(), "packing", None, 1.0, "parts.packing")
    for match in book["each_holds"].pattern.finditer(lowered):
        yield Span(*match.span(), "packing", None, 1.0, "parts.packing")
    yield from _counted(lowered, catalog)


def _counted(lowered: str, catalog: Catalog) -> Iterator[Span]:
    """Packings that the catalog knows: another number may be what is wanted."""
    for match in phrases.book("packings")["counted"].pattern.finditer(lowered):
        box = match["each"] or match["outer"] or match["box"]
        held = match["held"] or match["inner"] or match["many"]
        what = match["what"] or match["kind"] or match["piece"]
        if not _counts(box, container=True) or (what and not _counts(what)):
            continue
        if held not in catalog.packings:
            continue
        if (
            match["each"]
            and lowered[match.start()] == _ONE
            and not _counted_beside(lowered, *match.span(), box)
        ):
            # 可乐来一箱24罐的: the one that is wanted.
            continue
        start, end = match.span("of") if match["of"] else match.span()
        yield Span(start, end, "packing", None, 1.0, "packings.counted")


def _counted_beside(text: str, start: int, end: int, box: str) -> bool:
    """Whether so many of the container are wanted in the same clause, or right before the words that tell the kind of it: 可乐一箱24罐的3箱;
    5盒签字笔，一盒12支的那种."""
    first = max((text.rfind(mark, max(0, start - _AROUND), start) for mark in _PARTS), default=-1)
    behind = _CLAUSE.match(text, end, end + _AROUND)
    beside = text[max(first + 1, start - _AROUND) : start] + "|" + (behind[0] if behind else "")
    if beside.lstrip("|的") in ("那种", "那款"):
        beside = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    return re.search(rf"(?:\d|[{_NUMBERS}]) ?{re.escape(box)}(?!子)", beside) is not None


def _counts(word: str, *, container: bool = False) -> bool:
    unit = units.named(word)
    return unit is not None and (unit.kind == "container" if container else unit.kind in COUNTS)
