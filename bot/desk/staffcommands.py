"""What somebody of the staff orders the bot to do: one message to commands, a line each. Pure."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, cast

from bot.desk.staffsettings import Role
from bot.papers.documents import Kind

MOST = 50
"""Commands in one message; what has more does nothing."""
_WORD = re.compile(r"[/／]([^\s/／@]{1,40})(?:@[A-Za-z0-9_]{1,64})?(?=\s|$)")
_NUMBER = re.compile(r"SO-\d{8}-\d{4,8}\Z")


@dataclass(frozen=True, slots=True)
class Command:
    """`name` None: a word that is no command, as `word` has it. `text`: all that stands behind it."""

    name: str | None
    word: str
    text: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.text.split())

    @property
    def needs(self) -> Role | None:
        """The role that one must have to give it."""
        told = _told()["command"].get(self.name or "", {})
        return cast("Role | None", told.get("needs"))


def is_command(text: str) -> bool:
    """Whether the message begins as a command does, known or not."""
    return _WORD.match(text.strip()) is not None


def known(text: str) -> bool:
    """Whether the message begins with a command that there is."""
    match = _WORD.match(text.strip())
    return match is not None and _name(match[1]) is not None


def commands(text: str) -> tuple[Command, ...]:
    """The commands of a message in their order."""
    found: list[Command] = []
    for line in text.strip().splitlines():
        match = _WORD.match(line.strip())
        last = found[-1] if found else None
        if match is not None:
            found.append(Command(_name(match[1]), match[1][:40], line.strip()[match.end() :].strip()))
        elif last is not None and last.name is not None and _told()["command"][last.name].get("text"):
            found[-1] = replace(last, text=f"{last.text}\n{line}".strip())
        elif last is not None and line.strip():
            if last.text:
                found.append(replace(last, text=line.strip()))
            else:  # the command stands alone on its line, above what it is about
                found[-1] = replace(last, text=line.strip())
    return tuple(found)


def order_no(word: str) -> str | None:
    """The number of an order as a person types it: in any case, in full-width characters too."""
    plain = unicodedata.normalize("NFKC", word).upper().strip(",，;；、")
    return plain if _NUMBER.match(plain) else None


def names() -> Mapping[str, Role | None]:
    """Every command by its name, with the role that it needs."""
    return {name: told.get("needs") for name, told in _told()["command"].items()}


def handback_of(word: str) -> str | None:
    """How a conversation is handed back: `done`, `answer`; None for what says neither."""
    bare = word.casefold()
    return next((how for how, said in _told()["handback"].items() if bare in said), None)


def says_insured(word: str) -> bool:
    """Whether what follows this word is for what a parcel is insured."""
    return unicodedata.normalize("NFKC", word).casefold().rstrip(":") in _told()["insured"]["words"]


def document_of(word: str) -> Kind | None:
    """The kind of document that the word means."""
    bare = unicodedata.normalize("NFKC", word).casefold()
    return next((cast("Kind", kind) for kind, said in _told()["document"].items() if bare in said), None)


def _name(word: str) -> str | None:
    return _by_word().get(unicodedata.normalize("NFKC", word).casefold())


@cache
def _by_word() -> Mapping[str, str]:
    return {word: name for name, told in _told()["command"].items() for word in told["words"]}


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(files("bot.desk").joinpath("staffcommands.toml").read_text("utf-8"))
