"""Order forms in files as text to read: a table's rows one line each, what stands around them as lines of label and value.

A form is mostly empty: rows without an amount beside rows with one are left out, so that a whole catalog with ten
ordered rows reads as ten rows.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsers import grids, phrases, tables, units
from parsers.attachments.document import Document, Grid, Prose
from parsers.normalize import lower, plain
from parsers.spans import Span
from parsers.tables import Column

_NUMBER = re.compile(r"[\d一二两三四五六七八九十半几]")
_ZERO = re.compile(r"(?:[-/0.,\s]|none|nil|n/a|无|没有|不要)*")
_HAN = re.compile(r"[㐀-鿿]")
_WIDE = re.compile(r"\s{2,}")
_INDENT = 2
_LABEL = re.compile(r"[^\d]{1,24}")
_LONGEST_LABEL = 16
_LONGEST_TITLE = 80
_LONGEST_HEAD = 40
_BRACKETED = re.compile(r"[(\[（【][^)\]）】]{0,20}[)\]）】]")
_ONLY_NUMBER = re.compile(r"[\d.,\s]{1,12}")
_ROW_NUMBER = re.compile(r"\d{1,4}[.)、]?")
_SAYS = re.compile(r"[:,;。!?]|\.\s|\.$")
_TITLE_ROWS = 4
_MOST_BLOCK_ROWS = 8
_SIDE_HEADS = 2


@dataclass(slots=True)
class Form:
    """A file's words: `text`, with the place in the file of each line's start and the start of each sheet or page. `title`: what the first rows, the
    sheets and the file call it.

    `tables`: how many order tables it has, and how many rows of theirs are `ordered`; `unfilled`: whether rows of theirs bear no amount; `says_ordered`: whether
    a heading says that the amounts are ordered. `running`: whether it is a letter, without any cells.
    """

    name: str
    text: str = ""
    places: list[tuple[int, str]] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    title: str = ""
    tables: int = 0
    ordered: int = 0
    unfilled: bool = False
    says_ordered: bool = False
    running: bool = False
    doubts: list[str] = field(default_factory=list)

    def line(self, text: str, place: str) -> None:
        self.places.append((len(self.text), place))
        self.text += text.rstrip() + "\n"

    def doubt(self, why: str) -> None:
        if why not in self.doubts:
            self.doubts.append(why)

    def place(self, offset: int) -> str:
        """Where in the file the character at `offset` stands."""
        index = bisect_right(self.places, offset, key=lambda each: each[0]) - 1
        found = self.places[index][1] if index >= 0 else ""
        row = self.text[self.text.rfind("\n", 0, offset) + 1 : offset]
        if found.startswith("\t"):
            return f"{found[1:]}{_letters(row.count(chr(9)))}"
        return found


def form(document: Document) -> Form:
    """The file as text. Sheets and pages follow each other with a blank line between."""
    result = Form(document.name)
    titles = [_low(document.name.rpartition(".")[0] or document.name)]
    heads: list[str] = []
    cells = False
    for part in document.parts:
        result.parts.append(len(result.text))
        for why in part.doubts:
            result.doubt(why)
        sheet = part if isinstance(part, Grid) else _aligned(part)
        if sheet is not None:
            titles += [_low(sheet.name), *_titles(sheet)]
            cells = True
            heads = _Sheet(sheet, result, wraps=sheet is not part, above=heads).write()
        elif isinstance(part, Prose):
            if part is document.parts[0]:
                lines = [_low(line).strip() for line in part.text.split("\n") if line.strip()][:_TITLE_ROWS]
                titles += [line for line in lines if len(line) <= _LONGEST_HEAD and not _SAYS.search(line)]
            _prose(part, result)
        result.text += "\n"
    result.running = result.running and not cells
    result.title = "\n".join(title[:_LONGEST_TITLE] for title in titles)
    return result


def due(days: Sequence[Span], text: str, form: Form) -> list[Span]:
    """Of the dates in a form those that its line says to be the day of delivery: it bears many others."""
    kept: list[Span] = []
    for span in days:
        first = text.rfind("\n", 0, span.start) + 1
        line = text[first : span.start]
        if form.running:
            line = text[first:].partition("\n")[0]
            if phrases.book("delivery")["delivers"].pattern.search(line):
                kept.append(span)
        elif _is("due", line):
            kept.append(span)
    return kept


def deliver(places: Sequence[Span], text: str, form: Form) -> list[Span]:
    """Of the addresses in a form those where the goods go, if a label says so: it bears those of who pays as well."""
    if form.running:
        return list(places)
    lines = [text[text.rfind("\n", 0, span.start) + 1 : span.end] for span in places]
    said = list(zip(places, lines, strict=True))
    received = [span for span, line in said if _is("receiver", line)]
    return received or [span for span, line in said if not _is("payer", line)]


def _prose(part: Prose, result: Form) -> None:
    dropped = block = False
    for number, line in enumerate(part.text.split("\n"), start=1):
        low = _low(line).strip()
        if low and (_is("seller", low) or _is("signs", low)):
            # A bare heading over us takes the lines below it along, a name only how to reach it.
            block, dropped = _is("block", low), True
            continue
        dropped = dropped and bool(low) and not _is("block", low) and (block or _is("reach", low))
        if dropped:
            continue
        result.running = result.running or bool(low)
        result.line(line, f"{part.name + ', ' if part.name else ''}line {number}")
    result.tables += len(grids.find(_low(part.text)))


def _aligned(part: Prose) -> Grid | None:
    """Text whose columns are aligned under headings, or parted by tabs, as a sheet; None where it has no table."""
    lines = part.text.split("\n")
    header: str | None = None
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    found = False
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else _WIDE.split(line.strip()))]
        if not any(cells):
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
            yield _low(filled[0])


@dataclass(slots=True)
class _Sheet:
    """One grid on its way into the form: header by header, row by row.

    `wraps`: a line may go on in the next one. `above` are the headings of the table on the page before.
    """

    grid: Grid
    form: Form
    wraps: bool = False
    above: Sequence[str] = ()
    columns: list[Column] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    pending: list[tuple[int, list[str]]] = field(default_factory=list)
    sums: list[tuple[int, list[str]]] = field(default_factory=list)
    grouped: bool = False
    ours: dict[int, int] = field(default_factory=dict)

    def write(self) -> list[str]:
        """Write all of it; the headings of its last table."""
        rows = self.grid.rows
        place = 0
        on_page = self.grid.name.startswith("page") and all(len(row) <= len(self.above) for row in rows)
        if self.above and on_page and not any(heading_row(row) for row in rows):
            # A table that goes on over the page without its headings.
            self.heads, self.columns = list(self.above), _columns(self.above)
        while place < len(rows):
            header = heading_row(rows[place])
            if header is not None:
                place = self._open(place, list(rows[place]), header)
            elif self.columns and self._inside(place):
                place += 1
            elif (end := self._side_by_side(place)) > place:
                place = end
            else:
                if self.grid.numbers[place] not in self.grid.hidden:
                    self._around(place)
                place += 1
        heads = list(self.heads)
        self._close()
        return heads

    def _around(self, place: int) -> None:
        """A row outside of tables; what stands under a name of ours says how to reach us."""
        for column, line in _labelled(self.grid.rows[place]):
            low = _low(line)
            if _is("seller", low) or (self.ours.get(column) == place - 1 and _is("reach", low)):
                self.ours[column] = place
            else:
                self._line(line, place)

    def _line(self, text: str, place: int) -> None:
        low = _low(text)
        if _is("seller", low) or _is("signs", low):
            return
        self.form.line(text, f"{self._named}row {self.grid.numbers[place]}")

    @property
    def _named(self) -> str:
        return f"{self.grid.name} " if self.grid.name else ""

    def _open(self, place: int, heads: list[str], columns: list[Column]) -> int:
        """A header, with the one below it where there are two; the place of the first row of its table."""
        self._close()
        rows = self.grid.rows
        place += 1
        if place < len(rows):
            second = heading_row(rows[place])
            if second is not None:
                if _weight(second) > _weight(columns):
                    heads, columns = list(rows[place]), second
                place += 1
            elif (joined := _two_rows(heads, rows[place])) is not None:
                found = heading_row(joined)
                if found is not None:
                    heads, columns, place = joined, found, place + 1
        self.heads, self.columns = heads, columns
        self._fill_heads(place)
        return place

    def _fill_heads(self, place: int) -> None:
        """A column without a heading beside one that names products or amounts belongs to it, as merged cells leave it."""
        rows = self.grid.rows[place : place + 50]
        width = max([len(self.heads), *(len(row) for row in rows)])
        self.heads += [""] * (width - len(self.heads))
        known = _columns(self.heads)
        for number in range(1, width):
            if self.heads[number]:
                continue
            cells = [row[number] for row in rows if len(row) > number and row[number]]
            role = known[number - 1].role
            if role == "quantity" and cells and all(_unit(cell) for cell in cells):
                self.heads[number] = "单位"
            elif role in ("product", "spec") and len(cells) * 2 >= len(rows) and cells:
                self.heads[number] = "规格"
        self.columns = _columns(self.heads)

    def _inside(self, place: int) -> bool:
        """Take the row into the open table; False where it is none of it."""
        row = [*self.grid.rows[place], *[""] * len(self.heads)][: len(self.heads)]
        filled = [(column, cell) for column, cell in zip(self.columns, row, strict=True) if cell]
        if not filled:
            return True
        first = _low(filled[0][1])
        roles = {column.role for column, cell in filled}
        if tables.sums_up(first):
            self.sums.append((place, row))
            return True
        if len(filled) == 1:
            if self.wraps and self._goes_on(place, row):
                return True
            # A group's heading between the rows; whatever says more is no part of the table.
            return len(first) <= _LONGEST_LABEL and ":" not in first
        if first.rstrip().endswith(":") or any(_is(kind, first) for kind in ("signs", "seller", "label")):
            return False
        amounts = {"quantity", "price", "unit", "amount"} & roles
        named = {"product", "code", "spec"} & roles
        if "quantity" in roles and not named and len(filled) > 1:
            self.form.doubt("an amount without a name beside it")
        names = sum(column.role in ("product", "code", "spec") for column, _ in filled)
        if not named or not (amounts or names > 1 or {"number", "aside"} & roles):
            return False
        if ":" in first and "quantity" not in roles:
            return False
        if self.grid.numbers[place] in self.grid.hidden:
            if any(column.role == "quantity" and _ordered(cell) for column, cell in filled):
                self.form.doubt("hidden rows with amounts")
            return True
        # A sum with rows behind it was that of a group.
        self.grouped = self.grouped or bool(self.sums)
        self.sums.clear()
        self.pending.append((place, row))
        return True

    def _goes_on(self, place: int, row: Sequence[str]) -> bool:
        """Whether the one cell of a row belongs to the row right above it, and is put there."""
        numbers = self.grid.numbers
        if not self.pending or self.pending[-1][0] != place - 1 or numbers[place] != numbers[place - 1] + 1:
            return False
        column = next(number for number, cell in enumerate(row) if cell)
        if self.columns[column].role not in ("product", "spec", "note"):
            return False
        if column == 0:
            self.form.doubt("lines of which it is not clear to what row they belong")
            return False
        above = self.pending[-1][1]
        glue = "" if _HAN.match(row[column]) and _HAN.match(above[column][-1:]) else " "
        above[column] = f"{above[column]}{glue}{row[column]}".strip()
        return True

    def _close(self) -> None:
        """Write the table that is open: its header and the rows that order something."""
        columns, rows, sums = self.columns, self.pending, self.sums
        # Of several sums the last is that of all; a single one behind sums of groups may be the last group's.
        sums = [] if self.grouped and len(sums) < _SIDE_HEADS else sums[-1:]
        self.columns, self.pending, self.sums, self.grouped = [], [], [], False
        if not columns or not rows:
            return
        columns = self._numbered(list(columns), rows)
        for one, heads in _halves(columns, self.heads):
            self._table([columns[n] for n in one], heads, one, rows, sums)

    def _numbered(self, columns: list[Column], rows: Sequence[tuple[int, list[str]]]) -> list[Column]:
        """Item may stand over the rows' own numbers, which show only while all rows are there."""
        named = [n for n, column in enumerate(columns) if column.role in ("product", "code", "spec")]
        for number in named:
            values = [row[number] for _, row in rows if row[number]]
            counts = [int(value.rstrip(".)、")) for value in values if _ROW_NUMBER.fullmatch(value)]
            rising = all(a < b for a, b in pairwise(counts)) and counts[:1] in ([1], [10])
            if len(named) > 1 and values and len(counts) == len(values) and rising:
                self.heads[number] = "No"
                columns[number] = tables.column("no")
        return columns

    def _table(
        self,
        columns: Sequence[Column],
        heads: Sequence[str],
        taken: Sequence[int],
        rows: Sequence[tuple[int, list[str]]],
        sums: Sequence[tuple[int, list[str]]],
    ) -> None:
        form = self.form
        amounts = [n for n, column in zip(taken, columns, strict=True) if column.role == "quantity"]
        ordered = [(p, row) for p, row in rows if any(_ordered(row[n]) for n in amounts)]
        if ordered:
            form.unfilled = form.unfilled or len(ordered) < len(rows)
            if any(sum(_ordered(row[n]) for n in amounts) > 1 for _, row in ordered):
                form.doubt("rows with several amounts")
        elif amounts:
            form.unfilled = True
            return
        else:
            form.doubt("no heading says which numbers are ordered")
        texts = [n for n, column in zip(taken, columns, strict=True) if column.role in ("unit", "note")]
        if any(_ONLY_NUMBER.fullmatch(row[n]) and _ordered(row[n]) for _, row in rows for n in texts):
            form.doubt("numbers where units or remarks should stand")
        form.ordered += len(ordered)
        self._unexplained(columns, taken, ordered)
        if any(
            row[n] and not _ordered(row[n]) and not _ZERO.fullmatch(_low(row[n]))
            for _, row in rows
            for n in amounts
        ):
            form.doubt("an amount that is no number")
        form.tables += 1
        form.says_ordered = form.says_ordered or any(
            column.role == "quantity" and _is("ordered", _low(head))
            for column, head in zip(columns, heads, strict=True)
        )
        first = rows[0][0] - 1
        form.line("\t".join(heads), f"{self._named}row {self.grid.numbers[max(first, 0)]}")
        for place, row in ordered or rows:
            cells = [row[n].replace("|", "/") for n in taken]
            form.places.append((len(form.text), f"\t{self._named}row {self.grid.numbers[place]} column "))
            form.text += "\t".join(cells) + "\n"
        for place, row in sums:
            form.places.append((len(form.text), f"\t{self._named}row {self.grid.numbers[place]} column "))
            form.text += "\t".join(row[n] for n in taken) + "\n"
        form.text += "\n"
        self._due(columns, taken, ordered)

    def _unexplained(
        self, columns: Sequence[Column], taken: Sequence[int], ordered: Sequence[tuple[int, list[str]]]
    ) -> None:
        """Numbers under a heading that is not known may be ordered too: what is free, what another shop gets."""
        for number, column in zip(taken, columns, strict=True):
            cells = [row[number] for _, row in ordered if row[number]]
            head = _low(self.heads[number])
            if column.role or not cells or _is("aside_column", _BRACKETED.sub("", head).strip(" *:")):
                continue
            if all(_ONLY_NUMBER.fullmatch(cell) for cell in cells) and any(_ordered(cell) for cell in cells):
                self.form.doubt(f"numbers under {head[:_LONGEST_LABEL] or 'no heading'}")

    def _due(
        self, columns: Sequence[Column], taken: Sequence[int], ordered: Sequence[tuple[int, list[str]]]
    ) -> None:
        """The day of delivery that all rows of a column give."""
        for number, column in zip(taken, columns, strict=True):
            if column.role == "quantity" or not _is("due_column", _low(self.heads[number]).strip(" *:")):
                continue
            days = {row[number] for _, row in ordered if row[number]}
            if len(days) == 1:
                place, _ = ordered[0]
                self.form.line(f"交货日期: {days.pop()}", f"{self._named}row {self.grid.numbers[place]}")
            elif days:
                self.form.doubt("rows with different days of delivery")

    def _side_by_side(self, place: int) -> int:
        """Blocks that stand beside each other under headings of their own (bill to, ship to), each as one line."""
        rows = self.grid.rows
        heads = {number: cell for number, cell in enumerate(rows[place]) if cell}
        if not heads or not all(_is("block", _low(cell).strip()) for cell in heads.values()):
            return place
        if len(heads) < _SIDE_HEADS and len(rows) > place + 1 and len([c for c in rows[place + 1] if c]) != 1:
            return place
        end = place + 1
        blocks: dict[int, list[str]] = {number: [] for number in heads}
        while end < len(rows) and end - place <= _MOST_BLOCK_ROWS:
            row = rows[end]
            below = {number: cell for number, cell in enumerate(row) if cell}
            gap = self.grid.numbers[end] - self.grid.numbers[end - 1] > 1
            if (
                gap
                or heading_row(row) is not None
                or any(_is("block", _low(c).strip()) for c in below.values())
            ):
                break
            for number, cell in below.items():
                under = max((head for head in heads if head <= number), default=min(heads))
                blocks[under].append(cell)
            end += 1
        for number, cell in heads.items():
            if _is("seller", _low(cell)) or not blocks[number]:
                continue
            for line in _block(cell.rstrip(" :："), blocks[number]):
                self._line(line, place)
        return end


