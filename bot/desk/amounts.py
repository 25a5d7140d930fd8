"""An amount as the answer to short stock ("那就2箱吧"): read as if the quantity of each short line had been asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.desk import answerwords
from bot.desk.clarification import LETTERS
from bot.desk.content import Content, line_index
from parsers.reading import Line, Reading
from store.order import OpenQuestion

Read = Callable[[Content], Reading]
"""Reads the message as an answer to the open questions of this content."""

# So many short lines are tried one by one to tell whether an amount could be any of them.
_MOST_TRIED = 4
_CHANGES = frozenset({"clarification", "amend_order"})


@dataclass(frozen=True, slots=True)
class Meant:
    """What an amount comes to; `unplaced`: it may be that of several lines, and which one has to be asked."""

    reading: Reading
    unplaced: bool = False


def beside_yes(words: str, content: Content, read: Read) -> bool:
    """Whether a yes to the open questions says an amount besides, which taking what was proposed would swallow."""
    if any(character.isdecimal() for character in words):
        return True
    short = [flag for flag in content.flags if flag.field.endswith(".stock")]
    found = read(_asking(content, short)) if short else None
    return found is not None and _goods(found) != _goods(content)


def meant(words: str, content: Content, plainly: Reading, read: Read) -> Meant | None:
    """The order with the short lines in the amounts that the message gives them; None where it says no such thing.

    `plainly`: the ordinary reading. What it changes otherwise ("two fewer") is for it, and so is whatever else would
    change. A number alone may as well be that of a choice.
    """
    short = [flag for flag in content.flags if flag.field.endswith(".stock")]
    if not short or answerwords.relative(words):
        return None
    number = words.strip().strip(".。")
    if number.isdecimal() and len(number) == 1 and int(number) <= len(LETTERS):
        return Meant(_unchanged(read(_asking(content, short)), content), unplaced=len(short) > 1)
    found = read(_asking(content, short))
    surely = plainly.intent in _CHANGES and plainly.verdict == "accept"
    if surely and _goods(plainly) not in (_goods(content), _goods(found)):
        return None
    if _settles(found, content, short):
        return Meant(_without(found, short))
    if 1 < len(short) <= _MOST_TRIED and all(
        _settles(read(_asking(content, [one])), content, [one]) for one in short
    ):
        return Meant(_unchanged(found, content), unplaced=True)
    return None


def _asking(content: Content, short: Iterable[OpenQuestion]) -> Content:
    asked = [OpenQuestion(_quantity(flag), "out_of_range") for flag in short]
    others = [flag for flag in content.flags if not flag.field.endswith(".stock")]
    return replace(content, flags=(*others, *asked))


def _settles(reading: Reading, content: Content, short: Iterable[OpenQuestion]) -> bool:
    """Whether it changes amounts of the short lines and nothing else."""
    places = {line_index(flag.field) for flag in short}
    if (
        reading.intent not in _CHANGES
        or reading.verdict not in {"accept", "clarify"}
        or len(reading.lines) != len(content.lines)
    ):
        return False
    changed = False
    for place, (line, before) in enumerate(zip(reading.lines, content.lines, strict=True)):
        if line.sku != before.sku:
            return False
        if (line.quantity, line.unit) != (before.quantity, before.unit):
            if place not in places:
                return False
            changed = True
    return changed


def _without(reading: Reading, short: Iterable[OpenQuestion]) -> Reading:
    """The reading without the questions that were only put to read it; whether stock is short, the desk sees again."""
    put = {_quantity(flag) for flag in short}
    flags = tuple(flag for flag in reading.flags if flag.field not in put)
    return replace(reading, intent="clarification", flags=flags, verdict="clarify" if flags else "accept")


def _unchanged(reading: Reading, content: Content) -> Reading:
    lines = tuple(
        Line(sku=one.sku, text=one.text, quantity=one.quantity, unit=one.unit, spec=one.spec)
        for one in content.lines
    )
    return replace(reading, intent="clarification", lines=lines, flags=(), verdict="accept", certainty=1.0)


def _goods(what: Content | Reading) -> list[tuple[object, ...]]:
    return [(line.sku, line.quantity, line.unit) for line in what.lines]


def _quantity(flag: OpenQuestion) -> str:
    return f"{flag.field.rpartition('.')[0]}.quantity"
