"""What stands around the tables of a form: cells that name the value beside or the lines below them."""

import re
from collections.abc import Iterator, Sequence

from parsers import phrases
from parsers.normalize import lower, plain

LONGEST_LABEL = 16
_BOTH = re.compile(r"([㐀-鿿 ]{2,12})[/ ]*([a-z][a-z .'#/]{1,28}?)[.:]?")
_LABEL = re.compile(r"[^\d]{1,24}")


def low(text: str) -> str:
    """The text in lower case and with plain punctuation, as phrases and word lists have it."""
    return lower(plain(text))


def says(name: str, text: str) -> bool:
    """Whether the phrase `name` of forms.toml is found in the text, which is in lower case."""
    return phrases.book("forms")[name].pattern.search(text) is not None


def ours(text: str) -> bool:
    """Whether a line speaks of who delivers, or of who filled the form in: nothing that the order says."""
    return says("seller", text) or says("signs", text)


def labelled(row: Sequence[str]) -> Iterator[tuple[int, str]]:
    """A row outside of tables as lines of label and value, each with the column in which it begins."""
    filled = [(column, cell) for column, cell in _colons(row) if cell]
    lows = [low(cell).strip() for _, cell in filled]
    labels = [names(text) for text in lows]
    for place in range(1, len(labels)):
        # 备注： | 请注明订单号: what stands beside a label is its value, whatever word it ends in.
        if labels[place - 1] and lows[place - 1].endswith(":") and not lows[place].endswith(":"):
            labels[place] = False
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


def _colons(row: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The cells with their columns; a colon that opens a cell belongs to the label before it."""
    kept: list[tuple[int, str]] = []
    for column, cell in enumerate(row):
        if cell[:1] in (":", "：") and kept and kept[-1][1] and len(kept[-1][1]) <= 2 * LONGEST_LABEL:
            before, label = kept.pop()
            kept.append((before, f"{label.rstrip(' :：')}:"))
            cell = cell[1:].strip()
        kept.append((column, cell))
    yield from kept


def names(text: str) -> bool:
    """Whether a cell names the value beside it, in one language or in two; in lower case."""
    if text.endswith(":") or says("label", text) or says("block", text):
        return True
    both = _BOTH.fullmatch(text)
    halves = [half.strip() for half in (both.groups() if both else text.split("/"))]
    return len(halves) > 1 and all(says("label", half) for half in halves)


def _in_turn(lows: Sequence[str]) -> bool:
    """Whether the cells may be label and value in turn, though nothing says so."""
    return len(lows) % 2 == 0 and all(
        _LABEL.fullmatch(label) and ":" not in value
        for label, value in zip(lows[::2], lows[1::2], strict=True)
    )


def block(label: str, lines: Sequence[str]) -> Iterator[str]:
    """A block under its heading as lines of label and value."""
    if says("receiver", f"{low(label)}:"):
        yield f"{label}: {', '.join(line for line in lines if ':' not in plain(line))}"
    else:
        yield f"{label}: {lines[0]}"
        rest = ", ".join(line for line in lines[1:] if ":" not in plain(line))
        if rest:
            yield f"{'Billing' if says('payer', f'{low(label)}:') else 'Address'}: {rest}"
    yield from (line for line in lines if ":" in plain(line))
