"""HTML of a mail into the plain text that a reader sees: a table row is one line with tabs, a quotation begins with "> "."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.attachments.htmllines import Lines

_DROPPED = {
    "script", "style", "head", "title", "template", "object", "embed", "svg", "math", "iframe", "select",
    "textarea", "button", "input", "audio", "video", "map", "meta", "link", "img", "-comment", "!doctype",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "nav", "ol", "pre", "section", "table", "ul",
    "caption", "blockquote", "p", "tr", "td", "th",
}  # fmt: skip
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "ol", "ul", "table", "pre"}
_STRUCK = {"del", "s", "strike"}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
_LINE_THROUGH = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_NO_MARGIN = re.compile(r"margin(?:-top|-bottom)?\s*:\s*0", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "li", "tr", "td", "th", "p", "dd", "dt", "option"}
LONGEST_TEXT = 1_000_000  # characters of text, of which the rest is left out
_DEEPEST = 400  # elements within each other
_DEEP_PARSE = 5000
_WIDEST = 60  # cells that one colspan may add
_MOST_COLUMNS = 200  # in a row: over this it is no table that a person reads
_LONG_CELL = 400  # characters: over this a cell of a table is prose, and the table a layout


@dataclass(frozen=True, slots=True)
class PlainText:
    """`rows`: the lines of `text` that were rows of a table with several cells. `struck`: what was crossed out."""

    text: str
    rows: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    cut: bool = False


def to_text(html: str) -> PlainText:
    """What the page says. Links lose their address, hidden and crossed-out words are left out. Never raises."""
    if html.count("<") > _DEEP_PARSE and _nesting(html) > _DEEP_PARSE:
        # The parser needs quadratic time for elements within each other by the ten thousand.
        return PlainText(" ".join(_TAG.sub(" ", html).split()), cut=True)
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    if root is None:
        return PlainText("")
    writer = Lines()
    _write(root, writer, 0)
    lines = writer.finished()
    rows = tuple(line for line in lines if "\t" in line)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return PlainText(text, rows, tuple(writer.struck), writer.cut)


def _nesting(html: str) -> int:
    """How deep elements may lie within each other, at most."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match.group(1):
            depth = max(depth - 1, 0)
        elif match.group(2).lower() not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _write(node: LexborNode, out: Lines, depth: int) -> None:
    child = node.first_child
    while child is not None:
        if out.size > LONGEST_TEXT:
            out.cut = True
            return
        _write_one(child, out, depth + 1)
        child = child.next


def _write_one(node: LexborNode, out: Lines, depth: int) -> None:
    tag = node.tag or ""
    if tag == "-text":
        out.words(node.text_content or "")
        return
    if tag in _DROPPED:
        return
    if depth > _DEEPEST:
        out.cut = True
        out.words(node.text_lexbor() or "")
        return
    attributes = node.attributes
    style = attributes.get("style") or ""
    if "hidden" in attributes or (style and _HIDDEN.search(style)):
        return
    if tag in _STRUCK or (style and _LINE_THROUGH.search(style)):
        words = " ".join((node.text(deep=True) or "").split())
        if words:
            out.struck.append(words[:80])
        return
    if tag == "br":
        out.newline()
    elif tag == "hr":
        out.end_line()
        out.begin("-" * 10)
        out.end_line()
    elif tag == "table":
        _write_table(node, out, depth)
    elif tag == "pre":
        out.end_line(paragraph=True)
        out.verbatim(node.text(deep=True) or "")
        out.end_line(paragraph=True)
    elif tag == "ol":
        out.end_line(paragraph=True)
        _write_numbered(node, out, depth)
        out.end_line(paragraph=True)
    elif tag == "blockquote":
        out.end_line(paragraph=True)
        out.quote += 1
        _write(node, out, depth)
        out.end_line()
        out.quote -= 1
        out.end_line(paragraph=True)
    elif tag in _BLOCKS:
        paragraph = tag in _PARAGRAPHS and not _is_tight(tag, attributes, style)
        out.end_line(paragraph=paragraph)
        if tag == "li":
            out.begin("- ")
        _write(node, out, depth)
        out.end_line(paragraph=paragraph)
    else:
        _write(node, out, depth)


