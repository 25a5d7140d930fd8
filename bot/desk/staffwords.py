"""The words in which the staff are told something: one line each, in Chinese and English (`staffwords.toml`)."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from bot.desk.case import Language
from bot.desk.progress import Refused
from bot.desk.templating import Templates
from store import reasons

_STATES = frozenset({"status", "to"})


class StaffWords:
    """What is said to one who reads this language; states are named as the customers' templates name them."""

    def __init__(self, language: Language, templates: Templates) -> None:
        self.language, self._templates = language, templates

    def say(self, line: str, /, **values: Any) -> str:
        """The line of this name, filled in; in values named `status`, `to` and `allowed` states are put in words."""
        told = {name: self._shown(name, value) for name, value in values.items()}
        return str(_words()[self.language][line]).format(**told)

    def refusal(self, error: Refused) -> str:
        """Why something was not done, in one line."""
        key = f"refused_{error.code}"
        if error.code is None or key not in _words()[self.language]:
            return str(error)
        return self.say(key, **error.values)

    def state(self, code: str) -> str:
        return self._templates.state(code, self.language)

    def say_role(self, role: str) -> str:
        """A role in words."""
        return str(_words()[self.language]["role"][role])

    def channel(self, name: str) -> str:
        """By which way something came, in words."""
        return str(_words()[self.language]["channel"].get(name, name))

    def joined(self, parts: Sequence[str]) -> str:
        return ("、" if self.language == "zh" else ", ").join(parts)

    def help_of(self, command: str) -> str:
        """How a command is written, and what it does."""
        return str(_words()[self.language]["help"][command])

    def notice(self, kind: str) -> str:
        """How a message of this kind begins."""
        return str(_words()[self.language]["notice"][kind])

    def _shown(self, name: str, value: Any) -> Any:
        if name in _STATES and value:
            return self.state(value)
        if name == "why":
            return reasons.told(str(value), self.language)
        if name == "allowed":
            return self.joined([self.state(one) for one in value]) or self.say("nothing")
        return value


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(files("bot.desk").joinpath("staffwords.toml").read_text("utf-8"))
