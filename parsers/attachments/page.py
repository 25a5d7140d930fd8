"""HTML pages, and what programs call xls and is one."""

import re

from parsers.attachments.delimited import plain
from parsers.attachments.document import Grid, Prose, UnreadableFileError, flat, grid

_LOOKS = re.compile(r"<(?:!doctype html|html|head|body|table|meta|div)\b", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_START = 4096


def looks(data: bytes) -> bool:
    """Whether the first bytes are those of a page, in whatever charset."""
    start = data[:_START].replace(b"\x00", b"").decode("latin-1")
    return _LOOKS.search(start) is not None


def read(data: bytes) -> tuple[Grid | Prose, ...]:
    """The page as a reader sees it. Raises UnreadableFileError."""
    from parsers.attachments.html import to_text

    meta = _META.search(data[:_START])
    page = to_text(plain(data, meta[1].decode("ascii") if meta else None))
    if page.cut:
        raise UnreadableFileError("a page that is too large or too deep")
    doubts = (f"words that are crossed out: {'; '.join(page.struck)[:80]}",) if page.struck else ()
    if not page.text.strip():
        return ()
    if not page.rows:
        return (Prose("", page.text, doubts),)
    rows = [[flat(cell) for cell in line.split("\t")] for line in page.text.split("\n")]
    found = grid("", rows, doubts=doubts)
    return (found,) if found is not None else ()
