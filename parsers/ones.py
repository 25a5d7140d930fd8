"""One of a thing, where a word that asks stands before a unit and no number does (来个水壶, 水壶来个)."""

import re
from collections.abc import Callable, Iterator

from parsers import phrases

ONE_OF = "quantities.one of"
"""The rule of an amount that only what stands right behind it makes one."""
_NUMBER_BEHIND = re.compile(r"[0-9]+(?:[.*/x-][0-9]+)*")


def find(lowered: str, measured: Callable[[int], bool]) -> Iterator[tuple[int, int, str, str]]:
    """Where it stands, its unit and its rule. `measured` tells whether a measure stands at a place that is only a size."""
    book = phrases.book("ones")
    for match in book["one_of"].pattern.finditer(lowered):
        number = _NUMBER_BEHIND.match(lowered, match.end())
        if number is None or measured(number.end()):
            yield *match.span(), match["unit"], ONE_OF
    for match in book["one_before"].pattern.finditer(lowered):
        yield *match.span(), match["unit"], "quantities.one before"
