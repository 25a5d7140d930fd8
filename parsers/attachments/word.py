"""Word documents (docx, docm): paragraphs and tables in their order, as they stand once all changes are accepted.

Read from the XML itself: python-docx passes over insertions under review, content controls and macro-enabled files.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from parsers.attachments.document import (
    CROSSED_OUT,
    MOST_CHARACTERS,
    Grid,
    Prose,
    UnreadableFileError,
    flat,
    grid,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DEEPEST = 12
_UNDER_REVIEW = "changes that are still under review"


def read(data: bytes) -> tuple[Grid | Prose, ...]:
    """The document's own text, after the heading of its first page. Raises UnreadableFileError."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            heads = sorted(name for name in names if name.startswith("word/header") and name.endswith(".xml"))
            parts = [*heads[:3], "word/document.xml"]
            roots = [_root(archive.read(name)) for name in parts]
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        raise UnreadableFileError("a damaged document") from None
    except ET.ParseError:
        raise UnreadableFileError("a damaged document, its XML is broken") from None
    writer = _Writer()
    for root in roots:
        body = root.find(f"{_W}body")
        writer.blocks(body if body is not None else root, 0)
        writer.close()
    return tuple(writer.parts)


@dataclass(slots=True)
class _Writer:
    parts: list[Grid | Prose] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    tables: int = 0
    size: int = 0

    def blocks(self, parent: ET.Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise UnreadableFileError("nested too deep")
        for child in parent:
            if child.tag == f"{_W}p":
                self.line(self.text(child))
            elif child.tag == f"{_W}tbl":
                self.table(child, depth)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}moveTo"):
                self.blocks(child, depth + 1)

    def line(self, text: str) -> None:
        self.lines += text.split("\n")

    def close(self) -> None:
        """What was written since the last table becomes a part."""
        text = "\n".join(self.lines).strip("\n")
        if text.strip():
            self.parts.append(Prose("", text, tuple(self.doubts)))
        self.lines, self.doubts = [], []

    def table(self, table: ET.Element, depth: int) -> None:
        self.close()
        self.tables += 1
        rows: list[list[str]] = []
        for row in _within(table, f"{_W}tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self._doubt(_UNDER_REVIEW)
                continue
            cells: list[str] = []
            for cell in _within(row, f"{_W}tc"):
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
                above = rows[-1][len(cells)] if goes_on and rows and len(cells) < len(rows[-1]) else ""
                cells.append(above or self.cell(cell, depth + 1))
                cells += [""] * (_span(cell) - 1)
            rows.append(cells)
        found = grid(f"table {self.tables}", rows, doubts=tuple(self.doubts))
        self.doubts = []
        if found is not None:
            self.parts.append(found)

    def cell(self, cell: ET.Element, depth: int) -> str:
        """A cell's paragraphs, and those of a table inside it, in one line."""
        if depth > _DEEPEST:
            raise UnreadableFileError("nested too deep")
        return flat("\n".join(self.text(paragraph) for paragraph in cell.iter(f"{_W}p")))

    def text(self, paragraph: ET.Element) -> str:
        text = "".join(self._runs(paragraph, 0))
        self.size += len(text)
        if self.size > MOST_CHARACTERS:
            raise UnreadableFileError(f"more than {MOST_CHARACTERS:,} characters")
        return text

    def _runs(self, parent: ET.Element, depth: int) -> Iterator[str]:
        if depth > 4 * _DEEPEST:
            raise UnreadableFileError("nested too deep")
        for child in parent:
            if child.tag == f"{_W}t":
                yield child.text or ""
            elif child.tag == f"{_W}tab":
                yield "\t"
            elif child.tag in (f"{_W}br", f"{_W}cr"):
                yield "\n"
            elif child.tag in (f"{_W}del", f"{_W}moveFrom"):
                self._doubt(_UNDER_REVIEW)
            elif child.tag == f"{_W}r" and (off := _off(child)):
                # What is crossed out or hidden is not said.
                if any(node.text for node in child.iter(f"{_W}t")):
                    self._doubt(off)
            elif child.tag == f"{_W}p" or child.tag == _FALLBACK:
                # The paragraphs of a text box; its fallback says the same again.
                if child.tag != _FALLBACK:
                    yield "\n"
                    yield from self._runs(child, depth + 1)
            elif not child.tag.endswith("Pr"):
                if child.tag == f"{_W}ins":
                    self._doubt(_UNDER_REVIEW)
                yield from self._runs(child, depth + 1)

    def _doubt(self, why: str) -> None:
        if why and why not in self.doubts:
            self.doubts.append(why)


def _within(parent: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Rows of a table or cells of a row, those in content controls too, but none of tables inside them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _within(child, tag)


def _off(run: ET.Element) -> str | None:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return None
    for name, why in (("strike", CROSSED_OUT), ("dstrike", CROSSED_OUT), ("vanish", "hidden words")):
        found = properties.find(f"{_W}{name}")
        if found is not None and found.get(f"{_W}val", "true") not in ("0", "false", "off"):
            return why
    return None


def _span(cell: ET.Element) -> int:
    found = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = found.get(f"{_W}val", "1") if found is not None else "1"
    return min(int(value), 60) if value.isdigit() else 1


def _root(data: bytes) -> ET.Element:
    # Strict documents differ by their namespace alone; expat bounds what entities expand to.
    return ET.fromstring(data.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()))  # noqa: S314
