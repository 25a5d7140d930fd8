"""Files as forms to read: sheet after sheet, a table's rows one line each, what stands around them as label and value.

A form is mostly empty: rows without an amount beside rows with one are left out, so that a whole catalog with ten
ordered rows reads as ten rows.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from parsers import grids, tables
from parsers.attachments.document import Document, Grid, Prose
from parsers.cells import is_rule
from parsers.form import Form
from parsers.form_headings import heading_row
from parsers.form_labels import labelled, low, names, ours, says
from parsers.form_sheet import Sheet
from parsers.form_sides import sides
from parsers.normalize import plain

# Of the text as it came, whose blanks are not yet evened out.
_WIDE = re.compile(r"\s{2,}")
_INDENT = 2
_LONGEST_TITLE = 80
_LONGEST_HEAD = 60
_SAYS = re.compile(r"[:,;。!?]|\.\s|\.$")
_TITLE_ROWS = 4
# Tables on pages and in letters are parts of one text; the sheets of a workbook need not be.
_PAGE = re.compile(r"(?:page|table) \d|\Z")
_SEVERAL = 2


def forms(document: Document) -> list[Form]:
    """The file as text, sheet by sheet where it is a workbook."""
    sheets = [part for part in document.parts if isinstance(part, Grid) and not _PAGE.match(part.name)]
    if len({sheet.name for sheet in sheets}) < len(document.parts) or len(sheets) < _SEVERAL:
        return [form(document)]
    return [
        replace(form(Document(document.name, (part,), document.problem)), sheet=part.name)
        for part in document.parts
    ]


def form(document: Document) -> Form:
    """The file as one text. Sheets and pages follow each other with a blank line between."""
    result = Form(document.name)
    titles: list[str] = []
    heads: list[str] = []
    cells = False
    for part in document.parts:
        result.parts.append(len(result.text))
        for why in part.doubts:
            result.doubt(why)
        sheet = part if isinstance(part, Grid) else _aligned(part)
        if sheet is not None:
            titles += [low(sheet.name), *_titles(sheet)]
            cells = True
            for side in sides(sheet):
                heads = Sheet(side, result, wraps=sheet is not part, above=heads).write()
        elif isinstance(part, Prose):
            if part is document.parts[0]:
                lines = [low(line).strip() for line in part.text.split("\n") if line.strip()][:_TITLE_ROWS]
                titles += [line for line in lines if len(line) <= _LONGEST_HEAD and not _SAYS.search(line)]
            _prose(part, result)
        result.text += "\n"
    result.running = result.running and not cells
    result.title = "\n".join(title[:_LONGEST_TITLE] for title in titles)
    return result


def _prose(part: Prose, result: Form) -> None:
    dropped = block = False
    for number, line in enumerate(part.text.split("\n"), start=1):
        text = low(line).strip()
        if text and ours(text) and not _columns(line):
            # A bare heading over us takes the lines below it along, a name only how to reach it.
            block, dropped = says("block", text), True
            continue
        dropped = dropped and bool(text) and not says("block", text) and (block or says("reach", text))
        if dropped:
            continue
        result.running = result.running or bool(text)
        where = f"{part.name + ', ' if part.name else ''}line {number}"
        for piece in _pieces(line):
            if not ours(low(piece).strip()):
                result.line(piece, where)
    result.tables += len(grids.find(low(part.text)))


def _columns(line: str) -> list[str]:
    """The parts of a line that stand apart from each other, where labels are among them; else none."""
    cells = [cell.strip() for cell in re.split(r"\t|\s{3,}", line.strip())]
    cells = [cell for cell in cells if cell]
    if len(cells) < _SEVERAL or not any(":" in low(cell) or names(low(cell).strip()) for cell in cells):
        return []
    return cells


def _pieces(line: str) -> list[str]:
    """A line as those of label and value that stand beside each other in it; else as it is."""
    cells = _columns(line)
    return [piece for _, piece in labelled(cells)] if cells else [line]


def _aligned(part: Prose) -> Grid | None:
    """Text whose columns are aligned under headings, or parted by tabs, as a sheet; None where it has no table."""
    lines = part.text.split("\n")
    header: str | None = None
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    found = False
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else _WIDE.split(line.strip()))]
        if not any(cells) or is_rule(line):
            continue
        if heading_row(cells) is not None:
            header, found = None if "\t" in line else line, True
        elif header is not None and len(cells) > 1:
            cells = tables.aligned(header, line)
        elif header is not None:
            cells = _single(header, line)
        rows.append(tuple(cells))
        numbers.append(number)
    return Grid(part.name, tuple(rows), tuple(numbers), part.doubts) if found else None


def _single(header: str, line: str) -> list[str]:
    """One cell that stands alone in its line: at the place of its column, if it begins to the right of the first."""
    indent = len(line) - len(line.lstrip())
    return tables.aligned(header, line) if indent > _INDENT else [line.strip()]


def _titles(part: Grid) -> Iterator[str]:
    """The rows before any table that hold one cell: what the sheet calls itself."""
    for row in part.rows[:_TITLE_ROWS]:
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and ":" not in plain(filled[0]):
            yield low(filled[0])
