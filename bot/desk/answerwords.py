"""Whole messages that answer a question of ours: a yes, a no, or a choice said in words. The words are in answers.toml."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

CHOICES = ("again", "drop", "replace", "wait", "available", "part", "substitute", "catalog")
"""The kinds of choices that can be said in words."""


def plain_answer(text: str) -> bool | None:
    """True for a plain yes, False for a plain no, None for anything that says more."""
    if re.fullmatch(samples()["nod"]["re"], text.strip()):
        return True
    said = _uncourteous(text)
    if said in _words()["yes"]:
        return True
    return False if said in _words()["no"] else None


def choice(text: str) -> str | None:
    """The kind of choice that the whole text says, or None."""
    said = _uncourteous(text)
    # "It's a new order" says no more than "a new order".
    ways = {said, *(said.removeprefix(f"{word} ") for word in _words()["subject"])}
    kind = next((kind for kind in CHOICES if ways & _words()[kind]), None)
    if kind is not None:
        return kind
    # Said twice over ("是同一单，不用再订了"), or after a yes or a no.
    pieces = [piece for piece in re.split(r"[,，。;；!！\n]+", text) if _bare(piece)]
    if len(pieces) < 2:
        return None
    kinds = {choice(piece) for piece in pieces if plain_answer(piece) is None}
    return kinds.pop() if len(kinds) == 1 else None


def gives_up(text: str) -> bool:
    """Whether the whole text drops what it answers to ("算了", "never mind")."""
    return _uncourteous(text) in _words()["give_up"]


def wonders(text: str) -> bool:
    """Whether the text is nothing but question marks: its writer waits for a word of ours."""
    return bool(re.fullmatch(r"[\s!！]*[?？][\s?？!！]*", text))


def after_yes(text: str) -> str | None:
    """What follows a yes that the text begins with ("可以，但是改成6箱"), without its "but"; None if it begins otherwise."""
    begun = _begins_with_yes().match(text.strip())
    rest = text.strip()[begun.end() :] if begun else ""
    return rest or None


def relative(text: str) -> bool:
    """Whether an amount in the text is by how much the order is to be more or less ("two fewer")."""
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in samples()["relative"]["re"])


def contrary(text: str) -> bool:
    """Whether the text may choose something else than what was proposed."""
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in samples()["contrary"]["re"])


def says_something(rest: str) -> bool:
    """Whether the words around a numbered choice add anything to it."""
    left = _bare(rest)
    for word in sorted(_words()["filler"], key=len, reverse=True):
        left = left.replace(word, " ")
    return bool(left.strip())


@cache
def samples() -> Mapping[str, Any]:
    """The table of answer words with its samples."""
    return tomllib.loads(files("bot.desk").joinpath("answers.toml").read_text("utf-8"))


def _uncourteous(text: str) -> str:
    said = _bare(text)
    for word in sorted(_words()["apology"], key=len, reverse=True):
        said = said.removeprefix(word).lstrip() or said
    for word in _words()["courtesy"]:
        # "Thanks" alone is what it is.
        said = said.removesuffix(word).rstrip() or said
    return said


def _bare(text: str) -> str:
    words = " ".join(re.sub(r"[^\w']+", " ", text.casefold().replace("’", "'")).split())
    # Chinese knows no spaces: what stood apart by a comma alone is one saying.
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", words)


@cache
def _begins_with_yes() -> re.Pattern[str]:
    yes, but, courtesy = (
        "|".join(re.escape(word) for word in sorted(samples()[name]["words"], key=len, reverse=True))
        for name in ("yes", "but", "courtesy")
    )
    # After the yes a pause or a "but": 好的红茶 begins with no yes.
    pause = r"[\s,，.。;；!！]"
    begun = rf"(?:{yes})(?:{pause}*(?:{courtesy}))?"
    return re.compile(rf"{begun}(?:{pause}+(?:(?:{but}){pause}*)?|(?:{but}){pause}*)", re.IGNORECASE)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return {
        name: frozenset(_bare(word) for word in table["words"])
        for name, table in samples().items()
        if "words" in table
    }