def _block(label: str, lines: Sequence[str]) -> Iterator[str]:
    """A block under its heading as lines of label and value."""
    if _is("receiver", f"{_low(label)}:"):
        yield f"{label}: {', '.join(line for line in lines if ':' not in plain(line))}"
    else:
        yield f"{label}: {lines[0]}"
        rest = ", ".join(line for line in lines[1:] if ":" not in plain(line))
        if rest:
            yield f"{'Billing' if _is('payer', f'{_low(label)}:') else 'Address'}: {rest}"
    yield from (line for line in lines if ":" in plain(line))


def heading_row(row: Sequence[str]) -> list[Column] | None:
    """The columns, if the cells are headings of an order table."""
    filled = [cell for cell in row if cell]
    # No heading is a number: what most rows hold need not be looked up.
    if len(filled) < _SIDE_HEADS or any(_ONLY_NUMBER.fullmatch(cell) for cell in filled):
        return None
    found = tables.headings("\t".join(_low(cell).replace("|", "/") for cell in row))
    return found if found is not None and len(found) == len(row) else None


def _columns(heads: Sequence[str]) -> list[Column]:
    return [tables.column(_low(head).replace("|", "/")) for head in heads]


def _weight(columns: Sequence[Column]) -> int:
    return len([column for column in columns if column.role])


