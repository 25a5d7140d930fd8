"""What stands around the tables of a form: cells that name the value beside or the lines below them."""

import re
from collections.abc import Iterator, Sequence

from parsers import phrases
from parsers.normalize import lower, plain

LONGEST_LABEL = 16
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
    filled = [(column, cell) for column, cell in enumerate(row) if cell]
    lows = [low(cell).strip() for _, cell in filled]
    labels = [text.endswith(":") or says("label", text) or says("block", text) for text in lows]
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
