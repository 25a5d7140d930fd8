"""PDF with a text layer: tables with ruled lines by their cells, all else as lines whose columns stand where they stand."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from parsers.attachments import layout
from parsers.attachments.document import MOST_CHARACTERS, Grid, Prose, UnreadableFileError, flat, grid
from parsers.attachments.layout import Word
from parsers.attachments.picture import of_images

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MOST_PAGES = 30
_MOST_ON_PAGE = 30_000  # characters
_MOST_LINES = 20_000  # drawn lines and boxes of a page
_SCANNED = "a scanned document without text"
_UNDECODED = "(cid:"
_MOST_SCANNED, _SCANNED_SIDE = 5, 2_000  # pages, pixels


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
        if empty:
            return _scanned(data)
        raise UnreadableFileError("there is nothing in it")
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
    """The parts of a page, downwards."""
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
        placed = [Word(w["text"], w["x0"], w["x1"], w["top"], w["bottom"]) for w in words]
        yield Prose(f"page {number}", "\n".join(layout.lines(placed)))


def _scanned(data: bytes) -> tuple[Prose, ...]:
    """The words of the pictures that the pages are."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        if len(document) > _MOST_SCANNED:
            raise UnreadableFileError(f"{_SCANNED}, of more than {_MOST_SCANNED} pages")
        images = []
        for page in document:
            longest = max(page.get_width(), page.get_height(), 1.0)
            images.append(page.render(scale=_SCANNED_SIDE / longest).to_pil().convert("RGB"))
    try:
        return of_images(images)
    except UnreadableFileError:
        raise UnreadableFileError(_SCANNED) from None
