"""What the sheets of an xlsx file say of their cells besides the values: what is hidden or struck out, how numbers are
shown, which formulas were never computed."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BEHIND = re.compile(r'[0#?](?:_.|\\ |\*.| )*(?:"([^"]{1,12})"|\\([㐀-鿿])|([㐀-鿿]{1,4}))\s*\Z')
_PADDED = re.compile(r"0{2,20}")
_MOST_NUMBERS = 2_000_000


@dataclass(frozen=True, slots=True)
class _Style:
    """`code` is empty for number formats that every program has built in."""

    code: str = ""
    struck: bool = False


@dataclass(slots=True)
class Facts:
    """Rows and columns count from 0. `formats`: the format code of cells that have one of their own;
    `uncomputed`: cells whose formula has no value; `struck`: cells whose font has a line through it. `height` and `width`
    reach to the last value."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)
    height: int = 0
    width: int = 0


def facts(data: bytes) -> dict[str, Facts]:
    """By the sheets' names; empty where the file does not tell (it is of another format, or odd)."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            styles = _styles(archive)
            return {name: _sheet(archive, part, styles) for name, part in _parts(archive)}
    except (BadZipFile, ET.ParseError, KeyError, ValueError, OSError, RuntimeError, NotImplementedError):
        return {}


def shown(value: str, code: str) -> str:
    """A number as its format shows it, where that says more: 20箱 for 20 in 0"箱", 00042 for 42 in 00000."""
    first = code.split(";")[0]
    if _PADDED.fullmatch(first) and value.isdigit():
        return value.zfill(len(first))
    behind = _BEHIND.search(first)
    if behind is None:
        return value
    return f"{value}{next(group for group in behind.groups() if group)}"


def _parts(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """(name, path in the archive) of the sheets."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _root(archive, "xl/_rels/workbook.xml.rels")
    }
    for sheet in _root(archive, "xl/workbook.xml").iter():
        if _local(sheet) != "sheet":
            continue
        reference = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        target = targets.get(reference)
        if target:
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            yield sheet.get("name", ""), path


def _styles(archive: ZipFile) -> list[_Style]:
    try:
        root = _root(archive, "xl/styles.xml")
    except KeyError:
        return []
    own: dict[str, str] = {}
    struck: set[str] = set()
    styles: list[_Style] = []
    for element in root:
        if _local(element) == "numFmts":
            own |= {one.get("numFmtId", ""): one.get("formatCode", "") for one in element}
        elif _local(element) == "fonts":
            struck = {str(place) for place, font in enumerate(element) if _has_line(font)}
        elif _local(element) == "cellXfs":
            styles = [
                _Style(own.get(one.get("numFmtId", ""), ""), one.get("fontId") in struck) for one in element
            ]
    return styles


def _has_line(font: ET.Element) -> bool:
    return any(_local(part) == "strike" and _yes(part.get("val", "1")) for part in font)


def _sheet(archive: ZipFile, part: str, styles: list[_Style]) -> Facts:
    found = Facts()
    with archive.open(part) as stream:
        row = -1
        for event, element in ET.iterparse(stream, events=("start", "end")):  # noqa: S314 - expat bounds entities
            name = _local(element)
            if event == "start" and name == "row":
                number = element.get("r", "")
                row = int(number) - 1 if number.isdigit() else row + 1
                if _yes(element.get("hidden")):
                    found.hidden_rows.add(row)
            elif event == "end" and name == "col" and _yes(element.get("hidden")):
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                found.hidden_columns.update(range(first - 1, min(last, 16_384)))
            elif event == "end" and name == "c":
                _cell(element, styles, found)
                element.clear()
            elif event == "end" and name == "row":
                element.clear()
    return found


def _cell(element: ET.Element, styles: list[_Style], found: Facts) -> None:
    place = _CELL.fullmatch(element.get("r", ""))
    if place is None:
        return
    at = (int(place[2]) - 1, _column(place[1]))
    number = element.get("s", "0")
    style = styles[int(number)] if number.isdigit() and int(number) < len(styles) else _Style()
    if style.code and element.get("t", "n") == "n" and len(found.formats) < _MOST_NUMBERS:
        found.formats[at] = style.code
    if style.struck:
        found.struck.add(at)
    children = {_local(child): child for child in element}
    value = children["v"].text if "v" in children else None
    if children:
        found.height, found.width = max(found.height, at[0] + 1), max(found.width, at[1] + 1)
    # A formula that comes to an empty text has a type that says so.
    if "f" in children and not value and element.get("t") != "str":
        found.uncomputed.add(at)


def _root(archive: ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name))  # noqa: S314 - expat bounds entities


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _yes(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
