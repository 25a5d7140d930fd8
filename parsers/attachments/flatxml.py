"""Workbooks as one XML file (XML Spreadsheet 2003), which bookkeeping programs write and call xls."""

import xml.etree.ElementTree as ET

from parsers.attachments.document import WIDEST_ROW, Grid, UnreadableFileError, flat, grid
from parsers.attachments.workbook import number

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
_MOST_SKIPPED = 20_000  # empty rows


def looks(data: bytes) -> bool:
    """Whether the first bytes are those of such a workbook."""
    start = data[:4096].replace(b"\x00", b"")
    return _MARK in start and b"Workbook" in start


def read(data: bytes) -> tuple[Grid, ...]:
    """Its sheets. Raises UnreadableFileError."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - expat bounds entities
        sheets = [_sheet(sheet) for sheet in root.iter(f"{_SS}Worksheet")]
    except (ET.ParseError, ValueError):
        raise UnreadableFileError("a damaged workbook") from None
    return tuple(sheet for sheet in sheets if sheet is not None)


def _sheet(sheet: ET.Element) -> Grid | None:
    visible = sheet.find(".//{urn:schemas-microsoft-com:office:excel}Visible")
    if visible is not None and (visible.text or "").startswith("Sheet"):
        return None
    rows: list[list[str]] = []
    hidden: set[int] = set()
    for row in sheet.iter(f"{_SS}Row"):
        place = int(row.get(f"{_SS}Index", len(rows) + 1))
        if not len(rows) < place <= len(rows) + _MOST_SKIPPED:
            raise ValueError("rows out of order")
        rows += [[] for _ in range(place - len(rows) - 1)]
        if row.get(f"{_SS}Hidden") == "1":
            hidden.add(place)
        rows.append(_cells(row))
    return grid(sheet.get(f"{_SS}Name", ""), rows, hidden=frozenset(hidden))


def _cells(row: ET.Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_SS}Cell"):
        place = int(cell.get(f"{_SS}Index", len(cells) + 1))
        if not len(cells) < place <= WIDEST_ROW:
            raise ValueError("cells out of order")
        cells += [""] * (place - len(cells) - 1)
        cells.append(_shown(cell.find(f"{_SS}Data")))
        cells += [""] * min(int(cell.get(f"{_SS}MergeAcross", 0)), WIDEST_ROW)
    return cells


def _shown(data: ET.Element | None) -> str:
    if data is None:
        return ""
    text = flat("".join(data.itertext()))
    kind = data.get(f"{_SS}Type")
    if kind == "Number":
        return number(float(text)) if text else ""
    return text.removesuffix("T00:00:00.000") if kind == "DateTime" else text
