"""What the sheets of an xlsx file say of their cells besides the values: what is hidden, how numbers are shown, which
formulas were never computed."""

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


@dataclass(slots=True)
class Facts:
    """Rows and columns count from 0. `formats`: the format code of cells that have one of their own;
    `uncomputed`: cells whose formula has no value. `height` and `width` reach to the last value."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    height: int = 0
    width: int = 0


def facts(data: bytes) -> dict[str, Facts]:
    """By the sheets' names; empty where the file does not tell (it is of another format, or odd)."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            codes = _codes(archive)
            return {name: _sheet(archive, part, codes) for name, part in _parts(archive)}
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


def _codes(archive: ZipFile) -> list[str]:
    """The format code of each style, empty for those that every program has built in."""
    try:
        root = _root(archive, "xl/styles.xml")
    except KeyError:
        return []
    own: dict[str, str] = {}
    codes: list[str] = []
    for element in root:
        if _local(element) == "numFmts":
            own |= {one.get("numFmtId", ""): one.get("formatCode", "") for one in element}
        elif _local(element) == "cellXfs":
            codes = [own.get(style.get("numFmtId", ""), "") for style in element]
    return codes


def _sheet(archive: ZipFile, part: str, codes: list[str]) -> Facts:
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
                _cell(element, codes, found)
                element.clear()
            elif event == "end" and name == "row":
                element.clear()
    return found


def _cell(element: ET.Element, codes: list[str], found: Facts) -> None:
    place = _CELL.fullmatch(element.get("r", ""))
    if place is None:
        return
    at = (int(place[2]) - 1, _column(place[1]))
    style = element.get("s", "0")
    code = codes[int(style)] if style.isdigit() and int(style) < len(codes) else ""
    if code and element.get("t", "n") == "n" and len(found.formats) < _MOST_NUMBERS:
        found.formats[at] = code
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
