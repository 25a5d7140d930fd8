"""Answers that point at what was offered: by its number and letter in our questions (1B 2A), or as the second one."""

import re
from collections.abc import Sequence

from parsers import answer_products
from parsers.changewords import Clause
from parsers.questions import Questions

_NUMBERED = re.compile(r"(?<![a-z0-9])([1-9])\s?[.、:：)=\-]?\s?([a-e])(?![a-z0-9])")


def by_number(asked: Questions, said: Sequence[Clause]) -> list[Clause]:
    """1B 2A: the questions about products as they are numbered, and what they offer by its letter."""
    text = asked.annotated.lowered
    open_ = [
        (place, flag) for (place, name), flag in asked.flags.items() if name == "sku" and flag.candidates
    ]
    found = [
        match for block in asked.annotated.voice for match in _NUMBERED.finditer(text, block.start, block.end)
    ]
    wanted = [(int(match[1]) - 1, ord(match[2]) - ord("a")) for match in found]
    numbers = [number for number, _ in wanted]
    if len(set(numbers)) < len(numbers) or any(
        number >= len(open_) or letter >= len(open_[number][1].candidates) for number, letter in wanted
    ):
        return list(said)
    for number, letter in wanted:
        place, flag = open_[number]
        asked.choose(place, flag.candidates[letter])
    left = [
        [t for t in clause.tokens if not any(m.start() <= t.start < m.end() for m in found)]
        for clause in said
    ]
    return [Clause(rest, one.opening) for rest, one in zip(left, said, strict=True) if rest]


def by_ordinal(asked: Questions) -> None:
    """The second one, of the only question about a product."""
    said = asked.annotated.said(asked.annotated.voice)
    open_ = [
        (place, flag) for (place, name), flag in asked.flags.items() if name == "sku" and flag.candidates
    ]
    if (
        len(open_) == 1
        and not (asked.put_off or asked.torn)
        and (chosen := answer_products.ordinal(said, open_[0][1])) is not None
    ):
        asked.choose(open_[0][0], chosen)