def _is_tight(tag: str, attributes: dict[str, str | None], style: str) -> bool:
    """Word processors write every line as a paragraph without a margin: no blank line between those."""
    return tag == "p" and (
        (attributes.get("class") or "").startswith("Mso") or bool(_NO_MARGIN.search(style))
    )


def _write_numbered(node: LexborNode, out: Lines, depth: int) -> None:
    start = (node.attributes.get("start") or "").strip()
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    child = node.first_child
    while child is not None:
        if child.tag == "li" and not _is_hidden(child):
            out.end_line()
            out.begin(f"{number}. ")
            number += 1
            _write(child, out, depth + 1)
            out.end_line()
        else:
            _write_one(child, out, depth + 1)
        child = child.next


def _write_table(table: LexborNode, out: Lines, depth: int) -> None:
    """Rows of several short cells become lines with tabs; a table that only lays out a page becomes its blocks."""
    out.end_line(paragraph=True)
    spans: dict[int, int] = {}  # column -> rows that a cell above still covers
    for row in _rows(table, out, depth):
        cells = _cells(row)
        if len(cells) < 2 and not spans:
            for cell in cells:
                _write_block(cell, out, depth)
            continue
        columns = _columns(cells, spans, depth, out)
        if columns is None:
            spans.clear()
            for cell in cells:
                _write_block(cell, out, depth)
            continue
        line = "\t".join(columns).rstrip("\t ")
        if line.strip():
            out.begin(line)
            out.newline()
    out.end_line(paragraph=True)


def _write_block(cell: LexborNode, out: Lines, depth: int) -> None:
    out.end_line()
    _write_one(cell, out, depth + 3)
    out.end_line()


def _rows(table: LexborNode, out: Lines, depth: int) -> list[LexborNode]:
    rows, child = [], table.first_child
    while child is not None:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("tbody", "thead", "tfoot"):
            inner = child.first_child
            while inner is not None:
                if inner.tag == "tr":
                    rows.append(inner)
                inner = inner.next
        elif child.tag == "caption":
            _write_block(child, out, depth)
        child = child.next
    return [row for row in rows if not _is_hidden(row)]


def _cells(row: LexborNode) -> list[LexborNode]:
    cells, child = [], row.first_child
    while child is not None:
        if child.tag in ("td", "th") and not _is_hidden(child):
            cells.append(child)
        child = child.next
    return cells


def _is_hidden(node: LexborNode) -> bool:
    style = node.attributes.get("style") or ""
    return "hidden" in node.attributes or bool(style and _HIDDEN.search(style))


def _columns(cells: list[LexborNode], spans: dict[int, int], depth: int, out: Lines) -> list[str] | None:
    """The texts of a row, each under its heading though cells span several rows or columns; None for a layout."""
    columns: list[str] = []
    started: dict[int, int] = {}

    def skip_covered() -> None:
        while spans.get(len(columns), 0) > 0:
            columns.append("")

    for cell in cells:
        skip_covered()
        text = _one_line(cell, depth, out)
        if text is None:
            return None
        width = _span(cell, "colspan", _WIDEST)
        if len(columns) + width > _MOST_COLUMNS:
            return None
        height = _span(cell, "rowspan", 10_000)
        for offset in range(width):
            if height > 1:
                started[len(columns)] = height - 1
            columns.append(text if offset == 0 else "")
    skip_covered()
    for column in list(spans):
        spans[column] -= 1
        if spans[column] <= 0:
            del spans[column]
    spans.update(started)
    return columns


def _span(cell: LexborNode, name: str, most: int) -> int:
    value = (cell.attributes.get(name) or "").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _one_line(cell: LexborNode, depth: int, out: Lines) -> str | None:
    """A cell's text on one line, or None if it holds more than a cell of data does."""
    if cell.css_first("table, blockquote, ul, ol, pre, hr") is not None:
        return None
    inner = Lines()
    _write(cell, inner, depth + 3)
    lines = [line for line in inner.finished() if line.strip()]
    out.cut = out.cut or inner.cut
    text = " ".join(" ".join(lines).replace("\t", " ").split())
    if len(lines) > 4 or len(text) > _LONG_CELL:
        return None
    out.struck += inner.struck
    return text
