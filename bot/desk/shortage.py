"""Answers to short stock that take what there is and give up what is lacking ("what you have is fine, forget the other 4").

An amount in them is that of the one or of the other, and has to agree with what we said. The words are in shortage.toml.
"""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from bot.desk.clarification import Choice, Question, Settled, apply, questions
from bot.desk.content import Content
from parsers import numerals, units
from parsers.catalog import Catalog

KINDS = ("there", "lacking")
_PIECES = re.compile(r"[,，;；。\n]+|\.(?=\s|$)|\b(?:and|but)\b", re.IGNORECASE)
_LONGEST = 120


def settled(words: str, content: Content, catalog: Catalog) -> Settled | None:
    """The order with what there is of the only goods that are short; None where the whole text does not say so."""
    offered = [
        (question, choice)
        for question in questions(content.flags, content.lines)
        for choice in question.choices
        if choice.kind == "available"
    ]
    if len(offered) != 1 or len(words) > _LONGEST:
        return None
    question, choice = offered[0]
    pieces = [piece for piece in _PIECES.split(words) if piece.strip()]
    said = [heard(piece) for piece in pieces]
    if not said or not all(one is not None and _agrees(one, question, choice) for one in said):
        return None
    kinds = {one["kind"] for one in said if one is not None}
    if kinds == {"there"} and re.search(samples()["frame"]["first"], words, re.IGNORECASE):
        return None
    numbered = any(one is not None and "n" in one for one in said)
    if kinds == {"lacking"} and not numbered and len(content.lines) > 1:
        # The rest may as well be all other lines.
        return None
    return Settled(apply(content, question, choice, catalog), "", (choice,))


def heard(piece: str) -> Mapping[str, str] | None:
    """Which of both a piece says, by its `kind`, with its number `n` and unit `u` if it tells them."""
    for kind in KINDS:
        match = _pattern(kind).fullmatch(piece.strip())
        if match is not None:
            found = {name[0]: value for name, value in match.groupdict().items() if value}
            return {**found, "kind": kind}
    return None


@cache
def samples() -> Mapping[str, Any]:
    """The table of words with its samples."""
    return tomllib.loads(files("bot.desk").joinpath("shortage.toml").read_text("utf-8"))


def _agrees(said: Mapping[str, str], question: Question, choice: Choice) -> bool:
    """Whether the number is how much there is, or how much is lacking, in the unit of the line."""
    line, number = question.line, said.get("n")
    if number is None:
        return True
    spans = numerals.find(number)
    stated = spans[0].value.low if len(spans) == 1 and spans[0].label == "number" else None
    if line is None or line.quantity is None or stated is None:
        return False
    there = Decimal(choice.value)
    meant = units.named(said["u"]) if "u" in said else None
    if "u" in said and (meant is None or line.unit not in meant.words):
        return False
    return bool(stated == (there if said["kind"] == "there" else line.quantity - there))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    frame = samples()["frame"]
    forms = []
    for place, form in enumerate((*samples()[kind]["zh"], *samples()[kind]["en"])):
        for name in ("n", "u"):
            parts = form.split(f"<{name}>")
            words = frame["number" if name == "n" else "unit"]
            form = parts[0] + "".join(
                f"(?P<{name}{place}x{at}>{words}){rest}" for at, rest in enumerate(parts[1:])
            )
        forms.append(form)
    return re.compile(f"{frame['before']}(?:{'|'.join(forms)}){frame['after']}", re.IGNORECASE)