def _two_rows(heads: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """Headings in two rows as one: 数量 over 箱 and 瓶 is 数量(箱) and 数量(瓶)."""
    width = max(len(heads), len(below))
    upper, lower_ = [*heads, *[""] * width][:width], [*below, *[""] * width][:width]
    fresh = [cell for cell, head in zip(lower_, upper, strict=True) if cell and cell != head]
    if not fresh or any(_NUMBER.search(cell) or len(cell) > _LONGEST_LABEL for cell in fresh):
        return None
    joined: list[str] = []
    over = ""
    for head, cell in zip(upper, lower_, strict=True):
        over = head or over
        joined.append(over if not cell or cell == head else f"{over}({cell})" if over else cell)
        if head and not cell:
            over = ""
    return joined


def _halves(columns: Sequence[Column], heads: Sequence[str]) -> Iterator[tuple[list[int], list[str]]]:
    """The tables that stand beside each other under one header: where its names and amounts repeat."""
    names = [n for n, column in enumerate(columns) if column.role in ("product", "code")]
    again = [n for n in names if heads[n] == heads[names[0]]] if names else []
    amounts = [n for n, column in enumerate(columns) if column.role == "quantity"]
    if len(again) < _SIDE_HEADS or len(amounts) != len(again):
        yield list(range(len(columns))), list(heads)
        return
    # The first heading of all begins each of them: the row's number before the name.
    begins = [n - again[0] for n in again]
    for start, end in zip(begins, [*begins[1:], len(columns)], strict=True):
        part = list(range(start, end))
        yield part, [heads[n] for n in part]


def _ordered(cell: str) -> bool:
    return bool(cell) and _ZERO.fullmatch(_low(cell)) is None and _NUMBER.search(cell) is not None


def _unit(cell: str) -> bool:
    found = units.at(_low(cell), 0)
    return found is not None and len(cell) <= _LONGEST_LABEL


def _labelled(row: Sequence[str]) -> Iterator[tuple[int, str]]:
    """A row outside of tables as lines of label and value, each with the column in which it begins."""
    filled = [(column, cell) for column, cell in enumerate(row) if cell]
    lows = [_low(cell).strip() for _, cell in filled]
    labels = [low.endswith(":") or _is("label", low) for low in lows]
    if not any(labels) and _in_turn(lows):
        labels = [place % 2 == 0 for place in range(len(lows))]
    place = 0
    while place < len(filled):
        column, cell = filled[place]
        if labels[place] and place + 1 < len(filled) and not labels[place + 1]:
            yield column, f"{cell.rstrip(' :：')}: {filled[place + 1][1]}"
            place += 2
            continue
        yield column, cell
        place += 1


def _in_turn(lows: Sequence[str]) -> bool:
    """Whether the cells may be label and value in turn, though nothing says so."""
    return len(lows) % 2 == 0 and all(
        len(label) <= _LONGEST_LABEL and _LABEL.fullmatch(label) and ":" not in value
        for label, value in zip(lows[::2], lows[1::2], strict=True)
    )


def _low(text: str) -> str:
    return lower(plain(text))


def _is(name: str, text: str) -> bool:
    return phrases.book("forms")[name].pattern.search(text) is not None


def _letters(number: int) -> str:
    """A column as spreadsheets call it: 0 is A, 26 is AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
