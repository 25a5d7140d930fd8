"""PDF with a text layer: tables with ruled lines by their cells, all else as lines whose columns stand where they stand."""

import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from statistics import median
from typing import TYPE_CHECKING, Any

from parsers.attachments.document import MOST_CHARACTERS, Grid, Prose, UnreadableFileError, flat, grid

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MOST_PAGES = 30
_MOST_ON_PAGE = 30_000  # characters
_MOST_LINES = 20_000  # drawn lines and boxes of a page
_SCANNED = "a scanned document without text"
_UNDECODED = "(cid:"
# Words further apart than this many widths of a letter stand in different columns.
_COLUMN_GAP = 1.6


def read(data: bytes) -> tuple[Grid | Prose, ...]:
    """The pages' tables and lines. Raises UnreadableFileError."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    parts: list[Grid | Prose] = []
    empty: list[int] = []
    size = 0
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            if len(document.pages) > _MOST_PAGES:
                raise UnreadableFileError(f"more than {_MOST_PAGES} pages")
            for page in document.pages:
                size += len(page.chars)
                if len(page.chars) > _MOST_ON_PAGE or size > MOST_CHARACTERS or _drawn(page) > _MOST_LINES:
                    raise UnreadableFileError("a page with more on it than anybody reads")
                found = list(_page(page))
                if not found and page.images:
                    empty.append(page.page_number)
                parts += found
                page.close()
    except PdfminerException as error:
        locked = any(isinstance(each, PDFPasswordIncorrect) for each in (*error.args, error.__context__))
        raise UnreadableFileError("protected by a password" if locked else "a damaged PDF") from None
    text = "".join(
        part.text if isinstance(part, Prose) else "".join(map("".join, part.rows)) for part in parts
    )
    if text.count(_UNDECODED) > 3:
        raise UnreadableFileError("its letters have no text behind them")
    if not parts:
        raise UnreadableFileError(_SCANNED if empty else "there is nothing in it")
    if empty:
        first = parts[0]
        doubts = (*first.doubts, f"page {empty[0]} is a picture without text")
        parts[0] = (
            Grid(first.name, first.rows, first.numbers, doubts, first.hidden)
            if isinstance(first, Grid)
            else Prose(first.name, first.text, doubts)
        )
    return tuple(parts)


def _drawn(page: "Page") -> int:
    return len(page.rects) + len(page.lines) + len(page.curves)


def _page(page: "Page") -> Iterator[Grid | Prose]:
    """The parts of a page from top to bottom."""
    number = page.page_number
    tables = [table for table in page.find_tables() if _is_table(table)]
    boxes = [table.bbox for table in tables]
    words = page.extract_words(keep_blank_chars=False, use_text_flow=False, x_tolerance=1.5, y_tolerance=3)
    outside = [word for word in words if not any(_inside(word, box) for box in boxes)]
    top = 0.0
    for count, table in enumerate(sorted(tables, key=lambda table: table.bbox[1]), start=1):
        above = [word for word in outside if top <= word["top"] < table.bbox[1]]
        yield from _prose(above, number)
        rows = [[flat(cell or "") for cell in row] for row in table.extract()]
        found = grid(f"page {number} table {count}", rows)
        if found is not None:
            yield found
        top = table.bbox[1]
    yield from _prose([word for word in outside if word["top"] >= top], number)


def _is_table(table: Any) -> bool:
    """A frame around everything, or a line of boxes, is none."""
    return len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    left, top, right, bottom = box
    return bool(left <= across <= right and top <= down <= bottom)


def _prose(words: Sequence[dict[str, Any]], number: int) -> Iterator[Prose]:
    if words:
        yield Prose(f"page {number}", "\n".join(_lines(words)))


def _lines(words: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Lines of a fixed-width font: what stands below each other on the page does so in the text."""
    widths = [(word["x1"] - word["x0"]) / max(_width(word["text"]), 1) for word in words]
    unit = max(median(widths), 1.0)
    edge = min(word["x0"] for word in words)
    bottom: float | None = None
    for row in _rows(words):
        height = max(word["bottom"] - word["top"] for word in row)
        if bottom is not None and min(word["top"] for word in row) - bottom > height:
            yield ""
        bottom = max(word["bottom"] for word in row)
        line = ""
        right: float | None = None
        for word in row:
            if right is not None and word["x0"] - right < _COLUMN_GAP * unit:
                # Chinese words stand beside each other without a blank.
                glued = word["x0"] - right < unit / 4
                line += word["text"] if glued else " " + word["text"]
            else:
                column = int((word["x0"] - edge) / unit)
                line += " " * max(column - _width(line), 2 if line else 0) + word["text"]
            right = word["x1"]
        yield line


def _rows(words: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The words by line, from left to right."""
    row: list[dict[str, Any]] = []
    for word in sorted(words, key=lambda word: ((word["top"] + word["bottom"]) / 2, word["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if row and middle > max(min(row[0]["bottom"], row[0]["top"] + 40), row[0]["top"]):
            yield sorted(row, key=lambda word: word["x0"])
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda word: word["x0"])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
