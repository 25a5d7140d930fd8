"""Delimited text (csv, tsv) in whatever charset and with whatever delimiter its program chose."""

import csv
import re
from io import StringIO

from parsers.attachments.charset import decode
from parsers.attachments.document import MOST_CHARACTERS, Grid, UnreadableFileError, flat, grid

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 200
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f]")
_BY_CHANCE = re.compile("[\u0250-\u036f\u0530-\u07ff]{1,60}")
_SEP = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read(data: bytes) -> tuple[Grid, ...]:
    """One grid. Raises UnreadableFileError."""
    text = plain(data)
    told = _SEP.match(text)
    if told:
        # Excel's own first line, which no person reads.
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter(text)
    try:
        # Quotes that never close would swallow the rest of the file: read as if they were none.
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        rows = [line.split(delimiter) for line in text.splitlines()]
    found = grid("", [[flat(cell) for cell in row] for row in rows], first=2 if told else 1)
    return (found,) if found is not None else ()


def looks(data: bytes) -> bool:
    """Whether the bytes are text in cells, whatever the file's name says."""
    try:
        found = read(data)
    except UnreadableFileError:
        return False
    return any(sum(len(row) > 1 for row in one.rows) > 1 for one in found)


def plain(data: bytes, declared: str | None = None) -> str:
    """The text of a file, which seldom declares its charset. Raises UnreadableFileError where it is none."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in data[:4096]:
        # UTF-16 without its mark has a NUL in every other byte of Latin text; anything else with NULs is no text.
        half = data[:4096]
        odd, even = half[1::2].count(0), half[0::2].count(0)
        if max(odd, even) < len(half) // 8 or min(odd, even) > len(half) // 50:
            raise UnreadableFileError("no text: it holds bytes that no text has")
        data = (b"\xff\xfe" if odd > even else b"\xfe\xff") + data
    text, _ = decode(data, declared)
    if (
        declared is None
        and text.isascii() is False
        and _BY_CHANCE.fullmatch("".join(c for c in text if c > "\x7f"))
    ):
        # A few Chinese characters may be valid UTF-8 of scripts that no order is written in.
        text = data.decode("gb18030", "replace")
    if len(_CONTROLS.findall(text)) > len(text) // 100:
        raise UnreadableFileError("no text: it holds bytes that no text has")
    if text.count("\ufffd") > max(3, len(text) // 50):
        raise UnreadableFileError("text in a charset that is not known")
    if len(text) > MOST_CHARACTERS:
        raise UnreadableFileError(f"more than {MOST_CHARACTERS:,} characters")
    return text.removeprefix("\ufeff").replace("\x00", "")


def _delimiter(text: str) -> str:
    """What parts most rows into equally many cells, at least two."""
    lines = [line for line in text.splitlines()[: _SAMPLE_ROWS * 2] if line.strip()][:_SAMPLE_ROWS]
    best, score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        common = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width), default=1)
        if common < 2:
            continue
        # Decimal commas part numbers in two; the true delimiter parts all rows, and into more.
        found = widths.count(common) / len(widths) + min(common, 10) / 20
        if found > score:
            best, score = delimiter, found
    return best
